//! What the data reach over: tables by rows and days, and days without rows in what is told daily.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;

use crate::metrics::computed::ALL_ORDERS;
use crate::report::{Argument, Phrase};
use crate::schema::{cells, col};
use crate::time::Period;

use super::Listing;
use super::draft::Draft;
use super::words::count;

/// Tables that are told day by day, so that a day without rows may be a gap.
const DAILY: [&str; 2] = ["ad_spend", "profiles_daily"];

/// Gaps that are listed.
const GAPS: usize = 12;

/// Rows, files and days of each table in the period.
pub fn tables(draft: &Draft<'_>) -> Listing {
    // All orders are rows of the outcomes again.
    let read = draft.now.frames.iter();
    let read = read.filter(|(table, _)| **table != ALL_ORDERS);
    let rows = read.map(|(table, frame)| {
        let files: BTreeSet<&str> = cells::texts(frame, col::FILE)
            .unwrap_or_default()
            .into_iter()
            .flatten()
            .collect();
        vec![
            Argument::Phrase(Phrase::plain(title(table))),
            count(frame.height()),
            count(files.len()),
            days(frame).map_or_else(none, Argument::Period),
        ]
    });
    Listing {
        caption: Phrase::plain("document.data.tables"),
        heads: [
            "document.data.table",
            "document.data.rows",
            "document.data.files",
            "document.data.days",
        ]
        .map(Phrase::plain)
        .to_vec(),
        rows: rows.collect(),
    }
}

/// The table's name in words.
pub fn title(table: &str) -> &'static str {
    match table {
        "ad_spend" => "document.data.ad_spend",
        "posts" => "document.data.posts",
        "profiles_daily" => "document.data.profiles",
        _ => "document.data.conversions",
    }
}

fn days(frame: &DataFrame) -> Option<Period> {
    let (first, last) = cells::span(frame, col::PERIOD_START, col::PERIOD_END)?;
    Period::new(cells::day_of(first)?, cells::day_of(last)?).ok()
}

/// Days without rows between the first and the last day of each platform; `None` where there are none.
pub fn gaps(draft: &Draft<'_>) -> Option<Listing> {
    let mut rows = Vec::new();
    for table in DAILY {
        let Some(frame) = draft.now.frames.get(table) else {
            continue;
        };
        for (platform, days) in days_by_platform(frame) {
            for gap in missing(&days) {
                rows.push(vec![
                    Argument::Phrase(Phrase::plain(title(table))),
                    Argument::Text(platform.clone()),
                    Argument::Period(gap),
                    count(usize::try_from(gap.days()).unwrap_or(0)),
                ]);
            }
        }
    }
    let more = rows.len().saturating_sub(GAPS);
    rows.truncate(GAPS);
    if more > 0 {
        let said = Phrase::plain("document.data.gaps.more").with("count", count(more));
        rows.push(vec![Argument::Phrase(said), none(), none(), none()]);
    }
    (!rows.is_empty()).then(|| Listing {
        caption: Phrase::plain("document.data.gaps"),
        heads: [
            Phrase::plain("document.data.table"),
            Phrase::plain("document.name").name("name", col::PLATFORM),
            Phrase::plain("document.data.days"),
            Phrase::plain("document.data.count"),
        ]
        .to_vec(),
        rows,
    })
}

fn none() -> Argument {
    Argument::Text(String::new())
}

/// The days with rows of each platform; platforms with a row over several days are not told daily.
fn days_by_platform(frame: &DataFrame) -> BTreeMap<String, BTreeSet<i32>> {
    let platforms =
        cells::texts(frame, col::PLATFORM).unwrap_or_else(|| vec![None; frame.height()]);
    let (starts, ends) = (
        cells::days(frame, col::PERIOD_START),
        cells::days(frame, col::PERIOD_END),
    );
    let mut days: BTreeMap<String, BTreeSet<i32>> = BTreeMap::new();
    let mut spans = BTreeSet::new();
    for row in 0..frame.height() {
        let platform = platforms[row].unwrap_or_default().to_owned();
        match (starts[row], ends[row]) {
            (Some(start), Some(end)) if start == end => {
                days.entry(platform).or_default().insert(start);
            }
            _ => {
                spans.insert(platform);
            }
        }
    }
    days.retain(|platform, _| !spans.contains(platform));
    days
}

/// The runs of days between the first and the last that are not among them.
fn missing(days: &BTreeSet<i32>) -> Vec<Period> {
    let pairs = days.iter().zip(days.iter().skip(1));
    let gap = |(before, after): (&i32, &i32)| {
        (after - before > 1)
            .then(|| Period::new(cells::day_of(before + 1)?, cells::day_of(after - 1)?).ok())
            .flatten()
    };
    pairs.filter_map(gap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_between_rows_are_gaps() {
        let days = BTreeSet::from([20_000, 20_001, 20_005, 20_006, 20_008]);
        let gaps: Vec<i64> = missing(&days).iter().map(Period::days).collect();
        assert_eq!(gaps, [3, 1]);
        assert!(missing(&BTreeSet::from([20_000])).is_empty());
    }
}
