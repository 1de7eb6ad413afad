//! Filled sheets that lie beside the project file and that nothing names: whoever filled them thinks that they count.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::ingest::{self, Profiles, Reading, Source, Status};
use crate::project::{FILE_NAME, Project};

use super::sheets::{has_rows, place};

/// What people fill by hand is smaller; what is larger is not opened to see what it is.
const LARGEST: u64 = 1 << 20;

/// A sheet that does not count, why, and how to make it count.
pub struct Outside {
    /// The sheet, as reading would show it.
    pub path: String,
    /// Its list.
    pub table: &'static str,
    /// Why it does not count.
    pub why: String,
    /// How to make it count.
    pub hint: String,
}

impl Outside {
    /// The sheet as something that was not read.
    pub fn reading(self) -> Reading {
        Reading {
            status: Status::Refused,
            table: Some(self.table),
            message: self.why,
            hint: Some(self.hint),
            ..Reading::new(&self.path, false)
        }
    }
}

/// The sheets in the folder of the project file, and in the folders there, that are neither among the sources nor named.
pub fn sheets(project: &Project, sources: &[Source], profiles: &Profiles) -> Vec<Outside> {
    if project.file.is_empty() {
        return Vec::new();
    }
    let folder = Path::new(&project.file).parent().unwrap_or(Path::new(""));
    let among = sources.iter().map(|source| &source.path);
    let known: BTreeSet<PathBuf> = among
        .chain(&project.sheets)
        .flat_map(fs::canonicalize)
        .collect();
    let mut found = Vec::new();
    for path in files(folder) {
        if fs::canonicalize(&path).is_ok_and(|path| known.contains(&path)) {
            continue;
        }
        let source = Source {
            shown: path.display().to_string(),
            path,
            named: false,
        };
        for (shown, table) in ingest::plan_sheets(std::slice::from_ref(&source), profiles) {
            let is_filled =
                place(&shown).is_some_and(|(path, tab)| has_rows(&path, tab.as_deref(), table));
            if is_filled {
                found.push(outside(shown, table, folder, project));
            }
        }
    }
    found
}

fn outside(shown: String, table: &'static str, folder: &Path, project: &Project) -> Outside {
    let own = Path::new(&shown).strip_prefix(folder).ok();
    let own = own.map_or_else(|| shown.clone(), |own| own.display().to_string());
    let mut all: Vec<String> = Vec::new();
    let named = project.named_sheets.iter();
    all.extend(
        named
            .filter(|(list, _)| *list == table)
            .map(|(_, sheet)| sheet.clone()),
    );
    all.push(match place(&shown) {
        Some((_, Some(tab))) => {
            let file = own.strip_suffix(&format!("/{tab}")).unwrap_or(&own);
            format!("{file}#{tab}")
        }
        _ => own,
    });
    let quoted: Vec<String> = all.iter().map(|sheet| format!("\"{sheet}\"")).collect();
    let value = match &quoted[..] {
        [one] => one.clone(),
        many => format!("[{}]", many.join(", ")),
    };
    Outside {
        why: format!(
            "a filled sheet of {table} that nothing in {} names, so that it does not count",
            project.file
        ),
        hint: format!(
            "write `{table} = {value}` under [sheets]; move it out of the folder where it is not to count"
        ),
        path: shown,
        table,
    }
}

/// Small files of a folder and of the folders in it that are no project's and no pack, in their order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = in_folder(folder);
    let (folders, mut files): (Vec<PathBuf>, Vec<PathBuf>) =
        found.drain(..).partition(|path| path.is_dir());
    let own = |folder: &PathBuf| !folder.join(FILE_NAME).exists() && !ingest::is_pack(folder);
    for folder in folders.iter().filter(|folder| own(folder)) {
        files.extend(in_folder(folder));
    }
    files.retain(|path| {
        let is_small = fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() <= LARGEST);
        is_small && ingest::is_listed(path)
    });
    files.sort();
    files
}

fn in_folder(folder: &Path) -> Vec<PathBuf> {
    let here = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    let entries = fs::read_dir(here).into_iter().flatten().flatten();
    let shown = entries.filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
    shown.map(|entry| folder.join(entry.file_name())).collect()
}
