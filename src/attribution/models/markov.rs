//! Markov removal effect: conversions_c = N · RE_c / Σ RE, value_c = V · RE_c / Σ RE.
//!
//! RE_c is the share of conversions that is lost when channel c leads nowhere (see [`crate::attribution::chain`]). Source: Anderl
//! et al. 2016. Without null paths every P is 1 and RE_c only the share of conversions whose path holds c: computed, with a
//! note. No conversion at all, or no channel whose removal matters, gives no credit. Journeys count, not their value.

use crate::attribution::chain::counts::{Counts, MOST};
use crate::attribution::chain::{Chain, removal};
use crate::attribution::credit::{Credit, apportion};
use crate::attribution::model::{Method, Model};
use crate::attribution::result::{MarkovDetails, Reason, Refused};
use crate::attribution::setup::Setup;

/// Transitions that are looked at when each channel is removed in turn, at most; each is part of an elimination.
const MOST_EFFORT: u64 = 1 << 24;

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

/// The credits of a chain and how they came about.
pub(in crate::attribution) fn credits(
    counts: &Counts,
    total: Credit,
) -> (Result<Vec<Credit>, Refused>, Option<MarkovDetails>) {
    let Some(chain) = Chain::new(counts) else {
        let sentence = format!(
            "a chain of order {} would have more than {MOST} transitions",
            counts.code.order
        );
        return (Err(Refused::new(Reason::TooLarge, sentence)), None);
    };
    if chain.effort() > MOST_EFFORT {
        let sentence = format!(
            "a chain of order {} over so many channels and transitions takes too long to solve without each channel in turn",
            counts.code.order
        );
        return (Err(Refused::new(Reason::TooLarge, sentence)), None);
    }
    let removal = removal(&chain);
    let credits =
        shares(removal.conversion, &removal.effects).map(|()| apportion(total, &removal.effects));
    let details = MarkovDetails {
        order: counts.code.order,
        conversion: removal.conversion,
        effects: removal.effects,
        barren: removal.barren,
        states: chain.size(),
        shaky_states: chain.shaky_states(),
    };
    (credits, Some(details))
}

/// Whether removal effects are shares of anything.
pub(in crate::attribution) fn shares(conversion: f64, effects: &[f64]) -> Result<(), Refused> {
    if conversion <= 0.0 {
        return Err(Refused::new(
            Reason::NoConversions,
            "no path with a touch converts",
        ));
    }
    if effects.iter().sum::<f64>() <= 0.0 {
        return Err(Refused::new(
            Reason::NoEffect,
            "no channel's removal loses a conversion",
        ));
    }
    Ok(())
}
