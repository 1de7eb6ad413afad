//! Position-based, U-shaped: 40 % first, 20 % shared between, 40 % last; two touches get half each.
//!
//! Source: Google Ads "position-based", Adobe Analytics "U-shaped". Marketo Measure's U-shaped model is another one: 50/50
//! on first touch and lead creation.

use crate::attribution::model::{Method, Model};
use crate::attribution::models::ends::Ends;
use crate::attribution::result::Refused;
use crate::attribution::setup::Setup;

/// `position`.
pub struct Position;

impl Model for Position {
    fn name(&self) -> &'static str {
        "position"
    }

    fn title(&self) -> &'static str {
        "40 % to the first touch, 40 % to the last, 20 % shared between"
    }

    fn method(&self, _setup: &Setup) -> Result<Method, Refused> {
        Ok(Method::Rule(Box::new(Ends {
            first: 0.4,
            middle: 0.2,
            last: 0.4,
        })))
    }
}
