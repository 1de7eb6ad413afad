//! Metrics over time, a panel per platform, with the period before or the year before behind.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::error::{Error, Result};
use crate::metrics::Reason;
use crate::report::{Cell, MetricColumn, ReportOptions, Row, Table};
use crate::schema::col;
use crate::time::{Bucket, Calendar, Grain, PeriodSpec};

use super::rank::has_figure;
use super::{ChartData, Kind, Phrase, ReportSource};

/// Panels that stay apart from one another.
const PANELS: usize = 12;

/// Ends the name of a column with the figures of the period before.
pub const PREVIOUS: &str = "_previous";

/// A row per panel and stretch of time, gaps included.
pub(super) fn data(source: &ReportSource<'_>) -> Result<ChartData> {
    let (panel, grain) = keys(source)?;
    let calendar = source.options.calendar;
    let named: Vec<&str> = source.asked.metrics.iter().map(String::as_str).collect();
    let metrics = if named.is_empty() {
        vec![col::SPEND]
    } else {
        named
    };
    let by = [panel, grain.name()];
    let mut table = source.report(&by, &metrics)?.table;
    let mut left_out = Vec::new();
    table.rows.retain(has_figure);
    let whole = table.rows.len();
    table
        .rows
        .retain(|row| bucket(grain, key(row, 1), calendar).is_some());
    if table.rows.len() < whole {
        left_out.push(format!(
            "not drawn: {} without a date",
            whole - table.rows.len()
        ));
    }
    if table.rows.is_empty() {
        return Err(Error::NothingToReport {
            why: format!("no {} with a date", metrics.join(", ")),
        });
    }
    left_out.extend(largest_panels(&mut table));
    complete(&mut table, grain, calendar);
    if let Some((period, _)) = source.options.compare {
        let before = ReportOptions {
            period: Some(period),
            compare: None,
            by: by.iter().map(|key| (*key).to_owned()).collect(),
            metrics: metrics.iter().map(|name| (*name).to_owned()).collect(),
            ..source.options.clone()
        };
        let mut earlier = crate::report::report(source.dataset, &before, source.registry)?.table;
        complete(&mut earlier, grain, calendar);
        behind(&mut table, &earlier);
    }
    Ok(ChartData {
        kind: Kind::Trend,
        headline: headline(&table, &metrics, grain),
        subtitle: Phrase::plain("chart.trend.subtitle").name("key", panel),
        left_out,
        table,
    })
}

/// The panels' key and the grain: of `--by month`, `--by channel,week` and the like.
fn keys<'s>(source: &'s ReportSource<'_>) -> Result<(&'s str, Grain)> {
    let calendar = source.options.calendar;
    let (mut panel, mut grain) = (col::PLATFORM, Grain::Month);
    for word in source.asked.by.iter().flat_map(|by| by.split(',')) {
        match word.parse::<Grain>() {
            Ok(_) => grain = Grain::of(word, calendar)?,
            Err(_) => panel = word,
        }
    }
    Ok((panel, grain))
}

/// The stretch of time that a key names; `None` for rows without a date.
fn bucket(grain: Grain, label: &str, calendar: Calendar) -> Option<Bucket> {
    let spec = PeriodSpec::parse(label, calendar).ok()?;
    // A label names its days itself, so that no day counts as today.
    let period = spec.resolve(NaiveDate::MIN).ok()?;
    grain.fits(period.start, period.end, calendar)
}

fn key(row: &Row, at: usize) -> &str {
    row.keys[at].as_deref().unwrap_or_default()
}

/// Keeps the panels with the largest sum of the first metric.
fn largest_panels(table: &mut Table) -> Option<String> {
    let mut sums: Vec<(String, f64)> = Vec::new();
    for row in &table.rows {
        let figure = row.cells[0].number().unwrap_or_default();
        match sums.iter_mut().find(|(name, _)| name == key(row, 0)) {
            Some((_, sum)) => *sum += figure,
            None => sums.push((key(row, 0).to_owned(), figure)),
        }
    }
    sums.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let order: Vec<String> = sums.into_iter().map(|(name, _)| name).collect();
    let place = |row: &Row| order.iter().position(|name| name == key(row, 0));
    table
        .rows
        .sort_by_key(|row| (place(row), row.keys[1].clone()));
    table
        .rows
        .retain(|row| place(row).is_some_and(|at| at < PANELS));
    (order.len() > PANELS).then(|| format!("not drawn: {} smaller ones", order.len() - PANELS))
}

/// A row for every stretch of time of every panel; where nothing was stated a gap.
fn complete(table: &mut Table, grain: Grain, calendar: Calendar) {
    let mut times: Vec<Bucket> = table
        .rows
        .iter()
        .filter_map(|row| bucket(grain, key(row, 1), calendar))
        .collect();
    times.sort();
    let (Some(first), Some(last)) = (times.first().copied(), times.last().copied()) else {
        return;
    };
    let mut panels: Vec<String> = Vec::new();
    for row in &table.rows {
        if !panels.iter().any(|name| name == key(row, 0)) {
            panels.push(key(row, 0).to_owned());
        }
    }
    let mut rows: BTreeMap<Vec<Option<String>>, Row> = std::mem::take(&mut table.rows)
        .into_iter()
        .map(|row| (row.keys.clone(), row))
        .collect();
    for panel in panels {
        let mut time = first;
        while time <= last {
            let label = time.label();
            let own = rows.remove(&vec![Some(panel.clone()), Some(label.clone())]);
            table.rows.push(own.unwrap_or_else(|| Row {
                keys: vec![Some(panel.clone()), Some(label)],
                cells: vec![gap(); table.metrics.len()],
            }));
            time = time.next();
        }
    }
}

fn gap() -> Cell {
    Cell::Undefined {
        code: Reason::NotSupplied.code(),
        sentence: Reason::NotSupplied.sentence().into(),
    }
}

/// Adds the figures of the earlier period, first stretch of time beside first.
fn behind(table: &mut Table, earlier: &Table) {
    let metrics = table.metrics.len();
    let columns: Vec<MetricColumn> = table
        .metrics
        .iter()
        .map(|column| MetricColumn {
            name: format!("{}{PREVIOUS}", column.name),
            header: format!("{} previous", column.header),
            ..column.clone()
        })
        .collect();
    table.metrics.extend(columns);
    let mut place = (String::new(), 0);
    for row in &mut table.rows {
        if place.0 != key(row, 0) {
            place = (key(row, 0).to_owned(), 0);
        }
        let own = earlier
            .rows
            .iter()
            .filter(|earlier| key(earlier, 0) == place.0)
            .nth(place.1);
        match own {
            Some(own) => row.cells.extend(own.cells[..metrics].iter().cloned()),
            None => row.cells.extend(std::iter::repeat_n(gap(), metrics)),
        }
        place.1 += 1;
    }
}

fn headline(table: &Table, metrics: &[&str], grain: Grain) -> Phrase {
    let _ = table;
    match metrics {
        [one] => Phrase::plain("chart.trend.one")
            .name("metric", one)
            .name("grain", grain.name()),
        _ => Phrase::plain("chart.trend.several").name("grain", grain.name()),
    }
}
