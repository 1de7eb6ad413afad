//! A comparison for programs.

use crate::report::table::{Cell, Table, Unit};
use crate::schema::col;

use super::numbers::nothing;
use super::tables::{column, keys, row, words};
use super::{Diff, Side};

/// One row for each figure that moved and each cause, numbers as they are; words in columns of their own.
pub fn tidy(diff: &Diff) -> Table {
    let number = |number: Option<f64>| number.map_or_else(nothing, Cell::Ratio);
    let word = |side: &Side| {
        Cell::Text(match side {
            Side::Absent => "absent".into(),
            Side::Undefined(why) => why.clone(),
            Side::Number(_) => String::new(),
        })
    };
    let moved = diff.moved.iter().map(|moved| {
        let cells = vec![
            number(moved.before.number()),
            number(moved.after.number()),
            number(moved.change),
            number(None),
            word(&moved.before),
            word(&moved.after),
        ];
        row(
            &["moved", &moved.section, &moved.item, &moved.figure],
            cells,
        )
    });
    let causes = diff.causes.iter().map(|cause| {
        let values = cause.before_value.zip(cause.after_value);
        let change = values.filter(|_| diff.currency_before.is_none());
        let change = change.map(|(before, after)| after - before);
        let cells = vec![
            number(cause.before_value),
            number(cause.after_value),
            number(change),
            number(cause.effect_on_roi),
            Cell::Text(cause.before.clone()),
            Cell::Text(cause.after.clone()),
        ];
        row(
            &[
                "cause",
                cause.kind,
                &cause.what,
                cause.key.as_deref().unwrap_or(""),
            ],
            cells,
        )
    });
    let numbers = ["before", "after", "change", "effect_on_roi"];
    let numbers = numbers.map(|name| column(name, Unit::Ratio)).into_iter();
    Table {
        keys: keys(&["kind", col::SECTION, "item", "figure"]),
        metrics: numbers
            .chain(["before_text", "after_text"].map(words))
            .collect(),
        rows: moved.chain(causes).collect(),
        notes: diff.notes.clone(),
        ..Table::default()
    }
}
