//! Which touch is which channel: every kind of touch and every name of a counted path gets a number, in the order of names.

use std::collections::{BTreeMap, BTreeSet};

use crate::attribution::{NO_TOUCH, TouchLog, WalkOptions};
use crate::schema::{TouchKind, TouchType};
use crate::time::{Period, Reckoning};

use super::labels::{By, channel, is_direct};
use super::options::Journeys;
use super::paths::CountedPaths;
use super::spend_channels::SpendChannels;

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// Names and numbers of channels, and how rows are walked.
#[derive(Clone, Debug, Default)]
pub struct Prepared {
    /// What each channel stands for, one text per key.
    pub keys: Vec<Vec<String>>,
    /// Channels that are direct visits.
    pub direct: Vec<bool>,
    /// How rows of the log are walked.
    pub walk: WalkOptions,
    /// Counted paths by channel number.
    pub paths: Vec<Vec<u32>>,
    /// Names asked to be left out or kept that no touch bears.
    pub unknown: Vec<String>,
}

/// Numbers the channels; conversions count from the first of the moments up to the second.
pub fn prepare(
    log: &TouchLog,
    counted: &CountedPaths,
    spent: &SpendChannels,
    by: &[By],
    journeys: &Journeys,
    period: Option<(i64, i64)>,
) -> Prepared {
    let channel = |kind: &TouchKind| {
        spent
            .channel(kind)
            .map_or_else(|| channel(kind), str::to_owned)
    };
    let label = |key: &By, kind: &TouchKind| match key {
        By::Channel => channel(kind),
        key => key.label(kind),
    };
    let own = |kind: &TouchKind| by.iter().map(|key| label(key, kind)).collect::<Vec<_>>();
    let of_path = |name: &String| TouchKind {
        channel: Some(name.clone()),
        ..TouchKind::default()
    };
    let mut names = BTreeSet::new();
    let allowed = |name: &str| {
        let among = |list: &[String]| {
            list.iter()
                .any(|own| own.trim().eq_ignore_ascii_case(name.trim()))
        };
        (journeys.include.is_empty() || among(&journeys.include)) && !among(&journeys.exclude)
    };
    let touches = |kind: &TouchKind| {
        let counts = match kind.touch {
            TouchType::View => journeys.views,
            TouchType::Click => journeys.clicks,
        };
        let channel = channel(kind);
        (counts && allowed(&channel)).then(|| own(kind))
    };
    let labels: Vec<Option<Vec<String>>> = log
        .kinds
        .iter()
        .zip(&log.touching)
        .map(|(kind, touching)| {
            if !touching {
                return None;
            }
            names.insert(channel(kind));
            touches(kind)
        })
        .collect();
    let path_labels: Vec<Vec<Option<Vec<String>>>> = counted
        .paths
        .iter()
        .map(|path| {
            let label = |name: &String| {
                names.insert(name.clone());
                allowed(name).then(|| own(&of_path(name)))
            };
            path.channels.iter().map(label).collect()
        })
        .collect();
    let all = labels.iter().chain(path_labels.iter().flatten()).flatten();
    let keys: Vec<Vec<String>> = all.cloned().collect::<BTreeSet<_>>().into_iter().collect();
    let numbers: BTreeMap<&Vec<String>, u32> = keys
        .iter()
        .enumerate()
        .map(|(at, key)| (key, at as u32))
        .collect();
    let walk = WalkOptions {
        channels: labels
            .iter()
            .map(|label| label.as_ref().map_or(NO_TOUCH, |label| numbers[label]))
            .collect(),
        bare: log.kinds.iter().map(TouchKind::is_bare).collect(),
        views: log
            .kinds
            .iter()
            .map(|kind| kind.touch == TouchType::View)
            .collect(),
        lookback: journeys.lookback,
        view_lookback: journeys.view_lookback,
        reset: journeys.reset,
        session: journeys.session,
        begins: None,
        period,
    };
    let paths = path_labels
        .iter()
        .map(|path| path.iter().flatten().map(|label| numbers[label]).collect())
        .collect();
    let direct = direct(by, &keys, journeys);
    let known = |name: &&String| {
        names
            .iter()
            .any(|known| known.trim().eq_ignore_ascii_case(name.trim()))
    };
    let named = journeys
        .include
        .iter()
        .chain(&journeys.exclude)
        .chain(&journeys.direct);
    let unknown = named.filter(|name| !known(name)).cloned().collect();
    Prepared {
        keys,
        direct,
        walk,
        paths,
        unknown,
    }
}

/// Channels whose key of channel (or only key) means a direct visit.
fn direct(by: &[By], keys: &[Vec<String>], journeys: &Journeys) -> Vec<bool> {
    let at = by.iter().position(|key| *key == By::Channel);
    keys.iter()
        .map(|key| at.is_some_and(|at| is_direct(&key[at], &journeys.direct)))
        .collect()
}

/// First moment of a period and the first after it, by the clocks that days are counted by.
pub fn moments(period: &Period, reckoning: Reckoning) -> (i64, i64) {
    let shown = |day: chrono::NaiveDate| i64::from(crate::schema::cells::day_number(day)) * DAY;
    let moment = |shown| match reckoning.zone() {
        Some(zone) => zone.moment_micros(shown),
        None => shown,
    };
    (moment(shown(period.start)), moment(shown(period.end) + DAY))
}
