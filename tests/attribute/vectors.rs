//! Vectors V1, V2 and V4 of the metric catalogue through the program, from rows of a log to credit.

use super::Story;

/// Ten users: what they touched on which day, what they bought when.
const V1: &str = "user,time,channel,conversion,value\n\
    u1,2026-09-01T00:00:00Z,paid_social,0,\n\
    u1,2026-09-04T00:00:00Z,email,0,\n\
    u1,2026-09-07T00:00:00Z,paid_social,0,\n\
    u1,2026-09-08T00:00:00Z,search,0,\n\
    u1,2026-09-09T00:00:00Z,,1,100\n\
    u2,2026-09-02T00:00:00Z,organic_social,0,\n\
    u2,2026-09-05T00:00:00Z,direct,1,50\n\
    u3,2026-09-03T00:00:00Z,paid_social,0,\n\
    u3,2026-09-03T00:00:00Z,,1,80\n\
    u4,2026-09-06T00:00:00Z,direct,1,20\n\
    u5,2026-09-06T00:00:00Z,,1,40\n\
    u6,2026-09-01T00:00:00Z,paid_social,0,\n\
    u7,2026-09-01T00:00:00Z,paid_social,0,\n\
    u7,2026-09-02T00:00:00Z,email,0,\n\
    u8,2026-09-01T00:00:00Z,organic_social,0,\n\
    u9,2026-09-01T00:00:00Z,search,0,\n\
    u10,2026-09-01T00:00:00Z,paid_social,0,\n\
    u10,2026-09-02T00:00:00Z,organic_social,0,\n";

const CHANNELS: [&str; 6] = [
    "paid_social",
    "email",
    "search",
    "organic_social",
    "direct",
    "(unattributed)",
];

#[test]
fn the_catalogues_ten_users_get_its_credit() {
    let outcome = Story::new(&[("log.csv", V1)]).attribute("log.csv -q");
    let expected: [(&str, &[f64]); 9] = [
        ("first", &[180.0, 0.0, 0.0, 50.0, 20.0, 40.0]),
        ("last", &[80.0, 0.0, 100.0, 0.0, 70.0, 40.0]),
        ("last-non-direct", &[80.0, 0.0, 100.0, 50.0, 20.0, 40.0]),
        ("linear", &[130.0, 25.0, 25.0, 25.0, 45.0, 40.0]),
        (
            "time-decay",
            &[125.660040, 21.858441, 32.481519, 21.313780, 48.686220, 40.0],
        ),
        ("position", &[130.0, 10.0, 40.0, 25.0, 45.0, 40.0]),
        (
            "shapley",
            &[113.333333, 33.333333, 33.333333, 25.0, 45.0, 40.0],
        ),
        (
            "shapley-ordered",
            &[113.333333, 33.333333, 33.333333, 25.0, 45.0, 40.0],
        ),
        (
            "markov",
            &[74.660633, 12.443439, 40.723982, 40.723982, 81.447964, 40.0],
        ),
    ];
    outcome.hold("value", &CHANNELS, &expected, 5e-7);
    let markov: [(&str, &[f64]); 1] = [(
        "markov",
        &[1.194570, 0.199095, 0.651584, 0.651584, 1.303167, 1.0],
    )];
    outcome.hold("conversions", &CHANNELS, &markov, 5e-7);
    let participation = outcome.figure("paid_social", "participation", "conversions");
    assert_eq!(participation, Some(2.0));
}

#[test]
fn negative_shapley_values_of_the_rate_are_shown_and_give_no_credit() {
    let story = Story::new(&[("log.csv", V1)]);
    let outcome = story.attribute("log.csv -q --models shapley-cr --format json");
    assert!(
        outcome
            .out
            .contains("\"conversions\": null, \"conversions_status\": \"negative\""),
        "{}",
        outcome.out
    );
    assert!(
        outcome
            .out
            .contains("\"value\": null, \"value_status\": \"negative\""),
        "{}",
        outcome.out
    );
}

#[test]
fn the_removal_effects_of_the_catalogue_are_shown() {
    let story = Story::new(&[("log.csv", V1)]);
    let outcome = story.attribute("log.csv -q --show removal-effects");
    assert_eq!(outcome.code, 0, "{}", outcome.said);
    let rows = super::rows(&outcome.out);
    let effect = |channel: &str| -> f64 {
        let row = rows.iter().find(|row| row["channel"] == channel).unwrap();
        row["removal_effect"].parse().unwrap()
    };
    for (channel, expected) in [
        ("paid_social", 0.458333),
        ("email", 0.076389),
        ("search", 0.25),
        ("organic_social", 0.25),
        ("direct", 0.5),
    ] {
        assert!(
            (effect(channel) - expected).abs() < 5e-7,
            "{channel}: {}",
            effect(channel)
        );
    }
}

/// Adobe's own example: 50 of money, touches 9, 6, 0 and 0 days before.
#[test]
fn adobes_example_decays_as_adobe_says() {
    let log = "user,time,channel,conversion,value\n\
        a,2026-09-01,paid search,0,\n\
        a,2026-09-04,social,0,\n\
        a,2026-09-10,email,0,\n\
        a,2026-09-10,display,0,\n\
        a,2026-09-10,,1,50\n";
    let outcome = Story::new(&[("log.csv", log)]).attribute("log.csv -q");
    let channels = ["paid search", "social", "email", "display"];
    outcome.hold(
        "value",
        &channels,
        &[("time-decay", &[6.92, 9.32, 16.88, 16.88])],
        5e-3,
    );
    outcome.hold(
        "value",
        &channels,
        &[("j-shaped", &[10.0, 5.0, 5.0, 30.0])],
        1e-9,
    );
}

/// Marketo Measure's models: first touch, lead, opportunity and close at touches 1, 3, 5 and 6.
#[test]
fn milestones_of_a_deal_place_the_weights() {
    let log = "contact_id,time,channel,conversion,value\n\
        k,2026-09-01,t1,0,\nk,2026-09-03,t2,0,\nk,2026-09-05,t3,0,\nk,2026-09-07,t4,0,\nk,2026-09-09,t5,0,\n\
        k,2026-09-11,t6,0,\nk,2026-09-11T12:00:00,,1,1000\n";
    let deals = "deal_id,contact_id,lead_created_at,opp_created_at,closed_at\n\
        d1,k,2026-09-06,2026-09-09,2026-09-11\n";
    let story = Story::new(&[("log.csv", log), ("deals.csv", deals)]);
    let outcome = story.attribute("log.csv deals.csv -q");
    let touches = ["t1", "t2", "t3", "t4", "t5", "t6"];
    outcome.hold(
        "value",
        &touches,
        &[("w-shaped", &[300.0, 50.0, 300.0, 50.0, 300.0, 0.0])],
        1e-9,
    );
    outcome.hold(
        "value",
        &touches,
        &[("full-path", &[225.0, 50.0, 225.0, 50.0, 225.0, 225.0])],
        1e-9,
    );
}
