//! A table as formatted text, before anyone asks how wide it may be: what table, tall and Markdown share.

use super::number::{Figures, is_undefined};
use super::text::width;
use crate::lang::Lang;
use crate::report::{Cell, Row, Table, Unit};

/// What stands for a figure that there is not.
pub(super) const UNDEFINED: &str = "—";

/// How words and figures are written.
#[derive(Clone, Copy)]
pub(super) struct Pen<'l> {
    pub(super) lang: &'l Lang,
    /// Makes names and words fit for the format.
    pub(super) print: fn(&str) -> String,
}

/// The chosen rows and metrics of a table as text; key columns come first.
pub(super) struct Grid {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<Entry>>,
    pub(super) total: Option<Vec<Entry>>,
}

/// One column of a [`Grid`].
pub(super) struct Column {
    pub(super) name: String,
    pub(super) header: String,
    pub(super) unit: String,
    pub(super) side: Side,
    /// Display columns that the widest note number takes; the other entries leave them blank, so that digits align.
    pub(super) mark_width: usize,
}

/// Which edge of its column a text keeps to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// One cell of a [`Grid`].
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub(super) text: String,
    /// The note number as superscript digits; mostly empty.
    pub(super) mark: String,
}

impl Entry {
    /// The text with its note number, the digits where those of unmarked entries stand.
    pub(super) fn hung(&self, mark_width: usize) -> String {
        let blank = mark_width.saturating_sub(width(&self.mark));
        format!("{}{}{:blank$}", self.text, self.mark, "")
    }
}

impl Grid {
    /// Formats all rows and metrics, and says why figures are undefined.
    pub(super) fn whole(table: &Table, pen: Pen<'_>) -> (Self, Vec<String>) {
        let rows: Vec<&Row> = table.rows.iter().collect();
        let metrics: Vec<usize> = (0..table.metrics.len()).collect();
        let mut reasons = Vec::new();
        let grid = Self::of(table, &rows, &metrics, pen, &mut reasons);
        (grid, reasons)
    }

    /// Formats the rows; `reasons` gains why figures are undefined, in the order of their note numbers.
    pub(super) fn of(
        table: &Table,
        rows: &[&Row],
        metrics: &[usize],
        pen: Pen<'_>,
        reasons: &mut Vec<String>,
    ) -> Self {
        let all_rows = || table.rows.iter().chain(&table.total);
        let figures: Vec<(usize, Figures)> = metrics
            .iter()
            .map(|&at| {
                let cells = all_rows().filter_map(move |row| row.cells.get(at));
                (at, Figures::of(&table.metrics[at], cells))
            })
            .collect();
        let mut line = |row: &Row, first: Option<&str>| -> Vec<Entry> {
            let names = table.keys.iter().map(|key| key.name.as_str()).enumerate();
            let keys: Vec<Entry> = names.map(|key_at| key(row, key_at, first, pen)).collect();
            let cells = figures
                .iter()
                .map(|&(at, figures)| entry((row, at), figures, reasons, pen));
            keys.into_iter().chain(cells).collect()
        };
        let body: Vec<Vec<Entry>> = rows.iter().map(|row| line(row, None)).collect();
        let label = pen.lang.phrase("total", &[]);
        let total = table.total.as_ref().map(|row| line(row, Some(&label)));
        let mut columns = columns(table, metrics, pen);
        for (at, column) in columns.iter_mut().enumerate() {
            let marks = body.iter().chain(&total).map(|line| width(&line[at].mark));
            column.mark_width = marks.max().unwrap_or(0);
        }
        Self {
            columns,
            rows: body,
            total,
        }
    }

    /// Display columns that a column takes unless it is shortened.
    pub(super) fn width(&self, at: usize) -> usize {
        let column = &self.columns[at];
        let header = width(&column.header).max(width(&column.unit));
        self.entry_width(at).max(header) + column.mark_width
    }

    /// Display columns of a column's widest entry, without note numbers.
    pub(super) fn entry_width(&self, at: usize) -> usize {
        let entries = self
            .rows
            .iter()
            .chain(&self.total)
            .map(|line| width(&line[at].text));
        entries.max().unwrap_or(0)
    }
}

fn columns(table: &Table, metrics: &[usize], pen: Pen<'_>) -> Vec<Column> {
    let said = |name: &str, own: &str| {
        let word = pen.lang.metric(name);
        (pen.print)(word.as_deref().unwrap_or(own))
    };
    let keys = table.keys.iter().map(|key| Column {
        name: said(&key.name, &key.name),
        header: said(&key.name, &key.header),
        unit: String::new(),
        side: Side::Left,
        mark_width: 0,
    });
    let metrics = metrics.iter().map(|&at| {
        let metric = &table.metrics[at];
        Column {
            name: said(&metric.name, &metric.name),
            header: said(&metric.name, &metric.header),
            unit: (pen.print)(&pen.lang.unit(&metric.unit_label)),
            side: if metric.unit == Unit::Text {
                Side::Left
            } else {
                Side::Right
            },
            mark_width: 0,
        }
    });
    keys.chain(metrics).collect()
}

fn key(row: &Row, (at, key): (usize, &str), first: Option<&str>, pen: Pen<'_>) -> Entry {
    let name = row.keys.get(at).and_then(Option::as_deref);
    let text = match (name, first) {
        (Some(name), _) => (pen.print)(&pen.lang.key(key, name)),
        (None, Some(first)) if at == 0 => first.to_owned(),
        (None, Some(_)) => String::new(),
        (None, None) => UNDEFINED.to_owned(),
    };
    Entry {
        text,
        mark: String::new(),
    }
}

fn entry(
    (row, at): (&Row, usize),
    figures: Figures,
    reasons: &mut Vec<String>,
    pen: Pen<'_>,
) -> Entry {
    let Some(cell) = row.cells.get(at) else {
        return Entry::default();
    };
    if let Cell::Text(text) = cell {
        return Entry {
            text: (pen.print)(text),
            mark: String::new(),
        };
    }
    if let Some(text) = figures
        .told(cell, row, pen.lang)
        .filter(|_| !is_undefined(cell))
    {
        return Entry {
            text,
            mark: String::new(),
        };
    }
    let mark = match cell {
        Cell::Undefined { sentence, .. } if !sentence.is_empty() => {
            mark(note_number((pen.print)(sentence), reasons))
        }
        _ => String::new(),
    };
    Entry {
        text: UNDEFINED.to_owned(),
        mark,
    }
}

fn note_number(reason: String, reasons: &mut Vec<String>) -> usize {
    let found = reasons.iter().position(|known| *known == reason);
    found.unwrap_or_else(|| {
        reasons.push(reason);
        reasons.len() - 1
    }) + 1
}

/// A note number as superscript digits.
pub(super) fn mark(number: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number
        .to_string()
        .bytes()
        .map(|digit| DIGITS[usize::from(digit - b'0')])
        .collect()
}
