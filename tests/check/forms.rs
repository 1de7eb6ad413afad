//! Text, JSON, SARIF and GitHub's annotations.

use serde_json::Value;

use super::{Story, days, january};

/// A project over budget, with a gap in the exports and a name that needs escapes.
fn story() -> Story {
    let story = Story::sound("[[budget]]\nperiod = \"2026-01\"\nscope = \"all\"\nplanned = 200\n");
    story.write(
        "exports/meta.csv",
        days("Spring", (1..=31).filter(|day| *day != 9)).as_bytes(),
    );
    story.write("exports/a b, 5%: c.csv", b"who,what\nAda,tea\n");
    story
}

#[test]
fn text_is_wrapped_and_ends_with_the_count() {
    let outcome = story().run("check --quiet");
    assert!(
        outcome.out.lines().all(|line| line.chars().count() <= 80),
        "{}",
        outcome.out
    );
    assert!(outcome.out.starts_with(
        "error: Spend is far from its budget [budget-off-plan]\n  \
           social-roi.toml:54:1\n    \
             found     budget of all for 1–31 Jan 2026: 300.00 of 200.00 EUR spent by\n              \
                       2026-01-31: 150.0 % of the plan\n    \
             expected  within 15.0 % of the plan\n    \
             mend      see why, and plan the next one by it\n\n\
         warning: A file in a folder is of no known format [unknown-file]\n  \
           exports/a b, 5%: c.csv\n"
    ), "{}", outcome.out);
    assert!(
        outcome.out.ends_with("\n1 error, 2 warnings in 3 files\n"),
        "{}",
        outcome.out
    );
    assert_eq!(outcome.code, Some(3));
}

#[test]
fn only_a_terminal_or_a_wish_brings_colour() {
    let plain = story().run("check --quiet").out;
    assert!(!plain.contains('\u{1b}'));
    let coloured = story().run("check --quiet --color always").out;
    assert!(coloured.starts_with("\u{1b}[1;31merror\u{1b}[0m: "));
}

#[test]
fn text_shows_the_first_ten_of_a_rule_and_counts_the_others() {
    let story = Story::new(&[("exports/meta.csv", &january("Spring"))]);
    for at in 0..12 {
        story.write(&format!("exports/notes{at}.csv"), b"who,what\nAda,tea\n");
    }
    let text = story.run("check exports --quiet --rule unknown-file").out;
    assert!(
        text.contains("    and 2 more: `--all` shows them\n"),
        "{text}"
    );
    assert!(text.ends_with("\n12 warnings in 13 files\n"), "{text}");
    let text = story
        .run("check exports --quiet --rule unknown-file --all")
        .out;
    assert_eq!(text.matches("\n  exports/notes").count(), 12);
}

#[test]
fn json_has_findings_counts_and_what_was_not_checked() {
    let story = story();
    let verdict = story.checked("");
    let count = |key: &str| verdict[key].as_u64().unwrap();
    assert_eq!(
        (
            count("errors"),
            count("warnings"),
            count("notes"),
            count("files")
        ),
        (1, 2, 0, 3)
    );
    assert_eq!(verdict["findings"].as_array().unwrap().len(), 3);
    let keys: Vec<&String> = verdict["findings"][0].as_object().unwrap().keys().collect();
    let mut expected = [
        "rule", "severity", "file", "line", "column", "found", "expected", "mend",
    ];
    expected.sort_unstable();
    let mut keys: Vec<&str> = keys.into_iter().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, expected);
    // A file's extension sets the form.
    story.run("check -o out.json");
    assert_eq!(
        serde_json::from_str::<Value>(&story.read("out.json")).unwrap(),
        verdict
    );
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let story = story();
    for format in ["text", "json", "sarif", "github"] {
        let words = format!("check --quiet --format {format}");
        assert_eq!(story.run(&words).out, story.run(&words).out, "{format}");
    }
}

/// What SARIF 2.1.0 asks of a log: §3.13, 3.14, 3.19, 3.27, 3.29, 3.30, 3.49 of the standard.
#[test]
fn sarif_has_rules_results_levels_and_places() {
    let story = story();
    story.run("check -o out.sarif");
    let log: Value = serde_json::from_str(&story.read("out.sarif")).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(
        log["$schema"],
        "https://json.schemastore.org/sarif-2.1.0.json"
    );
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "social-roi");
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        for key in ["shortDescription", "fullDescription", "help"] {
            assert!(!rule[key]["text"].as_str().unwrap().is_empty(), "{rule}");
        }
        let level = rule["defaultConfiguration"]["level"].as_str().unwrap();
        assert!(["error", "warning", "note"].contains(&level), "{rule}");
    }
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    for result in results {
        let at = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[at]["id"], result["ruleId"]);
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
    }
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(results[0]["level"], "error");
    assert_eq!(place["artifactLocation"]["uri"], "social-roi.toml");
    assert_eq!(place["region"]["startLine"], 54);
    assert_eq!(place["region"]["startColumn"], 1);
    let place = &results[1]["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        "exports/a%20b%2C%205%25%3A%20c.csv"
    );
    assert!(place["region"].is_null());
    let told = run["invocations"][0]["toolExecutionNotifications"]
        .as_array()
        .unwrap();
    assert_eq!(told.len(), 3, "{told:?}");
}

#[test]
fn a_finding_about_everything_is_told_at_the_project_or_the_first_file() {
    let story = Story::new(&[("exports/meta.csv", &january("Spring"))]);
    let uri = |story: &Story, words: &str| {
        let out = story
            .run(&format!(
                "check --quiet --format sarif --rule labour-cost {words}"
            ))
            .out;
        let log: Value = serde_json::from_str(&out).unwrap();
        let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        place["artifactLocation"]["uri"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(uri(&story, "exports"), "exports/meta.csv");
    // A whole path below the working folder is told from there on.
    let whole = std::fs::canonicalize(story.path("exports")).unwrap();
    assert_eq!(uri(&story, whole.to_str().unwrap()), "exports/meta.csv");
    story.write("social-roi.toml", b"sources = [\"exports\"]\n");
    assert_eq!(uri(&story, ""), "social-roi.toml");
}

#[test]
fn github_gets_one_escaped_line_for_each_finding() {
    let out = story().run("check --quiet --format github").out;
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 3, "{out}");
    assert_eq!(
        lines[0],
        "::error file=social-roi.toml,line=54,col=1,title=Spend is far from its budget [budget-off-plan]::\
         budget of all for 1–31 Jan 2026: 300.00 of 200.00 EUR spent by 2026-01-31: 150.0 %25 of the plan\
         %0Aexpected: within 15.0 %25 of the plan%0Amend: see why, and plan the next one by it"
    );
    assert!(
        lines[1]
            .starts_with("::warning file=exports/a b%2C 5%25%3A c.csv,title=A file in a folder"),
        "{}",
        lines[1]
    );
    assert!(
        lines[1].contains("%0Aexpected: known exports alone%0Amend: "),
        "{}",
        lines[1]
    );
}

#[test]
fn the_project_alone_can_be_told_in_every_form() {
    let story = Story::new(&[("social-roi.toml", "colour = 1\n")]);
    let out = story.run("check --project-only --format github");
    assert_eq!(out.code, Some(3));
    assert!(out.out.starts_with("::error file=social-roi.toml,line=1,col=1,title=The project file is wrong [project]::colour: `colour`%0A"), "{}", out.out);
    let out = story.run("check --project-only --format sarif");
    let log: Value = serde_json::from_str(&out.out).unwrap();
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "project");
}

#[test]
fn github_pins_a_finding_about_everything_to_no_file() {
    let story = Story::new(&[("exports/meta.csv", &january("Spring"))]);
    let out = story
        .run("check --quiet --format github --rule labour-cost exports")
        .out;
    assert!(
        out.starts_with("::warning title=No hours of people on record"),
        "{out}"
    );
}
