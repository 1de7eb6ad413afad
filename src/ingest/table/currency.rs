//! The currency of a table: the file's column, its headers, or `--currency-of`.

use std::collections::BTreeMap;

use crate::error::Warning;
use crate::ingest::columns::Cells;
use crate::ingest::plan::Plan;
use crate::ingest::reading::Reading;
use crate::ingest::{IngestOptions, header, named_for};
use crate::schema::{self, Kind, col};

use super::Place;

/// Currency by the file's column, its headers, or `--currency-of`.
pub fn set_currency(
    reading: &mut Reading,
    columns: &mut BTreeMap<String, Cells>,
    plan: &Plan,
    rows: usize,
    place: &Place<'_>,
    options: &IngestOptions,
) {
    if plan.table.column(col::CURRENCY).is_none() {
        return;
    }
    if let Some(Cells::Words(words)) = columns.get_mut(col::CURRENCY) {
        words.rename(|code| header::harmless(code.trim()).to_uppercase());
    }
    let given = named_for(&options.currency_of, place.path);
    match (
        columns.get(col::CURRENCY),
        plan.header_currency.as_deref(),
        given,
    ) {
        (_, _, Some(code)) => {
            columns.insert(col::CURRENCY.into(), Cells::constant(code, rows));
        }
        (None, Some(code), None) => {
            columns.insert(col::CURRENCY.into(), Cells::constant(code, rows));
        }
        _ => {}
    }
    if let Some(Cells::Words(words)) = columns.get(col::CURRENCY) {
        reading.currencies = words.distinct();
        let foreign: Vec<&String> = reading
            .currencies
            .iter()
            .filter(|code| !schema::is_currency(code))
            .collect();
        if let Some(code) = foreign.first() {
            reading.warnings.push(Warning::file(
                place.path,
                format!("`{code}` is not an ISO 4217 currency code"),
            ));
        }
    }
    let money = plan
        .table
        .columns
        .iter()
        .any(|column| column.kind == Kind::Money && columns.contains_key(column.name));
    reading.no_currency = money && reading.currencies.is_empty();
}
