//! Markov chains of order k over touches: P = [(I − Q)⁻¹ r]_start, the probability that a path from the start converts.
//!
//! Q holds the transitions between states, r those into conversion; p_ab = n_ab / Σ_b n_ab from converting and
//! non-converting paths. Source: Anderl et al. 2016, "Mapping the customer journey". The system is solved, never simulated.

pub(super) mod absorbing;
pub(super) mod counts;
mod dense;
mod factors;
mod flow;
mod removal;
#[cfg(test)]
mod tests;

use crate::schema::Amount;

use absorbing::Absorbing;
use counts::{Code, Counts};
pub(super) use removal::removal;

/// Fewer observations than this make a state shaky.
const FEW: i64 = 5;

/// A state as people see it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Before the first touch.
    Start,
    /// The last touches, oldest first: as many as the order, fewer near the start.
    Touches(Vec<u32>),
    /// Converted.
    Conversion,
    /// Never converted.
    Null,
}

/// A transition of a chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Transition {
    /// Where from.
    pub from: State,
    /// Where to.
    pub to: State,
    /// How many journeys took it, counted as often as they did.
    pub count: Amount,
    /// Its share of all that left `from`.
    pub probability: f64,
}

/// A chain with its states numbered; state 0 is the start.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    code: Code,
    /// Codes of states, ascending.
    states: Vec<u64>,
    /// Transitions by key, ascending, as counts.
    transitions: Vec<(u64, f64)>,
}

impl Chain {
    /// `None` where there were too many transitions to count.
    pub fn new(counts: &Counts) -> Option<Self> {
        let counted = counts.sorted()?;
        let weight = |(key, count): (u64, i128)| (key, Amount(count).to_f64());
        Some(Self::from_weights(
            counts.code,
            counted.into_iter().map(weight).collect(),
        ))
    }

    /// From transitions by key, ascending.
    pub fn from_weights(code: Code, transitions: Vec<(u64, f64)>) -> Self {
        let mut states: Vec<u64> = transitions
            .iter()
            .map(|(key, _)| code.split(*key).0)
            .collect();
        states.dedup();
        Self {
            code,
            states,
            transitions,
        }
    }

    /// Transitions that are looked at when each channel is removed in turn; a chain of order 1 needs no turns.
    pub fn effort(&self) -> u64 {
        if self.code.order == 1 {
            return 0;
        }
        let seen = self.seen().into_iter().filter(|seen| *seen).count() as u64;
        seen.saturating_mul(self.transitions.len() as u64)
    }

    /// How many states there are beside the ends.
    pub fn size(&self) -> usize {
        self.states.len()
    }

    pub fn is_empty(&self) -> bool {
        self.transitions.is_empty()
    }

    fn place(&self, state: u64) -> Option<usize> {
        self.states.binary_search(&state).ok()
    }

    /// As states that lead to each other; what leads to the channel `removed` leads to null.
    fn absorbing(&self, removed: Option<u32>) -> Absorbing {
        let size = self.size();
        let removed = removed.map(|channel| u64::from(channel) + 1);
        let mut chain = Absorbing {
            rows: vec![Vec::new(); size],
            conversion: vec![0.0; size],
            null: vec![0.0; size],
        };
        let mut from = 0;
        for (key, weight) in &self.transitions {
            let (state, next) = self.code.split(*key);
            while self.states[from] < state {
                from += 1;
            }
            if next == self.code.conversion() {
                chain.conversion[from] += weight;
            } else if next == self.code.null() || Some(next) == removed {
                chain.null[from] += weight;
            } else if let Some(to) = self.place(self.code.after(state, next)) {
                chain.rows[from].push((to as u32, *weight));
            }
        }
        chain
            .rows
            .iter_mut()
            .for_each(|row| row.sort_unstable_by_key(|(to, _)| *to));
        chain
    }

    /// Transitions as people see them, with exact counts.
    pub fn transitions(counts: &Counts) -> Vec<Transition> {
        let code = counts.code;
        let counted = counts.sorted().unwrap_or_default();
        let from = |(key, _): &(u64, i128)| code.split(*key).0;
        let state = |state: u64| match code.touches(state) {
            touches if touches.is_empty() => State::Start,
            touches => State::Touches(touches),
        };
        let mut found = Vec::with_capacity(counted.len());
        for row in counted.chunk_by(|a, b| from(a) == from(b)) {
            let leaving = Amount(row.iter().map(|(_, count)| count).sum()).to_f64();
            for (key, count) in row {
                let (last, next) = code.split(*key);
                let to = if next == code.conversion() {
                    State::Conversion
                } else if next == code.null() {
                    State::Null
                } else {
                    state(code.after(last, next))
                };
                let probability = Amount(*count).to_f64() / leaving;
                found.push(Transition {
                    from: state(last),
                    to,
                    count: Amount(*count),
                    probability,
                });
            }
        }
        found
    }

    /// States that fewer than five journeys left.
    pub fn shaky_states(&self) -> usize {
        let state = |(key, _): &(u64, f64)| self.code.split(*key).0;
        let rows = self.transitions.chunk_by(|a, b| state(a) == state(b));
        rows.filter(|row| row.iter().map(|(_, weight)| weight).sum::<f64>() < FEW as f64)
            .count()
    }
}
