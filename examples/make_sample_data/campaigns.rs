//! Every campaign of the fifteen months: budgets, flights, and how its market answers.

use chrono::NaiveDate;

use crate::calendar::{day, first_day, last_day};
use crate::company::{AdSet, Campaign, Platform};

fn campaign(
    platform: Platform,
    name: &'static str,
    kind: &'static str,
    ad_sets: &'static [AdSet],
    [cpm, ctr, cvr, claim]: [i64; 4],
    flights: &[(NaiveDate, NaiveDate)],
) -> Campaign {
    let pieces = if platform == Platform::LinkedIn { 4 } else { 1 };
    let flights = flights.to_vec();
    Campaign {
        platform,
        name,
        kind,
        flights,
        ad_sets,
        cpm,
        ctr,
        cvr,
        claim,
        pieces,
    }
}

/// Every campaign of the fifteen months.
pub fn campaigns() -> Vec<Campaign> {
    [
        meta_always_on(),
        meta_seasonal(),
        google(),
        linkedin(),
        tiktok(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

const PURCHASES: &str = "Website purchases";

fn meta_always_on() -> Vec<Campaign> {
    let always = [(first_day(), last_day())];
    let meta = |name, sets, figures, flights| {
        campaign(Platform::Meta, name, PURCHASES, sets, figures, flights)
    };
    vec![
        meta(
            "PRO_Heron_FrameBag_Conv",
            &[
                AdSet("Broad EU", "", 4600),
                AdSet("Lookalike 1% buyers", "", 3400),
            ],
            [850, 13_000, 17_000, 134],
            &always,
        ),
        meta(
            "PRO_Stork_Panniers_Conv",
            &[
                AdSet("Commuters AT", "", 2200),
                AdSet("Commuters FR", "", 2100),
                AdSet("Commuters UK", "", 2400),
            ],
            [880, 12_500, 16_000, 138],
            &always,
        ),
        meta(
            "PRO_Catalogue_Retargeting",
            &[
                AdSet("Viewed product 30d", "", 2000),
                AdSet("Cart abandoners 14d", "", 1000),
            ],
            [1200, 16_000, 30_000, 150],
            &always,
        ),
        meta(
            "US_Panniers_Prospecting",
            &[AdSet("US West", "", 3400), AdSet("US Northeast", "", 2500)],
            [1080, 12_000, 17_000, 150],
            &[(day(2026, 1, 12), last_day())],
        ),
    ]
}

/// One list: shorter functions would hide that the flights follow one another.
fn meta_seasonal() -> Vec<Campaign> {
    let meta = |name, kind, sets, figures, flights: &[_]| {
        campaign(Platform::Meta, name, kind, sets, figures, flights)
    };
    vec![
        meta(
            "AUT25_RainSeason_Conv",
            PURCHASES,
            &[
                AdSet("Commuters AT", "", 4000),
                AdSet("Interest cycling FR", "", 2600),
            ],
            [820, 13_500, 17_500, 140],
            &[(day(2025, 9, 1), day(2025, 11, 16))],
        ),
        meta(
            "BF25_BlackWeek, all products",
            PURCHASES,
            &[
                AdSet("Broad EU", "", 11_000),
                AdSet("Past buyers", "", 4500),
            ],
            [1350, 15_000, 26_000, 150],
            &[(day(2025, 11, 17), day(2025, 12, 1))],
        ),
        meta(
            "XMAS25_GiftSets_Conv",
            PURCHASES,
            &[AdSet("Gift buyers", "", 5500)],
            [1250, 14_000, 22_000, 145],
            &[(day(2025, 11, 24), day(2025, 12, 20))],
        ),
        meta(
            "WIN26_Ember_Lights_Conv",
            PURCHASES,
            &[AdSet("Night riders", "", 3200)],
            [800, 12_500, 16_500, 140],
            &[(day(2025, 10, 20), day(2026, 2, 15))],
        ),
        meta(
            "BRAND_RideAllYear_Awareness",
            "Reach",
            &[AdSet("Reach AT+FR", "", 3600), AdSet("Reach US", "", 2800)],
            [310, 2_400, 0, 0],
            &[
                (day(2025, 9, 8), day(2025, 10, 19)),
                (day(2026, 4, 6), day(2026, 6, 14)),
            ],
        ),
        meta(
            "SPR26_CommuterSet_Conv",
            PURCHASES,
            &[
                AdSet("Commuters EU", "", 5200),
                AdSet("Lookalike 3% buyers", "", 3300),
            ],
            [790, 17_000, 27_000, 128],
            &[(day(2026, 3, 2), day(2026, 5, 31))],
        ),
        meta(
            "SUM26_FernTarp_Launch",
            PURCHASES,
            &[AdSet("Campers", "", 5000), AdSet("Bikepackers", "", 3600)],
            [980, 8_500, 3_200, 150],
            &[(day(2026, 6, 1), day(2026, 7, 31))],
        ),
        meta(
            "AUT26_RainSeason_Conv",
            PURCHASES,
            &[
                AdSet("Commuters AT", "", 4700),
                AdSet("Interest cycling FR", "", 3000),
            ],
            [840, 13_500, 18_000, 140],
            &[(day(2026, 8, 24), last_day())],
        ),
    ]
}

fn google() -> Vec<Campaign> {
    let always = [(first_day(), last_day())];
    let google = |name, kind, sets, figures, flights: &[_]| {
        campaign(Platform::Google, name, kind, sets, figures, flights)
    };
    vec![
        google(
            "Search_Brand_EU",
            "Search",
            &[AdSet("", "", 1500)],
            [4800, 115_000, 27_000, 130],
            &always,
        ),
        google(
            "Search_FrameBags_EN",
            "Search",
            &[AdSet("", "", 2800)],
            [4500, 62_000, 19_000, 132],
            &always,
        ),
        google(
            "PMax_AllProducts_EU",
            "Performance Max",
            &[AdSet("", "", 5200)],
            [1000, 12_500, 22_000, 142],
            &always,
        ),
        google(
            "PMax_US",
            "Performance Max",
            &[AdSet("", "", 3200)],
            [1150, 12_000, 21_000, 140],
            &[(day(2026, 1, 5), last_day())],
        ),
        google(
            "Video_RideAllYear",
            "Video",
            &[AdSet("", "", 1600)],
            [620, 3_200, 6_500, 150],
            &[(day(2026, 4, 1), last_day())],
        ),
        google(
            "Search_Alternatives, test",
            "Search",
            &[AdSet("", "", 1300)],
            [5200, 38_000, 7_500, 140],
            &[(first_day(), day(2025, 11, 30))],
        ),
    ]
}

fn linkedin() -> Vec<Campaign> {
    let linkedin = |name, kind, sets, figures, flights: &[_]| {
        campaign(Platform::LinkedIn, name, kind, sets, figures, flights)
    };
    vec![
        linkedin(
            "LI_BikeToWork_Employers",
            "Website conversions",
            &[
                AdSet("HR leads AT+DE", "", 3200),
                AdSet("Mobility managers EU", "", 2400),
            ],
            [3100, 7_000, 17_000, 135],
            &[
                (day(2025, 9, 1), day(2025, 12, 19)),
                (day(2026, 2, 2), last_day()),
            ],
        ),
        linkedin(
            "LI_Dealers_Wholesale",
            "Website conversions",
            &[AdSet("Bike shop owners", "", 2600)],
            [2900, 6_500, 20_000, 130],
            &[
                (first_day(), day(2025, 12, 19)),
                (day(2026, 1, 12), day(2026, 8, 31)),
            ],
        ),
        linkedin(
            "LI_TradeFair_2026",
            "Website visits",
            &[AdSet("Fair visitors, 50 km", "", 104_000)],
            [3600, 5_500, 4_000, 140],
            &[(day(2026, 4, 22), day(2026, 4, 26))],
        ),
    ]
}

fn tiktok() -> Vec<Campaign> {
    let tiktok = |name, sets, figures, from| {
        campaign(
            Platform::TikTok,
            name,
            "",
            sets,
            figures,
            &[(from, last_day())],
        )
    };
    vec![
        tiktok(
            "TT_RainTest_Spark",
            &[
                AdSet("Commuters 25-44", "bucket over the jacket", 2100),
                AdSet("Commuters 25-44", "90 minutes, dry socks", 1500),
            ],
            [410, 7_200, 9_000, 155],
            day(2026, 2, 2),
        ),
        tiktok(
            "TT_CommuterTips_Conv",
            &[AdSet("Broad EU", "pack it in 30 seconds", 1700)],
            [380, 6_800, 8_000, 160],
            day(2026, 5, 4),
        ),
    ]
}
