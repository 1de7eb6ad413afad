//! What a figure over a part of the rows is set against: how much of spend, clicks or impressions it covers.

use crate::metrics::{Component, Metric, Operation};
use crate::schema::col;

/// Columns of which a ratio over a part of the rows says how much it covers.
pub const BASES: [&str; 3] = [col::SPEND, col::CLICKS, col::IMPRESSIONS];

/// A column's sum over all rows.
pub fn base(table: &'static str, column: &'static str) -> Component {
    Component {
        table,
        operation: Operation::Sum(column),
        mask: Vec::new(),
    }
}

/// The spend of the rows that state what a sum over rows of spend adds up; `None` for other metrics.
pub fn spend_stating(metric: &Metric) -> Option<Component> {
    let mut components = metric.numerator.components();
    let one = components.next().filter(|_| components.next().is_none())?;
    let Operation::Sum(column) = one.operation else {
        return None;
    };
    let is_plain = metric.denominator.is_none() && one.table == "ad_spend" && !one.is_computed();
    (is_plain && !BASES.contains(&column)).then(|| Component {
        mask: vec![vec![column]],
        ..base(one.table, col::SPEND)
    })
}
