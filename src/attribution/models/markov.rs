//! Markov removal effect: what share of conversions is lost when a channel leads nowhere.
//!
//! Chain, formula and edges: [`crate::attribution::chain`] and [`crate::attribution::removal`].

use crate::attribution::model::{Method, Model};
use crate::attribution::result::Refused;
use crate::attribution::setup::Setup;

/// `markov`.
pub struct Markov;

impl Model for Markov {
    fn name(&self) -> &'static str {
        "markov"
    }

    fn title(&self) -> &'static str {
        "credit by removal effect in a Markov chain"
    }

    fn method(&self, setup: &Setup) -> Result<Method, Refused> {
        Ok(Method::Chain(setup.distinct_orders()))
    }
}
