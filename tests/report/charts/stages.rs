//! Funnels: stages and their rates.

use super::shop;
use crate::{META, Story};

/// 361 of 18,000 and 5 of 361.
#[test]
fn stages_follow_one_another_with_their_rates() {
    let story = shop();
    story.chart("funnel --format csv").plots(&[
        "stage,count,of_stage_before",
        "impressions,18000,",
        "clicks,361,0.0200555556",
        "orders_joined,5,0.0138504155",
    ]);
    let chart = story.chart("funnel");
    chart.headed("Orders joined: 1.39% of clicks");
    chart.mentions("Last stage: orders on record that join a campaign");
    chart.mentions(
        "bar of impressions cut: to scale it would be 50 times as long as that of clicks",
    );
    story.chart("funnel --by campaign --format csv").plots(&[
        "campaign,stage,count,of_stage_before",
        "Spring,impressions,15000,",
        "Spring,clicks,300,0.02",
        "Spring,orders_joined,4,0.0133333333",
        "Autumn,impressions,3000,",
        "Autumn,clicks,61,0.0203333333",
        "Autumn,orders_joined,1,0.0163934426",
    ]);
    let chart = story.chart("funnel --by campaign");
    chart.headed("Orders joined of clicks: Autumn 1.64%, Spring 1.33%");
}

/// Without a shop the platform's claims: 6 over 361 clicks, as Meta leaves blank what is nought.
#[test]
fn without_orders_a_funnel_ends_with_what_the_platforms_claim() {
    let story = Story::new(&[("meta.csv", META)]);
    story.chart("funnel --format csv").plots(&[
        "stage,count,of_stage_before",
        "impressions,18000,",
        "clicks,361,0.0200555556",
        "claimed_conversions,6,0.0166204986",
    ]);
    story
        .chart("funnel")
        .mentions("Last stage: conversions as the platforms claim them");
}

#[test]
fn no_rate_leads_between_stages_of_different_platforms() {
    let story = Story::new(&[
        (
            "a.csv",
            "date,platform,campaign,spend,impressions,clicks,landing_page_views\n2026-01-05,meta,A,9,1000,100,80\n",
        ),
        (
            "b.csv",
            "date,platform,campaign,spend,impressions,clicks\n2026-01-05,tiktok,B,9,1000,50\n",
        ),
    ]);
    story.chart("funnel --format csv").plots(&[
        "stage,count,of_stage_before",
        "impressions,2000,",
        "clicks,150,0.075",
        "landing_page_views,80,",
    ]);
    story.chart("funnel").mentions(
        "no rate from clicks (Meta, TikTok) to landing page views (Meta): they cover different platforms",
    );
    story.chart("funnel --by platform --format csv").plots(&[
        "platform,stage,count,of_stage_before",
        "meta,impressions,1000,",
        "meta,clicks,100,0.1",
        "meta,landing_page_views,80,0.8",
        "tiktok,impressions,1000,",
        "tiktok,clicks,50,0.05",
    ]);
}

/// 2,000 and 4,000 impressions for 80 clicks each: 25 and 50 times.
#[test]
fn panels_of_stages_say_how_much_each_is_cut_and_that_their_scales_differ() {
    let heads = "date,platform,campaign,spend,impressions,clicks,conversions\n";
    let file = format!("{heads}2026-01-05,meta,A,9,2000,80,4\n2026-01-05,tiktok,B,9,4000,80,4\n");
    let story = Story::new(&[("ads.csv", &file)]);
    let words = "funnel --by platform --metrics impressions,clicks,claimed_conversions";
    for size in ["320", "1200x700"] {
        let chart = story.chart(&format!("{words} --size {size}"));
        chart.mentions("each panel has a scale of its own");
        let shown = chart.out.replace("</text>", "");
        for rate in [">4.00%", ">2.00%", ">5.00%"] {
            assert!(shown.contains(rate), "{rate} at {size}");
        }
    }
    story.chart(words).mentions(
        "bars of impressions cut: to scale they would be 25 to 50 times as long as those of clicks",
    );
    let none = format!("{heads}2026-01-05,linkedin,A,9,2000,0,0\n");
    let chart = Story::new(&[("ads.csv", &none)]).chart("funnel");
    assert!(!chart.out.contains("cut"), "{}", chart.out);
}

/// Seventeen columns for 361 clicks: 5 orders are two of their 136 eighths.
#[test]
fn stages_are_drawn_on_a_terminal() {
    let (out, _) = shop().typed("funnel", 60);
    let drawn: Vec<&str> = out.lines().take(7).collect();
    assert_eq!(
        drawn,
        [
            "Orders joined: 1.39 % of clicks",
            "Last stage: orders on record that join a campaign",
            "",
            "                                         of the stage before",
            "impressions   │████████████//███ 18,000",
            "clicks        │█████████████████ 361                  2.01 %",
            "orders joined │▎ 5                                    1.39 %",
        ]
    );
    assert!(out.contains(
        "note: bar of impressions cut: to scale it would be 50 times\n      as long as that of clicks\n"
    ));
}
