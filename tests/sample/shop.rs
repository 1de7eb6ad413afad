//! Sales, once each, and how they join the campaigns.

use serde_json::Value;

use super::{
    BY_CAMPAIGN, BY_MONTH, BY_PLATFORM, members, millionths, plain, report, truth, written,
};

/// The orders of September and October 2026 stand in the orders export too; neither they nor GA4's purchases are added.
#[test]
fn revenue_is_the_shops_net_sales_once() {
    let total = &report(
        "platform",
        &["--totals", "--metrics", "orders,revenue,revenue_joined"],
    )[&vec!["total".to_owned()]];
    assert_eq!(total["revenue"], plain(truth("/shop/net_sales")));
    assert_eq!(
        total["revenue_joined"],
        plain(truth("/joins/joined/net_sales"))
    );
    // Cancelled and voided orders sold nothing; only the orders export, the finer of the two, can tell them.
    let kept = millionths(truth("/shop/orders"))
        - millionths(truth("/orders_export/cancelled"))
        - millionths(truth("/orders_export/voided"));
    assert_eq!(total["orders"], written(kept));
}

#[test]
fn the_shops_own_exports_are_equal_where_they_overlap() {
    for month in ["2026-09", "2026-10"] {
        let args = ["--period", month, "--totals", "--metrics", "orders,revenue"];
        let total = &report("platform", &args)[&vec!["total".to_owned()]];
        let kept = truth(&format!("/orders_export/kept_by_month/{month}"));
        assert_eq!(total["revenue"], plain(&kept["net_sales"]), "{month}");
        let shop = truth(&format!("/shop/by_month/{month}"));
        assert_eq!(total["revenue"], plain(&shop["net_sales"]), "{month}");
        assert_eq!(total["orders"], plain(&kept["orders"]), "{month}");
    }
}

#[test]
fn sales_join_the_platforms_that_their_tags_name() {
    for (platform, joined) in members("/joins/by_platform") {
        let line = &BY_PLATFORM[&vec![platform.clone()]];
        assert_eq!(line["revenue"], plain(&joined["net_sales"]), "{platform}");
        for (month, truth) in joined["by_month"].as_object().unwrap() {
            let line = &BY_MONTH[&vec![platform.clone(), month.clone()]];
            assert_eq!(
                line["revenue"],
                plain(&truth["net_sales"]),
                "{platform} {month}"
            );
            if month.as_str() < "2026-09" {
                assert_eq!(
                    line["orders"],
                    plain(&truth["orders"]),
                    "{platform} {month}"
                );
            }
        }
    }
    let rest = &BY_PLATFORM[&vec!["(no match)".to_owned()]];
    assert_eq!(rest["revenue"], plain(truth("/joins/not_joined/net_sales")));
    assert_eq!(rest["spend"], "");
}

#[test]
fn sales_join_the_campaigns_that_their_tags_name() {
    let without: Vec<&str> = truth("/joins/campaigns_without_orders")
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    for (key, line) in BY_CAMPAIGN.iter().filter(|(key, _)| key[0] != "(no match)") {
        let campaign = key[1].as_str();
        let joined = truth("/joins/by_campaign").get(campaign);
        assert_eq!(joined.is_none(), without.contains(&campaign), "{campaign}");
        let revenue = joined.map_or_else(|| "0".to_owned(), |joined| plain(&joined["net_sales"]));
        assert_eq!(line["revenue"], revenue, "{campaign}");
    }
}

#[test]
fn join_rates_are_shares_of_revenue_and_of_spend() {
    let rate = |part: i128, whole: i128| format!("{:.6}", part as f64 / whole as f64);
    let value = rate(
        millionths(truth("/joins/joined/net_sales")),
        millionths(truth("/shop/net_sales")),
    );
    let spend = millionths(truth("/ads/spend_eur"));
    // Both campaigns without orders ran on Meta, in euros.
    let idle: i128 = ["WIN26_Ember_Lights_Conv", "BRAND_RideAllYear_Awareness"]
        .iter()
        .map(|name| millionths(truth(&format!("/ads/meta/by_campaign/{name}/spend"))))
        .sum();
    for line in BY_PLATFORM.values() {
        assert_eq!(line["join_rate_value"], value);
        assert_eq!(line["join_rate_spend"], rate(spend - idle, spend));
    }
}

#[test]
fn revenue_of_web_analytics_counts_only_on_request() {
    let args = [
        "--totals",
        "--metrics",
        "revenue",
        "--outcomes",
        "analytics",
        // Euros and dollars are in the inputs, and GA4 says neither.
        "--currency-of",
        "Traffic_acquisition*.csv=EUR",
    ];
    let total = &report("platform", &args)[&vec!["total".to_owned()]];
    assert_eq!(total["revenue"], plain(truth("/ga4/total_revenue")));
}
