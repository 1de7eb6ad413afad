//! A period of which outcomes are on record for a part of the days alone, as it still runs or began before the exports do,
//! while costs are of other days too. Media that ends before its outcomes do may have paused, and is no sign of it.

use super::cost::{CostLine, FullCost, RecordedIn};
use super::inputs::LedgerInputs;
use crate::schema::{Amount, CostType};
use crate::time::Period;

/// Of which days they are, in words, with what to type for these days alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// In words.
    pub told: String,
    /// The days with outcomes.
    pub outcomes: Period,
}

pub(super) fn unfinished(given: &LedgerInputs, cost: &FullCost) -> Option<Unfinished> {
    let period = &given.period;
    let is_short = |days: &Period| days.start > period.start || days.end < period.end;
    let outcomes = given.settings.outcome_days.iter().flatten();
    let outcomes = span(outcomes, period).filter(is_short)?;
    let media = media(given, cost).filter(is_short);
    let both = media.map_or(Some(outcomes), |media| media.overlap(&outcomes))?;
    let calendar = given.settings.calendar;
    let held = match media {
        None => format!("outcomes are on record for {}", outcomes.told(calendar)),
        Some(media) if media == outcomes => {
            format!(
                "media and outcomes are on record for {}",
                media.told(calendar)
            )
        }
        Some(media) => format!(
            "media is on record for {}, outcomes for {}",
            media.told(calendar),
            outcomes.told(calendar)
        ),
    };
    let beyond = |line: &&CostLine| {
        let falls = line.days.iter();
        line.counted != Amount::ZERO && falls.flat_map(|days| days.without(&both)).next().is_some()
    };
    let beyond = cost.lines.iter().filter(beyond);
    let beyond = beyond.filter(|line| line.cost_type != CostType::Media);
    let beyond = span(beyond.flat_map(|line| &line.days), period)?;
    let others = match is_short(&beyond) {
        true => "other costs for other days too".to_owned(),
        false => format!("other costs for all of {}", period.told(calendar)),
    };
    Some(Unfinished {
        outcomes,
        told: format!(
            "{held}, {others} (`--period {}` takes the days on record)",
            both.iso(calendar)
        ),
    })
}

/// The days of media, where an export holds some of it.
fn media(given: &LedgerInputs, cost: &FullCost) -> Option<Period> {
    let media = cost.lines.iter();
    let media: Vec<&CostLine> = media
        .filter(|line| line.cost_type == CostType::Media)
        .collect();
    let of_exports = media
        .iter()
        .any(|line| line.recorded_in == RecordedIn::Export);
    let days = span(media.iter().map(|line| &line.period), &given.period);
    days.filter(|_| of_exports)
}

/// From the first to the last of those days that are of a period.
fn span<'d>(days: impl IntoIterator<Item = &'d Period>, period: &Period) -> Option<Period> {
    let own = days.into_iter().filter_map(|days| days.overlap(period));
    own.reduce(|one, two| Period {
        start: one.start.min(two.start),
        end: one.end.max(two.end),
    })
}
