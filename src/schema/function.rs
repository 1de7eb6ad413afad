//! The duties of social media, to which value and cost belong.

use super::named;

/// A duty of social media.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Function {
    /// Paid marketing.
    Paid,
    /// Organic marketing, content, community, creators, advocacy.
    Organic,
    /// Sales.
    Sales,
    /// Press and public relations, listening.
    Pr,
    /// Customer care.
    Care,
    /// Recruiting.
    Recruiting,
    /// The systems behind it.
    It,
    /// Policy, governance, training of staff.
    Policy,
    /// Brand.
    Brand,
    /// Risk and crises.
    Risk,
    /// Insight, research, ideas.
    Innovation,
}

/// Words that people use for them.
const SYNONYMS: [(&str, Function); 18] = [
    ("ads", Function::Paid),
    ("advertising", Function::Paid),
    ("paid social", Function::Paid),
    ("community", Function::Organic),
    ("organic social", Function::Organic),
    ("advocacy", Function::Organic),
    ("press", Function::Pr),
    ("public relations", Function::Pr),
    ("communications", Function::Pr),
    ("support", Function::Care),
    ("customer care", Function::Care),
    ("customer service", Function::Care),
    ("service", Function::Care),
    ("hr", Function::Recruiting),
    ("hiring", Function::Recruiting),
    ("governance", Function::Policy),
    ("compliance", Function::Policy),
    ("research", Function::Innovation),
];

impl Function {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 11] = [
        Self::Paid,
        Self::Organic,
        Self::Sales,
        Self::Pr,
        Self::Care,
        Self::Recruiting,
        Self::It,
        Self::Policy,
        Self::Brand,
        Self::Risk,
        Self::Innovation,
    ];

    /// Whether what its campaigns bring is sold, and so stands in orders.
    pub fn sells(self) -> bool {
        matches!(self, Self::Paid | Self::Organic | Self::Sales | Self::Brand)
    }

    /// Its name in files and in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Organic => "organic",
            Self::Sales => "sales",
            Self::Pr => "pr",
            Self::Care => "care",
            Self::Recruiting => "recruiting",
            Self::It => "it",
            Self::Policy => "policy",
            Self::Brand => "brand",
            Self::Risk => "risk",
            Self::Innovation => "innovation",
        }
    }

    /// The function of that name, whatever the case.
    pub fn named(text: &str) -> Option<Self> {
        named::named(&Self::ALL, Self::name, text)
    }

    /// The function that a misspelt name or a synonym probably means.
    pub fn meant(text: &str) -> Option<Self> {
        named::meant(&Self::ALL, &SYNONYMS, Self::name, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_found_by_name_and_guessed_by_likeness_and_synonym() {
        for function in Function::ALL {
            assert_eq!(Function::named(function.name()), Some(function));
        }
        assert_eq!(Function::named("PR"), Some(Function::Pr));
        for (text, meant) in [
            ("recruting", Some(Function::Recruiting)),
            ("HR", Some(Function::Recruiting)),
            ("support", Some(Function::Care)),
            // These may be several.
            ("marketing", None),
            ("content", None),
            ("zebra", None),
        ] {
            assert_eq!(Function::meant(text), meant, "{text}");
        }
    }
}
