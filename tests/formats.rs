//! Every export format on its story fixtures: what was read against what the fixture's author wrote beside it.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod reading;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use social_roi::ingest::{IngestOptions, Reading};
use social_roi::schema::Amount;

/// `STORY.expected.toml`, written by hand from the fixture.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    profile: String,
    status: String,
    /// A warning that must be among the file's.
    warning: Option<String>,
    /// `--as-of`, for days without a year.
    as_of: Option<String>,
    #[serde(default)]
    rows_rejected: u64,
    #[serde(default)]
    tables: Vec<Part>,
    #[serde(flatten)]
    whole: Facts,
}

/// One table of a file with several.
#[derive(Deserialize)]
struct Part {
    index: usize,
    #[serde(flatten)]
    facts: Facts,
}

/// What is expected of rows; an omitted fact of a file's only table is a fact too: there is none.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    table: Option<String>,
    rows_used: Option<u64>,
    currency: Option<String>,
    date_min: Option<String>,
    date_max: Option<String>,
    level: Option<String>,
    #[serde(default)]
    sums: BTreeMap<String, String>,
    #[serde(default)]
    first: BTreeMap<String, String>,
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder exists");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry can be read").path())
        .collect();
    paths.sort();
    paths
}

/// Every fixture with its story.
fn stories() -> Vec<(PathBuf, PathBuf)> {
    let files = entries(&fixtures())
        .into_iter()
        .flat_map(|folder| entries(&folder));
    files
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension != "toml")
        })
        .map(|path| (path.clone(), path.with_extension("expected.toml")))
        .collect()
}

struct Differences(Vec<String>);

impl Differences {
    fn same(&mut self, what: &str, expected: &str, found: &str) {
        if expected != found {
            self.0
                .push(format!("{what}: expected `{expected}`, found `{found}`"));
        }
    }

    /// An omitted expectation holds only where the file's one table has nothing either.
    fn fact(&mut self, what: &str, expected: Option<&String>, found: String, strict: bool) {
        match expected {
            None if !strict => {}
            expected => self.same(what, expected.map_or("", String::as_str), &found),
        }
    }

    fn facts(&mut self, facts: &Facts, readings: &[Reading], strict: bool) {
        let distinct = |texts: Vec<String>| {
            texts
                .into_iter()
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect::<Vec<_>>()
                .join(" ")
        };
        let names = |name: &dyn Fn(&Reading) -> Option<String>| {
            distinct(readings.iter().filter_map(name).collect())
        };
        let days = readings.iter().filter_map(|reading| reading.dates);
        self.fact(
            "table",
            facts.table.as_ref(),
            names(&|reading| reading.table.map(str::to_owned)),
            strict,
        );
        self.fact(
            "level",
            facts.level.as_ref(),
            names(&|reading| {
                reading
                    .level
                    .filter(|_| reading.used > 0)
                    .map(str::to_owned)
            }),
            strict,
        );
        self.fact(
            "currency",
            facts.currency.as_ref(),
            distinct(
                readings
                    .iter()
                    .flat_map(|reading| reading.currencies.clone())
                    .collect(),
            ),
            strict,
        );
        let text =
            |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
        self.fact(
            "date_min",
            facts.date_min.as_ref(),
            text(days.clone().map(|(from, _)| from).min()),
            strict,
        );
        self.fact(
            "date_max",
            facts.date_max.as_ref(),
            text(days.map(|(_, to)| to).max()),
            strict,
        );
        if let Some(rows) = facts.rows_used {
            self.same(
                "rows_used",
                &rows.to_string(),
                &readings
                    .iter()
                    .map(|reading| reading.used)
                    .sum::<u64>()
                    .to_string(),
            );
        }
        for (column, expected) in &facts.sums {
            let found = reading::sum(readings, column).map_or_else(
                || "no such column".to_owned(),
                |sum: Amount| sum.to_string(),
            );
            self.same(
                &format!("sum of {column}"),
                &reading::amount(expected).to_string(),
                &found,
            );
        }
        for (column, expected) in &facts.first {
            self.same(
                &format!("first {column}"),
                expected,
                &reading::cell(&readings[0], 0, column),
            );
        }
    }
}

fn differences(path: &Path, story: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(story)
        .unwrap_or_else(|error| panic!("{}: {error}", story.display()));
    let story: Story =
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", story.display()));
    let as_of = story.as_of.as_ref().map(|day| {
        day.parse()
            .unwrap_or_else(|error| panic!("as_of {day}: {error}"))
    });
    let readings = reading::under(
        path,
        &IngestOptions {
            as_of,
            ..IngestOptions::default()
        },
    );
    let mut differences = Differences(Vec::new());
    for reading in &readings {
        differences.same(
            "profile",
            &story.profile,
            reading.profile.as_deref().unwrap_or_default(),
        );
    }
    differences.same("status", &story.status, &reading::status(&readings));
    differences.same(
        "rows_rejected",
        &story.rows_rejected.to_string(),
        &readings
            .iter()
            .map(|reading| reading.rejected)
            .sum::<u64>()
            .to_string(),
    );
    let strict = story.tables.is_empty();
    assert!(
        !strict || story.whole.rows_used.is_some(),
        "{}: rows_used is missing",
        path.display()
    );
    differences.facts(&story.whole, &readings, strict);
    if !strict {
        differences.same(
            "number of tables",
            &story.tables.len().to_string(),
            &readings.len().to_string(),
        );
    }
    for part in &story.tables {
        if let Some(reading) = readings.get(part.index..=part.index) {
            let mut own = Differences(Vec::new());
            own.facts(&part.facts, reading, false);
            differences.0.extend(
                own.0
                    .into_iter()
                    .map(|line| format!("table {}: {line}", part.index)),
            );
        }
    }
    if let Some(pattern) = &story.warning {
        let pattern =
            regex::Regex::new(pattern).expect("the expected warning is a regular expression");
        let said: Vec<String> = readings
            .iter()
            .flat_map(|reading| &reading.warnings)
            .map(ToString::to_string)
            .collect();
        if !said.iter().any(|warning| pattern.is_match(warning)) {
            differences
                .0
                .push(format!("no warning like `{pattern}` among {said:?}"));
        }
    }
    if differences.0.is_empty() {
        Vec::new()
    } else {
        differences
            .0
            .into_iter()
            .chain(messages(&readings))
            .collect()
    }
}

fn messages(readings: &[Reading]) -> Vec<String> {
    let said = readings.iter().flat_map(|reading| {
        let rejects = reading.rejects.iter().map(|reject| {
            format!(
                "line {} {:?}: expected {}, found `{}`",
                reject.line, reject.column, reject.expected, reject.found
            )
        });
        [reading.message.clone()].into_iter().chain(rejects)
    });
    said.filter(|text| !text.is_empty())
        .map(|text| format!("(said: {text})"))
        .collect()
}

#[test]
fn every_fixture_reads_as_its_story_says() {
    let mut wrong = String::new();
    let stories = stories();
    assert!(!stories.is_empty());
    for (path, story) in &stories {
        let differences = differences(path, story);
        if !differences.is_empty() {
            let name = path.strip_prefix(fixtures()).unwrap().display();
            wrong.push_str(&format!("{name}\n    {}\n", differences.join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_profile_has_a_fixture() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ingest/profiles");
    let profiles = entries(&folder).into_iter().filter(|path| {
        path.extension()
            .is_some_and(|extension| extension == "toml")
    });
    let told: BTreeSet<String> = stories()
        .iter()
        .map(|(path, _)| {
            path.parent()
                .unwrap()
                .file_name()
                .unwrap()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    let untold: Vec<String> = profiles
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .filter(|profile| !told.contains(profile))
        .collect();
    assert_eq!(untold, Vec::<String>::new());
}

#[test]
fn every_story_stands_beside_its_fixture() {
    let beside: BTreeSet<PathBuf> = stories().into_iter().map(|(_, story)| story).collect();
    let files = entries(&fixtures())
        .into_iter()
        .flat_map(|folder| entries(&folder));
    let alone: Vec<PathBuf> = files
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
                && !beside.contains(path)
        })
        .collect();
    assert_eq!(alone, Vec::<PathBuf>::new());
}
