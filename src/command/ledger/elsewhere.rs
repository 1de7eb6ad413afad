//! Media on record beside the exports, without which revenue of ads would be value without its cost.

use std::collections::BTreeSet;

use crate::report::ledger::LedgerInputs;

use super::exports::ANY_ADS;

/// Platforms whose media is on record beside the exports, in the period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MediaElsewhere {
    /// A record names no platform and may be of any.
    pub of_any: bool,
    /// Those that records name.
    pub platforms: BTreeSet<String>,
}

impl MediaElsewhere {
    /// Whether media of the platform is among it.
    pub fn has(&self, platform: &str) -> bool {
        let named = self.platforms.contains(platform);
        self.of_any || named || platform == ANY_ADS && !self.platforms.is_empty()
    }
}

/// Platforms whose media counts beside the exports in these inputs: invoices that no export covers, and what was typed.
pub fn media_elsewhere(given: &LedgerInputs) -> MediaElsewhere {
    let mut found = MediaElsewhere::default();
    for (record, _) in given.media_beside_exports() {
        match &record.platform {
            Some(platform) => _ = found.platforms.insert(platform.clone()),
            None => found.of_any = true,
        }
    }
    found
}
