//! What moves a ledger, in words: keys of inputs and numbers of lines are for those who type them.

use crate::ledger::Rule;
use crate::ledger::change::COVERED_DAYS;
use crate::schema::platform_title;

/// An effect, an input or a line as people call it; what is neither is a name and stays, with spaces.
pub fn named(name: &str) -> String {
    let metric = match name {
        "cpm" => "CPM",
        "cpc" => "CPC",
        "cpa" => "CPA",
        "ctr" => "CTR",
        "cvr" => "CVR",
        "aov" => "average order",
        "loaded_rate" => "cost of an hour of work",
        "hires_social" => "hires through social",
        COVERED_DAYS => "days that another line covers",
        _ => "",
    };
    if !metric.is_empty() {
        return metric.into();
    }
    if let Some(of) = name.strip_prefix("kappa_") {
        return match platform_title(of) {
            Some(title) => format!("incrementality of {} ads", title.trim_end_matches(" Ads")),
            None => format!("incrementality of {}", titled(of)),
        };
    }
    if let Some(of) = name.strip_prefix("revenue_") {
        return format!("revenue of {}", titled(of));
    }
    if let Some(of) = name.strip_prefix("saving_") {
        return format!("saving: {}", titled(of));
    }
    if let Some(of) = name.strip_prefix("realised_") {
        return format!("savings realised: {}", titled(of));
    }
    let (code, of) = name.split_once(':').unwrap_or((name, ""));
    match Rule::ALL.iter().find(|rule| rule.code() == code) {
        Some(rule) if of.is_empty() => format!("{code} {}", rule.title()),
        Some(rule) => format!("{code} {}: {}", rule.title(), titled(of)),
        None => titled(name),
    }
}

/// A platform by its title, also in front of a name: `LinkedIn sales` for `linkedin_sales`.
fn titled(name: &str) -> String {
    let whole = platform_title(name).map(str::to_owned);
    let front = || {
        let mut ends = name.rmatch_indices('_');
        ends.find_map(|(at, _)| {
            let title = platform_title(&name[..at])?;
            Some(format!("{title}{}", name[at..].replace('_', " ")))
        })
    };
    whole
        .or_else(front)
        .unwrap_or_else(|| name.replace('_', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_words() {
        for (key, told) in [
            ("contacts_resolved", "contacts resolved"),
            ("revenue_organic", "revenue of organic"),
            ("revenue_linkedin_sales", "revenue of LinkedIn sales"),
            ("kappa_google_ads", "incrementality of Google ads"),
            ("kappa_organic", "incrementality of organic"),
            ("saving_picture_library", "saving: picture library"),
            ("realised_care", "savings realised: care"),
            ("L-11", "L-11 recruiting"),
            ("L-02:meta", "L-02 paid, attributed: Meta"),
            ("ctr", "CTR"),
            ("content", "content"),
        ] {
            assert_eq!(named(key), told);
        }
    }
}
