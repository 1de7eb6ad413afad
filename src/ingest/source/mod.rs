//! What the user named, as a list of documents: files, folders, globs, standard input; archives and workbooks opened.

mod bytes;
mod fingerprint;
mod inputs;
mod packed;
mod sheet;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

pub use bytes::Bytes;
pub use fingerprint::{Fingerprint, Watch};
pub use inputs::{MANIFEST, PACK_MARK, is_pack, sources};
pub use packed::{bytes, limit as expansion_limit, opened};
pub use sheet::{Cells, cells, is_listed, regular};

const KNOWN: [&str; 8] = ["csv", "tsv", "txt", "tab", "zip", "xlsx", "xls", "parquet"];

/// One file to read, and how it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it lies; `-` is standard input.
    pub path: PathBuf,
    /// The name to show.
    pub shown: String,
    /// Named by the user, not found in a folder or by a glob.
    pub named: bool,
}

/// One text inside a source.
#[derive(Debug)]
pub struct Document {
    /// The name to show: `a.zip/b.csv`, `book.xlsx/Sheet1`.
    pub shown: String,
    /// The tab of a workbook, by its own name.
    pub tab: Option<String>,
    /// Its bytes, or text where a workbook gave it.
    pub content: Content,
}

/// What a document holds.
#[derive(Debug)]
pub enum Content {
    /// A file's bytes.
    Bytes(Bytes),
    /// Comma-separated text made from a workbook's sheet or a parquet file.
    Table { text: String, origin: &'static str },
}

fn readable_name(path: &Path) -> bool {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let name = name
        .strip_suffix(".gz")
        .or_else(|| name.strip_suffix(".zst"))
        .unwrap_or(&name);
    name.rsplit_once('.')
        .is_some_and(|(_, extension)| KNOWN.contains(&extension))
}
