//! What figures are to reach, and what others reach.

use chrono::NaiveDate;

use crate::error::Spot;
use crate::project::read::{Condition, Record};
use crate::schema::{Amount, Bounds};
use crate::time::Period;

use super::Book;
use super::assumption;
use super::overlap::{self, Sharing};

/// What a metric is to reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The metric's name.
    pub metric: String,
    /// What it is for; empty for everything.
    pub scope: Vec<Condition>,
    /// The days it is for.
    pub period: Period,
    /// The figure; rates as fractions.
    pub value: Amount,
    /// Whether lower is better, where the target says so itself.
    pub lower_is_better: Option<bool>,
    /// Its currency, for money.
    pub currency: Option<String>,
    /// Where it comes from.
    pub source: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Where it stands.
    pub spot: Spot,
}

/// What others reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Benchmark {
    /// The metric's name.
    pub metric: String,
    /// What it is about; empty for everything.
    pub scope: Vec<Condition>,
    /// The days it is about.
    pub period: Option<Period>,
    /// The figure; rates as fractions.
    pub value: Amount,
    /// Whether lower is better, where the benchmark says so itself.
    pub lower_is_better: Option<bool>,
    /// Whose figure it is.
    pub source: String,
    /// When it was published.
    pub date: NaiveDate,
    /// What it was taken from.
    pub sample: Option<String>,
    /// Where it stands.
    pub spot: Spot,
}

fn lower_is_better(record: &Record) -> Option<bool> {
    record
        .text("direction")
        .map(|direction| direction == "lower")
}

/// The targets of the records. A month may have one inside a quarter's; the same days may not have two.
pub fn targets(records: &[Record], book: &mut Book<'_>) -> Vec<Target> {
    let mut dated = Vec::new();
    let mut found = Vec::new();
    for record in records {
        share(record, "targets", book);
        let (Some(metric), Some(period), Some(value)) = (
            record.text("metric"),
            record.period("period"),
            record.amount("value"),
        ) else {
            continue;
        };
        let scope = record.scope("scope").unwrap_or_default();
        dated.push((
            format!("{metric} {scope:?}"),
            period,
            record.spot("period").clone(),
        ));
        found.push(Target {
            metric,
            scope,
            period,
            value,
            lower_is_better: lower_is_better(record),
            currency: record.text("currency").or_else(|| book.currency.clone()),
            source: record.text("source"),
            owner: record.text("owner"),
            spot: record.spot.clone(),
        });
    }
    overlap::check(dated, Sharing::Nested, "targets", book);
    found
}

/// A fault where the figure of a share lies outside of 0 to 1.
fn share(record: &Record, section: &str, book: &mut Book<'_>) {
    let metric = record.text("metric");
    if metric.is_some_and(|metric| book.faults.shares.contains(&metric)) {
        assumption::bounded(record, "value", Bounds::Share, section, book);
    }
}

/// The benchmarks of the records.
pub fn benchmarks(records: &[Record], book: &mut Book<'_>) -> Vec<Benchmark> {
    for record in records {
        share(record, "benchmarks", book);
    }
    let one = |record: &Record| {
        Some(Benchmark {
            metric: record.text("metric")?,
            scope: record.scope("scope").unwrap_or_default(),
            period: record.period("period"),
            value: record.amount("value")?,
            lower_is_better: lower_is_better(record),
            source: record.text("source")?,
            date: record.day("date")?,
            sample: record.text("sample"),
            spot: record.spot.clone(),
        })
    };
    records.iter().filter_map(one).collect()
}
