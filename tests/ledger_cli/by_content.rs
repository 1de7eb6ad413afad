//! What decides a figure is what entries say, not where they stand: rates by the days of hours, keys by content, sources
//! that every line needs.

use std::fs;
use std::path::Path;

use crate::{json, number, printed, refused};

const SPEND: &str = "Campaign name,Day,Impressions,Link clicks,Amount spent (EUR),Reporting starts,Reporting ends\n\
                     Sale,2026-08-05,10000,200,1000,2026-08-05,2026-08-05\n";

fn rate(month: &str, rate: u32) -> String {
    format!(
        "[[assumptions]]\nkey = \"loaded_rate\"\nbase = {rate}\nlow = {}\nhigh = {}\nperiod = \"{month}\"\n\
         source = \"payroll\"\nowner = \"finance\"\ndate = 2026-01-01\n",
        rate - 5,
        rate + 5
    )
}

fn hours(period: &str, function: &str) -> String {
    format!("[[labour]]\nperiod = \"{period}\"\nfunction = \"{function}\"\nhours = 10\n")
}

fn project(folder: &Path, entries: &[String]) {
    fs::write(folder.join("meta.csv"), SPEND).unwrap();
    let head = "[money]\ncurrency = \"EUR\"\n";
    fs::write(
        folder.join("social-roi.toml"),
        head.to_owned() + &entries.concat(),
    )
    .unwrap();
}

/// What labour costs in a period.
fn labour(folder: &Path, period: &str) -> f64 {
    let found = json(
        folder,
        &format!("ledger meta.csv --period {period} --quiet"),
    );
    let types = found["cost"]["by_type"].as_array().unwrap();
    let own = types.iter().find(|one| one["cost_type"] == "labour");
    number(own.unwrap(), "/amount")
}

#[test]
fn labour_takes_the_rate_of_its_days() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (july, august) = (rate("2026-07", 30), rate("2026-08", 60));
    let worked = [
        hours("2026-07", "paid"),
        hours("2026-08", "paid"),
        hours("2026-07..2026-08", "care"),
    ];
    for rates in [[&july, &august], [&august, &july]] {
        let entries: Vec<String> = rates.into_iter().cloned().chain(worked.clone()).collect();
        project(folder, &entries);
        // Half of the hours of both months are of August: 10 + 5 hours of 60.
        assert_eq!(labour(folder, "2026-08"), 900.0);
        assert_eq!(labour(folder, "2026-07"), 450.0);
        // 10×30 + 10×60 + 5×30 + 5×60.
        assert_eq!(labour(folder, "2026-07..2026-08"), 1_350.0);
    }
    // One day at 30, three at 60: 2.5×30 + 7.5×60.
    project(
        folder,
        &[july, august, hours("2026-07-31..2026-08-03", "paid")],
    );
    assert_eq!(labour(folder, "2026-07..2026-08"), 525.0);
    let found = printed(folder, "check --project-only");
    assert!(found.contains("labour       1\n"), "{found}");
}

#[test]
fn hours_on_days_without_a_rate_are_a_fault() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    project(
        folder,
        &[rate("2026-08", 60), hours("2026-07-31..2026-08-03", "paid")],
    );
    let (code, said) = refused(folder, "ledger meta.csv --period 2026-08");
    assert_eq!(code, 1);
    assert!(
        said.contains("social-roi.toml:13:10: labour.period: expected days that an assumption `loaded_rate` holds for, found 2026-07-31..2026-08-03, with none on 1 of 4 days"),
        "{said}"
    );
}

#[test]
fn the_order_of_entries_changes_no_key() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let cost = |vendor: &str, amount: u32| {
        format!(
            "[[costs]]\nperiod = \"2026-08\"\nfunction = \"paid\"\ncost_type = \"tools\"\nvendor = \"{vendor}\"\namount = {amount}\n"
        )
    };
    let assumed = |key: &str| {
        format!(
            "[[assumptions]]\nkey = \"{key}\"\nbase = 2\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n"
        )
    };
    let entries = [
        cost("A", 20),
        cost("B", 10),
        assumed("b_key"),
        assumed("a_key"),
    ];
    let keys = |entries: &[String]| -> Vec<(String, String)> {
        project(folder, entries);
        let found = json(folder, "ledger meta.csv --period 2026-08 --quiet");
        let inputs = found["inputs"].as_array().unwrap();
        inputs
            .iter()
            .map(|input| (input["key"].to_string(), input["base"].to_string()))
            .collect()
    };
    let there = keys(&entries);
    assert!(there.contains(&("\"cost_tools_paid\"".into(), "10".into())) || there.len() > 4);
    let back: Vec<String> = entries.iter().rev().cloned().collect();
    assert_eq!(keys(&back), there);
}

#[test]
fn a_margin_without_source_is_told_and_gives_no_return() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let orders = "\"Day\",\"Order UTM source\",\"Order UTM medium\",\"Order UTM campaign\",\"Orders\",\"Gross sales\",\"Discounts\",\"Returns\",\"Net sales\",\"Shipping charges\",\"Duties\",\"Additional fees\",\"Taxes\",\"Total sales\"\n\
                  \"2026-08-06\",\"facebook\",\"paid_social\",\"Sale\",40,4000,0,0,4000,0,0,0,800,4800\n";
    fs::write(folder.join("orders.csv"), orders).unwrap();
    project(folder, &["[margin]\nbase = 0.5\n".into()]);
    let told = "[margin] has no source, no owner, no date (social-roi.toml:3:1): reports use it, but every line of the ledger that needs it is refused";
    let checked = printed(folder, "check --project-only");
    assert!(checked.contains(&format!("note: {told}")), "{checked}");
    let found = json(
        folder,
        "ledger meta.csv orders.csv --period 2026-08 --quiet",
    );
    assert!(found["notes"].to_string().contains(told));
    assert_eq!(found["roi"]["value"], serde_json::Value::Null);
    project(
        folder,
        &["[margin]\nbase = 0.5\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n".into()],
    );
    let found = json(
        folder,
        "ledger meta.csv orders.csv --period 2026-08 --quiet",
    );
    // (4000 × 0.5 − 1000) / 1000.
    assert_eq!(number(&found, "/roi/value"), 1.0);
}
