//! A document in the making: the rows of its period, and what its sections ask of them.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::error::{Error, Result};
use crate::metrics::Metric;
use crate::report::build::narrowed;
use crate::report::plan;
use crate::report::{
    ChartData, ChartOptions, Dataset, Join, Kind, MetricColumn, ReportOptions, Table, Unsold,
    chart, report,
};
use crate::schema::{Amount, cells, col};
use crate::time::{Comparison, Grain, Period, compare_period};

use super::overall::Overall;
use super::{DocumentSource, RowTrace, Span};

/// Months of a sparkline: a year and the month that it began with.
const MONTHS: usize = 13;

/// A document in the making.
pub struct Draft<'s> {
    /// What it is made from.
    pub source: &'s DocumentSource<'s>,
    /// The rows of its period.
    pub now: Dataset,
    /// How much of them joins.
    pub join: Option<Join>,
    /// The days that it is about.
    pub days: Option<Period>,
    /// The months of sparklines and developments.
    pub window: Option<Period>,
    /// Its structure.
    pub span: Span,
    /// Figures over everything.
    pub overall: Overall,
    /// Where the figures come from that stand in it so far.
    pub traces: Vec<RowTrace>,
}

impl<'s> Draft<'s> {
    /// Narrows the dataset to the period and works out the figures over everything.
    ///
    /// # Errors
    /// As [`report`].
    pub fn new(source: &'s DocumentSource<'s>) -> Result<Self> {
        let options = source.options;
        let (mut now, join) = narrowed(source.dataset, options, options.period.as_ref())?;
        // What is claimed stands over orders of the same days, which are counted apart.
        let claims = source.registry.metric("overclaim_ratio");
        let sides = plan::Sides {
            whole: source.dataset,
            options,
            period: options.period,
        };
        plan::add(&mut now, &claims.into_iter().collect::<Vec<_>>(), sides)?;
        let days = options.period.or_else(|| days(&now));
        Ok(Self {
            source,
            now,
            join,
            days,
            window: days.map(|days| window(days, options)),
            span: Span::of(days),
            overall: Overall::of(source)?,
            traces: Vec::new(),
        })
    }

    /// A metric of the registry.
    pub fn metric(&self, name: &str) -> Option<&'s Metric> {
        self.source.registry.metric(name)
    }

    /// The figures of these metrics by these keys, in the period; metrics that no row states are left out.
    ///
    /// # Errors
    /// As [`report`].
    pub fn table(&self, by: &[&str], metrics: &[&str]) -> Result<Table> {
        let defined = |name: &&&str| self.overall.defined(name).is_some();
        let stated: Vec<&str> = metrics.iter().filter(defined).copied().collect();
        if stated.is_empty() {
            let why = format!("no {}", metrics.join(", "));
            return Err(Error::NothingToReport { why });
        }
        let options = plain(self.source.options, by, &stated);
        Ok(report(self.source.dataset, &options, self.source.registry)?.table)
    }

    /// A chart of the period, or of the months up to its end; `None` where there is nothing to draw.
    ///
    /// # Errors
    /// As [`chart`].
    pub fn chart(
        &self,
        kind: Kind,
        asked: &ChartOptions,
        period: Option<Period>,
    ) -> Result<Option<ChartData>> {
        let options = ReportOptions {
            period,
            ..plain(self.source.options, &[], &[])
        };
        let options = known_cost(options, self.source.options);
        let found = chart(
            kind,
            self.source.dataset,
            asked,
            &options,
            self.source.registry,
        );
        Ok(optional(found)?.map(|(data, _)| data))
    }

    /// Campaigns, each with its platform, that are not to sell: of functions that sell nothing, or to be seen only. Orders say
    /// nothing of their return.
    pub fn unsold(&self) -> BTreeSet<Vec<Option<String>>> {
        let Some(spend) = self.now.frames.get("ad_spend") else {
            return BTreeSet::new();
        };
        let missing = || vec![None; spend.height()];
        let [campaigns, platforms] = [col::CAMPAIGN, col::PLATFORM]
            .map(|name| cells::texts(spend, name).unwrap_or_else(missing));
        let unsold = Unsold::of(&self.now).rows;
        let rows = (0..spend.height()).filter(|row| unsold[*row]);
        let keys = rows.map(|row| [campaigns[row], platforms[row]]);
        keys.map(|keys| keys.map(|key| key.map(str::to_owned)).to_vec())
            .collect()
    }

    /// An amount in the document's money.
    pub fn money(&self, decimals: u8) -> MetricColumn {
        let currency = self.source.options.currency.as_deref().unwrap_or_default();
        super::words::column(crate::report::Unit::Money, currency, decimals)
    }

    /// Whether any row of the period has spend.
    pub fn has_spend(&self) -> bool {
        self.overall
            .exact(col::SPEND)
            .is_some_and(|spend| spend > Amount::ZERO)
    }
}

/// The options without rows, order or comparison of their own.
pub fn plain(options: &ReportOptions, by: &[&str], metrics: &[&str]) -> ReportOptions {
    ReportOptions {
        by: by.iter().map(|key| (*key).to_owned()).collect(),
        metrics: metrics.iter().map(|name| (*name).to_owned()).collect(),
        sort: None,
        top: None,
        compare: None,
        ..options.clone()
    }
}

/// Cost beside media was given for the period of the report; of another one it is known where the project says it.
pub fn known_cost(options: ReportOptions, asked: &ReportOptions) -> ReportOptions {
    if options.period == asked.period {
        return options;
    }
    let known = options.period.and_then(|period| asked.known_costs(&period));
    let known = known.cloned().unwrap_or_default();
    ReportOptions {
        costs: known.costs,
        dated_costs: known.dated,
        ..options
    }
}

/// The periods that a document sets beside its own: the one before, the year before, and the months up to its end.
pub fn earlier_periods(dataset: &Dataset, options: &ReportOptions) -> Vec<Period> {
    let compared = [Comparison::Previous, Comparison::Year];
    let compared = compared.into_iter().filter_map(|comparison| {
        compare_period(&options.period?, comparison, options.calendar).ok()
    });
    let months = options.period.or_else(|| days(dataset));
    let months = months.map(|days| window(days, options));
    compared.chain(months).collect()
}

/// What cannot be shown is left out; everything else that fails does.
///
/// # Errors
/// All but too little data, and rows that cross the bounds of the period or of its months.
pub fn optional<T>(found: Result<T>) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(
            Error::NothingToReport { .. }
            | Error::NothingToDraw { .. }
            | Error::SpansBuckets { .. },
        ) => Ok(None),
        Err(error) => Err(error),
    }
}

/// First and last day of the rows.
fn days(dataset: &Dataset) -> Option<Period> {
    let spans = dataset
        .frames
        .values()
        .filter_map(|frame| cells::span(frame, col::PERIOD_START, col::PERIOD_END));
    let (start, end) = spans.reduce(|(a, b), (c, d)| (a.min(c), b.max(d)))?;
    Period::new(cells::day_of(start)?, cells::day_of(end)?).ok()
}

/// The months up to the last day.
fn window(days: Period, options: &ReportOptions) -> Period {
    let mut month = Grain::Month.bucket(days.end, options.calendar);
    for _ in 1..MONTHS {
        month = month.previous();
    }
    let start: NaiveDate = month.start().min(days.end);
    Period {
        start,
        end: days.end,
    }
}
