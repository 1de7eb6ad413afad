//! Costs that were typed are those of the period asked for: what the other one cost is not known.
//!
//! September and October 2026 with 900 and 2,000 of Meta's spend and orders of 2,250 and 6,000, at a margin of 0.4.

use std::fs;

use crate::{json, number, printed, refused};

fn written() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "ads.csv",
        "date,platform,campaign,currency,spend,impressions,clicks,conversions\n\
         2026-09-05,meta,A,EUR,900,1000,100,3\n2026-10-05,meta,A,EUR,2000,1000,100,3\n",
    );
    write(
        "orders.csv",
        "date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n\
         2026-09-05,o1,facebook,paid_social,A,EUR,1,2250\n2026-10-05,o2,facebook,paid_social,A,EUR,1,6000\n",
    );
    write(
        "social-roi.toml",
        "sources = [\"ads.csv\", \"orders.csv\"]\n[money]\ncurrency = \"EUR\"\n[margin]\nbase = 0.4\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n",
    );
    folder
}

const COMPARED: &str = "ledger --period 2026-10 --compare previous --quiet";

/// October: (2,400 − 3,000) / 3,000. September's labour is not known; its return on media is.
#[test]
fn a_typed_cost_is_not_that_of_the_other_period() {
    let folder = written();
    let found = json(folder.path(), &format!("{COMPARED} --cost labour=1000"));
    assert_eq!(number(&found, "/roi/value"), -0.2);
    let change = &found["change"];
    assert_eq!(change["roi"]["value"], serde_json::Value::Null);
    assert_eq!(change["roi"]["status"], "not_supplied");
    assert_eq!(change["net"], serde_json::Value::Null);
    assert_eq!(change["roi_change"]["status"], "not_supplied");
    assert_eq!(number(change, "/roas/before"), 2.5);
    assert_eq!(number(change, "/roas/after"), 3.0);
    let told = "--cost gives labour of this period: what 1–30 Sep 2026 cost is not known, so that its ROI is not either";
    let notes = found["notes"].as_array().unwrap();
    assert!(notes.iter().any(|note| note == told), "{notes:?}");
    let text = printed(
        folder.path(),
        &format!("{COMPARED} --cost labour=1000 --format markdown"),
    );
    assert!(text.contains("it cannot be said: --cost gives labour"));
    let (code, told) = refused(
        folder.path(),
        "chart bridge --metrics roi --period 2026-10 --compare previous --cost labour=1000 --quiet -o out.svg",
    );
    assert!(code != 0 && told.contains("--cost gives labour"), "{told}");
    // Without a typed cost both periods are media alone: (900 − 900) / 900.
    let known = json(folder.path(), COMPARED);
    assert_eq!(number(&known, "/change/roi/value"), 0.0);
}

/// Typed media is in October's return and in no change of it.
#[test]
fn typed_media_leaves_the_other_period_without_a_return_on_media() {
    let found = json(written().path(), &format!("{COMPARED} --cost media=1000"));
    assert_eq!(number(&found, "/beside/media_roas/value"), 2.0);
    assert_eq!(found["change"]["roas"]["status"], "not_supplied");
    assert_eq!(number(&found, "/change/revenue/change"), 3_750.0);
}

/// October alone of a quarter, all three months of the one before: unlike stretches, and the first note says so.
#[test]
fn a_quarter_that_is_not_over_is_not_like_a_whole_one() {
    let folder = written();
    let ads = folder.path().join("ads.csv");
    let more = "2026-07-05,meta,A,EUR,900,1000,100,3\n2026-08-05,meta,A,EUR,900,1000,100,3\n";
    let text = fs::read_to_string(&ads).unwrap() + more;
    fs::write(&ads, text).unwrap();
    let line = "ledger --period 2026-Q4 --compare previous --quiet";
    let unlike = &json(folder.path(), line)["change"]["unlike"];
    assert_eq!(unlike["now"], serde_json::json!([31, 92]));
    assert_eq!(unlike["before"], serde_json::json!([92, 92]));
    let text = printed(folder.path(), &format!("{line} --format markdown"));
    let told = "media and value are on record for 31 of 92 days, before for 92 of 92 days";
    assert!(text.contains(told), "{text}");
    let alike = &json(folder.path(), COMPARED)["change"]["unlike"];
    assert!(alike.is_null(), "{alike}");
}
