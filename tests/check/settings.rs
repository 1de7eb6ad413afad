//! Severities, rules by name, exit codes, and the project's faults among the findings.

use super::{SOUND, Story, january};

#[test]
fn a_project_sets_the_severity_of_each_rule() {
    let of = |severity: &str| {
        let more =
            format!("[check]\njoin_rate = 0.95\nseverity = {{ join-rate = \"{severity}\" }}\n");
        Story::sound(&more)
    };
    for (severity, code) in [("error", 3), ("warning", 0), ("note", 0)] {
        let story = of(severity);
        assert_eq!(story.finding("join-rate", "")[0], severity);
        assert_eq!(story.run("check").code, Some(code), "{severity}");
    }
    assert!(of("off").findings("join-rate", "").is_empty());
    assert!(
        of("off")
            .run("check --list-rules")
            .out
            .contains("join-rate              off (by default warning)\n")
    );
}

#[test]
fn the_bar_of_the_exit_code_can_be_moved() {
    let story = Story::new(&[("exports/meta.csv", &january("Spring"))]);
    // A warning (no labour) and notes.
    for (words, code) in [
        ("", 0),
        ("--strict", 3),
        ("--fail-on warning", 3),
        ("--fail-on note", 3),
        ("--fail-on error", 0),
        ("--fail-on error --strict", 3),
        ("--fail-on never --strict", 0),
        ("--rule no-margin --fail-on warning", 0),
        ("--rule no-margin,cost-types --fail-on note", 3),
    ] {
        assert_eq!(
            story.run(&format!("check exports {words}")).code,
            Some(code),
            "{words}"
        );
    }
}

#[test]
fn wrong_words_are_wrong_usage() {
    let story = Story::sound("");
    for (words, said) in [
        (
            "--rule join_rate",
            "error: unknown rule `join_rate`\nhint: did you mean `join-rate`?\n",
        ),
        (
            "--fail-on bad",
            "error: --fail-on bad: expected error, warning, note or never\n",
        ),
        (
            "--format xml",
            "error: --format xml: expected text, json, sarif or github\n",
        ),
    ] {
        let outcome = story.run(&format!("check {words}"));
        assert_eq!((outcome.code, &outcome.said[..]), (Some(2), said));
    }
    assert_eq!(Story::new(&[]).run("check").code, Some(2));
    assert_eq!(Story::new(&[]).run("check nothing.csv").code, Some(1));
    assert_eq!(story.run("check -o missing/folder/out.json").code, Some(1));
}

#[test]
fn unknown_rules_in_the_project_are_faults_with_the_nearest() {
    let story = Story::sound(
        "[check]\nseverity = { join-rates = \"error\", early-end = \"loud\" }\npacing_watch = 0.3\npacing_act = 0.2\n",
    );
    let outcome = story.run("check --project-only");
    assert_eq!(outcome.code, Some(3));
    for part in [
        "check.severity.join-rates: expected a rule of check, found `join-rates`\n  hint: did you mean `join-rate`?",
        "check.severity.early-end: expected ",
        "check.pacing_act: expected a figure from pacing_watch 0.3 on, found 0.2\n",
    ] {
        assert!(outcome.out.contains(part), "{part} in\n{}", outcome.out);
    }
}

#[test]
fn faults_of_the_project_stand_among_the_findings() {
    let project = format!(
        "{SOUND}colour = 1\n[[targets]]\nmetric = \"raos\"\nperiod = \"2026-01\"\nvalue = 3\n"
    );
    let story = Story::new(&[
        ("social-roi.toml", &project),
        (
            "exports/meta.csv",
            &january("Spring").replace("2026-01-05", "soon"),
        ),
    ]);
    let found = story.findings("project", "");
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(
        found[0],
        ["error", "social-roi.toml:13", "margin.colour: `colour`"]
    );
    assert_eq!(story.findings("rejected-rows", "").len(), 1);
    assert_eq!(
        story.unchecked("target-missed", ""),
        ["the project file has faults"]
    );
    assert_eq!(
        story.unchecked("cost-types", ""),
        ["the project file has faults"]
    );
    assert_eq!(story.run("check").code, Some(3));
}

#[test]
fn the_list_of_rules_names_each_once() {
    let out = Story::new(&[]).run("check --list-rules").out;
    let names: Vec<&str> = out
        .lines()
        .filter(|line| !line.starts_with(' '))
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert_eq!(names.len(), 32, "{names:?}");
    assert!(out.lines().all(|line| line.chars().count() <= 80));
    let one = Story::new(&[])
        .run("check --list-rules --rule join-rate")
        .out;
    assert!(
        one.starts_with("join-rate              warning\n    Too little joins by campaign: "),
        "{one}"
    );
}

#[test]
fn no_rule_says_that_all_is_well_over_a_project_with_faults() {
    let story = Story::sound("[[budget]]\nperiod = \"soon\"\nplanned = 1\n");
    let outcome = story.run("check --quiet --rule join-rate");
    assert_eq!(outcome.code, Some(3), "{}", outcome.out);
    assert!(
        outcome.out.contains("budget.period: `\"soon\"`"),
        "{}",
        outcome.out
    );
    assert_eq!(Story::sound("").run("check --rule join-rate").code, Some(0));
}
