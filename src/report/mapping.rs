//! What campaigns are for, by the rules of a project: their channel, function, goal and the one name that they count
//! under.
//!
//! Spend is told by its campaign and platform, outcomes by the campaign and source of their UTM. An outcome that joins a
//! campaign of spend takes over what that campaign is for. Spend keeps the name that its platform lists, so that
//! outcomes tagged with either name join it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use polars::prelude::DataFrame;

use crate::error::Result;
use crate::metrics::computed::{GOAL, LISTED_CAMPAIGN, MAPPED_CAMPAIGN, RULE};
use crate::schema::{TouchKind, cells, col, platform_of_source};

use super::dataset::Dataset;
use super::keys::FUNCTION;
use super::words::listed;

/// What a rule says of the campaigns that it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CampaignRule<'r> {
    /// Their channel.
    pub channel: Option<&'r str>,
    /// The duty that they serve.
    pub function: Option<&'r str>,
    /// What they are to bring.
    pub goal: Option<&'r str>,
    /// The one name that they count under.
    pub rename: Option<&'r str>,
    /// Where the rule stands.
    pub place: &'r str,
}

/// The rule of a campaign on a platform, where there is one.
pub type RuleOf<'r, 'f> = &'f dyn Fn(&str, Option<&str>) -> Option<CampaignRule<'r>>;

/// Applies the rules to spend and to outcomes, before they are joined.
///
/// # Errors
/// Where polars refuses a column.
pub fn map(dataset: &mut Dataset, rule_of: RuleOf<'_, '_>) -> Result<()> {
    if let Some(spend) = dataset.frames.get("ad_spend") {
        let mapped = spend_mapped(spend, rule_of)?;
        dataset.frames.insert("ad_spend", mapped);
    }
    if let Some(outcomes) = dataset.frames.get("conversions") {
        let mapped = outcomes_mapped(outcomes, rule_of)?;
        dataset.frames.insert("conversions", mapped);
    }
    Ok(())
}

/// Applies the rules to touches, as to outcomes: by the campaign and the platform of the source, else of the click.
pub fn map_touches(kinds: &mut [TouchKind], rule_of: RuleOf<'_, '_>) {
    for kind in kinds {
        let named = kind.campaign.as_deref().map(str::trim);
        let Some(campaign) = named.filter(|name| !name.is_empty()) else {
            continue;
        };
        let platform = kind.source.as_deref().and_then(platform_of_source);
        let Some(rule) = rule_of(campaign, platform.or(kind.clicked)) else {
            continue;
        };
        let owned = |text: Option<&str>| text.map(str::to_owned);
        kind.channel = owned(rule.channel).or(kind.channel.take());
        kind.function = owned(rule.function);
        kind.goal = owned(rule.goal);
        kind.campaign = owned(rule.rename).or(kind.campaign.take());
    }
}

fn column<'f>(frame: &'f DataFrame, name: &str) -> Vec<Option<&'f str>> {
    cells::texts(frame, name).unwrap_or_else(|| vec![None; frame.height()])
}

fn spend_mapped(spend: &DataFrame, rule_of: RuleOf<'_, '_>) -> Result<DataFrame> {
    let platform = column(spend, col::PLATFORM);
    let names = column(spend, col::CAMPAIGN);
    let ids = column(spend, col::CAMPAIGN_ID);
    let campaigns: Vec<Option<&str>> = names
        .iter()
        .zip(ids)
        .map(|(name, id)| name.or(id))
        .collect();
    let rules = rules(&campaigns, &platform, rule_of);
    let mut frame = told(spend, &rules, col::CHANNEL)?;
    if rules.iter().flatten().any(|rule| rule.rename.is_some()) {
        let renamed = |row: usize| {
            let name = rules[row].and_then(|rule| rule.rename);
            campaigns[row].and(name).or(names[row])
        };
        let rows = 0..spend.height();
        frame.with_column(cells::text_column(LISTED_CAMPAIGN, names.iter().copied()))?;
        frame.with_column(cells::text_column(col::CAMPAIGN, rows.map(renamed)))?;
    }
    Ok(frame)
}

/// Outcomes keep the campaign of their UTM: what it counts under stands beside it, for the join.
fn outcomes_mapped(outcomes: &DataFrame, rule_of: RuleOf<'_, '_>) -> Result<DataFrame> {
    let utm: Vec<Option<&str>> = column(outcomes, col::UTM_CAMPAIGN)
        .into_iter()
        .map(|utm| utm.map(str::trim).filter(|utm| !utm.is_empty()))
        .collect();
    let platform: Vec<Option<&str>> = column(outcomes, col::SOURCE)
        .into_iter()
        .map(|source| source.and_then(platform_of_source))
        .collect();
    let named = |utm: &str, platform: Option<&str>| match utm {
        "" => None,
        utm => rule_of(utm, platform),
    };
    let rules = rules(&utm, &platform, &named);
    let mut frame = told(outcomes, &rules, col::CHANNEL_GROUP)?;
    if rules.iter().flatten().any(|rule| rule.rename.is_some()) {
        let renamed = rules.iter().map(|rule| rule.and_then(|rule| rule.rename));
        frame.with_column(cells::text_column(MAPPED_CAMPAIGN, renamed))?;
    }
    Ok(frame)
}

/// The rule of every row; each name is looked up once.
fn rules<'r>(
    campaigns: &[Option<&str>],
    platforms: &[Option<&str>],
    rule_of: RuleOf<'r, '_>,
) -> Vec<Option<CampaignRule<'r>>> {
    let mut known: HashMap<(Option<&str>, Option<&str>), Option<CampaignRule<'r>>> = HashMap::new();
    let mut found = Vec::with_capacity(campaigns.len());
    for (campaign, platform) in campaigns.iter().zip(platforms) {
        let rule = known.entry((*campaign, *platform));
        found.push(*rule.or_insert_with(|| rule_of(campaign.unwrap_or_default(), *platform)));
    }
    found
}

/// The frame with the channel, function, goal and place of the rules.
fn told(frame: &DataFrame, rules: &[Option<CampaignRule<'_>>], channel: &str) -> Result<DataFrame> {
    let mut told = frame.clone();
    type Says = fn(&CampaignRule<'_>) -> bool;
    let columns: [(&str, Says); 4] = [
        (channel, |rule| rule.channel.is_some()),
        (FUNCTION, |rule| rule.function.is_some()),
        (GOAL, |rule| rule.goal.is_some()),
        (RULE, |_| true),
    ];
    for (name, says) in columns {
        if !rules.iter().flatten().any(says) {
            continue;
        }
        let own = column(frame, name);
        let texts = rules.iter().zip(own).map(|(rule, own)| {
            let rule = rule.as_ref();
            let said = rule.and_then(|rule| match name {
                FUNCTION => rule.function,
                GOAL => rule.goal,
                RULE => Some(rule.place),
                _ => rule.channel,
            });
            said.or(own)
        });
        told.with_column(cells::text_column(name, texts))?;
    }
    Ok(told)
}

/// Which rules took which campaigns, a sentence each, in the order of their places.
pub fn applied(dataset: &Dataset) -> Vec<String> {
    let mut found: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    let tables = [
        ("ad_spend", LISTED_CAMPAIGN, col::CAMPAIGN),
        ("conversions", col::UTM_CAMPAIGN, col::CAMPAIGN),
    ];
    for (table, first, second) in tables {
        let Some(frame) = dataset.frames.get(table) else {
            continue;
        };
        let (places, names, others) = (
            column(frame, RULE),
            column(frame, first),
            column(frame, second),
        );
        for ((place, name), other) in places.iter().zip(names).zip(others) {
            if let (Some(place), Some(name)) = (place, name.or(other)) {
                found.entry((place, table)).or_default().insert(name);
            }
        }
    }
    let told = |((place, table), names): (&(&str, &str), &BTreeSet<&str>)| {
        let what = match *table {
            "ad_spend" => "campaigns of spend",
            _ => "UTM campaigns of outcomes",
        };
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        format!("[[mapping]] {place}: {what} {}", listed(&names, TOLD))
    };
    found.iter().map(told).collect()
}

/// Names told of each rule.
const TOLD: usize = 5;
