//! One number of one kind: a share, a count, an amount.

use crate::project::fields::Kind;
use crate::schema::{Amount, Bounds};

use super::cell::{Raw, Wrong, wrong};
use super::marks::Marks;
use super::number::{self, Says, Written};

/// What each kind of number expects.
fn bounds(kind: &Kind) -> String {
    match kind {
        Kind::Positive => "a number of zero or more".into(),
        Kind::Above => "a number above zero".into(),
        Kind::Fraction => Bounds::Fraction.expected().into(),
        Kind::Share => Bounds::Share.expected().into(),
        Kind::Whole(from, to) => format!("a whole number from {from} to {to}"),
        _ => "a number".into(),
    }
}

/// How a text of TOML would be right as a number.
fn unquoted(text: &str) -> Option<String> {
    let plain = |amount: Option<Amount>| amount.map(|amount| amount.to_string());
    let hint = match number::written(text) {
        Some(written) if written.says == Says::Either => {
            "write it without thousands marks, decimals after a dot, without quotes".into()
        }
        Some(written) => {
            let comma = written.says == Says::Comma;
            format!("write {} without quotes", plain(written.amount(comma))?)
        }
        None if text.contains(|letter: char| letter.is_ascii_digit()) => {
            "write the number alone, without quotes: currency and unit have keys of their own"
                .into()
        }
        None => return None,
    };
    Some(hint)
}

/// Both figures that a number may be whose mark is thousands or decimals, each as nobody takes it for the other.
fn both(written: &Written) -> Option<String> {
    let (comma, dot) = (written.amount(true)?, written.amount(false)?);
    let (large, small) = (comma.max(dot), comma.min(dot));
    let small = small.to_string();
    // Three decimals could be thousands again: a nought behind them says that they are none.
    let told = match small.split_once('.') {
        Some((_, behind)) if behind.len() == 3 => {
            format!("{small}0 (the nought says that the dot is no thousands mark)")
        }
        _ => small,
    };
    Some(format!(
        "write {large} if the mark is for thousands, else {told}"
    ))
}

/// How a cell that holds no number would hold one.
fn alone(text: &str) -> String {
    if number::is_grouped(text) {
        return format!(
            "write {}, without thousands marks",
            text.trim().replace(',', "")
        );
    }
    match text {
        FORMULA => "open the workbook in a spreadsheet program and save it, or write the number in place of the formula",
        text if text.starts_with("(#") => "the formula of the cell has an error: mend it, or write the number in its place",
        _ => "write the number alone: currency and unit have columns of their own",
    }
    .into()
}

/// A cell of a workbook whose formula nobody has worked out.
const FORMULA: &str = "(a formula without a result)";

/// How a number that does not fit would be right.
fn fitting(kind: &Kind, amount: Option<Amount>) -> Option<String> {
    let bounds = match kind {
        Kind::Fraction => Bounds::Fraction,
        Kind::Share => Bounds::Share,
        _ => return None,
    };
    let own = amount.and_then(|amount| bounds.hint(amount));
    Some(own.unwrap_or_else(|| "write 40 % as 0.4".into()))
}

/// How large a number may be, as it is held exactly.
const HELD: &str = "within ±1.7e26";

/// Whether a number would be right but for its size; of a share the size is said already.
fn is_too_large(kind: &Kind, text: &str) -> bool {
    let has_end = matches!(kind, Kind::Fraction | Kind::Share | Kind::Whole(..));
    let is_wrong = |number: f64| match kind {
        Kind::Positive | Kind::Above => number < 0.0,
        _ => false,
    };
    let number: Option<f64> = text.replace('_', "").parse().ok();
    !has_end && number.is_some_and(|number| number.abs() > 1e26 && !is_wrong(number))
}

/// Reads a number of a kind.
pub fn number(kind: &Kind, raw: Raw<'_>) -> Result<Amount, Wrong> {
    let expected = bounds(kind);
    let amount = match raw {
        Raw::Number(text) => match Amount::from_plain(text) {
            None if is_too_large(kind, text) => {
                return Err(wrong(format!("{expected}, {HELD}"), None));
            }
            amount => amount,
        },
        Raw::Text(text) if Amount::from_plain(text.trim()).is_some() => {
            return Err(wrong(expected, Some("take the quotes away".into())));
        }
        Raw::Text(text) => return Err(wrong(expected, unquoted(text))),
        Raw::Cell(text, marks) => match number::written(text) {
            None => {
                return Err(wrong(expected, Some(alone(text))));
            }
            Some(written) if written.says == Says::Either && marks == Marks::Unknown => {
                return Err(wrong(
                    format!("{expected} with a clear decimal mark"),
                    both(&written),
                ));
            }
            // Where both marks are in use, a cell that shows its own is read by it.
            Some(written) => {
                let own = marks == Marks::Unknown && written.says == Says::Comma;
                written.amount(marks == Marks::Comma || own)
            }
        },
        _ => None,
    };
    let one = Amount::whole(1);
    let fits = |amount: &Amount| match kind {
        Kind::Positive => *amount >= Amount::ZERO,
        Kind::Above => *amount > Amount::ZERO,
        Kind::Fraction => Bounds::Fraction.hold(*amount),
        Kind::Share => Bounds::Share.hold(*amount),
        Kind::Whole(from, to) => {
            amount.0 % one.0 == 0
                && *amount >= Amount::whole(i64::from(*from))
                && *amount <= Amount::whole(i64::from(*to))
        }
        _ => true,
    };
    amount
        .filter(fits)
        .ok_or_else(|| wrong(expected, fitting(kind, amount)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 128 bits with twelve decimals hold 1.7 × 10²⁶.
    #[test]
    fn a_number_that_is_too_large_is_told_how_large_it_may_be() {
        let expected = |kind: Kind, text| {
            let found = number(&kind, Raw::Number(text));
            found.map_err(|wrong| wrong.expected).unwrap_err()
        };
        for (kind, text, told) in [
            (Kind::Above, "1e30", "a number above zero, within ±1.7e26"),
            (Kind::Number, "-1e30", "a number, within ±1.7e26"),
            (Kind::Above, "-1e30", "a number above zero"),
            (Kind::Share, "1e30", "a fraction from 0 to 1"),
        ] {
            assert_eq!(expected(kind, text), told, "{text}");
        }
    }
}
