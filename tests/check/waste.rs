//! Spend that brought nothing: Spring has 31 conversions at 10 each, so that twice the mean is about 20.

use super::{Story, january};

const HEAD: &str = "Campaign name,Objective,Day,Amount spent (EUR),Impressions,Purchases\n";

/// Spring of January, and one row of another campaign: objective, spend, conversions.
fn story(objective: &str, spend: &str, conversions: &str, project: Option<&str>) -> Story {
    let mut text = HEAD.to_owned();
    for row in january("Spring").lines().skip(1) {
        text.push_str(&row.replacen("Spring,", "Spring,Sales,", 1));
        text.push('\n');
    }
    text.push_str(&format!(
        "Quiet,{objective},2026-01-15,{spend},500,{conversions}\n"
    ));
    let mut files = vec![("exports/meta.csv", &text[..])];
    files.extend(project.map(|project| ("social-roi.toml", project)));
    Story::new(&files)
}

/// Twice the mean: 2 × (310 + s) / 31, which s reaches at 21.38.
#[test]
fn without_a_target_the_mean_of_the_platform_counts() {
    let found = story("Sales", "30.00", "", None).finding("spend-without-outcome", "exports");
    assert_eq!(
        found,
        [
            "warning",
            "exports/meta.csv",
            "campaign `Quiet` on meta spent 30.00 EUR (8.8 % of all spend) without a conversion"
        ]
    );
    let none = |spend: &str, conversions: &str| {
        story("Sales", spend, conversions, None)
            .findings("spend-without-outcome", "exports")
            .is_empty()
    };
    assert!(none("21.30", ""));
    assert!(!none("21.40", "0"));
    assert!(none("30.00", "1"));
}

#[test]
fn campaigns_that_are_to_be_seen_are_exempt() {
    for objective in ["OUTCOME_AWARENESS", "Reach", "Video views", "Bekanntheit"] {
        let story = story(objective, "300.00", "", None);
        assert!(
            story
                .findings("spend-without-outcome", "exports")
                .is_empty(),
            "{objective}"
        );
    }
    let goal = "sources = [\"exports\"]\n[[mapping]]\ncampaign = \"Q*\"\ngoal = \"awareness\"\n";
    let exempt = story("Sales", "300.00", "", Some(goal));
    assert!(exempt.findings("spend-without-outcome", "").is_empty());
}

/// Applicants and being known stand in no conversion; what sells has to bring one.
#[test]
fn campaigns_whose_function_is_not_to_sell_are_exempt() {
    let found = |function: &str| {
        let project = format!(
            "sources = [\"exports\"]\n[[mapping]]\ncampaign = \"Quiet\"\nfunction = \"{function}\"\ngoal = \"more\"\n"
        );
        story("Sales", "300.00", "", Some(&project))
            .findings("spend-without-outcome", "")
            .len()
    };
    for function in ["recruiting", "care", "pr", "policy", "brand"] {
        assert_eq!(found(function), 0, "{function}");
    }
    for function in ["paid", "sales", "organic"] {
        assert_eq!(found(function), 1, "{function}");
    }
}

#[test]
fn a_target_for_cpa_counts_before_the_mean_the_closest_first() {
    let project = |scope: &str, value: u32| {
        format!(
            "[[targets]]\nmetric = \"cpa\"\nscope = \"{scope}\"\nperiod = \"2026-01\"\nvalue = {value}\n"
        )
    };
    let both = format!(
        "sources = [\"exports\"]\n[money]\ncurrency = \"EUR\"\n{}{}",
        project("all", 5),
        project("platform=meta", 40)
    );
    assert!(
        story("Sales", "79.00", "", Some(&both))
            .findings("spend-without-outcome", "")
            .is_empty()
    );
    let verdict = story("Sales", "80.00", "", Some(&both)).checked("--rule spend-without-outcome");
    assert_eq!(
        verdict["findings"][0]["expected"],
        "a conversion before 2 × 40.00 EUR are spent (the target at social-roi.toml:9:1)"
    );
    let wider = format!("{both}[check]\nwaste_factor = 3\n");
    assert!(
        story("Sales", "119.00", "", Some(&wider))
            .findings("spend-without-outcome", "")
            .is_empty()
    );
}

#[test]
fn joined_orders_are_outcomes_too() {
    let story = story("Sales", "100.00", "", None);
    story.write(
        "exports/shop.csv",
        super::orders("Quiet", 90, 10).as_bytes(),
    );
    assert!(
        story
            .findings("spend-without-outcome", "exports")
            .is_empty()
    );
}

#[test]
fn where_no_cost_can_be_aimed_at_that_is_said() {
    let story = Story::new(&[(
        "exports/meta.csv",
        "Campaign name,Day,Amount spent (EUR),Purchases\nA,2026-01-01,500.00,0\nB,2026-01-01,50.00,2\n",
    )]);
    assert_eq!(
        story.unchecked("spend-without-outcome", "exports"),
        ["meta: neither a target for cpa nor 10 conversions to take a mean of"]
    );
}

#[test]
fn a_platform_of_which_no_outcome_is_known_is_left_out_for_that() {
    let story = Story::new(&[(
        "exports/meta.csv",
        "Campaign name,Day,Amount spent (EUR)\nA,2026-01-01,500.00\n",
    )]);
    assert_eq!(
        story.unchecked("spend-without-outcome", "exports"),
        ["meta: the export states no conversions and no order joins a campaign of it"]
    );
}

#[test]
fn ads_are_judged_apart() {
    let mut text = "Campaign name,Ad name,Day,Amount spent (EUR),Purchases\n".to_owned();
    for day in 1..=20 {
        text.push_str(&format!(
            "Spring,Video,2026-01-{day:02},10.00,1\nSpring,Photo,2026-01-{day:02},5.00,\n"
        ));
    }
    let story = Story::new(&[("exports/meta.csv", &text)]);
    assert_eq!(
        story.finding("spend-without-outcome", "exports")[2],
        "ad `Photo` of campaign `Spring` on meta spent 100.00 EUR (33.3 % of all spend) without a conversion"
    );
}
