//! Every form in which touches come, and every option that changes which of them count.

use super::{Story, run};

const LOG: &str = "user_id,timestamp,channel,conversion,value\n\
    a,2026-09-01T10:00:00,email,0,\n\
    a,2026-09-10T10:00:00,search,0,\n\
    a,2026-09-10T10:20:00,search,0,\n\
    a,2026-09-11T10:00:00,direct,1,60\n\
    a,2026-09-12T10:00:00,email,1,30\n\
    b,2026-09-05T10:00:00,search,0,\n";

#[test]
fn sources_and_click_identifiers_become_channels_of_ga4() {
    let log = "client_id,event_timestamp,source,medium,campaign,event_name,revenue,gclid,fbclid\n\
        a,1788256800000000,google,cpc,Spring,page_view,,abc,\n\
        a,1788256860000000,facebook.com,referral,,page_view,,,xyz\n\
        a,1788256920000000,newsletter,email,Sept,page_view,,,\n\
        a,1788256980000000,,,,page_view,,,\n\
        a,1788257040000000,,,,purchase,100,,\n";
    let story = Story::new(&[("log.csv", log)]);
    let outcome = story.attribute("log.csv -q --models linear");
    let channels = ["Paid Search", "Paid Social", "Email", "Direct"];
    outcome.hold("value", &channels, &[("linear", &[25.0; 4])], 1e-9);
    let platforms = story.attribute("log.csv -q --models linear --by platform");
    assert!(
        platforms.out.contains("\nmeta,linear,0.25,"),
        "{}",
        platforms.out
    );
    assert!(
        platforms.out.contains("\n(no platform),linear,0.5,"),
        "{}",
        platforms.out
    );
    let campaigns = story.attribute("log.csv -q --models linear --by channel,campaign");
    assert!(
        campaigns.out.contains("\nEmail,Sept,linear,0.25,"),
        "{}",
        campaigns.out
    );
    assert!(
        campaigns.out.contains("\nDirect,(not set),linear,0.25,"),
        "{}",
        campaigns.out
    );
}

#[test]
fn other_events_convert_on_request() {
    let log =
        "cookie,time,channel,event_name,value\na,2026-09-01,x,view,\na,2026-09-02,x,signup,5\n";
    let story = Story::new(&[("log.csv", log)]);
    assert_eq!(
        story
            .attribute("log.csv -q --models last")
            .figure("x", "last", "conversions"),
        Some(0.0)
    );
    let outcome = story.attribute("log.csv -q --models last --conversion-event SignUp");
    assert_eq!(outcome.figure("x", "last", "conversions"), Some(1.0));
}

#[test]
fn standard_input_compression_and_globs_read_the_same() {
    use std::io::Write;
    let story = Story::new(&[("log.csv", LOG)]);
    let plain = story.attribute("log.csv -q");
    assert_eq!(plain.code, 0, "{}", plain.said);
    let folder = story.0.path();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(LOG.as_bytes()).unwrap();
    std::fs::write(folder.join("packed.csv.gz"), packed.finish().unwrap()).unwrap();
    std::fs::write(
        folder.join("packed.csv.zst"),
        zstd::encode_all(LOG.as_bytes(), 1).unwrap(),
    )
    .unwrap();
    let wide: Vec<u8> = std::iter::once(0xfeff_u16)
        .chain(LOG.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    std::fs::write(folder.join("wide.csv"), wide).unwrap();
    std::fs::write(folder.join("semicolons.csv"), LOG.replace(',', ";")).unwrap();
    for input in [
        "packed.csv.gz",
        "packed.csv.zst",
        "wide.csv",
        "semicolons.csv",
        "lo*.csv",
    ] {
        assert_eq!(
            story.attribute(&format!("{input} -q")).out,
            plain.out,
            "{input}"
        );
    }
    assert_eq!(run(folder, &["attribute", "-", "-q"], LOG).out, plain.out);
}

#[test]
fn parquet_reads_the_same() {
    let story = Story::new(&[("log.csv", LOG)]);
    let folder = story.0.path();
    let lines = LOG
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect::<Vec<_>>());
    let columns: Vec<Vec<String>> = lines.fold(vec![Vec::new(); 5], |mut columns, cells| {
        columns
            .iter_mut()
            .zip(cells)
            .for_each(|(column, cell)| column.push(cell.to_owned()));
        columns
    });
    use polars::prelude::*;
    use polars_io::parquet::write::ParquetWriter;
    let texts = |name: &str, at: usize| Column::new(name.into(), &columns[at]);
    let mut frame = DataFrame::new(
        6,
        vec![
            texts("user_id", 0),
            texts("timestamp", 1),
            texts("channel", 2),
            Column::new(
                "conversion".into(),
                columns[3]
                    .iter()
                    .map(|cell| cell == "1")
                    .collect::<Vec<_>>(),
            ),
            Column::new(
                "value".into(),
                columns[4]
                    .iter()
                    .map(|cell| cell.parse::<f64>().ok())
                    .collect::<Vec<_>>(),
            ),
        ],
    )
    .unwrap();
    let file = std::fs::File::create(folder.join("log.parquet")).unwrap();
    ParquetWriter::new(file).finish(&mut frame).unwrap();
    assert_eq!(
        story.attribute("log.parquet -q").out,
        story.attribute("log.csv -q").out
    );
}

#[test]
fn orders_by_user_join_the_touches() {
    let touches =
        "user_id,timestamp,channel\na,2026-09-01T10:00:00,email\na,2026-09-03T10:00:00,search\n";
    let orders = "user_id,ordered_at,order_total\na,2026-09-02T10:00:00,70\na,2026-09-04T10:00:00,30\nz,2026-09-04T10:00:00,5\n";
    let story = Story::new(&[("touches.csv", touches), ("orders.csv", orders)]);
    let outcome = story.attribute("touches.csv orders.csv -q --models last");
    outcome.hold(
        "value",
        &["email", "search", "(unattributed)"],
        &[("last", &[70.0, 30.0, 5.0])],
        1e-9,
    );
    let none = story.attribute("touches.csv orders.csv -q --models first --path-reset none");
    outcome.hold(
        "conversions",
        &["email", "search"],
        &[("last", &[1.0, 1.0])],
        1e-9,
    );
    none.hold(
        "value",
        &["email", "search"],
        &[("first", &[100.0, 0.0])],
        1e-9,
    );
}

#[test]
fn columns_of_other_names_are_mapped() {
    let log = "who,when,how,won,worth\na,2026-09-01,email,1,10\n";
    let story = Story::new(&[("log.csv", log)]);
    let outcome = run(
        story.0.path(),
        &[
            "attribute",
            "log.csv",
            "-q",
            "--models",
            "first",
            "--map",
            "user_id=who,ts=when,channel=how,conversion=won,value=worth",
        ],
        "",
    );
    assert_eq!(outcome.figure("email", "first", "value"), Some(10.0));
}

#[test]
fn counted_paths_and_those_of_universal_analytics_are_journeys() {
    let story = Story::new(&[(
        "paths.csv",
        "path,conversions,value,nulls\nC1 > C2 > C3,1,30,0\nC1,0,0,1\nC2 > C3,0,0,1\n",
    )]);
    // Exact by hand: P = 1/3; removal effects 1/2, 1, 1 (analyzecore.com, 3 August 2016).
    let outcome = story.attribute("paths.csv -q --models markov");
    outcome.hold(
        "conversions",
        &["C1", "C2", "C3"],
        &[("markov", &[0.2, 0.4, 0.4])],
        1e-9,
    );
    let pipes = Story::new(&[(
        "paths.csv",
        "path,conversions,value,nulls\nC1|C2|C3,1,30,0\nC1,0,0,1\nC2|C3,0,0,1\n",
    )]);
    assert_eq!(
        pipes.attribute("paths.csv -q --models markov").out,
        outcome.out
    );
    let own = Story::new(&[(
        "paths.csv",
        "path,conversions,value,nulls\nC1 then C2 then C3,1,30,0\nC1,0,0,1\nC2 then C3,0,0,1\n",
    )]);
    let words = [
        "attribute",
        "paths.csv",
        "-q",
        "--models",
        "markov",
        "--separator",
        "then",
    ];
    assert_eq!(run(own.0.path(), &words, "").out, outcome.out);
}

#[test]
fn windows_types_and_periods_choose_touches_and_conversions() {
    let story = Story::new(&[("log.csv", LOG)]);
    // Within seven days of the purchase of the 11th: two searches and the direct visit itself.
    let seven = story.attribute("log.csv -q --models first,linear --lookback-days 7");
    seven.hold(
        "value",
        &["email", "search", "direct"],
        &[
            ("first", &[30.0, 60.0, 0.0]),
            ("linear", &[30.0, 40.0, 20.0]),
        ],
        1e-9,
    );
    // A touch exactly at the bound counts.
    let ten = story.attribute("log.csv -q --models first --lookback-days 10");
    ten.hold("value", &["email"], &[("first", &[90.0])], 1e-9);
    let period = story.attribute("log.csv -q --models first --period 2026-09-12");
    period.hold(
        "value",
        &["email", "search"],
        &[("first", &[30.0, 0.0])],
        1e-9,
    );
    let none =
        story.attribute("log.csv -q --models first --touch-types view --format table --width 90");
    assert!(
        none.out
            .contains("note: (unattributed): no_touch 2 worth 90"),
        "{}",
        none.out
    );
}

#[test]
fn sessions_ties_repeats_and_exclusions() {
    let story = Story::new(&[("log.csv", LOG)]);
    let session = story.attribute("log.csv -q --models linear --sessionize 30m");
    session.hold(
        "value",
        &["email", "search", "direct"],
        &[("linear", &[50.0, 20.0, 20.0])],
        1e-9,
    );
    let collapse = story.attribute("log.csv -q --models linear --collapse");
    assert_eq!(collapse.out, session.out);
    let exposure = story.attribute("log.csv -q --models linear --transform exposure");
    assert_eq!(exposure.out, session.out);
    let without = story.attribute("log.csv -q --models linear --exclude search");
    without.hold(
        "value",
        &["email", "direct"],
        &[("linear", &[60.0, 30.0])],
        1e-9,
    );
    let only = story.attribute("log.csv -q --models linear --include email");
    only.hold("value", &["email"], &[("linear", &[90.0])], 1e-9);
    let direct = story.attribute("log.csv -q --models last-non-direct");
    direct.hold(
        "value",
        &["search", "email", "direct"],
        &[("last-non-direct", &[60.0, 30.0, 0.0])],
        1e-9,
    );
    let renamed = story.attribute("log.csv -q --models last-non-direct --direct search");
    renamed.hold("value", &["direct"], &[("last-non-direct", &[60.0])], 1e-9);
    let tied = "user,time,channel,conversion,value\na,2026-09-01,x,0,\na,2026-09-01,y,0,\na,2026-09-02,z,1,40\n";
    let tied = Story::new(&[("log.csv", tied)]);
    tied.attribute("log.csv -q --models first").hold(
        "value",
        &["x", "y"],
        &[("first", &[40.0, 0.0])],
        1e-9,
    );
    tied.attribute("log.csv -q --models first --ties split")
        .hold("value", &["x", "y"], &[("first", &[20.0, 20.0])], 1e-9);
}

#[test]
fn frequency_tells_channels_apart_by_how_often_they_occur() {
    let paths = "path,conversions,value,nulls\na > a > b,1,10,0\na,0,0,1\n";
    let story = Story::new(&[("paths.csv", paths)]);
    // States a(2), b(1) convert, a(1) never: without b or a(2) nothing does, so each has half.
    let outcome = story.attribute("paths.csv -q --models markov --transform frequency");
    outcome.hold("value", &["a", "b"], &[("markov", &[5.0, 5.0])], 1e-9);
}

#[test]
fn what_is_direct_is_a_matter_of_channels_whatever_the_rows_are() {
    let log = "user,time,source,medium,campaign,conversion,value\n\
        a,2026-09-01,google,cpc,Spring,0,\n\
        a,2026-09-02,(direct),(none),,0,\n\
        a,2026-09-03,newsletter,email,,0,\n\
        a,2026-09-04,(direct),(none),,1,60\n\
        b,2026-09-01,google,cpc,Spring,0,\n\
        b,2026-09-02,(direct),(none),,1,40\n";
    let story = Story::new(&[("log.csv", log)]);
    let outcome = story.attribute("log.csv -q --models last,last-non-direct --by campaign");
    // The letter has no campaign either, but it is no direct visit.
    assert!(
        outcome.out.contains("\n(not set),last,2,1,100,1,"),
        "{}",
        outcome.out
    );
    assert!(
        outcome
            .out
            .contains("\n(not set),last-non-direct,1,0.5,60,0.6,"),
        "{}",
        outcome.out
    );
    assert!(
        outcome
            .out
            .contains("\nSpring,last-non-direct,1,0.5,40,0.4,"),
        "{}",
        outcome.out
    );
}

#[test]
fn a_period_keeps_its_own_conversions_without_a_user() {
    let log = "user_id,timestamp,channel,conversion,value\n,2026-08-31,x,1,5\n,2026-09-01,x,1,7\na,2026-09-02,x,1,10\n";
    let outcome =
        Story::new(&[("log.csv", log)]).attribute("log.csv -q --models last --period 2026-09");
    outcome.hold(
        "value",
        &["x", "(unattributed)"],
        &[("last", &[10.0, 7.0])],
        1e-9,
    );
}

/// 1 Mehr 1405 is 23 September 2026.
#[test]
fn a_jalali_period_keeps_the_conversions_of_its_days() {
    let log =
        "user_id,timestamp,channel,conversion,value\na,2026-09-22,x,1,5\nb,2026-09-23,x,1,10\n";
    let outcome = Story::new(&[("log.csv", log)])
        .attribute("log.csv -q --models last --calendar jalali --period 1405-07 --format table");
    assert!(outcome.out.contains("1–30 Mehr 1405"), "{}", outcome.out);
    let outcome = Story::new(&[("log.csv", log)])
        .attribute("log.csv -q --models last --calendar jalali --period 1405-07");
    outcome.hold("value", &["x"], &[("last", &[10.0])], 1e-9);
}

#[test]
fn a_log_that_converts_beside_a_list_of_conversions_is_told() {
    let log = "user_id,timestamp,channel,event,value\na,2026-02-01T09:00:00,email,visit,\na,2026-02-01T10:00:00,email,purchase,100\n";
    let orders = "user_id,ordered_at,order_id,value\na,2026-02-01T10:00:05,A1,100\n";
    let story = Story::new(&[("log.csv", log), ("orders.csv", orders)]);
    let said = "warning: orders.csv: lists conversions, and the touches convert by themselves: a sale that stands in both counts twice\n\
        hint: leave one of them out, or name an event that only one has with `--conversion-event`\n";
    let outcome = story.attribute("log.csv orders.csv -q --models last");
    assert!(outcome.said.contains(said), "{}", outcome.said);
    let touches = log.replace(",purchase,100", ",visit,");
    std::fs::write(story.0.path().join("log.csv"), touches).unwrap();
    let outcome = story.attribute("log.csv orders.csv -q --models last");
    assert!(!outcome.said.contains("counts twice"), "{}", outcome.said);
}
