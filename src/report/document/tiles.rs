//! The figures that carry a document: value, change, thirteen months.

use crate::error::Result;
use crate::metrics::{Metric, computed};
use crate::report::build::narrowed;
use crate::report::change::behind;
use crate::report::figures::Figures;
use crate::report::{
    Cell, DatedCost, Key, MetricColumn, Phrase, ReportOptions, Row, Table, Trace, Tracer,
    platform_title, report,
};
use crate::schema::{Amount, col};
use crate::time::Grain;

use super::change::{Change, change};
use super::draft::{Draft, known_cost, optional, plain};
use super::traced::{Earlier, FigureTrace, Subject};

/// Tiles at most.
const TILES: usize = 8;

/// What a tile may be about, in order of reading: of each line the first metric that the data allow.
const CHOICES: [&[&str]; 10] = [
    &[col::SPEND],
    &["revenue_joined", col::REVENUE],
    &["roas"],
    &["roi"],
    &[col::ORDERS],
    &["cpa", "cpl"],
    &["engagement_rate_by_views", "engagement_rate_by_impressions"],
    &["followers", "net_new_followers"],
    &[col::VIEWS, "organic_impressions"],
    &["posts"],
];

/// Tiles that fill a row where there are fewer than four of the others.
const FURTHER: [&str; 5] = [col::IMPRESSIONS, col::CLICKS, "ctr", col::LEADS, "aov"];

/// Tables whose platforms state different things.
const ORGANIC: [&str; 2] = ["posts", "profiles_daily"];

/// The section that tiles are traced under.
pub const SUMMARY: &str = "summary";

/// One figure over everything.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// Its column.
    pub column: MetricColumn,
    /// The figure.
    pub value: Cell,
    /// The place of its trace.
    pub trace: usize,
    /// Against the period before and the year before, where the data cover them.
    pub changes: Vec<Change>,
    /// Why there is neither change nor line, where more than data would be needed; or whose figure it is alone.
    pub note: Option<Phrase>,
    /// By month, up to the last of the document, gaps as `None`; empty where no months are known.
    pub months: Vec<(String, Option<f64>)>,
}

/// The tiles that the data allow.
///
/// # Errors
/// As [`report`].
pub fn tiles(draft: &mut Draft<'_>) -> Result<Vec<Tile>> {
    let metrics = chosen(draft);
    let asked = draft.source.options;
    let counting = metrics.iter().filter_map(|metric| counting(draft, metric));
    let summed: Vec<&Metric> = metrics.iter().copied().chain(counting).collect();
    let now = Tracer::of(&draft.now, &[], &summed, asked.spread)?;
    let mut earlier = Vec::new();
    for beside in &draft.overall.earlier {
        let (then, _) = narrowed(draft.source.dataset, asked, Some(&beside.period))?;
        earlier.push(Tracer::of(&then, &[], &summed, asked.spread)?);
    }
    let months = months(draft, &metrics)?;
    let mut tiles = Vec::new();
    for metric in metrics {
        let Some((value, column)) = draft.overall.defined(&metric.name) else {
            continue;
        };
        let trace = now.trace(metric, None);
        let (changes, earlier) = changes(draft, metric, (value, &trace, &now), &earlier);
        let tile = Tile {
            column: column.clone(),
            value: value.clone(),
            trace: draft.traces.len(),
            changes,
            note: match is_costly(metric) && !knows_cost(draft) {
                true => Some(Phrase::plain("document.tile.cost")),
                false => stated(draft, metric)?,
            },
            months: months_of(draft, &months, metric),
        };
        let figure = FigureTrace {
            column: tile.column.clone(),
            value: tile.value.clone(),
            trace,
            earlier,
        };
        draft.keep(SUMMARY, Subject::Whole, vec![figure]);
        tiles.push(tile);
    }
    Ok(tiles)
}

/// The metrics that are defined over everything, at most one of each line.
fn chosen<'s>(draft: &Draft<'s>) -> Vec<&'s Metric> {
    let defined = |name: &&&str| draft.overall.defined(name).is_some();
    let mut names: Vec<&str> = CHOICES
        .iter()
        .filter_map(|names| names.iter().find(defined))
        .copied()
        .take(TILES)
        .collect();
    if names.len() < TILES / 2 {
        names.extend(FURTHER.iter().filter(defined));
        names.truncate(TILES / 2);
    }
    let metrics = names.into_iter().filter_map(|name| draft.metric(name));
    metrics.collect()
}

/// The changes against the earlier periods that the data cover, and where their figures come from.
fn changes(
    draft: &Draft<'_>,
    metric: &Metric,
    (value, trace, now): (&Cell, &Trace, &Tracer),
    earlier: &[Tracer],
) -> (Vec<Change>, Vec<Earlier>) {
    let counting = counting(draft, metric);
    let count = |tracer: &Tracer| {
        let events = tracer.trace(counting?, None).numerator_value;
        events.map(Amount::to_f64)
    };
    let covered = draft.overall.earlier.iter().zip(earlier);
    let covered = covered.filter(|(beside, _)| beside.covers(metric));
    let found = covered.filter_map(|(beside, tracer)| {
        let before = tracer.trace(metric, None);
        let counts = [count(now), count(tracer)];
        let found = change(metric, beside, (value, trace), &before, counts)?;
        let earlier = Earlier {
            comparison: found.comparison,
            period: found.period,
            value: found.before.clone(),
            trace: before,
        };
        Some((found, earlier))
    });
    found.unzip()
}

/// Which platforms an organic figure is of, where others have rows that do not state it.
fn stated(draft: &Draft<'_>, metric: &Metric) -> Result<Option<Phrase>> {
    let mut components = metric.components();
    if !components.all(|component| ORGANIC.contains(&component.table)) {
        return Ok(None);
    }
    let by = [Key::Name(col::PLATFORM)];
    let figures = Figures::of(&draft.now, &by, &[metric], draft.source.options.spread)?;
    let states = |group: &&Vec<String>| figures.figure(metric, Some(group)).value().is_some();
    let named: Vec<&str> = figures
        .groups
        .iter()
        .filter(states)
        .map(|group| platform_title(&group[0]).unwrap_or(&group[0]))
        .collect();
    let is_part = !named.is_empty() && named.len() < figures.groups.len();
    Ok(is_part.then(|| Phrase::plain("document.tile.stated").text("platforms", named.join(", "))))
}

/// What counts the events behind a metric that is money.
fn counting<'s>(draft: &Draft<'s>, metric: &Metric) -> Option<&'s Metric> {
    draft.metric(behind(metric)?)
}

/// The metrics by month; empty where rows cross months, and without those of a cost that is known of one period alone.
fn months(draft: &Draft<'_>, metrics: &[&Metric]) -> Result<Table> {
    let asked = draft.source.options;
    let names: Vec<&str> = metrics
        .iter()
        .filter(|metric| !is_costly(metric) || knows_cost(draft))
        .map(|metric| metric.name.as_str())
        .collect();
    let Some(window) = draft.window.filter(|_| !names.is_empty()) else {
        return Ok(Table::default());
    };
    let options = ReportOptions {
        period: Some(window),
        ..plain(asked, &[Grain::Month.name()], &names)
    };
    let options = known_cost(options, asked);
    let found = optional(report(
        draft.source.dataset,
        &options,
        draft.source.registry,
    ))?;
    let mut table = found.map(|found| found.table).unwrap_or_default();
    let buckets = Grain::Month.buckets(&window, asked.calendar);
    let rows = buckets.iter().map(|bucket| {
        let label = bucket.label();
        let own = |row: &&Row| row.keys[0].as_deref() == Some(&label);
        Row {
            cells: table
                .rows
                .iter()
                .find(own)
                .map_or_else(Vec::new, |row| row.cells.clone()),
            keys: vec![Some(label.clone())],
            ..Row::default()
        }
    });
    table.rows = rows.collect();
    Ok(table)
}

/// Whether cost beside media is in it.
fn is_costly(metric: &Metric) -> bool {
    let mut components = metric.components();
    components.any(|component| component.columns().contains(&computed::COST))
}

/// Whether the cost beside media of earlier months is known, or none was given.
fn knows_cost(draft: &Draft<'_>) -> bool {
    let asked = draft.source.options;
    let known = draft.window.and_then(|window| asked.known_costs(&window));
    asked.costs.is_empty() || known.is_some()
}

/// One metric's figures by month; with cost in it, of months that have any beside media, where others do.
fn months_of(draft: &Draft<'_>, table: &Table, metric: &Metric) -> Vec<(String, Option<f64>)> {
    let mut months = of_months(table, &metric.name);
    let asked = draft.source.options;
    let known = draft.window.and_then(|window| asked.known_costs(&window));
    let (Some(window), Some(known), true) = (draft.window, known, is_costly(metric)) else {
        return months;
    };
    let buckets = Grain::Month.buckets(&window, asked.calendar);
    for (month, bucket) in months.iter_mut().zip(&buckets) {
        let days = bucket.period();
        let falls = |part: &DatedCost| part.days.is_none_or(|own| own.overlap(&days).is_some());
        if !known.dated.iter().any(falls) {
            month.1 = None;
        }
    }
    months
}

/// One metric's figures by month.
fn of_months(table: &Table, name: &str) -> Vec<(String, Option<f64>)> {
    let Some(at) = table.metrics.iter().position(|metric| metric.name == name) else {
        return Vec::new();
    };
    let month = |row: &Row| {
        let figure = row.cells.get(at).and_then(Cell::number);
        (row.keys[0].clone().unwrap_or_default(), figure)
    };
    table.rows.iter().map(month).collect()
}
