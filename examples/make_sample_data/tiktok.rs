//! TikTok Ads Manager exports, daily and by ad, from February 2026.

use std::fmt::Write;

use crate::calendar::quarters;
use crate::company::{NAME, Platform};
use crate::delivery::Delivery;
use crate::dice::Dice;
use crate::folder::Folder;
use crate::text::{Encoding, money2, plain, ratio};

const HEADER: &str = "Campaign name,Ad group name,Ad name,By Day,Currency,Cost,CPC (destination),CPM,Impressions,Clicks (destination),\
    Clicks (all),CTR (destination),Reach,Frequency,Video views,2-second video views,6-second video views,Conversions,CPA\n";

/// Writes a file per quarter that had ads.
pub fn write(deliveries: &[Delivery], folder: &mut Folder) {
    let mut dice = Dice::new("tiktok");
    for (from, to) in quarters() {
        let mut rows = deliveries
            .iter()
            .filter(|row| {
                row.campaign.platform == Platform::TikTok && (from..=to).contains(&row.date)
            })
            .peekable();
        if rows.peek().is_some() {
            let text = rows.fold(HEADER.to_owned(), |text, row| text + &line(row, &mut dice));
            folder.add(
                format!("tiktok_ads/{NAME}_Ad_report_{from}_to_{to}.csv"),
                &text,
                Encoding::Utf8,
            );
        }
    }
}

fn line(row: &Delivery, dice: &mut Dice) -> String {
    let conversions = row.claimed / 100;
    let per = |top: i64, bottom: i64| ratio(top, bottom, 2).unwrap_or_else(|| "0".into());
    let views = dice.near(row.impressions * 93 / 100, 40);
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{},{},{},{},EUR,{},{},{},{},{},{},{},{},{},{views},{},{},{conversions},{}",
        plain(row.campaign.name),
        plain(row.ad_set.0),
        plain(row.ad_set.1),
        row.date,
        money2(row.spend),
        per(row.spend, row.link_clicks * 100),
        per(row.spend * 10, row.impressions),
        row.impressions,
        row.link_clicks,
        row.clicks_all,
        per(row.link_clicks * 100, row.impressions),
        row.reach,
        per(row.impressions, row.reach),
        dice.near(views * 41 / 100, 80),
        dice.near(views * 14 / 100, 80),
        per(row.spend, conversions * 100),
    );
    text
}
