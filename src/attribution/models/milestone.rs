//! Weights by milestone: what W-shaped and full path have in common.
//!
//! Each milestone weighs the same; 10 % is shared by the touches that hold none and lie before the last milestone
//! present. One touch may hold several milestones and gets their sum. What is missing is left out and the rest
//! renormalised: without a touch between, the 10 % goes to the milestones in proportion; with a milestone missing, so
//! does its weight. A journey without any milestone of the model is missing, not switched to another model.

use crate::attribution::journey::Milestones;
use crate::attribution::model::{Method, Rule, Share};
use crate::attribution::result::{Reason, Refused};
use crate::attribution::setup::Setup;
use crate::attribution::touches::Touches;

/// What the touches between share.
const BETWEEN: f64 = 0.1;

/// Equal weights on the first touch and on milestones.
#[derive(Clone, Copy, Debug)]
pub struct ByMilestone {
    /// Of each milestone.
    pub weight: f64,
    /// Which milestones count beside the first touch.
    pub of: fn(&Milestones) -> [Option<usize>; 3],
}

impl ByMilestone {
    /// The method of the model of that name; refused where no deal gives milestones.
    pub fn method(self, name: &str, setup: &Setup) -> Result<Method, Refused> {
        if setup.facts.milestones {
            return Ok(Method::Rule(Box::new(self)));
        }
        let sentence = format!("{name} needs the milestones of deals");
        Err(Refused::new(Reason::NotSupplied, sentence))
    }
}

impl Rule for ByMilestone {
    fn share(&self, touches: &Touches<'_>, weights: &mut [f64]) -> Share {
        let within = |touch: Option<usize>| touch.filter(|touch| *touch < weights.len());
        let held = touches
            .milestones
            .map_or([None; 3], |at| (self.of)(&at).map(within));
        let Some(last) = held.iter().flatten().copied().max() else {
            return Share::Missing;
        };
        weights.fill(0.0);
        weights[0] = self.weight;
        let mut sum = self.weight;
        for touch in held.into_iter().flatten() {
            weights[touch] += self.weight;
            sum += self.weight;
        }
        let before = &mut weights[..last];
        let between = before.iter().filter(|weight| **weight == 0.0).count();
        if between > 0 {
            let each = BETWEEN / between as f64;
            before
                .iter_mut()
                .filter(|weight| **weight == 0.0)
                .for_each(|weight| *weight = each);
            sum += BETWEEN;
        }
        Share::Spread(sum)
    }

    fn plain(&self) -> bool {
        false
    }
}
