//! The real log and the published data set; where the folders are not named by the environment, these say "skipped".

use std::path::PathBuf;

use super::{rows, run};

fn folder(variable: &str) -> Option<PathBuf> {
    let folder = std::env::var_os(variable).map(PathBuf::from);
    if folder.is_none() {
        // A test that does nothing says so.
        #[allow(clippy::print_stdout)]
        {
            println!("skipped: {variable} is not set");
        }
    }
    folder
}

#[test]
fn the_real_log_keeps_both_totals_under_every_model() {
    let Some(folder) = folder("SOCIAL_ROI_EXPORTS") else {
        return;
    };
    let outcome = run(
        &folder,
        &["attribute", "mta/attribution_data_subset8000.csv", "-q"],
        "",
    );
    assert_eq!(outcome.code, 0, "{}", outcome.said);
    let rows = rows(&outcome.out);
    let sum = |model: &str, column: &str| -> f64 {
        let own = rows.iter().filter(|row| row["model"] == model);
        own.map(|row| row[column].parse::<f64>().unwrap()).sum()
    };
    for model in [
        "first",
        "last",
        "last-non-direct",
        "linear",
        "time-decay",
        "position",
        "j-shaped",
        "inverse-j",
        "markov",
        "shapley",
        "shapley-ordered",
    ] {
        assert!(
            (sum(model, "conversions") - 1_838.0).abs() < 1e-6,
            "{model}"
        );
        assert!((sum(model, "value") - 11_423.5).abs() < 1e-6, "{model}");
    }
    // Counted with a plain reader: sort each user's rows by time, take the first and last of each journey.
    let of = |model: &str, channel: &str| -> f64 {
        rows.iter()
            .find(|row| row["model"] == model && row["channel"] == channel)
            .unwrap()["conversions"]
            .parse()
            .unwrap()
    };
    let expected = plain_first_and_last(&folder.join("mta/attribution_data_subset8000.csv"));
    for (channel, [first, last]) in expected {
        assert_eq!(of("first", &channel), first, "{channel}");
        assert_eq!(of("last", &channel), last, "{channel}");
    }
}

/// First and last touches of converting journeys, by the plainest code there is.
fn plain_first_and_last(path: &std::path::Path) -> std::collections::BTreeMap<String, [f64; 2]> {
    use std::collections::BTreeMap;
    let mut reader = csv::Reader::from_path(path).unwrap();
    let mut users: BTreeMap<String, Vec<(String, String, bool)>> = BTreeMap::new();
    for record in reader.records() {
        let record = record.unwrap();
        let row = (
            record[1].to_owned(),
            record[5].to_owned(),
            &record[3] == "1",
        );
        users.entry(record[0].to_owned()).or_default().push(row);
    }
    let mut counts: BTreeMap<String, [f64; 2]> = BTreeMap::new();
    for rows in users.values_mut() {
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        let mut first: Option<&str> = None;
        for (_, channel, converts) in rows.iter() {
            let begin = *first.get_or_insert(channel);
            if *converts {
                counts.entry(begin.to_owned()).or_default()[0] += 1.0;
                counts.entry(channel.clone()).or_default()[1] += 1.0;
                first = None;
            }
        }
    }
    counts
}

#[test]
fn path_data_gets_the_published_figures() {
    let Some(folder) = folder("SOCIAL_ROI_REFERENCE") else {
        return;
    };
    let outcome = run(
        &folder,
        &[
            "attribute",
            "pathdata.csv",
            "-q",
            "--models",
            "first,last,linear,position,markov",
        ],
        "",
    );
    assert_eq!(outcome.code, 0, "{}", outcome.said);
    let mut expected = csv::Reader::from_path(folder.join("pathdata_expected.csv")).unwrap();
    let header = expected.headers().unwrap().clone();
    let columns = [
        ("first", "first_touch_conversions", "conversions", 1e-9),
        ("last", "last_touch_conversions", "conversions", 1e-9),
        ("linear", "linear_touch_conversions", "conversions", 1e-9),
        (
            "position",
            "position_40_20_40_conversions",
            "conversions",
            1e-9,
        ),
        ("linear", "linear_touch_value", "value", 1e-9),
        ("markov", "markov1_null_conversions", "conversions", 1e-6),
    ];
    let mut held = 0;
    for record in expected.records() {
        let record = record.unwrap();
        for (model, column, ours, tolerance) in columns {
            let at = header.iter().position(|name| name == column).unwrap();
            let wanted: f64 = record[at].parse().unwrap();
            let found = outcome.figure(&record[0], model, ours).unwrap();
            // The published figures have ten decimals.
            assert!(
                (found - wanted).abs() <= tolerance * wanted.max(1.0) + 5e-11,
                "{model} {}: {found}, expected {wanted}",
                &record[0]
            );
            held += 1;
        }
    }
    assert_eq!(held, 72);
}
