//! `--where` and what is on record beside the rows of files: media of the project passes a condition by the keys of its own
//! record, in `ledger` and `report`; what nobody knows of it is told, and counts in no half.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::number;

const EVIDENCE: &str = "source = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";

/// Exports of Meta (100) and Google (60), an invoice of TikTok (40), labour of 10 for posts; revenue of 300, 120 and 80 by
/// ads and of 30 by posts.
fn january() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    let head = "date,platform,campaign,currency,spend,impressions,clicks\n";
    let spend = "2026-01-05,meta,S1,EUR,100,1,1\n2026-01-05,google_ads,G1,EUR,60,1,1\n";
    write("ads.csv", format!("{head}{spend}"));
    let head = "date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n";
    let orders = "2026-01-06,1,facebook,paid_social,S1,EUR,1,300\n2026-01-06,2,google,cpc,G1,EUR,1,120\n\
                  2026-01-06,3,tiktok,paid_social,TT,EUR,1,80\n2026-01-06,4,instagram,social,,EUR,1,30\n";
    write("orders.csv", format!("{head}{orders}"));
    let project = "sources = [\"*.csv\"]\n[money]\ncurrency = \"EUR\"\n[margin]\nbase = 0.5\n";
    let costs = "[[costs]]\nperiod = \"2026-01\"\nfunction = \"paid\"\ncost_type = \"media\"\namount = 40\nplatform = \"tiktok\"\n\
                 [[labour]]\nperiod = \"2026-01\"\nfunction = \"organic\"\nhours = 10\nloaded_rate = 1\n";
    write("social-roi.toml", format!("{project}{EVIDENCE}{costs}"));
    folder
}

fn found(folder: &Path, words: &str, condition: &str) -> Value {
    let mut program = crate::program(folder);
    program.args(words.split(' ')).args(["--format", "json"]);
    if !condition.is_empty() {
        program.args(["--where", condition]);
    }
    let output = program.output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{condition}: {output:?}"))
}

/// Cost with the 10 of labour, and revenue of ads over media, by hand: TikTok's 80 and its 40 go and stay together.
#[test]
fn an_invoice_passes_conditions_by_the_keys_of_its_record() {
    let folder = january();
    for (condition, cost, media_roas) in [
        ("", 210.0, Some(500.0 / 200.0)),
        ("platform=tiktok", 50.0, Some(80.0 / 40.0)),
        ("platform!=tiktok", 170.0, Some(420.0 / 160.0)),
        ("channel=Paid Social", 150.0, Some(380.0 / 140.0)),
        ("channel!=Paid Social", 70.0, Some(120.0 / 60.0)),
        ("function=paid", 210.0, Some(500.0 / 200.0)),
        ("function=organic", 10.0, None),
        // Of which campaign TikTok's media is, nobody knows.
        ("campaign=S1", 110.0, Some(300.0 / 100.0)),
        ("campaign!=S1", 70.0, Some(120.0 / 60.0)),
    ] {
        let found = found(folder.path(), "ledger --quiet --period 2026-01", condition);
        assert_eq!(number(&found, "/cost/total"), cost, "{condition}");
        let roas = found.pointer("/headline/media_roas/value").unwrap();
        let (roas, expected) = (roas.as_f64(), media_roas);
        let is_close = |one: f64| expected.is_some_and(|other| (one - other).abs() < 1e-9);
        assert!(
            roas.map_or(expected.is_none(), is_close),
            "{condition}: {roas:?}, not {expected:?}"
        );
        let told = "media of the project (tiktok) is left out, and what is credited to ads that have no other on record: --where asks for campaign, and no invoice says it";
        let notes = found["notes"].to_string();
        let is_of_campaign = condition.starts_with("campaign");
        assert_eq!(notes.contains(told), is_of_campaign, "{condition}: {notes}");
        let revenue = "80.00 EUR credited to ads of tiktok is left out";
        assert_eq!(notes.contains(revenue), condition == "campaign!=S1");
    }
}

/// TikTok's invoice is of Paid Social, as its revenue of 80 is: (0.5 × 80 − 40) / 40.
#[test]
fn an_invoice_in_a_report_is_of_the_channel_of_its_platform() {
    let folder = january();
    let words = "report --quiet --period 2026-01 --by platform --metrics full_cost,revenue,roi";
    let own = |condition: &str| {
        let rows = found(folder.path(), words, condition);
        let rows = rows.as_array().unwrap().clone();
        rows.into_iter().find(|row| row["platform"] == "tiktok")
    };
    assert_eq!(own("channel!=Paid Social"), None);
    let row = own("channel=Paid Social").unwrap();
    assert_eq!(
        ["/full_cost", "/revenue", "/roi"].map(|figure| number(&row, figure)),
        [40.0, 80.0, 0.0]
    );
}

/// Posts brought 30 × 0.5 and cost 10; a condition that leaves none of their orders leaves nothing to set their hours against,
/// which is no loss of all of them. Nor are ads a loss where posts alone are asked for.
#[test]
fn a_function_of_which_nothing_passes_has_no_return() {
    let folder = january();
    let of = |condition: &str, function: &str| {
        let found = found(folder.path(), "ledger --quiet --period 2026-01", condition);
        let rows = found["functions"]["rows"].as_array().unwrap().clone();
        let row = rows.into_iter().find(|row| row["function"] == function);
        row.map(|row| row["roi"].clone())
    };
    assert_eq!(of("", "organic").unwrap()["value"], 0.5);
    let none = of("platform=meta", "organic").unwrap();
    assert_eq!(
        (&none["value"], none["status"].as_str()),
        (&Value::Null, Some("left_out"))
    );
    assert_eq!(of("platform=meta", "paid").unwrap()["value"], 0.5);
    assert_eq!(of("function=organic", "organic").unwrap()["value"], 0.5);
    assert_eq!(of("function=organic", "paid"), None);
}

/// Outcomes of 6 to 28 February. Meta's export ends on the 20th: 15 × 40 and the 8 × 30 of an invoice after it against
/// 23 × 110. Pinterest's invoice of 10 a day begins on the 15th, so that outcomes are of all its days: 14 × 6 over 140. By
/// its share of the month's days it would be 115.
#[test]
fn an_invoice_stands_against_outcomes_by_its_own_days() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    let mut spend = "date,platform,campaign,currency,spend,impressions,clicks\n".to_owned();
    for day in 1..=20 {
        spend += &format!("2026-02-{day:02},meta,S1,EUR,40,1,1\n");
    }
    write("ads.csv", spend);
    let mut orders = "date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n".to_owned();
    for day in 6..=28 {
        orders += &format!("2026-02-{day:02},m{day},facebook,paid_social,S1,EUR,1,110\n");
        orders += &format!("2026-02-{day:02},p{day},pinterest,paid_social,Pin,EUR,1,6\n");
    }
    write("orders.csv", orders);
    let media = |days: &str, platform: &str, amount: u32| {
        format!(
            "[[costs]]\nperiod = \"{days}\"\nfunction = \"paid\"\ncost_type = \"media\"\namount = {amount}\nplatform = \"{platform}\"\n"
        )
    };
    let costs = media("2026-02", "meta", 840) + &media("2026-02-15..2026-02-28", "pinterest", 140);
    let project = "sources = [\"*.csv\"]\n[money]\ncurrency = \"EUR\"\n[margin]\nbase = 0.5\n";
    write("social-roi.toml", format!("{project}{EVIDENCE}{costs}"));
    let words = "report --quiet --period 2026-02 --by platform --metrics full_cost,revenue,roas,roi --totals";
    let rows = found(folder.path(), words, "");
    let rows = rows.as_array().unwrap();
    let expected = [
        (Some("meta"), 1040.0, [2530.0, 2530.0], 840.0),
        (Some("pinterest"), 140.0, [84.0, 84.0], 140.0),
        // Pinterest's 9 × 6 before its invoice are revenue, and have no media beside them.
        (None, 1180.0, [2668.0, 2614.0], 980.0),
    ];
    for (platform, full_cost, [all, revenue], media) in expected {
        let row = match platform {
            Some(name) => rows.iter().find(|row| row["platform"] == name),
            None => rows.last(),
        };
        let row = row.unwrap();
        let figures = ["/full_cost", "/revenue", "/roas", "/roi"].map(|own| number(row, own));
        let expected = [
            full_cost,
            all,
            revenue / media,
            (0.5 * revenue - media) / media,
        ];
        for (one, other) in figures.into_iter().zip(expected) {
            assert!((one - other).abs() < 1e-9, "{platform:?}: {figures:?}");
        }
    }
}
