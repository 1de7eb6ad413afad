//! Cost of months in which nothing was spent stays in its month, and counts in the total of a report as in the ledger.
//!
//! As in [`crate::media`], October 2026 has labour of 310 for organic social, and everything is in euros at a margin of 0.4.

use std::path::Path;

use serde_json::Value;

use crate::media::{invoice, written};
use crate::{json, number, printed, refused};

/// Ads of September and October alone; orders from August to November.
const SPEND: [(&str, &str, u32); 3] = [
    ("2026-09-05", "meta", 100),
    ("2026-10-05", "meta", 200),
    ("2026-10-05", "tiktok", 200),
];

const ORDERS: [(&str, &str, u32); 5] = [
    ("2026-08-06", "facebook", 500),
    ("2026-09-06", "facebook", 1000),
    ("2026-10-06", "facebook", 2000),
    ("2026-10-07", "tiktok", 1000),
    ("2026-11-06", "facebook", 500),
];

const DAYS: &str = "2026-08-01..2026-11-30";

fn cost(month: &str, kind: &str, amount: i32) -> String {
    format!(
        "[[costs]]\nperiod = \"2026-{month}\"\nfunction = \"paid\"\ncost_type = \"{kind}\"\namount = {amount}\n"
    )
}

fn rows(folder: &Path, words: &str) -> Vec<Value> {
    let text = printed(folder, &format!("report --quiet --format json {words}"));
    let rows: Value = serde_json::from_str(&text).unwrap();
    rows.as_array().unwrap().clone()
}

/// The full cost of the rows that have one.
fn sum(rows: &[Value]) -> f64 {
    let costs = rows.iter().filter(|row| !row["full_cost"].is_null());
    costs.map(|row| number(row, "/full_cost")).sum()
}

fn of<'r>(rows: &'r [Value], key: &str, name: &str) -> &'r Value {
    let own = rows.iter().find(|row| row[key] == name);
    own.unwrap_or_else(|| panic!("{key} {name} is not in {rows:?}"))
}

/// What paid media cost in the ledger of some days, and their return.
fn paid(folder: &Path, days: &str) -> (f64, f64) {
    let found = json(folder, &format!("ledger --quiet --period {days}"));
    let rungs = found["functions"]["rows"].as_array().unwrap();
    let own = of(rungs, "function", "paid");
    let cost = number(own, "/direct_cost") + number(own, "/shared_cost");
    (cost, own["roi"]["value"].as_f64().unwrap_or(f64::NAN))
}

/// Labour of 310 before the ads, a credit of 31 and 60 of an agency after them, and an invoice of TikTok for a month
/// without an export of it: none of it moves, and all of it is in the total, 500 + 310 + 60 − 31 + 90.
#[test]
fn cost_stays_in_its_month_and_counts_in_the_total() {
    let project = [
        cost("08", "labour", 310),
        cost("11", "agency", 60),
        cost("11", "tools", -31),
        invoice("11", "paid", "TikTok", 90),
    ];
    let folder = written(&SPEND, &ORDERS, &project.concat());
    let folder = folder.path();
    let months = [
        ("2026-08", 310.0),
        ("2026-09", 100.0),
        ("2026-10", 400.0),
        ("2026-11", 119.0),
    ];
    let by = |key: &str, days: &str| {
        let words =
            format!("--period {days} --by {key} --metrics spend,full_cost,net_value,roi --totals");
        let mut rows = rows(folder, &words);
        let total = rows.pop().unwrap();
        (rows, total)
    };
    let (monthly, total) = by("month", DAYS);
    let (all, roi) = paid(folder, DAYS);
    assert_eq!((number(&total, "/full_cost"), all), (929.0, 929.0));
    // Revenue of August and November has no media of Meta beside it: (1,600 − 929) / 929
    assert!((number(&total, "/roi") - 671.0 / 929.0).abs() < 1e-9);
    assert!((roi - 671.0 / 929.0).abs() < 1e-9);
    for (month, expected) in months {
        assert_eq!(number(of(&monthly, "month", month), "/full_cost"), expected);
        for key in ["platform", "channel", "campaign", "function", "week", "day"] {
            let (alone, total) = by(key, month);
            assert!(
                (sum(&alone) - expected).abs() < 1e-9,
                "{key} {month}: {alone:?}"
            );
            assert_eq!(number(&total, "/full_cost"), expected, "{key} {month}");
        }
        assert_eq!(paid(folder, month).0, expected, "{month}");
    }
    let (platforms, total) = by("platform", DAYS);
    assert_eq!(number(&total, "/full_cost"), 929.0);
    let costs = ["meta", "tiktok", "(no spend)"]
        .map(|name| number(of(&platforms, "platform", name), "/full_cost"));
    assert_eq!(costs, [300.0, 290.0, 339.0]);
    let bare = of(&platforms, "platform", "(no spend)");
    assert_eq!(number(bare, "/spend"), 0.0);
    assert_eq!(number(bare, "/net_value"), -339.0);
    // Conditions narrow the rows after cost went over them.
    let words =
        format!("--period {DAYS} --by campaign --where platform=tiktok --metrics full_cost");
    let campaigns = rows(folder, &words);
    let costs = ["Of tiktok", "(no spend)"]
        .map(|name| number(of(&campaigns, "campaign", name), "/full_cost"));
    assert_eq!(costs, [200.0, 90.0]);
}

/// A month beyond the export has its cost; nobody knows what was spent in it. A note tells of the rows.
#[test]
fn a_month_beyond_the_export_has_its_cost_alone() {
    let folder = written(&SPEND, &ORDERS, &cost("11", "agency", 60));
    let words = "--period 2026-11-10..2026-11-30 --by platform --metrics spend,full_cost --totals";
    let found = rows(folder.path(), words);
    let total = found.last().unwrap();
    assert!(
        (number(total, "/full_cost") - 42.0).abs() < 1e-9,
        "{found:?}"
    );
    let words = format!("report --quiet --period {DAYS} --format markdown");
    let told = printed(folder.path(), &words);
    let note = "60.00 of cost falls in months in which none of the spend can bear it, and has rows of its own, under (no spend)";
    assert!(told.contains(note), "{told}");
}

/// One platform and a month of labour before it are not two platforms that claim the same order.
#[test]
fn cost_without_spend_is_no_platform() {
    let folder = written(&SPEND[..1], &ORDERS[..2], &cost("08", "labour", 310));
    let words = "report --quiet --period 2026-08-01..2026-09-30 --metrics claimed_conversions,full_cost --totals --format markdown";
    let told = printed(folder.path(), words);
    assert!(!told.contains("may claim the same order"), "{told}");
    assert!(told.contains("(no spend)"), "{told}");
}

/// Without a period the cost of all is that of the same days, row by row and in the total.
#[test]
fn cost_of_the_programme_is_of_the_days_of_full_cost() {
    let project = invoice("08", "paid", "Meta", 310) + &cost("10", "tools", 50);
    let folder = written(&SPEND, &ORDERS[..4], &project);
    let words = "--by month --metrics full_cost,programme_cost --totals";
    let mut found = rows(folder.path(), words);
    let total = found.pop().unwrap();
    let all: f64 = found.iter().map(|row| number(row, "/programme_cost")).sum();
    // Organic labour of October is the programme's alone.
    assert_eq!((sum(&found), all), (860.0, 1170.0));
    assert_eq!(number(&total, "/full_cost"), 860.0);
    assert_eq!(number(&total, "/programme_cost"), 1170.0);
}

/// Keys that no spend and no order have give a sum of both to nobody; the total has it.
#[test]
fn a_value_less_its_cost_by_a_key_of_neither_is_of_the_whole_alone() {
    let folder = written(&SPEND, &ORDERS, "");
    for key in ["cost_type", "metric", "goal"] {
        let found = rows(
            folder.path(),
            &format!("--by {key} --metrics net_value --totals"),
        );
        assert!(found[0]["net_value"].is_null(), "{key}: {found:?}");
        // 4,000 × 0.4 − 500: the ads of August and November are in no file.
        assert_eq!(number(found.last().unwrap(), "/net_value"), 1100.0, "{key}");
    }
}

/// Hours of August and an order of it are in the files and the project, though the ads begin in September.
#[test]
fn days_without_anything_are_told_beside_all_that_is_on_record() {
    let folder = written(&SPEND, &ORDERS[..4], &cost("08", "labour", 310));
    let (_, told) = refused(folder.path(), "ledger --quiet --period 2027-04");
    let held = "files and project hold 1 Aug – 31 Oct 2026";
    assert!(told.contains(held), "{told}");
}

/// Cost without spend returns nothing of itself: it is told, and has no bar at −100 %.
#[test]
fn cost_without_spend_has_no_bar_of_a_return() {
    let folder = written(&SPEND[..1], &ORDERS[..2], &cost("08", "labour", 310));
    let words = "chart roi --quiet --period 2026-08-01..2026-09-30 --format markdown";
    let told = printed(folder.path(), words);
    assert!(!told.contains("| (no spend)"), "{told}");
    assert!(
        told.contains("not drawn: (no spend): cost of days without spend"),
        "{told}"
    );
}
