//! Whether a table can say anything of a group without rows of it.

use polars::prelude::DataFrame;

use crate::metrics::computed::ALL_COSTS;
use crate::metrics::{Component, Operation, Total};
use crate::schema::{cells, col, plan};

use super::figures::is_company;
use super::keys::Key;

/// Whether the whole has a figure, so that a group without rows has none of it. Rows of cost alone say nothing of spend.
pub(super) fn is_told(whole: &Total, component: &Component) -> bool {
    let is_spend = component.operation == Operation::Sum(col::SPEND);
    let is_blank = is_spend && whole.rows > 0 && whole.n == 0;
    whole.sum.is_some() && !is_blank
}

/// Whether a component is what was planned, or what the programme cost: what no plan names has none, which is not a plan
/// of nothing, and where no cost is on record nobody knows that there was none.
pub(super) fn is_recorded(component: &Component) -> bool {
    let is_uniform = matches!(component.operation, Operation::Uniform { .. });
    let is_cost = component.table == ALL_COSTS && matches!(component.operation, Operation::Sum(_));
    is_cost || is_uniform && is_company(component.table)
}

/// Whether any row of a table can state a key.
pub(super) fn states(table: &str, key: &Key, frame: &DataFrame) -> bool {
    if is_company(table) && *key == Key::Function && frame.column(plan::FUNCTION).is_err() {
        return false;
    }
    let dated = || {
        cells::days(frame, col::PERIOD_START)
            .iter()
            .any(Option::is_some)
    };
    key.is_in(frame) && (!matches!(key, Key::Time(..)) || frame.height() == 0 || dated())
}
