//! The sums over the ad exports, by platform, month, campaign and group of ads.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Sources, cents, grouped, object};
use crate::calendar::month;
use crate::company::Platform;
use crate::delivery::{Delivery, Sum};
use crate::rates::{PLACES, Rates};
use crate::text::fixed;

/// A row of the ads.
type Row<'a> = &'a Delivery<'a>;

fn by<'a>(rows: &[Row<'a>], key: impl Fn(&Row<'a>) -> String) -> BTreeMap<String, Vec<Row<'a>>> {
    grouped(rows.iter().copied(), key, |sum: &mut Vec<Row<'a>>, row| {
        sum.push(row)
    })
}

/// The figures of every platform.
pub fn figures(sources: &Sources) -> Value {
    let mut all = Map::new();
    let mut spend_eur = 0;
    for platform in [
        Platform::Meta,
        Platform::Google,
        Platform::LinkedIn,
        Platform::TikTok,
    ] {
        let rows: Vec<Row> = sources
            .deliveries
            .iter()
            .filter(|row| row.campaign.platform == platform)
            .collect();
        let figures = |rows: Vec<Row>| ad_figures(platform, &rows, sources.rates);
        spend_eur += rows
            .iter()
            .map(|row| euros(row, row.spend, sources.rates))
            .sum::<i128>();
        let mut of_platform = figures(rows.clone());
        of_platform["currency"] = platform.currency().into();
        of_platform["rows"] = rows.len().to_string().into();
        of_platform["by_month"] = object(by(&rows, |row| month(row.date)), figures);
        let by_campaign = by(&rows, |row| row.campaign.name.to_owned());
        of_platform["by_campaign"] = object(by_campaign, |rows| {
            let mut of_campaign = figures(rows.clone());
            of_campaign["by_month"] = object(by(&rows, |row| month(row.date)), figures);
            of_campaign["by_ad_group"] = object(by(&rows, |row| row.ad_set.0.to_owned()), figures);
            of_campaign
        });
        all.insert(platform.name().into(), of_platform);
    }
    all.insert("spend_eur".into(), fixed(spend_eur, 2 + PLACES).into());
    Value::Object(all)
}

/// Cents of a row in euros, in units of 10⁻⁶.
fn euros(row: &Delivery, cents: i64, rates: &Rates) -> i128 {
    let rate = match row.campaign.platform {
        Platform::LinkedIn => rates.on(row.date),
        _ => 10_000,
    };
    i128::from(cents) * i128::from(rate)
}

fn ad_figures(platform: Platform, rows: &[&Delivery], rates: &Rates) -> Value {
    let sum = Sum::of(rows.iter().copied());
    let converted = |value: fn(&Delivery) -> i64| {
        let sum = rows.iter().map(|row| euros(row, value(row), rates)).sum();
        fixed(sum, 2 + PLACES)
    };
    let mut figures = json!({
        "spend": cents(sum.spend),
        "impressions": sum.impressions.to_string(),
        "link_clicks": sum.link_clicks.to_string(),
        "claimed_conversions": cents(sum.claimed),
        "claimed_value": cents(sum.claimed_value),
    });
    if matches!(platform, Platform::Meta | Platform::TikTok) {
        figures["clicks_all"] = sum.clicks_all.to_string().into();
    }
    match platform {
        Platform::LinkedIn => {
            figures["spend_eur"] = converted(|row| row.spend).into();
            figures["claimed_value_eur"] = converted(|row| row.claimed_value).into();
        }
        // TikTok's export has no column for what its conversions were worth.
        Platform::TikTok => figures["claimed_value"] = Value::Null,
        Platform::Meta | Platform::Google => {}
    }
    figures
}
