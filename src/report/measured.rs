//! One metric over the rows that the options leave: the figure alone, with what a judgement of it has to know.

use crate::error::Result;
use crate::metrics::{Aggregation, Direction, Registry, is_low_n};

use super::build::{column, narrowed};
use super::dataset::Dataset;
use super::extent::Extents;
use super::figures::Figures;
use super::options::ReportOptions;
use super::table::{Cell, MetricColumn};

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// How it is told: its name, unit and decimals.
    pub column: MetricColumn,
    /// The figure, or why there is none.
    pub cell: Cell,
    /// Whether the metric itself says that less is better.
    pub lower_is_better: bool,
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
    let (now, _) = narrowed(dataset, options, options.period.as_ref())?;
    let figures = Figures::of(&now, &[], &[metric], options.spread)?;
    let uncovered = options.period.and_then(|period| {
        let extents = Extents::of(dataset);
        extents.missing(metric, &period, None, *options.calendar)
    });
    Ok(Some(Measured {
        uncovered,
        column: column(metric, options),
        cell: figures.figure(metric, None).into(),
        lower_is_better: metric.direction == Direction::Lower,
        grows: metric.aggregation == Aggregation::Additive && metric.denominator.is_none(),
        rests_on_few: is_low_n(metric, &|component| figures.total(component, None)),
    }))
}
