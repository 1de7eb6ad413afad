//! Margins of products: of each order by what its lines come to.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{json, number, printed};

const HEADER: &str = "Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem discount,Note Attributes,Cancelled at,Refunded Amount\n";

/// The first line of an order, with its figures, and the first of its products.
fn order(name: &str, day: &str, subtotal: &str, item: &str) -> String {
    let visit = "\"utm_source: facebook\nutm_medium: paid_social\nutm_campaign: Sale\"";
    format!(
        "{name},paid,EUR,{subtotal},0,0,{subtotal},0,{day} 10:00:00 +0200,{item},{visit},,0.00\n"
    )
}

/// A further line of an order: a product alone.
fn more(name: &str, item: &str) -> String {
    format!("{name},,,,,,,,,{item},,,\n")
}

/// July: 1,000 of two tents at 300 and four stoves at 100 (the stock number says so); August: 400 of a tent in green at
/// 300 and of a book at 100, which the project does not list. A voided order has lines too.
fn orders() -> String {
    let voided = order("#0", "2026-07-05", "900.00", "9,Tent,100.00,T-1,0.00")
        .replace("paid,EUR", "voided,EUR");
    [
        HEADER.to_owned(),
        order("#1", "2026-07-06", "1000.00", "2,Tent,300.00,T-1,0.00"),
        more("#1", "4,Camping stove,100.00,S-1,0.00"),
        voided,
        more("#0", "1,Stove,50.00,S-1,0.00"),
        order("#2", "2026-08-06", "400.00", "1,Tent - green,320.00,,20.00"),
        more("#2", "1,Book,100.00,,0.00"),
    ]
    .concat()
}

const MARGIN: &str = "[margin]\nbase = 0.5\nsource = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";
const PRODUCTS: &str = "product = { \"tent\" = 0.2, \"S-1\" = 0.6 }\n";

fn folder(orders: &str, project: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let spend = "Campaign name,Day,Impressions,Link clicks,Amount spent (EUR),Reporting starts,Reporting ends\n\
                 Sale,2026-07-05,10000,200,200,2026-07-05,2026-07-05\n\
                 Sale,2026-08-05,10000,200,200,2026-08-05,2026-08-05\n";
    let project = format!("[money]\ncurrency = \"EUR\"\n{project}");
    for (name, text) in [
        ("meta.csv", spend),
        ("orders.csv", orders),
        ("social-roi.toml", &project),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn of(folder: &Path, period: &str) -> Value {
    let line = format!("ledger meta.csv orders.csv --quiet --period {period}");
    json(folder, &line)
}

/// July: 600 × 0.2 + 400 × 0.6 = 360; August: 300 × 0.2 + 100 × 0.5 = 110; both 470, of revenue that counts once: 1,400.
#[test]
fn the_margin_of_an_order_is_that_of_its_lines() {
    let copy = folder(&orders(), &format!("{MARGIN}{PRODUCTS}"));
    let value = |period: &str| number(&of(copy.path(), period), "/value");
    assert!((value("2026-07") - 360.0).abs() < 1e-6);
    assert!((value("2026-08") - 110.0).abs() < 1e-6);
    let both = of(copy.path(), "2026-07..2026-08");
    assert!((number(&both, "/value") - 470.0).abs() < 1e-6);
    assert!((number(&both, "/over_time/rows/0/value") - 360.0).abs() < 1e-6);
    assert_eq!(number(&both, "/beside/media_roas/value"), 3.5);
    assert!((number(&both, "/beside/poas/value") - 470.0 / 400.0).abs() < 1e-9);
    let notes = both["notes"].to_string();
    let note = "margins of products: 1,300.00 EUR of 1,400.00 EUR credited is of products with a margin of their own, 100.00 EUR of other products and 0.00 EUR of orders that name none";
    assert!(notes.contains(note), "{notes}");
    let text = printed(
        copy.path(),
        "explain L-02:meta meta.csv orders.csv --quiet --period 2026-07",
    );
    assert!(
        text.contains("s, o, 2026-01-01") && text.contains("0.36"),
        "{text}"
    );
}

/// A product has its margin in every month, other products that of the month: August is 300 × 0.2 + 100 × 0.9 = 150.
#[test]
fn margins_of_months_hold_for_products_without_their_own() {
    let months = "month = { \"2026-08\" = 0.9 }\n";
    let copy = folder(&orders(), &format!("{MARGIN}{PRODUCTS}{months}"));
    assert!((number(&of(copy.path(), "2026-08"), "/value") - 150.0).abs() < 1e-6);
    let both = of(copy.path(), "2026-07..2026-08");
    assert!((number(&both, "/value") - 510.0).abs() < 1e-6);
}

/// What was refunded takes its part of every product: half of July's order leaves 180.
#[test]
fn a_refund_is_of_all_products_of_its_order() {
    let half = orders().replacen(",,0.00\n", ",,500.00\n", 1);
    let copy = folder(&half, &format!("{MARGIN}{PRODUCTS}"));
    assert!((number(&of(copy.path(), "2026-07"), "/value") - 180.0).abs() < 1e-6);
}

/// Sums by UTM name no product: the margin of all counts, 1,000 × 0.5, and a note says why.
#[test]
fn without_products_the_margin_of_all_counts_and_that_is_told() {
    let sums = "\"Day\",\"Order UTM source\",\"Order UTM medium\",\"Order UTM campaign\",\"Orders\",\"Net sales\"\n\
                \"2026-07-06\",\"facebook\",\"paid_social\",\"Sale\",10,1000\n";
    let copy = folder(sums, &format!("{MARGIN}{PRODUCTS}"));
    let found = of(copy.path(), "2026-07");
    assert_eq!(number(&found, "/value"), 500.0);
    let notes = found["notes"].to_string();
    let note = "margins of products count for no line, as no order at hand says what was bought: 0.5 counts for all";
    assert!(notes.contains(note), "{notes}");
}

/// Tents 600 and 300 at 0.2, stoves 400 at 0.6, a book of 100 at the margin of all.
#[test]
fn explain_tells_what_a_weighted_margin_is_made_of() {
    let folder = folder(&orders(), &format!("{MARGIN}{PRODUCTS}"));
    let line = "explain input.margin . --quiet --period 2026-07..2026-08";
    let text = printed(folder.path(), line);
    for part in [
        "1–31 Jul 2026: 1,000.00 of revenue is worth 360.00",
        "1–31 Aug 2026: 400.00 of revenue is worth 110.00",
        "of tent: 900.00 of revenue at 0.2",
        "of S-1: 400.00 of revenue at 0.6",
        "of all else: 100.00 of revenue at 0.5",
    ] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
}
