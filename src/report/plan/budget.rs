//! Metric P-35: what was spent of each day of a budget, and what was planned until the last day of which spend is known.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use polars::prelude::{BooleanChunked, DataFrame};

use crate::error::Result;
use crate::metrics::computed as added;
use crate::report::budget::Spent;
use crate::report::dataset::Dataset;
use crate::report::scope::Filter;
use crate::schema::{cells, col, plan};

use super::{Sides, scope};

/// Adds `spent` and `planned_to_date` to the days of budgets. Months before the first with spend were not read, so both
/// are blank there; days after the last one with spend of the platforms of a scope have not come yet, so both are zero.
pub fn add(now: &mut Dataset, sides: Sides<'_>) -> Result<()> {
    let (Some(budget), Some(spend)) = (now.frames.get("budget"), now.frames.get("ad_spend")) else {
        return Ok(());
    };
    let Some(whole) = sides.whole.frames.get("ad_spend") else {
        return Ok(());
    };
    let rows = budget.height();
    let scopes = cells::texts(budget, plan::SCOPE).unwrap_or_else(|| vec![None; rows]);
    let days = cells::days(budget, col::PERIOD_START);
    let planned = cells::amounts(budget, plan::PLANNED).unwrap_or_else(|| vec![None; rows]);
    let mut known: HashMap<&str, Option<Spent>> = HashMap::new();
    let (mut spent, mut to_date) = (Vec::new(), Vec::new());
    let (mut starts, mut ends) = (BTreeSet::new(), BTreeSet::new());
    for row in 0..rows {
        let text = scopes[row].unwrap_or_default();
        if !known.contains_key(text) {
            known.insert(text, of_scope(text, spend, whole, sides)?);
        }
        let of_scope = known.get(text).and_then(Option::as_ref);
        let known = of_scope.and_then(|found| Some((found, found.known?)));
        let day = days[row].and_then(cells::day_of);
        let (own, plan) = match (known, day, planned[row]) {
            (Some((_, known)), Some(day), Some(_)) if day < known.start => (None, None),
            (Some((_, known)), Some(day), Some(_)) if day > known.end => (Some(0), Some(0)),
            (Some((found, known)), Some(day), Some(planned)) => {
                starts.insert(known.start);
                ends.insert(known.end);
                let own = found.by_day.get(&day).copied().unwrap_or_default();
                (Some(own.0), Some(planned))
            }
            _ => (None, None),
        };
        spent.push(own);
        to_date.push(plan);
    }
    let mut frame = budget.clone();
    frame.with_column(cells::amount_column(added::SPENT, spent))?;
    frame.with_column(cells::amount_column(added::PLANNED_TO_DATE, to_date))?;
    now.frames.insert("budget", frame);
    let told = |day: &NaiveDate| sides.options.calendar.iso(*day);
    if let (Some(first), Some(least), Some(most)) = (starts.first(), ends.first(), ends.last()) {
        let first = told(first);
        let days = match least == most {
            true => format!("{}, the last day with spend", told(most)),
            false => format!(
                "the last day with spend of their platforms, {} to {}",
                told(least),
                told(most)
            ),
        };
        let note = format!("pacing_index: budgets from {first} until {days}");
        now.notes.push(note);
    }
    Ok(())
}

/// The spend of a scope; the days of which it is known are those of all that was read.
fn of_scope(
    text: &str,
    spend: &DataFrame,
    whole: &DataFrame,
    sides: Sides<'_>,
) -> Result<Option<Spent>> {
    let Some(filters) = scope::filters(text) else {
        return Ok(None);
    };
    let options = sides.options;
    let of = |frame: &DataFrame| -> Result<Spent> {
        let own = frame.filter(&passing(frame, &filters))?;
        Ok(Spent::of(&own, whole, options.calendar, options.as_of))
    };
    let known = of(whole)?.known;
    Ok(Some(Spent {
        known,
        ..of(spend)?
    }))
}

/// Which rows pass.
fn passing(frame: &DataFrame, filters: &[Filter]) -> BooleanChunked {
    let rows = frame.height();
    let columns: Vec<_> = filters
        .iter()
        .map(|filter| cells::texts(frame, &filter.key).unwrap_or_else(|| vec![None; rows]))
        .collect();
    let passes = |row: usize| {
        let mut both = filters.iter().zip(&columns);
        both.all(|(filter, texts)| texts[row].is_some_and(|text| filter.test.passes(text)))
    };
    (0..rows).map(passes).collect()
}
