//! Assumptions that changed between two ledgers: old, new, and what that did to ROI. Each stands under the key by which it
//! is supposed, whatever records and lines have of it, and its effect is that of `--what-if` with the old figure.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::ledger::figure::Figure;
use crate::ledger::input::{Input, InputKind};
use crate::ledger::plain;
use crate::ledger::result::Ledger;
use crate::ledger::sensitivity::Levers;
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
    /// The money of another currency that it is in both, where only the rate of that currency changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_rate_of: Option<String>,
    /// ROI now less ROI now with the old base; `None` where either is undefined or there is no old or new base.
    pub effect_on_roi: Option<f64>,
}

/// A ledger, and the figures that it weighs with others.
#[derive(Clone, Copy, Debug)]
pub struct Recorded<'l> {
    /// The ledger.
    pub ledger: &'l Ledger,
    /// The figures.
    pub weighed: &'l [Input],
}

/// Assumptions, experiments and implied values that differ, in the order of their keys. `supposed` is the ROI of the
/// second with a key at another figure.
pub fn assumptions_changed(
    before: Recorded<'_>,
    after: Recorded<'_>,
    supposed: &dyn Fn(&str, Amount) -> Option<f64>,
) -> Vec<AssumptionChange> {
    let [was, is] = [before, after].map(|of| Levers::of(of.ledger));
    let mut keys = stated(&was, before.ledger);
    keys.extend(stated(&is, after.ledger));
    let pairs = keys.into_iter().map(|key| {
        let old = was.told_of(before.weighed, &key);
        let new = is.told_of(after.weighed, &key);
        (key, old, new)
    });
    let moved = pairs.filter(|(_, old, new)| !same(old.as_ref(), new.as_ref()));
    let changed = moved.map(|(key, old, new)| {
        let effect = match (&old, &new) {
            (Some(old), Some(_)) => effect(&is, after.ledger, &key, old.base, supposed),
            _ => None,
        };
        change(key, old.as_ref(), new.as_ref(), effect)
    });
    changed.collect()
}

/// The keys of what somebody said or what formulas imply.
fn stated(levers: &Levers<'_>, ledger: &Ledger) -> BTreeSet<String> {
    let stated = ledger.inputs.iter();
    let stated = stated.filter(|input| input.kind != InputKind::Measured);
    let keys = stated.map(|input| levers.key_of(&input.key).to_owned());
    keys.collect()
}

fn same(old: Option<&Input>, new: Option<&Input>) -> bool {
    let told = |input: &Input| (input.base, input.low, input.high, input.origin.clone());
    let is_same_entry = old.zip(new).is_some_and(|(old, new)| {
        old.of_days && new.of_days && old.place.is_some() && old.place == new.place
    });
    is_same_entry || old.map(told) == new.map(told)
}

/// What a figure does to the ROI, beside the old one.
fn effect(
    levers: &Levers<'_>,
    after: &Ledger,
    key: &str,
    old: Amount,
    supposed: &dyn Fn(&str, Amount) -> Option<f64>,
) -> Option<f64> {
    let now = after.roi.value()?;
    // A mean that is of other figures too is no figure that could be supposed.
    let is_mixed = |input: &Input| {
        let own = input.weighs.iter().filter(|one| one.key == key);
        !input.weighs.is_empty() && own.map(|one| one.share).sum::<f64>() < WHOLE
    };
    let records = levers.records_of(key);
    let then = match records.iter().any(|input| is_mixed(input)) {
        false => supposed(key, old)?,
        true => {
            let at = after.inputs.iter().position(|input| input.key == key)?;
            let moved = after.model.with(&[(at, old.to_f64())]);
            match after.model.roi(&moved) {
                Figure::Defined(roi) => roi,
                Figure::Undefined(_) => return None,
            }
        }
    };
    Some(now - then)
}

/// All of a mean, but for the last digits of floats.
const WHOLE: f64 = 1.0 - 1e-9;

fn change(
    key: String,
    old: Option<&Input>,
    new: Option<&Input>,
    effect_on_roi: Option<f64>,
) -> AssumptionChange {
    let differs = |of: fn(&Input, &Input) -> bool| match (old, new) {
        (Some(old), Some(new)) => of(old, new),
        _ => false,
    };
    let document_changed = differs(|old, new| old.origin != new.origin);
    AssumptionChange {
        key,
        before: old.map(|input| input.base),
        after: new.map(|input| input.base),
        range_changed: differs(|old, new| (old.low, old.high) != (new.low, new.high)),
        document_changed,
        by_rate_of: old
            .zip(new)
            .filter(|_| !document_changed)
            .and_then(|(old, new)| by_rate_of(old, new)),
        effect_on_roi,
    }
}

/// What is stated in both, where only its rate is another one: the ends of its range are stated as before too.
pub(super) fn by_rate_of(old: &Input, new: &Input) -> Option<String> {
    let (was, is) = (old.exchanged.as_ref()?, new.exchanged.as_ref()?);
    let stated = |end: Option<Amount>, rate: Amount| end.map(|end| end.to_f64() / rate.to_f64());
    let is_alike = |old: Option<Amount>, new: Option<Amount>| match (
        stated(old, was.rate),
        stated(new, is.rate),
    ) {
        (None, None) => true,
        (Some(old), Some(new)) => (old - new).abs() <= 1e-6 * old.abs().max(1.0),
        _ => false,
    };
    let same = (was.amount, &was.currency) == (is.amount, &is.currency);
    let alone = same && is_alike(old.low, new.low) && is_alike(old.high, new.high);
    (alone && was.rate != is.rate).then(|| format!("{} {}", is.amount, is.currency))
}
