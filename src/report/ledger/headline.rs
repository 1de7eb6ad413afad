//! The figures that carry a ledger, and what each of them says.

use serde::{Serialize, Serializer};

use crate::ledger::{Figure, Ledger, Plain};
use crate::schema::{Amount, Rung};

/// The figures that carry a ledger.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Headline {
    /// ROI on what is measured and attributed.
    pub roi_supported: Figure,
    /// ROI with models and assumptions too.
    pub roi_with_assumptions: Figure,
    /// Value less full cost.
    #[serde(serialize_with = "defined")]
    pub net_value: Figure<Amount>,
    /// Value over full cost.
    pub bcr: Figure,
    /// Attributed revenue over media.
    pub media_roas: Figure,
    /// Where that breaks even.
    pub break_even_roas: Figure,
    /// What an order of ads may cost.
    pub break_even_cpa: Figure,
    /// Caused revenue over media.
    pub iroas: Figure,
    /// The share of media whose platforms have no outcome in the files.
    pub media_without_outcomes: Figure,
    /// What the cost is.
    pub cost: String,
    /// Types of cost on record.
    pub cost_types: usize,
    /// Types that make a full cost.
    pub cost_types_of: usize,
    /// Months until value has paid for cost.
    pub payback: Figure,
    /// The warning that stands above everything; `None` where there is none.
    pub banner: Option<String>,
}

/// A plain number, or null.
fn defined<S: Serializer>(figure: &Figure<Amount>, out: S) -> Result<S::Ok, S::Error> {
    figure.value().map(Plain::plain).serialize(out)
}

impl Headline {
    /// The headline of a ledger.
    pub(super) fn of(ledger: &Ledger) -> Self {
        let beside = &ledger.beside;
        let completeness = &ledger.cost.completeness;
        Self {
            roi_supported: ledger.roi_through(Rung::B),
            roi_with_assumptions: ledger.roi,
            net_value: ledger.known(ledger.net),
            bcr: ledger.bcr,
            media_roas: beside.media_roas,
            break_even_roas: beside.break_even_roas,
            break_even_cpa: beside.break_even_cpa,
            iroas: beside.iroas,
            cost: completeness.sentence(),
            cost_types: completeness.recorded,
            cost_types_of: completeness.of,
            payback: ledger.over_time.payback,
            banner: ledger.banner(),
            media_without_outcomes: beside.media_without_outcomes,
        }
    }
}
