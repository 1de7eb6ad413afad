//! Lets a unit of journeys flow through a chain, step by step, until next to nothing is under way.
//!
//! What has arrived in conversion after n steps is a lower bound of the probability of conversion, and what is still under way
//! bounds the error: the result is exact to the last digits of a float or not given. Chains of higher order have many states
//! and short journeys, so that this takes a fraction of an elimination; a chain that hardly leaves a loop takes forever, and is
//! left to the elimination.

use super::absorbing::Absorbing;

/// Transitions followed before giving up, over all solutions of a chain.
const PATIENCE: usize = 1 << 30;

/// What may still be under way, relative to what arrived.
const UNDER_WAY: f64 = 1e-16;

/// Less than this probability of conversion is no longer told apart from none.
const NEXT_TO_NOTHING: f64 = 1e-12;

/// The probability of conversion from `start`, one of so many solutions; `None` where journeys are too long.
pub(super) fn conversion(chain: &Absorbing, start: u32, solutions: usize) -> Option<f64> {
    let size = chain.rows.len();
    let links = chain.rows.iter().map(Vec::len).sum::<usize>() + size;
    let leaving: Vec<f64> = (0..size).map(|state| leaving(chain, state)).collect();
    let (mut now, mut next) = (vec![0.0; size], vec![0.0; size]);
    now[start as usize] = 1.0;
    let mut arrived = 0.0;
    for _ in 0..PATIENCE / solutions.max(1) / links {
        next.fill(0.0);
        let mut under_way = 0.0;
        for (state, mass) in now.iter().enumerate() {
            if *mass == 0.0 || leaving[state] == 0.0 {
                continue;
            }
            let share = mass / leaving[state];
            arrived += share * chain.conversion[state];
            under_way += mass;
            for (to, weight) in chain.rows[state]
                .iter()
                .filter(|(to, _)| *to as usize != state)
            {
                next[*to as usize] += share * weight;
            }
        }
        if under_way <= UNDER_WAY * arrived.max(NEXT_TO_NOTHING) {
            return Some(arrived);
        }
        std::mem::swap(&mut now, &mut next);
    }
    None
}

/// What leaves a state for elsewhere.
fn leaving(chain: &Absorbing, state: usize) -> f64 {
    let onward = chain.rows[state]
        .iter()
        .filter(|(to, _)| *to as usize != state);
    onward.map(|(_, weight)| weight).sum::<f64>() + chain.conversion[state] + chain.null[state]
}
