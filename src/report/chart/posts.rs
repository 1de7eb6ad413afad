//! Posts as charts take them: the rows that count, what is measured, and when each was published.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use polars::prelude::DataFrame;

use crate::error::{Error, Result};
use crate::metrics::{Component, Metric, Operation, Total, sides};
use crate::report::build::narrowed;
use crate::report::dataset::Dataset;
use crate::schema::{Amount, cells, col};

use super::{Kind, ReportSource};

/// Engagement rates and what they are over, in the order in which they win where equally many posts allow them.
pub(super) const RATES: [(&str, &str); 3] = [
    ("engagement_rate_by_reach", col::REACH),
    ("engagement_rate_by_impressions", col::IMPRESSIONS),
    ("engagement_rate_by_views", col::VIEWS),
];

/// Where posts come from, for those who gave none.
pub(super) const EXPORTS: &str = "content exports of Meta Business Suite, X or YouTube have";

/// What is missing where posts state no engagement.
pub(super) const NO_ENGAGEMENTS: &str = "no reactions, comments, shares or saves; content exports of Meta Business Suite or X have them";

/// The table that posts stand in.
pub(super) const POSTS: &str = "posts";

/// The posts that a chart is asked for.
///
/// # Errors
/// Where there is none.
pub(super) fn posts(source: &ReportSource<'_>, kind: Kind) -> Result<DataFrame> {
    let nothing = |why: String| Error::NothingToDraw {
        chart: kind.name(),
        why,
    };
    let has_rows = |dataset: &Dataset| {
        let posts = dataset.frames.get(POSTS);
        posts.is_some_and(|frame| frame.height() > 0)
    };
    if !has_rows(source.dataset) {
        return Err(nothing(format!("no posts; {EXPORTS} them")));
    }
    let options = source.options;
    let (dataset, _) = narrowed(source.dataset, options, options.period.as_ref())?;
    match dataset.frames.get(POSTS) {
        Some(frame) if frame.height() > 0 => Ok(frame.clone()),
        _ => Err(nothing(match options.period {
            Some(period) => format!("no posts in {period} under these conditions"),
            None => "no post passes the conditions in --where".into(),
        })),
    }
}

/// Numerator and denominator of a metric of posts, post by post; `None` where a post does not state both.
pub(super) fn rated(frame: &DataFrame, metric: &Metric) -> Vec<Option<(Amount, Amount)>> {
    let mut columns: BTreeMap<&str, Vec<Option<i128>>> = BTreeMap::new();
    for name in metric.components().flat_map(Component::columns) {
        if let Some(units) = cells::amounts(frame, name) {
            columns.insert(name, units);
        }
    }
    let of_row = |component: &Component, row: usize| match &component.operation {
        Operation::Rows => Total {
            sum: Some(Amount::whole(1)),
            n: 1,
            rows: 1,
            ..Total::ABSENT
        },
        Operation::Sum(name) => columns.get(name).map_or(Total::ABSENT, |units| Total {
            sum: Some(Amount(units[row].unwrap_or_default())),
            n: u64::from(units[row].is_some()),
            rows: 1,
            ..Total::ABSENT
        }),
        _ => Total::ABSENT,
    };
    (0..frame.height())
        .map(
            |row| match sides(metric, &|component| of_row(component, row)) {
                (Ok(numerator), Some(Ok(denominator))) => Some((numerator, denominator)),
                _ => None,
            },
        )
        .collect()
}

/// The rate that most posts allow, with what it is over and how many posts do.
pub(super) fn best_rate<'s>(
    source: &ReportSource<'s>,
    frame: &DataFrame,
) -> Option<(&'s Metric, &'static str, usize)> {
    let mut best: Option<(&Metric, &'static str, usize)> = None;
    for (name, base) in RATES {
        let Some(metric) = source.registry.metric(name) else {
            continue;
        };
        let over = |sides: &&Option<(Amount, Amount)>| {
            sides.is_some_and(|(_, denominator)| denominator > Amount::ZERO)
        };
        let posts = rated(frame, metric).iter().filter(over).count();
        if posts > best.map_or(0, |(.., posts)| posts) {
            best = Some((metric, base, posts));
        }
    }
    best
}

/// What a metric of posts divides by what, in the words of the columns.
pub(super) fn definition(metric: &Metric, base: &str) -> String {
    let parts = metric.numerator.components().flat_map(Component::columns);
    let parts: Vec<String> = parts.map(|name| name.replace('_', " ")).collect();
    format!(
        "{}: {} over {base}",
        metric.name.replace('_', " "),
        parts.join(", ")
    )
}

/// Platforms of the posts.
pub(super) fn platforms(frame: &DataFrame) -> Vec<String> {
    let texts = cells::texts(frame, col::PLATFORM);
    let texts = texts.unwrap_or_else(|| vec![None; frame.height()]);
    let stated = |text: Option<&str>| text.unwrap_or("(not stated)").to_owned();
    texts.into_iter().map(stated).collect()
}

/// When a post was published, as its export writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Published<'t> {
    /// 1 for Monday to 7 for Sunday.
    pub weekday: u32,
    /// Of the day, where one is stated.
    pub hour: Option<u32>,
    /// The zone behind the time, empty where none is stated.
    pub zone: &'t str,
    day: NaiveDate,
    /// Minutes of the day.
    minutes: Option<i64>,
}

impl Published<'_> {
    /// Whether it states how its time lies to UTC.
    pub fn is_zoned(&self) -> bool {
        self.minutes.is_some() && offset(self.zone).is_some()
    }

    /// The same in UTC; as it is where it states no zone.
    pub fn in_utc(self) -> Self {
        let (Some(minutes), Some(offset)) = (self.minutes, offset(self.zone)) else {
            return self;
        };
        let minutes = minutes - offset;
        let day = self.day + chrono::TimeDelta::days(minutes.div_euclid(DAY));
        let minutes = minutes.rem_euclid(DAY);
        Self {
            weekday: day.weekday().number_from_monday(),
            hour: u32::try_from(minutes / 60).ok(),
            zone: "Z",
            day,
            minutes: Some(minutes),
        }
    }
}

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// Minutes that a zone is ahead of UTC: `Z`, `+04:00`, `-0330`, `+02`.
fn offset(zone: &str) -> Option<i64> {
    if zone == "Z" {
        return Some(0);
    }
    let (sign, digits) = match zone.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits = digits.replace(':', "");
    let number = |text: &str| text.parse::<i64>().ok();
    let minutes = match digits.len() {
        2 => number(&digits)? * 60,
        4 => number(&digits[..2])? * 60 + number(&digits[2..])?,
        _ => return None,
    };
    Some(sign * minutes)
}

/// Reads ISO text: `2026-04-05`, `2026-04-05T21:06:21`, `2026-04-05T21:06:21+04:00`.
pub(super) fn published(text: &str) -> Option<Published<'_>> {
    let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    let day: NaiveDate = day.parse().ok()?;
    let zone = time.find(['Z', '+', '-']).map_or("", |at| &time[at..]);
    let mut parts = time[..time.len() - zone.len()].split(':');
    let mut part = || parts.next()?.parse::<u32>().ok();
    let hour = part().filter(|hour| *hour < 24);
    let minute = part().filter(|minute| *minute < 60).unwrap_or(0);
    Some(Published {
        weekday: day.weekday().number_from_monday(),
        hour,
        zone,
        day,
        minutes: hour.map(|hour| i64::from(hour * 60 + minute)),
    })
}

#[cfg(test)]
pub(super) mod stories {
    //! A few posts whose figures can be worked out by hand.

    use polars::prelude::{Column, DataFrame};

    use crate::report::ReportOptions;
    use crate::report::chart::{ChartData, ChartOptions, ReportSource};
    use crate::report::dataset::Dataset;
    use crate::schema::col;

    /// Six posts: four on Facebook on a Monday from 7 to 8, one of them without reach; one on a Tuesday from 20 to 21; one
    /// on X with its day alone.
    pub fn posts() -> DataFrame {
        let times = [
            "2026-04-06T07:10:00",
            "2026-04-06T07:50:00",
            "2026-04-13T07:05:00",
            "2026-04-20T07:30:00",
            "2026-04-07T20:00:00",
            "2026-04-08",
        ];
        let platforms = [
            "facebook", "facebook", "facebook", "facebook", "facebook", "x",
        ];
        let labels = ["one", "two", "three", "four", "five\n  and more", "six"];
        let reach = [Some(100_i64), Some(300), Some(100), None, Some(50), None];
        let reactions = [Some(5_i64), Some(9), Some(3), Some(100), Some(10), Some(1)];
        let comments = [Some(1_i64), None, Some(0), None, None, None];
        let columns = vec![
            Column::new(col::PUBLISHED_AT.into(), times),
            Column::new(col::PLATFORM.into(), platforms),
            Column::new(col::LABEL.into(), labels),
            Column::new(col::REACH.into(), reach),
            Column::new(col::REACTIONS.into(), reactions),
            Column::new(col::COMMENTS.into(), comments),
        ];
        DataFrame::new_infer_height(columns).unwrap()
    }

    /// What a chart makes of posts.
    pub fn drawn(
        posts: Option<DataFrame>,
        data: fn(&ReportSource<'_>) -> crate::error::Result<ChartData>,
    ) -> crate::error::Result<ChartData> {
        let mut dataset = Dataset::default();
        dataset
            .frames
            .extend(posts.map(|posts| (super::POSTS, posts)));
        data(&ReportSource {
            dataset: &dataset,
            asked: &ChartOptions::default(),
            options: &ReportOptions::default(),
            compare: None,
            registry: crate::metrics::registry(),
        })
    }

    /// The message of a refusal.
    pub fn refused(
        posts: Option<DataFrame>,
        data: fn(&ReportSource<'_>) -> crate::error::Result<ChartData>,
    ) -> String {
        drawn(posts, data).unwrap_err().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_taken_as_they_are_written() {
        let read = |text| published(text).map(|time| (time.weekday, time.hour, time.zone));
        // 5 April 2026 is a Sunday.
        for (text, expected) in [
            ("2026-04-05T21:06:21", Some((7, Some(21), ""))),
            ("2026-04-05T21:06:21+04:00", Some((7, Some(21), "+04:00"))),
            ("2026-04-05T00:06:21Z", Some((7, Some(0), "Z"))),
            ("2026-04-06 07:00", Some((1, Some(7), ""))),
            ("2026-04-06", Some((1, None, ""))),
            ("Monday", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn stated_zones_lead_to_utc() {
        let read = |text| {
            let time = published(text).unwrap();
            let utc = time.in_utc();
            (time.is_zoned(), utc.weekday, utc.hour)
        };
        // 6 April 2026 is a Monday.
        for (text, expected) in [
            ("2026-04-06T07:30:00+04:00", (true, 1, Some(3))),
            ("2026-04-06T02:30:00+0330", (true, 7, Some(23))),
            ("2026-04-05T23:10:00-02", (true, 1, Some(1))),
            ("2026-04-06T07:30:00Z", (true, 1, Some(7))),
            ("2026-04-06T07:30:00", (false, 1, Some(7))),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
