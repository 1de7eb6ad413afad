//! Sheets among the inputs: how they are read, and how a figure leads back to them.

use super::{COSTS, FINANCE, story};
use crate::{META, Story};

/// A sheet named in [sheets] and lying in the exports is read once, however it is named.
#[test]
fn a_sheet_named_twice_counts_once() {
    let project = "sources = [\".\"]\n[sheets]\ncosts = \"costs.csv\"\n";
    let story = Story::new(&[
        ("meta.csv", META),
        ("costs.csv", COSTS),
        ("social-roi.toml", project),
    ]);
    let expected = [
        "cost_type,programme_cost,currency,cost_types,margin_given",
        "media,180.5,EUR,3,false",
        "agency,60,EUR,3,false",
        "tools,25,EUR,3,false",
    ];
    for inputs in ["", ".", "meta.csv costs.csv"] {
        story
            .report(&format!("{inputs} --metrics programme_cost --by cost_type"))
            .prints(&expected);
    }
}

/// A sheet among the inputs is read as strictly as one that the project names: every fault at once, with its cell.
#[test]
fn a_bad_sheet_among_the_inputs_is_refused_with_its_cells() {
    let costs =
        "period,function,cost_type,amount\n2026-01,sale,agency,60\n2026-02,organic,tools,many\n";
    let story = Story::new(&[("meta.csv", META), ("costs.csv", costs)]);
    let outcome = story.report("meta.csv costs.csv");
    assert_eq!((outcome.out.as_str(), outcome.code), ("", Some(1)));
    for part in ["costs.csv:2:2", "`sale`", "costs.csv:3:", "`many`"] {
        assert!(outcome.said.contains(part), "{part}\n{}", outcome.said);
    }
}

#[test]
fn explain_reaches_the_sheet() {
    let story = story(&[("finance.csv", FINANCE)]);
    let outcome = story.run_words([
        "explain",
        "--quiet",
        "amer",
        ".",
        "--currency-of",
        "shop.csv=EUR",
    ]);
    for part in [
        "acquisition_mer = 2 ratio   Acquisition MER (P-26)",
        "sum(finance.new_customer_revenue) = 1,600",
        "2 rows  finance.csv",
    ] {
        assert!(outcome.out.contains(part), "{part}\n{}", outcome.out);
    }
    let definition = Story::new(&[]).run_words(["explain", "cac_b"]);
    assert!(
        definition
            .out
            .starts_with("cac_blended (P-27): Customer acquisition cost, blended\n")
    );
}
