//! Outcomes in two files: equal sums are the same money, orders are the same by their identifier.

use std::collections::{HashMap, HashSet};

use polars::prelude::DataFrame;

use crate::error::{Error, Result};
use crate::schema::{Amount, cells, col};

use super::{
    Overlap, Reading, days_meet, drop_rows, frame, indexes, is_same_money, keep_rows, names_meet,
    newer,
};

/// Two files of outcomes with equal sums over the names and days they share are the same money: the finer stays.
pub(super) fn same_outcomes(readings: &mut [Reading], policy: Overlap) -> Result<()> {
    let tables: Vec<usize> = indexes(readings, "conversions");
    for (at, first) in tables.iter().enumerate() {
        for second in &tables[at + 1..] {
            let vendor = |reading: &Reading| {
                reading
                    .profile
                    .as_deref()
                    .and_then(|name| name.split('_').next())
                    .map(str::to_owned)
            };
            let (a, b) = (&readings[*first], &readings[*second]);
            let meet = a.path != b.path
                && days_meet(a, b)
                && names_meet(a, b, col::ACCOUNT)
                && vendor(a) == vendor(b);
            if meet && policy != Overlap::Sum && frame(a).height() > 0 && frame(b).height() > 0 {
                one_outcome(readings, *first, *second, policy)?;
            }
        }
    }
    Ok(())
}

/// Whether two files of one vendor's outcomes have equal sums, above zero, over the names and days that they share.
pub(in crate::ingest) fn same_money(a: &Reading, b: &Reading) -> bool {
    let outcomes = |reading: &Reading| reading.table == Some("conversions");
    if !outcomes(a) || !outcomes(b) || a.vendor() != b.vendor() || !days_meet(a, b) {
        return false;
    }
    let span = common_span(a, b);
    let (in_a, in_b) = (inside(frame(a), span), inside(frame(b), span));
    let left = outcome_sums(frame(a), &in_a, frame(b));
    left.values().any(|sum| *sum > 0) && left == outcome_sums(frame(b), &in_b, frame(a))
}

fn one_outcome(
    readings: &mut [Reading],
    first: usize,
    second: usize,
    policy: Overlap,
) -> Result<()> {
    let (a, b) = (frame(&readings[first]), frame(&readings[second]));
    let span = common_span(&readings[first], &readings[second]);
    let (in_a, in_b) = (inside(a, span), inside(b, span));
    if !in_a.contains(&true) || !in_b.contains(&true) {
        return Ok(());
    }
    let orders = [a, b].map(|frame| frame.column(col::CONV_ID).is_ok());
    if orders == [true, true] {
        return same_orders(readings, first, second);
    }
    let (left, right) = (outcome_sums(a, &in_a, b), outcome_sums(b, &in_b, a));
    let key = unlike(&left, &right);
    if key.is_none() {
        let width = |frame: &DataFrame| (frame.width(), frame.height());
        let (winner, loser, mask) = if width(a) >= width(b) {
            (first, second, in_b)
        } else {
            (second, first, in_a)
        };
        let text = format!(
            "the outcomes of {} stand in it too, with the same sums; they count once{}",
            readings[winner].path,
            other_orders(&readings[winner], &readings[loser], span)
        );
        let keep: Vec<bool> = mask.iter().map(|hit| !hit).collect();
        return keep_rows(&mut readings[loser], &keep, text, None);
    }
    let shares_names = left
        .keys()
        .any(|key| !key.is_empty() && right.contains_key(key));
    if !shares_names && !left.contains_key("") {
        return Ok(());
    }
    if policy == Overlap::Newest {
        let (winner, loser, mask) = if newer(&readings[first], &readings[second]) {
            (first, second, in_b)
        } else {
            (second, first, in_a)
        };
        let text = format!(
            "the outcomes of {} cover the same days; the newer export counts",
            readings[winner].path
        );
        let keep: Vec<bool> = mask.iter().map(|hit| !hit).collect();
        return keep_rows(&mut readings[loser], &keep, text, None);
    }
    let key = key.unwrap_or_default();
    let value = |sums: &HashMap<String, i128>| {
        sums.get(&key)
            .map_or_else(|| "nothing".to_owned(), |units| Amount(*units).to_string())
    };
    Err(Error::OverlapDiffers {
        first: readings[first].path.clone(),
        second: readings[second].path.clone(),
        first_value: value(&left),
        second_value: value(&right),
        key: format!("revenue of `{key}`"),
        rows: 1,
    })
}

/// The first name, in order, whose sums are not the same money.
fn unlike(left: &HashMap<String, i128>, right: &HashMap<String, i128>) -> Option<String> {
    let mut keys: Vec<&String> = left.keys().chain(right.keys()).collect();
    keys.sort();
    let same = |key: &str| match (left.get(key), right.get(key)) {
        (Some(left), Some(right)) => is_same_money(*left, *right),
        _ => false,
    };
    keys.into_iter().find(|key| !same(key)).cloned()
}

/// What is said where two files of the same money count orders differently: exports treat cancelled ones in their way.
fn other_orders(counts: &Reading, left_out: &Reading, span: Option<(i32, i32)>) -> String {
    let orders = |reading: &Reading| -> Option<i128> {
        let own = frame(reading);
        let units = cells::amounts(own, col::ORDERS)?;
        let rows = inside(own, span).into_iter().zip(units);
        Some(
            rows.filter(|(hit, _)| *hit)
                .filter_map(|(_, units)| units)
                .sum(),
        )
    };
    match (orders(counts), orders(left_out)) {
        (Some(own), Some(other)) if own != other => format!(
            ", with {} orders instead of the {} here: a shop's files may treat cancelled orders differently",
            Amount(own),
            Amount(other)
        ),
        _ => String::new(),
    }
}

/// The days that both cover; `None` where one states none.
fn common_span(first: &Reading, second: &Reading) -> Option<(i32, i32)> {
    let number = |day: chrono::NaiveDate| cells::day_number(day);
    let ((a, b), (c, d)) = (first.dates?, second.dates?);
    Some((number(a.max(c)), number(b.min(d))))
}

fn inside(frame: &DataFrame, span: Option<(i32, i32)>) -> Vec<bool> {
    let Some((from, to)) = span else {
        return vec![true; frame.height()];
    };
    let days = cells::days(frame, col::PERIOD_START)
        .into_iter()
        .zip(cells::days(frame, col::PERIOD_END));
    days.map(|(start, end)| {
        start
            .zip(end)
            .is_some_and(|(start, end)| start >= from && end <= to)
    })
    .collect()
}

/// Revenue per UTM campaign (and source, medium, content where both have them).
fn outcome_sums(frame: &DataFrame, mask: &[bool], other: &DataFrame) -> HashMap<String, i128> {
    let names = [col::UTM_CAMPAIGN, col::SOURCE, col::MEDIUM, col::CONTENT];
    let shared: Vec<_> = names
        .into_iter()
        .filter(|name| other.column(name).is_ok())
        .filter_map(|name| cells::texts(frame, name))
        .collect();
    let money = [col::REVENUE, col::GROSS_BILLED, col::ORDERS]
        .into_iter()
        .find(|name| frame.column(name).is_ok() && other.column(name).is_ok());
    let units = money
        .and_then(|name| cells::amounts(frame, name))
        .unwrap_or_else(|| vec![None; frame.height()]);
    let mut sums: HashMap<String, i128> = HashMap::new();
    for row in (0..frame.height()).filter(|row| mask[*row]) {
        let key = shared
            .iter()
            .map(|column| column[row].unwrap_or(""))
            .collect::<Vec<_>>()
            .join(" / ");
        *sums.entry(key).or_default() += units[row].unwrap_or(0);
    }
    sums
}

/// Orders with the same identifier in two files: the newer file's line counts.
fn same_orders(readings: &mut [Reading], first: usize, second: usize) -> Result<()> {
    let ids = |reading: &Reading| -> Vec<Option<String>> {
        cells::texts(frame(reading), col::CONV_ID)
            .unwrap_or_default()
            .into_iter()
            .map(|id| id.map(str::to_owned))
            .collect()
    };
    let (winner, loser) = if newer(&readings[first], &readings[second]) {
        (first, second)
    } else {
        (second, first)
    };
    let known: HashSet<String> = ids(&readings[winner]).into_iter().flatten().collect();
    let again: Vec<usize> = ids(&readings[loser])
        .iter()
        .enumerate()
        .filter(|(_, id)| id.as_ref().is_some_and(|id| known.contains(id)))
        .map(|(row, _)| row)
        .collect();
    let text = format!(
        "{} orders stand in {} too and count once",
        again.len(),
        readings[winner].path
    );
    drop_rows(&mut readings[loser], &again, text)
}
