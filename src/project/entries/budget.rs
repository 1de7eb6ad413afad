//! Planned spend.

use crate::error::Spot;
use crate::project::read::{Condition, Record};
use crate::time::Period;

use super::overlap::{self, Sharing};
use super::{Book, Money};

/// How planned spend is spread over days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Curve {
    /// The same every day.
    #[default]
    Even,
    /// The same every day from Monday to Friday, nothing else.
    Weekdays,
}

/// What is planned for some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    /// The days it is for.
    pub period: Period,
    /// What it is for; empty for everything.
    pub scope: Vec<Condition>,
    /// How much.
    pub planned: Money,
    /// How it is spread.
    pub curve: Curve,
    /// Where it comes from.
    pub source: Option<String>,
    /// Where it stands.
    pub spot: Spot,
}

/// The budgets of the records; no day of a scope is planned twice.
pub fn budgets(records: &[Record], book: &mut Book<'_>) -> Vec<Budget> {
    let mut dated = Vec::new();
    let mut found = Vec::new();
    for record in records {
        let Some(period) = record.period("period") else {
            continue;
        };
        let planned = book.money(record, record.amount("planned"), Some(&period), "budget");
        let scope = record.scope("scope").unwrap_or_default();
        dated.push((format!("{scope:?}"), period, record.spot("period").clone()));
        let Some(planned) = planned else {
            continue;
        };
        found.push(Budget {
            period,
            scope,
            planned,
            curve: match record.text("daily_curve").as_deref() {
                Some("weekdays") => Curve::Weekdays,
                _ => Curve::Even,
            },
            source: record.text("source"),
            spot: record.spot.clone(),
        });
    }
    overlap::check(dated, Sharing::None, "budget", book);
    found
}
