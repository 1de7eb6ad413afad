//! Days in lines above a report and in names of files.

use super::*;

#[test]
fn ranges_are_found_in_title_lines_and_file_names() {
    for (line, first, last) in [
        (
            "January 1, 2026 - January 31, 2026",
            "2026-01-01",
            "2026-01-31",
        ),
        (
            "\"July 8, 2025 - July 31, 2025\"",
            "2025-07-08",
            "2025-07-31",
        ),
        (
            "\"January 1, 2026 - January 31, 2026\",,,,,",
            "2026-01-01",
            "2026-01-31",
        ),
        (
            "27 January 2026 - 23 February 2026",
            "2026-01-27",
            "2026-02-23",
        ),
        (
            "\"Ad report (Oct 25, 2016-Oct 31, 2016)\"",
            "2016-10-25",
            "2016-10-31",
        ),
        (
            "1. September 2026 - 30. September 2026",
            "2026-09-01",
            "2026-09-30",
        ),
        ("# 20250101-20251231", "2025-01-01", "2025-12-31"),
        ("2026-09-01 - 2026-09-30", "2026-09-01", "2026-09-30"),
        (
            "Top 10 - January 1, 2026 - January 31, 2026",
            "2026-01-01",
            "2026-01-31",
        ),
        (
            "Report Time: 9/1/2026-9/30/2026",
            "2026-09-01",
            "2026-09-30",
        ),
        ("2026. 9. 1. ~ 2026. 9. 30.", "2026-09-01", "2026-09-30"),
        (
            "Time_series(2026.02.05-2026.02.10).csv",
            "2026-02-05",
            "2026-02-10",
        ),
        (
            "Mar-18-2025_Apr-14-2025_123.csv",
            "2025-03-18",
            "2025-04-14",
        ),
        (
            "Untitled-report-Apr-1-2023-to-Mar-11-2024.xlsx",
            "2023-04-01",
            "2024-03-11",
        ),
        (
            "analytics_content_2024-11-21_2025-02-19.csv",
            "2024-11-21",
            "2025-02-19",
        ),
        (
            "Shop-Campaigns-1-Sep-2024…30-Sep-2024.csv",
            "2024-09-01",
            "2024-09-30",
        ),
        ("Week of Jan 5, 2026", "2026-01-05", "2026-01-11"),
    ] {
        assert_eq!(
            range_in(line, None),
            Some((day(first), day(last))),
            "{line}"
        );
    }
    for line in [
        "All time",
        "Campaign report",
        "",
        "January 1, 2026",
        "September 2026",
        "01/02/2026 - 03/04/2026",
        "# Start date: 20250101",
        "2026-01-31 - 2026-01-01",
    ] {
        assert_eq!(range_in(line, None), None, "{line}");
    }
    assert_eq!(
        range_in("01/02/2026 - 03/04/2026", Some(Dmy)),
        Some((day("2026-02-01"), day("2026-04-03")))
    );
    assert_eq!(
        range_in(
            &format!("{}2026-09-01 - 2026-09-30", "x ".repeat(1_000_000)),
            None
        ),
        None
    );
}

#[test]
fn labels_above_a_report_name_its_days() {
    for (line, label, expected) in [
        (
            "\"Report Start: August 18, 2019, 12:00 AM\"",
            Label::Start,
            "2019-08-18",
        ),
        (
            "\"Report End: September 16, 2019, 11:59 PM\",,,,",
            Label::End,
            "2019-09-16",
        ),
        (
            "\"Date Generated: September 16, 2019, 5:55 AM\"",
            Label::Generated,
            "2019-09-16",
        ),
        ("# Start date: 20250101", Label::Start, "2025-01-01"),
        ("# End date: 20251231", Label::End, "2025-12-31"),
        (
            "Begindatum van rapport: 23 september 2026 00:00",
            Label::Start,
            "2026-09-23",
        ),
        (
            "Einddatum van rapport: 30 september 2026 23:59",
            Label::End,
            "2026-09-30",
        ),
        (
            "Datum gegenereerd: 1 oktober 2026 08:15",
            Label::Generated,
            "2026-10-01",
        ),
        (
            "Startdatum des Berichts: 1. September 2026, 00:00",
            Label::Start,
            "2026-09-01",
        ),
        (
            "Enddatum des Berichts: 30. September 2026, 23:59",
            Label::End,
            "2026-09-30",
        ),
        ("Berichtsbeginn: 2026-09-01", Label::Start, "2026-09-01"),
        ("Bericht erstellt am: 01.10.2026", Label::Generated, ""), /* reads both ways */
        ("Erstellt am: 13.10.2026", Label::Generated, "2026-10-13"),
        (
            "Inicio del informe: 1 de septiembre de 2026",
            Label::Start,
            "2026-09-01",
        ),
        (
            "Fin del informe: 30 de septiembre de 2026",
            Label::End,
            "2026-09-30",
        ),
        (
            "Data de início: 1 de set. de 2026",
            Label::Start,
            "2026-09-01",
        ),
        (
            "Data de término: 30 de setembro de 2026",
            Label::End,
            "2026-09-30",
        ),
        (
            "Début du rapport\u{a0}: 1 septembre 2026 à 00:00",
            Label::Start,
            "2026-09-01",
        ),
        (
            "Fin du rapport : mardi 30 septembre 2026",
            Label::End,
            "2026-09-30",
        ),
        (
            "Inizio del report: 1 settembre 2026",
            Label::Start,
            "2026-09-01",
        ),
        (
            "Fine del report: 30 settembre 2026",
            Label::End,
            "2026-09-30",
        ),
    ] {
        let expected = (!expected.is_empty()).then(|| (label, day(expected)));
        assert_eq!(labelled_date(line), expected, "{line}");
    }
    for line in [
        "",
        "Campaign report",
        "Time Zone: UTC",
        "# Account: example.com",
        "Start: soon",
        "Report Start: September 2026",
        "Name: 2026-09-01",
        "Start 2026-09-01",
    ] {
        assert_eq!(labelled_date(line), None, "{line}");
    }
}
