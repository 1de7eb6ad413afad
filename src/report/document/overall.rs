//! Figures over everything, now and in the periods to set beside.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::metrics::Metric;
use crate::report::dataset::Dataset;
use crate::report::{Cell, MetricColumn, ReportOptions, Row, Table, report};
use crate::schema::{Amount, cells, col};
use crate::time::{Calendar, Comparison, Grain, Period, compare_period};

use super::DocumentSource;
use super::draft::{optional, plain};

/// What sentences and tiles may be about.
const METRICS: [&str; 30] = [
    col::SPEND,
    "full_cost",
    col::VALUE,
    "net_value",
    "revenue_joined",
    col::REVENUE,
    "roas",
    "roi",
    col::ORDERS,
    "cpa",
    "aov",
    "new_customer_share",
    "claimed_conversions",
    "claimed_revenue",
    "orders_joined",
    "overclaim_ratio",
    col::IMPRESSIONS,
    col::CLICKS,
    "ctr",
    "cpc",
    col::LEADS,
    "cpl",
    "posts",
    col::VIEWS,
    "organic_impressions",
    "organic_engagements",
    "engagement_rate_by_views",
    "engagement_rate_by_impressions",
    "followers",
    "net_new_followers",
];

/// Figures over everything.
pub struct Overall {
    table: Table,
    /// Beside earlier periods, the one before first; only those that any data cover.
    pub earlier: Vec<Beside>,
}

/// Figures over everything beside those of an earlier period.
pub struct Beside {
    /// How the period was found.
    pub comparison: Comparison,
    /// The period.
    pub period: Period,
    table: Table,
    /// Tables that cover the period.
    covered: Vec<&'static str>,
}

impl Overall {
    /// Works them out.
    ///
    /// # Errors
    /// As [`report`].
    pub fn of(source: &DocumentSource<'_>) -> Result<Self> {
        let known = |name: &&str| source.registry.metric(name).is_some();
        let metrics: Vec<&str> = METRICS.into_iter().filter(known).collect();
        let options = plain(source.options, &[], &metrics);
        let table = report(source.dataset, &options, source.registry)?.table;
        let mut earlier = Vec::new();
        for comparison in [Comparison::Previous, Comparison::Year] {
            earlier.extend(beside(source, &options, comparison)?);
        }
        Ok(Self { table, earlier })
    }

    /// The periods to set beside.
    pub fn compared(&self) -> Vec<(Comparison, Period)> {
        self.earlier
            .iter()
            .map(|beside| (beside.comparison, beside.period))
            .collect()
    }

    /// A figure and its column; undefined where there is no such metric.
    pub fn figure(&self, name: &str) -> Option<(&Cell, &MetricColumn)> {
        find(&self.table, name)
    }

    /// A figure that is defined.
    pub fn defined(&self, name: &str) -> Option<(&Cell, &MetricColumn)> {
        self.figure(name)
            .filter(|(cell, _)| cell.number().is_some())
    }

    /// An exact sum.
    pub fn exact(&self, name: &str) -> Option<Amount> {
        self.figure(name)
            .and_then(|(cell, _)| super::words::exact(cell))
    }

    /// All of them, with the notes under them.
    pub fn table(&self) -> &Table {
        &self.table
    }
}

impl Beside {
    /// Whether the data cover the period for that metric.
    pub fn covers(&self, metric: &Metric) -> bool {
        metric
            .components()
            .all(|component| self.covered.contains(&component.table))
    }

    /// The earlier figure, the difference, and the relative difference with its column, in percent or points.
    pub fn change(&self, metric: &Metric) -> Option<(&Cell, &Cell, (&Cell, &MetricColumn))> {
        let [previous, difference, growth] = crate::metrics::change_columns(metric);
        let cell = |name: &str| find(&self.table, name);
        Some((cell(&previous)?.0, cell(&difference)?.0, cell(&growth)?))
    }
}

fn find<'t>(table: &'t Table, name: &str) -> Option<(&'t Cell, &'t MetricColumn)> {
    let at = table
        .metrics
        .iter()
        .position(|metric| metric.name == name)?;
    let total: &Row = table.total.as_ref()?;
    Some((&total.cells[at], &table.metrics[at]))
}

/// The same figures beside an earlier period, where any data cover it.
fn beside(
    source: &DocumentSource<'_>,
    options: &ReportOptions,
    comparison: Comparison,
) -> Result<Option<Beside>> {
    let Some(now) = options.period else {
        return Ok(None);
    };
    let Ok(period) = compare_period(&now, comparison, options.calendar) else {
        return Ok(None);
    };
    let covered: Vec<&'static str> = source
        .dataset
        .frames
        .keys()
        .copied()
        .filter(|table| covers(source.dataset, table, &period, options.calendar))
        .collect();
    if covered.is_empty() {
        return Ok(None);
    }
    let options = ReportOptions {
        compare: Some((period, comparison)),
        ..options.clone()
    };
    let found = optional(report(source.dataset, &options, source.registry))?;
    Ok(found.map(|found| Beside {
        comparison,
        period,
        table: found.table,
        covered,
    }))
}

/// Whether the rows of a table reach over a period: those of each platform that has any in it, orders as a whole, as
/// they are sparse. For the same reason whole months count.
fn covers(dataset: &Dataset, table: &str, period: &Period, calendar: Calendar) -> bool {
    let Some(frame) = dataset.frames.get(table) else {
        return false;
    };
    let (starts, ends) = (
        cells::days(frame, col::PERIOD_START),
        cells::days(frame, col::PERIOD_END),
    );
    let platforms = cells::texts(frame, col::PLATFORM)
        .filter(|_| table != "conversions")
        .unwrap_or_else(|| vec![None; frame.height()]);
    let mut spans: BTreeMap<&str, (i32, i32)> = BTreeMap::new();
    for row in 0..frame.height() {
        if let (Some(start), Some(end)) = (starts[row], ends[row]) {
            let span = spans
                .entry(platforms[row].unwrap_or_default())
                .or_insert((start, end));
            *span = (span.0.min(start), span.1.max(end));
        }
    }
    let month = |day| Grain::Month.bucket(day, calendar);
    let spans = spans.into_values().filter_map(|(from, to)| {
        let (from, to) = (cells::day_of(from)?, cells::day_of(to)?);
        Period::new(month(from).start(), month(to).end()).ok()
    });
    let mut meeting = spans
        .filter(|span| span.overlap(period).is_some())
        .peekable();
    meeting.peek().is_some() && meeting.all(|span| span.covers(period))
}
