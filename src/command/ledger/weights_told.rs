//! What a weighted figure is made of, in sentences: which figure held on which days, and what falls into them.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::ledger::{Exchanged, Input, InputKind, LedgerInputs, grouped};
use crate::schema::Amount;
use crate::time::{Calendar, Period};

use super::fall::Fall;
use super::held::{Ask, Cut, Piece};
use super::mean::Weights;

/// Of each piece its figure, its days and what falls into them; where several are weighted.
pub fn made_of(ask: &Ask<'_>, chain: &[Piece], parts: &[Cut], currency: &str) -> Vec<String> {
    let mut found: BTreeMap<Option<usize>, (Amount, Vec<Period>, Amount)> = BTreeMap::new();
    for part in parts {
        let value = part.value(chain);
        let own = found
            .entry(part.piece)
            .or_insert((value, Vec::new(), Amount::ZERO));
        lengthen(&mut own.1, part.fall.days);
        own.2 += part.fall.money;
    }
    if found.len() < 2 {
        return Vec::new();
    }
    let sentences = found.into_iter().map(|(piece, (value, days, money))| {
        let whence = match piece {
            Some(at) => bracketed(&chain[at].input),
            None => format!(" (no entry: {})", ask.bare),
        };
        let money = match ask.of_what {
            None => format!("{} {currency}", grouped(money, 2)),
            Some(what) if money == money.rounded(0) => format!("{} {what}", grouped(money, 0)),
            Some(what) => format!("{} {what}", grouped(money, 2)),
        };
        format!(
            "{value} of {} on {}{whence}",
            money.trim_end(),
            days_told(&days)
        )
    });
    sentences.collect()
}

/// What was stated in another currency, and where it stands, in brackets.
fn bracketed(input: &Input) -> String {
    let stated = input.exchanged.as_ref().map(Exchanged::told);
    let parts = stated.into_iter().chain(input.place.clone());
    let parts: Vec<String> = parts.collect();
    match &parts[..] {
        [] => String::new(),
        parts => format!(" ({})", parts.join("; ")),
    }
}

/// Stretches of days in words.
pub(super) fn days_told(days: &[Period]) -> String {
    let days = days.iter().map(|days| days.told(Calendar::Gregorian));
    days.collect::<Vec<_>>().join(", ")
}

/// Adds days to stretches: to the last one where they follow it, nowhere where one has them.
pub(super) fn lengthen(stretches: &mut Vec<Period>, days: Period) {
    let is_known = stretches.iter().any(|known| known.covers(&days));
    match stretches.last_mut() {
        Some(last) if last.end.succ_opt() == Some(days.start) => last.end = days.end,
        _ if is_known => {}
        _ => stretches.push(days),
    }
}

/// Sentences about a figure that is weighted: of what, and about days that have none.
pub fn tell(
    ask: &Ask<'_>,
    key: &str,
    input: &Input,
    parts: &[Cut],
    chain: &[Piece],
    given: &mut LedgerInputs,
) {
    let told = |days: &Period| days.told(Calendar::Gregorian);
    let is_tested = |piece: &Piece| piece.input.kind == InputKind::Experiment;
    let mixes = chain.iter().any(is_tested) && !chain.iter().all(is_tested);
    let figures: BTreeSet<usize> = parts.iter().filter_map(|part| part.piece).collect();
    let mut figures = figures.into_iter().map(|at| &chain[at].input);
    let first = figures.next();
    if figures.any(|other| Some(other) != first) {
        let how = match Weights::of_parts(parts).by_days {
            false => "weighted by what it multiplies",
            true => "weighted by days, as what it multiplies sums to nothing,",
        };
        let each: Vec<String> = chain
            .iter()
            .map(|piece| {
                let rests = match (mixes, is_tested(piece)) {
                    (false, _) => "",
                    (true, true) => " (tested)",
                    (true, false) => " (assumed)",
                };
                let base = piece.input.base.short();
                format!("{base} on {}{rests}", told(&piece.days))
            })
            .collect();
        given.settings.notes.push(format!(
            "{key}: {}; {how} to {} ({})",
            each.join(", "),
            input.base.short(),
            input.place.as_deref().unwrap_or_default()
        ));
    }
    let mut bare: Vec<Period> = Vec::new();
    for part in parts.iter().filter(|part| part.piece.is_none()) {
        lengthen(&mut bare, part.fall.days);
    }
    if !bare.is_empty() {
        let days: Vec<String> = bare.iter().map(told).collect();
        let tested = chain.iter().filter(|piece| is_tested(piece));
        let tested: Vec<String> = tested.map(|piece| told(&piece.days)).collect();
        let tested = match tested.is_empty() {
            true => String::new(),
            false => format!(
                "; the test counts on {}, and the grade is that of the weaker days",
                tested.join(", ")
            ),
        };
        given.settings.notes.push(format!(
            "{key}: no entry holds on {}: {}{tested}",
            days.join(", "),
            ask.bare
        ));
    }
    if parts.iter().any(|part| part.by_days) {
        given.settings.notes.push(format!(
            "{key}: amounts of several days that cross the days of an entry are shared out by days"
        ));
    }
}

/// That no mean of a figure makes of what it multiplies, which sums to nothing, what its entries make on their days.
pub fn tell_lost(key: &str, after: &[Fall], given: &mut LedgerInputs) {
    let made: Amount = after.iter().map(|fall| fall.money).sum();
    if made != Amount::ZERO {
        given.settings.notes.push(format!(
            "{key}: what it multiplies sums to nothing, though by its figures on their days it comes to {made}, which no line counts"
        ));
    }
}
