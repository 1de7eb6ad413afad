//! The rows of one period, and rows that cross its bounds.

use std::collections::BTreeMap;

use polars::functions::concat_df_diagonal;
use polars::prelude::DataFrame;

use crate::error::{Error, Result, Warning};
use crate::metrics::computed;
use crate::report::join::money;
use crate::schema::{Amount, cells, col, plan};
use crate::time::{Period, due};

use super::{Dataset, undated_rows};

/// A sentence about rows that cross the bounds of a period and count by their days.
pub fn shared_out_told(table: &str, rows: usize) -> String {
    let crossing = match rows {
        1 => format!("1 row of {table} crosses the period's bounds and is"),
        rows => format!("{rows} rows of {table} cross the period's bounds and are"),
    };
    format!("{crossing} shared out by days")
}

/// Keeps the rows of a period. Rows that cross its bounds are refused or, on request, shared out by days; rows without
/// a date belong to no period and are counted in a note.
///
/// # Errors
/// [`Error::SpansBuckets`].
pub fn within(dataset: &Dataset, period: &Period, spread: bool) -> Result<Dataset> {
    let mut inside = Dataset {
        notes: dataset.notes.clone(),
        join_notes: dataset.join_notes.clone(),
        warnings: dataset.warnings.clone(),
        outcome_days: dataset.outcome_days.clone(),
        ..Dataset::default()
    };
    let (from, to) = (
        cells::day_number(period.start),
        cells::day_number(period.end),
    );
    for (table, frame) in &dataset.frames {
        let (starts, ends) = (
            cells::days(frame, col::PERIOD_START),
            cells::days(frame, col::PERIOD_END),
        );
        if plan::is_plan(table) && frame.column(col::PERIOD_START).is_err() {
            inside.frames.insert(table, frame.clone());
            continue;
        }
        let shared_out = spread || plan::is_plan(table);
        let mut mask = vec![false; frame.height()];
        let mut crossing = Vec::new();
        for row in 0..frame.height() {
            match (starts[row], ends[row]) {
                (Some(start), Some(end)) if start >= from && end <= to => mask[row] = true,
                // A target is for all of its days.
                (Some(start), Some(end)) if start <= to && end >= from && *table != "targets" => {
                    crossing.push(row);
                }
                _ => {}
            }
        }
        let undated = undated_rows(frame);
        if !undated.is_empty() {
            let rows: usize = undated.values().map(|own| own.rows).sum();
            let sum: Amount = undated.values().map(|own| own.money).sum();
            let money = match sum {
                Amount::ZERO => String::new(),
                sum => format!(" ({} in money)", money(sum)),
            };
            let what = match rows {
                1 => format!("1 row of {table} has no date and is in no period{money}"),
                rows => format!("{rows} rows of {table} have no date and are in no period{money}"),
            };
            inside
                .warnings
                .push(Warning::run(what).hint(
                    "export again with a breakdown by day or month, or leave out `--period`",
                ));
        }
        let kept = cells::kept(frame, &mask)?;
        let frame = if crossing.is_empty() {
            kept
        } else if shared_out {
            let clipped = |row: &usize| {
                let (start, end) = (starts[*row].unwrap_or(from), ends[*row].unwrap_or(to));
                part(frame, *row, (start.max(from), end.min(to)))
            };
            let shared = crossing.iter().map(clipped);
            let shared = shared.collect::<Result<Vec<DataFrame>>>()?;
            let kept = with_exact_counts(kept)?;
            inside.shared_out.insert(table, crossing.len());
            inside.notes.push(shared_out_told(table, crossing.len()));
            concat_df_diagonal(&[&[kept][..], &shared].concat())?
        } else {
            return Err(spans(frame, &crossing, "period"));
        };
        inside.frames.insert(table, frame);
    }
    Ok(inside)
}

/// The refusal of rows that span several buckets, naming each file with its own.
pub fn spans(frame: &DataFrame, rows: &[usize], grain: &str) -> Error {
    let files = cells::texts(frame, col::FILE).unwrap_or_else(|| vec![None; frame.height()]);
    let file = files[rows[0]].unwrap_or_default();
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for row in rows {
        *counts.entry(files[*row].unwrap_or_default()).or_default() += 1;
    }
    let own = counts.remove(file).unwrap_or_default();
    let others = counts.into_iter();
    let others = others.map(|(file, rows)| (file.to_owned(), rows));
    let day = |number: Option<i32>| {
        number
            .and_then(cells::day_of)
            .map_or_else(String::new, |day| day.to_string())
    };
    let (starts, ends) = (
        cells::days(frame, col::PERIOD_START),
        cells::days(frame, col::PERIOD_END),
    );
    Error::SpansBuckets {
        file: file.to_owned(),
        rows: own,
        grain: grain.into(),
        sample: format!("{} to {}", day(starts[rows[0]]), day(ends[rows[0]])),
        others: others.collect(),
    }
}

/// The frame with counts as exact figures, to stand beside parts of rows: of 10 orders in a month, 10/31 are of each day.
/// People stay as they are.
///
/// # Errors
/// Where polars refuses a column.
pub fn with_exact_counts(mut frame: DataFrame) -> Result<DataFrame> {
    let names = frame.get_column_names().into_iter();
    let names: Vec<String> = names.map(|name| name.to_string()).collect();
    let is_exact = |name: &&String| ![col::REACH, computed::IS_PART].contains(&name.as_str());
    for name in names.iter().filter(is_exact) {
        let counts = cells::amounts(&frame, name).filter(|_| cells::is_count(&frame, name));
        if let Some(counts) = counts {
            frame.with_column(cells::amount_column(name, counts))?;
        }
    }
    Ok(frame)
}

/// A copy of one row over `days` of its own, with its figures by the share of the days. Every running sum of a figure is
/// the exact one rounded towards zero, so that the parts of a row sum to it, wherever it is cut.
///
/// # Errors
/// Where polars refuses a column.
pub fn part(frame: &DataFrame, row: usize, days: (i32, i32)) -> Result<DataFrame> {
    let mut one = frame.slice(row as i64, 1);
    let bound = |name: &str, other: i32| cells::days(&one, name)[0].unwrap_or(other);
    let (start, end) = (
        bound(col::PERIOD_START, days.0),
        bound(col::PERIOD_END, days.1),
    );
    let total = i64::from(end - start + 1);
    let until = |day: i32, units: i128| due(units, i64::from(day - start + 1), total);
    let own = |units: i128| until(days.1, units) - until(days.0 - 1, units);
    let names: Vec<String> = one
        .get_column_names()
        .iter()
        .map(|name| name.to_string())
        .collect();
    for name in &names {
        let Some(units) = cells::amounts(&one, name) else {
            continue;
        };
        if name == col::REACH {
            // People reached in a part of the days are not known.
            one.with_column(cells::count_column(name, vec![None]))?;
        } else if name != col::CLAIMED_ROAS {
            let scaled = units[0].map(own);
            one.with_column(cells::amount_column(name, vec![scaled]))?;
        }
    }
    one.with_column(cells::count_column(computed::IS_PART, vec![Some(1)]))?;
    one.with_column(cells::day_column(col::PERIOD_START, vec![Some(days.0)]))?;
    one.with_column(cells::day_column(col::PERIOD_END, vec![Some(days.1)]))?;
    Ok(one)
}
