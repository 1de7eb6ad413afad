//! Months in a row: tiles, trends, and small lines of them on a terminal.

use super::shop;
use crate::{Story, lines};

/// 2 a day are 62, then 3 a day 84; of the third month six days are there.
#[test]
fn tiles_tell_the_change_of_whole_months_only() {
    let mut whole = "date,platform,campaign,spend\n".to_owned();
    for (month, days, spend) in [(1, 31, 2), (2, 28, 3)] {
        for day in 1..=days {
            whole += &format!("2026-{month:02}-{day:02},meta,A,{spend}\n");
        }
    }
    let story = Story::new(&[("spend.csv", &whole)]);
    story
        .chart("sparkline --metrics spend --format csv")
        .plots(&[
            "month,spend,spend_change_pct,spend_verdict",
            "2026-01,62,,",
            "2026-02,84,35.4838709677,",
        ]);
    for day in 1..=6 {
        whole += &format!("2026-03-{day:02},meta,A,5\n");
    }
    let story = Story::new(&[("spend.csv", &whole)]);
    story
        .chart("sparkline --metrics spend --format csv")
        .plots(&[
            "month,spend,spend_change_pct,spend_verdict",
            "2026-01,62,,",
            "2026-02,84,35.4838709677,",
            "2026-03,30,,",
        ]);
    story
        .chart("sparkline --metrics spend")
        .mentions("no change from or to 2026-03: the files hold no ads of meta of 7–31 Mar 2026");
}

#[test]
fn a_trend_has_the_period_before_behind_it() {
    shop()
        .chart("trend --period 2026-02 --compare previous --format csv")
        .plots(&[
            "platform,month,spend,spend_previous",
            "meta,2026-02,50,130.5",
        ]);
}

#[test]
fn what_is_compared_stands_beside_the_month_it_belongs_to() {
    // Nothing is on record before February of the year before, and nothing of January 2027.
    let spend = "date,platform,campaign,spend\n2026-02-05,meta,A,60\n2026-03-05,meta,A,90\n2027-03-05,meta,A,40\n";
    Story::new(&[("spend.csv", spend)])
        .chart("trend --period 2027-Q1 --compare year --currency-of *=EUR --format csv")
        .plots(&[
            "platform,month,spend,spend_previous",
            "meta,2027-01,,",
            "meta,2027-02,,60",
            "meta,2027-03,40,90",
        ]);
}

/// 80 of 100 are 26 of 32 eighths, 40 are 13, 10 are 3; −20 of −50 is half of two lines; a month without a row is blank.
#[test]
fn months_are_drawn_on_a_terminal() {
    let story = Story::new(&[(
        "spend.csv",
        "date,platform,campaign,spend\n\
        2026-01-05,meta,A,80\n\
        2026-03-05,meta,A,40\n\
        2026-01-06,tiktok,B,0\n\
        2026-02-06,tiktok,B,-20\n\
        2026-03-07,tiktok,B,10\n",
    )]);
    let (out, said) = story.typed("trend --currency-of *=EUR", 40);
    assert!(
        said.ends_with("1 rows have negative spend (credits); they are counted\n"),
        "{said}"
    );
    assert_eq!(
        out,
        lines(&[
            "Spend by month",
            "A panel per platform",
            "",
            "Meta                         40.00 EUR",
            "100 EUR ▂▂▂▂▂▂▂▂▂",
            "        █████████",
            "        █████████           ▅▅▅▅▅▅▅▅▅",
            "        █████████           █████████",
            "      0 ──────────────────────────────",
            "",
            "-50 EUR",
            "",
            "TikTok                       10.00 EUR",
            "100 EUR",
            "",
            "",
            "        ▁▁▁▁▁▁▁▁▁           ▃▃▃▃▃▃▃▃▃",
            "      0 ──────────────────────────────",
            "                  █████████",
            "-50 EUR",
            "        Jan 2026  Feb 2026  Mar 2026",
            "",
            "5 Jan – 7 Mar 2026 · EUR",
        ])
    );
}
