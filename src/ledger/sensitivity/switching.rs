//! The switching value of an input: where ROI is zero, all else at its base. In closed form where net value is linear
//! in the input, which its formulas tell; by bisection within the range otherwise.

use serde::Serialize;

use super::lever::{Lever, Levers};
use crate::ledger::compiled::Degree;
use crate::ledger::figure::{Figure, Reason};
use crate::ledger::input::Input;
use crate::ledger::result::Ledger;
use crate::schema::{Amount, Bounds};

/// What formulas alone decide costs nothing: more halvings than a float has bits.
const FINE: Fineness = Fineness {
    pieces: 64,
    halvings: 200,
};

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

impl Levers<'_> {
    /// The switching value of a key, and of all that moves with it; `None` where the ledger has none of it.
    pub fn switching_value(&self, key: &str) -> Option<Switching> {
        Some(switching(self.ledger(), self.lever(key)?))
    }
}

/// The switching value of a lever: the one value of all its inputs.
pub(super) fn switching(ledger: &Ledger, lever: &Lever<'_>) -> Switching {
    let input = &lever.told();
    let model = &ledger.model;
    let net = |value: f64| model.net(&model.with(&lever.moved(|_| value)));
    let range = input.range();
    let range = range.map(|(low, high)| (low.to_f64(), high.to_f64()));
    let value = match lever.degree() {
        Degree::None => Figure::Undefined(Reason::NoEffect),
        Degree::Linear => linear(&net, input.base.to_f64()),
        Degree::Curved => match range {
            Some(ends) => bisected(&net, ends, FINE),
            None => Figure::Undefined(Reason::NotSupplied),
        },
    };
    Switching::of(input, value)
}

impl Switching {
    /// What a value is worth for an input: whether it can be that, and whether it lies within its range.
    pub(super) fn of(input: &Input, value: Figure) -> Self {
        let value = match value {
            Figure::Defined(value) if !is_possible(input, value) => {
                Figure::Undefined(Reason::NotPossible)
            }
            value => value,
        };
        let within = match (value, input.range()) {
            (Figure::Defined(value), Some((low, high))) => {
                Some(low.to_f64() <= value && value <= high.to_f64())
            }
            _ => None,
        };
        Self { value, within }
    }
}

/// Whether an input can have a value: what its key allows, and none below zero where its range has none: an incrementality
/// below zero is what a test may find, not what anybody would have to believe.
fn is_possible(input: &Input, value: f64) -> bool {
    let key = input.goes_by.as_deref().unwrap_or(&input.key);
    match (Bounds::of(key), Amount::from_plain(&format!("{value:.12}"))) {
        (_, None) => false,
        (bounds, Some(value)) => {
            let least = input.low.unwrap_or(input.base).min(input.base);
            bounds.hold(value) && value >= least.min(Amount::ZERO)
        }
    }
}

/// `x₀ − net(x₀) / slope`; one step on from the result takes the rounding of the slope out.
pub(super) fn linear(net: &dyn Fn(f64) -> f64, base: f64) -> Figure {
    let step = base.abs().max(1.0);
    let slope = (net(base + step) - net(base - step)) / (2.0 * step);
    if slope == 0.0 || !slope.is_finite() {
        return Figure::Undefined(Reason::NoEffect);
    }
    let first = base - net(base) / slope;
    Figure::Defined(first - net(first) / slope)
}

/// How finely a curve is searched.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fineness {
    /// Pieces that are looked at for a change of sign.
    pub pieces: usize,
    /// Halvings of the piece that has one.
    pub halvings: usize,
}

/// A zero between the ends, at the first piece that changes its sign.
pub(super) fn bisected(
    net: &dyn Fn(f64) -> f64,
    (low, high): (f64, f64),
    fineness: Fineness,
) -> Figure {
    let pieces = fineness.pieces;
    let at = |piece: usize| low + (high - low) * piece as f64 / pieces as f64;
    let mut from = net(low);
    for piece in 0..pieces {
        let (mut left, mut right) = (at(piece), at(piece + 1));
        let first = from;
        if first == 0.0 {
            return Figure::Defined(left);
        }
        from = net(right);
        let is_same = first.signum() == from.signum() && from != 0.0;
        if !first.is_finite() || !from.is_finite() || is_same {
            continue;
        }
        for _ in 0..fineness.halvings {
            let middle = f64::midpoint(left, right);
            let there = net(middle);
            if !there.is_finite() {
                return Figure::Undefined(Reason::NotReached);
            }
            match there.signum() == first.signum() && there != 0.0 {
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
        let found = bisected(&|x| 1.0 / x - 0.25, (1.0, 9.0), FINE)
            .value()
            .unwrap();
        assert!((found - 4.0).abs() < 1e-12, "{found}");
        let twice = bisected(&|x| (x - 2.0) * (x - 3.0), (0.0, 10.0), FINE)
            .value()
            .unwrap();
        assert!((twice - 2.0).abs() < 1e-12, "{twice}");
        let never = bisected(&|x| x * x + 1.0, (-1.0, 1.0), FINE);
        assert_eq!(never, Figure::Undefined(Reason::NotReached));
    }
}
