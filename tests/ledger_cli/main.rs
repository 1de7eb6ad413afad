//! `ledger` and `explain` of its figures, through the binary: the worked example to its printed digits, what is missing
//! without a project, what every further table adds, every option, every form.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod agreed;
mod beyond_media;
mod break_even;
mod by_content;
mod by_days;
mod changed;
mod charged;
mod codes;
mod compared;
mod conditions;
mod counting;
mod credited;
mod currency;
mod customers;
mod dated;
mod deals;
mod effects;
mod experiments;
mod explain;
mod fit_days;
mod foreign;
mod forms;
mod functions;
mod gaps;
mod growing;
mod hours;
mod media;
mod months;
mod narrowed;
mod not_known;
mod numbered;
mod october;
mod once;
mod one_figure;
mod outcome_days;
mod pipeline;
mod products;
mod ranges;
mod reach;
mod refunds;
mod returns;
mod rounded;
mod shifted;
mod stated;
mod supposed;
mod typed;
mod unfinished;
mod unpaid;
mod unspent;
mod volumes;
mod without_outcomes;
mod without_period;
mod worked;

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;

/// The folder of the worked example.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/worked_example")
}

fn program(folder: &Path) -> Command {
    let mut command = cargo_bin_cmd!("social-roi");
    command.current_dir(folder);
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "COLUMNS"] {
        command.env_remove(name);
    }
    command
}

/// Standard output of a command line in a folder; it succeeds.
fn printed(folder: &Path, line: &str) -> String {
    let output = program(folder)
        .args(line.split_whitespace())
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{line}: {messages}");
    String::from_utf8(output.stdout).unwrap()
}

/// Standard error of a command line in a folder, with its exit code.
fn refused(folder: &Path, line: &str) -> (i32, String) {
    let output = program(folder)
        .args(line.split_whitespace())
        .output()
        .unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    let errors: Vec<&str> = errors
        .lines()
        .filter(|line| line.starts_with("error:") || line.starts_with("hint:"))
        .collect();
    (output.status.code().unwrap(), errors.join("\n"))
}

fn json(folder: &Path, line: &str) -> Value {
    let text = printed(folder, &format!("{line} --format json"));
    serde_json::from_str(&text).unwrap()
}

/// A number below a path of keys.
fn number(of: &Value, pointer: &str) -> f64 {
    let found = of
        .pointer(pointer)
        .unwrap_or_else(|| panic!("no {pointer}"));
    found
        .as_f64()
        .unwrap_or_else(|| panic!("{pointer}: {found}"))
}

/// Lines of a table as words, between its title and the blank line after it.
fn table(text: &str, title: &str) -> Vec<Vec<String>> {
    let start = text
        .find(title)
        .unwrap_or_else(|| panic!("no `{title}` in\n{text}"));
    let (_, under) = text[start..].split_once("\n\n").unwrap();
    // The first one has a sentence between.
    let (first, rest) = under.split_once("\n\n").unwrap_or((under, ""));
    let lines = match first.contains("──") {
        true => under.lines(),
        false => rest.lines(),
    };
    let words = |line: &str| {
        line.split("  ")
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    lines
        .take_while(|line| !line.is_empty())
        .map(words)
        .collect()
}
