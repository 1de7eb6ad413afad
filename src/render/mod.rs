//! Draws a [`Table`] in one of the text formats. Formats for people round and hide nothing without saying so;
//! formats for machines carry every figure exactly.

pub mod chart;
mod delimited;
mod fitted;
mod grid;
mod groups;
pub mod html;
mod json;
#[cfg(test)]
mod laws;
mod layout;
mod markdown;
mod number;
mod page;
#[cfg(test)]
mod sample;
mod table;
mod tall;
#[cfg(test)]
mod tests;
mod text;
mod xlsx;

use std::fmt;
use std::io;
use std::path::Path;
use std::str::FromStr;

use crate::lang::Lang;
use crate::report::{Covered, Table};

pub use fitted::fitted;
pub use text::width as columns;
pub use xlsx::workbook;

/// A text format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Aligned columns for people.
    Table,
    /// One block of lines per row, for people.
    Tall,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// An array of flat objects.
    Json,
    /// One flat object per line.
    Ndjson,
    /// A Markdown table with its notes.
    Markdown,
}

impl Format {
    /// The format that a file's extension asks for.
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" => Some(Self::Table),
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "json" => Some(Self::Json),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "md" | "markdown" => Some(Self::Markdown),
            _ => None,
        }
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        match name {
            "table" => Ok(Self::Table),
            "tall" => Ok(Self::Tall),
            "csv" => Ok(Self::Csv),
            "tsv" => Ok(Self::Tsv),
            "json" => Ok(Self::Json),
            "ndjson" | "jsonl" => Ok(Self::Ndjson),
            "markdown" | "md" => Ok(Self::Markdown),
            _ => Err(UnknownFormat(name.to_owned())),
        }
    }
}

/// A format name that no text format bears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFormat(pub String);

impl fmt::Display for UnknownFormat {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "no format is called `{}`: expected table, tall, csv, tsv, json, ndjson or markdown",
            self.0
        )
    }
}

impl std::error::Error for UnknownFormat {}

/// How many rows a table has, in the reader's language.
fn rows(table: &Table, lang: &Lang) -> String {
    match table.rows.len() {
        1 => lang.phrase("row", &[]),
        count => lang.phrase("rows", &[("count", &lang.number(&count.to_string()))]),
    }
}

/// What figures cover, in the reader's language.
fn told(covered: &Covered, lang: &Lang) -> String {
    lang.covered(&covered.text, covered.days, covered.compared)
}

/// Who opens the CSV or TSV.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CsvFor {
    /// Programs: UTF-8 without a byte-order mark, decimal point, line feeds.
    #[default]
    Plain,
    /// Excel set to English: byte-order mark, comma, decimal point, CRLF.
    Excel,
    /// Excel set to a European language: byte-order mark, semicolon, decimal comma, CRLF.
    ExcelEu,
}

/// Writes tables under each other in a format for people; what each covers stands in its title or notes.
///
/// # Errors
///
/// As [`write()`].
pub fn write_all(
    tables: &[(&str, &Table)],
    format: Format,
    options: &RenderOptions,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    for (at, (_, table)) in tables.iter().enumerate() {
        if at > 0 {
            out.write_all(b"\n")?;
        }
        match format {
            Format::Table => out.write_all(table::section(table, options).as_bytes())?,
            _ => write(table, format, options, out)?,
        }
    }
    out.flush()
}

/// How a table is written; the default is plain and complete.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RenderOptions {
    /// Display columns that [`Format::Table`] and [`Format::Tall`] may fill; `None` (a pipe, a file) hides and cuts nothing.
    pub width: Option<usize>,
    /// Bold and dim in [`Format::Table`] and [`Format::Tall`].
    pub color: bool,
    /// A total row in CSV, TSV and JSON too.
    pub totals: bool,
    /// Leave text in CSV and TSV that a spreadsheet would run as a formula.
    pub raw_text: bool,
    /// Who opens the CSV or TSV.
    pub csv_for: CsvFor,
    /// The language of [`Format::Table`], [`Format::Tall`], [`Format::Markdown`] and of workbooks.
    pub lang: Lang,
}

/// Writes the table in that format.
///
/// # Errors
///
/// What `out` reports; the kind is kept, so that a closed pipe can be told from a full disk.
pub fn write(
    table: &Table,
    format: Format,
    options: &RenderOptions,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    match format {
        Format::Table => out.write_all(table::drawn(table, options).as_bytes()),
        Format::Tall => out.write_all(tall::drawn(table, options).as_bytes()),
        Format::Markdown => out.write_all(markdown::drawn(table, options).as_bytes()),
        Format::Csv => delimited::write(table, b',', options, out),
        Format::Tsv => delimited::write(table, b'\t', options, out),
        Format::Json => json::write_array(table, options, out),
        Format::Ndjson => json::write_lines(table, options, out),
    }?;
    out.flush()
}
