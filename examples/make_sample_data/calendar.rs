//! The fifteen months of the sample: days, months, quarters and the season.

use chrono::{Datelike, Days, NaiveDate};

/// A day of which the caller knows that it exists.
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("dates are written in the source")
}

/// First day of the sample.
pub fn first_day() -> NaiveDate {
    day(2025, 8, 1)
}

/// Last day of the sample.
pub fn last_day() -> NaiveDate {
    day(2026, 10, 31)
}

/// Days from `from` to `to`, both included.
pub fn days(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    from.iter_days().take_while(move |date| *date <= to)
}

/// `2026-09`.
pub fn month(date: NaiveDate) -> String {
    date.format("%Y-%m").to_string()
}

/// Months since the sample began.
pub fn month_index(date: NaiveDate) -> i64 {
    i64::from(date.year() * 12 + date.month0() as i32 - (2025 * 12 + 7))
}

/// First and last days of the sample cut into spans of `months`; a first span of `head` months lets them fall on quarters.
pub fn spans(head: u32, months: u32) -> Vec<(NaiveDate, NaiveDate)> {
    let mut spans = Vec::new();
    let (mut from, mut length) = (first_day(), head);
    while from <= last_day() {
        let next = from + chrono::Months::new(length);
        spans.push((from, (next - Days::new(1)).min(last_day())));
        (from, length) = (next, months);
    }
    spans
}

/// August–September 2025, four whole quarters, October 2026.
pub fn quarters() -> Vec<(NaiveDate, NaiveDate)> {
    spans(2, 3)
}

/// Single months.
pub fn months() -> Vec<(NaiveDate, NaiveDate)> {
    spans(1, 1)
}

/// Demand of the months in permille of an average one: season and growth.
pub const DEMAND: [i64; 15] = [
    780, 850, 900, 1250, 1150, 700, 760, 980, 1120, 1150, 1000, 900, 920, 1080, 1150,
];

/// Demand on a day, in permille of an average one: the month (season and growth) times the weekday.
pub fn season(date: NaiveDate) -> i64 {
    const WEEKDAYS: [i64; 7] = [960, 940, 960, 980, 1000, 1060, 1120];
    DEMAND[month_index(date) as usize] * WEEKDAYS[date.weekday().num_days_from_monday() as usize]
        / 1000
}
