//! Workbooks read back: every cell is of its kind, nothing is a formula, hostile texts harm nobody.

use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};
use chrono::NaiveDate;

use crate::lang::Lang;
use crate::render::sample::{amount, campaigns, key, single};
use crate::report::{Cell, InputFile, Method, MetricColumn, RejectedRow, Row, Table, Unit};

use super::workbook;

fn bytes(sheets: &[(&str, &Table)], method: &Method) -> Vec<u8> {
    let day = NaiveDate::from_ymd_opt(2026, 10, 31).unwrap();
    let moment = day.and_hms_opt(0, 0, 0).unwrap();
    workbook(sheets, method, moment, &Lang::default()).unwrap()
}

fn sheet(table: &Table) -> Range<Data> {
    let written = bytes(&[("Report", table)], &Method::default());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(written)).unwrap();
    book.worksheet_range("Report").unwrap()
}

/// A part of the package as text.
fn part(written: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(written)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn text(range: &Range<Data>, row: u32, column: u32) -> String {
    range
        .get_value((row, column))
        .map_or_else(String::new, ToString::to_string)
}

fn number(range: &Range<Data>, row: u32, column: u32) -> Option<f64> {
    match range.get_value((row, column)) {
        Some(Data::Float(number)) => Some(*number),
        _ => None,
    }
}

#[test]
fn heads_bear_the_units_that_formats_do_not() {
    let range = sheet(&campaigns());
    let heads: Vec<String> = (0..8).map(|column| text(&range, 0, column)).collect();
    let expected = [
        "platform",
        "campaign",
        "spend (EUR)",
        "revenue (EUR)",
        "roi",
        "roas",
        "conv",
        "cpa (EUR)",
    ];
    assert_eq!(heads, expected);
}

/// The first campaign: 48,210.40 spent, 171,460.10 back, 1,204 conversions, 5,120,334 impressions, 61,442 clicks.
#[test]
fn figures_are_numbers_and_rates_are_fractions() {
    let range = sheet(&campaigns());
    assert_eq!(number(&range, 1, 2), Some(48_210.4));
    assert_eq!(number(&range, 1, 3), Some(171_460.1));
    let roi = number(&range, 1, 4).unwrap();
    assert!(
        (roi - (171_460.1 - 48_210.4) / 48_210.4).abs() < 1e-12,
        "{roi}"
    );
    assert_eq!(number(&range, 1, 6), Some(1_204.0));
    assert_eq!(number(&range, 1, 8), Some(5_120_334.0));
    let ctr = number(&range, 1, 10).unwrap();
    assert!((ctr - 61_442.0 / 5_120_334.0).abs() < 1e-12, "{ctr}");
}

#[test]
fn the_total_stands_apart_and_outside_the_filter() {
    let table = campaigns();
    let range = sheet(&table);
    assert_eq!(text(&range, 9, 0), "");
    assert_eq!(text(&range, 10, 0), "total");
    assert_eq!(number(&range, 10, 2), Some(122_630.22));
    let written = bytes(&[("Report", &table)], &Method::default());
    let xml = part(&written, "xl/worksheets/sheet1.xml");
    assert!(xml.contains("<autoFilter ref=\"A1:P9\"/>"), "{xml}");
    assert!(xml.contains("ySplit=\"1\""), "{xml}");
    assert!(xml.contains("state=\"frozen\""), "{xml}");
}

#[test]
fn undefined_figures_are_blank_and_a_note_says_why() {
    let range = sheet(&campaigns());
    // reddit and the newsletter spent nothing: no roi, no roas; nobody saw the newsletter.
    assert_eq!(range.get_value((7, 4)), Some(&Data::Empty));
    let lines: Vec<String> = (11..range.height() as u32)
        .map(|row| text(&range, row, 0))
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(
        lines,
        [
            "8 rows · 1–31 Oct 2026",
            "blank: views of every row: no file has this column",
            "blank: cpa of linkedin / کمپین پاییز تهران: spend without conversions in these files",
            "blank: roi, roas of reddit / AMA launch; newsletter / Weekly | offers: no spend on record",
            "blank: ctr, cpm of newsletter / Weekly | offers: no impressions",
            "blank: cvr, cpc of newsletter / Weekly | offers: no clicks",
            "note: margin not given: revenue counted as value; cost: media only (1 of 8 cost types)",
        ]
    );
}

#[test]
fn names_that_begin_like_formulas_stay_text() {
    for name in [
        "=HYPERLINK(\"http://x.example\",\"y\")",
        "+1",
        "-1",
        "@SUM(A1)",
        "12345678901234567",
        "007",
        "1e5",
        "TRUE",
        "2026-09-01",
        "http://x.example",
        "{=1}",
        "_x0041_",
    ] {
        let table = single(name, Cell::Count(1));
        let range = sheet(&table);
        assert_eq!(
            range.get_value((1, 0)),
            Some(&Data::String(name.to_owned())),
            "{name}"
        );
        let written = bytes(&[("Report", &table)], &Method::default());
        let xml = part(&written, "xl/worksheets/sheet1.xml");
        assert!(!xml.contains("<f>") && !xml.contains("<f "), "{name}");
        assert!(!xml.contains("hyperlink"), "{name}");
    }
}

#[test]
fn texts_that_no_cell_can_hold_are_written_as_far_as_they_can_be() {
    let bell = sheet(&single("a\u{7}b\u{FFFE}\r\nc", Cell::Count(1)));
    assert!(matches!(bell.get_value((1, 0)), Some(Data::String(_))));
    let long = "🚴".repeat(20_000);
    let range = sheet(&single(&long, Cell::Count(1)));
    let shown = text(&range, 1, 0);
    assert_eq!(shown, "🚴".repeat(16_383) + "…");
    assert_eq!(shown.encode_utf16().count(), 32_767);
    assert_eq!(
        text(&range, 4, 0),
        "cut: 1 text is longer than a cell can hold"
    );
}

/// 2^53 cents are 90,071,992,547,409.92: sixteen digits.
#[test]
fn figures_of_more_than_15_digits_are_told_in_full() {
    let told = |text: &str| {
        let range = sheet(&single("A", Cell::Amount(amount(text))));
        let line = (3..range.height() as u32)
            .map(|row| {
                range
                    .get_value((row, 0))
                    .map_or_else(String::new, ToString::to_string)
            })
            .find(|line| line.starts_with("exact: "));
        (number(&range, 1, 1), line)
    };
    assert_eq!(told("1234567890123.45"), (Some(1_234_567_890_123.45), None));
    assert_eq!(told("0.123456789012"), (Some(0.123_456_789_012), None));
    assert_eq!(
        told("90071992547409.93"),
        (
            Some(90_071_992_547_409.93),
            Some(
                "exact: spend of A is 90,071,992,547,409.93, of which a spreadsheet keeps 15 digits"
                    .into()
            )
        )
    );
}

#[test]
fn stretches_of_time_are_days_where_a_format_shows_them() {
    for (grain, label, day, format) in [
        ("day", "2026-09-15", Some("2026-09-15"), "yyyy-mm-dd"),
        ("month", "2026-09", Some("2026-09-01"), "yyyy-mm"),
        ("year", "2026", Some("2026-01-01"), "yyyy"),
        ("week", "2026-W37", None, "@"),
        ("quarter", "2026-Q3", None, "@"),
        ("month", "(no date)", None, "@"),
    ] {
        let mut table = single(label, Cell::Count(1));
        table.keys = vec![key(grain)];
        let range = sheet(&table);
        let found = range.get_value((1, 0)).unwrap();
        match day {
            Some(day) => {
                let Data::DateTime(found) = found else {
                    panic!("{label}: {found:?}");
                };
                let (year, month, date, ..) = found.to_ymd_hms_milli();
                assert_eq!(format!("{year:04}-{month:02}-{date:02}"), day, "{label}");
            }
            None => assert_eq!(found, &Data::String(label.into())),
        }
        let written = bytes(&[("Report", &table)], &Method::default());
        let styles = part(&written, "xl/styles.xml");
        assert!(format == "@" || styles.contains(format), "{styles}");
    }
}

#[test]
fn a_table_of_time_has_a_chart_of_its_own_cells() {
    let mut table = single("2026-07", Cell::Count(7));
    table.keys = vec![key("month")];
    for (month, count) in [("2026-08", 8), ("2026-09", 9)] {
        table.rows.push(Row {
            keys: vec![Some(month.into())],
            cells: vec![Cell::Count(count)],
            ..Row::default()
        });
    }
    let written = bytes(&[("A 'sheet'", &table)], &Method::default());
    let chart = part(&written, "xl/charts/chart1.xml");
    for part in [
        "<c:lineChart>",
        "<c:f>'A ''sheet'!$A$2:$A$4</c:f>",
        "<c:f>'A ''sheet'!$B$2:$B$4</c:f>",
        "332288",
        "Spend by month (EUR)",
    ] {
        assert!(chart.contains(part), "{part} in {chart}");
    }
}

#[test]
fn the_method_says_how_the_figures_came_about() {
    let method = Method {
        program: "social-roi 1.2.3".into(),
        command: "social-roi report '=cmd()'".into(),
        warnings: vec!["a file is old".into()],
        inputs: vec![InputFile {
            path: "a.csv".into(),
            file: "a.csv".into(),
            bytes: Some(55),
            sha256: Some("ec3ecefc".into()),
            used: 7,
            rejected: 3,
            last_day: NaiveDate::from_ymd_opt(2026, 9, 30),
            ..InputFile::default()
        }],
        rejected: vec![RejectedRow {
            file: "a.csv".into(),
            line: 3,
            column: Some("Amount".into()),
            expected: "an amount".into(),
            found: "=x".into(),
            row: "A,=x".into(),
        }],
        rejected_in_all: 3,
        ..Method::default()
    };
    let written = bytes(&[("Method", &campaigns())], &method);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&written)).unwrap();
    assert_eq!(book.sheet_names(), ["Method", "Method 2"]);
    let range = book.worksheet_range("Method 2").unwrap();
    let lines: Vec<String> = range
        .rows()
        .map(|row| {
            let cells: Vec<String> = row.iter().map(ToString::to_string).collect();
            cells.join("|").trim_end_matches('|').to_owned()
        })
        .collect();
    assert_eq!(
        lines,
        [
            "Method",
            "program|social-roi 1.2.3",
            "command|social-roi report '=cmd()'",
            "",
            "Warnings",
            "a file is old",
            "",
            "Sources",
            "file|format|SHA-256 of the file|rows used|rows left out|encoding|rejected|first day|last day|bytes|status",
            "a.csv||ec3ecefc|7|||3||46295|55",
            "",
            "Rejected rows",
            "file|column|expected|line|found|the row, personal cells masked",
            "a.csv|Amount|an amount|3|=x|A,=x",
            "and 2 more: `--rejects FILE` writes all of them",
        ]
    );
}

#[test]
fn a_workbook_is_the_same_every_time_and_bears_the_moment_given() {
    let table = campaigns();
    let sheets = [("Report", &table), ("Again", &table)];
    let written = bytes(&sheets, &Method::default());
    assert!(written == bytes(&sheets, &Method::default()));
    let core = part(&written, "docProps/core.xml");
    assert!(core.contains(">2026-10-31T00:00:00Z<"), "{core}");
}

#[test]
fn a_table_that_no_sheet_has_room_for_is_refused() {
    let mut table = single("A", Cell::Count(1));
    table.rows = vec![table.rows[0].clone(); 1_046_577];
    let day = NaiveDate::from_ymd_opt(2026, 10, 31).unwrap();
    let moment = day.and_hms_opt(0, 0, 0).unwrap();
    let error = workbook(
        &[("Report", &table)],
        &Method::default(),
        moment,
        &Lang::default(),
    )
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "--format xlsx: a sheet has room for 1046576 rows and 16384 columns, and this table has 1046577 and 2: `--top N` shows the first, csv and parquet hold all"
    );
}

#[test]
fn tables_without_rows_or_columns_are_sheets_too() {
    let empty = Table::default();
    let mut headless = campaigns();
    headless.rows.clear();
    headless.total = None;
    for table in [&empty, &headless] {
        let range = sheet(table);
        let last = range.rows().next_back().unwrap();
        assert!(!last[0].to_string().is_empty());
    }
}

/// Days stay numbers and figures too: the spreadsheet shows them as its user reads them.
#[test]
fn heads_are_in_the_language_of_the_reader() {
    let mut table = campaigns();
    table.keys[0] = key("month");
    table.rows[0].keys[0] = Some("2026-09".into());
    table.rows[1].keys[0] = Some("(no date)".into());
    let day = NaiveDate::from_ymd_opt(2026, 10, 31).unwrap();
    let moment = day.and_hms_opt(0, 0, 0).unwrap();
    let lang = Lang::new("fa", None).unwrap();
    let written = workbook(&[("Report", &table)], &Method::default(), moment, &lang).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&written)).unwrap();
    assert_eq!(book.sheet_names(), ["Report", &lang.phrase("method", &[])]);
    let range = book.worksheet_range("Report").unwrap();
    let spend = lang.metric("spend").unwrap();
    assert_eq!(text(&range, 0, 2), format!("{spend} (EUR)"));
    assert!(matches!(range.get_value((1, 0)), Some(Data::DateTime(_))));
    assert_eq!(text(&range, 2, 0), lang.key("month", "(no date)"));
    assert_eq!(text(&range, 10, 0), lang.phrase("total", &[]));
    assert_eq!(number(&range, 1, 2), Some(48_210.4));
    let xml = part(&written, "xl/worksheets/sheet1.xml");
    assert!(xml.contains("rightToLeft=\"1\""), "{xml}");
}

/// A table with a column of days and one of long sentences, beside figures.
fn stated(days: [&str; 2]) -> Table {
    let mut table = single("one", Cell::Count(1));
    let texts = |name: &str| MetricColumn {
        name: name.into(),
        header: name.into(),
        unit: Unit::Text,
        ..table.metrics[0].clone()
    };
    let columns = [texts("stated"), texts("source")];
    table.metrics.extend(columns);
    let mut second = table.rows[0].clone();
    second.keys = vec![Some("two".into())];
    table.rows.push(second);
    for (row, day) in table.rows.iter_mut().zip(days) {
        let source = "an invoice that nobody has seen since the spring of that year";
        row.cells.push(Cell::Text(day.into()));
        row.cells.push(Cell::Text(source.into()));
    }
    table
}

#[test]
fn days_in_texts_are_days_where_all_are() {
    let range = sheet(&stated(["2026-01-20", ""]));
    let Some(Data::DateTime(day)) = range.get_value((1, 2)) else {
        panic!("{:?}", range.get_value((1, 2)));
    };
    // As spreadsheets count days.
    assert_eq!(day.as_f64(), 46_042.0);
    let range = sheet(&stated(["2026-01-20", "in spring"]));
    assert_eq!(text(&range, 1, 2), "2026-01-20");
    assert!(matches!(range.get_value((1, 2)), Some(Data::String(_))));
}

#[test]
fn long_texts_are_broken_into_lines_and_all_cells_stand_level() {
    let table = stated(["2026-01-20", "2026-01-21"]);
    let written = bytes(&[("Report", &table)], &Method::default());
    let sheet = part(&written, "xl/worksheets/sheet1.xml");
    assert!(
        sheet.contains("<row r=\"2\" spans=\"1:7\" ht=\"30\" customHeight=\"1\">"),
        "{sheet}"
    );
    let styles = part(&written, "xl/styles.xml");
    assert!(
        styles.contains("vertical=\"top\" wrapText=\"1\"")
            && styles.contains("<alignment vertical=\"top\"/>"),
        "{styles}"
    );
}

/// A text right of a figure keeps off it.
#[test]
fn words_beside_figures_are_indented() {
    let written = bytes(&[("Report", &stated(["", ""]))], &Method::default());
    let styles = part(&written, "xl/styles.xml");
    // Of the head and of the cells; spreadsheets ignore it without a side.
    let indented = styles
        .matches("<alignment horizontal=\"left\" vertical=\"top\" indent=\"1\"")
        .count();
    assert_eq!(indented, 2, "{styles}");
}
