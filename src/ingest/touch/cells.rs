//! Single cells of a touch log: words, values, counts of conversions.

use std::borrow::Cow;

use crate::ingest::number::{self, DecimalMark};
use crate::ingest::records::Field;
use crate::schema::{Amount, ONE};

use super::fault::TouchFault;

/// Larger figures are damage: a hundred million rows of smaller ones sum within 128 bits at 18 decimals.
const LARGEST: u128 = 1_000_000_000_000 * ONE as u128;

/// The text of a cell without outer spaces; `None` for the forms that mean nothing.
pub fn present<'t>(
    text: &'t str,
    fields: &[Field],
    cell: Option<usize>,
    nulls: &[String],
) -> Option<Cow<'t, str>> {
    /// The longest form that means nothing, `> 100 %` and its like aside.
    const LONGEST_NULL: usize = 8;
    let whole = fields.get(cell?)?.text(text);
    let word = whole.trim();
    let null = word.is_empty()
        || (word.len() <= LONGEST_NULL && number::is_null(word))
        || nulls.iter().any(|null| null == word);
    if null {
        return None;
    }
    Some(match whole {
        Cow::Borrowed(whole) => Cow::Borrowed(whole.trim()),
        Cow::Owned(whole) => Cow::Owned(whole.trim().to_owned()),
    })
}

/// A value; nothing is zero.
///
/// # Errors
/// What is wrong with it.
pub fn amount(text: &str, mark: DecimalMark) -> Result<Amount, TouchFault> {
    match number::number(text, mark) {
        Ok(Some(number)) if number.value.0.unsigned_abs() >= LARGEST => Err(TouchFault::TooLarge),
        Ok(Some(number)) => Ok(number.value),
        Ok(None) if is_not_finite(text) => Err(TouchFault::NotFinite),
        Ok(None) => Ok(Amount::ZERO),
        Err(number::NumberError::OutOfRange) => Err(TouchFault::TooLarge),
        Err(_) if is_not_finite(text) => Err(TouchFault::NotFinite),
        Err(_) => Err(TouchFault::NotANumber),
    }
}

fn is_not_finite(text: &str) -> bool {
    let word = text.trim().trim_start_matches(['-', '+']);
    ["nan", "inf", "infinity"]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
}

/// Conversions at a row: a count, or yes or no.
///
/// # Errors
/// What is wrong with it.
pub fn count(text: &str, mark: DecimalMark) -> Result<Amount, TouchFault> {
    match text {
        "0" | "" => return Ok(Amount::ZERO),
        "1" => return Ok(Amount(ONE)),
        _ => {}
    }
    let word = text.trim();
    if ["true", "yes", "y", "t"]
        .iter()
        .any(|yes| word.eq_ignore_ascii_case(yes))
    {
        return Ok(Amount(ONE));
    }
    if ["false", "no", "n", "f"]
        .iter()
        .any(|no| word.eq_ignore_ascii_case(no))
    {
        return Ok(Amount::ZERO);
    }
    match amount(text, mark) {
        Ok(count) if count.0 < 0 => Err(TouchFault::NotACount),
        Err(TouchFault::NotANumber) => Err(TouchFault::NotACount),
        other => other,
    }
}
