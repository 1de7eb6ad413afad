//! Outcomes without a date and days that no file reaches: what is not known is never zero.

use super::Story;

const META: &str = "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks\n\
    Spring,2026-01-05,100,10000,200\n\
    Spring,2026-02-05,50,5000,100\n";

/// Six orders of 450 that say no day.
const SHOP: &str = "Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n\
    facebook,paid_social,Spring,5,390\n\
    newsletter,email,january,1,60\n";

/// 390 / 150 = 2.6 over all days; of January nobody can tell.
#[test]
fn a_period_leaves_figures_of_outcomes_without_dates_unknown() {
    let story = Story::new(&[("meta.csv", META), ("shop.csv", SHOP)]);
    let what =
        "meta.csv shop.csv --currency-of shop.csv=EUR --metrics spend,orders,revenue,roas,roi";
    story.report(&format!("{what} --by platform")).prints(&[
        "platform,spend,orders,revenue,roas,roi,currency,cost_types,margin_given,join_rate_spend,join_rate_value",
        "meta,150,5,390,2.6,1.6,EUR,1,false,1.000000,0.866667",
        "(no match),,1,60,,,EUR,1,false,1.000000,0.866667",
    ]);
    let january = story.report(&format!("{what} --period 2026-01"));
    january.is(
        0,
        &[
            "warning: 2 rows of conversions have no date and are in no period (450.00 in money)",
            "hint: export again with a breakdown by day or month, or leave out `--period`",
        ],
        &[
            "platform,spend,orders,revenue,roas,roi,currency,cost_types,margin_given,join_rate_spend,join_rate_value",
            "meta,100,,,,,EUR,1,false,,",
        ],
    );
    let json = story.report(&format!("{what} --period 2026-01 --format json"));
    let rows: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    for metric in ["orders", "revenue", "roas", "roi"] {
        assert_eq!(rows[0][metric], serde_json::Value::Null, "{metric}");
        assert_eq!(rows[0][format!("{metric}_status")], "no_date", "{metric}");
    }
    let table = story.report(&format!("{what} --period 2026-01 --format table"));
    let note = "orders, revenue and 2 more read rows without a date, which are in no period: export them by day or month, or leave out `--period`";
    assert!(table.out.replace('\n', " ").contains(note), "{}", table.out);
    // A comparison brings a period with it.
    let compared = story.report(
        "meta.csv shop.csv --currency-of shop.csv=EUR --period 2026-02 --compare previous --metrics roas,orders --format json",
    );
    let rows: serde_json::Value = serde_json::from_str(&compared.out).unwrap();
    for column in ["roas", "roas_previous", "orders", "orders_previous"] {
        assert_eq!(rows[0][column], serde_json::Value::Null, "{column}");
    }
}

#[test]
fn default_metrics_stay_in_sight_where_no_day_is_known() {
    let story = Story::new(&[("meta.csv", META), ("shop.csv", SHOP)]);
    let files = "meta.csv shop.csv --currency-of shop.csv=EUR --format csv";
    let header = |words: &str| {
        let out = story.report(&format!("{files} {words}")).out;
        out.lines().next().unwrap().to_owned()
    };
    assert_eq!(header(""), header("--period 2026-01"));
}

/// No target is missed by what nobody knows.
#[test]
fn check_gives_no_verdict_on_outcomes_without_dates() {
    let project = "[money]\ncurrency = \"EUR\"\n[[targets]]\nmetric = \"roas\"\nperiod = \"2026-01\"\nvalue = 3\n";
    let story = Story::new(&[
        ("meta.csv", META),
        ("shop.csv", SHOP),
        ("social-roi.toml", project),
    ]);
    let found = story.run("check --quiet meta.csv shop.csv --format json");
    assert!(!found.out.contains("target-missed"), "{}", found.out);
    assert!(found.out.contains("target-unclear"), "{}", found.out);
}

#[test]
fn a_ledger_of_a_period_refuses_outcomes_without_dates() {
    let story = Story::new(&[("meta.csv", META), ("shop.csv", SHOP)]);
    let files = "ledger --quiet meta.csv shop.csv --currency-of shop.csv=EUR";
    assert_eq!(story.run(&format!("{files} --format json")).code, Some(0));
    let refused = story.run(&format!("{files} --period 2026-01 --format json"));
    assert_eq!(refused.code, Some(1));
    assert_eq!(refused.out, "");
    assert!(
        refused.said.contains("error: shop.csv: the outcomes have no date, so that none of their value is known to be of 1–31 Jan 2026\n\
            hint: export again with a day in each row: add the column Day to Shopify's report by UTM, or export the orders themselves; \
            break ads down by day; or leave out `--period` and `--compare`"),
        "{}",
        refused.said
    );
}

/// Meta ran in both months, TikTok's file begins in February: what it spent in January is unknown.
#[test]
fn days_that_no_file_reaches_are_not_zero() {
    let tiktok = "Campaign name,Ad Group Name,Ad Name,Date,Cost,Impression,Clicks (Destination),Conversions,Currency\n\
        New,G,V,2026-02-10,80,9000,90,1,EUR\n";
    let orders = "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n\
        2026-02-06,facebook,paid_social,Spring,2,200\n\
        2026-02-12,tiktok,paid_social,New,1,90\n";
    let story = Story::new(&[
        ("meta.csv", META),
        ("tiktok.csv", tiktok),
        ("shop.csv", orders),
    ]);
    let out = story.report("meta.csv tiktok.csv shop.csv --currency-of shop.csv=EUR --period 2026-02 --compare previous --metrics spend,orders --format json");
    let rows: serde_json::Value = serde_json::from_str(&out.out).unwrap();
    let row = |platform: &str| {
        let rows = rows.as_array().unwrap();
        let own = rows.iter().find(|row| row["platform"] == platform);
        own.unwrap().clone()
    };
    assert_eq!(row("meta")["spend_previous"], 100);
    assert_eq!(row("meta")["orders_previous"], serde_json::Value::Null);
    assert_eq!(row("tiktok")["spend"], 80);
    assert_eq!(row("tiktok")["spend_previous"], serde_json::Value::Null);
    assert_eq!(row("tiktok")["spend_change_pct_status"], "not_supplied");
}

/// Spend of November and of January beside orders that say no day.
#[test]
fn orders_without_dates_beside_spend_of_two_months_are_said_to_have_none() {
    let meta = META.replace("2026-02-05", "2025-11-05");
    let story = Story::new(&[("meta.csv", &meta), ("shop.csv", SHOP)]);
    let files = "meta.csv shop.csv --currency-of shop.csv=EUR";
    let note = "the outcomes have no date: whether they are of the days of the spend (2025-11-05..2025-11-05, 2026-01-05..2026-01-05) nobody can tell";
    for words in [
        format!("report --quiet {files} --format markdown"),
        format!("ledger --quiet {files} --format markdown"),
    ] {
        let out = story.run(&words).out;
        assert!(out.contains(note), "{words}\n{out}");
    }
}
