//! How years, weeks and days are counted: in a calendar, from a month, from a day of the week, in a time zone.

use std::ops::Deref;

use chrono::{Datelike, NaiveDate, Weekday};

use super::calendar::{Calendar, YearMonthDay};
use super::zone::Zone;

/// A calendar with the month that its years begin with and the day that its weeks begin with. Where years begin with
/// another month than the first, they are fiscal years, named after the calendar year that they end in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reckoning {
    calendar: Calendar,
    /// From 1.
    first_month: u32,
    /// Days from Monday.
    week_start: Option<u32>,
    /// The time zone that a moment's day is counted in, where one was said.
    zone: Option<Zone>,
}

impl Reckoning {
    /// The same with years that begin with a month of its calendar, from 1 to 12.
    pub fn with_years_from(self, month: u32) -> Self {
        let first_month = month.clamp(1, 12);
        Self {
            first_month,
            ..self
        }
    }

    /// The same with weeks that begin with that day.
    pub fn with_weeks_from(self, day: Weekday) -> Self {
        let week_start = Some(day.num_days_from_monday());
        Self { week_start, ..self }
    }

    /// The same with the days of moments counted in that time zone.
    pub fn in_zone(self, zone: Option<Zone>) -> Self {
        Self { zone, ..self }
    }

    /// The time zone that the days of moments are counted in; without one they are days of UTC.
    pub fn zone(&self) -> Option<Zone> {
        self.zone
    }

    /// The calendar.
    pub fn calendar(&self) -> Calendar {
        self.calendar
    }

    /// Whether years begin with another month than the first.
    pub fn is_fiscal(&self) -> bool {
        self.first_month != 1
    }

    /// Whether weeks are those of ISO 8601, which have numbers.
    pub fn has_iso_weeks(&self) -> bool {
        match self.calendar {
            Calendar::Gregorian => self.week_start.is_none_or(|day| day == 0),
            Calendar::Jalali => self.week_start.is_none(),
        }
    }

    /// Whether tables may group by weeks: the Jalali calendar numbers none, so that it has those whose first day was
    /// said.
    pub fn has_weeks(&self) -> bool {
        self.calendar == Calendar::Gregorian || self.week_start.is_some()
    }

    /// How many days of its week lie before a day.
    pub(super) fn days_into_week(&self, date: NaiveDate) -> u32 {
        let first = self.week_start.unwrap_or(0);
        (date.weekday().num_days_from_monday() + 7 - first) % 7
    }

    /// Whether a day is the first of its week, as people see it where nothing was said.
    pub(super) fn begins_week(&self, date: NaiveDate) -> bool {
        match self.week_start {
            Some(_) => self.days_into_week(date) == 0,
            None => date.weekday() == self.calendar.week_start(),
        }
    }

    /// How many months of its year lie before that of a day.
    pub(super) fn months_into_year(&self, date: NaiveDate) -> u32 {
        (self.calendar.named(date).month + 12 - self.first_month) % 12
    }

    /// The name of the year that a day lies in.
    pub(super) fn year_of(&self, date: NaiveDate) -> i32 {
        let YearMonthDay { year, month, .. } = self.calendar.named(date);
        year + i32::from(self.is_fiscal() && month >= self.first_month)
    }

    /// The first day of the year of that name; `None` where the calendar has none.
    pub(super) fn first_day(&self, year: i32) -> Option<NaiveDate> {
        let year = year - i32::from(self.is_fiscal());
        self.calendar.day(year, self.first_month, 1)
    }
}

impl From<Calendar> for Reckoning {
    fn from(calendar: Calendar) -> Self {
        Self {
            calendar,
            first_month: 1,
            week_start: None,
            zone: None,
        }
    }
}

impl From<Reckoning> for Calendar {
    fn from(reckoning: Reckoning) -> Self {
        reckoning.calendar
    }
}

impl Default for Reckoning {
    fn default() -> Self {
        Calendar::default().into()
    }
}

impl Deref for Reckoning {
    type Target = Calendar;

    fn deref(&self) -> &Calendar {
        &self.calendar
    }
}

impl PartialEq<Calendar> for Reckoning {
    fn eq(&self, calendar: &Calendar) -> bool {
        self.calendar == *calendar
    }
}
