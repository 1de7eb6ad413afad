//! Sheets of costs, hours, budgets … among the inputs: read by the rules of the project file, as if it named them.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::error::{Error, Result, Spot, Warning};
use crate::ingest::Reading;
use crate::project::{Draft, SheetRef};
use crate::schema::plan;

use super::{Stage, project};

/// Takes the sheets among what was read into the project. A sheet that the project names itself is not read again.
///
/// # Errors
/// [`Error::BadProject`] with everything that is wrong in them.
pub fn adopt(readings: &mut [Reading], stage: &mut Stage<'_>) -> Result<Vec<Warning>> {
    let known = project::found(stage)?;
    let own: Vec<PathBuf> = known
        .sheets
        .iter()
        .flat_map(std::fs::canonicalize)
        .collect();
    let (mut further, mut warnings) = (Vec::new(), Vec::new());
    for reading in readings.iter_mut() {
        let Some(table) = reading.table.filter(|table| plan::is_plan(table)) else {
            continue;
        };
        // Since when an assumption holds is no day of the data.
        reading.dates = None;
        // What the lenient reader thinks of its cells does not count.
        reading.warnings.clear();
        let Some((path, tab)) = place(&reading.path) else {
            let what = format!("a sheet of {table} inside an archive, or piped in, is not read");
            warnings.push(Warning::file(&reading.path, what).hint("unpack it and name the file"));
            continue;
        };
        if std::fs::canonicalize(&path).is_ok_and(|path| own.contains(&path)) {
            continue;
        }
        further.push(SheetRef {
            section: table,
            path,
            tab,
            spot: Spot {
                file: reading.path.clone(),
                line: 1,
                column: 1,
            },
        });
    }
    if further.is_empty() {
        return Ok(warnings);
    }
    // Costs are told with the file that they come from.
    let of_cost = |sheet: &&SheetRef| ["costs", "labour"].contains(&sheet.section);
    let name = |sheet: &SheetRef| sheet.path.display().to_string();
    let mut names: Vec<String> = further.iter().filter(of_cost).map(name).collect();
    if names.is_empty() {
        names.extend(further.iter().map(name));
    }
    let path = project::path(&stage.global)?;
    let (shown, draft) = match &path {
        Some(path) => {
            let shown = path.display().to_string();
            let text = std::fs::read_to_string(path).map_err(|source| Error::Unreadable {
                path: shown.clone(),
                source,
            })?;
            let folder = path.parent().unwrap_or(Path::new(""));
            let draft = Draft::parse(&shown, folder, &text, project::known());
            (shown, draft)
        }
        None => {
            let draft = Draft::parse("", Path::new(""), "", project::known());
            (names.join(", "), draft)
        }
    };
    let (mut found, faults) = project::finished(draft, &shown, further);
    if !faults.is_empty() {
        return Err(Error::BadProject { faults });
    }
    found.file = shown;
    stage.project = OnceCell::from(Rc::new(found));
    Ok(warnings)
}

/// The file, and the tab of a workbook, behind the name of a reading.
fn place(shown: &str) -> Option<(PathBuf, Option<String>)> {
    let path = PathBuf::from(shown);
    if path.is_file() {
        return Some((path, None));
    }
    let (file, tab) = shown.rsplit_once('/')?;
    let book = PathBuf::from(file);
    (book.is_file() && !file.to_lowercase().ends_with(".zip")).then(|| (book, Some(tab.to_owned())))
}
