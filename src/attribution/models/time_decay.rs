//! Time decay: wᵢ ∝ 2^(−aᵢ/h), aᵢ the days from touch to conversion, h the half-life.
//!
//! Source: Adobe Analytics "Time Decay" (formula, default of 7 days), Google Ads ("half-life is 1 week"). The smallest
//! age is subtracted first: weights stay the same, and the newest touch always weighs 1, so that old journeys do not
//! vanish. An infinite half-life is linear; touches more than about a thousand half-lives older than the newest get nothing.

use crate::attribution::exponent::halvings;
use crate::attribution::model::{Method, Model, Needs, Rule, Share};
use crate::attribution::result::{Reason, Refused};
use crate::attribution::setup::{Granularity, Setup};
use crate::attribution::touches::Touches;

const MICROSECONDS_PER_DAY: i64 = 86_400_000_000;

/// `time-decay`.
pub struct TimeDecay;

impl Model for TimeDecay {
    fn name(&self) -> &'static str {
        "time-decay"
    }

    fn title(&self) -> &'static str {
        "more credit to later touches, halved with every half-life"
    }

    fn needs(&self) -> Needs {
        Needs::Ages
    }

    fn method(&self, setup: &Setup) -> Result<Method, Refused> {
        if !setup.facts.ages {
            return Err(Refused::new(
                Reason::NotSupplied,
                "time-decay needs the times of touches, which paths do not hold",
            ));
        }
        Ok(Method::Rule(Box::new(Decay {
            days_per_step: match setup.granularity {
                Granularity::Exact => None,
                Granularity::Day => Some(MICROSECONDS_PER_DAY),
            },
            per_microsecond: 1.0 / (setup.half_life_days * MICROSECONDS_PER_DAY as f64),
        })))
    }
}

struct Decay {
    /// Ages are rounded down to multiples of this.
    days_per_step: Option<i64>,
    /// Half-lives per microsecond.
    per_microsecond: f64,
}

impl Decay {
    fn age(&self, age: i64) -> i64 {
        self.days_per_step.map_or(age, |step| age - age % step)
    }
}

impl Rule for Decay {
    fn share(&self, touches: &Touches<'_>, weights: &mut [f64]) -> Share {
        if touches.ages.len() != touches.channels.len() {
            return Share::Missing;
        }
        if weights.len() == 1 {
            return Share::All(0);
        }
        let newest = touches
            .ages
            .iter()
            .copied()
            .min()
            .map_or(0, |age| self.age(age));
        let mut sum = 0.0;
        for (weight, age) in weights.iter_mut().zip(touches.ages) {
            *weight = halvings((self.age(*age) - newest) as f64 * self.per_microsecond);
            sum += *weight;
        }
        Share::Spread(sum)
    }
}
