//! Whom an order is credited to, by what it says of the visit that brought it.

use crate::schema::{channel_group, platform_of_source};

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

    /// What brought deals, where no figure is of deals themselves: all ads.
    pub fn wider(&self) -> Option<&'static str> {
        let is_deals = matches!(self, Self::Deals(_));
        (is_deals && self.is_of_ads()).then_some("paid")
    }
}

/// Words in source, medium or content that say a creator brought the order.
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
const EMPLOYEES: [&str; 6] = [
    "advocacy",
    "employee",
    "employee_advocacy",
    "employee-advocacy",
    "employees",
    "staff",
];

/// Channels of networks, where nobody paid for the visit.
const ORGANIC_CHANNELS: [&str; 2] = ["Organic Social", "Organic Video"];

/// Sources as customer databases write them, and their channels.
const SOURCES: [(&str, &str); 4] = [
    ("paid_social", "Paid Social"),
    ("organic_social", "Organic Social"),
    ("social_media", "Organic Social"),
    ("social", "Organic Social"),
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

impl Visit<'_> {
    /// Whom an order is credited to that joined no campaign of spend; `None` for what is no social activity.
    pub fn earner(&self) -> Option<Earner> {
        let says = |words: &[&str]| {
            let texts = [self.source, self.medium, self.content];
            texts.into_iter().flatten().any(|text| {
                let text = text.trim().to_lowercase();
                words.iter().any(|word| *word == text)
            })
        };
        let channel = self.channel();
        if channel == "Affiliates" || says(&CREATORS) {
            return Some(Earner::Creators);
        }
        if says(&EMPLOYEES) {
            return Some(Earner::Employees);
        }
        if ORGANIC_CHANNELS.contains(&channel) {
            return Some(Earner::Organic);
        }
        let paid = channel.starts_with("Paid") || ["Display", "Cross-network"].contains(&channel);
        let platform = self.source.and_then(platform_of_source);
        match (paid, platform) {
            (true, Some(platform)) => Some(Earner::Ads(platform.to_owned())),
            (true, None) if self.names_no_platform() => Some(Earner::Ads(ANY_ADS.into())),
            (true, None) => Some(Earner::Ads(
                self.source.unwrap_or("(not stated)").to_lowercase(),
            )),
            (false, _) => None,
        }
    }

    /// Whether its tags tell no channel.
    pub fn is_unassigned(&self) -> bool {
        self.channel() == "Unassigned"
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
            (_, Some(channel)) => channel,
            _ => channel_group(self.source, self.medium, self.utm),
        }
    }
}
