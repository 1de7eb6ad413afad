//! Meta "Ads Reporting" exports: by day and ad set, a file per quarter, one month a second time.

use std::fmt::Write;

use chrono::NaiveDate;

use crate::calendar::{day, quarters};
use crate::company::{NAME, Platform};
use crate::delivery::{Delivery, Sum};
use crate::folder::Folder;
use crate::text::{Encoding, money, ratio, short, spaced};

/// The header line; names with a space are quoted, others are not.
pub const HEADER: &str = "\"Campaign name\",\"Ad set name\",Day,Reach,Impressions,Frequency,\"Link clicks\",\"Clicks (all)\",\
    \"Result type\",Results,Purchases,\"Purchases conversion value\",\"Amount spent (EUR)\",\"Reporting starts\",\"Reporting ends\"\n";

/// Writes the quarters and June 2026 again.
pub fn write(deliveries: &[Delivery], folder: &mut Folder) {
    let june = (day(2026, 6, 1), day(2026, 6, 30));
    for (from, to) in quarters().into_iter().chain([june]) {
        let rows: Vec<_> = deliveries
            .iter()
            .filter(|row| {
                row.campaign.platform == Platform::Meta && (from..=to).contains(&row.date)
            })
            .collect();
        let mut text = HEADER.to_owned();
        // The summary row is an option of the report; somebody had it on in spring.
        if from == day(2026, 1, 1) {
            text += &total(&rows, from, to);
        }
        for row in rows.iter().rev() {
            text += &line(row);
        }
        let span = format!("{}-to-{}", from.format("%b-%-d-%Y"), to.format("%b-%-d-%Y"));
        folder.add(
            format!("meta/{NAME}-Ad-sets-{span}.csv"),
            &text,
            Encoding::Utf8Bom,
        );
    }
}

/// Frequency with eight decimals at most, as Meta writes it.
pub fn frequency(impressions: i64, reach: i64) -> String {
    let text = ratio(impressions, reach, 8).unwrap_or_default();
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn line(row: &Delivery) -> String {
    let mut text = String::new();
    let results = if row.campaign.kind == "Reach" {
        row.reach
    } else {
        row.claimed / 100
    };
    let dash = |value: i64, text: String| if value == 0 { String::new() } else { text };
    let _ = writeln!(
        text,
        "{},{},{date},{},{},{},{},{},{},{},{},{},{},{date},{date}",
        spaced(row.campaign.name),
        spaced(row.ad_set.0),
        row.reach,
        row.impressions,
        frequency(row.impressions, row.reach),
        dash(row.link_clicks, row.link_clicks.to_string()),
        row.clicks_all,
        spaced(row.campaign.kind),
        dash(results, results.to_string()),
        dash(row.claimed, short(i128::from(row.claimed), 2)),
        dash(row.claimed_value, money(row.claimed_value)),
        money(row.spend),
        date = row.date,
    );
    text
}

/// The summary: blank dimensions, people counted once over all ad sets and days.
fn total(rows: &[&Delivery], from: NaiveDate, to: NaiveDate) -> String {
    let sum = Sum::of(rows.iter().copied());
    let reach = sum.reach * 31 / 100;
    format!(
        ",,,{reach},{},{},{},{},mixed,,{},{},{},{from},{to}\n",
        sum.impressions,
        frequency(sum.impressions, reach),
        sum.link_clicks,
        sum.clicks_all,
        short(i128::from(sum.claimed), 2),
        money(sum.claimed_value),
        money(sum.spend),
    )
}
