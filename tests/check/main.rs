//! `check` through the binary: each rule finds what it is about and nothing else, every form of output, exit codes.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod costs;
mod days;
mod entries;
mod files;
mod forms;
mod join;
mod pacing;
mod repeated;
mod settings;
mod targets;
mod waste;

#[path = "../story/mod.rs"]
mod story;

use serde_json::Value;

use story::Story;

/// Ads of one platform on every day of January 2026, each of one campaign: 10 spent, 1 conversion.
fn january(campaign: &str) -> String {
    days(campaign, 1..=31)
}

/// The same on some of its days.
fn days(campaign: &str, days: impl Iterator<Item = u32>) -> String {
    let mut text = "Campaign name,Day,Amount spent (EUR),Impressions,Purchases\n".to_owned();
    for day in days {
        text.push_str(&format!("{campaign},2026-01-{day:02},10.00,1000,1\n"));
    }
    text
}

/// Orders on the first and the last day of January 2026: one of the campaign, one of none.
fn orders(campaign: &str, of_campaign: u32, of_none: u32) -> String {
    format!(
        "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n\
         2026-01-01,facebook,paid_social,{campaign},1,{of_campaign}\n\
         2026-01-31,,,,1,{of_none}\n"
    )
}

/// A project with everything that no rule finds fault with, in EUR.
const SOUND: &str = "sources = [\"exports\"]\n\
    [money]\ncurrency = \"EUR\"\n\
    [[accounts]]\naccount = \"Shop\"\nfiles = [\"*shop.csv\"]\ncurrency = \"EUR\"\n\
    [margin]\nbase = 0.4\nsource = \"Accounts\"\nowner = \"Finance\"\ndate = 2025-12-01\n";

/// Its costs: one of each type, for January 2026.
fn all_costs() -> String {
    let types = [
        "media", "tools", "agency", "content", "creators", "labour", "training", "overhead",
    ];
    let one = |kind: &&str| {
        let platform = if *kind == "media" {
            "platform = \"meta\"\n"
        } else {
            ""
        };
        format!(
            "[[costs]]\nperiod = \"2026-01\"\nfunction = \"paid\"\ncost_type = \"{kind}\"\namount = 5\n{platform}"
        )
    };
    types.iter().map(one).collect()
}

impl Story {
    /// Ads of January and orders that join them, beside a project that is sound but for what is added.
    fn sound(more: &str) -> Self {
        let project = format!("{SOUND}{}{more}", all_costs());
        Self::new(&[
            ("social-roi.toml", &project),
            ("exports/meta.csv", &january("Spring")),
            ("exports/shop.csv", &orders("Spring", 900, 100)),
        ])
    }

    /// What `check` says as JSON.
    fn checked(&self, words: &str) -> Value {
        let outcome = self.run(&format!("check --quiet --format json {words}"));
        assert_eq!(outcome.said, "");
        serde_json::from_str(&outcome.out).unwrap()
    }

    /// Findings of one rule: severity, file with line, what was found.
    fn findings(&self, rule: &str, words: &str) -> Vec<[String; 3]> {
        let verdict = self.checked(words);
        let findings = verdict["findings"].as_array().unwrap().iter();
        let own = findings.filter(|finding| finding["rule"] == rule);
        own.map(|finding| {
            let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
            let line = finding["line"].as_u64();
            let place =
                line.map_or_else(|| text("file"), |line| format!("{}:{line}", text("file")));
            [text("severity"), place, text("found")]
        })
        .collect()
    }

    /// The one finding of a rule.
    fn finding(&self, rule: &str, words: &str) -> [String; 3] {
        let found = self.findings(rule, words);
        assert_eq!(found.len(), 1, "{rule}: {found:?}");
        found.into_iter().next().unwrap()
    }

    /// Why a rule was not checked.
    fn unchecked(&self, rule: &str, words: &str) -> Vec<String> {
        let verdict = self.checked(words);
        let all = verdict["unchecked"].as_array().unwrap().iter();
        let own = all.filter(|one| one["rule"] == rule);
        own.map(|one| one["why"].as_str().unwrap().to_owned())
            .collect()
    }
}

#[test]
fn a_sound_project_has_nothing_to_find() {
    let outcome = Story::sound("").run("check --quiet");
    assert_eq!(
        outcome.out,
        "not checked\n  \
           budget-off-plan, budget-watch: the project has no budget\n  \
           target-missed, target-near, target-unclear: the project has no target\n\n\
         nothing found in 2 files\n"
    );
    assert_eq!((outcome.code, &outcome.said[..]), (Some(0), ""));
}
