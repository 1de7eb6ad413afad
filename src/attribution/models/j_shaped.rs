//! J-shaped: 20 % first, 20 % shared between, 60 % last; two touches get 25/75. Source: Adobe Analytics "J-Shaped".

use crate::attribution::model::{Method, Model};
use crate::attribution::models::ends::Ends;
use crate::attribution::result::Refused;
use crate::attribution::setup::Setup;

/// `j-shaped`.
pub struct JShaped;

impl Model for JShaped {
    fn name(&self) -> &'static str {
        "j-shaped"
    }

    fn title(&self) -> &'static str {
        "20 % to the first touch, 60 % to the last, 20 % shared between"
    }

    fn method(&self, _setup: &Setup) -> Result<Method, Refused> {
        Ok(Method::Rule(Box::new(Ends {
            first: 0.2,
            middle: 0.2,
            last: 0.6,
        })))
    }
}
