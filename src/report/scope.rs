//! Which rows count: filters on keys, and which kinds of outcomes.

use std::collections::BTreeSet;

use regex::Regex;

/// A condition on one key.
#[derive(Clone, Debug)]
pub struct Filter {
    /// The key.
    pub key: String,
    /// What it must be.
    pub test: Test,
}

/// What a key must be.
#[derive(Clone, Debug)]
pub enum Test {
    /// This text.
    Is(String),
    /// Any other text.
    IsNot(String),
    /// Any text but these.
    IsNoneOf(BTreeSet<String>),
    /// A text that matches.
    Matches(Regex),
    /// A text that does not match.
    MatchesNot(Regex),
}

impl Test {
    /// Whether a key passes.
    pub fn passes(&self, key: &str) -> bool {
        match self {
            Self::Is(text) => key == text,
            Self::IsNot(text) => key != text,
            Self::IsNoneOf(texts) => !texts.contains(key),
            Self::Matches(pattern) => pattern.is_match(key),
            Self::MatchesNot(pattern) => !pattern.is_match(key),
        }
    }
}

/// Where outcomes come from; the same sale often stands in several of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutcomeKind {
    /// A shop's orders.
    Shop,
    /// A payment provider's payments.
    Payments,
    /// A CRM's won deals.
    Deals,
    /// Web analytics.
    Analytics,
}

impl OutcomeKind {
    /// All kinds, the one closest to the books first.
    pub const ALL: [Self; 4] = [Self::Shop, Self::Payments, Self::Deals, Self::Analytics];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shop => "shop",
            Self::Payments => "payments",
            Self::Deals => "deals",
            Self::Analytics => "analytics",
        }
    }
}

/// Which kinds of outcomes count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Outcomes {
    /// The kind closest to the books that the inputs hold.
    #[default]
    Best,
    /// These.
    Kinds(Vec<OutcomeKind>),
}
