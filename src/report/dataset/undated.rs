//! Rows that say no day: no period and no month has any of them.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::schema::{Amount, cells, col};

/// The rows of a file that say no day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Undated {
    /// How many.
    pub rows: usize,
    /// Their spend or revenue.
    pub money: Amount,
}

/// The rows of a table that say no day, by file.
pub fn undated_rows(frame: &DataFrame) -> BTreeMap<String, Undated> {
    let (starts, ends) = (
        cells::days(frame, col::PERIOD_START),
        cells::days(frame, col::PERIOD_END),
    );
    let files = cells::texts(frame, col::FILE).unwrap_or_else(|| vec![None; frame.height()]);
    let units = cells::amounts(frame, col::SPEND).or_else(|| cells::amounts(frame, col::REVENUE));
    let mut found: BTreeMap<String, Undated> = BTreeMap::new();
    for row in (0..frame.height()).filter(|row| starts[*row].is_none() || ends[*row].is_none()) {
        let own = found
            .entry(files[row].unwrap_or_default().to_owned())
            .or_default();
        own.rows += 1;
        let units = units.as_ref().and_then(|units| units[row]);
        own.money += Amount(units.unwrap_or(0));
    }
    found
}
