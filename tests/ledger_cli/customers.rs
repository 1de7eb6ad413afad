//! Why revenue changed by customers, orders of each and revenue of each order (metric S-18).

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{json, printed};

const SPEND: &str =
    "Campaign name,Day,Amount spent (EUR)\nSale,2026-06-05,100\nSale,2026-07-05,100\n";

/// Metric, change of customers of `ledger --compare previous`.
fn change(folder: &Path, period: &str) -> Value {
    let line = format!("ledger . --quiet --period {period} --compare previous");
    json(folder, &line)["change"]["customers"].clone()
}

fn near(found: &Value, expected: [(&str, f64); 3]) {
    let effects = found["effects"].as_array().unwrap();
    for (name, size) in expected {
        let own = effects.iter().find(|one| one["name"] == name);
        let own = own.unwrap_or_else(|| panic!("no {name} in {found}"))["size"].as_f64();
        assert!((own.unwrap() - size).abs() < 0.005, "{name}: {found}");
    }
}

fn company(rows: &[(&str, i64, i64, i64)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("meta.csv"), SPEND).unwrap();
    let rows: String = rows
        .iter()
        .map(|(period, customers, orders, revenue)| {
            format!("{period},{revenue},{orders},{customers}\n")
        })
        .collect();
    let sheet = format!("period,total_revenue,orders,customers\n{rows}");
    fs::write(folder.path().join("finance.csv"), sheet).unwrap();
    folder
}

/// The catalogue's example: 1,000 × 1.5 × 40 = 60,000 becomes 1,100 × 1.6 × 38 = 66,880.
#[test]
fn the_companys_figures_are_split_without_a_rest() {
    let folder = company(&[
        ("2026-06", 1_000, 1_500, 60_000),
        ("2026-07", 1_100, 1_760, 66_880),
    ]);
    let found = change(folder.path(), "2026-07");
    near(
        &found,
        [
            ("reach", 6_040.55),
            ("frequency", 4_090.31),
            ("yield", -3_250.85),
        ],
    );
    assert_eq!(found["change"].as_f64(), Some(6_880.0));
    assert_eq!(found["unsplit"], Value::Array(Vec::new()));
    let text = printed(
        folder.path(),
        "ledger . --quiet --period 2026-07 --compare previous --format markdown",
    );
    assert!(text.contains("Why revenue changed by customers"), "{text}");
    assert!(text.contains("6,041"), "{text}");
}

/// a buys twice and b once for 40 each; then a, b, c and d twice each for 40: 2 × 1.5 × 40 = 120 becomes 4 × 2 × 40 = 320.
/// L = 200 / ln(320 / 120) = 203.909; reach L × ln 2 = 141.34, frequency L × ln(4 / 3) = 58.66. A payment that names nobody is
/// apart, which is told.
#[test]
fn orders_that_name_their_customer_count_each_once() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("meta.csv"), SPEND).unwrap();
    let mut payments = String::from("id,Created date (UTC),Amount,Currency,Status,Customer ID\n");
    let june = ["a", "a", "b"].map(|user| ("2026-06-10", user));
    let july = ["a", "b", "c", "d", "a", "b", "c", "d", ""].map(|user| ("2026-07-10", user));
    for (at, (day, user)) in june.into_iter().chain(july).enumerate() {
        payments += &format!("ch_{at},{day} 10:{at:02}:00,40.00,eur,Paid,{user}\n");
    }
    fs::write(folder.path().join("stripe.csv"), payments).unwrap();
    let found = change(folder.path(), "2026-07");
    assert_eq!(found["before"].as_f64(), Some(120.0), "{found}");
    near(
        &found,
        [("reach", 141.34), ("frequency", 58.66), ("yield", 0.0)],
    );
    let text = printed(
        folder.path(),
        "ledger . --quiet --period 2026-07 --compare previous --format markdown",
    );
    let apart = "orders that name no customer are not in it: 40.00 EUR of revenue, before 0.00";
    assert!(text.contains(apart), "{text}");
    assert!(
        text.contains("revenue of orders that name their customer, social or not"),
        "{text}"
    );
}

/// A factor of zero has no logarithm, and customers of two months cannot be added.
#[test]
fn what_cannot_be_split_says_why() {
    let folder = company(&[
        ("2026-06", 0, 1_500, 60_000),
        ("2026-07", 1_100, 1_760, 66_880),
    ]);
    let found = change(folder.path(), "2026-07");
    assert_eq!(found["status"], "zero_factor", "{found}");
    let text = printed(
        folder.path(),
        "ledger . --quiet --period 2026-07 --compare previous --format markdown",
    );
    let why = "n/a: it cannot be split: a factor is zero in one of the two periods";
    assert!(text.contains(why), "{text}");
    let found = change(folder.path(), "2026-Q3");
    assert_eq!(found["status"], "non_additive", "{found}");
}

/// Without a count of customers nothing is said of them.
#[test]
fn nobody_counted_is_nothing_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("meta.csv"), SPEND).unwrap();
    assert_eq!(change(folder.path(), "2026-07"), Value::Null);
}
