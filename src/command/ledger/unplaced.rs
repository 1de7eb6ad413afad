//! Orders of ads of which it is not known whether they meet a condition of `--where`: their tags name no campaign of the
//! spend, or the files say nothing of what the condition is about. They count or not by a blank, while media goes by its
//! name, so that it has to be told how much that is.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::metrics::computed;
use crate::report::ledger::grouped;
use crate::report::{
    Dataset, Earner, Filter, Key, ReportOptions, credited_platforms, earners, narrowed,
};
use crate::schema::{Amount, cells, col};
use crate::time::Period;

/// Revenue of such orders, and the keys that it is not known by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unplaced {
    keys: BTreeSet<String>,
    counted: Amount,
    left_out: Amount,
}

/// That of the period asked for.
///
/// # Errors
/// Where polars refuses a column.
pub fn unplaced(
    dataset: &Dataset,
    options: &ReportOptions,
    asked: Option<&Period>,
) -> Result<Unplaced> {
    let mut found = Unplaced::default();
    let is_named = |filter: &&Filter| {
        let key = Key::parse(&filter.key, options.calendar);
        matches!(key, Ok(Key::Name(_)))
    };
    let (named, others): (Vec<&Filter>, Vec<&Filter>) = options.filters.iter().partition(is_named);
    if named.is_empty() {
        return Ok(found);
    }
    let others = ReportOptions {
        filters: others.into_iter().cloned().collect(),
        ..options.clone()
    };
    let (rows, _) = narrowed(dataset, &others, asked)?;
    let Some(frame) = rows.frames.get("conversions") else {
        return Ok(found);
    };
    let texts = |name: &str| -> Vec<Option<String>> {
        let own = cells::texts(frame, name).unwrap_or_else(|| vec![None; frame.height()]);
        own.into_iter()
            .map(|text| text.map(str::to_owned))
            .collect()
    };
    let of_key = |filter: &&Filter| match filter.key.as_str() {
        col::PLATFORM => credited_platforms(frame),
        key => texts(key),
    };
    let columns: Vec<_> = named.iter().map(of_key).collect();
    let revenue = cells::amounts(frame, col::REVENUE).unwrap_or_default();
    let unrecorded = texts(computed::UNRECORDED);
    let earners = earners(frame);
    for (row, units) in revenue.into_iter().enumerate() {
        let counts = matches!(earners[row], Some(Earner::Ads(_))) && unrecorded[row].is_none();
        let Some(units) = units.filter(|_| counts) else {
            continue;
        };
        let cells = named.iter().zip(&columns);
        let cells = cells.map(|(filter, column)| (*filter, known(column[row].as_deref())));
        let (known, open): (Vec<_>, Vec<_>) = cells.partition(|(_, text)| text.is_some());
        let meets = |(filter, text): &(&Filter, Option<&str>)| {
            text.is_some_and(|text| filter.test.passes(text))
        };
        if open.is_empty() || !known.iter().all(meets) {
            continue;
        }
        found
            .keys
            .extend(open.iter().map(|(filter, _)| filter.key.clone()));
        let blank = |(filter, column): (&&Filter, &Vec<Option<String>>)| {
            let text = column[row].clone();
            let text = text.unwrap_or_else(|| format!("(no {})", filter.key.replace('_', " ")));
            filter.test.passes(&text)
        };
        match named.iter().zip(&columns).all(blank) {
            true => found.counted += Amount(units),
            false => found.left_out += Amount(units),
        }
    }
    Ok(found)
}

/// A name that stands in a cell; the marks of the join and of blanks stand in brackets.
fn known(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty() && !text.starts_with('('))
}

/// Sentences about them.
pub fn notes(unplaced: &Unplaced, currency: &str) -> Vec<String> {
    let keys: Vec<&str> = unplaced.keys.iter().map(String::as_str).collect();
    let keys = keys.join(", ");
    let parts = [
        (
            unplaced.counted,
            "it counts, whether or not the media that brought it does",
        ),
        (
            unplaced.left_out,
            "it is left out, though the media that brought it may count",
        ),
    ];
    let parts = parts
        .into_iter()
        .filter(|(money, _)| *money != Amount::ZERO);
    let told = parts.map(|(money, what)| {
        let money = format!("{} {currency}", grouped(money, 2));
        format!(
            "{} credited to ads is of no known {keys}, which --where asks for: {what}",
            money.trim_end()
        )
    });
    told.collect()
}
