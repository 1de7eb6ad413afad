//! `report` and `ledger` charge paid media the same cost, however it is recorded and shared out.

use std::fs;
use std::path::Path;

use crate::{json, number, printed};

/// Meta's spend of 200 in July and orders of 1,000, half of which is contribution.
fn exports(folder: &Path) {
    let spend = "Campaign name,Day,Impressions,Link clicks,Amount spent (EUR),Reporting starts,Reporting ends\n\
                 Sale,2026-07-05,10000,200,200,2026-07-05,2026-07-05\n";
    let orders = "\"Day\",\"Order UTM source\",\"Order UTM medium\",\"Order UTM campaign\",\"Orders\",\"Gross sales\",\"Discounts\",\"Returns\",\"Net sales\",\"Shipping charges\",\"Duties\",\"Additional fees\",\"Taxes\",\"Total sales\"\n\
                  \"2026-07-06\",\"facebook\",\"paid_social\",\"Sale\",10,1000,0,0,1000,0,0,0,0,1000\n";
    fs::write(folder.join("meta.csv"), spend).unwrap();
    fs::write(folder.join("orders.csv"), orders).unwrap();
}

fn cost(function: &str, kind: &str, amount: &str) -> String {
    format!(
        "[[costs]]\nperiod = \"2026-07\"\nfunction = \"{function}\"\ncost_type = \"{kind}\"\n{amount}\n"
    )
}

const MARGIN: &str = "[money]\ncurrency = \"EUR\"\n[margin]\nbase = 0.5\nsource = \"accounts\"\nowner = \"finance\"\ndate = 2026-01-01\n";
const HOURS: &str =
    "[[labour]]\nperiod = \"2026-07\"\nfunction = \"paid\"\nhours = 25\nloaded_rate = 40\n";

#[test]
fn report_and_ledger_charge_paid_media_alike() {
    let shared =
        cost("shared", "tools", "amount = 1000") + &cost("care", "content", "amount = 200");
    for (what, project, charged) in [
        (
            // 200 + 1,000 + a tenth of it
            "a share of labour that stands in the cost list",
            cost("paid", "labour", "amount = 1000")
                + &cost("paid", "overhead", "share_of_labour = 0.1"),
            1_300.0,
        ),
        (
            // 200 + 1,000 + 300: what is booked stands for the share
            "overhead that is booked and a share too",
            HOURS.to_owned()
                + &cost("paid", "overhead", "amount = 300")
                + &cost("paid", "overhead", "share_of_labour = 0.1"),
            1_500.0,
        ),
        (
            // media of 200 and care of 200 have half of it each
            "shared cost by direct cost",
            shared.clone() + "[allocation]\nkey = \"direct_cost\"\n",
            700.0,
        ),
        (
            "shared cost by hours where there are none",
            shared + "[allocation]\nkey = \"hours\"\n",
            700.0,
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        exports(folder.path());
        fs::write(
            folder.path().join("social-roi.toml"),
            format!("{MARGIN}{project}"),
        )
        .unwrap();
        let files = "meta.csv orders.csv --period 2026-07 --quiet --currency-of orders.csv=EUR";
        let ledger = json(folder.path(), &format!("ledger {files}"));
        let rows = ledger["functions"]["rows"].as_array().unwrap();
        let paid = rows.iter().find(|row| row["function"] == "paid").unwrap();
        let direct = number(paid, "/direct_cost") + number(paid, "/shared_cost");
        assert_eq!(direct, charged, "{what}");
        let report = printed(
            folder.path(),
            &format!("report {files} --metrics roi --totals --format json"),
        );
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        let total = report.as_array().unwrap().last().unwrap();
        let roi = number(total, "/roi");
        assert!(
            (roi - (500.0 - charged) / charged).abs() < 1e-9,
            "{what}: {roi}"
        );
    }
}

/// 200 of media for sales and 100 for recruiting, 200 of care: paid has 200 of 500 of direct cost, so that it bears 400 of
/// 1,000 and costs 600. Media that serve recruiting bear none of it.
#[test]
fn media_that_serve_another_function_are_charged_to_it_alike() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path());
    let meta = folder.path().join("meta.csv");
    let more = "Jobs Berlin,2026-07-05,5000,50,100,2026-07-05,2026-07-05\n";
    fs::write(&meta, fs::read_to_string(&meta).unwrap() + more).unwrap();
    let project = cost("shared", "tools", "amount = 1000")
        + &cost("care", "content", "amount = 200")
        + "[allocation]\nkey = \"direct_cost\"\n\
           [[mapping]]\ncampaign = \"Jobs *\"\nfunction = \"recruiting\"\n";
    fs::write(
        folder.path().join("social-roi.toml"),
        format!("{MARGIN}{project}"),
    )
    .unwrap();
    let files = "meta.csv orders.csv --period 2026-07 --quiet --currency-of orders.csv=EUR";
    let ledger = json(folder.path(), &format!("ledger {files}"));
    let rows = ledger["functions"]["rows"].as_array().unwrap();
    let paid = rows.iter().find(|row| row["function"] == "paid").unwrap();
    assert_eq!(
        number(paid, "/direct_cost") + number(paid, "/shared_cost"),
        600.0
    );
    for narrowed in ["", " --where function=paid"] {
        let line = format!(
            "report {files} --by function --metrics full_cost,programme_cost --format json{narrowed}"
        );
        let report: serde_json::Value =
            serde_json::from_str(&printed(folder.path(), &line)).unwrap();
        let rows = report.as_array().unwrap();
        let of = |name: &str| rows.iter().find(|row| row["function"] == name);
        assert_eq!(number(of("paid").unwrap(), "/full_cost"), 600.0, "{line}");
        if narrowed.is_empty() {
            let recruiting = of("recruiting").unwrap();
            assert_eq!(number(recruiting, "/full_cost"), 100.0);
            assert_eq!(number(recruiting, "/programme_cost"), 100.0);
            assert_eq!(number(of("paid").unwrap(), "/programme_cost"), 200.0);
        }
    }
}
