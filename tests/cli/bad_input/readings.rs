//! Dates and numbers that can be read in two ways.

use super::{failed, inspect, meta, meta_shown};
use crate::{Trial, lines};

const OWN: &str = "date,platform,campaign,spend\n";

/// What `inspect` says of the program's own table of spend.
fn own_shown(text: &str, rows: u64, days: &str) -> String {
    lines(&[
        "a.csv",
        "  format    canonical_ad_spend: social-roi's own table `ad_spend` (seen in real files)",
        "  table     ad_spend, level campaign",
        &format!("  text      UTF-8, delimiter comma, header line 1, {text}"),
        &format!("  rows      {rows} read = {rows} used + 0 rejected"),
        &format!("  dates     {days}"),
        "  columns   date, platform, campaign, spend",
        "",
        "1 table: 1 ok",
    ])
}

#[test]
fn an_unclear_date_order_shows_both_readings_and_the_option_decides() {
    let content = format!("{OWN}03/04/2026,meta,A,1.50\n05/04/2026,meta,B,2\n");
    let message = "line 2, column `date`: expected one date order, found `03/04/2026`, which is 2026-04-03 (day first) or 2026-03-04 (month first)";
    let hint = "say which with `--date-order dmy` or `--date-order mdy`";
    inspect("a.csv", &content)
        .stdout(failed("a.csv", message, Some(hint)))
        .code(1)
        .run();
    for (order, days) in [
        ("dmy", "2026-04-03 to 2026-04-05"),
        ("mdy", "2026-03-04 to 2026-05-04"),
    ] {
        Trial::new(&["inspect", "a.csv", "--date-order", order])
            .file("a.csv", &content)
            .stdout(own_shown(&format!("decimal point, dates {order}"), 2, days))
            .run();
    }
}

#[test]
fn dates_in_both_orders_are_told_with_the_place_where_they_turn() {
    let message = "line 3, column `date`: expected one date order, found `13/04/2026` (only day first) and `05/14/2026` (only month first)";
    inspect(
        "a.csv",
        format!("{OWN}13/04/2026,meta,A,1.50\n05/14/2026,meta,B,2\n"),
    )
    .stdout(failed(
        "a.csv",
        message,
        Some("say which with `--date-order dmy` or `--date-order mdy`"),
    ))
    .code(1)
    .run();
}

#[test]
fn a_wrong_date_order_rejects_what_the_calendar_does_not_have() {
    let json = Trial::new(&["inspect", "a.csv", "--date-order", "dmy"])
        .file(
            "a.csv",
            format!("{OWN}04/25/2026,meta,A,1.50\n05/04/2026,meta,B,2\n"),
        )
        .json(0);
    let reject = &json[0]["rejects"][0];
    let said = ["line", "column", "expected", "found"].map(|key| reject[key].to_string());
    assert_eq!(
        said,
        [
            "2",
            "\"date\"",
            "\"a day that exists in the file's date order\"",
            "\"04/25/2026\""
        ]
    );
    assert_eq!(
        (json[0]["rows_used"].as_u64(), json[0]["date_min"].as_str()),
        (Some(1), Some("2026-04-05"))
    );
}

#[test]
fn an_unclear_decimal_mark_shows_both_readings_and_the_option_decides() {
    let content = format!("{OWN}2026-01-01,meta,A,1.234\n2026-01-02,meta,B,5.678\n");
    let message = "line 2, column `spend`: expected a clear decimal mark, found only numbers like `1.234`, \
                   which is 1.234 with a decimal point or 1234 with a decimal comma";
    inspect("a.csv", &content)
        .stdout(failed(
            "a.csv",
            message,
            Some("say which with `--decimal dot` or `--decimal comma`"),
        ))
        .code(1)
        .run();
    for (mark, word) in [
        ("dot", "point"),
        ("comma", "comma"),
        (".", "point"),
        (",", "comma"),
    ] {
        Trial::new(&["inspect", "a.csv", "--decimal", mark])
            .file("a.csv", &content)
            .stdout(own_shown(
                &format!("decimal {word}"),
                2,
                "2026-01-01 to 2026-01-02",
            ))
            .run();
    }
}

#[test]
fn a_number_in_the_wrong_locale_is_a_rejected_row() {
    let rows = "A,1.50,10\nB,\"2,75\",20\nC,3.25,30\n";
    let reject = "line 3, column `Amount spent (EUR)`: expected a number with the file's decimal mark, found `2,75`";
    Trial::new(&["inspect", "a.csv", "--decimal", "dot"])
        .file("a.csv", meta(rows))
        .stdout(
            meta_shown(
                "a.csv",
                "UTF-8",
                &[
                    "  rows      3 read = 2 used + 1 rejected",
                    &format!("            {reject}"),
                ],
                &[&format!(
                    "  warning   1 of 3 rows rejected; first: {reject}"
                )],
            ) + "1 table: 1 ok\n",
        )
        .run();
    let message =
        "line 3, column `Amount spent (EUR)`: expected one decimal mark, found `1.50` and `2,75`";
    inspect("a.csv", meta(rows))
        .stdout(failed(
            "a.csv",
            message,
            Some("say which with `--decimal dot` or `--decimal comma`"),
        ))
        .code(1)
        .run();
}
