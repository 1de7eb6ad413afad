//! What nobody answers for, and what is no result of a test where a line needs one, is refused on its own days alone: a ledger
//! of a quarter is the sum of those of its months.

use std::path::Path;

use serde_json::Value;

use crate::dated::{MARGIN, assumption, folder, line};
use crate::{json, number, printed};

const MONTHS: [&str; 3] = ["2026-07", "2026-08", "2026-09"];

const QUARTER: &str = "2026-07..2026-09";

/// 1,000 in each month, of which half is contribution.
const ORDERS: [(&str, i64); 3] = [
    ("2026-07-06", 1000),
    ("2026-08-06", 1000),
    ("2026-09-06", 1000),
];

/// A test of Meta in August, valid to its end, for which nobody answers.
const UNSOUND: &str = "[[experiments]]\nexp_id = \"x\"\nmethod = \"holdout\"\nscope = \"platform=meta\"\nstart = 2026-08-01\n\
                       end = 2026-08-31\nexpires = 2026-08-31\nincrementality = 0.5\nlow = 0.3\nhigh = 0.7\n";

/// A test that ended before the quarter, on which entries may rest.
const TEST: &str = "[[experiments]]\nexp_id = \"lift\"\nmethod = \"holdout\"\nfunction = \"care\"\nstart = 2026-05-01\n\
                    end = 2026-06-28\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";

/// An entry that nobody answers for.
fn unowned(key: &str, base: &str, period: &str) -> String {
    assumption(key, base, period).replace("owner = \"o\"\n", "")
}

/// An entry with a range that names the test, of that grade.
fn by_test(key: &str, base: &str, period: &str, grade: &str) -> String {
    let own = assumption(key, base, period).replace("source = \"", "source = \"lift: ");
    format!("{own}low = {base}\nhigh = {base}\ngrade = \"{grade}\"\n")
}

/// Ten of what is counted in every month.
fn tens(key: &str) -> String {
    let counts = MONTHS.iter().map(|month| {
        format!("[[counts]]\nkey = \"{key}\"\nperiod = \"{month}\"\nvalue = 10\nsource = \"d\"\n")
    });
    counts.collect()
}

/// The ledger of some days, with what nobody documents on a rung of its own.
fn of(found: &Path, period: &str) -> Value {
    json(
        found,
        &format!("ledger meta.csv orders.csv --quiet --allow-undocumented --period {period}"),
    )
}

/// What of a line counts in the quarter, and in each month. The rung of what is not documented is the sum of the months'
/// too.
fn counted(found: &tempfile::TempDir, id: &str) -> (f64, [f64; 3]) {
    let of_line = |period: &str| {
        let found = of(found.path(), period);
        let lines = found["lines"].as_array().unwrap();
        let Some(line) = lines.iter().find(|line| line["id"] == id) else {
            return 0.0;
        };
        match (&line["include"], line.get("part")) {
            (Value::Bool(false), _) => 0.0,
            (_, Some(part)) => number(part, "/counted"),
            _ => number(line, "/amount/value"),
        }
    };
    let last = |period: &str| {
        let found = of(found.path(), period);
        number(
            found["ladder"].as_array().unwrap().last().unwrap(),
            "/value",
        )
    };
    let sum: f64 = MONTHS.map(last).iter().sum();
    assert!((last(QUARTER) - sum).abs() < 1e-6, "{sum}");
    (of_line(QUARTER), MONTHS.map(of_line))
}

/// 500 of July and of September are credit taken in full, B1; what the test says of August counts on no day of it.
#[test]
fn a_test_that_nobody_answers_for_takes_its_own_days_away() {
    let folder = folder(&ORDERS, &format!("{MARGIN}{UNSOUND}"));
    assert_eq!(
        counted(&folder, "L-02:meta"),
        (1_000.0, [500.0, 0.0, 500.0])
    );
    let quarter = crate::dated::of(folder.path(), QUARTER);
    let own = line(&quarter, "L-02:meta");
    assert_eq!(own["grade"], "B1");
    // 500 + 250 + 500 is what it would be worth.
    assert_eq!(number(&own, "/amount/value"), 1_250.0);
    let refused = &own["part"]["refused"][0];
    assert_eq!(refused["period"], "2026-08-01..2026-08-31");
    assert!(refused["why"].as_str().unwrap().starts_with("kappa_meta: "));
    // Revenue is on record all the same: 3,000 of 600.
    assert_eq!(number(&quarter, "/beside/media_roas/value"), 5.0);
    let ladder = quarter["ladder"].as_array().unwrap();
    let values: Vec<f64> = ladder.iter().map(|rung| number(rung, "/value")).collect();
    assert_eq!(values, [0.0, 1_000.0, 1_000.0, 1_000.0]);
    let table = printed(
        folder.path(),
        &format!("ledger meta.csv orders.csv --quiet --period {QUARTER} --format table"),
    );
    let table = table.split_whitespace().collect::<Vec<_>>().join(" ");
    let note = "L-02:meta: not counted on 1–31 Aug 2026, kappa_meta: no file row and no entry with source, owner and date; \
                the other days count";
    assert!(table.contains(note), "{table}");
    assert!(!table.contains("the test counts on"), "{table}");
    assert!(
        table.contains("without them L-02:meta on 1–31 Aug 2026 is refused"),
        "{table}"
    );
}

/// 0.5 in July and 0.4 in September: 250 + 200. At 0.6 on all days, which is supposed, no day is refused: 900.
#[test]
fn an_assumption_without_an_owner_takes_its_own_days_away() {
    let kappas = [
        assumption("kappa_meta", "0.5", "2026-07"),
        unowned("kappa_meta", "0.9", "2026-08"),
        assumption("kappa_meta", "0.4", "2026-09"),
    ];
    let folder = folder(&ORDERS, &format!("{MARGIN}{}", kappas.concat()));
    assert_eq!(counted(&folder, "L-02:meta"), (450.0, [250.0, 0.0, 200.0]));
    let supposed = json(
        folder.path(),
        &format!(
            "ledger meta.csv orders.csv --quiet --allow-undocumented --period {QUARTER} --what-if kappa_meta=0.6"
        ),
    );
    assert_eq!(number(&supposed, "/value"), 900.0);
}

/// 10 × 0.5 at 5 in July and at 7 in September.
#[test]
fn a_price_without_an_owner_takes_its_own_days_away() {
    let entries = [
        assumption("deflection_share", "0.5", ""),
        assumption("contact_cost", "5", "2026-07"),
        unowned("contact_cost", "6", "2026-08"),
        assumption("contact_cost", "7", "2026-09"),
        tens("contacts_resolved"),
    ];
    let folder = folder(&ORDERS, &format!("{MARGIN}{}", entries.concat()));
    assert_eq!(counted(&folder, "L-07"), (60.0, [25.0, 0.0, 35.0]));
}

/// (0.8 − 0.7) × 10 × 40 in August and in September, whose control is a test; July's is not.
#[test]
fn a_control_that_is_no_test_takes_its_own_days_away() {
    let entries = [
        assumption("retention", "0.8", ""),
        assumption("retention_control", "0.6", "2026-07"),
        by_test("retention_control", "0.7", "2026-08..2026-09", "A1"),
        assumption("customer_contribution", "40", ""),
        tens("customers_served"),
        TEST.to_owned(),
    ];
    let folder = folder(&ORDERS, &format!("{MARGIN}{}", entries.concat()));
    let (quarter, months) = counted(&folder, "L-09");
    assert_eq!(months, [0.0, 40.0, 40.0]);
    assert!((quarter - 80.0).abs() < 1e-6, "{quarter}");
    let own = line(&of(folder.path(), QUARTER), "L-09");
    assert_eq!(own["grade"], "A1");
}

/// 620 over August and September by a calibrated model, half of it contribution; the 900 of July are by none.
#[test]
fn a_model_that_is_not_calibrated_takes_its_own_days_away() {
    let entries = [
        assumption("brand_effect", "900", "2026-07"),
        by_test("brand_effect", "610", "2026-08..2026-09", "C1"),
        TEST.to_owned(),
    ];
    let folder = folder(&ORDERS, &format!("{MARGIN}{}", entries.concat()));
    assert_eq!(counted(&folder, "L-14"), (305.0, [0.0, 155.0, 150.0]));
}

/// What is counted in July and assumed by nobody in September is counted: 10 × 0.3 at 6.
#[test]
fn a_total_without_an_owner_takes_its_own_days_away() {
    let count = "[[counts]]\nkey = \"community_resolved\"\nperiod = \"2026-07\"\nvalue = 10\nsource = \"d\"\n";
    let entries = [
        count.to_owned(),
        unowned("community_resolved", "50", "2026-09"),
        assumption("community_share", "0.3", ""),
        assumption("contact_cost", "6", ""),
    ];
    let folder = folder(&ORDERS, &format!("{MARGIN}{}", entries.concat()));
    assert_eq!(counted(&folder, "L-08"), (18.0, [18.0, 0.0, 0.0]));
}

/// A test of Meta of July takes the place of credit in July, nobody answers for August: 100 of the test and 500 of September.
#[test]
fn days_that_are_refused_and_days_that_are_covered_are_both_left_out() {
    let test = TEST.replace("function = \"care\"", "scope = \"platform=meta\"");
    let brought = by_test("incremental_revenue_meta", "200", "2026-07", "A1");
    let kappa = unowned("kappa_meta", "0.9", "2026-08");
    let folder = folder(&ORDERS, &format!("{MARGIN}{brought}{kappa}{test}"));
    assert_eq!(counted(&folder, "L-02:meta"), (500.0, [0.0, 0.0, 500.0]));
    assert_eq!(counted(&folder, "L-01:meta"), (100.0, [100.0, 0.0, 0.0]));
    let quarter = of(folder.path(), QUARTER);
    assert_eq!(number(&quarter, "/value"), 600.0);
}

/// 500 of 16 July to 15 August, with 1,000 that are refused, and 1,000 of 16 August to 15 September, with 1,000 of 3,000:
/// ROI 1.5 → 4 of 200 of media each. Effects add up to it, and one is of the refused days.
#[test]
fn refused_days_are_an_effect_of_their_own() {
    let orders = [
        ("2026-07-20", 1000),
        ("2026-08-06", 1000),
        ("2026-08-20", 1000),
        ("2026-09-06", 2000),
    ];
    let folder = folder(&orders, &format!("{MARGIN}{UNSOUND}"));
    let compared =
        "ledger meta.csv orders.csv --quiet --period 2026-08-16..2026-09-15 --compare previous";
    let found = json(folder.path(), compared);
    let change = &found["change"]["roi_change"];
    assert!(
        (number(change, "/change") - 2.5).abs() < 1e-9,
        "{change:#?}"
    );
    let effects = change["effects"].as_array().unwrap();
    let sum: f64 = effects.iter().map(|one| number(one, "/size")).sum();
    assert!((sum - 2.5).abs() < 1e-9, "{effects:#?}");
    let table = printed(folder.path(), &format!("{compared} --format table"));
    assert!(table.contains("days that are refused"), "{table}");
}
