//! Metric P-35: what was spent of each day of a budget, and what was planned until the last day with spend.

use std::collections::HashMap;

use polars::prelude::DataFrame;

use crate::error::Result;
use crate::metrics::computed as added;
use crate::report::dataset::Dataset;
use crate::report::scope::Filter;
use crate::schema::{cells, col, plan};
use crate::time::Grain;

use super::{Sides, scope};

/// Spend of one scope by day.
type ByDay = HashMap<i32, i128>;

/// Adds `spent` and `planned_to_date` to the days of budgets. Months before the first with spend were not read, so both
/// are blank there; days after the last day with spend have not come yet, so both are zero.
pub fn add(now: &mut Dataset, sides: Sides<'_>) -> Result<()> {
    let (Some(budget), Some(spend)) = (now.frames.get("budget"), now.frames.get("ad_spend")) else {
        return Ok(());
    };
    let whole = sides.whole.frames.get("ad_spend");
    let bounds = whole.and_then(|frame| cells::span(frame, col::PERIOD_START, col::PERIOD_END));
    let Some((first, last)) = bounds else {
        return Ok(());
    };
    let calendar = sides.options.calendar;
    let month = |day| Grain::Month.bucket(day, calendar).start();
    let first = cells::day_of(first).map_or(first, |day| cells::day_number(month(day)));
    let until = sides
        .options
        .as_of
        .map_or(last, |day| cells::day_number(day).min(last));
    let rows = budget.height();
    let scopes = cells::texts(budget, plan::SCOPE).unwrap_or_else(|| vec![None; rows]);
    let days = cells::days(budget, col::PERIOD_START);
    let planned = cells::amounts(budget, plan::PLANNED).unwrap_or_else(|| vec![None; rows]);
    let mut known: HashMap<&str, Option<ByDay>> = HashMap::new();
    let (mut spent, mut to_date) = (Vec::new(), Vec::new());
    for row in 0..rows {
        let text = scopes[row].unwrap_or_default();
        let of_scope = known
            .entry(text)
            .or_insert_with(|| scope::filters(text).map(|filters| by_day(spend, &filters)));
        let (own, plan) = match (of_scope, days[row], planned[row]) {
            (Some(_), Some(day), Some(_)) if day < first => (None, None),
            (Some(_), Some(day), Some(_)) if day > until => (Some(0), Some(0)),
            (Some(found), Some(day), Some(planned)) => {
                (Some(found.get(&day).copied().unwrap_or(0)), Some(planned))
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
    let told = |day: i32| cells::day_of(day).map(|day| calendar.iso(day));
    if let Some((first, until)) = told(first).zip(told(until)) {
        let days = format!("budgets from {first} until {until}, the last day with spend");
        now.notes.push(format!("pacing_index: {days}"));
    }
    Ok(())
}

/// The spend that passes, by day; a row over several days is shared out among them.
fn by_day(spend: &DataFrame, filters: &[Filter]) -> ByDay {
    let rows = spend.height();
    let columns: Vec<_> = filters
        .iter()
        .map(|filter| cells::texts(spend, &filter.key).unwrap_or_else(|| vec![None; rows]))
        .collect();
    let units = cells::amounts(spend, col::SPEND).unwrap_or_else(|| vec![None; rows]);
    let (starts, ends) = (
        cells::days(spend, col::PERIOD_START),
        cells::days(spend, col::PERIOD_END),
    );
    let mut found = ByDay::new();
    for row in 0..rows {
        let passes = filters
            .iter()
            .zip(&columns)
            .all(|(filter, texts)| texts[row].is_some_and(|text| filter.test.passes(text)));
        let (Some(units), Some(start), true) = (units[row], starts[row], passes) else {
            continue;
        };
        let end = ends[row].unwrap_or(start);
        let days = i128::from(end - start + 1);
        for day in start..=end {
            // What was gone by this day less what was gone by the day before, so that the days sum to the row.
            let gone = |days_gone: i32| units * i128::from(days_gone) / days;
            *found.entry(day).or_default() += gone(day - start + 1) - gone(day - start);
        }
    }
    found
}
