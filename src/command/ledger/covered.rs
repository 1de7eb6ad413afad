//! The days that a ledger is about where nobody says: whole months, as costs and hours are mostly of those.
//!
//! Orders and spend are sparse: their first and last day are not the bounds of what a file is about, and a month cut back
//! to them would lose a part of its cost. Only where the rows themselves show that an export begins or ends within a
//! month (hardly a day of it without one, then none for longer), or where the month is not over on the day that
//! `--as-of` names, does the ledger begin or end there.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use polars::prelude::DataFrame;

use crate::error::{Error, Result};
use crate::project::Project;
use crate::report::Dataset;
use crate::schema::{cells, col};
use crate::time::{Calendar, Grain, Period, Reckoning};

use super::media::{held, media};

/// Days without a row, one after the other, that a weekend and a holiday explain.
const QUIET: i64 = 3;

/// Days of a month that show how its rows lie.
const ENOUGH: i64 = 7;

/// The days of a ledger.
pub struct Days {
    /// The days.
    pub period: Period,
    /// Which they are and why, where that is not plain from the rows.
    pub told: Option<String>,
    /// Whether rows lie beyond them, which have to be left out.
    pub leaves_out: bool,
}

/// The months that spend and outcomes both have, else those of either, else the days of the project's costs and hours.
///
/// # Errors
/// [`Error::NothingToReport`] where there is none of these.
pub fn covered(
    dataset: &Dataset,
    project: &Project,
    calendar: Calendar,
    as_of: Option<NaiveDate>,
) -> Result<Days> {
    let of = |table: &str| dataset.frames.get(table).map(rows).unwrap_or_default();
    let (spend, outcomes) = (of("ad_spend"), of("conversions"));
    let mut all = [&spend[..], &outcomes[..]].concat();
    all.sort();
    all.dedup();
    let Some(span) = joined(&all) else {
        let own: Vec<Period> = recorded(project).collect();
        let period = joined(&own).ok_or_else(|| Error::NothingToReport {
            why: "the files hold no spend and no outcomes, and the project no costs".into(),
        })?;
        return Ok(Days {
            period,
            told: None,
            leaves_out: false,
        });
    };
    let bounds = bounds(&all, span, calendar, as_of);
    let both = joined(&spend).zip(joined(&outcomes));
    let both = both.and_then(|(spend, outcomes)| {
        let common = months(spend, calendar).overlap(&months(outcomes, calendar))?;
        common.overlap(&bounds)
    });
    let period = both.unwrap_or(bounds);
    let mut why = Vec::new();
    if period != bounds {
        why.push("the months that spend and outcomes both have".to_owned());
    } else if period != span {
        why.push(format!("rows are of {}", span.told(calendar)));
    }
    let whole = months(period, calendar);
    if period.start != whole.start {
        why.push("the rows begin within a month, whose earlier days are left out".into());
    }
    if period.end != whole.end {
        why.push("the rows end within a month, whose later days are left out".into());
    }
    let told = format!(
        "{}: {} (`--period` decides otherwise)",
        period.told(calendar),
        why.join("; ")
    );
    Ok(Days {
        period,
        told: (!why.is_empty()).then_some(told),
        leaves_out: !period.covers(&span),
    })
}

/// The days of the rows of spend and outcomes, as whole months where the rows do not show that an export begins or ends
/// within one; `None` without dated rows.
pub fn of_rows(dataset: &Dataset, calendar: Calendar, as_of: Option<NaiveDate>) -> Option<Period> {
    let tables = ["ad_spend", "conversions"].iter();
    let frames = tables.filter_map(|table| dataset.frames.get(table));
    let mut all: Vec<Period> = frames.flat_map(rows).collect();
    all.sort();
    all.dedup();
    Some(bounds(&all, joined(&all)?, calendar, as_of))
}

/// All days from the first to the last of the rows of spend and outcomes, and of the costs and hours of a project.
pub fn on_record(
    dataset: &Dataset,
    project: &Project,
    calendar: Calendar,
    as_of: Option<NaiveDate>,
) -> Option<Period> {
    let rows = of_rows(dataset, calendar, as_of);
    let all: Vec<Period> = recorded(project).chain(rows).collect();
    joined(&all)
}

/// The last day of the data, which stands for the day they were read as of where nobody says one: never the clock.
pub fn last_day(dataset: &Dataset, project: &Project, calendar: Calendar) -> Option<String> {
    let tables = ["ad_spend", "conversions"].iter();
    let frames = tables.filter_map(|table| dataset.frames.get(table));
    let days = joined(&frames.flat_map(rows).collect::<Vec<Period>>());
    let days = days.or_else(|| joined(&recorded(project).collect::<Vec<Period>>()));
    Some(calendar.iso(days?.end))
}

/// The days of costs and hours.
fn recorded(project: &Project) -> impl Iterator<Item = Period> {
    let costs = project.costs.iter().map(|cost| cost.period);
    costs.chain(project.labour.iter().map(|hours| hours.period))
}

/// The days of which the spend of each platform is: whole months where the rows do not show that an export begins or ends
/// within one.
pub fn of_media(dataset: &Dataset, calendar: Calendar) -> BTreeMap<String, Period> {
    let Some(frame) = dataset.frames.get("ad_spend") else {
        return BTreeMap::new();
    };
    let platforms = cells::texts(frame, col::PLATFORM).unwrap_or_default();
    let names: BTreeSet<&str> = platforms.iter().flatten().copied().collect();
    let of_platform = |name: &str| {
        let mask: Vec<bool> = platforms.iter().map(|own| *own == Some(name)).collect();
        let own = rows(&cells::kept(frame, &mask).ok()?);
        Some((name.to_owned(), bounds(&own, joined(&own)?, calendar, None)))
    };
    names.into_iter().filter_map(of_platform).collect()
}

/// The days of which the exports hold media, of each platform: an invoice of other days is in no export.
pub fn days_of_media(dataset: &Dataset, calendar: Calendar) -> BTreeMap<String, Vec<Period>> {
    let always = Period {
        start: NaiveDate::MIN,
        end: NaiveDate::MAX,
    };
    let holds = of_media(dataset, calendar);
    let media = media(dataset, &always, calendar, &holds, &BTreeSet::new());
    let mut found: BTreeMap<String, Vec<Period>> = BTreeMap::new();
    for own in held(&media) {
        found.entry(own.platform).or_default().push(own.period);
    }
    found
}

/// The days of which the outcomes of the files are: whole months where the rows do not show that an export begins or ends
/// within one, without the months that no row is of where rows are otherwise of nearly every day. `None` where they
/// have no days. `log` are those of a touch log where credit is given over journeys.
pub fn of_outcomes(
    log: Option<&DataFrame>,
    dataset: &Dataset,
    calendar: Calendar,
) -> Option<Vec<Period>> {
    let Some(frame) = log.or_else(|| dataset.frames.get("conversions")) else {
        return Some(Vec::new());
    };
    let all = rows(frame);
    let bounds = bounds(&all, joined(&all)?, calendar, None);
    let months = Grain::Month.buckets(&bounds, calendar);
    let months = months
        .iter()
        .filter_map(|month| month.period().overlap(&bounds));
    let holds = |days: &Period| all.iter().any(|row| row.overlap(days).is_some());
    let (held, empty): (Vec<Period>, Vec<Period>) = months.partition(holds);
    let is_sparse = || held.iter().any(|month| !is_steady(&all, *month));
    if empty.is_empty() || is_sparse() {
        return Some(vec![bounds]);
    }
    Some(held)
}

/// The days of each row.
fn rows(frame: &DataFrame) -> Vec<Period> {
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

fn joined(periods: &[Period]) -> Option<Period> {
    let all = periods.iter().copied();
    all.reduce(|one, two| Period {
        start: one.start.min(two.start),
        end: one.end.max(two.end),
    })
}

/// The months of some days, the first and the last as far as those reach.
pub fn months_of(days: &Period, calendar: impl Into<Reckoning>) -> Vec<Period> {
    let months = Grain::Month.buckets(days, calendar);
    let within = months.iter().map(|month| month.period().overlap(days));
    within.flatten().collect()
}

/// The whole months that hold some days.
fn months(days: Period, calendar: Calendar) -> Period {
    let month = |day| Grain::Month.bucket(day, calendar);
    Period {
        start: month(days.start).start(),
        end: month(days.end).end(),
    }
}

/// The whole months of rows, but for a first and a last one in which the export itself begins or ends.
fn bounds(rows: &[Period], span: Period, calendar: Calendar, as_of: Option<NaiveDate>) -> Period {
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
fn is_steady(rows: &[Period], days: Period) -> bool {
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
