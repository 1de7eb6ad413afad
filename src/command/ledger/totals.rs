//! Totals that somebody counts or assumes for days of their own: contacts, incremental revenue. What of each entry lies on
//! the days at hand is summed, so that a key may be counted in one month and assumed in another.

use std::cmp::Reverse;

use super::assumptions::{input, weakest};
use super::carried::on_days;
use super::held::Held;
use super::mean::{PLACES, origin, places};
use super::money::{Exchange, within};
use super::moved::ends;
use super::weights_told::days_told;
use crate::error::{Error, Result};
use crate::project::{Assumption, Project};
use crate::report::ledger::{FileRows, Input, LedgerInputs, Move, Origin};
use crate::schema::{Amount, Grade};
use crate::time::Period;

/// What was counted on some days.
struct Counted {
    sum: Amount,
    files: Vec<FileRows>,
    /// The place of the first entry.
    place: String,
    days: Vec<Period>,
}

/// The sum of every entry of a total, each pro rata by the days that it has in common with some days of the ledger's period;
/// `None` where none has any. What is assumed on one of them is assumed as a whole.
///
/// # Errors
/// A missing rate, a sum that is too large.
pub fn total(
    project: &Project,
    key: &str,
    exchange: &Exchange<'_>,
    days: &[Period],
    period: &Period,
) -> Result<Option<Input>> {
    let counted = counted(project, key, days)?;
    let mut sums = [counted.as_ref().map_or(Amount::ZERO, |own| own.sum); 3];
    let mut assumed: Vec<(&Assumption, Vec<Period>, Input)> = Vec::new();
    for one in project.assumptions.iter().filter(|one| one.key == key) {
        let own = one.period.unwrap_or(*period);
        let common = days.iter().filter_map(|days| own.overlap(days));
        let common: Vec<Period> = common.collect();
        if common.is_empty() {
            continue;
        }
        let whole = input(one, project, exchange, [&own; 2])?;
        for (sum, end) in sums.iter_mut().zip(ends(&whole)) {
            for part in &common {
                let part = end.of_days(part.days(), own.days());
                *sum = sum.plus(part).ok_or_else(|| too_large(key))?;
            }
        }
        assumed.push((one, common, whole));
    }
    // By content, so that the order of the file decides nothing.
    assumed.sort_by_key(|(one, common, _)| {
        let days: i64 = common.iter().map(Period::days).sum();
        (Reverse(days), one.period.map(|own| own.start))
    });
    let Some((first, ..)) = assumed.first() else {
        return Ok(counted.map(|own| {
            let input = Input::measured(key, own.sum, Origin::Files(own.files));
            input.stated_at(own.place)
        }));
    };
    let own = first.period.and_then(|own| own.overlap(period));
    let mut found = input(first, project, exchange, [&own.unwrap_or(*period), period])?;
    found.of_days = first.period.is_some();
    let grades = grades(project, key, days);
    found.grade = weakest(&grades);
    // One entry is told of as it is; of several the whole is no better than the weakest.
    match &assumed[..] {
        [_] => found.grades = Some(grades).filter(|all| all.len() > 1).unwrap_or_default(),
        all => {
            let entries: Vec<&Input> = all.iter().map(|(.., whole)| whole).collect();
            (found.origin, found.place) = (origin(&entries), places(&entries));
        }
    }
    let ranged = assumed.iter().any(|(.., whole)| whole.range().is_some());
    let [low, base, high] = sums;
    found.base = base;
    (found.low, found.high) = (ranged.then_some(low), ranged.then_some(high));
    if let Some(own) = counted {
        let all = assumed.iter().flat_map(|(_, common, _)| common.clone());
        found.made_of = vec![
            format!(
                "{} counted on {} ({})",
                own.sum,
                days_told(&own.days),
                own.place
            ),
            format!(
                "{} assumed on {} ({})",
                base - own.sum,
                days_told(&all.collect::<Vec<_>>()),
                found.place.as_deref().unwrap_or_default()
            ),
        ];
        let both = found.place.take().into_iter().chain([own.place]);
        found.place = Some(both.collect::<Vec<_>>().join(PLACES));
    }
    Ok(Some(found))
}

/// What was counted on some days; days outside of them count by their share.
fn counted(project: &Project, key: &str, days: &[Period]) -> Result<Option<Counted>> {
    let mut found: Option<Counted> = None;
    for count in project.counts.iter().filter(|count| count.key == key) {
        let parts = days
            .iter()
            .filter_map(|days| within(count.value, &count.period, days));
        let parts: Vec<(Amount, Period)> = parts.collect();
        if parts.is_empty() {
            continue;
        }
        let all = found.get_or_insert_with(|| Counted {
            sum: Amount::ZERO,
            files: Vec::new(),
            place: count.spot.to_string(),
            days: Vec::new(),
        });
        for (part, days) in parts {
            all.sum = all.sum.plus(part).ok_or_else(|| too_large(key))?;
            all.days.push(days);
        }
        let mut files = all.files.iter_mut();
        match files.find(|known| known.file == count.spot.file) {
            Some(known) => known.rows += 1,
            None => all.files.push(FileRows {
                file: count.spot.file.clone(),
                rows: 1,
            }),
        }
    }
    Ok(found)
}

fn too_large(key: &str) -> Error {
    Error::TooLarge { what: key.into() }
}

/// Leaves of a total what lies on some days, in the place of what lies in the period; what is supposed of it stays.
///
/// # Errors
/// As [`total`].
pub fn keep_days(
    project: &Project,
    key: &str,
    exchange: &Exchange<'_>,
    days: &[Period],
    held: &Held,
    given: &mut LedgerInputs,
) -> Result<()> {
    if let Some(Move::To(_)) = held.supposed(key) {
        return Ok(());
    }
    let found = total(project, key, exchange, days, &given.period)?;
    let own = given.inputs.iter_mut().find(|input| input.key == key);
    if let (Some(own), Some(found)) = (own, found) {
        *own = found;
    }
    Ok(())
}

/// The days of a line that rests on a total: those of its entries within the period; the period where none has its own.
pub fn days_of(project: &Project, key: &str, period: &Period) -> Period {
    joined(&assumed_days(project, key, period)).unwrap_or(*period)
}

/// From the first to the last day of all.
pub fn joined(days: &[Period]) -> Option<Period> {
    days.iter().copied().reduce(|one, two| Period {
        start: one.start.min(two.start),
        end: one.end.max(two.end),
    })
}

/// The days of the period on which entries of a total are assumed: all of them for one that has no days of its own.
pub fn assumed_days(project: &Project, key: &str, period: &Period) -> Vec<Period> {
    let entries = project.assumptions.iter().filter(|one| one.key == key);
    let days = entries.filter_map(|one| one.period.unwrap_or(*period).overlap(period));
    days.collect()
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
    let mut entries = project.assumptions.iter();
    match entries.any(|one| one.key == key && one.period.is_none()) {
        true => Ok(Vec::new()),
        false => falls(project, exchange, key, &[*period], period),
    }
}

/// What of the entries of a total, counted and assumed, lies on which of some days of the ledger's period.
///
/// # Errors
/// A missing rate.
pub fn falls(
    project: &Project,
    exchange: &Exchange<'_>,
    key: &str,
    days: &[Period],
    period: &Period,
) -> Result<Vec<(Period, Amount)>> {
    let mut found: Vec<(Period, Amount)> = Vec::new();
    let mut add = |amount: Amount, own: &Period| {
        let parts = days.iter().filter_map(|days| within(amount, own, days));
        found.extend(parts.map(|(part, days)| (days, part)));
    };
    for one in project.assumptions.iter().filter(|one| one.key == key) {
        let own = one.period.unwrap_or(*period);
        if own.overlap(period).is_some() {
            add(exchange.in_unit(one, one.range.base, &own)?, &own);
        }
    }
    for count in project.counts.iter().filter(|count| count.key == key) {
        add(count.value, &count.period);
    }
    found.sort();
    Ok(found)
}

/// How well a total is supported on the days of each of its entries; an entry without a period holds on all of them.
pub fn grades(project: &Project, key: &str, days: &[Period]) -> Vec<(Period, Grade)> {
    let mut found: Vec<(Period, Grade)> = Vec::new();
    for one in project.assumptions.iter().filter(|one| one.key == key) {
        for days in days {
            let own = one.period.map_or(Some(*days), |own| own.overlap(days));
            found.extend(own.into_iter().flat_map(|own| on_days(one, project, own)));
        }
    }
    found.sort();
    found
}
