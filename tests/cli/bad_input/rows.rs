//! Single rows that are wrong or odd.

use super::{failed, inspect, meta, meta_shown};
use crate::Trial;

/// What `inspect` shows of two rows of which one is rejected for that.
fn one_of_two_rejected(reject: &str) -> String {
    let rows = [
        "  rows      2 read = 1 used + 1 rejected".to_owned(),
        format!("            {reject}"),
    ];
    let warning = format!("  warning   1 of 2 rows rejected; first: {reject}");
    let rows = rows.each_ref().map(String::as_str);
    meta_shown("a.csv", "UTF-8", &rows, &[&warning]) + "1 table: 1 ok\n"
}

#[test]
fn negative_spend_is_kept_and_counted() {
    let rows = "A,-1.50,10\nB,2.75,20\nC,(3.25),30\n";
    inspect("a.csv", meta(rows))
        .stdout(
            meta_shown(
                "a.csv",
                "UTF-8",
                &["  rows      3 read = 3 used + 0 rejected"],
                &["  warning   2 rows have negative spend (credits); they are counted"],
            ) + "1 table: 1 ok\n",
        )
        .run();
}

#[test]
fn text_in_the_spend_column_is_a_rejected_row() {
    let reject = "line 2, column `Amount spent (EUR)`: expected a number, found `oops`";
    inspect("a.csv", meta("A,oops,10\nB,2.50,20\n"))
        .stdout(one_of_two_rejected(reject))
        .run();
    inspect("a.csv", meta("A,oops,10\nB,free,20\n"))
        .stdout(failed(
            "a.csv",
            &format!("no row could be read; first: {reject}"),
            Some("`--rejects FILE` writes all of them with their reasons"),
        ))
        .code(1)
        .run();
}

#[test]
fn more_fields_than_the_header_are_a_rejected_row() {
    let reject = "line 3: expected 3 fields, found `5 fields`";
    inspect("a.csv", meta("A,1.50,10\nB,2.75,20,extra,30\n"))
        .stdout(one_of_two_rejected(reject))
        .run();
}

#[test]
fn a_million_bad_rows_are_counted_and_ten_are_shown() {
    let json = inspect(
        "a.csv",
        meta(&("A,1.50,10\n".to_owned() + &"B,oops,20\n".repeat(1_000_000))),
    )
    .json(0);
    let counts = ["rows_read", "rows_used", "rows_rejected"].map(|key| json[0][key].as_u64());
    assert_eq!(counts, [Some(1_000_001), Some(1), Some(1_000_000)]);
    assert_eq!(json[0]["rejects"].as_array().map(Vec::len), Some(10));
    let warning = "a.csv: 1000000 of 1000001 rows rejected; first: line 3, column `Amount spent (EUR)`: expected a number, found `oops`";
    assert_eq!(json[0]["warnings"][0].as_str(), Some(warning));
}

#[test]
fn strict_makes_a_rejected_row_a_failure() {
    let rows = meta("A,oops,10\nB,2.50,20\n");
    let told = Trial::new(&["inspect", "a.csv", "--strict"])
        .file("a.csv", &rows)
        .code(1)
        .stderr("error: 1 of 2 rejected rows are warnings made errors by --strict\nhint: `--rejects FILE` writes them with their reasons\n")
        .output();
    assert!(told.contains("2 read = 1 used + 1 rejected"), "{told}");
    Trial::new(&["inspect", "a.csv"])
        .file("a.csv", &rows)
        .json(0);
}
