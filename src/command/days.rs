//! Which days the exports cover, and what of them is media.

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::Reading;
use crate::project::Exported;
use crate::schema::col;
use crate::time::Period;

use super::scope::OUTCOMES;

/// Which days the exports cover.
pub struct Days {
    /// All of them.
    pub all: Option<Period>,
    /// Those of spend and outcomes, which money is about: posts and followers may go back further.
    pub money: Option<Period>,
    /// Those with media, and its platforms.
    pub spent: Option<Exported>,
}

impl Days {
    /// The days of what was read.
    pub fn of(readings: &[Reading]) -> Self {
        Self {
            all: span(readings, |table| table != "rates"),
            money: span(readings, |table| {
                table == "ad_spend" || OUTCOMES.contains(&table)
            }),
            spent: exported(readings),
        }
    }
}

fn span(readings: &[Reading], of: impl Fn(&str) -> bool) -> Option<Period> {
    let days = readings
        .iter()
        .filter(|reading| reading.table.is_some_and(&of))
        .filter_map(|reading| reading.dates);
    let whole = days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    whole.map(|(start, end)| Period { start, end })
}

fn exported(readings: &[Reading]) -> Option<Exported> {
    let of_media = |table: &str| table == "ad_spend";
    let frames = readings
        .iter()
        .filter(|reading| reading.table.is_some_and(of_media))
        .filter_map(|reading| reading.frame.as_ref());
    let platforms = frames
        .filter_map(|frame| frame.column(col::PLATFORM).ok()?.str().ok())
        .flat_map(|names| names.iter().flatten().collect::<BTreeSet<_>>())
        .map(str::to_owned);
    Some(Exported {
        platforms: platforms.collect(),
        spend: BTreeMap::new(),
        days: span(readings, of_media)?,
    })
}
