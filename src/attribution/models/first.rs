//! First touch: w₁ = 1. Source: Adobe Analytics and Matomo, "First Touch". One touch takes all.

use crate::attribution::model::{Method, Model, Rule, Share};
use crate::attribution::result::Refused;
use crate::attribution::setup::Setup;
use crate::attribution::touches::Touches;

/// `first`.
pub struct First;

impl Model for First {
    fn name(&self) -> &'static str {
        "first"
    }

    fn title(&self) -> &'static str {
        "all credit to the first touch"
    }

    fn method(&self, _setup: &Setup) -> Result<Method, Refused> {
        Ok(Method::Rule(Box::new(Self)))
    }
}

impl Rule for First {
    fn share(&self, _touches: &Touches<'_>, _weights: &mut [f64]) -> Share {
        Share::All(0)
    }
}
