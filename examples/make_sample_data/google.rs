//! Google Ads "Campaign report" exports for Excel: a month each, overlapping totals at the end.

use chrono::NaiveDate;

use crate::calendar::months;
use crate::company::{Campaign, Platform};
use crate::delivery::{Delivery, Sum};
use crate::folder::Folder;
use crate::text::{Encoding, fixed, grouped, money2, percent, plain, ratio};

const HEADER: &str = "Campaign status\tCampaign\tBudget\tBudget name\tBudget type\tStatus\tStatus reasons\tCampaign type\tCurrency code\t\
    Impr.\tInteractions\tInteraction rate\tAvg. cost\tCost\tClicks\tCTR\tAvg. CPC\tConv. rate\tConversions\tCost / conv.\tConv. value\t\
    Conv. value / cost\tBid strategy type\n";

/// Writes a file per month.
pub fn write(campaigns: &[Campaign], deliveries: &[Delivery], folder: &mut Folder) {
    for (from, to) in months() {
        let range = format!(
            "{} - {}",
            from.format("%B %-d, %Y"),
            to.format("%B %-d, %Y")
        );
        let mut text = format!("Campaign report\n\"{range}\"\n{HEADER}");
        let (mut all, mut kinds) = (Vec::new(), Vec::new());
        for campaign in campaigns
            .iter()
            .filter(|campaign| campaign.platform == Platform::Google)
        {
            // A campaign not yet made is not in the report; an ended one stays, with zeros.
            if campaign.flights[0].0 > to {
                continue;
            }
            let rows: Vec<_> = deliveries
                .iter()
                .filter(|row| row.campaign.name == campaign.name && (from..=to).contains(&row.date))
                .collect();
            let sum = Sum::of(rows.iter().copied());
            text += &line(campaign, to, sum);
            all.extend(rows);
            if !kinds.contains(&campaign.kind) {
                kinds.push(campaign.kind);
            }
        }
        text += &totals(&all, &kinds);
        let name = format!("google_ads/Campaign_report_{}.csv", from.format("%Y-%m"));
        folder.add(name, &text, Encoding::Utf16Bom);
    }
}

fn line(campaign: &Campaign, to: NaiveDate, sum: Sum) -> String {
    let live = campaign.flights.iter().any(|flight| flight.1 >= to);
    let (status, why) = if live {
        ("Eligible", " --")
    } else {
        ("Paused", "campaign paused")
    };
    let strategy = match campaign.kind {
        "Search" => "Maximize Conversions",
        "Video" => "Target CPM",
        _ => "Maximize Conversion Value",
    };
    let name = plain(campaign.name);
    let head = if live { "Enabled" } else { "Paused" };
    let budget = money2(campaign.ad_sets[0].2);
    let kind = campaign.kind;
    format!(
        "{head}\t{name}\t{budget}\t --\tDaily\t{status}\t{why}\t{kind}\tEUR\t{}\t{strategy}\n",
        figures(sum)
    )
}

/// Counts and claims carry thousands commas, what was paid never does.
fn figures(sum: Sum) -> String {
    let conversions = fixed(i128::from(sum.claimed), 2);
    let per = |top: i64, bottom: i64| ratio(top, bottom * 100, 2).unwrap_or_else(|| "0".into());
    [
        grouped(&sum.impressions.to_string()),
        grouped(&sum.link_clicks.to_string()),
        if sum.impressions == 0 {
            " --".into()
        } else {
            percent(sum.link_clicks, sum.impressions)
        },
        per(sum.spend, sum.link_clicks),
        money2(sum.spend),
        grouped(&sum.link_clicks.to_string()),
        if sum.impressions == 0 {
            " --".into()
        } else {
            percent(sum.link_clicks, sum.impressions)
        },
        if sum.link_clicks == 0 {
            " --".into()
        } else {
            per(sum.spend, sum.link_clicks)
        },
        percent(sum.claimed, sum.link_clicks * 100),
        grouped(&conversions),
        ratio(sum.spend, sum.claimed, 2).unwrap_or_else(|| "0.00".into()),
        grouped(&money2(sum.claimed_value)),
        ratio(sum.claimed_value, sum.spend, 2).unwrap_or_else(|| "0.00".into()),
    ]
    .join("\t")
}

fn totals(rows: &[&Delivery], kinds: &[&str]) -> String {
    let sum = figures(Sum::of(rows.iter().copied()));
    let mut text = format!("Total: Campaigns\t --\t --\t --\t --\t --\t\t --\tEUR\t{sum}\t --\n");
    text += &format!("Total: Account\t\t\t\t\t\t\t\tEUR\t{sum}\t\n");
    for kind in kinds {
        let sum = figures(Sum::of(
            rows.iter()
                .copied()
                .filter(|row| row.campaign.kind == *kind),
        ));
        text += &format!("Total: {kind}\t\t\t\t\t\t\t{kind}\tEUR\t{sum}\t\n");
    }
    text
}
