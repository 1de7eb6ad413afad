//! Whom an order is credited to, by what it says of the visit that brought it.

use std::collections::HashMap;

use polars::prelude::DataFrame;

use crate::schema::{
    Function, cells, channel_group, channel_told, channels, col, platform_of_source,
};

/// Whom revenue is credited to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Earner {
    /// Ads of a platform.
    Ads(String),
    /// Organic social.
    Organic,
    /// Creators and affiliates.
    Creators,
    /// Employees, whose orders are none of those of organic social.
    Employees,
    /// Deals won through ads of a platform, or through organic social.
    Deals(String),
}

/// Ads of some platform, where a customer database says no more than that.
pub const ANY_ADS: &str = "ads";

/// The platform of ads, where their name says one.
pub fn named_platform(ads: &str) -> Option<&str> {
    (ads != ANY_ADS).then_some(ads)
}

/// The name of organic social among what brought deals.
pub const ORGANIC: &str = "organic";

impl Earner {
    /// Whether ads brought it: orders or deals.
    pub fn is_of_ads(&self) -> bool {
        match self {
            Self::Ads(_) => true,
            Self::Deals(name) => name != ORGANIC,
            _ => false,
        }
    }

    /// The duty that its money counts for, where a rule of the project may say another; that of employees is one of their own.
    pub fn function(&self, is_deal: bool, ruled: Option<Function>) -> Function {
        match (self, is_deal) {
            (Self::Employees, _) => Function::Organic,
            (Self::Ads(_) | Self::Organic, true) | (Self::Deals(_), _) => {
                ruled.unwrap_or(Function::Sales)
            }
            (Self::Ads(_), false) => ruled.unwrap_or(Function::Paid),
            (Self::Organic | Self::Creators, _) => ruled.unwrap_or(Function::Organic),
        }
    }

    /// What brought deals, where no figure is of deals themselves: all ads.
    pub fn wider(&self) -> Option<&'static str> {
        let is_deals = matches!(self, Self::Deals(_));
        (is_deals && self.is_of_ads()).then_some("paid")
    }
}

/// Words that say a creator brought the order.
const CREATORS: [&str; 8] = [
    "affiliate",
    "affiliates",
    "ambassador",
    "creator",
    "creators",
    "influencer",
    "influencers",
    "kol",
];

/// Words that say an employee did.
const EMPLOYEES: [&str; 4] = ["advocacy", "employee", "employees", "staff"];

/// Channels of networks, where nobody paid for the visit.
const ORGANIC_CHANNELS: [&str; 2] = ["Organic Social", "Organic Video"];

/// Sources as customer databases write them, and their channels.
const SOURCES: [(&str, &str); 4] = [
    ("paid_social", "Paid Social"),
    ("organic_social", "Organic Social"),
    ("social_media", "Organic Social"),
    ("social", "Organic Social"),
];

/// Whom each row of joined outcomes is credited to: the platform of the spend that it joined, else what its visit says.
pub fn earners(outcomes: &DataFrame) -> Vec<Option<Earner>> {
    let missing = || vec![None; outcomes.height()];
    let text = |name: &str| cells::texts(outcomes, name).unwrap_or_else(missing);
    let platform = text(col::PLATFORM);
    let visits = VISIT.map(text);
    let mut known: HashMap<[Option<&str>; 5], Option<Earner>> = HashMap::new();
    let rows = platform.into_iter().enumerate();
    rows.map(|(row, platform)| {
        // The marks of the join stand in brackets.
        let joined = platform.filter(|name| !name.is_empty() && !name.starts_with('('));
        match joined {
            Some(name) => Some(Earner::Ads(name.to_owned())),
            None => {
                let visit = [0, 1, 2, 3, 4].map(|at: usize| visits[at][row]);
                let earner = known
                    .entry(visit)
                    .or_insert_with(|| Visit::of(visit).earner());
                earner.clone()
            }
        }
    })
    .collect()
}

/// The platform that each row of joined outcomes is credited to: that of the spend that it joined, else the one whose ads
/// its visit names; what the row says where that is none.
pub fn credited_platforms(outcomes: &DataFrame) -> Vec<Option<String>> {
    let own = cells::texts(outcomes, col::PLATFORM);
    let own = own.unwrap_or_else(|| vec![None; outcomes.height()]);
    let rows = earners(outcomes).into_iter().zip(own);
    rows.map(|(earner, own)| match earner {
        Some(Earner::Ads(name)) if name != ANY_ADS && !name.starts_with('(') => Some(name),
        _ => own.map(str::to_owned),
    })
    .collect()
}

/// Whether a channel of GA4's groups is one of ads.
pub fn is_paid(channel: &str) -> bool {
    channel.starts_with("Paid") || ["Display", "Cross-network"].contains(&channel)
}

/// What a visit says, by column.
pub const VISIT: [&str; 5] = [
    col::SOURCE,
    col::MEDIUM,
    col::UTM_CAMPAIGN,
    col::CONTENT,
    col::CHANNEL,
];

/// What an order says of the visit that brought it.
pub struct Visit<'v> {
    /// Its source.
    pub source: Option<&'v str>,
    /// Its medium.
    pub medium: Option<&'v str>,
    /// Its campaign.
    pub utm: Option<&'v str>,
    /// Its content.
    pub content: Option<&'v str>,
    /// Its channel.
    pub channel: Option<&'v str>,
}

impl<'v> Visit<'v> {
    /// A visit by the texts of [`VISIT`].
    pub fn of([source, medium, utm, content, channel]: [Option<&'v str>; 5]) -> Self {
        Self {
            source,
            medium,
            utm,
            content,
            channel,
        }
    }

    /// Whom an order is credited to that joined no campaign of spend; `None` for what is no social activity.
    pub fn earner(&self) -> Option<Earner> {
        let channel = self.channel();
        if channel == "Affiliates" || self.says(&CREATORS) {
            return Some(Earner::Creators);
        }
        if self.says(&EMPLOYEES) {
            return Some(Earner::Employees);
        }
        if ORGANIC_CHANNELS.contains(&channel) {
            return Some(Earner::Organic);
        }
        let paid = is_paid(channel);
        let told = || self.channel.and_then(channel_told)?.1;
        let platform = self.source.and_then(platform_of_source).or_else(told);
        match (paid, platform) {
            (true, Some(platform)) => Some(Earner::Ads(platform.to_owned())),
            (true, None) if self.names_no_platform() => Some(Earner::Ads(ANY_ADS.into())),
            (true, None) => Some(Earner::Ads(
                self.source.unwrap_or("(not stated)").to_lowercase(),
            )),
            (false, _) => None,
        }
    }

    /// Whether a word of source or medium is one of these (`influencer_anna`, `bob-employee`), or the whole content is made
    /// of them: an ad's content may be about one.
    fn says(&self, words: &[&str]) -> bool {
        let told = |text: &str| -> Vec<bool> {
            let text = text.to_lowercase();
            let own = text.split(|letter: char| !letter.is_alphanumeric());
            let own = own.filter(|word| !word.is_empty());
            own.map(|word| words.contains(&word)).collect()
        };
        let mut tags = [self.source, self.medium].into_iter().flatten();
        let content = self.content.map(told).unwrap_or_default();
        let is_whole = !content.is_empty() && content.into_iter().all(|is_one| is_one);
        tags.any(|text| told(text).contains(&true)) || is_whole
    }

    /// Whether its tags tell no channel.
    pub fn is_unassigned(&self) -> bool {
        self.channel() == "Unassigned"
    }

    /// Its channel, where that is a name of one's own that leaves open whether it is social.
    pub fn own_channel(&self) -> Option<&str> {
        let own = Some(self.channel()).filter(|own| !own.starts_with('('));
        own.filter(|own| !channels().any(|known| known == *own) && *own != "Unassigned")
    }

    /// The source as a customer database writes it, where it is one of those.
    fn database_source(&self) -> Option<&'static (&'static str, &'static str)> {
        let plain = self.source.unwrap_or_default().trim().to_lowercase();
        let plain = plain.replace([' ', '-'], "_");
        SOURCES.iter().find(|(word, _)| *word == plain)
    }

    fn names_no_platform(&self) -> bool {
        self.database_source().is_some()
    }

    fn channel(&self) -> &str {
        match (self.database_source(), self.channel) {
            (Some((_, channel)), _) if self.medium.is_none() => channel,
            (_, Some(channel)) => channel_told(channel).map_or(channel, |told| told.0),
            _ => channel_group(self.source, self.medium, self.utm),
        }
    }
}
