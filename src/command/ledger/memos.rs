//! Counts of the exports that are no money: reach and engagement, and what earned media value would price of them.

use crate::report::ledger::{Input, LedgerInputs, Origin, formulas};
use crate::schema::{Amount, Function, Grade};

use super::costs::rows;
use super::exports::{Files, Measured};

/// The volumes that earned media value prices, and the keys of the prices.
pub fn earned_media(measured: &Measured, given: &mut LedgerInputs) {
    let mut terms: Vec<(String, String)> = Vec::new();
    for (what, count, files) in &measured.memos {
        let price = format!("emv_{what}");
        if given.input(&price).is_some() {
            terms.push((volume(what, *count, files, given), price));
        }
    }
    let pairs: Vec<(&str, &str)> = terms
        .iter()
        .map(|(volume, price)| (volume.as_str(), price.as_str()))
        .collect();
    if pairs.is_empty() {
        let priced = given
            .inputs
            .iter()
            .any(|input| input.key.starts_with("emv_"));
        if priced {
            given.settings.notes.push(
                "--show-emv: no export holds a volume that a price `emv_…` is for, so nothing is priced".into(),
            );
        }
    } else {
        given
            .lines
            .push(formulas::earned_media("", given.period, &pairs));
    }
}

/// L-17: figures that are no money.
pub fn reach(measured: &Measured, given: &mut LedgerInputs) {
    for (what, count, files) in &measured.memos {
        let key = volume(what, *count, files, given);
        let line = formulas::reach(what, given.period, *count, &what.replace('_', " "));
        let line = line.of(Function::Organic).graded(Grade::B3);
        given.lines.push(line.counting(&key));
    }
}

/// The key of a count of the exports, which is written down once.
fn volume(what: &str, count: Amount, files: &Files, given: &mut LedgerInputs) -> String {
    let key = format!("volume_{what}");
    if given.input(&key).is_none() {
        let input = Input::measured(&key, count, Origin::Files(rows(files)));
        given.inputs.push(input.in_unit(what));
    }
    key
}
