//! Why revenue, ROAS or ROI changed between two periods, exactly: the effects sum to the change, nothing is left over.
//!
//! A quantity that is a sum of products is split by log-mean weights (LMDI; Ang 2004; metric S-18 for one product):
//! ΔR = Σ L(R₁, R₀) · ln(x₁ / x₀) over terms and factors, with L(a, b) = (a − b) / ln(a / b) and L(a, a) = a. A term
//! with a factor of zero has no logarithm; its whole change stands under its own name, with the reason.

mod assumptions;
mod channels;
mod effect;
mod log_mean;
mod rate;
mod returns;
mod split;

pub use assumptions::{
    AssumptionChange, NoEffect, Recorded, Supposing, assumptions_changed, is_by_days, is_one_entry,
};
pub use channels::{Channel, Customers, customers_change, revenue_change, roas_change};
pub use effect::{Effect, EffectKind};
pub use rate::AtRate;
pub use returns::{COVERED_DAYS, roi_change};
pub use split::{Decomposition, EffectSize, Unsplit};
