//! Reads the text of a cell as an exact number, in the forms that exports write: `1,234.56`, `1.234,56 €`,
//! `45,67 %`, `(12.00)`, `۱٬۲۳۴٫۵`, `6.49E+17`.
//!
//! Which of dot and comma is the decimal mark is settled for a whole file, never for a cell: [`MarkEvidence`]
//! gathers what the cells prove. A reading is strict about groups, so that a cell in the other convention is
//! an error and not a figure that is wrong by a thousand.

use std::error::Error;
use std::fmt;

use crate::schema::{Amount, SCALE};

mod affix;
mod body;
mod cents;
mod currency;
mod duration;
pub(in crate::ingest) mod glyph;
mod mark;
#[cfg(test)]
mod tests;

pub use cents::{Decimals, ends_in_three, may_be_thousands};
pub use duration::{duration, is_damaged_id};
pub use mark::{MarkEvidence, Verdict};

/// The character between whole and fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalMark {
    /// `1,234.56`
    Dot,
    /// `1.234,56`
    Comma,
}

impl DecimalMark {
    /// The other convention.
    pub const fn other(self) -> Self {
        match self {
            Self::Dot => Self::Comma,
            Self::Comma => Self::Dot,
        }
    }

    const fn byte(self) -> u8 {
        match self {
            Self::Dot => b'.',
            Self::Comma => b',',
        }
    }
}

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number<'a> {
    /// The figure as written: `45.67 %` is 45.67.
    pub value: Amount,
    /// Whether a percent sign stands beside it.
    pub percent: bool,
    /// The currency symbol or code beside it (`$`, `€`, `EUR`); the code where both are there.
    pub currency: Option<&'a str>,
}

/// Why a cell is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// It reads as a number under neither decimal mark.
    NotANumber,
    /// It reads both ways and no mark is settled; for callers without a mark, [`number`] never returns it.
    Ambiguous,
    /// It is a number beyond what [`Amount`] holds.
    OutOfRange,
    /// It is a number only under the other decimal mark.
    WrongMark,
}

impl fmt::Display for NumberError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::NotANumber => "not a number",
            Self::Ambiguous => {
                "a number that reads differently with a decimal dot and a decimal comma"
            }
            Self::OutOfRange => "a number out of range",
            Self::WrongMark => "a number with the other decimal mark",
        })
    }
}

impl Error for NumberError {}

/// The number in a cell under a settled decimal mark; `None` for the forms that mean "no value".
///
/// # Errors
/// Where the cell is neither a number under `mark` nor a null form.
pub fn number(text: &str, mark: DecimalMark) -> Result<Option<Number<'_>>, NumberError> {
    if let Some(value) = plain(text.as_bytes(), mark.byte()) {
        return Ok(Some(Number {
            value,
            percent: false,
            currency: None,
        }));
    }
    let bare = affix::bare(text);
    if is_null_bare(bare) {
        return Ok(None);
    }
    let dressed = affix::undressed(bare).ok_or(NumberError::NotANumber)?;
    let units = match body::magnitude(dressed.body, mark) {
        Err(NumberError::NotANumber) if body::magnitude(dressed.body, mark.other()).is_ok() => {
            return Err(NumberError::WrongMark);
        }
        read => read?,
    };
    Ok(Some(Number {
        value: Amount(if dressed.negative { -units } else { units }),
        percent: dressed.percent,
        currency: dressed.currency,
    }))
}

/// Whether a cell means "no value": empty, dashes, `N/A`, `NAN`, `null`, `none`, or a censored share such as `< 10%`.
pub fn is_null(text: &str) -> bool {
    if let [first, .., last] = text.as_bytes()
        && first.is_ascii_alphanumeric()
        && last.is_ascii_alphanumeric()
    {
        // Nothing to take off, no dash, nothing censored: most names end here.
        return is_null_word(text);
    }
    !text.as_bytes().first().is_some_and(u8::is_ascii_digit) && is_null_bare(affix::bare(text))
}

fn is_null_bare(bare: &str) -> bool {
    const DASHES: [char; 6] = ['-', '\u{2010}', '\u{2011}', '\u{2012}', '–', '—'];
    let is_dash = |c| DASHES.contains(&c) || c == '\u{2212}';
    bare.chars().all(is_dash) && bare.chars().count() <= 3
        || is_null_word(bare)
        || is_censored(bare)
}

fn is_null_word(bare: &str) -> bool {
    const WORDS: [&str; 4] = ["n/a", "nan", "null", "none"];
    (3..=4).contains(&bare.len()) && WORDS.iter().any(|word| bare.eq_ignore_ascii_case(word))
}

/// `< 10%`, `> 90 %`: the platform knows the share and does not tell it.
fn is_censored(bare: &str) -> bool {
    let Some(share) = bare.strip_prefix(['<', '>']) else {
        return false;
    };
    affix::undressed(affix::bare(share)).is_some_and(|share| {
        share.percent
            && [DecimalMark::Dot, DecimalMark::Comma]
                .iter()
                .any(|&mark| body::magnitude(share.body, mark).is_ok())
    })
}

/// Powers of ten up to the scale of an [`Amount`].
pub const POWERS: [u64; SCALE as usize + 1] = {
    let mut powers = [1; SCALE as usize + 1];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// The whole number in a cell of up to 18 digits and nothing else.
#[inline]
pub fn plain_count(text: &[u8]) -> Option<i64> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    let mut count: i64 = 0;
    for byte in text {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        count = count * 10 + i64::from(digit);
    }
    Some(count)
}

/// The number in a cell of digits and a decimal mark alone; `None` for whatever needs a closer look.
#[inline]
pub fn plain_amount(text: &[u8], mark: DecimalMark) -> Option<Amount> {
    plain(text, mark.byte())
}

/// The common case in one pass: a minus, digits, the decimal mark, digits; up to 18 digits in all.
#[inline]
fn plain(text: &[u8], point: u8) -> Option<Amount> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    if digits.is_empty() || digits.len() > 19 {
        return None;
    }
    let mut units: u64 = 0;
    let mut decimals = None;
    for (at, &byte) in digits.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit <= 9 {
            // 19 digits stay below 2^64.
            units = units * 10 + u64::from(digit);
        } else if byte == point && decimals.is_none() {
            decimals = Some(digits.len() - at - 1);
        } else {
            return None;
        }
    }
    let place = match decimals {
        None => POWERS.len() - 1,
        Some(0) => return None,
        Some(decimals) => (POWERS.len() - 1).checked_sub(decimals)?,
    };
    let units = i128::from(units) * i128::from(POWERS[place]);
    Some(Amount(if negative { -units } else { units }))
}
