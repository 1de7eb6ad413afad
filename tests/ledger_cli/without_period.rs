//! Without a period a ledger is about whole months, unless the rows themselves end within one.
//!
//! Organic orders at a margin of 0.4, and labour of 31 hours in October and 30 in November 2026 at 10.

use std::fs;

use serde_json::Value;

use crate::{json, number};

const EVIDENCE: &str = "source = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";

/// Orders of 300 on each of some days of October and November.
fn written(days: impl Iterator<Item = (u32, u32)>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut orders =
        String::from("date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n");
    for (month, day) in days {
        orders += &format!("2026-{month}-{day:02},o{month}{day},instagram,social,bio,EUR,1,300\n");
    }
    fs::write(folder.path().join("orders.csv"), orders).unwrap();
    let labour = |month: u32, hours: u32| {
        format!(
            "[[labour]]\nperiod = \"2026-{month}\"\nfunction = \"organic\"\nhours = {hours}\nloaded_rate = 10\n"
        )
    };
    let project = format!(
        "sources = [\"orders.csv\"]\n[money]\ncurrency = \"EUR\"\n[margin]\nbase = 0.4\n{EVIDENCE}"
    );
    fs::write(
        folder.path().join("social-roi.toml"),
        project + &labour(10, 31) + &labour(11, 30),
    )
    .unwrap();
    folder
}

fn told(found: &Value, words: &str) -> bool {
    let notes = found["notes"].as_array().unwrap();
    notes.iter().any(|note| note == words)
}

/// 240 over 310, with `--period` and without: (240 − 310) / 310.
#[test]
fn sparse_orders_do_not_shrink_the_cost() {
    let folder = written([(10, 5), (10, 20)].into_iter());
    for line in ["ledger --quiet", "ledger --quiet --period 2026-10"] {
        let found = json(folder.path(), line);
        assert_eq!(number(&found, "/cost/total"), 310.0, "{line}");
        assert!((number(&found, "/roi/value") + 70.0 / 310.0).abs() < 1e-9);
    }
    let found = json(folder.path(), "ledger --quiet");
    let words = "1–31 Oct 2026: rows are of 5–20 Oct 2026 (`--period` decides otherwise)";
    assert!(told(&found, words), "{}", found["notes"]);
}

/// Orders every day up to 12 November: 310 of October and 12 of 30 days of November's 300.
#[test]
fn a_month_that_still_runs_has_the_cost_of_its_days() {
    let october = (1..=31).map(|day| (10, day));
    let folder = written(october.chain((1..=12).map(|day| (11, day))));
    let found = json(folder.path(), "ledger --quiet");
    assert_eq!(number(&found, "/cost/total"), 430.0);
    assert_eq!(number(&found, "/value"), 43.0 * 120.0);
    let words = "1 Oct – 12 Nov 2026: the rows end within a month, whose later days are left out (`--period` decides otherwise)";
    assert!(told(&found, words), "{}", found["notes"]);
}

/// On 26 October the month has 25 days: 250 of 310.
#[test]
fn the_day_of_reading_tells_that_a_month_is_not_over() {
    let folder = written([(10, 5), (10, 20)].into_iter());
    let found = json(folder.path(), "ledger --quiet --as-of 2026-10-26");
    assert_eq!(number(&found, "/cost/total"), 250.0);
}
