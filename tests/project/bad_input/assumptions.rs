//! Assumptions and margins: their proof, their range, their days.

use super::faults;

#[test]
fn an_assumption_without_source_owner_and_date_is_refused() {
    assert_eq!(
        faults(
            "[[assumptions]]\nkey = \"rho\"\nbase = 0.7\n\n[[assumptions]]\nkey = \"d\"\nbase = 1\nsource = \"Survey\"\nowner = \"Care\"\n"
        ),
        "social-roi.toml:1:1: assumptions `rho`: expected `source`, `owner` and `date`, found none of them\n  \
         hint: an assumption without source, owner and date is grade D2 and refused: say where the figure comes from, who answers for it and since when\n\
         social-roi.toml:5:1: assumptions `d`: expected `date`, found nothing\n  \
         hint: an assumption without source, owner and date is grade D2 and refused: say where the figure comes from, who answers for it and since when"
    );
}

/// An assumption with the lines that a test is about.
fn assumption(lines: &str) -> String {
    format!(
        "[[assumptions]]\nkey = \"rho\"\nsource = \"Survey\"\nowner = \"Care\"\ndate = 2026-06-30\n{lines}"
    )
}

#[test]
fn a_range_lies_around_its_base() {
    assert_eq!(
        faults(&assumption("base = 0.7\nlow = 0.8\nhigh = 0.6\n")),
        "social-roi.toml:7:7: assumptions.low `rho`: expected a figure up to base 0.7, found 0.8\n  \
         hint: low, base and high stand in this order\n\
         social-roi.toml:8:8: assumptions.high `rho`: expected a figure from base 0.7, found 0.6\n  \
         hint: low, base and high stand in this order"
    );
}

#[test]
fn an_assumption_has_a_grade_that_counts_and_does_not_end_before_it_begins() {
    assert_eq!(
        faults(&assumption(
            "base = 0.7\ngrade = \"D2\"\nexpires = 2026-01-01\n"
        )),
        "social-roi.toml:7:9: assumptions.grade: expected a grade up to D1, found `D2`\n  \
         hint: an assumption with source, owner and date is D1\n\
         social-roi.toml:8:11: assumptions.expires: expected a day from 2026-06-30 on, found 2026-01-01"
    );
}

#[test]
fn an_assumption_stands_once_for_a_day() {
    let twice = [assumption("base = 1\n"), assumption("base = 2\n")].concat();
    assert_eq!(
        faults(&twice),
        "social-roi.toml:8:7: assumptions.key: expected each assumption once, found `rho` again, after social-roi.toml:2\n  \
         hint: take one away, or give each a `period` of its own"
    );
    let years = [
        assumption("base = 1\nperiod = \"2025\"\n"),
        assumption("base = 2\nperiod = \"2026\"\n"),
    ];
    assert_eq!(faults(&years.concat()), "");
}

#[test]
fn a_margin_is_above_0_and_up_to_1() {
    for (margin, hint) in [
        ("1.4", "140 % of revenue cannot be margin; 50 % is 0.5"),
        ("0", "write 40 % as 0.4"),
        ("-0.2", "write 40 % as 0.4"),
        ("42", "42 % is 0.42"),
    ] {
        assert_eq!(
            faults(&format!("[margin]\nbase = {margin}\n")),
            format!(
                "social-roi.toml:2:8: margin.base: expected a fraction above 0 and up to 1, found `{margin}`\n  \
                 hint: {hint}"
            )
        );
    }
    assert_eq!(faults("[margin]\nbase = 1\n"), "");
}

/// Two names of one platform would be two lines of one scope, so that its value counted twice.
#[test]
fn two_names_of_one_platform_are_one_assumption() {
    let revenue = |name: &str, more: &str| {
        format!(
            "[[assumptions]]\nkey = \"incremental_revenue_{name}\"\nbase = 100\nunit = \"EUR\"\nsource = \"Survey\"\nowner = \"Media\"\ndate = 2026-06-30\n{more}"
        )
    };
    let head = "[money]\ncurrency = \"EUR\"\n";
    let two = |more: &str| {
        faults(&format!(
            "{head}{}{}",
            revenue("Meta", more),
            revenue("facebook", more)
        ))
    };
    assert_eq!(
        two(""),
        "social-roi.toml:11:7: assumptions.key: expected each assumption once, found `incremental_revenue_facebook`, \
         which means the same as `incremental_revenue_Meta` of social-roi.toml:4\n  \
         hint: take one away, or give each a `period` of its own"
    );
    let days = two("period = \"2026-06\"\n");
    assert!(
        days.contains("assumptions.period: expected periods that do not overlap, found 2026-06"),
        "{days}"
    );
    let apart = format!("{head}{}{}", revenue("Meta", ""), revenue("tiktok", ""));
    assert_eq!(faults(&apart), "");
}

/// Reports know the margin of all days and those of months under [margin]; one that they would pass over is refused.
#[test]
fn a_margin_of_some_days_stands_under_margin() {
    let evidence = "source = \"Books\"\nowner = \"Finance\"\ndate = 2026-01-01\n";
    assert_eq!(
        faults(&format!(
            "[[assumptions]]\nkey = \"margin\"\nbase = 0.4\nperiod = \"2026-07\"\n{evidence}"
        )),
        "social-roi.toml:1:1: assumptions.period `margin`: expected a margin for all days, found one for 1–31 Jul 2026\n  \
         hint: write [margin] with `base`, and those of months under `month`"
    );
}
