//! Which rows are data: what stands before them, between them and after them is none.

use social_roi::ingest::{Status, Verdict};
use social_roi::schema::{Amount, col};

use super::{said, total, warnings};
use crate::reading::{amount, cells, one};

/// Rule 3.
#[test]
fn preambles_of_every_length_are_skipped_and_their_range_is_kept() {
    let google = "Campaign,Cost,Impr.\nA,1.50,10\n";
    let linkedin = "Start Date (in UTC),Account Name,Currency,Campaign Name,Total Spent,Impressions\n2024-10-03,Example,USD,A,1.50,10\n";
    let ga4 = "Session source / medium,Sessions\ngoogle / cpc,10\n";
    for (text, line, from, to) in [
        (
            format!("\"Ad report (Oct 25, 2016-Oct 31, 2016)\"\n{google}"),
            2,
            "2016-10-25",
            "2016-10-31",
        ),
        (
            format!("Campaign report\n\"January 1, 2026 - January 31, 2026\"\n{google}"),
            3,
            "2026-01-01",
            "2026-01-31",
        ),
        (
            format!("Campaign report\n27 January 2026 - 23 February 2026\n{google}"),
            3,
            "2026-01-27",
            "2026-02-23",
        ),
        (
            format!("Campaign report,,\n\"January 1, 2026 - January 31, 2026\",,\n{google}"),
            3,
            "2026-01-01",
            "2026-01-31",
        ),
        (
            format!(
                "Ad Performance Report (in UTC),,,,,\n\"Report Start: October 1, 2024, 12:00 AM\",,,,,\n\
                 \"Report End: October 31, 2024, 11:59 PM\",,,,,\n\"Date Generated: November 2, 2024, 9:12 AM\",,,,,\n\n{linkedin}"
            ),
            6,
            "2024-10-03",
            "2024-10-03",
        ),
        (
            format!(
                "# ----------------------------------------\n# Oak - Free form\n# Example\n# 20250101-20251231\n# ----------------------------------------\n\n{ga4}"
            ),
            7,
            "2025-01-01",
            "2025-12-31",
        ),
        (
            format!(
                "# ----------------------------------------\n# Traffic acquisition\n# Account: Example\n# Property: GA4 - example.com\n\
                 # ----------------------------------------\n# \n# All Users\n# Start date: 20250101\n# End date: 20251231\n{ga4}"
            ),
            10,
            "2025-01-01",
            "2025-12-31",
        ),
    ] {
        let report = one(&text);
        assert_eq!((report.used, report.header_line), (1, Some(line)), "{text}");
        let days = report
            .dates
            .map(|(from, to)| (from.to_string(), to.to_string()));
        assert_eq!(days, Some((from.to_owned(), to.to_owned())), "{text}");
    }
    let card =
        one("sep=,\n\"Facebook reach\"\n\"Date\",\"Primary\"\n\"2025-01-01T01:00:00\",\"12\"\n");
    assert_eq!(
        (card.header_line, card.used, total(&card, col::REACH)),
        (Some(3), 1, Amount::whole(12))
    );
}

/// Rule 4: the totals of each platform.
#[test]
fn totals_are_dropped_and_compared() {
    for (text, rows, column, expected, label) in [
        (
            "Campaign name,Amount spent (EUR),Impressions\n,3,30\nA,1,10\nB,2,20\n",
            2,
            col::SPEND,
            "3",
            "(row without names)",
        ),
        (
            "Content,Video title,Video publish time,Views\nTotal,,,30\nabc,X,\"Feb 19, 2023\",10\ndef,Y,\"Feb 20, 2023\",20\n",
            2,
            col::VIEWS,
            "30",
            "Total",
        ),
        (
            "Campaign report\nAll time\nCampaign,Campaign type,Cost,Impr.\nA,Search,1.00,10\nB,Video,2.00,20\nTotal: Campaigns, --,3.00,30\n\
             Total: Account,,4.00,40\nTotal: Search,,1.00,10\nTotal: Video,,2.00,20\n",
            2,
            col::SPEND,
            "3",
            "Total: Campaigns",
        ),
        (
            "Ad state,Campaign,Cost,Impressions\nenabled,A,1.00,10\nenabled,B,2.00,20\nTotal - filtered, --,3.00,30\nTotal - all experiments,,3.00,30\nTotal,,3.00,30\n",
            2,
            col::SPEND,
            "3",
            "Total - filtered",
        ),
        (
            "Session source / medium,Event count\ngoogle / cpc,10\nbing / cpc,20\n,30,Grand total\n",
            2,
            col::EVENT_COUNT,
            "30",
            "Grand total",
        ),
        (
            "Kampagne;Kosten;Impr.\nGesamtkampagne;1,00;10\nB;2,00;20\nGesamt: Kampagnen;3,00;30\n",
            2,
            col::SPEND,
            "3",
            "Gesamt: Kampagnen",
        ),
        (
            "캠페인,통화 코드,비용,노출수\n가,KRW,1000,10\n나,KRW,2000,20\n합계,KRW,3000,30\n",
            2,
            col::SPEND,
            "3000",
            "합계",
        ),
    ] {
        let text = if column == col::EVENT_COUNT {
            format!(
                "# ----------\n# Oak - Free form\n# Example\n# 20250101-20251231\n# ----------\n\n{text}"
            )
        } else {
            text.to_owned()
        };
        let report = one(&text);
        assert_eq!((report.used, report.rejected), (rows, 0), "{text}");
        let check = report
            .totals
            .iter()
            .find(|check| check.column == column)
            .unwrap_or_else(|| panic!("nothing was compared in {text}"));
        assert_eq!(
            (check.label.as_str(), check.expected.as_str(), check.verdict),
            (label, expected, Verdict::Exact),
            "{text}"
        );
        assert_eq!(total(&report, column), amount(expected), "{text}");
    }
}

/// Rule 4: the counter-example.
#[test]
fn a_lone_row_without_names_is_the_data() {
    let report = one(
        "Account name,Campaign name,Amount spent (EUR),Impressions,Reporting starts,Reporting ends\n,,12.50,100,2026-01-01,2026-01-31\n",
    );
    assert_eq!(
        (report.used, total(&report, col::SPEND), report.totals.len()),
        (1, amount("12.5"), 0)
    );
}

/// Rule 4: neither data nor total.
#[test]
fn a_row_without_names_that_is_not_the_sum_is_an_error() {
    let report = one("Campaign name,Amount spent (EUR),Impressions\n,9,30\nA,1,10\nB,2,20\n");
    assert_eq!(report.status, Status::Error);
    assert_eq!(
        said(&report),
        "line 2, column `Amount spent (EUR)`: a row without names holds 9, but the other rows sum to 3"
    );
    let two = one("Campaign name,Amount spent (EUR),Impressions\n,9,30\n,8,20\n");
    assert_eq!(
        (two.status, two.used),
        (Status::Error, 0),
        "two of them are not alone"
    );
}

/// Rule 4: platforms round each row.
#[test]
fn totals_reconcile_within_half_a_last_digit_for_each_row() {
    let report = |total: &str| {
        one(format!(
            "Campaign report\nAll time\nCampaign,Cost,Impr.\nA,1.01,1\nB,1.01,1\nC,1.01,1\nTotal: Campaigns,{total},3\n"
        ))
    };
    for (stated, verdict) in [
        ("3.03", Verdict::Exact),
        ("3.02", Verdict::WithinRounding),
        ("3.04", Verdict::WithinRounding),
        ("3.01", Verdict::Differs),
        ("3.05", Verdict::Differs),
    ] {
        assert_eq!(report(stated).totals[0].verdict, verdict, "{stated}");
    }
    assert_eq!(
        warnings(&report("3.05")),
        ["spend of the rows is 3.03, but `Total: Campaigns` (line 7) says 3.05"]
    );
}

/// Rule 5.
#[test]
fn footers_are_no_rows() {
    let empty = one("Campaign name,Amount spent (USD),Impressions\nNo data available.\n");
    assert_eq!(
        (
            empty.status,
            empty.profile.as_deref(),
            empty.used,
            empty.rejected
        ),
        (Status::NoRows, Some("meta_ads"), 0, 0)
    );
    for (header, footer) in [
        (
            "Video,Videotitel,Veröffentlichungszeitpunkt des Videos,Aufrufe",
            "Die 500 besten Ergebnisse werden angezeigt",
        ),
        (
            "Content,Video title,Video publish time,Views",
            "Showing top 500 results",
        ),
    ] {
        let table = one(format!(
            "{header}\nTotal,,,40\nabc,X,\"Feb 19, 2023\",10\ndef,Y,\"Feb 20, 2023\",20\n{footer}\n"
        ));
        assert_eq!((table.used, table.rejected), (2, 0), "{footer}");
        assert_eq!(
            warnings(&table),
            ["views of the rows is 30, but `Total` (line 2) says 40"],
            "a table cut off at 500 rows does not reach its total"
        );
    }
}

/// Rule 6.
#[test]
fn ragged_rows_are_rows() {
    let report = one(
        "Campaign name,Amount spent (EUR),Impressions,Reach,Link clicks\nA,1.50,10,8,2\nB,2.25,20\nC,1\nD,4,5,6,7,,,\n",
    );
    assert_eq!((report.used, report.rejected), (4, 0));
    assert_eq!(
        (total(&report, col::SPEND), total(&report, col::IMPRESSIONS)),
        (amount("8.75"), Amount::whole(35))
    );
    assert_eq!(cells(&report, col::REACH), ["8", "", "", "6"]);
}

/// Rule 16.
#[test]
fn reach_is_never_compared_with_a_sum() {
    let report =
        one("Campaign name,Amount spent (EUR),Impressions,Reach\n,3,30,15\nA,1,10,9\nB,2,20,12\n");
    assert_eq!(report.used, 2);
    let compared: Vec<&str> = report
        .totals
        .iter()
        .map(|check| check.column.as_str())
        .collect();
    assert_eq!(compared, ["spend", "impressions"]);
}

/// Rule 17.
#[test]
fn every_report_of_spend_says_its_level() {
    for (header, row, level, breakdowns) in [
        ("Campaign name", "A", "campaign", &[][..]),
        ("Campaign name,Ad set name", "A,B", "ad_group", &[]),
        ("Campaign name,Ad set name,Ad name", "A,B,C", "ad", &[]),
        ("Account name,Reach", "A,1", "account", &[]),
        (
            "Campaign name,Age,Gender",
            "A,18-24,female",
            "campaign",
            &["age", "gender"],
        ),
    ] {
        let report = one(format!(
            "{header},Amount spent (EUR),Impressions\n{row},1.50,10\n"
        ));
        assert_eq!(
            (
                report.level,
                report
                    .breakdowns
                    .iter()
                    .map(String::as_str)
                    .collect::<Vec<_>>()
            ),
            (Some(level), breakdowns.to_vec()),
            "{header}"
        );
    }
}
