//! Figures as they stand in sentences.

use crate::metrics;
use crate::report::{Argument, Cell, MetricColumn, Table, Unit};
use crate::schema::Amount;

/// A column for a figure that no table holds.
pub fn column(unit: Unit, label: &str, decimals: u8) -> MetricColumn {
    MetricColumn {
        name: String::new(),
        header: String::new(),
        unit_label: label.into(),
        unit,
        rank: 1,
        pinned: true,
        decimals,
    }
}

/// A whole number.
pub fn count(count: usize) -> Argument {
    Argument::Count(count)
}

/// A part of a whole, as a percentage; undefined without a whole.
pub fn share(part: Amount, whole: Amount) -> Argument {
    let cell = if whole == Amount::ZERO {
        Cell::Undefined {
            code: "",
            sentence: String::new(),
        }
    } else {
        Cell::Ratio(part.to_f64() / whole.to_f64())
    };
    Argument::Figure(cell, column(Unit::Rate, "%", 1))
}

/// What of money joins, as a percentage; undefined where credits make it no share.
pub fn joined(part: Amount, whole: Amount) -> Argument {
    let known = metrics::share(part, whole).value().is_some();
    share(part, if known { whole } else { Amount::ZERO })
}

/// The place of a metric among a table's columns.
pub fn place(table: &Table, metric: &str) -> Option<usize> {
    table.metrics.iter().position(|known| known.name == metric)
}

/// An exact figure; `None` for a quotient and what is undefined.
pub fn exact(cell: &Cell) -> Option<Amount> {
    cell.exact()
}
