//! Assumptions that changed between two ledgers: old, new, and what that did to ROI.

use serde::Serialize;

use crate::ledger::figure::Figure;
use crate::ledger::input::{Input, InputKind};
use crate::ledger::plain;
use crate::ledger::result::Ledger;
use crate::schema::Amount;

/// One assumption that changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AssumptionChange {
    /// Its key.
    pub key: String,
    /// Its base before; `None` where there was none.
    #[serde(serialize_with = "plain::amount_or_null")]
    pub before: Option<Amount>,
    /// Its base now; `None` where there is none.
    #[serde(serialize_with = "plain::amount_or_null")]
    pub after: Option<Amount>,
    /// Its range changed.
    pub range_changed: bool,
    /// Its source, owner or day changed.
    pub document_changed: bool,
    /// ROI now less ROI now with the old base; `None` where either is undefined or there is no old or new base.
    pub effect_on_roi: Option<f64>,
}

/// Assumptions, experiments and implied values that differ, in the order of their keys.
pub fn assumptions_changed(before: &Ledger, after: &Ledger) -> Vec<AssumptionChange> {
    let stated = |ledger: &Ledger| -> Vec<Input> {
        let inputs = ledger.inputs.iter();
        inputs
            .filter(|input| input.kind != InputKind::Measured)
            .cloned()
            .collect()
    };
    let (old, new) = (stated(before), stated(after));
    let mut keys: Vec<&str> = old
        .iter()
        .chain(&new)
        .map(|input| input.key.as_str())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    let find =
        |inputs: &'_ [Input], key: &str| inputs.iter().find(|input| input.key == key).cloned();
    keys.into_iter()
        .map(|key| (key, find(&old, key), find(&new, key)))
        .filter(|(_, old, new)| !same(old.as_ref(), new.as_ref()))
        .map(|(key, old, new)| change(after, key, old.as_ref(), new.as_ref()))
        .collect()
}

fn same(old: Option<&Input>, new: Option<&Input>) -> bool {
    let told = |input: &Input| (input.base, input.low, input.high, input.origin.clone());
    let is_same_entry = old.zip(new).is_some_and(|(old, new)| {
        old.of_days && new.of_days && old.place.is_some() && old.place == new.place
    });
    is_same_entry || old.map(told) == new.map(told)
}

fn change(after: &Ledger, key: &str, old: Option<&Input>, new: Option<&Input>) -> AssumptionChange {
    let at = after.inputs.iter().position(|input| input.key == key);
    let effect = |at: usize, old: &Input| {
        let moved = after.model.with(&[(at, old.base.to_f64())]);
        match (after.roi, after.model.roi(&moved)) {
            (Figure::Defined(now), Figure::Defined(then)) => Some(now - then),
            _ => None,
        }
    };
    let differs = |of: fn(&Input, &Input) -> bool| match (old, new) {
        (Some(old), Some(new)) => of(old, new),
        _ => false,
    };
    AssumptionChange {
        key: key.into(),
        before: old.map(|input| input.base),
        after: new.map(|input| input.base),
        range_changed: differs(|old, new| (old.low, old.high) != (new.low, new.high)),
        document_changed: differs(|old, new| old.origin != new.origin),
        effect_on_roi: at.zip(old).and_then(|(at, old)| effect(at, old)),
    }
}
