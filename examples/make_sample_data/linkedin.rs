//! LinkedIn Campaign Manager exports, daily: the naming of 2025, and from April 2026 the new one.

use std::fmt::Write;

use chrono::NaiveDate;

use crate::calendar::{day, quarters};
use crate::company::{NAME, Platform};
use crate::delivery::Delivery;
use crate::dice::Dice;
use crate::folder::Folder;
use crate::text::{Encoding, fixed, grouped, money2, percent, plain, ratio};

const OLD: &str = "Campaign Group ID\tCampaign Group Name\tCampaign Group Status\tCampaign ID\tCampaign Name\tCampaign Objective\tCampaign Status";
const NEW: &str = "Campaign ID\tCampaign Name\tCampaign Status\tAd Set ID\tAd Set Name\tAd Set Objective\tAd Set Status";
const FIGURES: &str = "Total Spent\tImpressions\tClicks\tClick Through Rate\tAverage CPM\tAverage CPC\tReactions\tComments\tShares\tFollows\t\
    Total Engagements\tEngagement Rate\tConversions\tConversion Rate\tCost per Conversion\tTotal Conversion Value\tReturn on Ad Spend";

/// Writes a file per quarter.
pub fn write(deliveries: &[Delivery], folder: &mut Folder) {
    for (from, to) in quarters() {
        let names = if from < day(2026, 4, 1) { OLD } else { NEW };
        let mut text = preamble(from, to);
        let _ = writeln!(
            text,
            "Start Date (in UTC)\tAccount Name\tCurrency\t{names}\t{FIGURES}"
        );
        let mut dice = Dice::new(&format!("linkedin {from}"));
        for row in deliveries {
            if row.campaign.platform == Platform::LinkedIn && (from..=to).contains(&row.date) {
                text += &line(row, &mut dice);
            }
        }
        folder.add(
            format!("linkedin_ads/campaign_performance_{from}_{to}.csv"),
            &text,
            Encoding::Utf16Bom,
        );
    }
}

fn preamble(from: NaiveDate, to: NaiveDate) -> String {
    let made = to + chrono::Days::new(3);
    format!(
        "Campaign Performance Report (in UTC)\n\"Report Start: {}, 12:00 AM\"\n\"Report End: {}, 11:59 PM\"\n\"Date Generated: {}, 9:14 AM\"\n\n",
        from.format("%B %-d, %Y"),
        to.format("%B %-d, %Y"),
        made.format("%B %-d, %Y"),
    )
}

/// A nine-digit identifier that a name always gets.
fn id(name: &str) -> i64 {
    Dice::new(name).between(500_000_000, 899_999_999)
}

fn line(row: &Delivery, dice: &mut Dice) -> String {
    let social = [
        dice.hits(row.impressions, 700),
        dice.hits(row.impressions, 60),
        dice.hits(row.impressions, 40),
        dice.hits(row.impressions, 90),
    ];
    let engagements = social.iter().sum::<i64>() + row.link_clicks;
    let money = |cents| grouped(&money2(cents));
    let per = |bottom: i64| {
        ratio(row.spend, bottom * 100, 2).map_or_else(|| "0".into(), |text| grouped(&text))
    };
    let conversions = row.claimed / 100;
    let [reactions, comments, shares, follows] = social;
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{}\t{NAME} GmbH\tUSD\t{}\t{}\tActive\t{}\t{}\t{}\tActive\t{}\t{}\t{}\t{}\t{}\t{}\t{reactions}\t{comments}\t{shares}\t{follows}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
        row.date.format("%-m/%-d/%Y"),
        id(row.campaign.name),
        plain(row.campaign.name),
        id(row.ad_set.0),
        plain(row.ad_set.0),
        row.campaign.kind,
        money(row.spend),
        grouped(&row.impressions.to_string()),
        grouped(&row.link_clicks.to_string()),
        percent(row.link_clicks, row.impressions),
        ratio(row.spend * 1000, row.impressions * 100, 2).unwrap_or_else(|| "0".into()),
        per(row.link_clicks),
        grouped(&engagements.to_string()),
        percent(engagements, row.impressions),
        conversions,
        percent(conversions, row.link_clicks),
        per(conversions),
        money(row.claimed_value),
        ratio(row.claimed_value, row.spend, 2).unwrap_or_else(|| fixed(0, 2)),
    );
    text
}
