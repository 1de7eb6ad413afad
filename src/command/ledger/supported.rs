//! How well a line is supported on which days: by the entry that holds on them, whatever the other days rest on.

use crate::report::ledger::Input;
use crate::schema::Grade;
use crate::time::Period;

use super::held::{Ask, Held, Piece, overlay};
use super::mean;

impl Piece {
    /// Its days on which it is as good as a grade.
    pub(super) fn graded(&self, most: Grade) -> Vec<Period> {
        let is_good = |grade: Option<Grade>| grade.is_some_and(|grade| grade <= most);
        match &self.input.grades[..] {
            [] if is_good(self.input.grade) => vec![self.days],
            [] => Vec::new(),
            grades => {
                let good = grades.iter().filter(|(_, grade)| is_good(Some(*grade)));
                let own = good.filter_map(|(days, _)| self.days.overlap(days));
                own.collect()
            }
        }
    }
}

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
        let bare = period.without_all(chain.iter().map(|piece| piece.days));
        let mut found: Vec<(Period, Grade)> = Vec::new();
        found.extend(bare.into_iter().map(|days| (days, ask.grade)));
        for piece in &chain {
            let graded = |input: &Input| match input.stood_in_full {
                true => Some(ask.grade),
                false => mean::grade(input, ask.grade),
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
}
