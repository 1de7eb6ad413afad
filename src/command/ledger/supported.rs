//! How well a line is supported on which days: by the entry that holds on them, whatever the other days rest on.

use crate::report::ledger::Input;
use crate::schema::Grade;
use crate::time::Period;

use super::held::{Ask, Held, Piece, overlay};
use super::mean;

impl Held {
    /// The entries that a line takes: what is documented first, of whichever key, and of each kind the first key that holds on
    /// a day.
    pub(super) fn chain(&self, ask: &Ask<'_>) -> Vec<Piece> {
        let mut chain: Vec<Piece> = Vec::new();
        for is_documented in [true, false] {
            for key in ask.keys {
                let mut own = self.of(key).to_vec();
                own.retain(|piece| piece.input.origin.is_traceable() == is_documented);
                chain = overlay(chain, own);
            }
        }
        chain
    }

    /// The grades of a line of credit by days, where entries say anything of them; days without one are those of a credit
    /// taken in full, and so are days on which something is supposed in the place of that.
    pub fn grades(&self, ask: &Ask<'_>, period: &Period) -> Vec<(Period, Grade)> {
        let chain = self.chain(ask);
        if chain.is_empty() {
            return Vec::new();
        }
        by_days(&chain, ask.grade, period)
    }
}

/// The same of the mean of some entries, where it is not the same on all days. What is supposed is an assumption.
pub(super) fn support_by_days(
    chain: &[Piece],
    in_full: Grade,
    period: &Period,
) -> Vec<(Period, Grade)> {
    let mut chain = chain.to_vec();
    for piece in &mut chain {
        piece.input.stood_in_full = false;
    }
    let found = by_days(&chain, in_full, period);
    let is_one = found.windows(2).all(|pair| pair[0].1 == pair[1].1);
    if is_one { Vec::new() } else { found }
}

/// The grades of what entries say by days. `in_full` is that of days without one.
fn by_days(chain: &[Piece], in_full: Grade, period: &Period) -> Vec<(Period, Grade)> {
    let bare = period.without_all(chain.iter().map(|piece| piece.days));
    let mut found: Vec<(Period, Grade)> = Vec::new();
    found.extend(bare.into_iter().map(|days| (days, in_full)));
    for piece in chain {
        let graded = |input: &Input| match input.stood_in_full {
            true => Some(in_full),
            false => mean::grade(input, in_full),
        };
        let own = |(days, of): (Period, Grade)| {
            let input = Input {
                grade: Some(of).filter(|of| *of != Grade::D1),
                ..piece.input.clone()
            };
            Some((piece.days.overlap(&days)?, graded(&input)?))
        };
        match &piece.input.grades[..] {
            [] => found.extend(graded(&piece.input).map(|of| (piece.days, of))),
            grades => found.extend(grades.iter().copied().filter_map(own)),
        }
    }
    found.sort();
    found
}
