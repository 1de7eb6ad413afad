//! Figures of which no entry holds on some days, and those whose weights sum to nothing: a quarter is no other figure than
//! what its months are, or says so.

use std::path::Path;

use serde_json::Value;

use crate::dated::{MARGIN, assumption, by_test, folder, input, line, of};
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
        let told = format!("{late}: no entry holds on 1–31 Aug 2026: L-10 leaves these days out");
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

/// Four minutes of 100 contacts at one a minute, half of it in July: 200. Nobody says that hours fell in August, which alone
/// has no value of the line; it counted in full, 200 + 400.
#[test]
fn minutes_saved_count_on_the_days_of_what_was_realised() {
    for (realised, months) in [
        (
            assumption("realised", "0.5", "2026-07"),
            [Some(200.0), None],
        ),
        (
            assumption("realised_care", "0.5", "2026-07"),
            [Some(200.0), None],
        ),
        // Each day takes the one that it has: 0.25 × 400 in August.
        (
            assumption("realised_care", "0.5", "2026-07")
                + &assumption("realised", "0.25", "2026-08"),
            [Some(200.0), Some(100.0)],
        ),
    ] {
        let project = count("contacts_handled", "07")
            + &count("contacts_handled", "08")
            + &assumption("loaded_rate", "60", "")
            + &assumption("minutes_before", "10", "")
            + &assumption("minutes_now", "6", "")
            + &realised;
        let copy = folder(&[], &project);
        let folder = copy.path();
        let alone = ["2026-07", "2026-08"]
            .map(|month| line(&of(folder, month), "L-10")["amount"]["value"].as_f64());
        assert_eq!(alone, months, "{realised}");
        let both = of(folder, "2026-07..2026-08");
        assert_eq!(amount(&both, "L-10"), months.iter().flatten().sum::<f64>());
        let by_month = [0, 1].map(|row| number(&both, &format!("/over_time/rows/{row}/value")));
        assert_eq!(
            by_month,
            months.map(Option::unwrap_or_default),
            "{realised}"
        );
        let is_bare = months[1].is_none();
        let told = "no entry holds on 1–31 Aug 2026: L-10 leaves these days out";
        assert_eq!(both["notes"].to_string().contains(told), is_bare, "{both}");
        let handled = if is_bare { 100.0 } else { 200.0 };
        assert_eq!(number(&input(&both, "contacts_handled"), "/base"), handled);
    }
}

/// 100 contacts are assumed for July and 100 counted in August, half of which would have called at 6: 300 and 300. The range
/// is that of July, 50 to 200, with August's 100: 150 × 3 to 300 × 3.
#[test]
fn what_is_counted_in_one_month_and_assumed_in_another_is_summed() {
    let july = assumption("contacts_resolved", "100", "2026-07") + "low = 50\nhigh = 200\n";
    let project = july
        + &count("contacts_resolved", "08")
        + &assumption("deflection_share", "0.5", "")
        + &assumption("contact_cost", "6", "")
        + &assumption("realised", "1", "");
    let copy = folder(&[], &project);
    let folder = copy.path();
    for month in ["2026-07", "2026-08"] {
        assert_eq!(amount(&of(folder, month), "L-07"), 300.0);
    }
    let both = of(folder, "2026-07..2026-08");
    let own = line(&both, "L-07");
    assert_eq!(number(&own, "/amount/value"), 600.0);
    assert_eq!(
        [number(&own, "/amount_low"), number(&own, "/amount_high")],
        [450.0, 900.0]
    );
    let by_month = [0, 1].map(|row| number(&both, &format!("/over_time/rows/{row}/value")));
    assert_eq!(by_month, [300.0, 300.0]);
    let resolved = input(&both, "contacts_resolved");
    assert_eq!(
        (number(&resolved, "/base"), &resolved["kind"]),
        (200.0, &"assumption".into())
    );
    let place = resolved["place"].as_str().unwrap();
    assert_eq!(place.matches("social-roi.toml:").count(), 2, "{place}");
    // Half of July's days have 50 × 16 / 31 × 2 × 3 of them.
    let late = of(folder, "2026-07-16..2026-08-31");
    let expected = 300.0 * 16.0 / 31.0 + 300.0;
    assert!((amount(&late, "L-07") - expected).abs() < 1e-9);
    // What is supposed stands for all of it.
    let words = "ledger meta.csv orders.csv --quiet --period 2026-07..2026-08 --what-if contacts_resolved=100";
    assert_eq!(amount(&crate::json(folder, words), "L-07"), 300.0);
}

/// Losses of 3,000 less 900 in July; August has none after, and alone no value. September has 500 less 700.
#[test]
fn expected_losses_count_on_the_days_of_both() {
    let project = assumption("expected_loss_before", "3000", "2026-07")
        + &assumption("expected_loss_before", "2800", "2026-08")
        + &assumption("expected_loss_before", "500", "2026-09")
        + &assumption("expected_loss_after", "900", "2026-07")
        + &assumption("expected_loss_after", "700", "2026-09");
    let copy = folder(&[], &project);
    let of = |period: &str| {
        let words = "ledger meta.csv orders.csv --quiet --include-risk --period";
        crate::json(copy.path(), &format!("{words} {period}"))
    };
    let value = |period: &str| line(&of(period), "L-15")["amount"]["value"].as_f64();
    let months = ["2026-07", "2026-08", "2026-09"].map(value);
    assert_eq!(months, [Some(2_100.0), None, Some(-200.0)]);
    assert_eq!(value("2026-07..2026-08"), Some(2_100.0));
    let quarter = of("2026-07..2026-09");
    assert_eq!(amount(&quarter, "L-15"), 1_900.0);
    let by_month = [0, 1, 2].map(|row| number(&quarter, &format!("/over_time/rows/{row}/value")));
    assert_eq!(by_month, [2_100.0, 0.0, -200.0]);
    let told = "expected_loss_after: no entry holds on 1–31 Aug 2026: L-15 leaves these days out";
    let notes = quarter["notes"].to_string();
    assert!(notes.contains(told), "{notes}");
    // No day of August and September has both.
    let apart = assumption("expected_loss_before", "3000", "2026-07")
        + &assumption("expected_loss_after", "900", "2026-08");
    let copy = folder(&[], &apart);
    let found = self::of(copy.path(), "2026-07..2026-08");
    assert!(line(&found, "L-15")["amount"]["value"].is_null());
}

/// A tenth of 100 customers in July and 0.08 of 300 in September, none known of August's: the control is
/// (0.7 × 100 + 0.72 × 300) / 400 = 0.715, of what counts.
#[test]
fn means_are_of_the_days_that_count() {
    let project = count("customers_served", "07")
        + &count("customers_served", "08")
        + &count("customers_served", "09").replace("100", "300")
        + &assumption("retention", "0.8", "")
        + &by_test("retention_control", "0.7", "2026-07")
        + &assumption("retention_control", "0.72", "2026-09").replace(
            "source = \"s\"",
            "source = \"lift\"\ngrade = \"A1\"\nlow = 0.72\nhigh = 0.72",
        )
        + &assumption("customer_contribution", "50", "");
    let copy = folder(&[], &project);
    let quarter = of(copy.path(), "2026-07..2026-09");
    let expected = 50.0 * (0.1 * 100.0 + 0.08 * 300.0);
    assert!((amount(&quarter, "L-09") - expected).abs() < 1e-9);
    assert_eq!(
        number(&input(&quarter, "retention_control"), "/base"),
        0.715
    );
    assert_eq!(number(&input(&quarter, "retention"), "/base"), 0.8);
    assert_eq!(number(&input(&quarter, "customers_served"), "/base"), 400.0);
    let notes = quarter["notes"].to_string();
    assert!(
        notes.contains("weighted by what it multiplies to 0.715 ("),
        "{notes}"
    );
    let words =
        "explain input.retention_control meta.csv orders.csv --quiet --period 2026-07..2026-09";
    let told = crate::json(copy.path(), words)["notes"].to_string();
    for part in [
        "0.7 of 100 customers served on 1–31 Jul 2026",
        "0.72 of 300 customers served on 1–30 Sep 2026",
    ] {
        assert!(told.contains(part), "no `{part}` in {told}");
    }
}
