//! Intervals: users drawn again and again, every model worked out for each draw.

use std::collections::HashMap;

use crate::attribution::{
    Interval, Journey, PoissonWeights, Replicas, Resampled, Resamples, Setup, Visitor,
};
use crate::error::{Error, Result};
use crate::schema::{Amount, ONE, User};

use super::credit::Journeys as Walked;
use super::result::{Bounds, ModelCredit};

/// Counted journeys that are drawn one by one, at most.
const MOST: i128 = 50_000_000 * ONE;

/// Adds a user's journeys under the user's weights.
struct Draws {
    replicas: Replicas,
    draw: PoissonWeights,
    weights: Vec<u8>,
}

impl Visitor for Draws {
    fn user(&mut self, user: User) {
        self.draw
            .fill(user.0 ^ user.1.rotate_left(32), &mut self.weights);
    }

    fn journey(&mut self, journey: &Journey<'_>) {
        self.replicas.add(journey, &self.weights);
    }
}

/// Gives models their bounds.
///
/// # Errors
/// More counted journeys than can be drawn one by one.
pub fn bounds(
    walked: &Walked<'_>,
    setup: &Setup,
    (resamples, level): (usize, f64),
    models: &mut [ModelCredit],
) -> Result<Vec<String>> {
    let mut setup = setup.clone();
    setup.channels = walked.channels();
    let units = Counted::of(walked)?;
    let own = Walked {
        counted: &super::paths::CountedPaths::default(),
        ..*walked
    };
    let new = || Draws {
        replicas: Replicas::new(&setup, resamples),
        draw: PoissonWeights::new(setup.seed),
        weights: vec![0; resamples],
    };
    let mut whole = new();
    own.visit(new, |part| whole.replicas.merge(&part.replicas));
    units.give(walked, &mut whole);
    let mut notes = vec![format!(
        "low and high: the middle {} % of {resamples} resamples of the users, seed {}",
        level * 100.0,
        setup.seed
    )];
    for found in whole.replicas.finish(&setup) {
        let Some(model) = models.iter_mut().find(|model| model.name == found.name) else {
            continue;
        };
        match folded(walked, found) {
            Ok(channels) => {
                model.bounds = Some(channels.iter().map(|one| of(one, level)).collect())
            }
            Err(sentence) if model.credit.is_ok() => {
                notes.push(format!("{}: no interval: {sentence}", model.name));
            }
            Err(_) => {}
        }
    }
    Ok(notes)
}

/// Resampled credit of the channels that people see.
fn folded(walked: &Walked<'_>, found: Resampled) -> std::result::Result<Vec<Resamples>, String> {
    let numbers = found.channels.map_err(|refused| refused.sentence)?;
    let mut channels: Vec<Resamples> = vec![Resamples::default(); walked.prepared.keys.len()];
    for (number, one) in numbers.into_iter().enumerate() {
        let own = &mut channels[walked.channel_of(number)];
        for (sum, figures) in [
            (&mut own.conversions, one.conversions),
            (&mut own.value, one.value),
        ] {
            sum.resize(figures.len(), 0.0);
            sum.iter_mut()
                .zip(figures)
                .for_each(|(sum, figure)| *sum += figure);
        }
    }
    Ok(channels)
}

fn of(one: &Resamples, level: f64) -> Bounds {
    let ends = |interval: Interval| (interval.low, interval.high.unwrap_or(f64::INFINITY));
    Bounds {
        conversions: ends(one.conversions_interval(level)),
        value: ends(one.value_interval(level)),
    }
}

/// Counted paths as journeys that are drawn one by one: a count of n is n journeys.
struct Counted;

impl Counted {
    fn of(walked: &Walked<'_>) -> Result<Self> {
        let units: i128 = walked
            .counted
            .paths
            .iter()
            .map(|path| {
                path.conversions
                    .0
                    .max(0)
                    .saturating_add(path.nulls.0.max(0))
            })
            .fold(0, i128::saturating_add);
        if units > MOST {
            return Err(Error::BadOption {
                what: "--bootstrap".into(),
                why: format!(
                    "the paths count {} journeys, and at most 50,000,000 are drawn one by one",
                    units / ONE
                ),
            });
        }
        Ok(Self)
    }

    fn give(&self, walked: &Walked<'_>, draws: &mut Draws) {
        // Journeys are numbered within their path, so that the order of rows does not matter.
        let mut units: HashMap<u64, u64> = HashMap::new();
        for (path, channels) in walked.counted.paths.iter().zip(&walked.prepared.paths) {
            let each = path.value.over(path.conversions);
            let named = User::of(path.channels.join("\u{1f}").as_bytes()).0;
            let mut one = |conversions: Amount, value: Amount, nulls: Amount| {
                let unit = units.entry(named).or_default();
                *unit += 1;
                draws.user(User(named, *unit));
                draws.journey(&Journey {
                    channels,
                    ages: &[],
                    milestones: None,
                    conversions,
                    value,
                    nulls,
                });
            };
            for part in parts(path.conversions) {
                let value = each.and_then(|each| each.times(part));
                one(part, value.unwrap_or(Amount::ZERO), Amount::ZERO);
            }
            // A refund without a conversion in its row is drawn as one.
            if each.is_none() && path.value.0 != 0 {
                one(Amount::ZERO, path.value, Amount::ZERO);
            }
            for part in parts(path.nulls) {
                one(Amount::ZERO, Amount::ZERO, part);
            }
        }
    }
}

/// Ones, and what is left of a count that is not whole.
fn parts(count: Amount) -> impl Iterator<Item = Amount> {
    let whole = count.0.max(0) / ONE;
    let rest = count.0.max(0) % ONE;
    (0..whole)
        .map(|_| Amount(ONE))
        .chain((rest > 0).then_some(Amount(rest)))
}
