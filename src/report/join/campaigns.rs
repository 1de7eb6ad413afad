//! The campaigns of spend, and which of them an outcome means.

use std::collections::{BTreeSet, HashMap};

use polars::prelude::DataFrame;

use crate::metrics::computed::{GOAL, LISTED_CAMPAIGN, MAPPED_CAMPAIGN, RULE};
use crate::report::keys::FUNCTION;
use crate::schema::{self, cells, col};

use super::AMBIGUOUS;

/// One campaign of spend.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Campaign {
    pub platform: String,
    pub name: String,
    pub channel: Option<String>,
    pub account: Option<String>,
    pub function: Option<String>,
    pub goal: Option<String>,
    pub rule: Option<String>,
}

impl Campaign {
    /// Whether several accounts or channels have a campaign of this name.
    pub fn ambiguous(&self, column: &str) -> bool {
        let text = match column {
            col::CHANNEL => &self.channel,
            col::ACCOUNT => &self.account,
            _ => return false,
        };
        text.as_deref() == Some(AMBIGUOUS)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    One(Campaign),
    Several,
    /// No campaign: its source names the ads of a platform whose media no export holds.
    Platform(String),
    None,
}

impl Match {
    /// The platform that it is of; empty where its spend names none, `None` where there is no one platform.
    pub fn platform(&self) -> Option<&str> {
        match self {
            Self::One(campaign) => Some(&campaign.platform),
            Self::Platform(name) => Some(name),
            Self::Several | Self::None => None,
        }
    }
}

#[derive(Default)]
pub struct Campaigns {
    by_name: HashMap<String, BTreeSet<Campaign>>,
    by_id: HashMap<String, BTreeSet<Campaign>>,
}

impl Campaigns {
    pub fn of(spend: &DataFrame) -> Self {
        let missing = || vec![None; spend.height()];
        let column = |name: &str| cells::texts(spend, name).unwrap_or_else(missing);
        let (platform, name, id) = (
            column(col::PLATFORM),
            column(col::CAMPAIGN),
            column(col::CAMPAIGN_ID),
        );
        let (channel, account) = (column(col::CHANNEL), column(col::ACCOUNT));
        let (function, goal, rule) = (column(FUNCTION), column(GOAL), column(RULE));
        let listed = column(LISTED_CAMPAIGN);
        let mut known = Self::default();
        let mut last = None;
        for row in 0..spend.height() {
            let key = (
                platform[row],
                name[row],
                id[row],
                listed[row],
                channel[row],
                account[row],
            );
            if last.replace(key) == Some(key) {
                continue;
            }
            let campaign = Campaign {
                platform: platform[row].unwrap_or("").to_owned(),
                name: name[row].or(id[row]).unwrap_or("").to_owned(),
                channel: channel[row].map(str::to_owned),
                account: account[row].map(str::to_owned),
                function: function[row].map(str::to_owned),
                goal: goal[row].map(str::to_owned),
                rule: rule[row].map(str::to_owned),
            };
            // Outcomes may bear the name that the platform lists, or the one that it counts under.
            let names = [
                name[row],
                listed[row].filter(|listed| Some(*listed) != name[row]),
            ];
            for name in names.into_iter().flatten() {
                known
                    .by_name
                    .entry(name.trim().to_owned())
                    .or_default()
                    .insert(campaign.clone());
            }
            if let Some(id) = id[row] {
                known
                    .by_id
                    .entry(id.trim().to_owned())
                    .or_default()
                    .insert(campaign);
            }
        }
        known
    }

    pub fn matches(&self, outcomes: &DataFrame) -> Vec<Match> {
        let missing = || vec![None; outcomes.height()];
        let utm = cells::texts(outcomes, col::UTM_CAMPAIGN).unwrap_or_else(missing);
        let source = cells::texts(outcomes, col::SOURCE).unwrap_or_else(missing);
        let mapped = cells::texts(outcomes, MAPPED_CAMPAIGN).unwrap_or_else(missing);
        let mut known: HashMap<(&str, Option<&str>), Match> = HashMap::new();
        utm.iter()
            .zip(&source)
            .zip(&mapped)
            .map(
                |((utm, source), mapped)| match utm.map(str::trim).filter(|utm| !utm.is_empty()) {
                    Some(utm) => known
                        .entry((utm, *source))
                        .or_insert_with(|| self.find_either(utm, *mapped, *source))
                        .clone(),
                    None => Match::None,
                },
            )
            .collect()
    }

    /// The campaign of a UTM, else of the name that it counts under.
    fn find_either(&self, utm: &str, mapped: Option<&str>, source: Option<&str>) -> Match {
        match (self.find(utm, source), mapped) {
            (Match::None, Some(mapped)) => self.find(mapped, source),
            (found, _) => found,
        }
    }

    fn find(&self, utm: &str, source: Option<&str>) -> Match {
        let Some(found) = self.by_name.get(utm).or_else(|| self.by_id.get(utm)) else {
            return Match::None;
        };
        let stated = source.and_then(schema::platform_of_source);
        let fits =
            |campaign: &&Campaign| stated.is_none_or(|platform| campaign.platform == platform);
        let mut found = found.iter().filter(fits);
        match (found.next(), found.next()) {
            (None, _) => Match::None,
            (Some(one), None) => Match::One(one.clone()),
            (Some(one), Some(other)) => {
                let all = [one, other].into_iter().chain(found);
                if all.clone().any(|more| more.platform != one.platform) {
                    return Match::Several;
                }
                // One platform, several accounts or channels: the platform is certain, the rest is not.
                let same = |of: fn(&Campaign) -> &Option<String>| {
                    all.clone().all(|more| of(more) == of(one))
                };
                let ambiguous = || Some(AMBIGUOUS.to_owned());
                let (channel, account) = (same(|one| &one.channel), same(|one| &one.account));
                let of = |is_same: bool, text: &Option<String>| match is_same {
                    true => text.clone(),
                    false => ambiguous(),
                };
                Match::One(Campaign {
                    function: of(same(|one| &one.function), &one.function),
                    goal: of(same(|one| &one.goal), &one.goal),
                    rule: one.rule.clone().filter(|_| same(|one| &one.rule)),
                    channel: of(channel, &one.channel),
                    account: of(account, &one.account),
                    ..one.clone()
                })
            }
        }
    }

    /// The campaign that a name probably means: the same but for case, apostrophes, spaces and one or two letters.
    pub fn near(&self, utm: &str) -> Option<String> {
        let plain = |text: &str| {
            text.chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect::<String>()
        };
        let wanted = plain(utm);
        if wanted.len() < 5 {
            return None;
        }
        let mut best: Option<(usize, &String)> = None;
        let mut names: Vec<&String> = self.by_name.keys().collect();
        names.sort();
        for name in names {
            let distance = strsim::osa_distance(&wanted, &plain(name));
            let close = distance <= 2 && distance * 8 <= wanted.len();
            if close && best.is_none_or(|(known, _)| distance < known) {
                best = Some((distance, name));
            }
        }
        best.map(|(_, name)| name.clone())
    }
}
