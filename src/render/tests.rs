//! Each format drawn whole, and what it does with text that would do harm.

use std::io;
use std::path::Path;

use super::sample::{amount, campaigns, key, single, with_idle_rows};
use super::{CsvFor, Format, RenderOptions, write};
use crate::report::{Cell, Constant, Row, Table};

pub(super) fn text(table: &Table, format: Format, options: &RenderOptions) -> String {
    let mut out = Vec::new();
    write(table, format, options, &mut out).expect("memory takes all");
    String::from_utf8(out).expect("text formats are UTF-8")
}

pub(super) fn wide(width: usize) -> RenderOptions {
    RenderOptions {
        width: Some(width),
        ..RenderOptions::default()
    }
}

#[test]
fn tables_are_drawn_as_designed() {
    let mut pinned = with_idle_rows(3);
    pinned
        .metrics
        .iter_mut()
        .take(9)
        .for_each(|metric| metric.pinned = true);
    for (name, table, options) in [
        ("table_40.txt", campaigns(), wide(40)),
        ("table_80.txt", campaigns(), wide(80)),
        ("table_120.txt", campaigns(), wide(120)),
        ("table_240.txt", campaigns(), wide(240)),
        (
            "table_pipe.txt",
            with_idle_rows(3),
            RenderOptions::default(),
        ),
        ("table_pinned.txt", pinned, wide(80)),
    ] {
        check(name, &text(&table, Format::Table, &options));
    }
}

#[test]
fn the_other_formats_are_written_as_designed() {
    let totals = RenderOptions {
        totals: true,
        ..RenderOptions::default()
    };
    for (name, format, options) in [
        ("tall.txt", Format::Tall, wide(80)),
        ("report.md", Format::Markdown, wide(80)),
        ("report.csv", Format::Csv, RenderOptions::default()),
        ("report_totals.tsv", Format::Tsv, totals.clone()),
        ("report.json", Format::Json, RenderOptions::default()),
        ("report_totals.ndjson", Format::Ndjson, totals),
    ] {
        check(name, &text(&campaigns(), format, &options));
    }
}

/// Compares with the file in `golden/`; `SOCIAL_ROI_BLESS=1 cargo test` writes it instead, for a reader to judge.
fn check(name: &str, actual: &str) {
    let path = Path::new(file!()).with_file_name("golden").join(name);
    if std::env::var_os("SOCIAL_ROI_BLESS").is_some() {
        std::fs::write(&path, actual).expect("the folder exists");
    }
    let expected = std::fs::read_to_string(&path).expect("a file per golden output");
    assert!(
        actual == expected,
        "{name} differs:\n{actual}\nexpected:\n{expected}"
    );
}

#[test]
fn more_than_ten_rows_have_a_gap_every_five() {
    let mut table = with_idle_rows(0);
    let row = table.rows[0].clone();
    table.rows = vec![row; 11];
    table.title.clear();
    let drawn = text(&table, Format::Table, &RenderOptions::default());
    let blank: Vec<usize> = drawn
        .lines()
        .enumerate()
        .filter(|(_, line)| line.is_empty())
        .map(|(at, _)| at)
        .collect();
    // Two header lines and a rule, five rows, five rows, the last row, the rule and the total.
    assert_eq!(blank, [8, 14, 18]);
}

#[test]
fn rows_of_zeros_fold_only_where_that_hides_no_other_row() {
    let idle = |count, others: bool| {
        let mut table = with_idle_rows(count);
        if !others {
            table.rows.drain(..8);
        }
        text(&table, Format::Table, &wide(80))
    };
    assert!(idle(12, true).contains("\n(12 rows with only zeros)\n"));
    for (drawn, shown) in [(idle(1, true), "Idle 1"), (idle(2, false), "Idle 2")] {
        assert!(
            drawn.contains(shown) && !drawn.contains("only zeros"),
            "{drawn}"
        );
    }
}

#[test]
fn names_that_differ_at_the_end_are_cut_in_the_middle() {
    let mut table = single("spring_sale_video_retargeting_a", Cell::Count(1));
    table.rows.push(Row {
        keys: vec![Some("spring_sale_video_retargeting_b".into())],
        cells: vec![Cell::Count(2)],
        ..Row::default()
    });
    let drawn = text(&table, Format::Table, &wide(24));
    // 24 columns less the gap and `spend` leave 17: eight, the mark, eight.
    assert!(
        drawn.contains("spring_s…geting_a") && drawn.contains("spring_s…geting_b"),
        "{drawn}"
    );
}

#[test]
fn an_empty_table_still_shows_its_columns() {
    let mut table = single("x", Cell::Count(1));
    table.rows.clear();
    let expected = "campaign  spend\n            EUR\n───────────────\n\n0 rows · 2 columns\n";
    assert_eq!(text(&table, Format::Table, &wide(80)), expected);
    assert_eq!(text(&table, Format::Csv, &wide(80)), "campaign,spend\n");
    assert_eq!(text(&table, Format::Json, &wide(80)), "[]\n");
    assert_eq!(text(&table, Format::Ndjson, &wide(80)), "");
}

#[test]
fn styles_are_bold_and_dim_and_only_on_request() {
    let plain = text(&campaigns(), Format::Table, &wide(80));
    let options = RenderOptions {
        color: true,
        ..wide(80)
    };
    let styled = text(&campaigns(), Format::Table, &options);
    assert!(!plain.contains('\x1b'));
    assert!(styled.contains("\x1b[1mplatform ") && styled.contains("\x1b[2mnote: "));
    let stripped = ["\x1b[1m", "\x1b[2m", "\x1b[0m"]
        .iter()
        .fold(styled, |text, code| text.replace(code, ""));
    assert_eq!(stripped, plain);
}

#[test]
fn a_hostile_name_harms_no_terminal() {
    let table = single("\x1b[2J\n\u{202E}evil\u{9B}31m\r\0", Cell::Count(1));
    for format in [Format::Table, Format::Tall, Format::Markdown] {
        let drawn = text(&table, format, &RenderOptions::default());
        assert!(
            !drawn.contains(|char: char| char.is_control() && char != '\n'),
            "{drawn:?}"
        );
        assert!(drawn.contains("2J␊evil\u{FFFD}31m␍␀"), "{drawn:?}");
    }
}

#[test]
fn markdown_text_does_nothing() {
    let table = single("a|b <img> [x](y) `c` *d* _e_ f_g", Cell::Count(1));
    let drawn = text(&table, Format::Markdown, &RenderOptions::default());
    assert!(
        drawn.contains(r"| a\|b \<img\> \[x\](y) \`c\` \*d\* \_e\_ f_g |"),
        "{drawn}"
    );
}

#[test]
fn a_spreadsheet_runs_no_name_as_a_formula() {
    for (name, plain, raw) in [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("+1", "'+1", "+1"),
        ("-1", "'-1", "-1"),
        ("@SUM(A1)", "'@SUM(A1)", "@SUM(A1)"),
        ("\t=1", "'\t=1", "\t=1"),
        ("\r=1", "\"'\r=1\"", "\"\r=1\""),
        ("＝1", "'＝1", "＝1"),
        ("a=1", "a=1", "a=1"),
        ("'quoted", "'quoted", "'quoted"),
    ] {
        let table = single(name, Cell::Amount(amount("-5.25")));
        let csv = |raw_text| {
            text(
                &table,
                Format::Csv,
                &RenderOptions {
                    raw_text,
                    ..RenderOptions::default()
                },
            )
        };
        assert_eq!(csv(false), format!("campaign,spend\n{plain},-5.25\n"));
        assert_eq!(csv(true), format!("campaign,spend\n{raw},-5.25\n"));
    }
}

#[test]
fn excel_gets_the_csv_it_opens() {
    let table = single("Ärger; Co, KG", Cell::Amount(amount("-1234.5")));
    for (csv_for, format, expected) in [
        (
            CsvFor::Plain,
            Format::Csv,
            "campaign,spend\n\"Ärger; Co, KG\",-1234.5\n",
        ),
        (
            CsvFor::Excel,
            Format::Csv,
            "\u{FEFF}campaign,spend\r\n\"Ärger; Co, KG\",-1234.5\r\n",
        ),
        (
            CsvFor::ExcelEu,
            Format::Csv,
            "\u{FEFF}campaign;spend\r\n\"Ärger; Co, KG\";-1234,5\r\n",
        ),
        (
            CsvFor::ExcelEu,
            Format::Tsv,
            "\u{FEFF}campaign\tspend\r\nÄrger; Co, KG\t-1234,5\r\n",
        ),
    ] {
        assert_eq!(
            text(
                &table,
                format,
                &RenderOptions {
                    csv_for,
                    ..RenderOptions::default()
                }
            ),
            expected
        );
    }
}

#[test]
fn a_quotient_that_is_no_number_is_undefined_everywhere() {
    for cell in [Cell::Ratio(f64::NAN), Cell::Ratio(f64::INFINITY)] {
        let table = single("x", cell);
        let plain = RenderOptions::default();
        assert!(text(&table, Format::Table, &plain).contains("\nx             —\n"));
        assert_eq!(text(&table, Format::Csv, &plain), "campaign,spend\nx,\n");
        let json = "{\"campaign\": \"x\", \"spend\": null, \"spend_status\": \"not_finite\"}\n";
        assert_eq!(text(&table, Format::Ndjson, &plain), json);
    }
}

#[test]
fn a_constant_column_yields_to_a_key_of_its_name() {
    let mut table = single("x", Cell::Count(1));
    table.keys = vec![key("currency")];
    table.extra = vec![
        ("currency".into(), Constant::Text("EUR".into())),
        ("cost_types".into(), Constant::Text("1 of 8".into())),
    ];
    let csv = text(&table, Format::Csv, &RenderOptions::default());
    assert_eq!(csv, "currency,spend,cost_types\nx,1,1 of 8\n");
}

/// In JSON numbers are numbers and truths are truths; a share that nothing has is null and an empty field.
#[test]
fn constants_keep_their_kind() {
    let mut table = single("x", Cell::Count(1));
    table.extra = vec![
        ("cost_types".into(), Constant::Count(3)),
        ("margin_given".into(), Constant::Flag(true)),
        ("join_rate_spend".into(), Constant::Share(Some(0.9125))),
        ("join_rate_value".into(), Constant::Share(None)),
    ];
    let json = text(&table, Format::Ndjson, &RenderOptions::default());
    assert!(
        json.ends_with(
            "\"cost_types\": 3, \"margin_given\": true, \"join_rate_spend\": 0.912500, \"join_rate_value\": null}\n"
        ),
        "{json}"
    );
    let options = RenderOptions {
        csv_for: CsvFor::ExcelEu,
        ..RenderOptions::default()
    };
    let csv = text(&table, Format::Csv, &options);
    assert!(csv.ends_with(";3;true;0,912500;\r\n"), "{csv}");
}

#[test]
fn formats_have_names_and_extensions() {
    for (name, path, format) in [
        ("table", "report.txt", Format::Table),
        ("csv", "a.b/report.CSV", Format::Csv),
        ("tsv", "report.tsv", Format::Tsv),
        ("json", "report.json", Format::Json),
        ("jsonl", "report.ndjson", Format::Ndjson),
        ("markdown", "report.md", Format::Markdown),
    ] {
        assert_eq!(name.parse(), Ok(format));
        assert_eq!(Format::of_path(Path::new(path)), Some(format));
    }
    assert_eq!(Format::of_path(Path::new("report")), None);
    assert_eq!(
        "cvs".parse::<Format>().map_err(|error| error.to_string()),
        Err(
            "no format is called `cvs`: expected table, tall, csv, tsv, json, ndjson or markdown"
                .to_owned()
        )
    );
}

/// A reader that has gone away.
struct ClosedPipe;

impl io::Write for ClosedPipe {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_is_reported_as_one_by_every_format() {
    for format in [
        Format::Table,
        Format::Tall,
        Format::Csv,
        Format::Tsv,
        Format::Json,
        Format::Ndjson,
        Format::Markdown,
    ] {
        let error = write(
            &campaigns(),
            format,
            &RenderOptions::default(),
            &mut ClosedPipe,
        )
        .expect_err("closed");
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "{format:?}");
    }
}

#[test]
fn a_name_longer_than_any_line_is_drawn_with_its_figure() {
    for (length, complete) in [(10_000, true), (70_000, false)] {
        let name = "n".repeat(length);
        let drawn = text(
            &single(&name, Cell::Count(1)),
            Format::Table,
            &RenderOptions::default(),
        );
        let row = drawn
            .lines()
            .nth(3)
            .expect("a row after two header lines and the rule");
        assert!(row.ends_with(if complete { "n   1.00" } else { "n…   1.00" }));
        assert_eq!(row.contains(&name), complete);
    }
}
