//! Reads the text of a cell as a date, an instant, a range of days or a date without year, in the forms that
//! exports write.
//!
//! ISO dates and named months read the same everywhere. `10/1/2024` does not: which of day and month comes first is
//! settled for a whole column by [`OrderEvidence`], and a cell is never guessed at.

use std::error::Error;
use std::fmt;

use chrono::{NaiveDate, NaiveTime, TimeDelta, Timelike};

use crate::time::Zone;

use super::number::{glyph, is_null};

mod clock;
mod day;
mod label;
mod month_names;
mod order;
mod range;
mod scan;
#[cfg(test)]
mod tests;
mod week;
mod whole;
mod written;

pub use label::{Label, labelled_date};
pub use order::{DateOrder, OrderEvidence, OrderVerdict};
pub use range::range_in;
pub use whole::{stretch, stretch_of};

use scan::Scan;
use written::Written;

/// A day, with the time of day and the zone where the cell has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The calendar day as written.
    pub day: NaiveDate,
    /// The time of day.
    pub time: Option<NaiveTime>,
    /// Seconds east of Greenwich.
    pub offset: Option<i32>,
}

impl Moment {
    /// The same moment by the clocks of a time zone; as it is where it states no time of day or no zone.
    pub fn in_zone(self, zone: Option<Zone>) -> Self {
        let (Some(zone), Some(time), Some(east)) = (zone, self.time, self.offset) else {
            return self;
        };
        let Some(moment) = self
            .day
            .and_time(time)
            .checked_sub_signed(TimeDelta::seconds(i64::from(east)))
        else {
            return self;
        };
        let shown = zone.clock(moment);
        Self {
            day: shown.date(),
            time: Some(shown.time()),
            offset: Some(zone.ahead(moment)),
        }
    }

    /// Whether it is the first moment of a day, as exports write days that have no time.
    pub fn is_midnight(&self) -> bool {
        self.time == Some(NaiveTime::MIN)
    }

    /// ISO 8601 text that keeps what the cell said: `2026-04-05`, `2026-04-05T21:06:21+04:00`, `…Z`.
    pub fn iso(&self) -> String {
        let Some(time) = self.time else {
            return self.day.to_string();
        };
        let zone = match self.offset {
            None => String::new(),
            Some(0) => "Z".to_owned(),
            Some(east) => {
                let sign = if east < 0 { '-' } else { '+' };
                let minutes = east.unsigned_abs() / 60;
                format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        };
        // chrono prints as many decimals as there are.
        let fraction = if time.nanosecond() == 0 {
            String::new()
        } else {
            time.format("%.f").to_string()
        };
        format!("{}T{}{fraction}{zone}", self.day, time.format("%H:%M:%S"))
    }
}

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateCell {
    /// One day, perhaps with a time.
    Day(Moment),
    /// All days from the first to the last.
    Range(NaiveDate, NaiveDate),
    /// A day of every year: the year must come from elsewhere.
    YearMissing {
        /// 1 to 12.
        month: u32,
        /// 1 to 31, within the month.
        day: u32,
    },
}

impl DateCell {
    /// The day, or the first day of the range.
    fn first_day(self) -> Option<NaiveDate> {
        match self {
            Self::Day(moment) => Some(moment.day),
            Self::Range(first, _) => Some(first),
            Self::YearMissing { .. } => None,
        }
    }
}

/// Why a cell is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// It has no form of a date.
    NotADate,
    /// Day and month may each come first, and it matters.
    Ambiguous {
        /// The reading with the day first.
        dmy: NaiveDate,
        /// The reading with the month first.
        mdy: NaiveDate,
    },
    /// It has the form of a date that is not on the calendar, such as 31/02/2026, or lies outside 1900 to 2199.
    Impossible,
}

impl fmt::Display for DateError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotADate => out.write_str("not a date"),
            Self::Ambiguous { dmy, mdy } => write!(out, "a date that reads as {dmy} and as {mdy}"),
            Self::Impossible => out.write_str("a date that is not on the calendar"),
        }
    }
}

impl Error for DateError {}

/// The date in a cell; `None` for the forms that mean "no date", also `Ongoing` and `Lifetime`.
///
/// `order` matters only for numeric dates with the year last, or with two-digit years.
///
/// # Errors
/// Where the cell is no date, is none on the calendar, or is ambiguous and no order is given.
pub fn date(text: &str, order: Option<DateOrder>) -> Result<Option<DateCell>, DateError> {
    if let Some(moment) = iso(text) {
        return Ok(Some(DateCell::Day(moment)));
    }
    if text.starts_with("0000-00-00") {
        return Ok(None);
    }
    // Dates are more frequent than words for their absence, and none of these reads as a date.
    match Written::of(text) {
        Some(written) => written.reading(order).map(Some),
        None if is_undated(text) => Ok(None),
        None => Err(DateError::NotADate),
    }
}

/// The common case without search: `2026-04-05`, perhaps with a time behind it.
#[inline]
fn iso(text: &str) -> Option<Moment> {
    let day = iso_day(text.as_bytes())?;
    if text.len() == 10 {
        return Some(Moment {
            day,
            time: None,
            offset: None,
        });
    }
    let mut scan = Scan::new(&text[10..]);
    let clock = clock::clock(&mut scan)?;
    scan.is_done().then_some(Moment {
        day,
        time: Some(clock.time),
        offset: clock.offset,
    })
}

#[inline]
fn iso_day(text: &[u8]) -> Option<NaiveDate> {
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1, ..] = text else {
        return None;
    };
    let pair = |tens: u8, ones: u8| {
        let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
        (tens <= 9 && ones <= 9).then(|| u32::from(tens * 10 + ones))
    };
    let year = pair(y0, y1)? * 100 + pair(y2, y3)?;
    day::calendar_day(year, pair(m0, m1)?, pair(d0, d1)?)
}

/// Null forms, and words that stand where a date would: nothing ends, or nothing is bounded.
fn is_undated(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "ongoing",
        "lifetime",
        "all time",
        "continuous",
        "fortlaufend",
        "laufend",
        "lebenszeit",
        "en curso",
        "continuo",
        "en cours",
        "in corso",
        "em andamento",
        "doorlopend",
        "never",
    ];
    let trimmed = text.trim_matches(|c| glyph::is_blank(c) || c == '"');
    is_null(trimmed) || WORDS.iter().any(|word| trimmed.eq_ignore_ascii_case(word))
}
