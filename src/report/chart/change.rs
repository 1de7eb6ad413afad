//! Changes as charts print them, by the rule of [`crate::report::change`]: points for rates, both figures where few events
//! stand behind them, better or worse by the metric's direction.

use crate::error::Result;
use crate::metrics::{
    Figure, Metric, Unit as MetricUnit, Value, change as change_of, change_columns,
};
use crate::report::build::narrowed;
use crate::report::change::{EVENTS, behind, course, is_few, welcome};
use crate::report::{Cell, Key, MetricColumn, Tracer, Unit};
use crate::time::Period;

use super::ReportSource;

/// The code of a change that is told in both figures, because few events stand behind them.
pub const SMALL_BASE: &str = "small_base";

/// The code of a change that is not told, because the files do not cover both periods.
pub(super) const NOT_COVERED: &str = "not_covered";

/// What a change means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// In the metric's good direction.
    Better,
    /// In its bad one.
    Worse,
    /// Too small to tell, or neither is good.
    Neither,
}

impl Verdict {
    /// Its word in the table of the figures.
    pub fn word(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Neither => "",
        }
    }

    /// The verdict of that word.
    pub fn of(cell: &Cell) -> Self {
        let words = [Self::Better, Self::Worse];
        let own = |verdict: &Self| matches!(cell, Cell::Text(word) if word == verdict.word());
        words.into_iter().find(own).unwrap_or(Self::Neither)
    }
}

/// What stands behind the figures of one period, or of stretches of time.
pub(super) struct Behind<'s> {
    source: &'s ReportSource<'s>,
    tracer: Tracer,
}

impl<'s> Behind<'s> {
    /// Behind these metrics, by these keys.
    pub fn of(
        source: &'s ReportSource<'s>,
        period: Option<Period>,
        keys: &[Key],
        metrics: &[&Metric],
    ) -> Result<Self> {
        let (rows, _) = narrowed(source.dataset, source.options, period.as_ref())?;
        let counts = metrics.iter().filter_map(|metric| behind(metric));
        let counts = counts.filter_map(|name| source.registry.metric(name));
        let all: Vec<&Metric> = metrics.iter().copied().chain(counts).collect();
        Ok(Self {
            source,
            tracer: Tracer::of(&rows, keys, &all, source.options.spread)?,
        })
    }

    /// Whether few events stand behind the money of a metric.
    fn is_few(&self, metric: &Metric, group: Option<&[String]>) -> bool {
        let counting = behind(metric).and_then(|name| self.source.registry.metric(name));
        let count = counting.and_then(|metric| self.tracer.trace(metric, group).numerator_value);
        count.is_some_and(|count| count.to_f64().abs() < EVENTS)
    }
}

/// A figure and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Told<'t> {
    /// The figure.
    pub cell: &'t Cell,
    /// What stands behind it.
    pub behind: &'t Behind<'t>,
    /// Its group; `None` for the whole.
    pub group: Option<&'t [String]>,
}

/// The change of a figure in per cent, of a rate in points, with what it means; undefined where few events stand behind.
pub(super) fn judged(metric: &Metric, now: Told<'_>, before: Told<'_>) -> (Cell, Verdict) {
    let trace = |told: Told<'_>| told.behind.tracer.trace(metric, told.group);
    let (now_trace, before_trace) = (trace(now), trace(before));
    let both = now.cell.number().zip(before.cell.number());
    let few = is_few(metric, &now_trace, &before_trace)
        || [now, before]
            .iter()
            .any(|told| told.behind.is_few(metric, told.group));
    // One that is nought before and after has no change at all.
    if few && both.is_some_and(|both| both != (0.0, 0.0)) {
        return (small_base(), Verdict::Neither);
    }
    let growth = growth(metric, now.cell, before.cell);
    let Some((figure, earlier)) = both else {
        return (growth, Verdict::Neither);
    };
    let told = growth.number().is_some();
    let traces = (&now_trace, &before_trace);
    let course = course(metric, (figure - earlier, earlier), told, traces);
    let verdict = match welcome(metric.direction, Some(course)) {
        Some(true) => Verdict::Better,
        Some(false) => Verdict::Worse,
        None => Verdict::Neither,
    };
    (growth, verdict)
}

/// The change of a figure in per cent, of a rate in points.
fn growth(metric: &Metric, now: &Cell, before: &Cell) -> Cell {
    let (Some(now), Some(earlier)) = (figure(now), figure(before)) else {
        let undefined = |cell: &&Cell| matches!(cell, Cell::Undefined { .. });
        let reason = [now, before].into_iter().find(undefined);
        return reason.unwrap_or(now).clone();
    };
    match change_of(metric, now, earlier).relative {
        Figure::Defined(value) => Cell::Ratio(value.to_f64() * 100.0),
        Figure::Undefined(reason) => reason.into(),
    }
}

/// In place of a change in per cent.
fn small_base() -> Cell {
    Cell::Undefined {
        code: SMALL_BASE,
        sentence: format!("fewer than {EVENTS} events: no change in per cent"),
    }
}

/// In place of a change between periods that are not both covered.
pub(super) fn not_covered(missing: String) -> Cell {
    Cell::Undefined {
        code: NOT_COVERED,
        sentence: missing,
    }
}

fn figure(cell: &Cell) -> Option<Figure> {
    let value = match cell {
        Cell::Count(count) => Value::Count(*count),
        Cell::Amount(amount) => Value::Amount(*amount),
        Cell::Ratio(ratio) => Value::Ratio(*ratio),
        Cell::Text(_) | Cell::Undefined { .. } => return None,
    };
    Some(Figure::Defined(value))
}

/// The column of a metric's changes.
pub(super) fn growth_column(metric: &Metric, of: &MetricColumn) -> MetricColumn {
    let [_, _, name] = change_columns(metric);
    let (unit, label) = match metric.unit {
        MetricUnit::Rate => (Unit::Points, "pp"),
        _ => (Unit::Percent, "%"),
    };
    MetricColumn {
        header: name.replace('_', " "),
        name,
        unit,
        unit_label: label.into(),
        decimals: 1,
        ..of.clone()
    }
}

/// The column of what a metric's changes mean.
pub(super) fn verdict_column(of: &MetricColumn) -> MetricColumn {
    let name = format!("{}_verdict", of.name);
    MetricColumn {
        header: name.replace('_', " "),
        name,
        unit: Unit::Text,
        unit_label: String::new(),
        decimals: 0,
        ..of.clone()
    }
}
