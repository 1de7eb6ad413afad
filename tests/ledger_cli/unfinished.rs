//! A month that still runs: media and orders to the seventeenth beside hours of all of it.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{json, number, printed};

/// A row a day of September until that day: 10 of media, an order of 50.
fn folder(media_until: u32, orders_until: u32) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut ads = String::from("date,platform,campaign,currency,spend\n");
    let mut orders = String::from("date,source,medium,utm_campaign,conversions,revenue,currency\n");
    for day in 1..=media_until {
        writeln!(ads, "2026-09-{day:02},meta,Sale,EUR,10").unwrap();
    }
    for day in 1..=orders_until {
        writeln!(
            orders,
            "2026-09-{day:02},facebook,paid_social,Sale,1,50,EUR"
        )
        .unwrap();
    }
    let project = "sources = [\"*.csv\"]\n[money]\ncurrency = \"EUR\"\n\
        [margin]\nbase = 0.4\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n\
        [[labour]]\nperiod = \"2026-09\"\nfunction = \"paid\"\nhours = 3\nloaded_rate = 40\ncurrency = \"EUR\"\n";
    for (name, text) in [
        ("ads.csv", ads.as_str()),
        ("orders.csv", &orders),
        ("social-roi.toml", project),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn banner(folder: &Path, period: &str) -> Value {
    let found = json(folder, &format!("ledger --period {period} --quiet"));
    found["headline"]["banner"].clone()
}

/// 17 × 50 × 0.4 = 340 of value; 170 of media and 120 of labour, of which 17 / 30 = 68 are of the days on record: ROI is
/// 340 / 290 − 1 of the month, 340 / 238 − 1 of these days.
#[test]
fn costs_of_a_whole_month_beside_a_part_of_its_media_and_orders_are_told_first() {
    let folder = folder(17, 17);
    let told = "ROI may be too low: media and outcomes are on record for 1–17 Sep 2026, other costs for all of 1–30 Sep 2026 \
                (`--period 2026-09-01..2026-09-17` takes the days on record)";
    assert_eq!(banner(folder.path(), "2026-09"), told);
    let table = printed(
        folder.path(),
        "ledger --period 2026-09 --format markdown --quiet",
    );
    let table = table.replace('\\', "");
    let (head, _) = table.split_once("Evidence ladder").unwrap();
    assert!(head.contains(told), "{head}");
    for (period, roi) in [
        ("2026-09", 340.0 / 290.0 - 1.0),
        ("2026-09-01..2026-09-17", 340.0 / 238.0 - 1.0),
    ] {
        let found = json(folder.path(), &format!("ledger --period {period} --quiet"));
        let own = number(&found, "/roi/value");
        assert!((own - roi).abs() < 1e-9, "{period}: {own}");
    }
    assert_eq!(banner(folder.path(), "2026-09-01..2026-09-17"), Value::Null);
}

#[test]
fn outcomes_that_end_alone_are_told_and_media_that_does_is_not() {
    // Media may have paused.
    assert_eq!(banner(folder(17, 30).path(), "2026-09"), Value::Null);
    // 13 of 30 days of media: 43.3 %.
    let orders = folder(30, 17);
    assert_eq!(
        banner(orders.path(), "2026-09"),
        "ROI may be too low: outcomes are on record for 1–17 Sep 2026, other costs for all of 1–30 Sep 2026 \
         (`--period 2026-09-01..2026-09-17` takes the days on record), 43.3 % of media has no outcomes in the files"
    );
}

/// Three days of ads and of orders show no export that ends: the others may have had none.
#[test]
fn media_that_paused_is_no_export_that_ends() {
    let folder = folder(3, 3);
    assert_eq!(banner(folder.path(), "2026-09"), Value::Null);
}
