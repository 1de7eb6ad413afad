//! Days without rows between the first and the last day of a platform's exports.
//!
//! Of what is told day by day every day counts; orders are sparse, and of them only whole months without one do. Posts
//! come when they come.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;

use crate::schema::{cells, col};
use crate::time::{Calendar, Grain, Period};

use super::Dataset;

/// What one platform's rows of a table leave out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The table.
    pub table: &'static str,
    /// The platform; empty for orders.
    pub platform: String,
    /// The stretches of days, in order.
    pub days: Vec<Period>,
    /// The file whose rows end before the first of them.
    pub file: String,
}

/// Every gap of a dataset, by table and platform.
pub fn gaps(dataset: &Dataset, calendar: Calendar) -> Vec<Gap> {
    let mut found = Vec::new();
    for (table, frame) in &dataset.frames {
        if *table == "posts" {
            continue;
        }
        let orders = *table == "conversions";
        for (platform, rows) in by_platform(frame, !orders) {
            let days = between(&rows);
            let days: Vec<Period> = match orders {
                true => days
                    .iter()
                    .flat_map(|days| whole_months(days, calendar))
                    .collect(),
                false if is_continuous(&rows) => days,
                false => continue,
            };
            if let Some(first) = days.first() {
                let before = rows
                    .iter()
                    .take_while(|(start, _, _)| *start < cells::day_number(first.start))
                    .last();
                found.push(Gap {
                    table,
                    platform,
                    file: before.map_or("", |(_, _, file)| file).to_owned(),
                    days,
                });
            }
        }
    }
    found
}

/// First day, last day and file of each row, each triple once, in order.
type Rows<'f> = BTreeSet<(i32, i32, &'f str)>;

fn by_platform(frame: &DataFrame, apart: bool) -> BTreeMap<String, Rows<'_>> {
    let texts =
        |name: &str| cells::texts(frame, name).unwrap_or_else(|| vec![None; frame.height()]);
    let (platforms, files) = (texts(col::PLATFORM), texts(col::FILE));
    let (starts, ends) = (
        cells::days(frame, col::PERIOD_START),
        cells::days(frame, col::PERIOD_END),
    );
    let mut found: BTreeMap<String, Rows<'_>> = BTreeMap::new();
    for row in 0..frame.height() {
        if let (Some(start), Some(end)) = (starts[row], ends[row]) {
            let platform = platforms[row].filter(|_| apart).unwrap_or_default();
            let own = found.entry(platform.to_owned()).or_default();
            own.insert((start, end, files[row].unwrap_or_default()));
        }
    }
    found
}

/// The stretches between rows that no row covers.
fn between(rows: &Rows<'_>) -> Vec<Period> {
    let mut found = Vec::new();
    let mut last: Option<i32> = None;
    for (start, end, _) in rows {
        if let Some(before) = last.filter(|before| *start > before + 1) {
            let days = cells::day_of(before + 1).zip(cells::day_of(start - 1));
            found.extend(days.and_then(|(first, last)| Period::new(first, last).ok()));
        }
        last = Some(last.map_or(*end, |before| before.max(*end)));
    }
    found
}

/// Whether rows cover most days from the first to the last.
fn is_continuous(rows: &Rows<'_>) -> bool {
    let Some((first, _, _)) = rows.first() else {
        return false;
    };
    let last = rows.iter().map(|(_, end, _)| *end).max().unwrap_or(*first);
    let silent: i64 = between(rows).iter().map(Period::days).sum();
    silent * 2 < i64::from(last - first + 1)
}

fn whole_months(days: &Period, calendar: Calendar) -> Vec<Period> {
    let months = Grain::Month.buckets(days, calendar).into_iter();
    months
        .map(|month| month.period())
        .filter(|month| days.covers(month))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(days: &[(i32, i32)]) -> Rows<'static> {
        days.iter()
            .map(|(start, end)| (*start, *end, "a.csv"))
            .collect()
    }

    #[test]
    fn days_that_no_row_covers_are_gaps() {
        let found = between(&rows(&[
            (20_000, 20_000),
            (20_001, 20_001),
            (20_005, 20_005),
        ]));
        assert_eq!(found.iter().map(Period::days).collect::<Vec<_>>(), [3]);
        // A long row covers what short ones leave out.
        assert!(
            between(&rows(&[
                (20_000, 20_010),
                (20_002, 20_002),
                (20_011, 20_011)
            ]))
            .is_empty()
        );
    }

    #[test]
    fn rows_on_few_days_are_no_daily_report() {
        assert!(is_continuous(&rows(&[(1, 1), (2, 2), (3, 3), (5, 5)])));
        assert!(!is_continuous(&rows(&[(1, 1), (10, 10), (20, 20)])));
    }

    #[test]
    fn only_whole_months_count_for_orders() {
        let days = Period::new("2026-01-20".parse().unwrap(), "2026-03-10".parse().unwrap());
        let found = whole_months(&days.unwrap(), Calendar::Gregorian);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].iso(Calendar::Gregorian), "2026-02-01..2026-02-28");
    }
}
