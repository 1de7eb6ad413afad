//! The project file of a run.

use crate::cli::Global;
use crate::error::{Error, Result};
use crate::project::Project;

/// The named project, else the nearest one, else an empty one.
///
/// # Errors
/// A project file that cannot be read.
pub fn found(global: &Global) -> Result<Project> {
    let here = || {
        std::env::current_dir().map_err(|source| Error::Unreadable {
            path: ".".into(),
            source,
        })
    };
    let path = match &global.project {
        Some(path) => Some(path.clone()),
        None => Project::nearest(&here()?),
    };
    path.map_or_else(|| Ok(Project::default()), |path| Project::read(&path))
}
