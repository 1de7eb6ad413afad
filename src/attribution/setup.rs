//! What to compute: models and their parameters.

use crate::error::{Error, Result};

use super::model::{Model, Needs};
use super::registry;
use super::result::Note;

/// Days in which a touch loses half its weight (Adobe's and Google's default).
pub const HALF_LIFE_DAYS: f64 = 7.0;

/// Permutations drawn for a sampled Shapley value.
pub const SAMPLES: u32 = 2_000;

/// Highest order of a Markov chain.
pub const MAX_ORDER: u8 = 4;

/// Models and their parameters, for a known number of channels.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Models in the order of the result.
    pub models: Vec<&'static dyn Model>,
    /// Channel ids are `0..channels`.
    pub channels: usize,
    /// Per channel id whether it is direct traffic; may be shorter than `channels`.
    pub direct: Vec<bool>,
    /// What the data hold.
    pub facts: Facts,
    /// Half-life of `time-decay`; infinite is linear.
    pub half_life_days: f64,
    /// How `time-decay` counts days.
    pub granularity: Granularity,
    /// First, middle and last weight of `custom`.
    pub weights: Option<[f64; 3]>,
    /// Orders of `markov`.
    pub orders: Vec<u8>,
    /// Seed of sampled Shapley values.
    pub seed: u64,
    /// Permutations of sampled Shapley values.
    pub samples: u32,
    /// Touches at the same time.
    pub ties: Ties,
    /// Consecutive touches of one channel.
    pub collapse: Collapse,
    /// What to say about models, by name.
    pub notes: Vec<(&'static str, Note)>,
    /// Models whose credit by place in the path is wanted beside `shapley-ordered`'s.
    pub positions: Vec<&'static str>,
}

/// What the data hold beside paths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Times of touches.
    pub ages: bool,
    /// Milestones of deals.
    pub milestones: bool,
}

/// How `time-decay` counts days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Granularity {
    /// To the microsecond.
    #[default]
    Exact,
    /// Whole days, rounded down, as some tools do.
    Day,
}

/// Touches at the same time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ties {
    /// Their order counts.
    #[default]
    Order,
    /// They share their weight equally.
    Split,
}

/// Consecutive touches of one channel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Collapse {
    /// Kept apart; in a chain of order 1 they make no difference.
    #[default]
    No,
    /// The first of each run stands for all.
    Yes,
}

impl Setup {
    /// Every model that the data allow, with the defaults.
    pub fn new(channels: usize, facts: Facts) -> Self {
        Self {
            models: registry::allowed(facts, false),
            channels,
            direct: Vec::new(),
            facts,
            half_life_days: HALF_LIFE_DAYS,
            granularity: Granularity::default(),
            weights: None,
            orders: vec![1],
            seed: 0,
            samples: SAMPLES,
            ties: Ties::default(),
            collapse: Collapse::default(),
            notes: Vec::new(),
            positions: Vec::new(),
        }
    }

    /// Takes the models of those names, or, where there is none, every model that data and weights allow.
    ///
    /// # Errors
    /// [`Error::UnknownName`] for the first name that is unknown.
    pub fn choose<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) -> Result<()> {
        let named = registry::models(names)?;
        self.notes.clear();
        if named.is_empty() {
            self.models = registry::allowed(self.facts, self.weights.is_some());
            return Ok(());
        }
        self.models = named.iter().map(|named| named.model).collect();
        let aliases = named.iter().filter(|named| named.alias);
        self.notes = aliases
            .map(|named| (named.model.name(), Note::AliasOfPosition))
            .collect();
        Ok(())
    }

    /// Whether the parameters make sense.
    ///
    /// # Errors
    /// [`Error::BadOption`] with the first that does not.
    pub fn check(&self) -> Result<()> {
        half_life(self.half_life_days)?;
        if let Some(weights) = self.weights {
            custom_weights(weights)?;
        } else if self
            .models
            .iter()
            .any(|model| model.needs() == Needs::Weights)
        {
            return Err(bad(
                "custom",
                "expected weights for first, middle and last touch, found none",
            ));
        }
        for order in &self.orders {
            if !(1..=MAX_ORDER).contains(order) {
                return Err(bad(
                    "order",
                    format!("expected 1 to {MAX_ORDER}, found {order}"),
                ));
            }
        }
        if self.samples == 0 {
            return Err(bad("samples", "expected at least 1, found 0"));
        }
        Ok(())
    }

    pub(super) fn is_direct(&self, channel: u32) -> bool {
        self.direct.get(channel as usize).copied().unwrap_or(false)
    }

    /// Chain orders, ascending, each once.
    pub(super) fn distinct_orders(&self) -> Vec<u8> {
        let mut orders = self.orders.clone();
        orders.sort_unstable();
        orders.dedup();
        orders
    }
}

/// Checks a half-life.
///
/// # Errors
/// Where it is not above zero.
pub fn half_life(days: f64) -> Result<f64> {
    if days > 0.0 {
        Ok(days)
    } else {
        Err(bad(
            "half-life",
            format!("expected days above 0, found {days}"),
        ))
    }
}

/// Checks weights of `custom`.
///
/// # Errors
/// Where one is negative or no number, or all are zero.
pub fn custom_weights(weights: [f64; 3]) -> Result<[f64; 3]> {
    let found = || weights.map(|weight| weight.to_string()).join(",");
    if !weights
        .iter()
        .all(|weight| weight.is_finite() && *weight >= 0.0)
    {
        return Err(bad(
            "weights",
            format!("expected numbers of 0 or more, found {}", found()),
        ));
    }
    if weights.iter().all(|weight| *weight == 0.0) {
        return Err(bad(
            "weights",
            format!("expected one above 0, found {}", found()),
        ));
    }
    Ok(weights)
}

fn bad(what: &str, why: impl Into<String>) -> Error {
    Error::BadOption {
        what: what.to_owned(),
        why: why.into(),
    }
}
