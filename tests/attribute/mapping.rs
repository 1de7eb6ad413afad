//! The project's rules on campaigns hold for touches as they do for spend and outcomes.

use super::{Outcome, Story, rows};

const LOG: &str = "user_id,timestamp,source,medium,campaign,conversion,value,currency\n\
    a,2026-09-01T10:00:00,facebook,paid_social,Spring v1,0,,\n\
    a,2026-09-02T10:00:00,facebook,paid_social,Jobs Berlin,0,,\n\
    a,2026-09-03T10:00:00,,,,1,100,EUR\n\
    b,2026-09-01T10:00:00,newsletter,email,winter,0,,\n\
    b,2026-09-02T10:00:00,,,,1,40,EUR\n";

const META: &str = "Campaign name,Day,Amount spent (EUR)\n\
    Spring v1,2026-09-01,50\n\
    Spring v2,2026-09-02,20\n\
    Jobs Berlin,2026-09-02,30\n";

const RULES: &str = "[[mapping]]\ncampaign = \"Spring*\"\nplatform = \"meta\"\nrename = \"Spring\"\ngoal = \"sales\"\n\
    [[mapping]]\ncampaign = \"Jobs *\"\nchannel = \"Display\"\nfunction = \"recruiting\"\ngoal = \"applications\"\n";

/// Value and cost by a key: who gets it, under the first touch and under the last.
fn credit(outcome: &Outcome, key: &str) -> Vec<(String, String, String, String)> {
    assert_eq!(outcome.code, 0, "{}", outcome.said);
    let rows = rows(&outcome.out);
    let row = |row: &std::collections::BTreeMap<String, String>| {
        let cell = |name: &str| row[name].clone();
        (cell(key), cell("model"), cell("value"), cell("cost"))
    };
    let mut found: Vec<_> = rows.iter().map(row).collect();
    found.retain(|(_, _, value, _)| !value.is_empty() && value != "0");
    found
}

/// 100 came through Spring and then through the jobs' campaign, 40 through a letter.
#[test]
fn channel_name_function_and_goal_of_touches_are_those_of_the_rules() {
    let story = Story::new(&[
        ("log.csv", LOG),
        ("meta.csv", META),
        ("social-roi.toml", RULES),
    ]);
    for (key, first, last, letter) in [
        ("channel", ("Paid Social", "70"), ("Display", "30"), "Email"),
        (
            "campaign",
            ("Spring", "70"),
            ("Jobs Berlin", "30"),
            "winter",
        ),
        ("goal", ("sales", "70"), ("applications", "30"), "(no goal)"),
        (
            "function",
            ("paid", "70"),
            ("recruiting", "30"),
            "(no function)",
        ),
    ] {
        let line = format!("log.csv meta.csv -q --models first,last --by {key}");
        let found = credit(&story.attribute(&line), key);
        for (model, (name, cost)) in [("first", first), ("last", last)] {
            let row = (
                name.to_owned(),
                model.to_owned(),
                "100".to_owned(),
                cost.to_owned(),
            );
            assert!(found.contains(&row), "{key} {model}: {found:?}");
            let row = (
                letter.to_owned(),
                model.to_owned(),
                "40".to_owned(),
                String::new(),
            );
            assert!(found.contains(&row), "{key} {model}: {found:?}");
        }
    }
}

/// `report` with a model gives the same credit by the same rules.
#[test]
fn reports_and_attribution_map_alike() {
    let story = Story::new(&[
        ("log.csv", LOG),
        ("meta.csv", META),
        ("social-roi.toml", RULES),
    ]);
    for key in ["channel", "campaign", "goal", "function"] {
        let line = format!("log.csv meta.csv -q --models last --by {key}");
        let mut credited: Vec<(String, String)> = credit(&story.attribute(&line), key)
            .into_iter()
            .map(|(name, _, value, _)| (name, value))
            .collect();
        let line = format!(
            "report log.csv meta.csv -q --model last --by {key} --metrics revenue --format csv"
        );
        let words: Vec<&str> = line.split_whitespace().collect();
        let outcome = super::run(story.0.path(), &words, "");
        let mut reported: Vec<(String, String)> = rows(&outcome.out)
            .iter()
            .map(|row| (row[key].clone(), row["revenue"].clone()))
            .filter(|(_, revenue)| !revenue.is_empty() && revenue != "0")
            .collect();
        // A letter's campaign is none of spend: it does not join.
        if key == "campaign" {
            credited.retain(|(name, _)| name != "winter");
            reported.retain(|(name, _)| name != "(no match)");
        }
        credited.sort();
        reported.sort();
        assert_eq!(credited, reported, "{key}: {}", outcome.said);
    }
}

#[test]
fn without_rules_touches_stay_as_they_are() {
    let story = Story::new(&[("log.csv", LOG), ("meta.csv", META)]);
    let line = "log.csv meta.csv -q --models last --by campaign";
    let found = credit(&story.attribute(line), "campaign");
    assert!(
        found.contains(&(
            "Jobs Berlin".into(),
            "last".into(),
            "100".into(),
            "30".into()
        )),
        "{found:?}"
    );
    let line = "log.csv meta.csv -q --models first --by campaign";
    let found = credit(&story.attribute(line), "campaign");
    assert!(
        found.contains(&(
            "Spring v1".into(),
            "first".into(),
            "100".into(),
            "50".into()
        )),
        "{found:?}"
    );
}
