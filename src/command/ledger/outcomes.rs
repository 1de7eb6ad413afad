//! Ad platforms whose campaigns the files hold outcomes of: of those, days without any brought nothing, which is a true
//! zero where the files hold outcomes of these days. What media of others brought is known only where outcomes of the
//! period name them by their source: that none does on some days shows nothing, as in `report`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use polars::prelude::DataFrame;

use crate::report::ledger::LedgerInputs;
use crate::report::{Dataset, earners};
use crate::schema::{CostType, Function, col};
use crate::time::{Calendar, Period};

use super::exports::{ANY_ADS, Earner, Measured, Sum, column};

/// What the files hold of a platform's outcomes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Some of them are orders; without any they are deals.
    pub orders: bool,
    /// Their files.
    pub files: BTreeSet<String>,
}

/// Ad platforms whose campaigns outcomes join, or whose media no export holds and so are theirs by their source.
pub fn seen(outcomes: &DataFrame) -> BTreeMap<String, Seen> {
    let text = |name: &str| column(outcomes, name);
    let (platform, file, deal) = (text(col::PLATFORM), text(col::FILE), text(col::DEAL_ID));
    let mut found: BTreeMap<String, Seen> = BTreeMap::new();
    for (row, platform) in platform.into_iter().enumerate() {
        // The marks of the join stand in brackets.
        let Some(name) = platform.filter(|name| !name.is_empty() && !name.starts_with('(')) else {
            continue;
        };
        let seen = found.entry(name.to_owned()).or_default();
        seen.orders |= deal[row].is_none();
        seen.files.insert(file[row].unwrap_or_default().to_owned());
    }
    found
}

/// Ad platforms that outcomes are credited to, by campaign or by source.
pub fn sourced(outcomes: &DataFrame) -> BTreeSet<String> {
    let of_ads = |earner: Option<Earner>| match earner {
        Some(Earner::Ads(name)) => Some(name),
        _ => None,
    };
    earners(outcomes).into_iter().filter_map(of_ads).collect()
}

/// Adds a line of nothing for each platform with media in the period and none of its outcomes, where the files have
/// outcomes of other days.
pub fn add_zeros(seen: &BTreeMap<String, Seen>, now: &Dataset, measured: &mut Measured) {
    if !now.frames.contains_key("conversions") {
        return;
    }
    let earning = earning(measured);
    let spent: BTreeSet<&str> = measured.media.keys().map(|key| key.0.as_str()).collect();
    let mut zeros = Vec::new();
    for (name, seen) in seen {
        if !spent.contains(name.as_str()) || earning.contains(name) {
            continue;
        }
        let (earner, function) = match seen.orders {
            true => (Earner::Ads(name.clone()), Function::Paid),
            false => (Earner::Deals(name.clone()), Function::Sales),
        };
        let sum = Sum {
            // No row of theirs counts in the period.
            files: seen.files.iter().map(|file| (file.clone(), 0)).collect(),
            ..Sum::default()
        };
        zeros.push(((earner, function), sum));
    }
    measured.earned.extend(zeros);
}

/// Platforms that something is credited to in the period.
fn earning(measured: &Measured) -> BTreeSet<String> {
    let names = measured
        .earned
        .keys()
        .filter_map(|(earner, _)| match earner {
            Earner::Ads(name) => Some(name.clone()),
            Earner::Deals(name) if earner.is_of_ads() => Some(name.clone()),
            _ => None,
        });
    names.collect()
}

/// Ad platforms with media of which no outcome of the files names a campaign, and none of the period their source.
pub fn without(
    seen: &BTreeMap<String, Seen>,
    measured: &Measured,
    given: &LedgerInputs,
) -> BTreeSet<String> {
    let earning = earning(measured);
    if earning.contains(ANY_ADS) {
        return BTreeSet::new();
    }
    let media = given
        .costs
        .iter()
        .filter(|cost| cost.cost_type == CostType::Media);
    let platforms = media.filter_map(|cost| cost.platform.clone());
    platforms
        .filter(|name| !seen.contains_key(name) && !earning.contains(name))
        .collect()
}

/// Platforms with media whose ads outcomes of the files name by their source alone, none of them among those that count:
/// that is no proof of a zero.
pub fn by_source_alone(sourced: &BTreeSet<String>, given: &LedgerInputs) -> Option<String> {
    let unknown = &given.settings.without_outcomes;
    let names: Vec<&str> = sourced.intersection(unknown).map(String::as_str).collect();
    (!names.is_empty()).then(|| {
        format!(
            "outcomes name ads of {} by the source of their UTM and no campaign of its spend, and none of them counts here: what its media brought is not known, which is not 0",
            names.join(", ")
        )
    })
}

/// Ad platforms of whose media of the period it is not known what they brought.
pub fn unknown(given: &LedgerInputs) -> BTreeSet<String> {
    let media = given.known_media().into_iter();
    let unknown = media.filter(|(_, known)| !known.is_any);
    let names = unknown.filter_map(|(platform, _)| platform.map(str::to_owned));
    names.collect()
}

/// The days on which the files begin to hold outcomes and those on which they hold them no more: the media of a month is
/// told apart there.
pub fn edges(known: &[Period]) -> BTreeSet<NaiveDate> {
    let edges = known
        .iter()
        .flat_map(|days| [Some(days.start), days.end.succ_opt()]);
    edges.flatten().collect()
}

/// That the files hold outcomes of other days than the media of the period.
pub fn beyond(given: &LedgerInputs, calendar: Calendar) -> Option<String> {
    let known = given.settings.outcome_days.as_ref()?;
    let media = given.costs.iter();
    let mut media = media.filter(|cost| cost.cost_type == CostType::Media);
    let holds = |days: &Period| {
        let own = known.iter().filter_map(|own| own.overlap(days));
        own.map(|own| own.days()).sum::<i64>() == days.days()
    };
    if media.all(|cost| holds(&cost.period)) {
        return None;
    }
    let told: Vec<String> = known.iter().map(|days| days.told(calendar)).collect();
    Some(match told.is_empty() {
        true => "the files hold no outcomes (orders of a shop, deals, a touch log)".into(),
        false => format!(
            "the files hold outcomes of {}: media of other days stand without theirs",
            told.join(", ")
        ),
    })
}
