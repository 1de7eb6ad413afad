//! Hours of people: whose rate they take, and what is too much to be true.
//!
//! October 2026 with 1,000 of Meta's spend and orders of 6,000 at a margin of 0.4.

use crate::october::{EVIDENCE, october};
use crate::{json, number, refused};

fn written(more: &str) -> tempfile::TempDir {
    let roles = format!(
        "[[roles]]\nrole = \"Community manager\"\nloaded_rate = 50\n{EVIDENCE}\
         [[assumptions]]\nkey = \"loaded_rate\"\nbase = 20\n{EVIDENCE}{more}"
    );
    october(1000, 6000, "", &roles)
}

fn hours(role: &str, hours: u32) -> String {
    format!(
        "[[labour]]\nperiod = \"2026-10\"\nfunction = \"paid\"\nrole = \"{role}\"\nhours = {hours}\n"
    )
}

const OCTOBER: &str = "--period 2026-10 --quiet";

/// 1,000 of media, 31 × 50 of the role by whatever capitals, 10 × 20 of one that has no rate of its own.
#[test]
fn roles_are_the_same_by_whatever_capitals_and_others_take_the_assumed_rate() {
    let folder = written(&(hours("community manager ", 31) + &hours("Photographer", 10)));
    let found = json(folder.path(), &format!("ledger {OCTOBER}"));
    assert_eq!(number(&found, "/cost/total"), 2_750.0);
    let report = json(
        folder.path(),
        &format!("report {OCTOBER} --metrics roi --totals"),
    );
    // (2,400 − 2,750) / 2,750
    let roi = number(report.as_array().unwrap().last().unwrap(), "/roi");
    assert!((roi + 350.0 / 2_750.0).abs() < 1e-9, "{roi}");
}

#[test]
fn a_mistyped_role_is_a_fault_and_takes_no_other_rate() {
    let folder = written(&hours("Comunity manager", 10));
    let expected = "error: social-roi.toml:24:8: labour: expected a rate for these hours, found `Comunity manager`, which no role is called\n\
                    hint: did you mean `Community manager`?";
    for command in ["ledger", "report"] {
        let told = refused(folder.path(), &format!("{command} {OCTOBER}"));
        assert_ne!(told.0, 0);
        assert_eq!(told.1, expected, "{command}");
    }
}

#[test]
fn hours_that_cost_more_than_an_amount_can_hold_are_refused_by_every_command() {
    let many = "[[labour]]\nperiod = \"2026-10\"\nfunction = \"paid\"\nhours = 10000000000000000\nloaded_rate = 10000000000000000\n";
    let folder = written(many);
    for command in ["ledger", "report"] {
        let (code, told) = refused(folder.path(), &format!("{command} {OCTOBER}"));
        assert_ne!(code, 0, "{command}");
        let place = "labour.hours: expected hours × rate of less than 170 septillion, found 10000000000000000 × 10000000000000000";
        assert!(told.contains(place), "{command}: {told}");
    }
    assert_ne!(refused(folder.path(), "check --quiet").0, 0);
}

/// 30 hours of the role at 50 and 10 at a rate of their own, 20: two figures, of which only that of the role is supposed, and
/// nobody's mean of 42.50 stands for either. 30 × 60 + 200 of labour, with 1,000 of media.
#[test]
fn a_rate_of_a_row_is_no_record_of_the_rate_of_its_role() {
    let own = hours("Community manager", 10) + "note = \"evenings\"\nloaded_rate = 20\n";
    let folder = written(&(hours("Community manager", 30) + &own));
    let found = json(folder.path(), &format!("ledger {OCTOBER}"));
    assert_eq!(number(&found, "/cost/total"), 2_700.0);
    let rate = crate::dated::input(&found, "rate_community_manager");
    assert_eq!(number(&rate, "/base"), 50.0);
    let own = crate::dated::input(&found, "own_rate_community_manager");
    assert_eq!(number(&own, "/base"), 20.0);
    let supposed = json(
        folder.path(),
        &format!("ledger {OCTOBER} --what-if rate_community_manager=60"),
    );
    assert_eq!(number(&supposed, "/cost/total"), 3_000.0);
    let told = crate::printed(
        folder.path(),
        &format!("explain input.rate_community_manager {OCTOBER}"),
    );
    assert!(
        told.starts_with("input.rate_community_manager = 50.00 EUR/h")
            && !told.contains("own_rate"),
        "{told}"
    );
}
