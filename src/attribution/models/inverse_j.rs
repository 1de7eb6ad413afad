//! Inverse J: 60 % first, 20 % shared between, 20 % last; two touches get 75/25. Source: Adobe Analytics "Inverse J".

use crate::attribution::model::{Method, Model};
use crate::attribution::models::ends::Ends;
use crate::attribution::result::Refused;
use crate::attribution::setup::Setup;

/// `inverse-j`.
pub struct InverseJ;

impl Model for InverseJ {
    fn name(&self) -> &'static str {
        "inverse-j"
    }

    fn title(&self) -> &'static str {
        "60 % to the first touch, 20 % to the last, 20 % shared between"
    }

    fn method(&self, _setup: &Setup) -> Result<Method, Refused> {
        Ok(Method::Rule(Box::new(Ends {
            first: 0.6,
            middle: 0.2,
            last: 0.2,
        })))
    }
}
