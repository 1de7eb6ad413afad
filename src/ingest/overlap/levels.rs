//! Two exports of spend at different levels or breakdowns: one of them holds the money of the other again.

use std::collections::HashMap;

use polars::prelude::DataFrame;

use crate::error::{Error, Result};
use crate::schema::{Amount, cells, col};

use super::rows::{Days, Row, common_names, meet, rows};
use super::tie::tied;
use super::{Overlap, Reading, Resolution, frame, is_same_money, keep_rows};

/// Two levels or breakdowns of one account: campaign by campaign where both name campaigns, else the file as a whole.
pub(super) fn levels(
    readings: &mut [Reading],
    coarse: usize,
    fine: usize,
    resolution: &Resolution<'_>,
) -> Result<()> {
    let (a, b) = (frame(&readings[coarse]), frame(&readings[fine]));
    let by_campaign = [col::CAMPAIGN, col::CAMPAIGN_ID, col::CAMPAIGN_GROUP]
        .into_iter()
        .find(|name| a.column(name).is_ok() && b.column(name).is_ok());
    let shared = common_names(a, b);
    let whose = [col::PLATFORM, col::ACCOUNT, col::ACCOUNT_ID];
    let names: Vec<&str> = whose
        .into_iter()
        .filter(|name| shared.contains(name))
        .chain(by_campaign)
        .collect();
    let (rows_a, rows_b) = (rows(a, &names), rows(b, &names));
    let undated = |rows: &[Row]| rows.iter().all(|row| row.days.0.is_none());
    let any_day = undated(&rows_a) || undated(&rows_b);
    let again = held(&rows_b, &rows_a, any_day);
    if !again.contains(&true) {
        return Ok(());
    }
    let again = match by_campaign {
        Some(_) => again,
        None => {
            let known = provable(a, &rows_b, &again, any_day);
            let doubtful = rows_b.iter().zip(&known).zip(&again);
            let doubtful =
                doubtful.filter(|((row, known), again)| **again && !**known && row.spend != 0);
            let money: i128 = doubtful.map(|((row, _), _)| row.spend).sum();
            if money != 0 && resolution.policy != Overlap::Sum {
                return Err(unclear(&readings[coarse], &readings[fine], Amount(money)));
            }
            known
        }
    };
    if resolution.policy == Overlap::Error && !any_day {
        refuse_half_covered(&rows_a, &rows_b, &readings[coarse], &readings[fine])?;
    }
    let wants_finer = resolution
        .wanted
        .iter()
        .any(|name| b.column(name).is_ok() && a.column(name).is_err());
    let fine_sum = money(spent(&rows_b, &again), b);
    let hint = "if these are two accounts, name them with `--account-of 'FILE=NAME'`";
    if wants_finer && by_campaign.is_some() {
        let replaced = held(&rows_a, &rows_b, any_day);
        let what = format!(
            "{} of spend stands in {} too, at level {} with {}; the finer rows count",
            money(spent(&rows_a, &replaced), a),
            readings[fine].path,
            readings[fine].level.unwrap_or("account"),
            fine_sum
        );
        let mask: Vec<bool> = replaced.iter().map(|hit| !hit).collect();
        return keep_rows(&mut readings[coarse], &mask, what, Some(hint));
    }
    let what = format!(
        "{} of spend at level {} is the money of {} at level {} again; it counts once",
        fine_sum,
        described(&readings[fine]),
        readings[coarse].path,
        described(&readings[coarse])
    );
    let mask: Vec<bool> = again.iter().map(|hit| !hit).collect();
    keep_rows(&mut readings[fine], &mask, what, Some(hint))
}

/// The refusal of rows that sums do not tell apart.
fn unclear(coarse: &Reading, fine: &Reading, spend: Amount) -> Error {
    let path = &fine.path;
    let spend = money(spend, frame(fine));
    Error::LevelsUnclear {
        what: format!(
            "{path}: {spend} of spend at level {} names no campaign and sums to none of {} (level {}): it is money of other campaigns, or the same money again",
            described(fine),
            coarse.path,
            described(coarse)
        ),
        hint: format!(
            "`--on-overlap sum` counts both, `--account-of '{path}=NAME'` says that it is another account; or export it again with the campaign's name, or leave it out"
        ),
    }
}

/// Of finer rows without a campaign those that sums prove to be the money of the coarser export again: its campaigns', or,
/// where it names none, a part of what it spent.
fn provable(coarse: &DataFrame, fine: &[Row], again: &[bool], any_day: bool) -> Vec<bool> {
    let campaign = [col::CAMPAIGN, col::CAMPAIGN_ID, col::CAMPAIGN_GROUP]
        .into_iter()
        .find(|name| coarse.column(name).is_ok());
    let Some(campaign) = campaign else {
        let own = rows(coarse, &[]);
        let near = own
            .iter()
            .filter(|row| any_day || fine.iter().any(|other| meet(row.days, other.days)));
        let whole: i128 = near.map(|row| row.spend).sum();
        let fits = spent(fine, again).0 <= whole;
        return again.iter().map(|again| *again && fits).collect();
    };
    let own: Vec<Row> = rows(coarse, &[campaign]);
    let ties = tied(&own, fine, any_day);
    ties.iter()
        .zip(again)
        .map(|(tie, again)| *tie && *again)
        .collect()
}

/// Which of the rows stand among the others too: the same name, and days that meet.
fn held(rows: &[Row], others: &[Row], any_day: bool) -> Vec<bool> {
    let others = by_key(others);
    rows.iter()
        .map(|row| {
            others
                .get(row.key.as_str())
                .is_some_and(|near| any_day || near.iter().any(|other| meet(other.days, row.days)))
        })
        .collect()
}

/// Money as people read it, with the currency where the rows are all in one.
fn money(amount: Amount, frame: &DataFrame) -> String {
    let codes = cells::texts(frame, col::CURRENCY).unwrap_or_default();
    let first = codes.first().copied().flatten();
    match first.filter(|_| codes.iter().all(|code| *code == first)) {
        Some(code) => format!("{} {code}", amount.grouped()),
        None => amount.grouped(),
    }
}

fn spent(rows: &[Row], mask: &[bool]) -> Amount {
    let hit = rows.iter().zip(mask).filter(|(_, hit)| **hit);
    Amount(hit.map(|(row, _)| row.spend).sum())
}

fn by_key(rows: &[Row]) -> HashMap<&str, Vec<&Row>> {
    let mut map: HashMap<&str, Vec<&Row>> = HashMap::new();
    for row in rows {
        map.entry(&row.key).or_default().push(row);
    }
    map
}

/// Rows of two levels may replace each other only where the days of one side lie within those of the other, or both say
/// the same money.
fn refuse_half_covered(
    coarse: &[Row],
    fine: &[Row],
    first: &Reading,
    second: &Reading,
) -> Result<()> {
    let (coarse, fine) = (by_key(coarse), by_key(fine));
    let mut keys: Vec<&&str> = coarse
        .keys()
        .filter(|key| fine.contains_key(*key))
        .collect();
    keys.sort();
    for key in keys {
        let (ours, theirs) = (&coarse[*key], &fine[*key]);
        let near = |rows: &[&Row], others: &[&Row]| -> (Vec<Days>, i128) {
            let rows = rows
                .iter()
                .filter(|row| others.iter().any(|other| meet(other.days, row.days)));
            rows.fold((Vec::new(), 0), |(mut days, sum), row| {
                days.push(row.days);
                (days, sum + row.spend)
            })
        };
        let ((our_days, our_sum), (their_days, their_sum)) =
            (near(ours, theirs), near(theirs, ours));
        if our_days.is_empty() || is_same_money(our_sum, their_sum) {
            continue;
        }
        let within = |days: &[Days], others: &[Days]| {
            let merged = merged(others);
            days.iter().all(|(start, end)| {
                merged.iter().any(|(from, to)| {
                    start
                        .zip(*end)
                        .is_some_and(|(start, end)| *from <= start && end <= *to)
                })
            })
        };
        if !within(&their_days, &our_days) && !within(&our_days, &their_days) {
            return Err(Error::OverlapDiffers {
                first: first.path.clone(),
                second: second.path.clone(),
                key: format!("`{key}`"),
                first_value: Amount(our_sum).to_string(),
                second_value: Amount(their_sum).to_string(),
                rows: 1,
            });
        }
    }
    Ok(())
}

/// Days as spans without gaps between them.
fn merged(days: &[Days]) -> Vec<(i32, i32)> {
    let mut spans: Vec<(i32, i32)> = days
        .iter()
        .filter_map(|(start, end)| start.zip(*end))
        .collect();
    spans.sort_unstable();
    let mut merged: Vec<(i32, i32)> = Vec::new();
    for (start, end) in spans {
        match merged.last_mut() {
            Some(last) if start <= last.1 + 1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

fn described(reading: &Reading) -> String {
    let level = reading.level.unwrap_or("account").replace('_', " ");
    if reading.breakdowns.is_empty() {
        level
    } else {
        format!("{level} by {}", reading.breakdowns.join(" and "))
    }
}
