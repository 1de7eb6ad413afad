use chrono::{Datelike, Days};
use proptest::prelude::*;

use super::DateOrder::{Dmy, Mdy, Ymd};
use super::*;

fn read(text: &str, order: Option<DateOrder>) -> String {
    match date(text, order) {
        Ok(Some(DateCell::Day(moment))) => moment.iso(),
        Ok(Some(DateCell::Range(first, last))) => format!("{first}..{last}"),
        Ok(Some(DateCell::YearMissing { month, day })) => format!("{month:02}-{day:02}"),
        Ok(None) => "null".to_owned(),
        Err(DateError::Ambiguous { dmy, mdy }) => format!("{dmy} or {mdy}"),
        Err(error) => format!("{error:?}"),
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("an ISO date")
}

#[test]
fn forms_that_need_no_order_read_the_same_under_every_order() {
    for (text, expected) in [
        ("2026-01-01", "2026-01-01"),
        (" 2026-01-01 ", "2026-01-01"),
        ("'2026-01-01", "2026-01-01"),
        ("2026-1-5", "2026-01-05"),
        ("2025/11/01", "2025-11-01"),
        ("2026.02.05", "2026-02-05"),
        ("20231010", "2023-10-10"),
        ("2026. 9. 1.", "2026-09-01"),
        ("2026년 9월 1일", "2026-09-01"),
        ("2026年9月1日", "2026-09-01"),
        ("۲۰۲۶-۰۹-۰۱", "2026-09-01"),
        ("٢٠٢٦/٠٩/٠١", "2026-09-01"),
        ("\u{200f}۲۰۲۶/۰۹/۰۱", "2026-09-01"),
        ("1/1/2026", "2026-01-01"),
        ("Feb 19, 2023", "2023-02-19"),
        ("Mon Feb 17 2025", "2025-02-17"),
        ("Tue, Feb 18, 2025", "2025-02-18"),
        ("Tuesday, 18 February 2025", "2025-02-18"),
        ("January 1, 2026", "2026-01-01"),
        ("JANUARY 1st, 2026", "2026-01-01"),
        ("27 January 2026", "2026-01-27"),
        ("2nd of May 2026", "2026-05-02"),
        ("1-Sep-2024", "2024-09-01"),
        ("Mar-18-2025", "2025-03-18"),
        ("17-Feb-25", "2025-02-17"),
        ("2026 Sep 1", "2026-09-01"),
        ("2026-Sep-01", "2026-09-01"),
        ("1. September 2026", "2026-09-01"),
        ("1. Sept. 2026", "2026-09-01"),
        ("Dienstag, den 3. März 2026", "2026-03-03"),
        ("3 Mrz 2026", "2026-03-03"),
        ("8 de marzo de 2026", "2026-03-08"),
        ("mar, 18 feb 2025", "2025-02-18"),
        ("mar. 18 févr. 2025", "2025-02-18"),
        ("terça-feira, 18 de fevereiro de 2025", "2025-02-18"),
        ("1er janvier 2026", "2026-01-01"),
        ("14 août 2026", "2026-08-14"),
        ("14 aou\u{302}t 2026", "2026-08-14"),
        ("25 dic 2026", "2026-12-25"),
        ("2 giugno 2026", "2026-06-02"),
        ("5 out. 2026", "2026-10-05"),
        ("23 mrt 2026", "2026-03-23"),
        ("maandag 5 mei 2025", "2025-05-05"),
        ("Feb\u{a0}19,\u{a0}2023", "2023-02-19"),
    ] {
        for order in [None, Some(Dmy), Some(Mdy), Some(Ymd)] {
            assert_eq!(read(text, order), expected, "{text} {order:?}");
        }
    }
}

#[test]
fn times_and_zones_are_kept_as_written() {
    for (text, expected) in [
        ("2025-01-01T01:00:00", "2025-01-01T01:00:00"),
        ("2025-01-01T00:00:00", "2025-01-01T00:00:00"),
        ("2024-06-07 02:38:54", "2024-06-07T02:38:54"),
        ("2026-12-01 00:00", "2026-12-01T00:00:00"),
        ("2020-02-10 18:00 +0000", "2020-02-10T18:00:00Z"),
        ("2026-04-05 21:06:21 +0400", "2026-04-05T21:06:21+04:00"),
        ("2025-12-16T11:21:04+0530", "2025-12-16T11:21:04+05:30"),
        ("2025-12-16T11:21:04-05:00", "2025-12-16T11:21:04-05:00"),
        ("2025-12-16T11:21:04-03:30", "2025-12-16T11:21:04-03:30"),
        ("2025-12-16T11:21:04+02", "2025-12-16T11:21:04+02:00"),
        ("2018-07-01T13:15:41Z", "2018-07-01T13:15:41Z"),
        ("2018-07-01T13:15:41.25Z", "2018-07-01T13:15:41.250Z"),
        ("2018-07-01 13:15:41,123456", "2018-07-01T13:15:41.123456"),
        (
            "2018-07-01T13:15:41.1234567890123",
            "2018-07-01T13:15:41.123456789",
        ),
        ("2018-07-01 13:15:41 UTC", "2018-07-01T13:15:41Z"),
        ("2018-07-01 13:15:41 (UTC)", "2018-07-01T13:15:41Z"),
        ("2018-07-01 13:15 GMT+3", "2018-07-01T13:15:00+03:00"),
        ("2018-07-01 13:15 EST", "2018-07-01T13:15:00-05:00"),
        ("2025/10/31 18:19:10", "2025-10-31T18:19:10"),
        ("August 18, 2019, 12:00 AM", "2019-08-18T00:00:00"),
        ("September 16, 2019, 11:59 PM", "2019-09-16T23:59:00"),
        ("Sep 16, 2019, 11:59\u{202f}p.m.", "2019-09-16T23:59:00"),
        ("Sep 16, 2019, 12:30 p. m.", "2019-09-16T12:30:00"),
        ("Sep 16, 2019 6 PM", "2019-09-16T18:00:00"),
        ("Sep 16, 2019 at 6:05PM", "2019-09-16T18:05:00"),
        ("12/30/2025 9:40 am", "2025-12-30T09:40:00"),
        ("12/30/2025 9:40 pm", "2025-12-30T21:40:00"),
        ("03/18/2025 09:48", "2025-03-18T09:48:00"),
        ("23 september 2026 00:00", "2026-09-23T00:00:00"),
        ("1. September 2026 um 18:30 Uhr", "2026-09-01T18:30:00"),
        ("8 mars 2026 à 18:30", "2026-03-08T18:30:00"),
        ("8 de marzo de 2026 a las 18:30", "2026-03-08T18:30:00"),
        ("2026. 9. 1. 오후 3:05", "2026-09-01T15:05:00"),
        ("Mon Feb 17 12:34:56 +0000 2025", "2025-02-17T12:34:56Z"),
        (
            "Mon Feb 17 2025 12:34:56 GMT+0100 (Central European Standard Time)",
            "2025-02-17T12:34:56+01:00",
        ),
        ("۲۰۲۶-۰۹-۰۱ ۱۰:۳۰", "2026-09-01T10:30:00"),
    ] {
        assert_eq!(read(text, None), expected, "{text}");
    }
}

#[test]
fn short_names_of_months_read_in_every_language() {
    for names in [
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "jan feb mär apr mai jun jul aug sep okt nov dez",
        "ene feb mar abr may jun jul ago sept oct nov dic",
        "jan fev mar abr mai jun jul ago set out nov dez",
        "janv févr mars avr mai juin juil août sept oct nov déc",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
    ] {
        for (at, name) in names.split(' ').enumerate() {
            let expected = format!("2026-{:02}-05", at + 1);
            assert_eq!(read(&format!("5 {name}. 2026"), None), expected, "{name}");
            assert_eq!(
                read(&format!("{} 5, 2026", name.to_uppercase()), None),
                expected,
                "{name}"
            );
        }
    }
}

#[test]
fn numeric_dates_follow_the_order() {
    for (text, none, dmy, mdy) in [
        (
            "10/1/2024",
            "2024-01-10 or 2024-10-01",
            "2024-01-10",
            "2024-10-01",
        ),
        (
            "01.09.2026",
            "2026-09-01 or 2026-01-09",
            "2026-09-01",
            "2026-01-09",
        ),
        (
            "1. 9. 2026",
            "2026-09-01 or 2026-01-09",
            "2026-09-01",
            "2026-01-09",
        ),
        ("01-01-2025", "2025-01-01", "2025-01-01", "2025-01-01"),
        ("23-9-2026", "2026-09-23", "2026-09-23", "Impossible"),
        ("1/17/18", "2018-01-17", "Impossible", "2018-01-17"),
        (
            "1/2/68",
            "2068-02-01 or 2068-01-02",
            "2068-02-01",
            "2068-01-02",
        ),
        ("1/1/69", "1969-01-01", "1969-01-01", "1969-01-01"),
        ("13/25/2026", "Impossible", "Impossible", "Impossible"),
        ("31/02/2026", "Impossible", "Impossible", "Impossible"),
        ("31/02/25", "Impossible", "Impossible", "Impossible"),
        ("29/02/2024", "2024-02-29", "2024-02-29", "Impossible"),
        (
            "10/1/2024 5:12",
            "2024-01-10 or 2024-10-01",
            "2024-01-10T05:12:00",
            "2024-10-01T05:12:00",
        ),
        ("99-12-31", "1999-12-31", "Impossible", "Impossible"),
        (
            "۱۰/۱/۲۰۲۴",
            "2024-01-10 or 2024-10-01",
            "2024-01-10",
            "2024-10-01",
        ),
    ] {
        assert_eq!(read(text, None), none, "{text}");
        assert_eq!(read(text, Some(Dmy)), dmy, "{text}");
        assert_eq!(read(text, Some(Mdy)), mdy, "{text}");
    }
    assert_eq!(read("26-09-01", Some(Ymd)), "2026-09-01");
    assert_eq!(read("10/1/2024", Some(Ymd)), "2024-01-10 or 2024-10-01");
}

#[test]
fn ranges_months_and_weeks_are_ranges() {
    for (text, expected) in [
        ("2024-03-01 - 2024-03-11", "2024-03-01..2024-03-11"),
        ("2024-03-01/2024-03-11", "2024-03-01..2024-03-11"),
        ("2024-03-01 – 2024-03-11", "2024-03-01..2024-03-11"),
        (
            "2024-03-01 00:00 - 2024-03-11 23:59",
            "2024-03-01..2024-03-11",
        ),
        ("20250101-20251231", "2025-01-01..2025-12-31"),
        (
            "January 1, 2026 - January 31, 2026",
            "2026-01-01..2026-01-31",
        ),
        ("Jan 1 - Jan 31, 2026", "2026-01-01..2026-01-31"),
        ("Dec 29 - Jan 4, 2026", "2025-12-29..2026-01-04"),
        (
            "Mon, Jan 5, 2026 to Sun, Jan 11, 2026",
            "2026-01-05..2026-01-11",
        ),
        (
            "1. September 2026 bis 30. September 2026",
            "2026-09-01..2026-09-30",
        ),
        (
            "1 september 2026 t/m 30 september 2026",
            "2026-09-01..2026-09-30",
        ),
        (
            "1 de enero de 2026 a 31 de enero de 2026",
            "2026-01-01..2026-01-31",
        ),
        ("01/09/2026 - 30/09/2026", "2026-09-01..2026-09-30"),
        ("9/1/2026-9/30/2026", "2026-09-01..2026-09-30"),
        // 12 January comes before 2 October, 1 December after 10 February.
        ("12/01/2026 - 02/10/2026", "2026-01-12..2026-10-02"),
        ("2026-09", "2026-09-01..2026-09-30"),
        ("2024-02", "2024-02-01..2024-02-29"),
        ("2026-12", "2026-12-01..2026-12-31"),
        ("09/2026", "2026-09-01..2026-09-30"),
        ("2026. 9.", "2026-09-01..2026-09-30"),
        ("2026년 9월", "2026-09-01..2026-09-30"),
        ("September 2026", "2026-09-01..2026-09-30"),
        ("Sep 2026", "2026-09-01..2026-09-30"),
        ("Sep-2026", "2026-09-01..2026-09-30"),
        ("septiembre de 2026", "2026-09-01..2026-09-30"),
        ("Sept. '26", "2026-09-01..2026-09-30"),
        ("September 2026 - October 2026", "2026-09-01..2026-10-31"),
        ("Week of Jan 5, 2026", "2026-01-05..2026-01-11"),
        ("Week of 2026-12-28", "2026-12-28..2027-01-03"),
        ("Woche vom 5. Januar 2026", "2026-01-05..2026-01-11"),
    ] {
        assert_eq!(read(text, None), expected, "{text}");
    }
    assert_eq!(
        read("01/02/2026 - 03/04/2026", None),
        "2026-02-01 or 2026-01-02"
    );
    assert_eq!(
        read("01/02/2026 - 03/04/2026", Some(Mdy)),
        "2026-01-02..2026-03-04"
    );
}

#[test]
fn days_without_a_year_say_so() {
    for (text, expected) in [
        ("February 28", "02-28"),
        ("February 29", "02-29"),
        ("July 16", "07-16"),
        ("8 de marzo", "03-08"),
        ("28. Februar", "02-28"),
        ("28 février", "02-28"),
        ("28 feb", "02-28"),
        ("28 febbraio", "02-28"),
        ("28 de fevereiro", "02-28"),
        ("28 maart", "03-28"),
        ("1er mars", "03-01"),
        ("1º de mayo", "05-01"),
        ("Sep 26", "09-26"),
        ("mié, 4 mar", "03-04"),
    ] {
        assert_eq!(read(text, None), expected, "{text}");
    }
}

#[test]
fn dates_off_the_calendar_are_impossible() {
    for text in [
        "2026-02-30",
        "2026-13-01",
        "20251301",
        "February 30",
        "Feb 30, 2026",
        "31 April 2026",
        "2026-13",
        "1405/06/10",
        "2569-01-01",
        "2026-01-31 - 2026-01-01",
        "00/00/2026",
        "0000-01-01",
        "1/1/1899",
    ] {
        assert_eq!(date(text, None), Err(DateError::Impossible), "{text}");
    }
}

#[test]
fn text_that_is_no_date_is_refused() {
    for text in [
        "abc",
        "0000",
        "0001",
        "2026",
        "12",
        "1234.56",
        "1,234",
        "45123",
        "649000000000000000",
        "12345678",
        "99991231x",
        "May",
        "September",
        "Total",
        "Sep-26",
        "26-Sep",
        "3.май",
        "1/2",
        "1/2/3",
        "2026-01-01x",
        "x2026-01-01",
        "2026-01-01T",
        "2026-01-01 25:00",
        "2026-01-01 10:60",
        "2026-01-01 13:00 AM",
        "2026-01-01 10:00 XYZ",
        "2026-01-01-05",
        "2026-01/01",
        "555-12-3456",
        "192.168.1.10",
        "5:12",
        "March of 12 things",
        "Jan 1 - Jan 31",
        "September 2026 - 2026-10-05",
        "Monday",
        "Week of May",
        "- 5",
        "2026-01-01 -",
        "May Sale 2026",
        "1 May Sale",
        "1900",
        "19:00",
    ] {
        assert_eq!(date(text, None), Err(DateError::NotADate), "{text}");
    }
}

#[test]
fn null_forms_are_no_date() {
    for text in [
        "",
        " ",
        "-",
        "--",
        " --",
        "N/A",
        "null",
        "None",
        "Ongoing",
        "ongoing",
        "Lifetime",
        "All time",
        "Fortlaufend",
        "En curso",
        "0000-00-00 00:00:00",
        "\"\"",
    ] {
        assert_eq!(date(text, None), Ok(None), "{text:?}");
    }
}

fn verdict(cells: &[&str]) -> OrderVerdict {
    let mut evidence = OrderEvidence::default();
    cells.iter().for_each(|cell| evidence.observe(cell));
    evidence.verdict()
}

#[test]
fn a_column_settles_its_order_or_says_why_not() {
    let ambiguous = |sample: &str, dmy, mdy| OrderVerdict::Ambiguous {
        sample: sample.to_owned(),
        dmy: day(dmy),
        mdy: day(mdy),
    };
    let contradiction = |dmy: &str, mdy: &str| OrderVerdict::Contradiction {
        dmy_only: dmy.to_owned(),
        mdy_only: mdy.to_owned(),
    };
    for (cells, expected) in [
        (&["", "--", "Total"] as &[&str], OrderVerdict::NotNeeded),
        (
            &[
                "2026-01-02",
                "2026/01/13",
                "Feb 3, 2026",
                "20260102",
                "2026. 9. 1.",
                "February 28",
            ],
            OrderVerdict::NotNeeded,
        ),
        (&["1/1/2026", "02.02.2026"], OrderVerdict::BothAgree),
        (
            &["10/1/2024"],
            ambiguous("10/1/2024", "2024-01-10", "2024-10-01"),
        ),
        (
            &["1/1/2026", "3/4/26 10:00", "10/1/2024"],
            ambiguous("3/4/26 10:00", "2026-04-03", "2026-03-04"),
        ),
        (&["10/1/2024", "10/13/2024"], OrderVerdict::Order(Mdy)),
        (&["10/1/2024", "13.10.2024"], OrderVerdict::Order(Dmy)),
        (
            &["10-1-2024 10:00", "13-1-2024 10:00"],
            OrderVerdict::Order(Dmy),
        ),
        (&["1/17/18"], OrderVerdict::Order(Mdy)),
        (&["01/09/2026 - 30/09/2026"], OrderVerdict::Order(Dmy)),
        (&["99-12-31", "98-01-02"], OrderVerdict::Order(Ymd)),
        (
            &["13/10/2024", "10/13/2024"],
            contradiction("13/10/2024", "10/13/2024"),
        ),
        (
            &["99-12-31", "13/10/2024"],
            contradiction("13/10/2024", "99-12-31"),
        ),
        (&["31/02/2026", "13/25/2026"], OrderVerdict::NotNeeded),
    ] {
        assert_eq!(verdict(cells), expected, "{cells:?}");
        let mut merged = OrderEvidence::default();
        for cell in cells {
            let mut part = OrderEvidence::default();
            part.observe(cell);
            merged.merge(part);
        }
        assert_eq!(merged.verdict(), expected, "{cells:?} merged");
    }
}

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

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const SPANISH: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const PORTUGUESE: [&str; 12] = [
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
];
const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const ITALIAN: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];
const DUTCH: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// A day in each form, with the order that it needs.
fn printed(day: NaiveDate) -> Vec<(String, Option<DateOrder>)> {
    let (y, d, month) = (day.year(), day.day(), day.month0() as usize);
    let form = |form: &str| day.format(form).to_string();
    let mut forms: Vec<_> = [
        "%Y-%m-%d",
        "%Y/%m/%d",
        "%Y.%m.%d",
        "%Y%m%d",
        "%Y. %-m. %-d.",
        "%B %-d, %Y",
        "%b %-d, %Y",
        "%a, %b %-d, %Y",
        "%a %b %d %Y",
        "%-d %B %Y",
        "%-d-%b-%Y",
        "%b-%d-%Y",
        "%Y-%m-%dT00:00:00",
        "%Y-%m-%d 21:06:21 +0400",
        "%A, %-d. %b. %Y",
    ]
    .into_iter()
    .map(|style| (form(style), None))
    .collect();
    forms.extend(
        ["%d/%m/%Y", "%-d-%-m-%Y", "%d.%m.%Y", "%d/%m/%Y 09:48"]
            .map(|style| (form(style), Some(Dmy))),
    );
    forms.extend(
        ["%m/%d/%Y", "%-m/%-d/%Y", "%m-%d-%Y", "%-m/%-d/%Y 9:40 am"]
            .map(|style| (form(style), Some(Mdy))),
    );
    if (1969..2069).contains(&y) {
        forms.push((form("%-m/%-d/%y"), Some(Mdy)));
        forms.push((form("%y-%m-%d"), Some(Ymd)));
    }
    for names in [ENGLISH, GERMAN, PORTUGUESE, FRENCH, ITALIAN, DUTCH] {
        forms.push((format!("{d} {} {y}", names[month]), None));
    }
    forms.push((format!("{d}. {} {y}", GERMAN[month]), None));
    forms.push((format!("{d} de {} de {y}", SPANISH[month]), None));
    forms
}

#[test]
fn every_day_from_1990_to_2100_reads_back_from_each_form() {
    for day in day("1990-01-01")
        .iter_days()
        .take_while(|day| day.year() <= 2100)
    {
        for (text, order) in printed(day) {
            let read = date(&text, order);
            assert!(
                matches!(read, Ok(Some(DateCell::Day(moment))) if moment.day == day),
                "{text}: {read:?}"
            );
        }
    }
}

proptest! {
    #[test]
    fn random_text_never_panics(text in "\\PC*") {
        let mut evidence = OrderEvidence::default();
        evidence.observe(&text);
        let _ = (date(&text, None), range_in(&text, None), labelled_date(&text), evidence.verdict());
    }

    #[test]
    fn text_of_date_characters_never_panics_and_a_verdict_reads_its_cell(text in "[0-9]{1,4}[-/. ]{1,2}([0-9]{1,2}|May|Sept|de)[-/., ]{1,2}[0-9]{1,8}[ T:+Z0-9apm-]{0,9}") {
        let mut evidence = OrderEvidence::default();
        evidence.observe(&text);
        match evidence.verdict() {
            OrderVerdict::Order(order) => prop_assert!(date(&text, Some(order)).is_ok()),
            OrderVerdict::Ambiguous { dmy, mdy, .. } => prop_assert_eq!(date(&text, None), Err(DateError::Ambiguous { dmy, mdy })),
            OrderVerdict::BothAgree => prop_assert_eq!(date(&text, Some(Dmy)), date(&text, Some(Mdy))),
            OrderVerdict::NotNeeded => prop_assert_eq!(date(&text, Some(Dmy)).ok(), date(&text, None).ok()),
            OrderVerdict::Contradiction { .. } => prop_assert!(false, "one cell can't contradict itself"),
        }
        let _ = (range_in(&text, None), labelled_date(&text));
    }

    #[test]
    fn printed_ranges_read_back_in_a_line(start in 0_u64..40_000, length in 0_u64..400, form in 0_usize..15) {
        let first = day("1990-01-01") + Days::new(start);
        let last = first + Days::new(length);
        let (from, until) = (printed(first), printed(last));
        let line = format!("Report ({} - {})", from[form].0, until[form].0);
        prop_assert_eq!(range_in(&line, None), Some((first, last)), "{}", line);
    }
}
