//! Metrics over time, a panel per platform, with the period before or the year before behind.

use crate::error::Result;
use crate::report::{MetricColumn, ReportOptions, Row, Table};
use crate::schema::col;
use crate::time::{Grain, Period};

use super::series::{Along, gap, key};
use super::{Argument, ChartData, Kind, Phrase, ReportSource};

/// Panels that stay apart from one another.
const PANELS: usize = 12;

/// Ends the name of a column with the figures of the period before.
pub const PREVIOUS: &str = "_previous";

/// A row per panel and stretch of time, gaps included.
pub(super) fn data(source: &ReportSource<'_>) -> Result<ChartData> {
    let along = Along::of(source)?;
    let (panel, grain) = (along.beside.unwrap_or(Kind::Trend.by()), along.grain);
    let named: Vec<&str> = source.asked.metrics.iter().map(String::as_str).collect();
    let metrics = if named.is_empty() {
        vec![col::SPEND]
    } else {
        named
    };
    let by = [panel, grain.name()];
    let mut table = source.report(&by, &metrics)?.table;
    let mut left_out: Vec<String> = along.dated(&mut table).into_iter().collect();
    if table.rows.is_empty() {
        let why = format!("no {} with a date", metrics.join(", "));
        return Err(source.nothing(Kind::Trend, &metrics, &why));
    }
    left_out.extend(largest_panels(&mut table));
    let compared = source.options.compare.map(|(period, _)| period);
    let own = source.options.period.filter(|_| compared.is_some());
    along.complete(&mut table, own.as_ref());
    if let Some(period) = compared {
        let before = ReportOptions {
            period: Some(period),
            compare: None,
            by: by.iter().map(|key| (*key).to_owned()).collect(),
            metrics: metrics.iter().map(|name| (*name).to_owned()).collect(),
            ..source.options.clone()
        };
        let mut earlier = crate::report::report(source.dataset, &before, source.registry)?.table;
        along.complete(&mut earlier, Some(&period));
        behind(&mut table, &earlier);
    }
    Ok(ChartData {
        kind: Kind::Trend,
        headline: headline(&metrics, grain),
        subtitle: subtitle(panel, compared),
        left_out,
        table,
    })
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

fn subtitle(panel: &str, compared: Option<Period>) -> Phrase {
    match compared {
        Some(period) => Phrase::plain("chart.trend.compared")
            .name("key", panel)
            .with("period", Argument::Period(period)),
        None => Phrase::plain("chart.trend.subtitle").name("key", panel),
    }
}

fn headline(metrics: &[&str], grain: Grain) -> Phrase {
    match metrics {
        [one] => Phrase::plain("chart.trend.one")
            .name("metric", one)
            .name("grain", grain.name()),
        _ => Phrase::plain("chart.trend.several").name("grain", grain.name()),
    }
}
