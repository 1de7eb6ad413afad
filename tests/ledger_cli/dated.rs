//! Figures that change within a period: each counts on its own days, so that a ledger of a quarter is the sum of those of
//! its months, line by line.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;

use crate::{json, number};

const EVIDENCE: &str = "source = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";

pub fn assumption(key: &str, base: &str, period: &str) -> String {
    let period = match period {
        "" => String::new(),
        period => format!("period = \"{period}\"\n"),
    };
    format!("[[assumptions]]\nkey = \"{key}\"\nbase = {base}\n{period}{EVIDENCE}")
}

/// The same by a documented test, A1.
pub fn by_test(key: &str, base: &str, period: &str) -> String {
    let own = assumption(key, base, period);
    let head = own.replace("source = \"", "source = \"lift: ");
    format!(
        "{head}grade = \"A1\"\nlow = {base}\nhigh = {base}\n[[experiments]]\nexp_id = \"lift\"\nmethod = \"holdout\"\n\
         start = 2026-05-01\nend = 2026-06-28\n{EVIDENCE}"
    )
}

/// Meta's spend of 200 in every month, and its orders: day and net sales. Half of it is contribution.
pub fn folder(orders: &[(&str, i64)], project: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut spend = String::from(
        "Campaign name,Day,Impressions,Link clicks,Amount spent (EUR),Reporting starts,Reporting ends\n",
    );
    for month in ["2026-07", "2026-08", "2026-09"] {
        spend += &format!("Sale,{month}-05,1000,100,200,{month}-05,{month}-05\n");
    }
    let mut sales = String::from(
        "\"Day\",\"Order UTM source\",\"Order UTM medium\",\"Order UTM campaign\",\"Orders\",\"Net sales\"\n",
    );
    for (day, money) in orders {
        sales += &format!("\"{day}\",\"facebook\",\"paid_social\",\"Sale\",1,{money}\n");
    }
    let project = format!("[money]\ncurrency = \"EUR\"\n{project}");
    for (name, text) in [
        ("meta.csv", spend),
        ("orders.csv", sales),
        ("social-roi.toml", project),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

pub const MARGIN: &str = "[margin]\nbase = 0.5\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";

pub fn of(folder: &Path, period: &str) -> Value {
    json(
        folder,
        &format!("ledger meta.csv orders.csv --quiet --period {period}"),
    )
}

pub fn line(found: &Value, id: &str) -> Value {
    let lines = found["lines"].as_array().unwrap();
    let line = lines.iter().find(|line| line["id"] == id);
    line.unwrap_or_else(|| panic!("no {id} in {lines:#?}"))
        .clone()
}

pub fn input(found: &Value, key: &str) -> Value {
    let inputs = found["inputs"].as_array().unwrap();
    let input = inputs.iter().find(|input| input["key"] == key);
    input
        .unwrap_or_else(|| panic!("no {key} in {inputs:#?}"))
        .clone()
}

/// 1,000 in July at κ 0.4 and 3,000 in August at κ 0.8, half of it contribution: 200 + 1,200. The mean of the quarter is
/// 2,800 of 4,000: 0.7. September has neither orders nor an entry.
#[test]
fn each_entry_of_what_was_caused_counts_on_its_own_days() {
    let kappas =
        assumption("kappa_meta", "0.4", "2026-07") + &assumption("kappa_meta", "0.8", "2026-08");
    let folder = folder(
        &[("2026-07-06", 1000), ("2026-08-06", 3000)],
        &format!("{MARGIN}{kappas}"),
    );
    let months = ["2026-07", "2026-08", "2026-09"];
    let values = months.map(|month| number(&of(folder.path(), month), "/value"));
    assert_eq!(values, [200.0, 1_200.0, 0.0]);
    let quarter = of(folder.path(), "2026-07..2026-09");
    assert_eq!(number(&quarter, "/value"), 1_400.0);
    assert_eq!(number(&input(&quarter, "kappa_meta"), "/base"), 0.7);
    for (row, value) in values.iter().enumerate() {
        let month = number(&quarter, &format!("/over_time/rows/{row}/value"));
        assert_eq!(month, *value);
    }
    let notes = quarter["notes"].to_string();
    let note = "kappa_meta: 0.4 on 1–31 Jul 2026, 0.8 on 1–31 Aug 2026; weighted by what it multiplies to 0.7";
    assert!(notes.contains(note), "{notes}");
}

/// An entry from 16 July on: what was sold on 6 July has none and counts in full, 500, and that of 20 July at 0.4: 200.
/// Where an entry of all ads holds, it takes the days that Meta's own leaves.
#[test]
fn days_without_an_entry_are_told_and_taken_as_caused() {
    let late = assumption("kappa_meta", "0.4", "2026-07-16..2026-07-31");
    let orders = [("2026-07-06", 1000), ("2026-07-20", 1000)];
    let copy = folder(&orders, &format!("{MARGIN}{late}"));
    let found = of(copy.path(), "2026-07");
    assert_eq!(number(&found, "/value"), 700.0);
    let notes = found["notes"].to_string();
    let note = "kappa_meta: no entry holds on 1–15 Jul 2026: all credited revenue of these days is taken as caused";
    assert!(notes.contains(note), "{notes}");
    assert_eq!(line(&found, "L-02:meta")["grade"], "D1");
    let of_ads = assumption("kappa_paid", "0.6", "");
    let copy = folder(&orders, &format!("{MARGIN}{late}{of_ads}"));
    assert_eq!(number(&of(copy.path(), "2026-07"), "/value"), 500.0);
}

/// Margins and κ change together: 1,000 × 0.4 × 0.2 + 3,000 × 0.8 × 0.6 = 80 + 1,440. The return of media on margin is
/// that of all credit: 1,000 × 0.2 + 3,000 × 0.6 = 2,000 over 400 of media.
#[test]
fn margins_of_months_go_with_what_was_caused_in_them() {
    let kappas =
        assumption("kappa_meta", "0.4", "2026-07") + &assumption("kappa_meta", "0.8", "2026-08");
    let margin = format!(
        "{}month = {{ \"2026-07\" = 0.2, \"2026-08\" = 0.6 }}\n",
        MARGIN
    );
    let folder = folder(
        &[("2026-07-06", 1000), ("2026-08-06", 3000)],
        &format!("{margin}{kappas}"),
    );
    let found = of(folder.path(), "2026-07..2026-08");
    assert!((number(&found, "/value") - 1_520.0).abs() < 1e-6);
    assert!((number(&found, "/over_time/rows/0/value") - 80.0).abs() < 1e-6);
    assert!((number(&found, "/beside/poas/value") - 5.0).abs() < 1e-6);
}

/// A week's row that crosses 15 and 16 July has no days of its own: three of its seven days at 0.2, four at 0.9.
#[test]
fn rows_of_several_days_are_shared_out_by_days_and_that_is_told() {
    let kappas = assumption("kappa_meta", "0.2", "2026-07-01..2026-07-15")
        + &assumption("kappa_meta", "0.9", "2026-07-16..2026-07-31");
    let folder = folder(&[], &format!("{MARGIN}{kappas}"));
    let week = "\"Start\",\"End\",\"utm_source\",\"utm_medium\",\"utm_campaign\",\"Orders\",\"Sales\"\n\
                2026-07-13,2026-07-19,facebook,paid_social,Sale,1,700\n";
    fs::write(folder.path().join("orders.csv"), week).unwrap();
    let found = json(
        folder.path(),
        "ledger meta.csv orders.csv --quiet --period 2026-07 --currency-of orders.csv=EUR --map period_start=Start,period_end=End,source=utm_source,medium=utm_medium,utm_campaign=utm_campaign,orders=Orders,revenue=Sales",
    );
    let expected = (300.0 * 0.2 + 400.0 * 0.9) * 0.5;
    assert!(
        (number(&found, "/value") - expected).abs() < 1e-6,
        "{found}"
    );
    assert!(found["notes"].to_string().contains("shared out by days"));
}

/// 100 contacts in July and 300 in August; of them 0.4 and 0.6 would have called, at 5 and 6 a call: 200 + 1,080. No
/// entry of the share holds in September: its 50 contacts count as nothing, as in a ledger of September alone.
#[test]
fn ratios_and_prices_of_care_count_on_their_own_days() {
    let count = |month: &str, value: u32| {
        format!(
            "[[counts]]\nkey = \"contacts_resolved\"\nperiod = \"2026-{month}\"\nvalue = {value}\n"
        )
    };
    let project = [
        count("07", 100),
        count("08", 300),
        count("09", 50),
        assumption("deflection_share", "0.4", "2026-07"),
        assumption("deflection_share", "0.6", "2026-08"),
        assumption("contact_cost", "5", "2026-07"),
        assumption("contact_cost", "6", "2026-08..2026-09"),
        assumption("realised", "1", ""),
    ];
    let folder = folder(&[], &project.concat());
    let value = |period: &str| {
        let found = of(folder.path(), period);
        number(&found, "/value")
    };
    assert_eq!(value("2026-07"), 200.0);
    assert_eq!(value("2026-08"), 1_080.0);
    assert_eq!(value("2026-09"), 0.0);
    let quarter = of(folder.path(), "2026-07..2026-09");
    assert!((number(&quarter, "/value") - 1_280.0).abs() < 1e-6);
    let notes = quarter["notes"].to_string();
    let note = "deflection_share: no entry holds on 1–30 Sep 2026: L-07 leaves these days out";
    assert!(notes.contains(note), "{notes}");
}

/// A holdout of August on an assumption of all days: 0.5 from August on, where it began, 0.9 before.
#[test]
fn an_experiment_holds_from_the_month_in_which_it_began() {
    let experiment = format!(
        "[[experiments]]\nexp_id = \"holdout\"\nmethod = \"holdout\"\nscope = \"platform=meta\"\nstart = 2026-08-10\nend = 2026-08-20\nincrementality = 0.5\nlow = 0.3\nhigh = 0.7\n{EVIDENCE}"
    );
    let assumed = assumption("kappa_meta", "0.9", "");
    let folder = folder(
        &[
            ("2026-07-06", 1000),
            ("2026-08-06", 1000),
            ("2026-09-06", 1000),
        ],
        &format!("{MARGIN}{experiment}{assumed}"),
    );
    let months = ["2026-07", "2026-08", "2026-09"];
    let values = months.map(|month| number(&of(folder.path(), month), "/value"));
    assert_eq!(values, [450.0, 250.0, 250.0]);
    let quarter = of(folder.path(), "2026-07..2026-09");
    assert!((number(&quarter, "/value") - 950.0).abs() < 1e-6);
    // A part that is assumed makes it no better than that.
    assert_eq!(line(&quarter, "L-02:meta")["grade"], "D1");
    let notes = quarter["notes"].to_string();
    let note = "kappa_meta: 0.9 on 1–31 Jul 2026 (assumed), 0.5 on 1 Aug – 30 Sep 2026 (tested)";
    assert!(notes.contains(note), "{notes}");
    // Without the assumption July's credit is taken in full: the line is no better than credit.
    let alone = self::folder(
        &[("2026-07-06", 1000), ("2026-08-06", 1000)],
        &format!("{MARGIN}{experiment}"),
    );
    let quarter = of(alone.path(), "2026-07..2026-09");
    assert_eq!(line(&quarter, "L-02:meta")["grade"], "B1");
    let notes = quarter["notes"].to_string();
    let note = "kappa_meta: no entry holds on 1–31 Jul 2026: all credited revenue of these days is taken as caused; the test counts on 1 Aug – 30 Sep 2026, and the grade is that of the weaker days";
    assert!(notes.contains(note), "{notes}");
    let august = of(folder.path(), "2026-08");
    assert_eq!(line(&august, "L-02:meta")["grade"], "A1");
}

/// 900 of a test in August, half of it contribution, in place of August's credit alone: 500 + 450 + 500.
#[test]
fn a_test_of_a_month_leaves_the_credit_of_the_others() {
    let tested = by_test("incremental_revenue_meta", "900", "2026-08");
    let orders = [
        ("2026-07-06", 1000),
        ("2026-08-06", 1000),
        ("2026-09-06", 1000),
    ];
    let copy = folder(&orders, &format!("{MARGIN}{tested}"));
    let quarter = of(copy.path(), "2026-07..2026-09");
    assert_eq!(number(&quarter, "/value"), 1_450.0);
    let values = [0, 1, 2].map(|row| number(&quarter, &format!("/over_time/rows/{row}/value")));
    assert_eq!(values, [500.0, 450.0, 500.0]);
    let without = folder(&orders, MARGIN);
    assert_eq!(
        number(&of(without.path(), "2026-07..2026-09"), "/value"),
        1_500.0
    );
}

/// Two costs of 1e26 are more than can be held exactly: an error, and no figure at the bound.
#[test]
fn a_sum_that_is_too_large_is_an_error() {
    let cost = "[[costs]]\nperiod = \"2026-07\"\nfunction = \"paid\"\ncost_type = \"tools\"\namount = 1e26\n";
    let other = cost.replace("1e26", "1.1e26");
    let folder = folder(&[("2026-07-06", 1000)], &format!("{MARGIN}{cost}{other}"));
    let (code, text) = crate::refused(
        folder.path(),
        "ledger meta.csv orders.csv --quiet --period 2026-07",
    );
    assert_eq!(code, 1, "{text}");
    assert!(
        text.contains(
            "full cost: expected sums within ±1.7e26, found more: too large to be held exactly"
        ),
        "{text}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Orders and returns on any days, entries of κ that change on any day, with gaps, margins of months, a test: every
    /// line of the quarter is the sum of those of its months.
    #[test]
    fn a_quarter_is_the_sum_of_its_months(
        sales in prop::collection::vec((0..92_i64, 50..5_000_i64), 1..8),
        borders in prop::collection::btree_set(1..91_i64, 1..4),
        kappas in prop::collection::vec(0..30_i64, 4),
        gap in 0..4_usize,
        tested in prop::option::of((0..60_i64, 5..30_i64)),
        months in any::<bool>(),
    ) {
        let first: chrono::NaiveDate = "2026-07-01".parse().unwrap();
        let day = |number: i64| first + chrono::Days::new(number as u64);
        let mut project = MARGIN.to_owned();
        if months {
            project += "month = { \"2026-07\" = 0.2, \"2026-09\" = 0.7 }\n";
        }
        let mut starts: Vec<i64> = borders.into_iter().collect();
        starts.insert(0, 0);
        for (at, start) in starts.iter().enumerate().filter(|(at, _)| *at != gap) {
            let end = starts.get(at + 1).map_or(91, |next| next - 1);
            let kappa = format!("{:.1}", kappas[at] as f64 / 10.0);
            project += &assumption("kappa_meta", &kappa, &format!("{}..{}", day(*start), day(end)));
        }
        if let Some((start, length)) = tested {
            let days = format!("{}..{}", day(start), day(start + length));
            project += &by_test("incremental_revenue_meta", "900", &days);
        }
        let days: Vec<String> = sales.iter().map(|(at, _)| day(*at).to_string()).collect();
        let orders: Vec<(&str, i64)> = days.iter().map(String::as_str).zip(sales.iter().map(|(_, money)| *money)).collect();
        let folder = folder(&orders, &project);
        let quarter = of(folder.path(), "2026-07..2026-09");
        let each = ["2026-07", "2026-08", "2026-09"].map(|month| of(folder.path(), month));
        for (row, month) in each.iter().enumerate() {
            let spread = number(&quarter, &format!("/over_time/rows/{row}/value"));
            let own = number(month, "/value");
            prop_assert!((spread - own).abs() < 1e-4, "{row}: {spread} {own}");
        }
        let sum: f64 = each.iter().map(|month| number(month, "/net")).sum();
        let whole = number(&quarter, "/net");
        prop_assert!((sum - whole).abs() < 1e-4, "{sum} {whole}\n{project}");
    }
}

/// A test of ads that expires on 10 September: 20 of 92 days rest on what it was, and the line of all of them is D1.
#[test]
fn a_line_of_the_whole_period_says_how_many_of_its_days_weaken_it() {
    let test = format!(
        "[[experiments]]\nexp_id = \"lift\"\nmethod = \"conversion_lift\"\nfunction = \"paid\"\nscope = \"platform=meta\"\n\
         start = 2025-08-01\nend = 2025-09-10\nincrementality = 0.8\nlow = 0.6\nhigh = 1\ngrade = \"A1\"\n{EVIDENCE}"
    );
    let folder = folder(
        &[("2026-07-05", 1000), ("2026-09-20", 1000)],
        &(MARGIN.to_owned() + &test),
    );
    let told = "its incrementality is an assumption from then on; what is credited in all of the period is D1, as 20 of 92 days rest on that";
    let whole = of(folder.path(), "2026-Q3");
    assert_eq!(line(&whole, "L-02:meta")["grade"], "D1");
    assert!(
        whole["notes"].to_string().contains(told),
        "{}",
        whole["notes"]
    );
    // Of the days before, the test is what it is.
    let july = of(folder.path(), "2026-07");
    assert_eq!(line(&july, "L-02:meta")["grade"], "A1");
}
