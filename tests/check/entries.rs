//! Entries of the project that change no figure.

use super::Story;

const GROUNDS: &str = "source = \"Test\"\nowner = \"Analysis\"\ndate = 2026-01-31\n";

fn test(more: &str) -> String {
    format!(
        "[[experiments]]\nexp_id = \"winter\"\nmethod = \"holdout\"\nscope = \"platform=meta\"\nstart = 2026-01-01\nend = 2026-01-31\n{GROUNDS}{more}"
    )
}

#[test]
fn a_test_without_a_result_is_told_with_its_place() {
    let story = Story::sound(&test(""));
    let found = story.finding("test-empty", "");
    let text = story.read("social-roi.toml");
    let line = text
        .lines()
        .position(|line| line == "[[experiments]]")
        .unwrap()
        + 1;
    assert_eq!(found[0], "warning");
    assert_eq!(found[1], format!("social-roi.toml:{line}"));
    assert_eq!(
        found[2],
        "the experiment winter has no result, and corrects nothing"
    );
    let alone = story.run("check --project-only").out;
    assert!(
        alone.contains("note: the experiment winter has no result"),
        "{alone}"
    );
    let measured = Story::sound(&test("incrementality = 0.5\nlow = 0.4\nhigh = 0.6\n"));
    assert!(measured.findings("test-empty", "").is_empty());
}

#[test]
fn an_assumption_that_a_test_takes_the_place_of_is_told() {
    let assumed = format!("[[assumptions]]\nkey = \"kappa_meta\"\nbase = 0.7\n{GROUNDS}");
    let tested = test("incrementality = 0.5\nlow = 0.4\nhigh = 0.6\n");
    let found = Story::sound(&format!("{assumed}{tested}")).finding("assumption-idle", "");
    assert_eq!(found[0], "note");
    assert!(
        found[2].contains("winter (social-roi.toml:"),
        "{}",
        found[2]
    );
    // Without the test, and on days before it, the assumption counts.
    assert!(
        Story::sound(&assumed)
            .findings("assumption-idle", "")
            .is_empty()
    );
    let later = tested
        .replace("2026-01-01", "2026-02-01")
        .replace("2026-01-31", "2026-02-15");
    let story = Story::sound(&format!("{assumed}{later}"));
    assert!(story.findings("assumption-idle", "").is_empty());
}

/// Data of January 2026: a cost of 2062 is ahead of it, one of January 2025 before it.
#[test]
fn costs_of_a_wrong_year_are_told() {
    let cost = |period: &str| {
        format!(
            "[[costs]]\nperiod = \"{period}\"\nfunction = \"organic\"\ncost_type = \"content\"\namount = 12\n"
        )
    };
    let story = |period: &str| Story::sound(&cost(period));
    let ahead = story("2062-01").finding("dated-ahead", "");
    assert_eq!(ahead[2], "the cost of content begins on 2062-01-01");
    let before = story("2025-01").finding("entry-outside", "");
    assert_eq!(
        before[2],
        "the cost of content of 1–31 Jan 2025: the files begin on 2026-01-01"
    );
    let own = story("2026-01");
    assert!(own.findings("dated-ahead", "").is_empty());
    assert!(own.findings("entry-outside", "").is_empty());
}
