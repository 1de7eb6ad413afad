//! Which rows and metrics, in which order.

use super::{META, Story};

const HEADER: &str = "campaign,spend,currency,cost_types,margin_given";
const SPRING: &str = "Spring,150,EUR,1,false";
const AUTUMN: &str = "Autumn,30.5,EUR,1,false";

fn report(options: &str, expected: &[&str]) {
    let story = Story::new(&[("meta.csv", META)]);
    let outcome = story.report(&format!("meta.csv --by campaign --metrics spend {options}"));
    outcome.prints(&[&[HEADER], expected].concat());
}

#[test]
fn where_keeps_rows_by_text_or_pattern() {
    report("", &[SPRING, AUTUMN]);
    report("--where campaign=Spring", &[SPRING]);
    report("--where campaign!=Spring", &[AUTUMN]);
    report("--where campaign=~^A", &[AUTUMN]);
    report("--where campaign!~^A", &[SPRING]);
    report("--where campaign=Spring --where platform=meta", &[SPRING]);
    let story = Story::new(&[("meta.csv", META)]);
    story.report("meta.csv --where campaign=Spring --where platform=x").is(
        1,
        &["error: nothing to report: no row passes the conditions on campaign, platform in --where; platform is one of meta"],
        &[],
    );
    report("--where month=2026-02", &["Spring,50,EUR,1,false"]);
}

#[test]
fn sort_puts_the_largest_first_and_turns_round_with_a_hyphen() {
    report("--sort spend", &[SPRING, AUTUMN]);
    report("--sort -spend", &[AUTUMN, SPRING]);
    report("--sort campaign", &[AUTUMN, SPRING]);
    report("--sort -campaign", &[SPRING, AUTUMN]);
}

#[test]
fn top_cuts_rows_but_not_the_total() {
    report("--top 1", &[SPRING]);
    report("--top 1 --totals", &[SPRING, "total,180.5,EUR,1,false"]);
    report("--top 2", &[SPRING, AUTUMN]);
}

#[test]
fn metrics_come_in_the_order_they_are_named() {
    let story = Story::new(&[("meta.csv", META)]);
    story
        .report("meta.csv --by month,campaign --metrics clicks,spend")
        .prints(&[
            "month,campaign,clicks,spend,currency,cost_types,margin_given",
            "2026-01,Autumn,61,30.5,EUR,1,false",
            "2026-01,Spring,200,100,EUR,1,false",
            "2026-02,Spring,100,50,EUR,1,false",
        ]);
}

#[test]
fn wrong_names_are_wrong_usage_with_the_nearest_right_ones() {
    let story = Story::new(&[("meta.csv", META)]);
    for (options, said) in [
        (
            "--metrics spnd",
            [
                "error: unknown metric `spnd`",
                "hint: did you mean `spend`?",
            ],
        ),
        (
            "--by campain",
            [
                "error: unknown key `campain`",
                "hint: did you mean `campaign`, `campaign_id`?",
            ],
        ),
        (
            "--sort spnd --metrics spend",
            [
                "error: unknown column in --sort: `spnd`",
                "hint: did you mean `spend`?",
            ],
        ),
    ] {
        story.report(&format!("meta.csv {options}")).fails(2, &said);
    }
    story.report("meta.csv --where campaign").fails(
        2,
        &["error: --where campaign: expected KEY=VALUE, KEY!=VALUE, KEY=~REGEX or KEY!~REGEX"],
    );
    let outcome = story.report("meta.csv --where campain=Spring");
    assert!(
        outcome.said.contains("`campain`") && outcome.said.contains("`campaign`"),
        "{}",
        outcome.said
    );
    assert_eq!((outcome.out.as_str(), outcome.code), ("", Some(2)));
}

#[test]
fn a_condition_that_nothing_meets_names_what_was_meant() {
    let story = Story::new(&[("meta.csv", META)]);
    let start = "error: nothing to report: no row passes the conditions on";
    for (condition, said) in [
        (
            "platform=metta",
            "platform in --where; no platform is `metta`, did you mean `meta`?",
        ),
        (
            "campaign=~^Winter",
            "campaign in --where; campaign is one of Autumn, Spring",
        ),
        (
            "month=2025-01",
            "month in --where; no month is `2025-01`, did you mean `2026-01`?",
        ),
    ] {
        story
            .report(&format!("meta.csv --where {condition}"))
            .fails(1, &[&format!("{start} {said}")]);
    }
}

#[test]
fn names_that_nothing_is_near_say_where_all_of_them_stand() {
    let story = Story::new(&[("meta.csv", META)]);
    let keys = "hint: `social-roi help report` names all keys: platform, channel, campaign, month and others";
    for (options, error, hint) in [
        ("--where foo=1", "error: unknown key `foo`", keys),
        ("--by post", "error: unknown key `post`", keys),
        (
            "--metrics sessions",
            "error: unknown metric `sessions`",
            "hint: `social-roi metrics` lists all",
        ),
    ] {
        let said = [error, hint];
        story.report(&format!("meta.csv {options}")).fails(2, &said);
    }
    let of_metric = "no such file or folder; `social-roi explain NAME` tells of one metric";
    for (word, near) in [("customer", "customers, clv"), ("roass", "roas, ")] {
        let outcome = story.run(&format!("metrics {word}"));
        let start = format!("error: {word}: {of_metric}; near are {near}");
        assert!(outcome.said.starts_with(&start), "{}", outcome.said);
        assert_eq!(outcome.code, Some(2));
    }
}
