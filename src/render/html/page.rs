//! Documents as the template draws them.

use serde::Serialize;

use super::figures::{Hint, TableView};
use super::picture::ChartView;
use super::tile::TileView;
use super::trace::TraceGroup;
use super::words::Words;
use crate::report::{Content, Document, InputFile, Method, Section, Span};

/// Rejected rows that are shown.
const REJECTED: usize = 20;

/// A document.
#[derive(Debug, Serialize)]
pub struct DocumentView {
    /// One page, or several.
    pub short: bool,
    /// What it is.
    pub kind: String,
    /// The days, and what they are set beside.
    pub period: String,
    /// The rest of what must be known to read the figures.
    pub facts: Vec<String>,
    /// The finding.
    pub headline: String,
    /// What supports it.
    pub lead: Vec<String>,
    /// Questions to decide.
    pub decisions: Vec<String>,
    /// Figures are set beside earlier ones.
    pub compared: bool,
    /// The figures that carry it.
    pub tiles: Vec<TileView>,
    /// The sections.
    pub sections: Vec<SectionView>,
    /// Where figures come from.
    pub traces: Vec<TraceGroup>,
    /// How it came about.
    pub method: MethodView,
}

/// A section.
#[derive(Debug, Serialize)]
pub struct SectionView {
    /// Its name in addresses.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// Sentences under it.
    pub lead: Vec<String>,
    /// What follows.
    pub parts: Vec<PartView>,
}

/// What a section holds: one of the two.
#[derive(Debug, Serialize)]
pub struct PartView {
    /// A chart.
    pub chart: Option<ChartView>,
    /// A table.
    pub table: Option<TableView>,
}

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
    /// A document.
    pub fn document(&self, document: &Document) -> DocumentView {
        let hint = |place: usize, column: &str| {
            self.hint(&document.traces[place], column, &document.method)
        };
        let mut number = 0;
        let mut next = || {
            number += 1;
            number
        };
        let sections = document
            .sections
            .iter()
            .map(|section| self.section(section, &mut next, &hint));
        DocumentView {
            short: document.span == Span::Page,
            kind: self.say("document.title"),
            period: self.period(document),
            facts: self.facts(document),
            headline: self.phrase(&document.headline),
            lead: document.lead.iter().map(|lead| self.phrase(lead)).collect(),
            decisions: document
                .decisions
                .iter()
                .map(|decision| self.phrase(decision))
                .collect(),
            compared: document.tiles.iter().any(|tile| !tile.changes.is_empty()),
            tiles: document
                .tiles
                .iter()
                .map(|tile| self.tile(tile, &hint))
                .collect(),
            sections: sections.collect(),
            traces: self.traces(document),
            method: self.method(&document.method),
        }
    }

    fn section(
        &self,
        section: &Section,
        next: &mut dyn FnMut() -> usize,
        hint: Hint<'_>,
    ) -> SectionView {
        let mut parts = Vec::new();
        for content in &section.parts {
            let (chart, table) = match content {
                Content::Chart(data, place) => (self.chart(data, next(), *place, hint), None),
                Content::Figures(traced) => (None, Some(self.figures(traced, next(), hint))),
                Content::Listing(listing) => (None, Some(self.listing(listing, next()))),
            };
            if chart.is_some() || table.is_some() {
                parts.push(PartView { chart, table });
            }
        }
        SectionView {
            id: section.id,
            title: self.phrase(&section.title),
            lead: section.lead.iter().map(|lead| self.phrase(lead)).collect(),
            parts,
        }
    }

    fn period(&self, document: &Document) -> String {
        document
            .days
            .map_or_else(String::new, |days| self.lang().period(days))
    }

    /// What the figures are set beside, the money, and up to when.
    fn facts(&self, document: &Document) -> Vec<String> {
        let lang = self.lang();
        let mut facts = Vec::new();
        let periods: Vec<String> = document
            .compared
            .iter()
            .map(|(_, period)| lang.period(*period))
            .collect();
        match &periods[..] {
            [] => {}
            [one] => facts.push(lang.phrase("compared-with", &[("period", one)])),
            [one, other, ..] => {
                let both = [("one", one.as_str()), ("other", other.as_str())];
                let both = lang.phrase("document.and", &both);
                facts.push(lang.phrase("compared-with", &[("period", &both)]));
            }
        }
        facts.extend(
            document
                .currency
                .as_ref()
                .map(|code| lang.phrase("document.money.in", &[("currency", code)])),
        );
        facts.extend(document.facts.iter().map(|fact| self.phrase(fact)));
        let last = document.method.last_day();
        facts.extend(last.map(|day| lang.phrase("as-of", &[("day", &lang.day(day))])));
        facts
    }

    /// How a document came about.
    pub fn method(&self, method: &Method) -> MethodView {
        let more = method.rejected_in_all;
        MethodView {
            program: method.program.clone(),
            command: method.command.clone(),
            settings: method
                .settings
                .iter()
                .map(|setting| (setting.name.clone(), setting.value.clone()))
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
            assumptions: method.assumptions.clone(),
            warnings: method.warnings.clone(),
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
                    place: format!("{}:{}", row.file, row.line),
                    expected: row.expected.clone(),
                    found: row.found.clone(),
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
            path: input.path.clone(),
            title: if input.title.is_empty() {
                input.format.clone()
            } else {
                input.title.clone()
            },
            message: if input.status == "ok" {
                String::new()
            } else {
                format!("{}: {}", input.status, input.message)
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
