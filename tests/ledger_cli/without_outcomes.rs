//! Media of days or platforms of which the files hold no outcomes: nothing is known of what they brought, and the ledger
//! says so instead of showing a loss.
//!
//! A thousand of media in September and in October; the orders end in September.

use serde_json::Value;

use crate::media::written;
use crate::{json, number, printed, refused};

fn story(more: &str) -> tempfile::TempDir {
    written(
        &[("2026-09-05", "meta", 1000), ("2026-10-05", "meta", 1000)],
        &[("2026-09-05", "facebook", 6000)],
        more,
    )
}

fn notes(found: &Value) -> Vec<&str> {
    let notes = found["notes"].as_array().unwrap();
    notes.iter().filter_map(Value::as_str).collect()
}

#[test]
fn a_month_without_outcomes_is_no_loss_of_all_its_media() {
    let saving = "[[savings]]\nperiod = \"2026-10\"\nfunction = \"it\"\nwhat = \"cancelled_contract\"\namount = 15\nsource = \"s\"\nowner = \"o\"\ndate = 2026-10-01\n";
    let found = json(story(saving).path(), "ledger --period 2026-10 --quiet");
    assert_eq!(number(&found, "/beside/media_without_outcomes/value"), 1.0);
    assert_eq!(found["beside"]["media_roas"]["status"], "not_supplied");
    let told = notes(&found);
    assert!(
        told.iter()
            .any(|note| note.contains("100.0 % of media has no outcomes in the files")),
        "{told:?}"
    );
    assert!(
        told.contains(
            &"the files hold outcomes of 1–30 Sep 2026: media of other days stand without theirs"
        ),
        "{told:?}"
    );
}

/// 6,000 over the thousand of September; half of the media is beside it.
#[test]
fn media_roas_is_over_the_media_whose_outcomes_are_known() {
    let folder = story("");
    let line = "ledger --period 2026-09..2026-10 --quiet";
    let found = json(folder.path(), line);
    assert_eq!(number(&found, "/beside/media_without_outcomes/value"), 0.5);
    assert_eq!(number(&found, "/beside/media_roas/value"), 6.0);
    let known = json(folder.path(), "ledger --period 2026-09 --quiet");
    assert_eq!(number(&known, "/beside/media_without_outcomes/value"), 0.0);
    assert_eq!(number(&known, "/beside/media_roas/value"), 6.0);
}

#[test]
fn a_test_of_the_platform_knows_what_its_media_brought() {
    let test = "[[assumptions]]\nkey = \"incremental_revenue_meta\"\nbase = 5000\nlow = 4000\nhigh = 6000\nunit = \"EUR\"\ngrade = \"A1\"\nsource = \"s\"\nowner = \"o\"\ndate = 2026-11-01\n";
    let folder = story(test);
    let found = json(folder.path(), "ledger --period 2026-10 --quiet");
    // No order of October is in the files; what its media brought is in L-01, so that ROI is no bound.
    assert_eq!(number(&found, "/beside/media_without_outcomes/value"), 1.0);
    assert_eq!(found["beside"]["media_roas"]["status"], "not_supplied");
    let told = notes(&found);
    assert!(
        !told.iter().any(|note| note.contains("% of media")),
        "{told:?}"
    );
}

/// A platform without an outcome spends 40 a day beside Meta's 100, whose orders are 300 a day: 300 / 100 in every month,
/// whatever is tested. Of October 40 / 140 = 28.6 % of media has no outcomes. A test of all social media of 1–14 October
/// counts on 1–9 October alone, as one of Meta (10–19 October) is better supported: of the other 22 days nothing is known,
/// 40 × 22 of 140 × 31 = 20.3 %.
#[test]
fn media_roas_is_what_is_credited_whatever_a_test_covers() {
    let days: Vec<(u32, String)> = [9, 10]
        .into_iter()
        .flat_map(|month| (1..=if month == 9 { 30 } else { 31 }).map(move |day| (month, day)))
        .map(|(month, day)| (month, format!("2026-{month:02}-{day:02}")))
        .collect();
    let spend: Vec<(&str, &str, u32)> = days
        .iter()
        .flat_map(|(_, day)| [(&day[..], "meta", 100), (&day[..], "google_ads", 40)])
        .collect();
    let orders: Vec<(&str, &str, u32)> = days
        .iter()
        .map(|(_, day)| (&day[..], "facebook", 300))
        .collect();
    let test = |key: &str, grade: &str, days: &str, method: &str| {
        let (start, end) = days.split_once("..").unwrap();
        format!(
            "[[experiments]]\nexp_id = \"of-{key}\"\nmethod = \"{method}\"\nstart = {start}\nend = {end}\nsource = \"s\"\n\
             owner = \"o\"\ndate = 2026-11-01\n[[assumptions]]\nkey = \"incremental_revenue_{key}\"\nbase = 2800\n\
             low = 1000\nhigh = 4000\ngrade = \"{grade}\"\nperiod = \"{days}\"\nsource = \"Report of of-{key}\"\n\
             owner = \"o\"\ndate = 2026-11-01\n"
        )
    };
    let tests = test("all", "A2", "2026-10-01..2026-10-14", "geo")
        + &test("meta", "A1", "2026-10-10..2026-10-19", "holdout");
    let folder = written(&spend, &orders, &tests);
    for (period, bound) in [
        (
            "2026-09",
            "28.6 % of media has no outcomes in the files".to_owned(),
        ),
        (
            "2026-10",
            "20.3 % of media has no outcomes in the files and no test".to_owned(),
        ),
    ] {
        let line = format!("ledger --period {period} --quiet");
        let found = json(folder.path(), &line);
        assert_eq!(number(&found, "/beside/media_roas/value"), 3.0, "{period}");
        let share = number(&found, "/beside/media_without_outcomes/value");
        assert!((share - 40.0 / 140.0).abs() < 1e-9, "{share}");
        let told = notes(&found);
        assert!(told.iter().any(|note| note.contains(&bound)), "{told:?}");
        let report = printed(
            folder.path(),
            &format!("report --period {period} --metrics roas --totals --format csv --quiet"),
        );
        assert!(report.contains("\ntotal,3,"), "{report}");
    }
    let found = json(
        folder.path(),
        "ledger --period 2026-10 --compare previous --quiet",
    );
    for side in ["before", "after"] {
        assert_eq!(
            number(&found, &format!("/change/roas/{side}")),
            3.0,
            "{side}"
        );
    }
}

#[test]
fn a_comparison_says_which_side_lacks_outcomes() {
    let folder = story("");
    let line = "ledger --period 2026-10 --compare previous --quiet --format table";
    let text = printed(folder.path(), line);
    assert!(
        text.contains("of 100.0 % of media the files hold no outcomes, before of 0.0 %"),
        "{text}"
    );
    assert!(!text.contains("Why media ROAS changed"), "{text}");
}

#[test]
fn an_export_that_cannot_be_read_is_named_in_the_ledger() {
    let folder = story("");
    let broken = "date,platform,campaign,currency,spend\n\"never closed,meta,Of meta,EUR,5\n";
    std::fs::write(folder.path().join("broken.csv"), broken).unwrap();
    let line = "ledger --period 2026-09 --quiet";
    let found = json(folder.path(), line);
    let told = notes(&found);
    assert!(
        told.iter().any(|note| note
            .starts_with("not read, so that what they hold is in no figure: ")
            && note.contains("broken.csv")),
        "{told:?}"
    );
}

#[test]
fn conditions_that_no_row_passes_are_refused() {
    let folder = story("");
    let (code, text) = refused(
        folder.path(),
        "ledger --period 2026-09 --quiet --where platform=metta",
    );
    assert_eq!(code, 1, "{text}");
    assert!(
        text.contains("no row passes the conditions on platform in --where"),
        "{text}"
    );
}

#[test]
fn one_table_alone_takes_no_options_of_others() {
    let folder = story("");
    for option in [
        "--compare previous",
        "--monte-carlo 10",
        "--npv 8%",
        "--show-emv",
        "--top 3",
    ] {
        let (code, text) = refused(folder.path(), &format!("ledger --by line {option}"));
        assert_eq!(code, 2, "{text}");
        assert!(text.contains("leave out one of the two"), "{text}");
    }
}

/// Ten a day until orders end on the 25th, a thousand a day from then on: 5,000 of 5,250 are without outcomes.
#[test]
fn media_beyond_the_last_outcome_are_those_of_its_days() {
    let days = |range: std::ops::RangeInclusive<u32>| range.map(|day| format!("2026-06-{day:02}"));
    let (ads, orders): (Vec<String>, Vec<String>) =
        (days(1..=30).collect(), days(1..=25).collect());
    let spend = |day: usize| if day < 25 { 10 } else { 1000 };
    let ads: Vec<(&str, &str, u32)> = ads
        .iter()
        .enumerate()
        .map(|(at, day)| (day.as_str(), "meta", spend(at)))
        .collect();
    let orders: Vec<(&str, &str, u32)> = orders
        .iter()
        .map(|day| (day.as_str(), "facebook", 50))
        .collect();
    let folder = written(&ads, &orders, "");
    let found = json(folder.path(), "ledger --period 2026-06 --quiet");
    let share = number(&found, "/beside/media_without_outcomes/value");
    assert!((share - 5000.0 / 5250.0).abs() < 1e-9, "{share}");
    assert_eq!(number(&found, "/beside/media_roas/value"), 5.0);
    assert_eq!(number(&found, "/cost/total"), 5250.0);
}
