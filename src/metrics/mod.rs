//! The metric registry, how a metric becomes polars expressions, and how sums become figures.
//!
//! The way of a figure: [`registry()`] gives the [`Metric`]; its formulas name [`Component`]s; [`aggregate`] sums
//! those per group; [`figure`] divides, or says why not; [`change()`] sets it beside an earlier period.

mod aggregate;
mod change;
mod component;
pub mod computed;
mod computed_tables;
mod evaluate;
mod expression;
mod figure;
mod formula;
mod parse;
mod record;
mod registry;
mod words;
#[cfg(test)]
mod worked;
#[cfg(test)]
mod zero_rules;

pub use aggregate::{Totals, aggregate};
pub use change::{Change, change, change_columns};
pub use component::{Component, Operation};
pub use computed::COMPUTED;
pub use computed_tables::COMPUTED_TABLES;
pub use evaluate::{Total, figure, is_low_n, sides};
pub use figure::{Figure, Reason, Value, quotient, share};
pub use formula::{Formula, Term};
pub use parse::FormulaError;
pub use record::{Across, Aggregation, Direction, Function, Level, Metric, Unit, Zero};
pub use registry::{Registry, RegistryError, registry};
