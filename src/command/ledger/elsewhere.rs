//! Media on record, without which revenue of ads would be value without its cost: the exports', and what stands beside them.

use chrono::NaiveDate;

use crate::project::Project;
use crate::report::ledger::{Booking, ExportedMedia, LedgerInputs, Origin, RecordedIn};
use crate::report::{Dataset, MediaOnRecord};
use crate::schema::{Amount, CostType};
use crate::time::{Calendar, Period};

use super::conditions;
use super::costs::{Typed, mark_others};
use super::covered::days_of_media;

/// The days of which exports hold media, of invoices that no export covers, and all where media was typed: a report of
/// rows and a ledger go by the same, whatever the period; what the conditions leave of it.
pub fn media_on_record(
    project: &Project,
    dataset: &Dataset,
    typed: Typed<'_>,
    calendar: Calendar,
) -> MediaOnRecord {
    let mut found = MediaOnRecord::default();
    let always = Period {
        start: NaiveDate::MIN,
        end: NaiveDate::MAX,
    };
    let mut given = LedgerInputs::new(always, "");
    for (platform, days) in days_of_media(dataset, calendar) {
        for period in days {
            found.add_exported(&platform, period);
            given.exported.push(ExportedMedia {
                platform: platform.clone(),
                period,
            });
        }
    }
    if typed.has(CostType::Media) {
        found.add_always();
        return found;
    }
    let media = project.costs.iter();
    let media = media.filter(|cost| cost.cost_type == CostType::Media);
    for entry in media.filter(|cost| conditions::cost(cost, typed.filters)) {
        given.book(Booking {
            cost_type: entry.cost_type,
            function: entry.function,
            period: entry.period,
            // That there is an invoice counts, not how much it is of.
            amount: Amount::whole(1),
            recorded_in: RecordedIn::Sheet,
            platform: entry.platform.clone(),
            estimated: entry.estimated,
            note: String::new(),
            origin: Origin::rows(&entry.spot.file, 1),
        });
        mark_others(entry, &mut given);
    }
    for (platform, days) in given.media_beside_exports() {
        for days in days {
            found.add(platform, days);
        }
    }
    found
}
