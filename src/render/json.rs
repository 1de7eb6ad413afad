//! JSON and NDJSON: flat objects with CSV's names in CSV's order, closed by the days of the table. An undefined figure is `null`, and only then does
//! `<metric>_status` follow it, with the reason's code. Figures are written digit by digit, never through a float.

use std::io;

use super::RenderOptions;
use super::number::raw;
use crate::report::{Cell, Constant, DAYS, Row, Table};

/// The code of a quotient that is no number, which the report should have caught.
const NOT_FINITE: &str = "not_finite";

/// Writes an array with one object per line.
pub(super) fn write_array(
    table: &Table,
    options: &RenderOptions,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut open = "[\n  ";
    for row in objects(table, options) {
        write!(out, "{open}{}", row?)?;
        open = ",\n  ";
    }
    out.write_all(if open.starts_with('[') {
        b"[]\n"
    } else {
        b"\n]\n"
    })
}

/// Writes one object per line.
pub(super) fn write_lines(
    table: &Table,
    options: &RenderOptions,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    for row in objects(table, options) {
        writeln!(out, "{}", row?)?;
    }
    Ok(())
}

fn objects(table: &Table, options: &RenderOptions) -> impl Iterator<Item = io::Result<String>> {
    let rows = table.rows.iter().map(|row| object(table, row, None));
    let total = table.total.iter().filter(|_| options.totals);
    rows.chain(total.map(|row| object(table, row, Some("total"))))
}

fn object(table: &Table, row: &Row, label: Option<&str>) -> io::Result<String> {
    let mut members = Vec::new();
    for (at, key) in table.keys.iter().enumerate() {
        let label = label.filter(|_| at == 0);
        let value = row.keys.get(at).and_then(Option::as_deref).or(label);
        members.push(member(
            &key.name,
            &value.map_or(Ok("null".to_owned()), quoted)?,
        )?);
    }
    for (at, metric) in table.metrics.iter().enumerate() {
        let cell = row.cells.get(at);
        let value = match cell {
            Some(Cell::Text(text)) => quoted(text)?,
            Some(cell) => raw(cell).unwrap_or_else(|| "null".to_owned()),
            None => "null".to_owned(),
        };
        members.push(member(&metric.name, &value)?);
        if let Some(code) = cell.and_then(status) {
            members.push(member(&format!("{}_status", metric.name), &quoted(code)?)?);
        }
    }
    for (name, value) in table.constants() {
        let value = match value {
            Constant::Text(text) => quoted(text)?,
            Constant::Share(None) => "null".to_owned(),
            Constant::Share(Some(_)) | Constant::Count(_) | Constant::Flag(_) => value.plain(),
        };
        members.push(member(name, &value)?);
    }
    if let Some(days) = table.days() {
        members.push(member(DAYS, &quoted(&days)?)?);
    }
    Ok(format!("{{{}}}", members.join(", ")))
}

fn status(cell: &Cell) -> Option<&'static str> {
    match cell {
        Cell::Undefined { code, .. } => Some(code),
        Cell::Ratio(ratio) if !ratio.is_finite() => Some(NOT_FINITE),
        _ => None,
    }
}

fn member(name: &str, value: &str) -> io::Result<String> {
    Ok(format!("{}: {value}", quoted(name)?))
}

fn quoted(text: &str) -> io::Result<String> {
    serde_json::to_string(text).map_err(io::Error::other)
}
