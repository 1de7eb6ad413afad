//! The order of the rows.

use std::cmp::Ordering;

use crate::error::{Error, Result};
use crate::report::join::{AMBIGUOUS, NO_MATCH};
use crate::report::keys::Key;
use crate::report::options::ReportOptions;
use crate::report::table::{Cell, Row, Table};
use crate::schema::col;

use super::choice::Chosen;

/// Time keys go forwards, everything else by the wanted column; rows that match nothing come last.
pub fn sort(
    table: &mut Table,
    keys: &[Key],
    chosen: &Chosen<'_>,
    options: &ReportOptions,
) -> Result<()> {
    let timed = keys.iter().any(|key| matches!(key, Key::Time(..)));
    let by = match &options.sort {
        Some((name, down)) => Some(sort_column(table, name, *down)?),
        None if timed => None,
        None => chosen.metrics.first().map(|first| {
            let name = if table.metrics.iter().any(|column| column.name == col::SPEND) {
                col::SPEND
            } else {
                &first.name
            };
            (
                SortBy::Metric(
                    table
                        .metrics
                        .iter()
                        .position(|column| column.name == *name)
                        .unwrap_or(0),
                ),
                true,
            )
        }),
    };
    let explicit = options.sort.is_some();
    table.rows.sort_by(|a, b| {
        let last = |row: &Row| {
            !explicit
                && row
                    .keys
                    .iter()
                    .flatten()
                    .any(|key| key == NO_MATCH || key == AMBIGUOUS || key.starts_with("(no"))
        };
        let by_column = by.as_ref().map_or(Ordering::Equal, |(column, down)| {
            column.compare(a, b, *down)
        });
        last(a)
            .cmp(&last(b))
            .then(by_column)
            .then_with(|| a.keys.cmp(&b.keys))
    });
    Ok(())
}

enum SortBy {
    Key(usize),
    Metric(usize),
}

impl SortBy {
    /// Undefined figures come last in both directions.
    fn compare(&self, a: &Row, b: &Row, down: bool) -> Ordering {
        let turned = |order: Ordering| if down { order.reverse() } else { order };
        match self {
            Self::Key(at) => turned(a.keys[*at].cmp(&b.keys[*at])),
            Self::Metric(at) => match (number(&a.cells[*at]), number(&b.cells[*at])) {
                (Some(a), Some(b)) => turned(a.total_cmp(&b)),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => Ordering::Equal,
            },
        }
    }
}

fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Count(count) => Some(*count as f64),
        Cell::Amount(amount) => Some(amount.to_f64()),
        Cell::Ratio(ratio) => Some(*ratio),
        Cell::Text(_) | Cell::Undefined { .. } => None,
    }
}

fn sort_column(table: &Table, name: &str, down: bool) -> Result<(SortBy, bool)> {
    if let Some(at) = table.keys.iter().position(|key| key.name == name) {
        return Ok((SortBy::Key(at), down));
    }
    match table.metrics.iter().position(|column| column.name == name) {
        // Figures sort with the largest first, as people ask for the top; `-name` turns that round.
        Some(at) => Ok((SortBy::Metric(at), !down)),
        None => {
            let known: Vec<&str> = table
                .keys
                .iter()
                .map(|key| key.name.as_str())
                .chain(table.metrics.iter().map(|column| column.name.as_str()))
                .collect();
            let mut near: Vec<(f64, &str)> = known
                .into_iter()
                .map(|known| (strsim::jaro_winkler(name, known), known))
                .filter(|(score, _)| *score > 0.7)
                .collect();
            near.sort_by(|a, b| b.0.total_cmp(&a.0));
            Err(Error::UnknownName {
                what: "column in --sort:",
                name: name.into(),
                nearest: near
                    .into_iter()
                    .take(2)
                    .map(|(_, known)| known.to_owned())
                    .collect(),
            })
        }
    }
}
