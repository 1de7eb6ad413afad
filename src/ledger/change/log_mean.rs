//! The logarithmic mean, by which a change is weighted.

/// L(a, b) = (a − b) / ln(a / b) of two positive numbers; L(a, a) = a. Stable where both are close.
pub(super) fn log_mean(a: f64, b: f64) -> f64 {
    let ratio = (a / b).ln();
    if ratio == 0.0 {
        return a;
    }
    b * ratio.exp_m1() / ratio
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_lies_between_and_meets_its_limit() {
        assert_eq!(log_mean(5.0, 5.0), 5.0);
        let mean = log_mean(66_880.0, 60_000.0);
        assert!((mean - 6_880.0 / (66_880.0_f64 / 60_000.0).ln()).abs() < 1e-9);
        let near = log_mean(1.0 + 1e-12, 1.0);
        assert!((near - 1.0).abs() < 1e-11, "{near}");
    }
}
