//! Media counts once, and once it counts: in an export, on an invoice of whatever function, as a credit note, typed, on
//! the days that the rows are about.
//!
//! October 2026 has labour of 31 hours at 10 for organic social, and everything in euros at a margin of 0.4.

use std::fs;

use serde_json::Value;

use crate::{json, number, printed};

const EVIDENCE: &str = "source = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";

/// Spend (day, platform, money), orders (day, source, money) and more of the project file.
pub fn written(
    spend: &[(&str, &str, u32)],
    orders: &[(&str, &str, u32)],
    more: &str,
) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    let mut ads =
        String::from("date,platform,campaign,currency,spend,impressions,clicks,conversions\n");
    for (day, platform, money) in spend {
        ads += &format!("{day},{platform},Of {platform},EUR,{money},1000,100,3\n");
    }
    let mut outcomes =
        String::from("date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n");
    for (at, (day, source, money)) in orders.iter().enumerate() {
        let campaign = match *source {
            "facebook" => "Of meta",
            other => &format!("Of {other}"),
        };
        outcomes += &format!("{day},o{at},{source},paid_social,{campaign},EUR,1,{money}\n");
    }
    write("ads.csv", ads);
    write("orders.csv", outcomes);
    write("social-roi.toml", project(more));
    folder
}

fn project(more: &str) -> String {
    format!(
        "sources = [\"*.csv\"]\n[money]\ncurrency = \"EUR\"\n[margin]\nbase = 0.4\n{EVIDENCE}{HOURS}{more}"
    )
}

const HOURS: &str =
    "[[labour]]\nperiod = \"2026-10\"\nfunction = \"organic\"\nhours = 31\nloaded_rate = 10\n";

pub fn invoice(month: &str, function: &str, vendor: &str, amount: i32) -> String {
    format!(
        "[[costs]]\nperiod = \"2026-{month}\"\nfunction = \"{function}\"\ncost_type = \"media\"\nvendor = \"{vendor}\"\namount = {amount}\n"
    )
}

const OCTOBER: &str = "ledger --period 2026-10 --quiet";

fn media(found: &Value) -> f64 {
    let types = found["cost"]["by_type"].as_array().unwrap();
    let own = types.iter().find(|one| one["cost_type"] == "media");
    number(own.unwrap(), "/amount")
}

/// 1,000 of Meta's export and its invoice: 1,000, and 6,000 / 1,000.
#[test]
fn an_invoice_of_exported_media_counts_once_for_whatever_function_it_was_booked() {
    for function in ["paid", "shared", "organic", "brand"] {
        let folder = written(
            &[("2026-10-05", "meta", 1000)],
            &[("2026-10-05", "facebook", 6000)],
            &invoice("10", function, "Meta", 1000),
        );
        let found = json(folder.path(), OCTOBER);
        assert_eq!(media(&found), 1_000.0, "{function}");
        assert_eq!(number(&found, "/beside/media_roas/value"), 6.0);
        let told = "media 1,000.00 of Meta is not counted twice: it stands in the platform's export (meta)";
        let notes = found["notes"].as_array().unwrap();
        assert!(notes.iter().any(|note| note == told), "{notes:?}");
        let text = printed(folder.path(), OCTOBER);
        let table = printed(folder.path(), &format!("{OCTOBER} --format table"));
        assert!(!text.contains(told) && table.matches("counted twice").count() == 1);
    }
}

/// Meta's 1,000 and 310 of labour: TikTok's export covers its invoice though its rows are narrowed away. Of Snapchat,
/// which no export holds, the media counts where the platform does.
#[test]
fn conditions_on_rows_bring_no_covered_invoice_back() {
    let invoices = invoice("10", "paid", "TikTok", 700)
        + &invoice("10", "paid", "Meta", 1010)
        + &invoice("10", "paid", "Snapchat", 50);
    let folder = written(
        &[("2026-10-05", "meta", 1000), ("2026-10-05", "tiktok", 700)],
        &[
            ("2026-10-05", "facebook", 6000),
            ("2026-10-05", "tiktok", 2000),
        ],
        &invoices,
    );
    for (conditions, cost) in [
        ("", 2_060.0),
        ("--where platform=meta", 1_310.0),
        ("--where platform=tiktok", 1_010.0),
        ("--where platform!=tiktok", 1_360.0),
        // Nothing says of which campaigns Snapchat's media is, so that it counts under none.
        ("--where campaign=~meta", 1_310.0),
    ] {
        let found = json(folder.path(), &format!("{OCTOBER} {conditions}"));
        assert_eq!(number(&found, "/cost/total"), cost, "{conditions}");
    }
}

/// 5,000 beside the 2,000 of the export, in place of TikTok's 700 and the agency's 4,000, as in `report`: there
/// (0.4 × 6,500 − 7,000) / 7,000, here with labour too.
#[test]
fn typed_media_counts_beside_the_exports() {
    let invoices =
        invoice("10", "paid", "TikTok", 700) + &invoice("10", "paid", "Some agency", 4000);
    let folder = written(
        &[("2026-10-05", "meta", 2000)],
        &[
            ("2026-10-05", "facebook", 3000),
            ("2026-10-05", "tiktok", 3500),
        ],
        &invoices,
    );
    let typed = json(folder.path(), &format!("{OCTOBER} --cost media=5000"));
    assert_eq!(media(&typed), 7_000.0);
    assert_eq!(number(&typed, "/cost/total"), 7_310.0);
    assert_eq!(number(&typed, "/value"), 2_600.0);
    let report = json(
        folder.path(),
        "report --period 2026-10 --quiet --cost media=5000 --metrics roi --totals",
    );
    let roi = number(report.as_array().unwrap().last().unwrap(), "/roi");
    assert!((roi + 4_400.0 / 7_000.0).abs() < 1e-9, "{roi}");
    // Without it TikTok's invoice counts, and the agency's beside Meta's media.
    assert_eq!(media(&json(folder.path(), OCTOBER)), 6_700.0);
}

/// An agency's invoice counts beside the exports, and brings no revenue of other ads in: 0.4 × 3,000, and a return of
/// 3,000 on Meta's 2,000, as the files hold no outcomes of the agency's 4,000. A report says the same.
#[test]
fn a_covered_invoice_carries_no_ads_of_other_platforms() {
    let folder = written(
        &[("2026-10-05", "meta", 2000)],
        &[
            ("2026-10-05", "facebook", 3000),
            ("2026-10-05", "tiktok", 3500),
        ],
        &invoice("10", "paid", "Some agency", 4000),
    );
    let found = json(folder.path(), OCTOBER);
    assert_eq!(media(&found), 6_000.0);
    assert_eq!(number(&found, "/value"), 1_200.0);
    assert_eq!(number(&found, "/beside/media_roas/value"), 1.5);
    let report = json(
        folder.path(),
        "report --period 2026-10 --quiet --metrics spend,roas --totals",
    );
    let total = report.as_array().unwrap().last().unwrap();
    assert_eq!(number(total, "/roas"), 1.5);
    let told = "media 4,000.00 of Some agency counts beside the exports (meta), as its vendor is no platform";
    assert!(found["notes"].to_string().contains(told), "{found}");
    let table = printed(
        folder.path(),
        "report --period 2026-10 --quiet --metrics roas --format table --width 300",
    );
    assert!(table.contains(told), "{table}");
}

/// Of October's 31 days the agency's 3,100 are of none of Meta's only where Meta's export holds none: without an export they
/// may be of any platform, so that the revenue of the ads has its cost.
#[test]
fn an_agency_without_exports_is_media_of_any_platform() {
    let folder = written(
        &[],
        &[("2026-10-05", "facebook", 6200)],
        &invoice("10", "paid", "Some agency", 3100),
    );
    fs::remove_file(folder.path().join("ads.csv")).unwrap();
    let found = json(folder.path(), OCTOBER);
    assert_eq!(media(&found), 3_100.0);
    assert_eq!(number(&found, "/value"), 2_480.0);
    assert_eq!(number(&found, "/beside/media_roas/value"), 2.0);
}

/// 900 that name nobody are taken to be in Meta's export of 1,000, and no sentence says that they stand there.
#[test]
fn media_that_names_nobody_is_taken_to_be_in_the_exports() {
    let entry = "[[costs]]\nperiod = \"2026-10\"\nfunction = \"paid\"\ncost_type = \"media\"\namount = 900\n";
    let folder = written(
        &[("2026-10-05", "meta", 1000)],
        &[("2026-10-05", "facebook", 6000)],
        entry,
    );
    let found = json(folder.path(), OCTOBER);
    assert_eq!(media(&found), 1_000.0);
    let told = "media 900.00 of the cost list names no platform and no vendor, and is taken to be in the platform's export (meta): a `vendor` or a `platform` would tell";
    let notes = found["notes"].as_array().unwrap();
    assert!(notes.iter().any(|note| note == told), "{notes:?}");
    assert!(
        !notes
            .iter()
            .any(|note| note.to_string().contains("counted twice")),
        "{notes:?}"
    );
    let checked = printed_of_check(folder.path());
    assert!(
        checked.contains("media of 1–31 Oct 2026 is taken to be in the exports (meta)"),
        "{checked}"
    );
}

fn printed_of_check(folder: &std::path::Path) -> String {
    let run = crate::program(folder)
        .args(["check", "--format", "json"])
        .output()
        .unwrap();
    String::from_utf8(run.stdout).unwrap()
}

/// September: 2,250 / 1,400. October: (6,000 + 3,500) / (2,000 + 1,000 − 300).
#[test]
fn a_credit_note_takes_media_away_in_a_comparison_too() {
    let notes = invoice("09", "paid", "TikTok", 500)
        + &invoice("10", "paid", "TikTok", 1000)
        + &invoice("10", "paid", "TikTok", -300);
    let folder = written(
        &[("2026-09-05", "meta", 900), ("2026-10-05", "meta", 2000)],
        &[
            ("2026-09-05", "facebook", 2250),
            ("2026-10-05", "facebook", 6000),
            ("2026-10-05", "tiktok", 3500),
        ],
        &notes,
    );
    let found = json(folder.path(), &format!("{OCTOBER} --compare previous"));
    let roas = 9_500.0 / 2_700.0;
    for figure in ["/beside/media_roas/value", "/change/roas/after"] {
        assert!((number(&found, figure) - roas).abs() < 1e-9, "{figure}");
    }
    let before = number(&found, "/change/roas/before");
    assert!((before - 2_250.0 / 1_400.0).abs() < 1e-9);
}

/// 4,000 of credit beside 2,000 of spend: nothing is a return on −2,000, and `report` says the same of a credit of its own.
#[test]
fn nothing_is_a_return_on_negative_spend() {
    let folder = written(
        &[("2026-10-05", "meta", 2000)],
        &[
            ("2026-10-05", "facebook", 3000),
            ("2026-10-05", "tiktok", 1000),
        ],
        &invoice("10", "paid", "TikTok", -4000),
    );
    let found = json(folder.path(), OCTOBER);
    for figure in ["media_roas", "poas", "full_cost_roas", "roas_headroom"] {
        let beside = &found["beside"][figure];
        assert_eq!(beside["status"], "negative_base", "{figure}: {beside}");
    }
    let ads = "date,platform,campaign,currency,spend,impressions,clicks,conversions\n\
               2026-10-05,meta,Of meta,EUR,-500,1000,100,3\n";
    fs::write(folder.path().join("ads.csv"), ads).unwrap();
    let report = json(
        folder.path(),
        "report --period 2026-10 --quiet --metrics roas --totals",
    );
    let total = report.as_array().unwrap().last().unwrap();
    assert_eq!(total["roas"], Value::Null);
    assert_eq!(total["roas_status"], "negative_base");
}

/// A row of 25 October to 3 November, 1,000: 700 and 300. Its days cover 7 of 31 days of October's invoice of 3,100 and
/// 3 of 30 of November's 3,000: 700 + 2,400 and 300 + 2,700, whatever months are asked for.
#[test]
fn a_row_that_is_shared_out_covers_its_own_days() {
    let more = invoice("10", "paid", "Meta", 3100) + &invoice("11", "paid", "Meta", 3000);
    let folder = written(&[], &[("2026-10-26", "facebook", 2000)], &more);
    let ads = "period_start,period_end,platform,campaign,currency,spend,impressions,clicks,conversions\n\
               2026-10-25,2026-11-03,meta,Of meta,EUR,1000,100,3,1\n";
    fs::write(folder.path().join("ads.csv"), ads).unwrap();
    let october = json(folder.path(), &format!("{OCTOBER} --spread-periods"));
    assert_eq!(media(&october), 3_100.0);
    assert_eq!(number(&october, "/cost/total"), 3_410.0);
    let both = json(
        folder.path(),
        "ledger --period 2026-10..2026-11 --spread-periods --quiet",
    );
    assert_eq!(number(&both, "/over_time/rows/0/cost"), 3_410.0);
    assert_eq!(number(&both, "/over_time/rows/1/cost"), 3_000.0);
}

/// An export of 1 May to 10 June at 10 a day, and an invoice of 3,000 for June: 100 of the export and 20 of 30 days.
#[test]
fn an_invoice_counts_for_the_days_that_the_export_does_not_hold() {
    let may = (1..=31).map(|day| format!("2026-05-{day:02}"));
    let days: Vec<String> = may
        .chain((1..=10).map(|day| format!("2026-06-{day:02}")))
        .collect();
    let spend: Vec<(&str, &str, u32)> = days.iter().map(|day| (&day[..], "meta", 10)).collect();
    let folder = written(
        &spend,
        &[("2026-06-05", "facebook", 6000)],
        &invoice("06", "paid", "Meta", 3000),
    );
    let of = |period: &str| {
        let found = json(folder.path(), &format!("ledger --period {period} --quiet"));
        media(&found)
    };
    assert_eq!(of("2026-06"), 2_100.0);
    assert_eq!(of("2026-06-01..2026-06-10"), 100.0);
    assert_eq!(of("2026-06-11..2026-06-30"), 2_000.0);
}
