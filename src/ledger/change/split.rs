//! The split of a sum of products into effects.

use std::collections::BTreeMap;

use serde::Serialize;

use super::effect::{Effect, EffectKind};
use super::log_mean::log_mean;
use crate::ledger::figure::Reason;
use crate::ledger::plain::{Plain, PlainNumber};
use crate::schema::{Amount, ONE};

/// One factor of a term, before and after.
#[derive(Clone, Debug)]
pub(super) struct Factor {
    pub effect: Effect,
    pub before: f64,
    pub after: f64,
    /// What it is made of.
    pub made: Made,
}

/// What a factor is made of, where the changes of its parts share its effect.
#[derive(Clone, Debug)]
pub(super) enum Made {
    /// It is one figure.
    One,
    /// A sum, and the changes of its parts.
    Sum(Vec<(Effect, f64)>),
    /// One over a sum, and the changes of the parts of that.
    OneOver(Vec<(Effect, f64)>),
}

impl Factor {
    pub fn new(kind: EffectKind, name: impl Into<String>, before: f64, after: f64) -> Self {
        Self {
            effect: Effect::new(kind, name),
            before,
            after,
            made: Made::One,
        }
    }
}

/// One product of a sum.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub name: String,
    pub before: f64,
    pub after: f64,
    pub factors: Vec<Factor>,
}

/// An effect and its size.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct EffectSize<T: Plain + Copy> {
    /// The effect.
    #[serde(flatten)]
    pub effect: Effect,
    /// What it adds to the change.
    #[serde(serialize_with = "plain")]
    pub size: T,
}

/// A term whose change is not split, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Unsplit<T: Plain + Copy> {
    /// The channel or line.
    pub name: String,
    /// What it adds to the change.
    #[serde(serialize_with = "plain")]
    pub change: T,
    /// Why it is not split.
    #[serde(serialize_with = "code")]
    pub reason: Reason,
    /// The factor that has no logarithm; `None` where the whole term is new or gone.
    pub factor: Option<String>,
}

/// A change and what it is made of: `effects` and `unsplit` sum to `change`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Decomposition<T: Plain + Copy> {
    /// The quantity before.
    #[serde(serialize_with = "plain")]
    pub before: T,
    /// The quantity after.
    #[serde(serialize_with = "plain")]
    pub after: T,
    /// After less before.
    #[serde(serialize_with = "plain")]
    pub change: T,
    /// Effects by kind and name.
    pub effects: Vec<EffectSize<T>>,
    /// Terms that are new, gone or without logarithm.
    pub unsplit: Vec<Unsplit<T>>,
}

fn plain<T: Plain + Copy, S: serde::Serializer>(value: &T, out: S) -> Result<S::Ok, S::Error> {
    let number: PlainNumber = value.plain();
    number.serialize(out)
}

fn code<S: serde::Serializer>(reason: &Reason, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(reason.code())
}

impl<T: Plain + Copy> Decomposition<T> {
    /// The sizes of the effects of one kind.
    pub fn of_kind(&self, kind: EffectKind) -> impl Iterator<Item = &EffectSize<T>> {
        self.effects
            .iter()
            .filter(move |sized| sized.effect.kind == kind)
    }
}

/// Splits a sum of terms that changed from `before` to `after`.
pub(super) fn split(terms: &[Term], before: f64, after: f64) -> Decomposition<f64> {
    let mut sizes: BTreeMap<Effect, f64> = BTreeMap::new();
    let mut unsplit = Vec::new();
    for term in terms {
        match obstacle(term) {
            Some((reason, factor)) => unsplit.push(Unsplit {
                name: term.name.clone(),
                change: term.after - term.before,
                reason,
                factor,
            }),
            None => add(term, &mut sizes),
        }
    }
    unsplit.retain(|one: &Unsplit<f64>| one.change != 0.0);
    let mut effects: Vec<EffectSize<f64>> = sizes
        .into_iter()
        .map(|(effect, size)| EffectSize { effect, size })
        .collect();
    // What floats lose in the last digit goes to the largest.
    let parts = effects.iter().map(|one| one.size);
    let found: f64 = parts.chain(unsplit.iter().map(|one| one.change)).sum();
    let left = (after - before) - found;
    let scale: f64 = terms
        .iter()
        .map(|term| term.before.abs() + term.after.abs())
        .sum();
    debug_assert!(
        left.abs() <= 1e-9 * scale,
        "factors do not multiply to their terms: {left} left"
    );
    let largest = effects
        .iter_mut()
        .max_by(|a, b| a.size.abs().total_cmp(&b.size.abs()));
    if let Some(largest) = largest {
        largest.size += left;
    }
    Decomposition {
        before,
        after,
        change: after - before,
        effects,
        unsplit,
    }
}

/// Why a term has no logarithms.
fn obstacle(term: &Term) -> Option<(Reason, Option<String>)> {
    if term.before == 0.0 {
        return Some((Reason::New, None));
    }
    if term.after == 0.0 {
        return Some((Reason::Gone, None));
    }
    if term.factors.is_empty() {
        return Some((Reason::NotSupplied, None));
    }
    let bad = |factor: &&Factor| {
        let ratio = factor.after / factor.before;
        !(ratio.is_finite() && ratio > 0.0)
    };
    if let Some(factor) = term.factors.iter().find(bad) {
        let reason = match factor.before * factor.after < 0.0 {
            true => Reason::NegativeBase,
            false => Reason::ZeroFactor,
        };
        return Some((reason, Some(factor.effect.name.clone())));
    }
    (term.after / term.before <= 0.0).then_some((Reason::NegativeBase, None))
}

fn add(term: &Term, sizes: &mut BTreeMap<Effect, f64>) {
    let weight = log_mean(term.after, term.before);
    for factor in &term.factors {
        // ln(S₁ / S₀) = ΔS / L(S₁, S₀), and ΔS is the sum of its parts.
        let (parts, sign, mean) = match &factor.made {
            Made::Sum(parts) => (parts, 1.0, log_mean(factor.after, factor.before)),
            Made::OneOver(parts) if !parts.is_empty() => {
                let mean = log_mean(1.0 / factor.after, 1.0 / factor.before);
                (parts, -1.0, mean)
            }
            Made::One | Made::OneOver(_) => {
                let size = weight * (factor.after / factor.before).ln();
                *sizes.entry(factor.effect.clone()).or_default() += size;
                continue;
            }
        };
        for (effect, change) in parts {
            *sizes.entry(effect.clone()).or_default() += sign * weight * change / mean;
        }
    }
}

impl Decomposition<f64> {
    /// The same in exact money: sizes are rounded at the twelfth decimal, and what that leaves goes to the largest.
    pub(super) fn in_money(self, before: Amount, after: Amount) -> Decomposition<Amount> {
        let money = |size: f64| Amount((size * ONE as f64).round() as i128);
        let mut effects: Vec<EffectSize<Amount>> = self
            .effects
            .into_iter()
            .map(|one| EffectSize {
                effect: one.effect,
                size: money(one.size),
            })
            .collect();
        let mut unsplit: Vec<Unsplit<Amount>> = self
            .unsplit
            .into_iter()
            .map(|one| Unsplit {
                name: one.name,
                change: money(one.change),
                reason: one.reason,
                factor: one.factor,
            })
            .collect();
        let found: Amount = effects
            .iter()
            .map(|one| one.size)
            .chain(unsplit.iter().map(|one| one.change))
            .sum();
        let left = after - before - found;
        match effects
            .iter_mut()
            .max_by_key(|one| one.size.0.unsigned_abs())
        {
            Some(largest) => largest.size += left,
            None => {
                let largest = unsplit
                    .iter_mut()
                    .max_by_key(|one| one.change.0.unsigned_abs());
                if let Some(largest) = largest {
                    largest.change += left;
                }
            }
        }
        Decomposition {
            before,
            after,
            change: after - before,
            effects,
            unsplit,
        }
    }
}
