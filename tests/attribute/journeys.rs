//! How journeys are cut: several outcomes at a moment, refunds long after, sessions, channels left out.

use super::{Story, run};

const HEAD: &str = "user_id,timestamp,channel,conversion,value\n";

fn story(rows: &str) -> Story {
    Story::new(&[("log.csv", &format!("{HEAD}{rows}"))])
}

#[test]
fn every_conversion_of_a_moment_sees_the_journey() {
    let touch = "a,2026-09-01,email,0,\n";
    for orders in [
        "a,2026-09-02T10:00:00,,1,100\na,2026-09-02T10:00:00,,1,50\n",
        "a,2026-09-02T10:00:00,,1,50\na,2026-09-02T10:00:00,,1,100\n",
    ] {
        let outcome = story(&format!("{touch}{orders}")).attribute("log.csv -q --models last");
        outcome.hold(
            "value",
            &["email", "(unattributed)"],
            &[("last", &[150.0, 0.0])],
            1e-9,
        );
        outcome.hold("conversions", &["email"], &[("last", &[2.0])], 1e-9);
    }
}

#[test]
fn a_refund_takes_back_what_its_sale_was_credited_with() {
    let sale = "a,2026-02-01T09:00:00,email,0,\na,2026-02-02T09:00:00,,1,100\n";
    // Long after the window, and after another channel was touched: the letter sold it, the letter gives it back.
    let rows = format!("{sale}a,2026-02-10T09:00:00,search,0,\na,2026-02-20T09:00:00,,0,-100\n");
    let outcome =
        story(&rows).attribute("log.csv -q --models last,linear,time-decay --lookback-days 7");
    let nothing: &[f64] = &[0.0, 0.0, 0.0];
    let expected = [
        ("last", nothing),
        ("linear", nothing),
        ("time-decay", nothing),
    ];
    outcome.hold(
        "value",
        &["email", "search", "(unattributed)"],
        &expected,
        1e-9,
    );
    outcome.hold(
        "conversions",
        &["email", "search"],
        &[("last", &[1.0, 0.0])],
        1e-9,
    );
    let table = story(&rows).attribute("log.csv -q --models last --format table");
    assert!(table.out.contains("note: 1 converting and 1 other journeys of 1 users, 2 touches; 0 touches share their moment with another; 1 refunds credited as the conversion before them\n"), "{}", table.out);
}

#[test]
fn a_session_with_a_click_in_it_is_a_click() {
    let log = "user_id,timestamp,channel,interaction,conversion,value\n\
        a,2026-02-01T00:00:00,social,impression,0,\n\
        a,2026-02-01T00:05:00,social,click,0,\n\
        a,2026-02-05T00:00:00,,,1,100\n";
    let story = Story::new(&[("log.csv", log)]);
    let outcome =
        story.attribute("log.csv -q --models last --sessionize 30m --view-lookback-days 1");
    outcome.hold("value", &["social"], &[("last", &[100.0])], 1e-9);
}

#[test]
fn counted_paths_without_a_channel_left_are_unattributed() {
    let story = Story::new(&[(
        "paths.csv",
        "path,conversions,value,nulls\nemail,2,20,5\nemail > search,3,30,5\n",
    )]);
    let outcome = story.attribute("paths.csv -q --models last --exclude email");
    outcome.hold(
        "conversions",
        &["search", "(unattributed)"],
        &[("last", &[3.0, 2.0])],
        1e-9,
    );
    outcome.hold(
        "value",
        &["search", "(unattributed)"],
        &[("last", &[30.0, 20.0])],
        1e-9,
    );
}

#[test]
fn intervals_of_counted_paths_hold_their_figure_and_ignore_the_order_of_rows() {
    let (one, two) = ("email,30,300,40\n", "email > search,0,-20,5\n");
    let run = |first: &str, second: &str| {
        let paths = format!("path,conversions,value,nulls\n{first}{second}");
        Story::new(&[("paths.csv", &paths)]).attribute("paths.csv -q --models last --bootstrap 200")
    };
    let outcome = run(one, two);
    assert_eq!(outcome.out, run(two, one).out);
    let low = outcome.figure("search", "last", "value_low").unwrap();
    let high = outcome.figure("search", "last", "value_high").unwrap();
    // One refund of 20, drawn a Poisson(1) number of times: between none and three or so.
    assert!(low <= -40.0 && high >= 0.0, "{low} {high}");
}

#[test]
fn a_month_with_a_refund_alone_keeps_it_in_sight() {
    let rows = "a,2026-01-05,email,0,\na,2026-01-06,,1,100\na,2026-02-20,,0,-100\n";
    let outcome = run(
        story(rows).0.path(),
        &[
            "report",
            "log.csv",
            "-q",
            "--model",
            "markov",
            "--by",
            "channel,month",
            "--metrics",
            "revenue",
        ],
        "",
    );
    assert_eq!(outcome.code, 0, "{}", outcome.said);
    assert!(
        outcome.out.contains("\nEmail,2026-01,100,")
            || outcome.out.contains("\nemail,2026-01,100,"),
        "{}",
        outcome.out
    );
    assert!(
        outcome.out.contains("(unattributed),2026-02,-100,"),
        "{}",
        outcome.out
    );
}

#[test]
fn values_without_a_currency_are_not_taken_for_any_silently() {
    let log = "user_id,timestamp,channel,conversion,value,currency\na,2026-01-05,x,1,100,USD\nb,2026-01-05,x,1,100,\n";
    let outcome = Story::new(&[("log.csv", log)]).attribute("log.csv --models last");
    let said = "warning: log.csv: 1 values state no currency and are taken as USD\nhint: `--currency-of 'log.csv=CODE'` says it\n";
    assert!(outcome.said.contains(said), "{}", outcome.said);
    let three = format!("{log}c,2026-01-05,x,1,100,JPY\n");
    let story = Story::new(&[("log.csv", &three)]);
    let rates = "date,from,to,rate\n2026-01-05,USD,EUR,0.5\n2026-01-05,JPY,EUR,0.01\n";
    std::fs::write(story.0.path().join("rates.csv"), rates).unwrap();
    let outcome = story.attribute("log.csv rates.csv -q --models last --currency EUR");
    assert!(
        outcome.said.starts_with(
            "error: log.csv: amounts state no currency, and the inputs hold several: JPY, USD\n"
        ),
        "{}",
        outcome.said
    );
    assert_eq!(outcome.code, 1);
}

#[test]
fn a_report_by_credit_adds_up_one_currency_only() {
    let log = "user_id,timestamp,channel,conversion,value,currency\na,2026-01-05,x,1,100,USD\nb,2026-01-05,x,1,100,JPY\n";
    let story = Story::new(&[("log.csv", log)]);
    let outcome = run(
        story.0.path(),
        &["report", "log.csv", "-q", "--model", "last"],
        "",
    );
    assert!(
        outcome
            .said
            .starts_with("error: two currencies in one report: JPY in log.csv; USD in log.csv\n"),
        "{}",
        outcome.said
    );
    assert_eq!(outcome.code, 1);
}

#[test]
fn the_same_rows_in_two_files_count_once_with_a_user_or_without() {
    let rows =
        format!("{HEAD}a,2026-09-01T10:00:00Z,email,1,100\n,2026-09-02T10:00:00Z,email,1,70\n");
    let story = Story::new(&[("one.csv", &rows), ("two.csv", &rows)]);
    let outcome = story.attribute("one.csv two.csv -q --models last");
    outcome.hold(
        "conversions",
        &["email", "(unattributed)"],
        &[("last", &[1.0, 1.0])],
        1e-9,
    );
    outcome.hold(
        "value",
        &["email", "(unattributed)"],
        &[("last", &[100.0, 70.0])],
        1e-9,
    );
}

#[test]
fn days_alone_keep_the_bound_of_the_window() {
    // Seven days to the day, whatever the hour of the touch.
    for touch in ["2026-02-01", "2026-02-01T00:00:00", "2026-02-01T09:00:00"] {
        let rows = format!("a,{touch},email,0,\na,2026-02-08,,1,100\n");
        let outcome = story(&rows).attribute("log.csv -q --models last --lookback-days 7");
        outcome.hold("value", &["email"], &[("last", &[100.0])], 1e-9);
        let less = story(&rows).attribute("log.csv -q --models last --lookback-days 6");
        less.hold("value", &["(unattributed)"], &[("last", &[100.0])], 1e-9);
    }
}

#[test]
fn a_refund_without_its_sale_is_nobodys() {
    let log = "user_id,timestamp,channel,event,value\n\
        a,2026-02-01,email,purchase,100\na,2026-02-03,email,refund,-100\nb,2026-02-01,search,subscribe,9\n";
    let story = Story::new(&[("log.csv", log)]);
    let outcome = story.attribute("log.csv -q --models last --conversion-event subscribe");
    outcome.hold(
        "value",
        &["email", "search", "(unattributed)"],
        &[("last", &[0.0, 9.0, -100.0])],
        1e-9,
    );
    let table =
        story.attribute("log.csv -q --models last --conversion-event subscribe --format table");
    assert!(
        table
            .out
            .contains("note: (unattributed): refund_without_sale 0 worth -100\n"),
        "{}",
        table.out
    );
}

#[test]
fn the_file_that_states_no_currency_is_the_one_that_is_named() {
    let touches = "user_id,timestamp,channel\na,2026-02-01,email\n";
    let orders = "user_id,ordered_at,order_id,value\na,2026-02-02,A1,100\n";
    let spend = "date,channel,cost,currency\n2026-02-01,email,10,EUR\n";
    let story = Story::new(&[("t.csv", touches), ("ord.csv", orders), ("sp.csv", spend)]);
    let outcome = story.attribute("t.csv ord.csv sp.csv --models last");
    let said = "warning: ord.csv: 1 values state no currency and are taken as EUR\nhint: `--currency-of 'ord.csv=CODE'` says it\n";
    assert!(outcome.said.contains(said), "{}", outcome.said);
    let told = story.attribute("t.csv ord.csv sp.csv --models last --currency-of ord.csv=EUR");
    assert!(!told.said.contains("no currency"), "{}", told.said);
}
