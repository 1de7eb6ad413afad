//! The files behind what the user typed.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::Path;

use crate::error::{Error, Result, is_pattern};

use super::{Source, readable_name};

/// The file of a pack that says what it holds.
pub const MANIFEST: &str = "manifest.json";

/// How that file begins.
pub const PACK_MARK: &str = "{\n  \"made_by\": \"social-roi ";

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
        Err(_) if is_pattern(input) => matches(input),
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

/// Whether a folder is a pack that this program wrote: its figures are no exports.
pub fn is_pack(folder: &Path) -> bool {
    let mut start = [0; PACK_MARK.len()];
    let mut manifest = match fs::File::open(folder.join(MANIFEST)) {
        Ok(file) => file,
        Err(_) => return false,
    };
    manifest.read_exact(&mut start).is_ok() && start == *PACK_MARK.as_bytes()
}

/// Files of a folder and its subfolders; hidden names, other extensions, packs and links out of the folder are left out.
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
                if !is_pack(&entry.path()) {
                    folders.push(entry.path());
                }
            } else if readable_name(&entry.path()) && (kind.is_file() || leads(&entry.path())) {
                let shown = entry.path().display().to_string();
                found.push(Source {
                    shown: shown.strip_prefix("./").unwrap_or(&shown).to_owned(),
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

/// Whether a link leads to a file, or to nothing, which reading it will say: whoever set it thinks that the file counts.
fn leads(link: &Path) -> bool {
    match fs::metadata(link) {
        Ok(meta) => meta.is_file(),
        Err(_) => link.is_symlink(),
    }
}
