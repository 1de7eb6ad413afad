//! Custom: the user's weights for first touch, touches between and last touch, normalised.
//!
//! Source: Adobe Analytics "Custom". With two touches the middle is ignored, f/(f+l) and l/(f+l). Weights 1,1,1 are
//! linear up to three touches; beyond that the middle third is shared.

use crate::attribution::model::{Method, Model, Needs};
use crate::attribution::models::ends::Ends;
use crate::attribution::result::{Reason, Refused};
use crate::attribution::setup::Setup;

/// `custom`.
pub struct Custom;

impl Model for Custom {
    fn name(&self) -> &'static str {
        "custom"
    }

    fn title(&self) -> &'static str {
        "your own weights for first touch, touches between and last touch"
    }

    fn needs(&self) -> Needs {
        Needs::Weights
    }

    fn method(&self, setup: &Setup) -> Result<Method, Refused> {
        let Some([first, middle, last]) = setup.weights else {
            return Err(Refused::new(
                Reason::NotSupplied,
                "custom needs weights for first, middle and last touch",
            ));
        };
        Ok(Method::Rule(Box::new(Ends {
            first,
            middle,
            last,
        })))
    }
}
