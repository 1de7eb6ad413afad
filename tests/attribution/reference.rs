//! Reference results from the folder that `SOCIAL_ROI_REFERENCE` names: see `tests/reference/attribution/SOURCE.md`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use social_roi::attribution::{Details, Reason};
use social_roi::schema::Amount;

use super::chains::details;
use super::definition;
use super::journeys::{Owned, assert_close, conversions, result, results, setup, values};

/// The file of that name, or `None` with a word on standard error.
#[allow(clippy::print_stderr)] // a test that does nothing must say so
fn reference(name: &str) -> Option<String> {
    let Some(folder) = std::env::var_os("SOCIAL_ROI_REFERENCE") else {
        eprintln!("skipped: SOCIAL_ROI_REFERENCE is not set");
        return None;
    };
    Some(std::fs::read_to_string(PathBuf::from(folder).join(name)).unwrap())
}

/// Aggregated paths with their channels, which are numbered in order of name.
struct Paths {
    names: Vec<String>,
    rows: Vec<Owned>,
}

fn path_data() -> Option<Paths> {
    let text = reference("pathdata.csv")?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let touches = |record: &csv::StringRecord| -> Vec<String> {
        record[0].split(" > ").map(str::to_owned).collect()
    };
    let mut names: Vec<String> = records.iter().flat_map(touches).collect();
    names.sort();
    names.dedup();
    let amount = |text: &str| Amount::from_plain(text).unwrap();
    let row = |record: &csv::StringRecord| Owned {
        channels: touches(record)
            .iter()
            .map(|name| names.binary_search(name).unwrap() as u32)
            .collect(),
        conversions: amount(&record[1]),
        value: amount(&record[2]),
        nulls: amount(&record[3]),
        ..Owned::default()
    };
    let rows = records.iter().map(row).collect();
    Some(Paths { names, rows })
}

fn expected_columns(names: &[String]) -> BTreeMap<String, Vec<f64>> {
    let text = reference("pathdata_expected.csv").unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let mut columns: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for (record, name) in reader.records().map(Result::unwrap).zip(names) {
        assert_eq!(&record[0], name);
        for (header, cell) in headers.iter().zip(&record).skip(1) {
            columns
                .entry(header.to_owned())
                .or_default()
                .push(cell.parse().unwrap());
        }
    }
    columns
}

#[test]
fn rules_and_chain_on_path_data_agree_with_other_solvers() {
    let Some(paths) = path_data() else { return };
    let expected = expected_columns(&paths.names);
    let channels = paths.names.len();
    for (model, stem) in [
        ("first", "first_touch"),
        ("last", "last_touch"),
        ("linear", "linear_touch"),
        ("position", "position_40_20_40"),
    ] {
        let credits = result(&setup(channels, &[model]), &paths.rows)
            .credits
            .unwrap();
        assert_close(
            &conversions(&credits),
            &expected[&format!("{stem}_conversions")],
            1e-9,
            model,
        );
        if let Some(value) = expected.get(&format!("{stem}_value")) {
            assert_close(&values(&credits), value, 1e-9, model);
        }
    }
    let markov = result(&setup(channels, &["markov"]), &paths.rows);
    let effects = &expected["markov1_null_removal_effect"];
    assert_close(&details(&markov).effects, effects, 1e-11, "removal effects");
    assert!((details(&markov).conversion - 19_785.0 / 88_387.0).abs() < 1e-14);
    let found = conversions(&markov.credits.unwrap());
    for (one, other) in found.iter().zip(&expected["markov1_null_conversions"]) {
        assert!((one - other).abs() <= 1e-6 * other, "{found:?}");
    }
    // Re-splitting removal effects inside each journey gives the first channel 8285.
    assert!((found[0] - 5_344.947_682).abs() < 1e-3);
}

#[test]
fn every_model_sums_to_the_conversions_of_path_data() {
    let Some(paths) = path_data() else { return };
    let names = "first last last-non-direct linear position j-shaped inverse-j markov shapley shapley-ordered";
    let setup = setup(paths.names.len(), &names.split(' ').collect::<Vec<_>>());
    for result in results(&setup, &paths.rows) {
        let credits = result.credits.unwrap();
        assert_eq!(
            credits
                .iter()
                .map(|credit| credit.conversions)
                .sum::<Amount>(),
            Amount::whole(19_785),
            "{}",
            result.name
        );
        let value: Amount = credits.iter().map(|credit| credit.value).sum();
        assert_eq!(value, result.total.value, "{}", result.name);
        assert!((value.to_f64() - 74_802.971_587).abs() < 1e-6);
    }
}

#[test]
fn higher_orders_on_path_data_agree_with_a_plain_solver() {
    let Some(paths) = path_data() else { return };
    let channels = paths.names.len();
    for order in 1..=4 {
        let mut setup = setup(channels, &["markov"]);
        setup.orders = vec![order];
        let markov = result(&setup, &paths.rows);
        let found = details(&markov);
        assert!(
            (found.conversion - 19_785.0 / 88_387.0).abs() < 1e-13,
            "order {order}: {}",
            found.conversion
        );
        let by_definition = if order <= 2 {
            definition::removal_effects
        } else {
            definition::iterated_removal_effects
        };
        let (_, effects) = by_definition(&paths.rows, usize::from(order), channels as u32);
        assert_close(&found.effects, &effects, 1e-12, &format!("order {order}"));
    }
    let mut converting = paths.rows.clone();
    converting
        .iter_mut()
        .for_each(|row| row.nulls = Amount::ZERO);
    converting.retain(Owned::converts);
    let markov = result(&setup(channels, &["markov"]), &converting);
    let (_, effects) = definition::removal_effects(&converting, 1, channels as u32);
    assert_close(
        &details(&markov).effects,
        &effects,
        1e-12,
        "without null paths",
    );
}

/// Every worked example about attribution, as the file states it.
#[test]
fn worked_examples_come_out() {
    let Some(text) = reference("worked_examples.json") else {
        return;
    };
    let examples: serde_json::Value = serde_json::from_str(&text).unwrap();
    let chains = examples["markov_order1"].as_array().unwrap();
    assert_eq!(chains.len(), 4);
    for example in chains {
        chain_example(example);
    }
    let rules = examples["heuristics"][0].clone();
    let touches = rules["touches"].as_array().unwrap();
    let ages: Vec<(u32, i64)> = touches
        .iter()
        .enumerate()
        .map(|(at, touch)| (at as u32, touch[1].as_i64().unwrap()))
        .collect();
    for (model, key) in [
        ("linear", "linear"),
        ("j-shaped", "j_shaped_20_20_60"),
        ("time-decay", "time_decay_half_life_7d"),
    ] {
        let expected: Vec<f64> = touches
            .iter()
            .map(|touch| rules[key][touch[0].as_str().unwrap()].as_f64().unwrap())
            .collect();
        let credits = result(&setup(4, &[model]), &[Owned::timed(&ages, 50)])
            .credits
            .unwrap();
        assert_close(&values(&credits), &expected, 0.005, model);
    }
}

fn chain_example(example: &serde_json::Value) {
    let id = example["id"].as_str().unwrap();
    let effects = example["removal_effect"].as_object().unwrap();
    let names: Vec<&str> = effects.keys().map(String::as_str).collect();
    let journey = |row: &serde_json::Value| {
        let path = row[0].as_str().unwrap().split(" > ");
        let channels: Vec<u32> = path
            .map(|name| names.iter().position(|other| *other == name).unwrap() as u32)
            .collect();
        Owned::path(
            &channels,
            row[1].as_i64().unwrap(),
            row[2].as_i64().unwrap(),
        )
    };
    let journeys: Vec<Owned> = example["paths"]
        .as_array()
        .unwrap()
        .iter()
        .map(journey)
        .collect();
    let markov = result(&setup(names.len(), &["markov"]), &journeys);
    let column = |key: &str| -> Vec<f64> {
        names
            .iter()
            .map(|name| fraction(&example[key][name]))
            .collect()
    };
    assert!(
        (details(&markov).conversion - fraction(&example["p_conversion"])).abs() < 1e-14,
        "{id}"
    );
    assert_close(
        &details(&markov).effects,
        &column("removal_effect"),
        1e-13,
        id,
    );
    assert_close(
        &conversions(&markov.credits.unwrap()),
        &column("conversions"),
        1e-11,
        id,
    );
}

/// `"19/39"` or a number.
fn fraction(value: &serde_json::Value) -> f64 {
    let Some(text) = value.as_str() else {
        return value.as_f64().unwrap();
    };
    let (above, below) = text.split_once('/').unwrap_or((text, "1"));
    above.parse::<f64>().unwrap() / below.parse::<f64>().unwrap()
}

#[test]
fn rate_values_on_path_data_sum_to_the_rate() {
    let Some(paths) = path_data() else { return };
    let result = result(&setup(paths.names.len(), &["shapley-cr"]), &paths.rows);
    let Details::Rate(details) = &result.details else {
        panic!()
    };
    assert!((details.values.iter().sum::<f64>() - 19_785.0 / 88_387.0).abs() < 1e-12);
    if details.values.iter().any(|value| *value < 0.0) {
        assert_eq!(result.credits.unwrap_err().reason, Reason::Negative);
    }
}
