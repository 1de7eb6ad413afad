//! A source opened as a stream, if it turns out to hold a touch log.

use std::fs::File;
use std::io::{Cursor, Read};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::{Error, Result};
use crate::ingest::discover::{self, Form, Found};
use crate::ingest::profile::Profiles;
use crate::ingest::reading::Reading;
use crate::ingest::source::{Source, Watch, expansion_limit};
use crate::ingest::{IngestOptions, decode, table};
use crate::schema::{TouchSink, col};

use super::told::finish;
use super::{Log, conventions, rules};
use crate::ingest::plan::Plan;

/// Bytes by which a file shows what it is.
const HEAD: usize = 1 << 20;

/// What a source turned out to be.
pub enum Streamed {
    /// A touch log, read.
    Log(Box<Reading>),
    /// Something else; with its bytes where they can be had only once.
    Other(Option<Vec<u8>>),
}

/// A source to read as a stream.
pub struct Stream<'s> {
    /// The source.
    pub source: &'s Source,
    /// How it is read.
    pub options: &'s IngestOptions,
    /// Bytes of memory that the logs of this run will take, as far as known.
    pub claimed: &'s AtomicU64,
    /// Hears of bytes as they are read.
    pub progress: &'s (dyn Fn(u64) + Sync),
    /// Its place among the sources.
    pub file: u32,
    /// Takes the rows.
    pub sink: &'s dyn TouchSink,
}

impl Stream<'_> {
    /// Reads the source if its beginning is that of a touch log.
    ///
    /// # Errors
    /// [`Error::Unreadable`], [`Error::Damaged`], [`Error::RecordTooLong`], [`Error::TooManyTouches`].
    pub fn read(&self, profiles: &Profiles) -> Result<Streamed> {
        let source = self.source;
        let unreadable = |error| Error::Unreadable {
            path: source.shown.clone(),
            source: error,
        };
        let piped = source.shown == "-";
        let mut raw: Box<dyn Read + Send> = if piped {
            Box::new(std::io::stdin())
        } else {
            Box::new(File::open(&source.path).map_err(unreadable)?)
        };
        let watch = self.options.fingerprint.then(Watch::default);
        if let Some(watch) = &watch {
            raw = Box::new(watch.watched(raw));
        }
        let packed_head = head_of(&mut raw, 64).map_err(unreadable)?;
        let kind = Packing::of(&packed_head);
        let raw = Cursor::new(packed_head).chain(raw);
        if piped && kind != Packing::None {
            return rest(raw).map(Streamed::Other).map_err(unreadable);
        }
        let size = std::fs::metadata(&source.path).map_or(0, |meta| meta.len());
        let mut text: Box<dyn Read + Send> = match kind {
            Packing::None => Box::new(raw),
            Packing::Gzip => Box::new(limited(flate2::read::MultiGzDecoder::new(raw), size)),
            Packing::Zstd => {
                let decoder = zstd::stream::read::Decoder::new(raw).map_err(unreadable)?;
                Box::new(limited(decoder, size))
            }
        };
        let Ok(head) = head_of(&mut text, HEAD) else {
            return Ok(Streamed::Other(None));
        };
        let whole = head.len() < HEAD;
        let Some(start) = Start::of(&head, whole, source, profiles, self.options) else {
            return match piped {
                true => rest(Cursor::new(head).chain(text))
                    .map(Streamed::Other)
                    .map_err(unreadable),
                false => Ok(Streamed::Other(None)),
            };
        };
        if kind == Packing::None && !whole {
            self.claim(&head, size)?;
        }
        let body = Cursor::new(head[start.at..].to_vec()).chain(text);
        let told = Told {
            stream: body,
            progress: if kind == Packing::None {
                self.progress
            } else {
                &|_| {}
            },
        };
        let mut reading = start.read(told, source, self.options, (self.file, self.sink))?;
        reading.fingerprint = watch.map(|watch| watch.fingerprint(&source.shown));
        Ok(Streamed::Log(Box::new(reading)))
    }

    /// Refuses a log whose rows will not fit into memory, before most of it is read.
    fn claim(&self, head: &[u8], size: u64) -> Result<()> {
        let lines = memchr::memchr_iter(b'\n', head).count().max(1) as u64;
        let rows = size.saturating_mul(lines) / head.len().max(1) as u64;
        let needed = rows.saturating_mul(BYTES_PER_ROW);
        let claimed = self
            .claimed
            .fetch_add(needed, Ordering::Relaxed)
            .saturating_add(needed);
        match self.options.touch.memory {
            Some(memory) if claimed > memory => Err(Error::TooManyTouches {
                path: self.source.shown.clone(),
                rows,
                needed: claimed,
                memory,
            }),
            _ => Ok(()),
        }
    }
}

/// Bytes of memory that a row takes while it is read and walked, with some to spare.
const BYTES_PER_ROW: u64 = 40;

/// A stream that tells how far it was read.
struct Told<'p, R> {
    stream: R,
    progress: &'p (dyn Fn(u64) + Sync),
}

impl<R: Read> Read for Told<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.stream.read(buffer)?;
        (self.progress)(read as u64);
        Ok(read)
    }
}

/// How a file is packed, by its first bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
    Zstd,
}

impl Packing {
    fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            _ => Self::None,
        }
    }
}

fn head_of(stream: &mut impl Read, bytes: usize) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(bytes);
    stream.take(bytes as u64).read_to_end(&mut head)?;
    Ok(head)
}

fn rest(mut stream: impl Read) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// A stream that fails where it expands beyond all measure.
fn limited(stream: impl Read + Send, packed: u64) -> impl Read + Send {
    Limited {
        stream,
        left: expansion_limit(packed as usize),
    }
}

struct Limited<R> {
    stream: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.stream.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| {
            std::io::Error::other("it expands to more than a file of its size ever holds")
        })?;
        Ok(read)
    }
}

/// The beginning of a touch log.
struct Start {
    found: Found,
    delimiter: u8,
    encoding: &'static str,
    plan: Plan,
    conventions: crate::ingest::evidence::Conventions,
    /// First byte of the rows.
    at: usize,
    line: u64,
}

impl Start {
    fn of(
        head: &[u8],
        whole: bool,
        source: &Source,
        profiles: &Profiles,
        options: &IngestOptions,
    ) -> Option<Self> {
        let end = if whole {
            head.len()
        } else {
            memchr::memrchr(b'\n', head)? + 1
        };
        let text = std::str::from_utf8(&head[..end]).ok()?;
        if text.contains('\0') {
            return None;
        }
        let marks = decode::marks(text);
        let mut layout = discover::layout(text, profiles, None);
        let [_] = layout.tables[..] else { return None };
        let found = layout.tables.pop()?;
        let Form::Rows(matched) = &found.form else {
            return None;
        };
        if !super::is_log(matched) || layout.unwrapped {
            return None;
        }
        let plan = Plan::new(matched, &found.header);
        if plan.slots.iter().any(|slot| slot.extract.is_some()) {
            return None;
        }
        let rows = found.rows.first()?;
        let conventions = conventions(
            text,
            layout.delimiter,
            &plan,
            &found.rows,
            options,
            &source.shown,
        )
        .ok()?;
        // Dates that need an order, in a file that goes on: only the whole column may decide.
        if !whole && conventions.order.is_some() && options.date_order.is_none() {
            return None;
        }
        // Values without a mark so far, in a file that goes on and separates cells as those with decimal commas do.
        let unmarked = !conventions.mark_seen && options.decimal.is_none();
        let values = plan
            .slots
            .iter()
            .any(|slot| slot.name == col::VALUE && slot.cell.is_some());
        if !whole && unmarked && values && layout.delimiter == b';' {
            return None;
        }
        Some(Self {
            delimiter: layout.delimiter,
            encoding: if marks > 0 { "UTF-8 with BOM" } else { "UTF-8" },
            at: rows.start,
            line: rows.line,
            plan,
            conventions,
            found,
        })
    }

    fn read(
        self,
        body: impl Read + Send,
        source: &Source,
        options: &IngestOptions,
        (file, sink): (u32, &dyn TouchSink),
    ) -> Result<Reading> {
        let place = table::Place {
            path: &source.shown,
            named: source.named,
            delimiter: self.delimiter,
            origin: None,
        };
        let mut reading = table::described(&self.found, &place);
        reading.encoding = self.encoding.into();
        let log = Log {
            path: &source.shown,
            file,
            delimiter: self.delimiter,
            rules: rules(&self.plan, &self.conventions, options, &source.shown),
            keep_rejects: options.keep_rejects,
        };
        let outcome = log.read(body, self.line, sink);
        finish(
            &mut reading,
            &self.plan,
            &self.conventions,
            outcome,
            options,
        )?;
        Ok(reading)
    }
}
