//! Every chart of the sample data: legible, reproducible, the picture that was looked at.

use std::fs;
use std::process::Command;

use crate::readable::faults;
use crate::{chart, kinds};

/// The picture without the fonts that it carries: they are the same in all.
pub fn without_fonts(svg: &str) -> String {
    match (svg.find("<style>"), svg.find("</style>\n")) {
        (Some(start), Some(end)) => format!("{}{}", &svg[..start], &svg[end + 9..]),
        _ => svg.to_owned(),
    }
}

fn svg(kind: &str, more: &[&str]) -> String {
    let args: Vec<&str> = ["--format", "svg"].iter().chain(more).copied().collect();
    String::from_utf8(chart(kind, &args)).unwrap()
}

#[test]
fn the_eighteen_charts_are_there() {
    let known = [
        "roi",
        "spend-return",
        "trend",
        "models",
        "paths",
        "transitions",
        "funnel",
        "mix",
        "heatmap",
        "scatter",
        "pareto",
        "compare",
        "sparkline",
        "ladder",
        "waterfall",
        "tornado",
        "pacing",
        "bridge",
    ];
    let mut kinds = kinds();
    kinds.sort();
    let mut known = known.map(str::to_owned);
    known.sort();
    assert_eq!(kinds, known);
}

#[test]
fn charts_of_the_sample_data_look_as_they_were_looked_at_and_describe_themselves() {
    for kind in kinds() {
        let svg = svg(&kind, &[]);
        insta::assert_snapshot!(kind.clone(), without_fonts(&svg));
        assert_eq!(faults(&without_fonts(&svg)), Vec::<String>::new(), "{kind}");
        let body = without_fonts(&svg);
        assert!(svg.contains("@font-face"), "{kind}");
        assert!(
            body.contains("role=\"img\"") && body.contains("<text "),
            "{kind}"
        );
        let part = |tag: &str| {
            let start = body.find(&format!("<{tag}>")).unwrap() + tag.len() + 2;
            body[start..start + body[start..].find(&format!("</{tag}>")).unwrap()].to_owned()
        };
        assert!(part("title").len() > 5, "{kind}");
        assert!(part("desc").len() > 20, "{kind}");
        for resource in ["href=", "src=\"", "url(http", "@import"] {
            assert!(!svg.contains(resource), "{kind}: loads {resource}");
        }
    }
}

#[test]
fn charts_of_the_sample_data_can_be_read_in_every_look() {
    let looks: [&[&str]; 3] = [
        &["--size", "1200x700", "--theme", "dark"],
        &["--size", "600"],
        &["--lang", "fa"],
    ];
    for kind in kinds() {
        for look in looks {
            let found = faults(&without_fonts(&svg(&kind, look)));
            assert_eq!(found, Vec::<String>::new(), "{kind} {look:?}");
        }
    }
}

/// Bytes of a chart as a process with that many threads writes them.
fn with_threads(kind: &str, format: &str, threads: &str) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_social-roi"))
        .args([
            "chart",
            kind,
            "sample-data",
            "--currency",
            "EUR",
            "--quiet",
            "--format",
            format,
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("RAYON_NUM_THREADS", threads)
        .env("POLARS_MAX_THREADS", threads)
        .output()
        .unwrap();
    assert!(output.status.success(), "{kind} {format}");
    output.stdout
}

#[test]
fn the_same_command_gives_the_same_bytes_whatever_the_threads() {
    for kind in ["trend", "models", "scatter", "compare"] {
        let once = with_threads(kind, "svg", "1");
        assert!(once == with_threads(kind, "svg", "2"), "{kind}");
    }
    for format in ["png", "pdf", "csv"] {
        let once = with_threads("roi", format, "1");
        assert!(once == with_threads("roi", format, "2"), "{format}");
    }
}

#[test]
fn a_picture_has_the_size_that_was_asked_for() {
    let size = |png: &[u8]| {
        let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        (side(16), side(20))
    };
    let png = |more: &[&str]| {
        let args: Vec<&str> = ["--format", "png"].iter().chain(more).copied().collect();
        chart("roi", &args)
    };
    assert_eq!(size(&png(&["--size", "1200x700"])), (2400, 1400));
    assert_eq!(size(&png(&["--size", "600", "--scale", "1"])).0, 600);
    assert!(chart("roi", &["--format", "pdf"]).starts_with(b"%PDF-"));
}

#[test]
fn the_plotted_figures_are_the_report_s() {
    let csv = |args: &[&str]| String::from_utf8(crate::done(args)).unwrap();
    let plotted = String::from_utf8(chart("roi", &["--format", "csv"])).unwrap();
    let reported = csv(&[
        "report",
        "sample-data",
        "--currency",
        "EUR",
        "--quiet",
        "--by",
        "channel",
        "--metrics",
        "spend,roi",
        "--format",
        "csv",
    ]);
    let drawn: Vec<&str> = plotted.lines().skip(1).collect();
    assert_eq!(drawn.len(), 4);
    for line in drawn {
        assert!(reported.contains(line), "{line} in {reported}");
    }
}

#[test]
fn a_file_is_written_by_its_extension() {
    let folder = tempfile::tempdir().unwrap();
    for (name, start) in [
        ("a.svg", "<svg "),
        ("a.png", "\u{FFFD}PNG"),
        ("a.pdf", "%PDF"),
        ("a.csv", "channel,"),
    ] {
        let path = folder.path().join(name);
        chart("roi", &["-o", path.to_str().unwrap()]);
        let bytes = fs::read(&path).unwrap();
        assert!(String::from_utf8_lossy(&bytes).starts_with(start), "{name}");
    }
}
