//! Spend against the revenue that it brought.

use super::shop;
use crate::{META, SHOP, Story, lines};

#[test]
fn spend_stands_against_the_revenue_that_joins_it() {
    let story = shop();
    let chart = story.chart("spend-return");
    chart.headed("All 2 return their media spend");
    story.chart("spend-return --format csv").plots(&[
        "campaign,spend,revenue_joined,value,orders_joined",
        "Spring,150,450,450,4",
        "Autumn,30.5,61,61,1",
    ]);
}

/// 450 × 0.4 = 180 of value on 150 of spend; 61 × 0.4 = 24.4 on 30.5.
#[test]
fn a_margin_moves_the_break_even_line() {
    let story = shop();
    let figures = story.chart("spend-return --margin 0.4 --format csv");
    figures.plots(&[
        "campaign,spend,revenue_joined,value,orders_joined",
        "Spring,150,450,180,4",
        "Autumn,30.5,61,24.4,1",
    ]);
    assert!(
        figures
            .out
            .lines()
            .all(|line| line.ends_with(",margin") || line.ends_with(",0.400000"))
    );
    let chart = story.chart("spend-return --margin 0.4");
    chart.headed("1 of 2 earn less margin than their media spend");
}

#[test]
fn spend_without_an_outcome_is_drawn_and_other_platforms_are_named() {
    let google =
        "date,platform,campaign,spend\n2026-01-05,meta,Winter,20\n2026-01-05,tiktok,Test,5\n";
    let story = Story::new(&[("a.csv", META), ("b.csv", SHOP), ("c.csv", google)]);
    story.chart("spend-return --format csv").plots(&[
        "campaign,spend,revenue_joined,value,orders_joined",
        "Spring,150,450,450,4",
        "Autumn,30.5,61,61,1",
        "Winter,20,0,0,0",
    ]);
    let chart = story.chart("spend-return");
    chart.headed("1 of 3 return less than their media spend");
    chart.mentions("further notes");
    let table = story.chart("spend-return --format table --width 200");
    table.mentions("not drawn: Test: the files given do not hold what this needs");
}

/// 180 / 150 − 1 = 20 % and 24.4 / 30.5 − 1 = −20 %: seven columns each.
#[test]
fn returns_are_drawn_on_a_terminal() {
    let (out, _) = shop().typed("roi --by campaign --margin 0.4", 50);
    assert_eq!(
        out,
        lines(&[
            "Spring returns most: 20.0 %; Autumn least: -20.0 %",
            "Return on investment by campaign: (value − cost) /",
            "cost",
            "",
            "                 break-even                  spend",
            "Spring                │███████ +20.0 %  150.00 EUR",
            "Autumn -20.0 % ███████│                  30.50 EUR",
            "",
            "5 Jan – 6 Feb 2026 · EUR",
            "note: not drawn: (no match): no campaign with",
            "      spend goes with it",
            "note: roas and roi: joined revenue over the spend",
            "      of platforms that occur in the outcomes;",
            "      credited, not caused",
            "note: margin 0.4: value is revenue × margin",
            "note: cost: media only (1 of 8 cost types)",
            "note: join by campaign name: 91.2 % of revenue",
            "      (511.00 of 560.00); 100.0 % of spend has",
            "      outcomes",
            "note: 1 UTM campaign matches no spend and stands",
            "      under (no match): `january` 49.00",
        ])
    );
}

/// 450 / 150 − 1 = 200 % and 61 / 30.5 − 1 = 100 %. No order names the vacancy that 20 were spent on, and none could.
#[test]
fn what_is_not_to_sell_is_not_the_worst() {
    let ads = format!("{META}Jobs,2026-01-12,20.00,1000,10,,\n");
    let story = Story::new(&[("meta.csv", &ads), ("shop.csv", SHOP)]);
    let drawn = |story: &Story, kind: &str| {
        story.run(&format!(
            "chart {kind} --by campaign --quiet --currency EUR meta.csv shop.csv"
        ))
    };
    drawn(&story, "roi --format svg").headed("Spring returns most: 200%; Jobs least: -100%");
    drawn(&story, "spend-return --format svg").headed("1 of 3 return less than their media spend");
    for function in ["recruiting", "brand"] {
        let rule = format!("[[mapping]]\ncampaign = \"Jobs\"\nfunction = \"{function}\"\n");
        story.write("social-roi.toml", rule);
        drawn(&story, "roi --format svg").headed("Spring returns most: 200%; Autumn least: 100%");
        let told = "note: not drawn: Jobs: not to sell, by function, goal or objective, and no order names it";
        drawn(&story, "roi --format table").mentions(told);
        drawn(&story, "spend-return --format svg").headed("All 2 return their media spend");
    }
    // An order that names it shows what it returns: 5 / 20 − 1 = −75 %.
    let rule = "[[mapping]]\ncampaign = \"Jobs\"\nfunction = \"brand\"\n";
    story.write("social-roi.toml", rule);
    let shop = format!("{SHOP}2026-01-13,facebook,paid_social,Jobs,1,5\n");
    story.write("shop.csv", shop);
    drawn(&story, "roi --format svg").headed("Spring returns most: 200%; Jobs least: -75.0%");
}
