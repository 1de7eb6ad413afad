//! A folder of finished files: written whole beside its place, then renamed into it.

use std::path::{Path, PathBuf};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::ingest::MANIFEST;

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

    /// Writes the folder. One that exists is replaced where `force` says so and it is a pack or empty.
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
    if !folder.exists() {
        return Ok(());
    }
    let exists = || Error::Exists {
        path: folder.to_path_buf(),
    };
    let mut entries = std::fs::read_dir(folder).map_err(|_| exists())?;
    let is_empty = entries.next().is_none();
    let is_pack = folder.join(MANIFEST).is_file();
    match (is_empty, force, is_pack) {
        (true, _, _) | (false, true, true) => Ok(()),
        (false, false, _) => Err(exists()),
        (false, true, false) => Err(Error::BadOption {
            what: format!("--pack {}", folder.display()),
            why: "expected a new or empty folder, or a pack: it holds other files, which are not overwritten".into(),
        }),
    }
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
