//! `diff` through the binary: what moved between two ledgers or reports, and why, with effects proven by other runs.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

use std::path::Path;

#[path = "../story/mod.rs"]
mod story;

use serde_json::Value;

use story::Story;

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copy(&path, &target),
            false => drop(std::fs::copy(&path, &target).unwrap()),
        }
    }
}

impl Story {
    /// A folder with a copy of the worked example in `w`.
    fn example() -> Self {
        let story = Self::new(&[]);
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/worked_example");
        copy(&example, &story.path("w"));
        story
    }

    /// Replaces a text that is there in a file.
    fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{name} lacks {from}");
        self.write(name, text.replacen(from, to, 1));
    }

    /// Saves the ledger of the example.
    fn save(&self, file: &str, words: &str) {
        let outcome = self.run(&format!(
            "ledger --quiet --project w/social-roi.toml -o {file} {words}"
        ));
        assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    }

    fn json(&self, file: &str) -> Value {
        serde_json::from_str(&self.read(file)).unwrap()
    }

    fn diff(&self, before: &str, after: &str) -> Value {
        let outcome = self.run(&format!("diff {before} {after} --format json"));
        assert_eq!((outcome.code, &outcome.said[..]), (Some(0), ""));
        serde_json::from_str(&outcome.out).unwrap()
    }
}

/// The cause of that kind and name.
fn cause<'d>(diff: &'d Value, kind: &str, what: &str) -> &'d Value {
    let all = diff["causes"].as_array().unwrap().iter();
    let own: Vec<&Value> = all
        .filter(|cause| cause["kind"] == kind && cause["what"] == what)
        .collect();
    assert_eq!(own.len(), 1, "{kind} {what}: {}", diff["causes"]);
    own[0]
}

/// Before, after and change of a figure; nothing where it did not move.
fn moved(diff: &Value, section: &str, item: &str, figure: &str) -> Option<[f64; 3]> {
    let all = diff["moved"].as_array().unwrap().iter();
    let mut own = all
        .filter(|one| one["section"] == section && one["item"] == item && one["figure"] == figure);
    let one = own.next()?;
    let number = |side: &str| one[side]["number"].as_f64().unwrap();
    Some([
        number("before"),
        number("after"),
        one["change"].as_f64().unwrap(),
    ])
}

fn near(found: &Value, expected: f64) {
    let found = found.as_f64().unwrap();
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

#[test]
fn the_same_ledger_differs_in_nothing() {
    let story = Story::example();
    story.save("a.json", "");
    story.save("b.json", "");
    let diff = story.diff("a.json", "b.json");
    assert_eq!(diff["moved"], Value::Array(vec![]));
    assert_eq!(diff["causes"], Value::Array(vec![]));
    assert_eq!(story.run("diff a.json b.json --exit-code").code, Some(0));
    let text = story.run("diff a.json b.json --format table").out;
    assert!(text.contains("note: no figure moved\n"), "{text}");
    assert!(
        text.contains("note: nothing differs in what they say they rest on\n"),
        "{text}"
    );
}

/// The effect of an input alone is what `--what-if` makes of the first ledger.
#[test]
fn an_assumption_has_the_effect_that_what_if_gives_it() {
    let story = Story::example();
    story.save("a.json", "");
    story.edit(
        "w/plan/assumptions.csv",
        "deflection_share,0.40",
        "deflection_share,0.45",
    );
    story.edit("w/social-roi.toml", "base = 0.40", "base = 0.42");
    story.save("b.json", "");
    let diff = story.diff("a.json", "b.json");
    assert_eq!(story.run("diff a.json b.json --exit-code").code, Some(3));

    // The other ledgers are those of the first with one input changed by hand.
    story.edit(
        "w/plan/assumptions.csv",
        "deflection_share,0.45",
        "deflection_share,0.40",
    );
    story.edit("w/social-roi.toml", "base = 0.42", "base = 0.40");
    let roi = |file: &str| story.json(file)["roi"]["value"].as_f64().unwrap();
    for (kind, key, before, after) in [
        ("assumption", "deflection_share", "0.4 share", "0.45 share"),
        ("margin", "margin", "0.4 share", "0.42 share"),
    ] {
        let value = after.split(' ').next().unwrap();
        story.save("c.json", &format!("--what-if {key}={value}"));
        let cause = cause(&diff, kind, key);
        assert_eq!(
            (&cause["before"], &cause["after"]),
            (&before.into(), &after.into())
        );
        near(&cause["effect_on_roi"], roi("c.json") - roi("a.json"));
    }
    story.save(
        "c.json",
        "--what-if deflection_share=0.45 --what-if margin=0.42",
    );
    let both = cause(&diff, "assumption", "all 2 together");
    near(&both["effect_on_roi"], roi("c.json") - roi("a.json"));
    near(&both["effect_on_roi"], roi("b.json") - roi("a.json"));
}

/// METRICS.md 5.4: net 2,926 over 65,938. A thousand less revenue of Meta at κ 0.7 and margin 0.4 is 280 less value.
#[test]
fn restated_data_are_told_with_their_file_and_their_effect() {
    let story = Story::example();
    story.save("a.json", "");
    story.edit(
        "w/exports/orders_by_utm.csv",
        "-1000,-1000,60000",
        "-1000,-2000,59000",
    );
    story.save("b.json", "");
    let diff = story.diff("a.json", "b.json");
    let source = cause(&diff, "source", "w/exports/orders_by_utm.csv");
    let hash = |side: &str| source[side].as_str().unwrap().to_owned();
    assert!(
        hash("before").starts_with("sha256 ") && hash("before") != hash("after"),
        "{source}"
    );
    let data = cause(&diff, "data", "revenue_meta");
    assert_eq!(
        (&data["before"], &data["after"]),
        (&"120000 EUR".into(), &"119000 EUR".into())
    );
    near(&data["effect_on_roi"], -280.0 / 65_938.0);
    assert_eq!(
        moved(&diff, "headline", "", "net_value"),
        Some([2926.0, 2646.0, -280.0])
    );
    assert_eq!(
        moved(&diff, "line", "L-02:meta", "amount"),
        Some([33_600.0, 33_320.0, -280.0])
    );
    assert_eq!(moved(&diff, "cost", "labour", "amount"), None);
    assert_eq!(
        diff["causes"].as_array().unwrap().len(),
        2,
        "{}",
        diff["causes"]
    );
}

#[test]
fn files_that_are_new_gone_or_renamed() {
    let story = Story::example();
    story.save("a.json", "");
    let path = |name: &str| story.path("w/exports").join(name);
    std::fs::rename(path("meta_ads.csv"), path("meta.csv")).unwrap();
    story.save("b.json", "");
    // The same bytes under another name change nothing.
    assert_eq!(
        story.diff("a.json", "b.json")["moved"],
        Value::Array(vec![])
    );
    let causes = story.diff("a.json", "b.json")["causes"].to_string();
    assert!(!causes.contains("source"), "{causes}");
    story.write(
        "w/exports/more.csv",
        "Campaign name,Day,Amount spent (EUR),Impressions\nHarvest_Conv,2026-11-05,100.00,10\n",
    );
    story.save("c.json", "");
    let diff = story.diff("b.json", "c.json");
    let new = cause(&diff, "source", "w/exports/more.csv");
    assert_eq!(new["before"], "");
    assert!(
        new["after"]
            .as_str()
            .unwrap()
            .starts_with("1 rows; 2026-11-05 to 2026-11-05; sha256 "),
        "{new}"
    );
    let diff = story.diff("c.json", "b.json");
    assert_eq!(cause(&diff, "source", "w/exports/more.csv")["after"], "");
    assert_eq!(moved(&diff, "cost", "media", "amount").unwrap()[2], -100.0);
}

#[test]
fn ranges_sources_and_lines_that_count_otherwise() {
    let story = Story::example();
    story.save("a.json", "");
    story.edit(
        "w/plan/assumptions.csv",
        "survey of 400 customers",
        "survey of 900 customers",
    );
    story.save("b.json", "");
    let diff = story.diff("a.json", "b.json");
    let one = cause(&diff, "assumption", "deflection_share");
    assert_eq!(
        (&one["before"], &one["after"], &one["effect_on_roi"]),
        (
            &"survey of 400 customers".into(),
            &"survey of 900 customers".into(),
            &Value::Null
        )
    );
    assert_eq!(diff["moved"], Value::Array(vec![]));
    story.save("c.json", "--what-if margin=0.5");
    let diff = story.diff("b.json", "c.json");
    assert_eq!(cause(&diff, "setting", "what if")["after"], "margin=0.5");
    assert!(
        cause(&diff, "margin", "margin")["after"]
            .as_str()
            .unwrap()
            .starts_with("0.5 share")
    );
}

#[test]
fn other_days_another_version_and_older_files_are_said() {
    let story = Story::example();
    story.save("a.json", "");
    story.save("b.json", "--period 1405-08 --as-of 2026-12-01");
    let diff = story.diff("a.json", "b.json");
    assert_eq!(cause(&diff, "setting", "as of")["after"], "2026-12-01");
    let mut old = story.json("a.json");
    old["basis"]["made_by"] = "social-roi 0.0.1".into();
    story.write("old.json", old.to_string());
    let diff = story.diff("old.json", "a.json");
    assert_eq!(
        cause(&diff, "program", "version")["before"],
        "social-roi 0.0.1"
    );
    old.as_object_mut().unwrap().remove("basis");
    story.write("old.json", old.to_string());
    let diff = story.diff("old.json", "a.json");
    assert_eq!(
        diff["notes"][0],
        "old.json was written by an older version and does not say which files and settings it rests on"
    );
}

/// A formula that does not give the ledger's own ROI is not trusted with an effect.
#[test]
fn no_effect_is_made_up() {
    let story = Story::example();
    story.save("a.json", "");
    story.save("b.json", "--what-if margin=0.5");
    let mut odd = story.json("a.json");
    odd["lines"][0]["formula"] = "margin".into();
    story.write("odd.json", odd.to_string());
    let diff = story.diff("odd.json", "b.json");
    assert_eq!(
        cause(&diff, "margin", "margin")["effect_on_roi"],
        Value::Null
    );
    assert!(
        diff["notes"].to_string().contains("no effect is told"),
        "{}",
        diff["notes"]
    );
}

const META: &str = "Campaign name,Day,Amount spent (EUR),Impressions\n\
    Spring,2026-01-05,100.00,10000\nAutumn,2026-01-06,50.00,5000\nSpring,2026-02-05,80.00,9000\nWinter,2026-02-06,5.00,10\n";

fn reports() -> Story {
    let story = Story::example();
    story.write("meta.csv", META);
    for (month, file) in [("2026-01", "a.json"), ("2026-02", "b.json")] {
        let words = format!(
            "report meta.csv --quiet --by campaign --metrics spend,cpm,cpc --period {month} -o {file}"
        );
        assert_eq!(story.run(&words).code, Some(0));
    }
    story
}

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

#[test]
fn what_cannot_be_compared_is_refused_with_a_reason() {
    let story = reports();
    story.save("l.json", "");
    let whole = story.read("l.json");
    story.write("cut.json", &whole[..3000]);
    story.write("other.json", "{\"name\": \"something\"}");
    story.write("empty.json", "");
    let hint = "hint: `ledger --format json -o FILE` and `report --format json -o FILE` write what can be compared\n";
    for (words, said) in [
        (
            "a.json l.json",
            "error: l.json: is a ledger, and a.json is a report\n",
        ),
        (
            "a.json other.json",
            "error: other.json: is neither a ledger nor a report of social-roi\n",
        ),
        ("a.json empty.json", "error: empty.json: is empty\n"),
        (
            "meta.csv a.json",
            "error: meta.csv: line 1, column 1: no JSON\n",
        ),
    ] {
        let outcome = story.run(&format!("diff {words}"));
        assert_eq!(outcome.code, Some(1), "{words}");
        assert_eq!(outcome.said, format!("{said}{hint}"));
    }
    let cut = story.run("diff cut.json l.json").said;
    assert!(
        cut.starts_with("error: cut.json: ends at line ")
            && cut.contains("in the middle: it is cut off"),
        "{cut}"
    );
    let missing = story.run("diff a.json none.json");
    assert_eq!(
        (missing.code, &missing.said[..]),
        (Some(1), "error: none.json: no such file or folder\n")
    );
    assert_eq!(story.run("diff a.json").code, Some(2));
}

#[test]
fn every_form_tells_the_same() {
    let story = Story::example();
    story.save("a.json", "");
    story.save("b.json", "--what-if margin=0.5");
    let csv = story.run("diff a.json b.json").out;
    let mut lines = csv.lines();
    assert_eq!(
        lines.next(),
        Some("kind,section,item,figure,before,after,change,effect_on_roi,before_text,after_text")
    );
    assert!(csv.contains("\nmoved,headline,,net_value,2926,"), "{csv}");
    assert!(csv.contains("\ncause,margin,margin,,,,,"), "{csv}");
    let markdown = story.run("diff a.json b.json --format markdown").out;
    assert!(
        markdown.contains("| headline") && markdown.contains("| margin"),
        "{markdown}"
    );
    let text = story.run("diff a.json b.json --format table").out;
    assert!(text.contains("money in EUR"), "{text}");
    let page = story.run("diff a.json b.json -o d.html");
    assert_eq!(page.code, Some(0), "{}", page.said);
    let book = story.run("diff a.json b.json -o d.xlsx");
    assert_eq!(book.code, Some(0), "{}", book.said);
    assert_eq!(story.run("diff a.json b.json").out, csv);
}
