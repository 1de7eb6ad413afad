//! What can be wrong with a period, as data.

use std::error::Error;
use std::fmt;

use super::bucket::Grain;
use super::calendar::Calendar;

/// The forms of a period that a user may type; the one list that hints repeat.
fn forms(calendar: Calendar) -> &'static str {
    match calendar {
        Calendar::Gregorian => {
            "write 2026-09, 2026-Q3, 2026-W37, 2026, 2026-09-15, 2026-09-01..2026-09-30, 2026-09-01.., \
             ..2026-09-30, last-week, last-month, last-quarter, last-year, this-month or year-to-date"
        }
        Calendar::Jalali => {
            "write 1405-06, 1405-Q2, 1405, 1405-06-24, 1405-06-01..1405-06-31, 1405-06-01.., ..1405-06-31, \
             last-month, last-quarter, last-year, this-month or year-to-date"
        }
    }
}

/// One error about periods, dates or grains; `Display` is the message, [`PeriodError::hint`] the repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeriodError {
    /// The text has none of the accepted forms.
    UnknownPeriod {
        /// What the user typed.
        text: String,
        /// The calendar that it should follow.
        calendar: Calendar,
    },
    /// The year belongs to another calendar.
    OtherCalendar {
        /// What the user typed.
        text: String,
        /// The calendar that it should follow.
        calendar: Calendar,
    },
    /// The Jalali calendar numbers no weeks.
    NoWeeks {
        /// What the user typed.
        text: String,
    },
    /// A fiscal year where none was set.
    NoFiscalYear {
        /// What the user typed.
        text: String,
    },
    /// The text is not a day in ISO form.
    UnknownDay {
        /// What the user typed.
        text: String,
    },
    /// The form is right, but the calendar has no such day, week, month or quarter.
    NotInCalendar {
        /// What the user typed.
        text: String,
        /// The calendar.
        calendar: Calendar,
    },
    /// The period ends before it starts.
    Reversed {
        /// Its first day.
        start: String,
        /// Its last day.
        end: String,
    },
    /// A period that runs up to the as-of date starts after it.
    StartsAfterAsOf {
        /// Its first day.
        start: String,
        /// The as-of date.
        as_of: String,
    },
    /// A period without a start has nothing to be compared with.
    NothingBefore {
        /// The first day of the month that it ends in.
        start: String,
        /// Its last day.
        end: String,
    },
    /// The text is not the name of a grain.
    UnknownGrain {
        /// What the user typed.
        text: String,
    },
    /// The text is not the name of a comparison.
    UnknownComparison {
        /// What the user typed.
        text: String,
    },
    /// The text is not the name of a calendar.
    UnknownCalendar {
        /// What the user typed.
        text: String,
    },
}

impl PeriodError {
    /// How to mend it.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::UnknownPeriod { calendar, .. } => forms(*calendar).into(),
            Self::OtherCalendar { calendar: Calendar::Gregorian, .. } => {
                "the year looks Jalali: give `--calendar jalali`".into()
            }
            Self::OtherCalendar { .. } => "the year looks Gregorian: give `--calendar gregorian`".into(),
            Self::NoWeeks { .. } => {
                "write days, months, quarters or years, or give `--calendar gregorian` for ISO weeks".into()
            }
            Self::NoFiscalYear { .. } => {
                "say with `fiscal_year_start` of [calendar] in the project file which month it begins with".into()
            }
            Self::UnknownDay { .. } => "write it as 2026-09-15".into(),
            Self::NotInCalendar { calendar: Calendar::Jalali, .. } => {
                "days run to the end of their month, months from 01 to 12, quarters from Q1 to Q4; 12 has 29 days, 30 in leap years".into()
            }
            Self::NotInCalendar { .. } => {
                "days run to the end of their month, months from 01 to 12, quarters from Q1 to Q4, ISO weeks from W01 to W52 or W53".into()
            }
            Self::Reversed { start, end } => format!("its ends are turned round: did you mean {end}..{start}?"),
            Self::StartsAfterAsOf { .. } => "give a later `--as-of DATE`, or both ends of the period".into(),
            Self::NothingBefore { start, end } => format!("give it a start, as in {start}..{end}"),
            Self::UnknownGrain { .. } => {
                let names = Grain::ALL.map(Grain::name).join(", ");
                format!("write one of {names}; date is day")
            }
            Self::UnknownComparison { .. } => "write previous or year".into(),
            Self::UnknownCalendar { .. } => format!("write {}", Calendar::ALL.map(Calendar::name).join(" or ")),
        })
    }
}

impl fmt::Display for PeriodError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownPeriod { text, .. } => write!(out, "expected a period, found `{text}`"),
            Self::OtherCalendar { text, calendar } => {
                let title = calendar.title();
                write!(
                    out,
                    "expected a period of the {title} calendar, found `{text}`"
                )
            }
            Self::NoWeeks { text } => write!(
                out,
                "expected a part of the Jalali calendar, which numbers no weeks, found `{text}`"
            ),
            Self::NoFiscalYear { text } => write!(
                out,
                "expected a period of the calendar, as no fiscal year is set, found `{text}`"
            ),
            Self::UnknownDay { text } => write!(out, "expected a date, found `{text}`"),
            Self::NotInCalendar { text, .. } => {
                write!(out, "expected a period of the calendar, found `{text}`")
            }
            Self::Reversed { start, end } => {
                write!(
                    out,
                    "expected a period that starts before it ends, found `{start}..{end}`"
                )
            }
            Self::StartsAfterAsOf { start, as_of } => {
                write!(
                    out,
                    "expected a period that starts by the as-of date {as_of}, found `{start}..`"
                )
            }
            Self::NothingBefore { end, .. } => {
                write!(
                    out,
                    "expected a period with a start to compare, found `..{end}`"
                )
            }
            Self::UnknownGrain { text } => write!(out, "expected a grain of time, found `{text}`"),
            Self::UnknownComparison { text } => {
                write!(out, "expected a comparison, found `{text}`")
            }
            Self::UnknownCalendar { text } => write!(out, "expected a calendar, found `{text}`"),
        }
    }
}

impl Error for PeriodError {}
