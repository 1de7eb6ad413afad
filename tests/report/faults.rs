//! What cannot be read: the rest is reported where that is safe, and the exit code says so.

use std::process::{Command, Stdio};

use super::{META, SHOP, Story};

const UNKNOWN: &str = "a,b,c\n1,2,3\n";
const HEADER: &str = "platform,spend,currency,cost_types,margin_given";
const ALL: &str = "meta,180.5,EUR,1,false";

fn unknown(path: &str) -> [String; 2] {
    [
        format!("{path}: expected a known export, found an unknown header (line 1: `a,b,c`)"),
        format!(
            "hint: `social-roi formats` lists what can be read; `--map 'spend=Their Header,campaign=Other Header'` reads {path} anyway"
        ),
    ]
}

#[test]
fn files_without_rows_are_no_error() {
    let header = META.lines().next().unwrap();
    let story = Story::new(&[
        ("header.csv", header),
        ("empty.csv", ""),
        ("meta.csv", META),
    ]);
    let nothing = "nothing to report: the files hold no rows of spend, posts, profiles or outcomes (`social-roi inspect` shows what they hold)";
    story.report("header.csv").fails(0, &[nothing]);
    story.report("empty.csv header.csv").fails(0, &[nothing]);
    story
        .run_words(["report", "header.csv"])
        .fails(0, &["read header.csv: a header without rows", nothing]);
    story
        .report("meta.csv header.csv empty.csv --metrics spend")
        .prints(&[HEADER, ALL]);
}

#[test]
fn an_unknown_file_that_was_named_is_an_error_and_the_others_are_reported() {
    let story = Story::new(&[("meta.csv", META), ("unknown.csv", UNKNOWN)]);
    let [what, hint] = unknown("unknown.csv");
    let error = format!("error: {what}");
    let rows = [format!("{HEADER},files_not_read"), format!("{ALL},1")];
    story.report("meta.csv unknown.csv --metrics spend").is(
        1,
        &[&error, &hint],
        &[&rows[0], &rows[1]],
    );
    let nothing = "error: nothing to report: no file could be read";
    story
        .report("unknown.csv")
        .fails(1, &[&error, &hint, nothing]);
}

#[test]
fn an_unknown_file_in_a_folder_is_a_warning_unless_nothing_is_left() {
    let story = Story::new(&[
        ("good/meta.csv", META),
        ("good/unknown.csv", UNKNOWN),
        ("bad/unknown.csv", UNKNOWN),
    ]);
    let [what, hint] = unknown("good/unknown.csv");
    let warning = format!("warning: {}", what.replace("csv: ", "csv: not read: "));
    let header = format!("{HEADER},files_not_read");
    let all = format!("{ALL},1");
    let rows = [&header[..], &all[..]];
    story
        .report("good --metrics spend")
        .is(0, &[&warning, &hint], &rows);
    let strict = "error: 1 warning made an error by --strict";
    story
        .report("good --metrics spend --strict")
        .is(1, &[&warning, &hint, strict], &rows);
    // Who reads the saved table sees it there.
    let note = "not read, so that what they hold is in no figure: good/unknown.csv (`social-roi inspect` says why)";
    let table = story.report("good --metrics spend --format table").out;
    assert!(table.contains(&format!("note: {note}\n")), "{table}");
    let page = story.report("good --metrics spend --format html").out;
    assert!(page.contains("not read, so that what they hold"), "{page}");
    let json = story.report("good --metrics spend --format json").out;
    assert!(
        json.contains("\"files_not_read\": 1, \"period\": "),
        "{json}"
    );
    let [what, hint] = unknown("bad/unknown.csv");
    let warning = format!("warning: {}", what.replace("csv: ", "csv: not read: "));
    story.report("bad").fails(
        1,
        &[
            &warning,
            &hint,
            "error: nothing to report: no file could be read",
        ],
    );
}

#[test]
fn rejected_rows_are_counted_and_strict_makes_them_an_error() {
    let bad = META.replace("30.50", "oops");
    let story = Story::new(&[("meta.csv", &bad)]);
    let said = [
        "warning: meta.csv: 1 of 3 rows rejected; first: line 4, column `Amount spent (EUR)`: expected a number, found `oops`",
        "hint: `--rejects FILE` writes all of them with their reasons",
        "error: 1 of 3 rejected rows are warnings made errors by --strict",
        "hint: `--rejects FILE` writes them with their reasons",
    ];
    let rest = [HEADER, "meta,150,EUR,1,false"];
    story
        .report("meta.csv --metrics spend")
        .is(0, &said[..2], &rest);
    story
        .report("meta.csv --metrics spend --strict")
        .is(1, &said, &rest);
    story
        .report("meta.csv --metrics spend --rejects rejects.csv")
        .is(0, &said[..2], &rest);
    assert_eq!(
        String::from_utf8(story.bytes("rejects.csv")).unwrap(),
        "file,line,column,expected,found,row\n\
         meta.csv,4,Amount spent (EUR),a number,oops,\"Autumn,2026-01-10,oops,3000,61,,\"\n"
    );
}

/// 1 + 2 + 4 + 8: a quote that nobody closed, in the last cell of a row, takes no row after it along.
#[test]
fn a_quote_left_open_in_the_last_column_swallows_no_row() {
    let header = "Campaign name,Day,Amount spent (EUR),Impressions,Objective\n";
    for (b, d) in [("\"x", "x"), ("\"x", "\"x\"")] {
        let rows = format!(
            "A,2026-01-05,1,1,x\nB,2026-01-05,2,1,{b}\nC,2026-01-05,4,1,x\nD,2026-01-05,8,1,{d}\n"
        );
        let story = Story::new(&[("meta.csv", &format!("{header}{rows}"))]);
        story
            .report("meta.csv --metrics spend")
            .prints(&[HEADER, "meta,15,EUR,1,false"]);
    }
}

/// More rows than are shown: every one is in the file, in order, with its line.
#[test]
fn every_rejected_row_is_written() {
    let row = |at: usize| format!("C{at},2026-01-05,oops,1,1,,\n");
    let rows: String = (0..500).map(row).collect();
    let header = META.lines().next().unwrap();
    let story = Story::new(&[(
        "meta.csv",
        &format!("{header}\n{rows}A,2026-01-05,1,1,1,,\n"),
    )]);
    let outcome = story.report("meta.csv --metrics spend --rejects rejects.csv");
    assert!(
        outcome
            .said
            .starts_with("warning: meta.csv: 500 of 501 rows rejected; first: line 2,"),
        "{}",
        outcome.said
    );
    let written = String::from_utf8(story.bytes("rejects.csv")).unwrap();
    let expected = (0..500).map(|at| {
        format!(
            "meta.csv,{},Amount spent (EUR),a number,oops,\"C{at},2026-01-05,oops,1,1,,\"\n",
            at + 2
        )
    });
    let expected: String = std::iter::once("file,line,column,expected,found,row\n".to_owned())
        .chain(expected)
        .collect();
    assert!(written == expected, "{} bytes", written.len());
}

#[test]
fn strict_is_silent_where_nothing_is_wrong() {
    let story = Story::new(&[("meta.csv", META)]);
    story
        .report("meta.csv --metrics spend --strict")
        .prints(&[HEADER, ALL]);
}

#[test]
fn inputs_that_do_not_exist_are_named() {
    let story = Story::new(&[("meta.csv", META)]);
    story.report("metta.csv").fails(
        1,
        &[
            "error: metta.csv: no such file or folder",
            "hint: did you mean `meta.csv`?",
        ],
    );
    story.report("").fails(
        2,
        &[
            "error: no input: name a file, a folder, a glob or `-`; no social-roi.toml was found here or above",
            "hint: try `social-roi report exports/`; `social-roi init` in a folder of exports writes a project file",
        ],
    );
}

/// `| head -1`: whoever reads may stop at any time.
#[test]
fn a_closed_pipe_is_success_for_every_writer() {
    let story = Story::new(&[("meta.csv", META), ("shop.csv", SHOP)]);
    let read = [
        "meta.csv",
        "shop.csv",
        "--quiet",
        "--currency-of",
        "shop.csv=EUR",
    ];
    let mut all = Vec::new();
    for format in [
        "table", "tall", "csv", "tsv", "json", "ndjson", "markdown", "parquet",
    ] {
        all.push([&["report"][..], &read, &["--format", format]].concat());
    }
    all.push([&["explain", "roas"][..], &read].concat());
    all.push([&["metrics", "--can"][..], &read].concat());
    all.extend([
        vec!["metrics"],
        vec!["formats"],
        vec!["completions", "zsh"],
        vec!["man"],
    ]);
    for args in all {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let child = Command::new(env!("CARGO_BIN_EXE_social-roi"))
            .args(&args)
            .current_dir(story.path(""))
            .stdout(writer)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            (output.status.code(), said.as_str()),
            (Some(0), ""),
            "{args:?}"
        );
    }
}

#[test]
fn outcomes_without_dates_give_no_month_a_return() {
    let shop = "Order UTM source,Order UTM medium,Order UTM campaign,Orders,Net sales\nfacebook,paid_social,Spring,4,450\n";
    let story = Story::new(&[("meta.csv", META), ("shop.csv", shop)]);
    let outcome = story.report(
        "meta.csv shop.csv --currency-of shop.csv=EUR --by month --metrics spend,revenue,roas,roi",
    );
    // The whole has a return, no month has: 450 over 180.50 is in the total alone.
    assert_eq!(
        outcome
            .out
            .lines()
            .map(|line| line.split(',').take(5).collect::<Vec<_>>().join(","))
            .collect::<Vec<_>>(),
        [
            "month,spend,revenue,roas,roi",
            "2026-01,130.5,,,",
            "2026-02,50,,,",
            "(no date),0,450,,",
        ],
        "{}",
        outcome.said
    );
}

#[test]
fn a_key_that_spend_cannot_state_gives_no_return() {
    let shop = "Day,Order UTM source,Order UTM medium,Order UTM campaign,Shipping country,Orders,Net sales\n\
        2026-01-06,facebook,paid_social,Spring,Austria,3,300\n\
        2026-01-12,facebook,paid_social,Autumn,,1,61\n";
    let story = Story::new(&[("meta.csv", META), ("shop.csv", shop)]);
    let outcome = story.report(
        "meta.csv shop.csv --currency-of shop.csv=EUR --by country --metrics spend,revenue,roas",
    );
    for line in outcome.out.lines().skip(1) {
        assert_eq!(line.split(',').nth(3), Some(""), "{}", outcome.out);
    }
}

#[test]
fn a_period_without_rows_says_what_the_files_cover() {
    let story = Story::new(&[("meta.csv", META)]);
    let outcome = story.report("meta.csv --period 2025-03");
    assert_eq!(
        outcome.said,
        "error: nothing to report: no rows in 1–31 Mar 2025; the files cover 5 Jan – 5 Feb 2026\n"
    );
    assert_eq!(outcome.code, Some(1));
}
