//! Metrics at a glance: the figures of each stretch of time, and how each differs from the one before.

use crate::error::{Error, Result};
use crate::metrics::Metric;
use crate::report::{Cell, MetricColumn, Table};
use crate::schema::{cells, col};
use crate::time::{Bucket, Grain};

use super::change::{Verdict, growth, growth_column, verdict_column};
use super::series::{Along, key};
use super::{Argument, ChartData, Kind, Phrase, ReportSource};

/// Metrics unless others are named; those that the files lack are left out.
const USUAL: [&str; 8] = [
    col::SPEND,
    col::REVENUE,
    col::ORDERS,
    "roas",
    "cpa",
    col::CLICKS,
    "ctr",
    "cvr",
];

/// Points of a line.
const POINTS: usize = 60;

/// Columns of a metric: the figure, its change against the time before, what that means.
pub const SPARKED: usize = 3;

/// A row per stretch of time.
pub(super) fn data(source: &ReportSource<'_>) -> Result<ChartData> {
    let asked: Vec<&str> = source.asked.metrics.iter().map(String::as_str).collect();
    let named: Vec<&str> = if asked.is_empty() {
        USUAL.into_iter().filter(|name| source.can(name)).collect()
    } else {
        asked
    };
    if named.is_empty() {
        return Err(source.nothing(Kind::Sparkline, &[col::SPEND, col::REVENUE], ""));
    }
    let along = Along::of(source)?;
    let grain = along.grain;
    if let Some(by) = along.beside {
        return Err(Error::BadOption {
            what: format!("--by {by}"),
            why: "chart sparkline has a point per stretch of time, expected day, week, month, quarter or year".into(),
        });
    }
    let mut table = source.report(&[grain.name()], &named)?.table;
    let mut left_out: Vec<String> = along.dated(&mut table).into_iter().collect();
    if table.rows.is_empty() {
        let why = format!("no {} with a date", named.join(", "));
        return Err(source.nothing(Kind::Sparkline, &named, &why));
    }
    along.complete(&mut table, None);
    let last = table.rows.last().and_then(|row| along.bucket(row));
    let cut = last.and_then(|last| unfinished(source, last));
    if let Some(end) = &cut {
        left_out.push(format!(
            "no change of the last {}: the files end on {end}, before it does",
            grain.name()
        ));
    }
    add_changes(source, &mut table, cut.is_some())?;
    if table.rows.len() > POINTS {
        let earlier = table.rows.len() - POINTS;
        table.rows.drain(..earlier);
        left_out.push(format!("not drawn: {earlier} earlier {}s", grain.name()));
    }
    table.total = None;
    let first = table.rows.first().map_or("", |row| key(row, 0));
    let newest = table.rows.last().map_or("", |row| key(row, 0));
    let time = |name: &str| Argument::Time(grain, name.to_owned());
    Ok(ChartData {
        kind: Kind::Sparkline,
        headline: Phrase::plain("chart.sparkline.headline").with("time", time(newest)),
        subtitle: Phrase::plain("chart.sparkline.subtitle")
            .name("grain", grain.name())
            .with("first", time(first))
            .with("last", time(newest)),
        left_out,
        table,
    })
}

/// The last day that the files know, where the stretch of time goes on after it.
fn unfinished(source: &ReportSource<'_>, last: Bucket) -> Option<chrono::NaiveDate> {
    let frames = source.dataset.frames.values();
    let ends = frames.filter_map(|frame| cells::span(frame, col::PERIOD_START, col::PERIOD_END));
    let known = ends.map(|(_, end)| end).max().and_then(cells::day_of)?;
    let asked = source.options.period.map(|period| period.end);
    let end = asked.map_or(known, |asked| asked.min(known));
    (end < last.end() && last.grain() != Grain::Day).then_some(end)
}

/// Adds to each figure its change against the time before and what that means.
fn add_changes(source: &ReportSource<'_>, table: &mut Table, unfinished: bool) -> Result<()> {
    let metrics = table
        .metrics
        .iter()
        .map(|column| source.metric(&column.name))
        .collect::<Result<Vec<_>>>()?;
    let told = |(metric, column): (&Metric, &MetricColumn)| {
        let growth = growth_column(metric, column);
        [column.clone(), growth, verdict_column(column)]
    };
    let plain: Vec<Vec<Cell>> = table.rows.iter().map(|row| row.cells.clone()).collect();
    let columns = metrics.iter().copied().zip(&table.metrics).flat_map(told);
    table.metrics = columns.collect();
    let newest = table.rows.len() - 1;
    for (at, row) in table.rows.iter_mut().enumerate() {
        let before = at.checked_sub(1).filter(|_| !(unfinished && at == newest));
        let cells = metrics.iter().enumerate().flat_map(|(place, metric)| {
            let now = &plain[at][place];
            let told = before.map(|before| {
                let earlier = &plain[before][place];
                let verdict = Verdict::on(metric, now, earlier);
                (growth(metric, now, earlier), verdict)
            });
            let (change, verdict) = told.unwrap_or((nothing_before(), Verdict::Neither));
            [now.clone(), change, Cell::Text(verdict.word().into())]
        });
        row.cells = cells.collect();
    }
    Ok(())
}

/// No change, because there is no whole stretch of time to compare with.
fn nothing_before() -> Cell {
    Cell::Undefined {
        code: "nothing_before",
        sentence: String::new(),
    }
}
