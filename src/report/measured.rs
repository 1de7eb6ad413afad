//! One metric over the rows that the options leave: the figure alone, with what a judgement of it has to know.

use crate::error::Result;
use crate::ledger::{Figure, Ledger, Reason};
use crate::metrics::{Aggregation, Metric, Registry, is_low_n};
use crate::schema::{Function, Rung};

use super::build::{column, narrowed};
use super::dataset::Dataset;
use super::extent::Extents;
use super::figures::Figures;
use super::options::ReportOptions;
use super::plan::{self, Sides};
use super::table::{Cell, MetricColumn};

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// How it is told: its name, unit and decimals.
    pub column: MetricColumn,
    /// The figure, or why there is none.
    pub cell: Cell,
    /// Whether less is better, where the metric itself says so or is what something cost.
    pub lower_is_better: Option<bool>,
    /// The figure is the ledger's.
    pub of_ledger: bool,
    /// A sum, which grows as long as its days go on.
    pub grows: bool,
    /// Days that its tables do not cover, in words.
    pub uncovered: Option<String>,
    /// A ratio over fewer than the metric's least count.
    pub rests_on_few: bool,
}

/// The figure of a metric; `None` where no metric is called so.
///
/// # Errors
/// What a report of it would fail with.
pub fn measured(
    name: &str,
    dataset: &Dataset,
    options: &ReportOptions,
    registry: &Registry,
) -> Result<Option<Measured>> {
    let Some(metric) = registry.metric(name) else {
        return Ok(None);
    };
    let (mut now, _) = narrowed(dataset, options, options.period.as_ref())?;
    let sides = Sides {
        whole: dataset,
        options,
        period: options.period,
    };
    plan::add(&mut now, &[metric], sides)?;
    let figures = Figures::of(&now, &[], &[metric], options.spread)?;
    Ok(Some(Measured {
        uncovered: uncovered(metric, dataset, options),
        of_ledger: false,
        column: column(metric, options),
        cell: figures.figure(metric, None).into(),
        lower_is_better: metric.less_is_better(),
        grows: grows(metric),
        rests_on_few: is_low_n(metric, &|component| figures.total(component, None)),
    }))
}

/// The figure of a metric in a ledger of all, or of a function in it.
pub fn measured_of_ledger(
    metric: &Metric,
    ledger: &Ledger,
    function: Option<Function>,
    dataset: &Dataset,
    options: &ReportOptions,
) -> Measured {
    let share = |rung: Rung| {
        let own = ledger.evidence.iter().find(|own| own.rung == rung);
        own.map_or(Figure::Undefined(Reason::NotSupplied), |own| own.share)
    };
    let figure = match (metric.name.as_str(), function) {
        ("roi_by_function", Some(function)) => {
            let mut rows = ledger.functions.rows.iter();
            let own = rows.find(|row| row.function == Some(function));
            own.map_or(Figure::Undefined(Reason::NotSupplied), |row| row.roi)
        }
        ("roi", None) => ledger.roi,
        ("bcr", None) => ledger.bcr,
        ("payback_months", None) => ledger.over_time.payback,
        ("net_present_value", None) => ledger.over_time.npv,
        ("value_measured_share", None) => share(Rung::A),
        ("value_attributed_share", None) => share(Rung::B),
        ("value_modelled_share", None) => share(Rung::C),
        ("value_assumed_share", None) => share(Rung::D),
        _ => Figure::Undefined(Reason::NotSupplied),
    };
    let cell = match (metric.name.as_str(), figure) {
        ("net_value", _) if function.is_none() => match ledger.roi.reason() {
            // Cost without any line of value says nothing of what it brought.
            Some(reason @ (Reason::NotSupplied | Reason::Refused)) => undefined(reason),
            _ => Cell::Amount(ledger.net),
        },
        (_, Figure::Defined(value)) => Cell::Ratio(value),
        (_, Figure::Undefined(reason)) => undefined(reason),
    };
    Measured {
        column: column(metric, options),
        cell,
        lower_is_better: metric.less_is_better(),
        of_ledger: true,
        grows: grows(metric),
        uncovered: uncovered(metric, dataset, options),
        rests_on_few: false,
    }
}

fn undefined(reason: Reason) -> Cell {
    Cell::Undefined {
        code: reason.code(),
        sentence: reason.sentence().into(),
    }
}

fn grows(metric: &Metric) -> bool {
    metric.aggregation == Aggregation::Additive && metric.denominator.is_none()
}

fn uncovered(metric: &Metric, dataset: &Dataset, options: &ReportOptions) -> Option<String> {
    let period = options.period?;
    Extents::of(dataset).missing(metric, &period, None, *options.calendar)
}
