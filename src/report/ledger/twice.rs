//! Sentences about media that two records may hold (rule F-01): what counts once, as it stands in an export, and what is only
//! taken to be there or beside it.

use std::collections::{BTreeMap, BTreeSet};

use super::words::grouped;
use crate::ledger::{CostLine, RecordedIn};
use crate::schema::{Amount, CostType};

/// Sentences about costs that another record covers, and about media that could be counted twice.
pub fn not_twice(lines: &[CostLine]) -> Vec<String> {
    let mut told: Vec<String> = lines.iter().filter_map(stated).collect();
    told.extend(guessed(lines));
    told
}

/// What covers a cost, where its record says so.
fn stated(line: &CostLine) -> Option<String> {
    let covered = line.covered_by.as_ref()?;
    (!is_guess(line)).then(|| format!("{} is not counted twice: it stands in {covered}", out(line)))
}

/// What no record says: media that names nobody is taken to be in the exports, and that of a vendor who is no platform to be
/// beside them.
pub fn guessed(lines: &[CostLine]) -> Vec<String> {
    let taken = lines.iter().filter(|line| is_guess(line)).filter_map(|line| {
        let covered = line.covered_by.as_ref()?;
        Some(format!(
            "{} names no platform and no vendor, and is taken to be in {covered}: a `vendor` or a `platform` would tell",
            out(line)
        ))
    });
    let mut found: Vec<String> = taken.collect();
    let mut beside: BTreeMap<&str, (Amount, BTreeSet<&str>)> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.is_others) {
        let platforms = exported(line, lines);
        if !platforms.is_empty() {
            let own = beside.entry(&line.note).or_default();
            own.0 += line.counted;
            own.1.extend(platforms);
        }
    }
    found.extend(beside.into_iter().map(|(vendor, (amount, platforms))| {
        let platforms: Vec<&str> = platforms.into_iter().collect();
        format!(
            "media {} of {vendor} counts beside the exports ({}), as its vendor is no platform: `platform = \"{}\"` would say that it is the media of one of them",
            grouped(amount, 2),
            platforms.join(", "),
            platforms[0]
        )
    }));
    found
}

/// The platforms whose exports hold media on days of a record.
fn exported<'l>(record: &CostLine, lines: &'l [CostLine]) -> BTreeSet<&'l str> {
    let lines = lines.iter().filter(|own| {
        own.recorded_in == RecordedIn::Export && own.period.overlap(&record.period).is_some()
    });
    lines.filter_map(|own| own.platform.as_deref()).collect()
}

fn is_guess(line: &CostLine) -> bool {
    line.cost_type == CostType::Media
        && line.recorded_in == RecordedIn::Sheet
        && line.platform.is_none()
}

/// What of a cost does not count, and whose it is.
fn out(line: &CostLine) -> String {
    let whose = match line.note.as_str() {
        "" => "the cost list",
        note => note,
    };
    let amount = grouped(line.amount - line.counted, 2);
    format!("{} {amount} of {whose}", line.cost_type.name())
}
