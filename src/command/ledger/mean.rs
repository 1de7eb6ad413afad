//! The mean of the entries of a figure: one weight for all that is weighed, what the figure multiplies.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::report::ledger::{Document, Exchanged, Input, InputKind, LedgerInputs, Origin, Weighed};
use crate::schema::{Amount, Grade};

use super::held::{Ask, Cut, Piece, too_large};
use super::moved::ends;
use super::weights_told::made_of;

/// How much each of several figures weighs in their mean: what it multiplies; its days where that sums to nothing.
pub(super) struct Weights {
    each: Vec<Amount>,
    whole: Amount,
    /// Days weigh.
    pub by_days: bool,
}

impl Weights {
    /// Of what each multiplies, and on how many days.
    pub fn of(parts: impl Iterator<Item = (Amount, i64)>) -> Self {
        let (amounts, days): (Vec<Amount>, Vec<i64>) = parts.unzip();
        let by_days = amounts.iter().copied().sum::<Amount>() == Amount::ZERO;
        let each = match by_days {
            true => days.into_iter().map(Amount::whole).collect(),
            false => amounts,
        };
        Self {
            whole: each.iter().copied().sum(),
            each,
            by_days,
        }
    }

    /// Those of what falls into the days of pieces.
    pub fn of_parts(parts: &[Cut]) -> Self {
        Self::of(
            parts
                .iter()
                .map(|part| (part.fall.money, part.fall.days.days())),
        )
    }

    /// The mean of values as a quotient, over one where they are all alike; `None` without any, and where 128 bits are too
    /// few.
    pub fn mean(&self, values: &[Amount]) -> Option<(Amount, Amount)> {
        let first = *values.first()?;
        if values.iter().all(|value| *value == first) {
            return Some((first, Amount::whole(1)));
        }
        let mut sum = Amount::ZERO;
        for (weight, value) in self.each.iter().zip(values) {
            sum = sum.plus(weight.times(*value)?)?;
        }
        Some((sum, self.whole))
    }
}

/// The entries of a mean, each with its part of what the mean multiplies.
fn weighed(chain: &[Piece], parts: &[Cut]) -> Vec<Weighed> {
    let weights = Weights::of_parts(parts);
    let own = parts
        .iter()
        .zip(&weights.each)
        .filter_map(|(part, weight)| {
            let input = &chain[part.piece?].input;
            Some(Weighed {
                key: input.key.clone(),
                share: weight.to_f64() / weights.whole.to_f64(),
                ends: ends(input),
            })
        });
    own.collect()
}

/// The mean of the pieces, weighted by what falls into the days of each.
pub(super) fn mixed(
    ask: &Ask<'_>,
    chain: &[Piece],
    parts: &[Cut],
    given: &LedgerInputs,
) -> Result<Input> {
    let too_large = || too_large(ask.own);
    let weights = Weights::of_parts(parts);
    Amount::size_of_all(weights.each.iter().copied()).ok_or_else(too_large)?;
    let exact = |value: &dyn Fn(&Input) -> Amount| {
        let of = |part: &Cut| match part.piece {
            Some(at) => value(&chain[at].input),
            None => part.value(chain),
        };
        weights.mean(&parts.iter().map(of).collect::<Vec<_>>())
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
    input.weighs = weighed(chain, parts);
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
    // An assumption like any other needs no grade of its own.
    let stated = used.iter().any(|piece| piece.input.grade.is_some());
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
        _ if input.is_in_full() => Some(measured),
        (Some(grade), _) => Some(grade),
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
