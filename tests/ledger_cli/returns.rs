//! Returns on media by hand: what `explain` lists of the numerator over what it lists of the denominator is the figure.
//!
//! June has 1,800.02 of media of Meta, whose orders are 4,500.67, an invoice of LinkedIn of 700 with orders of 1,500, and
//! 77.12 of TikTok, of which the files hold no outcome; the margin is 0.4.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{folder, json, number, printed};

const ADS: &str = "date,platform,campaign,currency,spend\n2026-06-05,meta,Of meta,EUR,1000.005\n2026-06-06,meta,Of meta,EUR,500.005\n2026-06-25,meta,Of meta,EUR,300.005\n2026-06-05,tiktok,Of tiktok,EUR,77.115\n";
const ORDERS: &str = "date,source,medium,utm_campaign,conversions,revenue,currency\n2026-06-05,facebook,paid_social,Of meta,10,3000.335,EUR\n2026-06-18,facebook,paid_social,Of meta,5,1500.335,EUR\n2026-06-18,linkedin,paid_social,Of linkedin,5,1500,EUR\n";
const COSTS: &str = "[[costs]]\nperiod = \"2026-06\"\nfunction = \"paid\"\ncost_type = \"media\"\nvendor = \"linkedin\"\namount = 700\n[[costs]]\nperiod = \"2026-06\"\nfunction = \"paid\"\ncost_type = \"agency\"\namount = 333.335\n";

fn story() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("ads.csv", ADS);
    write("orders.csv", ORDERS);
    let margin = "[margin]\nbase = 0.4\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";
    let project = format!("sources = [\"*.csv\"]\n[money]\ncurrency = \"EUR\"\n{margin}{COSTS}");
    write("social-roi.toml", &project);
    folder
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")
}

/// The number that a part begins with.
fn size(part: &Value) -> f64 {
    let text = part["value"].as_str().unwrap();
    let first = text
        .split_whitespace()
        .next()
        .unwrap()
        .replace(',', "")
        .replace('−', "-");
    first.parse().unwrap_or_else(|_| panic!("{text}"))
}

/// What both sides come to, each as it is printed, after its parts were added up.
fn sides(explained: &Value) -> (f64, f64) {
    let parts = explained["parts"].as_array().unwrap();
    let at = |name: &str| {
        let mut all = parts.iter();
        all.position(|part| part["name"] == name)
            .unwrap_or_else(|| panic!("no {name} in {explained}"))
    };
    let (first, second) = (at("numerator"), at("denominator"));
    let side = |head: usize, end: usize| {
        let own = &parts[head + 1..end];
        let sum: f64 = own.iter().map(size).sum();
        let told = size(&parts[head]);
        assert!(
            own.is_empty() || (sum - told).abs() < 1e-6,
            "{sum} of {told} in {explained}"
        );
        told
    };
    (side(first, second), side(second, parts.len()))
}

/// A figure that is one of two decimals over another is as exact as these are.
fn agree(found: f64, told: f64, denominator: f64) {
    let slack = (1.0 + found.abs()) * 0.01 / denominator.abs().min(1.0e4);
    assert!((found - told).abs() < slack, "{found} for {told}");
}

/// Every figure of a ledger, explained.
fn all(folder: &Path, line: &str) -> BTreeMap<String, Value> {
    let all = json(folder, &format!("explain ledger {line} --quiet"));
    let own = all.as_array().unwrap().iter();
    own.map(|one| (one["figure"].as_str().unwrap().to_owned(), one.clone()))
        .collect()
}

#[test]
fn parts_of_every_return_divide_to_its_figure() {
    let (story, sample) = (story(), sample());
    for (folder, line) in [
        (story.path(), ""),
        (&folder(), "--period 1405-08"),
        (&sample, ""),
    ] {
        let ledger = json(folder, &format!("ledger {line} --quiet"));
        let all = all(folder, line);
        for name in [
            "media_roas",
            "media_without_outcomes",
            "poas",
            "break_even_roas",
            "break_even_cpa",
            "full_cost_roas",
            "roas_headroom",
        ] {
            let (over, under) = sides(&all[&format!("ledger.{name}")]);
            let less = if name == "roas_headroom" { 1.0 } else { 0.0 };
            let told = number(&ledger, &format!("/beside/{name}/value"));
            agree(over / under - less, told, under);
        }
        // What is a sum prints to its total.
        for name in [
            "ledger.value",
            "ledger.full_cost",
            "cost.labour",
            "cost.media",
        ] {
            let parts = all[name]["parts"].as_array().unwrap();
            if !parts.is_empty() {
                let sum: f64 = parts.iter().map(size).sum();
                let told = size(&all[name]);
                assert!((sum.abs() - told).abs() < 1e-6, "{name}: {sum} for {told}");
            }
        }
    }
}

/// 6,000.67 over 2,577.13 less the 77.12 of TikTok, whose part is the first of the other figure.
#[test]
fn media_without_outcomes_is_taken_off_where_a_return_leaves_it_out() {
    let folder = story();
    let roas = printed(folder.path(), "explain ledger.media_roas --quiet");
    for line in [
        "ledger.media_roas = 2.40   return on media (P-19)\n",
        "  numerator               6,000.67 EUR  attributed revenue\n      sum of the 2 parts below\n",
        "  input.revenue_meta      4,500.67 EUR  revenue meta\n      orders.csv, 2 rows\n",
        "  denominator             2,500.02 EUR  media of platforms with outcomes\n      sum of the 4 parts below\n",
        "  cost.media                700.00 EUR  media of LinkedIn\n      1 record: social-roi.toml, 1 row\n      at social-roi.toml:9:1\n",
        "  cost.media                -77.12 EUR  less media of TikTok without outcomes\n      1 record: ads.csv, 1 row\n",
    ] {
        assert!(roas.contains(line), "no `{line}` in\n{roas}");
    }
    let share = printed(
        folder.path(),
        "explain ledger.media_without_outcomes --quiet",
    );
    for line in [
        "  numerator       77.12 EUR  media of which the files hold no outcome\n      the part below\n",
        "  denominator  2,577.13 EUR  all media\n      sum of the 3 parts below\n",
    ] {
        assert!(share.contains(line), "no `{line}` in\n{share}");
    }
}

const WHOSE: &str = "source = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";

/// A project of these rows of media and of orders.
fn written(media: &str, orders: &str, project: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    write(
        "ads.csv",
        format!("date,platform,campaign,currency,spend\n{media}"),
    );
    write(
        "orders.csv",
        format!("date,source,medium,utm_campaign,conversions,revenue,currency\n{orders}"),
    );
    let money = "sources = [\"*.csv\"]\n[money]\ncurrency = \"EUR\"\n";
    write("social-roi.toml", format!("{money}{project}"));
    folder
}

/// A margin of its own in each month: 3,000 at 0.5 and 1,000 at 0.25 leave 1,750 of 4,000, so that 1 / 0.4375 breaks even.
#[test]
fn of_several_margins_revenue_stands_over_what_it_leaves() {
    let folder = written(
        "2026-06-05,meta,Of meta,EUR,1000\n2026-07-05,tiktok,Of tiktok,EUR,500\n",
        "2026-06-05,facebook,paid_social,Of meta,10,3000,EUR\n2026-07-05,tiktok,paid_social,Of tiktok,5,1000,EUR\n",
        &format!("[margin]\nbase = 0.5\nmonth = {{ \"2026-07\" = 0.25 }}\n{WHOSE}"),
    );
    let line = "--period 2026-06..2026-07 --quiet";
    let ledger = json(folder.path(), &format!("ledger {line}"));
    let even = number(&ledger, "/beside/break_even_roas/value");
    assert!((even - 4000.0 / 1750.0).abs() < 1e-9, "{even}");
    let explained = json(
        folder.path(),
        &format!("explain ledger.break_even_roas {line}"),
    );
    assert_eq!(sides(&explained), (4000.0, 1750.0));
    let poas = json(folder.path(), &format!("explain ledger.poas {line}"));
    assert_eq!(sides(&poas), (1750.0, 1500.0));
}

/// The rows that carry the invoice are none of a file's, and give nothing to spend: four of ads stay.
#[test]
fn rows_that_give_nothing_are_no_part_of_spend() {
    let folder = story();
    let text = printed(folder.path(), "explain spend --quiet");
    assert!(!text.contains("no source file"), "{text}");
    assert!(
        text.contains("    4 of 4 rows count\n    1,877.13      4 rows  ads.csv\n"),
        "{text}"
    );
}

/// Scenarios are worked out in floats: their money is told to a millionth, and one less the other is what is left.
#[test]
fn money_of_scenarios_has_six_decimals_at_most() {
    let found = json(&sample(), "ledger --period 2026-Q3 --quiet");
    let all = found["scenarios"].as_array().unwrap();
    assert_eq!(all.len(), 4);
    for one in all {
        for key in ["value", "cost", "net"] {
            let told = one[key].to_string();
            let decimals = told.split_once('.').map_or(0, |(_, of)| of.len());
            assert!(decimals <= 6, "{key}: {told}");
        }
        let left = number(one, "/value") - number(one, "/cost");
        assert!((left - number(one, "/net")).abs() < 2e-6, "{one}");
    }
}

/// Media of 1,000 of Meta, whose orders the files hold, and 800 of Snapchat, of which they hold none; an agency of 100 and a
/// margin of 0.4: 1,900 / 1,000 / 0.4 = 4.75 is what media ROAS must be, as 0.4 × 4,750 = 1,900.
#[test]
fn media_roas_reaches_what_carries_all_cost_where_roi_reaches_zero() {
    let agency = "[[costs]]\nperiod = \"2026-06\"\nfunction = \"paid\"\ncost_type = \"agency\"\namount = 100\n";
    let spend = [
        ("2026-06-05", "meta", 1000),
        ("2026-06-05", "snapchat", 800),
    ];
    for (revenue, roi) in [(3500, -500.0 / 1900.0), (4750, 0.0), (6000, 500.0 / 1900.0)] {
        let orders = [("2026-06-06", "facebook", revenue)];
        let folder = crate::media::written(&spend, &orders, agency);
        let found = json(folder.path(), "ledger --quiet --period 2026-06");
        let own = |name: &str| number(&found, &format!("/beside/{name}/value"));
        assert!((own("full_cost_roas") - 4.75).abs() < 1e-9, "{found}");
        assert!((own("media_roas") - f64::from(revenue) / 1000.0).abs() < 1e-9);
        let found = number(&found, "/roi/value");
        assert!((found - roi).abs() < 1e-9, "{found}");
        let above = own("media_roas") - own("full_cost_roas");
        let is_even = roi == 0.0 && above.abs() < 1e-9;
        assert!(above * roi > 0.0 || is_even, "{above} for {roi}");
    }
    let none = crate::media::written(&spend[1..], &[("2026-06-06", "google", 10)], agency);
    let found = json(none.path(), "ledger --quiet --period 2026-06");
    let beside = &found["beside"];
    for name in ["media_roas", "full_cost_roas"] {
        assert_eq!(beside[name]["status"], "not_supplied", "{name}");
    }
}

/// Orders until 20 June: of an invoice of TikTok of 300, or of 90 that was typed in its place, 10 of 30 days stand without
/// outcomes, and of Meta's export the rows of these days, 200.
#[test]
fn each_part_of_media_without_outcomes_names_its_platform_and_its_source() {
    let days: Vec<String> = (1..=30).map(|day| format!("2026-06-{day:02}")).collect();
    let spend: Vec<(&str, &str, u32)> = days.iter().map(|day| (&day[..], "meta", 20)).collect();
    let orders = days.iter().take(20);
    let orders = orders.flat_map(|day| [(&day[..], "facebook", 60), (&day[..], "tiktok", 8)]);
    let orders: Vec<(&str, &str, u32)> = orders.collect();
    let invoice = crate::media::invoice("06", "paid", "TikTok", 300);
    let folder = crate::media::written(&spend, &orders, &invoice);
    let story = |typed: &str, figure: &str| {
        let line = format!("ledger.{figure} --quiet --period 2026-06{typed}");
        let (over, under) = sides(&json(folder.path(), &format!("explain {line}")));
        let told = printed(folder.path(), &format!("explain {line}"));
        (over, under, told)
    };
    let exported = "media of Meta without outcomes\n      1 record: ads.csv, 10 rows\n";
    let invoiced = "100.00 EUR  media of TikTok without outcomes\n      days without outcomes, of 300.00 EUR; 1 record: social-roi.toml, 1 row\n      at social-roi.toml:14:1\n";
    let typed = "30.00 EUR  media of no named platform without outcomes\n      days without outcomes, of 90.00 EUR; 1 record: typed as --cost\n";
    for (cost, own, unknown, all) in [
        ("", invoiced, 300.0, 900.0),
        (" --cost media=90", typed, 230.0, 690.0),
    ] {
        let (over, under, told) = story(cost, "media_without_outcomes");
        assert_eq!((over, under), (unknown, all), "{told}");
        for part in [exported, own] {
            assert!(told.contains(part), "no `{part}` in\n{told}");
        }
        for figure in ["media_roas", "poas", "roas_headroom"] {
            let (_, under, told) = story(cost, figure);
            assert_eq!(under, all - unknown, "{told}");
            let name = own.split_once("  ").unwrap().1;
            assert!(told.contains(&format!("less {name}")), "{told}");
        }
    }
}

/// Meta: 1,000 of media, 3,000 credited, κ 0.5; LinkedIn: 500 and 1,000, all of it taken as caused. At a margin of 0.4 media
/// breaks even at 1 / 0.4 = 2.5 if ads caused all of it; as it is, 4,000 are worth 600 + 400, so that it does at 4.
fn half_caused() -> tempfile::TempDir {
    written(
        "2026-06-05,meta,Of meta,EUR,1000\n2026-06-05,linkedin,Of linkedin,EUR,500\n",
        "2026-06-05,facebook,paid_social,Of meta,10,3000,EUR\n2026-06-06,linkedin,paid_social,Of linkedin,10,1000,EUR\n",
        &format!(
            "[margin]\nbase = 0.4\n{WHOSE}[[assumptions]]\nkey = \"kappa_meta\"\nbase = 0.5\n{WHOSE}"
        ),
    )
}

#[test]
fn media_breaks_even_by_what_ads_caused() {
    let folder = half_caused();
    let table = |line: &str| {
        let line = format!("ledger --period 2026-06 --quiet --format markdown {line}");
        printed(folder.path(), &line)
    };
    let found = table("");
    for told in [
        "2.67 | credited revenue / media; media alone breaks even at 2.50 if ads caused all of it, at 4.00 with the ledger's κ |",
        // Two orders of 4,000, at 0.4.
        "800.00 | average order of ads × margin, if ads caused all of it ",
    ] {
        assert!(found.contains(told), "no `{told}` in\n{found}");
    }
    let one = table("--what-if kappa_meta=1");
    for told in [
        "2.67 | credited revenue / media; media alone breaks even at 2.50  ",
        "800.00 | average order of ads × margin  ",
    ] {
        assert!(one.contains(told), "no `{told}` in\n{one}");
    }
    // What is worth nothing breaks even nowhere.
    let nothing = table("--where platform=meta --what-if kappa_meta=0");
    let told = "media alone breaks even at 2.50 if ads caused all of it";
    assert!(nothing.contains(told), "{nothing}");
    assert!(!nothing.contains("the ledger's κ"), "{nothing}");
}

#[test]
fn what_breaks_even_is_explained_with_the_kappa_that_it_supposes() {
    let folder = half_caused();
    let of = |figure: &str| {
        let line = format!("explain ledger.{figure} --period 2026-06 --quiet");
        printed(folder.path(), &line)
    };
    let roas = of("break_even_roas");
    for told in [
        "ledger.break_even_roas = 2.50 ",
        "taken as caused (κ = 1): a κ below 1 makes it higher",
        "with the ledger's κ it is 4.00: 4,000.00 EUR credited to ads / 1,000.00 EUR that their lines are worth",
    ] {
        assert!(roas.contains(told), "no `{told}` in\n{roas}");
    }
    let order = of("break_even_cpa");
    let told = "taken as caused by them (κ = 1): a κ below 1 makes it lower";
    assert!(order.contains(told), "{order}");
}

/// 1,000 at 0.5 and 2,000 at 0.25 are worth 1,000 of 3,000: a third, in no more than six digits.
#[test]
fn margins_of_months_are_told_as_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "ads.csv",
        "date,platform,campaign,currency,spend\n2026-06-05,meta,Of meta,EUR,1000\n2026-07-05,tiktok,Of tiktok,EUR,500\n",
    );
    write(
        "orders.csv",
        "date,source,medium,utm_campaign,conversions,revenue,currency\n2026-06-05,facebook,paid_social,Of meta,10,1000,EUR\n2026-07-05,tiktok,paid_social,Of tiktok,5,2000,EUR\n",
    );
    write(
        "social-roi.toml",
        "sources = [\"*.csv\"]\n[money]\ncurrency = \"EUR\"\n[margin]\nbase = 0.5\nmonth = { \"2026-07\" = 0.25 }\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n",
    );
    let line = "--period 2026-06..2026-07 --quiet";
    let found = json(folder.path(), &format!("ledger {line}"));
    let told = "margin: months have their own, weighted by their revenue to 0.333333 (social-roi.toml:4:1)";
    let notes = found["notes"].as_array().unwrap();
    assert!(notes.iter().any(|note| note == told), "{notes:?}");
    let line = printed(folder.path(), &format!("explain L-02:tiktok {line}"));
    let told = "margin, weighted by the revenue of its months\n";
    assert!(line.contains(told), "{line}");
}
