//! Inputs by the key under which each is supposed: records of one name are one figure, which has one value everywhere.

use super::LedgerReport;
use crate::ledger::{Input, InputKind, key_of, records_of, told_of};

/// The input of a key; what is supposed is one on every day.
pub fn told(key: &str, report: &LedgerReport) -> Option<Input> {
    told_of(&report.ledger, weighed(key, report), key)
}

/// Figures that are weighed with others, but for one that is supposed.
fn weighed<'r>(key: &str, report: &'r LedgerReport) -> &'r [Input] {
    let is_supposed = report.what_if.iter().any(|of| of.key == key);
    if is_supposed { &[] } else { &report.weighed }
}

/// What somebody said, each figure once: records of one entry together, those of several entries one by one, all under
/// the key that they go by. One that is weighed with others is that of its entries, as in the tornado; what it comes to with
/// the others is in its line and in the notes.
pub fn stated(report: &LedgerReport) -> Vec<Input> {
    let ledger = &report.ledger;
    let stated = ledger.inputs.iter();
    let stated = stated.filter(|input| input.kind != InputKind::Measured);
    let mut found = Vec::new();
    for input in stated {
        let key = key_of(&input.key, &ledger.inputs);
        let records = records_of(ledger, key);
        let is_margin = records.iter().any(|one| one.key == MARGIN);
        let is_of_one = is_margin || records.iter().all(|one| one.place == records[0].place);
        if is_of_one && input.key != key {
            continue;
        }
        let mut entries = weighed(key, report).iter();
        let own = match is_of_one {
            true => entries
                .find(|entries| entries.key == key)
                .map(|entries| Input {
                    // The weakest of all.
                    grade: input.grade,
                    ..entries.clone()
                })
                .or_else(|| told(key, report))
                .unwrap_or_else(|| input.clone()),
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
