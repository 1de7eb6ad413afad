//! Value and cost by function: a quarter is the sum of its months.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{json, number, printed};

const EVIDENCE: &str = "source = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";

/// January: ads 10 h, care 30 h; February: ads 20 h; March: care 5 h.
fn written(more: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut project =
        format!("[money]\ncurrency = \"EUR\"\n[margin]\nbase = 0.4\n{EVIDENCE}{more}");
    for (month, function, hours) in [
        ("01", "paid", 10),
        ("01", "care", 30),
        ("02", "paid", 20),
        ("03", "care", 5),
    ] {
        project += &format!(
            "[[labour]]\nperiod = \"2026-{month}\"\nfunction = \"{function}\"\nhours = {hours}\nloaded_rate = 40\n"
        );
    }
    fs::write(folder.path().join("social-roi.toml"), project).unwrap();
    let mut spend = String::from("date,platform,campaign,currency,spend,impressions,clicks\n");
    let mut orders =
        String::from("date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n");
    for month in 1..=3 {
        spend += &format!("2026-0{month}-05,meta,A,EUR,100,1000,30\n");
        orders += &format!("2026-0{month}-06,o{month},facebook,paid_social,A,EUR,1,{month}000\n");
    }
    fs::write(folder.path().join("ads.csv"), spend).unwrap();
    fs::write(folder.path().join("orders.csv"), orders).unwrap();
    folder
}

fn of(found: &Value, function: &str, figure: &str) -> f64 {
    let rows = found["functions"]["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["function"] == function);
    row.map_or(0.0, |row| number(row, figure))
}

fn ledger(folder: &Path, period: &str, more: &str) -> Value {
    json(
        folder,
        &format!("ledger ads.csv orders.csv --period {period} --quiet {more}"),
    )
}

/// 900 over 90 days are 310, 280 and 310. Ads: 310 / 4 + 280 = 357.50; care: 310 × 3/4 + 310 = 542.50. By the hours of the
/// quarter they were 415.38 and 484.62.
#[test]
fn shared_cost_of_a_quarter_is_that_of_its_months() {
    let cost = "[[costs]]\nperiod = \"2026-Q1\"\nfunction = \"shared\"\ncost_type = \"tools\"\namount = 900\n";
    let folder = written(cost);
    let quarter = ledger(folder.path(), "2026-Q1", "");
    assert!((of(&quarter, "paid", "/shared_cost") - 357.5).abs() < 1e-9);
    assert!((of(&quarter, "care", "/shared_cost") - 542.5).abs() < 1e-9);
    for function in ["paid", "care"] {
        let months = ["2026-01", "2026-02", "2026-03"].map(|month| {
            let found = ledger(folder.path(), month, "");
            of(&found, function, "/net")
        });
        let sum: f64 = months.iter().sum();
        assert!(
            (sum - of(&quarter, function, "/net")).abs() < 1e-9,
            "{function}: {months:?}"
        );
    }
    let text = printed(
        folder.path(),
        "explain function.paid ads.csv orders.csv --period 2026-Q1 --quiet",
    );
    for part in [
        "shared cost by hours, 1–31 Jan 2026",
        "10 h of 40 h",
        "20 h of 20 h",
    ] {
        assert!(text.contains(part), "no `{part}` in\n{text}");
    }
    assert!(
        !text.contains("shared cost by hours, 1–31 Mar 2026"),
        "{text}"
    );
}

/// What is typed is of the days of the period, as the same cost in the project is.
#[test]
fn typed_cost_lies_in_the_days_of_the_period() {
    let folder = written("");
    let quarter = ledger(folder.path(), "2026-Q1", "--cost tools=900");
    assert!((of(&quarter, "paid", "/shared_cost") - 357.5).abs() < 1e-9);
    assert!((of(&quarter, "care", "/shared_cost") - 542.5).abs() < 1e-9);
}

/// A test of all social in January: 2,000 of 100 people against 1,000 of 100, of which 0.4 are contribution. Whose it is,
/// it does not say: of ads it covers the credit, of care, which has 1,200 of labour alone, there is no line. A hire of 500
/// over 100 is recruiting's own.
#[test]
fn what_a_test_of_everything_brought_is_no_loss_of_a_function() {
    let test = format!(
        "[[experiments]]\nexp_id = \"at\"\nmethod = \"holdout\"\nstart = 2026-01-01\nend = 2026-01-31\n{EVIDENCE}\
         [[experiments.cells]]\ncell = \"treated\"\nn = 100\nconversions = 20\nrevenue = 2000\n\
         [[experiments.cells]]\ncell = \"control\"\nn = 100\nconversions = 10\nrevenue = 1000\n"
    );
    let hire = "[[counts]]\nkey = \"hires_social\"\nperiod = \"2026-01\"\nvalue = 1\n\
                [[costs]]\nperiod = \"2026-01\"\nfunction = \"recruiting\"\ncost_type = \"tools\"\namount = 100\n";
    let hire = [("agency_share", "0.5"), ("agency_cost", "1000")]
        .iter()
        .fold(hire.to_owned(), |all, (key, base)| {
            format!("{all}[[assumptions]]\nkey = \"{key}\"\nbase = {base}\n{EVIDENCE}")
        });
    let folder = written(&(hire + &test));
    let row = |found: &Value, function: &str| {
        let rows = found["functions"]["rows"].as_array().unwrap().clone();
        let row = rows.into_iter().find(|row| row["function"] == function);
        row.unwrap_or_else(|| panic!("no {function}"))
    };
    for period in ["2026-01", "2026-Q1"] {
        let found = ledger(folder.path(), period, "");
        for function in ["paid", "care"] {
            let own = row(&found, function);
            assert_eq!(own["roi"]["status"], "counted_elsewhere", "{period} {own}");
            assert_eq!(own["counted_in"], serde_json::json!(["L-01:all"]));
        }
        assert_eq!(of(&found, "recruiting", "/roi/value"), 4.0);
        let rows = found["functions"]["rows"].as_array().unwrap();
        let value: f64 = rows.iter().map(|row| number(row, "/value")).sum();
        assert!((value - number(&found, "/value")).abs() < 1e-9);
        assert_eq!(number(rows.last().unwrap(), "/value"), 400.0);
    }
    // 0.4 of 2,000 over 800 of labour and 100 of media.
    let february = ledger(folder.path(), "2026-02", "");
    assert!((of(&february, "paid", "/roi/value") + 1.0 / 9.0).abs() < 1e-9);
    let line = "ledger ads.csv orders.csv --period 2026-01 --by function --format table --quiet";
    let text = printed(folder.path(), line);
    let told = "note: value of paid, care counts in L-01:all, which is of another row: their own ROI is not known";
    assert!(text.contains(told), "{text}");
    let text = printed(
        folder.path(),
        "explain function.care ads.csv orders.csv --period 2026-01 --quiet",
    );
    assert!(
        text.contains(
            "value of care counts in L-01:all, which is of another row: its own ROI is not known"
        ),
        "{text}"
    );
}
