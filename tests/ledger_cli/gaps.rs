//! Figures of which no entry holds on some days, and those whose weights sum to nothing: a quarter is no other figure than
//! what its months are, or says so.

use std::path::Path;

use serde_json::Value;

use crate::dated::{MARGIN, assumption, by_test, folder, line, of};
use crate::number;

fn count(key: &str, month: &str) -> String {
    format!("[[counts]]\nkey = \"{key}\"\nperiod = \"2026-{month}\"\nvalue = 100\n")
}

/// 100 contacts in July and in August, at 60 an hour, all of it saved.
fn contacts(minutes: &str) -> tempfile::TempDir {
    let project = count("contacts_handled", "07")
        + &count("contacts_handled", "08")
        + &assumption("loaded_rate", "60", "")
        + &assumption("realised", "1", "");
    folder(&[], &(project + minutes))
}

fn amount(found: &Value, id: &str) -> f64 {
    number(&line(found, id), "/amount/value")
}

fn notes(folder: &Path, period: &str) -> String {
    of(folder, period)["notes"].to_string()
}

/// Four minutes of 100 contacts at one a minute are 400, all of them July's: of August one of the two figures has no entry,
/// and it alone is refused. It was 10 × 100 − 6 × 200 = −200, and 10 × 200 − 6 × 100 = 1,400.
#[test]
fn a_difference_counts_on_the_days_of_both_its_figures() {
    for (late, before, now) in [
        ("minutes_before", "2026-07", ""),
        ("minutes_now", "", "2026-07"),
    ] {
        let minutes =
            assumption("minutes_before", "10", before) + &assumption("minutes_now", "6", now);
        let copy = contacts(&minutes);
        let folder = copy.path();
        assert_eq!(amount(&of(folder, "2026-07"), "L-10"), 400.0);
        let august = of(folder, "2026-08");
        assert!(line(&august, "L-10")["amount"]["value"].is_null());
        let both = of(folder, "2026-07..2026-08");
        assert!((amount(&both, "L-10") - 400.0).abs() < 1e-9, "{late}");
        let months = [0, 1].map(|row| number(&both, &format!("/over_time/rows/{row}/value")));
        assert_eq!(months, [400.0, 0.0], "{late}");
        let told = format!(
            "{late}: no entry holds on 1–31 Aug 2026: its line leaves these days out, as a difference needs both of its figures"
        );
        let notes = both["notes"].to_string();
        assert!(notes.contains(&told), "{notes}");
        assert_eq!(notes.matches("leaves these days out").count(), 1, "{notes}");
        // Two minutes more of now are 200 less, whichever of the figures has the gap.
        let words =
            "ledger meta.csv orders.csv --quiet --period 2026-07..2026-08 --what-if minutes_now=8";
        let supposed = crate::json(folder, words);
        let after = amount(&supposed, "L-10");
        assert!((after - 200.0).abs() < 1e-9, "{late}: {after}");
    }
}

/// A tenth of 100 customers at 50 is 500, at the grade of the test that says what July's would have been.
#[test]
fn a_control_of_one_month_says_nothing_of_the_other() {
    let project = count("customers_served", "07")
        + &count("customers_served", "08")
        + &assumption("retention", "0.8", "")
        + &by_test("retention_control", "0.7", "2026-07")
        + &assumption("customer_contribution", "50", "");
    let folder = folder(&[], &project);
    for period in ["2026-07", "2026-07..2026-08"] {
        let found = of(folder.path(), period);
        let own = line(&found, "L-09");
        assert!(
            (number(&own, "/amount/value") - 500.0).abs() < 1e-9,
            "{own}"
        );
        assert_eq!(
            (&own["grade"], &own["include"]),
            (&"A1".into(), &true.into())
        );
    }
}

/// Before in July, now in August: no day has both, and a line of nothing would be a figure of what nobody knows.
#[test]
fn a_line_without_a_day_of_all_its_figures_has_no_value() {
    let minutes =
        assumption("minutes_before", "10", "2026-07") + &assumption("minutes_now", "6", "2026-08");
    let copy = contacts(&minutes);
    let found = of(copy.path(), "2026-07..2026-08");
    let own = line(&found, "L-10");
    assert!(own["amount"]["value"].is_null(), "{own}");
    assert_eq!(own["include"], false);
    let notes = found["notes"].to_string();
    let told = "L-10 has no value: on none of its days is there an entry of each of minutes_before, minutes_now";
    assert!(notes.contains(told), "{notes}");
}

/// 100 sold in July at κ 0.5, of which 100 are taken back in August at 0.7: 50 less 70 of revenue caused, half of it
/// contribution. Together no credit is left that a κ could multiply.
#[test]
fn what_entries_make_of_credit_that_sums_to_nothing_is_told() {
    let kappas =
        assumption("kappa_meta", "0.5", "2026-07") + &assumption("kappa_meta", "0.7", "2026-08");
    let copy = folder(
        &[("2026-07-06", 100), ("2026-08-06", -100)],
        &format!("{MARGIN}{kappas}"),
    );
    let months = ["2026-07", "2026-08"].map(|month| number(&of(copy.path(), month), "/value"));
    assert_eq!(months, [25.0, -35.0]);
    let notes = notes(copy.path(), "2026-07..2026-08");
    for told in [
        "kappa_meta: 0.5 on 1–31 Jul 2026, 0.7 on 1–31 Aug 2026; weighted by days, as what it multiplies sums to nothing, to 0.6 (",
        "kappa_meta: what it multiplies sums to nothing, though by its figures on their days it comes to -20, which no line counts",
    ] {
        assert!(notes.contains(told), "no `{told}` in {notes}");
    }
}
