//! Moments as microseconds since 1970: the common form of logs, read without search.

/// Microseconds of a second.
const SECOND: i64 = 1_000_000;

/// Microseconds of a day.
const DAY: i64 = 86_400 * SECOND;

/// From the first to the last microsecond of a day.
pub const END_OF_DAY: i64 = DAY - 1;

/// Every time zone is a multiple of this from UTC.
const QUARTER: i64 = 900 * SECOND;

/// Whether a moment stands for a day without a time of day: such conversions lie at the last microsecond of theirs, which
/// in any time zone is that of a quarter of an hour.
pub fn is_day_alone(at: i64) -> bool {
    at.rem_euclid(QUARTER) == QUARTER - 1
}

/// A moment as microseconds since 1970 UTC, and whether the text stated a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instant {
    /// Microseconds since 1970-01-01 UTC; a text without a zone is taken as UTC.
    pub at: i64,
    /// A zone was stated, or the number counts from 1970 UTC.
    pub zoned: bool,
    /// A time of day was stated; else `at` is the day's first moment.
    pub timed: bool,
}

impl Instant {
    /// `2026-04-05T21:06:21` with `T` or a blank, perhaps a fraction, perhaps `Z` or `+02:00`; `None` for every other form.
    pub fn of_iso(text: &str) -> Option<Self> {
        iso(text.as_bytes())
    }

    /// An ISO day, or a moment of one.
    pub fn of_iso_day(text: &str) -> Option<Self> {
        let day = || {
            text.parse::<chrono::NaiveDate>()
                .ok()
                .map(super::cells::day_number)
        };
        Self::of_iso(text).or_else(|| {
            Some(Self {
                at: i64::from(day()?) * DAY,
                zoned: false,
                timed: false,
            })
        })
    }
}

fn iso(text: &[u8]) -> Option<Instant> {
    let (head, rest) = text.split_at_checked(19)?;
    let digit = |at: usize| -> Option<i64> {
        let digit = head[at].wrapping_sub(b'0');
        (digit <= 9).then_some(i64::from(digit))
    };
    let pair = |at: usize| Some(digit(at)? * 10 + digit(at + 1)?);
    let marks = head[4] == b'-'
        && head[7] == b'-'
        && matches!(head[10], b'T' | b' ')
        && head[13] == b':'
        && head[16] == b':';
    if !marks {
        return None;
    }
    let (year, month, day) = (pair(0)? * 100 + pair(2)?, pair(5)?, pair(8)?);
    let (hour, minute, second) = (pair(11)?, pair(14)?, pair(17)?);
    let known = (1900..2200).contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_in(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    if !known {
        return None;
    }
    let (fraction, zone) = fraction(rest)?;
    let (shift, zoned) = zone_shift(zone)?;
    let seconds = days_from_civil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    Some(Instant {
        at: (seconds - shift) * SECOND + fraction,
        zoned,
        timed: true,
    })
}

/// Microseconds of a fraction, and what stands behind it.
fn fraction(text: &[u8]) -> Option<(i64, &[u8])> {
    let [b'.' | b',', digits @ ..] = text else {
        return Some((0, text));
    };
    let length = digits
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    if length == 0 {
        return None;
    }
    let micros = (0..6).fold(0, |micros, at| {
        let digit = digits.get(at).filter(|_| at < length);
        micros * 10 + digit.map_or(0, |digit| i64::from(digit - b'0'))
    });
    Some((micros, &digits[length..]))
}

/// Seconds east of Greenwich, and whether a zone was stated.
fn zone_shift(text: &[u8]) -> Option<(i64, bool)> {
    let two = |tens: u8, ones: u8| {
        (tens.is_ascii_digit() && ones.is_ascii_digit())
            .then(|| i64::from(tens - b'0') * 10 + i64::from(ones - b'0'))
    };
    match text {
        b"" => Some((0, false)),
        b"Z" | b"z" | b" UTC" => Some((0, true)),
        [sign @ (b'+' | b'-'), a, b, b':', c, d] | [sign @ (b'+' | b'-'), a, b, c, d] => {
            let shift = two(*a, *b)? * 3_600 + two(*c, *d)? * 60;
            Some((if *sign == b'-' { -shift } else { shift }, true))
        }
        _ => None,
    }
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970 of a day of the Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}
