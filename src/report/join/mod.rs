//! Outcomes joined to spend: UTM campaign = campaign name, trimmed, else campaign identifier; nothing else, silently.
//!
//! `utm_source` narrows to a platform; a name that two platforms use without a source is `(ambiguous)`. What does not
//! join stays visible under its GA4 channel. Near misses are named, never mapped.

mod campaigns;
mod frames;
mod measure;
mod media;
mod words;

use crate::error::Result;
use crate::schema::Amount;

use super::dataset::Dataset;
use campaigns::{Campaigns, Match};
use frames::{covered_frame, joined_frame};

pub use media::MediaOnRecord;
pub use words::{money, tell, undated};

/// The key of outcomes that joined no spend.
pub const NO_MATCH: &str = "(no match)";
/// The key of outcomes whose campaign two platforms use.
pub const AMBIGUOUS: &str = "(ambiguous)";

/// How much joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Join {
    /// Revenue in outcomes.
    pub revenue: Amount,
    /// Of it, joined to a campaign.
    pub joined: Amount,
    /// Spend.
    pub spend: Amount,
    /// Of it, of campaigns with outcomes.
    pub spend_joined: Amount,
    /// Names the revenue column that the rates are over.
    pub column: String,
    /// The same over what was billed, where both are known: all and joined.
    pub billed: Option<(Amount, Amount)>,
    /// Unmatched campaign names that nearly match: theirs, ours, revenue.
    pub near: Vec<(String, String, Amount)>,
    /// Other unmatched campaign names with the most revenue.
    pub unmatched: Vec<(String, Amount)>,
    /// Spend of covered platforms in months that the outcomes are not about.
    pub other_days: Amount,
    /// Revenue of campaigns of days of which no media of their platform is on record, by platform.
    pub without_media: Vec<(String, Amount)>,
    /// Platforms with spend, none of whose campaigns occurs in the outcomes.
    pub uncovered: Vec<String>,
}

impl Join {
    /// Every campaign name that matches no spend, the largest revenue first: theirs, what they may have meant, revenue.
    pub fn unmatched_names(&self) -> Vec<(&str, Option<&str>, Amount)> {
        let near = self.near.iter();
        let near = near.map(|(theirs, ours, amount)| (&theirs[..], Some(&ours[..]), *amount));
        let others = self.unmatched.iter();
        let others = others.map(|(theirs, amount)| (&theirs[..], None, *amount));
        let mut names: Vec<(&str, Option<&str>, Amount)> = near.chain(others).collect();
        names.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(b.0)));
        names
    }
}

/// Joins the outcomes of a dataset to its spend: outcomes get the platform, channel and campaign of their spend. Money of
/// days without `media` of their platform counts in no return.
///
/// # Errors
/// Where polars refuses a column.
pub fn join(dataset: &mut Dataset, media: &MediaOnRecord) -> Result<()> {
    let (Some(spend), Some(outcomes)) = (
        dataset.frames.get("ad_spend").cloned(),
        dataset.frames.get("conversions").cloned(),
    ) else {
        return alone(dataset);
    };
    let campaigns = Campaigns::of(&spend);
    let matches = campaigns.matches(&outcomes);
    let joined = joined_frame(&outcomes, &matches, Some(media))?;
    dataset.frames.insert("conversions", joined);
    dataset
        .frames
        .insert("ad_spend", covered_frame(&spend, &outcomes, &matches)?);
    Ok(())
}

/// Outcomes without spend, or spend without outcomes: no row joins.
fn alone(dataset: &mut Dataset) -> Result<()> {
    if let Some(outcomes) = dataset.frames.get("conversions").cloned() {
        let none = vec![Match::None; outcomes.height()];
        dataset
            .frames
            .insert("conversions", joined_frame(&outcomes, &none, None)?);
    }
    Ok(())
}
