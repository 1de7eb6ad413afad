//! The files of the sample, gathered first and written at the end.

use std::fs;
use std::io;
use std::path::Path;

use crate::text::{Encoding, bytes};

/// Files by path.
#[derive(Default)]
pub struct Folder {
    files: Vec<(String, Vec<u8>)>,
}

impl Folder {
    /// Adds a text file.
    pub fn add(&mut self, path: impl Into<String>, text: &str, encoding: Encoding) {
        self.files.push((path.into(), bytes(text, encoding)));
    }

    /// Adds a file of bytes.
    pub fn add_bytes(&mut self, path: impl Into<String>, content: Vec<u8>) {
        self.files.push((path.into(), content));
    }

    /// Writes every file under `root`. Subfolders of an earlier run go first, but only where the README shows that
    /// the folder is ours: a mistyped path must not cost anybody a folder named `meta`.
    pub fn write(&self, root: &Path) -> io::Result<()> {
        let ours = fs::read_to_string(root.join("README.md"))
            .is_ok_and(|text| text.starts_with(crate::readme::TITLE));
        for (path, _) in &self.files {
            if let (true, Some((folder, _))) = (ours, path.split_once('/')) {
                match fs::remove_dir_all(root.join(folder)) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
            }
        }
        for (path, content) in &self.files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap_or(root))?;
            fs::write(path, content)?;
        }
        Ok(())
    }
}
