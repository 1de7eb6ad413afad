//! The days that an export is about, as far as its rows show: whole months, as rows are sparse and their first and last day
//! are not its bounds. Only where hardly a day of it is without a row, then none has one for longer, does it begin or end
//! within a month, or where the month is not over on the day that it is read as of.

use chrono::NaiveDate;
use polars::prelude::DataFrame;

use crate::schema::{cells, col};
use crate::time::{Calendar, Grain, Period};

/// Days without a row, one after the other, that a weekend and a holiday explain.
const QUIET: i64 = 3;

/// Days of a month that show how its rows lie.
const ENOUGH: i64 = 7;

/// The days of each row.
pub fn rows(frame: &DataFrame) -> Vec<Period> {
    let starts = cells::days(frame, col::PERIOD_START);
    let ends = cells::days(frame, col::PERIOD_END);
    let day = |number: Option<i32>| number.and_then(cells::day_of);
    let pairs = starts.into_iter().zip(ends);
    let mut found: Vec<Period> = pairs
        .filter_map(|(start, end)| Period::new(day(start)?, day(end)?).ok())
        .collect();
    found.sort();
    found.dedup();
    found
}

/// From the first to the last of some days.
pub fn joined(periods: &[Period]) -> Option<Period> {
    let all = periods.iter().copied();
    all.reduce(|one, two| Period {
        start: one.start.min(two.start),
        end: one.end.max(two.end),
    })
}

/// The whole months that hold some days.
pub fn months(days: Period, calendar: Calendar) -> Period {
    let month = |day| Grain::Month.bucket(day, calendar);
    Period {
        start: month(days.start).start(),
        end: month(days.end).end(),
    }
}

/// The whole months of rows, but for a first and a last one in which the export itself begins or ends.
pub fn bounds(
    rows: &[Period],
    span: Period,
    calendar: Calendar,
    as_of: Option<NaiveDate>,
) -> Period {
    let whole = months(span, calendar);
    let month = |day| Grain::Month.bucket(day, calendar).period();
    let first = Period {
        start: span.start,
        end: month(span.start).end,
    };
    let last = Period {
        start: month(span.end).start,
        end: span.end,
    };
    // Days too few to show it show it with the month beside them.
    let next = first.end.succ_opt().map_or(first.end, |day| month(day).end);
    let before = last
        .start
        .pred_opt()
        .map_or(last.start, |day| month(day).start);
    let first_long = Period {
        end: if first.days() < ENOUGH {
            next
        } else {
            first.end
        },
        ..first
    };
    let last_long = Period {
        start: if last.days() < ENOUGH {
            before
        } else {
            last.start
        },
        ..last
    };
    let begins = (first.start - whole.start).num_days() > QUIET && is_steady(rows, first_long);
    let ends = (whole.end - last.end).num_days() > QUIET && is_steady(rows, last_long);
    // On that day the month is not over.
    let yesterday = as_of
        .filter(|today| *today > span.end && *today <= whole.end)
        .and_then(|today| today.pred_opt());
    Period {
        start: if begins { span.start } else { whole.start },
        end: match yesterday {
            Some(yesterday) => yesterday,
            None if ends => span.end,
            None => whole.end,
        },
    }
}

/// Whether a period is long enough to show it, and no more than [`QUIET`] days of it in a row have no row.
pub(super) fn is_steady(rows: &[Period], days: Period) -> bool {
    if days.days() < ENOUGH {
        return false;
    }
    let mut next = days.start;
    for row in rows {
        if row.end < next {
            continue;
        }
        if row.start > days.end || (row.start - next).num_days() > QUIET {
            break;
        }
        next = row.end.succ_opt().unwrap_or(row.end);
    }
    (days.end - next).num_days() < QUIET
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    /// Rows of single days of 2026 to the bounds, as `10-01 10-31`.
    fn found(days: &[(u32, u32)], as_of: Option<NaiveDate>) -> String {
        let rows: Vec<Period> = days
            .iter()
            .map(|(month, at)| Period::new(day(*month, *at), day(*month, *at)).unwrap())
            .collect();
        let found = bounds(&rows, joined(&rows).unwrap(), Calendar::Gregorian, as_of);
        format!(
            "{} {}",
            found.start.format("%m-%d"),
            found.end.format("%m-%d")
        )
    }

    #[test]
    fn sparse_rows_are_of_whole_months() {
        assert_eq!(found(&[(10, 5), (10, 20)], None), "10-01 10-31");
        assert_eq!(found(&[(9, 30), (10, 1)], None), "09-01 10-31");
        // A campaign of ten days: the month before and after it was there too.
        let campaign: Vec<(u32, u32)> = (5..=14).map(|day| (10, day)).collect();
        assert_eq!(found(&campaign, None), "10-01 10-31");
    }

    #[test]
    fn steady_rows_end_where_the_export_does() {
        let running: Vec<(u32, u32)> = (1..=31).map(|day| (10, day)).collect();
        let november = (1..=12).map(|day| (11, day));
        let running: Vec<(u32, u32)> = running.into_iter().chain(november).collect();
        assert_eq!(found(&running, None), "10-01 11-12");
        // The last thirty days, but for weekends.
        let last = (12..=30).chain(31..=31).map(|day| (10, day));
        let last = last.chain((1..=9).map(|day| (11, day)));
        let open: Vec<(u32, u32)> = last.filter(|(_, day)| day % 7 > 1).collect();
        assert_eq!(found(&open, None), "10-12 11-09");
        // Four days of May before a whole June, five of July after it.
        let long: Vec<(u32, u32)> = (28..=31)
            .map(|day| (5, day))
            .chain((1..=30).map(|day| (6, day)))
            .chain((1..=5).map(|day| (7, day)))
            .collect();
        assert_eq!(found(&long, None), "05-28 07-05");
        // A campaign of ten days over the end of a month is none that the export cuts.
        let short: Vec<(u32, u32)> = (28..=31)
            .map(|day| (5, day))
            .chain((1..=6).map(|day| (6, day)))
            .collect();
        assert_eq!(found(&short, None), "05-01 06-30");
        // The last two days of a month may just have no row.
        let quiet: Vec<(u32, u32)> = (1..=29).map(|day| (10, day)).collect();
        assert_eq!(found(&quiet, None), "10-01 10-31");
    }

    #[test]
    fn a_month_that_is_not_over_ends_yesterday() {
        let days = [(10, 5), (10, 20)];
        assert_eq!(found(&days, Some(day(10, 26))), "10-01 10-25");
        assert_eq!(found(&days, Some(day(11, 2))), "10-01 10-31");
    }
}
