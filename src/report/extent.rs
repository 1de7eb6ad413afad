//! Which days the files cover, by table and platform, and which days of a period they do not.
//!
//! A platform is covered from the first to the last day of the files that hold rows of it: a day of its own for a daily
//! row, the whole period for a row that covers one, for orders the days between the first and the last. Beyond its ends a
//! silence counts as covered where it is no longer than the longest within: a shop without an order and a campaign that
//! pauses leave days without rows too. Where most days have rows, that is a day at least and three days at most.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use polars::prelude::DataFrame;

use crate::metrics::Metric;
use crate::schema::{cells, col};
use crate::time::{Calendar, Period};

use super::Dataset;
use super::words::listed;

/// Shortest and longest silence at an end, in days, of what is told day by day: the last day may simply have no spend.
const DAY: i32 = 1;
const PAUSE: i32 = 3;

/// Platforms that a sentence lists; more are counted.
const PLATFORMS: usize = 4;

/// The days that one platform's rows of a table cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Extent {
    first: i32,
    last: i32,
    /// Days without rows that are no sign of a missing export.
    silence: i32,
}

impl Extent {
    fn meets(&self, (from, to): (i32, i32)) -> bool {
        self.first - self.silence <= to && self.last + self.silence >= from
    }

    /// Whether the rows tell of some days: they have days of them, or all of these lie within a silence at an end. Rows
    /// that are sparse tell of days that a silence reaches into.
    fn reaches(&self, days: (i32, i32)) -> bool {
        let (from, to) = days;
        let has_days = self.first <= to && self.last >= from;
        let is_silence = self.first - self.silence <= from && self.last + self.silence >= to;
        has_days || is_silence || self.silence > PAUSE && self.meets(days)
    }
}

/// The days that the files cover, by table and platform; orders are taken as a whole.
#[derive(Clone, Debug, Default)]
pub struct Extents {
    tables: BTreeMap<&'static str, BTreeMap<String, Extent>>,
}

/// Days of a period that the files do not cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hole {
    /// The table without rows.
    pub table: &'static str,
    /// The platform; empty for orders, and where no platform has any.
    pub platform: String,
    /// The days.
    pub days: Period,
}

/// Where the rows of one platform's table end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// The table.
    pub table: &'static str,
    /// The platform; empty for orders.
    pub platform: String,
    /// The last day with rows.
    pub last: NaiveDate,
    /// Days without rows after it that are no sign of a missing export.
    pub silence: i64,
}

/// What is missing, in words, a sentence for each table and days.
pub fn told(holes: &[Hole], calendar: Calendar) -> Vec<String> {
    let mut missing: Vec<(&Hole, Vec<&str>)> = Vec::new();
    for hole in holes {
        let alike =
            |(own, _): &&mut (&Hole, Vec<&str>)| (own.table, own.days) == (hole.table, hole.days);
        match missing.iter_mut().find(alike) {
            Some((_, platforms)) => platforms.push(&hole.platform),
            None => missing.push((hole, vec![&hole.platform])),
        }
    }
    let sentence = |(hole, platforms): (&Hole, Vec<&str>)| {
        let what = match hole.table {
            "ad_spend" => "ads",
            "conversions" => col::ORDERS,
            "posts" => "posts",
            _ => "profiles",
        };
        let days = hole.days.told(calendar);
        match &listed(&platforms, PLATFORMS)[..] {
            "" => format!("the files hold no {what} of {days}"),
            platforms => format!("the files hold no {what} of {platforms} of {days}"),
        }
    };
    missing.into_iter().map(sentence).collect()
}

impl Extents {
    /// Those of a dataset.
    pub fn of(dataset: &Dataset) -> Self {
        let tables = dataset.frames.iter().map(|(table, frame)| {
            let own = by_platform(frame, *table != "conversions");
            (*table, own)
        });
        Self {
            tables: tables.collect(),
        }
    }

    /// Those of the platforms that have rows in any of these datasets.
    #[must_use]
    pub fn among(mut self, datasets: &[&Dataset]) -> Self {
        for (table, extents) in &mut self.tables {
            let frames = datasets
                .iter()
                .filter_map(|dataset| dataset.frames.get(table));
            let known: BTreeSet<String> = frames
                .flat_map(|frame| platforms(frame, *table != "conversions"))
                .collect();
            extents.retain(|platform, _| known.contains(platform));
        }
        self
    }

    /// The platforms of a table whose rows reach into a period; one without a name for orders.
    pub fn reaching(&self, table: &str, period: &Period) -> BTreeSet<String> {
        let days = (
            cells::day_number(period.start),
            cells::day_number(period.end),
        );
        let own = self.tables.get(table).into_iter().flatten();
        own.filter(|(_, extent)| extent.reaches(days))
            .map(|(platform, _)| platform.clone())
            .collect()
    }

    /// Where each platform's rows end, by table.
    pub fn ends(&self) -> Vec<End> {
        let tables = self.tables.iter();
        let one = |(table, extents): (&&'static str, &BTreeMap<String, Extent>)| {
            let table = *table;
            let own = extents.iter().filter_map(move |(platform, extent)| {
                Some(End {
                    table,
                    platform: platform.clone(),
                    last: cells::day_of(extent.last)?,
                    silence: extent.silence.into(),
                })
            });
            own.collect::<Vec<_>>()
        };
        tables.flat_map(one).collect()
    }

    /// The days of a period that the tables of a metric do not cover; of these platforms, where any are named.
    pub fn holes(
        &self,
        metric: &Metric,
        period: &Period,
        named: Option<&BTreeSet<String>>,
    ) -> Vec<Hole> {
        let tables = metric.components().map(|component| component.table);
        let tables: BTreeSet<&str> = tables.collect();
        let own = self
            .tables
            .iter()
            .filter(|(table, _)| tables.contains(*table));
        own.flat_map(|(table, extents)| holes(table, extents, period, named))
            .collect()
    }

    /// What is missing for a metric in a period, in words; `None` where nothing is.
    pub fn missing(
        &self,
        metric: &Metric,
        period: &Period,
        named: Option<&BTreeSet<String>>,
        calendar: Calendar,
    ) -> Option<String> {
        let holes = self.holes(metric, period, named);
        (!holes.is_empty()).then(|| told(&holes, calendar).join("; "))
    }
}

fn holes(
    table: &'static str,
    extents: &BTreeMap<String, Extent>,
    period: &Period,
    named: Option<&BTreeSet<String>>,
) -> Vec<Hole> {
    let (from, to) = (
        cells::day_number(period.start),
        cells::day_number(period.end),
    );
    let is_asked =
        |platform: &str| platform.is_empty() || named.is_none_or(|named| named.contains(platform));
    let hole = |platform: &str, (first, last): (i32, i32)| {
        let days = Period::new(cells::day_of(first)?, cells::day_of(last)?).ok()?;
        let platform = platform.to_owned();
        Some(Hole {
            table,
            platform,
            days,
        })
    };
    let own = || extents.iter().filter(|(platform, _)| is_asked(platform));
    // A platform without a row in the period was not used in it; where none has any, the export is missing.
    let meets = |extent: &Extent| extent.meets((from, to));
    if own().next().is_some() && !own().any(|(_, extent)| meets(extent)) {
        return hole("", (from, to)).into_iter().collect();
    }
    let mut holes = Vec::new();
    for (platform, extent) in own().filter(|(_, extent)| meets(extent)) {
        if !period.is_open() && extent.first - extent.silence > from {
            holes.extend(hole(platform, (from, to.min(extent.first - 1))));
        }
        if extent.last + extent.silence < to {
            holes.extend(hole(platform, (from.max(extent.last + 1), to)));
        }
    }
    holes
}

/// Platform of each row; of orders all are one.
fn platforms(frame: &DataFrame, apart: bool) -> Vec<String> {
    let texts = cells::texts(frame, col::PLATFORM).filter(|_| apart);
    let texts = texts.unwrap_or_else(|| vec![None; frame.height()]);
    texts
        .into_iter()
        .map(|text| text.unwrap_or_default().to_owned())
        .collect()
}

fn by_platform(frame: &DataFrame, apart: bool) -> BTreeMap<String, Extent> {
    let (starts, ends) = (
        cells::days(frame, col::PERIOD_START),
        cells::days(frame, col::PERIOD_END),
    );
    let files = cells::texts(frame, col::FILE).unwrap_or_else(|| vec![None; frame.height()]);
    let mut by_file: BTreeMap<&str, BTreeSet<(i32, i32)>> = BTreeMap::new();
    let mut files_of: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (row, platform) in platforms(frame, apart).into_iter().enumerate() {
        if let (Some(start), Some(end)) = (starts[row], ends[row]) {
            let file = files[row].unwrap_or_default();
            by_file.entry(file).or_default().insert((start, end));
            files_of.entry(platform).or_default().insert(file);
        }
    }
    // What else a file holds tells over which days it was exported.
    let extent = |files: BTreeSet<&str>| {
        let days = files.iter().filter_map(|file| by_file.get(file)).flatten();
        extent(days.copied().collect())
    };
    let own = files_of.into_iter();
    own.filter_map(|(platform, files)| Some((platform, extent(files)?)))
        .collect()
}

/// The extent of rows by their first and last days; `None` without rows.
fn extent(rows: BTreeSet<(i32, i32)>) -> Option<Extent> {
    let first = rows.first()?.0;
    let (mut last, mut silence, mut told) = (first - 1, 0, 0);
    for (start, end) in rows {
        silence = silence.max(start - last - 1);
        told += (end - last.max(start - 1)).max(0);
        last = last.max(end);
    }
    let is_daily = told * 2 > last - first;
    Some(Extent {
        first,
        last,
        silence: if is_daily {
            silence.clamp(DAY, PAUSE)
        } else {
            silence
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rows: &[(i32, i32)]) -> (i32, i32, i32) {
        let extent = extent(rows.iter().copied().collect()).unwrap();
        (extent.first, extent.last, extent.silence)
    }

    #[test]
    fn a_silence_at_an_end_is_judged_by_the_longest_within() {
        let daily: Vec<(i32, i32)> = (1..=40).map(|day| (day, day)).collect();
        assert_eq!(found(&daily), (1, 40, DAY));
        // A pause of two days, and one of nine.
        let paused = |days: std::ops::Range<i32>| -> Vec<(i32, i32)> {
            let kept = daily.iter().filter(|(day, _)| !days.contains(day));
            kept.copied().collect()
        };
        assert_eq!(found(&paused(10..12)), (1, 40, 2));
        assert_eq!(found(&paused(10..19)), (1, 40, PAUSE));
        // Two months as one row each; orders on three days; one day.
        assert_eq!(found(&[(1, 31), (32, 59)]), (1, 59, DAY));
        assert_eq!(found(&[(5, 5), (10, 10), (36, 36)]), (5, 36, 25));
        assert_eq!(found(&[(5, 5)]), (5, 5, DAY));
    }

    #[test]
    fn days_before_the_first_and_after_the_last_row_are_missing() {
        let period = |first: i32, last: i32| {
            Period::new(cells::day_of(first).unwrap(), cells::day_of(last).unwrap()).unwrap()
        };
        let extents = |rows: &[(&str, i32, i32)]| {
            let own = rows.iter().map(|(name, first, last)| {
                let extent = Extent {
                    first: *first,
                    last: *last,
                    silence: 1,
                };
                ((*name).to_owned(), extent)
            });
            own.collect::<BTreeMap<_, _>>()
        };
        let days = |rows: &[(&str, i32, i32)], asked: (i32, i32)| -> Vec<(String, Period)> {
            let found = holes("ad_spend", &extents(rows), &period(asked.0, asked.1), None);
            found
                .into_iter()
                .map(|hole| (hole.platform, hole.days))
                .collect()
        };
        let named = |name: &str, first: i32, last: i32| (name.to_owned(), period(first, last));
        let rows = [("meta", 10, 40), ("x", 60, 90)];
        assert_eq!(days(&rows, (11, 40)), []);
        assert_eq!(days(&rows, (9, 41)), []);
        assert_eq!(
            days(&rows, (8, 45)),
            [named("meta", 8, 9), named("meta", 41, 45)]
        );
        assert_eq!(days(&rows, (61, 95)), [named("x", 91, 95)]);
        assert_eq!(days(&rows, (100, 110)), [named("", 100, 110)]);
    }
}
