//! A percentage typed for a fraction is refused where it cannot be meant, in the user's own figure.

use super::checked;

/// An assumption of a key.
fn assumption(key: &str, lines: &str) -> String {
    format!(
        "[[assumptions]]\nkey = \"{key}\"\n{lines}source = \"Survey\"\nowner = \"Care\"\ndate = 2026-06-30\n"
    )
}

#[test]
fn every_figure_of_a_share_is_a_share() {
    assert_eq!(
        checked(&assumption(
            "deflection_share",
            "base = 40\nlow = 25\nhigh = 55\n"
        )),
        "social-roi.toml:3:8: assumptions.base `deflection_share`: expected a fraction from 0 to 1, found 40\n  \
         hint: 40 % is 0.4\n\
         social-roi.toml:4:7: assumptions.low `deflection_share`: expected a fraction from 0 to 1, found 25\n  \
         hint: 25 % is 0.25\n\
         social-roi.toml:5:8: assumptions.high `deflection_share`: expected a fraction from 0 to 1, found 55\n  \
         hint: 55 % is 0.55\n\
         social-roi.toml: 3 faults\n"
    );
    for key in [
        "community_share",
        "realised_care",
        "retention",
        "retention_control",
        "research_replaced",
        "risk_factor_paid",
        "discount_rate",
    ] {
        let found = checked(&assumption(key, "base = 8\n"));
        assert!(
            found.contains("expected a fraction from 0 to 1, found 8\n  hint: 8 % is 0.08\n"),
            "{found}"
        );
        let right = checked(&assumption(key, "base = 0.08\n"));
        assert!(
            right.starts_with("social-roi.toml: nothing wrong"),
            "{right}"
        );
    }
}

#[test]
fn what_an_experiment_finds_may_be_below_zero_and_above_one_but_no_percentage() {
    for (figure, right) in [("-0.4", true), ("1.8", true), ("60", false), ("-40", false)] {
        let kappa = checked(&assumption("kappa_meta", &format!("base = {figure}\n")));
        let experiment = checked(&format!(
            "[[experiments]]\nexp_id = \"spring\"\nmethod = \"holdout\"\nscope = \"platform=meta\"\nstart = 2026-03-01\nend = 2026-04-15\nincrementality = {figure}\nsource = \"s\"\nowner = \"o\"\n"
        ));
        for found in [kappa, experiment] {
            assert_eq!(found.contains("nothing wrong"), right, "{found}");
            let hint =
                found.contains("expected a fraction from -1 to 3, found 60\n  hint: 60 % is 0.6\n");
            assert_eq!(hint, figure == "60", "{found}");
        }
    }
}

#[test]
fn a_percentage_in_quotes_is_told_as_a_number() {
    for (figure, hint) in [
        ("\"30%\"", "write 0.3 without quotes"),
        ("\"30\"", "take the quotes away"),
        ("\"12,5\"", "write 12.5 without quotes"),
        (
            "\"1.200 EUR\"",
            "write the number alone, without quotes: currency and unit have keys of their own",
        ),
    ] {
        let found = checked(&assumption("hours_a_week", &format!("base = {figure}\n")));
        assert!(
            found.contains(&format!(
                "expected a number, found `{figure}`\n  hint: {hint}\n"
            )),
            "{found}"
        );
    }
}
