//! No cost twice (rule F-01): media that a platform exports and that was invoiced too is one cost. The export counts;
//! of an invoice only the days that no export of its platform covers.
//!
//! Likewise a share of labour for overhead stands back where overhead itself was booked.

use std::collections::BTreeSet;

use super::cost::{CostSpec, ExportedMedia, RecordedIn};
use super::inputs::LedgerInputs;
use crate::schema::{CostType, Function};
use crate::time::Period;

/// What of a cost counts, in days of its period, and what covers the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    /// Days that count.
    pub days: i64,
    /// The stretches of them.
    pub free: Vec<Period>,
    /// All days.
    pub of: i64,
    /// Where the other days are recorded.
    pub covered_by: Option<String>,
}

/// A record that may cover another.
#[derive(Clone, Copy)]
struct Cover<'c> {
    platform: Option<&'c str>,
    is_others: bool,
    function: Option<Function>,
    period: Period,
}

impl<'c> From<&'c CostSpec> for Cover<'c> {
    fn from(cost: &'c CostSpec) -> Self {
        Self {
            platform: cost.platform.as_deref(),
            is_others: cost.is_others,
            function: cost.function,
            period: cost.period,
        }
    }
}

impl<'c> From<&'c ExportedMedia> for Cover<'c> {
    fn from(media: &'c ExportedMedia) -> Self {
        Self {
            platform: Some(&media.platform),
            is_others: false,
            function: None,
            period: media.period,
        }
    }
}

/// What of each cost counts. What was typed stands beside every record, so that nothing covers it.
pub(super) fn counted(costs: &[CostSpec], given: &LedgerInputs) -> Vec<Counted> {
    let records = |kind, places: &[RecordedIn]| -> Vec<Cover<'_>> {
        let own = |cost: &&CostSpec| cost.cost_type == kind && places.contains(&cost.recorded_in);
        costs.iter().filter(own).map(Cover::from).collect()
    };
    let mut exported = records(CostType::Media, &[RecordedIn::Export]);
    exported.extend(given.exported.iter().map(Cover::from));
    let overhead = records(CostType::Overhead, &[RecordedIn::Sheet, RecordedIn::Typed]);
    costs
        .iter()
        .map(|cost| {
            let own = Cover::from(cost);
            use RecordedIn::{ShareOfLabour, Sheet};
            let (place, mut covering) = match (cost.cost_type, cost.recorded_in) {
                (CostType::Media, Sheet) => {
                    let covers = |media: &Cover<'_>| is_same_media(media, &own);
                    ("the platform's export", of(&exported, covers))
                }
                (CostType::Overhead, ShareOfLabour) => {
                    let covers = |booked: &Cover<'_>| covers_overhead(booked, &own);
                    ("the cost sheet", of(&overhead, covers))
                }
                _ => ("", Vec::new()),
            };
            covering.retain(|cover| cover.period.overlap(&cost.period).is_some());
            let free = cost
                .period
                .without_all(covering.iter().map(|cover| cover.period));
            let days = free.iter().map(Period::days).sum();
            let of = cost.period.days();
            Counted {
                days,
                free,
                of,
                covered_by: (days < of).then(|| told(place, &covering)),
            }
        })
        .collect()
}

fn of<'c>(records: &[Cover<'c>], covers: impl Fn(&Cover<'c>) -> bool) -> Vec<Cover<'c>> {
    let own = records.iter().filter(|record| covers(record));
    own.copied().collect()
}

impl LedgerInputs {
    /// The platforms of the records of media that are no export's, with the days on which each counts. One that names no
    /// platform may be of any, on days of which no export holds media.
    pub fn media_beside_exports(&self) -> Vec<(Option<&str>, Vec<Period>)> {
        let parts = counted(&self.costs, self);
        let media = self.costs.iter().zip(parts).filter(|(cost, _)| {
            cost.cost_type == CostType::Media && cost.recorded_in != RecordedIn::Export
        });
        media
            .map(|(cost, part)| match &cost.platform {
                Some(platform) => (Some(platform.as_str()), part.free),
                None => (None, cost.period.without_all(self.exported_days())),
            })
            .collect()
    }
}

/// Whether two records may be of one platform's media: one that names nobody is taken to be of any, one of a vendor who is
/// no platform is of none. An export holds all media of its platform, for whatever function it was booked.
fn is_same_media(one: &Cover<'_>, other: &Cover<'_>) -> bool {
    if one.is_others || other.is_others {
        return false;
    }
    match (one.platform, other.platform) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

fn covers_overhead(booked: &Cover<'_>, share: &Cover<'_>) -> bool {
    booked.function == share.function || booked.function.is_none()
}

/// Where the covering records stand, with the platforms that they name.
fn told(place: &str, covering: &[Cover<'_>]) -> String {
    let platforms: BTreeSet<&str> = covering.iter().filter_map(|cover| cover.platform).collect();
    if platforms.is_empty() {
        return place.into();
    }
    let platforms: Vec<&str> = platforms.into_iter().collect();
    format!("{place} ({})", platforms.join(", "))
}
