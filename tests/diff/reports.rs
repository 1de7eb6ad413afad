//! Reports and packs: rows by their keys, other metrics, what a manifest beside them says.

use serde_json::Value;

use super::story::Story;
use super::told::{META, cause, moved, reports};

#[test]
fn rows_of_reports_are_matched_by_their_keys() {
    let story = reports();
    let diff = story.diff("a.json", "b.json");
    assert_eq!(diff["kind"], "report");
    assert_eq!(
        moved(&diff, "row", "Spring", "spend"),
        Some([100.0, 80.0, -20.0])
    );
    let sides = |item: &str| {
        let all = diff["moved"].as_array().unwrap().iter();
        let one = all
            .clone()
            .find(|one| one["item"] == item && one["figure"] == "spend")
            .unwrap();
        (one["before"].clone(), one["after"].clone())
    };
    assert_eq!(
        sides("Winter"),
        ("absent".into(), serde_json::json!({"number": 5.0}))
    );
    assert_eq!(
        sides("Autumn"),
        (serde_json::json!({"number": 50.0}), "absent".into())
    );
    let notes = diff["notes"].to_string();
    assert!(
        notes.contains("a.json has no manifest.json beside it"),
        "{notes}"
    );
}

#[test]
fn other_metrics_keys_and_currencies_are_said_once() {
    let story = reports();
    story.run(
        "report meta.csv --quiet --by campaign --metrics spend,cpm --period 2026-02 -o c.json",
    );
    let notes = story.diff("a.json", "c.json")["notes"].to_string();
    assert!(notes.contains("only the first has cpc"), "{notes}");
    story.run("report meta.csv --quiet --by month --metrics spend -o d.json");
    let notes = story.diff("a.json", "d.json")["notes"].to_string();
    assert!(
        notes.contains("the rows are by campaign in the first and by month in the second"),
        "{notes}"
    );
    story.run("report meta.csv --quiet --by campaign --metrics spend,cpm,cpc --period 2026-01 --margin 0.4 --cost labour=3 -o e.json");
    let diff = story.diff("a.json", "e.json");
    assert_eq!(cause(&diff, "setting", "cost types")["after"], "2");
    assert_eq!(cause(&diff, "setting", "margin given")["after"], "true");
}

#[test]
fn packs_say_what_they_rest_on_also_for_a_report_beside_the_manifest() {
    let story = Story::example();
    story.write("meta.csv", META);
    for (month, folder) in [("2026-01", "p1"), ("2026-02", "p2")] {
        let outcome = story.run(&format!(
            "report meta.csv --quiet --period {month} --pack {folder}"
        ));
        assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    }
    let diff = story.diff("p1", "p2/manifest.json");
    assert_eq!(diff["kind"], "report");
    assert_eq!(
        moved(&diff, "row", "meta", "spend"),
        Some([150.0, 85.0, -65.0])
    );
    assert_eq!(cause(&diff, "setting", "period")["after"], "1–28 Feb 2026");
    assert_eq!(diff["notes"], Value::Array(vec![]));
    story.run("report meta.csv --quiet --metrics spend --period 2026-01 -o p1/one.json");
    story.run("report meta.csv --quiet --metrics spend --period 2026-02 -o p2/two.json");
    let diff = story.diff("p1/one.json", "p2/two.json");
    assert_eq!(cause(&diff, "setting", "period")["before"], "1–31 Jan 2026");
    // A manifest about other figures says nothing of these.
    story.run("report meta.csv --quiet --metrics spend --period 2026-02 -o p1/other.json");
    let notes = story.diff("p1/other.json", "p2/two.json")["notes"].to_string();
    assert!(
        notes.contains("p1/other.json has no manifest.json beside it"),
        "{notes}"
    );
}
