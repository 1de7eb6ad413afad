//! Shapley values over all coalitions: φ_c = Σ over S without c of |S|! (p − |S| − 1)! / p! · (v(S ∪ c) − v(S)).
//!
//! The worth of every coalition comes from sums over subsets (Yates' transform, p · 2ᵖ additions). Source: Shapley 1953.

use super::game::{Game, rate};

/// Players for whom all coalitions are gone through: 65,536 of them.
pub(in crate::attribution) const MOST_PLAYERS: usize = 16;

/// Shapley value of each player of a game with at most [`MOST_PLAYERS`].
pub(in crate::attribution) fn exact(game: &Game) -> Vec<f64> {
    let players = game.players.len();
    let mut conversions = vec![0.0; 1 << players];
    let mut everybody = vec![0.0; 1 << players];
    for (at, set) in game.sets().enumerate() {
        let mask = set.iter().fold(0_usize, |mask, player| mask | 1 << player);
        conversions[mask] += game.conversions[at];
        everybody[mask] += game.everybody[at];
    }
    sum_over_subsets(&mut conversions, players);
    sum_over_subsets(&mut everybody, players);
    let worth: Vec<f64> = conversions
        .iter()
        .zip(&everybody)
        .map(|(c, n)| rate(*c, *n))
        .collect();
    values(&worth, players)
}

/// Shapley values of any game, `worth` by mask of coalition; the empty coalition is worth nothing.
pub(in crate::attribution) fn values(worth: &[f64], players: usize) -> Vec<f64> {
    let weights = weights(players);
    let value = |player: usize| {
        let without = (0..worth.len()).filter(|mask| mask >> player & 1 == 0);
        without
            .map(|mask| {
                let before = if mask == 0 { 0.0 } else { worth[mask] };
                weights[mask.count_ones() as usize] * (worth[mask | 1 << player] - before)
            })
            .sum()
    };
    (0..players).map(value).collect()
}

/// |S|! (p − |S| − 1)! / p! by size of S: 1/p for the empty one, then w_{s+1} = w_s · (s + 1) / (p − s − 1).
fn weights(players: usize) -> Vec<f64> {
    let mut weights = vec![1.0 / players as f64];
    for size in 1..players {
        weights.push(weights[size - 1] * size as f64 / (players - size) as f64);
    }
    weights
}

/// Replaces each entry by the sum over all subsets of its mask.
fn sum_over_subsets(sums: &mut [f64], players: usize) {
    for player in 0..players {
        for mask in 0..sums.len() {
            if mask >> player & 1 == 1 {
                sums[mask] += sums[mask ^ 1 << player];
            }
        }
    }
}
