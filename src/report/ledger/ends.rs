//! Figures that are weighed with others at the ends of their ranges: their bars in the tornado, and ranges of lines and
//! scenarios in which all of them move.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::error::Result;
use crate::ledger::{
    Bar, Input, Ledger, Move, Scenario, ValueLine, bar_again, descended, key_of, ledger, scenarios,
};
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

/// Figures of which every combination of ends is a ledger of its own; of more, the ends are searched.
const EVERY: usize = 4;

/// The ledgers in which every figure that is weighed with others is at an end of its range, those of them that were made.
#[derive(Default)]
pub(super) struct AtEnds {
    /// From all at their lows to all at their highs; nothing where none has a range.
    corners: Vec<Corner>,
    /// Not all of them were made.
    pub searched: bool,
}

/// What is kept of one of them.
struct Corner {
    scenarios: Vec<Scenario>,
    /// The ends of every line; `None` where it has no amount.
    lines: BTreeMap<String, Option<(Amount, Amount)>>,
}

impl Corner {
    fn of(ledger: &Ledger) -> Self {
        let ends = |line: &ValueLine| {
            let amount = line.amount.value()?;
            let low = line.amount_low.unwrap_or(amount);
            Some((low, line.amount_high.unwrap_or(amount)))
        };
        let lines = ledger.lines.iter();
        Self {
            scenarios: scenarios(ledger),
            lines: lines.map(|line| (line.id.clone(), ends(line))).collect(),
        }
    }

    fn scenario(&self, name: &str) -> Option<&Scenario> {
        self.scenarios.iter().find(|one| one.name == name)
    }

    fn roi(&self, name: &str) -> Option<f64> {
        self.scenario(name)?.roi.value()
    }

    fn line(&self, id: &str) -> Option<(Amount, Amount)> {
        *self.lines.get(id)?
    }
}

/// Ledgers at ends that were made already, by which figures are at their highs.
struct Search<'s> {
    source: &'s dyn Source,
    supposed: &'s [(String, Amount)],
    ranged: Vec<&'s Input>,
    known: RefCell<BTreeMap<Vec<bool>, Result<Corner>>>,
}

impl Search<'_> {
    fn made(&self, corner: &[bool]) -> Result<Corner> {
        let ends = self.ranged.iter().zip(corner).map(|(input, is_high)| {
            let end = if *is_high { Move::High } else { Move::Low };
            (input.key.clone(), end)
        });
        let moves: Vec<(String, Move)> = ends.collect();
        let inputs = supposed_of(self.source, self.supposed, &moves)?;
        Ok(Corner::of(&ledger(&inputs)?))
    }

    /// A figure at a corner; `None` where it has none, or where the ledger cannot be made.
    fn at(&self, corner: &[bool], figure: &impl Fn(&Corner) -> Option<f64>) -> Option<f64> {
        let mut known = self.known.borrow_mut();
        let made = known
            .entry(corner.to_vec())
            .or_insert_with(|| self.made(corner));
        figure(made.as_ref().ok()?)
    }

    /// Makes every combination of ends of these figures, the others at their lows.
    fn every(&self, of: &[usize]) {
        for bits in 0..1_usize << of.len() {
            let mut corner = vec![false; self.ranged.len()];
            for (bit, at) in of.iter().enumerate() {
                corner[*at] = bits >> bit & 1 == 1;
            }
            self.at(&corner, &|_| None);
        }
    }

    /// Turns these figures over, one at a time, as long as that makes a figure smaller.
    fn least(&self, from: &[Vec<bool>], of: &[usize], figure: &impl Fn(&Corner) -> Option<f64>) {
        let turns: Vec<(usize, usize)> = of.iter().map(|at| (*at, *at)).collect();
        for start in from {
            descended(start.clone(), &turns, &|corner| self.at(corner, figure));
        }
    }

    /// The figures that a line depends on.
    fn of_line(&self, line: &ValueLine, now: &Ledger) -> Vec<usize> {
        let own = now
            .inputs
            .iter()
            .filter(|input| line.inputs.contains(&input.key));
        let mut keys: BTreeSet<&str> = BTreeSet::new();
        for input in own {
            keys.insert(key_of(&input.key, &now.inputs));
            keys.extend(input.weighs.iter().map(|one| one.key.as_str()));
        }
        let all = 0..self.ranged.len();
        all.filter(|at| keys.contains(self.ranged[*at].key.as_str()))
            .collect()
    }
}

/// Those ledgers. `bars` are the figures moved one at a time. Of more than four figures each is turned over by itself, from
/// all low, all high and each at its own worse or better end, as long as ROI falls or rises by it: the number of ledgers
/// grows with that of the figures, not with that of their combinations.
///
/// # Errors
/// Those of the ledgers.
pub(super) fn at_ends(
    source: &dyn Source,
    now: &Ledger,
    bars: &[Bar],
    supposed: &[(String, Amount)],
) -> Result<AtEnds> {
    let mut ranged = left(source, supposed);
    ranged.retain(|input| input.range().is_some());
    if ranged.is_empty() {
        return Ok(AtEnds::default());
    }
    let search = Search {
        source,
        supposed,
        ranged,
        known: RefCell::default(),
    };
    let all: Vec<usize> = (0..search.ranged.len()).collect();
    let searched = all.len() > EVERY;
    if searched {
        let [lows, highs] = [false, true].map(|end| vec![end; all.len()]);
        let rises = |input: &&Input| {
            let mut bars = bars.iter();
            let bar = bars.find(|bar| bar.key == input.key);
            bar.is_some_and(|bar| !bar.is_inverted())
        };
        let better: Vec<bool> = search.ranged.iter().map(rises).collect();
        let worse: Vec<bool> = better.iter().map(|end| !end).collect();
        let plain = [lows, highs];
        let starts = |own| [&plain[..], &[own]].concat();
        search.least(&starts(worse), &all, &|one| one.roi("worst"));
        search.least(&starts(better), &all, &|one| Some(-one.roi("best")?));
        for line in now.lines.iter().filter(|line| line.amount_low.is_some()) {
            let own = search.of_line(line, now);
            let end = |corner: &Corner| corner.line(&line.id);
            match own.len() {
                0..=EVERY => search.every(&own),
                _ => {
                    search.least(&plain, &own, &|one| Some(end(one)?.0.to_f64()));
                    search.least(&plain, &own, &|one| Some(-end(one)?.1.to_f64()));
                }
            }
        }
    } else {
        search.every(&all);
    }
    let known = search.known.into_inner();
    Ok(AtEnds {
        corners: known.into_values().collect::<Result<_>>()?,
        searched,
    })
}

/// Sets the ranges of lines to what the ledgers at the ends say; a line without an amount at one of them has none.
pub(super) fn set_ranges(now: &mut Ledger, at_ends: &AtEnds) {
    if at_ends.corners.is_empty() {
        return;
    }
    for line in now.lines.iter_mut().filter(|own| own.amount_low.is_some()) {
        let ends = at_ends.corners.iter().map(|one| one.line(&line.id));
        let ends: Option<Vec<(Amount, Amount)>> = ends.collect();
        let ends = ends.unwrap_or_default();
        line.amount_low = ends.iter().map(|(low, _)| *low).min();
        line.amount_high = ends.iter().map(|(_, high)| *high).max();
    }
}

/// Scenarios of the ledgers at the ends: the first, the last, the one with the lowest ROI and the one with the highest; of
/// those without ROI the first, where none has one.
pub(super) fn scenarios_of(now: &Ledger, at_ends: &AtEnds) -> Vec<Scenario> {
    let [first, .., last] = &at_ends.corners[..] else {
        return scenarios(now);
    };
    let by_roi = |name: &str, sign: f64| {
        let roi = |one: &&Corner| one.roi(name).map_or(f64::INFINITY, |roi| sign * roi);
        let all = at_ends.corners.iter();
        let least = all.min_by(|one, two| roi(one).total_cmp(&roi(two)));
        least?.scenario(name)
    };
    let all = [
        first.scenario("all low"),
        last.scenario("all high"),
        by_roi("worst", 1.0),
        by_roi("best", -1.0),
    ];
    all.into_iter().flatten().cloned().collect()
}
