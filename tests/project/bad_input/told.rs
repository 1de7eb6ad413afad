//! How faults are told: all at once, as data, and by commands that stop at them.

use crate::Story;

/// The list of the project file's bad input, all in one file and its sheets.
#[test]
fn everything_wrong_is_told_at_once() {
    let project = [
        "[money]\ncurrency = \"EUR\"\n[sheets]\ncosts = \"costs.csv\"\ntargets = \"gone.csv\"\n[margin]\nbase = 1.4\n",
        "[[assumptions]]\nkey = \"rho\"\nbase = 0.4\nlow = 0.5\n",
        "[[labour]]\nperiod = \"2026-09\"\nfunction = \"car\"\nhours = 1\n",
        "[[labour]]\nperiod = \"2026-09\"\nfunction = \"care\"\nhours = 1\n",
        "[[targets]]\nmetric = \"rosa\"\nperiod = \"2026\"\nvalue = 1\n",
        "[[mapping]]\ncampaign = \"A\"\nrename = \"B\"\n[[mapping]]\ncampaign = \"B\"\nrename = \"A\"\n",
        "[[finance]]\nperiod = \"2026-09\"\n[[finance]]\nperiod = \"2026-Q3\"\n",
    ];
    let story = Story::new(&[
        ("social-roi.toml", &project.concat()),
        (
            "costs.csv",
            "period,function,cost_type,amount,currency\n2026-09,paid,tools,twelve,\n2026-09,paid,tools,12,USD\n",
        ),
    ]);
    let out = story.checked();
    for place in [
        "social-roi.toml:5:11: sheets.targets: expected a sheet that can be read, found ",
        "social-roi.toml:7:8: margin.base: ",
        "social-roi.toml:8:1: assumptions `rho`: ",
        "social-roi.toml:11:7: assumptions.low `rho`: ",
        "social-roi.toml:12:1: labour: expected a rate",
        "social-roi.toml:14:12: labour.function: ",
        "social-roi.toml:16:1: labour: expected a rate",
        "social-roi.toml:21:10: targets.metric: ",
        "social-roi.toml:25:12: mapping.rename: ",
        "social-roi.toml:33:10: finance.period: ",
        "costs.csv:2:4: costs.amount: ",
        "costs.csv:3:5: costs.currency: ",
    ] {
        assert!(out.contains(place), "{place} is not in\n{out}");
    }
    assert!(
        out.ends_with("social-roi.toml: 12 faults (10 in social-roi.toml, 2 in costs.csv)\n"),
        "{out}"
    );
}

#[test]
fn other_commands_stop_where_the_project_is_wrong() {
    let story = Story::new(&[(
        "social-roi.toml",
        "[margin]\nbase = 1.4\n[calendar]\nx = 1\n",
    )]);
    let outcome = story.run("report");
    assert_eq!(outcome.code, Some(1));
    assert_eq!(outcome.out, "");
    assert_eq!(
        outcome.said,
        "error: social-roi.toml:2:8: margin.base: expected a fraction above 0 and up to 1, found `1.4`\n\
         hint: 140 % of revenue cannot be margin; 50 % is 0.5\n\
         error: social-roi.toml:4:1: calendar.x: expected a key of calendar, found `x`\n\
         hint: keys: system, fiscal_year_start, week_start, time_zone\n"
    );
    // What could mend it still works.
    assert_eq!(story.run("metrics --format csv").code, Some(0));
    assert_eq!(story.run("explain roas").code, Some(0));
}

#[test]
fn without_a_project_there_is_nothing_to_check() {
    let outcome = Story::new(&[]).run("check --project-only");
    assert_eq!(outcome.code, Some(1));
    assert_eq!(
        outcome.said,
        "error: no project file here or in a folder above\nhint: `social-roi init` writes one; `--project FILE` names one\n"
    );
}

#[test]
fn faults_are_data_for_programs() {
    let story = Story::new(&[("social-roi.toml", "[margin]\nbase = 1.4\n")]);
    let outcome = story.run("check --project-only --format json");
    assert_eq!(outcome.code, Some(3));
    let found: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(found["valid"], false);
    assert_eq!(
        found["faults"],
        serde_json::json!([{
            "file": "social-roi.toml",
            "line": 2,
            "column": 8,
            "key": "margin.base",
            "expected": "a fraction above 0 and up to 1",
            "found": "`1.4`",
            "hint": "140 % of revenue cannot be margin; 50 % is 0.5",
        }])
    );
}
