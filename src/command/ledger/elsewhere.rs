//! Media on record, without which revenue of ads would be value without its cost: the exports', and what stands beside them.

use std::collections::BTreeMap;

use crate::report::ledger::LedgerInputs;
use crate::time::Period;

use super::exports::ANY_ADS;

/// The days of which media is on record, by platform.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MediaOnRecord {
    /// Of records that name no platform and may be of any.
    of_any: Vec<Period>,
    /// Of those that records name.
    named: BTreeMap<String, Vec<Period>>,
}

impl MediaOnRecord {
    /// Whether media of the platform is on record on some of these days.
    pub fn has(&self, platform: &str, days: &Period) -> bool {
        self.of(platform).any(|own| own.overlap(days).is_some())
    }

    /// Whether media of the platform is on record on any day.
    pub fn knows(&self, platform: &str) -> bool {
        self.of(platform).next().is_some()
    }

    fn of(&self, platform: &str) -> impl Iterator<Item = &Period> {
        let is_meant = move |name: &str| name == platform || platform == ANY_ADS;
        let named = self.named.iter().filter(move |(name, _)| is_meant(name));
        named.flat_map(|(_, days)| days).chain(&self.of_any)
    }
}

/// The days of which these inputs have media: months of exports, invoices that no export covers, and what was typed.
pub fn media_on_record(given: &LedgerInputs) -> MediaOnRecord {
    let mut found = MediaOnRecord::default();
    for media in &given.exported {
        let own = found.named.entry(media.platform.clone()).or_default();
        own.push(media.period);
    }
    for (record, _) in given.media_beside_exports() {
        match &record.platform {
            Some(platform) => found
                .named
                .entry(platform.clone())
                .or_default()
                .push(record.period),
            None => found.of_any.push(record.period),
        }
    }
    found
}
