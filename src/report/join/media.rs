//! Months of which media is on record, by platform: revenue of other months would be value without its cost.

use std::collections::{BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate};
use polars::prelude::DataFrame;

use crate::schema::{cells, col};
use crate::time::Period;

/// Media on record beside the spend of the exports: the platform, or any where none is named, and its days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MediaBeside {
    /// Days of a platform, or of any.
    pub days: Vec<(Option<String>, Period)>,
    /// Some of it is of any platform and any day.
    pub always: bool,
}

/// Months by platform.
pub struct MediaMonths {
    named: HashMap<String, BTreeSet<i32>>,
    of_any: BTreeSet<i32>,
    /// Platforms with media of no day in particular.
    undated: BTreeSet<String>,
    always: bool,
}

impl MediaMonths {
    /// Those of the spend, and of what stands beside it.
    pub fn of(spend: &DataFrame, beside: &MediaBeside) -> Self {
        let mut found = Self {
            named: HashMap::new(),
            of_any: BTreeSet::new(),
            undated: BTreeSet::new(),
            always: beside.always,
        };
        let platform = cells::texts(spend, col::PLATFORM);
        let platform = platform.unwrap_or_else(|| vec![None; spend.height()]);
        let starts = cells::days(spend, col::PERIOD_START);
        let ends = cells::days(spend, col::PERIOD_END);
        let mut last = None;
        for (row, name) in platform.into_iter().enumerate() {
            let name = name.unwrap_or_default();
            let key = (name, starts[row], ends[row]);
            if last.replace(key) == Some(key) {
                continue;
            }
            match months(starts[row], ends[row]) {
                Some(months) => found
                    .named
                    .entry(name.to_owned())
                    .or_default()
                    .extend(months),
                None => _ = found.undated.insert(name.to_owned()),
            }
        }
        for (name, days) in &beside.days {
            let months = month(days.start)..=month(days.end);
            match name {
                Some(name) => found.named.entry(name.clone()).or_default().extend(months),
                None => found.of_any.extend(months),
            }
        }
        found
    }

    /// Whether media of the platform is on record in any month of these days; where they are not known, it is.
    pub fn has(&self, platform: &str, start: Option<i32>, end: Option<i32>) -> bool {
        if self.always || self.undated.contains(platform) {
            return true;
        }
        let Some(months) = months(start, end) else {
            return true;
        };
        let within = |own: &BTreeSet<i32>| own.range(months.clone()).next().is_some();
        within(&self.of_any) || self.named.get(platform).is_some_and(within)
    }
}

fn months(start: Option<i32>, end: Option<i32>) -> Option<std::ops::RangeInclusive<i32>> {
    let day = |number: Option<i32>| number.and_then(cells::day_of);
    Some(month(day(start)?)..=month(day(end)?))
}

fn month(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0() as i32
}
