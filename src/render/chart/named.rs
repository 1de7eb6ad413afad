//! What inputs, budgets and lines of the ledger are called where people read: words for known keys, titles of
//! platforms, spaces for underscores.

use crate::report::platform_title;
use crate::schema::col;

use super::look::Look;

/// Inputs whose words are phrases of their own.
const KNOWN: [&str; 13] = [
    "agency_cost",
    "agency_share",
    "contact_cost",
    "contacts_resolved",
    "covered_days",
    "deflection_share",
    "hires_social",
    "kappa_all",
    "kappa_organic",
    "kappa_paid",
    "loaded_rate",
    "margin",
    "realised",
];

/// What the incrementality of something and the realised share of something begin with.
const KAPPA: &str = "kappa_";
const REALISED: &str = "realised_";

/// What the revenue of a line begins with.
const REVENUE: &str = "revenue_";

impl Look {
    /// An input as readers call it, within a sentence.
    pub(super) fn input(&self, key: &str) -> String {
        if KNOWN.contains(&key) {
            let id = key.replacen("kappa_", "kappa.", 1);
            return self.lang.phrase(&format!("input.{id}"), &[]);
        }
        if let Some(of) = key.strip_prefix(KAPPA) {
            return match platform_title(of) {
                // Its ads are what is bought there already.
                Some(title) => {
                    let title = title.strip_suffix(" Ads").unwrap_or(title);
                    self.said("input.kappa", &[("name", title)])
                }
                None => self.said("input.kappa.of", &[("name", &titled(of))]),
            };
        }
        if let Some(of) = key.strip_prefix(REALISED) {
            return self.said("input.realised.of", &[("name", &self.name(of))]);
        }
        key.replace('_', " ")
    }
}

impl Look {
    /// What has no heading of its own, in words; the revenue of something with that word in the language.
    pub(super) fn thing(&self, name: &str) -> String {
        if KNOWN.contains(&name) {
            return self.input(name);
        }
        match (name.strip_prefix(REVENUE), self.lang.metric(col::REVENUE)) {
            (Some(of), Some(revenue)) => format!("{revenue} {}", titled(of)),
            _ => titled(name),
        }
    }
}

impl Look {
    /// A line of value as readers call it: its own name with what it is, `Google Ads brand (paid, attributed)`; anything
    /// else by its name.
    pub(super) fn titled(&self, name: &str) -> String {
        let (code, own) = name.split_once(':').unwrap_or((name, ""));
        let id = format!("line.{code}");
        let line = self.lang.phrase(&id, &[]);
        match own {
            _ if line == id => titled(name),
            "" => line,
            own => {
                let arguments = [("name", titled(own)), ("line", line)];
                let arguments = arguments
                    .each_ref()
                    .map(|(place, text)| (*place, text.as_str()));
                self.said("line.named", &arguments)
            }
        }
    }
}

/// A platform, campaign, line or budget by its name: `TikTok` for `platform=tiktok`, `survey panel` for
/// `L-13:survey_panel`, `LinkedIn sales` for `linkedin_sales`.
pub(super) fn titled(name: &str) -> String {
    let parts = name.split([',', ';']).map(|part| {
        let part = part.trim();
        let part = part.split_once('=').map_or(part, |(_, value)| value);
        title(part)
    });
    parts.collect::<Vec<_>>().join(", ")
}

fn title(name: &str) -> String {
    let name = match name.split_once(':') {
        Some((code, rest)) if code.starts_with("L-") => rest,
        _ => name,
    };
    if let Some(title) = platform_title(name) {
        return title.to_owned();
    }
    for (at, _) in name.rmatch_indices('_') {
        if let Some(title) = platform_title(&name[..at]) {
            return format!("{title}{}", name[at..].replace('_', " "));
        }
    }
    // Of something: `revenue_linkedin_sales`.
    if let Some((of, rest)) = name.split_once('_') {
        let rest_title = title(rest);
        if rest_title.chars().any(char::is_uppercase) {
            return format!("{of} {rest_title}");
        }
    }
    name.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn keys_and_names_are_said_in_words() {
        let look = Look::default();
        for (key, words) in [
            ("kappa_meta", "incrementality of Meta ads"),
            ("kappa_google_ads", "incrementality of Google ads"),
            ("kappa_linkedin_sales", "incrementality: LinkedIn sales"),
            ("kappa_organic", "incrementality of organic posts"),
            ("realised_care", "savings realised: care"),
            ("loaded_rate", "cost of an hour of work"),
            ("panel_value", "panel value"),
        ] {
            assert_eq!(look.input(key), words);
        }
        for (name, words) in [
            ("platform=tiktok", "TikTok"),
            ("L-13:survey_panel", "survey panel"),
            ("google_ads_brand", "Google Ads brand"),
            ("revenue_linkedin_sales", "revenue LinkedIn sales"),
            ("Spring 2026", "Spring 2026"),
        ] {
            assert_eq!(titled(name), words);
        }
    }

    #[test]
    fn lines_of_value_are_said_in_the_language_and_keep_their_own_names() {
        let of = |code: &str, name: &str| {
            let look = Look {
                lang: Lang::new(code, None).unwrap(),
                ..Look::default()
            };
            look.titled(name)
        };
        for (code, name, words) in [
            (
                "en",
                "L-02:google_ads_brand",
                "Google Ads brand (paid, attributed)",
            ),
            ("en", "L-13:survey_panel", "survey panel (research avoided)"),
            ("en", "L-03", "organic social"),
            ("en", "platform=tiktok", "TikTok"),
            (
                "de",
                "L-02:google_ads_brand",
                "Google Ads brand (bezahlt, zugeschrieben)",
            ),
            (
                "es",
                "L-12:picture_library",
                "picture library (ahorro de caja)",
            ),
        ] {
            assert_eq!(of(code, name), words);
        }
        let persian = of("fa", "L-13:survey_panel");
        assert!(
            persian.contains("survey panel") && persian.contains("پژوهش"),
            "{persian}"
        );
    }

    /// Every known key has words in every language.
    #[test]
    fn known_inputs_have_words_in_every_language() {
        for code in crate::lang::codes() {
            let look = Look {
                lang: Lang::new(code, None).unwrap(),
                ..Look::default()
            };
            for key in KNOWN.iter().chain(&["kappa_meta", "realised_care"]) {
                let words = look.input(key);
                assert!(
                    !words.contains("input.") && !words.contains('_'),
                    "{code} {words}"
                );
            }
        }
    }
}
