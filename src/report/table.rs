//! The table that every output format draws: plain figures, exact where they are sums, with a reason wherever one
//! is undefined.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

pub use crate::schema::{Amount, SCALE};
pub use crate::time::Grain;
use crate::time::{Calendar, PeriodSpec};

use super::Covered;

/// A report as rows of keys and figures; each format decides how a figure looks, none decides what it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Table {
    /// What the table is about, in a few words; may be empty.
    pub title: String,
    /// What the figures cover, for the line under the table; may be empty.
    pub scope: Covered,
    /// What a row stands for, leftmost first.
    pub keys: Vec<KeyColumn>,
    /// The figures of a row, in order of output.
    pub metrics: Vec<MetricColumn>,
    /// The rows, in order of output.
    pub rows: Vec<Row>,
    /// The figures over all rows; its first key reads `total` where it is `None`.
    pub total: Option<Row>,
    /// What the figures come to, in a sentence or two under the title of text and Markdown; may be empty.
    #[serde(skip)]
    pub lead: String,
    /// Assumptions and warnings about the whole table, one sentence each.
    pub notes: Vec<String>,
    /// Whether words that a narrow screen has no room for go on in further lines; else they are cut.
    #[serde(skip)]
    pub wraps: bool,
    /// Constant columns that close each row of CSV, TSV and JSON (currency, cost types), as name and value. One whose
    /// name a key or metric bears is left out.
    pub extra: Vec<(String, Constant)>,
}

/// What a constant column holds in every row.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Constant {
    /// Words.
    Text(String),
    /// A whole count.
    Count(i64),
    /// A fraction of one, to six decimals; `None` where there is nothing to have a share of.
    Share(Option<f64>),
    /// Yes or no.
    Flag(bool),
}

impl Constant {
    /// As text for a field of CSV; empty where it is undefined.
    pub fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Share(share) => share.map_or_else(String::new, |share| format!("{share:.6}")),
            Self::Flag(flag) => flag.to_string(),
        }
    }

    /// As people read it: a share in per cent, yes or no in words; empty where it is undefined.
    pub fn human(&self) -> String {
        match self {
            Self::Share(Some(share)) => format!("{:.1}%", share * 100.0),
            Self::Flag(true) => "yes".into(),
            Self::Flag(false) => "no".into(),
            other => other.plain(),
        }
    }
}

/// What closes each row of JSON: the days that the figures cover, by which `diff` knows two periods.
pub const DAYS: &str = "period";

impl Table {
    /// The constant columns, without those whose name a key or metric bears.
    pub fn constants(&self) -> impl Iterator<Item = (&str, &Constant)> {
        let constants = self
            .extra
            .iter()
            .map(|(name, value)| (name.as_str(), value));
        constants.filter(|(name, _)| !self.has_column(name))
    }

    /// The days that the figures cover as programs write them (`2026-09-01..2026-09-30`), where no column bears their name.
    pub fn days(&self) -> Option<String> {
        let days = self.scope.days.filter(|_| !self.has_column(DAYS));
        days.map(|days| days.iso(Calendar::Gregorian))
    }

    fn has_column(&self, name: &str) -> bool {
        self.keys.iter().any(|key| key.name == name)
            || self.metrics.iter().any(|metric| metric.name == name)
    }
}

/// A column that says what a row stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyColumn {
    /// The name in CSV, TSV and JSON.
    pub name: String,
    /// The name in tables for people.
    pub header: String,
}

impl KeyColumn {
    /// The key of that name.
    pub fn of(name: &str) -> Self {
        Self {
            name: name.into(),
            header: name.replace('_', " "),
        }
    }

    /// How finely it groups time; `None` where it is no stretch of time.
    pub fn grain(&self) -> Option<Grain> {
        self.name.parse().ok()
    }

    /// The first day of the stretch of time that a label of it means in the Gregorian calendar, which is that of
    /// spreadsheets; `None` for other calendars, `(no date)` and other keys.
    pub fn first_day(&self, label: &str) -> Option<NaiveDate> {
        self.first_day_in(label, Calendar::Gregorian)
    }

    /// The same in any calendar.
    pub(super) fn first_day_in(&self, label: &str, calendar: Calendar) -> Option<NaiveDate> {
        let grain = self.grain()?;
        let spec = PeriodSpec::parse(label, calendar).ok()?;
        // A label names its days itself, so that no day counts as today.
        let period = spec.resolve(NaiveDate::MIN).ok()?;
        let bucket = grain.bucket(period.start, calendar);
        (bucket.label() == label).then(|| bucket.start())
    }
}

/// A column of figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MetricColumn {
    /// The name in CSV, TSV and JSON, and after `--metrics`: snake_case.
    pub name: String,
    /// A short name for tables for people.
    pub header: String,
    /// The unit under the header (`EUR`, `%`, `×`); empty where a figure has none.
    pub unit_label: String,
    /// What the figures measure, which settles how they print.
    pub unit: Unit,
    /// Importance: 1 is the highest; the largest number leaves a narrow table first.
    pub rank: u32,
    /// Named by `--metrics`, so never dropped.
    pub pinned: bool,
    /// Decimals in tables for people. Counts show none while all of a column's figures are whole.
    pub decimals: u8,
}

/// Money of this size and more is drawn without decimals.
const WHOLE_MONEY: f64 = 1000.0;

/// Figures of this size and more are drawn with three digits: a chart is no place to count them.
const SHORT: f64 = 1e7;

impl MetricColumn {
    /// Decimals of a figure in a chart or a sentence: the larger it is, the fewer.
    pub fn drawn_decimals(&self, figure: f64) -> u8 {
        let size = figure.abs();
        match self.unit {
            Unit::Money if size >= WHOLE_MONEY => 0,
            Unit::Rate if size >= 1.0 => 0,
            Unit::Rate if size >= 0.1 => 1,
            Unit::Ratio if size >= 100.0 => 0,
            Unit::Points if size < 1.0 => 2,
            Unit::Points | Unit::Percent => 1,
            _ => self.decimals,
        }
    }

    /// A figure as far as charts and sentences print it; rates as per cent.
    pub fn drawn(&self, figure: f64) -> f64 {
        let printed = match self.unit {
            Unit::Rate => figure * 100.0,
            _ => figure,
        };
        let decimals = if printed.abs() >= SHORT {
            2 - printed.abs().log10().floor() as i32
        } else {
            i32::from(self.drawn_decimals(figure))
        };
        let step = 10_f64.powi(decimals);
        (printed * step).round() / step
    }

    /// Whether figures of that size are drawn with three digits.
    pub fn is_drawn_short(&self, figure: f64) -> bool {
        let printed = match self.unit {
            Unit::Rate => figure * 100.0,
            _ => figure,
        };
        printed.abs() >= SHORT
    }
}

/// One line of a [`Table`].
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Row {
    /// One per [`KeyColumn`]; `None` where the row has no such key.
    pub keys: Vec<Option<String>>,
    /// One per [`MetricColumn`].
    pub cells: Vec<Cell>,
    /// How many rows it sums up, where it stands for those that a chart does not show; `None` for a row of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summed_up: Option<usize>,
    /// The rows that it sums up, where what shows it names them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Row>,
    /// The column of its figures, where every row is about another metric: of those in columns of [`Unit::Own`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<Box<MetricColumn>>,
    /// Whether its stretch of time is covered in part only, so that it is no equal of the others.
    #[serde(skip_serializing_if = "is_false")]
    pub is_part: bool,
}

/// For a field that is written only where it says something.
#[allow(clippy::trivially_copy_pass_by_ref)] // serde passes a reference
fn is_false(flag: &bool) -> bool {
    !*flag
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// A whole count.
    Count(i64),
    /// An exact sum.
    #[serde(serialize_with = "exact_text")]
    Amount(Amount),
    /// A quotient; rates are fractions of one.
    Ratio(f64),
    /// A word in place of a figure.
    Text(String),
    /// No figure, and why.
    Undefined {
        /// The reason for machines (`zero_denominator`).
        code: &'static str,
        /// The reason for people. Equal sentences share one numbered note, so leave the row's name out; an empty one gets no note.
        sentence: String,
    },
}

impl Cell {
    /// An exact sum; `None` for a quotient and what is undefined.
    pub fn exact(&self) -> Option<Amount> {
        match self {
            Self::Count(count) => Some(Amount::whole(*count)),
            Self::Amount(amount) => Some(*amount),
            Self::Ratio(_) | Self::Text(_) | Self::Undefined { .. } => None,
        }
    }

    /// The figure as the nearest float, for drawing; `None` for words and what is undefined.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Count(count) => Some(*count as f64),
            Self::Amount(amount) => Some(amount.to_f64()),
            Self::Ratio(ratio) => Some(*ratio).filter(|ratio| ratio.is_finite()),
            Self::Text(_) | Self::Undefined { .. } => None,
        }
    }
}

/// What a column's figures measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Money in the currency of the unit label.
    Money,
    /// Things counted, whole or fractional (conversions).
    Count,
    /// A fraction of one, printed as percent.
    Rate,
    /// One figure over another of the same kind (`×`).
    Ratio,
    /// People counted.
    People,
    /// A span of time in seconds.
    Seconds,
    /// A count per post.
    PerPost,
    /// A difference of rates, already in percentage points; printed with its sign.
    Points,
    /// A relative change, already in percent; printed with its sign.
    Percent,
    /// In every row another unit: that of [`Row::column`].
    Own,
    /// Words.
    Text,
}

/// As text, because a float in between would lose digits.
fn exact_text<S: Serializer>(amount: &Amount, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(amount)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_time_know_their_first_day() {
        let key = |name: &str| KeyColumn {
            name: name.into(),
            header: name.into(),
        };
        for (name, label, day) in [
            ("day", "2026-09-15", Some("2026-09-15")),
            ("date", "2026-09-15", Some("2026-09-15")),
            ("week", "2026-W37", Some("2026-09-07")),
            ("month", "2026-09", Some("2026-09-01")),
            ("quarter", "2026-Q3", Some("2026-07-01")),
            ("year", "2026", Some("2026-01-01")),
            ("month", "2026-09-15", None),
            ("month", "(no date)", None),
            ("month", "1405-06", None),
            ("campaign", "2026-09", None),
        ] {
            let day = day.map(|day: &str| day.parse().unwrap());
            assert_eq!(key(name).first_day(label), day, "{label} of {name}");
        }
    }
}
