//! Last touch: wₙ = 1. Source: Adobe Analytics and Matomo, "Last Touch". One touch takes all.

use crate::attribution::model::{Method, Model, Rule, Share};
use crate::attribution::result::Refused;
use crate::attribution::setup::Setup;
use crate::attribution::touches::Touches;

/// `last`.
pub struct Last;

impl Model for Last {
    fn name(&self) -> &'static str {
        "last"
    }

    fn title(&self) -> &'static str {
        "all credit to the last touch"
    }

    fn method(&self, _setup: &Setup) -> Result<Method, Refused> {
        Ok(Method::Rule(Box::new(Self)))
    }
}

impl Rule for Last {
    fn share(&self, touches: &Touches<'_>, _weights: &mut [f64]) -> Share {
        Share::All(touches.channels.len() - 1)
    }
}
