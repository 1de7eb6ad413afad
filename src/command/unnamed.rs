//! Exports of a project that are not among the files named: what paid media cost beside media then falls on the ads of
//! the named ones alone.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::ingest::{self, Reading};
use crate::project::Project;
use crate::report::listed;

use super::inputs;

/// Files that a note names.
const NAMED: usize = 5;

/// A sentence about exports of spend that the project reads by itself and this run does not.
pub fn note(project: &Project, readings: &[Reading]) -> Option<String> {
    let profiles: Vec<PathBuf> = project.profiles.iter().cloned().collect();
    let profiles = inputs::profiles(&profiles).ok()?;
    let all = project.inputs().into_iter().filter(|input| input != "-");
    let all = all.filter_map(|input| ingest::sources(&[input]).ok());
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    // A member of an archive stands behind its name.
    let places = readings
        .iter()
        .flat_map(|reading| Path::new(&reading.path).ancestors());
    let read: BTreeSet<PathBuf> = places
        .filter(|path| path.is_file())
        .filter_map(real)
        .collect();
    let mut names: Vec<String> = Vec::new();
    for source in all.flatten() {
        let is_read = real(&source.path).is_some_and(|path| read.contains(&path));
        if is_read || names.contains(&source.shown) {
            continue;
        }
        let tables = ingest::tables_of(std::slice::from_ref(&source), &profiles);
        if tables.iter().any(|(_, table)| *table == SPEND) {
            names.push(source.shown);
        }
    }
    names.sort();
    (!names.is_empty()).then(|| {
        format!(
            "the project has further spend, in {}, which is not among the files named: its costs fall on the ads of these alone, so that their roi is not that of all files",
            listed(&names, NAMED)
        )
    })
}

/// The table of spend.
const SPEND: &str = "ad_spend";
