//! Figures of the project by the days that they hold for. Where one changes within a period, each line weighs its
//! entries by what it multiplies on the days of each, so that a ledger of a quarter is the sum of those of its months.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Error, Result};
use crate::report::ledger::{Document, Exchanged, Input, InputKind, LedgerInputs, Move, Origin};
use crate::schema::{Amount, Grade};
use crate::time::Period;

use super::fall::Fall;
use super::moved::{self, Mixes, Shifts};
use super::weights_told::{made_of, tell};

/// A figure on days that it holds for.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The days, within the period of the ledger.
    pub days: Period,
    /// The figure.
    pub input: Input,
}

/// What a figure is on days on which no entry holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// One: what it multiplies counts in full.
    Full(&'static str),
    /// Nothing, as a ledger of those days alone would refuse the line.
    Nothing,
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
    /// The grade of a line whose credit is taken in full.
    pub grade: Grade,
    /// What days without a figure are.
    pub gap: Gap,
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
        if is_bare && ask.gap != Gap::Nothing && given.input(ask.own).is_none() {
            return Ok((None, falls));
        }
        // The line is put behind those that there are.
        self.mixes.note(ask, &chain, &parts, given.lines.len());
        let input = mixed(ask, &chain, &parts, given)?;
        let known = given.input(ask.own);
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
        let key = match (known, stands_in) {
            (Some(_), false) if !is_same => given.free_key(ask.own),
            _ => ask.own.to_owned(),
        };
        if stands_in {
            given.remove(&key);
        }
        if given.input(&key).is_none() {
            tell(ask, &key, &input, &parts, &chain, given);
            given.inputs.push(Input {
                key: key.clone(),
                ..input
            });
        }
        let after = parts.into_iter().map(|part| {
            let value = part.value(&chain, ask.gap);
            let after = part.fall.map(|amount| amount.times(value));
            after.ok_or_else(|| too_large(ask.own))
        });
        Ok((Some(key), after.collect::<Result<_>>()?))
    }
}

fn too_large(key: &str) -> Error {
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
    pub(super) fn value(&self, chain: &[Piece], gap: Gap) -> Amount {
        match (self.piece, gap) {
            (Some(at), _) => chain[at].input.base,
            (None, Gap::Full(_)) => Amount::whole(1),
            (None, Gap::Nothing) => Amount::ZERO,
        }
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

/// The mean of the pieces, weighted by what falls into the days of each; by days where that sums to nothing.
fn mixed(ask: &Ask<'_>, chain: &[Piece], parts: &[Cut], given: &LedgerInputs) -> Result<Input> {
    let too_large = || too_large(ask.own);
    let amounts = parts.iter().map(|part| part.fall.money);
    Amount::size_of_all(amounts).ok_or_else(too_large)?;
    let whole: Amount = parts.iter().map(|part| part.fall.money).sum();
    let exact = |value: &dyn Fn(&Input) -> Amount| -> Option<(Amount, Amount)> {
        let of = |part: &Cut| match part.piece {
            Some(at) => value(&chain[at].input),
            None => part.value(chain, ask.gap),
        };
        let first = parts.first().map(of)?;
        if parts.iter().all(|part| of(part) == first) {
            return Some((first, Amount::whole(1)));
        }
        let mut sum = Amount::ZERO;
        for part in parts {
            let weight = match whole {
                Amount::ZERO => Amount::whole(part.fall.days.days()),
                _ => part.fall.money,
            };
            sum = sum.plus(weight.times(of(part))?)?;
        }
        match whole {
            Amount::ZERO => {
                let days: i64 = parts.iter().map(|part| part.fall.days.days()).sum();
                Some((sum, Amount::whole(days)))
            }
            whole => Some((sum, whole)),
        }
    };
    let mean = |value: &dyn Fn(&Input) -> Amount| {
        let (over, under) = exact(value)?;
        over.over(under)
    };
    let (over, under) = match parts.is_empty() {
        true => (chain[0].input.base, Amount::whole(1)),
        false => exact(&|input| input.base).ok_or_else(too_large)?,
    };
    let base = over.over(under).ok_or_else(too_large)?;
    let used: Vec<&Piece> = chain
        .iter()
        .enumerate()
        .filter(|(at, _)| parts.iter().any(|part| part.piece == Some(*at)))
        .map(|(_, piece)| piece)
        .collect();
    let used = match used.is_empty() {
        true => chain.iter().collect(),
        false => used,
    };
    let has_gap = parts.iter().any(|part| part.piece.is_none());
    let figures: Vec<&Input> = used.iter().map(|piece| &piece.input).collect();
    let mut input = Input::assumption(ask.own, base, origin(&figures));
    input.weighs = moved::weighed(chain, parts);
    if under != Amount::whole(1) {
        input = input.quotient_of(over, under);
    }
    if used.iter().any(|piece| piece.input.range().is_some()) {
        let end = |one: &Input, end: Option<Amount>| end.unwrap_or(one.base);
        let low = mean(&|one| end(one, one.low)).unwrap_or(base);
        let high = mean(&|one| end(one, one.high)).unwrap_or(base);
        (input.low, input.high) = (Some(low.min(high)), Some(high.max(low)));
    }
    let grades = used
        .iter()
        .filter_map(|piece| grade(&piece.input, ask.grade));
    let of_gap = has_gap.then_some(ask.grade);
    let is_measured = |piece: &&Piece| piece.input.kind == InputKind::Experiment;
    if !has_gap && !used.is_empty() && used.iter().all(is_measured) {
        input.kind = InputKind::Experiment;
    }
    // An assumption like any other needs no grade of its own; that a mean is one is nobody's word.
    let stated = used.iter().any(|piece| piece.input.grade.is_some()) || input.is_implied();
    input.grade = Grade::weakest(grades.chain(of_gap)).filter(|_| stated || has_gap);
    input.unit = used
        .first()
        .map_or_else(String::new, |piece| piece.input.unit.clone());
    input.place = places(&figures);
    input.made_of = made_of(ask, chain, parts, &given.currency);
    // A mean with days that have no price is no mean of rates.
    if !has_gap {
        let stated = figures.iter().map(|input| input.exchanged.as_ref());
        input.exchanged = Exchanged::of_all(base, stated);
    }
    let words = ask.own.replace('_', " ");
    input.title = format!("{words}, weighted over {}", given.period);
    Ok(input)
}

/// Between the places of the entries that a figure is weighted of.
pub const PLACES: &str = ", ";

/// The grade of a piece: its own, that of what it multiplies where it says one, else that of an assumption.
pub(super) fn grade(input: &Input, measured: Grade) -> Option<Grade> {
    match (input.grade, input.kind) {
        (Some(grade), _) => Some(grade),
        (None, _) if input.is_implied() => Some(measured),
        (None, InputKind::Measured | InputKind::Implicit) => Some(measured),
        (None, InputKind::Assumption | InputKind::Experiment) => Some(Grade::D1),
    }
}

/// The places of all of them.
pub(super) fn places(inputs: &[&Input]) -> Option<String> {
    let own = inputs.iter().filter_map(|input| input.place.as_deref());
    let own: BTreeSet<&str> = own.collect();
    let own: Vec<&str> = own.into_iter().collect();
    (!own.is_empty()).then(|| own.join(PLACES))
}

/// Sources and owners of all of them; without one of an entry there is none of the whole.
pub(super) fn origin(inputs: &[&Input]) -> Origin {
    let (mut sources, mut owners, mut date) = (Vec::new(), Vec::new(), None);
    for input in inputs {
        let Origin::Document(own) = &input.origin else {
            continue;
        };
        if !own.is_complete() {
            return Origin::Document(Document::default());
        }
        for (all, one) in [(&mut sources, &own.source), (&mut owners, &own.owner)] {
            if !all.contains(one) {
                all.push(one.clone());
            }
        }
        date = date.max(own.date);
    }
    // What is supposed rests on nobody's word.
    if let (true, Some(one)) = (sources.is_empty(), inputs.first()) {
        return one.origin.clone();
    }
    Origin::document(sources.join("; "), owners.join("; "), date)
}
