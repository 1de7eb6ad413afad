//! Which days the exports cover.

use crate::ingest::{Reading, Status};
use crate::time::Period;

use super::scope::OUTCOMES;

/// Which days the exports cover.
pub struct Days {
    /// All of them.
    pub all: Option<Period>,
    /// Those of spend and outcomes, which money is about: posts and followers may go back further.
    pub money: Option<Period>,
}

impl Days {
    /// The days of what was read.
    pub fn of(readings: &[Reading]) -> Self {
        Self {
            all: span(readings, |table| table != "rates"),
            money: span(readings, |table| {
                table == "ad_spend" || OUTCOMES.contains(&table)
            }),
        }
    }
}

fn span(readings: &[Reading], of: impl Fn(&str) -> bool) -> Option<Period> {
    let days = readings
        .iter()
        .filter(|reading| reading.status == Status::Ok && reading.table.is_some_and(&of))
        .filter_map(|reading| reading.dates);
    let whole = days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    whole.map(|(start, end)| Period { start, end })
}
