//! Reading what the user named: shared by every command that reads. Announces files, prints warnings, writes rejects.

use std::fs::File;
use std::path::Path;
use std::time::Duration;

use crate::cli::InputArgs;
use crate::error::{Error, Result, Warning};
use crate::ingest::{self, IngestOptions, Profile, Profiles, Reading, Status, Step, TouchOptions};
use crate::options::{self, Keep};
use crate::project::Project;
use crate::schema::TouchSink;

use super::Stage;

/// Inputs of fewer bytes are read before anybody would look at a bar.
const QUICK: u64 = 16 << 20;

/// Progress is shown after this time.
const PATIENCE: Duration = Duration::from_millis(500);

/// The profiles of the program and of the user's files.
///
/// # Errors
/// A profile that cannot be read.
pub fn profiles(paths: &[std::path::PathBuf]) -> Result<Profiles> {
    let mut own = Vec::new();
    for path in paths {
        for path in profile_files(path)? {
            let shown = path.display().to_string();
            ingest::regular(&path, &shown, "profile")?;
            let text = std::fs::read_to_string(&path).map_err(|source| Error::Unreadable {
                path: shown.clone(),
                source,
            })?;
            own.push(Profile::parse(&text, &shown)?);
        }
    }
    Profiles::new(own)
}

/// A file, or the TOML files of a folder.
fn profile_files(path: &Path) -> Result<Vec<std::path::PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let unreadable = |source| Error::Unreadable {
        path: path.display().to_string(),
        source,
    };
    let mut found: Vec<_> = std::fs::read_dir(path)
        .map_err(unreadable)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    found.sort();
    Ok(found)
}

/// Reads the inputs and announces them.
///
/// # Errors
/// Inputs that do not exist, a wrong option, a rejects file that cannot be written.
pub fn read(args: &InputArgs, keep: Keep, stage: &mut Stage<'_>) -> Result<Vec<Reading>> {
    read_into(args, None, keep, stage)
}

/// Reads the inputs and announces them; rows of touch logs go where they are wanted.
///
/// # Errors
/// As [`read`].
pub fn read_into(
    args: &InputArgs,
    touches: Option<(TouchOptions, &dyn TouchSink)>,
    keep: Keep,
    stage: &mut Stage<'_>,
) -> Result<Vec<Reading>> {
    let mut options = options::ingest(args, keep)?;
    let sink = touches.map(|(touch, sink)| {
        options.touch = touch;
        sink
    });
    let project = super::project::found(stage)?;
    options.zone = project.calendar.time_zone;
    accounts(&project, &mut options);
    let inputs = if args.inputs.is_empty() {
        let faults = super::project::lacking(&project, &[]);
        if !faults.is_empty() {
            return Err(Error::BadProject { faults });
        }
        project.inputs()
    } else {
        args.inputs.clone()
    };
    if inputs.is_empty() {
        return Err(none(&project, stage));
    }
    let mut own = args.profile.clone();
    own.extend(project.profiles.clone());
    let profiles = profiles(&own)?;
    let mut sources = ingest::sources(&inputs)?;
    let outside = match args.inputs.is_empty() {
        true => super::outside::sheets(&project, &sources, &profiles),
        false => Vec::new(),
    };
    super::claimed::leave_out(&mut sources, &project, &inputs, stage)?;
    let size =
        |source: &ingest::Source| std::fs::metadata(&source.path).map_or(0, |meta| meta.len());
    let bar = progress(sources.iter().map(size).sum(), stage);
    let step = |step| match step {
        Step::Bytes(bytes) | Step::File(bytes) => bar.inc(bytes),
    };
    let mut readings = ingest::read_into(&sources, &profiles, &options, &step, sink)?;
    if args.inputs.is_empty() {
        refuse_foreign(&project, &mut readings)?;
    }
    super::sheets::leave_out(&project, &mut readings);
    readings.extend(outside.into_iter().map(super::outside::Outside::reading));
    bar.finish_and_clear();
    super::zones::warn(&project, &mut readings);
    if let Some(path) = &args.rejects {
        write_rejects(path, &readings)?;
    }
    Ok(readings)
}

/// That nothing was named, by the command that was run.
pub fn none(project: &Project, stage: &Stage<'_>) -> Error {
    Error::NoInput {
        command: stage.command.clone(),
        project: Some(project.file.clone()).filter(|file| !file.is_empty()),
    }
}

/// Adds what the project says of accounts' files, after what was typed, which counts first.
fn accounts(project: &Project, options: &mut IngestOptions) {
    for account in &project.accounts {
        let patterns = account.files.iter();
        for pattern in patterns.flat_map(|files| project.patterns(files)) {
            let rule = |value: &str| (pattern.clone(), value.to_owned());
            options.account_of.push(rule(&account.account));
            options
                .platform_of
                .extend(account.platform.as_deref().map(rule));
            options
                .currency_of
                .extend(account.currency.as_deref().map(rule));
        }
    }
}

/// Refuses what the project names for one table and holds another.
fn refuse_foreign(project: &Project, readings: &mut [Reading]) -> Result<()> {
    for (table, inputs, spot) in &project.sources.of_table {
        let files = ingest::sources(inputs)?;
        for reading in readings.iter_mut() {
            let held = reading.table.filter(|held| held != table);
            let inside =
                |path: &str| reading.path == path || reading.path.starts_with(&format!("{path}/"));
            if let Some(held) = held.filter(|_| files.iter().any(|file| inside(&file.shown))) {
                reading.status = Status::Refused;
                reading.message = format!("{spot} names it for {table}, and it holds {held}");
                reading.frame = None;
                reading.table = None;
            }
        }
    }
    Ok(())
}

/// Options about files that are about none of those read.
///
/// # Errors
/// A wrong option.
pub fn idle(args: &InputArgs, readings: &[Reading]) -> Result<Vec<Warning>> {
    let options = options::ingest(args, Keep::Figures)?;
    Ok(ingest::idle_rules(readings, &options))
}

fn progress(bytes: u64, stage: &Stage<'_>) -> indicatif::ProgressBar {
    if !stage.terminal.err || stage.global.quiet || bytes < QUICK {
        return indicatif::ProgressBar::hidden();
    }
    let bar = indicatif::ProgressBar::with_draw_target(
        Some(bytes),
        indicatif::ProgressDrawTarget::stderr_with_hz(4),
    );
    bar.set_style(
        indicatif::ProgressStyle::with_template("reading {bytes} of {total_bytes} {bar:30}")
            .expect("the template is constant"),
    );
    bar.enable_steady_tick(PATIENCE);
    bar
}

/// One line per file on standard error, then each warning with its repair.
///
/// # Errors
/// A standard error that cannot be written.
pub fn announce(readings: &[Reading], stage: &mut Stage<'_>) -> Result<()> {
    if stage.global.quiet {
        return Ok(());
    }
    for reading in readings {
        match reading.status {
            Status::Ok => writeln!(stage.err, "{}", reading.announcement())?,
            Status::NoRows => writeln!(stage.err, "read {}: {}", reading.path, reading.message)?,
            Status::Refused | Status::Unknown | Status::Error => {}
        }
    }
    Ok(())
}

/// Prints warnings, each once.
///
/// # Errors
/// A standard error that cannot be written.
pub fn warn(warnings: &[Warning], stage: &mut Stage<'_>) -> Result<()> {
    let mut told: Vec<&Warning> = Vec::new();
    for warning in warnings {
        if told.contains(&warning) {
            continue;
        }
        writeln!(stage.err, "warning: {warning}")?;
        if let Some(hint) = warning
            .hint
            .as_ref()
            .filter(|hint| !told.iter().any(|told| told.hint.as_ref() == Some(hint)))
        {
            writeln!(stage.err, "hint: {hint}")?;
        }
        told.push(warning);
    }
    Ok(())
}

fn write_rejects(path: &Path, readings: &[Reading]) -> Result<()> {
    let unwritable = |source| Error::Unwritable {
        path: path.to_path_buf(),
        source,
    };
    let file = File::create(path).map_err(unwritable)?;
    let mut writer = csv::Writer::from_writer(&file);
    let failed = |error: csv::Error| unwritable(std::io::Error::other(error));
    writer
        .write_record(["file", "line", "column", "expected", "found", "row"])
        .map_err(failed)?;
    for reading in readings {
        if reading.reject_log.is_empty() {
            for reject in &reading.rejects {
                writer.write_record(reject.fields()).map_err(failed)?;
            }
            continue;
        }
        writer.flush().map_err(unwritable)?;
        zstd::stream::copy_decode(&reading.reject_log[..], *writer.get_ref())
            .map_err(unwritable)?;
    }
    writer.flush().map_err(unwritable)
}
