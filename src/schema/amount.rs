//! A fixed-point number: money and fractional counts, exact, with twelve decimals in 128 bits.
//!
//! Sums of [`Amount`] do not depend on the order of their terms, which sums of floats do. The range is
//! ±1.7 × 10²⁶, wide enough for rial and rupiah accounts.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

/// Decimals that an [`Amount`] keeps.
pub const SCALE: u32 = 12;

/// One whole, in units of an [`Amount`].
pub const ONE: i128 = 1_000_000_000_000;

/// A number in units of 10⁻¹².
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(pub i128);

impl Amount {
    /// Nothing at all.
    pub const ZERO: Self = Self(0);

    /// A whole number as an amount.
    pub const fn whole(count: i64) -> Self {
        Self(count as i128 * ONE)
    }

    /// The nearest float; exact sums come first, this comes last.
    pub fn to_f64(self) -> f64 {
        let whole = self.0 / ONE;
        let rest = self.0 % ONE;
        whole as f64 + rest as f64 / ONE as f64
    }

    /// The sum with another amount; `None` where 128 bits are too few. `+` stops at the bound instead: it is for sums
    /// whose terms were seen to fit.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The sum of the sizes of amounts, which no sum of some of them with any signs exceeds; `None` where 128 bits are too
    /// few.
    pub fn size_of_all(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut sizes = amounts.into_iter().map(|amount| amount.0.checked_abs());
        let sum = sizes.try_fold(0_i128, |sum, size| sum.checked_add(size?));
        sum.map(Self)
    }

    /// The product with another amount, rounded half away from zero; `None` where 128 bits are too few.
    pub fn times(self, factor: Self) -> Option<Self> {
        let whole = (self.0 / ONE).checked_mul(factor.0)?;
        let part = (self.0 % ONE).checked_mul(factor.0)?;
        let half = if part < 0 { -ONE / 2 } else { ONE / 2 };
        whole.checked_add(part.checked_add(half)? / ONE).map(Self)
    }

    /// The amount with so many decimals, at most twelve, rounded half away from zero.
    pub fn rounded(self, decimals: u32) -> Self {
        let unit = 10_i128.pow(SCALE.saturating_sub(decimals));
        let (whole, rest) = (self.0 / unit * unit, self.0 % unit);
        let up = i128::from(rest.abs() * 2 >= unit) * self.0.signum();
        Self(whole.saturating_add(up.saturating_mul(unit)))
    }

    /// With six decimals; of a smaller amount six digits behind its zeros, so that a small price keeps its digits.
    pub fn short(self) -> Self {
        let digits = self
            .0
            .unsigned_abs()
            .checked_ilog10()
            .map_or(0, |log| log + 1);
        let cut = digits.saturating_sub(6).min(6);
        self.rounded(SCALE - cut)
    }

    /// As people read it in a sentence: `2,098,356.40`.
    pub fn grouped(self) -> String {
        let cents = (self.0.unsigned_abs() + ONE.unsigned_abs() / 200) / (ONE.unsigned_abs() / 100);
        let whole = (cents / 100).to_string();
        let mut text = String::from(if self.0 < 0 && cents > 0 { "-" } else { "" });
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        text + &format!(".{:02}", cents % 100)
    }

    /// This amount divided by `divisor`, rounded half away from zero; `None` for a zero divisor or an overflow.
    pub fn over(self, divisor: Self) -> Option<Self> {
        if divisor.0 == 0 {
            return None;
        }
        let (mut whole, mut rest) = (self.0 / divisor.0, self.0 % divisor.0);
        let mut units = whole.checked_mul(ONE)?;
        let mut place = ONE;
        while place > 1 && rest != 0 {
            place /= 10;
            rest = rest.checked_mul(10)?;
            whole = rest / divisor.0;
            rest %= divisor.0;
            units = units.checked_add(whole * place)?;
        }
        if rest.unsigned_abs() * 2 >= divisor.0.unsigned_abs() && rest != 0 {
            units += if (rest < 0) == (divisor.0 < 0) { 1 } else { -1 };
        }
        Some(Self(units))
    }

    /// `self × over / under`, rounded half away from zero once, at its end; `None` for a zero divisor or an overflow.
    pub fn times_ratio(self, over: Self, under: Self) -> Option<Self> {
        let whole = under.0.checked_abs().filter(|whole| *whole != 0)?;
        let (size, over_size) = (self.0.checked_abs()?, over.0.checked_abs()?);
        let rest = Self(over_size % whole);
        let (part, left) = Self(size).part(rest, Self(whole));
        let up = i128::from(left >= whole.unsigned_abs() - left);
        let all = size.checked_mul(over_size / whole)?.checked_add(part)?;
        let sign = self.0.signum() * over.0.signum() * under.0.signum();
        Some(Self(all.checked_add(up)? * sign))
    }

    /// `self × part / whole` rounded down, and the remainder, where 0 ≤ `part` ≤ `whole` and nothing is negative: exact
    /// at any size, digit by binary digit.
    pub fn part(self, part: Self, whole: Self) -> (i128, u128) {
        let (amount, part, whole) = (
            self.0.unsigned_abs(),
            part.0.unsigned_abs(),
            whole.0.unsigned_abs().max(1),
        );
        let (mut quotient, mut rest) = (0_u128, 0_u128);
        for bit in (0..u128::BITS - amount.leading_zeros()).rev() {
            (quotient, rest) = (quotient * 2, rest * 2);
            if rest >= whole {
                (quotient, rest) = (quotient + 1, rest - whole);
            }
            if amount >> bit & 1 == 1 {
                rest += part;
                if rest >= whole {
                    (quotient, rest) = (quotient + 1, rest - whole);
                }
            }
        }
        (quotient as i128, rest)
    }

    /// `self × part / whole` with its sign, rounded towards zero at the last decimal; `part` and `whole` as in
    /// [`Self::part`].
    pub fn portion(self, part: Self, whole: Self) -> Self {
        let share = Self(self.part(part, whole).0);
        if self < Self::ZERO { -share } else { share }
    }

    /// What of an amount over `whole` days falls on so many of them.
    pub fn of_days(self, days: i64, whole: i64) -> Self {
        self.portion(Self::whole(days), Self::whole(whole))
    }

    /// Reads plain decimal text (`-12.5`): digits, one dot, an optional sign and exponent; no thousands marks.
    /// Digits beyond the twelfth decimal are rounded half away from zero.
    pub fn from_plain(text: &str) -> Option<Self> {
        let (text, exponent) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], text[at + 1..].parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (negative, digits) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let mut units: i128 = 0;
        let mut place = SCALE as i32 + exponent;
        for byte in whole.bytes() {
            units = push_digit(units, byte)?;
        }
        let mut round = 0;
        for byte in fraction.bytes() {
            if place > 0 {
                units = push_digit(units, byte)?;
                place -= 1;
            } else {
                let digit = i128::from(digit(byte)?);
                if place == 0 {
                    round = i128::from(digit >= 5);
                    place = -1;
                }
            }
        }
        if fraction.is_empty() || place > 0 {
            if place >= 0 {
                units = units.checked_mul(10_i128.checked_pow(place as u32)?)?;
            } else {
                let divisor = 10_i128.checked_pow(place.unsigned_abs())?;
                round = i128::from(units % divisor * 2 >= divisor);
                units /= divisor;
            }
        } else if place < -1 || (place == -1 && exponent < -(SCALE as i32)) {
            return None;
        }
        units += round;
        Some(Self(if negative { -units } else { units }))
    }
}

fn digit(byte: u8) -> Option<u8> {
    byte.is_ascii_digit().then(|| byte - b'0')
}

fn push_digit(units: i128, byte: u8) -> Option<i128> {
    units.checked_mul(10)?.checked_add(i128::from(digit(byte)?))
}

impl fmt::Display for Amount {
    /// Exact, without trailing zeros: `12.5`, `-3`, `0.000001`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let units = self.0.unsigned_abs();
        let (whole, rest) = (units / ONE as u128, units % ONE as u128);
        if rest == 0 {
            return write!(out, "{sign}{whole}");
        }
        let fraction = format!("{rest:012}");
        write!(out, "{sign}{whole}.{}", fraction.trim_end_matches('0'))
    }
}

impl Add for Amount {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Amount {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Amount {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(terms: I) -> Self {
        terms.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 0.00000094 of a euro for a rial has two digits, and its third of 0.000000313333… six.
    #[test]
    fn a_short_amount_keeps_six_digits() {
        let short = |text: &str| Amount::from_plain(text).unwrap().short().to_string();
        assert_eq!(short("0.00000094"), "0.00000094");
        assert_eq!(short("-0.000000313333"), "-0.000000313333");
        assert_eq!(short("0.012345678912"), "0.0123457");
        assert_eq!(short("0.123456789"), "0.123457");
        assert_eq!(short("1234.5678915"), "1234.567892");
        assert_eq!(short("0"), "0");
    }

    #[test]
    fn plain_text_reads_and_prints_back() {
        for (text, printed) in [
            ("0", "0"),
            ("12.50", "12.5"),
            ("-3", "-3"),
            (".5", "0.5"),
            ("0.000000000001", "0.000000000001"),
            ("0.0000000000005", "0.000000000001"),
            ("0.00000000000049", "0"),
            ("6.49E+2", "649"),
            ("1e-3", "0.001"),
            ("16849006.97", "16849006.97"),
        ] {
            assert_eq!(
                Amount::from_plain(text).unwrap().to_string(),
                printed,
                "{text}"
            );
        }
        for text in ["", "-", ".", "1,5", "1.2.3", "abc", "1e"] {
            assert_eq!(Amount::from_plain(text), None, "{text}");
        }
    }

    /// 7 × 2 / 3 = 4 rest 2, and at the ends of the range.
    #[test]
    fn a_part_is_exact_at_any_size() {
        assert_eq!(Amount(7).part(Amount(2), Amount(3)), (4, 2));
        assert_eq!(Amount(-7).portion(Amount(2), Amount(3)), Amount(-4));
        assert_eq!(Amount(-7).of_days(2, 3), Amount(-4));
        assert_eq!(Amount(7).part(Amount(0), Amount(3)), (0, 0));
        let most = Amount(i128::MAX);
        assert_eq!(most.part(most, most), (i128::MAX, 0));
        assert_eq!(most.part(Amount(1), most), (1, 0));
    }

    #[test]
    fn rounding_goes_away_from_zero_at_the_half() {
        let amount = |text| Amount::from_plain(text).unwrap();
        for (text, decimals, rounded) in [
            ("61.935483870967", 2, "61.94"),
            ("-0.005", 2, "-0.01"),
            ("0.004", 2, "0"),
            ("800", 2, "800"),
            ("2.5", 0, "3"),
            ("0.000000000001", 12, "0.000000000001"),
        ] {
            assert_eq!(amount(text).rounded(decimals), amount(rounded), "{text}");
        }
    }

    #[test]
    fn products_and_quotients_round_at_the_twelfth_decimal() {
        let amount = |text| Amount::from_plain(text).unwrap();
        assert_eq!(
            amount("1234.56").times(amount("0.5")),
            Some(amount("617.28"))
        );
        assert_eq!(amount("-10").times(amount("0.1")), Some(amount("-1")));
        assert_eq!(
            amount("1").over(amount("3")),
            Some(amount("0.333333333333"))
        );
        assert_eq!(
            amount("-2").over(amount("3")),
            Some(amount("-0.666666666667"))
        );
        assert_eq!(amount("1").over(Amount::ZERO), None);
    }
}
