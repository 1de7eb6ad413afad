//! How much of spend and revenue joins, and tags that join nothing.

use super::{Story, january, orders};

fn story(of_campaign: u32, of_none: u32) -> Story {
    Story::new(&[
        ("exports/meta.csv", &january("Spring")),
        ("exports/shop.csv", &orders("Spring", of_campaign, of_none)),
    ])
}

#[test]
fn revenue_that_joins_below_the_limit_is_a_warning() {
    assert_eq!(
        story(79, 21).finding("join-rate", "exports"),
        [
            "warning",
            "",
            "79.0 % of revenue joins a campaign of the spend (79.00 of 100.00 EUR)"
        ]
    );
    assert!(story(80, 20).findings("join-rate", "exports").is_empty());
}

#[test]
fn spend_of_campaigns_without_outcomes_is_another() {
    let both = format!("{}Autumn,2026-01-31,100.00,10,1\n", january("Spring"));
    let story = Story::new(&[
        ("exports/meta.csv", &both),
        ("exports/shop.csv", &orders("Spring", 90, 10)),
    ]);
    assert_eq!(
        story.finding("join-rate", "exports")[2],
        "75.6 % of spend is of campaigns with outcomes (310.00 of 410.00 EUR)"
    );
}

#[test]
fn the_limit_is_the_projects() {
    let story = Story::sound("[check]\njoin_rate = 0.95\n");
    assert!(story.finding("join-rate", "")[2].starts_with("90.0 % of revenue"));
    let story = Story::sound("[check]\njoin_rate = 0.9\n");
    assert!(story.findings("join-rate", "").is_empty());
}

#[test]
fn without_spend_or_outcomes_nothing_can_join() {
    let story = Story::new(&[("exports/meta.csv", &january("Spring"))]);
    assert_eq!(
        story.unchecked("join-rate", "exports"),
        ["it takes both spend and outcomes"]
    );
}

#[test]
fn near_names_and_macros_are_told_with_their_file() {
    let story = Story::new(&[
        ("exports/meta.csv", &january("Spring_Sale_2026")),
        (
            "exports/shop.csv",
            "Day,Order UTM source,Order UTM campaign,Orders,Net sales\n\
             2026-01-01,facebook,Spring_Sale_2026,1,900\n\
             2026-01-20,facebook,Spring_Sael_2026,1,7\n\
             2026-01-31,facebook,{{campaign.name}},1,5\n",
        ),
    ]);
    let found = story.findings("utm-tag", "exports");
    assert_eq!(
        found,
        [
            [
                "warning",
                "exports/shop.csv",
                "`Spring_Sael_2026` (7.00 EUR) joins no campaign"
            ],
            [
                "warning",
                "exports/shop.csv",
                "`{{campaign.name}}` (5.00 EUR) is a macro that the ad platform did not fill in"
            ]
        ]
    );
    assert!(Story::sound("").findings("utm-tag", "").is_empty());
}

/// The campaign claims a purchase a day and no order names it, while another of the platform sells.
#[test]
fn a_campaign_that_claims_what_no_order_names_is_found() {
    let lights = january("Lights");
    let lights: Vec<&str> = lights.lines().skip(1).collect();
    let ads = january("Spring") + &lights.join("\n");
    let story = Story::new(&[
        ("exports/meta.csv", &ads),
        ("exports/shop.csv", &orders("Spring", 90, 10)),
    ]);
    let found = story.finding("utm-tag", "exports");
    assert_eq!(
        found[2],
        "meta claims 31 conversions for `Lights`, and no outcome names it"
    );
}
