//! Where a figure comes from, and which figures the inputs allow.

use super::{META, SHOP, Story};

const ASKED: [&str; 8] = [
    "explain",
    "roas",
    "meta.csv",
    "shop.csv",
    "--quiet",
    "--currency-of=shop.csv=EUR",
    "--where",
    "campaign=Spring",
];

/// 300 + 150 of revenue in two rows over 100 + 50 of spend in two rows.
#[test]
fn roas_is_explained_by_its_sums_rows_and_files() {
    let story = Story::new(&[("meta.csv", META), ("shop.csv", SHOP)]);
    let outcome = story.run_words(ASKED);
    let (figures, notes) = outcome.out.split_once("\n  note: ").unwrap();
    assert_eq!(
        figures.lines().collect::<Vec<_>>(),
        [
            "roas = 3 ratio   Return on ad spend (P-19)",
            "  numerator    sum(conversions.revenue_joined) = 450",
            "  denominator  sum(ad_spend.spend_covered) = 150",
            "",
            "  sum(conversions.revenue_joined) = 450",
            "    2 of 2 rows count",
            "    450      2 rows  shop.csv",
            "",
            "  sum(ad_spend.spend_covered) = 150",
            "    2 of 2 rows count",
            "    150      2 rows  meta.csv",
        ]
    );
    // Notes are over everything: 511 of 560 joined.
    assert!(
        notes.contains("note: join by campaign name: 91.2 % of revenue (511.00 of 560.00); 100.0 % of spend has outcomes"),
        "{notes}"
    );
    assert_eq!((outcome.said.as_str(), outcome.code), ("", Some(0)));
}

#[test]
fn an_explanation_for_machines_holds_the_same() {
    let story = Story::new(&[("meta.csv", META), ("shop.csv", SHOP)]);
    let outcome = story.run_words([&ASKED[..], &["--format", "json"]].concat());
    let told: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    let text = |pointer: &str| {
        told.pointer(pointer).map(|value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        })
    };
    for (pointer, expected) in [
        ("/figure", "roas"),
        ("/id", "P-19"),
        ("/value", "3"),
        ("/status", "ok"),
        ("/numerator_value", "450"),
        ("/denominator_value", "150"),
        ("/parts/0/component", "sum(conversions.revenue_joined)"),
        ("/parts/0/rows", "2"),
        ("/parts/0/counted", "2"),
        ("/parts/0/files/0/file", "shop.csv"),
        ("/parts/0/files/0/sum", "450"),
        ("/parts/1/files/0/file", "meta.csv"),
        ("/parts/1/files/0/sum", "150"),
    ] {
        assert_eq!(text(pointer).as_deref(), Some(expected), "{pointer}");
    }
    assert_eq!(outcome.code, Some(0));
}

#[test]
fn without_inputs_the_definition_is_told() {
    let story = Story::new(&[]);
    let outcome = story.run_words(["explain", "cpc"]);
    let first: Vec<&str> = outcome.out.lines().take(3).collect();
    assert!(first[0].starts_with("cpc (P-08): "), "{first:?}");
    assert_eq!(
        first[1],
        "  formula     sum(ad_spend.spend) / sum(ad_spend.clicks)"
    );
    assert_eq!(first[2], "  unit        money");
    story.run_words(["explain", "raos"]).fails(
        2,
        &["error: unknown metric `raos`", "hint: did you mean `roas`?"],
    );
}

#[test]
fn metrics_can_says_what_the_inputs_lack() {
    let story = Story::new(&[("meta.csv", META)]);
    let outcome = story.run_words(["metrics", "--can", "meta.csv", "--quiet", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(outcome.out.as_bytes());
    assert_eq!(
        reader.headers().unwrap(),
        [
            "metric", "id", "function", "unit", "can", "missing", "from", "rule", "formula",
            "meaning", "source"
        ]
        .as_slice()
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    for (metric, can, missing) in [
        ("spend", "yes", ""),
        ("cpc", "yes", ""),
        ("claimed_roas", "yes", ""),
        ("reach", "no", "ad_spend.reach"),
        ("posts", "no", "posts"),
        ("orders", "no", "conversions"),
    ] {
        let row = rows.iter().find(|row| &row[0] == metric).unwrap();
        assert_eq!((&row[4], &row[5]), (can, missing), "{metric}");
    }
    assert_eq!((outcome.said.as_str(), outcome.code), ("", Some(0)));
}
