//! What can be wrong with a period, as data.

use std::error::Error;
use std::fmt;

use chrono::NaiveDate;

use super::bucket::Grain;

/// The forms of a period that a user may type; the one list that hints repeat.
const FORMS: &str = "write 2026-09, 2026-Q3, 2026-W37, 2026, 2026-09-15, 2026-09-01..2026-09-30, 2026-09-01.., \
    ..2026-09-30, last-week, last-month, last-quarter, last-year, this-month or year-to-date";

/// One error about periods, dates or grains; `Display` is the message, [`PeriodError::hint`] the repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeriodError {
    /// The text has none of the accepted forms.
    UnknownPeriod {
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
    },
    /// The period ends before it starts.
    Reversed {
        /// Its first day.
        start: NaiveDate,
        /// Its last day.
        end: NaiveDate,
    },
    /// A period that runs up to the as-of date starts after it.
    StartsAfterAsOf {
        /// Its first day.
        start: NaiveDate,
        /// The as-of date.
        as_of: NaiveDate,
    },
    /// A period without a start has nothing to be compared with.
    NothingBefore {
        /// Its last day.
        end: NaiveDate,
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
}

impl PeriodError {
    /// How to mend it.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::UnknownPeriod { .. } => FORMS.into(),
            Self::UnknownDay { .. } => "write it as 2026-09-15".into(),
            Self::NotInCalendar { .. } => {
                "days run to the end of their month, months from 01 to 12, quarters from Q1 to Q4, ISO weeks from W01 to W52 or W53".into()
            }
            Self::Reversed { start, end } => format!("did you mean {end}..{start}?"),
            Self::StartsAfterAsOf { .. } => "give a later `--as-of DATE`, or both ends of the period".into(),
            Self::NothingBefore { end } => format!("give it a start, as in {}..{end}", Grain::Month.bucket(*end).start()),
            Self::UnknownGrain { .. } => {
                let names = Grain::ALL.map(Grain::name).join(", ");
                format!("write one of {names}; date is day")
            }
            Self::UnknownComparison { .. } => "write previous or year".into(),
        })
    }
}

impl fmt::Display for PeriodError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownPeriod { text } => write!(out, "expected a period, found `{text}`"),
            Self::UnknownDay { text } => write!(out, "expected a date, found `{text}`"),
            Self::NotInCalendar { text } => {
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
            Self::NothingBefore { end } => {
                write!(
                    out,
                    "expected a period with a start to compare, found `..{end}`"
                )
            }
            Self::UnknownGrain { text } => write!(out, "expected a grain of time, found `{text}`"),
            Self::UnknownComparison { text } => {
                write!(out, "expected a comparison, found `{text}`")
            }
        }
    }
}

impl Error for PeriodError {}
