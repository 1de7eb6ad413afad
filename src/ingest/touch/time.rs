//! The time of a touch: ISO text, seconds to nanoseconds since 1970, or any form of date that exports write.

use crate::ingest::date::{self, DateCell, DateError, DateOrder};
use crate::schema::Instant;

use super::fault::TouchFault;

/// Microseconds of a second and of a day.
const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

/// The moment in a cell; `None` where it states none.
///
/// # Errors
/// What is wrong with it.
pub fn instant(text: &str, order: Option<DateOrder>) -> Result<Option<Instant>, TouchFault> {
    if let Some(instant) = Instant::of_iso(text) {
        return Ok(Some(instant));
    }
    let text = text.trim();
    if let Some(instant) = epoch(text) {
        return Ok(Some(instant));
    }
    match date::date(text, order) {
        Ok(Some(DateCell::Day(moment))) => {
            let day = i64::from(crate::schema::cells::day_number(moment.day)) * DAY;
            let time = moment.time.map_or(0, |time| {
                use chrono::Timelike;
                i64::from(time.num_seconds_from_midnight()) * SECOND
                    + i64::from(time.nanosecond() / 1_000)
            });
            let shift = i64::from(moment.offset.unwrap_or(0)) * SECOND;
            Ok(Some(Instant {
                at: day + time - shift,
                zoned: moment.offset.is_some(),
                timed: moment.time.is_some(),
            }))
        }
        Ok(Some(DateCell::Range(..) | DateCell::YearMissing { .. })) | Err(DateError::NotADate) => {
            Err(TouchFault::NotATime)
        }
        Ok(None) => Ok(None),
        Err(DateError::Impossible | DateError::Ambiguous { .. }) => Err(TouchFault::NoSuchTime),
    }
}

/// Seconds, milliseconds, microseconds or nanoseconds since 1970, by the number of digits; seconds may have decimals.
fn epoch(text: &str) -> Option<Instant> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(decimals) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let at = match whole.len() {
        1 if number == 0 => 0,
        9 | 10 => {
            let micros = (0..6).fold(0, |micros, at| {
                micros * 10
                    + decimals
                        .as_bytes()
                        .get(at)
                        .map_or(0, |digit| i64::from(digit - b'0'))
            });
            number * SECOND + micros
        }
        12 | 13 => number * 1_000,
        15 | 16 => number,
        18 | 19 => number / 1_000,
        _ => return None,
    };
    Some(Instant {
        at,
        zoned: true,
        timed: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<i64> {
        instant(text, None).unwrap().map(|instant| instant.at)
    }

    #[test]
    fn every_form_of_one_moment_reads_the_same() {
        // 2026-09-21T14:13:20Z is 1,790,000,000 seconds after 1970.
        let second = 1_790_000_000 * SECOND;
        for text in [
            "2026-09-21T14:13:20",
            "2026-09-21 14:13:20",
            "2026-09-21T14:13:20Z",
            "2026-09-21T16:13:20+02:00",
            "2026-09-21T16:13:20+0200",
            "2026-09-21 14:13:20 UTC",
            "1790000000",
            "1790000000.0",
            "1790000000000",
            "1790000000000000",
            "1790000000000000000",
        ] {
            assert_eq!(at(text), Some(second), "{text}");
        }
        assert_eq!(at("2026-09-21T14:13:20.25Z"), Some(second + 250_000));
        assert_eq!(at("1790000000.25"), Some(second + 250_000));
        assert_eq!(
            at("2026-09-21"),
            Some(second - (14 * 3600 + 13 * 60 + 20) * SECOND)
        );
    }

    #[test]
    fn days_agree_with_the_calendar_library() {
        for day in (-25_000..84_000).step_by(13) {
            let date = crate::schema::cells::day_of(day).unwrap();
            let text = format!("{date}T00:00:00");
            if (1900..2200).contains(&chrono::Datelike::year(&date)) {
                assert_eq!(at(&text), Some(i64::from(day) * DAY), "{text}");
            }
        }
    }

    #[test]
    fn days_without_a_time_of_day_say_so() {
        let timed = |text: &str| instant(text, None).unwrap().unwrap().timed;
        for text in ["2026-09-21", "Sep 21, 2026", "20260921"] {
            assert!(!timed(text), "{text}");
        }
        for text in [
            "2026-09-21T00:00:00",
            "2026-09-21 00:00",
            "Sep 21, 2026 12:00 AM",
            "1790000000",
        ] {
            assert!(timed(text), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_a_fault() {
        assert_eq!(instant("soon", None), Err(TouchFault::NotATime));
        assert_eq!(
            instant("2026-02-30T10:00:00", None),
            Err(TouchFault::NoSuchTime)
        );
        assert_eq!(instant("", None), Ok(None));
        assert_eq!(at("0"), Some(0));
    }
}
