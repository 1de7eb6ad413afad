//! Sheets of costs, hours, budgets … among the inputs: read by the rules of the project file, as if it named them.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::error::{Error, Fault, Result, Spot, Warning};
use crate::ingest::{self, Reading, Status};
use crate::project::{Draft, Project, SheetRef};
use crate::schema::plan;

use super::{Stage, claimed, inputs, outside, project};

/// The project with sheets that it does not name, and everything that is wrong in it and them.
pub type Taken = (Rc<Project>, Vec<Fault>);

/// Takes the sheets among what was read into the project. A sheet that the project names itself is not read again.
///
/// # Errors
/// [`Error::BadProject`] with everything that is wrong in them.
pub fn adopt(readings: &mut [Reading], stage: &mut Stage<'_>) -> Result<Vec<Warning>> {
    let known = project::found(stage)?;
    let (taken, warnings) = taken(readings, &known, stage)?;
    let Some((found, faults)) = taken else {
        return Ok(warnings);
    };
    if !faults.is_empty() {
        return Err(Error::BadProject { faults });
    }
    stage.project = OnceCell::from(found);
    Ok(warnings)
}

/// The project with the sheets among what was read; nothing where it has no further one.
///
/// # Errors
/// A project file that cannot be read.
pub fn taken(
    readings: &mut [Reading],
    known: &Project,
    stage: &Stage<'_>,
) -> Result<(Option<Taken>, Vec<Warning>)> {
    let mut sheets = Vec::new();
    for reading in readings.iter_mut() {
        let Some(table) = reading.table.filter(|table| plan::is_plan(table)) else {
            continue;
        };
        if reading.status == Status::Refused {
            continue;
        }
        // Since when an assumption holds is no day of the data.
        reading.dates = None;
        // What the lenient reader thinks of its cells does not count.
        reading.warnings.clear();
        sheets.push((reading.path.clone(), table));
    }
    let (further, warnings) = further(sheets, known);
    let found = match further.is_empty() {
        true => None,
        false => Some(extended(further, stage)?),
    };
    Ok((found, warnings))
}

/// The project with the sheets among its sources, by their headers alone, and those that do not count, in words.
///
/// # Errors
/// A project or a profile that cannot be read.
pub fn among_sources(
    known: &Project,
    stage: &mut Stage<'_>,
) -> Result<(Option<Taken>, Vec<String>)> {
    let inputs = known.inputs();
    // Those that are not there are faults of their own.
    let there = inputs
        .iter()
        .filter(|input| *input != "-" && ingest::sources(std::slice::from_ref(*input)).is_ok());
    let there: Vec<String> = there.cloned().collect();
    let mut sources = ingest::sources(&there)?;
    let own: Vec<PathBuf> = known.profiles.iter().cloned().collect();
    // Those that cannot be read stop whoever reads exports, not a look at the project.
    let profiles = inputs::profiles(&own).or_else(|_| inputs::profiles(&[]))?;
    let outside = outside::sheets(known, &sources, &profiles).into_iter();
    let outside = outside.map(|one| format!("{}: {}: {}", one.path, one.why, one.hint));
    let (mut sheets, mut left_out) = (Vec::new(), outside.collect::<Vec<String>>());
    claimed::leave_out(&mut sources, known, &there, stage)?;
    for source in &sources {
        for (path, table) in ingest::plan_sheets(std::slice::from_ref(source), &profiles) {
            match is_left_out(&path, table, source.named, known) {
                Some((what, hint)) => left_out.push(format!("{path}: {what}: {hint}")),
                None => sheets.push((path, table)),
            }
        }
    }
    let (further, _) = further(sheets, known);
    let found = match further.is_empty() {
        true => None,
        false => Some(extended(further, stage)?),
    };
    Ok((found, left_out))
}

/// Leaves out the sheets that merely lie among the exports where the project names others of their list: both would
/// count, and nobody meant that.
pub fn leave_out(project: &Project, readings: &mut [Reading]) {
    for reading in readings.iter_mut() {
        let Some(table) = reading.table.filter(|table| plan::is_plan(table)) else {
            continue;
        };
        if let Some((what, hint)) = is_left_out(&reading.path, table, reading.named, project) {
            reading.status = Status::Refused;
            reading.message = what;
            reading.hint = Some(hint);
            reading.frame = None;
            reading.warnings.clear();
        }
    }
}

/// Why a sheet does not count and how to make it; nothing for one that counts, and for one that holds no rows.
fn is_left_out(
    shown: &str,
    table: &'static str,
    named: bool,
    project: &Project,
) -> Option<(String, String)> {
    let others = project.named_sheets.iter();
    let others: Vec<&str> = others
        .filter(|(list, _)| *list == table)
        .map(|(_, sheet)| sheet.as_str())
        .collect();
    let meant = named || project.sources.of_table.iter().any(|(of, ..)| of == table);
    if others.is_empty() || meant {
        return None;
    }
    let (path, tab) = place(shown)?;
    let real = std::fs::canonicalize(&path).ok();
    let is_read = |sheet: &PathBuf| real.is_some() && std::fs::canonicalize(sheet).ok() == real;
    if project.sheets.iter().any(is_read) || !has_rows(&path, tab.as_deref(), table) {
        return None;
    }
    let folder = Path::new(&project.file).parent().unwrap_or(Path::new(""));
    let own = path.strip_prefix(folder).unwrap_or(&path);
    let own = own.display().to_string().replace('\\', "/");
    let own = tab.map_or(own.clone(), |tab| format!("{own}#{tab}"));
    let all: Vec<String> = others
        .iter()
        .chain([&own.as_str()])
        .map(|sheet| format!("\"{sheet}\""))
        .collect();
    Some((
        format!(
            "does not count, as [sheets] names {} for {table}",
            others.join(", ")
        ),
        format!(
            "to count it too, write `{table} = [{}]` there",
            all.join(", ")
        ),
    ))
}

/// Whether a sheet holds more than its header and notes.
pub(super) fn has_rows(path: &Path, tab: Option<&str>, table: &str) -> bool {
    let Ok(cells) = ingest::cells(path, tab, table) else {
        return true;
    };
    let filled = |(_, row): &&(u64, Vec<String>)| {
        let first = row
            .iter()
            .map(|cell| cell.trim())
            .find(|cell| !cell.is_empty());
        first.is_some_and(|first| !first.starts_with('#'))
    };
    cells.rows.iter().filter(filled).count() > 1
}

/// The sheets that the project does not read yet, and those that it cannot.
fn further(sheets: Vec<(String, &'static str)>, known: &Project) -> (Vec<SheetRef>, Vec<Warning>) {
    let own: Vec<PathBuf> = known
        .sheets
        .iter()
        .flat_map(std::fs::canonicalize)
        .collect();
    let (mut further, mut warnings) = (Vec::new(), Vec::new());
    for (shown, table) in sheets {
        let Some((path, tab)) = place(&shown) else {
            let what = format!("a sheet of {table} inside an archive, or piped in, is not read");
            warnings.push(Warning::file(&shown, what).hint("unpack it and name the file"));
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
                file: shown,
                line: 1,
                column: 1,
            },
        });
    }
    (further, warnings)
}

/// The project of the run with further sheets.
fn extended(further: Vec<SheetRef>, stage: &Stage<'_>) -> Result<Taken> {
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
            let draft = Draft::parse(&shown, folder, &text, project::known_of(stage));
            (shown, draft)
        }
        None => {
            let draft = Draft::parse("", Path::new(""), "", project::known_of(stage));
            (names.join(", "), draft)
        }
    };
    let (mut found, faults) = project::finished(draft, &shown, further);
    found.file = shown;
    Ok((Rc::new(found), faults))
}

/// The file, and the tab of a workbook, behind the name of a reading.
pub(super) fn place(shown: &str) -> Option<(PathBuf, Option<String>)> {
    let path = PathBuf::from(shown);
    if path.is_file() {
        return Some((path, None));
    }
    let (file, tab) = shown.rsplit_once('/')?;
    let book = PathBuf::from(file);
    (book.is_file() && !file.to_lowercase().ends_with(".zip")).then(|| (book, Some(tab.to_owned())))
}
