//! The text of a saved result: of a regular file, or of a pipe that was meant.
//!
//! A device never ends and a pipe by its name may never begin, so that both are refused unread. What the shell hands over
//! itself is meant: `-`, and the `/dev/fd/63` of a process substitution.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::error::{Error, Result};

/// The manifest of a pack.
pub const MANIFEST: &str = "manifest.json";

/// Standard input.
pub const STDIN: &str = "-";

/// A result of more bytes is none that is compared: some hundred thousand rows of a report.
const LARGEST: u64 = 256 << 20;

/// Where the shell hands over open pipes.
const HANDED: [&str; 3] = ["/dev/fd/", "/proc/self/fd/", "/dev/stdin"];

/// The whole text of a file, of standard input, or of a pipe that the shell handed over.
///
/// # Errors
/// What is not there, cannot be read, is a device, a pipe or a folder, too large, or no UTF-8.
pub fn text(path: &Path, shown: &str) -> Result<String> {
    let unreadable = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => Error::Missing {
            path: shown.to_owned(),
            similar: Vec::new(),
        },
        _ => Error::Unreadable {
            path: shown.to_owned(),
            source,
        },
    };
    let bytes = if path.as_os_str() == STDIN {
        limited(io::stdin().lock(), shown)?
    } else {
        let found = fs::metadata(path).map_err(unreadable)?;
        let is_handed = HANDED.iter().any(|start| shown.starts_with(start));
        if found.is_dir() {
            return Err(wrong(shown, format!("is a folder without {MANIFEST}")));
        }
        let is_read = found.is_file() || (is_handed && is_pipe(&found));
        if !is_read {
            return Err(wrong(
                shown,
                "is a device or a pipe, expected a regular file".into(),
            ));
        }
        limited(File::open(path).map_err(unreadable)?, shown)?
    };
    String::from_utf8(bytes).map_err(|_| wrong(shown, "is no text".into()))
}

#[cfg(unix)]
fn is_pipe(found: &fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    found.file_type().is_fifo()
}

#[cfg(not(unix))]
fn is_pipe(_: &fs::Metadata) -> bool {
    false
}

fn wrong(shown: &str, what: String) -> Error {
    Error::NotSaved {
        path: shown.to_owned(),
        what,
    }
}

fn limited(from: impl Read, shown: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = LARGEST + 1;
    let read = from.take(most).read_to_end(&mut bytes);
    read.map_err(|source| Error::Unreadable {
        path: shown.to_owned(),
        source,
    })?;
    if bytes.len() as u64 > LARGEST {
        let mega = LARGEST >> 20;
        return Err(wrong(
            shown,
            format!("is larger than {mega} MiB, which no saved result is"),
        ));
    }
    Ok(bytes)
}
