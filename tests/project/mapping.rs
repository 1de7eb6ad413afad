//! Rules on campaigns: channel, function, goal and name, in reports, charts, the ledger and explanations.

use super::Story;

/// Three campaigns on Meta: 100, 50 and 30 spent.
const META: &str = "Campaign name,Day,Amount spent (EUR),Impressions\n\
    Spring v1,2026-01-05,100.00,10000\n\
    Spring v2,2026-01-05,50.00,5000\n\
    Jobs Berlin,2026-01-05,30.00,3000\n\
    Spring v1,2026-01-01,0.00,1\n\
    Spring v1,2026-01-31,0.00,1\n";

/// 300 by the listed name, 150 by the one name, 20 by a name that no platform lists, 60 for jobs, 40 by e-mail.
const SHOP: &str = "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n\
    2026-01-06,facebook,paid_social,Spring v1,3,300\n\
    2026-01-06,facebook,paid_social,Spring,1,150\n\
    2026-01-07,facebook,paid_social,sprng,1,20\n\
    2026-01-07,facebook,paid_social,Jobs Berlin,1,60\n\
    2026-01-08,newsletter,email,winter,1,40\n";

const RULES: &str = "sources = [\"exports\"]\n\
    [money]\ncurrency = \"EUR\"\n\
    [[mapping]]\ncampaign = \"Spring*\"\nplatform = \"meta\"\nrename = \"Spring\"\ngoal = \"sales\"\n\
    [[mapping]]\ncampaign = \"sprng\"\nrename = \"Spring\"\n\
    [[mapping]]\ncampaign = \"Jobs *\"\nchannel = \"Display\"\nfunction = \"recruiting\"\ngoal = \"applications\"\n\
    [[mapping]]\ncampaign = \"*\"\nplatform = \"meta\"\ngoal = \"never reached\"\n";

fn story(project: &str) -> Story {
    Story::new(&[
        ("social-roi.toml", project),
        ("exports/meta.csv", META),
        ("exports/shop.csv", SHOP),
    ])
}

/// Keys, spend and revenue of every row.
fn rows(story: &Story, words: &str) -> Vec<String> {
    let line = format!("report --quiet --format csv --metrics spend,revenue {words}");
    let outcome = story.run(&line);
    assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    let keys = outcome.out.lines().next().unwrap();
    let wanted = keys.split(',').position(|name| name == "revenue").unwrap() + 1;
    let row = |row: &str| row.split(',').take(wanted).collect::<Vec<_>>().join(",");
    outcome.out.lines().skip(1).map(row).collect()
}

/// Spend of both versions 150; revenue 300 by the listed name + 150 by the one name + 20 by the misspelt one.
#[test]
fn campaigns_count_and_join_under_their_one_name() {
    let found = rows(&story(RULES), "--by campaign");
    assert!(found.contains(&"Spring,150,470".to_owned()), "{found:?}");
    assert!(found.contains(&"Jobs Berlin,30,60".to_owned()), "{found:?}");
    assert!(found.contains(&"(no match),,40".to_owned()), "{found:?}");
    let plain = rows(&story("sources = [\"exports\"]\n"), "--by campaign");
    assert!(plain.contains(&"Spring v1,100,300".to_owned()), "{plain:?}");
}

#[test]
fn channel_function_and_goal_group_and_narrow() {
    let story = story(RULES);
    let channels = rows(&story, "--by channel");
    assert!(
        channels.contains(&"Display,30,60".to_owned()),
        "{channels:?}"
    );
    assert!(
        channels.contains(&"Paid Social,150,470".to_owned()),
        "{channels:?}"
    );
    let functions = rows(&story, "--by function");
    assert!(
        functions.contains(&"paid,150,470".to_owned()),
        "{functions:?}"
    );
    assert!(
        functions.contains(&"recruiting,30,60".to_owned()),
        "{functions:?}"
    );
    assert!(
        functions.contains(&"(no function),,40".to_owned()),
        "{functions:?}"
    );
    let goals = rows(&story, "--by goal");
    assert!(goals.contains(&"sales,150,470".to_owned()), "{goals:?}");
    assert!(
        goals.contains(&"applications,30,60".to_owned()),
        "{goals:?}"
    );
    assert!(goals.contains(&"(no goal),,40".to_owned()), "{goals:?}");
    assert_eq!(rows(&story, "--where goal=applications"), ["meta,30,60"]);
}

#[test]
fn explanations_name_the_rules_that_applied() {
    let story = story(RULES);
    let told = story
        .run("explain roas --quiet --where function=recruiting")
        .out;
    let rule = "[[mapping]] `Jobs *` (social-roi.toml:13), channel Display, function recruiting, goal applications: campaigns of spend `Jobs Berlin`";
    assert!(told.contains(rule), "{told}");
    assert!(!told.contains("Spring"), "{told}");
    let told = story.run("explain ledger.roi --quiet").out;
    assert!(told.contains(rule), "{told}");
    assert!(told.contains("(social-roi.toml:5), goal sales, rename Spring: UTM campaigns of outcomes `Spring`, `Spring v1`"), "{told}");
}

/// Media of the jobs' campaign and the revenue that it brought stand with recruiting.
#[test]
fn the_ledger_counts_spend_and_revenue_of_a_campaign_for_its_function() {
    let outcome = story(RULES).run("ledger --quiet --format json");
    let found: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    let recruiting = found["functions"]["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["function"] == "recruiting")
        .unwrap();
    let figures = ["value", "direct_cost", "net"].map(|name| recruiting[name].as_f64());
    assert_eq!(figures, [60.0, 30.0, 30.0].map(Some), "{recruiting}");
}

#[test]
fn charts_draw_goals() {
    let outcome = story(RULES).run("chart roi --quiet --by goal --format csv");
    assert!(
        outcome.out.contains("applications"),
        "{}{}",
        outcome.out,
        outcome.said
    );
}
