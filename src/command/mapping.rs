//! The project's rules on campaigns, as reports and attribution take them.

use crate::error::Result;
use crate::project::Mapping;
use crate::report::{self, CampaignRule, Dataset, TouchLog};
use crate::schema::Function;

/// Applies the rules to spend and outcomes, before they are joined.
///
/// # Errors
/// As [`report::map`].
pub fn map(mapping: &Mapping, dataset: &mut Dataset) -> Result<()> {
    if mapping.rules.is_empty() {
        return Ok(());
    }
    report::map(dataset, &|campaign, platform| {
        rule(mapping, campaign, platform)
    })
}

/// Applies the rules to the touches of a log.
pub fn map_touches(mapping: &Mapping, log: &mut TouchLog) {
    report::map_touches(&mut log.kinds, &|campaign, platform| {
        rule(mapping, campaign, platform)
    });
}

fn rule<'m>(
    mapping: &'m Mapping,
    campaign: &str,
    platform: Option<&str>,
) -> Option<CampaignRule<'m>> {
    let rule = mapping.rule(campaign, platform)?;
    Some(CampaignRule {
        channel: rule.channel.as_deref(),
        function: rule.function.map(Function::name),
        goal: rule.goal.as_deref(),
        rename: rule.rename.as_deref(),
        place: &rule.told,
    })
}
