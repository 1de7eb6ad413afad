//! A cell as it is written: one date or two, perhaps with a time, and how they read under an order.

use chrono::{Datelike, Days, NaiveDate};

use super::clock::{Clock, clock};
use super::day::{Day, calendar_day};
use super::order::DateOrder;
use super::scan::Scan;
use super::{DateCell, DateError, Moment, month_names, range, week};
use crate::ingest::number::glyph::is_blank;

/// What a cell holds, before the order of day and month is settled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written {
    from: Day,
    clock: Option<Clock>,
    pub(super) until: Option<Day>,
    /// `Week of …`: seven days from the first.
    pub(super) week: bool,
}

impl Written {
    /// The whole text as a date.
    pub(super) fn of(text: &str) -> Option<Self> {
        let text = text.trim_matches(|c| is_blank(c) || c == '"');
        let scan = Scan::new(text.strip_prefix('\'').unwrap_or(text));
        // `mar 18 feb 2025`: a word that is both month and weekday is a month first.
        Self::whole(scan).or_else(|| Self::whole(past_weekday(scan)?))
    }

    fn whole(mut scan: Scan<'_>) -> Option<Self> {
        let written = Self::next(&mut scan)?;
        scan.is_done().then_some(written)
    }

    /// The date or range that stands next; the cursor moves only on success.
    pub(super) fn next(scan: &mut Scan<'_>) -> Option<Self> {
        let mut ahead = *scan;
        let week = week::lead(&mut ahead);
        let mut from = Day::next(&mut ahead)?;
        if ahead.is_done() {
            *scan = ahead;
            let written = Self {
                from,
                clock: None,
                until: None,
                week,
            };
            return written.is_consistent().then_some(written);
        }
        let clock = clock(&mut ahead);
        if let (Day::Yearless { month, day }, Some(_)) = (from, clock) {
            from = year_behind(&mut ahead).map_or(from, |year| Day::Full { year, month, day });
        }
        let until = if week { None } else { end_of_range(&mut ahead) };
        *scan = ahead;
        let written = Self {
            from,
            clock,
            until,
            week,
        };
        written.is_consistent().then_some(written)
    }

    /// Ranges run from day to day or from month to month, and their end has a year; months have no clock.
    fn is_consistent(&self) -> bool {
        let is_month = |day| matches!(day, Day::Month { .. });
        let is_yearless = |day| matches!(day, Day::Yearless { .. });
        match self.until {
            Some(until) => is_month(self.from) == is_month(until) && !is_yearless(until),
            None if self.week => !is_month(self.from) && !is_yearless(self.from),
            None => !(is_month(self.from) && self.clock.is_some()),
        }
    }

    fn days(&self) -> impl Iterator<Item = Day> {
        [Some(self.from), self.until].into_iter().flatten()
    }

    /// Whether the order of day and month plays a part.
    pub(super) fn is_ordered(&self) -> bool {
        self.days().any(|day| matches!(day, Day::Ordered { .. }))
    }

    pub(super) fn is_year_first(&self) -> bool {
        self.days().any(Day::is_year_first)
    }

    /// The cell under a given order, or under whichever order fits.
    pub(super) fn reading(&self, order: Option<DateOrder>) -> Result<DateCell, DateError> {
        if !self.is_ordered() {
            return self.read(DateOrder::Dmy).ok_or(DateError::Impossible);
        }
        let is_short = self
            .days()
            .all(|day| !matches!(day, Day::Ordered { short: false, .. }));
        match order {
            // "Year first" says nothing about `1/2/2026`.
            Some(DateOrder::Ymd) if !is_short => self.undecided(),
            Some(order) => self.read(order).ok_or(DateError::Impossible),
            None => self.undecided(),
        }
    }

    fn undecided(&self) -> Result<DateCell, DateError> {
        match (self.read(DateOrder::Dmy), self.read(DateOrder::Mdy)) {
            (Some(dmy), Some(mdy)) if dmy != mdy => Err(match (dmy.first_day(), mdy.first_day()) {
                (Some(dmy), Some(mdy)) => DateError::Ambiguous { dmy, mdy },
                _ => DateError::NotADate,
            }),
            (Some(only), _) | (None, Some(only)) => Ok(only),
            (None, None) if self.is_year_first() => {
                self.read(DateOrder::Ymd).ok_or(DateError::Impossible)
            }
            (None, None) => Err(DateError::Impossible),
        }
    }

    /// The cell under one order; `None` where it is not on the calendar, or a range ends before it starts.
    pub(super) fn read(&self, order: DateOrder) -> Option<DateCell> {
        if let Some(until) = self.until {
            let (first, last) = until.span(order)?;
            let start = match self.from {
                Day::Yearless { month, day } => year_before(first, month, day)?,
                from => from.span(order)?.0,
            };
            return (start <= last).then_some(DateCell::Range(start, last));
        }
        if let Day::Yearless { month, day } = self.from {
            // A leap year, so that 29 February counts.
            return calendar_day(2000, month, day).map(|_| DateCell::YearMissing { month, day });
        }
        let (first, last) = self.from.span(order)?;
        if self.week {
            return Some(DateCell::Range(
                first,
                first.checked_add_days(Days::new(6))?,
            ));
        }
        if matches!(self.from, Day::Month { .. }) {
            return Some(DateCell::Range(first, last));
        }
        let (time, offset) = self
            .clock
            .map_or((None, None), |clock| (Some(clock.time), clock.offset));
        Some(DateCell::Day(Moment {
            day: first,
            time,
            offset,
        }))
    }
}

/// The last such day not after the end of the range.
fn year_before(end: NaiveDate, month: u32, day: u32) -> Option<NaiveDate> {
    let year = end.year().unsigned_abs();
    calendar_day(year, month, day)
        .filter(|start| *start <= end)
        .or_else(|| calendar_day(year - 1, month, day))
}

/// The year behind the time, as in `Mon Feb 17 12:34:56 +0000 2025`.
fn year_behind(scan: &mut Scan<'_>) -> Option<u32> {
    let mut ahead = *scan;
    ahead.blank();
    let year = ahead.digits().filter(|run| run.length == 4)?.value;
    *scan = ahead;
    Some(year)
}

fn end_of_range(scan: &mut Scan<'_>) -> Option<Day> {
    let mut ahead = *scan;
    if !range::mark(&mut ahead) {
        return None;
    }
    let until = Day::next(&mut ahead).or_else(|| {
        ahead = past_weekday(ahead)?;
        Day::next(&mut ahead)
    })?;
    // Ranges are of days: the time is read and dropped.
    clock(&mut ahead);
    *scan = ahead;
    Some(until)
}

/// The text behind `Tue, `, `mar. `, `terça-feira, `.
pub(super) fn past_weekday(mut scan: Scan<'_>) -> Option<Scan<'_>> {
    if !month_names::is_weekday(&scan.word()?) {
        return None;
    }
    if scan.eat_char('-') && !scan.eat_word(&["feira"]) {
        return None;
    }
    scan.eat_char('.');
    scan.eat_char(',');
    scan.blank();
    // `Dienstag, den 18. Februar`, `martes, el 18 de febrero`.
    if scan.eat_word(&["den", "the", "le", "el"]) {
        scan.blank();
    }
    Some(scan)
}
