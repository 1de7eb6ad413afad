//! Figures beside their targets: ROAS of January 2026 is 900 / 310 = 2.903, CPA 10, spend 310.

use super::Story;

fn target(metric: &str, period: &str, value: &str) -> String {
    format!(
        "[[targets]]\nmetric = \"{metric}\"\nperiod = \"{period}\"\nvalue = {value}\nsource = \"Plan\"\nowner = \"Marketing\"\n"
    )
}

fn levels(story: &Story, words: &str) -> [usize; 3] {
    ["target-missed", "target-near", "target-unclear"].map(|rule| story.findings(rule, words).len())
}

#[test]
fn a_target_is_reached_nearly_reached_or_missed() {
    for (value, found) in [
        ("2.9", [0, 0, 0]),
        ("2.95", [0, 1, 0]),
        ("3.22", [0, 1, 0]),
        ("3.23", [1, 0, 0]),
    ] {
        let story = Story::sound(&target("roas", "2026-01", value));
        assert_eq!(levels(&story, ""), found, "target {value}");
    }
}

/// Target over figure: 9 / 10 is 90 %, 8.9 / 10 is 89 %.
#[test]
fn less_is_better_where_the_metric_or_the_target_says_so() {
    for (value, found) in [("10", [0, 0, 0]), ("9", [0, 1, 0]), ("8.9", [1, 0, 0])] {
        let story = Story::sound(&target("cpa", "2026-01", value));
        assert_eq!(levels(&story, ""), found, "target {value}");
    }
    let own = format!(
        "{}direction = \"lower\"\n",
        target("spend", "2026-01", "200")
    );
    assert_eq!(levels(&Story::sound(&own), ""), [1, 0, 0]);
}

#[test]
fn a_finding_has_the_entry_the_figure_and_the_exit_code() {
    let story = Story::sound(&format!(
        "{}scope = \"platform=meta\"\n",
        target("roas", "2026-01", "4")
    ));
    let verdict = story.checked("");
    let finding = &verdict["findings"][0];
    assert_eq!(
        finding["found"],
        "roas of platform=meta, 1–31 Jan 2026: 2.90 ×, 72.6 % of the target"
    );
    assert_eq!(finding["expected"], "4.00 × or more");
    assert_eq!(finding["severity"], "error");
    let text = story.read("social-roi.toml");
    let line = text.lines().position(|line| line == "[[targets]]").unwrap() + 1;
    assert_eq!(finding["line"], line);
    assert_eq!(story.run("check").code, Some(3));
}

#[test]
fn days_that_still_run_make_sums_notes_and_ratios_warnings() {
    let story = Story::sound(&target("orders", "2026-01", "20"));
    let [severity, _, found] = story.finding("target-unclear", "--as-of 2026-01-11");
    assert_eq!(severity, "note");
    assert_eq!(
        found,
        "orders, 1–31 Jan 2026: 1, 5.0 % of the target; 21 days still to come"
    );
    assert_eq!(levels(&story, ""), [1, 0, 0]);
    let story = Story::sound(&target("cpa", "2026-Q1", "5"));
    assert_eq!(levels(&story, ""), [0, 1, 0]);
    // Days that have not begun say nothing.
    let story = Story::sound(&target("cpa", "2026-Q2", "5"));
    assert_eq!(levels(&story, ""), [0, 0, 0]);
}

#[test]
fn what_is_undefined_or_lacks_days_is_a_note() {
    let story = Story::sound(&target("engagements", "2026-01", "100"));
    let [severity, _, found] = story.finding("target-unclear", "");
    assert_eq!(severity, "note");
    assert!(
        found.starts_with("engagements, 1–31 Jan 2026: undefined: "),
        "{found}"
    );
    let story = Story::sound(&target("spend", "2025-11..2026-01", "9000"));
    let found = story.finding("target-unclear", "");
    assert!(
        found[2].contains("; the files hold no ads of meta of 1 Nov – 31 Dec 2025"),
        "{found:?}"
    );
    // ctr rests on impressions: three of them are few.
    let few = Story::sound(&target("ctr", "2026-01", "0.5"));
    few.write("exports/meta.csv", b"Campaign name,Day,Amount spent (EUR),Impressions,Link clicks\nSpring,2026-01-01,5.00,2,0\nSpring,2026-01-31,5.00,1,1\n");
    assert!(few.finding("target-unclear", "")[2].ends_with("it rests on too few to be judged"));
}

#[test]
fn money_is_compared_in_one_currency() {
    let story = Story::sound(&format!(
        "{}currency = \"USD\"\n",
        target("cpa", "2026-01", "10")
    ));
    let outcome = story.run("check --quiet");
    assert!(
        outcome.out.contains("there is no rate from USD to EUR"),
        "{}",
        outcome.out
    );
    // 10 USD are 8 EUR: 80 % of the figure.
    story.write("rates.csv", b"date,from,to,rate\n2026-01-01,USD,EUR,0.8\n2026-01-06,USD,EUR,0.8\n2026-01-12,USD,EUR,0.8\n2026-01-18,USD,EUR,0.8\n2026-01-24,USD,EUR,0.8\n2026-01-30,USD,EUR,0.8\n");
    let found = story.finding("target-missed", "--rates rates.csv");
    assert!(
        found[2].contains("10.00 EUR, 80.0 % of the target"),
        "{found:?}"
    );
}

/// 27.90 over 310 is 0.09, 90 % of 0.1: the border belongs to what is near.
#[test]
fn the_border_is_near() {
    let story = Story::sound(&target("roas", "2026-01", "0.1"));
    story.write(
        "exports/shop.csv",
        "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n\
         2026-01-01,facebook,paid_social,Spring,1,27.9\n2026-01-31,,,,1,1\n",
    );
    assert_eq!(levels(&story, ""), [0, 1, 0]);
}

#[test]
fn the_band_is_the_projects() {
    let near = format!(
        "{}[check]\ntarget_near = 0.7\n",
        target("roas", "2026-01", "4")
    );
    assert_eq!(levels(&Story::sound(&near), ""), [0, 1, 0]);
}

/// Campaigns that the mapping gives a goal to: ROAS is that of the goal's campaigns, 900 / 310.
#[test]
fn a_target_of_a_goal_is_judged_where_the_mapping_gives_goals() {
    let project = |goal: &str, value: &str| {
        format!(
            "[[mapping]]\ncampaign = \"Spring\"\ngoal = \"orders\"\n{}scope = \"goal={goal}\"\n",
            target("roas", "2026-01", value)
        )
    };
    assert_eq!(
        levels(&Story::sound(&project("orders", "2.9")), ""),
        [0, 0, 0]
    );
    let story = Story::sound(&project("orders", "4"));
    assert_eq!(levels(&story, ""), [1, 0, 0]);
    assert_eq!(
        story.finding("target-missed", "")[2],
        "roas of goal=orders, 1–31 Jan 2026: 2.90 ×, 72.6 % of the target"
    );
    // A pattern is one on goals too.
    assert_eq!(levels(&Story::sound(&project("ord*", "4")), ""), [1, 0, 0]);
}

/// What nothing in the files bears has no figure of zero that misses a target.
#[test]
fn a_scope_that_nothing_bears_is_unclear_and_not_missed() {
    for (scope, expected) in [
        (
            "goal=awareness",
            "a goal that a rule of [[mapping]] gives to campaigns of the files",
        ),
        ("platform=tiktok", "a scope that rows of the files have"),
        ("function=care", "a scope that rows of the files have"),
    ] {
        let entry = format!("{}scope = \"{scope}\"\n", target("spend", "2026-01", "500"));
        let story = Story::sound(&entry);
        assert_eq!(levels(&story, ""), [0, 0, 1], "{scope}");
        let verdict = story.checked("");
        let finding = &verdict["findings"][0];
        assert_eq!(
            finding["found"],
            format!("spend of {scope}, 1–31 Jan 2026: nothing in the files is {scope}")
        );
        assert_eq!(finding["expected"], expected);
    }
}

/// Exports and targets alone: no costs, no margin, no budget are needed to judge them.
#[test]
fn targets_are_judged_in_a_project_of_exports_and_targets_alone() {
    let project = format!(
        "sources = [\"exports\"]\n{}",
        target("spend", "2026-01", "200")
    );
    let lower = format!("{project}direction = \"lower\"\n");
    for (project, found) in [(&project, [0, 0, 0]), (&lower, [1, 0, 0])] {
        let story = Story::new(&[
            ("social-roi.toml", project),
            ("exports/meta.csv", &super::january("Spring")),
        ]);
        assert_eq!(levels(&story, ""), found);
    }
}
