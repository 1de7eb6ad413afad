//! What a line rests on in one month says nothing of the others: neither of who covers whom, nor of what changed. A ledger
//! of a quarter is the sum of those of its months, whatever grades its days have.

use std::fs;

use proptest::prelude::*;
use serde_json::Value;

use crate::dated::{MARGIN, assumption, folder, line, of};
use crate::{json, number};

pub const MONTHS: [&str; 3] = ["2026-07", "2026-08", "2026-09"];

pub const QUARTER: &str = "2026-07..2026-09";

/// 1,000 in each month, of which half is contribution.
pub const ORDERS: [(&str, i64); 3] = [
    ("2026-07-06", 1000),
    ("2026-08-06", 1000),
    ("2026-09-06", 1000),
];

/// A test of Meta that ended before the quarter, on which an entry may rest.
pub const TEST: &str = "[[experiments]]\nexp_id = \"lift\"\nmethod = \"holdout\"\nscope = \"platform=meta\"\nstart = 2026-05-01\n\
                    end = 2026-06-28\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";

/// An entry of that grade with a range, which names the test.
pub fn graded(key: &str, base: &str, period: &str, more: &str) -> String {
    let own = assumption(key, base, period).replace("source = \"", "source = \"lift: ");
    format!("{own}low = {base}\nhigh = {base}\n{more}")
}

/// Value of the quarter, and of each month.
fn values(of_folder: &tempfile::TempDir) -> (f64, [f64; 3]) {
    let value = |period: &str| number(&of(of_folder.path(), period), "/value");
    (value(QUARTER), MONTHS.map(value))
}

/// κ of 0.5 in July and August is an assumption; September's credit is taken in full, B1, so that nobody needs what is
/// assumed of a test in September: 250 + 250 + 500.
#[test]
fn an_assumption_of_two_months_leaves_the_credit_of_the_third_as_good_as_it_is() {
    let kappa = assumption("kappa_meta", "0.5", "2026-07..2026-08");
    let assumed = assumption("incremental_revenue_meta", "300", "2026-09");
    let folder = folder(&ORDERS, &format!("{MARGIN}{kappa}{assumed}"));
    assert_eq!(values(&folder), (1_000.0, [250.0, 250.0, 500.0]));
    let quarter = of(folder.path(), QUARTER);
    let test = line(&quarter, "L-01:meta");
    assert_eq!(test["why_not"], "covered by L-02:meta");
    // What is printed of the line is the weakest of its days.
    assert_eq!(line(&quarter, "L-02:meta")["grade"], "D1");
    // As if somebody had written it down.
    let same = json(
        folder.path(),
        &format!("ledger meta.csv orders.csv --quiet --period {QUARTER} --what-if kappa_meta=0.5"),
    );
    assert_eq!(number(&same, "/value"), 1_000.0);
}

/// Tested in July and August, assumed in September: the note does not say that there was no experiment.
#[test]
fn a_share_that_is_assumed_on_some_days_is_not_told_as_untested() {
    let tested = graded("kappa_meta", "0.5", "2026-07..2026-08", "grade = \"A1\"\n");
    let assumed = assumption("kappa_meta", "0.4", "2026-09");
    let folder = folder(&ORDERS, &format!("{MARGIN}{tested}{assumed}{TEST}"));
    let quarter = of(folder.path(), QUARTER);
    let notes = quarter["notes"].to_string();
    let note = "L-02:meta is D1, as kappa_meta is an assumption on some of its days";
    assert!(notes.contains(note), "{notes}");
}

/// The same without revenue in July and August: on these days the assumption is no better than what is assumed of the test.
#[test]
fn an_assumption_decides_on_days_without_revenue_too() {
    let kappa = assumption("kappa_meta", "0.5", "2026-07..2026-08");
    let assumed = assumption("incremental_revenue_meta", "620", "2026-07..2026-08");
    let folder = folder(&ORDERS[2..], &format!("{MARGIN}{kappa}{assumed}"));
    let (quarter, months) = values(&folder);
    assert_eq!((quarter, months), (months.iter().sum(), months));
}

/// Outcomes of July and August alone: what is assumed of a test in September stands beside no credit there, as in a ledger of
/// September: 500 and 500 of credit, half of 30 of 61 days of 372; in August the assumption is covered.
#[test]
fn days_without_outcomes_are_no_days_of_credit() {
    let assumed = assumption("incremental_revenue_meta", "372", "2026-08..2026-09");
    let days = [
        ("2026-07-06", 1000),
        ("2026-08-06", 500),
        ("2026-08-31", 500),
    ];
    let folder = folder(&days, &format!("{MARGIN}{assumed}"));
    let september = 372.0 * 30.0 / 61.0 / 2.0; // 91.48
    let (quarter, months) = values(&folder);
    assert_eq!(months[..2], [500.0, 500.0]);
    assert!((months[2] - september).abs() < 1e-6, "{months:?}");
    assert!((quarter - 1_000.0 - september).abs() < 1e-6, "{quarter}");
}

/// 700 of July by a test, 300 of August that nobody tested: July counts with 350, August with its credit of 500. The sum of
/// both is no better than its weaker part (it was A1, that of the longer one).
#[test]
fn a_total_of_a_test_and_an_assumption_counts_where_the_test_is() {
    let tested = graded(
        "incremental_revenue_meta",
        "700",
        "2026-07",
        "grade = \"A1\"\n",
    );
    let assumed = assumption("incremental_revenue_meta", "300", "2026-08");
    let folder = folder(&ORDERS, &format!("{MARGIN}{tested}{assumed}{TEST}"));
    assert_eq!(values(&folder), (1_350.0, [350.0, 500.0, 500.0]));
    let quarter = of(folder.path(), QUARTER);
    let total = line(&quarter, "L-01:meta");
    assert_eq!(total["grade"], "D1");
    assert_eq!(number(&total, "/part/counted"), 350.0);
    let tested = line(&of(folder.path(), "2026-07"), "L-01:meta");
    assert_eq!(tested["grade"], "A1");
}

/// 620 over 62 days by a test that says nothing after 10 August: 310 of July count, as in a ledger of July alone; in August,
/// as in one of August alone, it is an assumption, so that credit counts.
#[test]
fn what_expires_counts_in_the_months_before() {
    // On the last day of July it holds for all of July.
    for day in ["2026-08-10", "2026-07-31"] {
        let more = format!("grade = \"A1\"\nexpires = {day}\n");
        let tested = graded("incremental_revenue_meta", "620", "2026-07..2026-08", &more);
        let folder = folder(&ORDERS, &format!("{MARGIN}{tested}{TEST}"));
        assert_eq!(values(&folder), (1_155.0, [155.0, 500.0, 500.0]), "{day}");
    }
}

/// Margins of months give every line one of its own, also where a share of care changes within the quarter.
#[test]
fn lines_of_one_platform_have_margins_of_their_own() {
    let care: String = [
        assumption("deflection_share", "0.5", "2026-07"),
        assumption("deflection_share", "0.4", "2026-08..2026-09"),
        assumption("contact_cost", "5", ""),
        assumption("incremental_revenue_meta", "620", "2026-07..2026-08"),
        assumption("kappa_meta", "0.5", ""),
    ]
    .concat();
    let count = "[[counts]]\nkey = \"contacts_resolved\"\nperiod = \"2026-Q3\"\nvalue = 92\nsource = \"d\"\n";
    let margin = format!("{MARGIN}month = {{ \"2026-08\" = 0.4 }}\n");
    let folder = folder(&ORDERS, &format!("{margin}{care}{count}"));
    let (quarter, months) = values(&folder);
    assert!((quarter - months.iter().sum::<f64>()).abs() < 1e-6);
    // 310 of the test at 0.5 and at 0.4, the credit of September, and 31 × 0.5 + 61 × 0.4 contacts at 5.
    assert!(
        (quarter - (155.0 + 124.0 + 250.0 + 199.5)).abs() < 1e-6,
        "{quarter}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Entries of κ and of a test, each with a grade of its own, some of which expire, on any days.
    #[test]
    fn a_quarter_is_the_sum_of_its_months_whatever_its_grades(
        sales in prop::collection::vec((0..92_i64, 50..5_000_i64), 1..6),
        border in 1..90_i64,
        kappas in prop::collection::vec(prop::option::of((1..12_i64, 0..4_usize)), 2),
        totals in prop::collection::vec(prop::option::of((100..900_i64, 0..4_usize)), 3),
        expires in prop::option::of(0..92_i64),
    ) {
        const GRADES: [&str; 4] = ["", "grade = \"A1\"\n", "grade = \"B2\"\n", "grade = \"C2\"\n"];
        let first: chrono::NaiveDate = "2026-07-01".parse().unwrap();
        let day = |number: i64| first + chrono::Days::new(number as u64);
        let end = expires.map_or_else(String::new, |at| format!("expires = {}\n", day(at)));
        let mut project = format!("{MARGIN}{TEST}");
        for (at, kappa) in kappas.iter().enumerate() {
            let days = [(0, border - 1), (border, 91)][at];
            if let Some((tenths, grade)) = kappa {
                let days = format!("{}..{}", day(days.0), day(days.1));
                let more = format!("{}{end}", GRADES[*grade]);
                project += &graded("kappa_meta", &format!("{:.1}", *tenths as f64 / 10.0), &days, &more);
            }
        }
        for (month, total) in MONTHS.iter().zip(&totals) {
            if let Some((money, grade)) = total {
                let more = format!("{}{end}", GRADES[*grade]);
                project += &graded("incremental_revenue_meta", &money.to_string(), month, &more);
            }
        }
        // The files hold outcomes of every month.
        let sales: Vec<(i64, i64)> = sales.into_iter().chain([(0, 50), (40, 50), (91, 50)]).collect();
        let days: Vec<String> = sales.iter().map(|(at, _)| day(*at).to_string()).collect();
        let money = sales.iter().map(|(_, money)| *money);
        let orders: Vec<(&str, i64)> = days.iter().map(String::as_str).zip(money).collect();
        let folder = folder(&orders, &project);
        let (quarter, months) = values(&folder);
        let sum: f64 = months.iter().sum();
        prop_assert!((quarter - sum).abs() < 1e-4, "{quarter} {sum}\n{project}");
    }
}

/// Effects of a change of ROI by name.
fn effects(found: &Value) -> Vec<(String, f64)> {
    let all = found["change"]["roi_change"]["effects"].as_array().unwrap();
    let moved = all.iter().filter(|one| number(one, "/size").abs() > 1e-9);
    moved
        .map(|one| {
            let kind = one["kind"].as_str().unwrap();
            let name = one["name"].as_str().unwrap();
            (format!("{kind} {name}"), number(one, "/size"))
        })
        .collect()
}

/// A test of the first half of August with 300 takes the place of one of two orders of 1,000: 500 and 150 of 200. In
/// September both count, 1,000 of 200: ROI 2.25 → 4, by 2.5 for the days that the test covered, and −0.75 for the test.
#[test]
fn days_that_a_test_covered_are_named_as_that() {
    let tested = graded(
        "incremental_revenue_meta",
        "300",
        "2026-08-01..2026-08-15",
        "grade = \"A1\"\n",
    );
    let orders = [
        ("2026-08-06", 1000),
        ("2026-08-20", 1000),
        ("2026-09-06", 1000),
        ("2026-09-20", 1000),
    ];
    let folder = folder(&orders, &format!("{MARGIN}{tested}{TEST}"));
    let compared = "ledger meta.csv orders.csv --quiet --period 2026-09 --compare previous";
    let found = json(folder.path(), compared);
    assert!((number(&found, "/change/roi_change/change") - 1.75).abs() < 1e-9);
    let moved = effects(&found);
    assert_eq!(moved.len(), 1, "{moved:?}");
    assert_eq!(moved[0].0, "volume covered_days");
    assert!((moved[0].1 - 2.5).abs() < 1e-9, "{moved:?}");
    let gone = &found["change"]["roi_change"]["unsplit"][0];
    assert!((number(gone, "/change") + 0.75).abs() < 1e-9);
    let table = crate::printed(folder.path(), &format!("{compared} --format table"));
    assert!(
        table.contains("days that another line covers  volume"),
        "{table}"
    );
}

/// κ of Meta is 0.4, in August 0.5; in September that of all ads stands in for it, 0.8: 250 + 400 of 400. At 0.4 in August
/// it is 50 less, as `--what-if` says; what stands in is nobody's change of Meta's κ.
#[test]
fn an_entry_that_changed_has_the_effect_of_supposing_the_old_one() {
    let kappas = [
        assumption("kappa_paid", "0.8", ""),
        assumption("kappa_meta", "0.4", "2026-06..2026-07"),
        assumption("kappa_meta", "0.5", "2026-08"),
    ];
    let folder = folder(&ORDERS, &format!("{MARGIN}{}", kappas.concat()));
    let period = "2026-08..2026-09";
    let now = format!("ledger meta.csv orders.csv --quiet --period {period}");
    let found = json(folder.path(), &format!("{now} --compare previous"));
    let rows = found["change"]["assumptions"].as_array().unwrap();
    let keys: Vec<&Value> = rows.iter().map(|row| &row["key"]).collect();
    assert_eq!(keys, ["kappa_meta"]);
    assert_eq!([&rows[0]["before"], &rows[0]["after"]], [0.4, 0.5]);
    assert!((number(&rows[0], "/effect_on_roi") - 0.125).abs() < 1e-9);
    let then = json(folder.path(), &format!("{now} --what-if kappa_meta=0.4"));
    let supposed = number(&found, "/roi/value") - number(&then, "/roi/value");
    assert!((supposed - 0.125).abs() < 1e-9);
    let table = crate::printed(
        folder.path(),
        &format!("{now} --compare previous --format table"),
    );
    let note = "with what stands in for them on days without an entry of their own, lines take kappa_meta 0.4 → 0.65";
    assert!(table.contains(note), "{table}");
}

/// In August κ of all ads, 0.8, is that of Meta: 400 of 200; in September Meta has its own, 0.5: 250 of 200. ROI 1 → 0.25,
/// all of it by that figure, whichever key says it; nothing else changed.
#[test]
fn a_share_of_the_platform_in_the_place_of_that_of_all_ads_is_the_factor_that_changed() {
    let kappas = [
        assumption("kappa_paid", "0.8", ""),
        assumption("kappa_meta", "0.5", "2026-09"),
    ];
    let folder = folder(&ORDERS, &format!("{MARGIN}{}", kappas.concat()));
    let compared = "ledger meta.csv orders.csv --quiet --period 2026-09 --compare previous";
    let moved = effects(&json(folder.path(), compared));
    assert_eq!(moved.len(), 1, "{moved:?}");
    assert_eq!(moved[0].0, "assumption kappa_meta");
    assert!((moved[0].1 + 0.75).abs() < 1e-9, "{moved:?}");
}

/// Nobody changed κ of 0.5, but in September no entry holds: what lines took of it went from 0.5 to 0.75, which no figure
/// that could be supposed stands for.
#[test]
fn days_without_an_entry_are_told_without_an_effect() {
    let kappa = assumption("kappa_meta", "0.5", "2026-06..2026-08");
    let folder = folder(&ORDERS, &format!("{MARGIN}{kappa}"));
    let found = json(
        folder.path(),
        "ledger meta.csv orders.csv --quiet --period 2026-08..2026-09 --compare previous",
    );
    let rows = found["change"]["assumptions"].as_array().unwrap();
    assert_eq!(rows.len(), 1, "{rows:#?}");
    assert_eq!([&rows[0]["before"], &rows[0]["after"]], [0.5, 0.75]);
    assert_eq!(rows[0]["effect_status"], "not_supposed");
}

/// Ads of Meta for jobs weigh its κ by their own orders where it changes: 0.6 and 0.8 on 1,000 and 3,000, with the 1,000 and
/// 1,000 of the others 4,400 of 6,000. Afterwards it is 0.7 for both: one figure, which is still used.
#[test]
fn a_figure_that_lines_no_longer_weigh_apart_is_still_used() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let months = ["2026-06", "2026-07", "2026-08", "2026-09"];
    let mut ads =
        String::from("date,platform,campaign,currency,spend,impressions,clicks,conversions\n");
    let mut orders =
        String::from("date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n");
    for (month, [own, jobs]) in
        months
            .iter()
            .zip([[1000, 1000], [1000, 3000], [1000, 1000], [1000, 1000]])
    {
        for (campaign, money) in [("A", own), ("Jobs", jobs)] {
            ads += &format!("{month}-10,meta,{campaign},EUR,100,1000,100,3\n");
            orders += &format!(
                "{month}-10,{campaign}{month},facebook,paid_social,{campaign},EUR,1,{money}\n"
            );
        }
    }
    write("ads.csv", &ads);
    write("orders.csv", &orders);
    let kappas = [
        assumption("kappa_meta", "0.6", "2026-06"),
        assumption("kappa_meta", "0.8", "2026-07"),
        assumption("kappa_meta", "0.7", "2026-08..2026-09"),
    ];
    let mapping = "[[mapping]]\ncampaign = \"Jobs\"\nfunction = \"recruiting\"\n";
    write(
        "social-roi.toml",
        &format!(
            "sources = [\"*.csv\"]\n[money]\ncurrency = \"EUR\"\n{MARGIN}{}{mapping}",
            kappas.concat()
        ),
    );
    let found = json(
        folder.path(),
        "ledger --quiet --period 2026-08..2026-09 --compare previous",
    );
    let rows = found["change"]["assumptions"].as_array().unwrap();
    assert_eq!(rows.len(), 1, "{rows:#?}");
    assert_eq!(rows[0]["key"], "kappa_meta");
    assert!((number(&rows[0], "/before") - 4_400.0 / 6_000.0).abs() < 1e-9);
    // One thirtieth of 4,000, half of it contribution, of 400.
    assert!((number(&rows[0], "/effect_on_roi") + 4_000.0 / 30.0 / 2.0 / 400.0).abs() < 1e-9);
    let moved = effects(&found);
    let names: Vec<&str> = moved.iter().map(|(name, _)| &name[..]).collect();
    assert!(names.contains(&"assumption kappa_meta"), "{moved:?}");
    assert!(
        !names.iter().any(|name| name.starts_with("value L-02")),
        "{moved:?}"
    );
}

/// Orders of every day of August and until 20 September, 50 each: 31 × 25 of August, 20 × 25 of September. A total of September
/// by a test, 800, covers all that September brought, whatever days of it have outcomes: 775 + 400.
#[test]
fn a_test_covers_all_credit_of_a_month_whose_outcomes_end_within_it() {
    let tested = graded(
        "incremental_revenue_meta",
        "800",
        "2026-09",
        "grade = \"A1\"\n",
    );
    let day = |month: u32, day: u32| format!("2026-{month:02}-{day:02}");
    let august = (1..=31).map(|own| day(8, own));
    let days: Vec<String> = august.chain((1..=20).map(|own| day(9, own))).collect();
    let orders: Vec<(&str, i64)> = days.iter().map(|day| (day.as_str(), 50)).collect();
    let folder = folder(&orders, &format!("{MARGIN}{tested}{TEST}"));
    let value = |period: &str| number(&of(folder.path(), period), "/value");
    assert_eq!(value("2026-08"), 775.0);
    assert_eq!(value("2026-09"), 400.0);
    assert_eq!(value("2026-08..2026-09"), 1_175.0);
}
