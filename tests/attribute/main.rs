//! `attribute` on small stories: figures worked out by hand or published, messages whole, exit codes.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod bad_input;
mod charts;
mod exports;
mod inputs;
mod journeys;
mod laws;
mod mapping;
mod margins;
mod reader;
mod show;
mod spend;
mod vectors;

#[path = "../story/program.rs"]
mod program;

use std::collections::BTreeMap;
use std::path::Path;

use program::program;
use tempfile::TempDir;

/// A folder with the files of one story.
struct Story(TempDir);

/// What one run of the program did.
struct Outcome {
    out: String,
    said: String,
    code: i32,
}

impl Story {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            std::fs::write(folder.path().join(name), content).unwrap();
        }
        Self(folder)
    }

    /// `attribute` with words that hold no spaces; a pipe gets CSV.
    fn attribute(&self, words: &str) -> Outcome {
        let words = ["attribute"].into_iter().chain(words.split_whitespace());
        run(self.0.path(), &words.collect::<Vec<_>>(), "")
    }
}

fn run(folder: &Path, args: &[&str], stdin: &str) -> Outcome {
    let output = program()
        .current_dir(folder)
        .args(args)
        .write_stdin(stdin)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Outcome {
        out: text(output.stdout),
        said: text(output.stderr),
        code: output.status.code().unwrap(),
    }
}

/// Cells of a CSV by its header, without quotes (no field here holds one).
fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = csv.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    lines
        .map(|line| {
            let cells = line.split(',').map(str::to_owned);
            header
                .iter()
                .map(|name| (*name).to_owned())
                .zip(cells)
                .collect()
        })
        .collect()
}

impl Outcome {
    /// A figure of a channel under a model; `None` where the cell is empty.
    fn figure(&self, channel: &str, model: &str, column: &str) -> Option<f64> {
        assert_eq!(self.code, 0, "{}", self.said);
        let rows = rows(&self.out);
        let row = rows
            .iter()
            .find(|row| {
                let name = row.get("channel").or_else(|| row.get("campaign"));
                name.is_some_and(|name| *name == channel) && row["model"] == model
            })
            .unwrap_or_else(|| panic!("no row of {channel} and {model} in\n{}", self.out));
        let cell = row
            .get(column)
            .unwrap_or_else(|| panic!("no column {column}"));
        (!cell.is_empty()).then(|| cell.parse().unwrap())
    }

    /// Asserts figures of one column, model by model, to within `tolerance`.
    fn hold(&self, column: &str, channels: &[&str], models: &[(&str, &[f64])], tolerance: f64) {
        for (model, figures) in models {
            for (channel, expected) in channels.iter().zip(*figures) {
                let found = self.figure(channel, model, column).unwrap();
                assert!(
                    (found - expected).abs() <= tolerance,
                    "{model} {channel}: {found}, expected {expected}"
                );
            }
        }
    }
}
