//! Figures over everything, now and in the periods to set beside.

use crate::error::Result;
use crate::metrics::Metric;
use crate::report::build::narrowed;
use crate::report::extent::{Extents, Hole};
use crate::report::{Cell, MetricColumn, ReportOptions, Row, Table, report};
use crate::schema::{Amount, col};
use crate::time::{Comparison, Period, compare_period};

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
    /// Beside earlier periods, the one before first; only those with rows.
    pub earlier: Vec<Beside>,
}

/// Figures over everything beside those of an earlier period.
pub struct Beside {
    /// How the period was found.
    pub comparison: Comparison,
    /// The period.
    pub period: Period,
    table: Table,
    now: Period,
    extents: Extents,
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
    /// The days of either period that the files do not cover for that metric, those of the earlier one first.
    pub fn holes(&self, metric: &Metric) -> Vec<Hole> {
        let periods = [&self.period, &self.now].into_iter();
        let holes = periods.flat_map(|period| self.extents.holes(metric, period, None));
        holes.collect()
    }

    /// Whether the files cover both periods for that metric: a part is no equal of a whole.
    pub fn covers(&self, metric: &Metric) -> bool {
        self.holes(metric).is_empty()
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
    let asked = source.options;
    let (earlier, _) = narrowed(source.dataset, asked, Some(&period))?;
    if earlier.frames.values().all(|frame| frame.height() == 0) {
        return Ok(None);
    }
    let (rows, _) = narrowed(source.dataset, asked, Some(&now))?;
    let extents = Extents::of(source.dataset).among(&[&rows, &earlier]);
    let options = ReportOptions {
        compare: Some((period, comparison)),
        ..options.clone()
    };
    let found = optional(report(source.dataset, &options, source.registry))?;
    Ok(found.map(|found| Beside {
        comparison,
        period,
        table: found.table,
        now,
        extents,
    }))
}
