//! Grains of time and their buckets: a bucket is one day, ISO week, month, quarter or year of a calendar.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::calendar::{Calendar, YearMonthDay};
use super::error::PeriodError;
use super::period::{Period, shifted};
use super::reckoning::Reckoning;

/// How finely a table groups time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// Calendar days.
    Day,
    /// ISO weeks, Monday to Sunday.
    Week,
    /// Calendar months.
    Month,
    /// Calendar quarters.
    Quarter,
    /// Calendar years.
    Year,
}

impl Grain {
    /// All grains, the finest first.
    pub const ALL: [Self; 5] = [
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Year,
    ];

    /// The name in `--by` and in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The grain of that name, where the calendar has it.
    ///
    /// # Errors
    /// [`PeriodError::UnknownGrain`]; [`PeriodError::NoWeeks`] for weeks beside the Jalali calendar, which numbers none.
    pub fn of(name: &str, reckoning: impl Into<Reckoning>) -> Result<Self, PeriodError> {
        match (name.parse()?, reckoning.into()) {
            (Self::Week, reckoning) if !reckoning.has_weeks() => {
                Err(PeriodError::NoWeeks { text: name.into() })
            }
            (grain, _) => Ok(grain),
        }
    }

    /// The bucket that the day lies in.
    pub fn bucket(self, date: NaiveDate, reckoning: impl Into<Reckoning>) -> Bucket {
        let reckoning = reckoning.into();
        let YearMonthDay { year, month, .. } = reckoning.named(date);
        let into = reckoning.months_into_year(date);
        let first = |back: u32| {
            let month = reckoning.day(year, month, 1);
            month.map_or(date, |day| reckoning.months_later(day, -(back as i32)))
        };
        let start = match self {
            Self::Day => date,
            Self::Week => shifted(date, -i64::from(reckoning.days_into_week(date))),
            Self::Month => first(0),
            Self::Quarter => first(into % 3),
            Self::Year => first(into),
        };
        Bucket {
            start,
            grain: self,
            reckoning,
        }
    }

    /// The bucket that holds all days from `start` to `end`; `None` where they cross a boundary or are reversed.
    pub fn fits(
        self,
        start: NaiveDate,
        end: NaiveDate,
        reckoning: impl Into<Reckoning>,
    ) -> Option<Bucket> {
        let calendar = reckoning.into();
        let bucket = self.bucket(start, calendar);
        (start <= end && bucket == self.bucket(end, calendar)).then_some(bucket)
    }

    /// The buckets that the days of the period lie in, in order, without gaps.
    pub fn buckets(self, period: &Period, reckoning: impl Into<Reckoning>) -> Vec<Bucket> {
        let calendar = reckoning.into();
        std::iter::successors(Some(self.bucket(period.start, calendar)), |bucket| {
            Some(bucket.next())
        })
        .take_while(|bucket| bucket.start <= period.end)
        .collect()
    }

    /// What share of the days from `start` to `end` each bucket has, in order; empty where they are reversed.
    pub fn spread(
        self,
        start: NaiveDate,
        end: NaiveDate,
        reckoning: impl Into<Reckoning>,
    ) -> Vec<Share> {
        let calendar = reckoning.into();
        let Ok(period) = Period::new(start, end) else {
            return Vec::new();
        };
        let share = |bucket: Bucket| {
            let common = bucket.period().overlap(&period)?;
            Some(Share {
                bucket,
                days: common.days(),
                total: period.days(),
            })
        };
        self.buckets(&period, calendar)
            .into_iter()
            .filter_map(share)
            .collect()
    }
}

impl fmt::Display for Grain {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl FromStr for Grain {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        if text == "date" {
            return Ok(Self::Day);
        }
        let unknown = || PeriodError::UnknownGrain { text: text.into() };
        Self::ALL
            .into_iter()
            .find(|grain| grain.name() == text)
            .ok_or_else(unknown)
    }
}

/// One day, week, month, quarter or year; buckets of one grain sort by time. `Display` is its label: `2026-Q3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bucket {
    start: NaiveDate,
    grain: Grain,
    reckoning: Reckoning,
}

impl Bucket {
    /// Its first day.
    pub fn start(&self) -> NaiveDate {
        self.start
    }

    /// Its last day.
    pub fn end(&self) -> NaiveDate {
        shifted(self.next().start, -1)
    }

    /// Its grain.
    pub fn grain(&self) -> Grain {
        self.grain
    }

    /// Its calendar.
    pub fn calendar(&self) -> Calendar {
        self.reckoning.calendar()
    }

    /// The name of its year: of a fiscal year that of the calendar year that it ends in.
    pub fn year(&self) -> i32 {
        self.reckoning.year_of(self.start)
    }

    /// The quarter of its year, from 1.
    pub fn quarter(&self) -> u32 {
        self.reckoning.months_into_year(self.start) / 3 + 1
    }

    /// Its days.
    pub fn period(&self) -> Period {
        Period {
            start: self.start,
            end: self.end(),
        }
    }

    /// The label that output shows and `--period` takes: `2026-09`, `2026-Q3`, `2026-W37`, `2026`, `2026-09-15`; years,
    /// months and days are those of its calendar, weeks are ISO weeks in any. Fiscal ones say so, `FY2026-Q1`; weeks that
    /// begin with a day that was said and is not Monday bear no number, `2026-09-06..2026-09-12`.
    pub fn label(&self) -> String {
        self.to_string()
    }

    /// The bucket after it.
    pub fn next(&self) -> Self {
        let months = |count| self.reckoning.months_later(self.start, count);
        let start = match self.grain {
            Grain::Day => shifted(self.start, 1),
            Grain::Week => shifted(self.start, 7),
            Grain::Month => months(1),
            Grain::Quarter => months(3),
            Grain::Year => months(12),
        };
        Self { start, ..*self }
    }

    /// The bucket before it.
    pub fn previous(&self) -> Self {
        self.grain.bucket(shifted(self.start, -1), self.reckoning)
    }
}

impl fmt::Display for Bucket {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let YearMonthDay { year, month, .. } = self.reckoning.named(self.start);
        let fiscal = if self.reckoning.is_fiscal() { "FY" } else { "" };
        match self.grain {
            Grain::Day => out.write_str(&self.reckoning.iso(self.start)),
            Grain::Week if !self.reckoning.has_iso_weeks() => {
                out.write_str(&self.period().iso(self.calendar()))
            }
            Grain::Week => {
                let week = self.start.iso_week();
                write!(out, "{:04}-W{:02}", week.year(), week.week())
            }
            Grain::Month => write!(out, "{year:04}-{month:02}"),
            Grain::Quarter => write!(out, "{fiscal}{:04}-Q{}", self.year(), self.quarter()),
            Grain::Year => write!(out, "{fiscal}{:04}", self.year()),
        }
    }
}

/// How many of a span's days lie in one bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    /// The bucket.
    pub bucket: Bucket,
    /// The span's days in the bucket.
    pub days: i64,
    /// All days of the span.
    pub total: i64,
}

/// What of `units` over `total` days is due by the end of the first `days` of them, rounded towards zero. The parts between
/// such running sums add up to `units` exactly, and none is off by more than one unit.
pub fn due(units: i128, days: i64, total: i64) -> i128 {
    let (days, total) = (i128::from(days), i128::from(total.max(1)));
    // In two steps, as units × days may not fit.
    units / total * days + units % total * days / total
}

#[cfg(test)]
mod tests {
    use super::super::period::tests::{any_day, any_period, period};
    use super::super::spec::PeriodSpec;
    use super::*;
    use Calendar::{Gregorian, Jalali};
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Every grain in every calendar.
    fn everywhere() -> impl Iterator<Item = (Grain, Calendar)> {
        let grains = |calendar| Grain::ALL.map(|grain| (grain, calendar));
        Calendar::ALL.into_iter().flat_map(grains)
    }

    #[test]
    fn labels_follow_the_calendar() {
        let cases = [
            (Grain::Day, "2026-09-15", "2026-09-15"),
            (Grain::Week, "2026-09-13", "2026-W37"),
            (Grain::Week, "2026-09-14", "2026-W38"),
            (Grain::Week, "2027-01-01", "2026-W53"),
            (Grain::Week, "2025-12-29", "2026-W01"),
            (Grain::Month, "2026-09-30", "2026-09"),
            (Grain::Quarter, "2026-09-30", "2026-Q3"),
            (Grain::Quarter, "2026-10-01", "2026-Q4"),
            (Grain::Year, "2026-12-31", "2026"),
        ];
        for (grain, day, label) in cases {
            assert_eq!(grain.bucket(date(day), Gregorian).label(), label);
        }
    }

    #[test]
    fn a_span_fits_where_it_crosses_no_boundary() {
        let cases = [
            ("2026-09-01", "2026-09-30", Grain::Month, Some("2026-09")),
            ("2026-09-01", "2026-10-01", Grain::Month, None),
            ("2026-09-01", "2026-10-01", Grain::Quarter, None),
            ("2026-07-31", "2026-08-01", Grain::Quarter, Some("2026-Q3")),
            ("2026-09-07", "2026-09-13", Grain::Week, Some("2026-W37")),
            ("2026-09-13", "2026-09-14", Grain::Week, None),
            ("2026-09-15", "2026-09-15", Grain::Day, Some("2026-09-15")),
            ("2026-09-15", "2026-09-14", Grain::Year, None),
        ];
        for (start, end, grain, label) in cases {
            let bucket = grain.fits(date(start), date(end), Gregorian);
            assert_eq!(
                bucket.map(|bucket| bucket.label()).as_deref(),
                label,
                "{start}..{end} {grain}"
            );
        }
    }

    #[test]
    fn spread_counts_days_per_bucket() {
        let shares = Grain::Month.spread(date("2026-08-27"), date("2026-10-02"), Gregorian);
        let found: Vec<_> = shares
            .iter()
            .map(|share| (share.bucket.label(), share.days, share.total))
            .collect();
        let expected = [("2026-08", 5, 37), ("2026-09", 30, 37), ("2026-10", 2, 37)];
        assert_eq!(
            found,
            expected.map(|(label, days, total)| (label.to_string(), days, total))
        );
        assert!(
            Grain::Month
                .spread(date("2026-08-27"), date("2026-08-26"), Gregorian)
                .is_empty()
        );
    }

    /// One part per share.
    fn apportion(units: i128, shares: &[Share]) -> Vec<i128> {
        let (mut days, mut given) = (0, 0);
        let part = |share: &Share| {
            days += share.days;
            let due = due(units, days, share.total);
            let part = due - given;
            given = due;
            part
        };
        shares.iter().map(part).collect()
    }

    #[test]
    fn parts_between_running_sums_keep_every_unit() {
        let shares = Grain::Month.spread(date("2026-09-30"), date("2026-10-02"), Gregorian);
        assert_eq!(apportion(100, &shares), [33, 67]);
        assert_eq!(apportion(-100, &shares), [-33, -67]);
        assert_eq!(
            apportion(i128::MAX, &shares).iter().sum::<i128>(),
            i128::MAX
        );
    }

    #[test]
    fn grains_are_named_in_words() {
        assert_eq!("date".parse::<Grain>(), Ok(Grain::Day));
        for grain in Grain::ALL {
            assert_eq!(grain.name().parse::<Grain>(), Ok(grain));
        }
        let error = "fortnight".parse::<Grain>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a grain of time, found `fortnight`"
        );
        assert_eq!(
            error.hint().as_deref(),
            Some("write one of day, week, month, quarter, year; date is day")
        );
    }

    #[test]
    fn buckets_list_months_without_rows_too() {
        let labels: Vec<_> = Grain::Month
            .buckets(&period("2025-11-15", "2026-02-01"), Gregorian)
            .iter()
            .map(Bucket::label)
            .collect();
        assert_eq!(labels, ["2025-11", "2025-12", "2026-01", "2026-02"]);
    }

    /// 1 Mehr 1405 is 23 September 2026, 1 Dey is 22 December; 1404 ends with 29 Esfand, 20 March 2026.
    #[test]
    fn jalali_labels_follow_that_calendar() {
        let cases = [
            (Grain::Day, "2026-09-23", "1405-07-01"),
            (Grain::Month, "2026-09-22", "1405-06"),
            (Grain::Month, "2026-09-23", "1405-07"),
            (Grain::Quarter, "2026-09-22", "1405-Q2"),
            (Grain::Quarter, "2026-12-21", "1405-Q3"),
            (Grain::Quarter, "2026-12-22", "1405-Q4"),
            (Grain::Year, "2026-03-20", "1404"),
            (Grain::Year, "2026-03-21", "1405"),
        ];
        for (grain, day, label) in cases {
            assert_eq!(grain.bucket(date(day), Jalali).label(), label);
        }
        let mehr = Grain::Month.bucket(date("2026-10-01"), Jalali).period();
        assert_eq!(mehr, period("2026-09-23", "2026-10-22"));
    }

    #[test]
    fn the_jalali_calendar_numbers_no_weeks() {
        assert_eq!(Grain::of("month", Jalali), Ok(Grain::Month));
        assert_eq!(Grain::of("week", Gregorian), Ok(Grain::Week));
        let error = Grain::of("week", Jalali).unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a part of the Jalali calendar, which numbers no weeks, found `week`"
        );
        assert_eq!(
            error.hint().as_deref(),
            Some(
                "write days, months, quarters or years, or give `--calendar gregorian` for ISO weeks"
            )
        );
    }

    proptest! {
        #[test]
        fn buckets_tile_time_without_a_gap(day in any_day()) {
            for (grain, calendar) in everywhere() {
                let bucket = grain.bucket(day, calendar);
                prop_assert!(bucket.period().contains(day));
                prop_assert_eq!(grain.bucket(bucket.start(), calendar), bucket);
                prop_assert_eq!(grain.bucket(bucket.end(), calendar), bucket);
                prop_assert_eq!(bucket.next().start(), shifted(bucket.end(), 1));
                prop_assert_eq!(bucket.next().previous(), bucket);
            }
        }

        #[test]
        fn a_label_parses_to_its_bucket(day in any_day()) {
            for (grain, calendar) in everywhere() {
                if Grain::of(grain.name(), calendar).is_err() {
                    continue;
                }
                let bucket = grain.bucket(day, calendar);
                let spec = PeriodSpec::parse(&bucket.label(), calendar).unwrap();
                prop_assert_eq!(spec.resolve(day), Ok(bucket.period()));
            }
        }

        #[test]
        fn shares_sum_to_one(span in any_period(), units in any::<i128>()) {
            for (grain, calendar) in everywhere() {
                let shares = grain.spread(span.start, span.end, calendar);
                prop_assert_eq!(shares.iter().map(|share| share.days).sum::<i64>(), span.days());
                prop_assert!(shares.iter().all(|share| share.days > 0 && share.total == span.days()));
                let fits = grain.fits(span.start, span.end, calendar).is_some();
                prop_assert_eq!(shares.len() == 1, fits);
                prop_assert_eq!(apportion(units, &shares).iter().sum::<i128>(), units);
            }
        }
    }
}
