//! Bars of return on investment, blue above the break-even line and vermilion below it.

use crate::report::ChartData;

use super::bars::{Bar, Bars, Shape};
use super::look::Look;
use super::{Drawing, Refusal};

/// Draws it.
pub(super) fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    bars(data, look).picture(data, look, |bar| format!("{} {}", bar.label, bar.text))
}

/// Its bars; the table has spend and return.
pub(super) fn bars(data: &ChartData, look: &Look) -> Bars {
    let theme = look.theme();
    let (spend, roi) = (&data.table.metrics[0], &data.table.metrics[1]);
    let rows = data.table.rows.iter().map(|row| {
        let label = look.row_name(row);
        let value = row.cells[1].number();
        Bar {
            says: String::new(),
            short: String::new(),
            shape: if look.is_other(row) {
                Shape::Light
            } else {
                Shape::Plain
            },
            label,
            value,
            text: look.signed(&row.cells[1], roi),
            aside: look.figure(&row.cells[0], spend),
            color: if value.is_some_and(|value| value < 0.0) {
                theme.worse
            } else {
                theme.better
            },
        }
    });
    Bars {
        rows: rows.collect(),
        at_zero: Some(look.lang.phrase("break-even", &[])),
        aside: look.name(&spend.name),
        ..Bars::default()
    }
}
