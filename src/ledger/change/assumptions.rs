//! Assumptions that changed between two ledgers: old, new, and what that did to ROI. Each stands under the key by which it
//! is supposed, whatever records and lines have of it, and its effect is that of `--what-if` with the old figure.

use std::collections::BTreeSet;

use serde::Serialize;

use super::effect::EffectKind;
use super::rate::AtRate;
use crate::ledger::figure::{Figure, Reason};
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
    /// ROI now less ROI now with the old base.
    pub effect_on_roi: Option<f64>,
    /// Why there is no such effect.
    #[serde(rename = "effect_status", skip_serializing_if = "Option::is_none")]
    pub no_effect: Option<NoEffect>,
}

/// Why it is not known what a figure does to the ROI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoEffect {
    /// The other period has no such figure.
    New,
    /// This period has none.
    Gone,
    /// The ROI with the old figure, or that of this period, is undefined.
    WithoutRoi(Reason),
    /// This period has no figure in which the old one could stand.
    NotSupposed,
}

impl NoEffect {
    /// The machine code.
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Gone => "gone",
            Self::WithoutRoi(reason) => reason.code(),
            Self::NotSupposed => "not_supposed",
        }
    }

    /// The sentence for a footnote.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::New => "not used in the other period",
            Self::Gone => "no longer used in this period",
            Self::WithoutRoi(reason) => reason.sentence(),
            Self::NotSupposed => {
                "the old figure cannot stand alone in this period, whose lines weigh it with others"
            }
        }
    }
}

impl Serialize for NoEffect {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.code())
    }
}

/// A ledger, and the figures that it weighs with others.
#[derive(Clone, Copy, Debug)]
pub struct Recorded<'l> {
    /// The ledger.
    pub ledger: &'l Ledger,
    /// The figures.
    pub weighed: &'l [Input],
}

/// The ROI with a key at another figure; `None` where nothing can be supposed of it.
pub type Supposing<'s> = dyn Fn(&str, Amount) -> Option<Figure> + 's;

/// Assumptions, experiments and implied values that differ, in the order of their keys. `supposed` is the ROI of the
/// second with a key at another figure; `None` where it cannot be supposed.
pub fn assumptions_changed(
    before: Recorded<'_>,
    after: Recorded<'_>,
    supposed: &Supposing<'_>,
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
            (None, _) => Err(NoEffect::New),
            (Some(_), None) => Err(NoEffect::Gone),
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
    let is_by_days = old.zip(new).is_some_and(|(old, new)| is_by_days(old, new));
    is_by_days || old.map(told) == new.map(told)
}

/// Whether both are one entry, of which more or fewer of its days lie in each period: nobody changed it.
pub fn is_by_days(old: &Input, new: &Input) -> bool {
    old.of_days && new.of_days && old.place.is_some() && old.place == new.place
}

/// What of a factor moved: how much there is of it, what its currency is worth, or what somebody assumes.
pub(super) fn kind_of(old: &Input, new: &Input) -> EffectKind {
    match new.kind {
        InputKind::Measured => EffectKind::Volume,
        _ if is_by_days(old, new) => EffectKind::Volume,
        _ if by_rate_of(old, new).is_some() => EffectKind::Rate,
        _ => EffectKind::Assumption,
    }
}

/// What a figure does to the ROI, beside the old one.
fn effect(
    levers: &Levers<'_>,
    after: &Ledger,
    key: &str,
    old: Amount,
    supposed: &Supposing<'_>,
) -> Result<f64, NoEffect> {
    // A mean that is of other figures too is no figure that could be supposed.
    let is_mixed = |input: &Input| {
        let own = input.weighs.iter().filter(|one| one.key == key);
        !input.weighs.is_empty() && own.map(|one| one.share).sum::<f64>() < WHOLE
    };
    let records = levers.records_of(key);
    let then = match records.iter().any(|input| is_mixed(input)) {
        false => supposed(key, old),
        true => {
            let at = after.inputs.iter().position(|input| input.key == key);
            at.map(|at| after.model.roi(&after.model.with(&[(at, old.to_f64())])))
        }
    };
    match (after.roi, then.ok_or(NoEffect::NotSupposed)?) {
        (Figure::Defined(now), Figure::Defined(then)) => Ok(now - then),
        (Figure::Undefined(reason), _) | (_, Figure::Undefined(reason)) => {
            Err(NoEffect::WithoutRoi(reason))
        }
    }
}

/// All of a mean, but for the last digits of floats.
const WHOLE: f64 = 1.0 - 1e-9;

fn change(
    key: String,
    old: Option<&Input>,
    new: Option<&Input>,
    effect: Result<f64, NoEffect>,
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
        effect_on_roi: effect.ok(),
        no_effect: effect.err(),
    }
}

/// What is stated in both, where only its rate is another one.
fn by_rate_of(old: &Input, new: &Input) -> Option<String> {
    let (was, is) = (AtRate::of(old)?, AtRate::of(new)?);
    let stated = new.exchanged.as_ref()?;
    was.is_moved_by_rate(&is)
        .then(|| format!("{} {}", stated.amount, stated.currency))
}
