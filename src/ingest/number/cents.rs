//! Amounts to the cent: where a column never has three decimals, `1,200` may be thousands as somebody else writes them.

use super::DecimalMark;
use super::mark::{Leaning, leaning};

/// What the cells of one column of money say about its decimals.
#[derive(Clone, Copy, Debug, Default)]
pub struct Decimals {
    /// By mark, dot first: some cell has one or two decimals behind it, some cell more.
    few: [bool; 2],
    more: [bool; 2],
    /// Some cell has three digits behind its only mark.
    either: bool,
}

impl Decimals {
    /// Takes in a cell.
    pub fn observe(&mut self, text: &str) {
        match leaning(text) {
            Leaning::Nothing => {}
            Leaning::Either => self.either = true,
            Leaning::Only(mark) => {
                let which = usize::from(mark == DecimalMark::Comma);
                match behind(text, mark) {
                    None => {}
                    Some(1..=2) => self.few[which] = true,
                    Some(_) => self.more[which] = true,
                }
            }
        }
    }

    /// Whether the column is one of amounts to the cent under a mark, where these are all of its cells.
    pub fn are_cents(&self, mark: DecimalMark) -> bool {
        let which = usize::from(mark == DecimalMark::Comma);
        self.few[which] && !self.more[which]
    }

    /// Whether it may be one, where they are its first.
    pub fn may_be_cents(&self, mark: DecimalMark) -> bool {
        let which = usize::from(mark == DecimalMark::Comma);
        !self.more[which] && (self.few[which] || !self.either)
    }
}

/// Digits behind the decimal mark.
fn behind(text: &str, mark: DecimalMark) -> Option<usize> {
    let place = text.rfind(char::from(mark.byte()))?;
    let digits = text.as_bytes()[place + 1..].iter();
    Some(digits.take_while(|byte| byte.is_ascii_digit()).count())
}

/// Whether a cell ends in the mark and three digits, as far as one look tells.
#[inline]
pub fn ends_in_three(text: &[u8], mark: DecimalMark) -> bool {
    matches!(text, [.., point, _, _, _] if *point == mark.byte())
}

/// Whether a cell is a number under both marks, with three digits behind the only one that it has.
pub fn may_be_thousands(text: &str, mark: DecimalMark) -> bool {
    behind(text, mark) == Some(3) && leaning(text) == Leaning::Either
}
