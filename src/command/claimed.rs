//! Sheets of projects are no exports, wherever they lie.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::ingest::Source;
use crate::project::{Draft, FILE_NAME, Project};

use super::Stage;

/// Takes the sheets of projects out of what is to be read, but those that were named.
///
/// # Errors
/// As [`of_projects`].
pub fn leave_out(
    sources: &mut Vec<Source>,
    project: &Project,
    inputs: &[String],
    stage: &mut Stage<'_>,
) -> Result<()> {
    let own = of_projects(project, inputs, stage)?;
    sources.retain(|source| {
        let path = std::fs::canonicalize(&source.path);
        source.named || path.map_or(true, |path| !own.contains(&path))
    });
    Ok(())
}

/// Where the sheets lie that the project of the run names, and those of a project that lies in a folder of the inputs:
/// half of what such a project says would be worse than nothing of it. Without a project of the run it is said once
/// that theirs does not count.
///
/// # Errors
/// A standard error that cannot be written.
fn of_projects(
    project: &Project,
    inputs: &[String],
    stage: &mut Stage<'_>,
) -> Result<BTreeSet<PathBuf>> {
    let real = |path: &Path| std::fs::canonicalize(path);
    let mut sheets: BTreeSet<PathBuf> = project.sheets.iter().flat_map(|path| real(path)).collect();
    let counts = real(Path::new(&project.file)).ok();
    for folder in inputs {
        let file = Path::new(folder).join(FILE_NAME);
        // A pipe of that name is no project, and may never begin.
        let text = match file.is_file() {
            true => std::fs::read_to_string(&file).ok(),
            false => None,
        };
        let Some(text) = text else { continue };
        if counts.is_some() && real(&file).ok() == counts {
            continue;
        }
        let shown = file.display().to_string();
        let draft = Draft::parse(&shown, Path::new(folder), &text, super::project::known());
        sheets.extend(draft.sheets().iter().flat_map(|sheet| real(&sheet.path)));
        if counts.is_none() && !stage.global.quiet && !stage.told.replace(true) {
            writeln!(
                stage.err,
                "note: {shown} is a project that does not count here: `--project {shown}` makes it count"
            )?;
        }
    }
    Ok(sheets)
}
