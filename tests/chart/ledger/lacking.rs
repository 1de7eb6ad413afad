//! What charts of the ledger draw of exports alone, and what they say where something lacks.

use super::{percent, rows};
use crate::{EXAMPLE, chart, social_roi, social_roi_in};

fn refused(folder: &str, args: &[&str]) -> (String, Option<i32>) {
    let output = social_roi_in(folder, args);
    let err = String::from_utf8(output.stderr).unwrap();
    let line = err.lines().find(|line| line.starts_with("error:"));
    (line.unwrap_or_default().to_owned(), output.status.code())
}

#[test]
fn charts_of_the_ledger_say_what_they_lack_and_where_to_write_it() {
    let (line, code) = refused(EXAMPLE, &["chart", "pacing", "--quiet"]);
    assert_eq!(code, Some(1));
    assert_eq!(
        line,
        "error: chart pacing: nothing to draw: no budget; [[budget]] in social-roi.toml has one: period = \"2026-10\", planned = 9000, and scope = \"platform=meta\" where it is for less than everything"
    );
    let (line, code) = refused("", &["chart", "ladder", "sample-data/meta", "--quiet"]);
    assert_eq!(code, Some(1));
    assert!(line.starts_with("error: chart ladder: nothing to draw: no line of value; orders of a shop, deals or a touch log have it"), "{line}");
    for (typed, said) in [
        (["ladder", "--top", "3"], "chart ladder takes no --top"),
        (
            ["roi", "--what-if", "margin=1"],
            "chart roi takes no --what-if",
        ),
        (
            ["pacing", "--compare", "year"],
            "chart pacing takes no --compare",
        ),
        (
            ["bridge", "--metrics", "ctr"],
            "expected roi, roas or revenue",
        ),
    ] {
        let args = [
            &["chart"],
            &typed[..],
            &["sample-data", "--currency", "EUR", "--quiet"],
        ]
        .concat();
        let (line, code) = refused("", &args);
        assert_eq!(code, Some(2), "{line}");
        assert!(line.contains(said), "{line}");
    }
}

/// Exports alone make a ledger: no project is needed for its charts.
#[test]
fn exports_without_a_project_fill_ladder_waterfall_tornado_and_bridge() {
    for kind in ["ladder", "waterfall", "tornado", "bridge"] {
        let args = [
            "chart",
            kind,
            "sample-data",
            "--currency",
            "EUR",
            "--quiet",
            "--format",
            "svg",
        ];
        let output = social_roi(&args);
        let svg = String::from_utf8(output.stdout).unwrap();
        let found = crate::readable::faults(&crate::pictures::without_fonts(&svg));
        assert_eq!(found, Vec::<String>::new(), "{kind}");
    }
}

#[test]
fn what_is_supposed_is_drawn_and_said() {
    let rows = rows("ladder", &["--what-if", "kappa_paid=0.639041666666667"]);
    assert_eq!(percent(&rows[3][1]), "+0.0");
    let supposed = ["--what-if", "margin=0.35", "--format", "svg"];
    let svg = String::from_utf8(chart("ladder", &supposed)).unwrap();
    assert!(svg.contains("Supposed: margin = 0.35 in place of 0.4."));
}
