//! `report` and `ledger` agree on cost: month by month, at the end of an export, in how many types are on record.
//!
//! As in [`crate::media`], October 2026 has labour of 310 for organic social, and everything is in euros at a margin of 0.4.

use std::path::Path;

use serde_json::Value;

use crate::media::{invoice, written};
use crate::{json, number, printed};

fn cost(month: &str, function: &str, kind: &str, amount: u32) -> String {
    format!(
        "[[costs]]\nperiod = \"2026-{month}\"\nfunction = \"{function}\"\ncost_type = \"{kind}\"\namount = {amount}\n"
    )
}

/// The rows of a report.
fn rows(folder: &Path, words: &str) -> Vec<Value> {
    let text = printed(folder, &format!("report --quiet --format json {words}"));
    let rows: Value = serde_json::from_str(&text).unwrap();
    rows.as_array().unwrap().clone()
}

/// What a function costs in the ledger of some days.
fn of_function(folder: &Path, function: &str, period: &str) -> f64 {
    let found = json(folder, &format!("ledger --quiet --period {period}"));
    let rows = found["functions"]["rows"].as_array().unwrap();
    let own = rows.iter().find(|row| row["function"] == function);
    number(own.unwrap(), "/direct_cost") + number(own.unwrap(), "/shared_cost")
}

fn is_close(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

const AUTUMN: &str = "2026-08-01..2026-10-31";

/// Media move from Meta to TikTok, and from half of all direct cost to most of it. Of tools paid media bear 1,000 of 2,000
/// of 400 in August, 400 of 800 of 100 in September and 1,000 of 1,310 of 1,310 in October: 200, 50 and 1,000, in each
/// month by the spend of that month.
#[test]
fn shared_cost_goes_month_by_month_in_a_report_too() {
    let spend = [
        ("2026-08-05", "meta", 900),
        ("2026-08-05", "tiktok", 100),
        ("2026-09-05", "meta", 100),
        ("2026-09-05", "tiktok", 300),
        ("2026-10-05", "meta", 200),
        ("2026-10-05", "tiktok", 800),
    ];
    let project = [
        "[allocation]\nkey = \"direct_cost\"\n".to_owned(),
        cost("08", "shared", "tools", 400),
        cost("09", "shared", "tools", 100),
        cost("10", "shared", "tools", 1310),
        cost("08", "care", "content", 1000),
        cost("09", "care", "content", 400),
    ];
    let folder = written(
        &spend,
        &[("2026-10-06", "facebook", 9000)],
        &project.concat(),
    );
    let folder = folder.path();
    let metrics = "--metrics full_cost";
    let whole = rows(
        folder,
        &format!("--period {AUTUMN} --by platform {metrics}"),
    );
    let of = |rows: &[Value], platform: &str| {
        let own = rows.iter().find(|row| row["platform"] == platform);
        number(own.unwrap(), "/full_cost")
    };
    assert_eq!(of(&whole, "meta"), 900.0 + 180.0 + 112.5 + 400.0);
    assert_eq!(of(&whole, "tiktok"), 100.0 + 20.0 + 337.5 + 1600.0);
    let months = [("2026-08", 1200.0), ("2026-09", 450.0), ("2026-10", 2000.0)];
    assert_eq!(of_function(folder, "paid", AUTUMN), 3650.0);
    for key in ["platform", "channel", "campaign", "function"] {
        let by = |words: &str| rows(folder, &format!("{words} {metrics}"));
        let groups = by(&format!("--period {AUTUMN} --by {key}"));
        let monthly = by(&format!("--period {AUTUMN} --by month,{key}"));
        for group in &groups {
            let own = monthly.iter().filter(|row| row[key] == group[key]);
            let own = own.filter(|row| !row["full_cost"].is_null());
            let sum: f64 = own.map(|row| number(row, "/full_cost")).sum();
            if !group["full_cost"].is_null() {
                assert!(is_close(sum, number(group, "/full_cost")), "{key}: {group}");
            }
        }
        for (month, all) in months {
            let sum = |rows: &[Value]| -> f64 {
                let known = rows.iter().filter(|row| !row["full_cost"].is_null());
                known.map(|row| number(row, "/full_cost")).sum()
            };
            let own: Vec<Value> = monthly
                .iter()
                .filter(|row| row["month"] == month)
                .cloned()
                .collect();
            assert!(is_close(sum(&own), all), "{key} {month}: {}", sum(&own));
            let alone = by(&format!("--period {month} --by {key}"));
            assert!(is_close(sum(&alone), all), "{key} {month}: {alone:?}");
            assert!(is_close(of_function(folder, "paid", month), all), "{month}");
        }
    }
}

/// Meta's export ends on 15 October, its invoice of 310 is for all of October: 160 of it is of the 16 days beyond, and
/// Meta's rows bear them, TikTok's do not.
#[test]
fn an_invoice_beyond_the_end_of_an_export_counts_for_the_days_beyond() {
    let days: Vec<String> = (1..=31).map(|day| format!("2026-10-{day:02}")).collect();
    let meta = days.iter().take(15).map(|day| (day.as_str(), "meta", 10));
    let tiktok = days.iter().map(|day| (day.as_str(), "tiktok", 10));
    let spend: Vec<(&str, &str, u32)> = meta.chain(tiktok).collect();
    let orders = [
        ("2026-10-05", "facebook", 3000),
        ("2026-10-06", "tiktok", 1000),
    ];
    let folder = written(&spend, &orders, &invoice("10", "paid", "Meta", 310));
    let folder = folder.path();
    let words = "--period 2026-10 --metrics full_cost,roi --totals";
    let found = rows(folder, words);
    let of = |platform: &str| {
        let own = found.iter().find(|row| row["platform"] == platform);
        number(own.unwrap(), "/full_cost")
    };
    assert_eq!((of("meta"), of("tiktok")), (310.0, 310.0));
    let total = found.last().unwrap();
    assert_eq!(number(total, "/full_cost"), 620.0);
    assert_eq!(of_function(folder, "paid", "2026-10"), 620.0);
    assert!(is_close(number(total, "/roi"), (1600.0 - 620.0) / 620.0));
    let ledger = json(folder, "ledger --quiet --period 2026-10");
    let rungs = ledger["functions"]["rows"].as_array().unwrap();
    let paid = rungs.iter().find(|row| row["function"] == "paid").unwrap();
    assert!(is_close(number(paid, "/roi/value"), number(total, "/roi")));
    let programme = rows(folder, "--period 2026-10 --metrics programme_cost --totals");
    let programme = number(programme.last().unwrap(), "/programme_cost");
    assert_eq!(programme, number(&ledger, "/cost/total"));
    let told = printed(folder, &format!("report --quiet {words} --format markdown"));
    let note = "media costs of social-roi.toml count for the days that no export holds: 160.00";
    assert!(told.contains(note), "{told}");
}

/// Media, tools, content and labour are on record, of which paid media bear the first two; a cut tells the same.
#[test]
fn types_of_cost_on_record_are_those_of_the_ledger() {
    let project = cost("10", "paid", "tools", 50) + &cost("10", "care", "content", 70);
    let spend = [("2026-10-05", "meta", 100), ("2026-10-05", "tiktok", 100)];
    let folder = written(&spend, &[("2026-10-06", "facebook", 900)], &project);
    let folder = folder.path();
    let ledger = json(folder, "ledger --quiet --period 2026-10");
    assert_eq!(number(&ledger, "/cost/completeness/recorded"), 4.0);
    for cut in ["", " --where platform=meta", " --by channel"] {
        let words = format!("--period 2026-10 --metrics full_cost,roi{cut}");
        for row in rows(folder, &words) {
            assert_eq!(number(&row, "/cost_types"), 4.0, "{cut}");
        }
        let told = printed(folder, &format!("report --quiet {words} --format markdown"));
        let note = "cost: media and tools 50.00 EUR (4 of 8 cost types on record; paid media bear none of content, labour)";
        assert!(told.contains(note), "{told}");
    }
    let share = rows(
        folder,
        "--period 2026-10 --metrics cost_completeness --totals",
    );
    assert_eq!(number(share.last().unwrap(), "/cost_completeness"), 0.5);
}

/// Nobody knows what September cost; what August cost is known to be nothing.
#[test]
fn a_month_without_any_cost_on_record_has_no_programme_cost() {
    let orders = [
        ("2026-08-06", "facebook", 100),
        ("2026-09-06", "facebook", 100),
        ("2026-10-06", "facebook", 100),
    ];
    let project = cost("08", "shared", "tools", 0);
    let folder = written(&[("2026-10-05", "meta", 100)], &orders, &project);
    let words = format!("--period {AUTUMN} --by month --metrics orders,programme_cost");
    let found = rows(folder.path(), &words);
    let of = |month: &str| found.iter().find(|row| row["month"] == month).unwrap();
    assert_eq!(number(of("2026-08"), "/programme_cost"), 0.0);
    assert!(of("2026-09")["programme_cost"].is_null(), "{found:?}");
    assert_eq!(of("2026-09")["programme_cost_status"], "not_supplied");
    assert_eq!(number(of("2026-10"), "/programme_cost"), 410.0);
}
