//! The sums that a reader of the sample must arrive at, taken from the figures before any of them was spelled.

mod ads;
mod journeys;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::calendar::month;
use crate::company::{Campaign, Platform};
use crate::delivery::Delivery;
use crate::ga4::Traffic;
use crate::journeys::Row;
use crate::orders::{Fate, Order, Utm};
use crate::orders_export::orders_from;
use crate::posts::{Network, Post};
use crate::rates::Rates;
use crate::shopify::Sales;
use crate::text::fixed;
use crate::x::share_and_reposts;
use crate::youtube::Video;

/// Everything that was generated.
pub struct Sources<'a> {
    pub campaigns: &'a [Campaign],
    pub deliveries: &'a [Delivery<'a>],
    pub orders: &'a [Order],
    pub posts: &'a [Post],
    pub videos: &'a [Video],
    pub cards: &'a [(&'static str, i64)],
    pub traffic: &'a BTreeMap<(String, String), Traffic>,
    pub journeys: &'a [Row],
    pub rates: &'a Rates,
}

/// The ground truth as JSON; every figure is a decimal text.
pub fn text(sources: &Sources) -> String {
    let truth = json!({
        "about": "Exact sums of sample-data, written by the example make_sample_data before formatting. Overlapping rows (Meta, June 2026) count once. \
            Money in the platform's currency, shop in EUR; `_eur` is converted row by row at the last rate on or before the day. \
            LinkedIn's campaign is the upper level (Campaign Group Name, later Campaign Name). \
            Credit of journeys is rounded to six decimals; a conversion closes a journey.",
        "first_day": crate::calendar::first_day().to_string(),
        "last_day": crate::calendar::last_day().to_string(),
        "ads": ads::figures(sources),
        "shop": shop(sources.orders),
        "orders_export": orders_export(sources.orders),
        "joins": joins(sources),
        "organic": organic(sources),
        "ga4": ga4(sources.traffic),
        "journeys": journeys::figures(sources.journeys),
    });
    serde_json::to_string_pretty(&truth).expect("texts and maps always serialise") + "\n"
}

fn cents(value: i64) -> String {
    fixed(i128::from(value), 2)
}

/// Rows added up by a key, in the order of the keys.
fn grouped<T, S: Default>(
    rows: impl IntoIterator<Item = T>,
    key: impl Fn(&T) -> String,
    add: impl Fn(&mut S, T),
) -> BTreeMap<String, S> {
    let mut sums = BTreeMap::new();
    for row in rows {
        let name = key(&row);
        add(sums.entry(name).or_default(), row);
    }
    sums
}

fn object<S>(sums: BTreeMap<String, S>, figures: impl Fn(S) -> Value) -> Value {
    Value::Object(
        sums.into_iter()
            .map(|(key, sum)| (key, figures(sum)))
            .collect(),
    )
}

fn sales(sum: Sales) -> Value {
    json!({
        "orders": sum.orders.to_string(),
        "gross_sales": cents(sum.gross),
        "discounts": cents(-sum.discounts),
        "returns": cents(-sum.returns),
        "net_sales": cents(sum.net),
        "shipping": cents(sum.shipping),
        "taxes": cents(sum.taxes),
        "total_sales": cents(sum.net + sum.shipping + sum.taxes),
    })
}

fn sales_by(orders: &[&Order], key: impl Fn(&Order) -> String) -> Value {
    let sums = grouped(
        orders.iter().copied(),
        |order| key(order),
        |sum: &mut Sales, order| sum.add(order),
    );
    object(sums, sales)
}

fn shop(orders: &[Order]) -> Value {
    let all: Vec<&Order> = orders.iter().collect();
    let mut sum = Sales::default();
    all.iter().for_each(|order| sum.add(order));
    let mut shop = sales(sum);
    shop["by_month"] = sales_by(&all, |order| month(order.date));
    shop["by_utm_campaign"] = sales_by(&all, |order| order.utm.campaign.clone());
    let mut by_utm: BTreeMap<&Utm, Vec<&Order>> = BTreeMap::new();
    for order in &all {
        by_utm.entry(&order.utm).or_default().push(order);
    }
    let of_utm = by_utm.into_iter().map(|(utm, orders)| {
        let mut sum = Sales::default();
        orders.iter().for_each(|order| sum.add(order));
        let mut line =
            json!({ "source": utm.source, "medium": utm.medium, "campaign": utm.campaign });
        line["sales"] = sales(sum);
        line["by_month"] = sales_by(&orders, |order| month(order.date));
        line
    });
    shop["by_utm"] = of_utm.collect();
    shop
}

fn orders_export(orders: &[Order]) -> Value {
    let exported: Vec<&Order> = orders
        .iter()
        .filter(|order| order.date >= orders_from())
        .collect();
    let count = |is: fn(&Order) -> bool| {
        exported
            .iter()
            .filter(|order| is(order))
            .count()
            .to_string()
    };
    let kept: Vec<&Order> = exported
        .iter()
        .copied()
        .filter(|order| !order.is_dropped())
        .collect();
    json!({
        "orders": exported.len().to_string(),
        "lines": exported.iter().map(|order| order.lines.len()).sum::<usize>().to_string(),
        "cancelled": count(|order| order.fate == Fate::Cancelled),
        "voided": count(|order| order.fate == Fate::Voided),
        "pending": count(|order| order.fate == Fate::Pending),
        "returned_in_part_or_whole": count(|order| matches!(order.fate, Fate::Returned | Fate::PartlyReturned)),
        "orders_kept": kept.len().to_string(),
        "net_sales": cents(kept.iter().map(|order| order.net()).sum()),
        "kept_by_month": sales_by(&kept, |order| month(order.date)),
    })
}

fn joins(sources: &Sources) -> Value {
    let named = |order: &&Order| {
        sources
            .campaigns
            .iter()
            .find(|campaign| campaign.name == order.utm.campaign)
    };
    let (joined, other): (Vec<&Order>, Vec<&Order>) = sources
        .orders
        .iter()
        .partition(|order| named(order).is_some());
    let net = |orders: &[&Order]| cents(orders.iter().map(|order| order.net()).sum());
    let mut by_platform = Map::new();
    for platform in [
        Platform::Meta,
        Platform::Google,
        Platform::LinkedIn,
        Platform::TikTok,
    ] {
        let of_platform: Vec<_> = joined
            .iter()
            .copied()
            .filter(|order| named(order).is_some_and(|campaign| campaign.platform == platform))
            .collect();
        let mut line = sales_by(&of_platform, |order| month(order.date));
        line = json!({ "orders": of_platform.len().to_string(), "net_sales": net(&of_platform), "by_month": line });
        by_platform.insert(platform.name().into(), line);
    }
    let lonely = sources.campaigns.iter().filter(|campaign| {
        !joined
            .iter()
            .any(|order| order.utm.campaign == campaign.name)
    });
    let mistagged: Vec<&Order> = other
        .iter()
        .copied()
        .filter(|order| order.brought_by.is_some())
        .collect();
    let name = |order: &Order| order.brought_by.map_or("", |(_, name)| name).to_owned();
    json!({
        "joined": { "orders": joined.len().to_string(), "net_sales": net(&joined) },
        "not_joined": { "orders": other.len().to_string(), "net_sales": net(&other) },
        "by_platform": by_platform,
        "by_campaign": sales_by(&joined, |order| order.utm.campaign.clone()),
        "campaigns_without_orders": lonely.map(|campaign| campaign.name).collect::<Vec<_>>(),
        "not_joined_by_utm_campaign": sales_by(&other, |order| order.utm.campaign.clone()),
        "brought_by_ads_but_not_joined": sales_by(&mistagged, name),
    })
}

fn organic(sources: &Sources) -> Value {
    let mut all = Map::new();
    for network in [Network::Facebook, Network::Instagram, Network::X] {
        let posts: Vec<&Post> = sources
            .posts
            .iter()
            .filter(|post| post.network == network)
            .collect();
        let sum = |value: fn(&Post) -> i64| {
            posts
                .iter()
                .map(|post| value(post))
                .sum::<i64>()
                .to_string()
        };
        let mut figures = json!({
            "posts": posts.len().to_string(),
            "reach": sum(|post| post.reach),
            "reactions": sum(|post| post.reactions),
            "comments": sum(|post| post.comments),
            "shares": sum(|post| post.shares),
        });
        let seen = if network == Network::X {
            "impressions"
        } else {
            "views"
        };
        figures[seen] = sum(|post| post.views).into();
        if network == Network::X {
            figures["reposts"] = sum(|post| share_and_reposts(post).1).into();
            figures["shares"] = sum(|post| share_and_reposts(post).0).into();
            figures["reach"] = Value::Null;
        }
        if network != Network::Facebook {
            figures["saves"] = sum(|post| post.saves).into();
            figures["follows"] = sum(|post| post.follows).into();
        }
        all.insert(network.name().into(), figures);
    }
    let views: i64 = sources.videos.iter().map(Video::total).sum();
    all.insert(
        "youtube".into(),
        json!({ "posts": sources.videos.len().to_string(), "views": views.to_string() }),
    );
    let cards = sources
        .cards
        .iter()
        .map(|(title, sum)| ((*title).to_owned(), sum.to_string().into()));
    all.insert("cards".into(), Value::Object(cards.collect()));
    Value::Object(all)
}

fn ga4(traffic: &BTreeMap<(String, String), Traffic>) -> Value {
    let sum = |value: fn(&Traffic) -> i64| traffic.values().map(value).sum::<i64>();
    json!({
        "rows": traffic.len().to_string(),
        "sessions": sum(|row| row.sessions).to_string(),
        "key_events": sum(|row| row.key_events).to_string(),
        "total_revenue": cents(sum(|row| row.revenue)),
    })
}
