//! Bytes to canonical tables: everything that reads what people download.

pub mod date;
pub mod number;
pub mod profile;

mod blocks;
mod columns;
mod decode;
mod discover;
mod evidence;
mod fill;
mod formula;
mod header;
mod idle;
mod money;
mod overlap;
mod plan;
mod reading;
mod records;
mod row;
mod source;
mod table;
mod totals;
mod workbook;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::error::{Error, Result, Warning};

pub use idle::idle_rules;
pub use money::{Rates, settle, settle_counted};
pub use overlap::{Resolution, resolve, resolve_analytics};
pub use profile::{Evidence, Profile, Profiles};
pub use reading::{Reading, Reject, Status};
pub use source::{Source, sources};
pub use totals::{Check, Verdict};

/// What the user says about the files.
#[derive(Clone, Debug, Default)]
pub struct IngestOptions {
    /// `--date-order`.
    pub date_order: Option<date::DateOrder>,
    /// `--decimal`.
    pub decimal: Option<number::DecimalMark>,
    /// `--currency-of GLOB=EUR`.
    pub currency_of: Vec<(glob::Pattern, String)>,
    /// `--account-of GLOB=NAME`.
    pub account_of: Vec<(glob::Pattern, String)>,
    /// `--platform-of GLOB=NAME`.
    pub platform_of: Vec<(glob::Pattern, String)>,
    /// `--map canonical=Their Header`.
    pub map: Vec<(String, String)>,
    /// `--as-of`.
    pub as_of: Option<NaiveDate>,
    /// Keep every rejected row, not only the first ones.
    pub keep_rejects: bool,
}

/// The value that the first pattern gives for a path; a pattern may also name the file alone.
pub(crate) fn named_for<'v>(rules: &'v [(glob::Pattern, String)], path: &str) -> Option<&'v str> {
    let base = path.rsplit('/').next().unwrap_or(path);
    rules
        .iter()
        .find(|(pattern, _)| pattern.matches(path) || pattern.matches(base))
        .map(|(_, value)| value.as_str())
}

/// Reads every source, in parallel, and reports in their order. Files that cannot be read are readings too.
///
/// # Errors
/// Only for a wrong `--map`; everything about a file is in its reading.
pub fn read(
    sources: &[Source],
    profiles: &Profiles,
    options: &IngestOptions,
    done: &(dyn Fn() + Sync),
) -> Result<Vec<Reading>> {
    let mapped = if options.map.is_empty() {
        None
    } else {
        Some(Profile::from_map(&options.map)?)
    };
    let readings: Vec<Vec<Reading>> = sources
        .par_iter()
        .map(|source| {
            let readings = read_source(source, profiles, mapped.as_ref(), options);
            done();
            readings
        })
        .collect();
    Ok(readings.into_iter().flatten().collect())
}

fn read_source(
    source: &Source,
    profiles: &Profiles,
    mapped: Option<&Profile>,
    options: &IngestOptions,
) -> Vec<Reading> {
    match source::documents(source) {
        Err(error) => vec![Reading::failed(&source.shown, source.named, &error)],
        Ok(documents) => documents
            .into_iter()
            .flat_map(|document| {
                let shown = document.shown.clone();
                read_document(document, source.named, profiles, mapped, options)
                    .unwrap_or_else(|error| vec![Reading::failed(&shown, source.named, &error)])
            })
            .collect(),
    }
}

fn read_document(
    document: source::Document,
    named: bool,
    profiles: &Profiles,
    mapped: Option<&Profile>,
    options: &IngestOptions,
) -> Result<Vec<Reading>> {
    let path = document.shown;
    let (text, encoding, origin, damage) = match document.content {
        source::Content::Table { text, origin } => (text, "UTF-8".to_owned(), Some(origin), None),
        source::Content::Bytes(bytes) => {
            let decoded = decode::decode(bytes, &path)?;
            (decoded.text, decoded.encoding, None, decoded.damage)
        }
    };
    let mut readings = match read_text(&text, &path, named, profiles, options, origin) {
        Err(Error::UnknownFormat { .. }) if mapped.is_some() => {
            let profile = mapped.expect("checked above").clone();
            let own = Profiles::only(profile);
            read_text(&text, &path, named, &own, options, origin)
                .map_err(|error| missing_headers(error, &options.map))?
        }
        outcome => outcome?,
    };
    for reading in &mut readings {
        reading.encoding.clone_from(&encoding);
        if let Some((count, line)) = damage {
            let what =
                format!("{count} characters are broken (first on line {line}) and stand as �");
            reading.warnings.push(Warning::file(&path, what));
        }
    }
    Ok(readings)
}

/// With `--map`, an unknown header is one that lacks some of the headers named: those are said.
fn missing_headers(error: Error, map: &[(String, String)]) -> Error {
    let Error::UnknownFormat { path, header, .. } = error else {
        return error;
    };
    let text = header.map(|(_, text)| text).unwrap_or_default();
    let has = |name: &str| {
        text.split(',')
            .any(|cell| header::normalised(cell) == header::normalised(name))
    };
    let named = map.iter().map(|(_, header)| header);
    let missing = named.filter(|name| !name.starts_with('=') && !has(name));
    Error::MissingColumns {
        path,
        columns: missing.cloned().collect(),
        header: text,
    }
}

fn read_text(
    text: &str,
    path: &str,
    named: bool,
    profiles: &Profiles,
    options: &IngestOptions,
    origin: Option<&'static str>,
) -> Result<Vec<Reading>> {
    let layout = discover::layout(text, profiles, origin.map(|_| b','));
    if let Some(nothing) = &layout.nothing {
        return nothing_found(nothing, path, named, profiles).map(|reading| vec![reading]);
    }
    let place = table::Place {
        path,
        named,
        delimiter: layout.delimiter,
        origin,
    };
    let mut readings = Vec::new();
    for found in &layout.tables {
        let reading = table::read(&layout.text, found, &place, options);
        let mut reading = reading.unwrap_or_else(|error| table::failed(found, &place, &error));
        if layout.unwrapped {
            reading.warnings.push(Warning::file(
                path,
                "every line was wrapped in quotes; the quotes were taken off",
            ));
        }
        readings.push(reading);
    }
    Ok(readings)
}

/// A text without a known header: empty, a preamble alone, or an unknown format.
fn nothing_found(
    nothing: &discover::Nothing,
    path: &str,
    named: bool,
    profiles: &Profiles,
) -> Result<Reading> {
    let mut reading = Reading::new(path, named);
    reading.status = Status::NoRows;
    if nothing.empty {
        reading.message = "the file is empty".into();
        return Ok(reading);
    }
    if let Some(profile) = profiles.by_preamble(&nothing.preamble.join("\n")) {
        reading.table = Some(profile.table.name);
        reading.profile = Some(profile.name.clone());
        reading.title = Some(profile.title.clone());
        reading.evidence = Some(profile.evidence);
        reading.message = "a report without rows: only its preamble".into();
        return Ok(reading);
    }
    let cells: Vec<String> = nothing
        .header
        .iter()
        .flat_map(|(_, cells)| cells)
        .map(|cell| header::normalised(cell))
        .collect();
    if only_titles(nothing) {
        reading.message = "a report without rows: only its title lines".into();
        return Ok(reading);
    }
    let shown = |cells: &Vec<String>| {
        let line = cells
            .iter()
            .map(|cell| header::shown(cell))
            .collect::<Vec<_>>()
            .join(",");
        if line.chars().count() > 80 {
            line.chars().take(79).chain(['…']).collect()
        } else {
            line
        }
    };
    Err(Error::UnknownFormat {
        path: path.into(),
        header: nothing
            .header
            .as_ref()
            .map(|(line, cells)| (*line, shown(cells))),
        closest: profiles.closest(&cells),
    })
}

/// What to do with rows that two files give differently.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overlap {
    /// Stop and name both files.
    #[default]
    Error,
    /// The newer export counts.
    Newest,
    /// Both count.
    Sum,
}

/// A report's name and the span it covers, with no table under them.
fn only_titles(nothing: &discover::Nothing) -> bool {
    let single = nothing
        .header
        .as_ref()
        .is_none_or(|(_, cells)| cells.len() == 1);
    single
        && nothing.preamble.len() > 1
        && nothing
            .preamble
            .iter()
            .any(|line| date::range_in(line, None).is_some())
}
