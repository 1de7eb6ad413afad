//! Money of the project in other currencies: rates of hours, savings and prices are converted as costs are, and what
//! cannot be is told with its place.
//!
//! A pound is 1.15 euros and a euro 1.20 dollars on every day of October 2026; no rate leads from pounds to dollars.

use std::fmt::Write;
use std::fs;

use serde_json::Value;

use crate::october::{EVIDENCE, october};
use crate::{json, number, printed, refused};

/// 200 of Meta's spend and orders of 1,500, in euros.
fn written(more: &str) -> tempfile::TempDir {
    let folder = october(200, 1500, "rates = \"rates.csv\"\n", more);
    let mut rates = String::from("date,from,to,rate\n");
    for day in 1..=31 {
        let _ = writeln!(
            rates,
            "2026-10-{day:02},EUR,USD,1.20\n2026-10-{day:02},GBP,EUR,1.15"
        );
    }
    fs::write(folder.path().join("rates.csv"), rates).unwrap();
    folder
}

fn hours(function: &str) -> String {
    format!("[[labour]]\nperiod = \"2026-10\"\nfunction = \"{function}\"\nhours = 10\n")
}

fn loaded_rate() -> String {
    format!(
        "[[assumptions]]\nkey = \"loaded_rate\"\nbase = 30\nlow = 20\nhigh = 40\nunit = \"GBP per hour\"\n{EVIDENCE}"
    )
}

const OCTOBER: &str = "ledger --period 2026-10 --quiet";

fn of_type(found: &Value, kind: &str) -> f64 {
    let types = found["cost"]["by_type"].as_array().unwrap();
    let own = types.iter().find(|one| one["cost_type"] == kind).unwrap();
    number(own, "/amount")
}

/// 10 hours at 30 pounds: 345 euros, from 230 to 460; the contacts that are handled faster take the same input.
#[test]
fn a_loaded_rate_in_pounds_is_converted_once_for_labour_and_for_time_saved() {
    let count = "[[counts]]\nkey = \"contacts_handled\"\nperiod = \"2026-10\"\nvalue = 60\n";
    let minutes = |key: &str, base: u32| {
        format!("[[assumptions]]\nkey = \"{key}\"\nbase = {base}\n{EVIDENCE}")
    };
    let project = hours("paid")
        + &loaded_rate()
        + count
        + &minutes("minutes_before", 12)
        + &minutes("minutes_now", 2)
        + &minutes("realised", 1);
    let folder = written(&project);
    let found = json(folder.path(), OCTOBER);
    assert_eq!(of_type(&found, "labour"), 345.0);
    let inputs = found["inputs"].as_array().unwrap();
    let is_rate = |one: &&Value| one["key"].as_str().unwrap().starts_with("loaded_rate");
    let rates: Vec<&Value> = inputs.iter().filter(is_rate).collect();
    assert_eq!(rates.len(), 1);
    let ends = ["/base", "/low", "/high"].map(|end| number(rates[0], end));
    assert_eq!(ends, [34.5, 23.0, 46.0]);
    // 60 contacts × 10 minutes are 10 hours.
    let lines = found["lines"].as_array().unwrap();
    let faster = lines.iter().find(|one| one["id"] == "L-10").unwrap();
    assert_eq!(number(faster, "/amount/value"), 345.0);
    // (600 − 545) / 545
    let report = printed(
        folder.path(),
        "report --period 2026-10 --metrics roi --totals --format json --quiet",
    );
    let report: Value = serde_json::from_str(&report).unwrap();
    let roi = number(report.as_array().unwrap().last().unwrap(), "/roi");
    assert!((roi - 55.0 / 545.0).abs() < 1e-9, "{roi}");
}

/// By way of euros: 30 × 1.15 × 1.2 = 41.4 an hour, 100 × 1.38 saved, from 110.40; 50 contacts at 5 × 1.38.
#[test]
fn savings_and_prices_take_the_way_through_the_project_s_currency() {
    let saving = format!(
        "[[savings]]\nperiod = \"2026-10\"\nfunction = \"organic\"\nwhat = \"cancelled_contract\"\namount = 100\nlow = 80\nhigh = 120\ncurrency = \"GBP\"\n{EVIDENCE}"
    );
    let care = format!(
        "[[counts]]\nkey = \"contacts_resolved\"\nperiod = \"2026-10\"\nvalue = 100\n\
         [[assumptions]]\nkey = \"contact_cost\"\nbase = 5\nunit = \"GBP per contact\"\n{EVIDENCE}\
         [[assumptions]]\nkey = \"deflection_share\"\nbase = 0.5\n{EVIDENCE}"
    );
    let folder = written(&(hours("care") + &loaded_rate() + &saving + &care));
    let found = json(folder.path(), &format!("{OCTOBER} --currency USD"));
    assert_eq!(of_type(&found, "labour"), 414.0);
    let lines = found["lines"].as_array().unwrap();
    let of = |rule: &str, figure: &str| {
        let own = |one: &&Value| one["id"].as_str().unwrap().starts_with(rule);
        number(lines.iter().find(own).unwrap(), figure)
    };
    assert_eq!(of("L-12", "/amount/value"), 138.0);
    assert_eq!(of("L-12", "/amount_low"), 110.4);
    assert_eq!(of("L-07", "/amount/value"), 345.0);
}

#[test]
fn money_without_a_rate_is_told_with_its_place() {
    let saving = format!(
        "[[savings]]\nperiod = \"2026-10\"\nfunction = \"organic\"\nwhat = \"cancelled_contract\"\namount = 100\n{EVIDENCE}"
    );
    let folder = written(&saving);
    let (code, told) = refused(folder.path(), &format!("{OCTOBER} --currency CHF"));
    assert_ne!(code, 0);
    assert!(told.contains("no rate EUR to CHF"), "{told}");
    let yen = loaded_rate().replace("GBP", "JPY");
    let folder = written(&(hours("paid") + &yen));
    assert_eq!(
        refused(folder.path(), OCTOBER).1,
        "error: social-roi.toml:14:1: assumptions.unit: expected EUR, or a rate JPY to EUR for 2026-10-01..2026-10-31, found no rate\n\
         hint: name a CSV of date, from, to, rate as `rates` of [money]; a rate holds for at most 7 days"
    );
}

/// A yen is 0.001 euros, so that both months state 1,000 euros: 1,000 × 0.8 + 1,000 × 0.2, month by month and together. By the
/// numbers as they are written the yen would weigh a thousand times as much: 2,000 × (0.8 + 1,000 × 0.2) / 1,001 = 401.20.
#[test]
fn a_total_stated_in_two_currencies_lies_in_its_days_by_the_money_of_the_ledger() {
    for (key, id) in [
        ("incremental_revenue_meta", "L-01:meta"),
        ("brand_effect", "L-14"),
    ] {
        let entry = |month: &str, base: u32, unit: &str| {
            format!(
                "[[assumptions]]\nkey = \"{key}\"\nperiod = \"2026-{month}\"\nbase = {base}\nunit = \"{unit}\"\n{EVIDENCE}"
            )
        };
        let margins = "month = { \"2026-10\" = 0.8, \"2026-11\" = 0.2 }\n";
        let entries = entry("10", 1_000, "EUR") + &entry("11", 1_000_000, "JPY");
        let folder = october(
            100,
            0,
            "rates = \"rates.csv\"\n",
            &(margins.to_owned() + &entries),
        );
        let mut rates = String::from("date,from,to,rate\n");
        for day in 1..=30 {
            let _ = writeln!(rates, "2026-11-{day:02},JPY,EUR,0.001");
        }
        fs::write(folder.path().join("rates.csv"), rates).unwrap();
        for (period, value) in [
            ("2026-10", 800.0),
            ("2026-11", 200.0),
            ("2026-10..2026-11", 1_000.0),
        ] {
            let found = json(folder.path(), &format!("ledger --period {period} --quiet"));
            let mut lines = found["lines"].as_array().unwrap().iter();
            let line = lines.find(|one| one["id"] == id).unwrap();
            assert_eq!(number(line, "/amount/value"), value, "{id} of {period}");
        }
    }
}
