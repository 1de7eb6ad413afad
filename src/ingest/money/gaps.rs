//! Days without a rate: of every pair of currencies, in as few stretches as the rates allow, told at once.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Error, RateGap, Result};
use crate::schema::cells;

use super::Rates;

/// Days of rows that a rate is missing for.
#[derive(Default)]
pub(super) struct Gaps {
    pairs: BTreeMap<String, Missing>,
}

#[derive(Default)]
struct Missing {
    days: BTreeSet<i32>,
    has_undated: bool,
    files: BTreeSet<String>,
}

impl Gaps {
    /// Adds the days of a row that have no rate to the target.
    pub fn add(
        &mut self,
        rates: &Rates,
        (from, to): (&str, &str),
        span: (Option<i32>, Option<i32>),
        path: &str,
    ) {
        let missing = self.pairs.entry(from.to_owned()).or_default();
        missing.files.insert(path.to_owned());
        match span {
            (Some(start), Some(end)) => {
                let own = (start..=end).filter(|day| rates.quote(from, to, *day).is_none());
                missing.days.extend(own);
            }
            _ => missing.has_undated = true,
        }
    }

    /// Refuses them, where there are any.
    ///
    /// # Errors
    /// [`Error::MissingRates`].
    pub fn refuse(self, rates: &Rates, to: &str) -> Result<()> {
        let told = self.pairs.into_iter().map(|(from, missing)| {
            let mut days = stretches(&missing.days, rates, (&from, to));
            if missing.has_undated {
                days.push("rows without a date".into());
            }
            RateGap {
                to: to.to_owned(),
                days: days.join(", "),
                files: missing.files.into_iter().collect(),
                from,
            }
        });
        let gaps: Vec<RateGap> = told.collect();
        match gaps.is_empty() {
            true => Ok(()),
            false => Err(Error::MissingRates {
                gaps,
                has_rates: !rates.is_empty(),
            }),
        }
    }
}

/// Days in words; those between two of them belong to the same stretch where none has a rate.
fn stretches(days: &BTreeSet<i32>, rates: &Rates, (from, to): (&str, &str)) -> Vec<String> {
    let mut found: Vec<(i32, i32)> = Vec::new();
    for day in days {
        let is_bare = |between: i32| rates.quote(from, to, between).is_none();
        match found.last_mut() {
            Some((_, last)) if (*last + 1..*day).all(is_bare) => *last = *day,
            _ => found.push((*day, *day)),
        }
    }
    let day = |number: i32| cells::day_of(number).map_or_else(String::new, |day| day.to_string());
    let told = found.into_iter().map(|(start, end)| match start == end {
        true => day(start),
        false => format!("{}..{}", day(start), day(end)),
    });
    told.collect()
}
