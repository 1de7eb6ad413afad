//! Days that are missing between exports, and platforms that end before the others.

use super::{Story, days, january, orders};

#[test]
fn days_without_a_row_between_rows_are_missing() {
    let gap = days("Spring", (1..=31).filter(|day| ![9, 10, 20].contains(day)));
    let story = Story::new(&[("exports/meta.csv", &gap)]);
    assert_eq!(
        story.finding("missing-days", "exports"),
        [
            "warning",
            "exports/meta.csv",
            "ads of meta: no row on 9–10 Jan 2026, 20 Jan 2026 (3 days)"
        ]
    );
    assert_eq!(
        story.finding("missing-days", "exports --period 2026-01-15..2026-01-31")[2],
        "ads of meta: no row on 20 Jan 2026 (1 day)"
    );
    let whole = Story::new(&[("exports/meta.csv", &january("Spring"))]);
    assert!(whole.findings("missing-days", "exports").is_empty());
}

#[test]
fn ads_that_ran_on_few_days_miss_none_and_orders_only_whole_months() {
    let few = days("Spring", [1, 15, 30].into_iter());
    let story = Story::new(&[("exports/meta.csv", &few)]);
    assert!(story.findings("missing-days", "exports").is_empty());
    let shop = |months: &[&str]| {
        let mut text = "Day,Order UTM source,Order UTM campaign,Orders,Net sales\n".to_owned();
        for month in months {
            text.push_str(&format!("{month}-10,facebook,Spring,1,10\n"));
        }
        text
    };
    let story = Story::new(&[(
        "exports/shop.csv",
        &shop(&["2026-01", "2026-02", "2026-04"]),
    )]);
    assert_eq!(
        story.finding("missing-days", "exports"),
        [
            "warning",
            "exports/shop.csv",
            "orders: no row on 1–31 Mar 2026 (31 days)"
        ]
    );
    let story = Story::new(&[(
        "exports/shop.csv",
        &shop(&["2026-01", "2026-02", "2026-03"]),
    )]);
    assert!(story.findings("missing-days", "exports").is_empty());
}

#[test]
fn exports_that_end_before_the_others_are_named() {
    let tiktok = "Campaign name,By Day,Cost,Currency,Impressions,Clicks (destination)\n".to_owned()
        + &(1..=20)
            .map(|day| format!("Spring,2026-01-{day:02},5.00,EUR,100,2\n"))
            .collect::<String>();
    let story = Story::new(&[
        ("exports/meta.csv", &january("Spring")),
        ("exports/tiktok.csv", &tiktok),
        ("exports/shop.csv", &orders("Spring", 90, 10)),
    ]);
    assert_eq!(
        story.finding("early-end", "exports"),
        [
            "warning",
            "exports/tiktok.csv",
            "ads of tiktok end on 2026-01-20, 11 days before 2026-01-31"
        ]
    );
    // Of a period that ends before, nothing is missing; of one that goes on, only what is over is due.
    assert!(
        story
            .findings("early-end", "exports --period 2026-01-01..2026-01-20")
            .is_empty()
    );
    assert_eq!(
        story
            .findings("early-end", "exports --period 2026-Q1")
            .len(),
        1
    );
    let due = story.findings("early-end", "exports --period 2026-Q1 --as-of 2026-02-10");
    assert_eq!(
        due[0][2],
        "ads of meta end on 2026-01-31, 9 days before 2026-02-09"
    );
    assert_eq!(due.len(), 2, "{due:?}");
}

/// The export of a month that a platform lacks is named when that month is checked; one that stopped months ago is none.
#[test]
fn an_export_of_the_whole_period_that_is_not_there_is_named() {
    let march = january("Spring").replace("2026-01-", "2026-03-");
    let february = days("Spring", 1..=28).replace("2026-01-", "2026-02-");
    let row = |month: u32| format!("Spring,2026-{month:02}-28,5.00,EUR,100,2\n");
    let tiktok = |last: u32| {
        let head = "Campaign name,By Day,Cost,Currency,Impressions,Clicks (destination)\n";
        (1..=last).fold(head.to_owned(), |text, month| text + &row(month))
    };
    let story = |last: u32| {
        Story::new(&[
            (
                "exports/meta.csv",
                &(february.clone() + march.split_once('\n').unwrap().1),
            ),
            ("exports/tiktok.csv", &tiktok(last)),
        ])
    };
    let found = |last: u32| story(last).findings("early-end", "exports --period 2026-03");
    assert_eq!(
        found(2)[0][2],
        "ads of tiktok end on 2026-02-28, 31 days before 2026-03-31"
    );
    assert!(found(1).is_empty());
    assert!(found(3).is_empty(), "{:?}", found(3));
}

/// Six orders of 450 in two rows; the ads have days.
#[test]
fn outcomes_without_a_day_are_told_with_how_to_have_days() {
    let shop = "Order UTM source,Order UTM campaign,Orders,Net sales\n\
        facebook,Spring,5,390\nnewsletter,january,1,60\n";
    let story = Story::new(&[
        ("exports/meta.csv", &january("Spring")),
        ("exports/shop.csv", shop),
    ]);
    assert_eq!(
        story.finding("no-day", "exports --currency-of *shop.csv=EUR"),
        [
            "warning",
            "exports/shop.csv",
            "orders: 2 rows (450.00 EUR) without a day"
        ]
    );
    let text = story.run("check --quiet exports --currency-of *shop.csv=EUR --format text");
    let told = text.out.split_whitespace().collect::<Vec<_>>().join(" ");
    let mend = "mend export again with a day in each row: add the column Day to Shopify's report by UTM, or export the orders \
        themselves";
    assert!(told.contains(mend), "{}", text.out);
    let dated = Story::new(&[
        ("exports/meta.csv", &january("Spring")),
        ("exports/shop.csv", &orders("Spring", 900, 100)),
    ]);
    assert!(dated.findings("no-day", "exports").is_empty());
}
