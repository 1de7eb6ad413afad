//! Platforms that no outcome names: their money stays in sums, and on neither side of a ratio.

use super::Story;

/// 100 and 50 of Meta, which claims 4 for one campaign and says nothing of the other; 250 of TikTok, which claims 9.
const META: &str = "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks,Purchases\n\
    Spring,2026-01-05,100,10000,200,4\n";

/// Its export without a column of purchases.
const OTHER: &str = "Campaign name,Day,Amount spent (EUR),Impressions,Link clicks\n\
    Autumn,2026-01-05,50,5000,100\n";

const TIKTOK: &str = "Campaign name,Ad Group Name,Ad Name,Date,Cost,Impression,Clicks (Destination),Conversions,Currency\n\
    New,G,V,2026-01-10,250,9000,90,9,EUR\n";

/// Two orders for Spring, three for Autumn, one for a letter.
const SHOP: &str = "Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n\
    2026-01-06,facebook,paid_social,Spring,2,200\n\
    2026-01-07,facebook,paid_social,Autumn,3,100\n\
    2026-01-08,newsletter,email,january,1,60\n";

fn story() -> Story {
    Story::new(&[
        ("meta.csv", META),
        ("other.csv", OTHER),
        ("tiktok.csv", TIKTOK),
        ("shop.csv", SHOP),
    ])
}

const FILES: &str = "meta.csv other.csv tiktok.csv shop.csv --currency-of shop.csv=EUR";

fn rows(out: &str) -> Vec<serde_json::Value> {
    serde_json::from_str(out).unwrap()
}

/// Labour of 80 is shared out by spend: 20, 10 and 50. All cost is 400 + 80; the return is that of Meta, 300 on 150.
#[test]
fn full_cost_is_all_of_it_and_ratios_are_of_what_is_known() {
    let out = story().report(&format!(
        "{FILES} --cost labour=80 --metrics spend,full_cost,roas,roi --totals --format json"
    ));
    let rows = rows(&out.out);
    let total = rows.last().unwrap();
    assert_eq!(
        (&total["spend"], &total["full_cost"]),
        (&400.into(), &480.into())
    );
    assert_eq!(total["roas"], 2);
    // 300 / (150 + 30) - 1
    assert!((total["roi"].as_f64().unwrap() - 2.0 / 3.0).abs() < 1e-9);
    let tiktok = rows.iter().find(|row| row["platform"] == "tiktok").unwrap();
    assert_eq!(tiktok["full_cost"], 300);
    assert_eq!(tiktok["roi"], serde_json::Value::Null);
}

/// Meta claims 4 and TikTok 9 of the 6 orders, one of which came by letter: 4 / 6 + 9 / 6 = 13 / 6.
#[test]
fn claims_stand_over_all_orders_of_their_days() {
    let what = format!("{FILES} --metrics overclaim_ratio --totals");
    let out = story().report(&format!("{what} --format csv"));
    let lines: Vec<&str> = out
        .out
        .lines()
        .map(|line| line.split(",EUR").next().unwrap_or_default())
        .collect();
    let expected = ["tiktok,1.5", "meta,0.6666666667", "total,2.1666666667"];
    assert_eq!(lines[1..], expected);
    // What a condition leaves of the ads stands over the same orders.
    let of_meta = story().report(&format!("{what} --where platform=meta --format json"));
    let total = rows(&of_meta.out).pop().unwrap();
    assert!((total["overclaim_ratio"].as_f64().unwrap() - 4.0 / 6.0).abs() < 1e-9);
}

/// A claim a day in three months, two orders a day in February: 28 / 56. January and March have no orders to hold their
/// claims against.
#[test]
fn claims_of_days_without_orders_on_record_do_not_count() {
    let mut meta =
        String::from("Campaign name,Day,Amount spent (EUR),Impressions,Link clicks,Purchases\n");
    let mut shop =
        String::from("Day,Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\n");
    for (month, days) in [(1, 31), (2, 28), (3, 31)] {
        for day in 1..=days {
            meta += &format!("Spring,2026-{month:02}-{day:02},10,1000,20,1\n");
            if month == 2 {
                shop += &format!("2026-02-{day:02},facebook,paid_social,Spring,1,50\n");
                shop += &format!("2026-02-{day:02},newsletter,email,january,1,9\n");
            }
        }
    }
    let story = Story::new(&[("meta.csv", &meta), ("shop.csv", &shop)]);
    let what = "meta.csv shop.csv --currency-of shop.csv=EUR --metrics overclaim_ratio --totals";
    let out = story.report(&format!("{what} --by month --format json"));
    let found: Vec<_> = rows(&out.out)
        .iter()
        .map(|row| row["overclaim_ratio"].as_f64())
        .collect();
    assert_eq!(found, [None, Some(0.5), None, Some(0.5)]);
    let told = story
        .report(&format!("{what} --by month --format markdown"))
        .out;
    let note = "over 1–28 Feb 2026, the days of which both claims and orders are known";
    assert!(told.contains(note), "{told}");
    // Of days that are asked for too.
    let asked = story.report(&format!(
        "{what} --period 2026-02-01..2026-03-31 --format json"
    ));
    let total = rows(&asked.out).pop().unwrap();
    assert_eq!(total["overclaim_ratio"], 0.5);
}

/// 350 of 400 of spend is of rows that say what they claim.
#[test]
fn a_sum_of_claims_says_how_much_of_the_spend_it_covers() {
    let out = story().report(&format!(
        "{FILES} --metrics claimed_conversions --format markdown"
    ));
    let note = "claimed_conversions covers 87.5 % of spend (350.00 of 400.00)";
    assert!(out.out.contains(note), "{}", out.out);
}

#[test]
fn what_joins_a_campaign_is_of_paid_media() {
    let out = story().report(&format!(
        "{FILES} --by function --metrics spend,orders,revenue --format json"
    ));
    let rows = rows(&out.out);
    let paid = rows.iter().find(|row| row["function"] == "paid").unwrap();
    assert_eq!(
        (&paid["orders"], &paid["revenue"]),
        (&5.into(), &300.into())
    );
    // The letter is no social activity.
    let none = "(no function)";
    let others = rows.iter().find(|row| row["function"] == none).unwrap();
    assert_eq!(
        (&others["orders"], &others["revenue"]),
        (&1.into(), &60.into())
    );
}

/// The same folder in both commands: 300 × 0.5 over 150 of media, over 5 orders; TikTok's 250 stay in the cost.
#[test]
fn report_and_ledger_say_the_same_under_one_name() {
    let story = story();
    let shared = ["poas", "roas_headroom", "break_even_cpa"];
    let names = shared.join(",");
    let out = story.report(&format!(
        "{FILES} --margin 0.5 --metrics {names} --totals --format json"
    ));
    let rows = rows(&out.out);
    let report = rows.last().unwrap();
    let out = story.run(&format!(
        "ledger --quiet {FILES} --margin 0.5 --format json"
    ));
    let ledger: serde_json::Value = serde_json::from_str(&out.out).unwrap();
    let of_ledger = |name: &str| {
        let found = [&ledger["headline"][name], &ledger["beside"][name]];
        found
            .into_iter()
            .find_map(|one| one["value"].as_f64())
            .unwrap()
    };
    for (name, expected) in [
        ("poas", 1.0),
        ("roas_headroom", 0.0),
        ("break_even_cpa", 30.0),
    ] {
        let own = report[name].as_f64().unwrap();
        assert!((own - expected).abs() < 1e-9, "report {name} {own}");
        assert!((of_ledger(name) - expected).abs() < 1e-9, "ledger {name}");
    }
    assert!((of_ledger("media_roas") - 2.0).abs() < 1e-9);
    assert!((of_ledger("media_without_outcomes") - 0.625).abs() < 1e-9);
    let banner = ledger["headline"]["banner"].as_str().unwrap();
    assert_eq!(
        banner,
        "ROI may be too low or too high: 62.5 % of media has no outcomes in the files (too low); \
         labour is not on record (too high)"
    );
}

/// One month of media beside an agency of two: the other month is asked for or left out.
#[test]
fn costs_of_sheets_follow_the_days_of_the_spend() {
    let spend = "Campaign name,Reporting starts,Reporting ends,Amount spent (EUR),Impressions,Link clicks\n\
        Spring,2026-01-01,2026-01-31,100,10000,200\n";
    let project = "[money]\ncurrency = \"EUR\"\n\
        [[costs]]\nperiod = \"2026-01\"\nfunction = \"paid\"\ncost_type = \"agency\"\namount = 30\n\
        [[costs]]\nperiod = \"2026-02\"\nfunction = \"paid\"\ncost_type = \"agency\"\namount = 30\n";
    let story = Story::new(&[("meta.csv", spend), ("social-roi.toml", project)]);
    let out =
        story.report("meta.csv --by cost_type --metrics programme_cost --totals --format json");
    assert_eq!(rows(&out.out).last().unwrap()["programme_cost"], 130);
    let all = story.report("meta.csv --period 2026-01-01..2026-02-28 --by cost_type --metrics programme_cost --totals --format json");
    assert_eq!(rows(&all.out).last().unwrap()["programme_cost"], 160);
}

/// Without a period the rows are of the days of the files, as the total is; a period that is asked for has all of its months.
#[test]
fn rows_and_total_have_the_costs_of_the_same_days() {
    let spend = "Campaign name,Reporting starts,Reporting ends,Amount spent (EUR),Impressions,Link clicks\n\
        Spring,2026-01-01,2026-01-31,100,10000,200\n";
    let project = "[money]\ncurrency = \"EUR\"\n\
        [[costs]]\nperiod = \"2026-01\"\nfunction = \"paid\"\ncost_type = \"agency\"\namount = 30\n\
        [[costs]]\nperiod = \"2026-02\"\nfunction = \"paid\"\ncost_type = \"agency\"\namount = 50\n";
    let story = Story::new(&[("meta.csv", spend), ("social-roi.toml", project)]);
    let metrics = "--metrics programme_cost,cost_completeness --totals";
    story
        .report(&format!("meta.csv --by month {metrics}"))
        .prints(&[
            "month,programme_cost,cost_completeness,currency,cost_types,margin_given",
            "2026-01,130,0.25,EUR,2,false",
            "total,130,0.25,EUR,2,false",
        ]);
    story
        .report(&format!(
            "meta.csv --period 2026-01-01..2026-02-28 --by month {metrics}"
        ))
        .prints(&[
            "month,programme_cost,cost_completeness,currency,cost_types,margin_given",
            "2026-01,130,0.25,EUR,2,false",
            "2026-02,50,0.125,EUR,2,false",
            "total,180,0.25,EUR,2,false",
        ]);
    let out = story.report(&format!("meta.csv --by month {metrics} --format markdown"));
    let note = "costs of sheets are those of 1–31 Jan 2026, the days of the files";
    assert!(out.out.contains(note), "{}", out.out);
    // With days that are asked for, rows sum to the total: 130 + 50.
    let asked = story.report(
        "meta.csv --period 2026-01-01..2026-02-28 --by month --metrics programme_cost --totals",
    );
    asked.prints(&[
        "month,programme_cost,currency,cost_types,margin_given",
        "2026-01,130,EUR,2,false",
        "2026-02,50,EUR,2,false",
        "total,180,EUR,2,false",
    ]);
}

/// An invoice of Reddit, which no export holds, is a cost; one of Meta is the media of the export again.
#[test]
fn an_invoice_for_media_that_no_export_holds_counts() {
    let project = "[money]\ncurrency = \"EUR\"\n\
        [[costs]]\nperiod = \"2026-01\"\nfunction = \"paid\"\ncost_type = \"media\"\nplatform = \"meta\"\namount = 100\n\
        [[costs]]\nperiod = \"2026-01\"\nfunction = \"paid\"\ncost_type = \"media\"\nplatform = \"reddit\"\namount = 70\n";
    let story = Story::new(&[("meta.csv", META), ("social-roi.toml", project)]);
    let out = story.report("meta.csv --by cost_type --metrics programme_cost --format json");
    assert_eq!(rows(&out.out)[0]["programme_cost"], 170);
}
