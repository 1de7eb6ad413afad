//! Inputs by the key under which each is supposed: records of one name are one figure, which has one value everywhere.

use super::LedgerReport;
use crate::ledger::{Input, InputKind, Levers};

/// The input of a key; what is supposed is one on every day.
pub fn told(key: &str, report: &LedgerReport, levers: &Levers<'_>) -> Option<Input> {
    let is_supposed = report.what_if.iter().any(|of| of.key == key);
    let weighed: &[Input] = if is_supposed { &[] } else { &report.weighed };
    levers.told_of(weighed, key)
}

/// What somebody said, each figure once: records of one entry together, those of several entries one by one, all under
/// the key that they go by.
pub fn stated(report: &LedgerReport) -> Vec<Input> {
    let ledger = &report.ledger;
    let levers = Levers::of(ledger);
    let stated = ledger.inputs.iter();
    let stated = stated.filter(|input| input.kind != InputKind::Measured);
    let mut found = Vec::new();
    for input in stated {
        let key = levers.key_of(&input.key);
        let records = levers.records_of(key);
        let is_margin = records.iter().any(|one| one.key == MARGIN);
        let is_of_one = is_margin || records.iter().all(|one| one.place == records[0].place);
        if is_of_one && input.key != key {
            continue;
        }
        let own = match is_of_one {
            true => told(key, report, &levers).unwrap_or_else(|| input.clone()),
            false => input.clone(),
        };
        found.push(Input {
            key: key.to_owned(),
            ..own
        });
    }
    found
}

/// The margin of all, which those of lines are parts of.
const MARGIN: &str = "margin";
