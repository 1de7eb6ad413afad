//! Totals whose label may be a name: Meta's `All` closes the rows of a campaign, and somebody's campaign is called All.
//!
//! A total is the sum of the rows that share its other names and its day. Where every record with that label in that
//! place is such a sum, they are totals. Where one is less than the rows or has none under it, it cannot be a total, and
//! all of them are rows. Where neither holds they stay out, and the check says that they differ.

use std::collections::{BTreeMap, HashMap};

use crate::ingest::columns::{Cell, Cells};
use crate::ingest::fill::{self, Filled, Total};
use crate::ingest::plan::Plan;
use crate::ingest::row::Sign;

use super::{Check, check, rounding};

/// The columns by which rows belong to a total, and whether its day does.
type Mask = (Vec<usize>, bool);

/// What the rows under one total sum to, by compared column.
type Sums = Vec<i128>;

/// Moves records with a doubtful label to the rows, or leaves them out as totals; the checks of the first of these.
pub(super) fn settle(filled: &mut Filled, plan: &Plan, days: (i32, i32)) -> Vec<Check> {
    let (doubtful, certain): (Vec<Total>, Vec<Total>) = std::mem::take(&mut filled.totals)
        .into_iter()
        .partition(|total| total.sign == Sign::Doubtful);
    filled.totals = certain;
    let mut by_mask: BTreeMap<Mask, Vec<Total>> = BTreeMap::new();
    for total in doubtful {
        by_mask.entry(mask(&total, plan)).or_default().push(total);
    }
    let mut checks = Vec::new();
    let mut rows = Vec::new();
    for (mask, totals) in by_mask {
        let known = sums(filled, plan, &mask);
        let under = |total: &Total| known.get(&key(total, plan, &mask, days));
        let judged: Vec<Option<Vec<Check>>> = totals
            .iter()
            .map(|total| under(total).map(|sums| compared(filled, plan, total, sums)))
            .collect();
        if judged.iter().any(cannot_be_total) {
            rows.extend(totals);
        } else if checks.is_empty() {
            let differs = |found: &&Vec<Check>| {
                found
                    .iter()
                    .any(|check| check.verdict == super::Verdict::Differs)
            };
            let found: Vec<Vec<Check>> = judged.into_iter().flatten().collect();
            checks = found
                .iter()
                .find(differs)
                .or(found.first())
                .cloned()
                .unwrap_or_default();
        }
    }
    for row in rows {
        filled.push(plan, &row.cells, days);
    }
    checks
}

/// No rows under it, or more in them than in it.
fn cannot_be_total(found: &Option<Vec<Check>>) -> bool {
    let more = |check: &Check| {
        check.verdict == super::Verdict::Differs && !check.difference.starts_with('-')
    };
    found.as_ref().is_none_or(|checks| checks.iter().any(more))
}

/// The kept columns of names that the total states, its label left out.
fn mask(total: &Total, plan: &Plan) -> Mask {
    let mut names = Vec::new();
    for (at, slot) in plan.slots.iter().enumerate() {
        let dimension = slot
            .cell
            .is_some_and(|cell| plan.dimensions.contains(&cell));
        let stated = matches!(&total.cells[at], Cell::Text(text) if *text != total.label);
        if slot.kept && dimension && stated {
            names.push(at);
        }
    }
    let day = plan.days[0].is_some_and(|slot| total.cells[slot] != Cell::Null);
    (names, day)
}

fn key(
    total: &Total,
    plan: &Plan,
    (names, by_day): &Mask,
    days: (i32, i32),
) -> (Vec<String>, Option<i32>) {
    let text = |at: &usize| match &total.cells[*at] {
        Cell::Text(text) => text.clone(),
        _ => String::new(),
    };
    let day = by_day.then(|| fill::days(plan, &total.cells, days).0);
    (names.iter().map(text).collect(), day)
}

/// The sums of all rows by the columns of a mask.
fn sums(
    filled: &Filled,
    plan: &Plan,
    (names, by_day): &Mask,
) -> HashMap<(Vec<String>, Option<i32>), Sums> {
    let words: Vec<Option<&Cells>> = names.iter().map(|at| column(filled, plan, *at)).collect();
    let compared: Vec<Option<&Cells>> = plan
        .compare
        .iter()
        .map(|at| column(filled, plan, *at))
        .collect();
    let mut sums: HashMap<(Vec<String>, Option<i32>), Sums> = HashMap::new();
    for row in 0..filled.used as usize {
        let word = |cells: &Option<&Cells>| match cells {
            Some(Cells::Words(words)) => words.word(row).unwrap_or_default().to_owned(),
            _ => String::new(),
        };
        let key = (
            words.iter().map(word).collect(),
            by_day.then(|| filled.starts[row]),
        );
        let own = sums.entry(key).or_insert_with(|| vec![0; compared.len()]);
        for (sum, cells) in own.iter_mut().zip(&compared) {
            *sum += cells.and_then(|cells| cells.amount(row)).unwrap_or(0);
        }
    }
    sums
}

fn compared(filled: &Filled, plan: &Plan, total: &Total, sums: &Sums) -> Vec<Check> {
    let mut checks = Vec::new();
    for (at, slot) in plan.compare.iter().enumerate() {
        if let Some(expected) = total.cells[*slot].amount() {
            let tolerance = rounding(filled, plan, at, *slot, &total.cells[*slot]);
            checks.push(check(total, plan, *slot, expected, sums[at], tolerance));
        }
    }
    checks
}

/// The kept column of a slot.
fn column<'f>(filled: &'f Filled, plan: &Plan, slot: usize) -> Option<&'f Cells> {
    let kept = plan.slots[..slot].iter().filter(|slot| slot.kept).count();
    plan.slots[slot].kept.then(|| &filled.columns[kept])
}
