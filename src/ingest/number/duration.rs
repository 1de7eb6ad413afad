//! Spans written as clock time, and identifiers that a spreadsheet turned into rounded numbers.

use super::glyph::digit;
use super::{DecimalMark, affix, body};
use crate::schema::{Amount, ONE};

/// The seconds of `0:05:12`, `5:12` or `01:02:03.5`; `None` for anything else.
pub fn duration(text: &str) -> Option<Amount> {
    let mut parts = affix::bare(text).split(':');
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    let (hours, minutes, seconds) = match third {
        Some(seconds) => (count(first)?, sixtieth(count(second)?, second)?, seconds),
        None => (0, count(first)?, second),
    };
    let (clock, fraction) = match seconds.find(['.', ',']) {
        Some(at) => (&seconds[..at], &seconds[at..]),
        None => (seconds, ""),
    };
    let clock = sixtieth(count(clock)?, clock)?;
    let fraction = match fraction.chars().next() {
        None => 0,
        Some(',') => body::magnitude(fraction, DecimalMark::Comma).ok()?,
        Some(_) => body::magnitude(fraction, DecimalMark::Dot).ok()?,
    };
    Some(Amount(
        i128::from(hours * 3600 + minutes * 60 + clock) * ONE + fraction,
    ))
}

/// A run of one to nine digits.
fn count(text: &str) -> Option<u64> {
    let length = text.chars().count();
    if !(1..=9).contains(&length) {
        return None;
    }
    text.chars()
        .try_fold(0, |sum, glyph| Some(sum * 10 + u64::from(digit(glyph)?)))
}

/// A count of minutes or seconds within the next larger unit: two digits, below 60.
fn sixtieth(count: u64, text: &str) -> Option<u64> {
    (count < 60 && text.chars().count() == 2).then_some(count)
}

/// Whether an identifier has been rounded into scientific notation (`6.49E+17`), which merges distinct identifiers.
pub fn is_damaged_id(text: &str) -> bool {
    let bare = affix::bare(text);
    let Some((mantissa, exponent)) = bare.split_once(['e', 'E']) else {
        return false;
    };
    let all_digits =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, "0"));
    // Without the plus it may be a real identifier such as 12e5.
    whole.len() == 1
        && all_digits(whole)
        && all_digits(fraction)
        && exponent.strip_prefix('+').is_some_and(all_digits)
}
