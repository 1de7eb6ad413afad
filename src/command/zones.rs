//! Time zones of accounts beside the one that days are counted in: what cannot be moved is told.

use std::collections::BTreeSet;

use chrono::Datelike;

use crate::error::Warning;
use crate::ingest::{Reading, Status, named_for};
use crate::project::{Account, Project};
use crate::schema::{cells, col};
use crate::time::Zone;

/// Which days a report counts, where a project says a time zone.
pub fn note(project: &Project) -> Option<String> {
    let file = &project.file;
    if let Some(zone) = project.calendar.time_zone {
        return Some(format!(
            "times that state a zone have their day in {zone}, as {file} says; other days are those that their export gives"
        ));
    }
    let zones: BTreeSet<String> = project
        .accounts
        .iter()
        .filter_map(|account| account.time_zone)
        .map(|zone| zone.to_string())
        .collect();
    (!zones.is_empty()).then(|| {
        let zones: Vec<String> = zones.into_iter().collect();
        format!(
            "days are those that each export gives: {file} says time zones of accounts ({}) and none of [calendar]",
            zones.join(", ")
        )
    })
}

/// Warns of exports whose days are those of an account in another zone: a row without a time cannot be moved.
pub fn warn(project: &Project, readings: &mut [Reading]) {
    let Some(zone) = project.calendar.time_zone else {
        return;
    };
    for account in &project.accounts {
        let Some(own) = account.time_zone else {
            continue;
        };
        let dated = |reading: &&mut Reading| {
            reading.status == Status::Ok && !reading.has_moments && reading.dates.is_some()
        };
        for reading in readings.iter_mut().filter(dated) {
            let year = reading.dates.map_or(0, |(_, last)| last.year());
            let minutes = own.minutes_apart(zone, year);
            if minutes > 0 && holds(reading, account, project) {
                reading
                    .warnings
                    .push(mixed(reading, account, (own, zone), minutes));
            }
        }
    }
}

/// Whether a file is an account's: by the project's patterns, else by its own column.
fn holds(reading: &Reading, account: &Account, project: &Project) -> bool {
    let patterns = account.files.iter();
    let rules: Vec<_> = patterns
        .flat_map(|files| project.patterns(files))
        .map(|pattern| (pattern, String::new()))
        .collect();
    let names = || {
        let frame = reading.frame.as_ref()?;
        let same = |name: &Option<&str>| *name == Some(account.account.as_str());
        Some(cells::texts(frame, col::ACCOUNT)?.iter().any(same))
    };
    named_for(&rules, &reading.path).is_some() || names().unwrap_or_default()
}

fn mixed(reading: &Reading, account: &Account, (own, zone): (Zone, Zone), minutes: u32) -> Warning {
    let apart = match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest} min"),
    };
    let what = format!(
        "days of {} are those of {own}, up to {apart} from {zone}: a row without a time stays on its day, so that days and \
         months mix both",
        account.account
    );
    Warning::file(&reading.path, what)
        .hint("export the account in the time zone of the reports, or read totals of whole months with that in mind")
}
