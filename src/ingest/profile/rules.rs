//! The parts of a profile that the reader uses as the file writes them.

use serde::Deserialize;

/// Fills a column from another one in rows where a third matches.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fallback {
    /// The column to copy.
    pub from: String,
    /// The column to look at.
    pub when: String,
    /// What must be found in it, whatever the case.
    pub matches: String,
}

/// Which rows are totals.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Totals {
    /// A row without any dimension is one, if it equals the sum of the others.
    pub blank_dimensions: bool,
    /// A dimension cell is exactly this.
    pub equals: Vec<String>,
    /// Likewise, but a campaign may bear that name: it is a total where its figures are the sum of its rows.
    pub doubtful: Vec<String>,
    /// Headers that are filled in every row and in no total, wherever the total's label stands.
    pub rows_have: Vec<String>,
    /// The first filled cell starts with this.
    pub prefix: Vec<String>,
    /// A field beyond the header says this.
    pub extra_field: Vec<String>,
    /// Canonical columns to compare.
    pub compare: Vec<String>,
    /// Which of several totals to compare.
    pub main: Vec<String>,
}

/// A rule that leaves rows out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclude {
    /// Canonical or extra column.
    pub column: String,
    /// Regular expression, whatever the case.
    #[serde(default)]
    pub matches: Option<String>,
    /// Any content at all.
    #[serde(default)]
    pub filled: bool,
}

/// What a card's title says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// The canonical column.
    pub column: String,
    /// The network, where the title names it.
    #[serde(default)]
    pub platform: Option<String>,
}
