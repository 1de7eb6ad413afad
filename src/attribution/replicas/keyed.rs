//! Sums per resample of things that are not known beforehand: transitions, sets of channels.

use std::collections::HashMap;
use std::hash::Hash;

use super::grid::Grid;

/// Rows by key, each with `WIDTH` statistics.
#[derive(Clone, Debug)]
pub(super) struct Keyed<K, const WIDTH: usize> {
    rows: HashMap<K, u32, foldhash::fast::FixedState>,
    grid: Grid,
    most: usize,
    full: bool,
}

impl<K: Hash + Eq + Ord + Clone, const WIDTH: usize> Keyed<K, WIDTH> {
    pub fn new(resamples: usize) -> Self {
        Self {
            rows: HashMap::default(),
            grid: Grid::new(0, resamples),
            most: Grid::most_rows(resamples) / WIDTH,
            full: false,
        }
    }

    /// The first row of a key; `None` where there are too many keys.
    fn place(&mut self, key: K) -> Option<usize> {
        if self.full {
            return None;
        }
        if let Some(row) = self.rows.get(&key) {
            return Some(*row as usize);
        }
        if self.rows.len() == self.most {
            self.full = true;
            self.rows.clear();
            self.grid = Grid::new(0, 0);
            return None;
        }
        let row = self.grid.grow();
        for _ in 1..WIDTH {
            self.grid.grow();
        }
        self.rows.insert(key, row as u32);
        Some(row)
    }

    pub fn add(&mut self, key: K, amounts: [f64; WIDTH], weights: &[f64]) {
        if let Some(row) = self.place(key) {
            for (at, amount) in amounts.into_iter().enumerate() {
                if amount != 0.0 {
                    self.grid.add(row + at, amount, weights);
                }
            }
        }
    }

    pub fn merge(&mut self, other: &Self) {
        if other.full {
            self.full = true;
        }
        for (key, theirs) in &other.rows {
            let Some(mine) = self.place(key.clone()) else {
                return;
            };
            for at in 0..WIDTH {
                let from = other.grid.row(*theirs as usize + at);
                for (sum, more) in self.grid.row_mut(mine + at).iter_mut().zip(from) {
                    *sum += more;
                }
            }
        }
    }

    /// Keys in order with their first rows; `None` where there were too many.
    pub fn sorted(&self) -> Option<Vec<(&K, usize)>> {
        if self.full {
            return None;
        }
        let mut found: Vec<(&K, usize)> = self
            .rows
            .iter()
            .map(|(key, row)| (key, *row as usize))
            .collect();
        found.sort_unstable();
        Some(found)
    }

    pub fn sum(&self, row: usize, resample: usize) -> f64 {
        self.grid.row(row)[resample]
    }
}
