//! A margin with a range of which some months have their own: what is sure stays, what is not moves, and no cent is lost.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::october::{EVIDENCE, october};
use crate::{json, number, printed};

const COLUMNS: &str = "\"Day\",\"Order UTM source\",\"Order UTM medium\",\"Order UTM campaign\",\"Orders\",\"Gross sales\",\"Discounts\",\"Returns\",\"Net sales\",\"Shipping charges\",\"Duties\",\"Additional fees\",\"Taxes\",\"Total sales\"\n";

/// Orders of Meta, 700.11 in July, 300.13 in August, 500.17 in September, whose margins are 0.4, 0.37 and 0.4.
fn project(folder: &Path) {
    let spend = "Campaign name,Day,Impressions,Link clicks,Amount spent (EUR),Reporting starts,Reporting ends\n\
                 Sale,2026-07-05,10000,200,200,2026-07-05,2026-07-05\n\
                 Sale,2026-08-05,10000,200,200,2026-08-05,2026-08-05\n\
                 Sale,2026-09-05,10000,200,100,2026-09-05,2026-09-05\n";
    let order = |day: &str, sum: &str| {
        format!("\"{day}\",\"facebook\",\"paid_social\",\"Sale\",3,{sum},0,0,{sum},0,0,0,0,{sum}\n")
    };
    let orders = [
        order("2026-07-06", "700.11"),
        order("2026-08-07", "300.13"),
        order("2026-09-08", "500.17"),
    ];
    fs::write(folder.join("meta.csv"), spend).unwrap();
    fs::write(
        folder.join("orders.csv"),
        COLUMNS.to_owned() + &orders.concat(),
    )
    .unwrap();
    let text = "[money]\ncurrency = \"EUR\"\n\
                [margin]\nbase = 0.4\nlow = 0.35\nhigh = 0.45\nsource = \"accounts\"\nowner = \"finance\"\ndate = 2026-01-01\n\
                [margin.month]\n\"2026-08\" = 0.37\n\
                [[costs]]\nperiod = \"2026-07\"\nfunction = \"shared\"\ncost_type = \"tools\"\namount = 110\n\
                [[costs]]\nperiod = \"2026-08\"\nfunction = \"shared\"\ncost_type = \"tools\"\namount = 110\n\
                [[costs]]\nperiod = \"2026-09\"\nfunction = \"shared\"\ncost_type = \"tools\"\namount = 110\n";
    fs::write(folder.join("social-roi.toml"), text).unwrap();
}

const LINE: &str =
    "ledger meta.csv orders.csv --quiet --currency-of orders.csv=EUR --period 2026-07..2026-09";

fn margin(found: &Value) -> Value {
    let bars = found["tornado"]["bars"].as_array().unwrap();
    let own = bars.iter().find(|bar| bar["key"] == "margin");
    own.unwrap().clone()
}

/// 1,200.28 × 0.4 + 300.13 × 0.37 = 591.1601 exactly; at the ends of the range August stays as it is: 531.1461 and
/// 651.1741.
#[test]
fn a_range_survives_a_month_with_a_margin_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    let found = json(folder.path(), &format!("{LINE} --monte-carlo 200 --seed 7"));
    assert_eq!(number(&found, "/value"), 591.1601);
    assert_eq!(number(&found, "/lines/0/amount_low"), 531.1461);
    assert_eq!(number(&found, "/lines/0/amount_high"), 651.1741);
    let bar = margin(&found);
    let revenue = 1500.41;
    for (end, value) in [("low", 531.1461), ("base", 591.1601), ("high", 651.1741)] {
        let margin = bar[end].as_f64().unwrap();
        assert!((margin - value / revenue).abs() < 1e-11, "{end}: {margin}");
    }
    assert_eq!(found["simulation"]["varied"][0], "margin");
    let names: Vec<&str> = found["scenarios"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| of["name"].as_str().unwrap())
        .collect();
    assert_eq!(names[0], "all low");
    let low = number(&found, "/scenarios/0/value");
    assert!((low - 531.1461).abs() < 1e-9, "{low}");
    // Of August alone the margin is sure.
    let august = json(folder.path(), &LINE.replace("2026-07..2026-09", "2026-08"));
    assert!(margin(&august)["low"].is_null());
}

/// 330 × 100 / 330 of three invoices is no whole cent each, and 100 all the same.
#[test]
fn a_supposed_cost_is_that_cost_to_the_last_digit() {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    let found = json(folder.path(), &format!("{LINE} --what-if cost.tools=100"));
    assert_eq!(number(&found, "/cost/total"), 600.0);
}

#[test]
fn a_supposed_margin_says_that_the_recorded_one_is_weighted() {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    let line = format!("{LINE} --what-if margin=0.5");
    let told = printed(folder.path(), &format!("{line} --format table"));
    let says = "margin on record is weighted by the revenue of its months";
    assert!(told.contains(says), "{told}");
    let found = json(folder.path(), &line);
    assert_eq!(
        found["what_if"][0]["weighted"],
        "weighted by the revenue of its months"
    );
    let inputs = found["inputs"].as_array().unwrap();
    let margin = inputs
        .iter()
        .find(|input| input["key"] == "margin")
        .unwrap();
    let origin = margin["origin"].to_string();
    assert!(
        origin.contains("on record, weighted by the revenue of its months"),
        "{origin}"
    );
}

/// A period without any record has no figures that something could be set beside: they are none, and not nought.
#[test]
fn a_period_before_all_data_has_no_figures() {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    let line = format!("{LINE} --compare previous");
    let found = json(folder.path(), &line);
    let change = &found["change"];
    assert!(change["headline"].is_null(), "{change}");
    assert!(change["net"].is_null(), "{change}");
    assert!(change["revenue"]["before"].is_null(), "{change}");
    assert_eq!(change["revenue"]["after"], 1500.41);
    assert_eq!(change["revenue"]["status"], "not_supplied");
    let told = printed(folder.path(), &format!("{line} --format table"));
    let head = told.split("Evidence ladder").next().unwrap();
    assert!(head.contains("nothing is on record"), "{head}");
}

/// Beside a month of records the head has what it paid back and how many types of cost it had.
#[test]
fn the_head_of_a_comparison_has_both_periods() {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    let line = LINE.replace("2026-07..2026-09", "2026-08") + " --compare previous";
    let found = json(folder.path(), &line);
    let then = &found["change"]["headline"];
    assert_eq!(
        (&then["cost_types"], &then["cost_types_of"]),
        (&2.into(), &8.into())
    );
    assert!(then["payback"].is_object(), "{then}");
    let told = printed(folder.path(), &format!("{line} --format table"));
    let row = told.lines().find(|line| line.starts_with("cost types"));
    assert_eq!(row.unwrap_or(&told).matches("2 of 8").count(), 2, "{told}");
}

/// Nobody said a day: the last one of the data stands in its place.
#[test]
fn the_sentence_always_says_as_of_when() {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    let told = printed(folder.path(), &format!("{LINE} --format table"));
    assert!(told.contains("as of 2026-09-08"), "{told}");
    let told = printed(
        folder.path(),
        &format!("{LINE} --format table --as-of 2026-10-02"),
    );
    assert!(told.contains("as of 2026-10-02"), "{told}");
}

/// 500 + 330 and three times 100.004 are 1,130.012: one of the three prints a cent more, so that the column adds up to
/// 1,130.01; programs read every figure as it is.
#[test]
fn printed_costs_add_up_to_their_printed_sum() {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    let line =
        format!("{LINE} --cost agency=100.0040 --cost content=100.0040 --cost training=100.0040");
    for format in ["table", "markdown"] {
        let told = printed(folder.path(), &format!("{line} --format {format}"));
        let told = told.split("Cost on record by type").nth(1).unwrap();
        let amounts = |name: &str| {
            let row = told
                .lines()
                .find(|line| line.trim_start_matches("| ").starts_with(name));
            let words = row.unwrap_or_else(|| panic!("{told}")).split([' ', '|']);
            let plain = words
                .filter(|word| word.contains('.'))
                .map(|word| word.replace(',', ""));
            plain
                .filter_map(|word| word.parse::<f64>().ok())
                .next()
                .unwrap()
        };
        let parts = ["media", "tools", "agency", "content", "training"].map(amounts);
        assert_eq!(parts, [500.0, 330.0, 100.01, 100.0, 100.0], "{told}");
    }
    let found = json(folder.path(), &line);
    assert_eq!(number(&found, "/cost/total"), 1_130.012);
}

/// Six figures of two months each, of which hours cost more at a higher end. Worst: contacts 3,000 × 0.2 × 5 × 0.5 twice, hires
/// 2 × 0.3 × 3,000 twice, over 300 hours at 60 twice and 200 of media: 6,600 over 36,200. Best: 3,000 × 0.4 × 8 × 0.8 and
/// 2 × 0.8 × 6,000 twice over 300 × 20 twice and 200: 34,560 over 12,200.
#[test]
fn worst_and_best_are_found_of_many_figures_of_several_days() {
    let figures = [
        ("deflection_share", 0.3, 0.2, 0.4),
        ("contact_cost", 6.0, 5.0, 8.0),
        ("realised_care", 0.7, 0.5, 0.8),
        ("loaded_rate", 30.0, 20.0, 60.0),
        ("agency_share", 0.5, 0.3, 0.8),
        ("agency_cost", 4_000.0, 3_000.0, 6_000.0),
    ];
    let mut project = String::new();
    for month in ["2026-10", "2026-11"] {
        for (key, base, low, high) in figures {
            // Another base in each month, so that both are weighed.
            let base = if month == "2026-10" {
                base
            } else {
                (low + high) / 2.0
            };
            let _ = write!(
                project,
                "[[assumptions]]\nkey = \"{key}\"\nperiod = \"{month}\"\nbase = {base:?}\nlow = {low:?}\nhigh = {high:?}\n{EVIDENCE}"
            );
        }
        for (key, value) in [("contacts_resolved", 3_000), ("hires_social", 2)] {
            let _ = write!(
                project,
                "[[counts]]\nkey = \"{key}\"\nperiod = \"{month}\"\nvalue = {value}\n"
            );
        }
        let _ = write!(
            project,
            "[[labour]]\nperiod = \"{month}\"\nfunction = \"care\"\nhours = 300\n"
        );
    }
    let folder = october(200, 0, "", &project);
    let line = "ledger --period 2026-10..2026-11 --quiet";
    let found = json(folder.path(), line);
    let near = |at: &str, expected: f64| {
        let found = number(&found, at);
        assert!(
            (found - expected).abs() < 1e-6,
            "{at}: {found} for {expected}"
        );
    };
    for (row, value, cost) in [(2, 6_600.0, 36_200.0), (3, 34_560.0, 12_200.0)] {
        near(&format!("/scenarios/{row}/value"), value);
        near(&format!("/scenarios/{row}/cost"), cost);
        near(
            &format!("/scenarios/{row}/roi/value"),
            (value - cost) / cost,
        );
    }
    // Contacts 3,000 × 0.2 × 5 × 0.5 and 3,000 × 0.4 × 8 × 0.8, twice each.
    let mut lines = found["lines"].as_array().unwrap().iter();
    let care = lines.find(|line| line["id"] == "L-07").unwrap();
    assert_eq!(number(care, "/amount_low"), 3_000.0);
    assert_eq!(number(care, "/amount_high"), 15_360.0);
    let told = printed(
        folder.path(),
        "explain ledger.scenario_worst --period 2026-10..2026-11 --quiet",
    );
    assert!(told.contains("were searched for"), "{told}");
}

/// Hours that may cost nothing: of 600 over 0 there is no ROI, so that both ends are those of 10 hours at 20: 600 over 200.
#[test]
fn ends_without_a_return_are_neither_the_worst_nor_the_best() {
    let mut project =
        "[[labour]]\nperiod = \"2026-10\"\nfunction = \"paid\"\nhours = 10\n".to_owned();
    for (days, base) in [
        ("2026-10-01..2026-10-15", 10),
        ("2026-10-16..2026-10-31", 12),
    ] {
        let _ = write!(
            project,
            "[[assumptions]]\nkey = \"loaded_rate\"\nperiod = \"{days}\"\nbase = {base}\nlow = 0\nhigh = 20\n{EVIDENCE}"
        );
    }
    let folder = october(0, 1_500, "", &project);
    let found = json(folder.path(), "ledger --period 2026-10 --quiet");
    assert_eq!(found["scenarios"][0]["roi"]["status"], "no_cost");
    for row in [2, 3] {
        assert_eq!(number(&found, &format!("/scenarios/{row}/roi/value")), 2.0);
    }
}
