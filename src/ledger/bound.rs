//! What makes ROI too low and what makes it too high: one of them is a bound, both together are none.

use super::beside::Beside;
use super::cost::FullCost;
use super::result::Ledger;
use crate::time::Period;

impl Ledger {
    /// The warning that stands above everything; `None` where there is none.
    pub fn banner(&self) -> Option<String> {
        banner(&self.beside, &self.cost, &self.period)
    }
}

pub(super) fn banner(beside: &Beside, cost: &FullCost, period: &Period) -> Option<String> {
    let share = beside.media_without_outcomes.value();
    let below = share.filter(|share| *share > 0.0).map(|share| {
        let percent = share * 100.0;
        format!("{percent:.1} % of media has no outcomes in the files")
    });
    match (below, cost.unrecorded_labour(period)) {
        (Some(below), Some(above)) => Some(format!(
            "ROI may be too low or too high: {below} (too low); {above} (too high)"
        )),
        (Some(below), None) => Some(format!("ROI is a lower bound: {below}")),
        (None, Some(above)) => Some(format!("ROI overstated: {above}")),
        (None, None) => None,
    }
}
