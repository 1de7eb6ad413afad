//! The touchpoint log holds the shop's orders, under the tags that the shop saw.

use std::collections::{BTreeMap, BTreeSet};

use super::{Line, millionths, root, truth};

/// Rows of the log, each once, rows without a user all.
fn rows() -> Vec<Line> {
    let path = root().join("sample-data/journeys/touchpoints.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows: Vec<Line> = reader.deserialize().map(|row| row.unwrap()).collect();
    assert_eq!(rows.len().to_string(), text("/journeys/rows"));
    let mut seen = BTreeSet::new();
    rows.into_iter()
        .filter(|row| row["user_id"].is_empty() || seen.insert(row.clone()))
        .collect()
}

fn text(path: &str) -> &'static str {
    truth(path).as_str().unwrap()
}

/// The analytics of July and August do not tell cancelled orders, the orders export of September and October does.
#[test]
fn orders_of_the_log_are_those_that_the_shop_counts() {
    let mut months: BTreeMap<String, (i128, i128)> = BTreeMap::new();
    for row in rows().iter().filter(|row| row["event_name"] == "purchase") {
        let value = serde_json::Value::String(row["value"].clone());
        let month = months.entry(row["timestamp"][..7].to_owned()).or_default();
        *month = (month.0 + 1, month.1 + millionths(&value));
    }
    let shop = |path: &str, month: &str| {
        let of = truth(&format!("{path}/{month}"));
        let orders = millionths(&of["orders"]) / 1_000_000;
        (month.to_owned(), (orders, millionths(&of["net_sales"])))
    };
    let expected = BTreeMap::from([
        shop("/shop/by_month", "2026-07"),
        shop("/shop/by_month", "2026-08"),
        shop("/orders_export/kept_by_month", "2026-09"),
        shop("/orders_export/kept_by_month", "2026-10"),
    ]);
    assert_eq!(months, expected);
    let all = months.values().map(|month| month.1).sum::<i128>();
    assert_eq!(all, millionths(truth("/journeys/periods/all/total/value")));
}

#[test]
fn visits_of_the_log_bear_tags_of_orders() {
    let known: BTreeSet<[String; 3]> = truth("/shop/by_utm")
        .as_array()
        .unwrap()
        .iter()
        .map(|utm| {
            ["source", "medium", "campaign"].map(|key| utm[key].as_str().unwrap().to_owned())
        })
        .collect();
    for row in rows() {
        let tags = ["source", "medium", "campaign"].map(|key| row[key].clone());
        assert!(known.contains(&tags), "{tags:?}");
    }
}

/// Runs `attribute` on the log alone.
fn attribute(args: &[&str]) -> Vec<Line> {
    let output = assert_cmd::Command::new(env!("CARGO_BIN_EXE_social-roi"))
        .current_dir(root())
        .args(["attribute", "sample-data/journeys", "--quiet"])
        .args(["--models", "first,last,linear"])
        .args(args)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    csv::Reader::from_reader(&output.stdout[..])
        .deserialize()
        .map(|row| row.unwrap())
        .collect()
}

fn close(found: &str, expected: &serde_json::Value) -> bool {
    let expected: f64 = expected.as_str().unwrap().parse().unwrap();
    (found.parse::<f64>().unwrap() - expected).abs() < 1e-6
}

#[test]
fn credit_is_what_the_generator_knows() {
    for (period, args) in [("all", &[][..]), ("2026-Q3", &["--period", "2026-Q3"][..])] {
        for (by, key) in [("by_channel", "channel"), ("by_campaign", "campaign")] {
            let rows = attribute(&[args, &["--by", key]].concat());
            let known = truth(&format!("/journeys/periods/{period}"));
            let mut held = 0;
            for row in rows.iter().filter(|row| row[key] != "(unattributed)") {
                let expected = &known[&row["model"]][by][&row[key]];
                // Names without credit are left out of the truth.
                let zero = serde_json::json!({"conversions": "0", "value": "0"});
                let expected = if expected.is_null() { &zero } else { expected };
                for column in ["conversions", "value"] {
                    assert!(
                        close(&row[column], &expected[column]),
                        "{period} {row:?} {expected}"
                    );
                }
                held += usize::from(*expected != zero);
            }
            let names = |model: &str| known[model][by].as_object().unwrap().len();
            assert_eq!(
                held,
                names("first") + names("last") + names("linear"),
                "{period} {by}"
            );
            let left = rows
                .iter()
                .find(|row| row[key] == "(unattributed)")
                .unwrap();
            let sum = |column: &str| -> f64 {
                let part = |why: &str| {
                    known["unattributed"][why][column]
                        .as_str()
                        .unwrap()
                        .parse::<f64>()
                        .unwrap()
                };
                part("no_touch") + part("no_user_id")
            };
            assert!(
                (left["value"].parse::<f64>().unwrap() - sum("value")).abs() < 1e-6,
                "{left:?}"
            );
        }
    }
}

#[test]
fn a_report_by_credit_has_the_revenue_of_the_journeys() {
    let revenue = |args: &[&str]| -> f64 {
        let (out, _) = super::run(
            &[
                &[
                    "sample-data",
                    "--model",
                    "linear",
                    "--metrics",
                    "revenue,orders",
                ],
                args,
            ]
            .concat(),
        );
        let rows: Vec<Line> = csv::Reader::from_reader(out.as_bytes())
            .deserialize()
            .map(|row| row.unwrap())
            .collect();
        rows.iter()
            .filter_map(|row| row["revenue"].parse::<f64>().ok())
            .sum()
    };
    let known: f64 = text("/journeys/periods/2026-Q3/total/value")
        .parse()
        .unwrap();
    let quarter = revenue(&["--period", "2026-Q3", "--by", "campaign"]);
    assert!(
        (quarter - known).abs() < 0.01,
        "{quarter}, expected {known}"
    );
    let months: f64 = ["2026-07", "2026-08", "2026-09"]
        .iter()
        .map(|month| revenue(&["--period", month]))
        .sum();
    assert!((months - known).abs() < 0.01, "{months}, expected {known}");
    let days = revenue(&[
        "--period",
        "2026-09-10..2026-09-20",
        "--by",
        "campaign",
        "--spread-periods",
    ]);
    assert!(days > 0.0 && days < known / 3.0, "{days}");
}
