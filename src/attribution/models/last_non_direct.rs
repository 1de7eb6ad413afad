//! Last touch that is not direct traffic; where all are direct, direct keeps it.
//!
//! Source: Google Analytics "last non-direct click", Matomo. Of touches at the same time that share their weight,
//! direct ones get nothing: in whatever order they happened, the last one that is not direct is not direct.

use crate::attribution::model::{Method, Model, Rule, Share};
use crate::attribution::result::Refused;
use crate::attribution::setup::Setup;
use crate::attribution::touches::Touches;

/// `last-non-direct`.
pub struct LastNonDirect;

impl Model for LastNonDirect {
    fn name(&self) -> &'static str {
        "last-non-direct"
    }

    fn title(&self) -> &'static str {
        "all credit to the last touch that is not direct"
    }

    fn method(&self, setup: &Setup) -> Result<Method, Refused> {
        let direct = (0..setup.channels as u32).map(|channel| setup.is_direct(channel));
        Ok(Method::Rule(Box::new(NonDirect {
            direct: direct.collect(),
        })))
    }
}

struct NonDirect {
    direct: Vec<bool>,
}

impl Rule for NonDirect {
    fn share(&self, touches: &Touches<'_>, _weights: &mut [f64]) -> Share {
        let last = touches
            .channels
            .iter()
            .rposition(|channel| self.takes_part(*channel));
        Share::All(last.unwrap_or(touches.channels.len() - 1))
    }

    fn takes_part(&self, channel: u32) -> bool {
        !self.direct[channel as usize]
    }
}
