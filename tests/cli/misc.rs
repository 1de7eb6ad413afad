//! The edges of the program: version, help, completions, wrong usage, closed pipes.

use std::process::{Command, Stdio};

use super::Trial;

#[test]
fn version_is_one_line() {
    Trial::new(&["--version"])
        .stdout(concat!("social-roi ", env!("CARGO_PKG_VERSION"), "\n"))
        .run();
}

#[test]
fn help_of_a_command_is_its_page_of_the_manual() {
    for command in [
        "report",
        "inspect",
        "explain",
        "metrics",
        "formats",
        "project",
        "completions",
        "man",
    ] {
        let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(format!("docs/manual/{command}.md"));
        Trial::new(&["help", command])
            .stdout(without_comments(&std::fs::read_to_string(page).unwrap()))
            .run();
    }
}

/// Comments of the page's source stand on lines of their own, for those who write it.
fn without_comments(page: &str) -> String {
    let lines = page.split_inclusive('\n');
    let (comments, shown): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.contains("<!--"));
    assert!(comments.iter().all(|line| line.ends_with("-->\n")));
    shown.concat()
}

#[test]
fn help_of_an_unknown_command_names_its_likely_twin() {
    Trial::new(&["help", "inspekt"])
        .stderr("error: unknown command `inspekt`\nhint: did you mean `inspect`?\n")
        .code(2)
        .run();
}

#[test]
fn an_unknown_option_is_wrong_usage() {
    Trial::new(&["inspect", "a.csv", "--currncy-of", "x"])
        .stderr(
            "error: unexpected argument '--currncy-of' found\n\n  tip: a similar argument exists: '--currency-of'\n\n\
             Usage: social-roi inspect --currency-of <FILE=EUR> <INPUT>...\n\nFor more information, try '--help'.\n",
        )
        .code(2)
        .run();
}

#[test]
fn an_unknown_command_is_wrong_usage() {
    Trial::new(&["inspct"])
        .stderr(
            "error: unrecognized subcommand 'inspct'\n\n  tip: some similar subcommands exist: 'init', 'inspect'\n\n\
             Usage: social-roi [OPTIONS] <COMMAND>\n\nFor more information, try '--help'.\n",
        )
        .code(2)
        .run();
}

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "elvish", "powershell"];

#[test]
fn completions_know_every_command() {
    for shell in SHELLS {
        let output = Trial::new(&["completions", shell]).output();
        for command in [
            "report", "check", "init", "inspect", "explain", "metrics", "formats",
        ] {
            assert!(output.contains(command), "{command} in {shell}");
        }
    }
}

/// Whoever reads the output may stop at any time: that is no failure and needs no message.
#[test]
fn a_closed_pipe_is_success() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("a.csv"),
        "Campaign name,Amount spent (EUR)\nA,1.50\n",
    )
    .unwrap();
    let completions = SHELLS.map(|shell| vec!["completions", shell]);
    let others = [
        &["inspect", "a.csv"][..],
        &["inspect", "a.csv", "--format", "json"],
        &["help", "report"],
        &["man"],
        &["formats"],
        &["metrics"],
        &["--help"],
        &["--version"],
    ];
    for args in completions.into_iter().chain(others.map(<[&str]>::to_vec)) {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let child = Command::new(env!("CARGO_BIN_EXE_social-roi"))
            .args(&args)
            .current_dir(folder.path())
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

/// Headers that a map does not name are read by nobody, and said to be.
#[test]
fn a_map_says_which_headers_it_leaves() {
    Trial::new(&["report", "a.csv", "--map", "spend=Cost,campaign=Name,platform==meta", "--format", "csv"])
        .file("a.csv", "Name,Cost,Currency,utm_source\nA,3,EUR,facebook\n")
        .stdout("platform,spend,cost_types,margin_given\nmeta,3,1,false\n")
        .stderr(
            "read a.csv: map, UTF-8, delimiter comma, header line 1, not in --map: Currency, utm_source, 1 rows used\n\
             warning: amounts state no currency in any file; they are shown without one\n\
             hint: say it with `--currency-of 'a.csv=EUR'`, or in a project once for all with `files` and `currency` of [[accounts]]\n",
        )
        .run();
}

#[test]
fn an_output_in_a_folder_that_is_not_there_names_the_folder() {
    Trial::new(&["formats", "-o", "nodir/x.csv"])
        .stderr(
            "error: nodir/x.csv: there is no folder `nodir`\nhint: make the folder first, or write elsewhere\n",
        )
        .code(1)
        .run();
}

/// What is typed again stands whole in 80 columns, and no line is wider: the names are those of the list in full.
#[test]
fn names_of_metrics_and_formats_stand_whole_in_a_narrow_terminal() {
    for command in ["metrics", "formats"] {
        let print = |words: &[&str]| {
            let run = crate::program::program().args(words).output().unwrap();
            String::from_utf8(run.stdout).unwrap()
        };
        let narrow = print(&[command, "--width", "80", "--format", "table"]);
        let whole = print(&[command, "--format", "csv"]);
        let names = whole
            .lines()
            .skip(1)
            .filter_map(|line| line.split(',').next());
        let first: Vec<&str> = narrow
            .lines()
            .filter_map(|line| line.split_whitespace().next())
            .collect();
        let mut count = 0;
        for name in names {
            assert!(first.contains(&name), "{name} in {narrow}");
            count += 1;
        }
        assert!(count > 50, "{count}");
        assert!(
            narrow.lines().all(|line| line.chars().count() <= 80),
            "{narrow}"
        );
    }
}
