//! The project file and its sheets among the files that figures rest on.

use std::path::Path;

use crate::ingest::Fingerprint;
use crate::project::Project;
use crate::report::{InputFile, Method};

use super::{Stage, project};

/// Adds them after the exports, each once: a sheet that lies among the exports was read with them.
pub fn add(method: &mut Method, stage: &Stage<'_>) {
    let Ok(project) = project::found(stage) else {
        return;
    };
    let path = project::path(&stage.global).ok().flatten();
    let file = path.map(|path| own(&project, &path));
    let sheets = project.read_sheets.iter().map(|sheet| InputFile {
        path: sheet.shown.clone(),
        title: format!("a sheet of the project: {}", sheet.section),
        format: "sheet".into(),
        table: sheet.section.into(),
        ..described(&project, &sheet.shown, &sheet.path)
    });
    let all: Vec<InputFile> = file.into_iter().chain(sheets).collect();
    for one in all {
        let same = |known: &InputFile| known.table == one.table && is_same(known, &one);
        if !method.inputs.iter().any(same) {
            method.inputs.push(one);
        }
    }
}

/// Whether two are the same table: by their path, else by the bytes of the file and its tab.
fn is_same(known: &InputFile, one: &InputFile) -> bool {
    let tab = |input: &InputFile| input.path.strip_prefix(&input.file).map(str::to_owned);
    let real = |input: &InputFile| std::fs::canonicalize(&input.file).ok();
    known.path == one.path
        || (tab(known) == tab(one) && real(known).is_some() && real(known) == real(one))
}

fn own(project: &Project, path: &Path) -> InputFile {
    let shown = path.display().to_string();
    InputFile {
        title: "the project file".into(),
        format: "project".into(),
        table: "project".into(),
        encoding: "UTF-8".into(),
        ..described(project, &shown, path)
    }
}

/// A file by the bytes that it holds.
fn described(project: &Project, shown: &str, path: &Path) -> InputFile {
    let file = path.display().to_string();
    let bytes = std::fs::read(path).ok();
    let print = bytes.map(|bytes| Fingerprint::of(&file, &bytes));
    InputFile {
        path: shown.to_owned(),
        file,
        bytes: print.as_ref().map(|known| known.bytes),
        sha256: print.map(|known| known.sha256),
        status: "ok".into(),
        used: project.rows_of(shown) as u64,
        ..InputFile::default()
    }
}
