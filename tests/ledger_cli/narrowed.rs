//! `--where` over orders that only their source credits: their media and their revenue go or stay together, and what is not
//! known of them is told; a zero is one only where outcomes name campaigns.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{json, number, printed, refused};

const EVIDENCE: &str = "source = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";

fn with(spend: &str, orders: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    let head = "date,platform,campaign,currency,spend,impressions,clicks\n";
    write("ads.csv", format!("{head}{spend}"));
    let head = "date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n";
    write("orders.csv", format!("{head}{orders}"));
    let money = "sources = [\"*.csv\"]\n[money]\ncurrency = \"EUR\"\n[margin]\nbase = 0.5\n";
    write("social-roi.toml", format!("{money}{EVIDENCE}"));
    folder
}

/// Media of 900 (Meta) and 600 (Google). Revenue of 3,000 joins Meta's campaign, 2,700 is Google's by its source alone, as
/// its tag is not the campaign's name, and 1,500 came by posts.
fn april() -> tempfile::TempDir {
    with(
        "2026-04-01,meta,Sale,EUR,900,1,1\n2026-04-01,google_ads,Brand Search DE,EUR,600,1,1\n",
        "2026-04-02,1,facebook,paid_social,Sale,EUR,1,3000\n\
         2026-04-02,2,google,cpc,brand_search_de,EUR,1,2700\n\
         2026-04-02,3,instagram,social,,EUR,1,1500\n",
    )
}

/// Value, cost, ROI and media ROAS where a condition holds, and the notes.
fn of(folder: &Path, condition: &str) -> ([Option<f64>; 4], String) {
    let output = crate::program(folder)
        .args([
            "ledger", "--quiet", "--period", "2026-04", "--format", "json",
        ])
        .args(["--where", condition])
        .output()
        .unwrap();
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let figures = [
        "/value",
        "/cost/total",
        "/headline/roi_supported/value",
        "/headline/media_roas/value",
    ];
    let figures = figures.map(|path| found.pointer(path).and_then(Value::as_f64));
    (figures, found["notes"].to_string())
}

fn are_close(found: [Option<f64>; 4], expected: [f64; 4]) {
    for (one, other) in found.into_iter().zip(expected) {
        let one = one.unwrap_or_else(|| panic!("{found:?} is not {expected:?}"));
        assert!((one - other).abs() < 1e-9, "{found:?} is not {expected:?}");
    }
}

/// At a margin of 0.5 without Google: (3,000 + 1,500) / 2 = 2,250 over 900, ROI 1,350 / 900, ROAS 3,000 / 900. Google alone:
/// 1,350 over 600, ROI 750 / 600, ROAS 2,700 / 600. Both leave nothing of the 3,600 and 1,500 of the whole out but posts.
#[test]
fn a_platform_has_the_orders_that_its_source_credits_to_it() {
    let folder = april();
    let without = of(folder.path(), "platform!=google_ads").0;
    are_close(without, [2250.0, 900.0, 1.5, 3000.0 / 900.0]);
    let alone = of(folder.path(), "platform=google_ads").0;
    are_close(alone, [1350.0, 600.0, 1.25, 4.5]);
    let meta = of(folder.path(), "platform=meta").0;
    are_close(meta, [1500.0, 900.0, 600.0 / 900.0, 3000.0 / 900.0]);
    // Its channel stands in the tags of an order: Paid Search is Google's here.
    let searched = of(folder.path(), "channel!=Paid Search").0;
    are_close(searched, [2250.0, 900.0, 1.5, 3000.0 / 900.0]);
}

/// Nobody knows the campaign of the 2,700: they count beside the 4,500 where Google's campaign is left out, 3,600 over 900,
/// and not where another one is asked for, 1,500 over 900. Of Google's campaign alone nothing is known, which is no loss.
#[test]
fn orders_of_no_known_campaign_are_told() {
    let folder = april();
    let told = "2,700.00 EUR credited to ads is of no known campaign, which --where asks for";
    let (others, notes) = of(folder.path(), "campaign!=Brand Search DE");
    are_close(others, [3600.0, 900.0, 3.0, 5700.0 / 900.0]);
    let counts = format!("{told}: it counts, whether or not the media that brought it does");
    assert!(notes.contains(&counts), "{notes}");
    let (sale, notes) = of(folder.path(), "campaign=Sale");
    are_close(sale, [1500.0, 900.0, 600.0 / 900.0, 3000.0 / 900.0]);
    let left = format!("{told}: it is left out, though the media that brought it may count");
    assert!(notes.contains(&left), "{notes}");
    let (brand, notes) = of(folder.path(), "campaign=Brand Search DE");
    assert_eq!(brand[1..], [Some(600.0), None, None], "{notes}");
    assert!(notes.contains(&left), "{notes}");
    // What the conditions on platforms leave out is not asked for its campaign.
    let both = "ledger --quiet --period 2026-04 --where platform=meta --where campaign!=Other";
    let notes = json(folder.path(), both)["notes"].to_string();
    assert!(!notes.contains(told), "{notes}");
}

/// Orders of Meta's ads by their source in April, none of them with its campaign's name; in March and February a direct one.
fn by_source_alone() -> tempfile::TempDir {
    with(
        "2026-03-24,meta,Boost,EUR,10,1,1\n2026-04-03,meta,Boost,EUR,40,1,1\n",
        "2026-02-02,1,,,,EUR,1,12\n\
         2026-03-02,2,,,,EUR,1,15\n\
         2026-04-07,3,facebook,paid,spring,EUR,1,486\n",
    )
}

/// That no order of March bears a tag of Meta's is no proof that its 10 brought nothing: none names its campaign on any day.
/// Ledger, report and `explain` have no figure of it, not 0. April has 486 / 40.
#[test]
fn a_source_alone_proves_no_zero() {
    let folder = by_source_alone();
    let march = json(folder.path(), "ledger --quiet --period 2026-03");
    for path in ["/headline/roi_supported", "/headline/media_roas"] {
        assert_eq!(march.pointer(path).unwrap()["value"], Value::Null, "{path}");
    }
    let notes = march["notes"].to_string();
    let told = "outcomes name ads of meta by the source of their UTM and no campaign of its spend, and none of them counts here: what its media brought is not known, which is not 0";
    assert!(notes.contains(told), "{notes}");
    let (code, errors) = refused(folder.path(), "explain L-02:meta --period 2026-03 --quiet");
    assert_eq!(code, 2, "{errors}");
    let words = "report --period 2026-03 --metrics spend,revenue,roas --format csv";
    let report = printed(folder.path(), &format!("{words} --quiet"));
    assert!(report.contains("\nmeta,10,,,"), "{report}");
    let april = json(folder.path(), "ledger --quiet --period 2026-04");
    assert_eq!(number(&april, "/headline/media_roas/value"), 486.0 / 40.0);
}

/// A month without any order has no campaign of Meta's either, and says so as one with other orders does.
#[test]
fn a_report_without_orders_says_that_no_campaign_occurs() {
    let folder = with(
        "2026-03-24,meta,Boost,EUR,10,1,1\n",
        "2026-02-02,1,,,,EUR,1,12\n2026-04-07,2,facebook,paid,spring,EUR,1,486\n",
    );
    let output = crate::program(folder.path())
        .args("report --period 2026-03 --metrics spend,revenue --format csv".split(' '))
        .output()
        .unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    let told =
        "no campaign of `meta` occurs in the outcomes: its revenue, ROAS and ROI are n/a, not 0";
    assert!(errors.contains(told), "{errors}");
}

/// Meta's campaign sold in April and not in March: a true zero, of no row of the orders.
#[test]
fn a_true_zero_is_of_no_row() {
    let folder = with(
        "2026-03-24,meta,Boost,EUR,10,1,1\n",
        "2026-03-02,1,,,,EUR,1,15\n2026-04-07,2,facebook,paid,Boost,EUR,1,486\n",
    );
    let told = printed(folder.path(), "explain L-02:meta --period 2026-03 --quiet");
    assert!(told.contains("orders.csv, 0 rows"), "{told}");
}

/// The ledger ends with the media, in March; the 486 of April are told.
#[test]
fn what_lies_beyond_the_days_of_a_ledger_is_told_with_its_sum() {
    let folder = with(
        "2026-03-24,meta,Boost,EUR,10,1,1\n",
        "2026-03-02,1,,,,EUR,1,15\n2026-04-07,2,facebook,paid,Boost,EUR,1,486\n",
    );
    let notes = json(folder.path(), "ledger --quiet")["notes"].to_string();
    let told = "the months that spend and outcomes both have (`--period` decides otherwise); left out of other days: 486.00 EUR of revenue";
    assert!(notes.contains(told), "{notes}");
}
