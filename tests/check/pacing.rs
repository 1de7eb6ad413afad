//! Spend beside its budget: 10 a day in January 2026, 310 in all.

use super::Story;

fn budget(period: &str, scope: &str, planned: &str) -> String {
    format!("[[budget]]\nperiod = \"{period}\"\nscope = \"{scope}\"\nplanned = {planned}\n")
}

fn levels(story: &Story, words: &str) -> (usize, usize) {
    let of = |rule: &str| story.findings(rule, words).len();
    (of("budget-off-plan"), of("budget-watch"))
}

/// 310 of 295 is 1.051, 310 of 296 is 1.047; 310 of 269 is 1.152, 310 of 270 is 1.148.
#[test]
fn the_bands_are_five_and_fifteen_percent() {
    for (planned, found) in [
        ("310", (0, 0)),
        ("296", (0, 0)),
        ("295", (0, 1)),
        ("270", (0, 1)),
        ("269", (1, 0)),
        ("326", (0, 0)),
        ("327", (0, 1)),
        ("364", (0, 1)),
        ("365", (1, 0)),
    ] {
        let story = Story::sound(&budget("2026-01", "all", planned));
        assert_eq!(levels(&story, ""), found, "planned {planned}");
    }
}

#[test]
fn a_finding_has_the_entry_the_figures_and_the_exit_code() {
    let story = Story::sound(&budget("2026-01", "platform=meta", "200"));
    let text = story.read("social-roi.toml");
    let line = text.lines().position(|line| line == "[[budget]]").unwrap() + 1;
    assert_eq!(
        story.finding("budget-off-plan", ""),
        [
            "error",
            &format!("social-roi.toml:{line}"),
            "budget of platform=meta for 1–31 Jan 2026: 310.00 of 200.00 EUR spent by 2026-01-31: 1.550 of the plan"
        ]
    );
    assert_eq!(story.run("check").code, Some(3));
    assert_eq!(story.run("check --rule join-rate").code, Some(0));
}

/// A quarter of 900 over 90 days is 10 a day: after January on plan. As of the 20th, 19 days are over.
#[test]
fn a_budget_that_runs_is_judged_by_the_days_that_are_over() {
    let story = Story::sound(&budget("2026-Q1", "all", "900"));
    assert_eq!(levels(&story, ""), (0, 0));
    let story = Story::sound(&budget("2026-Q1", "all", "720"));
    let verdict = story.checked("--as-of 2026-01-20");
    let finding = &verdict["findings"][0];
    assert_eq!(finding["rule"], "budget-off-plan");
    assert_eq!(
        finding["found"],
        "budget of all for 1 Jan – 31 Mar 2026: 190.00 of 720.00 EUR spent by 2026-01-19: 1.250 of the plan; 900.00 EUR at the end if it goes on"
    );
    // (720 − 190) / 71 days.
    assert!(
        finding["mend"]
            .as_str()
            .unwrap()
            .starts_with("7.46 EUR a day would use the budget up"),
        "{finding}"
    );
}

/// 22 of the 31 days of January 2026 are weekdays: 12 of the 22 until the 16th, so 220 of a plan of 220 are 120 then.
#[test]
fn weekdays_may_bear_the_plan() {
    let plan = format!(
        "{}daily_curve = \"weekdays\"\n",
        budget("2026-01", "all", "220")
    );
    let story = Story::sound(&plan);
    let found = story.finding("budget-off-plan", "--as-of 2026-01-17");
    assert!(
        found[2].contains("160.00 of 220.00 EUR spent by 2026-01-16: 1.333 of the plan"),
        "{found:?}"
    );
}

#[test]
fn what_cannot_be_judged_is_said_or_passed_over() {
    // Not begun; before the exports; another platform, of which nothing is spent.
    let story = Story::sound(&budget("2026-06", "all", "100"));
    assert_eq!(levels(&story, ""), (0, 0));
    let story = Story::sound(&budget("2025-12..2026-01", "all", "100"));
    let why = &story.unchecked("budget-watch", "")[0];
    assert!(
        why.ends_with("its first days lie before those of the exports"),
        "{why}"
    );
    let story = Story::sound(&budget("2026-01", "platform=tiktok", "100"));
    assert!(story.finding("budget-off-plan", "")[2].contains("0.00 of 100.00 EUR"));
    let story = Story::sound(&budget("2026-01", "campaign=Spr*", "310"));
    assert_eq!(levels(&story, ""), (0, 0));
    let narrowed = story.unchecked("budget-watch", "--where platform=meta");
    assert_eq!(
        narrowed,
        ["--where narrows spend, and budgets are for all of it"]
    );
    assert_eq!(
        levels(&story, "--period 2026-02 --as-of 2026-02-10"),
        (0, 0)
    );
}

#[test]
fn the_bands_are_the_projects() {
    let bands = "[check]\npacing_watch = 0.4\npacing_act = 0.6\n";
    let story = Story::sound(&format!("{}{bands}", budget("2026-01", "all", "200")));
    assert_eq!(levels(&story, ""), (0, 1));
    let story = Story::sound(&format!("{}{bands}", budget("2026-01", "all", "230")));
    assert_eq!(levels(&story, ""), (0, 0));
}
