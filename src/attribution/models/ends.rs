//! Weights by place in the path: first, middle, last. Several models are no more than three numbers.
//!
//! The middle weight is shared by the touches between. With two touches there is no middle: first and last are
//! renormalised (and share equally where both are zero). One touch takes all.

use crate::attribution::model::{Rule, Share};
use crate::attribution::touches::Touches;

/// Weights of first touch, all touches between together, last touch.
#[derive(Clone, Copy, Debug)]
pub struct Ends {
    /// First touch.
    pub first: f64,
    /// All touches between.
    pub middle: f64,
    /// Last touch.
    pub last: f64,
}

impl Rule for Ends {
    fn share(&self, touches: &Touches<'_>, weights: &mut [f64]) -> Share {
        let between = match touches.channels.len() {
            1 => return Share::All(0),
            2 if self.first + self.last == 0.0 => {
                weights.fill(1.0);
                return Share::Spread(2.0);
            }
            touches => touches - 2,
        };
        weights[0] = self.first;
        weights[between + 1] = self.last;
        if between == 0 {
            return Share::Spread(self.first + self.last);
        }
        weights[1..=between].fill(self.middle / between as f64);
        Share::Spread(self.first + self.middle + self.last)
    }
}
