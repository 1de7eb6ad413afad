//! The whole ledger as two sums of compiled formulas, value and cost, over one list of inputs: what sensitivity,
//! switching values, scenarios and simulation evaluate.

use super::compiled::{Compiled, Degree};
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

    /// How net value depends on some inputs that move together.
    pub fn degree(&self, at: &[usize]) -> Degree {
        let moves = |place: usize| at.contains(&place);
        self.values.degree(&moves).max(self.costs.degree(&moves))
    }
}
