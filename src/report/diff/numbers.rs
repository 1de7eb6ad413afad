//! The figures of a comparison as numbers, which a workbook formats row by row.

use crate::report::table::{Cell, MetricColumn, Row, Unit};

use super::tables::{at, column, further, row};
use super::{Cause, Moved, Side};

/// What the figures of sections are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Words with their units.
    Words,
    /// Numbers, each row with a format of its own.
    Numbers,
}

/// Numbers in place of the words of an input that has one on each side, their unit beside its name.
pub(super) fn quantities(cause: &Cause, row: &mut Row) {
    let read = |text: &str, value: Option<f64>| {
        let (number, unit) = text.split_once(' ').unwrap_or((text, ""));
        let plain: f64 = number.replace(',', "").parse().ok()?;
        let value = value.filter(|value| (value - plain).abs() <= 1e-6 * value.abs().max(1.0))?;
        let decimals = number.split_once('.').map_or(0, |(_, behind)| behind.len());
        Some((value, unit.to_owned(), decimals.min(6) as u8))
    };
    let before = read(&cause.before, cause.before_value);
    let after = read(&cause.after, cause.after_value);
    let unit = match (&before, &after) {
        (Some((_, one, _)), Some((_, other, _))) if one == other => one,
        (Some((_, one, _)), None) if cause.after.is_empty() => one,
        (None, Some((_, other, _))) if cause.before.is_empty() => other,
        _ => return,
    };
    let decimals = [&before, &after].map(|of| of.as_ref().map_or(0, |(_, _, decimals)| *decimals));
    row.column = Some(Box::new(measured(
        Unit::Count,
        decimals[0].max(decimals[1]),
    )));
    for (at, side) in [&before, &after].into_iter().enumerate() {
        row.cells[at] = side
            .as_ref()
            .map_or_else(nothing, |(value, ..)| Cell::Ratio(*value));
    }
    if let (Some(Some(name)), false) = (row.keys.get_mut(1), unit.is_empty()) {
        name.push_str(&format!(" ({unit})"));
    }
}

/// The format of a row's figures.
pub(super) fn measured(unit: Unit, decimals: u8) -> MetricColumn {
    MetricColumn {
        decimals,
        ..column("", unit)
    }
}

pub(super) fn nothing() -> Cell {
    Cell::Undefined {
        code: "not_supplied",
        sentence: String::new(),
    }
}

/// A figure that moved, as numbers; the change of a rate is in points.
pub(super) fn numbers(moved: &Moved) -> Row {
    let more = further(moved);
    let side = |side: &Side| match side {
        Side::Absent => Cell::Text("(not there)".into()),
        Side::Undefined(why) => Cell::Text(format!("— ({})", why.replace('_', " "))),
        Side::Number(number) => Cell::Ratio(*number),
    };
    let whole = |side: &Side| side.number().is_none_or(|number| number.fract() == 0.0);
    let decimals = match moved.unit {
        Unit::Count | Unit::People if whole(&moved.before) && whole(&moved.after) => more,
        _ => 2 + more,
    };
    let cells = vec![
        side(&moved.before),
        side(&moved.after),
        moved.change.map_or_else(nothing, Cell::Ratio),
    ];
    let [of, what] = at(moved);
    Row {
        column: Some(Box::new(measured(moved.unit, decimals))),
        ..row(&[&of, &what], cells)
    }
}
