//! Creators by their discount codes: what a code takes, what ads keep, what is told.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{json, number, printed};

const SPEND: &str = "Campaign name,Day,Impressions,Link clicks,Amount spent (EUR),Reporting starts,Reporting ends\n\
                     Sale,2026-10-05,10000,200,50,2026-10-05,2026-10-05\n";

/// A line of an order of Shopify: name, subtotal, refund, code, source, medium, campaign.
fn order(name: &str, subtotal: &str, refunded: &str, code: &str, visit: [&str; 3]) -> String {
    let [source, medium, campaign] = visit;
    let tags = match source {
        "" => String::new(),
        _ => format!("\"utm_source: {source}\nutm_medium: {medium}\nutm_campaign: {campaign}\""),
    };
    format!(
        "{name},paid,EUR,{subtotal},0,0,{subtotal},\"{code}\",5.00,2026-10-06 10:00:00 +0200,1,Tent,20.00,{tags},,{refunded}\n"
    )
}

/// By code: 200 direct, 300 organic on two lines, 100 of 150 kept; by UTM 400; 500 direct without a code; 100 and 70 of
/// ads, by campaign and by source, both with a creator's code.
fn orders() -> String {
    const DIRECT: [&str; 3] = ["", "", ""];
    [
        "Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Note Attributes,Cancelled at,Refunded Amount\n",
        &order("#1", "100", "0", "ANNA10", ["facebook", "paid_social", "Sale"]),
        &order("#2", "200", "0", "anna10", DIRECT),
        &order("#3", "300", "0", "HELLO, LENA-5", ["facebook", "social", "post"]),
        "#3,,,,,,,,,,2,Stove,30.00,,,\n",
        &order("#4", "400", "0", "", ["kim", "influencer", "spring"]),
        &order("#5", "500", "0", "HELLO", DIRECT),
        &order("#6", "150", "50", "Lena-7", DIRECT),
        &order("#7", "70", "0", "ANNA10", ["facebook", "paid_social", "Other"]),
    ]
    .concat()
}

const CODES: &str = "[creators]\ncodes = [\"ANNA10\", \"LENA-*\", \"BERTA5\"]\n";

fn folder(orders: &str, project: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let project =
        format!("sources = [\"meta.csv\", \"orders.csv\"]\n{project}[money]\ncurrency = \"EUR\"\n");
    for (name, text) in [
        ("meta.csv", SPEND),
        ("orders.csv", orders),
        ("social-roi.toml", &project),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn amount(found: &Value, id: &str) -> Option<f64> {
    let line = found["lines"].as_array().unwrap();
    let line = line.iter().find(|line| line["id"] == id)?;
    Some(number(line, "/amount/value"))
}

fn ledger(folder: &Path, options: &str) -> Value {
    json(folder, &format!("ledger --quiet {options}"))
}

/// Lines L-02 to L-04, and their sum.
fn lines(found: &Value) -> [Option<f64>; 4] {
    let of = |id: &str| amount(found, id);
    let sum = found["value"].as_f64();
    [of("L-02:meta"), of("L-03"), of("L-04"), sum]
}

/// What codes take they take from organic social and from nobody; ads keep 170; 1,670 in all either way.
#[test]
fn a_code_makes_an_order_a_creators_whatever_its_utm_says_but_for_ads() {
    let plain = ledger(folder(&orders(), "").path(), "");
    assert_eq!(lines(&plain), [170.0, 300.0, 400.0, 870.0].map(Some));
    let copy = folder(&orders(), CODES);
    let found = ledger(copy.path(), "");
    let of = [Some(170.0), None, Some(1000.0), Some(1170.0)];
    assert_eq!(lines(&found), of);
    for (found, elsewhere) in [(&plain, "800.00"), (&found, "500.00")] {
        let note =
            format!("{elsewhere} EUR of 1,670.00 EUR revenue is credited to no social activity");
        assert!(
            found["notes"].to_string().contains(&note),
            "{}",
            found["notes"]
        );
    }
    let notes = found["notes"].to_string();
    for note in [
        "170.00 EUR of 2 orders used a code of [creators] and is credited to ads, as its UTM says (social-roi.toml:3:",
        "codes of [creators] that no order of these files used: `BERTA5` (social-roi.toml:3)",
    ] {
        assert!(notes.contains(note), "no {note} in {notes}");
    }
    // Reports and the return on media are what they were.
    let report = |folder: &Path| printed(folder, "report --quiet --format csv --by campaign");
    assert_eq!(report(copy.path()), report(folder(&orders(), "").path()));
    assert_eq!(found["beside"]["media_roas"], plain["beside"]["media_roas"]);
}

#[test]
fn explain_tells_what_each_code_brought() {
    let copy = folder(&orders(), CODES);
    let text = printed(copy.path(), "explain L-04 --quiet");
    for part in [
        "revenue_creators: by code `ANNA10` (social-roi.toml:3:10): 200.00 EUR of 1 order\n",
        "revenue_creators: by code `LENA-*` (social-roi.toml:3:20): 400.00 EUR of 2 orders\n",
        "revenue_creators: by UTM alone: 400.00 EUR of 1 order\n",
        "L-04: code or UTM\n",
    ] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    let plain = printed(folder(&orders(), "").path(), "explain L-04 --quiet");
    assert!(plain.contains("L-04: last UTM of the order"), "{plain}");
    assert!(!plain.contains("by UTM alone"), "{plain}");
}

/// A refund on its own day is a creator's as its order was: 100 in October, 20 back in November.
#[test]
fn a_refund_follows_the_code_of_its_order() {
    let sheet = "date,conv_id,orders,revenue,refunds,refunded_on,coupon,currency\n\
                 2026-10-06,1,1,80,20,2026-11-03,ANNA10,EUR\n\
                 2026-11-07,2,1,30,0,,anna10,EUR\n";
    let copy = folder(sheet, CODES);
    let path = copy.path().join("social-roi.toml");
    let project = fs::read_to_string(&path).unwrap() + "refunds = \"refund\"\n";
    fs::write(path, project).unwrap();
    let of = |period: &str| amount(&ledger(copy.path(), &format!("--period {period}")), "L-04");
    let found = ["2026-10", "2026-11", "2026-10..2026-11"].map(of);
    assert_eq!(found, [100.0, 10.0, 110.0].map(Some));
}

#[test]
fn without_a_code_in_any_order_that_is_told() {
    let sums = "\"Day\",\"Order UTM source\",\"Order UTM medium\",\"Order UTM campaign\",\"Orders\",\"Net sales\"\n\
                \"2026-10-06\",\"kim\",\"influencer\",\"Sale 2\",10,1000\n";
    let found = ledger(folder(sums, CODES).path(), "");
    assert_eq!(amount(&found, "L-04"), Some(1000.0));
    let notes = found["notes"].to_string();
    let note = "codes of [creators] bring nothing, as no order at hand says which code it used (social-roi.toml:3:";
    assert!(notes.contains(note), "{notes}");
    assert!(!notes.contains("BERTA5"), "{notes}");
}

/// A touch log has no codes: its credit is what it is, and that is said.
#[test]
fn with_a_model_codes_decide_nothing() {
    let copy = folder(&orders(), CODES);
    let touches = "user_id,ts,channel,source,medium,campaign,conversion,value,currency\n\
                   u1,2026-10-05 10:00:00,Paid Social,facebook,paid_social,Sale,0,,EUR\n\
                   u1,2026-10-06 10:00:00,Direct,,,,1,90,EUR\n";
    fs::write(copy.path().join("touches.csv"), touches).unwrap();
    let line = "ledger meta.csv orders.csv touches.csv --quiet --model first";
    let found = json(copy.path(), line);
    assert_eq!(lines(&found), [Some(90.0), None, None, Some(90.0)]);
    let notes = found["notes"].to_string();
    let note = "codes of [creators] decide nothing with a model, as the journeys of a touch log have none (social-roi.toml:3:";
    assert!(notes.contains(note), "{notes}");
    assert!(!notes.contains("bring nothing"), "{notes}");
}

#[test]
fn coupons_of_woocommerce_are_codes() {
    let orders = "Date,Order #,Status,Customer,Customer type,Product(s),Items sold,Coupon(s),N. Revenue,Attribution\n\
                  2026-10-06 10:22:33,5012,completed,Pat Sample,new,1× Rye loaf,1,\"autumn, lena-3\",18.5,Source: facebook\n\
                  2026-10-06 11:22:33,5013,completed,Pat Sample,new,1× Rye loaf,1,,10,\n";
    let copy = folder(orders, CODES);
    let found = ledger(copy.path(), "--currency-of orders.csv=EUR");
    assert_eq!(amount(&found, "L-04"), Some(18.5));
}
