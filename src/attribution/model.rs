//! What an attribution model is. A model is one file in `models/` and one line in its list.

use std::fmt;

use super::result::Refused;
use super::setup::Setup;
use super::touches::Touches;

/// An attribution model by name.
pub trait Model: Sync {
    /// What people type.
    fn name(&self) -> &'static str;

    /// What it does, in one sentence without a full stop.
    fn title(&self) -> &'static str;

    /// Whether its credits sum to the conversions.
    fn summing(&self) -> bool {
        true
    }

    /// Whether its credit is shown by place in the path even where that was not asked for.
    fn by_place(&self) -> bool {
        false
    }

    /// What the data must hold for it to run.
    fn needs(&self) -> Needs {
        Needs::Paths
    }

    /// How it works with these parameters.
    ///
    /// # Errors
    /// Where the data do not hold what it needs.
    fn method(&self, setup: &Setup) -> Result<Method, Refused>;
}

impl fmt::Debug for dyn Model {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// What the data must hold for a model to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing but paths.
    Paths,
    /// Times of touches.
    Ages,
    /// Milestones of deals.
    Milestones,
    /// Weights that the user gives.
    Weights,
}

/// How a model works.
pub enum Method {
    /// Credit within each journey.
    Rule(Box<dyn Rule>),
    /// Removal effects in Markov chains of these orders.
    Chain(Vec<u8>),
    /// Shapley value of the conversion rate over sets of channels.
    ConversionRate,
}

/// Credit within one journey.
pub trait Rule: Send + Sync {
    /// Who gets what; `weights` has a place for each touch, and counts only where [`Share::Spread`] comes back.
    fn share(&self, touches: &Touches<'_>, weights: &mut [f64]) -> Share;

    /// Whether the order of touches at the same time can matter.
    fn ordered(&self) -> bool {
        true
    }

    /// Whether a journey of one touch always gives all to it.
    fn plain(&self) -> bool {
        true
    }

    /// Whether a touch of this channel takes part when touches at the same time share their weight.
    fn takes_part(&self, _channel: u32) -> bool {
        true
    }
}

/// How one journey's conversions are shared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Share {
    /// One touch takes all.
    All(usize),
    /// In proportion to the weights, which are not negative and sum to this.
    Spread(f64),
    /// Every distinct channel gets the whole.
    Each,
    /// The journey lacks what the rule needs: nobody gets anything.
    Missing,
}
