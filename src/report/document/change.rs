//! A figure against an earlier one, told in words; the rule is that of [`crate::report::change`].

use crate::metrics::Metric;
use crate::report::change::{EVENTS, course, is_few, welcome};
use crate::report::{Cell, MetricColumn, Trace};
use crate::time::{Comparison, Period};

use super::overall::Beside;

pub use crate::report::change::Course;

/// A figure against that of an earlier period.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// How the period was found.
    pub comparison: Comparison,
    /// The period.
    pub period: Period,
    /// The earlier figure.
    pub before: Cell,
    /// How the change is told.
    pub form: Form,
    /// Which way it went; `None` where nothing can be said.
    pub course: Option<Course>,
    /// Whether that is welcome; `None` where it is neither.
    pub welcome: Option<bool>,
}

/// How a change is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// As a difference in per cent or percentage points.
    By(Cell, MetricColumn),
    /// As both figures, which are too few or of no base for a difference.
    Both,
}

/// The change of a metric against an earlier period; `None` where one of the figures is undefined.
///
/// `counts` are the events behind money, now and before, where it is known what counts them.
pub fn change(
    metric: &Metric,
    beside: &Beside,
    now: (&Cell, &Trace),
    before: &Trace,
    counts: [Option<f64>; 2],
) -> Option<Change> {
    let (earlier, difference, (relative, column)) = beside.change(metric)?;
    let (figure, previous) = (now.0.number()?, earlier.number()?);
    let is_small = |count: f64| count.abs() < EVENTS;
    let few = is_few(metric, now.1, before) || counts.into_iter().flatten().any(is_small);
    let size = difference.number().unwrap_or(figure - previous);
    let told = relative.number().is_some() && !few;
    let course = (!few).then(|| course(metric, (size, previous), told, (now.1, before)));
    Some(Change {
        comparison: beside.comparison,
        period: beside.period,
        before: earlier.clone(),
        form: if told {
            Form::By(relative.clone(), column.clone())
        } else {
            Form::Both
        },
        course,
        welcome: welcome(metric.direction, course),
    })
}
