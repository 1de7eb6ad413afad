//! A folder of finished files: written whole beside its place, then renamed into it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::ingest::{MANIFEST, is_pack};

/// Files of a pack by their path within it.
#[derive(Default)]
pub struct Folder {
    files: Vec<(String, Vec<u8>)>,
}

/// A file as the manifest tells it.
#[derive(Serialize)]
pub struct Listed {
    path: String,
    bytes: usize,
    sha256: String,
}

impl Folder {
    /// Takes a file in.
    pub fn add(&mut self, path: &str, bytes: Vec<u8>) {
        self.files.push((path.to_owned(), bytes));
    }

    /// Every file so far, with its size and hash, by path.
    pub fn listed(&self) -> Vec<Listed> {
        let mut listed: Vec<Listed> = self
            .files
            .iter()
            .map(|(path, bytes)| Listed {
                path: path.clone(),
                bytes: bytes.len(),
                sha256: hex(&Sha256::digest(bytes)),
            })
            .collect();
        listed.sort_by(|a, b| a.path.cmp(&b.path));
        listed
    }

    /// Writes the folder. One that exists is replaced where it is empty, or where `force` says so and it holds a pack alone.
    ///
    /// # Errors
    /// [`Error::Exists`], [`Error::Unwritable`]; nothing is left half-written.
    pub fn write(&self, folder: &Path, force: bool) -> Result<()> {
        free(folder, force)?;
        let name = folder
            .file_name()
            .map_or_else(|| "pack".into(), |name| name.to_string_lossy().into_owned());
        let beside =
            |end: &str| folder.with_file_name(format!(".{name}.{}.{end}", std::process::id()));
        let (new, old) = (beside("part"), beside("old"));
        let written = self.fill(&new).and_then(|()| replace(&new, folder, &old));
        if written.is_err() {
            let _ = std::fs::remove_dir_all(&new);
        }
        written
    }

    fn fill(&self, folder: &Path) -> Result<()> {
        for (path, bytes) in &self.files {
            let path = folder.join(path);
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent).map_err(unwritable(parent))?;
            }
            std::fs::write(&path, bytes).map_err(unwritable(&path))?;
        }
        Ok(())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unwritable(path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    let path: PathBuf = path.to_path_buf();
    move |source| Error::Unwritable { path, source }
}

/// Refuses a place that holds something which is not ours to replace.
///
/// # Errors
/// [`Error::Exists`], [`Error::BadOption`].
pub fn free(folder: &Path, force: bool) -> Result<()> {
    let refused = |why: String| Error::BadOption {
        what: format!("--pack {}", folder.display()),
        why,
    };
    if folder.file_name().is_none() {
        return Err(refused(
            "expected a folder of its own, as in `--pack q3`".into(),
        ));
    }
    if !folder.exists() {
        return Ok(());
    }
    let exists = || Error::Exists {
        path: folder.to_path_buf(),
    };
    if !folder.is_dir() || (!force && !is_empty(folder)) {
        return Err(exists());
    }
    match foreign(folder)?.as_slice() {
        [] => Ok(()),
        [first, more @ ..] => {
            let more = match more.len() {
                0 => String::new(),
                count => format!(" and {count} more"),
            };
            Err(refused(format!(
                "expected a new or empty folder, or a pack: it holds {first}{more}, which no pack wrote; nothing is overwritten"
            )))
        }
    }
}

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// What lies in a folder and is no part of the pack there, by path within it.
fn foreign(folder: &Path) -> Result<Vec<String>> {
    let own = if is_pack(folder) {
        listed_in(&folder.join(MANIFEST))
    } else {
        BTreeSet::new()
    };
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).map_err(unwritable(&next))? {
            let path = entry.map_err(unwritable(&next))?.path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
                continue;
            }
            let within = path.strip_prefix(folder).unwrap_or(&path);
            let name = within.to_string_lossy().replace('\\', "/");
            if !own.contains(&name) {
                found.push(name);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The files that a manifest lists, and itself; none where it cannot be read.
fn listed_in(manifest: &Path) -> BTreeSet<String> {
    #[derive(Deserialize)]
    struct Manifest {
        files: Vec<Entry>,
    }
    #[derive(Deserialize)]
    struct Entry {
        path: String,
    }
    let text = std::fs::read(manifest).unwrap_or_default();
    let Ok(manifest) = serde_json::from_slice::<Manifest>(&text) else {
        return BTreeSet::new();
    };
    let files = manifest.files.into_iter().map(|file| file.path);
    files.chain([MANIFEST.to_owned()]).collect()
}

/// Puts the new folder in the place of the old one.
fn replace(new: &Path, folder: &Path, old: &Path) -> Result<()> {
    let had = folder.exists();
    if had {
        std::fs::rename(folder, old).map_err(unwritable(folder))?;
    }
    if let Err(source) = std::fs::rename(new, folder) {
        if had {
            let _ = std::fs::rename(old, folder);
        }
        return Err(unwritable(folder)(source));
    }
    if had {
        let _ = std::fs::remove_dir_all(old);
    }
    Ok(())
}
