//! Files without rows.

use super::{inspect, meta};
use crate::lines;

#[test]
fn an_empty_file_has_no_rows() {
    for content in ["", "\n\n  \n"] {
        let json = inspect("a.csv", content).json(0);
        assert_eq!(
            (json[0]["status"].as_str(), json[0]["message"].as_str()),
            (Some("no_rows"), Some("the file is empty"))
        );
    }
}

#[test]
fn a_header_alone_has_no_rows() {
    inspect("a.csv", meta(""))
        .stdout(lines(&[
            "a.csv",
            "  format    meta_ads: Meta Ads Manager and Ads Reporting (seen in real files)",
            "  table     ad_spend, level campaign",
            "  text      UTF-8, delimiter comma, header line 1",
            "  status    no rows: a header without rows",
            "  rows      0 read = 0 used + 0 rejected",
            "  columns   campaign ← Campaign name, impressions ← Impressions, spend ← Amount spent (EUR)",
            "",
            "1 table: 1 no rows",
        ]))
        .run();
}

#[test]
fn a_report_without_delivery_has_no_rows() {
    let json = inspect("a.csv", meta("No data available.\n")).json(0);
    assert_eq!(
        (json[0]["status"].as_str(), json[0]["message"].as_str()),
        (Some("no_rows"), Some("the file says that there is no data"))
    );
}

#[test]
fn a_preamble_alone_has_no_rows() {
    let linkedin = "Ad Performance Report (in UTC)\n\"Report Start: October 1, 2024, 12:00 AM\"\n\"Report End: October 31, 2024, 11:59 PM\"\n";
    let ga4 = "# ----------\n# Traffic acquisition\n# Account: Example\n# ----------\n# \n# All Users\n# Start date: 20250101\n# End date: 20251231\n";
    for (content, profile) in [(linkedin, "linkedin_ads"), (ga4, "ga4_report")] {
        let json = inspect("a.csv", content).json(0);
        let said = [&json[0]["profile"], &json[0]["status"], &json[0]["message"]]
            .map(|value| value.as_str().unwrap_or_default());
        assert_eq!(
            said,
            [
                profile,
                "no_rows",
                "a report without rows: only its preamble"
            ]
        );
    }
}
