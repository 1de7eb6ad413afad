//! The file of rejected rows.

use super::meta;
use crate::{Trial, lines};

const ORDERS: &str = "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,\
                      Lineitem name,Billing Name,Billing Street,Billing Phone,Note Attributes,Cancelled at,Refunded Amount,Id,Source\n";

#[test]
fn rejects_are_written_with_their_reasons_and_without_personal_data() {
    let row = |id: &str, subtotal: &str| {
        format!(
            "{id},pat@example.com,paid,2026-09-03 10:00:00 +0200,EUR,{subtotal},5.00,2.00,17.00,2026-09-03 10:00:00 +0200,1,\
             Rye loaf,Pat Sample,1 Example Street,+10000000000,utm_source: facebook,,0.00,77,web\n"
        )
    };
    let shifted = row("#3", "10.00").replace("Pat Sample", "Pat, Sample");
    let folder = Trial::new(&[
        "inspect",
        "a.csv",
        "--rejects",
        "rejected.csv",
        "--format",
        "json",
        "-o",
        "out.json",
    ])
    .file(
        "a.csv",
        format!(
            "{ORDERS}{}{}{shifted}",
            row("#1", "10.00"),
            row("#2", "ten")
        ),
    )
    .run();
    let written = std::fs::read_to_string(folder.path().join("rejected.csv")).unwrap();
    let masked = ["***"; 21].join(",");
    let expected = lines(&[
        "file,line,column,expected,found,row",
        "a.csv,3,Subtotal,a number,ten,\"#2,***,paid,2026-09-03 10:00:00 +0200,EUR,ten,5.00,2.00,17.00,2026-09-03 10:00:00 +0200,1,Rye loaf,***,***,***,***,,0.00,77,web\"",
        &format!("a.csv,4,,20 fields,21 fields,\"{masked}\""),
    ]);
    assert_eq!(written, expected);
    let shown = std::fs::read_to_string(folder.path().join("out.json")).unwrap();
    for personal in ["pat@example.com", "Pat", "Example Street", "+1000"] {
        assert!(!shown.contains(personal), "{personal} in {shown}");
    }
}

#[test]
fn rejects_that_cannot_be_written_are_an_error() {
    Trial::new(&["inspect", "a.csv", "--rejects", "none/rejected.csv"])
        .file("a.csv", meta("A,oops,10\n"))
        .stderr("error: none/rejected.csv: no such file or directory\n")
        .code(1)
        .run();
}
