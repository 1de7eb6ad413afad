//! Figures of the project by the days that they hold for. Where one changes within a period, each line weighs its
//! entries by what it multiplies on the days of each, so that a ledger of a quarter is the sum of those of its months.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Error, Result};
use crate::report::ledger::{Input, LedgerInputs, Move};
use crate::schema::{Amount, Grade};
use crate::time::Period;

use super::fall::Fall;
use super::mean::{Weights, mixed};
use super::moved::{Mixes, Shifts};
use super::weights_told::{tell, tell_lost};

/// A figure on days that it holds for.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The days, within the period of the ledger.
    pub days: Period,
    /// The figure.
    pub input: Input,
}

/// Figures that change within the period, or hold for a part of it.
#[derive(Clone, Debug, Default)]
pub struct Held {
    pub(super) pieces: BTreeMap<String, Vec<Piece>>,
    /// Keys that lines took.
    taken: BTreeSet<String>,
    /// Which of them are weighed with others.
    pub(super) mixes: Mixes,
    /// Keys under which an input stands until a line weighs the entries.
    stand_ins: BTreeSet<String>,
    /// What is supposed of figures.
    moves: Vec<(String, Move)>,
}

/// What a line asks for.
pub struct Ask<'a> {
    /// Keys whose figure it takes, the first one that holds on a day before the others.
    pub keys: &'a [&'a str],
    /// The key of a figure that is weighted for it.
    pub own: &'a str,
    /// The key of the figure under which that is supposed, where it is not its own.
    pub of: Option<&'a str>,
    /// The grade of a line whose credit is taken in full.
    pub grade: Grade,
    /// What happens on days without a figure, in words: it is one on them. No line keeps days without one that it needs.
    pub bare: &'a str,
    /// What it multiplies, in words; money of the ledger where nobody says.
    pub of_what: Option<&'a str>,
}

/// The pieces, and behind them what the others have on the days that they leave.
pub fn overlay(first: Vec<Piece>, others: Vec<Piece>) -> Vec<Piece> {
    let mut all = first.clone();
    for piece in others {
        let left = first.iter().fold(vec![piece.days], |left, known| {
            let days = left.iter().flat_map(|days| days.without(&known.days));
            days.collect()
        });
        all.extend(left.into_iter().map(|days| Piece {
            days,
            input: piece.input.clone(),
        }));
    }
    all.sort_by_key(|piece| piece.days);
    all
}

impl Held {
    /// Nothing yet; these figures are other ones.
    pub fn moving(shifts: &Shifts<'_>) -> Self {
        Self {
            moves: shifts.moves.to_vec(),
            ..Self::default()
        }
    }

    /// What is supposed of a figure.
    pub fn supposed(&self, key: &str) -> Option<Move> {
        let mut moves = self.moves.iter();
        moves.find(|(known, _)| known == key).map(|(_, to)| *to)
    }

    /// That an input of the key stands for its entries.
    pub fn stands_in(&mut self, key: &str) {
        self.stand_ins.insert(key.to_owned());
    }

    /// Whether a line takes the key.
    pub fn takes(&self, key: &str) -> bool {
        self.taken.contains(key)
    }

    /// That the input of the key is used as it is.
    pub fn keep(&mut self, key: &str) {
        self.stand_ins.remove(key);
    }

    /// Says what a key is on which days.
    pub fn hold(&mut self, key: &str, pieces: Vec<Piece>) {
        self.pieces.insert(key.to_owned(), pieces);
    }

    /// What a key is on which days; nothing for one that was never said.
    pub fn of(&self, key: &str) -> &[Piece] {
        self.pieces.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether a key has more than one figure in the period, or none on some of its days.
    pub fn changes(&self, key: &str, period: &Period) -> bool {
        match self.of(key) {
            [] => false,
            [one] => !one.days.covers(period),
            _ => true,
        }
    }

    /// Whether a line took a figure of the key.
    pub fn is_taken(&self, key: &str) -> bool {
        self.taken.contains(key)
    }

    /// The key of a line's figure, `None` where none of the keys has one; and what falls into which days after it.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn weighted(
        &mut self,
        ask: &Ask<'_>,
        falls: Vec<Fall>,
        given: &mut LedgerInputs,
    ) -> Result<(Option<String>, Vec<Fall>)> {
        let chain = self.chain(ask);
        let taken = chain.iter().map(|piece| piece.input.key.clone());
        self.taken.extend(taken);
        match &chain[..] {
            [] => return Ok((None, falls)),
            [one] if one.days.covers(&given.period) => {
                return Ok((Some(one.input.key.clone()), falls));
            }
            _ => {}
        }
        let parts = cut(&falls, &chain)?;
        let is_bare = !parts.is_empty() && parts.iter().all(|part| part.piece.is_none());
        if is_bare && given.input(ask.own).is_none() {
            return Ok((None, falls));
        }
        // The line is put behind those that there are.
        self.mixes.note(ask, &chain, &parts, given.lines.len());
        let input = mixed(ask, &chain, &parts, given)?;
        let known = given.named(ask.own);
        // The entry of most days stands under the name until a line weighs it.
        let stands_in = known.is_some() && self.stand_ins.remove(ask.own);
        let told = |own: &Input| {
            (
                own.base,
                own.low,
                own.high,
                own.place.clone(),
                own.weighs.clone(),
            )
        };
        let is_same = known.is_some_and(|own| told(own) == told(&input));
        let input = match ask.of {
            Some(whole) => input.going_by(whole),
            None => input,
        };
        let key = match (is_same, stands_in) {
            (true, false) => ask.own.to_owned(),
            (_, true) => {
                given.remove(ask.own);
                given.inputs.push(input.clone());
                ask.own.to_owned()
            }
            (false, false) => given.add_to(input.clone()),
        };
        if !is_same || stands_in {
            tell(ask, &key, &input, &parts, &chain, given);
        }
        let after = parts.iter().map(|part| {
            let value = part.value(&chain);
            let after = part.fall.map(|amount| amount.times(value));
            after.ok_or_else(|| too_large(ask.own))
        });
        let after = after.collect::<Result<Vec<Fall>>>()?;
        if Weights::of_parts(&parts).by_days {
            tell_lost(&key, &after, given);
        }
        Ok((Some(key), after))
    }
}

pub(super) fn too_large(key: &str) -> Error {
    Error::TooLarge {
        what: format!("what {key} multiplies"),
    }
}

/// What falls into days on which one piece holds, or none.
pub(super) struct Cut {
    pub(super) fall: Fall,
    pub(super) piece: Option<usize>,
    /// It was shared out by days, as nothing says what of it is of which day.
    pub(super) by_days: bool,
}

impl Cut {
    /// The figure of the piece; what no piece holds for counts in full.
    pub(super) fn value(&self, chain: &[Piece]) -> Amount {
        self.piece
            .map_or(Amount::whole(1), |at| chain[at].input.base)
    }
}

/// Shares what falls into days out among the pieces that hold on them, by days where it crosses a border.
fn cut(falls: &[Fall], chain: &[Piece]) -> Result<Vec<Cut>> {
    let mut cuts = Vec::new();
    for fall in falls {
        let mut left = vec![fall.days];
        let mut stretches: Vec<(Period, Option<usize>)> = Vec::new();
        for (at, piece) in chain.iter().enumerate() {
            if let Some(common) = fall.days.overlap(&piece.days) {
                stretches.push((common, Some(at)));
                left = left.iter().flat_map(|days| days.without(&common)).collect();
            }
        }
        stretches.extend(left.into_iter().map(|days| (days, None)));
        stretches.sort();
        let all = Amount::whole(fall.days.days());
        let mut rest = *fall;
        let last = stretches.len().saturating_sub(1);
        for (at, (days, piece)) in stretches.into_iter().enumerate() {
            let share = |amount: Amount| amount.times(Amount::whole(days.days()))?.over(all);
            let part = match at == last {
                true => Some(rest),
                false => fall.map(share),
            };
            let part = part.ok_or_else(|| too_large(&format!("amounts of {days}")))?;
            rest = rest.less(&part);
            cuts.push(Cut {
                fall: Fall { days, ..part },
                piece,
                by_days: last > 0,
            });
        }
    }
    Ok(cuts)
}
