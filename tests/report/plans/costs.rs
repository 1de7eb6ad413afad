//! Costs on record: which count, for which days, in which currency.

use super::{CONSTANTS, COSTS, LABOUR, story};
use crate::{META, Story};

/// Media 180.50, agency 60, tools 25, hours 2 × 20 + 3 × 30 = 130: 395.50, four of eight types.
#[test]
fn every_cost_on_record_stands_by_function_and_type() {
    let story = story(&[("costs.csv", COSTS), ("labour.csv", LABOUR)]);
    let what = ". --currency-of shop.csv=EUR --totals --metrics programme_cost,cost_compl,labour_hours,mean_loaded_rate";
    let head = "programme_cost,cost_completeness,labour_hours,mean_loaded_rate";
    let tail = "EUR,4,false,1.000000,0.912500";
    story.report(&format!("{what} --by function")).prints(&[
        &format!("function,{head},{CONSTANTS}"),
        &format!("paid,270.5,0.25,3,30,{tail}"),
        &format!("sales,100,0.25,2,20,{tail}"),
        &format!("organic,25,0.125,0,,{tail}"),
        &format!("total,395.5,0.5,5,26,{tail}"),
    ]);
}

/// The media of a cost sheet is that of the exports where they hold the days: 180.50, not 1180.50.
#[test]
fn media_of_a_sheet_is_not_booked_beside_the_exports() {
    let costs = "period,function,cost_type,amount\n2026-01,paid,media,1000\n2026-03,paid,media,7\n";
    let story = Story::new(&[("meta.csv", META), ("costs.csv", costs)]);
    story
        .report(". --metrics programme_cost --by cost_type --period 2026-Q1")
        .prints(&[
            "cost_type,programme_cost,currency,cost_types,margin_given",
            "media,187.5,EUR,1,false",
        ]);
}

/// Labour of 100 in September and 300 in October; a tenth of it for both months is 10 and 30. Where overhead of the second
/// half of October is booked, the share holds on 15 of its 31 days: 300 × 0.1 × 15 / 31 = 14.516129.
#[test]
fn a_share_of_labour_is_that_of_its_own_days() {
    let spend =
        "Campaign name,Day,Amount spent (EUR)\nSpring,2026-09-01,10\nSpring,2026-10-31,10\n";
    let costs = "period,function,cost_type,amount,share_of_labour\n\
                 2026-09..2026-10,shared,overhead,,0.1\n";
    let labour = "period,function,hours,loaded_rate\n2026-09,paid,10,10\n2026-10,paid,30,10\n";
    let story = Story::new(&[
        ("meta.csv", spend),
        ("costs.csv", costs),
        ("labour.csv", labour),
    ]);
    let overhead = |period: &str| {
        let what =
            format!(". --metrics programme_cost --by cost_type --period {period} --format json");
        let outcome = story.report(&what);
        let rows: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
        let rows = rows.as_array().unwrap().clone();
        let own = rows.iter().find(|row| row["cost_type"] == "overhead");
        own.unwrap()["programme_cost"].as_f64().unwrap()
    };
    assert_eq!(overhead("2026-09"), 10.0);
    assert_eq!(overhead("2026-10"), 30.0);
    assert_eq!(overhead("2026-09..2026-10"), 40.0);
    let booked = format!("{costs}2026-10-16..2026-10-31,paid,overhead,50,\n");
    story.write("costs.csv", booked);
    let found = overhead("2026-10");
    assert!(
        (found - 50.0 - 300.0 * 0.1 * 15.0 / 31.0).abs() < 1e-6,
        "{found}"
    );
}

/// An export of 1 May to 10 June at 10 a day, and an invoice of 3,000 for June: 100 and 20 of 30 days, as in the ledger.
#[test]
fn media_of_a_sheet_counts_for_days_that_no_export_holds() {
    let may = (1..=31).map(|day| format!("2026-05-{day:02}"));
    let days = may.chain((1..=10).map(|day| format!("2026-06-{day:02}")));
    let rows: String = days.map(|day| format!("Spring,{day},10\n")).collect();
    let spend = format!("Campaign name,Day,Amount spent (EUR)\n{rows}");
    let costs = "period,function,cost_type,amount\n2026-06,paid,media,3000\n";
    let story = Story::new(&[("meta.csv", &spend), ("costs.csv", costs)]);
    story
        .report(". --metrics programme_cost --by cost_type --period 2026-06")
        .prints(&[
            "cost_type,programme_cost,currency,cost_types,margin_given",
            "media,2100,EUR,1,false",
        ]);
}

/// Nothing for an agency is on record, which is not the same as no record: media, tools and agency are three of eight.
#[test]
fn a_cost_of_nothing_is_on_record() {
    let costs = "period,function,cost_type,amount\n2026-01,paid,tools,25\n2026-01,paid,agency,0\n";
    let story = Story::new(&[("meta.csv", META), ("costs.csv", costs)]);
    story
        .report(". --metrics cost_completeness --period 2026-01")
        .prints(&[
            "cost_completeness,currency,cost_types,margin_given",
            "0.375,EUR,3,false",
        ]);
}

/// A ledger takes the same sheet: an agency and tools beside media.
#[test]
fn a_ledger_uses_the_sheet_among_the_inputs() {
    let story = story(&[("costs.csv", COSTS)]);
    let outcome = story.run_words([
        "ledger",
        "--quiet",
        ".",
        "--currency-of",
        "shop.csv=EUR",
        "--format",
        "json",
    ]);
    let ledger: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    let cost = ledger["headline"]["cost"].as_str().unwrap();
    assert!(cost.starts_with("cost: 3 of 8 cost types"), "{cost}");
}

/// 100 euros of January at half a euro the dollar are 200 dollars; 590 dollars of two months stay 590, though the rate of
/// February is another one.
#[test]
fn a_cost_in_the_currency_of_the_report_is_not_converted() {
    let mut rates = String::from("date,from,to,rate\n");
    for day in 1..=31 {
        rates += &format!("2026-01-{day:02},USD,EUR,0.5\n");
    }
    for day in 1..=28 {
        rates += &format!("2026-02-{day:02},USD,EUR,0.8\n");
    }
    let spend = "date,platform,campaign,currency,spend\n2026-01-05,meta,m,EUR,100\n2026-02-05,meta,m,EUR,0\n";
    let project = "[money]\ncurrency = \"EUR\"\nrates = \"rates.csv\"\n\
        [[costs]]\nperiod = \"2026-01..2026-02\"\nfunction = \"paid\"\ncost_type = \"tools\"\namount = 590\ncurrency = \"USD\"\n";
    let story = Story::new(&[
        ("spend.csv", spend),
        ("rates.csv", &rates),
        ("social-roi.toml", project),
    ]);
    let out = story.report("spend.csv --currency USD --metrics full_cost,programme_cost --totals");
    let total = out.out.lines().last().unwrap_or(&out.said);
    assert!(total.starts_with("total,790,790,USD,"), "{total}");
}
