//! The channel that spend knows of a campaign: a platform says that a campaign runs across networks or as video, where a
//! visit's medium says only that it was paid for.

use std::collections::HashMap;

use polars::prelude::DataFrame;

use crate::schema::{TouchKind, cells, col, platform_of_source};

/// Channels by campaign and platform.
#[derive(Clone, Debug, Default)]
pub struct SpendChannels {
    /// `None` where spend knows several channels of the campaign.
    by_campaign: HashMap<(String, String), Option<String>>,
}

impl SpendChannels {
    /// The channels of a table of spend.
    pub fn of(frame: Option<&DataFrame>) -> Self {
        let mut found = Self::default();
        let Some(frame) = frame else {
            return found;
        };
        let column =
            |name: &str| cells::texts(frame, name).unwrap_or_else(|| vec![None; frame.height()]);
        let (campaigns, platforms, channels) = (
            column(col::CAMPAIGN),
            column(col::PLATFORM),
            column(col::CHANNEL),
        );
        for row in 0..frame.height() {
            let (Some(campaign), Some(platform), Some(channel)) =
                (campaigns[row], platforms[row], channels[row])
            else {
                continue;
            };
            let key = (campaign.trim().to_owned(), platform.to_owned());
            let known = found
                .by_campaign
                .entry(key)
                .or_insert_with(|| Some(channel.to_owned()));
            if known.as_deref() != Some(channel) {
                *known = None;
            }
        }
        found
    }

    /// The channel of a touch whose log names none itself, by its campaign and the platform of its source.
    pub fn channel(&self, kind: &TouchKind) -> Option<&str> {
        if kind.channel.is_some() {
            return None;
        }
        let platform = kind
            .source
            .as_deref()
            .and_then(platform_of_source)
            .or(kind.clicked)?;
        let campaign = kind.campaign.as_deref()?.trim();
        let key = (campaign.to_owned(), platform.to_owned());
        self.by_campaign.get(&key)?.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::cells::text_column;

    #[test]
    fn spend_says_what_a_campaign_is_where_it_says_one_thing() {
        let text =
            |name: &str, texts: [&'static str; 3]| text_column(name, texts.into_iter().map(Some));
        let frame = DataFrame::new(
            3,
            vec![
                text(col::CAMPAIGN, ["Max", "Two", "Two"]),
                text(col::PLATFORM, ["google_ads"; 3]),
                text(col::CHANNEL, ["Cross-network", "Display", "Paid Search"]),
            ],
        )
        .unwrap();
        let spent = SpendChannels::of(Some(&frame));
        let touch = |channel: Option<&str>, source: &str, campaign: &str| TouchKind {
            channel: channel.map(str::to_owned),
            source: Some(source.into()),
            campaign: Some(campaign.into()),
            ..TouchKind::default()
        };
        assert_eq!(
            spent.channel(&touch(None, "google", " Max ")),
            Some("Cross-network")
        );
        assert_eq!(spent.channel(&touch(None, "google", "Two")), None);
        assert_eq!(spent.channel(&touch(None, "facebook", "Max")), None);
        assert_eq!(spent.channel(&touch(Some("search"), "google", "Max")), None);
    }
}
