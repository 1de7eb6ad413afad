//! Everything at its low, everything at its high, and everything at the end that is worse or better for ROI: what a
//! tornado of one input at a time leaves out.

use serde::Serialize;

use super::{ends, uncertain};
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

/// The four scenarios. Inputs without a range stay at their base; worse and better are told from one input at a time.
pub fn scenarios(ledger: &Ledger) -> Vec<Scenario> {
    let model = &ledger.model;
    let ranges: Vec<(usize, f64, f64)> = uncertain(ledger)
        .into_iter()
        .filter_map(|at| ends(ledger, at).map(|(low, high)| (at, low, high)))
        .collect();
    let moved = |name, pick: &dyn Fn(usize, f64, f64) -> f64| {
        let mut inputs = model.base.clone();
        for (at, low, high) in &ranges {
            inputs[*at] = pick(*at, *low, *high);
        }
        let (value, cost) = model.totals(&inputs);
        Scenario {
            name,
            value,
            cost,
            net: value - cost,
            roi: model.roi(&inputs),
        }
    };
    let roi = |at, value| model.roi_with(at, value).value();
    let worse = |at, low, high| match roi(at, high) < roi(at, low) {
        true => high,
        false => low,
    };
    let better = |at, low: f64, high: f64| low + high - worse(at, low, high);
    vec![
        moved("all low", &|_, low, _| low),
        moved("all high", &|_, _, high| high),
        moved("worst", &worse),
        moved("best", &better),
    ]
}
