//! What the user named, as a list of documents: files, folders, globs, standard input; archives and workbooks opened.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

use super::workbook;

/// The most that one compressed file may expand to.
pub const EXPANSION_LIMIT: u64 = 8 << 30;

/// The most that a compressed file may expand by; text seldom shrinks a hundredfold.
const EXPANSION_FACTOR: u64 = 1_000;

/// Small files may expand to this much whatever the factor.
const EXPANSION_FLOOR: u64 = 64 << 20;

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
    /// Its bytes, or text where a workbook gave it.
    pub content: Content,
}

/// What a document holds.
#[derive(Debug)]
pub enum Content {
    /// A file's bytes.
    Bytes(Vec<u8>),
    /// Comma-separated text made from a workbook's sheet or a parquet file.
    Table { text: String, origin: &'static str },
}

/// The files behind what the user typed, sorted within folders and globs, each once.
///
/// # Errors
/// [`Error::Missing`], [`Error::Unreadable`], [`Error::NothingInFolder`].
pub fn sources(inputs: &[String]) -> Result<Vec<Source>> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for input in inputs {
        for source in one_input(input)? {
            let key = fs::canonicalize(&source.path).unwrap_or_else(|_| source.path.clone());
            if seen.insert(key) {
                found.push(source);
            }
        }
    }
    Ok(found)
}

fn one_input(input: &str) -> Result<Vec<Source>> {
    if input == "-" {
        return Ok(vec![Source {
            path: "-".into(),
            shown: "-".into(),
            named: true,
        }]);
    }
    let path = Path::new(input);
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => folder(path),
        Ok(_) => Ok(vec![Source {
            path: path.into(),
            shown: input.to_owned(),
            named: true,
        }]),
        Err(_) if input.contains(['*', '?', '[']) => matches(input),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Error::Missing {
            path: input.into(),
            similar: similar_names(path),
        }),
        Err(source) => Err(Error::Unreadable {
            path: input.into(),
            source,
        }),
    }
}

fn similar_names(path: &Path) -> Vec<String> {
    let (Some(name), parent) = (
        path.file_name().and_then(|name| name.to_str()),
        path.parent(),
    ) else {
        return Vec::new();
    };
    let parent = parent
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let Ok(entries) = fs::read_dir(parent) else {
        return Vec::new();
    };
    let mut scored: Vec<(f64, String)> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .map(|other| (strsim::jaro_winkler(name, &other), other))
        .filter(|(score, _)| *score > 0.85)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    scored
        .into_iter()
        .take(2)
        .map(|(_, other)| path.with_file_name(other).display().to_string())
        .collect()
}

fn matches(pattern: &str) -> Result<Vec<Source>> {
    let paths = glob::glob(pattern).map_err(|error| Error::BadOption {
        what: format!("`{pattern}`"),
        why: error.to_string(),
    })?;
    let mut found: Vec<Source> = Vec::new();
    for path in paths.flatten() {
        if path.is_dir() {
            found.extend(folder(&path)?);
        } else {
            found.push(Source {
                shown: path.display().to_string(),
                path,
                named: false,
            });
        }
    }
    if found.is_empty() {
        return Err(Error::Missing {
            path: pattern.into(),
            similar: Vec::new(),
        });
    }
    Ok(found)
}

/// Files of a folder and its subfolders; hidden names, other extensions and links out of the folder are left out.
fn folder(root: &Path) -> Result<Vec<Source>> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let unreadable = |source| Error::Unreadable {
            path: folder.display().to_string(),
            source,
        };
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let entry = entry.map_err(|source| Error::Unreadable {
                path: folder.display().to_string(),
                source,
            })?;
            let name = entry.file_name();
            if name.to_string_lossy().starts_with('.') {
                continue;
            }
            let kind = entry.file_type().map_err(|source| Error::Unreadable {
                path: entry.path().display().to_string(),
                source,
            })?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if readable_name(&entry.path()) && (kind.is_file() || entry.path().is_file()) {
                found.push(Source {
                    shown: entry.path().display().to_string(),
                    path: entry.path(),
                    named: false,
                });
            }
        }
    }
    if found.is_empty() {
        return Err(Error::NothingInFolder {
            path: root.display().to_string(),
        });
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
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

/// Opens a source: decompressed, archives and workbooks as several documents.
///
/// # Errors
/// [`Error::Unreadable`], [`Error::Damaged`], [`Error::Bomb`].
pub fn documents(source: &Source) -> Result<Vec<Document>> {
    let bytes = read_all(source)?;
    expand(source.shown.clone(), bytes, 0)
}

fn read_all(source: &Source) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let outcome = if source.shown == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        fs::read(&source.path).map(|content| bytes = content)
    };
    outcome.map_err(|error| Error::Unreadable {
        path: source.shown.clone(),
        source: error,
    })?;
    Ok(bytes)
}

fn expand(shown: String, bytes: Vec<u8>, depth: u8) -> Result<Vec<Document>> {
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
        return expand(shown, inner, depth + 1);
    }
    if bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        let limit = limit(bytes.len());
        let decoder = zstd::stream::read::Decoder::new(&bytes[..])
            .map_err(|error| damaged(error.to_string()))?;
        let inner = drained(decoder, limit, &shown)?;
        return expand(shown, inner, depth + 1);
    }
    if bytes.starts_with(b"PAR1") {
        let text = workbook::parquet_text(bytes)
            .map_err(|what| damaged(format!("cannot be read as parquet: {what}")))?;
        return Ok(vec![Document {
            shown,
            content: Content::Table {
                text,
                origin: "parquet",
            },
        }]);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return sheets(shown, bytes, "xls");
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive(shown, bytes, depth);
    }
    Ok(vec![Document {
        shown,
        content: Content::Bytes(bytes),
    }])
}

fn limit(packed: usize) -> u64 {
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

fn archive(shown: String, bytes: Vec<u8>, depth: u8) -> Result<Vec<Document>> {
    let damaged = |what: String| Error::Damaged {
        path: shown.clone(),
        what,
    };
    let mut archive =
        zip::ZipArchive::new(Cursor::new(&bytes)).map_err(|error| damaged(error.to_string()))?;
    if archive
        .file_names()
        .any(|name| name.is_ok_and(|name| name == "[Content_Types].xml"))
    {
        drop(archive);
        return sheets(shown, bytes, "xlsx");
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
        documents.extend(expand(inner_name, inner, depth + 1)?);
    }
    if documents.is_empty() {
        return Err(damaged("the archive holds no CSV, TSV or workbook".into()));
    }
    documents.sort_by(|a, b| a.shown.cmp(&b.shown));
    Ok(documents)
}

fn sheets(shown: String, bytes: Vec<u8>, origin: &'static str) -> Result<Vec<Document>> {
    let sheets = workbook::sheets(bytes).map_err(|what| Error::Damaged {
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
            content: Content::Table { text, origin },
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn write(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn open(path: &Path) -> Result<Vec<Document>> {
        documents(&Source {
            path: path.into(),
            shown: "f".into(),
            named: true,
        })
    }

    #[test]
    fn folders_leave_out_hidden_and_foreign_files() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "b.csv",
            "a/c.tsv.gz",
            ".hidden.csv",
            "notes.md",
            ".git/x.csv",
            "d.xlsx",
        ] {
            write(folder.path(), name, b"x");
        }
        let found = sources(&[folder.path().display().to_string()]).unwrap();
        let names: Vec<String> = found
            .iter()
            .map(|source| {
                source
                    .path
                    .strip_prefix(folder.path())
                    .unwrap()
                    .display()
                    .to_string()
            })
            .collect();
        assert_eq!(names, ["a/c.tsv.gz", "b.csv", "d.xlsx"]);
        assert!(found.iter().all(|source| !source.named));
    }

    #[test]
    fn a_file_named_twice_is_read_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = write(folder.path(), "a.csv", b"x").display().to_string();
        assert_eq!(
            sources(&[
                path.clone(),
                path,
                format!("{}/*.csv", folder.path().display())
            ])
            .unwrap()
            .len(),
            1
        );
    }

    #[test]
    fn a_missing_file_names_its_likely_twin() {
        let folder = tempfile::tempdir().unwrap();
        let path = write(folder.path(), "campaigns.csv", b"x");
        let error =
            sources(&[path.with_file_name("campaings.csv").display().to_string()]).unwrap_err();
        assert!(error.hint().unwrap().contains("campaigns.csv"));
    }

    #[test]
    fn compressed_files_open_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let packed = write(folder.path(), "a.csv.gz", &gzip(b"a,b\n"));
        assert!(
            matches!(&open(&packed).unwrap()[0].content, Content::Bytes(bytes) if bytes == b"a,b\n")
        );
        let packed = write(
            folder.path(),
            "a.csv.zst",
            &zstd::encode_all(&b"a,b\n"[..], 3).unwrap(),
        );
        assert!(
            matches!(&open(&packed).unwrap()[0].content, Content::Bytes(bytes) if bytes == b"a,b\n")
        );
    }

    #[test]
    fn a_truncated_gzip_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let whole = gzip(&b"a,b,c,d,e,f\n1,2,3,4,5,6\n".repeat(50));
        let packed = write(folder.path(), "a.csv.gz", &whole[..whole.len() / 2]);
        let error = open(&packed).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("f: compressed data ends early or is broken"),
            "{error}"
        );
    }

    #[test]
    fn a_bomb_is_refused_before_it_fills_memory() {
        let folder = tempfile::tempdir().unwrap();
        let packed = write(folder.path(), "a.csv.gz", &gzip(&vec![b'a'; 80 << 20]));
        let error = open(&packed).unwrap_err();
        assert_eq!(
            error.to_string(),
            "f: expands beyond the limit of 76 MB".replace(
                "76",
                &(limit(fs::metadata(&packed).unwrap().len() as usize) >> 20).to_string()
            )
        );
    }

    #[test]
    fn members_of_an_archive_are_documents_of_their_own() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [
            ("Table data.csv", "a"),
            ("Totals.csv", "b"),
            ("__MACOSX/._x.csv", "junk"),
            ("readme.md", "c"),
        ] {
            writer
                .start_file(name, zip::write::SimpleFileOptions::default())
                .unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        let path = write(
            folder.path(),
            "a.zip",
            &writer.finish().unwrap().into_inner(),
        );
        let names: Vec<String> = open(&path)
            .unwrap()
            .into_iter()
            .map(|document| document.shown)
            .collect();
        assert_eq!(names, ["f/Table data.csv", "f/Totals.csv"]);
    }
}
