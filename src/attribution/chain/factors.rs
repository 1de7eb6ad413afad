//! What an elimination leaves behind, and what can be asked of it.
//!
//! With A = D − W (what leaves each state, less where it leads), h = A⁻¹ r is the probability of conversion from each state,
//! and the row of A⁻¹ at the start, over its diagonal, the probability of ever visiting each state. The diagonal needs no full
//! inverse: Z = A⁻¹ restricted to the links of the elimination follows from its later states alone (Takahashi, Fagan and Chin
//! 1973), and as W has no negative entry, again without a subtraction.

use std::collections::HashMap;

use super::dense::{Dense, share};

/// The elimination of one state.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub state: u32,
    /// Which states left led to it, and with what weight.
    pub into: Vec<(u32, f64)>,
    /// To which states left it led.
    pub out: Vec<(u32, f64)>,
    /// Everything that left it.
    pub leaving: f64,
}

/// An eliminated chain.
#[derive(Clone, Debug)]
pub(in crate::attribution) struct Factors {
    size: usize,
    steps: Vec<Step>,
    /// The states of the dense block.
    rest: Vec<u32>,
    dense: Dense,
}

impl Factors {
    pub(super) fn new(size: usize, steps: Vec<Step>, rest: Vec<u32>, mut dense: Dense) -> Self {
        dense.eliminate();
        Self {
            size,
            steps,
            rest,
            dense,
        }
    }

    /// The probability of conversion from every state.
    pub fn conversion(&self, conversion: &[f64]) -> Vec<f64> {
        let mut x = conversion.to_vec();
        for step in &self.steps {
            let flow = share(x[step.state as usize], step.leaving);
            step.into
                .iter()
                .for_each(|(from, weight)| x[*from as usize] += weight * flow);
        }
        self.within(&mut x, Dense::solve);
        for step in self.steps.iter().rev() {
            let onward: f64 = step
                .out
                .iter()
                .map(|(to, weight)| weight * x[*to as usize])
                .sum();
            x[step.state as usize] = share(x[step.state as usize] + onward, step.leaving);
        }
        x
    }

    /// The probability of ever visiting each state from `start`.
    pub fn visits(&mut self, start: u32) -> Vec<f64> {
        let mut x = vec![0.0; self.size];
        x[start as usize] = 1.0;
        for step in &self.steps {
            let flow = share(x[step.state as usize], step.leaving);
            step.out
                .iter()
                .for_each(|(to, weight)| x[*to as usize] += weight * flow);
        }
        self.within(&mut x, Dense::solve_left);
        for step in self.steps.iter().rev() {
            let inward: f64 = step
                .into
                .iter()
                .map(|(from, weight)| weight * x[*from as usize])
                .sum();
            x[step.state as usize] = share(x[step.state as usize] + inward, step.leaving);
        }
        let diagonal = self.diagonal();
        x.iter()
            .zip(diagonal)
            .map(|(row, own)| share(*row, own).min(1.0))
            .collect()
    }

    fn within(&self, x: &mut [f64], solve: impl Fn(&Dense, &mut [f64])) {
        let mut inner: Vec<f64> = self.rest.iter().map(|state| x[*state as usize]).collect();
        solve(&self.dense, &mut inner);
        for (state, value) in self.rest.iter().zip(inner) {
            x[*state as usize] = value;
        }
    }

    /// The diagonal of the inverse; uses the dense block up.
    fn diagonal(&mut self) -> Vec<f64> {
        self.dense.invert();
        let mut known = Known::new(self.size, &self.rest);
        let mut diagonal = vec![0.0; self.size];
        for (at, state) in self.rest.iter().enumerate() {
            diagonal[*state as usize] = self.dense.inverse(at, at);
        }
        for step in self.steps.iter().rev() {
            let mut row = vec![0.0; step.into.len()];
            let mut back = 0.0;
            for (to, onward) in &step.out {
                let mut column = 0.0;
                for ((from, inward), sum) in step.into.iter().zip(&mut row) {
                    let inner = if to == from {
                        diagonal[*to as usize]
                    } else {
                        known.entry(&self.dense, *to, *from)
                    };
                    column += inner * inward;
                    *sum += onward * inner;
                }
                let entry = share(column, step.leaving);
                back += onward * entry;
                known.learn(*to, step.state, entry);
            }
            for ((from, _), sum) in step.into.iter().zip(row) {
                known.learn(step.state, *from, share(sum, step.leaving));
            }
            diagonal[step.state as usize] = share(1.0 + back, step.leaving);
        }
        diagonal
    }
}

/// Entries of the inverse off its diagonal.
struct Known {
    /// Per state its place in the dense block.
    place: Vec<Option<u32>>,
    sparse: HashMap<u64, f64, foldhash::fast::FixedState>,
}

impl Known {
    fn new(size: usize, rest: &[u32]) -> Self {
        let mut place = vec![None; size];
        for (at, state) in rest.iter().enumerate() {
            place[*state as usize] = Some(at as u32);
        }
        Self {
            place,
            sparse: HashMap::default(),
        }
    }

    fn learn(&mut self, from: u32, to: u32, entry: f64) {
        self.sparse
            .insert(u64::from(from) << 32 | u64::from(to), entry);
    }

    fn entry(&self, dense: &Dense, from: u32, to: u32) -> f64 {
        match (self.place[from as usize], self.place[to as usize]) {
            (Some(from), Some(to)) => dense.inverse(from as usize, to as usize),
            _ => self
                .sparse
                .get(&(u64::from(from) << 32 | u64::from(to)))
                .copied()
                .unwrap_or_default(),
        }
    }
}
