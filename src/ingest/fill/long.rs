//! A record that never ends: the error, and how the other parts of the file learn that they need not be read.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::error::{Error, Place};
use crate::ingest::records::RECORD_LIMIT;

/// The first part in which a record never ended. What later parts hold is not wanted, and a file of a few million short
/// lines would take much memory before anybody heard of the error.
#[derive(Debug)]
pub(super) struct Broken(AtomicUsize);

impl Broken {
    pub(super) fn new() -> Self {
        Self(AtomicUsize::new(usize::MAX))
    }

    pub(super) fn at(&self, part: usize) {
        self.0.fetch_min(part, Ordering::Relaxed);
    }

    pub(super) fn is_before(&self, part: usize) -> bool {
        self.0.load(Ordering::Relaxed) < part
    }
}

/// The error of a part, with its line counted in the whole file.
pub(super) fn placed(error: Error, line: u64) -> Error {
    match error {
        Error::RecordTooLong { mut place, limit } => {
            place.line = place.line.map(|own| own + line - 1);
            Error::RecordTooLong { place, limit }
        }
        other => other,
    }
}

pub(super) fn too_long(path: &str, line: u64) -> Error {
    Error::RecordTooLong {
        place: Place {
            file: path.into(),
            line: Some(line),
            column: None,
        },
        limit: format!("{} MB", RECORD_LIMIT >> 20),
    }
}
