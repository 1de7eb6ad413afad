//! The pace of budgets.

use super::rows;
use crate::{chart, done_in};

/// 11,174.81 EUR of 9,000 in October, as `report` has them: beyond 15 %, so something has to be done.
#[test]
fn pacing_sets_the_spend_of_the_exports_beside_the_budget() {
    let rows = rows("pacing", &[]);
    assert_eq!(rows.len(), 31);
    let last = &rows[30];
    assert_eq!(last[2], "9000");
    assert_eq!(last[7], "act");
    let args = [
        "report",
        "sample-data",
        "--currency",
        "EUR",
        "--quiet",
        "--period",
        "2026-10",
    ];
    let more = ["--by", "platform", "--metrics", "spend", "--format", "csv"];
    let report = done_in("", &[&args[..], &more].concat());
    let report = String::from_utf8(report).unwrap();
    assert!(report.contains(&format!("meta,{},", last[3])), "{report}");
    let halfway = chart("pacing", &["--as-of", "2026-10-11", "--format", "svg"]);
    let halfway = String::from_utf8(halfway).unwrap();
    assert!(halfway.contains("heads for"), "no projection");
}

/// The axis counts by the calendar of the subtitle.
#[test]
fn days_of_budgets_are_of_the_reader_s_calendar() {
    let args = ["--format", "svg", "--lang", "fa", "--period", "2026-10"];
    let svg = String::from_utf8(chart("pacing", &args)).unwrap();
    assert!(svg.contains("آبان"));
    let (_, drawn) = svg.split_once("</desc>").unwrap();
    // The subtitle alone names the days of the other calendar too.
    assert!(drawn.matches("اکتبر").count() <= 1, "{drawn}");
}

/// Two budgets of 310 for the 31 days of January, each with 10 a day spent: both are on plan, and nobody says all two.
#[test]
fn two_budgets_on_plan_are_both() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).unwrap();
    let mut ads = "date,platform,campaign,currency,spend\n".to_owned();
    for day in 1..=31 {
        for platform in ["meta", "tiktok"] {
            ads += &format!("2026-01-{day:02},{platform},Of {platform},EUR,10\n");
        }
    }
    write("ads.csv", ads);
    let budget = |platform: &str| {
        format!(
            "[[budget]]\nperiod = \"2026-01\"\nscope = \"platform={platform}\"\nplanned = 310\n"
        )
    };
    let both = [budget("meta"), budget("tiktok")].concat();
    write(
        "social-roi.toml",
        format!("sources = [\"ads.csv\"]\n[money]\ncurrency = \"EUR\"\n{both}"),
    );
    let project = folder.path().join("social-roi.toml");
    let project = project.display().to_string();
    for (language, words) in [
        ("en", "Both budgets are on plan"),
        ("de", "Beide Budgets liegen im Plan"),
    ] {
        let args = ["chart", "pacing", "--quiet", "--format", "svg", "--project"];
        let args = [&args[..], &[&project, "--lang", language]].concat();
        let svg = String::from_utf8(crate::done(&args)).unwrap();
        assert!(svg.contains(words), "{language}: {words}");
    }
}
