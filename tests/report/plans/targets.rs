//! Budgets and targets beside the figures they are for.

use super::{CONSTANTS, story};
use crate::{META, Story};

/// The catalogue's example: 6,200 of 20,000 after 9 of 30 days is 1.0333; a platform's budget does not add to the whole's.
#[test]
fn pace_is_spend_to_date_over_what_was_planned_until_then() {
    let spend =
        "Campaign name,Day,Amount spent (EUR)\nSpring,2026-06-01,3000\nSpring,2026-06-09,3200\n";
    let budget = "period,scope,planned\n2026-06,platform=meta,20000\n";
    let story = Story::new(&[("meta.csv", spend), ("budget.csv", budget)]);
    let report = |more: &str| story.report(&format!(". --metrics pace,planned_spend {more}"));
    report("").prints(&[
        "platform,pacing_index,planned_spend,currency,cost_types,margin_given",
        "meta,1.0333333333,20000,EUR,1,false",
    ]);
    let both = format!("{budget}2026-06,,30000\n");
    std::fs::write(story.path("budget.csv"), both).unwrap();
    let outcome = report("--format json --totals");
    let rows: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    let total = rows.as_array().unwrap().last().unwrap();
    assert_eq!(
        total["pacing_index_status"], "mixed_basis",
        "{}",
        outcome.out
    );
}

/// On weekdays alone: 1 to 9 June 2026 (a Monday to the Tuesday after) has 7 of June's 22 weekdays.
#[test]
fn a_curve_of_weekdays_plans_no_weekend() {
    let spend =
        "Campaign name,Day,Amount spent (EUR)\nSpring,2026-06-01,70\nSpring,2026-06-09,70\n";
    let budget = "period,planned,daily_curve\n2026-06,220,weekdays\n";
    let story = Story::new(&[("meta.csv", spend), ("budget.csv", budget)]);
    story.report(". --metrics pace").prints(&[
        "pacing_index,currency,cost_types,margin_given",
        "2,EUR,1,false",
    ]);
}

/// Spend per claimed purchase: 180.50 / 6; half of it would do: 15 / 30.0833 = 0.4986. Return in January: 361 / 130.50
/// = 2.7663 of 2.
#[test]
fn targets_stand_against_their_figures() {
    let targets = "metric,scope,period,value\ncpa,,2026-Q1,15\nroas,platform=meta,2026-01,2\n";
    let story = story(&[("targets.csv", targets)]);
    let what = ". --currency-of shop.csv=EUR --metrics attain,goals_met,goals_met_share --by metric --totals";
    let tail = "EUR,1,false,1.000000,0.912500";
    story.report(what).prints(&[
        &format!("metric,target_attainment,goals_met,goals_met_share,{CONSTANTS}"),
        &format!("roas,1.3831417625,1,1,{tail}"),
        &format!("cpa,0.4986149584,0,0,{tail}"),
        &format!("total,,1,0.5,{tail}"),
    ]);
}

/// 100 over 10 purchases are 10 EUR each; the target of 10 USD is one of 8 EUR, of which 80 % is met. Without a rate
/// nothing is. `check` says the same.
#[test]
fn a_target_in_another_currency_is_converted() {
    let meta = "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks,Purchases\n\
        Spring,2026-01-15,100,10000,200,10\n";
    let project = "[money]\ncurrency = \"EUR\"\n[[targets]]\nmetric = \"cpa\"\nperiod = \"2026-01\"\nvalue = 10\n\
        currency = \"USD\"\nsource = \"plan\"\nowner = \"Ada\"\n";
    let rates: String = (1..=31)
        .map(|day| format!("2026-01-{day:02},USD,EUR,0.8\n"))
        .collect();
    let story = Story::new(&[
        ("meta.csv", meta),
        ("social-roi.toml", project),
        ("rates.csv", &format!("date,from,to,rate\n{rates}")),
    ]);
    let what = "meta.csv --metrics target_attainment,goals_met --totals";
    story
        .report(&format!("{what} --by metric --rates rates.csv"))
        .prints(&[
            "metric,target_attainment,goals_met,currency,cost_types,margin_given",
            "cpa,0.8,0,EUR,1,false",
            "total,0.8,0,EUR,1,false",
        ]);
    let check = story.run("check --quiet meta.csv --rates rates.csv");
    let found = "10.00 EUR, 80.0 % of the target";
    assert!(check.out.contains(found), "{}", check.out);
    let without = story.report(&format!("{what} --by metric --format markdown"));
    let why = "is left out: there is no rate from USD to EUR";
    assert!(without.out.contains(why), "{}", without.out);
    assert!(without.out.contains("| cpa       |"), "{}", without.out);
}

/// Autumn cost 30.50 without a purchase. With a target of 15 that is beyond twice as much; with one of 16 it is not;
/// ads for awareness are exempt; without a target nothing can be said.
#[test]
fn spend_without_outcome_needs_a_target() {
    let meta = META.replace("3000,61,,", "3000,61,0,0");
    let of = |targets: Option<&str>, meta: &str| {
        let story = Story::new(&[("meta.csv", meta)]);
        if let Some(value) = targets {
            let text = format!("metric,period,value\ncpa,2026,{value}\n");
            std::fs::write(story.path("targets.csv"), text).unwrap();
        }
        let outcome = story.report(". --metrics waste,waste_share");
        outcome.out.lines().nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!(of(Some("15"), &meta), "meta,30.5,0.1689750693,EUR,1,false");
    assert_eq!(of(Some("16"), &meta), "meta,0,0,EUR,1,false");
    let aware: String = meta
        .lines()
        .enumerate()
        .map(|(at, line)| match at {
            0 => format!("{line},Objective\n"),
            _ => format!("{line},OUTCOME_AWARENESS\n"),
        })
        .collect();
    assert_eq!(of(Some("15"), &aware), "meta,0,0,EUR,1,false");
    let without = of(None, &meta);
    assert!(
        without.is_empty() || without == "meta,,,EUR,1,false",
        "{without}"
    );
}
