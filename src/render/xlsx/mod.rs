//! Workbooks for spreadsheets: figures as numbers with formats, days as days, names and ids as text; never a formula.
//!
//! Numbers are 64-bit floats there, with 15 digits: a note under the table says which figures have more, and their
//! exact value. An undefined figure is a blank cell, and a note says why.

mod chart;
mod columns;
mod method;
mod names;
mod notes;
mod page;
mod sheet;
mod style;
#[cfg(test)]
mod tests;

use chrono::{Datelike, NaiveDateTime, Timelike};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::error::{Error, Result};
use crate::lang::Lang;
use crate::report::{Method, Table};

/// Rows and columns of a sheet.
const LIMITS: (usize, usize) = (1_048_576, 16_384);

/// Rows that the head, the total and the notes may take of a sheet.
const AROUND: usize = 2_000;

/// A workbook with a sheet for each table, in order, and one that says how the figures came about, in the reader's
/// language.
///
/// The same tables, method, moment and language give the same bytes.
///
/// # Errors
/// A table that no sheet has room for.
pub fn workbook(
    sheets: &[(&str, &Table)],
    method: &Method,
    moment: NaiveDateTime,
    lang: &Lang,
) -> Result<Vec<u8>> {
    for (_, table) in sheets {
        fits(table)?;
    }
    written(sheets, method, moment, lang)
        .map_err(|error| Error::Output(std::io::Error::other(error)))
}

fn fits(table: &Table) -> Result<()> {
    let (rows, columns) = (table.rows.len(), table.keys.len() + table.metrics.len());
    if rows + AROUND <= LIMITS.0 && columns <= LIMITS.1 {
        return Ok(());
    }
    Err(Error::BadOption {
        what: "--format xlsx".into(),
        why: format!(
            "a sheet has room for {} rows and {} columns, and this table has {rows} and {columns}: `--top N` shows the first, csv and parquet hold all",
            LIMITS.0 - AROUND,
            LIMITS.1
        ),
    })
}

fn written(
    sheets: &[(&str, &Table)],
    method: &Method,
    moment: NaiveDateTime,
    lang: &Lang,
) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(sheets, method, moment)?);
    let last = lang.phrase("method", &[]);
    let wanted = sheets.iter().map(|(name, _)| *name);
    let names = names::names(wanted.chain([last.as_str()]));
    for ((_, table), name) in sheets.iter().zip(&names) {
        sheet::write(book.add_worksheet().set_name(name)?, table, lang)?;
    }
    if let Some(name) = names.last() {
        method::write(book.add_worksheet().set_name(name)?, method, lang)?;
    }
    book.save_to_buffer()
}

fn properties(
    sheets: &[(&str, &Table)],
    method: &Method,
    moment: NaiveDateTime,
) -> std::result::Result<DocProperties, XlsxError> {
    let title = sheets.first().map_or("", |(name, table)| {
        if table.title.is_empty() {
            name
        } else {
            &table.title
        }
    });
    let year = u16::try_from(moment.year()).unwrap_or(1980);
    let created = ExcelDateTime::from_ymd(year, moment.month() as u8, moment.day() as u8)?
        .and_hms(
            moment.hour() as u16,
            moment.minute() as u8,
            f64::from(moment.second()),
        )?;
    Ok(DocProperties::new()
        .set_title(title)
        .set_author(&method.program)
        .set_creation_datetime(&created))
}
