//! Payback and present value (metrics F-07 and F-08).

use super::figure::{Figure, Reason};
use crate::schema::Amount;

/// The number of months after which the sum of net values is first no longer negative, linear within the month: 2.5 is
/// the middle of the third. Zero where it began so. Months before the first with any net value are none of it: there was
/// nothing to pay back yet.
///
/// `nets` holds value less cost per month, the first month first. [`Reason::NotReached`] where the sum ends negative,
/// whatever it was between; [`Reason::NotSupplied`] without months, or with nothing in any.
pub fn payback(nets: &[Amount]) -> Figure {
    if nets.iter().all(|net| *net == Amount::ZERO) {
        return Figure::Undefined(Reason::NotSupplied);
    }
    if nets.iter().copied().sum::<Amount>() < Amount::ZERO {
        return Figure::Undefined(Reason::NotReached);
    }
    let begun = nets.iter().skip_while(|net| **net == Amount::ZERO);
    let mut sum = Amount::ZERO;
    for (month, net) in begun.enumerate() {
        let before = sum;
        sum += *net;
        if sum >= Amount::ZERO {
            let within = match before < Amount::ZERO {
                true => -before.to_f64() / net.to_f64(),
                false => 0.0,
            };
            return Figure::Defined(month as f64 + within);
        }
    }
    Figure::Undefined(Reason::NotReached)
}

/// The present value Σ net / (1 + d)^t of net values at times `t` in years, zero being now.
///
/// `rate` is the discount rate of a year as a fraction, above −1.
pub fn npv(flows: &[(f64, Amount)], rate: f64) -> Figure {
    if rate <= -1.0 {
        return Figure::Undefined(Reason::ZeroDenominator);
    }
    let present = |(years, net): &(f64, Amount)| net.to_f64() / (1.0 + rate).powf(*years);
    Figure::Defined(flows.iter().map(present).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(amounts: &[i64]) -> Vec<Amount> {
        amounts.iter().copied().map(Amount::whole).collect()
    }

    #[test]
    fn payback_is_linear_within_its_month() {
        for (nets, months) in [
            (&[-100, 40, 40, 40][..], Figure::Defined(3.5)),
            (&[-100, 50, 50], Figure::Defined(3.0)),
            (&[10, 10], Figure::Defined(0.0)),
            (&[-100, 50, 49], Figure::Undefined(Reason::NotReached)),
            (&[10, -100, 50], Figure::Undefined(Reason::NotReached)),
            (&[10, -100, 95], Figure::Defined(0.0)),
            (&[0, 0, -100, 200, -5], Figure::Defined(1.5)),
            (&[-100, 0, 200], Figure::Defined(2.5)),
            (&[0, 0], Figure::Undefined(Reason::NotSupplied)),
            (&[], Figure::Undefined(Reason::NotSupplied)),
        ] {
            assert_eq!(payback(&money(nets)), months, "{nets:?}");
        }
    }

    /// The worked example of F-08: 50,000 now, then 40, 45 and 45 thousand less 10 thousand each, at 10 %.
    #[test]
    fn the_present_value_of_the_worked_example() {
        let nets = money(&[-50_000, 30_000, 35_000, 35_000]);
        let flows: Vec<(f64, Amount)> = nets
            .into_iter()
            .enumerate()
            .map(|(year, net)| (year as f64, net))
            .collect();
        assert_eq!(npv(&flows, 0.1).value().map(f64::round), Some(32_494.0));
    }
}
