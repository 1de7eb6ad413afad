//! Days and ranges of days.

use social_roi::ingest::date::DateOrder;
use social_roi::ingest::{IngestOptions, Status};
use social_roi::schema::col;

use crate::reading::{bytes_under, cell, of_bytes, one};

/// Rule 18.
#[test]
fn a_row_for_a_range_keeps_its_range() {
    for (header, row, from, to) in [
        (
            "Reporting starts,Reporting ends",
            "2026-01-01,2026-01-31",
            "2026-01-01",
            "2026-01-31",
        ),
        (
            "Reporting starts,Reporting ends,Day",
            "2026-01-01,2026-01-31,2026-01-07",
            "2026-01-07",
            "2026-01-07",
        ),
        (
            "Reporting starts,Reporting ends,Month",
            "2026-01-01,2026-03-31,2026-02-01 - 2026-02-28",
            "2026-02-01",
            "2026-02-28",
        ),
    ] {
        let report = one(format!(
            "{header},Campaign name,Amount spent (EUR)\n{row},A,1.50\n"
        ));
        assert_eq!(
            (
                cell(&report, 0, col::PERIOD_START).as_str(),
                cell(&report, 0, col::PERIOD_END).as_str()
            ),
            (from, to),
            "{header}"
        );
    }
    let undated = one("Campaign name,Amount spent (EUR),Impressions\nA,1.50,10\n");
    assert_eq!(
        (undated.dates, cell(&undated, 0, col::PERIOD_START).as_str()),
        (None, "")
    );
}

/// Rule 19: every form of a day that says by itself which day it is.
#[test]
fn dates_are_read_in_every_form_seen() {
    for (written, day) in [
        ("2026-01-01", "2026-01-01"),
        ("2025-01-01T01:00:00", "2025-01-01"),
        ("2025/10/31 18:19:10", "2025-10-31"),
        ("2025/11/01", "2025-11-01"),
        ("Mon Feb 17 2025", "2025-02-17"),
        ("\"Tue, Feb 18, 2025\"", "2025-02-18"),
        ("\"Feb 19, 2023\"", "2023-02-19"),
        ("20231010", "2023-10-10"),
        ("2026-04-05 21:06:21 +0400", "2026-04-05"),
        ("2018-07-01T13:15:41Z", "2018-07-01"),
        ("1. Sept. 2026", "2026-09-01"),
        ("25.09.2026", "2026-09-25"),
        ("03/18/2025 09:48", "2025-03-18"),
        ("12/30/2025 9:40 am", "2025-12-30"),
        ("23-9-2026", "2026-09-23"),
        ("1/17/18", "2018-01-17"),
    ] {
        let report = one(format!(
            "date,platform,campaign,spend\n{written},x,A,1.50\n"
        ));
        assert_eq!(
            (report.used, cell(&report, 0, col::DATE).as_str()),
            (1, day),
            "{written}: {}",
            report.message
        );
    }
}

/// Rule 19: a column decides the order of all its dates, the user before it.
#[test]
fn one_clear_date_decides_for_its_column() {
    let report =
        |first: &str| format!("date,platform,campaign,spend\n{first},x,A,1\n03/04/2026,x,B,2\n");
    for (clear, day) in [("25/04/2026", "2026-04-03"), ("04/25/2026", "2026-03-04")] {
        assert_eq!(cell(&one(report(clear)), 1, col::DATE), day, "{clear}");
    }
    let unclear = one(report("05/04/2026"));
    assert_eq!(unclear.status, Status::Error);
    let dmy = IngestOptions {
        date_order: Some(DateOrder::Dmy),
        ..IngestOptions::default()
    };
    assert_eq!(
        cell(
            &bytes_under("export.csv", report("05/04/2026"), &dmy)[0],
            0,
            col::DATE
        ),
        "2026-04-05"
    );
    assert_eq!(
        of_bytes("export.csv", report("05/05/2026").replace("03/04", "04/04"))[0]
            .dates
            .map(|(from, _)| from.to_string())
            .as_deref(),
        Some("2026-04-04")
    );
}
