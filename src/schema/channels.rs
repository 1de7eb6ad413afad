//! `channels.toml` in memory: the rules and lists, with what is looked up often made ready.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

/// `channels.toml` as it stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Data {
    pub(super) campaign_words: Vec<String>,
    pub(super) network_words: Vec<String>,
    pub(super) paid_words: Vec<String>,
    pub(super) organic_words: Vec<String>,
    pub(super) patterns: HashMap<String, String>,
    pub(super) rule: Vec<Rule>,
    pub(super) category: Vec<Category>,
    pub(super) platform: Vec<Platform>,
    pub(super) campaign_type: Vec<CampaignType>,
    pub(super) network: Vec<Network>,
    pub(super) media: MediaNames,
    pub(super) titles: HashMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    pub(super) channel: String,
    pub(super) any: Vec<Tests>,
}

/// Tests that must all hold; an absent one always does.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tests {
    pub(super) source: Option<Vec<String>>,
    pub(super) category: Option<String>,
    pub(super) medium: Option<Vec<String>>,
    pub(super) medium_matches: Option<String>,
    pub(super) campaign_matches: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Category {
    pub(super) name: String,
    pub(super) names: Vec<String>,
    pub(super) domains: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Platform {
    pub(super) name: String,
    pub(super) category: String,
    pub(super) channel: String,
    pub(super) names: Vec<String>,
    pub(super) domains: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CampaignType {
    pub(super) platforms: Vec<String>,
    pub(super) channel: String,
    pub(super) names: Vec<String>,
}

/// Channel groups by whether media are bought for them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MediaNames {
    pub(super) always: Vec<String>,
    pub(super) never: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Network {
    pub(super) name: String,
    pub(super) channel: String,
    pub(super) names: Vec<String>,
}

/// What the rules look at.
pub(super) struct Visit<'a> {
    pub(super) source: &'a str,
    pub(super) medium: &'a str,
    pub(super) campaign: &'a str,
    pub(super) category: Option<&'static str>,
}

impl Tests {
    pub(super) fn hold(&self, visit: &Visit<'_>, patterns: &HashMap<String, Regex>) -> bool {
        let among = |names: &Option<Vec<String>>, text: &str| {
            names
                .as_ref()
                .is_none_or(|names| names.iter().any(|name| name == text))
        };
        let matches = |pattern: &Option<String>, text: &str| {
            pattern
                .as_ref()
                .is_none_or(|pattern| patterns[pattern].is_match(text))
        };
        among(&self.source, visit.source)
            && among(&self.medium, visit.medium)
            && self
                .category
                .as_ref()
                .is_none_or(|category| visit.category == Some(category))
            && matches(&self.medium_matches, visit.medium)
            && matches(&self.campaign_matches, visit.campaign)
    }
}

/// What a source is known to be.
#[derive(Clone, Copy)]
pub(super) struct Origin {
    pub(super) category: &'static str,
    pub(super) platform: Option<&'static str>,
}

/// The data, with what is looked up often made ready.
pub(super) struct Channels {
    pub(super) data: &'static Data,
    pub(super) patterns: HashMap<String, Regex>,
    pub(super) names: HashMap<&'static str, Origin>,
    pub(super) domains: HashMap<&'static str, Origin>,
}

pub(super) static DATA: LazyLock<Data> = LazyLock::new(|| {
    toml::from_str(include_str!("channels.toml"))
        .expect("channels.toml is part of the program and tested")
});

pub(super) static CHANNELS: LazyLock<Channels> = LazyLock::new(|| Channels::ready(&DATA));

impl Channels {
    fn ready(data: &'static Data) -> Self {
        let pattern = |(name, text): (&String, &String)| {
            (
                name.clone(),
                Regex::new(text).expect("patterns of channels.toml are tested"),
            )
        };
        let (mut names, mut domains) = (HashMap::new(), HashMap::new());
        for Category {
            name,
            names: own_names,
            domains: own_domains,
        } in &data.category
        {
            let origin = Origin {
                category: name,
                platform: None,
            };
            names.extend(own_names.iter().map(|name| (name.as_str(), origin)));
            domains.extend(own_domains.iter().map(|domain| (domain.as_str(), origin)));
        }
        for Platform {
            name,
            category,
            names: own_names,
            domains: own_domains,
            ..
        } in &data.platform
        {
            let origin = Origin {
                category,
                platform: Some(name),
            };
            names.extend(own_names.iter().map(|name| (name.as_str(), origin)));
            domains.extend(own_domains.iter().map(|domain| (domain.as_str(), origin)));
        }
        Self {
            data,
            patterns: data.patterns.iter().map(pattern).collect(),
            names,
            domains,
        }
    }

    /// What the source is: by its whole name, by its domain, or by its name without `ads` at the end.
    pub(super) fn origin(&self, source: &str) -> Option<Origin> {
        let host = source.strip_prefix("www.").unwrap_or(source);
        let parents = std::iter::successors(Some(host), |host| {
            host.split_once('.').map(|(_, parent)| parent)
        });
        let by_domain = || {
            parents
                .into_iter()
                .find_map(|domain| self.domains.get(domain))
        };
        let by_stem = || {
            let stem = source
                .strip_suffix("ads")
                .or_else(|| source.strip_suffix("ad"))?;
            self.names.get(stem.trim_end_matches(['_', '-', ' ', '.']))
        };
        self.names
            .get(host)
            .or_else(by_domain)
            .or_else(by_stem)
            .copied()
    }
}
