//! Spend by the keys of credit.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::schema::{Amount, cells, col};

use super::By;

/// Spend by key; rows of spend that lack a key stand under an empty one.
pub fn costs(frame: &DataFrame, by: &[By]) -> BTreeMap<Vec<String>, Amount> {
    let keys: Vec<Option<Vec<Option<&str>>>> = by
        .iter()
        .map(|key| cells::texts(frame, key.name()))
        .collect();
    let spend = cells::amounts(frame, col::SPEND).unwrap_or_default();
    let mut costs: BTreeMap<Vec<String>, Amount> = BTreeMap::new();
    for (row, units) in spend.into_iter().enumerate() {
        let key = keys
            .iter()
            .map(|column| {
                let text = column.as_ref().and_then(|column| column[row]);
                text.unwrap_or_default().trim().to_owned()
            })
            .collect();
        *costs.entry(key).or_default() += Amount(units.unwrap_or(0));
    }
    costs
}
