//! Solves absorbing Markov chains exactly, by eliminating state after state.
//!
//! States lead to each other and to two ends, conversion and null. Eliminating state k sends what flows into it on to
//! where it leads: w_ij += w_ik · w_kj / d_k, with d_k the sum of what leaves k for elsewhere. As d_k is a sum (Grassmann,
//! Taksar and Heyman 1985) and not one minus the loop at k, nothing is ever subtracted: results keep all their digits even
//! where a chain hardly ever leaves a loop. Loops drop out by themselves, and rows need not be normalised: counts will do.
//!
//! The state with the fewest new links goes first (Markowitz); what remains when links become many is a dense block.
//! A state that nothing leaves (there is none in chains of whole journeys) swallows what flows into it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::dense::Dense;
use super::factors::{Factors, Step};
use super::flow;

/// States that are eliminated at once, without following journeys first.
const FEW: usize = 200;

/// States of the dense block at most: at 8 bytes a pair, half a gigabyte.
const DENSE: usize = 8_000;

/// A chain with two ends.
#[derive(Clone, Debug, Default)]
pub(in crate::attribution) struct Absorbing {
    /// Per state where it leads and with what weight; ascending, each once. Loops may be left out.
    pub rows: Vec<Vec<(u32, f64)>>,
    /// Per state the weight into conversion.
    pub conversion: Vec<f64>,
    /// Per state the weight into null.
    pub null: Vec<f64>,
}

/// The elimination under way.
struct Elimination {
    chain: Absorbing,
    /// Per state which states lead to it; may name eliminated ones.
    into: Vec<Vec<u32>>,
    /// How many of them are left.
    entering: Vec<u32>,
    done: Vec<bool>,
    queue: BinaryHeap<Reverse<(u64, u32)>>,
    left: usize,
    kept: Option<u32>,
}

impl Absorbing {
    /// Eliminates all states.
    pub fn factors(self) -> Factors {
        let size = self.rows.len();
        let mut elimination = Elimination::new(self, None);
        let mut steps = Vec::new();
        while let Some(state) = elimination.next() {
            steps.push(elimination.step(state));
        }
        let (rest, dense) = elimination.dense();
        Factors::new(size, steps, rest, dense)
    }

    /// The probability of conversion from `state`, one of so many solutions of like chains.
    pub fn probability(self, state: u32, solutions: usize) -> f64 {
        let followed = (self.rows.len() > FEW).then(|| flow::conversion(&self, state, solutions));
        followed.flatten().unwrap_or_else(|| self.eliminated(state))
    }

    fn eliminated(self, state: u32) -> f64 {
        let mut elimination = Elimination::new(self, Some(state));
        while let Some(next) = elimination.next() {
            elimination.step(next);
        }
        let (rest, mut dense) = elimination.dense();
        let at = rest.iter().position(|other| *other == state);
        at.map_or(0.0, |at| dense.probability(at))
    }
}

impl Elimination {
    /// `kept` is never eliminated.
    fn new(mut chain: Absorbing, kept: Option<u32>) -> Self {
        let size = chain.rows.len();
        let mut into = vec![Vec::new(); size];
        for (from, row) in chain.rows.iter_mut().enumerate() {
            row.retain(|(to, weight)| *to as usize != from && *weight > 0.0);
            row.iter()
                .for_each(|(to, _)| into[*to as usize].push(from as u32));
        }
        let entering = into.iter().map(|states| states.len() as u32).collect();
        let mut elimination = Self {
            chain,
            into,
            entering,
            done: vec![false; size],
            queue: BinaryHeap::new(),
            left: size,
            kept,
        };
        for state in 0..size as u32 {
            elimination
                .queue
                .push(Reverse((elimination.links(state), state)));
        }
        elimination
    }

    /// How many links eliminating a state may make.
    fn links(&self, state: u32) -> u64 {
        u64::from(self.entering[state as usize]) * self.chain.rows[state as usize].len() as u64
    }

    /// The state to eliminate next; `None` when the rest is better done densely.
    fn next(&mut self) -> Option<u32> {
        while let Some(Reverse((links, state))) = self.queue.pop() {
            if self.done[state as usize] || self.kept == Some(state) {
                continue;
            }
            let now = self.links(state);
            if now > links {
                self.queue.push(Reverse((now, state)));
                continue;
            }
            let pairs = (self.left * self.left) as u64;
            if self.left <= DENSE && 256 * now >= pairs {
                return None;
            }
            return Some(state);
        }
        None
    }

    fn step(&mut self, state: u32) -> Step {
        let at = state as usize;
        self.done[at] = true;
        self.left -= 1;
        let out = std::mem::take(&mut self.chain.rows[at]);
        let (conversion, null) = (self.chain.conversion[at], self.chain.null[at]);
        let leaving = out.iter().map(|(_, weight)| weight).sum::<f64>() + conversion + null;
        let mut entering = std::mem::take(&mut self.into[at]);
        entering.retain(|from| !self.done[*from as usize]);
        let mut into = Vec::with_capacity(entering.len());
        for from in entering {
            let row = &mut self.chain.rows[from as usize];
            let Ok(place) = row.binary_search_by_key(&state, |(to, _)| *to) else {
                continue;
            };
            let (_, weight) = row.remove(place);
            into.push((from, weight));
            let share = if leaving > 0.0 { weight / leaving } else { 0.0 };
            self.chain.conversion[from as usize] += share * conversion;
            self.chain.null[from as usize] += share * null;
            self.lead_on(from, &out, share);
        }
        for (to, _) in &out {
            self.entering[*to as usize] -= 1;
        }
        let touched = into.iter().chain(&out).map(|(other, _)| *other);
        for other in touched.collect::<Vec<_>>() {
            self.queue.push(Reverse((self.links(other), other)));
        }
        Step {
            state,
            into,
            out,
            leaving,
        }
    }

    /// Adds `share` of the row `out` to the row of `from`.
    fn lead_on(&mut self, from: u32, out: &[(u32, f64)], share: f64) {
        let old = std::mem::take(&mut self.chain.rows[from as usize]);
        let mut row = Vec::with_capacity(old.len() + out.len());
        let mut old = old.into_iter().peekable();
        for (to, weight) in out.iter().filter(|(to, _)| *to != from) {
            while let Some(earlier) = old.next_if(|(other, _)| other < to) {
                row.push(earlier);
            }
            let known = old.next_if(|(other, _)| other == to);
            if known.is_none() {
                self.into[*to as usize].push(from);
                self.entering[*to as usize] += 1;
            }
            row.push((
                *to,
                known.map_or(0.0, |(_, weight)| weight) + share * weight,
            ));
        }
        row.extend(old);
        self.chain.rows[from as usize] = row;
    }

    /// What is left, as a block; first its states.
    fn dense(self) -> (Vec<u32>, Dense) {
        let rest: Vec<u32> = (0..self.done.len() as u32)
            .filter(|state| !self.done[*state as usize])
            .collect();
        let mut place = vec![u32::MAX; self.done.len()];
        for (at, state) in rest.iter().enumerate() {
            place[*state as usize] = at as u32;
        }
        let mut block = Dense::new(rest.len());
        for (at, state) in rest.iter().enumerate() {
            let state = *state as usize;
            for (to, weight) in &self.chain.rows[state] {
                *block.at(at, place[*to as usize] as usize) = *weight;
            }
            block.conversion[at] = self.chain.conversion[state];
            block.null[at] = self.chain.null[state];
        }
        (rest, block)
    }
}
