//! Experiments by their groups: incremental revenue as a line of its own, which covers what credit says of the same.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{json, number, printed};

const SPEND: &str = "Campaign name,Day,Impressions,Link clicks,Amount spent (EUR),Reporting starts,Reporting ends\n\
                     Sale,2026-10-05,10000,200,1000,2026-10-05,2026-10-05\n";
const ORDERS: &str = "\"Day\",\"Order UTM source\",\"Order UTM medium\",\"Order UTM campaign\",\"Orders\",\"Net sales\"\n\
                      \"2026-10-06\",\"facebook\",\"paid_social\",\"Sale\",40,9000\n\
                      \"2026-10-07\",\"instagram\",\"social\",,5,500\n";

/// 36,000 of 10,000 treated against 27,000 of 9,000: 36,000 − 27,000 × 10 / 9 = 6,000 more.
const CELLS: &str = "[[experiments.cells]]\ncell = \"treated\"\nn = 10000\nconversions = 600\nrevenue = 36000\n\
                     [[experiments.cells]]\ncell = \"control\"\nn = 9000\nconversions = 450\nrevenue = 27000\n";

/// Without source, owner and date nothing counts.
const WHOSE: &str = "source = \"Report\"\nowner = \"Paid media\"\ndate = 2026-11-02\n";

fn folder(experiment: &str, cells: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let project = format!(
        "[money]\ncurrency = \"EUR\"\n[margin]\nbase = 0.5\n{WHOSE}[[experiments]]\nexp_id = \"autumn\"\n{WHOSE}{experiment}{cells}"
    );
    for (name, text) in [
        ("meta.csv", SPEND),
        ("orders.csv", ORDERS),
        ("social-roi.toml", &project),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

const LINE: &str = "ledger meta.csv orders.csv --period 2026-10 --quiet";

fn line(folder: &Path, id: &str) -> Value {
    let found = json(folder, LINE);
    let lines = found["lines"].as_array().unwrap();
    let line = lines.iter().find(|line| line["id"] == id);
    line.unwrap_or_else(|| panic!("no {id} in {lines:?}"))
        .clone()
}

/// Value 6,000 × 0.5 = 3,000 by the test, in place of 9,000 × 0.5 by credit; organic 500 × 0.5 = 250 stays.
#[test]
fn groups_give_incremental_revenue_that_covers_credit_to_the_platform() {
    let days =
        "method = \"holdout\"\nscope = \"platform=meta\"\nstart = 2026-10-01\nend = 2026-10-31\n";
    let folder = folder(days, CELLS);
    let tested = line(folder.path(), "L-01:meta");
    assert_eq!(tested["grade"], "A1");
    assert_eq!(number(&tested, "/amount/value"), 3_000.0);
    // METRICS 7.1 prints 35 to 165 conversions of 60 each: 2,100 to 9,900, times the margin.
    for (end, printed) in [("/amount_low", 1_050.0), ("/amount_high", 4_950.0)] {
        let found = tested.pointer(end).unwrap();
        let found = found.as_f64().or(found["value"].as_f64()).unwrap();
        assert!((found - printed).abs() < 20.0, "{end} {found}");
    }
    let credited = line(folder.path(), "L-02:meta");
    assert_eq!(credited["include"], false);
    assert!(
        credited["why_not"].to_string().contains("L-01:meta"),
        "{credited}"
    );
    assert_eq!(number(&json(folder.path(), LINE), "/value"), 3_250.0);
    let text = printed(folder.path(), &format!("{LINE} --format table --width 200"));
    let note = "incremental revenue by the experiment autumn: treated − control × 10000 / 9000; its interval";
    assert!(text.contains(note), "{text}");
}

#[test]
fn what_was_not_randomised_is_a2_and_organic_social_has_its_own() {
    let days = "method = \"difference_in_differences\"\nfunction = \"organic\"\nstart = 2026-10-01\nend = 2026-10-31\n";
    let folder = folder(days, CELLS);
    let tested = line(folder.path(), "L-01:organic");
    assert_eq!(tested["grade"], "A2");
    assert_eq!(tested["function"], "organic");
    let credited = line(folder.path(), "L-03");
    assert!(
        credited["why_not"].to_string().contains("L-01:organic"),
        "{credited}"
    );
    assert_eq!(line(folder.path(), "L-02:meta")["include"], true);
}

/// October is 31 of the 61 days: 6,000 × 31 / 61 × 0.5 = 1,524.59. A test of 1–14 October counts in full, 3,000, and
/// covers the credit of its own days alone: the order of 9,000 on 6 October, and not one of 1,000 on 20 October.
#[test]
fn a_longer_test_counts_by_days_and_a_shorter_one_covers_its_own() {
    let longer =
        "method = \"holdout\"\nscope = \"platform=meta\"\nstart = 2026-10-01\nend = 2026-11-30\n";
    let longer = folder(longer, CELLS);
    let tested = line(longer.path(), "L-01:meta");
    let value = number(&tested, "/amount/value");
    assert!(
        (value - 6_000.0 * 31.0 / 61.0 * 0.5).abs() < 0.01,
        "{value}"
    );
    let shorter =
        "method = \"holdout\"\nscope = \"platform=meta\"\nstart = 2026-10-01\nend = 2026-10-14\n";
    let shorter = folder(shorter, CELLS);
    let late = format!("{ORDERS}\"2026-10-20\",\"facebook\",\"paid_social\",\"Sale\",4,1000\n");
    fs::write(shorter.path().join("orders.csv"), late).unwrap();
    assert_eq!(
        number(&line(shorter.path(), "L-01:meta"), "/amount/value"),
        3_000.0
    );
    let credited = line(shorter.path(), "L-02:meta");
    assert_eq!(number(&credited, "/amount/value"), 5_000.0);
    assert_eq!(number(&credited, "/part/counted"), 500.0);
    assert_eq!(credited["part"]["covered"][0]["by"], "L-01:meta");
    let found = json(shorter.path(), LINE);
    assert_eq!(number(&found, "/value"), 3_000.0 + 500.0 + 250.0);
    let text = printed(
        shorter.path(),
        "explain L-02:meta meta.csv orders.csv --period 2026-10 --quiet",
    );
    assert!(
        text.contains("L-02:meta counts, grade B1, with 500.00 EUR of it: covered by L-01:meta on 1–14 Oct 2026"),
        "{text}"
    );
}

/// A stated incrementality corrects credit; the groups then give no second value: 9,000 × 0.4 × 0.5.
#[test]
fn a_stated_incrementality_comes_first() {
    let stated = "method = \"holdout\"\nscope = \"platform=meta\"\nincrementality = 0.4\nstart = 2026-10-01\nend = 2026-10-31\n";
    let folder = folder(stated, CELLS);
    let credited = line(folder.path(), "L-02:meta");
    assert_eq!(number(&credited, "/amount/value"), 1_800.0);
}

/// 6,000 caused; the treated cost 5,000 and 9,000 of the control 1,800, of 10,000 2,000: 6,000 / 3,000, whatever else was
/// spent on media.
#[test]
fn iroas_is_over_what_the_test_spent_beyond_its_control() {
    let days =
        "method = \"holdout\"\nscope = \"platform=meta\"\nstart = 2026-10-01\nend = 2026-10-31\n";
    let cells = CELLS
        .replace("revenue = 36000", "revenue = 36000\nspend = 5000")
        .replace("revenue = 27000", "revenue = 27000\nspend = 1800");
    let folder = folder(days, &cells);
    let found = json(folder.path(), LINE);
    assert_eq!(number(&found, "/beside/iroas/value"), 2.0);
    let explained = printed(
        folder.path(),
        &LINE.replace("ledger", "explain ledger.iroas"),
    );
    for part in [
        "revenue caused",
        "6,000.00",
        "media of the tests beyond their controls",
        "3,000.00",
    ] {
        assert!(explained.contains(part), "{part}: {explained}");
    }
}

#[test]
fn a_test_of_other_days_is_told_of() {
    let days =
        "method = \"holdout\"\nscope = \"platform=meta\"\nstart = 2026-08-01\nend = 2026-08-31\n";
    let found = json(folder(days, CELLS).path(), LINE);
    let note = "the experiment autumn is about 1–31 Aug 2026 and states no `incrementality`, so that it says nothing of these days (social-roi.toml:";
    let notes = found["notes"].as_array().unwrap();
    let told = |told: &Value| told.as_str().is_some_and(|told| told.starts_with(note));
    assert!(notes.iter().any(told), "{notes:?}");
}

/// A test of the platform takes the place of its credit: nobody need say what of that was caused, and L-01 stands before
/// the lines of the catalogue behind it.
#[test]
fn what_a_test_covers_lacks_no_kappa_and_stands_behind_it() {
    let days =
        "method = \"holdout\"\nscope = \"platform=meta\"\nstart = 2026-10-01\nend = 2026-10-31\n";
    let folder = folder(days, CELLS);
    let found = json(folder.path(), LINE);
    let lines = found["lines"].as_array().unwrap();
    let ids: Vec<&str> = lines
        .iter()
        .filter_map(|line| line["id"].as_str())
        .collect();
    assert_eq!(ids[..3], ["L-01:meta", "L-02:meta", "L-03"]);
    let missing = found["missing"].as_array().unwrap();
    let kappas = missing.iter().filter_map(|of| of["what"].as_str());
    let kappas: Vec<&str> = kappas.filter(|what| what.contains("kappa")).collect();
    assert_eq!(kappas, ["kappa_organic"]);
}

/// Meta's campaign Sale spent 1,000 and its orders are 9,000; its campaign Jobs for recruiting spent 100; LinkedIn's spent
/// 500 for 2,000; posts brought 500. At a margin of one half the test of Meta (6,000) is 3,000 and that of all social media
/// (4,000, of 1–10 October) 2,000; what counts where a condition leaves a part of their subject out is credit alone.
#[test]
fn a_test_counts_where_all_of_what_it_tested_passes_the_conditions() {
    let meta =
        "method = \"holdout\"\nscope = \"platform=meta\"\nstart = 2026-10-01\nend = 2026-10-31\n";
    let all = format!(
        "[[experiments]]\nexp_id = \"geo\"\nmethod = \"geo\"\nstart = 2026-10-01\nend = 2026-10-10\n{WHOSE}\
         [[assumptions]]\nkey = \"incremental_revenue_all\"\nbase = 4000\nlow = 3000\nhigh = 5000\ngrade = \"A2\"\n\
         period = \"2026-10-01..2026-10-10\"\nsource = \"Report of geo\"\nowner = \"o\"\ndate = 2026-11-02\n\
         [[mapping]]\ncampaign = \"Jobs\"\nfunction = \"recruiting\"\n"
    );
    let folder = folder(meta, &format!("{CELLS}{all}"));
    let jobs = "Jobs,2026-10-05,10000,200,100,2026-10-05,2026-10-05\n";
    let linkedin = "date,platform,campaign,currency,spend,impressions,clicks\n\
                    2026-10-12,linkedin,L,EUR,500,100,3\n";
    let orders = "\"2026-10-13\",\"linkedin\",\"paid_social\",\"L\",4,2000\n";
    fs::write(folder.path().join("meta.csv"), format!("{SPEND}{jobs}")).unwrap();
    fs::write(folder.path().join("linkedin.csv"), linkedin).unwrap();
    fs::write(
        folder.path().join("orders.csv"),
        format!("{ORDERS}{orders}"),
    )
    .unwrap();
    let program = |words: &[&str]| {
        let mut command = crate::program(folder.path());
        let line = "ledger meta.csv linkedin.csv orders.csv --period 2026-10 --quiet --format json";
        let output = command.args(line.split(' ')).args(words).output().unwrap();
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    let tests = |found: &Value| {
        let lines = found["lines"].as_array().unwrap().iter();
        let own = lines.map(|line| line["id"].as_str().unwrap());
        let own: Vec<String> = own
            .filter(|id| id.starts_with("L-01"))
            .map(str::to_owned)
            .collect();
        own.join(" ")
    };
    for (condition, counting, value) in [
        // 3,000 of Meta in all of October, which covers the other test on all of its days; 1,000 of LinkedIn, 250 of posts.
        ("", "L-01:meta L-01:all", 4_250.0),
        ("platform!=tiktok", "L-01:meta L-01:all", 4_250.0),
        ("platform=meta", "L-01:meta", 3_000.0),
        ("channel=Paid Social", "L-01:meta", 4_000.0),
        ("function!=organic", "L-01:meta", 4_000.0),
        ("platform=linkedin", "", 1_000.0),
        ("channel=Organic Social", "", 250.0),
        // A test of Meta's ads is one of Jobs too.
        ("campaign=Sale", "", 4_500.0),
        ("function=paid", "", 5_500.0),
    ] {
        let words: &[&str] = match condition {
            "" => &[],
            condition => &["--where", condition],
        };
        let found = program(words);
        assert_eq!(tests(&found), counting, "{condition}");
        assert_eq!(number(&found, "/value"), value, "{condition}");
        let told = found["notes"].to_string();
        let why =
            "is left out: --where leaves out what was tested, or a part of it (social-roi.toml:";
        let left_out = told.matches(why).count();
        assert_eq!(left_out, 2 - counting.split_whitespace().count(), "{told}");
    }
}
