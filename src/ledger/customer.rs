//! Customer lifetime value, which needs no table, only numbers.

use super::figure::{Figure, Reason};
use crate::schema::Amount;

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

#[cfg(test)]
mod tests {
    use super::*;

    fn told(figure: Figure) -> String {
        format!("{:.2}", figure.value().unwrap())
    }

    #[test]
    fn the_worked_examples() {
        let value = |first| told(lifetime_value(Amount::whole(60), 0.75, 0.10, first));
        assert_eq!(value(FirstMargin::AfterOnePeriod), "128.57");
        assert_eq!(value(FirstMargin::AtOnce), "188.57");
    }

    #[test]
    fn retention_beyond_what_discount_takes_off_has_no_value() {
        assert_eq!(
            lifetime_value(Amount::whole(1), 1.2, 0.1, FirstMargin::AtOnce),
            Figure::Undefined(Reason::ZeroDenominator)
        );
    }
}
