//! `social-roi.toml`: where the sources are, and which profiles of one's own to read them with.
//!
//! Found in the working folder or a folder above, or named with `--project FILE`. Paths in it are relative to it.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::{Error, Result};

/// The file's name.
pub const FILE_NAME: &str = "social-roi.toml";

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ProjectText {
    sources: Vec<String>,
    profiles: Option<PathBuf>,
}

/// A project; an empty one where there is no file.
#[derive(Clone, Debug, Default)]
pub struct Project {
    folder: PathBuf,
    text: ProjectText,
}

impl Project {
    /// Reads a project file.
    ///
    /// # Errors
    /// [`Error::Unreadable`], and [`Error::BadProject`] with the place of what is wrong.
    pub fn read(path: &Path) -> Result<Self> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|source| Error::Unreadable {
            path: shown.clone(),
            source,
        })?;
        let text = toml::from_str(&text).map_err(|error| Error::BadProject {
            path: shown,
            what: error.to_string(),
        })?;
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        Ok(Self { folder, text })
    }

    /// The project file of a folder or of the nearest folder above it.
    pub fn nearest(folder: &Path) -> Option<PathBuf> {
        folder
            .ancestors()
            .map(|folder| folder.join(FILE_NAME))
            .find(|path| path.is_file())
    }

    /// The inputs that it names.
    pub fn sources(&self) -> Vec<String> {
        let inside = |source: &String| {
            if source == "-" {
                source.clone()
            } else {
                self.folder.join(source).display().to_string()
            }
        };
        self.text.sources.iter().map(inside).collect()
    }

    /// The folder of profiles that it names.
    pub fn profiles(&self) -> Option<PathBuf> {
        self.text
            .profiles
            .as_ref()
            .map(|folder| self.folder.join(folder))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_file_above_is_found_and_its_paths_are_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b");
        std::fs::create_dir_all(&deep).unwrap();
        std::fs::write(
            folder.path().join(FILE_NAME),
            "sources = [\"exports\"]\nprofiles = \"my-profiles\"\n",
        )
        .unwrap();
        let path = Project::nearest(&deep).unwrap();
        let project = Project::read(&path).unwrap();
        assert_eq!(
            project.sources(),
            [folder.path().join("exports").display().to_string()]
        );
        assert_eq!(project.profiles(), Some(folder.path().join("my-profiles")));
    }

    #[test]
    fn unknown_keys_are_errors_with_their_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE_NAME);
        std::fs::write(&path, "sources = []\nsuorces = []\n").unwrap();
        let error = Project::read(&path).unwrap_err().to_string();
        assert!(
            error.contains("line 2") && error.contains("suorces"),
            "{error}"
        );
    }
}
