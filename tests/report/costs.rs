//! Cost beside media: which types there are, whose period it belongs to, how it is shared out.

use super::{META, SHOP, Story};

/// Labour 20 + 20 is one type, media another; incidents are a cost but none of the eight: 2 of 8.
/// ROI without a margin: (511 − (180.50 + 20 + 20 + 10)) / 230.50 = 280.50 / 230.50 = 1.2169197397.
#[test]
fn cost_types_are_counted_once_and_incidents_are_none_of_the_eight() {
    let story = Story::new(&[("meta.csv", META), ("shop.csv", SHOP)]);
    story
        .report(
            "meta.csv shop.csv --currency-of shop.csv=EUR --where platform=meta --metrics full_cost,roi \
             --cost labour=20 --cost Labour=20 --cost incidents=10",
        )
        .prints(&[
            "platform,full_cost,roi,currency,cost_types,margin_given,join_rate_spend,join_rate_value",
            "meta,230.5,1.2169197397,EUR,2,false,1.000000,0.912500",
        ]);
}

#[test]
fn an_unknown_type_of_cost_is_wrong_usage_and_names_the_nearest() {
    let story = Story::new(&[("meta.csv", META)]);
    for (word, nearest) in [
        ("labor", "labour"),
        ("wages", "labour"),
        ("trainings", "training"),
        ("software", "tools"),
        ("incident", "incidents"),
    ] {
        story.report(&format!("meta.csv --cost {word}=10")).fails(
            2,
            &[
                &format!("error: unknown type of cost `{word}`"),
                &format!("hint: did you mean `{nearest}`?"),
            ],
        );
    }
    story.report("meta.csv --cost xyz=10").fails(
        2,
        &["error: --cost xyz: expected media, tools, agency, content, creators, labour, training, overhead or incidents"],
    );
}

/// February: (150 − (50 + 10)) / 60 = 1.5. What January cost beside its media nobody said: no ROI, hence no change.
#[test]
fn a_cost_belongs_to_the_period_reported_and_not_to_the_one_before() {
    let story = Story::new(&[("meta.csv", META), ("shop.csv", SHOP)]);
    let what = "meta.csv shop.csv --currency-of shop.csv=EUR --where platform=meta --period 2026-02 \
                --compare previous --metrics roi --cost labour=10";
    story.report(what).prints(&[
        "platform,roi,roi_previous,roi_change,roi_change_pp,currency,cost_types,margin_given,join_rate_spend,join_rate_value",
        "meta,1.5,,,,EUR,2,false,1.000000,1.000000",
    ]);
    let outcome = story.report(&format!("{what} --format json"));
    let rows: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(rows[0]["roi_previous_status"], "not_supplied");
    let outcome = story.report(&format!("{what} --format table --width 200"));
    let note = "note: the cost given is that of the period reported; what 1–31 Jan 2026 cost beside media is not known, so that its roi is not either";
    let unfolded: Vec<&str> = outcome.out.split_whitespace().collect();
    assert!(unfolded.join(" ").contains(note), "{}", outcome.out);
}

/// Without further cost both periods are media alone, and compare: 2 (150 − 50 over 50) against
/// ((300 + 61) − 130.50) / 130.50 = 1.7662835249.
#[test]
fn media_alone_compares_with_media_alone() {
    let story = Story::new(&[("meta.csv", META), ("shop.csv", SHOP)]);
    let outcome = story.report(
        "meta.csv shop.csv --currency-of shop.csv=EUR --where platform=meta --period 2026-02 --compare previous --metrics roi",
    );
    let row = outcome.out.lines().nth(1).unwrap();
    assert!(row.starts_with("meta,2,1.7662835249,"), "{row}");
}

/// 100 over three campaigns of equal spend and outcomes: the parts differ in the last digit and sum to the whole.
#[test]
fn shares_of_a_cost_sum_to_it_to_the_last_digit() {
    let meta =
        "Campaign name,Day,Amount spent (EUR)\nA,2026-01-05,10\nB,2026-01-05,10\nC,2026-01-05,10\n";
    let shop = "Day,Order UTM campaign,Orders,Net sales\n2026-01-05,A,1,10\n2026-01-05,B,1,10\n2026-01-05,C,1,10\n";
    let story = Story::new(&[("meta.csv", meta), ("shop.csv", shop)]);
    story
        .report(
            "meta.csv shop.csv --currency-of shop.csv=EUR --by campaign --metrics full_cost --cost tools=100 --totals",
        )
        .prints(&[
            "campaign,full_cost,currency,cost_types,margin_given,join_rate_spend,join_rate_value",
            "A,43.333333333334,EUR,2,false,1.000000,1.000000",
            "B,43.333333333333,EUR,2,false,1.000000,1.000000",
            "C,43.333333333333,EUR,2,false,1.000000,1.000000",
            "total,130,EUR,2,false,1.000000,1.000000",
        ]);
}
