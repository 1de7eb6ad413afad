//! `report` and `ledger` have one figure for one question.
//!
//! As in [`crate::media`], October 2026 has labour of 310 for organic social, and everything is in euros at a margin of 0.4.

use std::path::Path;

use serde_json::Value;

use crate::media::{invoice, written};
use crate::{json, number, printed};

fn rows(folder: &Path, words: &str) -> Vec<Value> {
    let text = printed(folder, &format!("report --quiet --format json {words}"));
    let rows: Value = serde_json::from_str(&text).unwrap();
    rows.as_array().unwrap().clone()
}

/// The return on media of a report and of the ledger of the same days.
fn roas(folder: &Path, words: &str) -> (f64, f64) {
    let found = rows(folder, &format!("{words} --metrics roas --totals"));
    let ledger = json(folder, &format!("ledger --quiet {words}"));
    (
        number(found.last().unwrap(), "/roas"),
        number(&ledger, "/beside/media_roas/value"),
    )
}

fn is_close(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

/// September's media of 300 stand on an invoice alone, and so do 62 of brand on LinkedIn, of which no outcome is known;
/// 100 of October name no platform: 3,000 / (200 + 300 + 100).
#[test]
fn media_of_an_invoice_is_in_the_spend_of_both_returns_on_it() {
    let project = [
        invoice("09", "paid", "Meta", 300),
        invoice("10", "brand", "LinkedIn", 62),
        invoice("11", "shared", "Anybody", 100),
    ];
    let orders = [
        ("2026-09-06", "facebook", 1000),
        ("2026-10-06", "facebook", 1700),
        ("2026-11-06", "facebook", 300),
    ];
    let folder = written(&[("2026-10-05", "meta", 200)], &orders, &project.concat());
    let folder = folder.path();
    for (words, expected) in [
        ("--period 2026-09", 1000.0 / 300.0),
        ("--period 2026-10", 1700.0 / 200.0),
        ("--period 2026-11", 300.0 / 100.0),
        ("--period 2026-09..2026-11", 3000.0 / 600.0),
        ("--period 2026-10 --cost media=50", 1700.0 / 250.0),
    ] {
        let (report, ledger) = roas(folder, words);
        assert!(is_close(report, expected), "{words}: {report}");
        assert!(is_close(ledger, expected), "{words}: {ledger}");
    }
    let told = printed(
        folder,
        "report --quiet --period 2026-09..2026-11 --metrics roas --format markdown",
    );
    let note = "media that no export holds, 462.00 EUR, counts beside the spend in roas";
    assert!(told.contains(note), "{told}");
}

/// Meta's export ends on 15 October: 1,000 of the 25th have no media on record, in both.
#[test]
fn revenue_after_the_end_of_an_export_is_in_neither_return() {
    let days: Vec<String> = (1..=15).map(|day| format!("2026-10-{day:02}")).collect();
    let spend: Vec<(&str, &str, u32)> = days.iter().map(|day| (&day[..], "meta", 10)).collect();
    let orders = [
        ("2026-10-05", "facebook", 3000),
        ("2026-10-25", "facebook", 1000),
    ];
    let folder = written(&spend, &orders, "");
    let (report, ledger) = roas(folder.path(), "--period 2026-10");
    assert!(
        is_close(report, 20.0) && is_close(ledger, 20.0),
        "{report} {ledger}"
    );
}

/// Of 5 October, 13 Mehr: media of all Mehr is on record and none of Aban, which begins on 23 October.
#[test]
fn months_of_media_are_those_of_the_calendar() {
    let orders = [
        ("2026-10-06", "facebook", 3000),
        ("2026-10-25", "facebook", 1000),
        ("2026-09-25", "facebook", 500),
    ];
    let folder = written(&[("2026-10-05", "meta", 100)], &orders, "");
    for (words, expected) in [
        ("--period 2026-09-23..2026-11-21", 40.0),
        ("--period 1405-07..1405-08 --calendar jalali", 35.0),
    ] {
        let (report, ledger) = roas(folder.path(), words);
        assert!(is_close(report, expected), "{words}: {report}");
        assert!(is_close(ledger, expected), "{words}: {ledger}");
    }
}

fn cost(months: &str, function: &str, kind: &str, amount: u32) -> String {
    format!(
        "[[costs]]\nperiod = \"{months}\"\nfunction = \"{function}\"\ncost_type = \"{kind}\"\namount = {amount}\n"
    )
}

/// Tools of 920 from August to October: 310 of the 31 days of August, 300, 310; media of 100 and labour of 310 in October.
#[test]
fn cost_of_several_months_is_of_each_by_its_days() {
    let project = cost("2026-08..2026-10", "shared", "tools", 920);
    let orders = [
        ("2026-10-06", "facebook", 900),
        ("2026-08-06", "facebook", 900),
    ];
    let folder = written(&[("2026-10-05", "meta", 100)], &orders, &project);
    let folder = folder.path();
    let found = rows(
        folder,
        "--period 2026-08..2026-10 --by month --metrics programme_cost --totals",
    );
    let of: Vec<f64> = found
        .iter()
        .map(|row| number(row, "/programme_cost"))
        .collect();
    assert_eq!(of, [310.0, 300.0, 720.0, 1330.0]);
    let ledger = json(folder, "ledger --quiet --period 2026-08..2026-10");
    assert_eq!(number(&ledger, "/cost/total"), 1330.0);
}

/// An agency's 500 of November, of which no outcome is known, are cost of these days in both: (1,200 − 1,000) / 1,000. Of
/// the tools TikTok bears half, and no outcome of it is known.
#[test]
fn cost_of_a_month_without_outcomes_is_cost_of_the_period_in_both() {
    let orders = [("2026-10-06", "facebook", 3000)];
    let project = cost("2026-11", "paid", "agency", 500) + &cost("2026-10", "paid", "tools", 300);
    let folder = written(&[("2026-10-05", "meta", 200)], &orders, &project);
    let days = "--period 2026-10..2026-11";
    let found = rows(
        folder.path(),
        &format!("{days} --metrics full_cost,net_value,roi --totals"),
    );
    let total = found.last().unwrap();
    assert_eq!(number(total, "/full_cost"), 1000.0);
    assert!(is_close(number(total, "/roi"), 0.2), "{total}");
    let ledger = json(folder.path(), &format!("ledger --quiet {days}"));
    let rungs = ledger["functions"]["rows"].as_array().unwrap();
    let paid = rungs.iter().find(|row| row["function"] == "paid").unwrap();
    assert!(is_close(number(paid, "/roi/value"), 0.2), "{paid}");
    let spend = [("2026-10-05", "meta", 200), ("2026-10-05", "tiktok", 200)];
    let folder = written(&spend, &orders, &project);
    let told = printed(
        folder.path(),
        &format!("report --quiet {days} --metrics roi --format markdown"),
    );
    let note = "150.00 of the cost beside media lies on spend whose outcomes are not known, and is in no roi";
    assert!(told.contains(note), "{told}");
    let told = printed(
        folder.path(),
        &format!("report --quiet {days} --where platform=meta --metrics roi --format markdown"),
    );
    let note = "the rows that meet the conditions bear 150.00 of the cost beside media";
    assert!(told.contains(note), "{told}");
}

/// Each part of a sum is named with the file that it is from: media with the export, the agency with the project.
#[test]
fn explain_names_where_each_part_of_cost_is_from() {
    let project = [
        cost("2026-10", "paid", "agency", 500),
        cost("2026-10", "paid", "tools", 50),
        "[[budget]]\nperiod = \"2026-10\"\nplanned = 310\nscope = \"platform=meta\"\n".into(),
    ];
    let orders = [("2026-10-06", "facebook", 3000)];
    let folder = written(&[("2026-10-31", "meta", 200)], &orders, &project.concat());
    let files = |figure: &str, at: usize| {
        let found = json(folder.path(), &format!("explain --quiet {figure}"));
        let own = found["parts"][at]["files"].as_array().unwrap().clone();
        let told = own.iter().map(|file| {
            let text = |name: &str| file[name].to_string().replace('"', "");
            format!("{} {} {}", text("file"), text("rows"), text("sum"))
        });
        told.collect::<Vec<_>>()
    };
    let both = ["social-roi.toml 2 550", "ads.csv 1 200"];
    assert_eq!(files("full_cost", 0), both);
    assert_eq!(files("roi", 1), both);
    assert_eq!(files("roi", 0), ["orders.csv 1 1200"]);
    assert_eq!(files("pacing_index", 0), ["ads.csv 1 200"]);
    assert_eq!(files("pacing_index", 1), ["social-roi.toml 31 310"]);
}

/// 920 of an agency, typed, are 310 of August, 300 of September and 310 of October: of the last organic social bears all, as
/// it alone has hours, of the others ads, which alone have direct cost. Typed media of 92, 1 a day, are those of ads.
#[test]
fn typed_cost_falls_alike_in_both() {
    let spend = [("2026-08-05", "meta", 100), ("2026-10-05", "meta", 100)];
    let orders = [
        ("2026-08-06", "facebook", 900),
        ("2026-10-06", "facebook", 900),
    ];
    let folder = written(&spend, &orders, "");
    let folder = folder.path();
    let typed = "--cost agency=920 --cost media=92";
    let days = "--period 2026-08..2026-10";
    let ledger = json(folder, &format!("ledger --quiet {days} {typed}"));
    let rungs = ledger["functions"]["rows"].as_array().unwrap();
    let paid = rungs.iter().find(|row| row["function"] == "paid").unwrap();
    let cost = number(paid, "/direct_cost") + number(paid, "/shared_cost");
    assert!(is_close(cost, 200.0 + 92.0 + 310.0 + 300.0), "{cost}");
    let metrics = "--metrics full_cost,roi --totals";
    let found = rows(folder, &format!("{days} {typed} {metrics}"));
    let total = found.last().unwrap();
    assert!(is_close(number(total, "/full_cost"), cost), "{total}");
    let roi = number(paid, "/roi/value");
    assert!(is_close(number(total, "/roi"), roi), "{roi}: {total}");
    let months = rows(folder, &format!("{days} {typed} --by month {metrics}"));
    let of: Vec<f64> = months.iter().map(|row| number(row, "/full_cost")).collect();
    assert_eq!(of, [441.0, 330.0, 131.0, 902.0]);
    // Without a period both take the months of the rows, and the report says which.
    let ledger = json(folder, &format!("ledger --quiet {typed}"));
    assert_eq!(ledger["period"], "2026-08-01..2026-10-31");
    let told = printed(
        folder,
        &format!("report --quiet {typed} --metrics roi --format markdown"),
    );
    let note = "--cost is taken as that of 1 Aug – 31 Oct 2026 (`--period` decides otherwise)";
    assert!(told.replace('\\', "").contains(note), "{told}");
}
