//! What an effect is called.

use serde::Serialize;

/// A group of effects, in the order of a bridge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectKind {
    /// More or less was done: spend, contacts, customers.
    Volume,
    /// It went to other channels.
    Mix,
    /// It cost more or less: CPM, CPC.
    Price,
    /// More or fewer of them acted: CTR, CVR.
    Rate,
    /// Each was worth more or less: average order.
    Value,
    /// Somebody assumes something else: margin, incrementality.
    Assumption,
    /// The full cost changed.
    Cost,
}

/// One effect.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Effect {
    /// Its group.
    pub kind: EffectKind,
    /// The factor: `cpm`, `aov`, the key of an input, a type of cost.
    pub name: String,
}

impl Effect {
    pub(super) fn new(kind: EffectKind, name: impl Into<String>) -> Self {
        Self {
            kind,
            name: name.into(),
        }
    }
}
