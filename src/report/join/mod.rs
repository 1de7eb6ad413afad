//! Outcomes joined to spend: UTM campaign = campaign name, trimmed, else campaign identifier; nothing else, silently.
//! Where no export holds the media of a platform, and so no campaign of it, outcomes are its own by their source.
//!
//! `utm_source` narrows to a platform; a name that two platforms use without a source is `(ambiguous)`. What does not
//! join stays visible under its GA4 channel. Near misses are named, never mapped.

mod campaigns;
mod frames;
mod measure;
mod media;
mod sources;
mod words;

use polars::prelude::DataFrame;

use crate::error::Result;
use crate::schema::{Amount, cells, col};

use super::dataset::Dataset;
use campaigns::Campaigns;
use frames::{covered_frame, joined_frame};
use sources::by_source;

pub use media::MediaOnRecord;
pub use words::{money, tell, tell_absence, undated};

/// The key of outcomes that joined no spend.
pub const NO_MATCH: &str = "(no match)";
/// The function of revenue of ads whose media is on no record: value without its cost is nobody's return.
pub const UNRECORDED: &str = "(no media on record)";
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
    /// Spend of covered platforms on days of which the files hold no outcomes.
    pub other_days: Amount,
    /// Revenue of campaigns of days of which no media of their platform is on record, by platform.
    pub without_media: Vec<(String, Amount)>,
    /// Revenue of ads of which no media is on record, by platform, whether it joins a campaign or not.
    pub unrecorded: Vec<(String, Amount)>,
    /// Revenue that its source alone gives to a platform, by platform.
    pub by_source: Vec<(String, Amount)>,
    /// Platforms with spend, none of whose campaigns occurs in the outcomes.
    pub uncovered: Vec<String>,
    /// Campaigns of the other platforms that claim conversions, though no outcome names them: platform, name, claims.
    pub untagged: Vec<(String, String, Amount)>,
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

/// Joins the outcomes of a dataset to its spend: outcomes get the platform, channel and campaign of their spend, else the
/// platform of their source where no export holds its media. Money of days without `media` of their platform counts in no
/// return.
///
/// # Errors
/// Where polars refuses a column.
pub fn join(dataset: &mut Dataset, media: &MediaOnRecord) -> Result<()> {
    let Some(outcomes) = dataset.frames.get("conversions").cloned() else {
        return Ok(());
    };
    let spend = dataset.frames.get("ad_spend").cloned();
    let campaigns = spend
        .as_ref()
        .map_or_else(Campaigns::default, Campaigns::of);
    let mut matches = campaigns.matches(&outcomes);
    by_source(&outcomes, media, &mut matches);
    let joined = joined_frame(&outcomes, &matches, media)?;
    dataset.frames.insert("conversions", joined);
    if let Some(spend) = spend {
        let covered = covered_frame(&spend, &matches, &dataset.outcome_days)?;
        dataset.frames.insert("ad_spend", covered);
    }
    Ok(())
}

/// Whether each outcome joined a campaign of spend.
pub fn of_campaigns(outcomes: &DataFrame) -> Vec<bool> {
    let none = || vec![None; outcomes.height()];
    let names = cells::texts(outcomes, col::CAMPAIGN).unwrap_or_else(none);
    let marks = [NO_MATCH, AMBIGUOUS];
    let is_campaign = |name: Option<&str>| name.is_some_and(|name| !marks.contains(&name));
    names.into_iter().map(is_campaign).collect()
}
