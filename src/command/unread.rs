//! Files that could not be read: errors where they were named, warnings where they were found.

use crate::error::{Error, Result, Warning};
use crate::ingest::{Reading, Status};
use crate::report::listed;
use crate::schema::plan;

use super::{Stage, inputs};

/// Files that a note names.
const NAMED: usize = 5;

/// Unreadable files: errors where named (or where nothing else is left), warnings where found in a folder.
pub fn report_failures(
    readings: &[Reading],
    stage: &mut Stage<'_>,
    warnings: &mut Vec<Warning>,
) -> Result<bool> {
    let is_sheet = |reading: &Reading| reading.table.is_some_and(plan::is_plan);
    let mut failed = false;
    for reading in readings.iter().filter(|reading| {
        matches!(
            reading.status,
            Status::Unknown | Status::Error | Status::Refused
        )
    }) {
        let hint = reading.hint.clone();
        if reading.named && reading.status != Status::Refused {
            failed = true;
            writeln!(stage.err, "error: {}: {}", reading.path, reading.message)?;
            if let Some(hint) = hint {
                writeln!(stage.err, "hint: {hint}")?;
            }
        } else {
            warnings.push(not_read(reading));
        }
    }
    let some = |reading: &Reading| reading.frame.is_some() || reading.table == Some("touchpoints");
    if !readings.iter().any(some) {
        if failed {
            return Err(Error::NothingToReport {
                why: "no file could be read".into(),
            });
        }
        let all_empty = readings
            .iter()
            .all(|reading| reading.status == Status::NoRows || is_sheet(reading));
        if !all_empty {
            inputs::warn(warnings, stage)?;
            return Err(Error::NothingToReport {
                why: "no file could be read".into(),
            });
        }
    }
    Ok(failed)
}

/// That a file was not read, and why.
pub fn not_read(reading: &Reading) -> Warning {
    let is_sheet = reading.table.is_some_and(plan::is_plan);
    let what = match reading.status {
        Status::Refused if is_sheet => reading.message.clone(),
        Status::Refused => format!("refused: {}", reading.message),
        _ => format!("not read: {}", reading.message),
    };
    let warning = Warning::file(&reading.path, what);
    match &reading.hint {
        Some(hint) => warning.hint(hint),
        None => warning,
    }
}

/// Exports that were not read, of whatever reason, so that what they hold is in no figure.
pub fn unread(readings: &[Reading]) -> Vec<String> {
    let of_data = |reading: &&Reading| {
        let lost = matches!(
            reading.status,
            Status::Unknown | Status::Error | Status::Refused
        );
        lost && !reading.table.is_some_and(plan::is_plan)
    };
    let mut files: Vec<String> = Vec::new();
    for reading in readings.iter().filter(of_data) {
        if !files.contains(&reading.path) {
            files.push(reading.path.clone());
        }
    }
    files
}

/// That files were not read, for who sees the figures and not the warnings, which say why.
pub fn unread_note(files: &[String]) -> Option<String> {
    (!files.is_empty()).then(|| {
        format!(
            "not read, so that what they hold is in no figure: {} (`social-roi inspect` says why)",
            listed(files, NAMED)
        )
    })
}
