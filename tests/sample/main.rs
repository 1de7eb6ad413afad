//! The sample data against their ground truth: the program that made them wrote their exact sums before it formatted them.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod journeys;
mod ledger;
mod organic;
mod paid;
mod shop;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::Value;

/// One line of CSV by its columns.
type Line = BTreeMap<String, String>;

/// Lines by their key columns.
type Lines = BTreeMap<Vec<String>, Line>;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

static TRUTH: LazyLock<Value> = LazyLock::new(|| {
    let path = root().join("tests/fixtures/sample_truth.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
});

static BY_PLATFORM: LazyLock<Lines> = LazyLock::new(|| report("platform", &[]));
static BY_MONTH: LazyLock<Lines> = LazyLock::new(|| report("platform,month", &[]));
static BY_CAMPAIGN: LazyLock<Lines> = LazyLock::new(|| report("platform,campaign", &[]));

/// Runs `report` on the sample data, which must succeed.
fn run(args: &[&str]) -> (String, String) {
    let output = assert_cmd::Command::new(env!("CARGO_BIN_EXE_social-roi"))
        .current_dir(root())
        .arg("report")
        .args(args)
        .args(["--format", "csv", "--quiet", "--currency", "EUR"])
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let said = text(output.stderr);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {said}");
    (text(output.stdout), said)
}

fn report(by: &str, more: &[&str]) -> Lines {
    let args = [&["sample-data", "--by", by][..], more].concat();
    lines(&run(&args).0, by.split(',').count())
}

fn lines(csv: &str, keys: usize) -> Lines {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let line = |record: csv::StringRecord| {
        let key: Vec<String> = record.iter().take(keys).map(str::to_owned).collect();
        let cells = header.iter().zip(&record);
        (
            key,
            cells.map(|(a, b)| (a.to_owned(), b.to_owned())).collect(),
        )
    };
    let all: Vec<(Vec<String>, Line)> = reader
        .records()
        .map(|record| line(record.unwrap()))
        .collect();
    let found: Lines = all.iter().cloned().collect();
    assert_eq!(found.len(), all.len(), "a key stands twice in\n{csv}");
    found
}

/// A figure of the truth as the program writes it: no zeros after the last decimal that says something.
fn plain(truth: &Value) -> String {
    let text = truth.as_str().unwrap_or_default();
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text.to_owned()
    }
}

/// A figure of the truth in millionths, exactly.
fn millionths(truth: &Value) -> i128 {
    let text = truth.as_str().unwrap();
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let sign = if text.starts_with('-') { -1 } else { 1 };
    whole.parse::<i128>().unwrap() * 1_000_000
        + sign * format!("{part:0<6}").parse::<i128>().unwrap()
}

/// Millionths as the program writes them.
fn written(millionths: i128) -> String {
    let text = format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000);
    plain(&Value::String(text))
}

fn truth(path: &str) -> &'static Value {
    TRUTH
        .pointer(path)
        .unwrap_or_else(|| panic!("the truth has no {path}"))
}

fn members(path: &str) -> impl Iterator<Item = (&'static String, &'static Value)> {
    truth(path).as_object().unwrap().iter()
}

/// The platforms that sell advertising.
fn platforms() -> impl Iterator<Item = (&'static String, &'static Value)> {
    members("/ads").filter(|(_, ads)| ads.is_object())
}

#[test]
fn the_folder_is_small_and_its_readme_names_what_is_in_it() {
    let folder = root().join("sample-data");
    let size = size(&folder);
    assert!(size < 4 << 20, "{size} bytes");
    let readme = std::fs::read_to_string(folder.join("README.md")).unwrap();
    let rows = readme.lines().filter_map(|line| line.strip_prefix('|'));
    let named: BTreeSet<String> = rows
        .filter_map(|row| row.split('|').next())
        .flat_map(|cell| cell.split(','))
        .map(|name| {
            name.trim()
                .trim_matches('`')
                .trim_end_matches('/')
                .to_owned()
        })
        .filter(|name| !matches!(name.as_str(), "folder" | "---"))
        .chain(["README.md".to_owned()])
        .collect();
    let entries = std::fs::read_dir(&folder).unwrap();
    let found: BTreeSet<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(found, named);
}

fn size(path: &Path) -> u64 {
    if path.is_file() {
        return path.metadata().unwrap().len();
    }
    let entries = std::fs::read_dir(path).unwrap();
    entries.map(|entry| size(&entry.unwrap().path())).sum()
}
