//! Rows and files that are wrong: each with the documented figure or message, and never a panic.

use super::{Story, run};

const HEAD: &str = "user_id,timestamp,channel,conversion,value\n";

fn story(rows: &str) -> Story {
    Story::new(&[("log.csv", &format!("{HEAD}{rows}"))])
}

#[test]
fn a_blank_channel_is_a_channel_that_is_seen() {
    let outcome = story("a,2026-09-01T10:00:00,,0,\na,2026-09-02T10:00:00,null,0,\na,2026-09-03T10:00:00,email,1,30\n")
        .attribute("log.csv -q --models linear");
    outcome.hold(
        "value",
        &["(not set)", "email"],
        &[("linear", &[20.0, 10.0])],
        1e-9,
    );
}

#[test]
fn conversions_without_a_user_are_kept_apart() {
    let outcome =
        story("a,2026-09-01,email,1,30\n,2026-09-01,email,1,12\nnull,2026-09-02,email,1,5\n")
            .attribute("log.csv --models first --format table --width 100");
    assert_eq!(outcome.code, 0, "{}", outcome.said);
    assert!(
        outcome
            .out
            .contains("note: (unattributed): no_user_id 2 worth 17"),
        "{}",
        outcome.out
    );
    assert!(
        outcome.said.contains("warning: 2 rows name no user: they are no touches, and their conversions stand under (unattributed)"),
        "{}",
        outcome.said
    );
}

#[test]
fn values_that_are_no_numbers_reject_their_row() {
    let outcome = story("a,2026-09-01,email,1,30\nb,2026-09-01,email,1,NaN\nc,2026-09-01,email,1,inf\nd,2026-09-01,email,1,many\n")
        .attribute("log.csv --models first");
    assert_eq!(outcome.figure("email", "first", "value"), Some(30.0));
    assert!(
        outcome.said.contains("warning: log.csv: 3 of 4 rows rejected; first: line 3, column `value`: expected a finite number, found `NaN`"),
        "{}",
        outcome.said
    );
}

#[test]
fn refunds_flow_along_their_journey() {
    // Bought for 100 through two channels, then 40 came back without another touch.
    let outcome = story("a,2026-09-01,email,0,\na,2026-09-02,search,1,100\na,2026-09-05,,0,-40\n")
        .attribute("log.csv -q --models linear");
    outcome.hold(
        "value",
        &["email", "search"],
        &[("linear", &[30.0, 30.0])],
        1e-9,
    );
    outcome.hold(
        "conversions",
        &["email", "search"],
        &[("linear", &[0.5, 0.5])],
        1e-9,
    );
}

#[test]
fn times_at_zero_and_in_the_future_are_rejected_and_counted() {
    let outcome = story("a,0,email,0,\na,1970-01-01T00:00:00Z,email,0,\na,2026-09-01,email,1,7\na,2027-09-01,email,1,9\n")
        .attribute("log.csv --models first --as-of 2026-09-30");
    assert_eq!(outcome.figure("email", "first", "value"), Some(7.0));
    assert!(
        outcome.said.contains(
            "warning: log.csv: 1 rows lie in the future after 2026-09-30 and are rejected"
        ),
        "{}",
        outcome.said
    );
    assert!(
        outcome
            .said
            .contains("hint: `--as-of DATE` says which day counts as today"),
        "{}",
        outcome.said
    );
    assert!(
        outcome.said.contains("warning: log.csv: 2 rows have the clock's zero (1970-01-01) for a time and are rejected"),
        "{}",
        outcome.said
    );
}

#[test]
fn equal_rows_count_once() {
    let row = "a,2026-09-01T10:00:00,email,1,30\n";
    let outcome = story(&format!(
        "{row}{row}{row}a,2026-09-01T10:00:00,email,1,31\n"
    ))
    .attribute("log.csv -q --models first --format table --width 100");
    assert_eq!(outcome.code, 0, "{}", outcome.said);
    assert!(
        outcome.out.contains("2 equal rows counted once"),
        "{}",
        outcome.out
    );
    assert!(
        outcome
            .out
            .contains("credits 2 of 2 conversions and 61 of 61"),
        "{}",
        outcome.out
    );
}

#[test]
fn forms_of_time_and_zones_may_mix() {
    // 12:00 two hours east of Greenwich is 10:00 UTC; 1,788,256,740 seconds after 1970 is one minute before that.
    let outcome = story(
        "a,2026-09-01T12:00:00+02:00,second,0,\na,1788256740,first,0,\na,2026-09-01 11:30:00Z,third,0,\na,\"Sep 1, 2026 11:45 AM\",fourth,0,\na,2026-09-01T11:50:00Z,,1,1\n",
    )
    .attribute("log.csv --show paths");
    assert_eq!(
        outcome
            .out
            .lines()
            .nth(1)
            .map(|line| line.starts_with("first > second > third > fourth,1,")),
        Some(true),
        "{}",
        outcome.out
    );
    assert!(
        outcome.said.contains(
            "warning: log.csv: 4 times state a zone and 1 state none; those are taken as UTC"
        ),
        "{}",
        outcome.said
    );
}

#[test]
fn channels_may_bear_the_names_of_states_and_separators() {
    let outcome = story("a,2026-09-01,(conversion),0,\na,2026-09-02,a > b,1,10\nb,2026-09-01,(start),0,\nb,2026-09-02,(null),1,10\nc,2026-09-01,(start),0,\n")
        .attribute("log.csv -q --models markov,linear");
    outcome.hold(
        "value",
        &["(conversion)", "a > b", "(start)", "(null)"],
        &[("linear", &[5.0, 5.0, 5.0, 5.0])],
        1e-9,
    );
    let sum: f64 = ["(conversion)", "a > b", "(start)", "(null)"]
        .iter()
        .filter_map(|channel| outcome.figure(channel, "markov", "value"))
        .sum();
    assert!((sum - 20.0).abs() < 1e-9, "{sum}");
    let paths =
        story("a,2026-09-01,a > b,0,\na,2026-09-02,c,1,10\n").attribute("log.csv -q --show paths");
    assert!(paths.out.contains("\"\"a > b\"\" > c"), "{}", paths.out);
}

#[test]
fn touches_after_the_conversion_begin_another_journey() {
    let outcome = story("a,2026-09-01,email,1,10\na,2026-09-05,search,0,\n")
        .attribute("log.csv -q --models linear");
    outcome.hold(
        "value",
        &["email", "search"],
        &[("linear", &[10.0, 0.0])],
        1e-9,
    );
}

#[test]
fn without_a_conversion_there_is_nothing_to_credit() {
    let outcome = story("a,2026-09-01,email,0,\nb,2026-09-05,search,0,\n")
        .attribute("log.csv --models first,markov");
    assert_eq!(outcome.code, 0, "{}", outcome.said);
    assert!(
        outcome
            .said
            .contains("warning: no conversion in the journeys: there is nothing to credit"),
        "{}",
        outcome.said
    );
    assert_eq!(outcome.figure("email", "first", "conversions"), Some(0.0));
    assert_eq!(outcome.figure("email", "first", "conversion_share"), None);
    assert_eq!(outcome.figure("email", "markov", "conversions"), None);
}

#[test]
fn one_channel_takes_all_under_every_model() {
    let outcome = story("a,2026-09-01,email,1,10\nb,2026-09-05,email,0,\n").attribute("log.csv -q");
    for row in super::rows(&outcome.out)
        .iter()
        .filter(|row| row["channel"] == "email")
    {
        assert_eq!(row["value"], "10", "{}", row["model"]);
    }
}

#[test]
fn a_path_of_a_hundred_thousand_touches_is_kept() {
    let mut rows = String::new();
    for touch in 0..100_000 {
        let (hour, minute, second) = (touch / 3600, touch / 60 % 60, touch % 60);
        rows += &format!(
            "a,2026-09-{:02}T{:02}:{minute:02}:{second:02},{},0,\n",
            1 + hour / 24,
            hour % 24,
            ["x", "y"][touch % 2]
        );
    }
    rows += "a,2026-09-20,,1,10\n";
    let outcome = story(&rows).attribute("log.csv");
    outcome.hold(
        "value",
        &["x", "y"],
        &[("linear", &[5.0, 5.0]), ("shapley", &[5.0, 5.0])],
        1e-9,
    );
    assert!(
        outcome
            .said
            .contains("warning: 1 paths have more than 200 touches (the longest 100000)"),
        "{}",
        outcome.said
    );
}

#[test]
fn five_thousand_channels_are_many_but_not_too_many() {
    let rows: String = (0..10_000)
        .map(|row| {
            format!(
                "u{},2026-09-{:02},channel {},{},1\n",
                row / 2,
                1 + row % 28,
                row % 5_000,
                row % 2
            )
        })
        .collect();
    let outcome = story(&rows).attribute("log.csv -q --models first,linear,shapley,markov");
    assert_eq!(outcome.code, 0, "{}", outcome.said);
    assert_eq!(super::rows(&outcome.out).len(), 4 * 5_001);
}

#[test]
fn chains_that_would_take_for_ever_are_refused() {
    let mut rows = String::new();
    for touch in 0..100_000_u32 {
        let (hour, minute, second) = (touch / 3600, touch / 60 % 60, touch % 60);
        let channel = touch.wrapping_mul(2_654_435_761) % 5_000;
        rows += &format!(
            "a,2026-09-{:02}T{:02}:{minute:02}:{second:02},c{channel},0,\n",
            1 + hour / 24,
            hour % 24
        );
    }
    rows += "a,2026-09-20,,1,10\n";
    let outcome =
        story(&rows).attribute("log.csv -q --models markov --markov-order 4 --format json");
    assert_eq!(outcome.code, 0, "{}", outcome.said);
    assert!(
        outcome
            .out
            .contains("\"conversions_status\": \"too_large\"")
    );
}

#[test]
fn a_user_with_half_of_all_rows_is_a_user() {
    let mut rows: String = (0..2_000)
        .map(|row| {
            format!(
                "many,2026-09-01T{:02}:{:02}:00,x,{},1\n",
                row / 60 % 24,
                row % 60,
                u8::from(row % 50 == 49)
            )
        })
        .collect();
    rows += &(0..2_000)
        .map(|row| format!("u{row},2026-09-01,y,0,\n"))
        .collect::<String>();
    let outcome = story(&rows).attribute("log.csv -q --models last");
    assert_eq!(outcome.code, 0, "{}", outcome.said);
    assert!(outcome.figure("x", "last", "conversions").unwrap() > 0.0);
}

#[test]
fn unknown_models_and_words_are_usage_errors() {
    let story = story("a,2026-09-01,email,1,10\n");
    for (words, message) in [
        (
            "log.csv --models shaply",
            "error: unknown model `shaply`\nhint: did you mean `shapley`, `shapley-cr`, `shapley-ordered`?\n",
        ),
        (
            "log.csv --by colour",
            "error: unknown key of credit `colour`\nhint: did you mean `channel`, `platform`, `campaign`, `function`, `goal`?\n",
        ),
        (
            "log.csv --half-life-days 0",
            "error: --half-life-days 0: expected a number of days above 0, or inf\n",
        ),
        (
            "log.csv --weights 1,2",
            "error: --weights 1,2: expected three weights of first, middle and last touch, like 40,20,40\n",
        ),
        (
            "log.csv --markov-order 5",
            "error: --markov-order 5: expected 1, 2, 3 or 4\n",
        ),
        (
            "log.csv --sessionize half",
            "error: --sessionize half: expected a time like 30m, 2h, 90s or 1d\n",
        ),
        (
            "log.csv --bootstrap 3",
            "error: --bootstrap 3: expected 10 to 100000 resamples, like 200\n",
        ),
        (
            "log.csv --show colours",
            "error: --show colours: expected removal-effects, shapley-values, transitions, paths, lengths, lags, windows, positions\n",
        ),
    ] {
        let outcome = story.attribute(&format!("-q {words}"));
        assert_eq!(
            (outcome.said.as_str(), outcome.code),
            (message, 2),
            "{words}"
        );
    }
}

#[test]
fn models_that_the_data_do_not_allow_say_so() {
    let story = Story::new(&[("paths.csv", "path,conversions,value,nulls\na > b,2,20,1\n")]);
    let outcome =
        story.attribute("paths.csv -q --models time-decay,w-shaped,custom,first --format json");
    assert!(
        outcome.said.starts_with("error: custom: expected weights"),
        "{}",
        outcome.said
    );
    let outcome = story.attribute("paths.csv -q --models time-decay,w-shaped,first --format json");
    assert_eq!(
        outcome
            .out
            .matches("\"conversions_status\": \"not_supplied\"")
            .count(),
        6,
        "{}",
        outcome.out
    );
}

#[test]
fn files_without_touches_are_an_error() {
    let shop = "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n2026-01-06,facebook,paid_social,Spring,3,300\n";
    let outcome =
        Story::new(&[("shop.csv", shop)]).attribute("shop.csv -q --currency-of shop.csv=EUR");
    assert!(
        outcome.said.ends_with(
            "error: nothing to report: the files hold no touches and no counted paths\n"
        ),
        "{}",
        outcome.said
    );
    assert_eq!(outcome.code, 1);
}

#[test]
fn truncated_compression_stops_everything() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let rows: String = (0..300_000)
        .map(|row| format!("u{row},2026-09-01,email,{},{row}\n", row % 2))
        .collect();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed
        .write_all(format!("{HEAD}{rows}").as_bytes())
        .unwrap();
    let bytes = packed.finish().unwrap();
    std::fs::write(
        folder.path().join("log.csv.gz"),
        &bytes[..bytes.len() * 9 / 10],
    )
    .unwrap();
    let outcome = run(folder.path(), &["attribute", "log.csv.gz", "-q"], "");
    assert_eq!(outcome.code, 1);
    assert_eq!(outcome.out, "");
    assert!(
        outcome
            .said
            .contains("compressed data ends early or is broken"),
        "{}",
        outcome.said
    );
}

#[test]
fn a_log_that_will_not_fit_is_refused_before_it_is_read() {
    use social_roi::attribution::LogBuilder;
    use social_roi::ingest::{self, IngestOptions, Profiles, Status, TouchOptions};
    // 100,000 rows of 25 bytes at 40 bytes of memory each are 4 MB.
    let row = "u1,2026-09-01,email,0,10\n";
    let story = story(&row.repeat(100_000));
    let path = story.0.path().join("log.csv").display().to_string();
    let read = |memory| {
        let options = IngestOptions {
            touch: TouchOptions {
                memory: Some(memory),
                ..TouchOptions::default()
            },
            ..IngestOptions::default()
        };
        let sources = ingest::sources(std::slice::from_ref(&path)).unwrap();
        let profiles = Profiles::new(Vec::new()).unwrap();
        let builder = LogBuilder::default();
        let readings =
            ingest::read_into(&sources, &profiles, &options, &|_| {}, Some(&builder)).unwrap();
        let rows = builder.finish().rows;
        (readings.into_iter().next().unwrap(), rows)
    };
    let (reading, rows) = read(1_000_000);
    assert_eq!((reading.status, rows), (Status::Error, 0));
    let need = " touches need 4 MB of memory with the files before it, and 1 MB are free";
    assert!(reading.message.ends_with(need), "{}", reading.message);
    assert!(reading.hint.unwrap().starts_with("split the log by users"));
    let (reading, rows) = read(1 << 30);
    assert_eq!((reading.status, rows), (Status::Ok, 100_000));
}

#[test]
fn a_period_without_a_touch_says_which_days_there_are() {
    let log = "user,time,channel,conversion,value\na,2026-09-01,tv,0,\na,2026-09-02,radio,1,90\n";
    let story = Story::new(&[("log.csv", log)]);
    let outcome = story.attribute("log.csv -q --period 2027-01");
    assert_eq!(outcome.code, 1, "{}", outcome.out);
    assert_eq!(outcome.out, "");
    let why = "no touches in 1–31 Jan 2027; the files cover 1–2 Sep 2026";
    assert!(outcome.said.contains(why), "{}", outcome.said);
}
