//! Shapley value of the conversion rate of everybody whose channels lie within a coalition.
//!
//! Formula and edges: [`crate::attribution::coalition`].

use crate::attribution::model::{Method, Model};
use crate::attribution::result::Refused;
use crate::attribution::setup::Setup;

/// `shapley-cr`.
pub struct ShapleyCr;

impl Model for ShapleyCr {
    fn name(&self) -> &'static str {
        "shapley-cr"
    }

    fn title(&self) -> &'static str {
        "Shapley value of the conversion rate; may be negative"
    }

    fn method(&self, _setup: &Setup) -> Result<Method, Refused> {
        Ok(Method::ConversionRate)
    }
}
