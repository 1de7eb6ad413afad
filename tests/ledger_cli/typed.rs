//! What `--cost` takes the place of, what follows it, and where it is said to come from.

use std::fs;
use std::path::Path;

use crate::{json, printed};

/// Labour of 1,000 for ads and 3,000 for care in July.
const LABOUR: &str = "\
[[labour]]\nperiod = \"2026-07\"\nfunction = \"paid\"\nhours = 25\nloaded_rate = 40\n\
[[labour]]\nperiod = \"2026-07\"\nfunction = \"care\"\nhours = 75\nloaded_rate = 40\n";

fn overhead(function: &str, share: &str) -> String {
    format!(
        "[[costs]]\nperiod = \"2026-07\"\nfunction = \"{function}\"\ncost_type = \"overhead\"\nshare_of_labour = {share}\n"
    )
}

fn folder(project: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let spend = "Campaign name,Day,Impressions,Link clicks,Amount spent (EUR),Reporting starts,Reporting ends\n\
                 Sale,2026-07-05,10000,200,200,2026-07-05,2026-07-05\n";
    fs::write(folder.path().join("meta.csv"), spend).unwrap();
    let project = format!("[money]\ncurrency = \"EUR\"\n{project}");
    fs::write(folder.path().join("social-roi.toml"), project).unwrap();
    folder
}

const LINE: &str = "ledger meta.csv --quiet --period 2026-07";

fn of_type(folder: &Path, kind: &str, more: &str) -> Option<f64> {
    let found = json(folder, &format!("{LINE} {more}"));
    let types = found["cost"]["by_type"].as_array().unwrap();
    let own = types.iter().find(|of| of["cost_type"] == kind).unwrap();
    own["amount"].as_f64()
}

/// A tenth of all labour is overhead: 400 of the 4,000 on record, 800 of the 8,000 that is typed in its place.
#[test]
fn overhead_of_all_follows_typed_labour() {
    let folder = folder(&format!("{LABOUR}{}", overhead("shared", "0.1")));
    assert_eq!(of_type(folder.path(), "overhead", ""), Some(400.0));
    let typed = "--cost labour=8000";
    assert_eq!(of_type(folder.path(), "labour", typed), Some(8_000.0));
    assert_eq!(of_type(folder.path(), "overhead", typed), Some(800.0));
}

/// Ads have 1,000 of 4,000 on record, so 2,000 of 8,000; 10 % of it and 20 % of the other 6,000: 200 + 1,200. Typed as it
/// stands on record, 100 + 600 stays as it was.
#[test]
fn overhead_of_a_function_follows_its_part_of_typed_labour() {
    let shares = overhead("paid", "0.1") + &overhead("care", "0.2");
    let folder = folder(&format!("{LABOUR}{shares}"));
    assert_eq!(of_type(folder.path(), "overhead", ""), Some(700.0));
    let at = |typed| of_type(folder.path(), "overhead", typed);
    assert_eq!(at("--cost labour=8000"), Some(1_400.0));
    assert_eq!(at("--cost labour=4000"), Some(700.0));
    assert_eq!(at("--cost labour=8000 --cost overhead=50"), Some(50.0));
}

/// Nothing on record says how much of the typed labour is of ads: that is told, and nothing is guessed.
#[test]
fn without_labour_on_record_overhead_of_a_function_says_that_it_counts_nothing() {
    let folder = folder(&overhead("paid", "0.1"));
    let line = format!("{LINE} --cost labour=8000");
    assert_eq!(
        of_type(folder.path(), "overhead", "--cost labour=8000"),
        None
    );
    let text = json(folder.path(), &line)["notes"].to_string();
    let note = "overhead of paid counts nothing of the labour typed as --cost: no labour on record says how much of it is of paid";
    assert!(text.contains(note), "{text}");
}

#[test]
fn explain_names_the_option_that_a_cost_was_typed_as() {
    let folder = folder("");
    let found = printed(
        folder.path(),
        "explain cost.training meta.csv --quiet --period 2026-07 --cost training=50",
    );
    assert!(
        found.contains("shared, command line (--cost), 1–31 Jul 2026"),
        "{found}"
    );
    assert!(!found.contains("cost list"), "{found}");
}
