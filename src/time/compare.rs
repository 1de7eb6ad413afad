//! What a period is compared with, like with like.
//!
//! | the period is | `previous` | `year` |
//! |---|---|---|
//! | whole months | as many whole months before | the same months a year before |
//! | the first days of a month, quarter or year | as many first days of the one before | the same dates a year before |
//! | anything else: days, a week | as many days, immediately before | 364 days before, weekday by weekday |
//!
//! The first line that fits counts, but a single day and one whole week (from Monday; from Saturday in the Jalali
//! calendar; from the day that was said) are always days and weeks. Months, quarters and years are those of the reckoning. Where the month before is
//! too short (1–30 Mar), the comparison ends with it, and the sentence states both lengths.

use std::fmt;
use std::str::FromStr;

use super::bucket::Grain;
use super::error::PeriodError;
use super::period::{Period, shifted};
use super::reckoning::Reckoning;

/// 52 weeks: the multiple of 7 nearest to a year, so that weekdays meet weekdays.
const WEEKDAY_YEAR_DAYS: i64 = 364;

/// Which other period a report sets beside its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// The period before.
    Previous,
    /// The same period a year before.
    Year,
}

impl Comparison {
    /// The name in `--compare` and in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Previous => "previous",
            Self::Year => "year",
        }
    }

    /// What is compared, for people: `1–31 Oct 2026 vs 1–30 Sep 2026 (full months)`.
    ///
    /// # Errors
    /// As [`compare_period`].
    pub fn sentence(
        self,
        period: &Period,
        reckoning: impl Into<Reckoning>,
    ) -> Result<String, PeriodError> {
        let calendar = reckoning.into();
        let other = compare_period(period, self, calendar)?;
        let basis = basis(period, &other, self, calendar);
        let (period, other) = (period.told(*calendar), other.told(*calendar));
        Ok(format!("{period} vs {other} ({basis})"))
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl FromStr for Comparison {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let unknown = || PeriodError::UnknownComparison { text: text.into() };
        [Self::Previous, Self::Year]
            .into_iter()
            .find(|comparison| comparison.name() == text)
            .ok_or_else(unknown)
    }
}

/// What kind of period it is, which decides how it is shifted.
enum Shape {
    /// So many whole calendar months.
    Months(u32),
    /// The first days of a month, quarter or year, but not all of them.
    ToDate(Grain),
    /// Days like any others.
    Days,
}

fn shape(period: &Period, calendar: Reckoning) -> Shape {
    if let Some(months) = period.whole_months(*calendar) {
        return Shape::Months(months);
    }
    let whole_week = period.days() == 7 && calendar.begins_week(period.start);
    if period.start == period.end || whole_week {
        return Shape::Days;
    }
    let starts = |grain: &Grain| {
        grain
            .fits(period.start, period.end, calendar)
            .is_some_and(|bucket| bucket.start() == period.start)
    };
    [Grain::Month, Grain::Quarter, Grain::Year]
        .into_iter()
        .find(starts)
        .map_or(Shape::Days, Shape::ToDate)
}

/// The period to compare with.
///
/// # Errors
/// [`PeriodError::NothingBefore`] for a period without a start.
pub fn compare_period(
    period: &Period,
    comparison: Comparison,
    reckoning: impl Into<Reckoning>,
) -> Result<Period, PeriodError> {
    let calendar = reckoning.into();
    let Period { start, end } = *period;
    if period.is_open() {
        return Err(PeriodError::NothingBefore {
            start: calendar.iso(Grain::Month.bucket(end, calendar).start()),
            end: calendar.iso(end),
        });
    }
    let months_before = |date, count: u32| calendar.months_later(date, -(count as i32));
    let (start, end) = match (comparison, shape(period, calendar)) {
        (Comparison::Previous, Shape::Months(count)) => {
            (months_before(start, count), shifted(start, -1))
        }
        (Comparison::Previous, Shape::ToDate(grain)) => {
            let before = grain.bucket(start, calendar).previous();
            (
                before.start(),
                shifted(before.start(), period.days() - 1).min(before.end()),
            )
        }
        (Comparison::Previous, Shape::Days) => (shifted(start, -period.days()), shifted(start, -1)),
        // Through the day after the end, as the last of February moves.
        (Comparison::Year, Shape::Months(_)) => (
            months_before(start, 12),
            shifted(months_before(shifted(end, 1), 12), -1),
        ),
        (Comparison::Year, Shape::ToDate(_)) => (months_before(start, 12), months_before(end, 12)),
        (Comparison::Year, Shape::Days) => (
            shifted(start, -WEEKDAY_YEAR_DAYS),
            shifted(end, -WEEKDAY_YEAR_DAYS),
        ),
    };
    Ok(Period { start, end })
}

/// In a few words, what makes the two periods comparable.
fn basis(period: &Period, other: &Period, comparison: Comparison, calendar: Reckoning) -> String {
    let days = |count: i64| {
        if count == 1 {
            "1 day".to_string()
        } else {
            format!("{count} days")
        }
    };
    match (comparison, shape(period, calendar)) {
        (_, Shape::Months(count)) => {
            let whole = |grain: &Grain| grain.bucket(period.start, calendar).period() == *period;
            match [Grain::Month, Grain::Quarter, Grain::Year]
                .into_iter()
                .find(whole)
            {
                Some(grain) => format!("full {grain}s"),
                None => format!("{count} full months each"),
            }
        }
        (Comparison::Previous, Shape::ToDate(grain)) if period.days() == other.days() => {
            format!("first {} of each {grain}", days(period.days()))
        }
        (Comparison::Previous, Shape::ToDate(_)) => {
            format!("{} vs {}", days(period.days()), days(other.days()))
        }
        (Comparison::Previous, Shape::Days) => format!("{} each", days(period.days())),
        (Comparison::Year, Shape::ToDate(_)) => "same dates a year before".into(),
        (Comparison::Year, Shape::Days) => {
            format!("same weekdays, {WEEKDAY_YEAR_DAYS} days before")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::calendar::Calendar;
    use super::super::period::tests::{any_day, any_period, period};
    use super::super::spec::PeriodSpec;
    use super::*;
    use Calendar::{Gregorian, Jalali};
    use Comparison::{Previous, Year};
    use chrono::Datelike;
    use proptest::prelude::*;

    fn parsed(text: &str, calendar: Calendar) -> Period {
        let spec = PeriodSpec::parse(text, calendar).unwrap();
        spec.resolve(chrono::NaiveDate::MIN).unwrap()
    }

    #[test]
    fn like_is_compared_with_like() {
        let cases = [
            (
                "2026-10",
                Previous,
                "1–31 Oct 2026 vs 1–30 Sep 2026 (full months)",
            ),
            (
                "2026-01",
                Previous,
                "1–31 Jan 2026 vs 1–31 Dec 2025 (full months)",
            ),
            (
                "2026-Q1",
                Previous,
                "1 Jan – 31 Mar 2026 vs 1 Oct – 31 Dec 2025 (full quarters)",
            ),
            (
                "2026",
                Previous,
                "1 Jan – 31 Dec 2026 vs 1 Jan – 31 Dec 2025 (full years)",
            ),
            (
                "2026-07..2026-08",
                Previous,
                "1 Jul – 31 Aug 2026 vs 1 May – 30 Jun 2026 (2 full months each)",
            ),
            (
                "2026-10-01..2026-10-09",
                Previous,
                "1–9 Oct 2026 vs 1–9 Sep 2026 (first 9 days of each month)",
            ),
            (
                "2026-03-01..2026-03-30",
                Previous,
                "1–30 Mar 2026 vs 1–28 Feb 2026 (30 days vs 28 days)",
            ),
            (
                "2026-07-01..2026-08-15",
                Previous,
                "1 Jul – 15 Aug 2026 vs 1 Apr – 16 May 2026 (first 46 days of each quarter)",
            ),
            (
                "2026-W37",
                Previous,
                "7–13 Sep 2026 vs 31 Aug – 6 Sep 2026 (7 days each)",
            ),
            (
                "2026-W23",
                Previous,
                "1–7 Jun 2026 vs 25–31 May 2026 (7 days each)",
            ),
            (
                "2026-10-01",
                Previous,
                "1 Oct 2026 vs 30 Sep 2026 (1 day each)",
            ),
            (
                "2026-09-10..2026-09-19",
                Previous,
                "10–19 Sep 2026 vs 31 Aug – 9 Sep 2026 (10 days each)",
            ),
            (
                "2026-10",
                Year,
                "1–31 Oct 2026 vs 1–31 Oct 2025 (full months)",
            ),
            (
                "2024-02",
                Year,
                "1–29 Feb 2024 vs 1–28 Feb 2023 (full months)",
            ),
            (
                "2025-02",
                Year,
                "1–28 Feb 2025 vs 1–29 Feb 2024 (full months)",
            ),
            (
                "2026-10-01..2026-10-09",
                Year,
                "1–9 Oct 2026 vs 1–9 Oct 2025 (same dates a year before)",
            ),
            (
                "2026-W37",
                Year,
                "7–13 Sep 2026 vs 8–14 Sep 2025 (same weekdays, 364 days before)",
            ),
            (
                "2026-09-15",
                Year,
                "15 Sep 2026 vs 16 Sep 2025 (same weekdays, 364 days before)",
            ),
        ];
        for (text, comparison, sentence) in cases {
            assert_eq!(
                comparison
                    .sentence(&parsed(text, Gregorian), Gregorian)
                    .as_deref(),
                Ok(sentence),
                "{text} {comparison}"
            );
        }
    }

    /// 1403 was a leap year. 1 Mehr 1405 is a Wednesday; 4 Mehr is the Saturday after it.
    #[test]
    fn jalali_months_quarters_and_years_are_compared_in_their_calendar() {
        let cases = [
            (
                "1405-07",
                Previous,
                "1–30 Mehr 1405 vs 1–31 Shahrivar 1405 (full months)",
            ),
            (
                "1405-01",
                Previous,
                "1–31 Farvardin 1405 vs 1–29 Esfand 1404 (full months)",
            ),
            (
                "1405-Q3",
                Previous,
                "1 Mehr – 30 Azar 1405 vs 1 Tir – 31 Shahrivar 1405 (full quarters)",
            ),
            (
                "1404",
                Previous,
                "1 Farvardin – 29 Esfand 1404 vs 1 Farvardin – 30 Esfand 1403 (full years)",
            ),
            (
                "1404-12",
                Year,
                "1–29 Esfand 1404 vs 1–30 Esfand 1403 (full months)",
            ),
            (
                "1405-06-01..1405-06-31",
                Year,
                "1–31 Shahrivar 1405 vs 1–31 Shahrivar 1404 (full months)",
            ),
            (
                "1405-07-01..1405-07-09",
                Previous,
                "1–9 Mehr 1405 vs 1–9 Shahrivar 1405 (first 9 days of each month)",
            ),
            (
                "1405-07-01..1405-07-09",
                Year,
                "1–9 Mehr 1405 vs 1–9 Mehr 1404 (same dates a year before)",
            ),
            (
                "1405-07-04..1405-07-10",
                Previous,
                "4–10 Mehr 1405 vs 28 Shahrivar – 3 Mehr 1405 (7 days each)",
            ),
            (
                "1405-07-04..1405-07-10",
                Year,
                "4–10 Mehr 1405 vs 5–11 Mehr 1404 (same weekdays, 364 days before)",
            ),
        ];
        for (text, comparison, sentence) in cases {
            let period = parsed(text, Jalali);
            assert_eq!(
                comparison.sentence(&period, Jalali).as_deref(),
                Ok(sentence),
                "{text} {comparison}"
            );
        }
    }

    #[test]
    fn a_period_without_a_start_has_nothing_before_it() {
        let error =
            compare_period(&period("0001-01-01", "2026-09-30"), Previous, Gregorian).unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a period with a start to compare, found `..2026-09-30`"
        );
        assert_eq!(
            error.hint().as_deref(),
            Some("give it a start, as in 2026-09-01..2026-09-30")
        );
    }

    #[test]
    fn comparisons_are_named_in_words() {
        assert_eq!("previous".parse(), Ok(Previous));
        assert_eq!("year".parse(), Ok(Year));
        let error = "last".parse::<Comparison>().unwrap_err();
        assert_eq!(error.to_string(), "expected a comparison, found `last`");
        assert_eq!(error.hint().as_deref(), Some("write previous or year"));
    }

    proptest! {
        #[test]
        fn previous_of_previous_is_the_month_before_last(day in any_day()) {
            for calendar in Calendar::ALL {
                for grain in [Grain::Month, Grain::Quarter, Grain::Year] {
                    let bucket = grain.bucket(day, calendar);
                    let before = compare_period(&bucket.period(), Previous, calendar).unwrap();
                    let earlier = compare_period(&before, Previous, calendar).unwrap();
                    prop_assert_eq!(before, bucket.previous().period());
                    prop_assert_eq!(earlier, bucket.previous().previous().period());
                }
            }
        }

        #[test]
        fn the_week_before_a_week_is_that_before_it(day in any_day()) {
            let bucket = Grain::Week.bucket(day, Gregorian);
            let before = compare_period(&bucket.period(), Previous, Gregorian).unwrap();
            prop_assert_eq!(before, bucket.previous().period());
        }

        #[test]
        fn twelve_months_back_is_the_same_month_a_year_before(day in any_day()) {
            for calendar in Calendar::ALL {
                let month = Grain::Month.bucket(day, calendar).period();
                let mut back = month;
                for _ in 0..12 {
                    back = compare_period(&back, Previous, calendar).unwrap();
                }
                prop_assert_eq!(compare_period(&month, Year, calendar).unwrap(), back);
            }
        }

        #[test]
        fn previous_lies_wholly_before(period in any_period()) {
            for calendar in Calendar::ALL {
                let before = compare_period(&period, Previous, calendar).unwrap();
                prop_assert!(before.start <= before.end && before.end < period.start);
            }
        }

        #[test]
        fn other_days_meet_their_weekdays_a_year_before(start in any_day(), days in 1i64..27) {
            for calendar in Calendar::ALL.into_iter().filter(|calendar| calendar.named(start).day != 1) {
                let period = Period { start, end: shifted(start, days - 1) };
                let before = compare_period(&period, Year, calendar).unwrap();
                prop_assert_eq!(before.start.weekday(), start.weekday());
                prop_assert_eq!(before.days(), days);
            }
        }
    }
}
