//! What goes wrong, and what is said of it.

use std::fs;

use crate::{exists, social_roi};

/// What is said on standard error, of `error:` and `hint:` lines alone, and the exit code.
fn said(args: &[&str]) -> (Vec<String>, Option<i32>) {
    let output = social_roi(args);
    let err = String::from_utf8(output.stderr).unwrap();
    let lines = err
        .lines()
        .filter(|line| line.starts_with("error:") || line.starts_with("hint:"))
        .filter(|line| !line.contains("currency-of") && !line.contains("--outcomes"))
        .map(str::to_owned);
    (lines.collect(), output.status.code())
}

fn roi(more: &[&str]) -> (Vec<String>, Option<i32>) {
    let mut args = vec![
        "chart",
        "roi",
        "sample-data",
        "--currency",
        "EUR",
        "--quiet",
    ];
    args.extend(more);
    said(&args)
}

#[test]
fn an_unknown_kind_names_the_nearest() {
    let all = "`social-roi chart --list` names all kinds";
    for (typed, near) in [
        ("trends", "did you mean `trend`? "),
        ("rio", "did you mean `roi`? "),
        ("piechart", ""),
    ] {
        let (lines, code) = said(&["chart", typed, "sample-data"]);
        assert_eq!(code, Some(2));
        assert_eq!(
            lines,
            [
                format!("error: unknown chart `{typed}`"),
                format!("hint: {near}{all}")
            ]
        );
    }
}

#[test]
fn inputs_without_a_kind_before_them_are_told_apart_from_an_unknown_kind() {
    let (lines, code) = said(&["chart", "sample-data", "--currency", "EUR"]);
    assert_eq!(code, Some(2));
    assert_eq!(
        lines,
        [
            "error: sample-data: expected a kind of chart before the inputs, as in `chart roi sample-data`; `chart --list` names all kinds"
        ]
    );
}

#[test]
fn senseless_sizes_and_scales_are_refused() {
    for size in ["0", "100000", "1200x0"] {
        let (lines, code) = roi(&["--size", size, "--format", "svg"]);
        assert_eq!(code, Some(2), "{size}");
        assert_eq!(
            lines,
            [format!(
                "error: --size {size}: expected WIDTHxHEIGHT or WIDTH in pixels, each from 240 to 10000"
            )]
        );
    }
    let (lines, code) = roi(&["--scale", "0", "--format", "png"]);
    assert_eq!(code, Some(2));
    assert_eq!(
        lines,
        ["error: --scale 0: expected a number from 0.1 to 10"]
    );
}

#[test]
fn a_picture_too_low_says_what_it_needs() {
    let (lines, code) = roi(&["--by", "campaign", "--size", "960x240", "--format", "svg"]);
    assert_eq!(code, Some(2));
    assert_eq!(lines.len(), 1);
    assert!(
        lines[0].starts_with(
            "error: chart roi: too low for this chart: expected a height of at least "
        )
    );
}

#[test]
fn a_font_that_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("font.ttf");
    fs::write(&path, "no font").unwrap();
    let (lines, code) = roi(&["--font", path.to_str().unwrap(), "--format", "svg"]);
    assert_eq!(code, Some(2));
    assert_eq!(
        lines,
        [format!(
            "error: --font {}: expected a TrueType or OpenType font file (.ttf, .otf)",
            path.display()
        )]
    );
    let (lines, code) = roi(&["--font", "no/such.ttf", "--format", "svg"]);
    assert_eq!(code, Some(1));
    assert!(lines[0].starts_with("error: no/such.ttf: cannot be read: "));
}

#[test]
fn a_picture_that_exists_is_not_overwritten_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roi.svg");
    fs::write(&path, "mine").unwrap();
    let name = path.to_str().unwrap();
    let (lines, code) = roi(&["-o", name]);
    assert_eq!(code, Some(1));
    assert_eq!(
        lines,
        [
            format!("error: {name} exists"),
            "hint: `--force` replaces it".to_owned()
        ]
    );
    assert_eq!(fs::read(&path).unwrap(), b"mine");
    let (_, code) = roi(&["-o", name, "--force"]);
    assert_eq!(code, Some(0));
    assert!(fs::read_to_string(&path).unwrap().starts_with("<svg "));
}

#[test]
fn nothing_half_written_is_left_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("no/such/folder/roi.png");
    let (lines, code) = roi(&["-o", path.to_str().unwrap()]);
    assert_eq!(code, Some(1));
    assert!(
        lines[0].starts_with(&format!("error: {}", path.display())),
        "{lines:?}"
    );
    assert!(!exists(&folder.path().join("no")));
}

#[test]
fn a_chart_that_the_data_cannot_fill_says_what_is_missing() {
    let (lines, code) = said(&[
        "chart",
        "heatmap",
        "sample-data/meta",
        "--quiet",
        "--format",
        "svg",
    ]);
    assert_eq!(code, Some(1));
    assert!(
        lines[0].starts_with("error: chart heatmap: nothing to draw"),
        "{lines:?}"
    );
}
