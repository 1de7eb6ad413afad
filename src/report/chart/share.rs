//! Shares of a sum: only of what adds up, and never of credits.

use crate::error::{Error, Result};
use crate::metrics::{Aggregation, Function, Metric, quotient};
use crate::report::{Cell, MetricColumn, Table, Unit};
use crate::schema::{Amount, col};

use super::rank::{listed, name};
use super::{Kind, ReportSource};

impl<'s> ReportSource<'s> {
    /// The one metric asked for, spend unless told otherwise, which must be a sum for shares of it to mean anything.
    pub(super) fn summed(&self, kind: Kind) -> Result<&'s Metric> {
        let name = match &self.asked.metrics[..] {
            [] => col::SPEND,
            [one] => one,
            several => {
                return Err(Error::BadOption {
                    what: format!("--metrics {}", several.join(",")),
                    why: format!("chart {} draws one metric, expected one name", kind.name()),
                });
            }
        };
        let metric = self.metric(name)?;
        if metric.aggregation != Aggregation::Additive || metric.denominator.is_some() {
            return Err(Error::BadOption {
                what: format!("--metrics {name}"),
                why: format!(
                    "chart {} draws shares of a sum, expected one like spend, clicks, orders or revenue",
                    kind.name()
                ),
            });
        }
        Ok(metric)
    }
}

/// The key by which a metric is split up unless told otherwise: only the channel knows what no campaign brought.
pub(super) fn usual_key(metric: &Metric) -> &'static str {
    match metric.function {
        Function::Sales => col::CHANNEL,
        Function::Paid | Function::Organic => Kind::Mix.by(),
    }
}

/// The share of a part; undefined for a credit.
pub(super) fn share(part: Amount, whole: Amount) -> Cell {
    if part < Amount::ZERO {
        return Cell::Undefined {
            code: "negative_part",
            sentence: "a share of a sum cannot be negative".into(),
        };
    }
    quotient(part, whole).into()
}

/// A column of shares.
pub(super) fn share_column(name: &str, of: &MetricColumn) -> MetricColumn {
    MetricColumn {
        name: name.into(),
        header: name.replace('_', " "),
        unit_label: "%".into(),
        unit: Unit::Rate,
        rank: of.rank + 1,
        pinned: of.pinned,
        decimals: 1,
    }
}

/// The exact sum of cells, a count where all of them are.
pub(super) fn sum<'c>(cells: impl Iterator<Item = &'c Cell> + Clone) -> Cell {
    let whole: Amount = cells.clone().filter_map(Cell::exact).sum();
    let mut counts = cells.map(|cell| match cell {
        Cell::Count(count) => Some(*count),
        _ => None,
    });
    match counts.try_fold(0_i64, |sum, count| sum.checked_add(count?)) {
        Some(sum) => Cell::Count(sum),
        None => Cell::Amount(whole),
    }
}

/// Takes the rows out whose figure of a metric is no part of a sum: credits, named with their figures, and noughts.
pub(super) fn only_parts(table: &mut Table, metric: usize) -> Vec<String> {
    let (mut credits, mut noughts): (Vec<String>, usize) = (Vec::new(), 0);
    table.rows.retain(|row| match row.cells[metric].exact() {
        Some(part) if part < Amount::ZERO => {
            credits.push(format!("{} ({part})", name(row)));
            false
        }
        Some(Amount::ZERO) => {
            noughts += 1;
            false
        }
        _ => true,
    });
    let mut left_out = Vec::new();
    if !credits.is_empty() {
        left_out.push(format!(
            "not drawn: {}: a share of a sum cannot be negative",
            listed(&credits)
        ));
    }
    if noughts > 0 {
        let column = table.metrics[metric].name.replace('_', " ");
        left_out.push(format!("not drawn: {noughts} with a {column} of 0"));
    }
    left_out
}
