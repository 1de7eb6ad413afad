//! Outcomes that begin or end within a period: report, ledger and what is said of a change have one return on media, over
//! the media of the days that the files hold outcomes of.
//!
//! Everything is in euros at a margin of 0.4; each order is one of 100 clicks of its day.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::media::{invoice, written};
use crate::{json, number, printed};

/// Each day from one to another, with what there is of each.
fn daily(from: &str, to: &str, name: &'static str, money: u32) -> Vec<(String, &'static str, u32)> {
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    let days = day(from).iter_days().take_while(|own| *own <= day(to));
    days.map(|own| (own.to_string(), name, money)).collect()
}

type Days = Vec<(String, &'static str, u32)>;

fn story(spend: &[Days], orders: &[Days], more: &str) -> tempfile::TempDir {
    fn plain(all: &[Days]) -> Vec<(&str, &str, u32)> {
        let all = all.iter().flatten();
        all.map(|(day, name, money)| (day.as_str(), *name, *money))
            .collect()
    }
    written(&plain(spend), &plain(orders), more)
}

/// Media of 15 a day in May and of 25 in June; orders of 48 a day in May and of 68 until 20 June.
fn june(more: &str) -> tempfile::TempDir {
    story(
        &[
            daily("2026-05-01", "2026-05-31", "meta", 10),
            daily("2026-06-01", "2026-06-30", "meta", 20),
            daily("2026-05-01", "2026-06-30", "tiktok", 5),
        ],
        &[
            daily("2026-05-01", "2026-05-31", "facebook", 40),
            daily("2026-06-01", "2026-06-20", "facebook", 60),
            daily("2026-05-01", "2026-06-20", "tiktok", 8),
        ],
        more,
    )
}

fn rows(folder: &Path, words: &str) -> Vec<Value> {
    let text = printed(folder, &format!("report --quiet --format json {words}"));
    let rows: Value = serde_json::from_str(&text).unwrap();
    rows.as_array().unwrap().clone()
}

fn of<'r>(rows: &'r [Value], platform: &str) -> &'r Value {
    let mut own = rows.iter().filter(|row| row["platform"] == platform);
    own.next().unwrap_or_else(|| panic!("{platform}: {rows:?}"))
}

fn is_close(one: f64, other: f64) {
    assert!((one - other).abs() < 1e-9, "{one} is not {other}");
}

/// The return on media of a report and of the ledger of the same days.
fn both(folder: &Path, words: &str, expected: f64) {
    let found = rows(folder, &format!("{words} --metrics roas --totals"));
    is_close(number(of(&found, "total"), "/roas"), expected);
    let ledger = json(folder, &format!("ledger --quiet {words}"));
    is_close(number(&ledger, "/beside/media_roas/value"), expected);
}

/// June: 20 × 68 over 20 × 25, of Meta 60 / 20; value of 0.4 × 1,360 less 500 over 500.
#[test]
fn a_report_and_the_ledger_are_over_the_media_of_the_days_with_outcomes() {
    let folder = june("");
    let folder = folder.path();
    both(folder, "--period 2026-06", 1360.0 / 500.0);
    let found = rows(folder, "--period 2026-06 --metrics spend,roas,roi --totals");
    is_close(number(of(&found, "meta"), "/roas"), 3.0);
    assert_eq!(number(of(&found, "total"), "/spend"), 750.0);
    is_close(number(of(&found, "total"), "/roi"), 44.0 / 500.0);
    let told = "the files hold outcomes of 1 May – 20 Jun 2026: 250.00 of spend of other days is left out of roas and roi";
    let text = printed(folder, "report --quiet --period 2026-06 --format markdown");
    assert!(text.contains(told), "{text}");
}

/// Of an invoice of June that names no platform, or of what was typed, 20 of the 30 days have outcomes: 200 of 300.
#[test]
fn media_of_no_platform_counts_by_the_days_with_outcomes() {
    let invoiced = june(&invoice("06", "paid", "Anybody", 300));
    both(
        june("").path(),
        "--period 2026-06 --cost media=300",
        1360.0 / 700.0,
    );
    // The exports of June hold it.
    both(invoiced.path(), "--period 2026-06", 1360.0 / 500.0);
    let snapchat = june(&invoice("06", "paid", "Snapchat", 300));
    // No outcome of its ads is known.
    both(snapchat.path(), "--period 2026-06", 1360.0 / 500.0);
}

/// A row of all June has 20 of its 30 days: 600 × 20 / 30, and so has what of the tools of 300 it bears.
#[test]
fn a_row_that_reaches_beyond_the_outcomes_counts_by_its_days() {
    let folder = june("");
    let folder = folder.path();
    let ads = "Campaign name,Reporting starts,Reporting ends,Amount spent (EUR),Impressions,Link clicks\n\
        Of meta,2026-06-01,2026-06-30,600,1000,100\n";
    fs::write(folder.join("ads.csv"), ads).unwrap();
    let words = "--period 2026-06 --cost tools=300";
    both(folder, words, 1200.0 / 400.0);
    let found = rows(folder, &format!("{words} --metrics roi --totals"));
    is_close(number(of(&found, "meta"), "/roi"), (480.0 - 600.0) / 600.0);
}

/// May: 48 / 15 = 3.2; June: 68 / 25 = 2.72. Of each 100 clicks with outcomes one buys, in both.
#[test]
fn the_change_of_media_roas_is_that_of_the_headline() {
    let folder = june("");
    let line = "ledger --quiet --period 2026-06 --compare previous";
    let found = json(folder.path(), line);
    let change = &found["change"];
    is_close(number(&found, "/beside/media_roas/value"), 2.72);
    is_close(number(change, "/headline/media_roas/value"), 3.2);
    is_close(number(change, "/roas/before"), 3.2);
    is_close(number(change, "/roas/after"), 2.72);
    let effects = change["roas"]["effects"].as_array().unwrap();
    let size = |effect: &Value| number(effect, "/size");
    is_close(effects.iter().map(size).sum(), 2.72 - 3.2);
    let of_rate = effects.iter().filter(|effect| effect["kind"] == "rate");
    is_close(of_rate.map(size).sum(), 0.0);
    // All media that outcomes are known of: 465 of May, 500 of June, whose logarithm and that of revenue are exact.
    let revenue = &change["revenue"];
    is_close(number(revenue, "/change"), 1360.0 - 1488.0);
    let volume = revenue["effects"].as_array().unwrap().iter();
    let volume = volume.filter(|effect| effect["kind"] == "volume").map(size);
    let log_mean = |one: f64, two: f64| (two - one) / (two / one).ln();
    let expected = (log_mean(1240.0, 1200.0) + log_mean(248.0, 160.0)) * (500.0_f64 / 465.0).ln();
    assert!((volume.sum::<f64>() - expected).abs() < 1e-9);
}

/// Orders begin on 10 May, after TikTok's ads of that month: 22 × 40 / (22 × 10) and 30 × 48 / (30 × 15).
#[test]
fn a_platform_that_one_period_knows_nothing_of_is_in_the_other_return_on_media() {
    let folder = story(
        &[
            daily("2026-05-01", "2026-06-30", "meta", 10),
            daily("2026-05-01", "2026-05-09", "tiktok", 5),
            daily("2026-06-01", "2026-06-30", "tiktok", 5),
        ],
        &[
            daily("2026-05-10", "2026-06-30", "facebook", 40),
            daily("2026-06-01", "2026-06-30", "tiktok", 8),
        ],
        "",
    );
    let line = "ledger --quiet --period 2026-06 --compare previous";
    let found = json(folder.path(), line);
    let change = &found["change"];
    is_close(number(change, "/headline/media_roas/value"), 4.0);
    is_close(number(change, "/roas/before"), 4.0);
    is_close(number(&found, "/beside/media_roas/value"), 3.2);
    is_close(number(change, "/roas/after"), 3.2);
}

/// Orders of 50 a day from 30 June to 1 November, media of 10: on the one day of June, and of November, 50 / 10.
#[test]
fn a_month_with_one_day_of_outcomes_has_the_return_of_that_day() {
    let folder = story(
        &[daily("2026-06-01", "2026-11-30", "meta", 10)],
        &[daily("2026-06-30", "2026-11-01", "facebook", 50)],
        "",
    );
    let folder = folder.path();
    for period in ["2026-06", "2026-11"] {
        let words = format!("--period {period}");
        both(folder, &words, 5.0);
        let found = rows(folder, &format!("{words} --metrics revenue,roi"));
        assert_eq!(number(&found[0], "/revenue"), 50.0);
        // (0.4 × 50 − 10) / 10
        is_close(number(&found[0], "/roi"), 1.0);
        let told = "the files hold outcomes of 30 Jun – 1 Nov 2026: 290.00 of spend of other days is left out of roas and roi";
        let text = printed(folder, &format!("report --quiet {words} --format markdown"));
        assert!(text.contains(told), "{text}");
    }
}

/// Orders from 1 July to 31 October: of June and November nothing is known, in report and ledger, where it was −100 %.
#[test]
fn a_month_beside_daily_outcomes_is_no_loss() {
    let folder = story(
        &[daily("2026-06-01", "2026-11-30", "meta", 10)],
        &[daily("2026-07-01", "2026-10-31", "facebook", 50)],
        "",
    );
    let folder = folder.path();
    for (period, days) in [("2026-06", "1–30 Jun 2026"), ("2026-11", "1–30 Nov 2026")] {
        let words = format!("--period {period}");
        let found = rows(folder, &format!("{words} --metrics revenue,roas,roi"));
        for metric in ["revenue", "roas", "roi"] {
            assert!(found[0][metric].is_null(), "{metric}: {}", found[0]);
            assert_eq!(found[0][format!("{metric}_status")], "not_supplied");
        }
        let ledger = json(folder, &format!("ledger --quiet {words}"));
        assert_eq!(ledger["roi"]["status"], "not_supplied");
        assert_eq!(ledger["beside"]["media_roas"]["status"], "not_supplied");
        let notes = ledger["notes"].to_string();
        let told = "the files hold outcomes of 1 Jul – 31 Oct 2026: media of other days stand without theirs";
        assert!(notes.contains(told), "{notes}");
        let text = printed(folder, &format!("report --quiet {words} --format markdown"));
        let told = format!(
            "the files hold outcomes of 1 Jul – 31 Oct 2026, and none of {days}: what its spend brought is not known"
        );
        assert!(text.contains(&told), "{text}");
    }
    // A month within has both: 50 / 10.
    both(folder, "--period 2026-07", 5.0);
}

/// Orders of 50 a day of Meta, whose export has 10 a day, and of 90 a day of TikTok, of which no export is.
fn without_export(more: &str) -> tempfile::TempDir {
    story(
        &[daily("2026-06-01", "2026-06-30", "meta", 10)],
        &[
            daily("2026-06-01", "2026-06-30", "facebook", 50),
            daily("2026-06-01", "2026-06-30", "tiktok", 90),
        ],
        more,
    )
}

const JUNE: &str = "--period 2026-06";

/// What paid media returned in the ledger of June over its cost.
fn of_paid(folder: &Path, words: &str) -> f64 {
    let found = json(folder, &format!("ledger --quiet {words}"));
    let rows = found["functions"]["rows"].as_array().unwrap().clone();
    let paid = rows.iter().find(|row| row["function"] == "paid").unwrap();
    number(paid, "/roi/value")
}

/// TikTok's 500 on an invoice, or typed: 4,200 / 800, value of 1,680 less 800 over 800.
#[test]
fn revenue_of_a_platform_without_an_export_is_its_own_by_source() {
    let invoiced = without_export(&invoice("06", "paid", "TikTok", 500));
    let plain = without_export("");
    let typed = format!("{JUNE} --cost media=500");
    for (folder, words) in [(invoiced.path(), JUNE), (plain.path(), typed.as_str())] {
        both(folder, words, 4200.0 / 800.0);
        let found = rows(
            folder,
            &format!("{words} --metrics revenue,orders,roi --totals"),
        );
        assert_eq!(number(of(&found, "tiktok"), "/revenue"), 2700.0);
        assert_eq!(number(of(&found, "tiktok"), "/orders"), 30.0);
        assert!(found.iter().all(|row| row["platform"] != "(no match)"));
        is_close(number(of(&found, "total"), "/roi"), 1.1);
        is_close(of_paid(folder, words), 1.1);
        // Meta's 1,500 join its campaign.
        let rate = number(of(&found, "total"), "/join_rate_value");
        assert!((rate - 1500.0 / 4200.0).abs() < 1e-6, "{rate}");
        let text = printed(folder, &format!("report --quiet {words} --format markdown"));
        let told = "2,700.00 of revenue is of ads of \\`tiktok\\` by the source of its UTM, as no export holds their campaigns";
        assert!(text.contains(told), "{text}");
        let notes = json(folder, &format!("ledger --quiet {words}"))["notes"].to_string();
        let told = "2,700.00 EUR credited to ads joins no campaign of their spend, and is credited by the source";
        assert!(notes.contains(told), "{notes}");
    }
    let found = rows(invoiced.path(), &format!("{JUNE} --metrics roas"));
    is_close(number(of(&found, "tiktok"), "/roas"), 2700.0 / 500.0);
}

/// Without any media of TikTok's on record both leave its orders out: 1,500 / 300.
#[test]
fn revenue_of_a_platform_without_media_on_record_stays_without_a_match() {
    let folder = without_export("");
    both(folder.path(), JUNE, 5.0);
    let found = rows(folder.path(), &format!("{JUNE} --metrics revenue"));
    assert_eq!(number(of(&found, "(no match)"), "/revenue"), 2700.0);
}

/// Meta's export ends on 15 June and its invoice is of all June: an order of 25 June that names no campaign of the export
/// is Meta's by its source, one of 5 June is not. The ledger has both.
#[test]
fn orders_after_the_end_of_an_export_are_of_the_platform_of_the_invoice() {
    let folder = story(
        &[daily("2026-06-01", "2026-06-15", "meta", 10)],
        &[daily("2026-06-01", "2026-06-30", "facebook", 50)],
        &invoice("06", "paid", "Meta", 300),
    );
    let folder = folder.path();
    let orders = fs::read_to_string(folder.join("orders.csv")).unwrap();
    let more = "2026-06-05,x1,facebook,paid_social,Unknown,EUR,1,700\n\
        2026-06-25,x2,facebook,paid_social,Unknown,EUR,1,800\n";
    fs::write(folder.join("orders.csv"), orders + more).unwrap();
    let found = rows(folder, &format!("{JUNE} --metrics revenue,roas"));
    assert_eq!(number(of(&found, "(no match)"), "/revenue"), 700.0);
    assert_eq!(number(of(&found, "meta"), "/revenue"), 2300.0);
    // Media of 150 of the export and of 150 of the invoice.
    is_close(number(of(&found, "meta"), "/roas"), 2300.0 / 300.0);
    let ledger = json(folder, &format!("ledger --quiet {JUNE}"));
    is_close(number(&ledger, "/beside/media_roas/value"), 3000.0 / 300.0);
}

/// Media of 15 a day in May and of 25 until 20 June, when orders end, then of 45; 610 typed are 10 of each day, and 510 of
/// the 51 days with orders, whatever was spent on the others: 2,848 / (965 + 510), and value of 0.4 × 2,848 over the same.
/// A tools cost of 61 is cost of the period, shared by spend: of June's 30 the rows with orders bear 500 of 950.
#[test]
fn typed_media_stands_against_outcomes_by_its_days_in_every_figure() {
    let folder = story(
        &[
            daily("2026-05-01", "2026-05-31", "meta", 10),
            daily("2026-06-01", "2026-06-20", "meta", 20),
            daily("2026-06-21", "2026-06-30", "meta", 40),
            daily("2026-05-01", "2026-06-30", "tiktok", 5),
        ],
        &[
            daily("2026-05-01", "2026-05-31", "facebook", 40),
            daily("2026-06-01", "2026-06-20", "facebook", 60),
            daily("2026-05-01", "2026-06-20", "tiktok", 8),
        ],
        "",
    );
    let folder = folder.path();
    let words = "--period 2026-05..2026-06 --cost media=610";
    both(folder, words, 2848.0 / 1475.0);
    let metrics = "--metrics full_cost,roas,roi --totals";
    let found = rows(folder, &format!("{words} {metrics}"));
    is_close(number(of(&found, "total"), "/full_cost"), 1415.0 + 610.0);
    for row in &found {
        let (roas, roi) = (number(row, "/roas"), number(row, "/roi"));
        is_close(roi, roas * 0.4 - 1.0);
    }
    let more = rows(folder, &format!("{words} --cost tools=61 {metrics}"));
    let cost = 1475.0 + 31.0 + 30.0 * 500.0 / 950.0;
    is_close(number(of(&more, "total"), "/roi"), 1139.2 / cost - 1.0);
    let all: f64 = more.iter().map(|row| number(row, "/full_cost")).sum();
    is_close(all, 2.0 * (1415.0 + 610.0 + 61.0));
    is_close(number(of(&more, "total"), "/roas"), 2848.0 / 1475.0);
}

/// Snapchat's 800 have no orders: 300 typed stand against those of Meta alone, in `roas` and in `roi`: 6,000 / 1,300. By
/// platform all of it is Meta's, so that none of it is said to be in no roi.
#[test]
fn typed_media_is_of_the_platforms_with_outcomes_in_every_figure() {
    let folder = story(
        &[
            daily("2026-06-01", "2026-06-30", "snapchat", 20),
            daily("2026-06-01", "2026-06-30", "meta", 30),
        ],
        &[daily("2026-06-01", "2026-06-30", "facebook", 200)],
        "",
    );
    let folder = folder.path();
    let words = "--period 2026-06 --cost media=300";
    both(folder, words, 6000.0 / 1200.0);
    let line = format!("{words} --metrics full_cost,roas,roi --totals");
    let found = rows(folder, &line);
    is_close(number(of(&found, "total"), "/roi"), 2400.0 / 1200.0 - 1.0);
    is_close(number(of(&found, "meta"), "/full_cost"), 1200.0);
    is_close(number(of(&found, "snapchat"), "/full_cost"), 600.0);
    let told = printed(folder, &format!("report --quiet {line} --format markdown"));
    assert!(!told.contains("is in no roi"), "{told}");
}

/// Meta's export has 10 a day of May, an invoice of 610 is of May and June: 310 of it are in the export, 300 are June's, of
/// which no outcome is known. 31 × 40 over 310, value of 0.4 × 1,240 over the same; 300 of all 610 are unknown.
#[test]
fn what_counts_of_an_invoice_is_known_by_the_days_on_which_it_counts() {
    let folder = story(
        &[daily("2026-03-01", "2026-05-31", "meta", 10)],
        &[daily("2026-03-01", "2026-05-31", "facebook", 40)],
        &invoice("05..2026-06", "paid", "Meta", 610),
    );
    let folder = folder.path();
    let words = "--period 2026-05..2026-06";
    both(folder, words, 4.0);
    let found = json(
        folder,
        &format!("ledger --quiet {words} --compare previous"),
    );
    is_close(number(&found, "/beside/poas/value"), 1.6);
    is_close(number(&found, "/change/roas/before"), 4.0);
    is_close(number(&found, "/change/roas/after"), 4.0);
    let notes = found["notes"].to_string();
    assert!(
        notes.contains("49.2 % of media has no outcomes in the files"),
        "{notes}"
    );
}
