//! A line that needs a test leaves out the days that have none, where it has others: a ledger of a quarter is the sum of
//! those of its months.

use crate::by_days::{MONTHS, ORDERS, QUARTER, TEST, graded};
use crate::dated::{MARGIN, assumption, folder, line, of};
use crate::{json, number, printed};

/// Value of the quarter and of each month under these words.
fn values(folder: &tempfile::TempDir, words: &str) -> (f64, [f64; 3]) {
    let value = |period: &str| {
        let ledger = format!("ledger meta.csv orders.csv --quiet --period {period} {words}");
        number(&json(folder.path(), &ledger), "/value")
    };
    (value(QUARTER), MONTHS.map(value))
}

fn retention() -> tempfile::TempDir {
    let counts = MONTHS.map(|month| {
        format!("[[counts]]\nkey = \"customers_served\"\nperiod = \"{month}\"\nvalue = 10\nsource = \"d\"\n")
    });
    let entries = [
        assumption("retention", "0.8", "") + "low = 0.75\nhigh = 0.9\n",
        assumption("retention_control", "0.6", "2026-07"),
        graded(
            "retention_control",
            "0.7",
            "2026-08..2026-09",
            "grade = \"A1\"\n",
        ),
        assumption("customer_contribution", "40", ""),
        counts.concat(),
        TEST.to_owned(),
    ];
    folder(&ORDERS, &format!("{MARGIN}{}", entries.concat()))
}

/// 500 of credit in each month, and (0.8 − 0.7) × 10 × 40 in August and in September, whose control is a test; July's is not.
#[test]
fn a_control_that_is_no_test_takes_its_own_days_away() {
    let folder = retention();
    assert_eq!(values(&folder, ""), (1_580.0, [500.0, 540.0, 540.0]));
    let quarter = of(folder.path(), QUARTER);
    let own = line(&quarter, "L-09");
    assert_eq!(
        (own["grade"].as_str(), &own["include"]),
        (Some("A1"), &true.into())
    );
    let told =
        "retention_control: no result of a test holds on 1–31 Jul 2026: L-09 leaves these days out";
    assert!(
        quarter["notes"].to_string().contains(told),
        "{}",
        quarter["notes"]
    );
    // July alone says what it lacks.
    let july = line(&of(folder.path(), MONTHS[0]), "L-09");
    assert!(july["why_not"].as_str().unwrap().starts_with("memo: "));
}

/// What a customer leaves is known of July alone, whose control is no test.
#[test]
fn a_line_without_a_day_that_has_all_says_what_each_figure_has_to_be() {
    let entries = [
        assumption("retention", "0.8", ""),
        assumption("retention_control", "0.6", "2026-07"),
        graded("retention_control", "0.7", "2026-08..2026-09", "grade = \"A1\"\n"),
        assumption("customer_contribution", "40", "2026-07"),
        "[[counts]]\nkey = \"customers_served\"\nperiod = \"2026-Q3\"\nvalue = 30\nsource = \"d\"\n".to_owned(),
        TEST.to_owned(),
    ];
    let folder = folder(&ORDERS, &format!("{MARGIN}{}", entries.concat()));
    assert_eq!(values(&folder, ""), (1_500.0, [500.0; 3]));
    let notes = of(folder.path(), QUARTER)["notes"].to_string();
    let told = "L-09 has no value: on none of its days is there an entry of each of retention_control (result of a test), \
                customer_contribution";
    assert!(notes.contains(told), "{notes}");
}

/// At 0.9 it is (0.9 − 0.7) × 400 in August and in September: 1,660, which is also the upper end of its bar, (1,660 − 600) / 600.
#[test]
fn what_is_supposed_of_it_is_the_sum_of_months_too() {
    let folder = retention();
    let supposed = values(&folder, "--what-if retention=0.9");
    assert_eq!(supposed, (1_660.0, [500.0, 580.0, 580.0]));
    let quarter = of(folder.path(), QUARTER);
    let bars = quarter["tornado"]["bars"].as_array().unwrap();
    let bar = bars.iter().find(|bar| bar["key"] == "retention").unwrap();
    assert!(
        (number(bar, "/roi_high/value") - 1_060.0 / 600.0).abs() < 1e-9,
        "{bar}"
    );
}

/// 610 over August and September by a calibrated model, half of it contribution; the 900 of July are by none.
#[test]
fn a_model_that_is_not_calibrated_takes_its_own_days_away() {
    let entries = [
        assumption("brand_effect", "900", "2026-07"),
        graded(
            "brand_effect",
            "610",
            "2026-08..2026-09",
            "grade = \"C1\"\n",
        ),
        TEST.to_owned(),
    ];
    let folder = folder(&ORDERS, &format!("{MARGIN}{}", entries.concat()));
    assert_eq!(values(&folder, ""), (1_805.0, [500.0, 655.0, 650.0]));
    let table = printed(
        folder.path(),
        &format!("ledger meta.csv orders.csv --quiet --period {QUARTER} --format table"),
    );
    let table = table.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = "brand_effect: no effect by a calibrated model holds on 1–31 Jul 2026: L-14 leaves these days out";
    assert!(table.contains(told), "{table}");
}

/// A test without a source or an owner is refused as an assumption is, and shown where that is asked for.
#[test]
fn a_test_that_nobody_answers_for_is_refused() {
    let test = "[[experiments]]\nexp_id = \"x\"\nmethod = \"holdout\"\nscope = \"platform=meta\"\nstart = 2026-08-01\n\
                end = 2026-08-31\nincrementality = 0.5\n";
    let folder = folder(&ORDERS, &format!("{MARGIN}{test}"));
    let words = "ledger meta.csv orders.csv --quiet --period 2026-08";
    let (code, told) = crate::refused(folder.path(), words);
    let expected = "error: social-roi.toml:8:1: experiments `x`: expected `source` and `owner`, found none of them\n\
                    hint: a test without source and owner is grade D2 and refused: say where its result comes from and who \
                    answers for it";
    assert_eq!((code, told.as_str()), (1, expected));
    let shown = json(folder.path(), &format!("{words} --allow-undocumented"));
    let last = shown["ladder"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["rung"], number(last, "/value")),
        (&serde_json::Value::Null, 250.0)
    );
    assert_eq!(number(&shown, "/value"), 0.0);
}
