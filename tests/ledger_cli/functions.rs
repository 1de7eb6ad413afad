//! Value and cost by function: a quarter is the sum of its months.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{json, number, printed};

const EVIDENCE: &str = "source = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";

/// January: ads 10 h, care 30 h; February: ads 20 h; March: care 5 h.
fn written(more: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut project =
        format!("[money]\ncurrency = \"EUR\"\n[margin]\nbase = 0.4\n{EVIDENCE}{more}");
    for (month, function, hours) in [
        ("01", "paid", 10),
        ("01", "care", 30),
        ("02", "paid", 20),
        ("03", "care", 5),
    ] {
        project += &format!(
            "[[labour]]\nperiod = \"2026-{month}\"\nfunction = \"{function}\"\nhours = {hours}\nloaded_rate = 40\n"
        );
    }
    fs::write(folder.path().join("social-roi.toml"), project).unwrap();
    let mut spend = String::from("date,platform,campaign,currency,spend,impressions,clicks\n");
    let mut orders =
        String::from("date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n");
    for month in 1..=3 {
        spend += &format!("2026-0{month}-05,meta,A,EUR,100,1000,30\n");
        orders += &format!("2026-0{month}-06,o{month},facebook,paid_social,A,EUR,1,{month}000\n");
    }
    fs::write(folder.path().join("ads.csv"), spend).unwrap();
    fs::write(folder.path().join("orders.csv"), orders).unwrap();
    folder
}

fn of(found: &Value, function: &str, figure: &str) -> f64 {
    let rows = found["functions"]["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["function"] == function);
    row.map_or(0.0, |row| number(row, figure))
}

fn ledger(folder: &Path, period: &str, more: &str) -> Value {
    json(
        folder,
        &format!("ledger ads.csv orders.csv --period {period} --quiet {more}"),
    )
}

/// 900 over 90 days are 310, 280 and 310. Ads: 310 / 4 + 280 = 357.50; care: 310 × 3/4 + 310 = 542.50. By the hours of the
/// quarter they were 415.38 and 484.62.
#[test]
fn shared_cost_of_a_quarter_is_that_of_its_months() {
    let cost = "[[costs]]\nperiod = \"2026-Q1\"\nfunction = \"shared\"\ncost_type = \"tools\"\namount = 900\n";
    let folder = written(cost);
    let quarter = ledger(folder.path(), "2026-Q1", "");
    assert!((of(&quarter, "paid", "/shared_cost") - 357.5).abs() < 1e-9);
    assert!((of(&quarter, "care", "/shared_cost") - 542.5).abs() < 1e-9);
    for function in ["paid", "care"] {
        let months = ["2026-01", "2026-02", "2026-03"].map(|month| {
            let found = ledger(folder.path(), month, "");
            of(&found, function, "/net")
        });
        let sum: f64 = months.iter().sum();
        assert!(
            (sum - of(&quarter, function, "/net")).abs() < 1e-9,
            "{function}: {months:?}"
        );
    }
    let text = printed(
        folder.path(),
        "explain function.paid ads.csv orders.csv --period 2026-Q1 --quiet",
    );
    for part in [
        "shared cost by hours, 1–31 Jan 2026",
        "10 h of 40 h",
        "20 h of 20 h",
    ] {
        assert!(text.contains(part), "no `{part}` in\n{text}");
    }
    assert!(
        !text.contains("shared cost by hours, 1–31 Mar 2026"),
        "{text}"
    );
}

/// What is typed is of the days of the period, as the same cost in the project is.
#[test]
fn typed_cost_lies_in_the_days_of_the_period() {
    let folder = written("");
    let quarter = ledger(folder.path(), "2026-Q1", "--cost tools=900");
    assert!((of(&quarter, "paid", "/shared_cost") - 357.5).abs() < 1e-9);
    assert!((of(&quarter, "care", "/shared_cost") - 542.5).abs() < 1e-9);
}
