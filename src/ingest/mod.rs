//! Bytes to canonical tables: everything that reads what people download.

pub mod date;
pub mod number;
pub mod profile;

mod blocks;
mod columns;
mod deals;
mod decode;
mod discover;
mod evidence;
mod fill;
mod formula;
mod guard;
mod header;
mod idle;
mod money;
mod options;
mod overlap;
mod plan;
mod planned;
mod reading;
mod records;
mod row;
mod source;
mod table;
mod totals;
mod touch;
mod workbook;

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use crate::error::{Error, Result, Warning};
use crate::schema::{TouchSink, nearest};

pub use idle::idle_rules;
pub use money::{DealMoney, Rates, instead_of_rates, rate_faults, settle, settle_counted};
pub use options::IngestOptions;
pub(crate) use options::named_for;
pub use overlap::{Overlap, Repeated, Resolution, repeated_orders, resolve, resolve_analytics};
pub use planned::{plan_sheets, tables_of};
pub use profile::{Evidence, Profile, Profiles};
pub use reading::{Reading, Reject, Status};
pub use source::{
    Cells, Fingerprint, MANIFEST, PACK_MARK, Source, cells, is_listed, is_pack, regular, sources,
};
pub use totals::{Check, Verdict};
pub use touch::TouchOptions;

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
    let step = |step| {
        if let Step::File(_) = step {
            done();
        }
    };
    read_into(sources, profiles, options, &step, None)
}

/// How far reading has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many bytes of a file that is read as a stream.
    Bytes(u64),
    /// A file is done; so many of its bytes were not told before.
    File(u64),
}

/// Reads every source; the rows of touch logs go to `touches`, where there is one, instead of into frames.
///
/// # Errors
/// As [`read`].
pub fn read_into(
    sources: &[Source],
    profiles: &Profiles,
    options: &IngestOptions,
    progress: &(dyn Fn(Step) + Sync),
    touches: Option<&dyn TouchSink>,
) -> Result<Vec<Reading>> {
    let mapped = if options.map.is_empty() {
        None
    } else {
        Some(Profile::from_map(&options.map)?)
    };
    let reader = Reader {
        profiles,
        mapped: mapped.map(Profiles::only),
        options,
        touches,
        progress,
        claimed: AtomicU64::new(0),
    };
    let readings: Vec<Vec<Reading>> = sources
        .par_iter()
        .enumerate()
        .map(|(file, source)| {
            let size = std::fs::metadata(&source.path).map_or(0, |meta| meta.len());
            let told = AtomicU64::new(0);
            let readings = reader.source(source, file as u32, &told);
            progress(Step::File(size.saturating_sub(told.into_inner())));
            readings
        })
        .collect();
    Ok(readings.into_iter().flatten().collect())
}

/// What every file is read with.
struct Reader<'r> {
    profiles: &'r Profiles,
    /// What `--map` spells out, for files that no profile knows.
    mapped: Option<Profiles>,
    options: &'r IngestOptions,
    touches: Option<&'r dyn TouchSink>,
    progress: &'r (dyn Fn(Step) + Sync),
    /// Bytes of memory that the logs read so far will take.
    claimed: AtomicU64,
}

impl Reader<'_> {
    fn source(&self, source: &Source, file: u32, told: &AtomicU64) -> Vec<Reading> {
        match self.documents(source, file, told) {
            // Our own workbook among the exports of a folder.
            Err(Error::Refused { .. }) if !source.named => Vec::new(),
            Err(error) => vec![Reading::failed(&source.shown, source.named, &error)],
            Ok(Opened::Log(reading)) => vec![*reading],
            Ok(Opened::Documents(documents, fingerprint)) => {
                let mut readings: Vec<Reading> = documents
                    .into_iter()
                    .flat_map(|document| {
                        let shown = document.shown.clone();
                        self.document(document, source.named, file)
                            .unwrap_or_else(|error| {
                                vec![Reading::failed(&shown, source.named, &error)]
                            })
                    })
                    .collect();
                for reading in &mut readings {
                    reading.fingerprint.clone_from(&fingerprint);
                }
                readings
            }
        }
    }

    fn documents(&self, source: &Source, file: u32, told: &AtomicU64) -> Result<Opened> {
        let Some(sink) = self.touches else {
            return self.opened(source, source::bytes(source)?);
        };
        for profiles in [Some(self.profiles), self.mapped.as_ref()]
            .into_iter()
            .flatten()
        {
            let bytes = |bytes| {
                told.fetch_add(bytes, Ordering::Relaxed);
                (self.progress)(Step::Bytes(bytes));
            };
            let stream = touch::Stream {
                source,
                options: self.options,
                claimed: &self.claimed,
                progress: &bytes,
                file,
                sink,
            };
            match stream.read(profiles)? {
                touch::Streamed::Log(reading) => return Ok(Opened::Log(reading)),
                touch::Streamed::Other(Some(bytes)) => {
                    return self.opened(source, source::Bytes::Heap(bytes));
                }
                touch::Streamed::Other(None) => {}
            }
        }
        self.opened(source, source::bytes(source)?)
    }

    fn opened(&self, source: &Source, bytes: source::Bytes) -> Result<Opened> {
        let wanted = self.options.fingerprint;
        let fingerprint = wanted.then(|| Fingerprint::of(&source.shown, &bytes));
        let documents = source::opened(&source.shown, bytes, workbook::Dates::Days)?;
        Ok(Opened::Documents(documents, fingerprint))
    }

    fn document(&self, document: source::Document, named: bool, file: u32) -> Result<Vec<Reading>> {
        let path = document.shown;
        let (text, encoding, origin, damage) = match document.content {
            source::Content::Table { ref text, origin } => {
                (text.as_str().into(), "UTF-8".to_owned(), Some(origin), None)
            }
            source::Content::Bytes(ref bytes) => {
                let decoded = decode::decode(bytes, &path)?;
                (decoded.text, decoded.encoding, None, decoded.damage)
            }
        };
        let whole = Whole {
            text: &text,
            path: &path,
            named,
            file,
            origin,
        };
        let mut readings = match (self.text(&whole, self.profiles), &self.mapped) {
            (Err(Error::UnknownFormat { .. }), Some(own)) => self
                .text(&whole, own)
                .map_err(|error| missing_headers(error, &self.options.map))?,
            (outcome, _) => outcome?,
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

    fn text(&self, whole: &Whole<'_>, profiles: &Profiles) -> Result<Vec<Reading>> {
        let layout = discover::layout(whole.text, profiles, whole.origin.map(|_| b','))
            .called(whole.path, profiles);
        if let Some(nothing) = &layout.nothing {
            return nothing_found(nothing, whole.path, whole.named, profiles)
                .map(|reading| vec![reading]);
        }
        let place = table::Place {
            path: whole.path,
            named: whole.named,
            delimiter: layout.delimiter,
            origin: whole.origin,
        };
        let mut readings = Vec::new();
        for found in &layout.tables {
            let reading = self.table(&layout.text, found, &place, whole.file);
            let mut reading = reading.unwrap_or_else(|error| table::failed(found, &place, &error));
            if layout.unwrapped {
                reading.warnings.push(Warning::file(
                    whole.path,
                    "every line was wrapped in quotes; the quotes were taken off",
                ));
            }
            readings.push(reading);
        }
        Ok(readings)
    }

    fn table(
        &self,
        text: &str,
        found: &discover::Found,
        place: &table::Place<'_>,
        file: u32,
    ) -> Result<Reading> {
        match (&found.form, self.touches) {
            (discover::Form::Rows(matched), Some(sink)) if touch::is_log(matched) => {
                touch::read_text(text, found, matched, place, self.options, (file, sink))
            }
            _ => table::read(text, found, place, self.options),
        }
    }
}

/// A source, opened.
enum Opened {
    /// A touch log, read as a stream.
    Log(Box<Reading>),
    /// Its documents, and what the file that holds them was.
    Documents(Vec<source::Document>, Option<Fingerprint>),
}

/// A decoded text and whose it is.
struct Whole<'t> {
    text: &'t str,
    path: &'t str,
    named: bool,
    file: u32,
    origin: Option<&'static str>,
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
    let columns: Vec<String> = missing.cloned().collect();
    let meant = columns
        .first()
        .and_then(|name| nearest(name, text.split(',').map(str::trim)));
    Error::MissingColumns {
        path,
        nearest: meant.map(str::to_owned),
        columns,
        header: text,
    }
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
    let (closest, table) = profiles.closest(&cells);
    Err(Error::UnknownFormat {
        path: path.into(),
        header: nothing
            .header
            .as_ref()
            .map(|(line, cells)| (*line, shown(cells))),
        closest,
        table,
    })
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
