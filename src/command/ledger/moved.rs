//! Figures that are weighed with others, and what becomes of a ledger where one of them is another figure: its entries
//! are replaced before the lines weigh them, as if somebody had written the other figure down.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Result;
use crate::report::ledger::{Exchanged, Input, LedgerInputs, Move, Origin};
use crate::schema::Amount;
use crate::time::Period;

use super::held::{Ask, Cut, Held, Piece};
use super::mean::{self, Weights};

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
    days: Period,
    /// The place of the line of value that multiplies it; `None` for costs, which always count.
    line: Option<usize>,
}

/// What an entry multiplies, and on how many days.
#[derive(Clone, Copy, Debug)]
struct Multiplied {
    amount: Amount,
    days: i64,
}

impl Entry {
    /// What of it enters the figures; `None` where its line does not count.
    fn entering(&self, lines: &[Option<Vec<Period>>]) -> Option<(Input, Multiplied)> {
        let covered = match self.line {
            None => &[],
            Some(line) => lines.get(line)?.as_ref()?.as_slice(),
        };
        let left = self.days.without_all(covered.iter().copied());
        let days = left.iter().map(Period::days).sum();
        let amount = self.amount.of_days(days, self.days.days());
        Some((self.input.clone(), Multiplied { amount, days }))
    }

    fn whole(&self) -> (Input, Multiplied) {
        let (amount, days) = (self.amount, self.days.days());
        (self.input.clone(), Multiplied { amount, days })
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
                self.add(&piece.input, part.fall.money, part.fall.days, Some(line));
            }
        }
        if ask.keys.contains(&ask.own) {
            self.means.insert(ask.own.to_owned());
        }
    }

    /// Notes an entry that costs multiply.
    pub fn note_cost(&mut self, input: &Input, amount: Amount, days: Period) {
        self.add(input, amount, days, None);
    }

    fn add(&mut self, input: &Input, amount: Amount, days: Period, line: Option<usize>) {
        let all = self.keys.entry(input.key.clone()).or_default();
        all.push(Entry {
            input: input.clone(),
            amount,
            days,
            line,
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
            let own: Vec<(Input, Multiplied)> = own.collect();
            match own.is_empty() {
                false => mean_of(&own),
                true => mean_of(&all.iter().map(Entry::whole).collect::<Vec<_>>()),
            }
        });
        given.moved = moved.collect();
        let means = self.means.iter();
        let others = means.filter(|key| !self.keys.contains_key(*key));
        given.means = others.cloned().collect();
        Ok(())
    }
}

/// The lowest, the base and the highest value.
pub(super) fn ends(input: &Input) -> [Amount; 3] {
    let (low, high) = input.range().unwrap_or((input.base, input.base));
    [low, input.base, high]
}

/// The entry of a key; where there are several, their mean by what they multiply.
fn mean_of(entries: &[(Input, Multiplied)]) -> Input {
    let mut input = entries[0].0.clone();
    if entries.iter().all(|(other, _)| ends(other) == ends(&input)) {
        return input;
    }
    let parts = entries.iter();
    let weights = Weights::of(parts.map(|(_, part)| (part.amount, part.days)));
    let mean = |end: usize| {
        let values = entries.iter().map(|(input, _)| ends(input)[end]);
        let (over, under) = weights.mean(&values.collect::<Vec<_>>())?;
        over.over(under)
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
    (input.origin, input.place) = (mean::origin(&all), mean::places(&all));
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
                    let supposed = |days: Period, known: &Input| Piece {
                        days,
                        input: Input {
                            weighs: Vec::new(),
                            quotients: Vec::new(),
                            made_of: Vec::new(),
                            origin: Origin::Formula("supposed by --what-if".into()),
                            ..known.clone().supposed(*value)
                        },
                    };
                    let on_record = shifts.record.and_then(|record| record.input(key));
                    match (own.is_empty(), on_record.or(stated.as_ref())) {
                        (false, _) => {
                            let each = own.iter();
                            let each = each.map(|piece| supposed(piece.days, &piece.input));
                            each.collect()
                        }
                        // What has no entry of its own has the figure on every day.
                        (true, Some(known)) => vec![supposed(given.period, known)],
                        (true, None) => continue,
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
