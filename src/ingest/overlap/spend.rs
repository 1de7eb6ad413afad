//! Two exports of spend at one level: the rows that both hold.

use std::collections::{HashMap, HashSet};

use crate::error::{Error, Result};
use crate::schema::Amount;

use super::rows::{Days, Row, common_names, day_text, meet, rows};
use super::{Overlap, Reading, drop_rows, frame, newer};

pub(super) fn same_level(
    readings: &mut [Reading],
    first: usize,
    second: usize,
    policy: Overlap,
) -> Result<()> {
    let (a, b) = (frame(&readings[first]), frame(&readings[second]));
    let names = common_names(a, b);
    let (rows_a, rows_b) = (rows(a, &names), rows(b, &names));
    let shared = shared(&rows_a, &rows_b);
    if shared.second.is_empty() || policy == Overlap::Sum {
        return Ok(());
    }
    let refused = policy == Overlap::Error || shared.crossing;
    if let (Some((key, ours, theirs)), true) = (shared.different.first(), refused) {
        return Err(Error::OverlapDiffers {
            first: readings[first].path.clone(),
            second: readings[second].path.clone(),
            key: key.clone(),
            first_value: Amount(*ours).to_string(),
            second_value: Amount(*theirs).to_string(),
            rows: shared.different.len(),
        });
    }
    // Of equal rows the finer days stay; of different ones the newer export's, which is the later one named unless dates say else.
    let keep_first = if shared.different.is_empty() {
        shared.first.len() >= shared.second.len()
    } else {
        newer(&readings[first], &readings[second])
    };
    let (loser, lost, winner) = if keep_first {
        (second, &shared.second, first)
    } else {
        (first, &shared.first, second)
    };
    let what = if shared.different.is_empty() {
        "stand in it too and count once"
    } else {
        "stand in it too; the newer export counts"
    };
    let text = format!("{} rows {what}: {}", lost.len(), readings[winner].path);
    drop_rows(&mut readings[loser], lost, text)
}

/// What two exports of one level say about the rows they share.
#[derive(Default)]
struct Shared {
    first: Vec<usize>,
    second: Vec<usize>,
    equal: usize,
    different: Vec<(String, i128, i128)>,
    /// Some of the different rows cross each other's days, so that neither replaces the other.
    crossing: bool,
}

fn shared(first: &[Row], second: &[Row]) -> Shared {
    let mut by_key: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (at, row) in first.iter().enumerate() {
        by_key.entry(&row.key).or_default().0.push(at);
    }
    for (at, row) in second.iter().enumerate() {
        if let Some(known) = by_key.get_mut(row.key.as_str()) {
            known.1.push(at);
        }
    }
    let mut keys: Vec<&&str> = by_key.keys().collect();
    keys.sort();
    let mut shared = Shared::default();
    for key in keys {
        let (a, b) = &by_key[*key];
        for (ours, theirs) in meeting(first, a, second, b) {
            let sum =
                |rows: &[Row], at: &[usize]| at.iter().map(|at| rows[*at].spend).sum::<i128>();
            let (ours_sum, theirs_sum) = (sum(first, &ours), sum(second, &theirs));
            if ours_sum == theirs_sum {
                shared.equal += theirs.len();
            } else {
                let day = first[ours[0]]
                    .days
                    .0
                    .map(|day| format!(" on {}", day_text(day)))
                    .unwrap_or_default();
                shared.crossing |= ours
                    .iter()
                    .any(|at| first[*at].days != second[theirs[0]].days);
                shared
                    .different
                    .push((format!("`{key}`{day}"), ours_sum, theirs_sum));
            }
            shared.first.extend(ours);
            shared.second.extend(theirs);
        }
    }
    shared
}

/// Groups of rows of one key whose days meet: equal spans alone, crossing spans together.
fn meeting(
    first: &[Row],
    a: &[usize],
    second: &[Row],
    b: &[usize],
) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut groups: HashMap<Days, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for at in a {
        groups.entry(first[*at].days).or_default().0.push(*at);
    }
    let mut crossing: (Vec<usize>, Vec<usize>) = Default::default();
    for at in b {
        match groups.get_mut(&second[*at].days) {
            Some(group) => group.1.push(*at),
            None if a
                .iter()
                .any(|other| meet(first[*other].days, second[*at].days)) =>
            {
                crossing.1.push(*at)
            }
            None => {}
        }
    }
    let mut found: Vec<_> = groups
        .into_values()
        .filter(|(_, theirs)| !theirs.is_empty())
        .collect();
    if !crossing.1.is_empty() {
        let settled: HashSet<usize> = found.iter().flat_map(|(ours, _)| ours).copied().collect();
        let meets = |at: &&usize| {
            !settled.contains(at)
                && crossing
                    .1
                    .iter()
                    .any(|other| meet(first[**at].days, second[*other].days))
        };
        crossing.0 = a.iter().filter(meets).copied().collect();
        if !crossing.0.is_empty() {
            found.push(crossing);
        }
    }
    found.sort();
    found
}
