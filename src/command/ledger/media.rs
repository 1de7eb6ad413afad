//! Media of the exports: by platform, function and month.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::metrics::computed::IS_PART;
use crate::report::ledger::ExportedMedia;
use crate::report::{Dataset, FUNCTION};
use crate::schema::cells::{amounts, day_of, days};
use crate::schema::{Amount, Function, col};
use crate::time::{Calendar, Period};

use super::exports::{Sum, column, days_of};

/// Media of a platform and function in some days.
pub type Media = BTreeMap<(String, Function, Period), Sum>;

/// The platforms and days of media.
pub fn held(media: &Media) -> Vec<ExportedMedia> {
    let mut held: Vec<ExportedMedia> = media
        .keys()
        .map(|(platform, _, period)| ExportedMedia {
            platform: platform.clone(),
            period: *period,
        })
        .collect();
    held.sort();
    held.dedup();
    held
}

/// The media of a period. A row of some days within a month is about the month, as days without spend have no row, or
/// about what of the month lies between two `borders`, but for days before or after all that the export of its platform
/// `holds`; a part of one that crosses a border is about its own days.
pub fn media(
    dataset: &Dataset,
    period: &Period,
    calendar: Calendar,
    holds: &BTreeMap<String, Period>,
    borders: &BTreeSet<NaiveDate>,
) -> Media {
    let mut found = Media::default();
    let Some(frame) = dataset.frames.get("ad_spend") else {
        return found;
    };
    let Some(spend) = amounts(frame, col::SPEND) else {
        return found;
    };
    let parts = amounts(frame, IS_PART).unwrap_or_else(|| vec![None; frame.height()]);
    let (platform, ruled, file) = (
        column(frame, col::PLATFORM),
        column(frame, FUNCTION),
        column(frame, col::FILE),
    );
    let (starts, ends) = (days(frame, col::PERIOD_START), days(frame, col::PERIOD_END));
    for (row, units) in spend.into_iter().enumerate() {
        let Some(units) = units else { continue };
        let name = platform[row].unwrap_or("(not stated)");
        let function = ruled[row].and_then(Function::named);
        let key = (
            name.to_owned(),
            function.unwrap_or(Function::Paid),
            match parts[row].is_some() {
                true => days_within(starts[row], ends[row], period),
                false => {
                    let days = days_of(starts[row], ends[row], period, calendar, borders);
                    let held = holds.get(name).and_then(|held| held.overlap(&days));
                    held.unwrap_or(days)
                }
            },
        );
        let days = key.2;
        let sum = found.entry(key).or_default();
        sum.add(
            Amount(units),
            Amount::ZERO,
            file[row].unwrap_or_default(),
            days,
        );
    }
    found
}

/// The row's own days within the period; the period where it has none.
fn days_within(start: Option<i32>, end: Option<i32>, period: &Period) -> Period {
    let own = own_days(start, end);
    own.and_then(|own| own.overlap(period)).unwrap_or(*period)
}

/// The days of a row that has any.
pub fn own_days(start: Option<i32>, end: Option<i32>) -> Option<Period> {
    let day = |number: Option<i32>| number.and_then(day_of);
    let (start, end) = day(start).zip(day(end))?;
    Period::new(start, end).ok()
}
