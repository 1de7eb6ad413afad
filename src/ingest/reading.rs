//! What came of one table of one file: the frame, and everything that `inspect` tells about it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use polars::prelude::DataFrame;
use serde::Serialize;

use crate::error::{Result, Warning};

use super::profile::Evidence;
use super::source::Fingerprint;
use super::totals::Check;

/// What became of a file or table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Rows were read.
    Ok,
    /// A known export without rows.
    NoRows,
    /// A known format that holds nothing to read.
    Refused,
    /// No format fits.
    Unknown,
    /// The file cannot be read.
    Error,
}

impl Status {
    /// As people read it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::NoRows => "no rows",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::Error => "error",
        }
    }
}

/// A row that was not read, as it may be shown: personal cells are masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reject {
    /// The file.
    pub file: String,
    /// First line of the row.
    pub line: u64,
    /// Header of the cell.
    pub column: Option<String>,
    /// What was expected there.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// The row as it stands.
    pub text: String,
}

/// One table as it was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The file as the user would write it.
    pub path: String,
    /// Named by the user, not found in a folder.
    pub named: bool,
    /// The file that holds it, where that is wanted.
    pub fingerprint: Option<Fingerprint>,
    /// The canonical table.
    pub table: Option<&'static str>,
    /// The profile's name.
    pub profile: Option<String>,
    /// The profile's title.
    pub title: Option<String>,
    /// How sure we are of the format.
    pub evidence: Option<Evidence>,
    /// Metric basis of posts.
    pub basis: Option<String>,
    /// The encoding.
    pub encoding: String,
    /// The delimiter, or the kind of workbook.
    pub delimiter: String,
    /// The decimal mark, where numbers needed one.
    pub decimal: Option<&'static str>,
    /// The date order, where dates needed one.
    pub date_order: Option<&'static str>,
    /// The header's line.
    pub header_line: Option<u64>,
    /// Rows of data used.
    pub used: u64,
    /// Rows that could not be read.
    pub rejected: u64,
    /// Rows left out by rule, with the reason.
    pub left_out: BTreeMap<String, u64>,
    /// Totals compared.
    pub totals: Vec<Check>,
    /// First and last day of the rows.
    pub dates: Option<(NaiveDate, NaiveDate)>,
    /// Its days are those of moments that state their zone.
    pub has_moments: bool,
    /// The day the export was made, as it says itself.
    pub generated: Option<NaiveDate>,
    /// Currencies in the rows.
    pub currencies: Vec<String>,
    /// Rows with money but without a currency.
    pub no_currency: bool,
    /// How fine rows of spend are.
    pub level: Option<&'static str>,
    /// The user named the account, which the file does not.
    pub account_given: bool,
    /// Breakdowns in the rows.
    pub breakdowns: Vec<String>,
    /// What became of it.
    pub status: Status,
    /// Why.
    pub message: String,
    /// Canonical column and the header it came from.
    pub columns: Vec<(String, String)>,
    /// Headers that fill nothing.
    pub ignored: Vec<String>,
    /// The first rejected rows.
    pub rejects: Vec<Reject>,
    /// All rejected rows as lines of CSV, compressed, where they are wanted: a million of them must fit into memory.
    pub reject_log: Vec<u8>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
    /// Notes for under a table (derived figures).
    pub notes: Vec<String>,
    /// The rows.
    pub frame: Option<DataFrame>,
    /// The exit code that the failure asks for, where there is one.
    pub hint: Option<String>,
}

impl Reject {
    /// The row that these fields of the log tell of.
    fn of(fields: &csv::StringRecord) -> Self {
        let field = |at: usize| fields.get(at).unwrap_or_default().to_owned();
        Self {
            file: field(0),
            line: field(1).parse().unwrap_or_default(),
            column: Some(field(2)).filter(|column| !column.is_empty()),
            expected: field(3),
            found: field(4),
            text: field(5),
        }
    }

    /// Its fields in the file of rejected rows.
    pub fn fields(&self) -> [String; 6] {
        [
            self.file.clone(),
            self.line.to_string(),
            self.column.clone().unwrap_or_default(),
            self.expected.clone(),
            self.found.clone(),
            self.text.clone(),
        ]
    }
}

impl Reading {
    /// A reading of nothing yet.
    pub fn new(path: &str, named: bool) -> Self {
        Self {
            path: path.into(),
            named,
            fingerprint: None,
            table: None,
            profile: None,
            title: None,
            evidence: None,
            basis: None,
            encoding: String::new(),
            delimiter: String::new(),
            decimal: None,
            date_order: None,
            header_line: None,
            used: 0,
            rejected: 0,
            left_out: BTreeMap::new(),
            totals: Vec::new(),
            dates: None,
            has_moments: false,
            generated: None,
            currencies: Vec::new(),
            no_currency: false,
            level: None,
            account_given: false,
            breakdowns: Vec::new(),
            status: Status::Ok,
            message: String::new(),
            columns: Vec::new(),
            ignored: Vec::new(),
            rejects: Vec::new(),
            reject_log: Vec::new(),
            warnings: Vec::new(),
            notes: Vec::new(),
            frame: None,
            hint: None,
        }
    }

    /// A file that could not be read.
    pub fn failed(path: &str, named: bool, error: &crate::error::Error) -> Self {
        use crate::error::Error;
        let status = match error {
            Error::UnknownFormat { .. } => Status::Unknown,
            Error::Refused { .. } => Status::Refused,
            _ => Status::Error,
        };
        let message = error.to_string();
        // The path stands before the message wherever it is shown.
        let message = match message.strip_prefix(path) {
            Some(rest) if rest.starts_with(": ") => rest[2..].to_owned(),
            Some(rest) if rest.starts_with(':') => format!("line {}", &rest[1..]),
            Some(rest) if rest.starts_with(", ") => rest[2..].to_owned(),
            _ => message,
        };
        Self {
            status,
            message,
            hint: error.hint(),
            ..Self::new(path, named)
        }
    }

    /// The vendor whose export it is, by the first word of its profile.
    pub fn vendor(&self) -> Option<&str> {
        let profile = self.profile.as_deref()?;
        profile
            .split('_')
            .next()
            .filter(|name| *name != "canonical")
    }

    /// Rows of data: used and rejected.
    pub fn rows(&self) -> u64 {
        self.used + self.rejected
    }

    /// The first rejected rows, at most `most`: of all where all were kept, else of those few that always are.
    ///
    /// # Errors
    /// Only where the log of rejected rows is broken, which it is not.
    pub fn first_rejects(&self, most: usize) -> Result<Vec<Reject>> {
        if self.reject_log.is_empty() {
            return Ok(self.rejects.iter().take(most).cloned().collect());
        }
        let log = zstd::stream::read::Decoder::new(&self.reject_log[..])?;
        let mut rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(log);
        let rows = rows.records().take(most);
        rows.map(|row| Ok(Reject::of(&row.map_err(std::io::Error::other)?)))
            .collect()
    }

    /// How it is written: the encoding and delimiter of a text, the kind of a workbook.
    pub fn written(&self) -> String {
        match self.delimiter.as_str() {
            "" => self.encoding.clone(),
            kind @ ("xlsx" | "xls") => format!("{} workbook", kind.to_uppercase()),
            "parquet" => "Parquet".into(),
            delimiter => format!("{}, delimiter {delimiter}", self.encoding),
        }
    }

    /// The line that announces the file on standard error.
    pub fn announcement(&self) -> String {
        let mut parts = vec![self.profile.clone().unwrap_or_default(), self.written()];
        if let Some(mark) = self.decimal {
            parts.push(format!("decimal {mark}"));
        }
        if let Some(order) = self.date_order {
            parts.push(format!("dates {order}"));
        }
        if let Some(line) = self.header_line {
            parts.push(format!("header line {line}"));
        }
        if self.evidence == Some(Evidence::Mapped) && !self.ignored.is_empty() {
            parts.push(format!("not in --map: {}", self.ignored.join(", ")));
        }
        parts.push(format!("{} rows used", self.used));
        if self.rejected > 0 {
            parts.push(format!("{} rejected", self.rejected));
        }
        format!("read {}: {}", self.path, parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_an_encoding_and_a_delimiter_and_a_workbook_neither() {
        for (delimiter, told) in [
            ("tab", "UTF-8, delimiter tab"),
            ("", "UTF-8"),
            ("xlsx", "XLSX workbook"),
            ("xls", "XLS workbook"),
            ("parquet", "Parquet"),
        ] {
            let reading = Reading {
                encoding: "UTF-8".into(),
                delimiter: delimiter.into(),
                ..Reading::new("a", true)
            };
            assert_eq!(reading.written(), told);
        }
    }
}
