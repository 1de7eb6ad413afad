//! Workbooks of the binary: what CSV says cell by cell, how the figures came about, and when a file may be replaced.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

#[path = "story/program.rs"]
mod program;

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Output;

use calamine::{Data, Range, Reader, Xlsx};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

const SPEND: &str = "Campaign name,Amount spent (EUR),Impressions,Day\n\
                     =cmd(),1.50,10,2026-09-01\n\
                     12345678901234567,2.25,20,2026-09-02\n\
                     Broken,x,30,2026-09-03\n";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program somewhere.
fn run(folder: &Path, args: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = program::program();
    command.current_dir(folder).args(args);
    command.env_remove("SOURCE_DATE_EPOCH");
    command.envs(environment.iter().copied());
    command.output().unwrap()
}

/// A folder with a file of spend.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.csv"), SPEND).unwrap();
    folder
}

/// What went to standard output of a run that must succeed.
fn stdout(folder: &Path, args: &[&str]) -> Vec<u8> {
    let output = run(folder, args, &[]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {said}");
    output.stdout
}

fn sheet(written: &[u8], name: &str) -> Range<Data> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(written)).unwrap();
    book.worksheet_range(name).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Holds a sheet against the CSV of the same table: every key and every figure, blank where CSV is empty.
fn agrees(range: &Range<Data>, csv: &[u8], keys: usize) {
    let mut reader = csv::Reader::from_reader(csv);
    let header: Vec<String> = reader.headers().unwrap().iter().map(Into::into).collect();
    let width = range.width();
    let mut lines = 0;
    for (at, record) in reader.records().enumerate() {
        let record = record.unwrap();
        lines += 1;
        for (column, field) in record.iter().enumerate().take(width) {
            let cell = range.get_value((at as u32 + 1, column as u32));
            let cell = cell.unwrap_or(&Data::Empty);
            let place = format!("{} of line {}", header[column], at + 2);
            match cell {
                // Sheets are for people, and platforms write themselves as they like.
                _ if header[column] == "platform" && field != "(no match)" => {
                    let name = key(cell, field).to_lowercase().replace(' ', "_");
                    assert_eq!(name, field, "{place}");
                }
                _ if column < keys => assert_eq!(key(cell, field), field, "{place}"),
                Data::Empty => assert_eq!(field, "", "{place}"),
                Data::Float(figure) => {
                    let percent = header[column].ends_with("_pct");
                    let expected: f64 = field.parse().unwrap();
                    let expected = if percent { expected / 100.0 } else { expected };
                    let near = (figure - expected).abs() <= 1e-9 * expected.abs().max(1.0);
                    assert!(near, "{place}: {figure} is not {expected}");
                }
                other => panic!("{place}: {other:?} is no figure"),
            }
        }
    }
    assert!(lines > 0);
}

/// A key as text; a day in the form of the text beside it.
fn key(cell: &Data, like: &str) -> String {
    match cell {
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            let text = format!("{year:04}-{month:02}-{day:02}");
            text[..like.len().min(10)].to_owned()
        }
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        other => panic!("{other:?} is no key"),
    }
}

#[test]
fn every_cell_of_a_report_is_what_csv_says() {
    for (more, keys) in [
        (&["--by", "platform"][..], 1),
        (&["--by", "month"], 1),
        (
            &[
                "--by",
                "platform,campaign",
                "--compare",
                "previous",
                "--period",
                "2026-09",
            ],
            2,
        ),
        (
            &[
                "--by",
                "week,country",
                "--spread-periods",
                "--period",
                "2026-09",
            ],
            2,
        ),
        (
            &[
                "--by",
                "year,quarter",
                "--margin",
                "0.4",
                "--cost",
                "labour=12000",
            ],
            2,
        ),
    ] {
        let words = |format| {
            let words = [
                "report",
                "sample-data",
                "--currency",
                "EUR",
                "-q",
                "--format",
                format,
            ];
            [&words[..], more].concat()
        };
        let csv = stdout(&root(), &words("csv"));
        let written = stdout(&root(), &words("xlsx"));
        agrees(&sheet(&written, "Report"), &csv, keys);
    }
}

#[test]
fn a_workbook_of_attribution_has_the_models_side_by_side_and_every_figure() {
    let words = |format| ["attribute", "sample-data", "-q", "--format", format];
    let csv = stdout(&root(), &words("csv"));
    let written = stdout(&root(), &words("xlsx"));
    let book: Xlsx<_> = Xlsx::new(Cursor::new(&written)).unwrap();
    assert_eq!(
        book.sheet_names(),
        ["Credited value by model", "Every figure", "Method"]
    );
    agrees(&sheet(&written, "Every figure"), &csv, 2);
    let method = sheet(&written, "Method");
    let defined: BTreeMap<String, String> = method
        .rows()
        .map(|row| (row[0].to_string(), row[2].to_string()))
        .collect();
    assert_eq!(
        defined["position"],
        "40 % to the first touch, 40 % to the last, 20 % shared between"
    );
    assert_eq!(defined["roas"], "credited value / cost");
}

#[test]
fn lists_are_sheets_of_text() {
    for (command, name) in [("metrics", "Metrics"), ("formats", "Formats")] {
        let csv = stdout(&root(), &[command, "--format", "csv"]);
        let written = stdout(&root(), &[command, "--format", "xlsx"]);
        let range = sheet(&written, name);
        let columns = csv::Reader::from_reader(&csv[..]).headers().unwrap().len();
        agrees(&range, &csv, columns);
    }
}

#[test]
fn the_method_names_files_hashes_definitions_and_rejected_rows() {
    let folder = folder();
    let written = stdout(
        folder.path(),
        &["report", "a.csv", "-q", "--format", "xlsx"],
    );
    let report = sheet(&written, "Report");
    assert_eq!(report.get_value((1, 0)).unwrap().to_string(), "Meta");
    let rows: Vec<Vec<String>> = sheet(&written, "Method")
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect();
    let row = |name: &str| rows.iter().find(|row| row[0] == name).unwrap().clone();
    assert_eq!(
        row("program")[1],
        concat!("social-roi ", env!("CARGO_PKG_VERSION"))
    );
    assert_eq!(row("command")[1], "social-roi report a.csv --format xlsx");
    assert_eq!(row("currency")[1], "EUR");
    assert_eq!(row("days covered")[1], "1–2 Sep 2026");
    assert_eq!(
        row("cpm")[..4],
        [
            "cpm",
            "Cost per thousand impressions",
            "1000 × spend / impressions, from ad_spend",
            "EUR"
        ]
    );
    let file = row("a.csv");
    let hash: String = Sha256::digest(SPEND)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(file[2..7], [hash.as_str(), "2", "", "UTF-8", "1"]);
    assert_eq!(file[9..], [SPEND.len().to_string().as_str(), "ok"]);
    let rejected = rows
        .iter()
        .position(|row| row[0] == "Rejected rows")
        .unwrap();
    assert_eq!(
        rows[rejected + 2][..6],
        [
            "a.csv",
            "Amount spent (EUR)",
            "a number",
            "4",
            "x",
            "Broken,x,30,2026-09-03"
        ]
    );
    assert!(
        rows.iter()
            .any(|row| row[0].starts_with("a.csv: 1 of 3 rows rejected"))
    );
}

#[test]
fn standard_input_has_a_hash_too() {
    let folder = folder();
    let mut command = program::program();
    command.current_dir(folder.path()).write_stdin(SPEND);
    let output = command
        .args(["report", "-", "-q", "--format", "xlsx"])
        .output()
        .unwrap();
    let hash: String = Sha256::digest(SPEND)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let known = format!("- {hash}");
    let method = sheet(&output.stdout, "Method");
    assert!(
        method
            .rows()
            .any(|row| row[0].to_string() + " " + &row[2].to_string() == known)
    );
}

#[test]
fn ids_and_names_like_formulas_are_text() {
    let folder = folder();
    let words = [
        "report", "a.csv", "-q", "--by", "campaign", "--format", "xlsx",
    ];
    let written = stdout(folder.path(), &words);
    let range = sheet(&written, "Report");
    for (row, name) in [(1, "12345678901234567"), (2, "=cmd()")] {
        assert_eq!(range.get_value((row, 0)), Some(&Data::String(name.into())));
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&written)).unwrap();
    let formulas = book.worksheet_formula("Report").unwrap();
    assert_eq!(formulas.used_cells().count(), 0);
}

#[test]
fn the_same_run_gives_the_same_bytes_with_any_number_of_threads() {
    let words = [
        "report",
        "sample-data",
        "--currency",
        "EUR",
        "-q",
        "--by",
        "platform,month",
        "--format",
        "xlsx",
    ];
    let threads = |count| [("RAYON_NUM_THREADS", count), ("POLARS_MAX_THREADS", count)];
    let first = run(&root(), &words, &threads("1")).stdout;
    for count in ["1", "2", "5"] {
        assert!(
            run(&root(), &words, &threads(count)).stdout == first,
            "{count}"
        );
    }
}

#[test]
fn documents_bear_the_last_day_of_the_data_unless_the_environment_says_otherwise() {
    let folder = folder();
    let words = ["report", "a.csv", "-q", "--format", "xlsx"];
    for (environment, moment) in [
        (&[][..], "2026-09-02T00:00:00Z"),
        (
            &[("SOURCE_DATE_EPOCH", "1767225600")],
            "2026-01-01T00:00:00Z",
        ),
    ] {
        let written = run(folder.path(), &words, environment).stdout;
        let mut archive = zip::ZipArchive::new(Cursor::new(written)).unwrap();
        let core = std::io::read_to_string(archive.by_name("docProps/core.xml").unwrap()).unwrap();
        assert!(core.contains(moment), "{core}");
    }
    let output = run(folder.path(), &words, &[("SOURCE_DATE_EPOCH", "today")]);
    let said = String::from_utf8(output.stderr).unwrap();
    let error = "error: SOURCE_DATE_EPOCH=today: expected seconds since 1970, like 1767225600\n";
    assert!(said.ends_with(error), "{said}");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}

#[test]
fn a_workbook_that_is_there_stays_unless_forced() {
    let folder = folder();
    let words = ["report", "a.csv", "-q", "-o", "out.xlsx"];
    assert_eq!(run(folder.path(), &words, &[]).status.code(), Some(0));
    let path = folder.path().join("out.xlsx");
    std::fs::write(&path, "edited by hand").unwrap();
    let output = run(folder.path(), &words, &[]);
    assert_eq!(
        (
            String::from_utf8(output.stderr).unwrap().as_str(),
            output.status.code()
        ),
        (
            "error: out.xlsx exists\nhint: `--force` replaces it\n",
            Some(1)
        )
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "edited by hand");
    let forced = [&words[..], &["--force"]].concat();
    assert_eq!(run(folder.path(), &forced, &[]).status.code(), Some(0));
    assert!(std::fs::read(&path).unwrap().starts_with(b"PK"));
    assert_eq!(names(folder.path()), ["a.csv", "out.xlsx"]);
}

#[test]
fn data_that_are_there_are_made_anew() {
    let folder = folder();
    for name in ["out.csv", "out.json", "out.parquet"] {
        let path = folder.path().join(name);
        std::fs::write(&path, "old").unwrap();
        let output = run(folder.path(), &["report", "a.csv", "-q", "-o", name], &[]);
        assert_eq!(output.status.code(), Some(0), "{name}");
        assert_ne!(std::fs::read(&path).unwrap(), b"old", "{name}");
    }
}

/// Its figures came from the exports beside it: read again, they would count twice.
#[test]
fn a_workbook_of_our_own_is_no_export() {
    let folder = folder();
    let report = ["report", ".", "-q", "--format", "csv"];
    let alone = stdout(folder.path(), &report);
    let written = [
        "report",
        ".",
        "-q",
        "--by",
        "platform,campaign",
        "-o",
        "own.xlsx",
    ];
    stdout(folder.path(), &written);
    assert_eq!(stdout(folder.path(), &report), alone);
    let named = run(folder.path(), &["report", "own.xlsx"], &[]);
    assert_eq!(
        (
            String::from_utf8(named.stderr).unwrap().as_str(),
            named.status.code()
        ),
        (
            "warning: own.xlsx: refused: a workbook that social-roi wrote, not an export\n\
             error: nothing to report: no file could be read\n",
            Some(1)
        )
    );
}

#[test]
fn a_file_that_cannot_be_written_leaves_nothing_behind() {
    let folder = folder();
    std::fs::create_dir(folder.path().join("taken.xlsx")).unwrap();
    for (name, why) in [
        (
            "missing/out.xlsx",
            "there is no folder `missing`\nhint: make the folder first, or write elsewhere",
        ),
        ("a.csv/out.xlsx", "not a directory"),
        ("taken.xlsx", "is a directory"),
    ] {
        let output = run(folder.path(), &["report", "a.csv", "-q", "-o", name], &[]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.ends_with(&format!("error: {name}: {why}\n")), "{said}");
        assert_eq!(output.status.code(), Some(1), "{name}");
    }
    assert_eq!(names(folder.path()), ["a.csv", "taken.xlsx"]);
    assert_eq!(names(&folder.path().join("taken.xlsx")), [""; 0]);
}

#[test]
fn a_workbook_does_not_go_to_the_screen() {
    let terminal = social_roi::options::Terminal {
        out: true,
        ..Default::default()
    };
    let words = ["social-roi", "formats", "--format", "xlsx"].map(Into::into);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = social_roi::run(words, &terminal, &mut out, &mut err);
    assert_eq!((code, out.len()), (2, 0));
    assert_eq!(
        String::from_utf8(err).unwrap(),
        "error: --format xlsx: a workbook is not for the screen; name a file with `-o FILE.xlsx`\n"
    );
}

#[test]
fn formats_that_there_are_not_are_told_with_those_that_there_are() {
    let folder = folder();
    for (words, error) in [
        (
            ["--format", "xls"],
            "error: --format xls: expected table, tall, csv, tsv, json, ndjson, markdown, parquet, xlsx or html\n",
        ),
        (
            ["-o", "out.xls"],
            "error: -o out.xls: `.xls` is no format; expected .csv, .tsv, .json, .ndjson, .md, .txt, .parquet, .xlsx or .html, or give --format\n",
        ),
    ] {
        let output = run(
            folder.path(),
            &[&["report", "a.csv"][..], &words].concat(),
            &[],
        );
        assert_eq!(String::from_utf8(output.stderr).unwrap(), error);
        assert_eq!(output.status.code(), Some(2));
    }
}
