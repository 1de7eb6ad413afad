//! What a chart shows, as plain data: a table of the plotted figures and the words around them. How it looks is
//! settled elsewhere.

mod change;
mod compare;
mod coverage;
mod funnel;
mod heatmap;
mod kind;
mod ledger;
mod left_out;
mod mix;
mod models;
mod nearest;
mod pacing;
mod pareto;
mod paths;
mod phrase;
mod posts;
mod rank;
mod roi;
mod scatter;
mod series;
mod share;
mod sparkline;
mod spend_return;
mod transitions;
mod trend;
mod unsold;

use polars::prelude::DataFrame;

use crate::error::{Error, Result, Warning};
use crate::metrics::{Metric, Registry};
use crate::report::Covered;
use crate::report::build::narrowed;
use crate::report::extent::Extents;
use crate::schema::{cells, col};
use crate::time::{Comparison, Period};

use super::{
    AttributeOptions, Attribution, Constant, Dataset, Evidence, Report, ReportOptions, Table,
    UNATTRIBUTED, missing,
};

pub use change::{SMALL_BASE, Verdict};
pub use compare::UNIT;
pub use heatmap::FEW;
pub use kind::{Kind, Source, kinds};
pub use ledger::with_fewer_bars;
pub use ledger::{
    COST, ENDED, ENDS, FURTHER, NEW, STEP_KIND, TOTAL, UNDOCUMENTED, UNSPLIT, VALUE,
    answer_of_ledger, chart_of_ledger, decimals_of_roi, lead_of_ledger,
};
pub use pacing::{
    EVERYTHING, PACE, PACING_ACT, PACING_WATCH, budget_named, chart_of_budgets, decimals_of_pace,
};
pub use pareto::CUMULATIVE;
pub use paths::{MORE, folded};
pub use phrase::{Argument, Phrase};
pub use rank::OTHER;
pub use scatter::{BEST, PANELS, WORST, median};
pub use sparkline::{LEAST_OF_LINE, SPARKED};
pub use spend_return::MARGIN;
pub use transitions::{CONVERSION, NULL, START};
pub use trend::PREVIOUS;

/// Tables and the exports that fill them.
const EXPORTS: [(&str, &str); 4] = [
    ("ad_spend", "ad platform exports"),
    (
        "conversions",
        "exports of shops, payment providers, CRMs and web analytics",
    ),
    ("posts", "exports of posts"),
    ("profiles_daily", "exports of profiles and pages"),
];

/// Sums that files without spend may hold, the likeliest to be asked for first.
const SUMS: [&str; 6] = [
    col::REVENUE,
    col::ORDERS,
    "organic_engagements",
    "organic_impressions",
    "net_new_followers",
    "posts",
];

/// What a chart shows.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartData {
    /// The kind of chart.
    pub kind: Kind,
    /// The finding, in a few words.
    pub headline: Phrase,
    /// What is measured, of what.
    pub subtitle: Phrase,
    /// The plotted figures, one row per mark; its scope and notes stand under the chart.
    pub table: Table,
    /// Rows that have nothing to plot, with the reason.
    pub left_out: Vec<String>,
    /// Sentences of a picture in any language; what the table notes is for terminals and documents then.
    pub sentences: Option<Vec<Phrase>>,
    /// What is not drawn already, where more rows may give way in a picture that is too low: nobody asked for a number.
    pub spare: Option<Undrawn>,
}

/// Inputs that a tornado does not draw.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Undrawn {
    /// Those that move ROI less than what is drawn.
    pub less: usize,
    /// Those without a range.
    pub without_range: usize,
}

/// What a chart is asked for, beside what a report is asked for.
#[derive(Clone, Debug, Default)]
pub struct ChartOptions {
    /// Metrics by name; the chart's own where empty.
    pub metrics: Vec<String>,
    /// Key of the rows; the chart's own where `None`.
    pub by: Option<String>,
    /// Rows of their own; the rest is summed up.
    pub top: Option<usize>,
}

/// The data of a chart that is drawn from a report's tables.
///
/// # Errors
/// Where the tables lack what the chart needs, and as [`super::report`].
pub fn chart(
    kind: Kind,
    dataset: &Dataset,
    asked: &ChartOptions,
    options: &ReportOptions,
    registry: &Registry,
) -> Result<(ChartData, Vec<Warning>)> {
    let compare = options.compare;
    // What is no comparison reads its columns by their place, and a comparison would shift them.
    let options = &ReportOptions {
        compare: None,
        ..options.clone()
    };
    let source = ReportSource {
        dataset,
        asked,
        options,
        compare,
        registry,
    };
    let data = match kind {
        Kind::Roi => roi::data(&source),
        Kind::Trend => trend::data(&source),
        Kind::SpendReturn => spend_return::data(&source),
        Kind::Funnel => funnel::data(&source),
        Kind::Mix => mix::data(&source),
        Kind::Pareto => pareto::data(&source),
        Kind::Compare => compare::data(&source),
        Kind::Sparkline => sparkline::data(&source),
        Kind::Heatmap => heatmap::data(&source),
        Kind::Scatter => scatter::data(&source),
        Kind::Models | Kind::Paths | Kind::Transitions => Err(no_journeys(kind)),
        Kind::Ladder | Kind::Waterfall | Kind::Tornado | Kind::Pacing | Kind::Bridge => {
            Err(Error::NothingToDraw {
                chart: kind.name(),
                why: "rows of spend alone do not hold what it shows".into(),
            })
        }
    }?;
    Ok((data, dataset.warnings.clone()))
}

/// The data of a chart that is drawn from journeys.
///
/// # Errors
/// Where there are no journeys, and as [`super::attribute`].
pub fn chart_of_journeys(
    kind: Kind,
    evidence: &Evidence<'_>,
    options: &AttributeOptions,
) -> Result<(ChartData, Vec<Warning>)> {
    let counted = |table: &super::Supplied<'_>| table.table == "paths" && table.frame.height() > 0;
    if evidence.log.is_empty() && !evidence.tables.iter().any(counted) {
        return Err(no_journeys(kind));
    }
    let (mut data, warnings) = match kind {
        Kind::Models => models::data(evidence, options),
        Kind::Paths => paths::data(evidence, options),
        Kind::Transitions => transitions::data(evidence, options),
        kind => Err(Error::NothingToDraw {
            chart: kind.name(),
            why: "journeys do not hold what it shows".into(),
        }),
    }?;
    if let (true, Some(days)) = (data.table.scope.is_empty(), evidence.days) {
        data.table.scope = Covered::days(days, *options.calendar);
    }
    Ok((data, warnings))
}

fn no_journeys(kind: Kind) -> Error {
    Error::NothingToDraw {
        chart: kind.name(),
        why: "no journeys; a touch log (user_id, timestamp, channel or source and medium) or an export of counted paths has them".into(),
    }
}

/// The period asked for, else the days that the rows cover.
fn scope(frame: &DataFrame, options: &ReportOptions) -> Covered {
    let of_rows = || {
        let (first, last) = cells::span(frame, col::PERIOD_START, col::PERIOD_END)?;
        Period::new(cells::day_of(first)?, cells::day_of(last)?).ok()
    };
    let period = options.period.or_else(of_rows);
    period
        .map(|period| Covered::days(period, *options.calendar))
        .unwrap_or_default()
}

/// A table of figures of journeys, without columns and rows.
fn table_of(found: &Attribution) -> Table {
    let currency = found.currency.iter();
    Table {
        scope: found.scope.clone(),
        notes: found.notes.clone(),
        extra: currency
            .map(|code| (col::CURRENCY.to_owned(), Constant::Text(code.clone())))
            .collect(),
        ..Table::default()
    }
}

/// The metric of that name.
///
/// # Errors
/// [`Error::UnknownName`] with the nearest two.
pub fn known_metric<'r>(registry: &'r Registry, name: &str) -> Result<&'r Metric> {
    let nearest = || registry.nearest(name).into_iter().take(2);
    registry.metric(name).ok_or_else(|| Error::UnknownName {
        what: "metric",
        name: name.to_owned(),
        nearest: nearest().map(str::to_owned).collect(),
    })
}

/// Where report charts take their figures from.
struct ReportSource<'s> {
    dataset: &'s Dataset,
    asked: &'s ChartOptions,
    /// Without a comparison.
    options: &'s ReportOptions,
    /// The period to compare with, for the charts that do.
    compare: Option<(Period, Comparison)>,
    registry: &'s Registry,
}

impl<'s> ReportSource<'s> {
    /// A report of these metrics by these keys.
    fn report(&self, by: &[&str], metrics: &[&str]) -> Result<Report> {
        let options = ReportOptions {
            by: by.iter().map(|key| (*key).to_owned()).collect(),
            metrics: metrics.iter().map(|name| (*name).to_owned()).collect(),
            top: None,
            sort: None,
            ..self.options.clone()
        };
        super::report(self.dataset, &options, self.registry)
    }

    /// The days that the files cover, of the platforms that pass the conditions.
    fn extents(&self) -> Result<Extents> {
        let extents = Extents::of(self.dataset);
        if self.options.filters.is_empty() {
            return Ok(extents);
        }
        let (rows, _) = narrowed(self.dataset, self.options, None)?;
        Ok(extents.among(&[&rows]))
    }

    /// The key of the rows.
    fn by(&self, kind: Kind) -> &str {
        self.asked.by.as_deref().unwrap_or(kind.by())
    }

    /// A metric by its name.
    fn metric(&self, name: &str) -> Result<&'s Metric> {
        known_metric(self.registry, name)
    }

    /// Whether the files hold what a metric needs.
    fn can(&self, name: &str) -> bool {
        let known = self.registry.metric(name);
        known.is_some_and(|metric| missing(metric, self.dataset).is_empty())
    }

    /// What a chart of any sum can draw of these files, where none was asked for.
    fn instead(&self, kind: Kind) -> Option<String> {
        let takes_any = kind.allow("--metrics", "").is_ok() && kind != Kind::Funnel;
        let name = SUMS.into_iter().find(|name| self.can(name));
        let name = name.filter(|_| takes_any && self.asked.metrics.is_empty())?;
        let said = name.replace('_', " ");
        Some(format!(
            "; `--metrics {name}` draws the {said} that these files hold"
        ))
    }

    /// That there is nothing to draw: which columns of these metrics are missing and which exports have them, else
    /// `otherwise`.
    fn nothing(&self, kind: Kind, metrics: &[&str], otherwise: &str) -> Error {
        let known = metrics.iter().filter_map(|name| self.registry.metric(name));
        let mut lacks: Vec<String> = Vec::new();
        let mut from: Vec<&str> = Vec::new();
        for metric in known {
            let gone = missing(metric, self.dataset);
            for (table, exports) in EXPORTS {
                if gone.iter().any(|column| column.starts_with(table)) {
                    lacks.push(metric.name.replace('_', " "));
                    from.push(exports);
                }
            }
        }
        lacks.dedup();
        from.dedup();
        let why = match lacks.len() {
            0 => otherwise.to_owned(),
            count => format!(
                "no {}; {} have {} (`social-roi formats` lists them){}",
                lacks.join(" and no "),
                from.join(" and "),
                if count == 1 { "it" } else { "them" },
                self.instead(kind).unwrap_or_default()
            ),
        };
        Error::NothingToDraw {
            chart: kind.name(),
            why,
        }
    }
}
