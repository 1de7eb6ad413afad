//! Sums per resample: rows of floats that hold whole numbers of small units, so that adding is exact and free of order.
//!
//! A float adds whole numbers exactly up to 2⁵³. Conversions are kept in units of 2⁻²⁴ and value in units of 2⁻¹⁶: exact up to
//! half a billion conversions and 10¹¹ of money in one resample; beyond, last digits may depend on the order.

/// Bytes of sums that one statistic may take.
pub(super) const ROOM: usize = 1 << 28;

/// Units per conversion.
pub(super) const CONVERSIONS: f64 = (1 << 24) as f64;

/// Units per unit of money.
pub(super) const VALUE: f64 = (1 << 16) as f64;

/// Rows of `resamples` sums each.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    resamples: usize,
    sums: Vec<f64>,
}

impl Grid {
    pub fn new(rows: usize, resamples: usize) -> Self {
        Self {
            resamples,
            sums: vec![0.0; rows * resamples],
        }
    }

    /// Rows that fit into [`ROOM`].
    pub fn most_rows(resamples: usize) -> usize {
        ROOM / 8 / resamples.max(1)
    }

    /// Whether there are at least so many rows.
    pub fn holds(&self, rows: usize) -> bool {
        self.sums.len() >= rows * self.resamples && !self.sums.is_empty()
    }

    /// Adds `amount` (whole) to a row, as often as each resample says.
    pub fn add(&mut self, row: usize, amount: f64, weights: &[f64]) {
        let sums = &mut self.sums[row * self.resamples..][..self.resamples];
        for (sum, weight) in sums.iter_mut().zip(weights) {
            *sum += amount * weight;
        }
    }

    /// Adds a row of zeros and says which it is.
    pub fn grow(&mut self) -> usize {
        let row = self.sums.len() / self.resamples.max(1);
        self.sums.resize(self.sums.len() + self.resamples, 0.0);
        row
    }

    pub fn row(&self, row: usize) -> &[f64] {
        &self.sums[row * self.resamples..][..self.resamples]
    }

    pub fn row_mut(&mut self, row: usize) -> &mut [f64] {
        &mut self.sums[row * self.resamples..][..self.resamples]
    }

    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.sums.iter_mut().zip(&other.sums) {
            *mine += theirs;
        }
    }
}

/// The nearest whole number, for numbers below 2⁵¹: adding 1.5 · 2⁵² leaves no room for a fraction.
pub(super) fn nearest(x: f64) -> f64 {
    const SHIFT: f64 = 6_755_399_441_055_744.0;
    if x.abs() < 2_251_799_813_685_248.0 {
        (x + SHIFT) - SHIFT
    } else {
        x
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_whole_number() {
        for (x, expected) in [
            (0.4, 0.0),
            (-0.6, -1.0),
            (1e9 + 0.7, 1e9 + 1.0),
            (2.5, 2.0),
            (1e300, 1e300),
            (-7.0, -7.0),
        ] {
            assert_eq!(nearest(x), expected, "{x}");
        }
    }
}
