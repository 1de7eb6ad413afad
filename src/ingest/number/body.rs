//! The digits and marks of a number, with the rules of grouping.

use super::glyph::{digit, is_blank};
use super::{DecimalMark, NumberError};
use crate::schema::SCALE;

/// What a character between digits is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Decimal,
    /// Between thousands; the character tells two kinds apart, which may not meet in one number.
    Group(char),
}

impl Mark {
    fn of(glyph: char, point: DecimalMark) -> Option<Self> {
        Some(match (glyph, point) {
            ('.', DecimalMark::Dot) | (',', DecimalMark::Comma) | ('٫', _) => Self::Decimal,
            ('.' | ',', _) => Self::Group(glyph),
            ('٬' | '،', _) => Self::Group('٬'),
            ('\'' | '’' | '\u{2bc}', _) => Self::Group('\''),
            _ if is_blank(glyph) => Self::Group(' '),
            _ => return None,
        })
    }
}

/// The number so far.
#[derive(Default)]
struct Digits {
    mantissa: u128,
    /// Decimals within the mantissa.
    decimals: i32,
    any: bool,
    overflown: bool,
}

impl Digits {
    fn push(&mut self, digit: u8, in_fraction: bool) {
        self.any = true;
        if self.mantissa <= (u128::MAX - 9) / 10 {
            self.mantissa = self.mantissa * 10 + u128::from(digit);
            self.decimals += i32::from(in_fraction);
        } else if !in_fraction {
            self.overflown = true;
        }
        // Decimals that no longer fit lie far behind the last one kept.
    }

    /// In units of an amount, rounded half away from zero.
    fn units(&self, exponent: i32) -> Result<i128, NumberError> {
        if self.overflown {
            return Err(NumberError::OutOfRange);
        }
        let shift = (SCALE as i32 - self.decimals).saturating_add(exponent);
        let units = if self.mantissa == 0 {
            Some(0)
        } else if shift >= 0 {
            10_u128
                .checked_pow(shift.unsigned_abs())
                .and_then(|power| self.mantissa.checked_mul(power))
        } else {
            Some(
                10_u128
                    .checked_pow(shift.unsigned_abs())
                    .map_or(0, |power| {
                        self.mantissa / power + u128::from(self.mantissa % power >= power / 2)
                    }),
            )
        };
        units
            .and_then(|units| i128::try_from(units).ok())
            .ok_or(NumberError::OutOfRange)
    }
}

/// The groups that thousands marks cut the whole part into.
#[derive(Default)]
struct Groups {
    kind: Option<char>,
    /// Digits since the last mark.
    length: usize,
    leading_zero: bool,
    broken: bool,
    /// Some group between the first and the last has not three digits, or not two.
    not_western: bool,
    not_lakh: bool,
}

impl Groups {
    fn cut(&mut self, kind: char) {
        let first = self.kind.is_none();
        self.broken |= self.length == 0
            || self.kind.is_some_and(|before| before != kind)
            || first && self.leading_zero;
        self.not_western |= if first {
            self.length > 3
        } else {
            self.length != 3
        };
        self.not_lakh |= if first {
            self.length > 2 || kind != ','
        } else {
            self.length != 2
        };
        self.kind = Some(kind);
        self.length = 0;
    }

    /// Groups of three (1,234,567), or of two before the last three (12,34,567).
    fn hold(&self) -> bool {
        self.kind.is_none()
            || self.length == 3 && !self.broken && !(self.not_western && self.not_lakh)
    }
}

/// The absolute value of digits and marks, in units of an amount.
pub(super) fn magnitude(body: &str, point: DecimalMark) -> Result<i128, NumberError> {
    let mut digits = Digits::default();
    let mut groups = Groups::default();
    let mut fraction: Option<usize> = None;
    let mut exponent = 0;
    for (at, glyph) in body.char_indices() {
        if let Some(value) = digit(glyph) {
            groups.leading_zero |= !digits.any && value == 0;
            match &mut fraction {
                Some(length) => *length += 1,
                None => groups.length += 1,
            }
            digits.push(value, fraction.is_some());
            continue;
        }
        match Mark::of(glyph, point) {
            Some(Mark::Decimal) if fraction.is_none() => fraction = Some(0),
            Some(Mark::Group(kind)) if fraction.is_none() => groups.cut(kind),
            None if matches!(glyph, 'e' | 'E') && digits.any && groups.kind.is_none() => {
                exponent = power(&body[at + 1..]).ok_or(NumberError::NotANumber)?;
                break;
            }
            _ => return Err(NumberError::NotANumber),
        }
    }
    if !digits.any || fraction == Some(0) || !groups.hold() {
        return Err(NumberError::NotANumber);
    }
    digits.units(exponent)
}

/// The exponent of scientific notation: an optional sign and up to four digits.
fn power(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let plain = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}
