//! A sheet's cells to records: headers are keys, cells are values, places are rows and columns.

use crate::error::Spot;
use crate::project::fields::{Field, Kind, Section};
use crate::schema::nearest;

use super::cell::{self, Raw, Wrong};
use super::marks::{self, Marks};
use super::percent;
use super::record::{Located, Record, Value};
use super::{Faults, Form, shown};

/// A sheet's cells, as somebody else has read them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The file, with its tab where it has several.
    pub path: String,
    /// Rows with their lines, the header first; blank rows may be left out.
    pub rows: Vec<(u64, Vec<String>)>,
    /// Whether its numbers say themselves which mark is the decimal one, as a workbook's do.
    pub marks: Marks,
}

/// How far down a header is looked for, below lines of a title.
const HEADER_DEPTH: usize = 20;

/// Rows that begin so are notes.
const NOTE: char = '#';

/// Reads the rows of a sheet by the keys of a section.
pub fn rows(sheet: &Sheet, section: &'static Section, faults: &mut Faults) -> Vec<Record> {
    let filled = |(_, cells): &&(u64, Vec<String>)| {
        let first = cells
            .iter()
            .map(|cell| cell.trim())
            .find(|cell| !cell.is_empty());
        first.is_some_and(|first| !first.starts_with(NOTE))
    };
    let rows: Vec<&(u64, Vec<String>)> = sheet.rows.iter().filter(filled).collect();
    let above = titles(&rows, section);
    let mut rows = rows.into_iter().skip(above);
    let Some((line, header)) = rows.next() else {
        let spot = spot(sheet, 1, 0);
        let keys: Vec<&str> = section.keys().collect();
        faults.add(
            &spot,
            section.name,
            "a header",
            "no rows",
            Some(format!("headers: {}", keys.join(", "))),
        );
        return Vec::new();
    };
    let Some(columns) = columns(sheet, *line, header, section, faults) else {
        return Vec::new();
    };
    let rows: Vec<&(u64, Vec<String>)> = rows.collect();
    let marks = marks::of_columns(sheet.marks, &columns, &rows);
    let mut records = Vec::new();
    for row in rows {
        if let Some((at, text)) = total(row) {
            let hint = Some("a total: leave it out".into());
            faults.add(
                &spot(sheet, row.0, at),
                section.name,
                "an entry",
                shown(text),
                hint,
            );
            continue;
        }
        records.push(record(
            sheet, row, header, &columns, section, &marks, faults,
        ));
    }
    records
}

/// What rows of totals begin with.
const TOTALS: [&str; 8] = [
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sum",
    "summe",
    "gesamt",
    "insgesamt",
];

/// The first filled cell of a row and its place, where it says that the row is a total.
fn total((_, cells): &(u64, Vec<String>)) -> Option<(usize, &str)> {
    let mut filled = cells.iter().map(|cell| cell.trim()).enumerate();
    let first = filled.find(|(_, cell)| !cell.is_empty())?;
    let word = first.1.trim_end_matches(':').trim_end().to_lowercase();
    TOTALS.contains(&word.as_str()).then_some(first)
}

/// How many lines of a title stand above the header: those before the first row that has every needed header, where
/// they hold too little to be rows themselves.
fn titles(rows: &[&(u64, Vec<String>)], section: &'static Section) -> usize {
    let needed: Vec<&str> = section.required().collect();
    let is_header = |(_, cells): &&(u64, Vec<String>)| {
        let has = |key: &&str| cells.iter().any(|cell| normalised(cell) == **key);
        needed.iter().all(has)
    };
    let is_title = |(_, cells): &&(u64, Vec<String>)| {
        let filled = cells.iter().filter(|cell| !cell.trim().is_empty());
        filled.count() < needed.len().max(2)
    };
    let depth = &rows[..rows.len().min(HEADER_DEPTH)];
    let header = depth.iter().position(is_header);
    header
        .filter(|above| depth[..*above].iter().all(is_title))
        .unwrap_or(0)
}

fn spot(sheet: &Sheet, line: u64, column: usize) -> Spot {
    Spot {
        file: sheet.path.clone(),
        line,
        column: column as u64 + 1,
    }
}

/// The field of each column; `None` where a required one is missing, so that no row could be read.
fn columns(
    sheet: &Sheet,
    line: u64,
    header: &[String],
    section: &'static Section,
    faults: &mut Faults,
) -> Option<Vec<Option<&'static Field>>> {
    let known = |title: &String| section.field(&normalised(title)).is_some();
    if !header.iter().any(known) {
        let keys: Vec<&str> = section.keys().collect();
        let found = header.join(",");
        faults.add(
            &spot(sheet, line, 0),
            section.name,
            "headers in the first line",
            shown(found.trim_end_matches(',').trim()),
            Some(format!("put them there: {}", keys.join(", "))),
        );
        return None;
    }
    let mut columns: Vec<Option<&'static Field>> = Vec::new();
    for (at, title) in header.iter().enumerate() {
        let key = normalised(title);
        let field = section
            .field(&key)
            .filter(|field| !matches!(field.kind, Kind::Rows(_)));
        let spot = spot(sheet, line, at);
        if key.is_empty() {
        } else if field.is_none() {
            faults.unknown_key(&spot, section.name, title.trim(), section);
        } else if columns.iter().flatten().any(|known| known.key == key) {
            faults.add(
                &spot,
                section.name,
                "each header once",
                format!("{} again", shown(title)),
                None,
            );
        }
        columns.push(field);
    }
    let has = |key: &str| columns.iter().flatten().any(|field| field.key == key);
    let missing: Vec<&str> = section.required().filter(|key| !has(key)).collect();
    for key in &missing {
        let typed = header
            .iter()
            .map(String::as_str)
            .filter(|title| section.field(&normalised(title)).is_none());
        let near = nearest(key, typed).map(|near| format!("rename the header {}", shown(near)));
        let found = header
            .iter()
            .map(|title| title.trim())
            .collect::<Vec<_>>()
            .join(",");
        faults.add(
            &spot(sheet, line, 0),
            section.name,
            format!("a column `{key}`"),
            shown(&found),
            near,
        );
    }
    missing.is_empty().then_some(columns)
}

fn normalised(title: &str) -> String {
    title
        .trim()
        .trim_start_matches('\u{feff}')
        .to_lowercase()
        .replace([' ', '-'], "_")
}

fn record(
    sheet: &Sheet,
    row: &(u64, Vec<String>),
    header: &[String],
    columns: &[Option<&'static Field>],
    section: &'static Section,
    marks: &[Marks],
    faults: &mut Faults,
) -> Record {
    let (line, cells) = row;
    let mut record = Record::at(spot(sheet, *line, 0));
    for (at, field) in columns.iter().enumerate() {
        let Some(field) = field else {
            // What stands under a header that is nearly a key is told by the header, and not as missing.
            let filled = cells.get(at).is_some_and(|cell| !cell.trim().is_empty());
            let title = header
                .get(at)
                .map(|title| normalised(title))
                .filter(|_| filled);
            let key = title.and_then(|title| nearest(&title, section.keys()));
            if let Some(key) = key.filter(|key| !is_column(columns, key)) {
                record.set(key, None, spot(sheet, *line, at));
            }
            continue;
        };
        let Some(text) = cells
            .get(at)
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
        else {
            continue;
        };
        let spot = spot(sheet, *line, at);
        let raw = Raw::Cell(text, marks[at]);
        let read = match field.kind {
            _ if percent::is_misplaced(text, field, row, columns) => Err(Wrong {
                expected: percent::EXPECTED.into(),
                hint: Some(percent::HINT.into()),
            }),
            Kind::Texts | Kind::Paths => Ok(list(text, &spot)),
            ref kind => cell::value(kind, raw, faults),
        };
        let value = match read {
            Ok(value) => Some(value),
            Err(wrong) => {
                let key = format!("{}.{}", section.name, field.key);
                faults.add(
                    &spot,
                    key,
                    wrong.expected,
                    cell::found(raw, text),
                    wrong.hint,
                );
                None
            }
        };
        record.set(field.key, value, spot);
    }
    homeless(sheet, row, header, section, faults);
    faults.lacking(section.name, &record, section, Form::Cells);
    record
}

fn is_column(columns: &[Option<&'static Field>], key: &str) -> bool {
    columns.iter().flatten().any(|field| field.key == key)
}

/// A fault for a cell that no header stands over: an unquoted `1,234` makes two of one.
fn homeless(
    sheet: &Sheet,
    (line, cells): &(u64, Vec<String>),
    header: &[String],
    section: &'static Section,
    faults: &mut Faults,
) {
    let blank = |text: Option<&String>| text.is_none_or(|text| text.trim().is_empty());
    let past = cells
        .iter()
        .enumerate()
        .find(|(at, cell)| blank(header.get(*at)) && !blank(Some(cell)));
    if let Some((at, cell)) = past {
        let hint =
            "a cell that holds the delimiter stands in quotes; a number needs no thousands marks";
        faults.add(
            &spot(sheet, *line, at),
            section.name,
            "a header over every cell that holds something",
            format!("{} in cell {}", shown(cell.trim()), at + 1),
            Some(hint.into()),
        );
    }
}

/// Texts in one cell, between semicolons.
fn list(text: &str, spot: &Spot) -> Value {
    let parts = text
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let located = |part: &str| Located {
        value: part.to_owned(),
        spot: spot.clone(),
    };
    Value::Texts(parts.map(located).collect())
}
