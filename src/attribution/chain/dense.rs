//! The dense block of an elimination, where almost every state leads to every other.

use rayon::iter::{IndexedParallelIterator, IntoParallelRefMutIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

/// Rows from which on work is shared out; every row is computed alike, so that results are the same.
const PARALLEL: usize = 512;

/// Weights between `size` states, row by row, and into the two ends.
///
/// After [`Dense::eliminate`] the place (k, j) with j > k holds what led from k to j, and (i, k) with i > k what led from i to k,
/// when k was eliminated.
#[derive(Clone, Debug)]
pub(super) struct Dense {
    size: usize,
    weights: Vec<f64>,
    leaving: Vec<f64>,
    pub conversion: Vec<f64>,
    pub null: Vec<f64>,
}

impl Dense {
    pub fn new(size: usize) -> Self {
        Self {
            size,
            weights: vec![0.0; size * size],
            leaving: vec![0.0; size],
            conversion: vec![0.0; size],
            null: vec![0.0; size],
        }
    }

    pub fn at(&mut self, from: usize, to: usize) -> &mut f64 {
        &mut self.weights[from * self.size + to]
    }

    fn get(&self, from: usize, to: usize) -> f64 {
        self.weights[from * self.size + to]
    }

    /// Eliminates the states from first to last.
    pub fn eliminate(&mut self) {
        let size = self.size;
        for state in 0..size {
            let (above, below) = self.weights.split_at_mut((state + 1) * size);
            let row = &above[state * size + state + 1..];
            let leaving = row.iter().sum::<f64>() + self.conversion[state] + self.null[state];
            self.leaving[state] = leaving;
            if leaving == 0.0 {
                continue;
            }
            let lead_on = |other: &mut [f64]| {
                let share = other[state] / leaving;
                for (weight, onward) in other[state + 1..].iter_mut().zip(row) {
                    *weight += share * onward;
                }
            };
            for (other, from) in below.chunks_exact(size).zip(state + 1..) {
                let share = other[state] / leaving;
                self.conversion[from] += share * self.conversion[state];
                self.null[from] += share * self.null[state];
            }
            if size - state > PARALLEL {
                below
                    .par_chunks_exact_mut(size)
                    .with_min_len(PARALLEL / 4)
                    .for_each(lead_on);
            } else {
                below.chunks_exact_mut(size).for_each(lead_on);
            }
        }
    }

    /// Solves A x = b in place, for A = D − W: `x` starts as b and ends as x.
    pub fn solve(&self, x: &mut [f64]) {
        self.substitute(x, |from, to| self.get(from, to));
    }

    /// Solves xᵀ A = bᵀ in place.
    pub fn solve_left(&self, x: &mut [f64]) {
        self.substitute(x, |from, to| self.get(to, from));
    }

    fn substitute(&self, x: &mut [f64], weight: impl Fn(usize, usize) -> f64) {
        for state in 0..self.size {
            let flow = share(x[state], self.leaving[state]);
            let later = x.iter_mut().enumerate().skip(state + 1);
            later.for_each(|(other, sum)| *sum += weight(other, state) * flow);
        }
        for state in (0..self.size).rev() {
            let later = x.iter().enumerate().skip(state + 1);
            let onward: f64 = later
                .map(|(other, known)| weight(state, other) * known)
                .sum();
            x[state] = share(x[state] + onward, self.leaving[state]);
        }
    }

    /// Replaces the factors by the inverse of A, from the last state to the first.
    ///
    /// With S the states after k, u what leads from k into S and l what leads from S into k: Z_kS = uᵀ Z_SS / d,
    /// Z_Sk = Z_SS l / d, Z_kk = (1 + u · Z_Sk) / d.
    pub fn invert(&mut self) {
        let size = self.size;
        let (mut row, mut column, mut inward) = (vec![0.0; size], vec![0.0; size], vec![0.0; size]);
        for state in (0..size).rev() {
            let leaving = self.leaving[state];
            let after = state + 1..size;
            row[after.clone()].fill(0.0);
            after
                .clone()
                .for_each(|from| inward[from] = self.get(from, state));
            let rows = &self.weights;
            let columns = column[state + 1..].par_iter_mut().with_min_len(PARALLEL);
            columns.enumerate().for_each(|(at, column)| {
                let from = state + 1 + at;
                let inner = &rows[from * size + state + 1..(from + 1) * size];
                *column = dot(inner, &inward[state + 1..]);
            });
            let stretches = row[state + 1..].par_chunks_mut(PARALLEL);
            stretches.enumerate().for_each(|(at, stretch)| {
                let first = state + 1 + at * PARALLEL;
                for from in state + 1..size {
                    let onward = rows[state * size + from];
                    let inner = &rows[from * size + first..][..stretch.len()];
                    for (mine, theirs) in stretch.iter_mut().zip(inner) {
                        *mine += onward * theirs;
                    }
                }
            });
            let back: f64 = after
                .clone()
                .map(|to| self.get(state, to) * share(column[to], leaving))
                .sum();
            *self.at(state, state) = share(1.0 + back, leaving);
            for other in after {
                *self.at(state, other) = share(row[other], leaving);
                *self.at(other, state) = share(column[other], leaving);
            }
        }
    }

    /// An entry of the inverse, after [`Dense::invert`].
    pub fn inverse(&self, from: usize, to: usize) -> f64 {
        self.get(from, to)
    }

    /// The probability of conversion from a state; uses the block up.
    pub fn probability(&mut self, state: usize) -> f64 {
        let last = self.size - 1;
        if state != last {
            self.swap(state, last);
        }
        self.eliminate();
        share(
            self.conversion[last],
            self.conversion[last] + self.null[last],
        )
    }

    fn swap(&mut self, one: usize, other: usize) {
        for at in 0..self.size {
            self.weights
                .swap(one * self.size + at, other * self.size + at);
        }
        for at in 0..self.size {
            self.weights
                .swap(at * self.size + one, at * self.size + other);
        }
        self.conversion.swap(one, other);
        self.null.swap(one, other);
    }
}

/// A scalar product in eight running sums, which vectorises.
fn dot(one: &[f64], other: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let (ones, others) = (one.chunks_exact(8), other.chunks_exact(8));
    let rest: f64 = ones
        .remainder()
        .iter()
        .zip(others.remainder())
        .map(|(a, b)| a * b)
        .sum();
    for (ones, others) in ones.zip(others) {
        for ((sum, a), b) in sums.iter_mut().zip(ones).zip(others) {
            *sum += a * b;
        }
    }
    sums.iter().sum::<f64>() + rest
}

/// A quotient that is zero where nothing leaves a state.
pub(super) fn share(flow: f64, leaving: f64) -> f64 {
    if leaving > 0.0 { flow / leaving } else { 0.0 }
}
