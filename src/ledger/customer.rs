//! Figures of sales that need no table, only numbers: velocity, customer lifetime value and how soon a customer pays.

use super::figure::{Figure, Reason, quotient};
use super::payback::payback;
use crate::schema::Amount;

/// Pipeline velocity in money per day (metric S-11): opportunities × win rate × average deal / cycle in days.
pub fn velocity(
    opportunities: Amount,
    win_rate: f64,
    average_deal: Amount,
    cycle_days: f64,
) -> Figure {
    if cycle_days == 0.0 {
        return Figure::Undefined(Reason::ZeroDenominator);
    }
    let won = opportunities.to_f64() * win_rate * average_deal.to_f64();
    Figure::Defined(won / cycle_days)
}

/// Whether a customer's first margin comes at once or after the first period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstMargin {
    /// At the start, and is certain: M (1 + d) / (1 + d − r).
    AtOnce,
    /// At the end of the first period, if the customer is still there: M r / (1 + d − r).
    AfterOnePeriod,
}

/// Customer lifetime value with constant retention (metric S-13; Farris et al.): `margin` per period, `retention` and
/// `discount` per period as fractions. [`Reason::ZeroDenominator`] where 1 + d − r is not positive.
pub fn lifetime_value(margin: Amount, retention: f64, discount: f64, first: FirstMargin) -> Figure {
    let under = 1.0 + discount - retention;
    if under <= 0.0 {
        return Figure::Undefined(Reason::ZeroDenominator);
    }
    let over = match first {
        FirstMargin::AtOnce => 1.0 + discount,
        FirstMargin::AfterOnePeriod => retention,
    };
    Figure::Defined(margin.to_f64() * over / under)
}

/// Months until a cohort has brought back what its customers cost (metric S-15): linear within the month.
///
/// `contributions` are those of the whole cohort per month, `cost` is that of acquiring it.
pub fn cost_payback(cost: Amount, contributions: &[Amount]) -> Figure {
    let Some((first, later)) = contributions.split_first() else {
        return Figure::Undefined(Reason::NotSupplied);
    };
    if cost <= Amount::ZERO {
        return Figure::Defined(0.0);
    }
    if *first >= cost {
        return quotient(cost, *first, Reason::ZeroDenominator);
    }
    // The cost arises at the start of the first month, so that month ends with what is left of it.
    let nets: Vec<Amount> = std::iter::once(*first - cost)
        .chain(later.iter().copied())
        .collect();
    payback(&nets)
}

/// The loaded rate of an hour (metric F-02): annual pay × (1 + on-costs) / (paid hours − leave − holidays), over
/// utilisation where that is given. `on_cost` and `utilisation` are fractions.
pub fn loaded_rate(
    annual_pay: Amount,
    on_cost: f64,
    hours_worked: Amount,
    utilisation: Option<f64>,
) -> Figure {
    let hours = hours_worked.to_f64() * utilisation.unwrap_or(1.0);
    if hours <= 0.0 {
        return Figure::Undefined(Reason::ZeroDenominator);
    }
    Figure::Defined(annual_pay.to_f64() * (1.0 + on_cost) / hours)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(figure: Figure) -> String {
        format!("{:.2}", figure.value().unwrap())
    }

    #[test]
    fn the_worked_examples() {
        let whole = Amount::whole;
        assert_eq!(
            told(velocity(whole(40), 0.25, whole(12_000), 45.0)),
            "2666.67"
        );
        let value = |first| told(lifetime_value(whole(60), 0.75, 0.10, first));
        assert_eq!(value(FirstMargin::AfterOnePeriod), "128.57");
        assert_eq!(value(FirstMargin::AtOnce), "188.57");
        assert_eq!(
            told(loaded_rate(whole(42_000), 0.28, whole(1_800), None)),
            "29.87"
        );
        assert_eq!(
            told(loaded_rate(whole(42_000), 0.28, whole(1_800), Some(0.85))),
            "35.14"
        );
    }

    #[test]
    fn a_cohort_pays_within_a_month_or_never() {
        let months = |of: &[i64]| of.iter().copied().map(Amount::whole).collect::<Vec<_>>();
        for (contributions, expected) in [
            (&[60, 80][..], Figure::Defined(1.5)),
            (&[200], Figure::Defined(0.5)),
            (&[10, 10], Figure::Undefined(Reason::NotReached)),
            (&[], Figure::Undefined(Reason::NotSupplied)),
        ] {
            assert_eq!(
                cost_payback(Amount::whole(100), &months(contributions)),
                expected
            );
        }
    }

    #[test]
    fn edges_have_reasons() {
        let zero = Figure::Undefined(Reason::ZeroDenominator);
        assert_eq!(velocity(Amount::whole(1), 0.5, Amount::whole(1), 0.0), zero);
        assert_eq!(
            lifetime_value(Amount::whole(1), 1.2, 0.1, FirstMargin::AtOnce),
            zero
        );
        assert_eq!(loaded_rate(Amount::whole(1), 0.2, Amount::ZERO, None), zero);
    }
}
