//! Shapley values from random orders of the players: the mean of what each adds to those before it.
//!
//! Every order is used forwards and backwards, which cancels part of the noise. In every order the additions sum to the
//! worth of all, so the values do as well. Source: Castro, Gómez and Tejada 2009, "Polynomial calculation of the Shapley value
//! based on sampling". Same seed, same bytes.

use super::game::{Game, rate};
use crate::random::Random;

/// Values with their standard errors.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::attribution) struct Sampled {
    pub values: Vec<f64>,
    pub errors: Vec<f64>,
}

/// Shapley values from `samples` orders (rounded up to pairs).
pub(in crate::attribution) fn sampled(game: &Game, seed: u64, samples: u32) -> Sampled {
    let players = game.players.len();
    let mut random = Random::new(seed);
    let mut order: Vec<u32> = (0..players as u32).collect();
    let (mut sums, mut squares) = (vec![0.0; players], vec![0.0; players]);
    let mut added = vec![0.0; players];
    let pairs = samples.div_ceil(2);
    for _ in 0..pairs {
        random.shuffle(&mut order);
        added.fill(0.0);
        add(game, &order, &mut added);
        order.reverse();
        add(game, &order, &mut added);
        for (at, sum) in added.iter().enumerate() {
            let mean = sum / 2.0;
            sums[at] += mean;
            squares[at] += mean * mean;
        }
    }
    let count = f64::from(pairs);
    let values: Vec<f64> = sums.iter().map(|sum| sum / count).collect();
    let error = |(square, value): (&f64, &f64)| {
        let variance = (square / count - value * value).max(0.0);
        (variance / (count - 1.0).max(1.0)).sqrt()
    };
    let errors = squares.iter().zip(&values).map(error).collect();
    Sampled { values, errors }
}

/// Adds what each player adds in this order. A set counts from its last player on.
fn add(game: &Game, order: &[u32], added: &mut [f64]) {
    let mut rank = vec![0_u32; order.len()];
    for (at, player) in order.iter().enumerate() {
        rank[*player as usize] = at as u32;
    }
    let mut joined = vec![[0.0, 0.0]; order.len()];
    for (at, set) in game.sets().enumerate() {
        let last = set
            .iter()
            .map(|player| rank[*player as usize])
            .max()
            .unwrap_or_default();
        joined[last as usize][0] += game.conversions[at];
        joined[last as usize][1] += game.everybody[at];
    }
    let (mut conversions, mut everybody, mut before) = (0.0, 0.0, 0.0);
    for (player, [converted, all]) in order.iter().zip(joined) {
        conversions += converted;
        everybody += all;
        let worth = rate(conversions, everybody);
        added[*player as usize] += worth - before;
        before = worth;
    }
}
