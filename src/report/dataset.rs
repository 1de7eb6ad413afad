//! Canonical frames brought together: one per table, outcomes of every kind in one, rows in no period counted.

use std::collections::BTreeMap;

use polars::functions::concat_df_diagonal;
use polars::prelude::{Column, DataFrame, Scalar};

use crate::error::{Error, Result, Warning};
use crate::ingest::Reading;
use crate::schema::{cells, col};
use crate::time::{Period, apportion};

use super::{OutcomeKind, Outcomes};

/// Frames by table.
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    /// Table name → all rows.
    pub frames: BTreeMap<&'static str, DataFrame>,
    /// Sentences for under the table.
    pub notes: Vec<String>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

/// Tables that metrics read.
const TABLES: [&str; 4] = ["ad_spend", "posts", "profiles_daily", "conversions"];

/// Brings the readings' frames together.
///
/// # Errors
/// Where frames do not fit together.
pub fn gather(readings: &[Reading], outcomes: &Outcomes) -> Result<Dataset> {
    let mut dataset = Dataset::default();
    let mut parts: BTreeMap<&'static str, Vec<DataFrame>> = BTreeMap::new();
    let kinds = chosen(readings, outcomes, &mut dataset);
    let summary = chosen_summary(readings, &kinds, &mut dataset);
    for reading in readings {
        let (Some(table), Some(frame)) = (reading.table, &reading.frame) else {
            continue;
        };
        if table == "sales_summary" {
            if summary == Some(reading.path.as_str()) {
                parts
                    .entry("conversions")
                    .or_default()
                    .push(outcome_frame(reading, frame)?);
            }
        } else if let Some(kind) = outcome_kind(reading) {
            if kinds.contains(&kind) {
                parts
                    .entry("conversions")
                    .or_default()
                    .push(outcome_frame(reading, frame)?);
            }
        } else if TABLES.contains(&table) {
            parts
                .entry(table)
                .or_default()
                .push(with_file(frame, &reading.path)?);
        }
    }
    for (table, frames) in parts {
        let whole = if let [one] = &frames[..] {
            one.clone()
        } else {
            concat_df_diagonal(&frames)?
        };
        dataset.frames.insert(table, whole);
    }
    for reading in readings.iter().filter(|reading| reading.frame.is_some()) {
        for note in reading
            .notes
            .iter()
            .filter(|note| !dataset.notes.contains(note))
            .cloned()
            .collect::<Vec<_>>()
        {
            dataset.notes.push(note);
        }
    }
    Ok(dataset)
}

fn with_file(frame: &DataFrame, path: &str) -> Result<DataFrame> {
    let mut frame = frame.clone();
    frame.with_column(Column::new_scalar(
        col::FILE.into(),
        Scalar::from(polars::prelude::PlSmallStr::from_str(path)),
        frame.height(),
    ))?;
    Ok(frame)
}

/// The kind of outcome that a reading holds, if it holds any.
fn outcome_kind(reading: &Reading) -> Option<OutcomeKind> {
    let frame = reading.frame.as_ref()?;
    let has = |name: &str| frame.column(name).is_ok();
    match reading.table? {
        "conversions" => {
            let payments = ["stripe", "paypal"];
            let vendor = reading
                .profile
                .as_deref()
                .and_then(|name| name.split('_').next())
                .unwrap_or_default();
            Some(if payments.contains(&vendor) {
                OutcomeKind::Payments
            } else {
                OutcomeKind::Shop
            })
        }
        "deals" => has(col::AMOUNT).then_some(OutcomeKind::Deals),
        "sessions" => (has(col::REVENUE)
            && (has(col::SOURCE) || has(col::UTM_CAMPAIGN) || has(col::CHANNEL_GROUP)))
        .then_some(OutcomeKind::Analytics),
        _ => None,
    }
}

/// The kinds that count; the others are left out aloud, as the same sale often stands in several.
fn chosen(readings: &[Reading], outcomes: &Outcomes, dataset: &mut Dataset) -> Vec<OutcomeKind> {
    let mut found: Vec<OutcomeKind> = readings.iter().filter_map(outcome_kind).collect();
    found.sort();
    found.dedup();
    let kinds = match outcomes {
        Outcomes::Kinds(kinds) => kinds.clone(),
        Outcomes::Best => found.iter().take(1).copied().collect(),
    };
    for kind in found.iter().filter(|kind| !kinds.contains(kind)) {
        let files: Vec<&str> = readings
            .iter()
            .filter(|reading| outcome_kind(reading) == Some(*kind))
            .map(|reading| reading.path.as_str())
            .collect();
        let taken = kinds
            .iter()
            .map(|kind| kind.name())
            .collect::<Vec<_>>()
            .join(" and ");
        let what = format!(
            "outcomes of {} ({}) are left out: the same sale would count twice beside {taken}",
            kind.name(),
            listed(&files)
        );
        dataset.warnings.push(
            Warning::run(what).hint(format!("`--outcomes {}` counts them instead", kind.name())),
        );
    }
    kinds
}

/// Sales without campaigns count only where no outcome has campaigns, and only one such file.
fn chosen_summary<'r>(
    readings: &'r [Reading],
    kinds: &[OutcomeKind],
    dataset: &mut Dataset,
) -> Option<&'r str> {
    let summaries: Vec<&Reading> = readings
        .iter()
        .filter(|reading| reading.table == Some("sales_summary") && reading.frame.is_some())
        .collect();
    let taken = if kinds.is_empty() {
        summaries.first().map(|reading| reading.path.as_str())
    } else {
        None
    };
    let left: Vec<&str> = summaries
        .iter()
        .map(|reading| reading.path.as_str())
        .filter(|path| Some(*path) != taken)
        .collect();
    if !left.is_empty() {
        let what = format!(
            "sales summaries ({}) are left out: the same sales would count twice",
            listed(&left)
        );
        dataset
            .warnings
            .push(Warning::run(what).hint("report that file alone"));
    }
    taken
}

/// The first two of a list, and how many more.
pub fn listed(names: &[&str]) -> String {
    match names {
        [] | [_] | [_, _] => names.join(", "),
        [first, second, rest @ ..] => format!("{first}, {second} and {} more", rest.len()),
    }
}

/// Outcomes of any table with the columns of `conversions`.
fn outcome_frame(reading: &Reading, frame: &DataFrame) -> Result<DataFrame> {
    let mut own = with_file(frame, &reading.path)?;
    match reading.table {
        Some("deals") => {
            let won: Vec<bool> = match cells::texts(&own, col::STATUS) {
                Some(status) => status.iter().map(|status| *status == Some("won")).collect(),
                None => vec![false; own.height()],
            };
            own = cells::kept(&own, &won)?;
            let amount = cells::amounts(&own, col::AMOUNT).unwrap_or_default();
            own.with_column(cells::amount_column(col::REVENUE, amount))?;
            own.with_column(cells::count_column(
                col::ORDERS,
                vec![Some(1); own.height()],
            ))?;
        }
        Some("sales_summary") => {
            let orders =
                cells::amounts(&own, col::ORDERS).unwrap_or_else(|| vec![None; own.height()]);
            if let Some(types) = cells::texts(&own, col::CUSTOMER_TYPE) {
                let is_new = |kind: &Option<&str>| {
                    kind.is_some_and(|kind| {
                        kind.to_lowercase().starts_with("new")
                            || kind.eq_ignore_ascii_case("first-time")
                    })
                };
                let new = types.iter().zip(&orders).map(|(kind, units)| {
                    units.map(|units| {
                        if is_new(kind) {
                            (units / crate::schema::ONE) as i64
                        } else {
                            0
                        }
                    })
                });
                let new = new.collect();
                own.with_column(cells::count_column(col::NEW_CUSTOMER_ORDERS, new))?;
            }
        }
        Some("conversions") if own.column(col::ORDERS).is_err() => {
            own.with_column(cells::count_column(
                col::ORDERS,
                vec![Some(1); own.height()],
            ))?;
        }
        _ => {}
    }
    Ok(own)
}

/// Keeps the rows of a period. Rows that cross its bounds are refused or, on request, shared out by days; rows without
/// a date belong to no period and are counted in a note.
///
/// # Errors
/// [`Error::SpansBuckets`].
pub fn within(dataset: &Dataset, period: &Period, spread: bool) -> Result<Dataset> {
    let mut inside = Dataset {
        notes: dataset.notes.clone(),
        warnings: dataset.warnings.clone(),
        ..Dataset::default()
    };
    let (from, to) = (
        crate::ingest::day_number(period.start),
        crate::ingest::day_number(period.end),
    );
    for (table, frame) in &dataset.frames {
        let (starts, ends) = (
            cells::days(frame, col::PERIOD_START),
            cells::days(frame, col::PERIOD_END),
        );
        let mut mask = vec![false; frame.height()];
        let mut crossing = Vec::new();
        let mut undated = 0_u64;
        for row in 0..frame.height() {
            match (starts[row], ends[row]) {
                (Some(start), Some(end)) if start >= from && end <= to => mask[row] = true,
                (Some(start), Some(end)) if start <= to && end >= from => crossing.push(row),
                (None, _) | (_, None) => undated += 1,
                _ => {}
            }
        }
        if undated > 0 {
            inside.notes.push(format!(
                "{undated} rows of {table} have no date and are in no period{}",
                undated_money(frame, &starts)
            ));
        }
        let kept = cells::kept(frame, &mask)?;
        let frame = if crossing.is_empty() {
            kept
        } else if spread {
            let shared: Vec<DataFrame> = crossing
                .iter()
                .map(|row| clipped(frame, *row, (from, to), (starts[*row], ends[*row])))
                .collect::<Result<_>>()?;
            inside.notes.push(format!(
                "{} rows of {table} cross the period's bounds and are shared out by days",
                crossing.len()
            ));
            concat_df_diagonal(&[&[kept][..], &shared].concat())?
        } else {
            return Err(spans(frame, &crossing, "period"));
        };
        inside.frames.insert(table, frame);
    }
    Ok(inside)
}

fn undated_money(frame: &DataFrame, starts: &[Option<i32>]) -> String {
    let units = cells::amounts(frame, col::SPEND).or_else(|| cells::amounts(frame, col::REVENUE));
    let sum: i128 = units.map_or(0, |units| {
        units
            .iter()
            .zip(starts)
            .filter(|(_, start)| start.is_none())
            .filter_map(|(units, _)| *units)
            .sum()
    });
    if sum == 0 {
        String::new()
    } else {
        format!(" ({} in money)", crate::schema::Amount(sum))
    }
}

/// The refusal of rows that span several buckets, naming the first file.
pub fn spans(frame: &DataFrame, rows: &[usize], grain: &str) -> Error {
    let file = cells::texts(frame, col::FILE)
        .and_then(|files| files[rows[0]].map(str::to_owned))
        .unwrap_or_default();
    let day = |number: Option<i32>| {
        number
            .and_then(|number| chrono::NaiveDate::from_num_days_from_ce_opt(number + 719_163))
            .map_or_else(String::new, |day| day.to_string())
    };
    let (starts, ends) = (
        cells::days(frame, col::PERIOD_START),
        cells::days(frame, col::PERIOD_END),
    );
    Error::SpansBuckets {
        file,
        rows: rows.len() as u64,
        grain: grain.into(),
        sample: format!("{} to {}", day(starts[rows[0]]), day(ends[rows[0]])),
    }
}

/// The part of one row that lies within days, its figures by the share of its days.
fn clipped(
    frame: &DataFrame,
    row: usize,
    (from, to): (i32, i32),
    (start, end): (Option<i32>, Option<i32>),
) -> Result<DataFrame> {
    let (start, end) = (start.unwrap_or(from), end.unwrap_or(to));
    let (first, last) = (start.max(from), end.min(to));
    part(
        frame,
        row,
        (first, last),
        i64::from(last - first + 1),
        i64::from(end - start + 1),
    )
}

/// A copy of one row over `days`, with `share / total` of each figure; the rest of each figure goes to other parts.
pub fn part(
    frame: &DataFrame,
    row: usize,
    days: (i32, i32),
    share: i64,
    total: i64,
) -> Result<DataFrame> {
    let mut one = frame.slice(row as i64, 1);
    let names: Vec<String> = one
        .get_column_names()
        .iter()
        .map(|name| name.to_string())
        .collect();
    for name in &names {
        if let Some(units) = cells::amounts(&one, name) {
            let scaled = units[0].map(|units| fraction(units, share, total));
            one.with_column(cells::amount_column(name, vec![scaled]))?;
        }
    }
    one.with_column(cells::day_column(col::PERIOD_START, vec![Some(days.0)]))?;
    one.with_column(cells::day_column(col::PERIOD_END, vec![Some(days.1)]))?;
    Ok(one)
}

fn fraction(units: i128, share: i64, total: i64) -> i128 {
    // Whole parts first: units × share can leave 128 bits.
    let (share, total) = (i128::from(share), i128::from(total.max(1)));
    units / total * share + units % total * share / total
}

/// Parts of an exact amount by shares that sum to it.
pub fn exact_parts(units: i128, shares: &[crate::time::Share]) -> Vec<i128> {
    apportion(units, shares)
}
