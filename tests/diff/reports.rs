//! Reports and packs: rows by their keys, other metrics, what a manifest beside them says.

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

/// The rows say of which days they are; reports of the same days say nothing of them.
#[test]
fn reports_of_two_periods_say_so_first() {
    let story = reports();
    assert_eq!(story.json("a.json")[0]["period"], "2026-01-01..2026-01-31");
    let diff = story.diff("a.json", "b.json");
    let told =
        "two periods, 1–31 Jan 2026 and 1–28 Feb 2026: rows of both are matched by their keys";
    assert!(diff["notes"][0].as_str().unwrap().starts_with(told));
    let days = cause(&diff, "period", "period");
    assert_eq!(days["after"], "2026-02-01..2026-02-28");
    let text = story.run("diff a.json b.json --format markdown").out;
    assert!(text.find(told) < text.find("What moved"), "{text}");
    story.write("c.json", story.read("a.json").replace("100", "90"));
    let notes = story.diff("a.json", "c.json")["notes"].to_string();
    assert!(!notes.contains("two periods"), "{notes}");
    // Saved before rows said so.
    let older = story
        .read("a.json")
        .replace(", \"period\": \"2026-01-01..2026-01-31\"", "");
    story.write("older.json", older);
    let notes = story.diff("older.json", "b.json")["notes"].to_string();
    assert!(!notes.contains("two periods"), "{notes}");
}

/// 16.67086 − 16.67048 is 0.00038: the first decimal that shows it is the fourth, at which the two are 16.6705 and 16.6709.
#[test]
fn a_figure_has_the_digits_that_its_change_needs() {
    let story = Story::new(&[
        ("a.json", "[{\"platform\": \"meta\", \"cpm\": 16.67048}]"),
        ("b.json", "[{\"platform\": \"meta\", \"cpm\": 16.67086}]"),
    ]);
    let text = story.run("diff a.json b.json --format markdown").out;
    let row = text.lines().find(|line| line.contains("cpm")).unwrap();
    let cells: Vec<&str> = row.split('|').map(str::trim).collect();
    assert_eq!(cells[3..6], ["16.6705", "16.6709", "+0.0004"], "{text}");
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
    let notes = diff["notes"].as_array().unwrap();
    assert_eq!(notes.len(), 1);
    let told = "two periods, 1–31 Jan 2026 and 1–28 Feb 2026: ";
    assert!(notes[0].as_str().unwrap().starts_with(told), "{notes:?}");
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
