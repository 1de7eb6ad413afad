//! Metrics at a glance: the figures of each stretch of time, and how each differs from the one before.

use crate::error::{Error, Result};
use crate::metrics::Metric;
use crate::report::{Cell, Key, MetricColumn, Row, Table};
use crate::schema::col;

use super::change::{Behind, Told, Verdict, growth_column, judged, verdict_column};
use super::rank::listed;
use super::series::{Along, Parts, key};
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

/// Points below which a line without axes tells nothing that its figures do not.
pub const LEAST_OF_LINE: usize = 6;

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
    let metrics = table
        .metrics
        .iter()
        .map(|column| source.metric(&column.name))
        .collect::<Result<Vec<_>>>()?;
    let parts = parts(source, &along, &mut table, &metrics)?;
    left_out.extend(parts.sentences);
    let keys = [Key::parse(grain.name(), source.options.calendar)?];
    let behind = Behind::of(source, source.options.period, &keys, &metrics)?;
    add_changes(&behind, &metrics, &mut table, &parts.whole);
    if table.rows.len() > POINTS {
        let earlier = table.rows.len() - POINTS;
        table.rows.drain(..earlier);
        left_out.push(format!("not drawn: {earlier} earlier {}s", grain.name()));
    }
    table.total = None;
    let first = table.rows.first().map_or("", |row| key(row, 0));
    let newest = table.rows.last().map_or("", |row| key(row, 0));
    let time = |name: &str| Argument::Time(grain, name.to_owned());
    let has_lines = table.rows.len() >= LEAST_OF_LINE;
    Ok(ChartData {
        spare: None,
        kind: Kind::Sparkline,
        sentences: None,
        headline: Phrase::plain("chart.sparkline.headline").with("time", time(newest)),
        subtitle: Phrase::plain(match has_lines {
            true => "chart.sparkline.subtitle",
            false => "chart.sparkline.subtitle.plain",
        })
        .name("grain", grain.name())
        .with("first", time(first))
        .with("last", time(newest)),
        left_out,
        table,
    })
}

/// Which figures are those of a whole stretch of time, row by row and metric by metric.
struct Wholes {
    whole: Vec<Vec<bool>>,
    sentences: Vec<String>,
}

fn parts(
    source: &ReportSource<'_>,
    along: &Along<'_>,
    table: &mut Table,
    metrics: &[&Metric],
) -> Result<Wholes> {
    let parts = Parts::of(source)?;
    let mut wholes = Wholes {
        whole: Vec::new(),
        sentences: Vec::new(),
    };
    for row in &mut table.rows {
        let time = along.bucket(row);
        let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
        let mut whole = Vec::new();
        for (metric, cell) in metrics.iter().zip(&row.cells) {
            let why = time.and_then(|time| parts.why(metric, time));
            whole.push(why.is_none());
            let Some(why) = why.filter(|_| cell.number().is_some()) else {
                continue;
            };
            let name = metric.name.replace('_', " ");
            match reasons.iter_mut().find(|(known, _)| *known == why) {
                Some((_, names)) => names.push(name),
                None => reasons.push((why, vec![name])),
            }
        }
        row.is_part = !reasons.is_empty();
        for (why, names) in reasons {
            let time = key(row, 0);
            let of = if names.len() == metrics.len() {
                String::new()
            } else {
                format!(" of {}", listed(&names))
            };
            wholes
                .sentences
                .push(format!("no change{of} from or to {time}: {why}"));
        }
        wholes.whole.push(whole);
    }
    Ok(wholes)
}

/// Adds to each figure its change against the time before and what that means, where both are whole.
fn add_changes(behind: &Behind<'_>, metrics: &[&Metric], table: &mut Table, whole: &[Vec<bool>]) {
    let told = |(metric, column): (&Metric, &MetricColumn)| {
        let growth = growth_column(metric, column);
        [column.clone(), growth, verdict_column(column)]
    };
    let plain: Vec<Vec<Cell>> = table.rows.iter().map(|row| row.cells.clone()).collect();
    let group = |row: &Row| vec![key(row, 0).to_owned()];
    let groups: Vec<Vec<String>> = table.rows.iter().map(group).collect();
    let columns = metrics.iter().copied().zip(&table.metrics).flat_map(told);
    table.metrics = columns.collect();
    for (at, row) in table.rows.iter_mut().enumerate() {
        let cells = metrics.iter().enumerate().flat_map(|(place, metric)| {
            let told = |at: usize| Told {
                cell: &plain[at][place],
                behind,
                group: Some(&groups[at]),
            };
            let before = at.checked_sub(1);
            let before = before.filter(|before| whole[*before][place] && whole[at][place]);
            let (change, verdict) = match before {
                Some(before) => judged(metric, told(at), told(before)),
                None => (nothing_before(), Verdict::Neither),
            };
            [
                plain[at][place].clone(),
                change,
                Cell::Text(verdict.word().into()),
            ]
        });
        row.cells = cells.collect();
    }
}

/// No change, because there is no whole stretch of time to compare with.
fn nothing_before() -> Cell {
    Cell::Undefined {
        code: "nothing_before",
        sentence: String::new(),
    }
}
