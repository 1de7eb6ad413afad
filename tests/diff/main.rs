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
        .filter(|cause| cause["kind"] == kind && (cause["what"] == what || cause["key"] == what))
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
    let whole = &diff["whole"];
    near(&whole["told"], roi("c.json") - roi("a.json"));
    near(&whole["change"], roi("b.json") - roi("a.json"));
    near(&whole["rest"], 0.0);
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
        (&"120,000 EUR".into(), &"119,000 EUR".into())
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
            .starts_with("1 row; 2026-11-05 to 2026-11-05; sha256 "),
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

/// What is of other days is matched by what it is, and bears the days of both; that the periods differ stands first.
#[test]
fn ledgers_of_other_periods_say_so_first_and_name_both_days() {
    let story = Story::example();
    story.save("a.json", "");
    let text = story.read("a.json");
    // The same company a month on: every record is of the later days, and the first cost is a tenth more.
    let mut later: Value =
        serde_json::from_str(&text.replace("2026-10-23..2026-11-21", "2026-11-22..2026-12-21"))
            .unwrap();
    assert_ne!(later["period"], story.json("a.json")["period"]);
    let key = later["cost"]["lines"][0]["inputs"][0].clone();
    let inputs = later["inputs"].as_array_mut().unwrap();
    let input = inputs.iter_mut().find(|input| input["key"] == key).unwrap();
    input["base"] = (input["base"].as_f64().unwrap() * 1.1).into();
    story.write("b.json", later.to_string());
    let diff = story.diff("a.json", "b.json");
    let first = diff["notes"][0].as_str().unwrap();
    assert!(
        first.starts_with("two periods, 23 Oct – 21 Nov 2026 and 22 Nov – 21 Dec 2026: "),
        "{first}"
    );
    assert!(first.contains("`ledger --compare`"), "{first}");
    let all = diff["causes"].as_array().unwrap().iter();
    let own = all.filter(|cause| cause["key"] == key).collect::<Vec<_>>();
    assert_eq!(own.len(), 1);
    let what = own[0]["what"].as_str().unwrap();
    assert!(
        what.ends_with(", 23 Oct – 21 Nov 2026 → 22 Nov – 21 Dec 2026"),
        "{what}"
    );
    let text = story.run("diff a.json b.json --format markdown").out;
    assert!(
        text.find("two periods, ") < text.find("What moved"),
        "{text}"
    );
}

/// Money of two currencies is shown with both and never subtracted; ratios are compared.
#[test]
fn money_of_two_currencies_is_not_subtracted() {
    let story = Story::example();
    story.save("a.json", "");
    let text = story.read("a.json").replace("\"EUR\"", "\"INR\"");
    let mut other: Value = serde_json::from_str(&text).unwrap();
    other["headline"]["net_value"] = serde_json::json!(-7_361_726.41);
    other["headline"]["bcr"] = serde_json::json!(0.5);
    story.write("b.json", other.to_string());
    let diff = story.diff("b.json", "a.json");
    assert_eq!(
        (&diff["currency_before"], &diff["currency"]),
        (&"INR".into(), &"EUR".into())
    );
    let of = |figure: &str| {
        let all = diff["moved"].as_array().unwrap().iter();
        all.clone()
            .find(|one| one["figure"] == figure)
            .unwrap()
            .clone()
    };
    assert_eq!(of("net_value")["change"], Value::Null);
    assert!(of("bcr")["change"].as_f64().unwrap() > 0.5);
    let told = "money is in INR in the first and in EUR in the second: it is not subtracted";
    assert!(
        diff["notes"][0].as_str().unwrap().starts_with(told),
        "{}",
        diff["notes"]
    );
    let text = story.run("diff b.json a.json --format markdown").out;
    assert!(
        text.contains("-7,361,726.41 INR") && text.contains("2,926.00 EUR"),
        "{text}"
    );
    assert!(
        !text.contains("money in EUR") && text.find(told) < text.find("What moved"),
        "{text}"
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
    assert!(
        csv.contains("\ncause,margin,margin,margin,0.4,0.5,0.1,0.1910885984,"),
        "{csv}"
    );
    let markdown = story.run("diff a.json b.json --format markdown").out;
    assert!(
        markdown.contains("| ledger") && markdown.contains("| margin"),
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

const SHOP: [(&str, &str); 2] = [
    (
        "data/ads.csv",
        "date,platform,campaign,currency,spend,impressions,clicks,conversions\n2026-10-05,meta,A,EUR,1000,100,3,1\n",
    ),
    (
        "data/orders.csv",
        "date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n2026-10-05,o1,facebook,paid_social,A,EUR,1,6000\n",
    ),
];

const PROJECT: &str = "sources = [\"data\"]\n[money]\ncurrency = \"EUR\"\n[margin]\nbase = 0.40\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";

/// A cost of tools in October.
fn tools(vendor: &str, amount: u32) -> String {
    format!(
        "[[costs]]\nperiod = \"2026-10\"\nfunction = \"shared\"\ncost_type = \"tools\"\namount = {amount}\nvendor = '{vendor}'\n"
    )
}

impl Story {
    /// Saves the ledger of a shop with further sections in its project.
    fn shop(&self, file: &str, sections: &[String]) {
        self.write("social-roi.toml", format!("{PROJECT}{}", sections.concat()));
        let outcome = self.run(&format!("ledger --quiet -o {file} --force"));
        assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    }
}

/// Kind, name, before, after of every cause.
fn causes(diff: &Value) -> Vec<[String; 4]> {
    let text = |cause: &Value, key: &str| cause[key].as_str().unwrap().to_owned();
    let all = diff["causes"].as_array().unwrap().iter();
    all.map(|cause| ["kind", "what", "before", "after"].map(|key| text(cause, key)))
        .collect()
}

/// Value 6,000 × 0.4 = 2,400. Cost 1,000 + 100 + 300, then 200 more: 2,400 / 1,400 and 2,400 / 1,600.
#[test]
fn a_cost_put_between_others_is_new_and_the_others_are_not_told() {
    let story = Story::new(&SHOP);
    story.shop("a.json", &[tools("A", 100), tools("C", 300)]);
    story.shop(
        "b.json",
        &[tools("A", 100), tools("B", 200), tools("C", 300)],
    );
    let diff = story.diff("a.json", "b.json");
    let new = ["cost", "tools: B", "", "200 EUR"].map(str::to_owned);
    assert_eq!(causes(&diff), [new]);
    near(
        &diff["causes"][0]["effect_on_roi"],
        2400.0 / 1600.0 - 2400.0 / 1400.0,
    );
    near(&diff["whole"]["rest"], 0.0);
    let back = story.diff("b.json", "a.json");
    let gone = ["cost", "tools: B", "200 EUR", ""].map(str::to_owned);
    assert_eq!(causes(&back), [gone]);
    near(
        &back["causes"][0]["effect_on_roi"],
        2400.0 / 1400.0 - 2400.0 / 1600.0,
    );
}

/// Seats of one vendor for the same money differ in their notes alone.
#[test]
fn seats_of_one_vendor_are_told_apart_by_their_notes() {
    let story = Story::new(&SHOP);
    let seat = |name: &str, amount: u32| format!("{}note = \"{name}\"\n", tools("A", amount));
    story.shop("a.json", &[seat("Ada", 100), seat("Eve", 100)]);
    story.shop(
        "b.json",
        &[seat("Eve", 100), seat("Bob", 100), seat("Ada", 100)],
    );
    story.shop(
        "c.json",
        &[seat("Eve", 100), seat("Bob", 50), seat("Ada", 150)],
    );
    let told = |before: &str, after: &str| causes(&story.diff(before, after));
    let cause = |name: &str, before: &str, after: &str| {
        ["cost", &format!("tools: A, {name}"), before, after].map(str::to_owned)
    };
    assert_eq!(told("a.json", "b.json"), [cause("Bob", "", "100 EUR")]);
    assert_eq!(told("b.json", "a.json"), [cause("Bob", "100 EUR", "")]);
    let both = [
        cause("Ada", "100 EUR", "150 EUR"),
        cause("Bob", "100 EUR", "50 EUR"),
    ];
    let mut found = told("b.json", "c.json");
    found.sort();
    assert_eq!(found, both);
    // Ledgers of an older version do not say the note beside a vendor: costs alike are counted.
    for file in ["a.json", "b.json"] {
        let mut old = story.json(file);
        for line in old["cost"]["lines"].as_array_mut().unwrap() {
            line.as_object_mut().unwrap().remove("detail");
        }
        story.write(&format!("old_{file}"), old.to_string());
    }
    let new = ["cost", "tools: A", "", "100 EUR"].map(str::to_owned);
    assert_eq!(told("old_a.json", "old_b.json"), [new]);
    assert_eq!(told("old_a.json", "a.json"), [[""; 4]; 0]);
}

/// Names with brackets, quotes, dots and signs: the effect is that of the other ledger's own ROI, 100 € more of cost.
#[test]
fn names_with_brackets_and_signs_have_effects() {
    let names = [
        "cost (x)",
        "margin[shop]",
        "a + b",
        "a - b * c / d",
        "\"quoted\"",
        "o.p.q",
        "Größe München",
        "a × b − c",
        ")",
        "(",
    ];
    for name in names {
        let ads = format!(
            "date,platform,campaign,currency,spend,impressions,clicks,conversions\n2026-10-05,\"{}\",A,EUR,1000,100,3,1\n",
            name.replace('"', "\"\"")
        );
        let orders = format!(
            "date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n2026-10-05,o1,\"{}\",paid_social,A,EUR,1,6000\n",
            name.replace('"', "\"\"")
        );
        let story = Story::new(&[("data/ads.csv", &ads), ("data/orders.csv", &orders)]);
        let role = |hours: u32| {
            format!(
                "[[labour]]\nperiod = \"2026-10\"\nfunction = \"paid\"\nrole = '{name}'\nhours = {hours}\nloaded_rate = 50\n"
            )
        };
        story.shop("a.json", &[tools(name, 100), role(10)]);
        story.shop("b.json", &[tools(name, 200), role(12)]);
        let diff = story.diff("a.json", "b.json");
        let roi = |file: &str| story.json(file)["roi"]["value"].as_f64().unwrap();
        near(&diff["whole"]["told"], roi("b.json") - roi("a.json"));
        let told = causes(&diff);
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(
            told[0][1..],
            [format!("tools: {name}"), "100 EUR".into(), "200 EUR".into()]
        );
        assert_eq!(
            told[1][1..],
            [
                format!("labour, paid: {name}"),
                "10 h".into(),
                "12 h".into()
            ]
        );
    }
}

/// Every change stands once, in words; no key of an input is shown.
#[test]
fn a_table_tells_every_change_once_in_words() {
    let story = Story::new(&SHOP);
    story.shop("a.json", &[tools("A", 100), tools("C", 300)]);
    story.shop(
        "b.json",
        &[tools("A", 100), tools("B", 200), tools("C", 300)],
    );
    let text = story
        .run("diff a.json b.json --format table --width 80")
        .out;
    let expected = "\
What moved

of      what                  before    after     change
───────────────────────────────────────────────────────────
ledger  ROI, supported (A+B)  71.43 %   50.00 %   -21.43 pp
ledger  net value             1,000.00  800.00    -200.00
ledger  benefit–cost ratio    1.714     1.500     -0.214
ledger  full cost             1,400.00  1,600.00  +200.00
cost    tools                 400.00    600.00    +200.00
note: money in EUR

Why the ROI moved

cause      which     before   after    effect on ROI
────────────────────────────────────────────────────
cost, new  tools: B  —        200 EUR  -21.43 pp
together   ROI       71.43 %  50.00 %  -21.43 pp
note: effects on the ROI add up to its whole change; what several changes do
      together is shared evenly among them
";
    assert_eq!(text, expected, "{text}");
}

#[cfg(unix)]
#[test]
fn devices_are_refused_and_pipes_that_were_meant_are_read() {
    let story = reports();
    let hint = "hint: `ledger --format json -o FILE` and `report --format json -o FILE` write what can be compared\n";
    let fifo = story.path("pipe");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&fifo)
            .status()
            .unwrap()
            .success()
    );
    std::fs::create_dir(story.path("folder")).unwrap();
    for (words, said) in [
        (
            "/dev/zero a.json",
            "/dev/zero: is a device or a pipe, expected a regular file",
        ),
        (
            "a.json /dev/zero",
            "/dev/zero: is a device or a pipe, expected a regular file",
        ),
        (
            "a.json pipe",
            "pipe: is a device or a pipe, expected a regular file",
        ),
        ("folder a.json", "folder: is a folder without manifest.json"),
    ] {
        let outcome = story.run(&format!("diff {words}"));
        assert_eq!(outcome.code, Some(1), "{words}");
        assert_eq!(outcome.said, format!("error: {said}\n{hint}"));
    }
    let twice = story.run("diff - -");
    assert_eq!(
        (twice.code, &twice.said[..]),
        (
            Some(2),
            "error: - -: standard input can be read once; name a file for one of the two\n"
        )
    );
    let whole = story.run("diff a.json b.json").out;
    for words in [
        "diff - b.json",
        "diff /dev/stdin b.json",
        "diff /dev/fd/0 b.json",
    ] {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_social-roi"));
        command.current_dir(story.path("")).args(words.split(' '));
        let output = command.write_stdin(story.bytes("a.json")).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let figures = |text: &str| -> Vec<String> {
            text.lines()
                .filter(|line| line.starts_with("moved"))
                .map(str::to_owned)
                .collect()
        };
        assert_eq!(figures(&text), figures(&whole), "{words}");
    }
    for (font, why) in [
        ("/dev/zero", "a device or a pipe, expected a regular file"),
        ("pipe", "a device or a pipe, expected a regular file"),
        ("folder", "a folder, expected a font file (.ttf, .otf)"),
    ] {
        let outcome = story.run(&format!("chart --list --font {font}"));
        let outcome = match outcome.code {
            Some(0) => story.run(&format!("chart trend meta.csv --font {font} -o t.svg")),
            _ => outcome,
        };
        let said = format!("error: --font {font}: {why}\n");
        assert!(outcome.said.starts_with(&said), "{}", outcome.said);
    }
}
