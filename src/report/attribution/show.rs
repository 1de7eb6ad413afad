//! What can be shown instead of credit: paths, their lengths and lags, windows, credit by place.

use crate::attribution::{Histogram, Outcome, PLACES, Paths, Setup};
use crate::error::Result;
use crate::metrics::Reason;
use crate::report::{Cell, KeyColumn, MetricColumn, Row, Table, Unit};
use crate::schema::{Amount, col};

use super::Attribution;
use super::credit::Journeys as Walked;
use super::options::AttributeOptions;
use super::tidy::unit_label;

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// Lookback windows that are set side by side, in days.
const WINDOWS: [i64; 3] = [7, 30, 90];

/// Models whose windows and places are shown where none is named.
const COMMON: [&str; 4] = ["first", "last", "linear", "position"];

/// First and last day of the rows of time lags.
const LAGS: [(u64, u64); 13] = [
    (0, 0),
    (1, 1),
    (2, 2),
    (3, 3),
    (4, 4),
    (5, 5),
    (6, 6),
    (7, 7),
    (8, 14),
    (15, 30),
    (31, 60),
    (61, 90),
    (91, u64::MAX),
];

/// A table without rows, with the notes of the attribution.
pub(super) fn empty(found: &Attribution, title: &str, keys: &[&str]) -> Table {
    Table {
        title: title.into(),
        scope: found.scope.clone(),
        keys: keys.iter().map(|name| key(name)).collect(),
        notes: found.notes.clone(),
        ..Table::default()
    }
}

/// The same with a row for each channel, or whatever credit is split by.
pub(super) fn by_channel(found: &Attribution, title: &str) -> Table {
    let by: Vec<&str> = found.by.iter().map(|by| by.name()).collect();
    empty(found, title, &by)
}

pub(super) fn key(name: &str) -> KeyColumn {
    KeyColumn::of(name)
}

pub(super) fn metric(found: &Attribution, name: &str, unit: Unit, rank: u32) -> MetricColumn {
    MetricColumn {
        name: name.into(),
        header: name.replace('_', " "),
        unit_label: unit_label(unit, found),
        unit,
        rank,
        pinned: false,
        decimals: 2,
    }
}

/// A channel as people read it: its keys, and quotes where it holds the separator of paths.
pub(super) fn name(walked: &Walked<'_>, channel: u32) -> String {
    let text = walked.prepared.keys[walked.channel_of(channel as usize)].join(" / ");
    if text.contains('>') {
        format!("\"{text}\"")
    } else {
        text
    }
}

/// Columns of an outcome.
fn outcome_columns(found: &Attribution) -> Vec<MetricColumn> {
    vec![
        metric(found, col::CONVERSIONS, Unit::Count, 1),
        metric(found, "conversion_share", Unit::Rate, 2),
        metric(found, col::VALUE, Unit::Money, 3),
        metric(found, "value_share", Unit::Rate, 4),
        metric(found, col::NULLS, Unit::Count, 5),
        metric(found, "conversion_rate", Unit::Rate, 6),
    ]
}

fn outcome_cells(found: &Attribution, outcome: &Outcome) -> Vec<Cell> {
    let all = Amount(outcome.conversions.0 + outcome.nulls.0);
    vec![
        Cell::Amount(outcome.conversions),
        ratio(outcome.conversions, found.total.conversions),
        Cell::Amount(outcome.value),
        ratio(outcome.value, found.total.value),
        Cell::Amount(outcome.nulls),
        ratio(outcome.conversions, all),
    ]
}

pub(super) fn ratio(part: Amount, whole: Amount) -> Cell {
    if whole.0 == 0 {
        return undefined(Reason::ZeroDenominator);
    }
    Cell::Ratio(part.to_f64() / whole.to_f64())
}

pub(super) fn undefined(reason: Reason) -> Cell {
    Cell::Undefined {
        code: reason.code(),
        sentence: reason.sentence().into(),
    }
}

/// The commonest paths, at most `top`.
pub fn paths(walked: &Walked<'_>, found: &Attribution, top: Option<usize>) -> Table {
    let mut all = Paths::default();
    walked.visit(Paths::default, |part| all.merge(part));
    let mut table = empty(found, "The commonest paths", &[col::PATH]);
    table.metrics = outcome_columns(found);
    for (path, outcome) in all.top(top.unwrap_or(usize::MAX)) {
        let names: Vec<String> = path.iter().map(|channel| name(walked, *channel)).collect();
        table.rows.push(Row {
            keys: vec![Some(names.join(" > "))],
            cells: outcome_cells(found, &outcome),
            ..Row::default()
        });
    }
    let shown = table.rows.len();
    table.notes.insert(
        0,
        format!(
            "{shown} of {} different paths, most conversions first",
            all.len()
        ),
    );
    table
}

/// How many touches journeys have.
pub fn lengths(walked: &Walked<'_>, found: &Attribution) -> Table {
    let mut all = Histogram::lengths();
    walked.visit(Histogram::lengths, |part| all.merge(part));
    let mut table = empty(found, "Journeys by number of touches", &["touches"]);
    table.metrics = outcome_columns(found);
    for (touches, outcome) in &all.bins {
        table.rows.push(Row {
            keys: vec![Some(touches.to_string())],
            cells: outcome_cells(found, outcome),
            ..Row::default()
        });
    }
    table
}

/// How many days lie between first touch and conversion.
pub fn lags(walked: &Walked<'_>, found: &Attribution) -> Table {
    let mut all = Histogram::lags();
    walked.visit(Histogram::lags, |part| all.merge(part));
    let mut table = empty(
        found,
        "Conversions by days since the first touch",
        &["days"],
    );
    table.metrics = outcome_columns(found)[..4].to_vec();
    table
        .metrics
        .push(metric(found, "cumulative_share", Unit::Rate, 5));
    let mut so_far = Amount::ZERO;
    for (from, to) in LAGS {
        let mut bin = Outcome::default();
        all.bins
            .range(from..=to)
            .for_each(|(_, outcome)| bin.add(outcome));
        so_far += bin.conversions;
        let days = match (from, to) {
            (from, u64::MAX) => format!("{from}+"),
            (from, to) if from == to => from.to_string(),
            (from, to) => format!("{from}-{to}"),
        };
        let mut cells = outcome_cells(found, &bin)[..4].to_vec();
        cells.push(ratio(so_far, found.total.conversions));
        table.rows.push(Row {
            keys: vec![Some(days)],
            cells,
            ..Row::default()
        });
    }
    table
}

/// The models asked for, else a few common ones.
fn few(setup: &Setup, options: &AttributeOptions) -> Result<Setup> {
    let mut few = setup.clone();
    if options.models.is_empty() {
        few.choose(COMMON)?;
    }
    Ok(few)
}

/// Credit under lookback windows of 7, 30 and 90 days and without one.
///
/// # Errors
/// As [`super::attribute`].
pub fn windows(
    walked: &Walked<'_>,
    found: &Attribution,
    setup: &Setup,
    options: &AttributeOptions,
) -> Result<Table> {
    let setup = few(setup, options)?;
    let mut table = by_channel(found, "Credit by lookback window");
    table.keys.push(key("model"));
    let what = if found.has_value {
        col::VALUE
    } else {
        col::CONVERSIONS
    };
    let unit = if found.has_value {
        Unit::Money
    } else {
        Unit::Count
    };
    let mut columns = Vec::new();
    for days in WINDOWS.map(Some).into_iter().chain([None]) {
        let mut prepared = walked.prepared.clone();
        prepared.walk.lookback = days.map(|days| days * DAY);
        prepared.walk.view_lookback = prepared.walk.lookback;
        let own = Walked {
            prepared: &prepared,
            ..*walked
        };
        let (results, _) = own.credit(&setup)?;
        let name = days.map_or_else(
            || format!("{what}_all"),
            |days| format!("{what}_{days}_days"),
        );
        table
            .metrics
            .push(metric(found, &name, unit, columns.len() as u32 + 1));
        columns.push(results);
    }
    table.metrics.push(metric(found, "spread", unit, 0));
    for (row, keys) in walked.prepared.keys.iter().enumerate() {
        for (at, model) in setup.models.iter().enumerate() {
            let figures: Vec<Option<Amount>> = columns
                .iter()
                .map(|results| {
                    let credit = results[at].credits.as_ref().ok()?;
                    let own = credit
                        .iter()
                        .enumerate()
                        .filter(|(number, _)| walked.channel_of(*number) == row);
                    Some(own.fold(Amount::ZERO, |sum, (_, credit)| {
                        sum + if found.has_value {
                            credit.value
                        } else {
                            credit.conversions
                        }
                    }))
                })
                .collect();
            let mut cells: Vec<Cell> = figures
                .iter()
                .map(|figure| figure.map_or_else(|| undefined(Reason::NotSupplied), Cell::Amount))
                .collect();
            let known: Vec<Amount> = figures.into_iter().flatten().collect();
            cells.push(match (known.iter().max(), known.iter().min()) {
                (Some(most), Some(least)) => Cell::Amount(Amount(most.0 - least.0)),
                _ => undefined(Reason::NotSupplied),
            });
            table.rows.push(Row {
                keys: keys
                    .iter()
                    .cloned()
                    .map(Some)
                    .chain([Some(model.name().to_owned())])
                    .collect(),
                cells,
                ..Row::default()
            });
        }
    }
    Ok(table)
}

/// Credit by place in the path.
///
/// # Errors
/// As [`super::attribute`].
pub fn positions(
    walked: &Walked<'_>,
    found: &Attribution,
    setup: &Setup,
    options: &AttributeOptions,
) -> Result<Table> {
    let mut setup = setup.clone();
    if options.models.is_empty() {
        setup.choose(["shapley-ordered", "linear"])?;
    }
    setup.positions = setup.models.iter().map(|model| model.name()).collect();
    let (results, _) = walked.credit(&setup)?;
    let mut table = by_channel(found, "Credited conversions by place in the path");
    table.keys.push(key("model"));
    let mut rows: Vec<(Vec<Option<String>>, Vec<Amount>)> = Vec::new();
    for (row, keys) in walked.prepared.keys.iter().enumerate() {
        for result in &results {
            let Some(places) = &result.positions else {
                continue;
            };
            let mut own = vec![Amount::ZERO; PLACES + 1];
            for number in (0..walked.channels()).filter(|number| walked.channel_of(*number) == row)
            {
                let credit = places.of(number);
                own.iter_mut()
                    .zip(credit)
                    .for_each(|(sum, credit)| *sum += credit.conversions);
            }
            let names = keys
                .iter()
                .cloned()
                .map(Some)
                .chain([Some(result.name.clone())])
                .collect();
            rows.push((names, own));
        }
    }
    let deepest = (0..=PLACES)
        .rev()
        .find(|place| rows.iter().any(|(_, own)| own[*place].0 != 0))
        .unwrap_or(0);
    for place in 0..=deepest {
        let column = if place == PLACES {
            format!("position_{}_up", place + 1)
        } else {
            format!("position_{}", place + 1)
        };
        table
            .metrics
            .push(metric(found, &column, Unit::Count, place as u32 + 1));
    }
    table.rows = rows
        .into_iter()
        .map(|(keys, own)| Row {
            keys,
            cells: own[..=deepest]
                .iter()
                .map(|amount| Cell::Amount(*amount))
                .collect(),
            ..Row::default()
        })
        .collect();
    Ok(table)
}
