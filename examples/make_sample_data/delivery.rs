//! What the ads delivered, day by day: the one set of figures from which every ad export and the paid orders follow.

use chrono::NaiveDate;

use crate::calendar::{days, season};
use crate::company::{AdSet, Campaign, Platform, mistags};
use crate::dice::Dice;
use crate::orders::{Utm, basket, utm};

/// A group of ads on a day.
pub struct Delivery<'a> {
    pub campaign: &'a Campaign,
    pub ad_set: &'a AdSet,
    pub date: NaiveDate,
    /// Cents of the platform's currency.
    pub spend: i64,
    pub impressions: i64,
    pub reach: i64,
    pub link_clicks: i64,
    pub clicks_all: i64,
    /// Claimed conversions, in hundredths (Google splits them).
    pub claimed: i64,
    /// Cents of the platform's currency that it claims as revenue.
    pub claimed_value: i64,
    /// Orders that the shop saw.
    pub orders: i64,
}

impl Delivery<'_> {
    /// The tags on the links of these ads, right or wrong.
    pub fn utm(&self) -> Utm {
        let (source, medium) = self.campaign.platform.utm();
        let mistag = mistags().into_iter().find(|tag| {
            tag.0 == self.campaign.name
                && tag.1 == self.ad_set.0
                && (tag.2..=tag.3).contains(&self.date)
        });
        match mistag.map_or(self.campaign.name, |tag| tag.4) {
            "" => utm("", "", ""),
            campaign => utm(source, medium, campaign),
        }
    }
}

/// Every day of every group of ads, by date, then in the order of the campaigns.
pub fn deliveries(campaigns: &[Campaign]) -> Vec<Delivery<'_>> {
    let mut all = Vec::new();
    for campaign in campaigns {
        for (at, ad_set) in campaign.ad_sets.iter().enumerate() {
            let mut dice = Dice::new(&format!("{} {at}", campaign.name));
            for &(from, to) in &campaign.flights {
                all.extend(days(from, to).map(|date| delivery(campaign, ad_set, date, &mut dice)));
            }
        }
    }
    all.sort_by_key(|delivery: &Delivery| delivery.date);
    all
}

fn delivery<'a>(
    campaign: &'a Campaign,
    ad_set: &'a AdSet,
    date: NaiveDate,
    dice: &mut Dice,
) -> Delivery<'a> {
    let spend = dice.near(ad_set.2 * season(date) / 1000, 180);
    let impressions = spend * 1000 / dice.near(campaign.cpm, 150);
    // The fraction of a click is drawn, not cut: small groups would lose half of theirs.
    let expected = impressions * dice.near(campaign.ctr, 200);
    let link_clicks = expected / 1_000_000 + i64::from(dice.chance(expected % 1_000_000));
    let orders = dice.hits(link_clicks, campaign.cvr);
    let claims = dice.hits(link_clicks, campaign.cvr * campaign.claim / 100);
    let split = if campaign.platform == Platform::Google {
        *dice.pick(&[0, 0, 0, 10, 25])
    } else {
        0
    };
    let values = (0..claims).map(|_| {
        basket(campaign.pieces, dice)
            .iter()
            .map(|line| line.total())
            .sum::<i64>()
    });
    let claimed_value = values.sum::<i64>();
    Delivery {
        campaign,
        ad_set,
        date,
        spend,
        impressions,
        reach: (impressions * 1000 / dice.between(1040, 1390))
            .max(1)
            .min(impressions),
        link_clicks,
        clicks_all: link_clicks * dice.between(1180, 1620) / 1000,
        claimed: (claims * 100 - split).max(0),
        claimed_value: if campaign.platform == Platform::LinkedIn {
            claimed_value * 115 / 100
        } else {
            claimed_value
        },
        orders,
    }
}

/// Sums over some rows of a platform.
#[derive(Clone, Copy, Default)]
pub struct Sum {
    pub spend: i64,
    pub impressions: i64,
    pub reach: i64,
    pub link_clicks: i64,
    pub clicks_all: i64,
    pub claimed: i64,
    pub claimed_value: i64,
}

impl Sum {
    /// The sum of the given rows.
    pub fn of<'a>(rows: impl IntoIterator<Item = &'a Delivery<'a>>) -> Self {
        rows.into_iter()
            .fold(Self::default(), |sum, row| sum.with(row))
    }

    /// This sum and one row more.
    pub fn with(self, row: &Delivery) -> Self {
        Self {
            spend: self.spend + row.spend,
            impressions: self.impressions + row.impressions,
            reach: self.reach + row.reach,
            link_clicks: self.link_clicks + row.link_clicks,
            clicks_all: self.clicks_all + row.clicks_all,
            claimed: self.claimed + row.claimed,
            claimed_value: self.claimed_value + row.claimed_value,
        }
    }
}
