//! Outcomes joined to spend by UTM campaign: exactly, by identifier, ambiguously, not at all.

use super::Story;

const ADS: &str = "Campaign name,Campaign ID,Day,Amount spent (EUR),Impressions,Link clicks\n\
    Spring Sale 2026,120000000000001,2026-01-05,100,10000,200\n\
    Winter,120000000000002,2026-01-05,50,5000,100\n";

const TIKTOK: &str = "Campaign name,Ad Group Name,Ad Name,Date,Cost,Impression,Clicks (Destination),Conversions,Currency\n\
    Winter,G,V,2026-01-05,80,9000,90,1,EUR\n\
    Quiet,G,V,2026-01-05,20,1000,10,0,EUR\n";

fn shop(rows: &str) -> String {
    format!("Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n{rows}")
}

/// 200 by name, 100 by name with spaces around it and 75 by identifier join: 375 of 500. 40, 30 and 25 are near misses,
/// 20 is a letter, 10 has no tag.
#[test]
fn names_join_trimmed_or_by_identifier_and_near_misses_are_only_named() {
    let sales = shop(
        "2026-01-06,facebook,paid_social,Spring Sale 2026,2,200\n\
         2026-01-06,facebook,paid_social, Spring Sale 2026 ,1,100\n\
         2026-01-07,facebook,paid_social,120000000000002,1,75\n\
         2026-01-08,facebook,paid_social,Spring Sael 2026,1,40\n\
         2026-01-08,facebook,paid_social,SPRING SALE 2026,1,30\n\
         2026-01-08,facebook,paid_social,{{campaign.name}},1,25\n\
         2026-01-08,newsletter,email,january,1,20\n\
         2026-01-09,,,,1,10\n",
    );
    let said = [
        "warning: only 75.0 % of revenue joins a campaign of the spend",
        "hint: tag ads with utm_campaign = the campaign's exact name",
        "warning: utm_campaign `Spring Sael 2026` (40.00 of revenue) joins no campaign; did you mean `Spring Sale 2026`?",
        "hint: correct the tag at its source; near misses are never mapped by themselves",
        "warning: utm_campaign `SPRING SALE 2026` (30.00 of revenue) joins no campaign; did you mean `Spring Sale 2026`?",
        "warning: utm_campaign `{{campaign.name}}` (25.00 of revenue) is a macro that the ad platform did not fill in",
        "hint: check the URL parameters of the ads",
    ];
    let story = Story::new(&[("ads.csv", ADS), ("shop.csv", &sales)]);
    let what = "ads.csv shop.csv --currency-of shop.csv=EUR";
    story
        .report(&format!("{what} --by campaign --metrics spend,orders,revenue,roas"))
        .is(
            0,
            &said,
            &[
                "campaign,spend,orders,revenue,roas,currency,cost_types,margin_given,join_rate_spend,join_rate_value",
                "Spring Sale 2026,100,3,300,3,EUR,1,false,1.000000,0.750000",
                "Winter,50,1,75,1.5,EUR,1,false,1.000000,0.750000",
                "(no match),,5,125,,EUR,1,false,1.000000,0.750000",
            ],
        );
    // What joins no campaign stays under the channel that its tags mean.
    story
        .report(&format!(
            "{what} --by channel --metrics revenue --sort revenue"
        ))
        .is(
            0,
            &said,
            &[
                "channel,revenue,currency,cost_types,margin_given,join_rate_spend,join_rate_value",
                "Paid Social,470,EUR,1,false,1.000000,0.750000",
                "Email,20,EUR,1,false,1.000000,0.750000",
                "Direct,10,EUR,1,false,1.000000,0.750000",
            ],
        );
}

/// Both platforms have a `Winter`: the source decides for 200 and 90, without one 75 belong to neither.
#[test]
fn a_name_on_two_platforms_joins_by_source_or_is_ambiguous() {
    let sales = shop(
        "2026-01-06,facebook,paid_social,Winter,2,200\n\
         2026-01-06,tiktok,paid_social,Winter,1,90\n\
         2026-01-07,,,Winter,1,75\n",
    );
    let story = Story::new(&[
        ("ads.csv", ADS),
        ("tiktok.csv", TIKTOK),
        ("shop.csv", &sales),
    ]);
    story
        .report("ads.csv tiktok.csv shop.csv --currency-of shop.csv=EUR --by platform,campaign --metrics spend,revenue,roas")
        .is(
            0,
            &[
                "warning: only 79.5 % of revenue joins a campaign of the spend",
                "hint: tag ads with utm_campaign = the campaign's exact name",
            ],
            // 290 of 365 joined, 50 + 80 of 250 have outcomes.
            &[
                "platform,campaign,spend,revenue,roas,currency,cost_types,margin_given,join_rate_spend,join_rate_value",
                "meta,Spring Sale 2026,100,0,0,EUR,1,false,0.520000,0.794521",
                "tiktok,Winter,80,90,1.125,EUR,1,false,0.520000,0.794521",
                "meta,Winter,50,200,4,EUR,1,false,0.520000,0.794521",
                "tiktok,Quiet,20,0,0,EUR,1,false,0.520000,0.794521",
                "(ambiguous),(ambiguous),,75,,EUR,1,false,0.520000,0.794521",
            ],
        );
}

/// The shop never saw a tag of TikTok: nobody knows what it returned. Meta's spring was seen to return nothing.
#[test]
fn a_platform_without_outcomes_has_no_roas_and_a_campaign_without_has_zero() {
    let sales = shop("2026-01-06,facebook,paid_social,Winter,2,200\n");
    let story = Story::new(&[
        ("ads.csv", ADS),
        ("tiktok.csv", TIKTOK),
        ("shop.csv", &sales),
    ]);
    let what =
        "ads.csv tiktok.csv shop.csv --currency-of shop.csv=EUR --metrics spend,revenue,roas,roi";
    let said = [
        "warning: no campaign of `tiktok` occurs in the outcomes: its revenue, ROAS and ROI are n/a, not 0",
    ];
    story.report(&format!("{what} --by platform,campaign")).is(
        0,
        &said,
        &[
            "platform,campaign,spend,revenue,roas,roi,currency,cost_types,margin_given,join_rate_spend,join_rate_value",
            "meta,Spring Sale 2026,100,0,0,-1,EUR,1,false,0.200000,1.000000",
            "tiktok,Winter,80,,,,EUR,1,false,0.200000,1.000000",
            "meta,Winter,50,200,4,3,EUR,1,false,0.200000,1.000000",
            "tiktok,Quiet,20,,,,EUR,1,false,0.200000,1.000000",
        ],
    );
    let outcome = story.report(&format!("{what} --format json"));
    let rows: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(rows[1]["platform"], "tiktok");
    for metric in ["revenue", "roas", "roi"] {
        assert_eq!(rows[1][metric], serde_json::Value::Null);
        assert_eq!(rows[1][format!("{metric}_status")], "not_supplied");
    }
    // The total is over the spend that outcomes cover: 200 / 150, not 200 / 250.
    story.report(&format!("{what} --totals --where platform=~.")).is(
        0,
        &said,
        &[
            "platform,spend,revenue,roas,roi,currency,cost_types,margin_given,join_rate_spend,join_rate_value",
            "meta,150,200,1.3333333333,0.3333333333,EUR,1,false,0.200000,1.000000",
            "tiktok,100,,,,EUR,1,false,0.200000,1.000000",
            "total,250,200,1.3333333333,0.3333333333,EUR,1,false,0.200000,1.000000",
        ],
    );
}

/// A third platform of which no sale names a campaign: of the 230 that pass the condition 150 are of campaigns that sell.
#[test]
fn how_much_spend_has_outcomes_is_asked_of_the_spend_that_passes() {
    let sales = shop("2026-01-06,facebook,paid_social,Spring Sale 2026,2,200\n");
    let story = Story::new(&[
        ("ads.csv", ADS),
        ("tiktok.csv", TIKTOK),
        ("shop.csv", &sales),
    ]);
    let told = |more: &str| {
        let what = "ads.csv tiktok.csv shop.csv --currency-of shop.csv=EUR --format table";
        let outcome = story.report(&format!("{what} {more}"));
        let line = outcome
            .out
            .lines()
            .find(|line| line.contains("of spend has outcomes"));
        line.unwrap_or_else(|| panic!("{}", outcome.out)).to_owned()
    };
    // 100 of 250, of 150 and of nothing that sells.
    assert!(told("").ends_with("; 40.0 % of spend has outcomes"));
    assert!(told("--where platform=meta").ends_with("; 66.7 % of spend has outcomes"));
    assert!(told("--where campaign=Winter").ends_with("; 0.0 % of spend has outcomes"));
}

/// 12 purchases that no sale names are told, 9 are not, nor those of a campaign that sold.
#[test]
fn campaigns_that_claim_what_no_sale_names_are_told() {
    let ads = "Campaign name,Day,Amount spent (EUR),Impressions,Purchases\n\
        Tagged,2026-01-05,100,10000,30\n\
        Lights,2026-01-05,60,10000,7\n\
        Lights,2026-01-06,60,10000,5\n\
        Small,2026-01-05,40,10000,9\n";
    let sales = shop("2026-01-06,facebook,paid_social,Tagged,2,200\n");
    let story = Story::new(&[("ads.csv", ads), ("shop.csv", &sales)]);
    let what = "ads.csv shop.csv --currency-of shop.csv=EUR --format table";
    let out = story.report(what).out;
    let expected = "no outcome names campaigns that claim conversions, perhaps as their ads carry no tag: `Lights` (12 claimed)";
    assert!(out.lines().any(|line| line.ends_with(expected)), "{out}");
}
