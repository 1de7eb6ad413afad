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
        &["error: nothing to report: no row passes the conditions on campaign, platform in --where"],
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
