//! What the ROI hangs on: one input at a time, all at once, at random, and what would have to be true for it to pay.

mod scenario;
mod simulation;
mod switching;
mod tornado;
mod what_if;

pub use scenario::{Scenario, scenarios};
pub use simulation::{Simulation, simulate};
pub use switching::{Switching, switching_value};
pub use tornado::{Bar, TOP, Tornado, tornado, usual_tornado};
pub use what_if::{cost_of, cost_type, has, is_about, what_if};

use super::compiled::Degree;
use super::input::InputKind;
use super::result::Ledger;

/// Places of the inputs that ROI depends on and that may be wrong: assumptions, experiments and what formulas imply,
/// and measured values that came with a range.
fn uncertain(ledger: &Ledger) -> Vec<usize> {
    (0..ledger.inputs.len())
        .filter(|at| {
            let input = &ledger.inputs[*at];
            let fixed = input.kind == InputKind::Measured && input.range().is_none();
            !fixed && ledger.model.degree(*at) != Degree::None
        })
        .collect()
}

/// Lowest and highest value of an input as floats.
fn ends(ledger: &Ledger, at: usize) -> Option<(f64, f64)> {
    let (low, high) = ledger.inputs[at].range()?;
    Some((low.to_f64(), high.to_f64()))
}
