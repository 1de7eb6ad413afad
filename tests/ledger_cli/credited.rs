//! Whose revenue is: the duty that an order counts for, in `report` and under `--where` as in the lines; channels of a log.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{json, number, printed};

const SPEND: &str = "date,platform,campaign,currency,spend,impressions,clicks\n\
                     2026-10-05,meta,Sale,EUR,50,1000,30\n\
                     2026-10-06,linkedin,Dealers,EUR,40,1000,30\n";

/// 200 and 400 of joined ads, 100 of ads that join no campaign, 300 of organic, 60 of a creator, 30 of a code, 1,000 of
/// nobody's.
const ORDERS: &str = "date,conv_id,source,medium,utm_campaign,currency,orders,revenue,coupon\n\
                      2026-10-06,o1,facebook,paid_social,Sale,EUR,1,200,\n\
                      2026-10-06,o2,linkedin,paid_social,Dealers,EUR,1,400,\n\
                      2026-10-06,o3,facebook,paid_social,Other,EUR,1,100,\n\
                      2026-10-06,o4,instagram,social,,EUR,1,300,\n\
                      2026-10-06,o5,influencer_anna,post,,EUR,1,60,\n\
                      2026-10-06,o6,,,,EUR,1,30,ANNA10\n\
                      2026-10-06,o7,google,organic,,EUR,1,1000,\n";

const PROJECT: &str = "sources = [\"ads.csv\", \"orders.csv\"]\n\
                       [money]\ncurrency = \"EUR\"\n\
                       [creators]\ncodes = [\"ANNA10\"]\n\
                       [[mapping]]\ncampaign = \"Dealers\"\nfunction = \"sales\"\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("ads.csv", SPEND),
        ("orders.csv", ORDERS),
        ("social-roi.toml", PROJECT),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// The amounts of all lines that are value, by their names.
fn lines(folder: &Path, more: &str) -> Vec<(String, f64)> {
    let found = json(folder, &format!("ledger --period 2026-10 --quiet {more}"));
    let lines = found["lines"].as_array().unwrap().iter();
    let mut lines: Vec<(String, f64)> = lines
        .filter(|line| line["include"] == Value::Bool(true))
        .map(|line| {
            let id = line["id"].as_str().unwrap().to_owned();
            (id, number(line, "/amount/value"))
        })
        .collect();
    lines.sort_by(|a, b| a.0.cmp(&b.0));
    lines
}

#[test]
fn a_condition_on_a_function_keeps_its_lines_as_they_are() {
    let folder = folder();
    let mut parts = Vec::new();
    for function in ["paid", "organic", "sales"] {
        parts.extend(lines(
            folder.path(),
            &format!("--where function={function}"),
        ));
    }
    parts.sort_by(|a, b| a.0.cmp(&b.0));
    let whole = lines(folder.path(), "");
    assert_eq!(parts, whole);
    let amounts: Vec<f64> = whole.iter().map(|line| line.1).collect();
    // Ads of Meta 200 + 100, of LinkedIn for sales 400; organic 300; creators 60 by UTM + 30 by code.
    let mut expected = [300.0, 400.0, 300.0, 90.0];
    let mut sorted = amounts.clone();
    sorted.sort_by(f64::total_cmp);
    expected.sort_by(f64::total_cmp);
    assert_eq!(sorted, expected, "{whole:?}");
}

#[test]
fn a_report_by_function_gives_nobody_what_social_media_did_not_bring() {
    let folder = folder();
    let text = printed(
        folder.path(),
        "report --by function --metrics spend,orders,revenue --format csv --quiet",
    );
    let rows: Vec<Vec<&str>> = text
        .lines()
        .skip(1)
        .map(|line| line.split(',').take(4).collect())
        .collect();
    let of = |function: &str| {
        let row = rows.iter().find(|row| row[0] == function);
        row.unwrap_or_else(|| panic!("{function}: {text}"))[1..].to_vec()
    };
    assert_eq!(of("paid"), ["50", "2", "300"]);
    assert_eq!(of("sales"), ["40", "1", "400"]);
    assert_eq!(of("organic"), ["", "3", "390"]);
    assert_eq!(of("(no function)"), ["", "1", "1000"]);
    assert_eq!(rows.len(), 4, "{text}");
}

/// Journeys of one touch each: 100 of `facebook_paid`, 40 of `organic_social`, 7 of a name that leaves it open, 3 direct.
const LOG: &str = "user_id,timestamp,channel,conversion,value\n\
                   a,2026-10-05T10:00:00Z,facebook_paid,1,100\n\
                   b,2026-10-05T10:00:00Z,organic_social,1,40\n\
                   c,2026-10-05T10:00:00Z,Online Display,1,7\n\
                   d,2026-10-05T10:00:00Z,direct,1,3\n";

fn with_log() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ads.csv"), SPEND).unwrap();
    fs::write(folder.path().join("touches.csv"), LOG).unwrap();
    folder
}

#[test]
fn channels_of_a_log_are_known_however_they_are_written() {
    let folder = with_log();
    let line = "ledger . --period 2026-10 --model last --quiet --format json";
    let found: Value = serde_json::from_str(&printed(folder.path(), line)).unwrap();
    let amount = |id: &str| {
        let lines = found["lines"].as_array().unwrap();
        let own = lines.iter().find(|line| line["id"] == id);
        own.map(|line| number(line, "/amount/value"))
    };
    assert_eq!(amount("L-02:meta"), Some(100.0), "{}", found["lines"]);
    assert_eq!(amount("L-03"), Some(40.0), "{}", found["lines"]);
    let notes = found["notes"].to_string();
    assert!(
        notes.contains("7.00 EUR of 150.00 EUR revenue is of channels whose names leave open"),
        "{notes}"
    );
    assert!(notes.contains("`Online Display`"), "{notes}");
    assert!(
        notes.contains("3.00 EUR of 150.00 EUR revenue is credited to no social activity"),
        "{notes}"
    );
}

#[test]
fn a_log_that_nothing_credits_is_told() {
    let folder = with_log();
    for command in ["ledger", "report"] {
        let mut run = crate::program(folder.path());
        let out = run
            .args([command, ".", "--format", "csv"])
            .output()
            .unwrap();
        let told = String::from_utf8(out.stderr).unwrap();
        assert!(told.contains("touches.csv: a touch log"), "{told}");
        assert!(told.contains("--model linear"), "{told}");
    }
}

/// Each order is ten times the one before: 1,100,000 of creators, 11,111 of employees whichever way they are written and
/// whatever the medium is, 10,000,000 of a source that only begins like one.
#[test]
fn a_word_of_source_or_medium_names_creators_and_employees() {
    let folder = tempfile::tempdir().unwrap();
    let tags = [
        "employee_bob,social",
        "employee-bob,post",
        "bob_employee,referral",
        "x,Staff referral",
        "advocacy_anna,social",
        "influencer-x,social",
        "creator_x,referral",
        "staffing,referral",
    ];
    let mut orders = String::from("date,conv_id,source,medium,utm_campaign,currency,revenue\n");
    for (at, tags) in tags.iter().enumerate() {
        orders += &format!(
            "2026-10-06,o{at},{tags},,EUR,{}\n",
            "1".to_owned() + &"0".repeat(at)
        );
    }
    fs::write(folder.path().join("orders.csv"), orders).unwrap();
    let project = "sources = [\"orders.csv\"]\n";
    fs::write(folder.path().join("social-roi.toml"), project).unwrap();
    assert_eq!(
        lines(folder.path(), ""),
        [
            ("L-04".to_owned(), 1_100_000.0),
            ("L-05".to_owned(), 11_111.0)
        ]
    );
}
