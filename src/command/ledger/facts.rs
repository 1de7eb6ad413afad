//! The facts of each ad platform, for why revenue and the return on media changed: of the days of which it is known what its
//! media brought, as the return on media is over those alone.

use std::collections::BTreeMap;

use crate::report::Dataset;
use crate::report::ledger::{Channel, LedgerInputs};
use crate::schema::{Amount, Function, cells, col};
use crate::time::Period;

use super::exports::{ANY_ADS, Earner, Sum, column};
use super::media::own_days;

/// What media that names no platform was spent on, so that the facts hold all media.
const OTHER_MEDIA: &str = "(other media)";

/// The facts of every platform with media or revenue of ads in a period, in the order of their names.
pub fn facts(
    now: &Dataset,
    given: &LedgerInputs,
    earned: &BTreeMap<(Earner, Function), Sum>,
) -> Vec<Channel> {
    let mut found = BTreeMap::new();
    for (platform, known) in given.known_media() {
        let name = platform.unwrap_or(OTHER_MEDIA);
        of(&mut found, name).spend = Some(known.money);
    }
    count(now, given, &mut found);
    credit(earned, &mut found);
    found.into_values().collect()
}

type Facts = BTreeMap<String, Channel>;

fn of<'f>(found: &'f mut Facts, name: &str) -> &'f mut Channel {
    let own = found.entry(name.to_owned());
    own.or_insert_with(|| Channel {
        name: name.to_owned(),
        ..Channel::default()
    })
}

/// Impressions and clicks of the days that are known; of a row that reaches beyond them its share by days.
fn count(now: &Dataset, given: &LedgerInputs, found: &mut Facts) {
    let Some(frame) = now.frames.get("ad_spend") else {
        return;
    };
    let platforms = column(frame, col::PLATFORM);
    let starts = cells::days(frame, col::PERIOD_START);
    let ends = cells::days(frame, col::PERIOD_END);
    let mut shares: BTreeMap<(&str, Period), i64> = BTreeMap::new();
    for (name, set) in [
        (col::IMPRESSIONS, (|own| &mut own.impressions) as Field),
        (col::CLICKS, |own| &mut own.clicks),
    ] {
        let Some(units) = cells::amounts(frame, name) else {
            continue;
        };
        for (row, units) in units.into_iter().enumerate() {
            let (Some(platform), Some(units)) = (platforms[row], units) else {
                continue;
            };
            let part = match own_days(starts[row], ends[row]) {
                Some(days) => {
                    let known = shares.entry((platform, days));
                    let known = *known.or_insert_with(|| given.known_among(Some(platform), &days));
                    Amount(units).of_days(known, days.days())
                }
                None => Amount(units),
            };
            *set(of(found, platform)).get_or_insert_default() += part;
        }
    }
}

type Field = fn(&mut Channel) -> &mut Option<Amount>;

/// Revenue and orders of every platform, of all functions, and deals that its ads brought: what the return on media
/// counts.
fn credit(earned: &BTreeMap<(Earner, Function), Sum>, found: &mut Facts) {
    for ((earner, _), sum) in earned {
        let (Earner::Ads(name) | Earner::Deals(name)) = earner else {
            continue;
        };
        if !earner.is_of_ads() {
            continue;
        }
        let own = of(found, name);
        // Ads of which no platform is known share the media of all.
        if name == ANY_ADS {
            own.spend.get_or_insert_default();
        }
        own.revenue += sum.money;
        if sum.orders != Amount::ZERO {
            *own.conversions.get_or_insert_default() += sum.orders;
        }
    }
}
