//! Figures that are weighed with others at the ends of their ranges: their bars in the tornado, and ranges of lines and
//! scenarios in which all of them move.

use crate::error::Result;
use crate::ledger::{Bar, Input, Ledger, Move, Scenario, bar_again, ledger, scenarios};
use crate::schema::Amount;

use super::supposed::{Source, supposed_of};

/// The bars of figures that are weighed with others and are not supposed: each moved by itself, and weighed anew.
pub(super) fn moved_bars(
    source: &dyn Source,
    now: &Ledger,
    supposed: &[(String, Amount)],
) -> Result<Vec<Bar>> {
    let left = left(source, supposed).into_iter();
    left.map(|input| {
        let again = |to: Move| {
            let moves = [(input.key.clone(), to)];
            ledger(&supposed_of(source, supposed, &moves)?)
        };
        bar_again(input, now, &again)
    })
    .collect()
}

/// Figures that are weighed with others and are not supposed.
fn left<'s>(source: &'s dyn Source, supposed: &[(String, Amount)]) -> Vec<&'s Input> {
    let moved = source.record().moved.iter();
    let is_left = |input: &&Input| supposed.iter().all(|(key, _)| *key != input.key);
    moved.filter(is_left).collect()
}

/// Figures of which every combination of ends is a ledger of its own; of more, all at their lows and all at their highs.
const EVERY: usize = 4;

/// The ledgers in which every figure that is weighed with others is at an end of its range: all at their lows first, all
/// at their highs last. Nothing where none has a range.
pub(super) fn at_ends(source: &dyn Source, supposed: &[(String, Amount)]) -> Result<Vec<Ledger>> {
    let mut ranged = left(source, supposed);
    ranged.retain(|input| input.range().is_some());
    let count = ranged.len();
    let corners: Vec<Vec<bool>> = match count {
        0 => return Ok(Vec::new()),
        1..=EVERY => (0..1_usize << count)
            .map(|bits| (0..count).map(|at| bits >> at & 1 == 1).collect())
            .collect(),
        _ => vec![vec![false; count], vec![true; count]],
    };
    let ledgers = corners.into_iter().map(|corner| {
        let ends = ranged.iter().zip(corner).map(|(input, is_high)| {
            let end = if is_high { Move::High } else { Move::Low };
            (input.key.clone(), end)
        });
        let moves: Vec<(String, Move)> = ends.collect();
        ledger(&supposed_of(source, supposed, &moves)?)
    });
    ledgers.collect()
}

/// Sets the ranges of lines to what the ledgers at the ends say.
pub(super) fn set_ranges(now: &mut Ledger, at_ends: &[Ledger]) {
    for line in &mut now.lines {
        let own = at_ends.iter().filter_map(|ledger| ledger.line(&line.id));
        let ends = own.filter_map(|line| {
            let amount = line.amount.value()?;
            let low = line.amount_low.unwrap_or(amount);
            Some((low, line.amount_high.unwrap_or(amount)))
        });
        let ends: Vec<(Amount, Amount)> = ends.collect();
        let low = ends.iter().map(|(low, _)| *low).min();
        let high = ends.iter().map(|(_, high)| *high).max();
        if line.amount_low.is_some() && low.is_some() {
            (line.amount_low, line.amount_high) = (low, high);
        }
    }
}

/// Scenarios of the ledgers at the ends: the first, the last, the one with the lowest ROI and the one with the highest.
pub(super) fn scenarios_of(now: &Ledger, at_ends: &[Ledger]) -> Vec<Scenario> {
    let [first, .., last] = at_ends else {
        return scenarios(now);
    };
    let of = |ledger: &Ledger, name: &str| {
        let mut all = scenarios(ledger).into_iter();
        all.find(|scenario| scenario.name == name)
    };
    let by_roi = |name: &'static str| {
        let mut all: Vec<Scenario> = at_ends.iter().filter_map(|one| of(one, name)).collect();
        all.sort_by(|one, two| {
            let roi = |of: &Scenario| of.roi.value().unwrap_or(f64::NAN);
            roi(one).total_cmp(&roi(two))
        });
        match name {
            "worst" => all.into_iter().next(),
            _ => all.into_iter().next_back(),
        }
    };
    let all = [
        of(first, "all low"),
        of(last, "all high"),
        by_roi("worst"),
        by_roi("best"),
    ];
    all.into_iter().flatten().collect()
}
