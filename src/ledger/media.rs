//! No cost twice (rule F-01): media that a platform exports and that was invoiced too is one cost. One of the records
//! counts, by choice; of the other only the days that the first does not cover.
//!
//! Likewise a share of labour for overhead stands back where overhead itself was booked.

use std::collections::BTreeSet;

use super::cost::{CostSpec, MediaFrom, RecordedIn, distinct_days};
use super::inputs::LedgerInputs;
use crate::schema::{Amount, CostType, Function};
use crate::time::Period;

/// What of a cost counts, in days of its period, and what covers the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    /// Days that count.
    pub days: i64,
    /// All days.
    pub of: i64,
    /// Where the other days are recorded.
    pub covered_by: Option<String>,
}

/// What of each cost counts.
pub(super) fn counted(costs: &[CostSpec], media_from: MediaFrom) -> Vec<Counted> {
    let (first, second) = match media_from {
        MediaFrom::Exports => (RecordedIn::Export, RecordedIn::Sheet),
        MediaFrom::Sheet => (RecordedIn::Sheet, RecordedIn::Export),
    };
    let records = |kind, place| -> Vec<&CostSpec> {
        let own = |cost: &&CostSpec| cost.cost_type == kind && cost.recorded_in == place;
        costs.iter().filter(own).collect()
    };
    let media = records(CostType::Media, first);
    let overhead = records(CostType::Overhead, RecordedIn::Sheet);
    costs
        .iter()
        .map(|cost| {
            let covering: Vec<&CostSpec> = match (cost.cost_type, cost.recorded_in) {
                (CostType::Media, place) if place == second => {
                    let covers = |other: &&&CostSpec| covers_media(other, cost);
                    media.iter().filter(covers).copied().collect()
                }
                (CostType::Overhead, RecordedIn::ShareOfLabour) => {
                    let covers = |other: &&&CostSpec| covers_overhead(other, cost);
                    overhead.iter().filter(covers).copied().collect()
                }
                _ => Vec::new(),
            };
            let free = free_days(cost.period, &covering);
            let of = cost.period.days();
            Counted {
                days: free,
                of,
                covered_by: (free < of).then(|| told(&covering)),
            }
        })
        .collect()
}

impl LedgerInputs {
    /// Media that counts and is of no export, by the platform that its record names.
    pub fn media_beside_exports(&self) -> Vec<(Option<&str>, Amount)> {
        let parts = counted(&self.costs, self.settings.media_from);
        let media = self.costs.iter().zip(parts).filter(|(cost, _)| {
            cost.cost_type == CostType::Media && cost.recorded_in == RecordedIn::Sheet
        });
        media
            .filter_map(|(cost, part)| {
                let key = cost.amount.keys().into_iter().next()?;
                let amount = self.input(key)?.base;
                Some((cost.platform.as_deref(), amount.of_days(part.days, part.of)))
            })
            .filter(|(_, amount)| *amount != Amount::ZERO)
            .collect()
    }
}

fn covers_media(other: &CostSpec, cost: &CostSpec) -> bool {
    // A record that names no platform is of all of them.
    let same = match (&other.platform, &cost.platform) {
        (Some(one), Some(two)) => one == two,
        _ => true,
    };
    let duty = match (other.function, cost.function) {
        (Some(one), Some(two)) => one == two,
        _ => true,
    };
    same && duty && other.period.overlap(&cost.period).is_some()
}

fn covers_overhead(other: &CostSpec, cost: &CostSpec) -> bool {
    let same = |one: Option<Function>, two| one == two || one.is_none();
    same(other.function, cost.function) && other.period.overlap(&cost.period).is_some()
}

/// Days of the period that none of the others has.
fn free_days(period: Period, others: &[&CostSpec]) -> i64 {
    let spans = others
        .iter()
        .filter_map(|other| other.period.overlap(&period));
    period.days() - distinct_days(spans.collect())
}

/// Where the covering records stand, with the platforms that they name.
fn told(covering: &[&CostSpec]) -> String {
    let exported = covering
        .iter()
        .any(|cost| cost.recorded_in == RecordedIn::Export);
    let place = match exported {
        true => "the platform's export",
        false => "the cost sheet",
    };
    let platforms: BTreeSet<&str> = covering
        .iter()
        .filter_map(|cost| cost.platform.as_deref())
        .collect();
    if platforms.is_empty() {
        return place.into();
    }
    let platforms: Vec<&str> = platforms.into_iter().collect();
    format!("{place} ({})", platforms.join(", "))
}
