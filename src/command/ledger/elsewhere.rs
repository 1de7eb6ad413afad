//! Media on record beside the exports, without which revenue of ads would be value without its cost.

use std::collections::BTreeSet;

use crate::options::Scope;
use crate::project::Project;
use crate::schema::CostType;
use crate::time::Period;

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

/// Platforms whose media costs or `--cost` hold on days of the period.
pub fn media_elsewhere(project: &Project, scope: &Scope, period: &Period) -> MediaElsewhere {
    let mut found = MediaElsewhere {
        of_any: scope.costs.iter().any(|(kind, _)| *kind == CostType::Media),
        ..MediaElsewhere::default()
    };
    let media = project
        .costs
        .iter()
        .filter(|cost| cost.cost_type == CostType::Media && cost.period.overlap(period).is_some());
    for cost in media {
        match &cost.platform {
            Some(platform) => _ = found.platforms.insert(platform.clone()),
            None => found.of_any = true,
        }
    }
    found
}
