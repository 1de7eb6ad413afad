//! The switching value of an input: where ROI is zero, all else at its base. In closed form where net value is linear
//! in the input, which its formulas tell; by bisection within the range otherwise.

use serde::Serialize;

use super::ends;
use crate::ledger::compiled::Degree;
use crate::ledger::figure::{Figure, Reason};
use crate::ledger::result::Ledger;
use crate::schema::{Amount, Bounds};

/// Halvings of a bisection: more than a float has bits.
const HALVINGS: usize = 200;

/// Pieces in which a curved input is searched for a change of sign.
const PIECES: usize = 64;

/// Where ROI is zero.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Switching {
    /// The value of the input; [`Reason::NoEffect`] where it moves nothing, [`Reason::NotReached`] where ROI keeps its
    /// sign within the range, [`Reason::NotPossible`] where the input cannot be that, [`Reason::NotSupplied`] where a curved input has no range to search.
    pub value: Figure,
    /// Whether it lies within the range; `None` where no range was given or there is no value.
    pub within: Option<bool>,
}

impl Switching {
    /// What to say instead of the value, where it settles nothing.
    pub fn note(&self) -> Option<&'static str> {
        match (self.value, self.within) {
            (Figure::Undefined(Reason::NotReached), _) | (_, Some(false)) => {
                Some("does not matter within range")
            }
            (Figure::Undefined(reason), _) => Some(reason.sentence()),
            _ => None,
        }
    }
}

/// The switching value of the input of that key; `None` where the ledger has none.
pub fn switching_value(ledger: &Ledger, key: &str) -> Option<Switching> {
    let at = ledger.inputs.iter().position(|input| input.key == key)?;
    Some(switching(ledger, at))
}

/// The switching value of the input at that place.
pub(super) fn switching(ledger: &Ledger, at: usize) -> Switching {
    let range = ends(ledger, at);
    let value = match ledger.model.degree(at) {
        Degree::None => Figure::Undefined(Reason::NoEffect),
        Degree::Linear => linear(ledger, at),
        Degree::Curved => match range {
            Some((low, high)) => bisected(&|value| ledger.model.net_with(at, value), low, high),
            None => Figure::Undefined(Reason::NotSupplied),
        },
    };
    let value = match value {
        Figure::Defined(value) if !is_possible(ledger, at, value) => {
            Figure::Undefined(Reason::NotPossible)
        }
        value => value,
    };
    let within = match (value, range) {
        (Figure::Defined(value), Some((low, high))) => Some(low <= value && value <= high),
        _ => None,
    };
    Switching { value, within }
}

/// Whether an input can have a value: what its key allows, and none below zero where its range has none.
fn is_possible(ledger: &Ledger, at: usize, value: f64) -> bool {
    let input = &ledger.inputs[at];
    let key = match input.key.starts_with("margin_") {
        true => "margin",
        false => &input.key,
    };
    match (Bounds::of(key), Amount::from_plain(&format!("{value:.12}"))) {
        (_, None) => false,
        (Bounds::Any, Some(value)) => {
            let least = input.low.unwrap_or(input.base).min(input.base);
            value >= least.min(Amount::ZERO)
        }
        (bounds, Some(value)) => bounds.hold(value),
    }
}

/// `x₀ − net(x₀) / slope`; one step on from the result takes the rounding of the slope out.
fn linear(ledger: &Ledger, at: usize) -> Figure {
    let net = |value: f64| ledger.model.net_with(at, value);
    let base = ledger.model.base[at];
    let step = base.abs().max(1.0);
    let slope = (net(base + step) - net(base - step)) / (2.0 * step);
    if slope == 0.0 || !slope.is_finite() {
        return Figure::Undefined(Reason::NoEffect);
    }
    let first = base - net(base) / slope;
    Figure::Defined(first - net(first) / slope)
}

/// A zero between the ends, at the first piece that changes its sign.
fn bisected(net: &dyn Fn(f64) -> f64, low: f64, high: f64) -> Figure {
    let at = |piece: usize| low + (high - low) * piece as f64 / PIECES as f64;
    for piece in 0..PIECES {
        let (mut left, mut right) = (at(piece), at(piece + 1));
        let (from, to) = (net(left), net(right));
        if from == 0.0 {
            return Figure::Defined(left);
        }
        if !from.is_finite() || !to.is_finite() || from.signum() == to.signum() && to != 0.0 {
            continue;
        }
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(left, right);
            match net(middle).signum() == from.signum() && net(middle) != 0.0 {
                true => left = middle,
                false => right = middle,
            }
        }
        return Figure::Defined(right);
    }
    Figure::Undefined(Reason::NotReached)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_halved_until_it_is_zero() {
        let found = bisected(&|x| 1.0 / x - 0.25, 1.0, 9.0).value().unwrap();
        assert!((found - 4.0).abs() < 1e-12, "{found}");
        let twice = bisected(&|x| (x - 2.0) * (x - 3.0), 0.0, 10.0)
            .value()
            .unwrap();
        assert!((twice - 2.0).abs() < 1e-12, "{twice}");
        let never = bisected(&|x| x * x + 1.0, -1.0, 1.0);
        assert_eq!(never, Figure::Undefined(Reason::NotReached));
    }
}
