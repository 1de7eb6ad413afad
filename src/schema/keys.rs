//! The keys of assumptions and counts that lines of the ledger and metrics use, and what a figure of each is.
//!
//! This is the one place that knows which keys are shares, money and totals: a percent typed for a fraction is refused
//! wherever such a key is given a value, money is converted, and a total is shared out by days.

use super::amount::Amount;
use super::nearest::nearest;

/// Keys that stand alone: counts, assumptions, and the rates of money.
const KEYS: [&str; 29] = [
    "agency_cost",
    "agency_share",
    "brand_effect",
    "care_contacts",
    "community_resolved",
    "community_share",
    "contact_cost",
    "contacts_handled",
    "contacts_per_resolution",
    "contacts_resolved",
    "customer_contribution",
    "customer_margin",
    "customers_served",
    "deflection_share",
    "discount_rate",
    "expected_loss_after",
    "expected_loss_before",
    "hires_social",
    "loaded_rate",
    "margin",
    "minutes_before",
    "minutes_now",
    "monthly_contribution",
    "realised",
    "realised_care",
    "research_replaced",
    "retention",
    "retention_control",
    "risk_factor",
];

/// Beginnings of keys that go on with a platform, a function, a kind of volume.
const FAMILIES: [&str; 4] = ["emv_", INCREMENTAL, "kappa_", "risk_factor_"];

/// Before the name of what was tested in the key of incremental revenue.
pub const INCREMENTAL: &str = "incremental_revenue_";

/// Keys of counts, which may be assumed.
const COUNTS: [&str; 6] = [
    "care_contacts",
    "community_resolved",
    "contacts_handled",
    "contacts_resolved",
    "customers_served",
    "hires_social",
];

/// Keys of money that is a total of its days.
const TOTALS: [&str; 3] = [
    "brand_effect",
    "expected_loss_after",
    "expected_loss_before",
];

/// Keys of prices and of money by the head.
const PRICES: [&str; 6] = [
    "agency_cost",
    "contact_cost",
    "customer_contribution",
    "customer_margin",
    "loaded_rate",
    "monthly_contribution",
];

/// Keys of prices, rates and durations, none of which is below zero; what a customer contributes may be.
const POSITIVE: [&str; 6] = [
    "agency_cost",
    "contact_cost",
    "contacts_per_resolution",
    "loaded_rate",
    "minutes_before",
    "minutes_now",
];

/// Whether a figure of that key is money, whatever its unit says.
pub fn is_money_key(key: &str) -> bool {
    let begins = ["emv_", INCREMENTAL]
        .into_iter()
        .any(|start| key.starts_with(start));
    begins || PRICES.contains(&key) || TOTALS.contains(&key)
}

/// Whether a figure of that key is a total of its days (money or a count), not a rate or a price that holds on each.
pub fn is_total_key(key: &str) -> bool {
    key.starts_with(INCREMENTAL) || TOTALS.contains(&key) || COUNTS.contains(&key)
}

/// Keys that are shares and do not say so in their name.
const SHARES: [&str; 5] = [
    "discount_rate",
    "on_cost",
    "overhead",
    "research_replaced",
    "utilisation",
];

/// Beginnings of keys that are shares.
const SHARE_FAMILIES: [&str; 3] = ["realised", "retention", "risk_factor"];

/// What a figure may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounds {
    /// Anything.
    Any,
    /// From 0 to 1.
    Share,
    /// Above 0 and up to 1.
    Fraction,
    /// Zero or more.
    Positive,
    /// From −1 to 3: incremental over attributed, which an experiment may find below zero or above one.
    Caused,
}

impl Bounds {
    /// All of them, in the order in which a key is looked up.
    pub const ALL: [Self; 5] = [
        Self::Fraction,
        Self::Caused,
        Self::Share,
        Self::Positive,
        Self::Any,
    ];

    /// What a figure of that key may be.
    pub fn of(key: &str) -> Self {
        let begins = |start: &str| key == start || key.starts_with(&format!("{start}_"));
        if key == "margin" {
            Self::Fraction
        } else if begins("kappa") || key == "incrementality" {
            Self::Caused
        } else if SHARES.contains(&key)
            || key.ends_with("_share")
            || SHARE_FAMILIES.into_iter().any(begins)
        {
            Self::Share
        } else if POSITIVE.contains(&key) || COUNTS.contains(&key) || begins("emv") {
            Self::Positive
        } else {
            Self::Any
        }
    }

    /// The keys that [`Self::of`] gives these bounds where none before them does, as a regular expression.
    pub fn keys(self) -> String {
        match self {
            Self::Any => ".*".into(),
            Self::Fraction => "margin".into(),
            Self::Caused => "kappa(?:_.*)?|incrementality".into(),
            Self::Positive => {
                let alone: Vec<&str> = POSITIVE.into_iter().chain(COUNTS).collect();
                format!("emv(?:_.*)?|{}", alone.join("|"))
            }
            Self::Share => {
                let (alone, families) = (SHARES.join("|"), SHARE_FAMILIES.join("|"));
                format!("{alone}|(?:{families})(?:_.*)?|.*_share")
            }
        }
    }

    /// Whether a figure lies within them.
    pub fn hold(self, figure: Amount) -> bool {
        let (zero, one) = (Amount::ZERO, Amount::whole(1));
        match self {
            Self::Any => true,
            Self::Positive => zero <= figure,
            Self::Share => zero <= figure && figure <= one,
            Self::Fraction => zero < figure && figure <= one,
            Self::Caused => -one <= figure && figure <= Amount::whole(3),
        }
    }

    /// What is expected, in words.
    pub fn expected(self) -> &'static str {
        match self {
            Self::Any => "a number",
            Self::Positive => "a number of zero or more",
            Self::Share => "a fraction from 0 to 1",
            Self::Fraction => "a fraction above 0 and up to 1",
            Self::Caused => "a fraction from -1 to 3",
        }
    }

    /// How a figure that lies outside of them would be right as a percentage: `60 % is 0.6`.
    pub fn hint(self, typed: Amount) -> Option<String> {
        let fraction = typed.over(Amount::whole(100))?;
        let meant = typed > Amount::ZERO && !self.hold(typed) && self.hold(fraction);
        // Somewhat more than the whole is no percentage of one or two.
        if meant && typed < Amount::whole(2) {
            let percent = typed.times(Amount::whole(100))?;
            return Some(match self {
                Self::Fraction => {
                    format!("{percent} % of revenue cannot be margin; 50 % is 0.5")
                }
                _ => format!("{percent} % is more than the whole; 50 % is 0.5"),
            });
        }
        meant.then(|| format!("{typed} % is {fraction}"))
    }
}

/// Whether a formula may use a key. `names` are the platforms at hand, beside the functions and areas that the program
/// knows.
pub fn is_known_key(key: &str, names: &[&str]) -> bool {
    KEYS.contains(&key)
        || FAMILIES.iter().any(|family| {
            let rest = key.strip_prefix(family);
            rest.is_some_and(|rest| {
                !rest.is_empty() && (*family == "emv_" || names.contains(&rest))
            })
        })
}

/// Whether a key goes on with the name of a platform, or of what else lines are about.
pub fn is_of_platforms(key: &str) -> bool {
    let named = |family: &&str| key.len() > family.len() && key.starts_with(*family);
    FAMILIES[1..].iter().any(named)
}

/// The key that one no formula uses probably means. `names` as for [`is_known_key`].
pub fn nearest_key(typed: &str, names: &[&str]) -> Option<String> {
    let of_family = |family: &&str| {
        names
            .iter()
            .map(|name| format!("{family}{name}"))
            .collect::<Vec<_>>()
    };
    let known: Vec<String> = KEYS
        .iter()
        .map(|key| (*key).to_owned())
        .chain(FAMILIES[1..].iter().flat_map(of_family))
        .collect();
    nearest(typed, known.iter().map(String::as_str)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_money_and_of_totals_is_a_known_one() {
        for key in PRICES.iter().chain(&TOTALS).chain(&COUNTS) {
            assert!(is_known_key(key, &[]), "{key}");
        }
        // Hires of the company are in no line; a margin by customer is in a metric.
        assert!(!is_known_key("hires", &[]));
        assert!(is_known_key("customer_margin", &[]));
        assert!(
            is_money_key("incremental_revenue_meta") && is_total_key("incremental_revenue_meta")
        );
        assert!(is_money_key("contact_cost") && !is_total_key("contact_cost"));
        assert!(is_total_key("hires_social") && !is_money_key("hires_social"));
    }

    #[test]
    fn shares_are_told_by_their_keys() {
        for (key, bounds) in [
            ("margin", Bounds::Fraction),
            ("kappa_meta", Bounds::Caused),
            ("kappa_meta_share", Bounds::Caused),
            ("kappas", Bounds::Any),
            ("realised_", Bounds::Share),
            ("realisation", Bounds::Any),
            ("incrementality", Bounds::Caused),
            ("deflection_share", Bounds::Share),
            ("agency_share", Bounds::Share),
            ("realised", Bounds::Share),
            ("realised_care", Bounds::Share),
            ("retention_control", Bounds::Share),
            ("research_replaced", Bounds::Share),
            ("risk_factor_paid", Bounds::Share),
            ("on_cost", Bounds::Share),
            ("utilisation", Bounds::Share),
            ("discount_rate", Bounds::Share),
            ("contact_cost", Bounds::Positive),
            ("contacts_per_resolution", Bounds::Positive),
            ("loaded_rate", Bounds::Positive),
            ("emv_impressions", Bounds::Positive),
            ("care_contacts", Bounds::Positive),
            ("customer_margin", Bounds::Any),
            ("brand_effect", Bounds::Any),
        ] {
            assert_eq!(Bounds::of(key), bounds, "{key}");
            // The first of the patterns that a key matches tells the same.
            let matches = |one: &Bounds| {
                let pattern = format!("^(?:{})$", one.keys());
                regex::Regex::new(&pattern).unwrap().is_match(key)
            };
            assert_eq!(Bounds::ALL.iter().find(|one| matches(one)), Some(&bounds));
        }
    }

    #[test]
    fn bounds_hold_their_ends_and_tell_a_percentage() {
        let amount = |text| Amount::from_plain(text).unwrap();
        for (bounds, figure, held, hint) in [
            (Bounds::Share, "0", true, None),
            (Bounds::Share, "1", true, None),
            (Bounds::Share, "60", false, Some("60 % is 0.6")),
            (Bounds::Share, "-0.1", false, None),
            (Bounds::Fraction, "0", false, None),
            (Bounds::Fraction, "42.5", false, Some("42.5 % is 0.425")),
            (
                Bounds::Fraction,
                "1.5",
                false,
                Some("150 % of revenue cannot be margin; 50 % is 0.5"),
            ),
            (
                Bounds::Share,
                "1.01",
                false,
                Some("101 % is more than the whole; 50 % is 0.5"),
            ),
            (Bounds::Caused, "-1", true, None),
            (Bounds::Caused, "3", true, None),
            (Bounds::Caused, "60", false, Some("60 % is 0.6")),
            (Bounds::Caused, "4000", false, None),
            (Bounds::Positive, "-80", false, None),
            (Bounds::Positive, "0", true, None),
            (Bounds::Any, "4000", true, None),
        ] {
            let figure = amount(figure);
            assert_eq!(bounds.hold(figure), held, "{bounds:?} {figure}");
            assert_eq!(bounds.hint(figure).as_deref(), hint, "{bounds:?} {figure}");
        }
    }

    #[test]
    fn a_key_is_known_alone_or_by_its_family() {
        let names = ["google_ads", "paid"];
        for (key, known, near) in [
            ("contacts_resolved", true, None),
            ("kappa_google_ads", true, None),
            ("emv_impressions", true, None),
            ("kappa_gogle_ads", false, Some("kappa_google_ads")),
            ("kappa_", false, None),
            ("customers_serve", false, Some("customers_served")),
            ("deflecton_share", false, Some("deflection_share")),
            ("zebra", false, None),
        ] {
            assert_eq!(is_known_key(key, &names), known, "{key}");
            if !known && near.is_some() {
                assert_eq!(nearest_key(key, &names).as_deref(), near, "{key}");
            }
        }
    }
}
