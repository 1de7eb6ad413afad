//! How a document came about, as the template draws it: definitions, assumptions, files, rejected rows.

use serde::Serialize;

use super::words::{Words, sentences};
use crate::render::text::harmless;
use crate::report::{InputFile, Method};

/// Rejected rows that are shown.
const REJECTED: usize = 20;

/// How a document came about.
#[derive(Debug, Default, Serialize)]
pub struct MethodView {
    /// The program and its version.
    pub program: String,
    /// The command line.
    pub command: String,
    /// What was asked for.
    pub settings: Vec<(String, String)>,
    /// What figures mean.
    pub definitions: Vec<DefinitionView>,
    /// Assumptions, in English.
    pub assumptions: Vec<String>,
    /// Warnings, in English.
    pub warnings: Vec<String>,
    /// The files.
    pub sources: Vec<SourceView>,
    /// Rows that could not be read, the first of them.
    pub rejected: Vec<RejectedView>,
    /// Of how many, in words; empty where there are none.
    pub rejected_in_all: String,
}

/// What a figure means.
#[derive(Debug, Serialize)]
pub struct DefinitionView {
    /// Its heading on the page.
    pub name: String,
    /// Its name in words.
    pub title: String,
    /// How it is worked out.
    pub formula: String,
    /// Its meaning and its pitfall.
    pub note: String,
    /// Whose definition it is.
    pub source: String,
}

/// A file.
#[derive(Debug, Serialize)]
pub struct SourceView {
    /// Its number.
    pub number: usize,
    /// The path.
    pub path: String,
    /// What it is.
    pub title: String,
    /// Why it was not read; empty where it was.
    pub message: String,
    /// Its days.
    pub days: String,
    /// Rows used.
    pub used: String,
    /// Rows that could not be read.
    pub rejected: String,
    /// Its fingerprint.
    pub sha256: String,
}

/// A row that could not be read.
#[derive(Debug, Serialize)]
pub struct RejectedView {
    /// File and line.
    pub place: String,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
}

impl Words<'_> {
    /// How a document came about.
    pub fn method(&self, method: &Method) -> MethodView {
        let more = method.rejected_in_all;
        MethodView {
            program: method.program.clone(),
            command: harmless(&method.command),
            settings: method
                .settings
                .iter()
                .map(|setting| (setting.name.clone(), harmless(&setting.value)))
                .collect(),
            definitions: method
                .definitions
                .iter()
                .map(|definition| DefinitionView {
                    name: self.heading(&definition.name, &definition.name.replace('_', " ")),
                    title: definition.title.clone(),
                    formula: definition.formula.clone(),
                    note: definition.note.clone(),
                    source: definition.source.clone(),
                })
                .collect(),
            assumptions: sentences(&method.assumptions),
            warnings: sentences(&method.warnings),
            sources: method
                .inputs
                .iter()
                .enumerate()
                .map(|(at, input)| self.source(at + 1, input))
                .collect(),
            rejected: method
                .rejected
                .iter()
                .take(REJECTED)
                .map(|row| RejectedView {
                    place: harmless(&format!("{}:{}", row.file, row.line)),
                    expected: harmless(&row.expected),
                    found: harmless(&row.found),
                })
                .collect(),
            rejected_in_all: match more {
                0 => String::new(),
                more => self
                    .lang()
                    .phrase("document.rejected", &[("count", &self.count(more))]),
            },
        }
    }

    fn source(&self, number: usize, input: &InputFile) -> SourceView {
        let days = input.first_day.zip(input.last_day);
        SourceView {
            number,
            path: harmless(&input.path),
            title: if input.title.is_empty() {
                input.format.clone()
            } else {
                input.title.clone()
            },
            message: if input.status == "ok" {
                String::new()
            } else {
                harmless(&format!("{}: {}", input.status, input.message))
            },
            days: days.map_or_else(String::new, |(first, last)| {
                format!("{} – {}", self.lang().day(first), self.lang().day(last))
            }),
            used: self.count(input.used),
            rejected: self.count(input.rejected),
            sha256: input.sha256.clone().unwrap_or_default(),
        }
    }
}
