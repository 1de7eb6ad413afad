//! A source opened: decompressed within limits, archives and workbooks as several documents.

use std::io::{Cursor, Read, Seek};
use std::path::Path;

use crate::error::{Error, Result};
use crate::ingest::workbook::{self, Dates};

use super::{Bytes, Content, Document, Source, readable_name};

/// The most that one compressed file may expand to.
pub const EXPANSION_LIMIT: u64 = 8 << 30;

/// The most that a compressed file may expand by; text seldom shrinks a hundredfold.
const EXPANSION_FACTOR: u64 = 1_000;

/// Small files may expand to this much whatever the factor.
const EXPANSION_FLOOR: u64 = 64 << 20;

/// Opens a source's bytes: decompressed, archives and workbooks as several documents.
///
/// # Errors
/// [`Error::Damaged`], [`Error::Bomb`].
pub fn opened(shown: &str, bytes: Bytes, dates: Dates) -> Result<Vec<Document>> {
    expand(shown.to_owned(), bytes, dates, 0)
}

/// All bytes of a source, as they are.
///
/// # Errors
/// [`Error::Unreadable`].
pub fn bytes(source: &Source) -> Result<Bytes> {
    let outcome = if source.shown == "-" {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        read.map(|_| Bytes::Heap(bytes))
    } else {
        Bytes::of_file(&source.path)
    };
    outcome.map_err(|error| Error::Unreadable {
        path: source.shown.clone(),
        source: error,
    })
}

fn expand(shown: String, bytes: Bytes, dates: Dates, depth: u8) -> Result<Vec<Document>> {
    let damaged = |what: String| Error::Damaged {
        path: shown.clone(),
        what,
    };
    if depth > 2 {
        return Err(damaged("archives inside archives inside archives".into()));
    }
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let limit = limit(bytes.len());
        let inner = drained(flate2::read::MultiGzDecoder::new(&bytes[..]), limit, &shown)?;
        return expand(shown, Bytes::Heap(inner), dates, depth + 1);
    }
    if bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        let limit = limit(bytes.len());
        let decoder = zstd::stream::read::Decoder::new(&bytes[..])
            .map_err(|error| damaged(error.to_string()))?;
        let inner = drained(decoder, limit, &shown)?;
        return expand(shown, Bytes::Heap(inner), dates, depth + 1);
    }
    if bytes.starts_with(b"PAR1") {
        let text = workbook::parquet_text(bytes.into_vec())
            .map_err(|what| damaged(format!("cannot be read as parquet: {what}")))?;
        return Ok(vec![Document {
            shown,
            tab: None,
            content: Content::Table {
                text,
                origin: "parquet",
            },
        }]);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return sheets(shown, &bytes, "xls", dates);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive(shown, bytes, dates, depth);
    }
    Ok(vec![Document {
        shown,
        tab: None,
        content: Content::Bytes(bytes),
    }])
}

pub fn limit(packed: usize) -> u64 {
    (packed as u64 * EXPANSION_FACTOR).clamp(EXPANSION_FLOOR, EXPANSION_LIMIT)
}

fn drained(reader: impl Read, limit: u64, shown: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::Damaged {
            path: shown.into(),
            what: format!("compressed data ends early or is broken: {error}"),
        })?;
    if bytes.len() as u64 > limit {
        return Err(Error::Bomb {
            path: shown.into(),
            limit: format!("{} MB", limit >> 20),
        });
    }
    Ok(bytes)
}

fn archive(shown: String, bytes: Bytes, dates: Dates, depth: u8) -> Result<Vec<Document>> {
    let damaged = |what: String| Error::Damaged {
        path: shown.clone(),
        what,
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes[..]))
        .map_err(|error| damaged(error.to_string()))?;
    if archive
        .file_names()
        .any(|name| name.is_ok_and(|name| name == "[Content_Types].xml"))
    {
        if is_own(&mut archive) {
            return Err(Error::Refused {
                path: shown,
                reason: "a workbook that social-roi wrote, not an export".into(),
            });
        }
        drop(archive);
        return sheets(shown, &bytes, "xlsx", dates);
    }
    let mut left = limit(bytes.len());
    let mut documents = Vec::new();
    for index in 0..archive.len() {
        let member = archive
            .by_index(index)
            .map_err(|error| damaged(error.to_string()))?;
        let name = member
            .name()
            .map_err(|error| damaged(error.to_string()))?
            .into_owned();
        let base = name.rsplit('/').next().unwrap_or_default();
        if member.is_dir()
            || base.starts_with('.')
            || name.starts_with("__MACOSX")
            || !readable_name(Path::new(&name))
        {
            continue;
        }
        let inner_name = format!("{shown}/{name}");
        let inner = drained(member, left, &inner_name)?;
        left = left.saturating_sub(inner.len() as u64);
        documents.extend(expand(inner_name, Bytes::Heap(inner), dates, depth + 1)?);
    }
    if documents.is_empty() {
        return Err(damaged("the archive holds no CSV, TSV or workbook".into()));
    }
    documents.sort_by(|a, b| a.shown.cmp(&b.shown));
    Ok(documents)
}

/// Whether a workbook names this program as its author: figures that came from exports would count twice.
fn is_own<R: Read + Seek>(archive: &mut zip::ZipArchive<R>) -> bool {
    /// Bytes of properties that are looked at.
    const HEAD: u64 = 4_096;
    let Ok(properties) = archive.by_name("docProps/core.xml") else {
        return false;
    };
    let mut text = String::new();
    let read = properties.take(HEAD).read_to_string(&mut text);
    read.is_ok() && text.contains("<dc:creator>social-roi ")
}

fn sheets(
    shown: String,
    bytes: &[u8],
    origin: &'static str,
    dates: Dates,
) -> Result<Vec<Document>> {
    let sheets = workbook::sheets(bytes, dates).map_err(|what| Error::Damaged {
        path: shown.clone(),
        what,
    })?;
    let one = sheets.len() == 1;
    let name = |sheet: &str| {
        if one {
            shown.clone()
        } else {
            format!("{shown}/{sheet}")
        }
    };
    Ok(sheets
        .into_iter()
        .map(|(sheet, text)| Document {
            shown: name(&sheet),
            tab: Some(sheet),
            content: Content::Table { text, origin },
        })
        .collect())
}
