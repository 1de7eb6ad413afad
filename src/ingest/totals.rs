//! A file's own totals: dropped from the rows and compared with their sum.

use serde::Serialize;

use crate::error::{Error, Place, Result};
use crate::schema::{Amount, Kind, SCALE};

use super::columns::Cell;
use super::fill::{Filled, Total};
use super::plan::Plan;
use super::row::Sign;

mod doubt;

/// How a stated total compares with the sum of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Equal to the last digit.
    Exact,
    /// Within half a last digit for each row.
    WithinRounding,
    /// Neither.
    Differs,
}

impl Verdict {
    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Exact => "equal",
            Self::WithinRounding => "reconciled within rounding",
            Self::Differs => "DIFFERS",
        }
    }
}

/// One comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// The total's label.
    pub label: String,
    /// The total's line.
    pub line: u64,
    /// The canonical column.
    pub column: String,
    /// What the file states.
    pub expected: String,
    /// What the rows sum to.
    pub sum: String,
    /// Sum less total.
    pub difference: String,
    /// How they compare.
    pub verdict: Verdict,
}

/// Compares the totals with the rows; a lone row without names becomes a row.
///
/// # Errors
/// [`Error::BlankRowIsNoTotal`]: a row without names that is not the sum of the others is neither data nor total.
pub fn reconcile(
    filled: &mut Filled,
    plan: &Plan,
    days: (i32, i32),
    path: &str,
) -> Result<Vec<Check>> {
    if filled.used == 0 && filled.totals.len() == 1 && filled.totals[0].sign == Sign::Blank {
        let total = filled.totals.remove(0);
        filled.push(plan, &total.cells, days);
        return Ok(Vec::new());
    }
    let mut checks = doubt::settle(filled, plan, days);
    let others = filled.used > 0 || filled.totals.len() > 1;
    for total in filled
        .totals
        .iter()
        .filter(|total| total.sign == Sign::Blank)
    {
        let found = compare(filled, plan, total);
        if let Some(wrong) = found.iter().find(|check| check.verdict == Verdict::Differs)
            && filled.rejected.is_empty()
            && others
            && plan
                .compare
                .first()
                .is_some_and(|slot| plan.slots[*slot].name == wrong.column)
        {
            return Err(Error::BlankRowIsNoTotal {
                place: Place {
                    file: path.into(),
                    line: Some(total.line),
                    column: Some(header_of(plan, &wrong.column)),
                },
                found: wrong.expected.clone(),
                sum: wrong.sum.clone(),
            });
        }
        checks.extend(found);
    }
    if let Some(total) = main_total(filled, plan) {
        checks.extend(compare(filled, plan, total));
    }
    Ok(checks)
}

/// The header that fills a column, as the file has it.
fn header_of(plan: &Plan, column: &str) -> String {
    let cell = plan.slot(column).and_then(|slot| plan.slots[slot].cell);
    cell.and_then(|cell| plan.header.get(cell))
        .map_or_else(|| column.to_owned(), Clone::clone)
}

/// The labelled total to compare, where several overlap.
fn main_total<'f>(filled: &'f Filled, plan: &Plan) -> Option<&'f Total> {
    let labelled = || {
        filled
            .totals
            .iter()
            .filter(|total| total.sign == Sign::Label)
    };
    let main = plan.profile.totals.main.iter();
    main.into_iter()
        .find_map(|label| labelled().find(|total| total.label == *label))
        .or_else(|| labelled().next())
}

fn compare(filled: &Filled, plan: &Plan, total: &Total) -> Vec<Check> {
    let kept: Vec<usize> = (0..plan.slots.len())
        .filter(|at| plan.slots[*at].kept)
        .collect();
    let mut checks = Vec::new();
    for (at, slot) in plan.compare.iter().enumerate() {
        let column = kept
            .iter()
            .position(|kept| kept == slot)
            .map(|position| &filled.columns[position]);
        let (Some(expected), Some(sum)) = (
            total.cells[*slot].amount(),
            column.and_then(super::columns::Cells::sum),
        ) else {
            continue;
        };
        if !plan.slots[*slot].kind.is_summable() {
            continue;
        }
        checks.push(check(
            total,
            plan,
            *slot,
            expected,
            sum,
            rounding(filled, plan, at, *slot, &total.cells[*slot]),
        ));
    }
    checks
}

/// Half a last digit for each row; whole counts are not rounded.
fn rounding(filled: &Filled, plan: &Plan, at: usize, slot: usize, total: &Cell) -> i128 {
    if plan.slots[slot].kind == Kind::Count {
        return 0;
    }
    let mut places = filled.decimals[at];
    if let Cell::Amount(units) = total {
        while places < SCALE && units % 10_i128.pow(SCALE - places) != 0 {
            places += 1;
        }
    }
    10_i128.pow(SCALE - places) / 2 * i128::from(filled.used.max(1))
}

fn check(
    total: &Total,
    plan: &Plan,
    slot: usize,
    expected: i128,
    sum: i128,
    tolerance: i128,
) -> Check {
    let verdict = match (sum - expected).abs() {
        0 => Verdict::Exact,
        gap if gap <= tolerance => Verdict::WithinRounding,
        _ => Verdict::Differs,
    };
    Check {
        label: super::header::harmless(&total.label),
        line: total.line,
        column: plan.slots[slot].name.clone(),
        expected: Amount(expected).to_string(),
        sum: Amount(sum).to_string(),
        difference: Amount(sum - expected).to_string(),
        verdict,
    }
}
