//! Rows of spend as overlaps see them: a place among the names, days, and money.

use polars::prelude::DataFrame;

use crate::schema::{cells, col};

/// Names that identify a row of spend, coarse to fine.
const KEYS: [&str; 20] = [
    col::PLATFORM,
    col::ACCOUNT,
    col::ACCOUNT_ID,
    col::CAMPAIGN_GROUP,
    col::CAMPAIGN,
    col::CAMPAIGN_ID,
    col::AD_GROUP,
    col::AD_GROUP_ID,
    col::AD,
    col::AD_ID,
    col::KEYWORD,
    col::SEARCH_TERM,
    col::AGE,
    col::GENDER,
    col::COUNTRY,
    col::REGION,
    col::PLACEMENT,
    col::DEVICE,
    col::OBJECTIVE,
    col::CAMPAIGN_TYPE,
];

/// First and last day of a row.
pub(super) type Days = (Option<i32>, Option<i32>);

/// One row's place: its names, its days.
pub(super) struct Row {
    pub(super) key: String,
    pub(super) days: Days,
    pub(super) spend: i128,
}

pub(super) fn rows(frame: &DataFrame, names: &[&str]) -> Vec<Row> {
    let columns: Vec<_> = names
        .iter()
        .filter_map(|name| cells::texts(frame, name))
        .collect();
    let (starts, ends) = (
        cells::days(frame, col::PERIOD_START),
        cells::days(frame, col::PERIOD_END),
    );
    let spend = cells::amounts(frame, col::SPEND).unwrap_or_else(|| vec![None; frame.height()]);
    (0..frame.height())
        .map(|row| Row {
            key: columns
                .iter()
                .map(|column| column[row].unwrap_or(""))
                .collect::<Vec<_>>()
                .join(" / "),
            days: (starts[row], ends[row]),
            spend: spend[row].unwrap_or(0),
        })
        .collect()
}

pub(super) fn common_names(first: &DataFrame, second: &DataFrame) -> Vec<&'static str> {
    let has = |frame: &DataFrame, name: &str| frame.column(name).is_ok();
    KEYS.into_iter()
        .filter(|name| has(first, name) && has(second, name))
        .collect()
}

pub(super) fn meet(first: Days, second: Days) -> bool {
    match (first, second) {
        ((Some(a), Some(b)), (Some(c), Some(d))) => a <= d && c <= b,
        ((None, _), (None, _)) => true,
        _ => false,
    }
}

pub(super) fn day_text(day: i32) -> String {
    cells::day_of(day).map_or_else(String::new, |day| day.to_string())
}
