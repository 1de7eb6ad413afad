//! Shapley value, simplified: φ_c = Σ over paths whose set of channels T holds c of R(T)/|T|.
//!
//! R(T) is the conversions (or value) of paths whose set of channels is exactly T; with the worth v(S) = Σ over T ⊆ S
//! of R(T), this is the Shapley value of v over all coalitions. Source: Zhao et al. 2018 (arXiv:1804.05327), used by Google Ads
//! Data Hub. Every conversion is split equally among its distinct channels: linear over channels, no evidence of cause.
//! Needs no paths without a conversion. Within a channel, its touches share equally, which is what `shapley-ordered` shows.

use crate::attribution::model::{Method, Model, Rule, Share};
use crate::attribution::result::Refused;
use crate::attribution::setup::Setup;
use crate::attribution::touches::Touches;

/// `shapley`.
pub struct Shapley;

impl Model for Shapley {
    fn name(&self) -> &'static str {
        "shapley"
    }

    fn title(&self) -> &'static str {
        "the same credit to every distinct channel on the path"
    }

    fn method(&self, _setup: &Setup) -> Result<Method, Refused> {
        Ok(Method::Rule(Box::new(DistinctShare)))
    }
}

/// 1/(|T| · m_c) to each touch, m_c how often its channel occurs.
pub(super) struct DistinctShare;

impl Rule for DistinctShare {
    fn share(&self, touches: &Touches<'_>, weights: &mut [f64]) -> Share {
        if touches.distinct() == 1 && weights.len() == 1 {
            return Share::All(0);
        }
        for (weight, channel) in weights.iter_mut().zip(touches.channels) {
            *weight = 1.0 / f64::from(touches.occurrences(*channel));
        }
        Share::Spread(touches.distinct() as f64)
    }

    fn ordered(&self) -> bool {
        false
    }
}
