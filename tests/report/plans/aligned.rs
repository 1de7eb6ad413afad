//! Hours, what they cost, and what serves a goal.

use super::{CONSTANTS, story};
use crate::{META, Story};

/// The catalogue's example: 42,000 × 1.28 / 1,800 = 29.87 per hour; at 85 % utilisation 35.14.
#[test]
fn hours_cost_their_roles_loaded_rate() {
    let project = "[[roles]]\nrole = \"community manager\"\nannual_pay = 42000\non_cost = 0.28\npaid_hours = 1800\n\
        [[roles]]\nrole = \"editor\"\nannual_pay = 42000\non_cost = 0.28\npaid_hours = 1800\nutilisation = 0.85\n";
    let labour = "period,function,role,hours\n2026-01,organic,community manager,10\n2026-02,organic,editor,10\n";
    let story = Story::new(&[
        ("meta.csv", META),
        ("social-roi.toml", project),
        ("labour.csv", labour),
    ]);
    let outcome = story.report(". --metrics mean_loaded_rate --by month");
    let found: Vec<f64> = outcome
        .out
        .lines()
        .skip(1)
        .map(|line| line.split(',').nth(1).unwrap().parse().unwrap())
        .collect();
    for (figure, expected) in found.iter().zip([29.8667, 35.1373]) {
        assert!(
            (figure - expected).abs() < 1e-3,
            "{}{}",
            outcome.out,
            outcome.said
        );
    }
    assert_eq!(found.len(), 2);
}

/// A goal in the mapping: 150 of 180.50 is spent on Spring. Joined: both campaigns have orders, 511 of 560 is joined.
#[test]
fn spend_is_aligned_where_its_campaign_has_a_goal() {
    let project = "[[mapping]]\ncampaign = \"Spring*\"\ngoal = \"new customers\"\n";
    let story = story(&[("social-roi.toml", project)]);
    story
        .report(". --currency-of shop.csv=EUR --metrics align_spend,join_r,joined_revenue_share --totals --where platform=meta")
        .prints(&[
            &format!("platform,aligned_spend_share,joined_spend_share,joined_revenue_share,{CONSTANTS}"),
            "meta,0.8310249307,1,1,EUR,1,false,1.000000,0.912500",
            "total,0.8310249307,1,1,EUR,1,false,1.000000,0.912500",
        ]);
}

/// 6 of 10 hours in January and 2 of 10 in February name a goal: 8 / 20.
#[test]
fn hours_are_aligned_where_their_row_names_a_goal() {
    let labour = "period,function,hours,loaded_rate,goal\n\
        2026-01,organic,6,20,more applications\n\
        2026-01,organic,4,20,\n\
        2026-02,paid,2,20,sales\n\
        2026-02,paid,8,20,\n";
    let told = |labour: &str, words: &str| {
        let story = Story::new(&[("meta.csv", META), ("labour.csv", labour)]);
        let line = format!(". --metrics align_hours {words}");
        let outcome = story.report(&line);
        assert_eq!(outcome.code, Some(0), "{}", outcome.said);
        outcome.out
    };
    let share = |out: String| -> Vec<String> {
        let rows = out.lines().skip(1);
        rows.map(|row| row.split(",EUR").next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(share(told(labour, "")), ["0.4"]);
    assert_eq!(
        share(told(labour, "--by month")),
        ["2026-01,0.6", "2026-02,0.2"]
    );
    let untagged = "period,function,hours,loaded_rate\n2026-01,organic,6,20\n";
    let table = told(untagged, "--totals --format table --width 200");
    assert!(
        table.contains("note: aligned_hour_share: no row of hours names a `goal`"),
        "{table}"
    );
}
