//! Participation: every distinct channel of the path gets the whole. The credits do not sum to the conversions.
//!
//! Source: Adobe Analytics "Participation". For reading, never for adding up.

use crate::attribution::model::{Method, Model, Rule, Share};
use crate::attribution::result::Refused;
use crate::attribution::setup::Setup;
use crate::attribution::touches::Touches;

/// `participation`.
pub struct Participation;

impl Model for Participation {
    fn name(&self) -> &'static str {
        "participation"
    }

    fn title(&self) -> &'static str {
        "the whole to every channel on the path; does not add up"
    }

    fn summing(&self) -> bool {
        false
    }

    fn method(&self, _setup: &Setup) -> Result<Method, Refused> {
        Ok(Method::Rule(Box::new(Self)))
    }
}

impl Rule for Participation {
    fn share(&self, _touches: &Touches<'_>, _weights: &mut [f64]) -> Share {
        Share::Each
    }

    fn ordered(&self) -> bool {
        false
    }
}
