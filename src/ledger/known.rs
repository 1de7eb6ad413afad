//! Media of which it is known what was credited to them: those of platforms and days that the files hold outcomes of. A
//! return on media is over these alone, whatever an experiment says of them beside.

use std::collections::BTreeMap;

use super::cost::{RecordedIn, distinct_days, falling_on};
use super::inputs::LedgerInputs;
use super::media::counted;
use crate::schema::{Amount, CostType};
use crate::time::Period;

impl LedgerInputs {
    /// The days of which it is known what is credited to media of a platform, of any where none is named; `None` where they
    /// are all.
    pub fn known_days(&self, platform: Option<&str>) -> Option<Vec<Period>> {
        let settings = &self.settings;
        let is_unknown = platform.is_some_and(|name| settings.without_outcomes.contains(name));
        match is_unknown {
            true => Some(Vec::new()),
            false => settings.outcome_days.clone(),
        }
    }

    /// How many of some days are among those that are known of a platform's media.
    pub fn known_among(&self, platform: Option<&str>, days: &Period) -> i64 {
        match self.known_days(platform) {
            Some(known) => {
                let own = known.iter().filter_map(|own| own.overlap(days));
                distinct_days(own.collect())
            }
            None => days.days(),
        }
    }

    /// As [`Self::known_days`], of a record of media: of a vendor who is no platform, on days of which no export holds media,
    /// those of whatever platform; on the others the outcomes are those of the exports.
    pub(super) fn days_of_record(
        &self,
        (platform, is_others): (Option<&str>, bool),
        days: &Period,
    ) -> Option<Vec<Period>> {
        let known = self.known_days(platform);
        if !is_others {
            return known;
        }
        let own = days.without_all(self.exported_days());
        Some(match known {
            Some(known) => {
                let own = own.iter();
                own.flat_map(|own| known.iter().filter_map(|known| known.overlap(own)))
                    .collect()
            }
            None => own,
        })
    }

    /// The days of which exports hold media of any platform.
    pub(super) fn exported_days(&self) -> impl Iterator<Item = Period> {
        let costs = self.costs.iter();
        let costs = costs.filter(|cost| cost.recorded_in == RecordedIn::Export);
        let exported = self.exported.iter().map(|media| media.period);
        costs.map(|cost| cost.period).chain(exported)
    }

    /// What of the media on record is known, by platform; what was typed is left out.
    pub fn known_media(&self) -> BTreeMap<Option<&str>, KnownMedia> {
        let mut found: BTreeMap<Option<&str>, KnownMedia> = BTreeMap::new();
        let parts = counted(&self.costs, self);
        let media = self.costs.iter().zip(parts).filter(|(cost, _)| {
            cost.cost_type == CostType::Media && cost.recorded_in != RecordedIn::Typed
        });
        for (cost, part) in media {
            let keys = cost.amount.keys();
            let Some(whole) = keys.first().and_then(|key| self.input(key)) else {
                continue;
            };
            let platform = cost.platform.as_deref();
            let counts = whole.base.of_days(part.days, part.of);
            let own = found.entry(platform).or_default();
            match self.days_of_record((platform, cost.is_others), &cost.period) {
                Some(days) => {
                    let meets = |own: &Period| days.iter().any(|days| days.overlap(own).is_some());
                    own.money += falling_on(counts, &part.free, &days);
                    own.is_any |= part.free.iter().any(meets);
                }
                None => (own.money, own.is_any) = (own.money + counts, true),
            }
        }
        found
    }
}

/// What of a platform's media is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KnownMedia {
    /// The money.
    pub money: Amount,
    /// Whether any day of it is.
    pub is_any: bool,
}
