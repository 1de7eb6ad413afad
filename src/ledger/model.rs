//! The whole ledger as two sums of compiled formulas, value and cost, over one list of inputs: what sensitivity,
//! switching values, scenarios and simulation evaluate.

use std::collections::BTreeSet;

use super::compiled::{Compiled, Degree};
use super::corners::Pairs;
use super::figure::{Figure, Reason};
use super::input::Input;

/// What counts of a ledger.
#[derive(Clone, Debug)]
pub(super) struct Model {
    /// Base values, in the order of the ledger's inputs.
    pub base: Vec<f64>,
    values: Compiled,
    costs: Compiled,
    /// Why no return is known, whatever the inputs.
    unknown: Option<Reason>,
}

impl Model {
    pub fn new(
        inputs: &[Input],
        values: Vec<Compiled>,
        costs: Vec<Compiled>,
        unknown: Option<Reason>,
    ) -> Self {
        Self {
            unknown,
            base: inputs.iter().map(|input| input.base.to_f64()).collect(),
            values: Compiled::Sum(values),
            costs: Compiled::Sum(costs),
        }
    }

    /// Value and full cost where the inputs have these values.
    pub fn totals(&self, inputs: &[f64]) -> (f64, f64) {
        (self.values.float(inputs), self.costs.float(inputs))
    }

    /// ROI where the inputs have these values.
    pub fn roi(&self, inputs: &[f64]) -> Figure {
        if let Some(reason) = self.unknown {
            return Figure::Undefined(reason);
        }
        let (value, cost) = self.totals(inputs);
        if cost == 0.0 {
            return Figure::Undefined(Reason::NoCost);
        }
        if cost < 0.0 {
            return Figure::Undefined(Reason::NegativeCost);
        }
        let roi = (value - cost) / cost;
        match roi.is_finite() {
            true => Figure::Defined(roi),
            false => Figure::Undefined(Reason::ZeroDenominator),
        }
    }

    /// The base values with others at some places.
    pub fn with(&self, moved: &[(usize, f64)]) -> Vec<f64> {
        let mut inputs = self.base.clone();
        for (at, value) in moved {
            inputs[*at] = *value;
        }
        inputs
    }

    /// Value less cost where the inputs have these values.
    pub fn net(&self, inputs: &[f64]) -> f64 {
        let (value, cost) = self.totals(inputs);
        value - cost
    }

    /// Which of several groups of inputs, the one before the other, stand together in a line of value or a cost.
    pub fn together(&self, groups: &[&[usize]]) -> Pairs {
        let mut of_input = vec![None; self.base.len()];
        for (group, at) in groups.iter().enumerate() {
            for place in *at {
                of_input[*place] = Some(group);
            }
        }
        let mut found = Pairs::new();
        for formula in [&self.values, &self.costs] {
            for term in formula.terms() {
                let mut own = BTreeSet::new();
                term.each_input(&mut |place| own.extend(of_input[place]));
                for one in &own {
                    found.extend(own.range(one..).map(|two| (*one, *two)));
                }
            }
        }
        found
    }

    /// How net value depends on some inputs that move together.
    pub fn degree(&self, at: &[usize]) -> Degree {
        let moves = |place: usize| at.contains(&place);
        self.values.degree(&moves).max(self.costs.degree(&moves))
    }
}
