//! Sentences that once said more than the files do.

use std::fmt::Write;
use std::path::Path;

use chrono::NaiveDate;
use tempfile::TempDir;

use super::story;
use super::{done, section, text};

const HEAD: &str = "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks,Purchases,Purchases conversion value\n";
const SHOP: &str = "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n";
const TIKTOK: &str = "Campaign name,Ad Group Name,Ad Name,Date,Cost,CPC (Destination),CPM,Impression,Clicks (Destination),CTR (Destination),Conversions,CPA,Currency\n";

fn folder(files: &[(&str, String)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn page(folder: &Path, more: &[&str]) -> String {
    let args = [
        "report",
        ".",
        "--quiet",
        "--format",
        "html",
        "--currency",
        "EUR",
    ];
    done(folder, &[&args[..], more].concat())
}

/// 10 EUR a day.
fn constant(from: &str, to: &str) -> TempDir {
    let (from, to): (NaiveDate, NaiveDate) = (from.parse().unwrap(), to.parse().unwrap());
    let mut rows = HEAD.to_owned();
    for day in from.iter_days().take_while(|day| *day <= to) {
        let _ = writeln!(rows, "Spring,{day},10.00,1000,20,1,30.00");
    }
    folder(&[("meta.csv", rows)])
}

#[test]
fn a_part_of_a_month_is_not_compared_with_a_whole_one() {
    for (from, to, missing) in [
        (
            "2026-09-20",
            "2026-10-31",
            "Ad spend of Meta, 1–19 Sep 2026",
        ),
        (
            "2026-09-01",
            "2026-10-10",
            "Ad spend of Meta, 11–31 Oct 2026",
        ),
    ] {
        let folder = constant(from, to);
        let page = page(folder.path(), &["--period", "2026-10"]);
        let said = text(&page);
        assert!(!said.contains("vs September 2026"), "{from}: {said}");
        assert!(!said.contains("compared with"), "{from}");
        let expected =
            format!("Against September 2026 no change is shown where days are missing: {missing}.");
        assert!(said.contains(&expected), "{from}: {said}");
    }
    let folder = constant("2026-09-01", "2026-10-31");
    let page = page(folder.path(), &["--period", "2026-10"]);
    let said = text(&page);
    assert!(said.contains("vs September 2026") && said.contains("compared with September 2026"));
    assert!(!said.contains("days are missing"));
}

#[test]
fn rows_that_cover_a_month_cover_it_whole() {
    let head = "Campaign name,Reporting starts,Reporting ends,Amount spent (EUR),Impressions,Link clicks,Purchases,Purchases conversion value\n";
    let rows = "Spring,2026-09-01,2026-09-30,300,30000,600,40,900\nSpring,2026-10-01,2026-10-31,620,30000,600,40,900\n";
    let folder = folder(&[("meta.csv", head.to_owned() + rows)]);
    let said = text(&page(folder.path(), &["--period", "2026-10"]));
    assert!(
        said.contains("+106.7%") && said.contains("vs September 2026"),
        "{said}"
    );
}

#[test]
fn money_on_few_orders_has_no_percentage() {
    let rows = |orders: [u32; 2]| {
        let meta = format!(
            "{HEAD}Spring,2026-09-01,100,1000,20,,\nSpring,2026-09-30,100,1000,20,,\n\
             Spring,2026-10-01,100,1000,20,,\nSpring,2026-10-31,100,1000,20,,\n"
        );
        let shop = format!(
            "{SHOP}2026-09-01,facebook,paid_social,Spring,{},200\n2026-09-30,facebook,paid_social,Spring,{},200\n\
             2026-10-01,facebook,paid_social,Spring,{},640\n2026-10-31,facebook,paid_social,Spring,{},640\n",
            orders[0], orders[0], orders[1], orders[1],
        );
        folder(&[("meta.csv", meta), ("shop.csv", shop)])
    };
    let few = rows([1, 3]);
    let said = text(&page(few.path(), &["--period", "2026-10"]));
    assert!(
        said.contains("2.00 × → 6.40 ×") || said.contains("2.00\u{a0}× → 6.40\u{a0}×"),
        "{said}"
    );
    assert!(!said.contains("+220"), "{said}");
    assert!(!said.contains("up from"), "{said}");
    let many = rows([15, 40]);
    let said = text(&page(many.path(), &["--period", "2026-10"]));
    assert!(said.contains("+220"), "{said}");
    assert!(said.contains("up from"), "{said}");
}

#[test]
fn ads_without_an_export_are_named_apart_from_what_costs_nothing() {
    let sales = format!("{SHOP}2026-09-06,google,cpc,brand,4,400\n2026-09-07,,,,2,100\n");
    let folder = story::with(&[("more.csv", &sales)]);
    let page = page(folder.path(), &["--period", "2026-Q3"]);
    let said = text(&page);
    // 240 by email and 100 direct of 2,750 in all.
    assert!(
        said.contains("12.4% of the revenue came by channels that no media are bought for."),
        "{said}"
    );
    assert!(said.contains("Paid Search: no spend on record"), "{said}");
}

#[test]
fn the_table_by_channel_shows_what_roas_is_over() {
    let page = story::page(&["--currency", "EUR", "--period", "2026-Q3"]);
    let channels = section(&page, "channels");
    assert!(channels.contains("Credited revenue"), "{channels}");
    assert!(
        channels.contains("ROAS and ROI set credited revenue against"),
        "{channels}"
    );
}

/// X states impressions and no views, Instagram views and no impressions.
#[test]
fn posts_that_state_no_views_are_counted_apart() {
    let instagram = "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type,Data comment,Date,Views,Reach,Likes,Shares,Comments,Saves,Follows\n\
        18000000000000001,17841400000000001,example,Example,Bread,0,09/04/2026 08:00,https://www.instagram.com/p/a/,IG image,,Lifetime,700,600,20,3,4,1,0\n\
        18000000000000002,17841400000000001,example,Example,Rye,0,09/24/2026 08:00,https://www.instagram.com/p/b/,IG image,,Lifetime,300,200,10,1,1,0,0\n\
        18000000000000003,17841400000000001,example,Example,Spelt,0,09/25/2026 08:00,https://www.instagram.com/p/c/,IG image,,Lifetime,500,400,10,0,0,0,0\n";
    let folder = story::with(&[("instagram.csv", instagram)]);
    let said = text(&page(folder.path(), &["--period", "2026-09"]));
    let sentence = "3 posts drew 1,500 views and 50 engagements. 2 further posts state no views; they are not in these figures.";
    assert!(said.contains(sentence), "{said}");
    assert!(said.contains("Stated by Instagram alone."), "{said}");
    for file in ["meta.csv", "shop.csv"] {
        std::fs::remove_file(folder.path().join(file)).unwrap();
    }
    let said = text(&page(folder.path(), &["--period", "2026-09"]));
    assert!(said.contains("3 posts drew 1,500 views"), "{said}");
}

#[test]
fn campaigns_of_one_name_bear_their_platform() {
    let tiktok =
        format!("{TIKTOK}Spring,Group A,Video 1,2026-09-16,100.00,1,11,9000,100,1,2,50,EUR\n");
    let sales = format!("{SHOP}2026-09-20,tiktok,paid_social,Spring,2,60\n");
    let folder = story::with(&[("tiktok.csv", &tiktok), ("more.csv", &sales)]);
    let said = text(&page(folder.path(), &["--period", "2026-09"]));
    assert!(
        said.contains("Spring on Meta returned most (300%)"),
        "{said}"
    );
}

#[test]
fn campaigns_that_return_the_same_are_not_ranked_in_words() {
    let meta = format!(
        "{HEAD}Spring,2026-09-01,100,1000,20,1,200\nAutumn,2026-09-02,100,1000,20,1,200\nWinter,2026-09-02,100,1000,20,1,200\n"
    );
    let sales = |winter: u32| {
        format!(
            "{SHOP}2026-09-20,facebook,paid_social,Spring,2,200\n2026-09-20,facebook,paid_social,Autumn,2,200\n\
             2026-09-20,facebook,paid_social,Winter,2,{winter}\n"
        )
    };
    let even = folder(&[("meta.csv", meta.clone()), ("shop.csv", sales(200))]);
    let said = text(&page(even.path(), &["--period", "2026-09"]));
    assert!(!said.contains("returned most"), "{said}");
    let lower = folder(&[("meta.csv", meta), ("shop.csv", sales(50))]);
    let said = text(&page(lower.path(), &["--period", "2026-09"]));
    assert!(
        said.contains("2 campaigns returned most (100% each), Winter least (-50.0%)."),
        "{said}"
    );
}

#[test]
fn channels_without_dates_are_named_under_the_chart_that_lacks_them() {
    let sales = format!(
        "{SHOP}2026-06-06,newsletter,email,news,4,400\n2026-09-07,,,,2,100\n,instagram,social,bio,20,9000\n"
    );
    let folder = folder(&[("shop.csv", sales)]);
    let page = page(folder.path(), &[]);
    let development = section(&page, "development");
    assert!(
        development.contains("not drawn: rows without a date (Organic Social)"),
        "{development}"
    );
}

#[test]
fn unmatched_names_are_counted_once() {
    let sales = format!(
        "{SHOP}2026-09-20,facebook,paid_social,January sales,2,60\n2026-09-20,facebook,paid_social,{{{{campaign.name}}}},2,50\n\
         2026-09-20,facebook,paid_social,Something,2,900\n"
    );
    let folder = story::with(&[("more.csv", &sales)]);
    let page = page(folder.path(), &["--period", "2026-09"]);
    let said = text(&page);
    assert!(
        said.contains("4 campaign names in the sales match none"),
        "{said}"
    );
    assert!(said.contains("4 UTM campaigns match no spend"), "{said}");
}

/// 200 spent on Meta, which sold for 300, and 80 on TikTok, whose campaigns no sale names: 300 - 200 = 100, a half of 200.
#[test]
fn the_lead_names_the_cost_that_its_return_is_over() {
    let meta = format!("{HEAD}Spring,2026-01-05,200,1000,50,4,400\n");
    let tiktok = format!("{TIKTOK}Quiet,G,V,2026-01-05,80,1,1,9000,90,1,1,80,EUR\n");
    let shop = format!("{SHOP}2026-01-06,facebook,paid_social,Spring,2,300\n");
    let folder = folder(&[
        ("meta.csv", meta),
        ("tiktok.csv", tiktok),
        ("shop.csv", shop),
    ]);
    let page = text(&page(folder.path(), &[]));
    for said in [
        "300.00 EUR of credited revenue less 200.00 EUR of cost leaves 100.00 EUR: an ROI of 50.0%.",
        "80.00 EUR more went to media of which the sales name no campaign or no day: what it brought is not known.",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

/// Nobody is asked to stop what is to be seen and not to sell: by the objective of the export, or by the project's goal.
#[test]
fn what_is_to_be_seen_is_not_to_be_stopped() {
    let meta =
        format!("{HEAD}Spring,2026-01-05,200,1000,50,4,400\nSeen,2026-01-05,300,1000,50,,\n");
    let shop = format!("{SHOP}2026-01-06,facebook,paid_social,Spring,2,300\n");
    let folder = folder(&[("meta.csv", meta), ("shop.csv", shop)]);
    let asked = "Stop Seen, or mend its tags?";
    let plain = text(&page(folder.path(), &[]));
    assert!(plain.contains(asked), "{plain}");
    let rule = "[[mapping]]\ncampaign = \"Seen\"\ngoal = \"awareness\"\n";
    std::fs::write(folder.path().join("social-roi.toml"), rule).unwrap();
    let ruled = text(&page(folder.path(), &[]));
    assert!(!ruled.contains(asked), "{ruled}");
}
