//! From sums per resample to resampled credits.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::attribution::chain::counts::Code;
use crate::attribution::chain::{Chain, removal};
use crate::attribution::coalition::{Game, MOST_PLAYERS, Set};
use crate::attribution::models::{markov, shapley_cr};
use crate::attribution::result::{Reason, Refused};
use crate::attribution::setup::Setup;

use super::grid::{CONVERSIONS, Grid, VALUE};
use super::interval::Resampled;
use super::keyed::Keyed;
use super::{Part, Replicas};

/// States of a chain of order 1 that is solved for every resample.
const MOST_STATES: usize = 500;

/// Transitions times channels of a chain of higher order that is solved for every resample and channel.
const MOST_WORK: usize = 500_000;

/// Conversions and value per channel.
type Credits = Vec<[f64; 2]>;

impl Replicas {
    /// Resampled credits per model, in the order and under the names of the results.
    pub fn finish(&self, setup: &Setup) -> Vec<Resampled> {
        let mut found = Vec::new();
        for (model, part) in &self.parts {
            let name = model.name().to_owned();
            match part {
                Part::Line(rule, grid) => found.push(self.line(name, rule.plain(), grid)),
                Part::Chains(chains) => found.extend(
                    chains
                        .iter()
                        .map(|(code, sums)| self.chain(&name, *code, sums)),
                ),
                Part::Sets(sets) => found.push(self.sets(name, sets, setup)),
                Part::Refused(refused) => found.push(Resampled::refused(name, refused.clone())),
            }
        }
        found
    }

    fn line(&self, name: String, plain: bool, grid: &Grid) -> Resampled {
        let sum = |row: usize, resample: usize| {
            let single = if plain {
                self.single.row(row)[resample]
            } else {
                0.0
            };
            grid.row(row)[resample] + single
        };
        let credits = |resample: usize| -> Credits {
            let of = |channel: usize| {
                [
                    sum(2 * channel, resample) / CONVERSIONS,
                    sum(2 * channel + 1, resample) / VALUE,
                ]
            };
            (0..self.channels).map(of).collect()
        };
        Resampled::new(
            name,
            self.channels,
            (0..self.resamples).map(|at| Some(credits(at))).collect(),
        )
    }

    fn chain(&self, name: &str, code: Code, sums: &Keyed<u64, 1>) -> Resampled {
        let name = if code.order > 1 {
            format!("{name}-{}", code.order)
        } else {
            name.to_owned()
        };
        let Some(rows) = sums.sorted() else {
            return Resampled::refused(
                name,
                too_large("the chain has more transitions than memory is set aside for"),
            );
        };
        if !solvable(code, &rows) {
            return Resampled::refused(
                name,
                too_large("solving the chain for every resample would take too long"),
            );
        }
        let credits = |resample: usize| {
            let weight = |(key, row): &(&u64, usize)| (**key, sums.sum(*row, resample));
            let transitions = rows.iter().map(weight).filter(|(_, weight)| *weight > 0.0);
            let removal = removal(&Chain::from_weights(code, transitions.collect()));
            markov::shares(removal.conversion, &removal.effects).ok()?;
            Some(self.split(resample, &removal.effects))
        };
        Resampled::new(
            name,
            self.channels,
            (0..self.resamples).into_par_iter().map(credits).collect(),
        )
    }

    fn sets(&self, name: String, sets: &Keyed<Vec<u32>, 2>, setup: &Setup) -> Resampled {
        let Some(rows) = sets.sorted() else {
            return Resampled::refused(
                name,
                too_large("there are more sets of channels than memory is set aside for"),
            );
        };
        let counted = |resample: Option<usize>| -> Vec<Set> {
            let sum = |row: usize| resample.map_or(0.0, |at| sets.sum(row, at));
            let set = |(channels, row): &(&Vec<u32>, usize)| Set {
                channels: (*channels).clone(),
                conversions: sum(*row),
                nulls: sum(row + 1),
            };
            rows.iter().map(set).collect()
        };
        if Game::new(&counted(None)).players.len() > MOST_PLAYERS {
            let sentence = format!(
                "with more than {MOST_PLAYERS} channels Shapley values are sampled, and are not resampled as well"
            );
            return Resampled::refused(name, too_large(sentence));
        }
        let credits = |resample: usize| {
            let details = shapley_cr::values(&Game::new(&counted(Some(resample))), setup);
            let shares = shapley_cr::shares(&details).ok()?;
            Some(self.split(resample, &shares))
        };
        Resampled::new(
            name,
            self.channels,
            (0..self.resamples).into_par_iter().map(credits).collect(),
        )
    }

    /// A resample's conversions and value in proportion to shares.
    fn split(&self, resample: usize, shares: &[f64]) -> Credits {
        let sum: f64 = shares.iter().sum();
        let conversions = self.total.row(0)[resample] / CONVERSIONS;
        let value = self.total.row(1)[resample] / VALUE;
        shares
            .iter()
            .map(|share| [conversions * share / sum, value * share / sum])
            .collect()
    }
}

fn solvable(code: Code, rows: &[(&u64, usize)]) -> bool {
    if code.order > 1 {
        return rows.len() * code.channels as usize <= MOST_WORK;
    }
    let mut states: Vec<u64> = rows.iter().map(|(key, _)| code.split(**key).0).collect();
    states.dedup();
    states.len() <= MOST_STATES
}

fn too_large(sentence: impl Into<String>) -> Refused {
    Refused::new(Reason::TooLarge, sentence)
}
