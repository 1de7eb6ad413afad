//! Bootstrap weights: how often a user occurs in each resample, drawn from Poisson(1) for each resample by itself.
//!
//! Drawing N users with replacement gives each a binomial count, which for many users is Poisson(1); drawn independently, users
//! need not be counted first (Hanley and MacGibbon 2006; Chamandy et al. 2012). The weight depends on seed, user and resample
//! alone, so that threads and order do not matter.

use crate::random::{STEP, mixed};

/// 2³² · P(weight ≤ k) for k = 0, 1, …: a uniform 32-bit number at or above the first k of them is a weight of k or more.
/// Weights beyond 12 (one in 10¹⁰) do not occur.
const LIMITS: [u32; 12] = limits();

const fn limits() -> [u32; 12] {
    let mut limits = [0; 12];
    let mut term = 0.367_879_441_171_442_33; // e⁻¹
    let mut sum = 0.0;
    let mut k = 0;
    while k < limits.len() {
        sum += term;
        limits[k] = (sum * 4_294_967_296.0) as u32;
        k += 1;
        term /= k as f64;
    }
    limits
}

/// Draws weights.
#[derive(Clone, Copy, Debug)]
pub struct PoissonWeights {
    seed: u64,
}

impl PoissonWeights {
    /// Weights of that seed.
    pub fn new(seed: u64) -> Self {
        Self {
            seed: mixed(seed.wrapping_add(STEP)),
        }
    }

    /// The weights of a user, one per resample. A shorter `weights` gets the first of the same.
    pub fn fill(&self, user_hash: u64, weights: &mut [u8]) {
        let user = mixed(self.seed ^ mixed(user_hash.wrapping_add(STEP)));
        let mut draw = user;
        for block in weights.chunks_mut(16) {
            let mut uniform = [0_u32; 16];
            for pair in uniform.chunks_exact_mut(2) {
                draw = draw.wrapping_add(STEP);
                let bits = mixed(draw);
                pair[0] = bits as u32;
                pair[1] = (bits >> 32) as u32;
            }
            let mut counts = [0_u32; 16];
            for limit in LIMITS {
                for (count, uniform) in counts.iter_mut().zip(uniform) {
                    *count += u32::from(uniform >= limit);
                }
            }
            for (weight, count) in block.iter_mut().zip(counts) {
                *weight = count as u8;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_variance_are_one_and_users_are_independent() {
        let draws = PoissonWeights::new(42);
        let (mut sum, mut square, mut product, mut zeros, count) =
            (0.0, 0.0, 0.0, 0.0, 5_000 * 200);
        let mut before = [1_u8; 200];
        for user in 0..5_000 {
            let mut weights = [0; 200];
            draws.fill(user, &mut weights);
            for (weight, other) in weights.iter().zip(before) {
                let weight = f64::from(*weight);
                sum += weight;
                square += weight * weight;
                product += (weight - 1.0) * (f64::from(other) - 1.0);
                zeros += f64::from(u8::from(weight == 0.0));
            }
            before = weights;
        }
        let count = f64::from(count);
        let mean = sum / count;
        assert!((mean - 1.0).abs() < 0.004, "mean {mean}");
        assert!(
            (square / count - mean * mean - 1.0).abs() < 0.01,
            "variance"
        );
        assert!((zeros / count - (-1.0_f64).exp()).abs() < 0.002, "zeros");
        assert!((product / count).abs() < 0.004, "covariance of neighbours");
    }

    #[test]
    fn a_weight_depends_on_seed_user_and_resample_alone() {
        let (mut long, mut short, mut other) = ([0; 200], [0; 33], [0; 200]);
        PoissonWeights::new(1).fill(77, &mut long);
        PoissonWeights::new(1).fill(77, &mut short);
        PoissonWeights::new(2).fill(77, &mut other);
        assert_eq!(long[..33], short);
        assert_ne!(long, other);
    }
}
