//! The project's rules on campaigns, as reports take them.

use crate::error::Result;
use crate::project::Mapping;
use crate::report::{self, CampaignRule, Dataset};
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
        let rule = mapping.rule(campaign, platform)?;
        Some(CampaignRule {
            channel: rule.channel.as_deref(),
            function: rule.function.map(Function::name),
            goal: rule.goal.as_deref(),
            rename: rule.rename.as_deref(),
            place: &rule.told,
        })
    })
}
