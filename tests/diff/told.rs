//! What a comparison says, read back: causes, figures that moved, ledgers and reports that are saved first.

use std::path::Path;

use serde_json::Value;

use super::story::Story;

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
    pub fn example() -> Self {
        let story = Self::new(&[]);
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/worked_example");
        copy(&example, &story.path("w"));
        story
    }

    /// Replaces a text that is there in a file.
    pub fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{name} lacks {from}");
        self.write(name, text.replacen(from, to, 1));
    }

    /// Saves the ledger of the example.
    pub fn save(&self, file: &str, words: &str) {
        let outcome = self.run(&format!(
            "ledger --quiet --project w/social-roi.toml -o {file} {words}"
        ));
        assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    }

    pub fn json(&self, file: &str) -> Value {
        serde_json::from_str(&self.read(file)).unwrap()
    }

    pub fn diff(&self, before: &str, after: &str) -> Value {
        let outcome = self.run(&format!("diff {before} {after} --format json"));
        assert_eq!((outcome.code, &outcome.said[..]), (Some(0), ""));
        serde_json::from_str(&outcome.out).unwrap()
    }
}

/// The cause of that kind and name.
pub fn cause<'d>(diff: &'d Value, kind: &str, what: &str) -> &'d Value {
    let all = diff["causes"].as_array().unwrap().iter();
    let own: Vec<&Value> = all
        .filter(|cause| cause["kind"] == kind && (cause["what"] == what || cause["key"] == what))
        .collect();
    assert_eq!(own.len(), 1, "{kind} {what}: {}", diff["causes"]);
    own[0]
}

/// Before, after and change of a figure; nothing where it did not move.
pub fn moved(diff: &Value, section: &str, item: &str, figure: &str) -> Option<[f64; 3]> {
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

pub fn near(found: &Value, expected: f64) {
    let found = found.as_f64().unwrap();
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

pub const META: &str = "Campaign name,Day,Amount spent (EUR),Impressions\n\
    Spring,2026-01-05,100.00,10000\nAutumn,2026-01-06,50.00,5000\nSpring,2026-02-05,80.00,9000\nWinter,2026-02-06,5.00,10\n";

pub fn reports() -> Story {
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

/// A test of 11–20 October: 4,000 treated less 1,000 × 100 / 50 of the control are 2,000. Credit of 200 a day counts on the other
/// 21 days: 0.5 × (2,000 + 4,200) = 3,100 of value over 3,100 of media, ROI 0. At a margin of 0.6 it is 3,720, ROI 0.2.
#[test]
fn a_line_that_a_test_covers_on_some_days_moves_by_what_counts() {
    let day = |day: u32| format!("2026-10-{day:02}");
    let spend: String = (1..=31)
        .map(|at| format!("{},meta,A,EUR,100,1000,10\n", day(at)))
        .collect();
    let orders: String = (1..=31)
        .map(|at| format!("{},o{at},facebook,paid_social,A,EUR,1,200\n", day(at)))
        .collect();
    let project = |margin: &str| {
        format!(
            "sources = [\"*.csv\"]\n[money]\ncurrency = \"EUR\"\n\
             [margin]\nbase = {margin}\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n\
             [[experiments]]\nexp_id = \"cells\"\nmethod = \"holdout\"\nfunction = \"paid\"\nscope = \"platform=meta\"\n\
             start = 2026-10-11\nend = 2026-10-20\nsource = \"s\"\nowner = \"o\"\ndate = 2026-10-25\n\
             [[experiments.cells]]\ncell = \"treated\"\nn = 100\nconversions = 30\nrevenue = 4000\n\
             [[experiments.cells]]\ncell = \"control\"\nn = 50\nconversions = 5\nrevenue = 1000\n"
        )
    };
    let story = Story::new(&[
        (
            "ads.csv",
            &format!("date,platform,campaign,currency,spend,impressions,clicks\n{spend}"),
        ),
        (
            "orders.csv",
            &format!("date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n{orders}"),
        ),
    ]);
    for (margin, file) in [("0.5", "a.json"), ("0.6", "b.json")] {
        story.write("social-roi.toml", project(margin));
        let outcome = story.run(&format!("ledger --quiet --period 2026-10 -o {file}"));
        assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    }
    let found = story.diff("a.json", "b.json");
    let margin = cause(&found, "margin", "margin");
    let effect = margin["effect_on_roi"].as_f64().unwrap();
    assert!((effect - 0.2).abs() < 1e-9, "{found}");
    let moved = found["moved"].as_array().unwrap().iter();
    let of_meta = moved.filter(|one| one["section"] == "line" && one["item"] == "L-02:meta");
    let of_meta: Vec<&Value> = of_meta.collect();
    let sides = ["before", "after"].map(|side| of_meta[0][side]["number"].as_f64());
    assert_eq!(sides, [Some(2100.0), Some(2520.0)], "{found}");
}

/// A contract of 760 over 76 days saves 170 in January and 280 in February: nobody changed it, other days of it lie in each.
/// Where its amount is another one, somebody did.
#[test]
fn a_saving_of_which_other_days_count_is_no_assumption_that_changed() {
    let story = Story::new(&[(
        "ads.csv",
        "date,platform,campaign,currency,spend,impressions,clicks\n\
         2026-01-05,meta,A,EUR,10,100,10\n2026-02-05,meta,A,EUR,10,100,10\n",
    )]);
    let project = |amount: u32| {
        format!(
            "sources = [\"*.csv\"]\n[money]\ncurrency = \"EUR\"\n[[savings]]\nperiod = \"2026-01-15..2026-03-31\"\nfunction = \"it\"\n\
             what = \"cancelled_contract\"\namount = {amount}\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n\
             [[costs]]\nperiod = \"2026-01..2026-02\"\nfunction = \"shared\"\ncost_type = \"tools\"\namount = 59\n"
        )
    };
    for (amount, month, file) in [
        (760, "01", "a.json"),
        (760, "02", "b.json"),
        (1520, "02", "c.json"),
    ] {
        story.write("social-roi.toml", project(amount));
        let outcome = story.run(&format!("ledger --quiet --period 2026-{month} -o {file}"));
        assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    }
    let found = story.diff("a.json", "b.json");
    let days = cause(&found, "days", "saving_1");
    assert_eq!(days["what"], "saving 1, 15–31 Jan 2026 → 1–28 Feb 2026");
    assert_eq!(
        [&days["before_value"], &days["after_value"]],
        [170.0, 280.0]
    );
    let found = story.diff("a.json", "c.json");
    let changed = cause(&found, "assumption", "saving_1");
    assert_eq!(changed["after_value"], 560.0);
}
