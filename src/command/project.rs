//! The project file of a run, with the sheets and rates that it names.

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::string::FromUtf8Error;

use crate::check;
use crate::cli::Global;
use crate::error::{Error, Fault, Result, Spot, is_pattern};
use crate::ingest;
use crate::metrics::{Registry, registry as built_in};
use crate::options::Keep;
use crate::project::{self, Draft, Known, Marks, Project, Sheet, SheetRef, Unread};
use crate::report;
use crate::schema::cells::day_number;
use crate::time::Period;

use super::{Stage, own_metrics};

/// The named project, else the nearest one, else an empty one.
///
/// # Errors
/// A project file that cannot be read; [`Error::BadProject`] with everything that is wrong in it and its sheets.
pub fn found(stage: &Stage<'_>) -> Result<Rc<Project>> {
    if let Some(project) = stage.project.get() {
        return Ok(Rc::clone(project));
    }
    let project = match path(&stage.global)? {
        None => Project::default(),
        Some(path) => {
            let (project, faults) = checked_by(&path, known_of(stage))?;
            if !faults.is_empty() {
                let mut faults = [lacking(&project, &faults), faults].concat();
                project::sort(&mut faults, &project.file);
                return Err(Error::BadProject { faults });
            }
            project
        }
    };
    Ok(Rc::clone(stage.project.get_or_init(|| Rc::new(project))))
}

/// The metrics of the program and of the project; those of the program alone where the project cannot be read, as they
/// may be what mends it.
pub fn registry(stage: &Stage<'_>) -> Registry {
    let own = found(stage)
        .map(|project| project.metrics.clone())
        .unwrap_or_default();
    own_metrics::added(&own)
}

/// Where the project file is, if there is one.
///
/// # Errors
/// A working folder that is not there.
pub fn path(global: &Global) -> Result<Option<PathBuf>> {
    if let Some(path) = &global.project {
        // The folder of a project stands for its file.
        let inside = path.join(project::FILE_NAME);
        let is_folder_of_one = path.is_dir() && inside.is_file();
        return Ok(Some(if is_folder_of_one {
            inside
        } else {
            path.clone()
        }));
    }
    let here = std::env::current_dir().map_err(|source| Error::Unreadable {
        path: ".".into(),
        source,
    })?;
    let near = Project::nearest(&here);
    // A path below the working folder is told as the user would write it.
    Ok(near.map(|path| {
        path.strip_prefix(&here)
            .map(Path::to_path_buf)
            .unwrap_or(path)
    }))
}

/// A project with everything that is wrong in it.
///
/// # Errors
/// Files that cannot be read.
pub fn checked(path: &Path) -> Result<(Project, Vec<Fault>)> {
    checked_by(path, known())
}

fn checked_by(path: &Path, known: Known) -> Result<(Project, Vec<Fault>)> {
    let shown = path.display().to_string();
    ingest::regular(path, &shown, "project file")?;
    let bytes = std::fs::read(path).map_err(|source| Error::Unreadable {
        path: shown.clone(),
        source,
    })?;
    let text = String::from_utf8(bytes).map_err(|error| other_encoding(&shown, &error))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let draft = Draft::parse(&shown, folder, &text, known);
    Ok(finished(draft, &shown, Vec::new()))
}

/// What a draft means with the sheets that it names and further ones, and everything that is wrong in them.
pub fn finished(draft: Draft, shown: &str, further: Vec<SheetRef>) -> (Project, Vec<Fault>) {
    let sheets: Vec<_> = draft
        .sheets()
        .into_iter()
        .chain(further)
        .map(|named| {
            let sheet = sheet(&named);
            (named, sheet)
        })
        .collect();
    let (rates, unread) = match draft.rates() {
        Some((path, spot)) => match super::rates::rates(&[], Some(&path), Keep::Figures) {
            Ok((rates, _)) => (rates, Vec::new()),
            Err(error) => (ingest::Rates::default(), without_rates(error, spot)),
        },
        None => (ingest::Rates::default(), Vec::new()),
    };
    let rate = |from: &str, to: &str, period: &Period| {
        let (start, end) = (day_number(period.start), day_number(period.end));
        rates.over(from, to, start, end)?.rounded()
    };
    let profiles = draft.profiles().and_then(unread_profiles);
    let (project, mut faults) = draft.finish(&sheets, &rate);
    faults.extend(profiles);
    faults.extend(own_metrics::faults(&project));
    if !unread.is_empty() {
        // Without rates nothing can be converted: that is said once.
        faults.retain(|fault| fault.found != "no rate");
        faults.extend(unread);
    }
    project::sort(&mut faults, shown);
    (project, faults)
}

/// That profiles at a place cannot be read.
fn unread_profiles((path, spot): (PathBuf, Spot)) -> Option<Fault> {
    let error = super::inputs::profiles(&[path]).err()?;
    Some(Fault {
        spot,
        key: "profiles".into(),
        expected: "profiles that can be read".into(),
        found: error.to_string(),
        hint: error.hint(),
    })
}

/// What is wrong with the file of rates that stands at a place.
fn without_rates(error: Error, spot: Spot) -> Vec<Fault> {
    let hint = error.hint();
    let (expected, found, hint) = match error {
        Error::BadProject { faults } => return faults,
        Error::NoRates { path, found } => (
            "rates with the columns date, from, to, rate",
            format!("{path}: {found}"),
            hint,
        ),
        error => ("a CSV of date, from, to, rate", error.to_string(), None),
    };
    vec![Fault {
        spot,
        key: "money.rates".into(),
        expected: expected.into(),
        found,
        hint,
    }]
}

/// Sources that are not there: files and folders by name, and patterns that match nothing. Whoever names inputs on the
/// command line needs none of them. A line that has a fault already has no further one.
pub fn lacking(project: &Project, known: &[Fault]) -> Vec<Fault> {
    let is_told = |spot: &Spot| {
        let same = |fault: &Fault| (&fault.spot.file, fault.spot.line) == (&spot.file, spot.line);
        known.iter().any(same)
    };
    let found = project.sources.places.iter().filter_map(|(source, spot)| {
        if is_told(spot) {
            return None;
        }
        let missing = ingest::sources(std::slice::from_ref(source)).err()?;
        if !matches!(missing, Error::Missing { .. }) {
            return None;
        }
        Some(Fault {
            spot: spot.clone(),
            key: "sources".into(),
            expected: "files that are there".into(),
            found: match is_pattern(source) {
                true => format!("`{source}`, which matches none"),
                false => format!("`{source}`, which is not there"),
            },
            hint: missing.hint(),
        })
    });
    found.collect()
}

/// A project file in another encoding: where that shows, and how to save it.
fn other_encoding(shown: &str, error: &FromUtf8Error) -> Error {
    let right = error.utf8_error().valid_up_to();
    let line = error.as_bytes()[..right]
        .iter()
        .filter(|byte| **byte == b'\n')
        .count()
        + 1;
    let wide =
        error.as_bytes().starts_with(&[0xff, 0xfe]) || error.as_bytes().starts_with(&[0xfe, 0xff]);
    let found = if wide { "UTF-16" } else { "another encoding" };
    Error::OtherEncoding {
        path: shown.to_owned(),
        line,
        found,
    }
}

/// Names that a project may use: the metrics of the program and its attribution models.
pub fn known() -> Known {
    let metrics = built_in().metrics().iter();
    Known {
        metrics: metrics.clone().map(|metric| metric.name.clone()).collect(),
        shares: metrics
            .filter(|metric| metric.is_share())
            .map(|metric| metric.name.clone())
            .collect(),
        models: report::model_names(),
        rules: check::rules().map(|rule| rule.id.to_owned()).collect(),
        allow_undocumented: false,
    }
}

/// The same with what the run lets in.
pub fn known_of(stage: &Stage<'_>) -> Known {
    Known {
        allow_undocumented: stage.allow_undocumented,
        ..known()
    }
}

/// The file that was probably meant by one that is not there.
fn near_file(path: &Path) -> Option<String> {
    let shown = path.display().to_string();
    match ingest::sources(&[shown]) {
        Err(Error::Missing { similar, .. }) => similar
            .first()
            .map(|near| format!("did you mean `{near}`?")),
        _ => None,
    }
}

fn sheet(named: &SheetRef) -> std::result::Result<Sheet, Unread> {
    let shown = named.path.display().to_string();
    if is_pattern(&shown) && !named.path.exists() {
        return Err(Unread {
            found: format!("the pattern `{shown}`: [sheets] names each file by itself"),
            hint: None,
        });
    }
    // A file of that name, not standard input.
    let path = if named.path == Path::new("-") {
        Path::new("./-")
    } else {
        &named.path
    };
    let cells =
        ingest::cells(path, named.tab.as_deref(), named.section).map_err(|error| Unread {
            found: error.to_string(),
            hint: match &error {
                Error::NoTab { .. } => error.hint(),
                _ => near_file(path),
            },
        })?;
    Ok(Sheet {
        path: cells.path,
        rows: cells.rows,
        marks: if cells.plain {
            Marks::Dot
        } else {
            Marks::Unknown
        },
    })
}
