//! Web analytics of the same days in two files: one revenue, told by different dimensions.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::error::{Error, Result};
use crate::schema::{Amount, ONE, cells, col};

use super::{Overlap, Reading, days_meet, frame, keep_rows, names_meet, newer};

/// What revenue is told by, as an outcome.
const DIMENSIONS: [&str; 4] = [
    col::UTM_CAMPAIGN,
    col::SOURCE,
    col::MEDIUM,
    col::CHANNEL_GROUP,
];

/// Half a cent: analytics give one sum with more or fewer decimals in different reports.
const TOLERANCE: i128 = ONE / 200;

/// Two files of web analytics, of those that count, with equal sums over the dimensions that both have are the same
/// money: the finer stays.
///
/// # Errors
/// [`Error::OverlapDiffers`] under [`Overlap::Error`].
pub fn same_analytics(readings: &mut [Reading], counted: &[usize], policy: Overlap) -> Result<()> {
    let tables: Vec<usize> = counted
        .iter()
        .copied()
        .filter(|at| readings[*at].table == Some("sessions"))
        .collect();
    for (at, first) in tables.iter().enumerate() {
        for second in &tables[at + 1..] {
            let (a, b) = (&readings[*first], &readings[*second]);
            let meet = a.path != b.path && days_meet(a, b) && names_meet(a, b, col::ACCOUNT);
            let filled = frame(a).height() > 0 && frame(b).height() > 0;
            if meet && filled && policy != Overlap::Sum {
                one_revenue(readings, *first, *second, policy)?;
            }
        }
    }
    Ok(())
}

fn one_revenue(
    readings: &mut [Reading],
    first: usize,
    second: usize,
    policy: Overlap,
) -> Result<()> {
    let (a, b) = (frame(&readings[first]), frame(&readings[second]));
    let (in_a, in_b) = (meets(a, &readings[second]), meets(b, &readings[first]));
    let common: Vec<&str> = DIMENSIONS
        .into_iter()
        .filter(|name| a.column(name).is_ok() && b.column(name).is_ok())
        .collect();
    let (left, right) = (sums(a, &in_a, &common), sums(b, &in_b, &common));
    let different = difference(&left, &right);
    let keep_first = match (&different, policy) {
        (None, _) => fineness(a) >= fineness(b),
        (Some(_), Overlap::Newest) => newer(&readings[first], &readings[second]),
        (Some(key), _) => {
            let value = |sums: &BTreeMap<String, i128>| {
                let sum = sums.get(key).copied().map(Amount);
                sum.map_or_else(|| "nothing".to_owned(), |sum| sum.to_string())
            };
            let what = if key.is_empty() { "all rows" } else { key };
            return Err(Error::OverlapDiffers {
                first: readings[first].path.clone(),
                second: readings[second].path.clone(),
                key: format!("revenue of `{what}`"),
                first_value: value(&left),
                second_value: value(&right),
                rows: 1,
            });
        }
    };
    let (winner, loser, again) = if keep_first {
        (first, second, in_b)
    } else {
        (second, first, in_a)
    };
    let path = &readings[winner].path;
    let what = if different.is_none() {
        format!("its revenue is that of {path} again, with the same sums; it counts once")
    } else {
        format!("{path} tells the revenue of the same days; the newer export counts")
    };
    let keep: Vec<bool> = again.iter().map(|hit| !hit).collect();
    keep_rows(&mut readings[loser], &keep, what, None)
}

/// Rows whose days meet those of another file.
fn meets(own: &DataFrame, other: &Reading) -> Vec<bool> {
    let Some((from, to)) = other.dates else {
        return vec![true; own.height()];
    };
    let (from, to) = (cells::day_number(from), cells::day_number(to));
    let (starts, ends) = (
        cells::days(own, col::PERIOD_START),
        cells::days(own, col::PERIOD_END),
    );
    starts
        .into_iter()
        .zip(ends)
        .map(|days| match days {
            (Some(start), Some(end)) => start <= to && end >= from,
            _ => true,
        })
        .collect()
}

fn sums(own: &DataFrame, rows: &[bool], names: &[&str]) -> BTreeMap<String, i128> {
    let columns: Vec<_> = names
        .iter()
        .filter_map(|name| cells::texts(own, name))
        .collect();
    let revenue = cells::amounts(own, col::REVENUE).unwrap_or_else(|| vec![None; own.height()]);
    let mut sums = BTreeMap::new();
    for row in (0..own.height()).filter(|row| rows[*row]) {
        let key: Vec<&str> = columns
            .iter()
            .map(|column| column[row].unwrap_or_default())
            .collect();
        *sums.entry(key.join(" / ")).or_default() += revenue[row].unwrap_or(0);
    }
    sums
}

/// The first key whose sums differ; one without revenue need not stand in both.
fn difference(left: &BTreeMap<String, i128>, right: &BTreeMap<String, i128>) -> Option<String> {
    let mut keys: Vec<&String> = left.keys().chain(right.keys()).collect();
    keys.sort();
    let sum = |sums: &BTreeMap<String, i128>, key: &str| sums.get(key).copied().unwrap_or(0);
    keys.into_iter()
        .find(|key| (sum(left, key) - sum(right, key)).abs() > TOLERANCE)
        .cloned()
}

/// Campaigns first, then dimensions, then rows.
fn fineness(own: &DataFrame) -> (bool, usize, usize) {
    let has = |name: &&&str| own.column(name).is_ok();
    (
        own.column(col::UTM_CAMPAIGN).is_ok(),
        DIMENSIONS.iter().filter(has).count(),
        own.height(),
    )
}
