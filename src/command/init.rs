//! `init`: a commented project file that fits the exports of a folder, and a template of each sheet.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::cli::{InitArgs, InputArgs};
use crate::error::{Error, Result, Warning};
use crate::ingest::{self, Reading, Status};
use crate::options::{self, Keep};
use crate::project::{self, Seen};
use crate::schema::{cells, col, plan};

use super::unread::not_read;
use super::{Stage, inputs, output};

/// The folder of the sheets' templates.
const SHEETS: &str = "plan";

/// Runs the command.
pub fn run(args: &InitArgs, stage: &mut Stage<'_>) -> Result<u8> {
    let folder = args.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    make(&folder)?;
    let file = below(&folder, project::FILE_NAME);
    let schema_file = below(&folder, project::SCHEMA_NAME);
    for path in [&file, &schema_file] {
        if path.exists() && !args.force {
            return Err(Error::Exists { path: path.clone() });
        }
    }
    let (seen, unread) = seen(&folder)?;
    let unwritable = |path: &Path| {
        let path = path.to_path_buf();
        move |source| Error::Unwritable { path, source }
    };
    let sheets = below(&folder, SHEETS);
    std::fs::create_dir_all(&sheets).map_err(unwritable(&sheets))?;
    let mut schema = serde_json::to_vec_pretty(&project::json_schema(&super::project::known()))
        .map_err(std::io::Error::from)?;
    schema.push(b'\n');
    if let Some(kept) = set_aside(&file)? {
        writeln!(stage.out, "kept what was filled in as {}", kept.display())?;
    }
    output::write_bytes(Some(&file), project::template(&seen).as_bytes(), stage)?;
    output::write_bytes(Some(&schema_file), &schema, stage)?;
    writeln!(stage.out, "wrote {}", file.display())?;
    writeln!(stage.out, "wrote {}", schema_file.display())?;
    for (name, text) in project::sheet_templates() {
        let path = sheets.join(format!("{name}.csv"));
        // A sheet may hold a year of somebody's work: it stays, whatever is forced.
        let word = if path.exists() {
            "kept"
        } else {
            output::write_bytes(Some(&path), text.as_bytes(), stage)?;
            "wrote"
        };
        writeln!(stage.out, "{word} {}", path.display())?;
    }
    for files in &seen.silent {
        writeln!(
            stage.err,
            "warning: {}: amounts state no currency, and the exports are in {}\nhint: say it under [[accounts]] of {}, where an entry \
             for them is begun",
            files.join(", "),
            seen.currencies.join(", "),
            file.display()
        )?;
    }
    inputs::warn(&unread, stage)?;
    if !stage.global.quiet {
        let found = if seen.files.is_empty() {
            "no exports found"
        } else {
            "exports found"
        };
        writeln!(
            stage.err,
            "{found}; fill in {} and see `social-roi check --project-only{}`",
            file.display(),
            of_project(&folder, &file)
        )?;
    }
    Ok(0)
}

/// Makes a folder that is not there, below one that is.
fn make(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let no_folder = |_| Error::NoFolder {
        path: folder.to_path_buf(),
    };
    std::fs::create_dir(folder).map_err(no_folder)
}

/// What a command needs to find the project file from here; it is found in the working folder and those above.
fn of_project(folder: &Path, file: &Path) -> String {
    if folder == Path::new(".") {
        return String::new();
    }
    let path = file.display().to_string();
    let plain = |letter: char| letter.is_alphanumeric() || "/._-".contains(letter);
    match path.chars().all(plain) {
        true => format!(" --project {path}"),
        false => format!(" --project '{}'", path.replace('\'', "'\\''")),
    }
}

/// Keeps a file that is about to be replaced, under the first name that is free: `social-roi.toml.bak`, then `.bak.2`.
/// Nothing where there is no file.
fn set_aside(file: &Path) -> Result<Option<PathBuf>> {
    if !file.exists() {
        return Ok(None);
    }
    let name = |number: usize| match number {
        1 => format!("{}.bak", file.display()),
        number => format!("{}.bak.{number}", file.display()),
    };
    let mut names = (1..).map(|number| PathBuf::from(name(number)));
    let Some(kept) = names.find(|path| !path.exists()) else {
        return Ok(None);
    };
    std::fs::copy(file, &kept).map_err(|source| Error::Unwritable {
        path: kept.clone(),
        source,
    })?;
    Ok(Some(kept))
}

/// A path in the folder, without a leading `./`.
fn below(folder: &Path, name: &str) -> PathBuf {
    if folder == Path::new(".") {
        PathBuf::from(name)
    } else {
        folder.join(name)
    }
}

/// What the exports of the folder say, and that some could not be read.
fn seen(folder: &Path) -> Result<(Seen, Vec<Warning>)> {
    let sources = match ingest::sources(&[folder.display().to_string()]) {
        Ok(sources) => sources,
        Err(Error::NothingInFolder { .. }) => return Ok(Default::default()),
        Err(error) => return Err(error),
    };
    let options = options::ingest(&InputArgs::default(), Keep::Figures)?;
    let readings = ingest::read(&sources, &inputs::profiles(&[])?, &options, &|| {})?;
    let lost = |reading: &&Reading| matches!(reading.status, Status::Unknown | Status::Error);
    let unread = readings.iter().filter(lost).map(not_read).collect();
    let mut seen = Seen::default();
    let mut groups: BTreeMap<(String, String), Group> = BTreeMap::new();
    let mut currencies: BTreeMap<&str, u64> = BTreeMap::new();
    let mut silent: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for reading in readings
        .iter()
        .filter(|reading| reading.status == Status::Ok)
        // Sheets of the project are no exports.
        .filter(|reading| !reading.table.is_some_and(plan::is_plan))
    {
        let path = relative(&reading.path, folder);
        if reading.table == Some("rates") {
            seen.rates = Some(path);
            continue;
        }
        // Next month's file lies beside this one: its folder is the source.
        let source = path
            .split_once('/')
            .map_or(".", |(folder, _)| folder)
            .to_owned();
        if !seen.sources.contains(&source) {
            seen.sources.push(source);
        }
        let folder = path
            .rsplit_once('/')
            .map_or(&path[..], |(folder, _)| folder)
            .to_owned();
        let title = reading.title.clone().unwrap_or_default();
        groups
            .entry((folder.clone(), title))
            .or_default()
            .add(reading);
        for code in &reading.currencies {
            *currencies.entry(code).or_default() += reading.used;
        }
        accounts(reading, &mut seen.accounts);
        if reading.no_currency {
            silent.entry(folder).or_default().insert(path);
        }
    }
    if seen.sources.iter().any(|source| source == ".") {
        seen.sources = vec![".".into()];
    }
    seen.files = groups
        .iter()
        .map(|((folder, title), group)| group.line(folder, title))
        .collect();
    let mut ranked: Vec<(&str, u64)> = currencies.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    seen.currencies = ranked
        .into_iter()
        .map(|(code, _)| code.to_owned())
        .collect();
    seen.accounts.sort();
    // One currency in the folder is that of all its files.
    if seen.currencies.len() > 1 {
        let files = silent.into_values();
        seen.silent = files.map(|files| files.into_iter().collect()).collect();
    }
    Ok((seen, unread))
}

fn relative(path: &str, folder: &Path) -> String {
    let start = folder.display().to_string();
    let rest = path.strip_prefix(&start).unwrap_or(path);
    rest.trim_start_matches('/').to_owned()
}

/// Exports of one format in one folder.
#[derive(Default)]
struct Group {
    files: BTreeSet<String>,
    days: Option<(NaiveDate, NaiveDate)>,
    currencies: BTreeSet<String>,
}

impl Group {
    fn add(&mut self, reading: &Reading) {
        self.files.insert(reading.path.clone());
        self.currencies.extend(reading.currencies.iter().cloned());
        let both =
            |a: (NaiveDate, NaiveDate), b: (NaiveDate, NaiveDate)| (a.0.min(b.0), a.1.max(b.1));
        self.days = match (self.days, reading.dates) {
            (Some(known), Some(own)) => Some(both(known, own)),
            (known, own) => known.or(own),
        };
    }

    /// `exports/meta: Meta Ads Manager, 7 files, 2025-08-01 to 2026-10-31, EUR`
    fn line(&self, folder: &str, title: &str) -> String {
        let mut parts = vec![title.to_owned()];
        if self.files.len() > 1 {
            parts.push(format!("{} files", self.files.len()));
        }
        parts.extend(self.days.map(|(from, to)| format!("{from} to {to}")));
        parts.extend(self.currencies.iter().cloned());
        format!("{folder}: {}", parts.join(", "))
    }
}

/// Accounts of the rows, with their platforms.
fn accounts(reading: &Reading, accounts: &mut Vec<(String, String)>) {
    let Some(frame) = &reading.frame else { return };
    let Some(names) = cells::texts(frame, col::ACCOUNT) else {
        return;
    };
    let platforms = cells::texts(frame, col::PLATFORM);
    for (row, name) in names.iter().enumerate() {
        let Some(name) = name.filter(|name| !name.is_empty()) else {
            continue;
        };
        let platform = platforms
            .as_ref()
            .and_then(|platforms| platforms[row])
            .unwrap_or_default();
        let pair = (name.to_owned(), platform.to_owned());
        if !accounts.contains(&pair) {
            accounts.push(pair);
        }
    }
}
