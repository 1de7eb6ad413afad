//! What the cells of a file prove about its decimal mark.

use super::{DecimalMark, number};

/// Gathers, cell by cell, which decimal mark a file uses.
#[derive(Clone, Debug, Default)]
pub struct MarkEvidence {
    dot: Option<String>,
    comma: Option<String>,
    either: Option<String>,
}

/// What the cells seen so far say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Some cells read only with this mark, none only with the other.
    Mark(DecimalMark),
    /// No cell has a mark that matters.
    NoEvidence,
    /// Cells read both ways, such as `1.234`, and nothing decides.
    Ambiguous {
        /// The first such cell.
        sample: String,
    },
    /// Some cells read only with a dot and others only with a comma.
    Contradiction {
        /// The first cell that needs a decimal dot.
        dot: String,
        /// The first cell that needs a decimal comma.
        comma: String,
    },
}

/// What one cell proves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaning {
    Nothing,
    Only(DecimalMark),
    Either,
}

impl MarkEvidence {
    /// Takes in a cell; text that is no number proves nothing.
    pub fn observe(&mut self, text: &str) {
        if self.dot.is_some() && self.comma.is_some() {
            return;
        }
        let slot = match leaning(text) {
            Leaning::Nothing => return,
            Leaning::Only(DecimalMark::Dot) => &mut self.dot,
            Leaning::Only(DecimalMark::Comma) => &mut self.comma,
            Leaning::Either => &mut self.either,
        };
        if slot.is_none() {
            *slot = Some(text.to_owned());
        }
    }

    /// Adds what another part of the same file proved; samples of `self` go first.
    pub fn merge(&mut self, later: Self) {
        self.dot = self.dot.take().or(later.dot);
        self.comma = self.comma.take().or(later.comma);
        self.either = self.either.take().or(later.either);
    }

    /// What the cells say so far.
    pub fn verdict(&self) -> Verdict {
        match (&self.dot, &self.comma, &self.either) {
            (Some(dot), Some(comma), _) => Verdict::Contradiction {
                dot: dot.clone(),
                comma: comma.clone(),
            },
            (Some(_), None, _) => Verdict::Mark(DecimalMark::Dot),
            (None, Some(_), _) => Verdict::Mark(DecimalMark::Comma),
            (None, None, Some(sample)) => Verdict::Ambiguous {
                sample: sample.clone(),
            },
            (None, None, None) => Verdict::NoEvidence,
        }
    }
}

/// A cell proves the mark under which alone it reads; one that reads the same under both proves nothing.
pub(super) fn leaning(text: &str) -> Leaning {
    if let Some(leaning) = plain_leaning(text.as_bytes()) {
        return leaning;
    }
    match (
        number(text, DecimalMark::Dot),
        number(text, DecimalMark::Comma),
    ) {
        (Ok(dot), Ok(comma)) if dot == comma => Leaning::Nothing,
        (Ok(_), Ok(_)) => Leaning::Either,
        (Ok(_), Err(_)) => Leaning::Only(DecimalMark::Dot),
        (Err(_), Ok(_)) => Leaning::Only(DecimalMark::Comma),
        (Err(_), Err(_)) => Leaning::Nothing,
    }
}

/// The same for digits with at most one mark among them, without reading the number twice.
fn plain_leaning(text: &[u8]) -> Option<Leaning> {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    let whole = digits
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let (mark, fraction) = match digits.get(whole..)? {
        [] if whole > 0 => return Some(Leaning::Nothing),
        [b'.', fraction @ ..] => (DecimalMark::Dot, fraction),
        [b',', fraction @ ..] => (DecimalMark::Comma, fraction),
        _ => return None,
    };
    if fraction.is_empty() || digits.len() > 19 || !fraction.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let groups = (1..=3).contains(&whole) && digits[0] != b'0' && fraction.len() == 3;
    Some(if groups {
        Leaning::Either
    } else {
        Leaning::Only(mark)
    })
}
