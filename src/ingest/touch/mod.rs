//! Touch logs, read as a stream into batches of few bytes a row: memory grows with rows, never with text.
//!
//! A file of text goes through in chunks; whatever else holds a touch log (a workbook, an archive, another encoding, dates
//! that only the whole column explains) goes through the same reader of rows from memory.

mod cells;
mod chunks;
mod columns;
mod fault;
mod open;
mod row;
mod time;
mod told;

use std::collections::BTreeSet;
use std::sync::Mutex;

use rayon::prelude::*;

use crate::error::{Error, Place as ErrorPlace, Result};
use crate::schema::TouchSink;

use super::IngestOptions;
use super::discover::{Found, Stretch};
use super::evidence::{self, Conventions, Given};
use super::fill::swallows;
use super::header;
use super::plan::Plan;
use super::profile::Match;
use super::reading::{Reading, Reject};
use super::records::{Field, RECORD_LIMIT, Records, is_blank};
use chunks::{Chunk, Chunks};
use columns::TouchColumns;
use fault::TouchFault;
use row::{TouchCounts, TouchReader, TouchRules};
use told::finish;

pub use open::{Stream, Streamed};

/// Rejected rows that are kept with their text when nobody asks for all.
const SAMPLES: usize = 10;

/// Bytes of a short row, to make room for a chunk's rows at once.
const ROW_BYTES: usize = 32;

/// What only touch logs are told.
#[derive(Clone, Debug)]
pub struct TouchOptions {
    /// The last moment that is not the future, in microseconds since 1970.
    pub latest: i64,
    /// Names of events that convert, in lower case.
    pub events: Vec<String>,
    /// Bytes of memory that logs may take; without limit where it is not known.
    pub memory: Option<u64>,
}

impl Default for TouchOptions {
    fn default() -> Self {
        Self {
            latest: i64::MAX,
            events: vec!["purchase".into(), "conversion".into()],
            memory: None,
        }
    }
}

/// A touch log in sight: what it is called, how it is cut, what reads it.
pub(super) struct Log<'l> {
    pub path: &'l str,
    pub file: u32,
    pub delimiter: u8,
    pub rules: TouchRules,
    pub keep_rejects: bool,
}

/// What came of a log.
#[derive(Default)]
struct Outcome {
    counts: TouchCounts,
    rejects: Vec<Reject>,
    currencies: BTreeSet<String>,
    broken: Option<u64>,
    failed: Option<Error>,
}

impl Outcome {
    fn add(&mut self, other: Self, keep: usize) {
        self.counts.add(&other.counts);
        self.rejects.extend(other.rejects);
        self.currencies.extend(other.currencies);
        self.rejects.sort_by_key(|reject| reject.line);
        self.rejects.truncate(keep);
        self.broken = [self.broken, other.broken].into_iter().flatten().min();
        if self.failed.is_none() {
            self.failed = other.failed;
        }
    }
}

impl Log<'_> {
    fn kept(&self) -> usize {
        if self.keep_rejects {
            usize::MAX
        } else {
            SAMPLES
        }
    }

    /// Reads every chunk of a stream, on all threads.
    fn read(&self, stream: impl std::io::Read + Send, line: u64, sink: &dyn TouchSink) -> Outcome {
        let whole = Mutex::new(Outcome::default());
        let put = |part: Outcome| {
            whole
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .add(part, self.kept());
        };
        let delimiter = self.delimiter;
        let (sender, chunks) = std::sync::mpsc::sync_channel(2);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                for chunk in Chunks::new(stream, delimiter, line) {
                    if sender.send(chunk).is_err() {
                        break;
                    }
                }
            });
            chunks
                .into_iter()
                .par_bridge()
                .for_each(|chunk| match chunk {
                    Ok(chunk) => put(self.chunk(chunk, sink)),
                    Err(error) => put(Outcome {
                        failed: Some(self.damaged(&error)),
                        ..Outcome::default()
                    }),
                });
        });
        whole
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn damaged(&self, error: &std::io::Error) -> Error {
        Error::Damaged {
            path: self.path.into(),
            what: format!("compressed data ends early or is broken: {error}"),
        }
    }

    fn chunk(&self, chunk: Chunk, sink: &dyn TouchSink) -> Outcome {
        let (text, broken) = match String::from_utf8(chunk.bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                let lines = memchr::memchr_iter(b'\n', &error.as_bytes()[..good]).count() as u64;
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                (text, Some(chunk.line + lines))
            }
        };
        let mut outcome = self.text(&text, 0, chunk.line, chunk.number, sink);
        outcome.broken = broken;
        outcome
    }

    /// Reads the records of a text from `start` on.
    fn text(
        &self,
        text: &str,
        start: usize,
        line: u64,
        number: u32,
        sink: &dyn TouchSink,
    ) -> Outcome {
        let rows = (text.len() - start) / ROW_BYTES;
        let mut reader = TouchReader::new(&self.rules, (self.file, number), rows);
        let mut records = Records::new(text, self.delimiter, start, text.len(), line);
        let (mut fields, mut outcome) = (Vec::new(), Outcome::default());
        loop {
            let place = records.position();
            let Some(record) = records.next(&mut fields) else {
                break;
            };
            let record = match record {
                Ok(span) if !self.swallows(text, &fields) => Ok(span),
                _ => {
                    records.again(place.0, place.1);
                    let again = records.next(&mut fields).expect("it was read before");
                    records.lenient();
                    again
                }
            };
            let Ok(span) = record else {
                outcome.failed = Some(self.too_long(place.1));
                break;
            };
            if is_blank(&fields, text) || self.repeats_header(text, &fields) {
                continue;
            }
            if let Err((cell, fault)) = reader.read(text, &fields, span.line) {
                reader.counts.rejected += 1;
                if outcome.rejects.len() < self.kept() {
                    outcome
                        .rejects
                        .push(self.reject(text, &fields, span.line, cell, fault));
                }
            }
        }
        outcome.counts = reader.counts;
        outcome.currencies = reader.batch.currencies.iter().cloned().collect();
        sink.take(reader.batch);
        outcome
    }

    /// Whether a quote that does not close has swallowed rows: as in reports of ads, or where the row in which it closes
    /// is whole from its first line on.
    fn swallows(&self, text: &str, fields: &[Field]) -> bool {
        let cells = self.rules.columns.header.len();
        if !fields.iter().any(Field::is_doubtful) {
            return false;
        }
        let closes_in_row = |(at, field): (usize, &Field)| {
            let last = field.raw(text).lines().last().unwrap_or_default();
            let marks = memchr::memchr_iter(self.delimiter, last.as_bytes()).count();
            field.is_doubtful() && marks > 0 && marks + fields.len() - at == cells
        };
        swallows(text, self.delimiter, cells, fields)
            || fields.iter().enumerate().any(closes_in_row)
    }

    fn too_long(&self, line: u64) -> Error {
        Error::RecordTooLong {
            place: ErrorPlace {
                file: self.path.into(),
                line: Some(line),
                column: None,
            },
            limit: format!("{} MB", RECORD_LIMIT >> 20),
        }
    }

    /// Files glued together repeat their header.
    fn repeats_header(&self, text: &str, fields: &[Field]) -> bool {
        let header = &self.rules.columns.header;
        fields.len() == header.len()
            && fields
                .first()
                .is_some_and(|field| field.raw(text) == header[0])
            && fields
                .iter()
                .zip(header)
                .all(|(field, name)| header::shown(&field.text(text)) == *name)
    }

    /// A rejected row as it may be shown: only cells that are known not to say who it was. In a row with too many cells
    /// none is known.
    fn reject(
        &self,
        text: &str,
        fields: &[Field],
        line: u64,
        cell: usize,
        fault: TouchFault,
    ) -> Reject {
        let columns = &self.rules.columns;
        let shown = |at: usize| {
            if fields.len() > columns.header.len() || !columns.is_shown(at) {
                return "***".to_owned();
            }
            let whole = header::harmless(&fields[at].text(text));
            whole.chars().take(80).collect()
        };
        let cells: Vec<String> = (0..fields.len()).map(shown).collect();
        Reject {
            file: self.path.into(),
            line,
            column: columns.header.get(cell).cloned(),
            expected: match fault {
                TouchFault::TooManyFields => format!("{} fields", columns.header.len()),
                fault => fault.expected().into(),
            },
            found: cells
                .get(cell)
                .cloned()
                .unwrap_or_else(|| format!("{} fields", fields.len())),
            text: cells.join(",").chars().take(500).collect(),
        }
    }
}

/// Whether a header is a touch log's.
pub(super) fn is_log(matched: &Match) -> bool {
    matched.profile.table.name == "touchpoints" && matched.profile.refuse.is_none()
}

/// Reads a touch log that is in memory, from where its rows begin.
///
/// # Errors
/// Conventions that stay unclear.
pub(super) fn read_text(
    text: &str,
    found: &Found,
    matched: &Match,
    place: &super::table::Place<'_>,
    options: &IngestOptions,
    (file, sink): (u32, &dyn TouchSink),
) -> Result<Reading> {
    let mut reading = super::table::described(found, place);
    let (plan, rows) = (Plan::new(matched, &found.header), &found.rows);
    let conventions = conventions(text, place.delimiter, &plan, rows, options, place.path)?;
    let log = Log {
        path: place.path,
        file,
        delimiter: place.delimiter,
        rules: rules(&plan, &conventions, options, place.path),
        keep_rejects: options.keep_rejects,
    };
    let mut whole = Outcome::default();
    for (number, stretch) in rows.iter().enumerate() {
        let part = log.text(
            &text[..stretch.end],
            stretch.start,
            stretch.line,
            number as u32,
            sink,
        );
        whole.add(part, log.kept());
    }
    finish(&mut reading, &plan, &conventions, whole, options)?;
    Ok(reading)
}

fn conventions(
    text: &str,
    delimiter: u8,
    plan: &Plan,
    rows: &[Stretch],
    options: &IngestOptions,
    path: &str,
) -> Result<Conventions> {
    let given = Given {
        order: options.date_order,
        mark: options.decimal,
        range: None,
        numbers: false,
    };
    evidence::conventions(text, delimiter, plan, rows, &given, path)
}

fn rules(
    plan: &Plan,
    conventions: &Conventions,
    options: &IngestOptions,
    path: &str,
) -> TouchRules {
    TouchRules {
        columns: TouchColumns::of(plan),
        order: conventions.order,
        mark: conventions.mark,
        latest: options.touch.latest,
        zone: options.zone,
        events: options.touch.events.clone(),
        currency: super::named_for(&options.currency_of, path).map(str::to_owned),
    }
}
