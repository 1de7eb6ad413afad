//! A figure is a defined value or a reason why there is none; never NaN, never infinite, never a silent zero.

use crate::schema::Amount;

/// Why a figure is undefined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The denominator is zero and no better reason applies.
    ZeroDenominator,
    /// A cost per outcome with spend and without outcomes.
    NoOutcomes,
    /// A ratio over or of spend where nothing was spent.
    NoSpend,
    /// The table or column was not given.
    NotSupplied,
    /// The column was given, but is blank in every row of the scope.
    MissingInput,
    /// The rows can't be combined into one figure.
    NonAdditive,
    /// The rows count different things.
    MixedBasis,
    /// A change from a negative base.
    NegativeBase,
    /// A change from zero to something.
    New,
    /// A change from something to zero: −100 %.
    Gone,
    /// None of the rows has a date, so that no period has any of them.
    Undated,
    /// Payback lies beyond the horizon.
    NotReached,
    /// The part is larger than the whole or has the other sign, as credits and refunds make it.
    NoShare,
}

impl Reason {
    /// The machine code, as in the `<metric>_status` of JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::ZeroDenominator => "zero_denominator",
            Self::NoOutcomes => "no_outcomes",
            Self::NoSpend => "no_spend",
            Self::NotSupplied => "not_supplied",
            Self::MissingInput => "missing_input",
            Self::NonAdditive => "non_additive",
            Self::MixedBasis => "mixed_basis",
            Self::NegativeBase => "negative_base",
            Self::New => "new",
            Self::Gone => "gone",
            Self::Undated => "no_date",
            Self::NotReached => "not_reached",
            Self::NoShare => "no_share",
        }
    }

    /// The sentence for a footnote under a table.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::ZeroDenominator => "the denominator is zero",
            Self::NoOutcomes => "money was spent without an outcome",
            Self::NoSpend => "nothing was spent",
            Self::NotSupplied => "the files given do not hold what this needs",
            Self::MissingInput => "the column is blank in every row counted here",
            Self::NonAdditive => "the rows can't be added up into one figure",
            Self::MixedBasis => "the rows count different things",
            Self::NegativeBase => "the base is negative, so a ratio to it has no meaning",
            Self::New => "new: it was zero before",
            Self::Gone => "gone: it is zero now (-100 %)",
            Self::Undated => "the rows have no date, so no period has any of them",
            Self::NotReached => "not reached within the horizon",
            Self::NoShare => "a part beyond its whole (credits, refunds) is no share of it",
        }
    }
}

/// A defined value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A whole count.
    Count(i64),
    /// Money or a fractional count, exact.
    Amount(Amount),
    /// The result of a division; rates are fractions of one.
    Ratio(f64),
}

impl Value {
    /// The nearest float.
    pub fn to_f64(self) -> f64 {
        match self {
            Self::Count(count) => count as f64,
            Self::Amount(amount) => amount.to_f64(),
            Self::Ratio(ratio) => ratio,
        }
    }

    /// The exact amount of a count or amount; `None` for a ratio.
    pub fn exact(self) -> Option<Amount> {
        match self {
            Self::Count(count) => Some(Amount::whole(count)),
            Self::Amount(amount) => Some(amount),
            Self::Ratio(_) => None,
        }
    }
}

/// A value, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// There is a value.
    Defined(Value),
    /// There is none, for this reason.
    Undefined(Reason),
}

impl Figure {
    /// The value, where there is one.
    pub fn value(self) -> Option<Value> {
        match self {
            Self::Defined(value) => Some(value),
            Self::Undefined(_) => None,
        }
    }

    /// The reason, where there is no value.
    pub fn reason(self) -> Option<Reason> {
        match self {
            Self::Defined(_) => None,
            Self::Undefined(reason) => Some(reason),
        }
    }
}

/// `numerator / denominator`, or the reason why not. Both are reduced first, so the result is the float nearest to
/// the true quotient wherever the reduced parts fit 53 bits, and no order of rows can change it.
pub fn quotient(numerator: Amount, denominator: Amount) -> Figure {
    if denominator == Amount::ZERO {
        return Figure::Undefined(Reason::ZeroDenominator);
    }
    let divisor = gcd(numerator.0.unsigned_abs(), denominator.0.unsigned_abs());
    let negative = (numerator.0 < 0) != (denominator.0 < 0);
    let size = (numerator.0.unsigned_abs() / divisor) as f64
        / (denominator.0.unsigned_abs() / divisor) as f64;
    Figure::Defined(Value::Ratio(if negative && size != 0.0 {
        -size
    } else {
        size
    }))
}

/// `part / whole`, a share of it: neither of a whole of nothing nor of one whose rest has the other sign.
pub fn share(part: Amount, whole: Amount) -> Figure {
    let rest = whole - part;
    let against =
        |one: Amount| one != Amount::ZERO && (one < Amount::ZERO) != (whole < Amount::ZERO);
    if whole != Amount::ZERO && (against(part) || against(rest)) {
        return Figure::Undefined(Reason::NoShare);
    }
    quotient(part, whole)
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotient_is_the_float_nearest_to_the_true_one() {
        let amount = |text| Amount::from_plain(text).unwrap();
        for (over, under, quotient_is) in [
            ("1234.56", "1000", 1.234_56),
            ("305", "10100", 305.0 / 10100.0),
            ("0.3", "3", 0.1),
            ("-2", "4", -0.5),
            ("0", "-4", 0.0),
            ("90071992547409.93", "100", 900_719_925_474.099_3),
        ] {
            let got = quotient(amount(over), amount(under))
                .value()
                .unwrap()
                .to_f64();
            assert_eq!(got.to_bits(), f64::to_bits(quotient_is), "{over} / {under}");
        }
    }

    /// 434 spent with outcomes and 50 credited without any are 384 in all: 113 % of them would be no share.
    #[test]
    fn a_part_beyond_its_whole_is_no_share() {
        let of = |part: i64, whole: i64| share(Amount::whole(part), Amount::whole(whole));
        for (part, whole) in [(434, 384), (-50, 384), (50, -384)] {
            assert_eq!(of(part, whole), Figure::Undefined(Reason::NoShare));
        }
        assert_eq!(of(3, 0), Figure::Undefined(Reason::ZeroDenominator));
        for (part, whole, is) in [(0, 4, 0.0), (4, 4, 1.0), (1, 4, 0.25), (-1, -4, 0.25)] {
            assert_eq!(of(part, whole), Figure::Defined(Value::Ratio(is)));
        }
    }

    #[test]
    fn a_zero_denominator_gives_a_reason_not_infinity() {
        let figure = quotient(Amount::whole(5), Amount::ZERO);
        assert_eq!(figure, Figure::Undefined(Reason::ZeroDenominator));
    }
}
