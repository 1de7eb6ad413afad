//! Files through the library: what was read, and exact figures of its rows.

// Every test crate that includes this module uses a part of it.
#![allow(dead_code)]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use polars::prelude::AnyValue;
use social_roi::ingest::{self, IngestOptions, Profiles, Reading, Status};
use social_roi::schema::{Amount, SCALE, col};

/// The formats in the binary.
pub static PROFILES: LazyLock<Profiles> =
    LazyLock::new(|| Profiles::new(Vec::new()).expect("the built-in profiles parse"));

/// All tables of a file or folder.
pub fn of(path: &Path) -> Vec<Reading> {
    under(path, &IngestOptions::default())
}

/// All tables of a file or folder, read as the user says.
pub fn under(path: &Path, options: &IngestOptions) -> Vec<Reading> {
    let sources = ingest::sources(&[path.display().to_string()]).expect("the path exists");
    ingest::read(&sources, &PROFILES, options, &|| ()).expect("no option names an unknown column")
}

/// All tables of a file with this name and content.
pub fn of_bytes(name: &str, bytes: impl AsRef<[u8]>) -> Vec<Reading> {
    bytes_under(name, bytes, &IngestOptions::default())
}

/// All tables of a file with this name and content, read as the user says.
pub fn bytes_under(name: &str, bytes: impl AsRef<[u8]>, options: &IngestOptions) -> Vec<Reading> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a temporary file can be written");
    under(&path, options)
}

/// The only table of a file with this content.
pub fn one(bytes: impl AsRef<[u8]>) -> Reading {
    let mut readings = of_bytes("export.csv", bytes);
    assert_eq!(
        readings.len(),
        1,
        "{:?}",
        readings
            .iter()
            .map(|reading| &reading.message)
            .collect::<Vec<_>>()
    );
    readings.remove(0)
}

/// The exact sum of a column over all tables; `None` where no table has it.
pub fn sum(readings: &[Reading], column: &str) -> Option<Amount> {
    let terms: Vec<Amount> = readings
        .iter()
        .filter_map(|reading| frame_sum(reading, column))
        .collect();
    (!terms.is_empty()).then(|| terms.into_iter().sum())
}

fn frame_sum(reading: &Reading, column: &str) -> Option<Amount> {
    let column = reading.frame.as_ref()?.column(column).ok()?;
    let mut total = Amount::ZERO;
    for row in 0..column.len() {
        match column.get(row).expect("the row is inside the column") {
            AnyValue::Null => {}
            AnyValue::Int64(count) => total += Amount::whole(count),
            AnyValue::Decimal(units, _, scale) if scale == SCALE as usize => total += Amount(units),
            other => panic!("`{}` holds {other:?}, which has no sum", column.name()),
        }
    }
    Some(total)
}

/// An amount from its decimal text.
pub fn amount(text: &str) -> Amount {
    Amount::from_plain(text).unwrap_or_else(|| panic!("`{text}` is no plain number"))
}

/// A cell as text, empty where there is nothing; `date` is the day of a row that covers one day.
pub fn cell(reading: &Reading, row: usize, column: &str) -> String {
    if column == col::DATE {
        let (from, to) = (
            cell(reading, row, col::PERIOD_START),
            cell(reading, row, col::PERIOD_END),
        );
        return if from == to {
            from
        } else {
            format!("{from}..{to}")
        };
    }
    let Some(frame) = &reading.frame else {
        return String::new();
    };
    let Ok(column) = frame.column(column) else {
        return String::new();
    };
    match column.get(row).expect("the row is inside the column") {
        AnyValue::Null => String::new(),
        AnyValue::String(text) => text.to_owned(),
        AnyValue::Decimal(units, _, _) => Amount(units).to_string(),
        other => other.str_value().into_owned(),
    }
}

/// A column as texts.
pub fn cells(reading: &Reading, column: &str) -> Vec<String> {
    (0..reading.used as usize)
        .map(|row| cell(reading, row, column))
        .collect()
}

/// The status of a file of several tables: empty ones beside one with rows do not count.
pub fn status(readings: &[Reading]) -> String {
    let one = |status| match status {
        Status::Ok => "ok",
        Status::NoRows => "no_rows",
        Status::Refused => "refused",
        Status::Unknown => "unknown",
        Status::Error => "error",
    };
    let all: BTreeSet<&str> = readings.iter().map(|reading| one(reading.status)).collect();
    // A snapshot of several tables is `ok` although some of them are empty.
    let empty_beside_ok = all.contains("ok");
    all.into_iter()
        .filter(|status| !(empty_beside_ok && *status == "no_rows"))
        .collect::<Vec<_>>()
        .join(" ")
}
