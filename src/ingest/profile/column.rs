//! One column of a profile: where it is found in a header and how its cells are read.

use regex::Regex;
use serde::Deserialize;

use crate::ingest::header::normalised;
use crate::schema::Kind;

/// How one canonical column is read from the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ColumnRule {
    /// Header texts, best first.
    pub headers: Vec<String>,
    /// Multiplies the number.
    pub factor: Option<String>,
    /// A bare number is a percent.
    pub percent: bool,
    /// A regular expression whose first group is the cell.
    pub extract: Option<String>,
    /// The sign is turned.
    pub negate: bool,
    /// Header whose identifier tells the year of a date without one.
    pub year_from_id: Option<String>,
    /// Kind of an `[extra]` column.
    pub kind: Option<String>,
}

/// One column as the reader uses it.
#[derive(Clone, Debug)]
pub struct ProfileColumn {
    /// Canonical or extra name.
    pub name: String,
    /// How to read its cells.
    pub kind: Kind,
    /// Where it is found and what is done with it.
    pub rule: ColumnRule,
    /// Header alternatives, normalised.
    pub(super) patterns: Vec<Pattern>,
    /// [`ColumnRule::extract`], compiled.
    pub extract: Option<Regex>,
    /// Not of the canonical table: only formulas and row rules use it.
    pub extra: bool,
}

impl ProfileColumn {
    /// A column that is assigned by position.
    pub fn plain(name: &str, kind: Kind, rule: ColumnRule) -> Self {
        Self {
            name: name.into(),
            kind,
            rule,
            patterns: Vec::new(),
            extract: None,
            extra: false,
        }
    }
}

/// A text or a regular expression to find in a header or a row.
#[derive(Clone, Debug)]
pub enum Pattern {
    /// The whole normalised text.
    Text(String),
    /// `re:` patterns.
    Regex(Regex),
}

impl Pattern {
    pub(super) fn new(text: &str) -> Result<Self, String> {
        match text.strip_prefix("re:") {
            Some(pattern) => expression(pattern).map(Self::Regex),
            None => Ok(Self::Text(normalised(text))),
        }
    }

    /// Whether a normalised text matches.
    pub fn matches(&self, normalised: &str) -> bool {
        match self {
            Self::Text(text) => text == normalised,
            Self::Regex(pattern) => pattern.is_match(normalised),
        }
    }
}

/// A regular expression in the linear-time engine, whatever the case, with a bounded program.
pub fn expression(pattern: &str) -> Result<Regex, String> {
    regex::RegexBuilder::new(pattern)
        .case_insensitive(true)
        .size_limit(1 << 20)
        .build()
        .map_err(|error| format!("`{pattern}` is not a usable regular expression: {error}"))
}
