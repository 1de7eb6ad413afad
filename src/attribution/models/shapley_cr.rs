//! Shapley value of the conversion rate: conversions_c = N · φ_c / Σ φ where no φ is negative.
//!
//! Formula and edges of φ: [`crate::attribution::coalition`]. Where a channel's φ is negative there are no credits, as shares
//! with a negative part mean nothing; φ itself is in the details.

use crate::attribution::coalition::{Game, MOST, MOST_PLAYERS, Sets, exact, sampled};
use crate::attribution::credit::{Credit, apportion};
use crate::attribution::model::{Method, Model};
use crate::attribution::result::{RateDetails, Reason, Refused, Sampling};
use crate::attribution::setup::Setup;

/// A negative φ this close to zero is rounding.
const NOISE: f64 = 1e-12;

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

/// The credits of sets of channels and how they came about.
pub(in crate::attribution) fn credits(
    sets: &Sets,
    total: Credit,
    setup: &Setup,
) -> (Result<Vec<Credit>, Refused>, Option<RateDetails>) {
    let Some(sets) = sets.sorted() else {
        let sentence = format!("paths hold more than {MOST} different sets of channels");
        return (Err(Refused::new(Reason::TooLarge, sentence)), None);
    };
    let details = values(&Game::new(&sets), setup);
    let credits = shares(&details).map(|shares| apportion(total, &shares));
    (credits, Some(details))
}

/// φ of every channel.
pub(in crate::attribution) fn values(game: &Game, setup: &Setup) -> RateDetails {
    let by_channel = |of_player: &[f64]| {
        let mut values = vec![0.0; setup.channels];
        for (player, value) in game.players.iter().zip(of_player) {
            values[*player as usize] = *value;
        }
        values
    };
    let mut details = RateDetails {
        rate: game.rate(),
        values: Vec::new(),
        sampling: None,
    };
    if game.players.len() <= MOST_PLAYERS {
        details.values = by_channel(&exact(game));
        return details;
    }
    let sampled = sampled(game, setup.seed, setup.samples);
    details.values = by_channel(&sampled.values);
    details.sampling = Some(Sampling {
        seed: setup.seed,
        samples: setup.samples.next_multiple_of(2),
        errors: by_channel(&sampled.errors),
    });
    details
}

/// φ as shares of the whole.
pub(in crate::attribution) fn shares(details: &RateDetails) -> Result<Vec<f64>, Refused> {
    if details.rate <= 0.0 {
        return Err(Refused::new(
            Reason::NoConversions,
            "no path with a touch converts",
        ));
    }
    let negative = details
        .values
        .iter()
        .filter(|value| **value < -NOISE)
        .count();
    if negative > 0 {
        let sentence =
            format!("the Shapley value of {negative} channels is negative, and credit cannot be");
        return Err(Refused::new(Reason::Negative, sentence));
    }
    Ok(details.values.iter().map(|value| value.max(0.0)).collect())
}
