//! The same money in two files, counted once.
//!
//! Overlap is judged across files, never inside one. Two exports overlap where platform, account, level and days agree
//! and they name the same campaigns: equal rows count once, different ones are an error unless the user says which file
//! wins. Exports of another level or breakdown of the same account hold the same money again: one of them counts.

use std::collections::HashSet;

use polars::prelude::DataFrame;

use crate::error::{Result, Warning};
use crate::schema::{ONE, cells, col};

use super::Reading;

mod analytics;
mod deals;
mod levels;
mod outcomes;
mod posts;
mod profiles;
mod repeated;
mod rows;
mod spend;
mod tie;

/// What to do with rows that two files give differently.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overlap {
    /// Stop and name both files.
    #[default]
    Error,
    /// The newer export counts.
    Newest,
    /// Both count.
    Sum,
}

/// How a report wants overlaps resolved.
#[derive(Clone, Debug, Default)]
pub struct Resolution<'r> {
    /// What to do with differing rows.
    pub policy: Overlap,
    /// Columns that the report groups or filters by: a finer export is preferred where one is among them.
    pub wanted: Vec<&'r str>,
}

/// A millionth of money: what sums over many rows may be off by where each row was converted and rounded by itself.
const ROUNDING: i128 = ONE / 1_000_000;

/// Whether two sums are the same money.
fn is_same_money(one: i128, other: i128) -> bool {
    (one - other).abs() <= ROUNDING
}

/// Takes rows that stand in another file too out of the readings; each case is a warning on the reading that lost rows.
///
/// # Errors
/// [`OverlapDiffers`](crate::error::Error::OverlapDiffers) under [`Overlap::Error`].
pub fn resolve(readings: &mut [Reading], resolution: &Resolution<'_>) -> Result<()> {
    let spend: Vec<usize> = indexes(readings, "ad_spend");
    for (at, first) in spend.iter().enumerate() {
        for second in &spend[at + 1..] {
            if may_share(&readings[*first], &readings[*second]) {
                resolve_spend(readings, *first, *second, resolution)?;
            }
        }
    }
    posts::newest_posts(readings)?;
    deals::newest_deals(readings, resolution.policy)?;
    profiles::profiles(readings, resolution.policy)?;
    outcomes::same_outcomes(readings, resolution.policy)
}

pub use analytics::same_analytics as resolve_analytics;
pub(super) use outcomes::same_money;
pub use repeated::{Repeated, repeated_orders};

fn resolve_spend(
    readings: &mut [Reading],
    first: usize,
    second: usize,
    resolution: &Resolution<'_>,
) -> Result<()> {
    let (a, b) = (&readings[first], &readings[second]);
    if a.level == b.level && a.breakdowns == b.breakdowns {
        return spend::same_level(readings, first, second, resolution.policy);
    }
    if told_apart(a, b) || told_apart(b, a) {
        return Ok(());
    }
    let (coarse, fine) = if fineness(a) <= fineness(b) {
        (first, second)
    } else {
        (second, first)
    };
    levels::levels(readings, coarse, fine, resolution)
}

/// Whether the user named the account of the first by hand where the second states none: it is another one then.
fn told_apart(first: &Reading, second: &Reading) -> bool {
    let states = |name: &str| frame(second).column(name).is_ok();
    first.account_given && !states(col::ACCOUNT) && !states(col::ACCOUNT_ID)
}

/// Coarser levels first, then fewer breakdowns.
fn fineness(reading: &Reading) -> (usize, usize) {
    let order = [
        "account",
        "campaign_group",
        "campaign",
        "ad_group",
        "search_term",
        "keyword",
        "ad",
    ];
    let level = reading
        .level
        .and_then(|level| order.iter().position(|known| *known == level))
        .unwrap_or(0);
    (level, reading.breakdowns.len())
}

fn indexes(readings: &[Reading], table: &str) -> Vec<usize> {
    readings
        .iter()
        .enumerate()
        .filter(|(_, reading)| reading.table == Some(table) && reading.frame.is_some())
        .map(|(at, _)| at)
        .collect()
}

fn frame(reading: &Reading) -> &DataFrame {
    reading
        .frame
        .as_ref()
        .expect("only readings with a frame are compared")
}

/// Whether two readings can hold the same money: a platform and an account in common, days that meet.
fn may_share(first: &Reading, second: &Reading) -> bool {
    first.path != second.path
        && days_meet(first, second)
        && names_meet(first, second, col::PLATFORM)
        && names_meet(first, second, col::ACCOUNT)
        && names_meet(first, second, col::ACCOUNT_ID)
}

fn days_meet(first: &Reading, second: &Reading) -> bool {
    match (first.dates, second.dates) {
        (Some((a, b)), Some((c, d))) => a <= d && c <= b,
        _ => true,
    }
}

/// Whether a name is shared, or one of the two does not state it.
fn names_meet(first: &Reading, second: &Reading, column: &str) -> bool {
    let names = |reading: &Reading| -> HashSet<String> {
        if let Some(name) = cells::constant(frame(reading), column) {
            return HashSet::from([name.to_owned()]);
        }
        let texts = cells::texts(frame(reading), column).unwrap_or_default();
        let mut last = None;
        // Rows of one name stand together: ask the set only where the name changes.
        texts
            .into_iter()
            .flatten()
            .filter(|name| last.replace(*name) != Some(*name))
            .map(str::to_owned)
            .collect()
    };
    let (first, second) = (names(first), names(second));
    first.is_empty() || second.is_empty() || !first.is_disjoint(&second)
}

/// Whether the first export is the newer one: by its own date, else by the end of its days; later arguments win ties.
fn newer(first: &Reading, second: &Reading) -> bool {
    let end = |reading: &Reading| reading.dates.map(|(_, end)| end);
    match (first.generated, second.generated) {
        (Some(a), Some(b)) if a != b => a > b,
        _ => end(first) > end(second),
    }
}

fn drop_rows(reading: &mut Reading, lost: &[usize], what: String) -> Result<()> {
    let mut mask = vec![true; frame(reading).height()];
    for at in lost {
        mask[*at] = false;
    }
    keep_rows(reading, &mask, what, None)
}

fn keep_rows(reading: &mut Reading, mask: &[bool], what: String, hint: Option<&str>) -> Result<()> {
    if mask.iter().all(|keep| *keep) {
        return Ok(());
    }
    reading.frame = Some(cells::kept(frame(reading), mask)?);
    let mut warning = Warning::file(&reading.path, what);
    if let Some(hint) = hint {
        warning = warning.hint(hint);
    }
    reading.warnings.push(warning);
    Ok(())
}
