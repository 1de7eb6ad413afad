//! Figures to tables: canonical frames joined, grouped, summed and laid out as plain data.

mod scope;
mod table;

pub use crate::ingest::Overlap;
pub use scope::{Filter, OutcomeKind, Outcomes, Test};
pub use table::*;
