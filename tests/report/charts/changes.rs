//! One period beside another.

use super::{CLICKS, shop};
use crate::{SHOP, Story};

/// Spend 50 after 130.50: −80.5 / 130.5; orders 1 after 5, too few for per cent, and so is an aov over them; ctr
/// 100 / 5,000 after 261 / 13,000.
#[test]
fn periods_are_compared_in_the_unit_of_each_metric() {
    let story = shop();
    story
        .chart("compare --period 2026-02 --metrics ctr,spend,orders,aov --format csv")
        .plots(&[
            "metric,unit,now,previous,change,change_pct,change_pp,verdict",
            "spend,EUR,50,130.5,-80.5,-61.6858237548,,",
            "orders,,1,5,-4,,,",
            "aov,EUR,150,82,68,,,",
            "ctr,%,2,2.0076923077,-0.0076923077,,-0.0076923077,",
        ]);
    let chart = story.chart("compare --period 2026-02 --metrics ctr,spend,orders,aov");
    chart.headed("Spend changed most: -61.7%");
    chart.mentions("1–28 Feb 2026 vs 1–31 Jan 2026 (full months)");
    chart.mentions("5 → 1");
}

#[test]
fn a_small_base_is_told_in_counts() {
    let story = Story::new(&[("spend.csv", CLICKS)]);
    let words = "compare --by campaign --metrics clicks --period 2026-02";
    story.chart(&format!("{words} --format csv")).plots(&[
        "campaign,clicks,clicks_previous,clicks_change,clicks_change_pct,clicks_verdict",
        "D,150,100,50,50,better",
        "B,203,200,3,1.5,",
        "A,7,3,4,,",
        "C,7,0,7,,",
    ]);
    let chart = story.chart(words);
    chart.headed("Better: D +50.0%");
    chart.mentions("3 → 7");
    chart.mentions("0 → 7");
    chart.mentions("▲ +50.0%");
}

/// Ads by campaign and month, a row of spend each.
fn spend(rows: &[(&str, [f64; 2])]) -> String {
    let mut file = "date,platform,campaign,spend\n".to_owned();
    for (campaign, months) in rows {
        for (month, spend) in ["01", "02"].iter().zip(months) {
            if *spend > 0.0 {
                file += &format!("2026-{month}-05,meta,{campaign},{spend}\n");
            }
        }
    }
    file
}

/// D returns 90 on 10 and E loses 4 of 5: neither may hide among the others, which return 329 of 270.
#[test]
fn the_best_and_the_worst_return_are_drawn_however_little_was_spent() {
    let rows = [
        ("A", 100.0),
        ("B", 90.0),
        ("C", 80.0),
        ("D", 10.0),
        ("E", 5.0),
    ];
    let file = spend(&rows.map(|(name, spend)| (name, [spend, 0.0])));
    let mut shop = SHOP.lines().next().unwrap().to_owned();
    for (campaign, sales) in [("A", 110), ("B", 99), ("C", 120), ("D", 100), ("E", 1)] {
        shop += &format!("\n2026-01-06,facebook,paid_social,{campaign},1,{sales}");
    }
    let story = Story::new(&[("meta.csv", &file), ("shop.csv", &shop)]);
    story
        .chart("roi --by campaign --top 3 --format csv")
        .plots(&[
            "campaign,spend,roi",
            "D,10,9",
            "(other) 3,270,0.2185185185",
            "E,5,-0.8",
        ]);
    let chart = story.chart("roi --by campaign --top 3");
    chart.headed("D returns most: 900%; E least: -80.0%");
    chart.mentions("2 of 5 drawn");
}

/// C doubles and E is new: C is named and drawn, E is no part of the change of the others.
#[test]
fn the_largest_change_is_drawn_and_what_is_new_changes_no_sum_of_the_others() {
    let file = spend(&[
        ("A", [100.0, 110.0]),
        ("B", [90.0, 99.0]),
        ("C", [10.0, 20.0]),
        ("D", [80.0, 88.0]),
        ("E", [0.0, 50.0]),
    ]);
    let story = Story::new(&[("meta.csv", &file)]);
    let words = "compare --by campaign --period 2026-02 --top 3";
    story.chart(&format!("{words} --format csv")).plots(&[
        "campaign,spend,spend_previous,spend_change,spend_change_pct,spend_verdict",
        "C,20,10,10,100,",
        "(other) 2,187,170,17,10,",
        "A,110,100,10,10,",
    ]);
    let chart = story.chart(words);
    chart.headed("C changed most of those in both periods: +100.0%");
    chart.mentions("not drawn: E: new: it was zero before");
}

/// Orders and a rate have no unit in Latin letters; money has.
#[test]
fn in_persian_every_change_reads_from_the_right() {
    let story = shop();
    let chart = story.chart("compare --period 2026-02 --metrics spend,orders,ctr --lang fa");
    let mut shown = String::new();
    for piece in chart.out.split('<') {
        shown += piece.split_once('>').map_or("", |(_, text)| text);
    }
    for (before, now) in [
        ("۱۳۰٫۵۰\u{2069}", "۵۰٫۰۰\u{2069}\u{a0}EUR"),
        ("۵\u{2069}", "۱\u{2069}"),
        ("۲٫۰۱٪\u{2069}", "۲٫۰۰٪\u{2069}"),
    ] {
        let whole = format!("\u{2067}\u{2066}{before} ← \u{2066}{now}\u{2069}");
        assert!(shown.contains(&whole), "{whole} in {shown}");
    }
}

#[test]
fn changes_are_drawn_on_a_terminal_with_the_decimals_of_each_metric() {
    let words = "compare --period 2026-02 --metrics ctr,spend,orders,aov";
    let (out, _) = shop().typed(words, 60);
    let drawn: Vec<&str> = out.lines().take(8).collect();
    assert_eq!(
        drawn,
        [
            "Spend changed most: -61.7 %",
            "1–28 Feb 2026 vs 1–31 Jan 2026 (full months)",
            "",
            "spend   ▼ -61.7 % ██████████████████│",
            "orders                              │5 → 1",
            "aov                                 │82.00 EUR → 150.00 EUR",
            "in percentage points, on a scale of its own:",
            "ctr                     ▼ -0.01 pp ▐│",
        ]
    );
}

#[test]
fn colours_of_changes_are_told_and_counts_have_neither_currency_nor_decimals() {
    let ads = "date,platform,campaign,spend,clicks\n2026-01-05,meta,A,100,200\n2026-02-05,meta,A,50,150\n";
    let story = Story::new(&[("ads.csv", ads)]);
    let words = "compare --period 2026-02 --metrics";
    let all = story.chart(&format!("{words} cpc,clicks,spend --lang de"));
    for word in [">besser<", ">schlechter<", ">ohne Wertung<"] {
        all.mentions(word);
    }
    let one = story.chart(&format!("{words} cpc"));
    one.mentions(">better<");
    assert!(!one.out.contains(">worse<"), "{}", one.out);
    let story = shop();
    let counts = story.chart("mix --by channel --metrics orders");
    counts.mentions(">5<");
    assert!(!counts.out.contains("EUR"), "{}", counts.out);
    let money = story.chart("mix --by channel --metrics revenue");
    money.mentions(" · EUR<");
}
