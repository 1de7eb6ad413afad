//! Documents as the template draws them.

use serde::Serialize;

use super::figures::{Hint, TableView};
use super::method::MethodView;
use super::picture::ChartView;
use super::tile::TileView;
use super::trace::TraceGroup;
use super::words::Words;
use crate::report::{Content, Document, Section, Span};

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
    /// Why some are set beside nothing.
    pub uncovered: Vec<String>,
    /// Figures are set beside earlier ones.
    pub compared: bool,
    /// Lines of months are drawn.
    pub lines: bool,
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
        let tiles: Vec<TileView> = document
            .tiles
            .iter()
            .map(|tile| self.tile(tile, &hint))
            .collect();
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
            uncovered: document
                .uncovered
                .iter()
                .map(|gap| self.phrase(gap))
                .collect(),
            compared: tiles.iter().any(|tile| !tile.changes.is_empty()),
            lines: tiles.iter().any(|tile| tile.spark.is_some()),
            tiles,
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
            .map_or_else(String::new, |days| self.lang().period_in_full(days))
    }

    /// What the figures are set beside, the money, and up to when.
    fn facts(&self, document: &Document) -> Vec<String> {
        let lang = self.lang();
        let mut facts = Vec::new();
        let periods: Vec<String> = document
            .compared
            .iter()
            .map(|(_, period)| lang.period_in_full(*period))
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
        facts.extend(last.map(|day| lang.phrase("as-of", &[("day", &lang.day_in_full(day))])));
        facts
    }
}
