//! What a touch is called: its channel, platform or campaign, and which names are direct visits.

use crate::error::{Error, Result};
use crate::metrics::computed::GOAL;
use crate::report::keys::{FUNCTION, Key};
use crate::report::visit::{Visit, is_paid};
use crate::schema::{
    Function, TouchKind, channel_group, channel_of_platform, col, platform_of_source,
};

/// A touch whose log names no channel.
pub const NOT_SET: &str = "(not set)";
/// A touch whose source and medium fit no channel.
pub const UNASSIGNED: &str = "(unassigned)";
/// A touch whose campaign has no goal.
pub const NO_GOAL: &str = "(no goal)";
/// A touch of no ad platform.
pub const NO_PLATFORM: &str = "(no platform)";

/// Names of direct visits, in lower case.
const DIRECT: [&str; 5] = [
    "direct",
    "(direct)",
    "direct / none",
    "(direct) / (none)",
    "direct traffic",
];

/// What credit is given to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Channels.
    Channel,
    /// Ad platforms.
    Platform,
    /// Campaigns.
    Campaign,
    /// The duties that they serve.
    Function,
    /// What they are to bring.
    Goal,
    /// Sources.
    Source,
    /// Media.
    Medium,
}

impl By {
    /// A key by its name.
    ///
    /// # Errors
    /// [`Error::UnknownName`].
    pub fn parse(name: &str) -> Result<Self> {
        match name {
            col::CHANNEL => Ok(Self::Channel),
            col::PLATFORM => Ok(Self::Platform),
            col::CAMPAIGN => Ok(Self::Campaign),
            FUNCTION => Ok(Self::Function),
            GOAL => Ok(Self::Goal),
            _ => Err(Error::UnknownName {
                what: "key of credit",
                name: name.into(),
                nearest: [col::CHANNEL, col::PLATFORM, col::CAMPAIGN, FUNCTION, GOAL]
                    .map(str::to_owned)
                    .to_vec(),
            }),
        }
    }

    /// The column's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Channel => col::CHANNEL,
            Self::Platform => col::PLATFORM,
            Self::Campaign => col::CAMPAIGN,
            Self::Function => FUNCTION,
            Self::Goal => GOAL,
            Self::Source => col::SOURCE,
            Self::Medium => col::MEDIUM,
        }
    }

    /// What a kind of touch is called under this key.
    pub fn label(self, kind: &TouchKind) -> String {
        match self {
            Self::Channel => channel(kind),
            Self::Platform => platform(kind).to_owned(),
            Self::Campaign => kind.campaign.clone().unwrap_or_else(|| NOT_SET.into()),
            Self::Function => function(kind),
            Self::Goal => kind.goal.clone().unwrap_or_else(|| NO_GOAL.into()),
            Self::Source => kind.source.clone().unwrap_or_default(),
            Self::Medium => kind.medium.clone().unwrap_or_default(),
        }
    }
}

/// The duty that a report gives an order of such a visit: by a rule of the project, else that of whom it is credited to,
/// which is nobody's for what social media did not bring.
fn function(kind: &TouchKind) -> String {
    let channel = channel(kind);
    let visit = Visit {
        source: kind.source.as_deref(),
        medium: kind.medium.as_deref(),
        utm: kind.campaign.as_deref(),
        content: None,
        channel: Some(&channel),
    };
    let ruled = kind.function.as_deref();
    match visit.earner() {
        Some(earner) => earner
            .function(false, ruled.and_then(Function::named))
            .name()
            .to_owned(),
        None => ruled.map_or_else(|| Key::Function.placeholder(), str::to_owned),
    }
}

/// The channel as the log names it, else by GA4's rules from source and medium. A click identifier counts as its
/// platform's paid channel where the rules see no paid one.
pub fn channel(kind: &TouchKind) -> String {
    if let Some(channel) = &kind.channel {
        return channel.clone();
    }
    if kind.is_bare() && !kind.direct {
        return NOT_SET.into();
    }
    let group = channel_group(
        kind.source.as_deref(),
        kind.medium.as_deref(),
        kind.campaign.as_deref(),
    );
    match kind.clicked.and_then(channel_of_platform) {
        Some(clicked) if !is_paid(group) => clicked.into(),
        _ if group == "Unassigned" => UNASSIGNED.into(),
        _ => group.into(),
    }
}

fn platform(kind: &TouchKind) -> &'static str {
    let named = |text: &Option<String>| text.as_deref().and_then(platform_of_source);
    kind.clicked
        .or_else(|| named(&kind.source))
        .or_else(|| named(&kind.channel))
        .unwrap_or(NO_PLATFORM)
}

/// Whether a channel's name means a direct visit.
pub fn is_direct(name: &str, own: &[String]) -> bool {
    let plain = name.trim().to_lowercase();
    if own.is_empty() {
        DIRECT.contains(&plain.as_str())
    } else {
        own.iter().any(|own| own.trim().to_lowercase() == plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(channel: &str, source: &str, medium: &str, clicked: Option<&'static str>) -> TouchKind {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        TouchKind {
            channel: text(channel),
            source: text(source),
            medium: text(medium),
            clicked,
            ..TouchKind::default()
        }
    }

    #[test]
    fn channels_come_from_the_log_then_from_the_rules_then_from_the_click() {
        for (kind, expected) in [
            (kind("tv", "google", "cpc", None), "tv"),
            (kind("", "google", "cpc", None), "Paid Search"),
            (kind("", "facebook", "paid_social", None), "Paid Social"),
            (kind("", "newsletter", "email", None), "Email"),
            (kind("", "somewhere", "strange", None), UNASSIGNED),
            (kind("", "", "", None), NOT_SET),
            (
                kind("", "facebook.com", "referral", Some("meta")),
                "Paid Social",
            ),
            (kind("", "", "", Some("google_ads")), "Paid Search"),
            (kind("", "google", "cpc", Some("google_ads")), "Paid Search"),
        ] {
            assert_eq!(channel(&kind), expected, "{kind:?}");
        }
        let direct = TouchKind {
            direct: true,
            ..TouchKind::default()
        };
        assert_eq!(channel(&direct), "Direct");
    }

    #[test]
    fn platforms_come_from_the_click_the_source_or_the_name() {
        assert_eq!(platform(&kind("", "fb", "cpc", None)), "meta");
        assert_eq!(platform(&kind("", "x", "y", Some("tiktok"))), "tiktok");
        assert_eq!(platform(&kind("Facebook", "", "", None)), "meta");
        assert_eq!(platform(&kind("email", "", "", None)), NO_PLATFORM);
    }
}
