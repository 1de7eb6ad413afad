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
