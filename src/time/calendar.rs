//! Calendars: what year, month and day a day is called, and which day a year, month and day mean.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, Weekday};
use icu_calendar::Date as IcuDate;
use icu_calendar::cal::Persian;
use icu_calendar::types::RataDie;

use super::error::PeriodError;

/// A calendar that periods, buckets and days may follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Calendar {
    /// The Gregorian calendar.
    #[default]
    Gregorian,
    /// The solar Hijri calendar of Iran: years start at the spring equinox, six months of 31 days, five of 30, and Esfand.
    Jalali,
}

/// A day as a calendar names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonthDay {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u32,
    /// The day of the month, from 1.
    pub day: u32,
}

impl Calendar {
    /// All calendars.
    pub const ALL: [Self; 2] = [Self::Gregorian, Self::Jalali];

    /// The name in `--calendar` and in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gregorian => "gregorian",
            Self::Jalali => "jalali",
        }
    }

    /// The name in sentences.
    pub fn title(self) -> &'static str {
        match self {
            Self::Gregorian => "Gregorian",
            Self::Jalali => "Jalali",
        }
    }

    /// The years that a period may name; others are typing errors. No year belongs to both calendars.
    pub fn years(self) -> RangeInclusive<i32> {
        match self {
            Self::Gregorian => 1900..=9999,
            Self::Jalali => 1200..=1899,
        }
    }

    /// The calendar that a year of a period belongs to.
    pub fn of_year(year: i32) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|calendar| calendar.years().contains(&year))
    }

    /// The first day of its weeks.
    pub fn week_start(self) -> Weekday {
        match self {
            Self::Gregorian => Weekday::Mon,
            Self::Jalali => Weekday::Sat,
        }
    }

    /// What it calls the day.
    pub fn named(self, date: NaiveDate) -> YearMonthDay {
        match self {
            Self::Gregorian => YearMonthDay {
                year: date.year(),
                month: date.month(),
                day: date.day(),
            },
            Self::Jalali => {
                let fixed = RataDie::new(i64::from(date.num_days_from_ce()));
                let date = IcuDate::from_rata_die(fixed, Persian);
                YearMonthDay {
                    year: date.year().extended_year(),
                    month: u32::from(date.month().ordinal),
                    day: u32::from(date.day_of_month().0),
                }
            }
        }
    }

    /// The day that it calls so; `None` where it has none.
    pub fn day(self, year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        match self {
            Self::Gregorian => NaiveDate::from_ymd_opt(year, month, day),
            Self::Jalali => {
                let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
                let date = IcuDate::try_new_persian(year, month, day).ok()?;
                let fixed = date.to_rata_die().to_i64_date();
                NaiveDate::from_num_days_from_ce_opt(i32::try_from(fixed).ok()?)
            }
        }
    }

    /// The same day of the month so many months later (earlier where negative), the month's last where it is shorter;
    /// the end of the calendar where there is none.
    pub(super) fn months_later(self, date: NaiveDate, months: i32) -> NaiveDate {
        let YearMonthDay { year, month, day } = self.named(date);
        let count = year * 12 + month as i32 - 1 + months;
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) as u32 + 1);
        let end = if months < 0 {
            NaiveDate::MIN
        } else {
            NaiveDate::MAX
        };
        (0..day.min(4))
            .find_map(|fewer| self.day(year, month, day - fewer))
            .unwrap_or(end)
    }

    /// The day in the form that can be typed again: `2026-09-15`, `1405-06-24`.
    pub fn iso(self, date: NaiveDate) -> String {
        let YearMonthDay { year, month, day } = self.named(date);
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// The month's short name in English.
    pub(super) fn month_name(self, month: u32) -> &'static str {
        let names = match self {
            Self::Gregorian => [
                "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
            ],
            Self::Jalali => [
                "Farvardin",
                "Ordibehesht",
                "Khordad",
                "Tir",
                "Mordad",
                "Shahrivar",
                "Mehr",
                "Aban",
                "Azar",
                "Dey",
                "Bahman",
                "Esfand",
            ],
        };
        names[(month as usize + 11) % 12]
    }
}

impl fmt::Display for Calendar {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl FromStr for Calendar {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let unknown = || PeriodError::UnknownCalendar { text: text.into() };
        Self::ALL
            .into_iter()
            .find(|calendar| calendar.name() == text)
            .ok_or_else(unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::super::period::shifted;
    use super::super::period::tests::any_day;
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Days known from elsewhere: 22 Bahman 1357, New Year's days, the leap days of 1395, 1399 and 1403, ends of months.
    #[test]
    fn jalali_days_are_those_of_printed_calendars() {
        let cases = [
            ("1979-02-11", (1357, 11, 22)),
            ("2000-03-20", (1379, 1, 1)),
            ("2017-03-20", (1395, 12, 30)),
            ("2021-03-20", (1399, 12, 30)),
            ("2021-03-21", (1400, 1, 1)),
            ("2024-03-19", (1402, 12, 29)),
            ("2024-03-20", (1403, 1, 1)),
            ("2025-03-20", (1403, 12, 30)),
            ("2025-03-21", (1404, 1, 1)),
            ("2026-03-20", (1404, 12, 29)),
            ("2026-03-21", (1405, 1, 1)),
            ("2026-09-22", (1405, 6, 31)),
            ("2026-09-23", (1405, 7, 1)),
            ("2026-10-22", (1405, 7, 30)),
            ("2026-10-23", (1405, 8, 1)),
            ("2026-10-31", (1405, 8, 9)),
        ];
        for (day, (year, month, of_month)) in cases {
            assert_eq!(
                Calendar::Jalali.day(year, month, of_month),
                Some(date(day)),
                "{day}"
            );
            let named = YearMonthDay {
                year,
                month,
                day: of_month,
            };
            assert_eq!(Calendar::Jalali.named(date(day)), named, "{day}");
        }
    }

    #[test]
    fn days_that_a_calendar_lacks_are_none() {
        for (year, month, day) in [
            (1404, 12, 30),
            (1405, 7, 31),
            (1405, 13, 1),
            (1405, 0, 1),
            (1405, 1, 0),
        ] {
            assert_eq!(
                Calendar::Jalali.day(year, month, day),
                None,
                "{year} {month} {day}"
            );
        }
        assert_eq!(Calendar::Gregorian.day(2026, 2, 29), None);
    }

    #[test]
    fn months_later_keeps_to_the_month() {
        let cases = [
            (Calendar::Gregorian, "2026-10-31", -1, "2026-09-30"),
            (Calendar::Gregorian, "2024-02-29", -12, "2023-02-28"),
            (Calendar::Gregorian, "2026-01-15", -13, "2024-12-15"),
            // 31 Shahrivar and a month is 30 Mehr; 30 Esfand 1403 and a year is 29 Esfand 1404.
            (Calendar::Jalali, "2026-09-22", 1, "2026-10-22"),
            (Calendar::Jalali, "2025-03-20", 12, "2026-03-20"),
            (Calendar::Jalali, "2026-03-21", -1, "2026-02-20"),
        ];
        for (calendar, from, months, to) in cases {
            let moved = calendar.months_later(date(from), months);
            assert_eq!(moved, date(to), "{calendar} {from} {months}");
        }
    }

    #[test]
    fn a_year_tells_its_calendar() {
        assert_eq!(Calendar::of_year(1405), Some(Calendar::Jalali));
        assert_eq!(Calendar::of_year(2026), Some(Calendar::Gregorian));
        assert_eq!(Calendar::of_year(1066), None);
    }

    #[test]
    fn calendars_are_named_in_words() {
        for calendar in Calendar::ALL {
            assert_eq!(calendar.name().parse(), Ok(calendar));
        }
        let error = "persian".parse::<Calendar>().unwrap_err();
        assert_eq!(error.to_string(), "expected a calendar, found `persian`");
        assert_eq!(error.hint().as_deref(), Some("write gregorian or jalali"));
    }

    proptest! {
        #[test]
        fn to_and_fro_is_the_same_day(day in any_day()) {
            for calendar in Calendar::ALL {
                let named = calendar.named(day);
                prop_assert_eq!(calendar.day(named.year, named.month, named.day), Some(day));
                let next = calendar.named(shifted(day, 1));
                prop_assert!(named < next);
            }
        }

        #[test]
        fn no_day_panics(number in any::<i32>()) {
            if let Some(day) = NaiveDate::from_num_days_from_ce_opt(number) {
                for calendar in Calendar::ALL {
                    let _ = (calendar.named(day), calendar.iso(day), calendar.months_later(day, -12));
                }
            }
        }
    }
}
