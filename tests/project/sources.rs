//! Sources that are not there are faults with their place, beside all others.

use super::story::Story;

const ORDERS: &str = "date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n2026-10-05,o1,instagram,social,bio,EUR,1,300\n";

#[test]
fn sources_that_are_not_there_are_told_with_all_other_faults() {
    let story = Story::new(&[
        ("orders.csv", ORDERS),
        (
            "social-roi.toml",
            "sources = [\"order.csv\", \"ads/*.csv\", \"orders.csv\"]\n[money]\ncurrency = \"EURO\"\n",
        ),
    ]);
    let told = story.run("check --project-only");
    assert_ne!(told.code, Some(0));
    for words in [
        "1:12: sources: expected files that are there, found `order.csv`, which is not there",
        "did you mean `orders.csv`?",
        "1:25: sources: expected files that are there, found `ads/*.csv`, which matches none",
        "name the folder that holds the exports in its place; `**` stands for all folders below",
        "3:12: money.currency",
    ] {
        assert!(told.out.contains(words), "{words}: {}", told.out);
    }
    let told = story.run("ledger --quiet");
    assert!(told.said.contains("found `order.csv`") && told.said.contains("money.currency"));
}

#[test]
fn sources_that_are_not_there_stop_those_who_use_them_and_nobody_else() {
    let story = Story::new(&[
        ("orders.csv", ORDERS),
        ("social-roi.toml", "sources = [\"nope.csv\"]\n"),
    ]);
    let told = story.run("ledger --quiet --format json");
    assert_eq!(told.code, Some(1));
    assert!(told.said.contains(
        "social-roi.toml:1:12: sources: expected files that are there, found `nope.csv`, which is not there"
    ), "{}", told.said);
    let named = story.run("ledger orders.csv --quiet --format json");
    assert_eq!(named.code, Some(0), "{}", named.said);
}

#[test]
fn a_pattern_names_no_sheet() {
    let story = Story::new(&[
        (
            "plans/costs.csv",
            "period,function,cost_type,amount\n2026-10,paid,tools,10\n",
        ),
        ("social-roi.toml", "[sheets]\ncosts = \"plans/*.csv\"\n"),
    ]);
    let told = story.run("check --project-only").out;
    let words = "the pattern `plans/*.csv`: [sheets] names each file by itself";
    assert!(told.contains(words), "{told}");
}
