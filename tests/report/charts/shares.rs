//! Shares of a sum: by month, by group, and how few rows take most of it.

use super::{CLICKS, shop};
use crate::{Story, lines};

/// 60 and 90 spent on A, 40 and −10 (a credit) on B, nothing on C.
const CREDIT: &str = "date,platform,campaign,spend\n\
    2026-01-05,meta,A,60\n\
    2026-01-06,tiktok,B,40\n\
    2026-02-05,meta,A,90\n\
    2026-02-06,tiktok,B,-10\n\
    2026-02-07,x,C,0\n";

/// 361 of 410 and 49 of 410; in February nothing but the campaign.
#[test]
fn shares_are_those_of_each_month() {
    shop().chart("mix --metrics revenue --format csv").plots(&[
        "channel,month,revenue,revenue_share",
        "Paid Social,2026-01,361,0.8804878049",
        "Paid Social,2026-02,150,1",
        "Email,2026-01,49,0.1195121951",
        "Email,2026-02,,",
    ]);
}

#[test]
fn credits_are_no_part_of_a_whole() {
    let story = Story::new(&[("spend.csv", CREDIT)]);
    story.chart("mix --format csv").plots(&[
        "platform,month,spend,spend_share",
        "meta,2026-01,60,0.6",
        "meta,2026-02,90,1",
        "tiktok,2026-01,40,0.4",
        "tiktok,2026-02,-10,",
        "x,2026-01,,",
        "x,2026-02,0,0",
    ]);
    let chart = story.chart("mix");
    chart.headed("Meta: from 60.0% to 100% of spend");
    chart.mentions("not drawn: tiktok 2026-02 (-10): credits are no part of a whole");
}

/// Seven platforms of which the five largest stand alone: 7, 6, 5, 4, 3 and 2 + 1 of 28.
#[test]
fn the_smallest_groups_are_summed_up_exactly() {
    let mut file = "date,platform,campaign,spend\n".to_owned();
    for at in 1..=7 {
        file += &format!("2026-01-05,p{at},A,{at}\n");
    }
    let story = Story::new(&[("spend.csv", &file)]);
    story.chart("mix --format csv").plots(&[
        "platform,month,spend,spend_share",
        "p7,2026-01,7,0.25",
        "p6,2026-01,6,0.2142857143",
        "p5,2026-01,5,0.1785714286",
        "p4,2026-01,4,0.1428571429",
        "p3,2026-01,3,0.1071428571",
        "(other) 2,2026-01,3,0.1071428571",
    ]);
}

/// 150 of 180.50, then all.
#[test]
fn few_rows_take_most_of_a_sum() {
    let story = shop();
    story.chart("pareto --format csv").plots(&[
        "campaign,spend,spend_share,spend_cumulative",
        "Spring,150,0.8310249307,0.8310249307",
        "Autumn,30.5,0.1689750693,1",
    ]);
    story.chart("pareto").headed("Spring takes 83.1% of spend");
    let story = Story::new(&[("spend.csv", CREDIT)]);
    let chart = story.chart("pareto --by platform");
    chart.headed("Meta takes 83.3% of spend");
    chart.mentions("not drawn: 1 with a spend of 0");
}

/// Thirty campaigns of 1 each: 24 take 80 %, 22 stand alone beside the rest.
#[test]
fn a_long_tail_is_counted_in_the_headline_and_summed_up_in_the_chart() {
    let mut file = "date,platform,campaign,spend\n".to_owned();
    for at in 1..=30 {
        file += &format!("2026-01-05,meta,c{at:02},1\n");
    }
    let story = Story::new(&[("spend.csv", &file)]);
    story.chart("pareto").headed("24 of 30 take 80.0% of spend");
    let figures = story.chart("pareto --format csv").out;
    let rows: Vec<&str> = figures.lines().skip(1).collect();
    assert_eq!(rows.len(), 24);
    assert!(
        rows[23].starts_with("(other) 7,7,0.2333333333,1,"),
        "{}",
        rows[23]
    );
}

/// 60 : 40 and 90 : 30 of 27 columns.
#[test]
fn shares_are_drawn_on_a_terminal() {
    let story = Story::new(&[(
        "spend.csv",
        "date,platform,campaign,spend\n\
        2026-01-05,meta,A,60\n\
        2026-01-05,tiktok,B,40\n\
        2026-02-05,meta,A,90\n\
        2026-02-05,tiktok,B,30\n",
    )]);
    let (out, said) = story.typed("mix --currency-of *=EUR", 40);
    assert_eq!(said, "");
    assert_eq!(
        out,
        lines(&[
            "Meta: from 60.0 % to 75.0 % of spend",
            "Shares of spend by platform, month by",
            "month, with sums",
            "",
            "██ Meta 75.0 %   ▒▒ TikTok 25.0 %",
            "",
            "Jan 2026 ████████████████▒▒▒▒▒▒▒▒▒▒▒ 100",
            "Feb 2026 ████████████████████▒▒▒▒▒▒▒ 120",
            "",
            "5 Jan – 5 Feb 2026 · EUR",
        ])
    );
}

#[test]
fn other_charts_show_their_figures_on_a_terminal_and_say_how_they_are_drawn() {
    let story = Story::new(&[("spend.csv", CLICKS)]);
    let (out, said) = story.typed("pareto --currency-of *=EUR", 80);
    assert_eq!(
        said,
        "note: these are the figures of chart pareto; `-o chart.svg` draws it (or .png, .pdf)\n"
    );
    assert!(
        out.starts_with("campaign   spend  spend share  spend cumulative\n"),
        "{out}"
    );
}
