//! Monte Carlo: every uncertain input drawn at once from the triangle of its low, base and high; how often ROI is
//! positive, and between which values nine of ten draws lie.
//!
//! Inputs are drawn independently, each once per draw however many lines use it; records of one name, the margins of
//! lines, and what a figure is within the means of several, are moved by one number. A draw's numbers depend on seed and
//! draw alone, so that threads and order change nothing.

use serde::Serialize;

use super::lever::levers;
use crate::ledger::figure::{Figure, Reason};
use crate::ledger::input::Weighed;
use crate::ledger::result::Ledger;
use crate::random::Random;
use crate::schema::Amount;

/// What the draws say of ROI.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Simulation {
    /// How many draws.
    pub draws: usize,
    /// The seed, from which the same draws come again.
    pub seed: u64,
    /// The share of draws with a positive ROI.
    pub probability_positive: Figure,
    /// The mean of ROI.
    pub mean: Figure,
    /// One draw in twenty lies below.
    pub low: Figure,
    /// Half of the draws lie below.
    pub median: Figure,
    /// One draw in twenty lies above.
    pub high: Figure,
    /// Draws in which ROI was undefined; they are in no figure above.
    pub undefined: usize,
    /// Keys of inputs that were drawn.
    pub varied: Vec<String>,
    /// Keys of uncertain inputs that stayed at their base for want of a range: in both lists those of which some entries
    /// have one.
    pub without_range: Vec<String>,
}

/// Draws ROI that often.
pub fn simulate(ledger: &Ledger, draws: usize, seed: u64) -> Simulation {
    let (drawn, varied, without_range) = drawn(ledger);
    let mut inputs = ledger.model.base.clone();
    let mut returns = Vec::with_capacity(draws);
    for draw in 0..draws as u64 {
        let mut random = Random::of_draw(seed, draw);
        let units: Vec<f64> = varied.iter().map(|_| random.unit()).collect();
        for one in &drawn {
            let parts = one.parts.iter();
            let parts = parts.map(|part| part.share * triangular(part.ends, units[part.key]));
            inputs[one.at] = one.fixed + parts.sum::<f64>();
        }
        returns.extend(ledger.model.roi(&inputs).value());
    }
    let undefined = draws - returns.len();
    let positive = returns.iter().filter(|roi| **roi > 0.0).count();
    let sum: f64 = returns.iter().sum();
    let share = |sum: f64| match returns.len() {
        0 => Figure::Undefined(Reason::NotSupplied),
        count => Figure::Defined(sum / count as f64),
    };
    let (probability_positive, mean) = (share(positive as f64), share(sum));
    returns.sort_by(f64::total_cmp);
    Simulation {
        draws,
        seed,
        probability_positive,
        mean,
        low: quantile(&returns, 0.05),
        median: quantile(&returns, 0.5),
        high: quantile(&returns, 0.95),
        undefined,
        varied,
        without_range,
    }
}

/// An input that is drawn: what of it is sure, and figures with a range.
struct Drawn {
    at: usize,
    fixed: f64,
    parts: Vec<Part>,
}

/// A figure of a drawn input.
struct Part {
    /// The place of its key among those that are drawn.
    key: usize,
    /// How much of the input it is.
    share: f64,
    /// Its lowest, base and highest value.
    ends: [f64; 3],
}

/// The inputs that are drawn, the keys that move them, and keys of uncertain inputs without a range. A mean moves with
/// each of the figures that it is of.
fn drawn(ledger: &Ledger) -> (Vec<Drawn>, Vec<String>, Vec<String>) {
    let (mut all, mut varied, mut without_range) = (Vec::new(), Vec::new(), Vec::new());
    for lever in levers(ledger) {
        if !lever.has_range() {
            place(&mut without_range, lever.key);
            continue;
        }
        for (at, input) in lever.at.iter().zip(lever.inputs()) {
            let base = ledger.model.base[*at];
            let (low, high) = input.range().unwrap_or((input.base, input.base));
            let own = [Weighed {
                key: lever.key.to_owned(),
                share: 1.0,
                ends: [low, input.base, high],
            }];
            let figures = match input.weighs.is_empty() {
                true => &own[..],
                false => &input.weighs[..],
            };
            let (mut fixed, mut parts) = (base, Vec::new());
            let moves = |one: &Weighed| input.weighs.is_empty() || one.ends[0] != one.ends[2];
            for figure in figures {
                if !moves(figure) {
                    place(&mut without_range, &figure.key);
                    continue;
                }
                let ends = figure.ends.map(Amount::to_f64);
                fixed -= figure.share * ends[1];
                parts.push(Part {
                    key: place(&mut varied, &figure.key),
                    share: figure.share,
                    ends,
                });
            }
            all.push(Drawn {
                at: *at,
                fixed,
                parts,
            });
        }
    }
    (all, varied, without_range)
}

/// The place of a key, which is added where it is not there.
fn place(keys: &mut Vec<String>, key: &str) -> usize {
    keys.iter()
        .position(|known| known == key)
        .unwrap_or_else(|| {
            keys.push(key.to_owned());
            keys.len() - 1
        })
}

/// The value below which a share `unit` of the triangle lies: the inverse of its distribution.
fn triangular([low, base, high]: [f64; 3], unit: f64) -> f64 {
    let width = high - low;
    if width <= 0.0 {
        return base;
    }
    let rising = base - low;
    if unit * width < rising {
        low + (unit * width * rising).sqrt()
    } else {
        high - ((1.0 - unit) * width * (high - base)).sqrt()
    }
}

/// The quantile of sorted values, linear between neighbours (Hyndman and Fan's type 7).
fn quantile(sorted: &[f64], share: f64) -> Figure {
    let Some(last) = sorted.len().checked_sub(1) else {
        return Figure::Undefined(Reason::NotSupplied);
    };
    let place = share * last as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(last);
    Figure::Defined(sorted[below] + (place - below as f64) * (sorted[above] - sorted[below]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of the triangle 0, 1, 4 a quarter lies below 1; its median is 4 − √6.
    #[test]
    fn the_triangle_is_inverted() {
        for (unit, value) in [
            (0.0, 0.0),
            (0.25, 1.0),
            (0.5, 4.0 - 6.0_f64.sqrt()),
            (1.0, 4.0),
        ] {
            let found = triangular([0.0, 1.0, 4.0], unit);
            assert!((found - value).abs() < 1e-12, "{unit}: {found}");
        }
        assert_eq!(triangular([2.0, 2.0, 2.0], 0.3), 2.0);
    }

    #[test]
    fn quantiles_lie_between_neighbours() {
        let values = [1.0, 2.0, 3.0, 4.0, 5.0];
        assert_eq!(quantile(&values, 0.05), Figure::Defined(1.2));
        assert_eq!(quantile(&values, 0.5), Figure::Defined(3.0));
        assert_eq!(quantile(&[], 0.5), Figure::Undefined(Reason::NotSupplied));
    }
}
