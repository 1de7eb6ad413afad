//! Everything at its low, everything at its high, and everything at the ends that together are worst and best
//! for ROI: what a tornado of one input at a time leaves out.

use serde::Serialize;

use super::lever::{Lever, levers};
use crate::ledger::corners::{EVERY, corners};
use crate::ledger::figure::Figure;
use crate::ledger::result::Ledger;

/// All inputs moved together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scenario {
    /// `all low`, `all high`, `worst`, `best`.
    pub name: &'static str,
    /// Counted value.
    pub value: f64,
    /// Full cost.
    pub cost: f64,
    /// Value less cost.
    pub net: f64,
    /// Net over cost.
    pub roi: Figure,
}

/// The four scenarios. Inputs without a range stay at their base; worst and best are the ends of all inputs together
/// with the lowest and the highest ROI, searched for where [`is_searched`], and all at their base where no ends have one.
pub fn scenarios(ledger: &Ledger) -> Vec<Scenario> {
    let model = &ledger.model;
    let mut levers = levers(ledger);
    levers.retain(Lever::has_range);
    let ends: Vec<[Vec<(usize, f64)>; 2]> = levers
        .iter()
        .map(|lever| [lever.low(), lever.high()])
        .collect();
    let at_corner = |corner: &[bool]| {
        let chosen = ends.iter().zip(corner);
        let moved: Vec<(usize, f64)> = chosen
            .flat_map(|(ends, is_high)| ends[usize::from(*is_high)].iter().copied())
            .collect();
        model.with(&moved)
    };
    let scenario = |name, inputs: &[f64]| {
        let (value, cost) = model.totals(inputs);
        Scenario {
            name,
            value,
            cost,
            net: value - cost,
            roi: model.roi(inputs),
        }
    };
    let roi = |moved: &[(usize, f64)]| model.roi(&model.with(moved)).value();
    let worse_high = |[low, high]: &[Vec<(usize, f64)>; 2]| roi(high) < roi(low);
    let alone: Vec<bool> = ends.iter().map(worse_high).collect();
    let places: Vec<&[usize]> = levers.iter().map(|lever| &lever.at[..]).collect();
    let together = || model.together(&places);
    let found = corners(&alone, together, &|corner| {
        model.roi(&at_corner(corner)).value()
    });
    let (worst, best) = match &found {
        Some(found) => (at_corner(&found.smallest), at_corner(&found.largest)),
        None => (model.base.clone(), model.base.clone()),
    };
    vec![
        scenario("all low", &at_corner(&vec![false; ends.len()])),
        scenario("all high", &at_corner(&vec![true; ends.len()])),
        scenario("worst", &worst),
        scenario("best", &best),
    ]
}

/// Whether more inputs have a range than every combination of ends is looked at of, so that worst and best are the ends
/// that a search found.
pub fn is_searched(ledger: &Ledger) -> bool {
    let levers = levers(ledger);
    levers.iter().filter(|lever| lever.has_range()).count() > EVERY
}
