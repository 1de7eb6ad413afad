//! Deals in a ledger: won ones by the day on which they closed, open ones as memos that are in no sum.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{json, number, printed};

/// Deal 1 was won in November and open until then, deal 2 was won in October; deal 3 is open still, deal 4 was lost in
/// November; deal 5 came from a search.
const DEALS: &str = "deal_id,contact_id,stage,amount,currency,opp_created_at,closed_at,source\n\
    1,u1,Closed Won,1000,EUR,2026-10-05,2026-11-10,Organic Social\n\
    2,u2,Closed Won,2000,EUR,2026-10-06,2026-10-20,Organic Social\n\
    3,u3,Negotiation,4000,EUR,2026-11-08,2027-01-15,Organic Social\n\
    4,u4,Closed Lost,3000,EUR,2026-10-09,2026-11-12,Paid Social\n\
    5,u5,Negotiation,9000,EUR,2026-10-09,2027-01-15,Organic Search\n";

const SPEND: &str = "Campaign name,Day,Impressions,Link clicks,Amount spent (EUR),Reporting starts,Reporting ends\n\
    Sale,2026-10-05,10000,200,100,2026-10-05,2026-10-05\n\
    Sale,2026-11-05,10000,200,100,2026-11-05,2026-11-05\n";

/// Contacts 1 and 3 were touched by social before their deals closed, contact 5 was not.
const TOUCHES: &str = "user_id,ts,channel,conversion,value,currency\n\
    u1,2026-10-01T08:00:00,Organic Social,0,,\n\
    u1,2026-11-10T08:00:00,Direct,1,1000,EUR\n\
    u3,2026-11-02T08:00:00,Paid Social,0,,\n\
    u5,2026-10-02T08:00:00,Email,0,,\n";

fn story() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("deals.csv", DEALS),
        ("meta.csv", SPEND),
        ("touches.csv", TOUCHES),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn ledger(folder: &Path, words: &str) -> Value {
    json(
        folder,
        &format!("ledger deals.csv meta.csv --quiet {words}"),
    )
}

fn quantity(found: &Value, id: &str) -> Option<f64> {
    let lines = found["lines"].as_array().unwrap();
    let line = lines.iter().find(|line| line["id"] == id)?;
    assert_eq!(line["include"], false);
    assert_eq!(line["kind"], "memo");
    line["quantity"].as_f64()
}

#[test]
fn what_is_open_at_the_end_of_a_period_is_a_memo() {
    let folder = story();
    for (words, value, open, deals) in [
        // Deals 1 and 4 were decided in November.
        ("--period 2026-10", 2_000.0, 4_000.0, 2.0),
        ("--period 2026-11", 1_000.0, 4_000.0, 1.0),
        ("--period 2026-10..2026-11", 3_000.0, 4_000.0, 1.0),
    ] {
        let found = ledger(folder.path(), words);
        assert_eq!(number(&found, "/value"), value, "{words}");
        assert_eq!(
            quantity(&found, "L-06:open_pipeline"),
            Some(open),
            "{words}"
        );
        assert_eq!(quantity(&found, "L-06:open_deals"), Some(deals), "{words}");
    }
    let none = ledger(folder.path(), "--period 2026-11 --where platform=meta");
    assert_eq!(quantity(&none, "L-06:open_pipeline"), None);
}

/// Both months are those of the whole ledger, to the cent.
#[test]
fn months_of_deals_sum_to_the_whole() {
    let found = ledger(story().path(), "--period 2026-10..2026-11");
    let months = found
        .pointer("/over_time/rows")
        .unwrap()
        .as_array()
        .unwrap();
    let values: Vec<f64> = months.iter().map(|month| number(month, "/value")).collect();
    assert_eq!(values, [2_000.0, 1_000.0]);
}

#[test]
fn memos_of_deals_stand_in_every_format_and_are_explained() {
    let folder = story();
    let line = "ledger deals.csv meta.csv --period 2026-11 --quiet";
    let note = "memo, no money (L-06): 4,000 EUR of open deals, 1 open deal";
    for format in ["table", "md"] {
        let text = printed(folder.path(), &format!("{line} --format {format}"));
        assert!(text.contains(note), "{text}");
    }
    let tidy = printed(folder.path(), &format!("{line} --format csv"));
    let row = "value_line,L-06:open_pipeline,quantity,4000,EUR of open deals,,,sales,B1,ok,\"memo: not decided, so no revenue\"\n";
    assert!(tidy.contains(row), "{tidy}");
    let page = folder.path().join("page.html");
    printed(folder.path(), &format!("{line} -o page.html"));
    assert!(fs::read_to_string(page).unwrap().contains("of open deals"));
    let text = printed(
        folder.path(),
        "explain L-06:open_pipeline deals.csv meta.csv --period 2026-11 --quiet",
    );
    assert!(
        text.contains("L-06:open_pipeline = 4,000 EUR of open deals"),
        "{text}"
    );
    assert!(text.contains("deals.csv, 1 row"), "{text}");
}

/// Deals 1 and 3: 1,000 arose in October, 4,000 in November.
#[test]
fn pipeline_that_social_touched_is_a_memo_where_credit_is_given_over_touches() {
    let folder = story();
    for (period, expected) in [("2026-10", 1_000.0), ("2026-11", 4_000.0)] {
        let found = ledger(
            folder.path(),
            &format!("touches.csv --model linear --period {period}"),
        );
        assert_eq!(quantity(&found, "L-17:pipeline_influenced"), Some(expected));
    }
}
