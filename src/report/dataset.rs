//! Canonical frames brought together: one per table, outcomes of every kind in one, rows in no period counted.

use std::collections::BTreeMap;

use polars::functions::concat_df_diagonal;
use polars::prelude::{Column, DataFrame, Scalar};

use crate::error::{Error, Result, Warning};
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

/// One canonical table of one file.
#[derive(Clone, Copy, Debug)]
pub struct Supplied<'r> {
    /// The canonical table.
    pub table: &'static str,
    /// Its rows.
    pub frame: &'r DataFrame,
    /// The file.
    pub path: &'r str,
    /// Whose export it is.
    pub vendor: &'r str,
    /// Sentences for under the table.
    pub notes: &'r [String],
}

/// Tables that metrics read.
const TABLES: [&str; 4] = ["ad_spend", "posts", "profiles_daily", "conversions"];

/// Brings the tables of all files together.
///
/// # Errors
/// Where frames do not fit together.
pub fn gather(tables: &[Supplied<'_>], outcomes: &Outcomes) -> Result<Dataset> {
    let mut dataset = Dataset::default();
    let mut parts: BTreeMap<&'static str, Vec<DataFrame>> = BTreeMap::new();
    let kinds = chosen(tables, outcomes, &mut dataset);
    let summary = chosen_summary(tables, &kinds, &mut dataset);
    for one in tables {
        let counts = match (one.table, outcome_kind(one)) {
            ("sales_summary", _) => summary.contains(&one.path),
            (_, Some(OutcomeKind::Analytics)) => {
                kinds.contains(&OutcomeKind::Analytics)
                    && dimensions_of(one) == finest_analytics(tables, one.path)
            }
            (_, Some(kind)) => kinds.contains(&kind),
            (table, None) if TABLES.contains(&table) => {
                let frame = with_file(one.frame, one.path)?;
                parts.entry(table).or_default().push(frame);
                false
            }
            _ => false,
        };
        if counts {
            parts
                .entry("conversions")
                .or_default()
                .push(outcome_frame(one)?);
        }
        for note in one.notes {
            if !dataset.notes.contains(note) {
                dataset.notes.push(note.clone());
            }
        }
    }
    for (table, frames) in parts {
        let whole = match &frames[..] {
            [one] => one.clone(),
            several => concat_df_diagonal(several)?,
        };
        dataset.frames.insert(table, whole);
    }
    Ok(dataset)
}

/// The dimensions of outcomes that a web-analytics table has.
fn dimensions_of(one: &Supplied<'_>) -> Vec<&'static str> {
    let all = [
        col::UTM_CAMPAIGN,
        col::SOURCE,
        col::MEDIUM,
        col::CHANNEL_GROUP,
    ];
    all.into_iter()
        .filter(|name| one.frame.column(name).is_ok())
        .collect()
}

/// Web analytics states one revenue in several tables of a file, each by another dimension: the one that names
/// campaigns counts.
fn finest_analytics(tables: &[Supplied<'_>], path: &str) -> Vec<&'static str> {
    tables
        .iter()
        .filter(|one| one.path == path && outcome_kind(one) == Some(OutcomeKind::Analytics))
        .map(dimensions_of)
        .max_by_key(|dimensions| (dimensions.contains(&col::UTM_CAMPAIGN), dimensions.len()))
        .unwrap_or_default()
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
fn outcome_kind(one: &Supplied<'_>) -> Option<OutcomeKind> {
    let has = |name: &str| one.frame.column(name).is_ok();
    match one.table {
        "conversions" if matches!(one.vendor, "stripe" | "paypal") => Some(OutcomeKind::Payments),
        "conversions" => Some(OutcomeKind::Shop),
        "deals" => has(col::AMOUNT).then_some(OutcomeKind::Deals),
        "sessions" => (has(col::REVENUE)
            && (has(col::SOURCE) || has(col::UTM_CAMPAIGN) || has(col::CHANNEL_GROUP)))
        .then_some(OutcomeKind::Analytics),
        _ => None,
    }
}

/// The kinds that count; the others are left out aloud, as the same sale often stands in several.
fn chosen(
    readings: &[Supplied<'_>],
    outcomes: &Outcomes,
    dataset: &mut Dataset,
) -> Vec<OutcomeKind> {
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
            .map(|reading| reading.path)
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
    readings: &[Supplied<'r>],
    kinds: &[OutcomeKind],
    dataset: &mut Dataset,
) -> Vec<&'r str> {
    let summaries: Vec<&Supplied<'r>> = readings
        .iter()
        .filter(|reading| reading.table == "sales_summary")
        .collect();
    let mut taken: Vec<&Supplied<'r>> = Vec::new();
    for one in summaries.iter().filter(|_| kinds.is_empty()) {
        if !taken.iter().any(|known| days_meet(known.frame, one.frame)) {
            taken.push(one);
        }
    }
    let taken: Vec<&'r str> = taken.iter().map(|one| one.path).collect();
    let left: Vec<&str> = summaries
        .iter()
        .map(|one| one.path)
        .filter(|path| !taken.contains(path))
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

/// Whether two tables can be about the same days; one without days can be about any.
fn days_meet(first: &DataFrame, second: &DataFrame) -> bool {
    let span = |frame| cells::span(frame, col::PERIOD_START, col::PERIOD_END);
    match (span(first), span(second)) {
        (Some((a, b)), Some((c, d))) => a <= d && c <= b,
        _ => true,
    }
}

/// The first two of a list, and how many more.
pub fn listed(names: &[&str]) -> String {
    match names {
        [] | [_] | [_, _] => names.join(", "),
        [first, second, rest @ ..] => format!("{first}, {second} and {} more", rest.len()),
    }
}

/// Outcomes of any table with the columns of `conversions`.
fn outcome_frame(one: &Supplied<'_>) -> Result<DataFrame> {
    let mut own = with_file(one.frame, one.path)?;
    match one.table {
        "deals" => {
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
        "sales_summary" => {
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
        "conversions" if own.column(col::ORDERS).is_err() => {
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
        cells::day_number(period.start),
        cells::day_number(period.end),
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
            let what = format!(
                "{undated} rows of {table} have no date and are in no period{}",
                undated_money(frame, &starts)
            );
            inside
                .warnings
                .push(Warning::run(what).hint("export again with a breakdown by day or month"));
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
        format!(
            " ({} in money)",
            super::join::money(crate::schema::Amount(sum))
        )
    }
}

/// The refusal of rows that span several buckets, naming the first file.
pub fn spans(frame: &DataFrame, rows: &[usize], grain: &str) -> Error {
    let file = cells::texts(frame, col::FILE)
        .and_then(|files| files[rows[0]].map(str::to_owned))
        .unwrap_or_default();
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
        let Some(units) = cells::amounts(&one, name) else {
            continue;
        };
        if name == col::REACH {
            // People reached in a part of the days are not known.
            one.with_column(cells::count_column(name, vec![None]))?;
        } else if cells::is_count(&one, name) {
            let whole = units[0].map(|units| rounded(fraction(units, share, total)));
            one.with_column(cells::count_column(name, vec![whole]))?;
        } else if name != col::CLAIMED_ROAS {
            let scaled = units[0].map(|units| fraction(units, share, total));
            one.with_column(cells::amount_column(name, vec![scaled]))?;
        }
    }
    one.with_column(cells::day_column(col::PERIOD_START, vec![Some(days.0)]))?;
    one.with_column(cells::day_column(col::PERIOD_END, vec![Some(days.1)]))?;
    Ok(one)
}

fn rounded(units: i128) -> i64 {
    ((units + crate::schema::ONE / 2) / crate::schema::ONE) as i64
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
