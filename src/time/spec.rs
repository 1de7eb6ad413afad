//! What a user types for a period, and what it means on an as-of date.

use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDate, Weekday};

use super::bucket::Grain;
use super::error::PeriodError;
use super::period::{EARLIEST, Period};

/// The years that a period may name; others are typing errors or another calendar.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=9999;

/// A period as typed; `Display` gives a form that parses to the same again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeriodSpec {
    /// Both ends are known: `2026-09`, `2026-09-01..2026-09-30`.
    Fixed(Period),
    /// From a day up to the as-of date: `2026-09-01..`.
    Since(NaiveDate),
    /// Everything up to a day: `..2026-09-30`.
    Until(NaiveDate),
    /// The last whole week, month, quarter or year before the one that the as-of date lies in.
    Last(Grain),
    /// From the first of the as-of date's month up to the as-of date: `this-month`.
    ThisMonth,
    /// From 1 January up to the as-of date: `year-to-date`.
    YearToDate,
}

impl PeriodSpec {
    /// The days that it means when today is `as_of`.
    ///
    /// # Errors
    /// [`PeriodError::StartsAfterAsOf`] where an open range starts after `as_of`.
    pub fn resolve(&self, as_of: NaiveDate) -> Result<Period, PeriodError> {
        Ok(match *self {
            Self::Fixed(period) => period,
            Self::Since(start) if as_of < start => {
                return Err(PeriodError::StartsAfterAsOf { start, as_of });
            }
            Self::Since(start) => Period { start, end: as_of },
            Self::Until(end) => Period {
                start: EARLIEST,
                end,
            },
            Self::Last(grain) => grain.bucket(as_of).previous().period(),
            Self::ThisMonth => Period {
                start: Grain::Month.bucket(as_of).start(),
                end: as_of,
            },
            Self::YearToDate => Period {
                start: Grain::Year.bucket(as_of).start(),
                end: as_of,
            },
        })
    }

    /// Whether its days depend on the as-of date, so that the date is worth printing.
    pub fn needs_as_of(&self) -> bool {
        !matches!(self, Self::Fixed(_) | Self::Until(_))
    }
}

impl FromStr for PeriodSpec {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let plain = latin_digits(text.trim()).to_ascii_lowercase();
        match plain.as_str() {
            "last-week" => return Ok(Self::Last(Grain::Week)),
            "last-month" => return Ok(Self::Last(Grain::Month)),
            "last-quarter" => return Ok(Self::Last(Grain::Quarter)),
            "last-year" => return Ok(Self::Last(Grain::Year)),
            "this-month" => return Ok(Self::ThisMonth),
            "year-to-date" => return Ok(Self::YearToDate),
            _ => {}
        }
        let whole = || PeriodError::UnknownPeriod { text: text.into() };
        let Some((from, to)) = plain.split_once("..") else {
            return fixed(&plain, whole).map(Self::Fixed);
        };
        match (from.trim(), to.trim()) {
            ("", "") => Err(whole()),
            (from, "") => Ok(Self::Since(fixed(from, whole)?.start)),
            ("", to) => Ok(Self::Until(fixed(to, whole)?.end)),
            (from, to) => {
                Period::new(fixed(from, whole)?.start, fixed(to, whole)?.end).map(Self::Fixed)
            }
        }
    }
}

impl fmt::Display for PeriodSpec {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(period) => out.write_str(&period.iso()),
            Self::Since(start) => write!(out, "{start}.."),
            Self::Until(end) => write!(out, "..{end}"),
            Self::Last(grain) => write!(out, "last-{grain}"),
            Self::ThisMonth => out.write_str("this-month"),
            Self::YearToDate => out.write_str("year-to-date"),
        }
    }
}

/// A single day in ISO form, as `--as-of` takes it.
///
/// # Errors
/// [`PeriodError::UnknownDay`] for another form, [`PeriodError::NotInCalendar`] for a day like 30 February.
pub fn day(text: &str) -> Result<NaiveDate, PeriodError> {
    let plain = latin_digits(text.trim());
    let unknown = || PeriodError::UnknownDay { text: text.into() };
    if plain.split('-').count() != 3 {
        return Err(unknown());
    }
    fixed(&plain, unknown).map(|period| period.start)
}

/// A year, quarter, month, week or day; `unknown` is the error for any other form.
fn fixed(text: &str, unknown: impl Fn() -> PeriodError) -> Result<Period, PeriodError> {
    let parts: Vec<&str> = text.split('-').collect();
    let year = number(parts[0], 4)
        .map(|year| year as i32)
        .filter(|year| YEARS.contains(year))
        .ok_or_else(&unknown)?;
    let first = match parts[1..] {
        [] => NaiveDate::from_ymd_opt(year, 1, 1).map(|date| (date, Grain::Year)),
        [part] if part.starts_with('q') => {
            let quarter = number(&part[1..], 1).ok_or_else(&unknown)?;
            // Quarter 0 would be a negative month: 99 is as impossible and no underflow.
            let month = quarter.checked_sub(1).map_or(99, |before| before * 3 + 1);
            NaiveDate::from_ymd_opt(year, month, 1).map(|date| (date, Grain::Quarter))
        }
        [part] if part.starts_with('w') => {
            let week = number(&part[1..], 2).ok_or_else(&unknown)?;
            NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).map(|date| (date, Grain::Week))
        }
        [part] => {
            let month = number(part, 2).ok_or_else(&unknown)?;
            NaiveDate::from_ymd_opt(year, month, 1).map(|date| (date, Grain::Month))
        }
        [month, day] => {
            let (month, day) = number(month, 2).zip(number(day, 2)).ok_or_else(&unknown)?;
            NaiveDate::from_ymd_opt(year, month, day).map(|date| (date, Grain::Day))
        }
        _ => return Err(unknown()),
    };
    let (date, grain) = first.ok_or_else(|| PeriodError::NotInCalendar {
        text: text.to_ascii_uppercase(),
    })?;
    Ok(grain.bucket(date).period())
}

/// The number that exactly `digits` ASCII digits spell.
fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

/// The text with Arabic and Persian digits as `0` to `9`.
fn latin_digits(text: &str) -> String {
    let latin = |digit: char, zero: char| char::from(b'0' + (digit as u32 - zero as u32) as u8);
    text.chars()
        .map(|char| match char {
            '\u{660}'..='\u{669}' => latin(char, '\u{660}'),
            '\u{6f0}'..='\u{6f9}' => latin(char, '\u{6f0}'),
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::period::tests::{any_day, any_period, period};
    use super::*;
    use proptest::prelude::*;

    fn resolved(text: &str) -> Period {
        let as_of = NaiveDate::from_ymd_opt(2026, 10, 9).unwrap();
        text.parse::<PeriodSpec>().unwrap().resolve(as_of).unwrap()
    }

    #[test]
    fn every_form_resolves_to_its_days() {
        let cases = [
            ("2026-09", "2026-09-01", "2026-09-30"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2026-Q3", "2026-07-01", "2026-09-30"),
            ("2026-q4", "2026-10-01", "2026-12-31"),
            ("2026", "2026-01-01", "2026-12-31"),
            ("2026-W37", "2026-09-07", "2026-09-13"),
            ("2026-W01", "2025-12-29", "2026-01-04"),
            ("2026-W53", "2026-12-28", "2027-01-03"),
            ("2026-09-15", "2026-09-15", "2026-09-15"),
            ("2026-09-01..2026-09-30", "2026-09-01", "2026-09-30"),
            ("2026-07..2026-09", "2026-07-01", "2026-09-30"),
            (" 2026-09-01 .. 2026-09-30 ", "2026-09-01", "2026-09-30"),
            ("۲۰۲۶-۰۹", "2026-09-01", "2026-09-30"),
            ("٢٠٢٦-٠٩", "2026-09-01", "2026-09-30"),
        ];
        for (text, start, end) in cases {
            assert_eq!(resolved(text), period(start, end), "{text}");
        }
    }

    #[test]
    fn relative_periods_count_from_the_as_of_date() {
        let cases = [
            ("last-week", "2026-09-28", "2026-10-04"),
            ("last-month", "2026-09-01", "2026-09-30"),
            ("last-quarter", "2026-07-01", "2026-09-30"),
            ("Last-Year", "2025-01-01", "2025-12-31"),
            ("this-month", "2026-10-01", "2026-10-09"),
            ("year-to-date", "2026-01-01", "2026-10-09"),
            ("2026-09-20..", "2026-09-20", "2026-10-09"),
            ("2026-09..", "2026-09-01", "2026-10-09"),
            ("..2026-09-30", "0001-01-01", "2026-09-30"),
        ];
        for (text, start, end) in cases {
            assert_eq!(resolved(text), period(start, end), "{text}");
        }
    }

    #[test]
    fn last_month_in_january_is_december() {
        let spec: PeriodSpec = "last-month".parse().unwrap();
        let as_of = NaiveDate::from_ymd_opt(2026, 1, 31).unwrap();
        assert_eq!(spec.resolve(as_of), Ok(period("2025-12-01", "2025-12-31")));
    }

    #[test]
    fn other_forms_are_refused_with_the_accepted_ones() {
        let texts = [
            "",
            "..",
            "septembre",
            "2026-9",
            "26-09",
            "2026/09",
            "2026-Q",
            "2026-Q33",
            "2026-W7",
            "2026-09-1",
            "1405-06",
            "2026-09-01-01",
            "last-day",
            "2026-09-01...2026-09-30",
            "2026-",
            "+026",
            "2026-é1",
            "2026-qé",
        ];
        for text in texts {
            let error = text.parse::<PeriodSpec>().unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("expected a period, found `{text}`")
            );
            assert_eq!(
                error.hint().as_deref(),
                Some(
                    "write 2026-09, 2026-Q3, 2026-W37, 2026, 2026-09-15, 2026-09-01..2026-09-30, 2026-09-01.., ..2026-09-30, \
                     last-week, last-month, last-quarter, last-year, this-month or year-to-date"
                )
            );
        }
    }

    #[test]
    fn the_hint_lists_only_forms_that_parse() {
        let hint = PeriodError::UnknownPeriod { text: "x".into() }
            .hint()
            .unwrap();
        let forms = hint.trim_start_matches("write ").replace(" or ", ", ");
        assert_eq!(forms.split(", ").count(), 14);
        for form in forms.split(", ") {
            assert!(form.parse::<PeriodSpec>().is_ok(), "{form}");
        }
    }

    #[test]
    fn days_outside_the_calendar_are_named() {
        for text in [
            "2026-13",
            "2026-00",
            "2026-Q0",
            "2026-Q5",
            "2026-W00",
            "2025-W53",
            "2026-02-29",
            "2026-04-31",
        ] {
            let error = text.parse::<PeriodSpec>().unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("expected a period of the calendar, found `{text}`")
            );
        }
        let error = "2026-09-01..2026-09-31".parse::<PeriodSpec>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a period of the calendar, found `2026-09-31`"
        );
        assert_eq!(
            error.hint().as_deref(),
            Some(
                "days run to the end of their month, months from 01 to 12, quarters from Q1 to Q4, ISO weeks from W01 to W52 or W53"
            )
        );
    }

    #[test]
    fn an_open_range_may_not_start_after_the_as_of_date() {
        let spec: PeriodSpec = "2026-09-01..".parse().unwrap();
        let error = spec
            .resolve(NaiveDate::from_ymd_opt(2026, 8, 31).unwrap())
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a period that starts by the as-of date 2026-08-31, found `2026-09-01..`"
        );
        assert_eq!(
            error.hint().as_deref(),
            Some("give a later `--as-of DATE`, or both ends of the period")
        );
    }

    #[test]
    fn a_day_is_an_iso_date() {
        assert_eq!(
            day("2026-09-15"),
            Ok(NaiveDate::from_ymd_opt(2026, 9, 15).unwrap())
        );
        assert_eq!(
            day("2026-02-30"),
            Err(PeriodError::NotInCalendar {
                text: "2026-02-30".into()
            })
        );
        let error = day("2026-09").unwrap_err();
        assert_eq!(error.to_string(), "expected a date, found `2026-09`");
        assert_eq!(error.hint().as_deref(), Some("write it as 2026-09-15"));
    }

    fn any_spec() -> impl Strategy<Value = PeriodSpec> {
        prop_oneof![
            any_period().prop_map(PeriodSpec::Fixed),
            any_day().prop_map(PeriodSpec::Since),
            any_day().prop_map(PeriodSpec::Until),
            proptest::sample::select(vec![Grain::Week, Grain::Month, Grain::Quarter, Grain::Year])
                .prop_map(PeriodSpec::Last),
            Just(PeriodSpec::ThisMonth),
            Just(PeriodSpec::YearToDate),
        ]
    }

    proptest! {
        #[test]
        fn a_printed_spec_parses_to_itself(spec in any_spec()) {
            prop_assert_eq!(spec.to_string().parse::<PeriodSpec>(), Ok(spec));
        }

        #[test]
        fn a_period_in_iso_form_parses_to_itself(period in any_period(), as_of in any_day()) {
            let spec: PeriodSpec = period.iso().parse().unwrap();
            prop_assert_eq!(spec.resolve(as_of), Ok(period));
        }

        #[test]
        fn no_text_panics(text in "\\PC*") {
            let _ = (text.parse::<PeriodSpec>(), day(&text));
        }
    }
}
