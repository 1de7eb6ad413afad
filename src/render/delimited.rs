//! CSV and TSV: raw figures for programs, or what Excel opens with a double click.

use std::io;

use super::number::raw;
use super::{CsvFor, RenderOptions};
use crate::report::{Cell, Constant, Row, Table};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Writes a header line and a line per row; undefined figures are empty fields.
pub(super) fn write(
    table: &Table,
    delimiter: u8,
    options: &RenderOptions,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let delimiter = match (delimiter, options.csv_for) {
        (b',', CsvFor::ExcelEu) => b';',
        _ => delimiter,
    };
    let terminator = match options.csv_for {
        CsvFor::Plain => csv::Terminator::Any(b'\n'),
        CsvFor::Excel | CsvFor::ExcelEu => {
            out.write_all(BYTE_ORDER_MARK)?;
            csv::Terminator::CRLF
        }
    };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(terminator)
        .from_writer(out);
    let mut record = |fields: Vec<String>| writer.write_record(fields).map_err(io_error);
    record(header(table, options))?;
    for row in &table.rows {
        record(line(table, row, None, options))?;
    }
    if let Some(total) = table.total.as_ref().filter(|_| options.totals) {
        record(line(table, total, Some("total"), options))?;
    }
    writer.flush()
}

fn header(table: &Table, options: &RenderOptions) -> Vec<String> {
    let keys = table.keys.iter().map(|key| key.name.as_str());
    let metrics = table.metrics.iter().map(|metric| metric.name.as_str());
    let extra = table.constants().map(|(name, _)| name);
    keys.chain(metrics)
        .chain(extra)
        .map(|name| word(name, options))
        .collect()
}

fn line(table: &Table, row: &Row, label: Option<&str>, options: &RenderOptions) -> Vec<String> {
    let keys = table.keys.iter().enumerate().map(|(at, _)| {
        let label = label.filter(|_| at == 0);
        let key = row.keys.get(at).and_then(Option::as_deref).or(label);
        word(key.unwrap_or_default(), options)
    });
    let cells = table
        .metrics
        .iter()
        .enumerate()
        .map(|(at, _)| match row.cells.get(at) {
            Some(Cell::Text(text)) => word(text, options),
            Some(cell) => figure(raw(cell).unwrap_or_default(), options.csv_for),
            None => String::new(),
        });
    let extra = table.constants().map(|(_, value)| match value {
        Constant::Text(text) => word(text, options),
        Constant::Share(_) => figure(value.plain(), options.csv_for),
        Constant::Count(_) | Constant::Flag(_) => value.plain(),
    });
    keys.chain(cells).chain(extra).collect()
}

fn figure(raw: String, csv_for: CsvFor) -> String {
    match csv_for {
        CsvFor::Plain | CsvFor::Excel => raw,
        CsvFor::ExcelEu => raw.replace('.', ","),
    }
}

/// Text with an apostrophe before what a spreadsheet would run; the wide forms run in East Asian locales.
fn word(text: &str, options: &RenderOptions) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if runs && !options.raw_text {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The error beneath, because the wrapper would hide a closed pipe.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
