//! Credit beside cost: joined by channel, platform or campaign, with everything that does not join in sight.

use super::Story;

const LOG: &str = "user_id,timestamp,source,medium,campaign,conversion,value,currency\n\
    a,2026-01-03T10:00:00,facebook,paid_social,Spring,0,,\n\
    a,2026-01-05T10:00:00,newsletter,email,January,1,400,EUR\n\
    b,2026-01-06T10:00:00,facebook,paid_social,Spring,1,200,EUR\n";

const META: &str = "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks\n\
    Spring,2026-01-05,100.00,10000,200\n\
    Autumn,2026-01-06,30.00,3000,61\n";

#[test]
fn campaigns_bear_their_cost_and_the_others_none() {
    let story = Story::new(&[("log.csv", LOG), ("meta.csv", META)]);
    let outcome =
        story.attribute("log.csv meta.csv -q --by campaign --models linear,first --margin 0.5");
    assert_eq!(outcome.code, 0, "{}", outcome.said);
    // Linear: Spring has half of 400 and all of 200; 1.5 conversions over a cost of 100; (400 × 0.5 − 100) / 100.
    assert!(
        outcome
            .out
            .contains("\nSpring,linear,1.5,0.75,400,0.6666666667,100,66.6666666667,4,1,EUR\n"),
        "{}",
        outcome.out
    );
    assert!(
        outcome
            .out
            .contains("\nJanuary,linear,0.5,0.25,200,0.3333333333,,,,,EUR\n"),
        "{}",
        outcome.out
    );
    // Spend without a journey has a row: its cost is known, its credit is not.
    assert!(
        outcome.out.contains("\nAutumn,linear,,,,,30,,,,EUR\n"),
        "{}",
        outcome.out
    );
}

#[test]
fn channels_of_ga4_join_the_platforms_spend() {
    let story = Story::new(&[("log.csv", LOG), ("meta.csv", META)]);
    let outcome = story.attribute("log.csv meta.csv -q --models first");
    assert_eq!(outcome.figure("Paid Social", "first", "cost"), Some(130.0));
    assert_eq!(outcome.figure("Paid Social", "first", "cpa"), Some(65.0));
    assert_eq!(outcome.figure("Email", "first", "cost"), None);
}

#[test]
fn a_list_of_channel_and_cost_joins_channels_of_ones_own() {
    let log = "user,time,channel,conversion,value\na,2026-09-01,tv,0,\na,2026-09-02,radio,1,90\n";
    let story = Story::new(&[
        ("log.csv", log),
        ("cost.csv", "channel,cost\ntv,30\nposters,12\n"),
    ]);
    let outcome = story.attribute("log.csv cost.csv -q --models linear");
    assert_eq!(outcome.figure("tv", "linear", "roas"), Some(1.5));
    assert_eq!(outcome.figure("tv", "linear", "roi"), Some(0.5));
    assert_eq!(outcome.figure("radio", "linear", "roas"), None);
    assert_eq!(outcome.figure("posters", "linear", "cost"), Some(12.0));
    assert_eq!(outcome.figure("posters", "linear", "conversions"), None);
}

#[test]
fn channels_that_no_spend_bears_are_said() {
    let log = "user,time,channel,conversion,value,currency\na,2026-01-05,fb,0,,\na,2026-01-06,fb,1,90,EUR\n";
    let story = Story::new(&[("log.csv", log), ("meta.csv", META)]);
    let outcome = story.attribute("log.csv meta.csv --models linear");
    let said = "warning: no spend bears a channel of the journeys: cost, cpa, roas and roi stay empty\n\
        hint: `--by campaign` or `--by platform` may join; a CSV of `channel,cost` joins channels of your own\n";
    assert!(outcome.said.ends_with(said), "{}", outcome.said);
    let platform = story.attribute("log.csv meta.csv -q --models linear --by platform");
    assert!(
        platform.out.contains("\nmeta,linear,1,1,90,1,130,130,"),
        "{}",
        platform.out
    );
}

#[test]
fn two_currencies_need_rates() {
    let log = LOG.replace("200,EUR", "200,USD");
    let rates = "date,from,to,rate\n2026-01-05,USD,EUR,0.5\n";
    let story = Story::new(&[("log.csv", &log), ("rates.csv", rates)]);
    let refused = story.attribute("log.csv -q --models first");
    assert_eq!(
        refused.said,
        "error: two currencies in one report: EUR in log.csv; USD in log.csv\nhint: convert with `--currency EUR --rates rates.csv` (columns date, from, to, rate), or report the files apart\n"
    );
    assert_eq!(refused.code, 1);
    let converted = story.attribute("log.csv rates.csv -q --models first --currency EUR");
    converted.hold("value", &["Paid Social"], &[("first", &[500.0])], 1e-9);
}

#[test]
fn spend_in_another_currency_than_the_values_is_refused() {
    let meta = META.replace("EUR", "USD");
    let story = Story::new(&[("log.csv", LOG), ("meta.csv", &meta)]);
    let refused = story.attribute("log.csv meta.csv -q --models first");
    assert!(
        refused
            .said
            .starts_with("error: two currencies in one report: EUR in log.csv"),
        "{}",
        refused.said
    );
    assert_eq!(refused.code, 1);
}

#[test]
fn spend_outside_the_days_of_the_log_is_left_out_aloud() {
    let meta = format!("{META}Spring,2026-02-05,70.00,1,1\n");
    let story = Story::new(&[("log.csv", LOG), ("meta.csv", &meta)]);
    let outcome = story.attribute("log.csv meta.csv --models first");
    assert_eq!(outcome.figure("Paid Social", "first", "cost"), Some(130.0));
    let said = "warning: spend of 70 lies outside 3–6 Jan 2026, the days of the touches, and is left out\n\
        hint: `--period` says which days of conversions and spend count\n";
    assert!(outcome.said.contains(said), "{}", outcome.said);
}
