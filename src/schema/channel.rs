//! Channels, platforms and networks: how sources, campaign types and network names become canonical names.
//!
//! The rules are GA4's default channel groups, the lists are data: `channels.toml`, which also says where it departs
//! from GA4.

use super::channels::{CHANNELS, CampaignType, DATA, Visit};

/// The channel group of a visit, by the first of GA4's rules that matches; `Unassigned` where none does.
///
/// A visit without source, medium and campaign is `Direct`; `(not set)` is a value, not a blank, as in GA4.
pub fn channel_group(
    source: Option<&str>,
    medium: Option<&str>,
    campaign: Option<&str>,
) -> &'static str {
    let [source, medium, campaign] = [source, medium, campaign].map(plain);
    if [&source, &medium, &campaign]
        .into_iter()
        .all(|text| is_blank(text))
    {
        return "Direct";
    }
    let category = CHANNELS.origin(&source).map(|origin| origin.category);
    let visit = Visit {
        source: &source,
        medium: &medium,
        campaign: &campaign,
        category,
    };
    let rule = CHANNELS.data.rule.iter().find(|rule| {
        rule.any
            .iter()
            .any(|tests| tests.hold(&visit, &CHANNELS.patterns))
    });
    rule.map_or("Unassigned", |rule| &rule.channel)
}

/// The ad platform behind a `utm_source`: `meta` for `fb`, `ig` and `l.facebook.com`.
pub fn platform_of_source(source: &str) -> Option<&'static str> {
    CHANNELS.origin(&plain(Some(source)))?.platform
}

/// The ad platform whose ads run on a network of another name: `meta` for `facebook`.
pub fn ads_platform_of(network: &str) -> Option<&'static str> {
    platform_of_source(network).filter(|platform| *platform != network)
}

/// The canonical names of the ad platforms.
pub fn platforms() -> impl Iterator<Item = &'static str> {
    CHANNELS
        .data
        .platform
        .iter()
        .map(|platform| platform.name.as_str())
}

/// The channel of a platform's campaign type, in English, German or the API's spelling; `None` for an unknown type.
pub fn channel_of_campaign_type(platform: &str, campaign_type: &str) -> Option<&'static str> {
    let spaced = plain(Some(campaign_type)).replace('_', " ");
    let mut words: Vec<&str> = spaced.split_whitespace().collect();
    let find = |name: &str| {
        let fits = |kind: &&CampaignType| kind.names.iter().any(|known| known == name);
        let kinds = CHANNELS
            .data
            .campaign_type
            .iter()
            .filter(|kind| kind.platforms.iter().any(|known| known == platform));
        kinds
            .into_iter()
            .find(fits)
            .map(|kind| kind.channel.as_str())
    };
    find(&words.join(" ")).or_else(|| {
        let last = words.pop()?;
        // German compounds: `Suchkampagne`, `Display-Kampagne`.
        let stem = CHANNELS
            .data
            .campaign_words
            .iter()
            .find_map(|word| last.strip_suffix(word.as_str()))?;
        let stem = stem.trim_end_matches('-');
        words.extend((!stem.is_empty()).then_some(stem));
        find(&words.join(" "))
    })
}

/// The channel of an ad platform's spend where no campaign type says otherwise: `Paid Social` for `meta`.
pub fn channel_of_platform(platform: &str) -> Option<&'static str> {
    CHANNELS
        .data
        .platform
        .iter()
        .find(|known| known.name == platform)
        .map(|known| known.channel.as_str())
}

/// The channel of an organic network's posts: `Organic Video` for `youtube`, `Organic Social` for the others.
pub fn channel_of_network(network: &str) -> Option<&'static str> {
    CHANNELS
        .data
        .network
        .iter()
        .find(|known| known.name == network)
        .map(|known| known.channel.as_str())
}

/// The names of GA4's channel groups, those of the rules and those that platforms' campaigns have.
pub fn channels() -> impl Iterator<Item = &'static str> {
    let rules = CHANNELS.data.rule.iter().map(|rule| rule.channel.as_str());
    let types = CHANNELS.data.campaign_type.iter();
    rules.chain(types.map(|kind| kind.channel.as_str()))
}

/// What a channel's name tells: its channel group, however it is written (`paid_social`), else that of the platform or network
/// that it names beside a word for ads or for none (`facebook_paid`, `Instagram Organic`), and the platform of ads. `None` for
/// a name that leaves it open (`facebook`).
pub fn channel_told(name: &str) -> Option<(&'static str, Option<&'static str>)> {
    let words = |text: &str| -> Vec<String> {
        let text = text.to_lowercase();
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        words
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let own = words(name);
    if let Some(known) = channels().find(|known| words(known) == own) {
        return Some((known, None));
    }
    let rest = |says: &[String]| {
        let rest: Vec<&str> = own
            .iter()
            .filter(|word| !says.contains(word))
            .map(String::as_str)
            .collect();
        (rest.len() < own.len()).then(|| rest.join(" "))
    };
    let data = &CHANNELS.data;
    if let Some(network_name) = rest(&data.organic_words) {
        return Some((channel_of_network(network(&network_name)?)?, None));
    }
    let platform = platform_of_source(&rest(&data.paid_words)?)?;
    Some((channel_of_platform(platform)?, Some(platform)))
}

/// Whether media are bought for what comes by a channel group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// It consists of ads.
    Always,
    /// Nothing in it can be an ad: organic, own and direct visits.
    Never,
}

/// Whether a channel group of GA4 consists of ads; `None` where that is not known (`Unassigned`, names of one's own).
pub fn media(channel: &str) -> Option<Media> {
    let among = |names: &[String]| names.iter().any(|name| name == channel);
    match &DATA.media {
        media if among(&media.always) => Some(Media::Always),
        media if among(&media.never) => Some(Media::Never),
        _ => None,
    }
}

/// How a platform or network writes itself: `Google Ads` for `google_ads`.
pub fn platform_title(name: &str) -> Option<&'static str> {
    CHANNELS.data.titles.get(name).map(String::as_str)
}

/// The key of a platform that somebody calls by its title; itself where it is none.
pub fn platform_titled(text: &str) -> &str {
    let titles = CHANNELS.data.titles.iter();
    let mut named = titles.filter(|(_, title)| title.eq_ignore_ascii_case(text));
    named.next().map_or(text, |(name, _)| name)
}

/// Platforms and networks that have a title.
pub fn titled_platforms() -> impl Iterator<Item = &'static str> {
    CHANNELS.data.titles.keys().map(String::as_str)
}

/// The canonical name of a network as tools write it: `instagram` for `Instagram Business`.
pub fn network(text: &str) -> Option<&'static str> {
    let plain = plain(Some(text)).replace('_', " ");
    let find = |name: &str| {
        let known = CHANNELS
            .data
            .network
            .iter()
            .find(|known| known.names.iter().any(|known| known == name))?;
        Some(known.name.as_str())
    };
    let is_name = |word: &&str| {
        !CHANNELS
            .data
            .network_words
            .iter()
            .any(|ignored| ignored == word)
    };
    let words: Vec<&str> = plain.split_whitespace().collect();
    find(&words.join(" ")).or_else(|| {
        find(
            &words
                .into_iter()
                .filter(is_name)
                .collect::<Vec<_>>()
                .join(" "),
        )
    })
}

/// Whether a source or channel is one of social media: `Paid Social`, `ORGANIC_SOCIAL`, or a network's name.
pub fn is_social(name: &str) -> bool {
    name.to_lowercase().contains("social") || network(name).is_some()
}

/// Trimmed and in lower case; nothing is the empty text.
fn plain(text: Option<&str>) -> String {
    text.unwrap_or_default().trim().to_lowercase()
}

/// Whether a field says that there was no value at all.
fn is_blank(text: &str) -> bool {
    matches!(text, "" | "(none)" | "none")
}

#[cfg(test)]
#[path = "channel_tests.rs"]
mod tests;
