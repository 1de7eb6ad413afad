//! A figure of the ledger is a value or a named reason why there is none; never NaN, never infinite, never a silent
//! zero. The codes are those of the metric catalogue, section 1.1.

use serde::{Serialize, Serializer};

use super::plain::{Plain, PlainNumber};
use crate::schema::Amount;

/// Why a figure is undefined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The denominator is zero and no better reason applies.
    ZeroDenominator,
    /// A return on cost where no cost is on record.
    NoCost,
    /// Credits exceed the cost: over a negative cost nothing is a return.
    NegativeCost,
    /// A ratio over spend where nothing was spent.
    NoSpend,
    /// Credits exceed the spend: over a negative spend nothing is a return.
    NegativeSpend,
    /// A cost per outcome without outcomes.
    NoOutcomes,
    /// What it needs was not given.
    NotSupplied,
    /// Every line of value is refused, as an input of it has no source, owner or date.
    Refused,
    /// What a part brought counts, wholly or on some days, in the line of another part.
    CountedElsewhere,
    /// Conditions leave nothing of what a part brought, and all that it cost.
    LeftOut,
    /// The base is negative, so that a ratio to it or a logarithm of it has no meaning.
    NegativeBase,
    /// It was zero before.
    New,
    /// It is zero now.
    Gone,
    /// A factor is zero in one of the two periods.
    ZeroFactor,
    /// What is known of parts cannot be added up.
    NonAdditive,
    /// Payback lies beyond the horizon.
    NotReached,
    /// A present value of twelve months or less, which discounting hardly moves.
    ShortHorizon,
    /// The margin is zero or less: no return breaks even.
    CannotBreakEven,
    /// A margin above one: refunds at other margins leave none.
    NoShare,
    /// It does not depend on the input asked about.
    NoEffect,
    /// No value that the input can have does it.
    NotPossible,
    /// The number is beyond what exact money can hold.
    TooLarge,
}

impl Reason {
    /// The machine code, as in the `status` of JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::ZeroDenominator => "zero_denominator",
            Self::NoCost => "no_cost",
            Self::NegativeCost | Self::NegativeSpend => "negative_base",
            Self::NoSpend => "no_spend",
            Self::NoOutcomes => "no_outcomes",
            Self::NotSupplied => "not_supplied",
            Self::Refused => "refused",
            Self::CountedElsewhere => "counted_elsewhere",
            Self::LeftOut => "left_out",
            Self::NegativeBase => "negative_base",
            Self::New => "new",
            Self::Gone => "gone",
            Self::ZeroFactor => "zero_factor",
            Self::NonAdditive => "non_additive",
            Self::NotReached => "not_reached",
            Self::ShortHorizon => "short_horizon",
            Self::CannotBreakEven => "cannot_break_even",
            Self::NoShare => "no_share",
            Self::NoEffect => "no_effect",
            Self::NotPossible => "not_possible",
            Self::TooLarge => "too_large",
        }
    }

    /// The sentence for a footnote under a table.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::ZeroDenominator => "the denominator is zero",
            Self::NoCost => "no cost is on record",
            Self::NegativeCost => "the cost is negative: credits exceed what was charged",
            Self::NoSpend => "nothing was spent",
            Self::NegativeSpend => "the spend is negative: credits exceed what was charged",
            Self::NoOutcomes => "money was spent without an outcome",
            Self::NotSupplied => "what was given does not hold what this needs",
            Self::Refused => "value is refused: what it needs has no source, owner and date",
            Self::CountedElsewhere => {
                "not known: what it brought counts in another row, as a test covers its lines"
            }
            Self::LeftOut => {
                "not known: no line of it passes the conditions (--where), which leave its cost whole"
            }
            Self::NegativeBase => "the base is negative, so a ratio to it has no meaning",
            Self::New => "new: it was zero before",
            Self::Gone => "gone: it is zero now (-100 %)",
            Self::ZeroFactor => "a factor is zero in one of the two periods",
            Self::NonAdditive => "what is known is of other days, and parts cannot be added up",
            Self::NotReached => "value has not paid for cost by the end of the period",
            Self::ShortHorizon => "the horizon is twelve months or less",
            Self::CannotBreakEven => "the margin is zero or less: no return breaks even",
            Self::NoShare => "a part beyond its whole (credits, refunds) is no share of it",
            Self::NoEffect => "it does not move the result",
            Self::NotPossible => "no value that it can have makes ROI zero",
            Self::TooLarge => "the number is too large to be held exactly",
        }
    }
}

/// A value, or why there is none. In JSON `{"value": 0.04}` or `{"value": null, "status": "no_cost"}`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure<T = f64> {
    /// There is a value.
    Defined(T),
    /// There is none, for this reason.
    Undefined(Reason),
}

impl<T: Copy> Figure<T> {
    /// The value, where there is one.
    pub fn value(self) -> Option<T> {
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

    /// The other figure, where this one has a value.
    pub fn and<U>(self, other: Figure<U>) -> Figure<U> {
        match self {
            Self::Defined(_) => other,
            Self::Undefined(reason) => Figure::Undefined(reason),
        }
    }

    /// The figure of what `then` makes of the value.
    pub fn map<U>(self, then: impl FnOnce(T) -> U) -> Figure<U> {
        match self {
            Self::Defined(value) => Figure::Defined(then(value)),
            Self::Undefined(reason) => Figure::Undefined(reason),
        }
    }
}

impl<T> From<Result<T, Reason>> for Figure<T> {
    fn from(result: Result<T, Reason>) -> Self {
        match result {
            Ok(value) => Self::Defined(value),
            Err(reason) => Self::Undefined(reason),
        }
    }
}

/// A figure in JSON.
#[derive(Serialize)]
struct Written {
    value: Option<PlainNumber>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
}

impl<T: Plain + Copy> Serialize for Figure<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = Written {
            value: (*self).value().map(Plain::plain),
            status: (*self).reason().map(Reason::code),
        };
        written.serialize(serializer)
    }
}

/// `numerator / denominator`, or `zero` where the denominator is none.
pub(super) fn quotient(numerator: Amount, denominator: Amount, zero: Reason) -> Figure {
    if denominator == Amount::ZERO {
        return Figure::Undefined(zero);
    }
    // Adding zero turns a negative zero into a plain one.
    Figure::Defined(numerator.to_f64() / denominator.to_f64() + 0.0)
}

/// A figure over cost: undefined where there is none, or less than none.
pub(super) fn over_cost(numerator: Amount, cost: Amount) -> Figure {
    match cost < Amount::ZERO {
        true => Figure::Undefined(Reason::NegativeCost),
        false => quotient(numerator, cost, Reason::NoCost),
    }
}

/// A figure over spend: undefined where there is none, or less than none.
pub(super) fn over_spend(numerator: Amount, spend: Amount) -> Figure {
    match spend < Amount::ZERO {
        true => Figure::Undefined(Reason::NegativeSpend),
        false => quotient(numerator, spend, Reason::NoSpend),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_plain_data_and_never_a_silent_zero() {
        let json = |figure: Figure| serde_json::to_string(&figure).unwrap();
        assert_eq!(json(Figure::Defined(0.25)), r#"{"value":0.25}"#);
        assert_eq!(
            json(quotient(Amount::whole(5), Amount::ZERO, Reason::NoCost)),
            r#"{"value":null,"status":"no_cost"}"#
        );
        let money = Figure::Defined(Amount::from_plain("12.5").unwrap());
        assert_eq!(serde_json::to_string(&money).unwrap(), r#"{"value":12.5}"#);
    }
}
