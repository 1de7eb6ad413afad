//! Which export is this: the profiles (data, one TOML file each) and how a header is matched with them.

use regex::Regex;
use serde::Deserialize;

use crate::error::{Error, Result};
use crate::schema::Table;

use super::date::DateOrder;
use super::formula::Formula;
use super::number::DecimalMark;

mod build;
mod canonical;
mod catalogue;
mod column;
mod matching;
mod rules;
mod text;

pub use build::order;
pub use catalogue::Profiles;
pub use column::{ColumnRule, Pattern, ProfileColumn, expression};
pub use matching::{Assigned, Match};
pub use rules::{Card, Exclude, Fallback, Totals};

use text::ProfileText;

/// How sure we are of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// Seen in real files, or in several independent readers of real files.
    Seen,
    /// Known from the vendor's pages or from memory.
    Documented,
    /// Named by the user with `--map`.
    Mapped,
}

impl Evidence {
    /// The words for it in output.
    pub fn words(self) -> &'static str {
        match self {
            Self::Seen => "seen in real files",
            Self::Documented => "from documentation",
            Self::Mapped => "named with --map",
        }
    }
}

/// Shape of the file under its header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// One record a row.
    #[default]
    Rows,
    /// A title names the metric of a two-column table.
    Cards,
    /// Stacked blocks of shares.
    Blocks,
}

/// A formula that fills a column.
#[derive(Clone, Debug)]
pub struct Derivation {
    /// The column to fill.
    pub column: String,
    /// What to compute.
    pub formula: Formula,
    /// A note to print where it was used.
    pub mark: Option<String>,
}

/// One export format.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Profile {
    pub name: String,
    pub title: String,
    pub vendor: String,
    pub table: &'static Table,
    pub platform: Option<String>,
    pub channel: Option<String>,
    pub evidence: Evidence,
    pub basis: Option<String>,
    /// Where a user gets the file.
    pub source: String,
    pub date_from: Option<String>,
    pub refuse: Option<String>,
    pub priority: i32,
    pub layout: Layout,
    pub columns: Vec<ProfileColumn>,
    pub derive: Vec<Derivation>,
    pub fallback: Vec<(String, Fallback, Regex)>,
    pub constants: Vec<(String, String)>,
    pub date_order: Option<DateOrder>,
    pub decimal: Option<DecimalMark>,
    pub nulls: Vec<String>,
    /// Columns whose blank cells mean that it never happened: 0 where the file has the column.
    pub blank_is_zero: Vec<String>,
    /// The day column says when a row's span begins, unless the report is by day.
    pub start_dates: bool,
    pub language_hints: Vec<(String, DecimalMark)>,
    pub totals: Totals,
    pub footer: Vec<Pattern>,
    pub first_of: Option<String>,
    /// What the lines of a record say of its products.
    pub items: Option<Items>,
    pub exclude: Vec<(Exclude, Option<Regex>)>,
    pub personal: Vec<Pattern>,
    pub cards: Vec<(String, Card)>,
    pub titles: Vec<String>,
    needs: Vec<Vec<String>>,
    headers: Vec<Pattern>,
    any: Vec<Pattern>,
    without: Vec<Pattern>,
    preamble: Option<Regex>,
    /// The header must hold little else (canonical tables, so that a stray `date` column is not taken for one).
    strict: bool,
}

/// Products of an order, one on each of its lines.
#[derive(Clone, Debug)]
pub struct Items {
    /// The column of the product's name.
    pub product: String,
    /// The column of its stock number.
    pub number: Option<String>,
    /// Its money.
    pub money: Formula,
}

impl Profile {
    /// Reads a profile from TOML.
    ///
    /// # Errors
    /// [`Error::BadProfile`] names what is wrong.
    pub fn parse(text: &str, path: &str) -> Result<Self> {
        let bad = |what: String| Error::BadProfile {
            path: path.into(),
            what,
        };
        let parsed: ProfileText = toml::from_str(text).map_err(|error| bad(error.to_string()))?;
        build::build(parsed).map_err(bad)
    }
}
