//! Orders of a shop that are not paid yet.

use std::fs;

use crate::{json, number};

/// Of Shopify: 100 paid, 60 and 40 pending, 30 voided, which is no sale.
const ORDERS: &str = "Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Note Attributes,Refunded Amount\n\
    #1,paid,EUR,100,0,0,100,2026-10-05 10:00:00 +0000,\"utm_source: facebook\nutm_medium: paid_social\",0\n\
    #2,pending,EUR,60,0,0,60,2026-10-06 10:00:00 +0000,\"utm_source: facebook\nutm_medium: paid_social\",0\n\
    #3,pending,EUR,40,0,0,40,2026-10-07 10:00:00 +0000,\"utm_source: google\nutm_medium: organic\",0\n\
    #4,voided,EUR,30,0,0,30,2026-10-08 10:00:00 +0000,\"utm_source: facebook\nutm_medium: paid_social\",0\n";

/// Shopify's sales hold pending orders: 160 of ads, 60 of it in a pending order. One of 40 is of a search, in no line.
#[test]
fn orders_that_are_not_paid_yet_count_and_are_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("orders.csv"), ORDERS).unwrap();
    fs::write(
        folder.path().join("ads.csv"),
        "date,platform,campaign,currency,spend,impressions,clicks\n2026-10-05,meta,A,EUR,50,100,3\n",
    )
    .unwrap();
    let found = json(
        folder.path(),
        "ledger ads.csv orders.csv --period 2026-10 --margin 1 --quiet",
    );
    assert_eq!(number(&found, "/value"), 160.0);
    let told = "1 order is not paid in full yet (pending): 60.00 EUR of revenue that counts all the same, as in the shop's own sales";
    let notes = found["notes"].as_array().unwrap();
    assert!(notes.iter().any(|note| note == told), "{notes:?}");
}
