//! Inputs by the key under which each is supposed: records of one name are one figure, which has one value everywhere.

use std::collections::HashSet;

use super::LedgerReport;
use crate::ledger::{Input, InputKind, Levers, Record, one_figure};

/// The input of a key; what is supposed is one on every day.
pub fn told(key: &str, report: &LedgerReport, levers: &Levers<'_>) -> Option<Input> {
    levers.told_of(weighed(key, report), key)
}

/// Figures that are weighed with others, but for one that is supposed.
fn weighed<'r>(key: &str, report: &'r LedgerReport) -> &'r [Input] {
    let is_supposed = report.what_if.iter().any(|of| of.key == key);
    if is_supposed { &[] } else { &report.weighed }
}

fn records(report: &LedgerReport) -> Vec<Record<'_>> {
    let inputs = report.ledger.inputs.iter();
    let records = inputs.map(|input| Record {
        key: &input.key,
        goes_by: input.goes_by.as_deref(),
        is_measured: input.kind == InputKind::Measured,
        place: input.place.as_deref(),
    });
    records.collect()
}

/// What somebody said, each figure once: records of one entry together, those of several entries one by one, all under
/// the key that they go by. One that is weighed with others is that of its entries, as in the tornado; what it comes to with
/// the others is in its line and in the notes.
pub fn stated(report: &LedgerReport) -> Vec<Input> {
    let ledger = &report.ledger;
    let levers = Levers::of(ledger);
    let one = one_figure(&records(report));
    let wholes: HashSet<&str> = one.values().copied().collect();
    let stated = ledger.inputs.iter();
    let stated = stated.filter(|input| input.kind != InputKind::Measured);
    let own = stated.filter(|input| !one.contains_key(&input.key[..]));
    let found = own.map(|input| {
        let key = levers.key_of(&input.key);
        let is_whole = wholes.contains(key) || levers.records_of(key).len() == 1;
        let mut entries = weighed(key, report).iter();
        let of_entries = entries.find(|entries| entries.key == key);
        let of_entries = of_entries.map(|entries| Input {
            // The weakest of all.
            grade: input.grade,
            ..entries.clone()
        });
        let told = of_entries.or_else(|| told(key, report, &levers));
        let told = told.filter(|_| is_whole);
        Input {
            key: key.to_owned(),
            ..told.unwrap_or_else(|| input.clone())
        }
    });
    found.collect()
}

/// The means of figures whose records have other values.
pub fn means(report: &LedgerReport) -> Vec<Input> {
    let records = records(report);
    let levers = Levers::of(&report.ledger);
    let mut keys: Vec<&str> = one_figure(&records).into_values().collect();
    keys.sort_unstable();
    keys.dedup();
    let differing = keys.into_iter().filter(|key| levers.one_of(key).is_some());
    differing
        .filter_map(|key| told(key, report, &levers))
        .collect()
}
