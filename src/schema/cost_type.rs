//! Types of cost: the eight whose sum is a full cost, and incidents.

use super::named;

/// What money was spent on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CostType {
    /// Ads; what the exports hold, and what comes beside it.
    Media,
    /// Software and subscriptions.
    Tools,
    /// Agencies and freelancers.
    Agency,
    /// Photographs, films, texts.
    Content,
    /// Creators and influencers.
    Creators,
    /// Wages with what comes on top of them.
    Labour,
    /// Training.
    Training,
    /// A share of what the whole house costs.
    Overhead,
    /// What a crisis cost: a cost, but no part of what makes a cost full, as most periods have none.
    Incidents,
}

/// Words that people use for them.
const SYNONYMS: [(&str, CostType); 12] = [
    ("ads", CostType::Media),
    ("software", CostType::Tools),
    ("freelancers", CostType::Agency),
    ("production", CostType::Content),
    ("influencers", CostType::Creators),
    ("labor", CostType::Labour),
    ("people", CostType::Labour),
    ("salaries", CostType::Labour),
    ("staff", CostType::Labour),
    ("wages", CostType::Labour),
    ("office", CostType::Overhead),
    ("crisis", CostType::Incidents),
];

impl CostType {
    /// The types whose sum is a full cost.
    pub const FULL: [Self; 8] = [
        Self::Media,
        Self::Tools,
        Self::Agency,
        Self::Content,
        Self::Creators,
        Self::Labour,
        Self::Training,
        Self::Overhead,
    ];

    /// Those and incidents.
    pub const ALL: [Self; 9] = [
        Self::Media,
        Self::Tools,
        Self::Agency,
        Self::Content,
        Self::Creators,
        Self::Labour,
        Self::Training,
        Self::Overhead,
        Self::Incidents,
    ];

    /// Its name on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Media => "media",
            Self::Tools => "tools",
            Self::Agency => "agency",
            Self::Content => "content",
            Self::Creators => "creators",
            Self::Labour => "labour",
            Self::Training => "training",
            Self::Overhead => "overhead",
            Self::Incidents => "incidents",
        }
    }

    /// The type of that name, whatever the case.
    pub fn named(text: &str) -> Option<Self> {
        named::named(&Self::ALL, Self::name, text)
    }

    /// The type that a misspelt name or a synonym probably means.
    pub fn meant(text: &str) -> Option<Self> {
        named::meant(&Self::ALL, &SYNONYMS, Self::name, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_found_by_name_and_guessed_by_likeness_and_synonym() {
        for kind in CostType::ALL {
            assert_eq!(CostType::named(kind.name()), Some(kind));
        }
        assert_eq!(CostType::named(" Labour "), Some(CostType::Labour));
        assert_eq!(CostType::named("wages"), None);
        for (text, meant) in [
            ("Wages", Some(CostType::Labour)),
            ("agncy", Some(CostType::Agency)),
            ("zebra", None),
        ] {
            assert_eq!(CostType::meant(text), meant, "{text}");
        }
    }
}
