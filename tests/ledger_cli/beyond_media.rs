//! Revenue of months of which no file holds media: value without its cost is no return, however a period is cut.

use std::fs;

use crate::{json, number};

const PROJECT: &str = "sources = [\"*.csv\"]\n[money]\ncurrency = \"EUR\"\nrefunds = \"refund\"\n\
    [margin]\nbase = 0.5\nsource = \"Books\"\nowner = \"Finance\"\ndate = 2026-01-01\n";

const META: &str = "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks\n\
    Alpha,2026-09-01,1000,100000,500\nAlpha,2026-09-30,1000,100000,500\n";

const HEAD: &str = "id,Created date (UTC),Amount,Amount Refunded,Currency,Status,Refunded date (UTC),UTM Source,UTM Medium,UTM Campaign\n";

fn folder(payments: &str, project: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("meta.csv", META),
        ("payments.csv", &format!("{HEAD}{payments}")),
        ("social-roi.toml", project),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

const SALES: &str = "ch_1,2026-09-10 10:00:00,6000.00,0.00,eur,Paid,,facebook,paid_social,Alpha\n\
    ch_2,2026-10-05 10:00:00,4000.00,0.00,eur,Paid,,facebook,paid_social,Alpha\n";

const PERIODS: [&str; 3] = ["2026-09", "2026-10", "2026-09..2026-10"];

fn values(folder: &tempfile::TempDir) -> [f64; 3] {
    PERIODS.map(|period| {
        let line = format!("ledger --quiet --cost tools=10 --period {period}");
        number(&json(folder.path(), &line), "/value")
    })
}

/// 6,000 of September at a half; 4,000 of October have no media on record, alone and beside September.
#[test]
fn a_period_is_the_sum_of_its_months() {
    let folder = folder(SALES, PROJECT);
    assert_eq!(values(&folder), [3000.0, 0.0, 3000.0]);
    let found = json(folder.path(), "ledger --quiet --period 2026-09..2026-10");
    let notes = found["notes"].to_string();
    let note = "4,000.00 EUR of 1–31 Oct 2026 credited to ads of meta is left out: their media of these days is on no record";
    assert!(notes.contains(note), "{notes}");
}

/// An invoice of October says what its media cost: 4,000 count there.
#[test]
fn an_invoice_of_these_days_is_media_on_record() {
    let invoice = "[[costs]]\nperiod = \"2026-10\"\nfunction = \"paid\"\ncost_type = \"media\"\n\
        amount = 500\nvendor = \"Meta\"\n";
    let folder = folder(SALES, &format!("{PROJECT}{invoice}"));
    assert_eq!(values(&folder), [3000.0, 2000.0, 5000.0]);
}

/// 1,000 of the 6,000 went back in October, whatever media cost then.
#[test]
fn what_went_back_counts_without_media() {
    let refunded = "ch_1,2026-09-10 10:00:00,6000.00,1000.00,eur,Paid,2026-10-05 11:00:00,facebook,paid_social,Alpha\n";
    let folder = folder(refunded, PROJECT);
    assert_eq!(values(&folder), [3000.0, -500.0, 2500.0]);
}

/// In a report the revenue of October stands in its row and in no return: 6,000 over 2,000.
#[test]
fn a_report_has_it_in_no_return() {
    let folder = folder(SALES, PROJECT);
    let report = |period: &str| {
        crate::printed(
            folder.path(),
            &format!(
                "report --quiet --period {period} --metrics spend,revenue,orders_joined,roas,roi --format csv"
            ),
        )
    };
    let both = report("2026-09..2026-10");
    assert!(both.contains("\nmeta,2000,10000,1,3,0.5,"), "{both}");
    let october = report("2026-10");
    assert!(october.contains("\nmeta,0,4000,0,,,"), "{october}");
    let table = crate::printed(
        folder.path(),
        "report --quiet --period 2026-09..2026-10 --metrics roas --format table",
    );
    let note = "4,000.00 of revenue of `meta` is of days of which no media of it is on record";
    assert!(table.replace('\n', " ").contains(note), "{table}");
}

/// An order of Google's that went back whole is no order of ads whose media nobody knows: one of 6,000 pays up to 3,000.
#[test]
fn an_order_that_went_back_is_of_no_platform_without_media() {
    let sales = "ch_1,2026-09-10 10:00:00,6000.00,0.00,eur,Paid,,facebook,paid_social,Alpha\n\
        ch_2,2026-09-11 10:00:00,100.00,100.00,eur,Paid,2026-09-12 10:00:00,google,cpc,Search\n";
    let folder = folder(sales, &PROJECT.replace("refunds = \"refund\"\n", ""));
    let found = json(folder.path(), "ledger --quiet --period 2026-09");
    let lines = found["lines"].as_array().unwrap();
    let of_google = |line: &&serde_json::Value| line["id"] == "L-02:google_ads";
    assert!(!lines.iter().any(|line| of_google(&line)), "{lines:?}");
    assert_eq!(number(&found, "/beside/break_even_cpa/value"), 3000.0);
}

/// August has orders of Meta's ads and no media: its revenue counts nowhere, which is neither a zero before nor no record.
#[test]
fn a_comparison_does_not_call_revenue_zero_that_it_left_out() {
    let folder = folder(
        &format!(
            "{SALES}ch_3,2026-08-20 10:00:00,700.00,0.00,eur,Paid,,facebook,paid_social,Alpha\n"
        ),
        PROJECT,
    );
    let line = "ledger --quiet --period 2026-09 --compare previous";
    let change = &json(folder.path(), line)["change"];
    assert_eq!(change["platforms_left_out"], serde_json::json!(["meta"]));
    assert_eq!(change["revenue"]["before"], serde_json::Value::Null);
    let told = crate::printed(folder.path(), &format!("{line} --format markdown"));
    let before = "before: 700.00 EUR of 1–31 Aug 2026 credited to ads of meta is left out: their media of these days is on no record";
    assert!(told.contains(before), "{told}");
    assert!(told.contains("of which no cost is on record"), "{told}");
    assert!(
        told.contains("Meta left out of the change of revenue"),
        "{told}"
    );
    assert!(!told.contains("zero before"), "{told}");
}

/// Orders of 100 on every day of April, and Meta's export of 100 a day from 1 to 20 April: of the days after it nobody knows
/// what media cost, so that 20 × 100 × 0.5 count over 2,000. One that goes on in May says that ads paused: 30 × 100 × 0.5.
#[test]
fn the_days_after_an_export_are_named_and_a_further_export_tells_of_them() {
    let day = |month: u32, day: u32| format!("2026-{month:02}-{day:02}");
    let sales: String = (1..=30)
        .map(|at| {
            let day = day(4, at);
            format!("o{at},{day} 10:00:00,100.00,0.00,eur,Paid,,facebook,paid_social,Alpha\n")
        })
        .collect();
    let folder = folder(&sales, PROJECT);
    let head = "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks\n";
    let april: Vec<String> = (1..=20).map(|at| day(4, at)).collect();
    let may: Vec<String> = (6..=31).map(|at| day(5, at)).collect();
    let note = "1,000.00 EUR of 21–30 Apr 2026 credited to ads of meta is left out";
    for (days, value, is_told) in [
        (april.clone(), 1000.0, true),
        ([april, may].concat(), 1500.0, false),
    ] {
        let rows: String = days
            .iter()
            .map(|day| format!("Alpha,{day},100,10000,200\n"))
            .collect();
        fs::write(folder.path().join("meta.csv"), format!("{head}{rows}")).unwrap();
        let found = json(folder.path(), "ledger --quiet --period 2026-04");
        assert_eq!(number(&found, "/value"), value);
        assert_eq!(number(&found, "/beside/media_roas/value"), value / 1000.0);
        assert_eq!(
            found["notes"].to_string().contains(note),
            is_told,
            "{found}"
        );
    }
}

/// Of October's revenue that of the days without an invoice is left out, and these days are named.
#[test]
fn what_is_left_out_is_told_with_its_own_days() {
    let invoice = "[[costs]]\nperiod = \"2026-10-06..2026-10-31\"\nfunction = \"paid\"\ncost_type = \"media\"\n\
        amount = 500\nvendor = \"Meta\"\n";
    let folder = folder(SALES, &format!("{PROJECT}{invoice}"));
    let found = json(folder.path(), "ledger --quiet --period 2026-10");
    assert_eq!(number(&found, "/value"), 0.0);
    let notes = found["notes"].to_string();
    let note = "4,000.00 EUR of 1–5 Oct 2026 credited to ads of meta is left out";
    assert!(notes.contains(note), "{notes}");
}

/// A price in dollars that no line of 2025 takes needs no rate of 2025; in 2026 two hires × 1,000 USD × 0.9 × a half are 900.
#[test]
fn a_price_that_nothing_takes_needs_no_rate() {
    let more = "rates = \"rates.csv\"\n";
    let entry = |key: &str, base: &str, unit: &str| {
        format!(
            "[[assumptions]]\nkey = \"{key}\"\nbase = {base}\n{unit}source = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n"
        )
    };
    let project = PROJECT
        .replace("[\"*.csv\"]", "[\"meta.csv\", \"payments.csv\"]")
        .replace(
            "currency = \"EUR\"\n",
            &format!("currency = \"EUR\"\n{more}"),
        )
        + &entry("agency_share", "0.5", "")
        + &entry("agency_cost", "1000", "unit = \"USD\"\n")
        + "[[counts]]\nkey = \"hires_social\"\nperiod = \"2026-09\"\nvalue = 2\n";
    let folder = folder(SALES, &project);
    let days: String = (1..=30)
        .map(|day| format!("2026-09-{day:02},USD,EUR,0.9\n"))
        .collect();
    fs::write(
        folder.path().join("rates.csv"),
        format!("date,from,to,rate\n{days}"),
    )
    .unwrap();
    let found = json(
        folder.path(),
        "ledger --quiet --period 2026-09 --compare year",
    );
    assert_eq!(number(&found, "/value"), 3900.0);
    // Without a rate of its own days a price that a line takes is refused.
    fs::write(
        folder.path().join("rates.csv"),
        "date,from,to,rate\n2026-01-01,USD,EUR,0.9\n",
    )
    .unwrap();
    let (code, errors) = crate::refused(folder.path(), "ledger --quiet --period 2026-09");
    assert_eq!(code, 1, "{errors}");
    assert!(errors.contains("no rate USD to EUR"), "{errors}");
}

/// Two files of monthly rows are refused each with its own, and a ledger that shares them out says so: 14 of 28 days of
/// 1,400 and of 2,800 are 2,100.
#[test]
fn rows_that_cross_are_told_by_file_and_as_shared_out() {
    let folder = folder("", PROJECT);
    let head = "Campaign name,Reporting starts,Reporting ends,Amount spent (EUR),Impressions,Link clicks\n";
    for (file, name, spend) in [("meta.csv", "Alpha", 1400), ("second.csv", "Beta", 2800)] {
        let row = format!("{name},2026-02-01,2026-02-28,{spend},1000,10\n");
        fs::write(folder.path().join(file), format!("{head}{row}")).unwrap();
    }
    let line = "ledger --quiet --period 2026-02-15..2026-02-28";
    let (_, errors) = crate::refused(folder.path(), line);
    let said = "meta.csv: 1 row spans several periods (first: 2026-02-01 to 2026-02-28); likewise 1 row of second.csv";
    assert!(errors.contains(said), "{errors}");
    let found = json(folder.path(), &format!("{line} --spread-periods"));
    assert_eq!(number(&found, "/cost/total"), 2100.0);
    let notes = found["notes"].to_string();
    let note = "2 rows of ad_spend cross the period's bounds and are shared out by days";
    assert!(notes.contains(note), "{notes}");
}

/// Of 11,000 credited to ads, 6,000 and 300 are of Meta in September; 4,000 of October and 700 of Google have no media on
/// record. By function a report gives paid media the 6,300 of which the ledger counts the half.
#[test]
fn by_function_a_report_goes_by_the_media_on_record_as_the_ledger() {
    let sales = format!(
        "{SALES}ch_3,2026-09-11 10:00:00,700.00,0.00,eur,Paid,,google,cpc,Brand\n\
         ch_4,2026-09-11 10:00:00,300.00,0.00,eur,Paid,,facebook,paid_social,Beta\n"
    );
    let folder = folder(&sales, PROJECT);
    let line = "report --quiet --by function --metrics spend,revenue,orders,roas --format";
    let rows = crate::printed(folder.path(), &format!("{line} csv"));
    assert!(rows.contains("\npaid,2000,6300,2,3,"), "{rows}");
    assert!(rows.contains("\n(no media on record),0,4700,2,,"), "{rows}");
    assert_eq!(rows.lines().count(), 3, "{rows}");
    let filtered = crate::printed(
        folder.path(),
        "report --quiet --by function --where function=paid --metrics revenue --format csv",
    );
    assert!(filtered.contains("\npaid,6300,"), "{filtered}");
    let found = json(
        folder.path(),
        "ledger --quiet --cost tools=10 --period 2026-09..2026-10",
    );
    assert_eq!(number(&found, "/value"), 3150.0);
    let table = crate::printed(folder.path(), &format!("{line} table"));
    let told = table.replace('\n', " ");
    for note in [
        "2 UTM campaigns match no spend and stand where source and medium say: `Brand` 700.00, `Beta` 300.00",
        "4,000.00 of revenue of ads of `meta` stands under (no media on record): their media of its days is on no record, \
         and value without its cost is no return, as in `ledger`",
        "700.00 of revenue of ads of `google_ads` stands under (no media on record)",
    ] {
        assert!(told.contains(note), "{note}: {table}");
    }
    assert!(!told.contains("(no match)"), "{table}");
    let months = crate::printed(
        folder.path(),
        "report --quiet --by month --metrics revenue --format table",
    );
    let note = "2 UTM campaigns match no spend: `Brand` 700.00";
    assert!(months.replace('\n', " ").contains(note), "{months}");
}
