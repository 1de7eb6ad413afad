//! Figures that are weighed with others, and what becomes of a ledger where one of them is another figure: its entries
//! are replaced before the lines weigh them, as if somebody had written the other figure down.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Result;
use crate::report::ledger::{Exchanged, Input, LedgerInputs, Move, Origin, Weighed};
use crate::schema::Amount;
use crate::time::Period;

use super::held::{self, Ask, Cut, Held, Piece};

/// Figures to move, and the ledger in which none is moved.
#[derive(Clone, Copy, Default)]
pub struct Shifts<'s> {
    /// By their keys.
    pub moves: &'s [(String, Move)],
    /// It has the means under their keys.
    pub record: Option<&'s LedgerInputs>,
}

/// An entry, and what it multiplies.
#[derive(Clone, Debug)]
struct Entry {
    input: Input,
    amount: Amount,
    /// The place of the line of value that multiplies it, and its days; `None` for costs, which always count.
    of_line: Option<(usize, Period)>,
}

impl Entry {
    /// What of it enters the figures; `None` where its line does not count.
    fn entering(&self, lines: &[Option<Vec<Period>>]) -> Option<(Input, Amount)> {
        let amount = match self.of_line {
            None => self.amount,
            Some((line, days)) => {
                let covered = lines.get(line)?.as_ref()?;
                let left = days.without_all(covered.iter().copied());
                let left = left.iter().map(Period::days).sum();
                self.amount.of_days(left, days.days())
            }
        };
        Some((self.input.clone(), amount))
    }
}

/// Which figures are weighed with others.
#[derive(Clone, Debug, Default)]
pub struct Mixes {
    /// Of each key the entries that lines and costs weigh.
    keys: BTreeMap<String, Vec<Entry>>,
    /// Keys of means that somebody could give a figure of their own.
    means: BTreeSet<String>,
}

impl Mixes {
    /// Notes the entries of a mean, which the line at that place takes.
    pub(super) fn note(&mut self, ask: &Ask<'_>, chain: &[Piece], parts: &[Cut], line: usize) {
        for part in parts {
            if let Some(piece) = part.piece.map(|at| &chain[at]) {
                let of_line = Some((line, part.fall.days));
                self.add(&piece.input, part.fall.money, of_line);
            }
        }
        if ask.keys.contains(&ask.own) {
            self.means.insert(ask.own.to_owned());
        }
    }

    /// Notes an entry that costs multiply.
    pub fn note_cost(&mut self, input: &Input, amount: Amount) {
        self.add(input, amount, None);
    }

    fn add(&mut self, input: &Input, amount: Amount, of_line: Option<(usize, Period)>) {
        let all = self.keys.entry(input.key.clone()).or_default();
        all.push(Entry {
            input: input.clone(),
            amount,
            of_line,
        });
    }

    /// Hands the figures to the ledger, each as the mean of its own entries: of those that enter a figure, and where none
    /// does, of all. What counts is known once the ledger is complete.
    ///
    /// # Errors
    /// A sum that is too large.
    pub fn tell(&self, given: &mut LedgerInputs) -> Result<()> {
        if self.keys.is_empty() && self.means.is_empty() {
            return Ok(());
        }
        let lines = given.counting()?;
        let moved = self.keys.values().map(|all| {
            let own = all.iter().filter_map(|entry| entry.entering(&lines));
            let own: Vec<(Input, Amount)> = own.collect();
            match own.is_empty() {
                false => mean(&own),
                true => {
                    let all = all.iter().map(|entry| (entry.input.clone(), entry.amount));
                    mean(&all.collect::<Vec<_>>())
                }
            }
        });
        given.moved = moved.collect();
        let means = self.means.iter();
        let others = means.filter(|key| !self.keys.contains_key(*key));
        given.means = others.cloned().collect();
        Ok(())
    }
}

/// The entries of a mean, each with its part of what the mean multiplies; by days where that sums to nothing.
pub(super) fn weighed(chain: &[Piece], parts: &[Cut]) -> Vec<Weighed> {
    let by_money = parts.iter().map(|part| part.fall.money).sum::<Amount>() != Amount::ZERO;
    let weight = |part: &Cut| match by_money {
        true => part.fall.money.to_f64(),
        false => part.fall.days.days() as f64,
    };
    let whole: f64 = parts.iter().map(weight).sum();
    let own = parts.iter().filter_map(|part| {
        let input = &chain[part.piece?].input;
        Some(Weighed {
            key: input.key.clone(),
            share: weight(part) / whole,
            ends: ends(input),
        })
    });
    own.collect()
}

/// The lowest, the base and the highest value.
fn ends(input: &Input) -> [Amount; 3] {
    let (low, high) = input.range().unwrap_or((input.base, input.base));
    [low, input.base, high]
}

/// The entry of a key; where there are several, their mean by what they multiply.
fn mean(entries: &[(Input, Amount)]) -> Input {
    let mut input = entries[0].0.clone();
    if entries.iter().all(|(other, _)| ends(other) == ends(&input)) {
        return input;
    }
    let whole: Amount = entries.iter().map(|(_, money)| *money).sum();
    let mean = |end: usize| {
        let first = ends(&entries[0].0)[end];
        if entries.iter().all(|(input, _)| ends(input)[end] == first) {
            return Some(first);
        }
        let parts = entries.iter();
        let parts = parts.map(|(input, money)| ends(input)[end].times_ratio(*money, whole));
        parts.sum::<Option<Amount>>()
    };
    if let (Some(low), Some(base), Some(high)) = (mean(0), mean(1), mean(2)) {
        let has_range = entries.iter().any(|(input, _)| input.range().is_some());
        input.base = base;
        (input.low, input.high) = (
            Some(low).filter(|_| has_range),
            Some(high).filter(|_| has_range),
        );
    }
    let all: Vec<&Input> = entries.iter().map(|(input, _)| input).collect();
    (input.origin, input.place) = (held::origin(&all), held::places(&all));
    let stated = all.iter().map(|input| input.exchanged.as_ref());
    input.exchanged = Exchanged::of_all(input.base, stated);
    input
}

impl Held {
    /// Moves figures before the lines take them.
    pub fn shift(&mut self, shifts: &Shifts<'_>, given: &mut LedgerInputs) {
        for (key, shift) in shifts.moves {
            let own = self.of(key).to_vec();
            let stated = given.input(key).cloned();
            let all = match shift {
                Move::To(value) => {
                    let on_record = shifts.record.and_then(|record| record.input(key));
                    let known = on_record.cloned().or_else(|| stated.clone());
                    let known = known.or_else(|| own.first().map(|piece| piece.input.clone()));
                    let Some(known) = known else { continue };
                    let input = Input {
                        weighs: Vec::new(),
                        quotients: Vec::new(),
                        made_of: Vec::new(),
                        origin: Origin::Formula("supposed by --what-if".into()),
                        ..at(&known, *value)
                    };
                    // What has no entry of its own has the figure on every day.
                    if own.is_empty() {
                        let days = given.period;
                        vec![Piece { days, input }]
                    } else {
                        let each = own.iter().map(|piece| Piece {
                            days: piece.days,
                            // As well supported as what it takes the place of.
                            input: Input {
                                kind: piece.input.kind,
                                grade: piece.input.grade,
                                grades: piece.input.grades.clone(),
                                ..input.clone()
                            },
                        });
                        each.collect()
                    }
                }
                Move::Low => shifted(&own, |input| input.low),
                Move::High => shifted(&own, |input| input.high),
            };
            // What stands under the key is one of its entries.
            let stands = own
                .iter()
                .position(|piece| Some(&piece.input) == stated.as_ref());
            let place = match own.is_empty() {
                true => Some(0),
                false => stands,
            };
            if let Some(piece) = place.and_then(|at| all.get(at)) {
                given.remove(key);
                given.inputs.push(piece.input.clone());
            }
            self.hold(key, all);
        }
    }
}

/// Every entry at an end of its range.
fn shifted(own: &[Piece], end: impl Fn(&Input) -> Option<Amount>) -> Vec<Piece> {
    let pieces = own.iter().map(|piece| Piece {
        days: piece.days,
        input: at(&piece.input, end(&piece.input).unwrap_or(piece.input.base)),
    });
    pieces.collect()
}

/// The input at another value, about which nobody documented a range.
fn at(input: &Input, value: Amount) -> Input {
    Input {
        base: value,
        low: None,
        high: None,
        exchanged: None,
        ..input.clone()
    }
}
