//! Powers of two with the same bits on every machine, which the platform's own `exp2` does not promise.
//!
//! 2⁻ˣ = 2ᶠ · 2⁻ⁿ with n the nearest whole number to x and f = n − x in [−½, ½]; 2ᶠ = Σ (f ln 2)ᵏ / k! to k = 13,
//! whose next term is below 10⁻¹⁷.

/// 1/k! for k = 13 … 0.
const INVERSE_FACTORIALS: [f64; 14] = [
    1.0 / 6_227_020_800.0,
    1.0 / 479_001_600.0,
    1.0 / 39_916_800.0,
    1.0 / 3_628_800.0,
    1.0 / 362_880.0,
    1.0 / 40_320.0,
    1.0 / 5_040.0,
    1.0 / 720.0,
    1.0 / 120.0,
    1.0 / 24.0,
    1.0 / 6.0,
    0.5,
    1.0,
    1.0,
];

/// 2⁻ˣ for x ≥ 0; zero where the result would be subnormal.
pub(super) fn halvings(x: f64) -> f64 {
    if x > 1022.0 {
        return 0.0;
    }
    let whole = (x + 0.5) as u64;
    let y = (whole as f64 - x) * std::f64::consts::LN_2;
    let power = INVERSE_FACTORIALS
        .iter()
        .fold(0.0, |sum, term| sum * y + term);
    power * f64::from_bits((1023 - whole) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_platform() {
        for step in 0..100_000 {
            let x = f64::from(step) * 0.0101;
            let expected = (-x).exp2();
            assert!((halvings(x) - expected).abs() <= 4e-16 * expected, "{x}");
        }
        assert_eq!(halvings(0.0), 1.0);
        assert_eq!(halvings(3.0), 0.125);
        assert_eq!(halvings(5000.0), 0.0);
    }
}
