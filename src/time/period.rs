//! A period: a run of whole days with both ends in it.

use std::fmt;

use chrono::{Days, NaiveDate};

use super::calendar::Calendar;
use super::error::PeriodError;

/// The start that stands for "since ever" in a period without one.
pub const EARLIEST: NaiveDate = match NaiveDate::from_ymd_opt(1, 1, 1) {
    Some(date) => date,
    None => NaiveDate::MIN,
};

/// The days from `start` to `end`, both counted. `Display` is for people: `1–30 Sep 2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first day; [`EARLIEST`] where the period has no start.
    pub start: NaiveDate,
    /// The last day, inside the period.
    pub end: NaiveDate,
}

impl Period {
    /// The days from `start` to `end`.
    ///
    /// # Errors
    /// [`PeriodError::Reversed`] where `end` lies before `start`.
    pub fn new(start: NaiveDate, end: NaiveDate) -> Result<Self, PeriodError> {
        Self::in_calendar(start, end, Calendar::Gregorian)
    }

    /// The days from `start` to `end`, named in that calendar where they are wrong.
    pub(super) fn in_calendar(
        start: NaiveDate,
        end: NaiveDate,
        calendar: Calendar,
    ) -> Result<Self, PeriodError> {
        if end < start {
            return Err(PeriodError::Reversed {
                start: calendar.iso(start),
                end: calendar.iso(end),
            });
        }
        Ok(Self { start, end })
    }

    /// How many days it has.
    pub fn days(&self) -> i64 {
        (self.end - self.start).num_days() + 1
    }

    /// Whether the day lies in it.
    pub fn contains(&self, date: NaiveDate) -> bool {
        self.start <= date && date <= self.end
    }

    /// Whether the other period lies wholly in it.
    pub fn covers(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The days that both have, where there are any.
    pub fn overlap(&self, other: &Self) -> Option<Self> {
        Self::new(self.start.max(other.start), self.end.min(other.end)).ok()
    }

    /// The days of it that are none of the other's: before them, after them.
    pub fn without(&self, other: &Self) -> Vec<Self> {
        let Some(common) = self.overlap(other) else {
            return vec![*self];
        };
        let before = common.start.pred_opt();
        let after = common.end.succ_opt();
        let before = before.and_then(|end| Self::new(self.start, end).ok());
        let after = after.and_then(|start| Self::new(start, self.end).ok());
        before.into_iter().chain(after).collect()
    }

    /// The stretches of it that none of the others has, the first one first.
    pub fn without_all(&self, others: impl IntoIterator<Item = Self>) -> Vec<Self> {
        others.into_iter().fold(vec![*self], |left, other| {
            left.iter().flat_map(|days| days.without(&other)).collect()
        })
    }

    /// Whether it has no start of its own.
    pub fn is_open(&self) -> bool {
        self.start == EARLIEST
    }

    /// The form that can be typed again: `2026-09-01..2026-09-30`, `..2026-09-30` without a start.
    pub fn iso(&self, calendar: impl Into<Calendar>) -> String {
        let calendar = calendar.into();
        let end = calendar.iso(self.end);
        if self.is_open() {
            format!("..{end}")
        } else {
            format!("{}..{end}", calendar.iso(self.start))
        }
    }

    /// The form for people: `1–30 Sep 2026`, `1–30 Mehr 1405`.
    pub fn told(&self, calendar: impl Into<Calendar>) -> String {
        let calendar = calendar.into();
        let (first, last) = (calendar.named(self.start), calendar.named(self.end));
        let month = |of: u32| calendar.month_name(of);
        let end = format!("{} {} {}", last.day, month(last.month), last.year);
        if self.is_open() {
            format!("until {end}")
        } else if first == last {
            end
        } else if first.year != last.year {
            let start = format!("{} {} {}", first.day, month(first.month), first.year);
            format!("{start} – {end}")
        } else if first.month != last.month {
            format!("{} {} – {end}", first.day, month(first.month))
        } else {
            format!("{}–{end}", first.day)
        }
    }

    /// How many whole calendar months it is made of, where it starts with the first and ends with the last of a month.
    pub(super) fn whole_months(&self, calendar: Calendar) -> Option<u32> {
        let (first, after) = (
            calendar.named(self.start),
            calendar.named(shifted(self.end, 1)),
        );
        if self.is_open() || first.day != 1 || after.day != 1 {
            return None;
        }
        let months = (after.year - first.year) * 12 + after.month as i32 - first.month as i32;
        u32::try_from(months).ok()
    }
}

impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.told(Calendar::Gregorian))
    }
}

/// The date `days` later (earlier where negative); the end of the calendar where there is none.
pub(super) fn shifted(date: NaiveDate, days: i64) -> NaiveDate {
    let distance = Days::new(days.unsigned_abs());
    if days < 0 {
        date.checked_sub_days(distance).unwrap_or(NaiveDate::MIN)
    } else {
        date.checked_add_days(distance).unwrap_or(NaiveDate::MAX)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A day between 1990 and 2099.
    pub(in crate::time) fn any_day() -> impl Strategy<Value = NaiveDate> {
        let first = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap();
        (0i64..40_000).prop_map(move |days| shifted(first, days))
    }

    /// A period of up to three years.
    pub(in crate::time) fn any_period() -> impl Strategy<Value = Period> {
        (any_day(), 0i64..1100).prop_map(|(start, days)| Period {
            start,
            end: shifted(start, days),
        })
    }

    /// The period between two ISO days.
    pub(in crate::time) fn period(start: &str, end: &str) -> Period {
        Period {
            start: start.parse().unwrap(),
            end: end.parse().unwrap(),
        }
    }

    #[test]
    fn display_leaves_out_what_both_ends_share() {
        let cases = [
            ("2026-09-01", "2026-09-30", "1–30 Sep 2026"),
            ("2026-09-15", "2026-09-15", "15 Sep 2026"),
            ("2026-09-15", "2026-10-14", "15 Sep – 14 Oct 2026"),
            ("2025-12-29", "2026-01-04", "29 Dec 2025 – 4 Jan 2026"),
            ("0001-01-01", "2026-09-30", "until 30 Sep 2026"),
        ];
        for (start, end, text) in cases {
            assert_eq!(period(start, end).to_string(), text);
        }
        let cases = [
            ("2026-09-23", "2026-10-22", "1–30 Mehr 1405"),
            ("2026-10-31", "2026-10-31", "9 Aban 1405"),
            ("2026-09-22", "2026-09-23", "31 Shahrivar – 1 Mehr 1405"),
            (
                "2026-03-20",
                "2026-03-21",
                "29 Esfand 1404 – 1 Farvardin 1405",
            ),
            ("0001-01-01", "2026-10-22", "until 30 Mehr 1405"),
        ];
        for (start, end, text) in cases {
            assert_eq!(period(start, end).told(Calendar::Jalali), text);
        }
    }

    #[test]
    fn iso_form_names_both_ends() {
        assert_eq!(
            period("2026-09-01", "2026-09-30").iso(Calendar::Gregorian),
            "2026-09-01..2026-09-30"
        );
        assert_eq!(
            period("0001-01-01", "2026-09-30").iso(Calendar::Gregorian),
            "..2026-09-30"
        );
        assert_eq!(
            period("2026-09-23", "2026-10-22").iso(Calendar::Jalali),
            "1405-07-01..1405-07-30"
        );
    }

    #[test]
    fn both_ends_are_inside() {
        let september = period("2026-09-01", "2026-09-30");
        assert_eq!(september.days(), 30);
        assert!(september.contains(september.start) && september.contains(september.end));
        assert!(!september.contains(shifted(september.end, 1)));
        assert!(september.covers(&september));
    }

    #[test]
    fn an_end_before_the_start_is_an_error() {
        let (start, end) = ("2026-09-30".parse().unwrap(), "2026-09-01".parse().unwrap());
        let error = Period::new(start, end).unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a period that starts before it ends, found `2026-09-30..2026-09-01`"
        );
        assert_eq!(
            error.hint().as_deref(),
            Some("its ends are turned round: did you mean 2026-09-01..2026-09-30?")
        );
    }

    #[test]
    fn overlap_is_what_both_have() {
        let september = period("2026-09-01", "2026-09-30");
        assert_eq!(
            september.overlap(&period("2026-08-20", "2026-09-02")),
            Some(period("2026-09-01", "2026-09-02"))
        );
        assert_eq!(september.overlap(&period("2026-10-01", "2026-10-02")), None);
    }

    proptest! {
        #[test]
        fn overlap_has_exactly_the_common_days(one in any_period(), other in any_period(), day in any_day()) {
            let both = one.contains(day) && other.contains(day);
            prop_assert_eq!(one.overlap(&other).is_some_and(|common| common.contains(day)), both);
        }
    }
}
