//! Nothing that the ledger prints lacks an explanation: its JSON is gone through figure by figure.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::{folder, printed};

/// What the JSON has beside figures: words, days, what was read, what was asked for.
const NO_FIGURES: [&str; 9] = [
    "period",
    "currency",
    "as_of",
    "sentence",
    "notes",
    "basis",
    "what_if",
    "missing",
    "roi_on_record",
];

/// The names under which the parts of one key of the JSON are explained.
fn names(key: &str, value: &Value) -> Vec<String> {
    let list = || value.as_array().unwrap().iter();
    let text = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    let or = |one: &Value, key: &str, other: &str| one[key].as_str().unwrap_or(other).to_owned();
    let keys = |prefix: &str, left_out: &[&str]| -> Vec<String> {
        let object = value.as_object().unwrap();
        let own = object
            .keys()
            .filter(|key| !left_out.contains(&key.as_str()));
        own.map(|key| format!("{prefix}{key}")).collect()
    };
    match key {
        // Types of cost are counted in `ledger.completeness`.
        "headline" => keys(
            "ledger.",
            &["cost", "cost_types", "cost_types_of", "banner"],
        ),
        "beside" => keys("ledger.", &[]),
        "value" | "net" | "roi" | "bcr" | "simulation" | "change" => vec![format!("ledger.{key}")],
        "lines" | "earned_media" => list().map(|line| text(line, "id")).collect(),
        "cost" => {
            let types = value["by_type"].as_array().unwrap().iter();
            let types = types.map(|one| format!("cost.{}", text(one, "cost_type")));
            let own = value.as_object().unwrap().keys();
            let own = own.flat_map(|key| match key.as_str() {
                "total" => vec!["ledger.full_cost".to_owned()],
                "completeness" => vec!["ledger.completeness".to_owned()],
                // Each record stands in the explanation of its type.
                "lines" | "by_type" => Vec::new(),
                other => panic!("`cost.{other}` of the ledger has no explanation"),
            });
            types.chain(own).collect()
        }
        "ladder" => {
            let label = |one: &Value| text(one, "label").replace('+', "").to_lowercase();
            list()
                .map(|one| match (one["rung"].is_null(), label(one).as_str()) {
                    (true, _) => "ledger.roi_undocumented".to_owned(),
                    (_, "abcd") => "ledger.roi".to_owned(),
                    (_, label) => format!("ledger.roi_{label}"),
                })
                .collect()
        }
        "evidence" => list()
            .map(|one| format!("ledger.evidence_{}", text(one, "rung").to_lowercase()))
            .collect(),
        "functions" => {
            let rows = value["rows"].as_array().unwrap().iter();
            let rows = rows.map(|row| format!("function.{}", or(row, "function", "unallocated")));
            rows.chain(["ledger.functions".to_owned()]).collect()
        }
        "over_time" => {
            let rows = value["rows"].as_array().unwrap().iter();
            let rows = rows.map(|row| format!("month.{}", or(row, "period", "other")));
            let rest = value.as_object().unwrap().keys();
            let rest = rest.filter(|key| *key != "rows");
            let rest = rest.map(|key| format!("ledger.{key}"));
            rows.chain(rest)
                .chain(["ledger.months".to_owned()])
                .collect()
        }
        "inputs" => list()
            .map(|one| format!("input.{}", text(one, "key")))
            .collect(),
        "tornado" => {
            let bars = value["bars"].as_array().unwrap().iter();
            let bars = bars.map(|bar| format!("input.{}", text(bar, "key")));
            bars.chain(["ledger.tornado".to_owned()]).collect()
        }
        "scenarios" => list()
            .map(|one| format!("ledger.scenario_{}", text(one, "name").replace(' ', "_")))
            .collect(),
        "coverage" => list()
            .map(|one| format!("cost.{}", text(one, "cost_type")))
            .collect(),
        other => {
            panic!("`{other}` of the ledger has no explanation: give it one, and name it here")
        }
    }
}

/// Every explanation of a folder's ledger, by its name.
fn explained(folder: &Path, options: &str) -> BTreeMap<String, Value> {
    let text = printed(
        folder,
        &format!("explain ledger --format json --quiet {options}"),
    );
    let all: Vec<Value> = serde_json::from_str(&text).unwrap();
    let named = |one: Value| (one["figure"].as_str().unwrap().to_owned(), one);
    all.into_iter().map(named).collect()
}

fn everything_is_explained(folder: &Path, options: &str) {
    let ledger: Value = serde_json::from_str(&printed(
        folder,
        &format!("ledger --format json --quiet --show-emv --monte-carlo 50 {options}"),
    ))
    .unwrap();
    let all = explained(folder, options);
    let figures = ledger.as_object().unwrap().iter();
    for (key, value) in figures.filter(|(key, _)| !NO_FIGURES.contains(&key.as_str())) {
        for name in names(key, value) {
            assert!(
                all.contains_key(&name),
                "`{name}` ({key}) has no explanation"
            );
        }
    }
    for (name, one) in &all {
        assert!(!one["value"].as_str().unwrap().is_empty(), "{name}: {one}");
        let parts = one["parts"].as_array().unwrap();
        let notes = one["notes"].as_array().unwrap();
        // What has no part says in words why; a count has rows all the same, though it counts for nothing.
        let is_memo = name.starts_with("L-17:");
        assert!(
            !parts.is_empty() || !is_memo && !notes.is_empty(),
            "{name}: {one}"
        );
        for part in parts {
            let reaches = all.contains_key(part["name"].as_str().unwrap())
                || !part["origin"].as_str().unwrap().is_empty();
            assert!(reaches, "{name} ends at {part}");
        }
    }
}

#[test]
fn every_figure_of_the_example_is_explained() {
    everything_is_explained(&folder(), "--period 1405-08");
}

#[test]
fn every_figure_of_the_sample_data_is_explained() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    everything_is_explained(&sample, "");
}

fn told(figure: &str) -> String {
    printed(
        &folder(),
        &format!("explain {figure} --period 1405-08 --quiet"),
    )
}

#[test]
fn a_function_leads_to_its_lines_its_cost_and_the_key_of_what_is_shared() {
    let text = told("function.care");
    for part in [
        "ROI of a function (F-10)",
        "L-07",
        "cost.labour",
        "direct cost",
        "plan/labour.csv, 1 row",
        "shared cost by hours",
    ] {
        assert!(text.contains(part), "no `{part}` in\n{text}");
    }
    assert!(told("function.unallocated").contains("what belongs to no function"));
}

#[test]
fn a_line_that_is_not_there_says_what_it_lacks() {
    let text = told("L-05");
    assert!(
        text.starts_with("L-05 = — (not in the ledger)   advocacy\n"),
        "{text}"
    );
    for part in [
        "formula  revenue tagged with employees × κ × margin",
        "not on record: `input.revenue_employees`",
        "orders whose UTM source, medium or content says employees",
        "input.margin",
    ] {
        assert!(text.contains(part), "no `{part}` in\n{text}");
    }
    let text = told("L-10");
    assert!(
        text.contains(
            "not on record: `input.contacts_handled`, `input.minutes_before`, `input.minutes_now`"
        ),
        "{text}"
    );
}

#[test]
fn a_month_leads_to_what_of_each_line_falls_on_it() {
    let all = explained(&folder(), "--period 1405-08");
    let months: Vec<&String> = all
        .keys()
        .filter(|name| name.starts_with("month."))
        .collect();
    assert!(!months.is_empty());
    let text = told(months[0]);
    assert!(
        text.contains("L-02:meta") && text.contains("cost.labour"),
        "{text}"
    );
    // A period names the month that it holds.
    let short = told("month.1405-08");
    assert_eq!(
        short.split_once(" = ").unwrap().1,
        text.split_once(" = ").unwrap().1
    );
}

#[test]
fn all_names_stand_in_a_list() {
    let text = told("ledger");
    for line in [
        "ledger.roi ",
        "L-02:meta ",
        "L-05 ",
        "cost.labour ",
        "function.care ",
        "input.margin ",
    ] {
        assert!(
            text.lines().any(|own| own.starts_with(line)),
            "no {line} in\n{text}"
        );
    }
}

/// The example with followers and prices of what people see, for earned media value.
fn priced() -> tempfile::TempDir {
    let mut more = String::new();
    for key in ["emv_new_follows", "emv_engagements"] {
        more.push_str(&format!(
            "\n[[assumptions]]\nkey = \"{key}\"\nbase = 2\nunit = \"EUR\"\nsource = \"Price list\"\nowner = \"PR\"\ndate = 2026-10-01\n"
        ));
    }
    let copy = crate::counting::with(&more);
    std::fs::write(
        copy.path().join("exports").join("Facebook_follows.csv"),
        "sep=,\n\"Facebook follows\"\n\"Date\",\"Primary\"\n\"2026-10-25T00:00:00\",\"5\"\n",
    )
    .unwrap();
    copy
}

#[test]
fn earned_media_stands_in_a_box_of_its_own_and_in_no_sum() {
    let copy = priced();
    let run = |more: &str| -> Value {
        let words = format!("ledger --period 1405-08 --format json --quiet {more}");
        serde_json::from_str(&printed(copy.path(), &words)).unwrap()
    };
    let (plain, shown) = (run(""), run("--show-emv"));
    assert_eq!(plain["earned_media"], serde_json::json!([]));
    let boxed = shown["earned_media"].as_array().unwrap();
    assert_eq!(boxed.len(), 1, "{}", shown["earned_media"]);
    assert_eq!(boxed[0]["id"], "L-16");
    assert_eq!(boxed[0]["include"], false);
    assert!(
        boxed[0]["amount"]["value"].as_f64().unwrap() > 0.0,
        "{}",
        boxed[0]
    );
    for figure in [
        "headline",
        "value",
        "net",
        "roi",
        "bcr",
        "ladder",
        "evidence",
        "functions",
        "over_time",
        "beside",
        "cost",
        "lines",
        "scenarios",
        "tornado",
    ] {
        assert_eq!(plain[figure], shown[figure], "{figure}");
    }
    // On screen the box has a table and a warning of its own.
    let table = |more: &str| {
        let words = format!("ledger --period 1405-08 --format table --quiet {more}");
        printed(copy.path(), &words)
    };
    assert!(!table("").to_lowercase().contains("earned media"));
    let text = table("--show-emv");
    let at = text.to_lowercase().find("earned media").unwrap();
    assert!(text[at..].contains("L-16"), "{text}");
    assert!(!text[..at].contains("L-16"), "{text}");
}
