//! Linear: wᵢ = 1/n. Source: Adobe Analytics, Google Analytics, Matomo.

use crate::attribution::model::{Method, Model, Rule, Share};
use crate::attribution::result::Refused;
use crate::attribution::setup::Setup;
use crate::attribution::touches::Touches;

/// `linear`.
pub struct Linear;

impl Model for Linear {
    fn name(&self) -> &'static str {
        "linear"
    }

    fn title(&self) -> &'static str {
        "the same credit to every touch"
    }

    fn method(&self, _setup: &Setup) -> Result<Method, Refused> {
        Ok(Method::Rule(Box::new(Self)))
    }
}

impl Rule for Linear {
    fn share(&self, touches: &Touches<'_>, weights: &mut [f64]) -> Share {
        if touches.channels.len() == 1 {
            return Share::All(0);
        }
        weights.fill(1.0);
        Share::Spread(weights.len() as f64)
    }
}
