//! Assumptions that changed between two ledgers: old, new, and what that did to ROI. Each stands under the key by which it
//! is supposed, whatever records and lines have of it, and its effect is that of `--what-if` with the old figure. Of what
//! lines weigh with others the entries are told, as `--what-if` moves them; what stands in for them on other days is told
//! under its own key. Where nobody changed an entry, but days without one weigh otherwise, the means are told.

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
    /// What lines took before and now, where other figures, or days without one, are in it on some days.
    #[serde(skip)]
    pub with_others: Option<(Amount, Amount)>,
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
    let changed = keys.into_iter().filter_map(|key| {
        let old = entry(&was, before.weighed, &key);
        let new = entry(&is, after.weighed, &key);
        let effect = |old: Amount| effect(after.ledger, supposed(&key, old));
        if same(old.as_ref(), new.as_ref()) {
            let (old, new) = (was.input(&key)?, is.input(&key)?);
            if old.base == new.base || !(has_bare_days(old) || has_bare_days(new)) {
                return None;
            }
            let effect = match new.weighs.is_empty() {
                true => effect(old.base),
                false => Err(NoEffect::NotSupposed),
            };
            return Some(change(key, Some(old), Some(new), effect));
        }
        let effect = match (&old, &new) {
            (Some(old), Some(_)) => effect(old.base),
            (None, _) => Err(NoEffect::New),
            (Some(_), None) => Err(NoEffect::Gone),
        };
        let with_others = with_others(&key, was.input(&key), is.input(&key));
        let own = change(key, old.as_ref(), new.as_ref(), effect);
        Some(AssumptionChange { with_others, ..own })
    });
    changed.collect()
}

/// The keys of what somebody said or what formulas imply, also of what is in means alone.
fn stated(levers: &Levers<'_>, ledger: &Ledger) -> BTreeSet<String> {
    let stated = ledger.inputs.iter();
    let stated = stated.filter(|input| input.kind != InputKind::Measured);
    let keys = stated.flat_map(|input| {
        let weighed = input.weighs.iter().map(|own| &own.key);
        [&input.key].into_iter().chain(weighed)
    });
    keys.map(|key| levers.key_of(key).to_owned()).collect()
}

/// What somebody said under a key; `None` where nothing but entries of other keys stands under it.
fn entry(levers: &Levers<'_>, weighed: &[Input], key: &str) -> Option<Input> {
    let told = levers.told_of(weighed, key)?;
    if told.weighs.is_empty() {
        return Some(told);
    }
    if let Some(entries) = weighed.iter().find(|input| input.key == key) {
        return Some(entries.clone());
    }
    // What is supposed is one figure in each of its entries.
    let own = told.weighs.iter().find(|own| own.key == key)?;
    Some(Input {
        base: own.ends[1],
        low: None,
        high: None,
        weighs: Vec::new(),
        ..told.clone()
    })
}

/// What lines took under a key, where that is not what somebody said under it.
fn with_others(key: &str, was: Option<&Input>, is: Option<&Input>) -> Option<(Amount, Amount)> {
    let (was, is) = was.zip(is)?;
    let is_mixed = |input: &Input| {
        let own = input.weighs.iter().filter(|own| own.key == key);
        !input.weighs.is_empty() && own.map(|own| own.share).sum::<f64>() < WHOLE
    };
    (is_mixed(was) || is_mixed(is)).then_some((was.base, is.base))
}

/// Whether a mean holds days on which there is no entry of any key.
fn has_bare_days(input: &Input) -> bool {
    let shares = input.weighs.iter().map(|own| own.share);
    !input.weighs.is_empty() && shares.sum::<f64>() < WHOLE
}

fn same(old: Option<&Input>, new: Option<&Input>) -> bool {
    let told = |input: &Input| (input.base, input.low, input.high, input.origin.clone());
    let is_by_days = old.zip(new).is_some_and(|(old, new)| is_by_days(old, new));
    is_by_days || old.map(told) == new.map(told)
}

/// Whether both are one entry, of which more or fewer of its days lie in each period: nobody changed it.
pub fn is_by_days(old: &Input, new: &Input) -> bool {
    let places = [old, new].map(|input| input.place.as_deref());
    is_one_entry([old.of_days, new.of_days], places)
}

/// Whether two amounts of days stand in one place.
pub fn is_one_entry(of_days: [bool; 2], [was, is]: [Option<&str>; 2]) -> bool {
    of_days == [true; 2] && was.is_some() && was == is
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

/// What a figure does to the ROI, beside the old one; `then` is the ROI with that.
fn effect(after: &Ledger, then: Option<Figure>) -> Result<f64, NoEffect> {
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
        with_others: None,
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
