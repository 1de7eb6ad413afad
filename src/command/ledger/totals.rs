//! Totals that somebody states for days of their own: incremental revenue, a count. What of each entry lies in the period is
//! summed.

use super::assumptions::{input, weakest};
use super::carried::on_days;
use super::mean::{origin, places};
use super::money::{Exchange, within};
use crate::error::{Error, Result};
use crate::project::{Assumption, Project};
use crate::report::ledger::Input;
use crate::schema::{Amount, Grade};
use crate::time::Period;

/// The sum of every entry of a total, each pro rata by the days that it has in common with the period.
pub fn total(
    project: &Project,
    first: &Assumption,
    exchange: &Exchange<'_>,
    period: &Period,
    found: &mut Input,
) -> Result<()> {
    let (mut base, mut low, mut high) = (Amount::ZERO, Amount::ZERO, Amount::ZERO);
    let mut entries: Vec<Input> = Vec::new();
    let own = project
        .assumptions
        .iter()
        .filter(|one| one.key == first.key);
    for one in own {
        let Some(own) = one.period.filter(|own| own.overlap(period).is_some()) else {
            continue;
        };
        let whole = input(one, project, exchange, [&own; 2])?;
        let part =
            |amount: Amount| within(amount, &own, period).map_or(Amount::ZERO, |(part, _)| part);
        let add = |sum: &mut Amount, amount: Amount| -> Result<()> {
            let too_large = || Error::TooLarge {
                what: first.key.clone(),
            };
            *sum = sum.plus(part(amount)).ok_or_else(too_large)?;
            Ok(())
        };
        add(&mut base, whole.base)?;
        add(&mut low, whole.low.unwrap_or(whole.base))?;
        add(&mut high, whole.high.unwrap_or(whole.base))?;
        entries.push(whole);
    }
    found.of_days = true;
    let ranged = entries.iter().any(|entry| entry.range().is_some());
    let entries: Vec<&Input> = entries.iter().collect();
    // One entry is told of as it is; of several the whole is no better than the weakest.
    if entries.len() > 1 {
        found.grade = weakest(&grades(project, &first.key, period));
        (found.origin, found.place) = (origin(&entries), places(&entries));
    }
    found.base = base;
    (found.low, found.high) = (ranged.then_some(low), ranged.then_some(high));
    Ok(())
}

/// The days of a line that rests on a total: those of its entries within the period; the period where none has its own.
pub fn days_of(project: &Project, key: &str, period: &Period) -> Period {
    let entries = project.assumptions.iter().filter(|one| one.key == key);
    let common = entries.filter_map(|one| one.period?.overlap(period));
    let joined = common.reduce(|one, two| Period {
        start: one.start.min(two.start),
        end: one.end.max(two.end),
    });
    joined.unwrap_or(*period)
}

/// The stretches of days of a total within the period, and what of it lies in each, in the money of the ledger; nothing
/// where it has no days of its own.
///
/// # Errors
/// A missing rate.
pub fn stretches(
    project: &Project,
    exchange: &Exchange<'_>,
    key: &str,
    period: &Period,
) -> Result<Vec<(Period, Amount)>> {
    let mut found: Vec<(Period, Amount)> = Vec::new();
    for one in project.assumptions.iter().filter(|one| one.key == key) {
        let Some(own) = one.period else { continue };
        let base = exchange.in_unit(one, one.range.base, &own)?;
        found.extend(within(base, &own, period).map(|(part, days)| (days, part)));
    }
    found.sort();
    Ok(found)
}

/// How well a total is supported on the days of each of its entries; those of the period where none has its own.
pub fn grades(project: &Project, key: &str, period: &Period) -> Vec<(Period, Grade)> {
    let entries = project.assumptions.iter().filter(|one| one.key == key);
    let days = entries.filter_map(|one| {
        let own = one
            .period
            .map_or(Some(*period), |own| own.overlap(period))?;
        Some(on_days(one, project, own))
    });
    let mut found: Vec<(Period, Grade)> = days.flatten().collect();
    found.sort();
    found
}
