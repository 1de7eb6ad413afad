//! Changes as charts print them: points for rates, no per cent on a small base, better or worse by the metric's
//! direction, neither within a narrow band.

use crate::metrics::{
    Direction, Figure, Metric, Unit as MetricUnit, Value, change as change_of, change_columns,
};
use crate::report::{Cell, MetricColumn, Unit};

/// Events below which a change is told in counts.
const LEAST: f64 = 30.0;

/// Changes smaller than this part are neither better nor worse.
pub(super) const BAND: f64 = 0.02;

/// The code of a change that is told in counts.
pub const SMALL_BASE: &str = "small_base";

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

    /// The verdict on two figures.
    pub(super) fn on(metric: &Metric, now: &Cell, before: &Cell) -> Self {
        let (Some(now), Some(before)) = (now.number(), before.number()) else {
            return Self::Neither;
        };
        let rises = now > before;
        let is_small = (now - before).abs() < BAND * before.abs() || now == before;
        match metric.direction {
            _ if is_small => Self::Neither,
            Direction::Neutral => Self::Neither,
            Direction::Higher if rises => Self::Better,
            Direction::Lower if !rises => Self::Better,
            Direction::Higher | Direction::Lower => Self::Worse,
        }
    }
}

/// The change of a figure in per cent, of a rate in points; undefined on a small base.
pub(super) fn growth(metric: &Metric, now: &Cell, before: &Cell) -> Cell {
    if is_small_base(metric, now, before) {
        return small_base();
    }
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

/// Whether a count is too small for a change in per cent; one that is nought before and after has no change at all.
pub(super) fn is_small_base(metric: &Metric, now: &Cell, before: &Cell) -> bool {
    let counts = matches!(metric.unit, MetricUnit::Count | MetricUnit::People);
    let both = now.number().zip(before.number());
    counts
        && both.is_some_and(|both| both != (0.0, 0.0))
        && before
            .number()
            .is_some_and(|count| (0.0..LEAST).contains(&count))
}

/// In place of a change in per cent.
pub(super) fn small_base() -> Cell {
    Cell::Undefined {
        code: SMALL_BASE,
        sentence: format!("fewer than {LEAST} before: no change in per cent"),
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
