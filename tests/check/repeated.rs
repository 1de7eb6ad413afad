//! Orders that stand in two files.

use super::{Story, january};

/// Three orders of 10 in a canonical table and in a file of Shopify's own layout: 30 stand in both.
#[test]
fn orders_in_files_of_two_formats_count_twice() {
    let canonical = "date,conv_id,revenue,currency\n2026-01-01,1,10,EUR\n2026-01-15,2,10,EUR\n2026-01-31,3,10,EUR\n";
    let mapped = canonical.replace(
        "date,conv_id,revenue,currency",
        "Bestellt,Nummer,Netto,Geld",
    );
    let files = [
        ("exports/meta.csv", &january("Spring")[..]),
        ("exports/own.csv", &mapped),
        ("exports/shop.csv", canonical),
    ];
    let map = "exports --map date=Bestellt,conv_id=Nummer,revenue=Netto,currency=Geld";
    let story = Story::new(&files);
    assert_eq!(
        story.finding("orders-twice", map),
        [
            "error",
            "exports/shop.csv",
            "3 orders with 30.00 of revenue stand in exports/own.csv too, in another format, and count twice"
        ]
    );
    assert!(story.findings("reading", map).is_empty());
    assert!(
        Story::new(&files[..2])
            .findings("orders-twice", map)
            .is_empty()
    );
}
