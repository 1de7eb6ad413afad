//! What the inputs do not hold, and the list of what can be computed.

use super::{FINANCE, story};
use crate::{META, Story};

/// What no input holds is not supplied, and the note names the table and how to give it.
#[test]
fn what_is_not_there_is_named() {
    let story = Story::new(&[("meta.csv", META)]);
    let outcome = story.report(". --metrics spend,mer,mroas,win_r --format table --width 300");
    let text: String = outcome.out.split_whitespace().collect::<Vec<_>>().join(" ");
    for note in [
        "note: mer: needs the table finance: a sheet of it among the inputs or in [sheets] of the project file (`social-roi init` writes a template)",
        "note: marginal_roas: needs a fitted response curve, which no file holds",
        "note: win_rate: needs deals of a CRM (`social-roi formats`)",
    ] {
        assert!(text.contains(note), "{note}\n{text}");
    }
}

/// `metrics --can` knows what sheets allow and names the table that is missing.
#[test]
fn the_list_of_metrics_tells_what_sheets_allow() {
    let story = story(&[("finance.csv", FINANCE)]);
    let outcome = story.run_words([
        "metrics",
        "--quiet",
        "--can",
        ".",
        "--currency-of",
        "shop.csv=EUR",
        "--format",
        "csv",
    ]);
    for line in [
        "mer,P-24,sales,ratio,yes,,report,Z1r/A0,",
        "cac_blended,P-27,sales,money,yes,,",
        "pacing_index,P-35,paid,ratio,no,budget,",
        "clv,S-13,sales,money,no,assumptions,",
        "payback_months,F-07,sales,count,no,ledger,ledger,Z5/A5,",
    ] {
        assert!(
            outcome.out.contains(line),
            "{line}\n{}{}",
            outcome.out,
            outcome.said
        );
    }
}

/// A dash would look as if a file were missing: the figures are those of another command.
#[test]
fn figures_of_the_ledger_are_refused_with_the_way_to_them() {
    let story = Story::new(&[("meta.csv", META)]);
    for (name, metric) in [
        ("payback", "payback_months"),
        ("npv", "net_present_value"),
        ("roi_f", "roi_by_function"),
        ("ev_mix", "value_measured_share"),
        ("value_assumed_share", "value_assumed_share"),
    ] {
        story.report(&format!(". --metrics spend,{name}")).fails(
            2,
            &[
                &format!("error: `{metric}` is a figure of the value ledger, which a report of rows does not hold"),
                "hint: `social-roi ledger` with the same inputs computes it; `social-roi explain ledger.roi` follows its figures",
            ],
        );
    }
}

/// Every metric says what it is, how it combines and where it is found.
#[test]
fn the_list_of_metrics_tells_rule_place_and_meaning() {
    let story = Story::new(&[]);
    let outcome = story.run("metrics --format json");
    let rows: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    for row in rows.as_array().unwrap() {
        for key in [
            "title", "unit", "from", "rule", "formula", "meaning", "source",
        ] {
            assert!(!row[key].as_str().unwrap().is_empty(), "{key} of {row}");
        }
    }
    let of = |name: &str| {
        let found = rows
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["metric"] == name);
        found.unwrap().clone()
    };
    for name in [
        "payback_months",
        "net_present_value",
        "roi_by_function",
        "value_assumed_share",
    ] {
        assert_eq!(of(name)["from"], "ledger", "{name}");
    }
    for name in ["value", "roi", "bcr", "net_value"] {
        let own = of(name);
        assert_eq!(own["from"], "report", "{name}");
        assert!(
            own["meaning"]
                .as_str()
                .unwrap()
                .contains("`social-roi ledger`"),
            "{name}"
        );
    }
}
