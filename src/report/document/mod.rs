//! A report for readers, as plain data: the finding, the figures that carry it beside earlier periods, sections by
//! question, and for every figure where it comes from. How it looks is settled elsewhere.

mod asked;
mod campaigns;
mod change;
mod charts;
mod coverage;
mod data;
mod draft;
mod finding;
mod gaps;
mod journeys;
mod money;
mod organic;
mod overall;
mod posts;
mod reconciliation;
mod span;
mod tiles;
mod traced;
mod words;

use crate::error::Result;
use crate::metrics::Registry;
use crate::time::{Comparison, Period};

use super::{
    ChartData, Dataset, Definition, Method, MetricColumn, Phrase, ReportOptions, Table,
    metric_definitions,
};
use draft::Draft;

pub use change::{Change, Course, Form};
pub use draft::earlier_periods;
pub use journeys::JourneyCharts;
pub use span::Span;
pub use tiles::{SUMMARY, Tile};
pub use traced::{Earlier, FigureTrace, RowTrace, Subject, Traced};

/// What a document is made from.
pub struct DocumentSource<'s> {
    /// The frames, joined.
    pub dataset: &'s Dataset,
    /// What was asked for.
    pub options: &'s ReportOptions,
    /// The metrics.
    pub registry: &'s Registry,
    /// Charts of journeys, where there is a touch log.
    pub journeys: JourneyCharts,
    /// What the ledger answers over the same days, where it is at hand.
    pub ledger: Option<Phrase>,
    /// Whether rows, metrics or their order were asked for.
    pub asked: bool,
}

/// A report for readers.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its structure.
    pub span: Span,
    /// The days that it is about.
    pub days: Option<Period>,
    /// What its figures are set beside, where the files cover both.
    pub compared: Vec<(Comparison, Period)>,
    /// The days that are missing where figures have no change against one of them, or another.
    pub uncovered: Vec<Phrase>,
    /// The currency of its money.
    pub currency: Option<String>,
    /// The finding.
    pub headline: Phrase,
    /// What supports it.
    pub lead: Vec<Phrase>,
    /// Questions to decide, the weightiest first.
    pub decisions: Vec<Phrase>,
    /// What must be known to read the figures: costs on record, what of the money joins.
    pub facts: Vec<Phrase>,
    /// The figures that carry it.
    pub tiles: Vec<Tile>,
    /// The rest, in the order of reading.
    pub sections: Vec<Section>,
    /// Where the figures come from; rows, tiles and charts refer to it by place.
    pub traces: Vec<RowTrace>,
    /// The figures over everything, with the notes that hold for all of it.
    pub overall: Table,
    /// How all of it came about.
    pub method: Method,
}

/// One part of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its name in addresses.
    pub id: &'static str,
    /// Its heading.
    pub title: Phrase,
    /// Sentences under the heading.
    pub lead: Vec<Phrase>,
    /// What follows, in order.
    pub parts: Vec<Content>,
}

/// What a section holds.
#[allow(clippy::large_enum_variant)] // a section holds few of them
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A chart with its figures, and the place where they come from as a whole.
    Chart(Box<ChartData>, Option<usize>),
    /// Figures, each traced.
    Figures(Traced),
    /// A list that is no figures.
    Listing(Listing),
}

/// A table of names, days and counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// What it lists.
    pub caption: Phrase,
    /// Headings of its columns; the first column names the rows.
    pub heads: Vec<Phrase>,
    /// Its rows, a cell for each heading.
    pub rows: Vec<Vec<super::Argument>>,
}

impl Document {
    /// What its figures mean, each once.
    pub fn definitions(&self, registry: &Registry) -> Vec<Definition> {
        let parts = self.sections.iter().flat_map(|section| &section.parts);
        let columns = parts.flat_map(|part| match part {
            Content::Chart(data, _) => &data.table.metrics[..],
            Content::Figures(traced) => &traced.table.metrics,
            Content::Listing(_) => &[],
        });
        let tiles = self.tiles.iter().map(|tile| &tile.column);
        let mut metrics: Vec<MetricColumn> = Vec::new();
        for column in tiles.chain(columns) {
            if !metrics.iter().any(|known| known.name == column.name) {
                metrics.push(column.clone());
            }
        }
        let shown = Table {
            metrics,
            ..Table::default()
        };
        metric_definitions(&shown, registry)
    }
}

/// The document; how its figures came about is for the caller to add.
///
/// # Errors
/// As [`super::report`].
pub fn document(source: &DocumentSource<'_>) -> Result<Document> {
    let mut draft = Draft::new(source)?;
    let tiles = tiles::tiles(&mut draft)?;
    let decisions = finding::decisions(&draft)?;
    let mut sections = Vec::new();
    let mut absent = Vec::new();
    for build in draft.span.sections() {
        match build(&mut draft)? {
            Ok(section) => sections.push(section),
            Err(needs) => absent.extend(needs),
        }
    }
    sections.push(data::section(&draft, &absent)?);
    Ok(Document {
        span: draft.span,
        days: draft.days,
        compared: compared(&draft, &tiles),
        uncovered: gaps::sentences(&draft, &tiles),
        currency: source.options.currency.clone(),
        headline: finding::headline(&draft, &tiles),
        facts: finding::facts(&draft),
        overall: draft.overall.table().clone(),
        lead: finding::lead(&draft, &tiles),
        decisions,
        tiles,
        sections,
        traces: draft.traces,
        method: Method::default(),
    })
}

/// The earlier periods that any tile is set beside.
fn compared(draft: &Draft<'_>, tiles: &[Tile]) -> Vec<(Comparison, Period)> {
    let earlier = draft.overall.earlier.iter();
    let earlier = earlier.map(|beside| (beside.comparison, beside.period));
    let changes = || tiles.iter().flat_map(|tile| &tile.changes);
    earlier
        .filter(|(comparison, _)| changes().any(|change| change.comparison == *comparison))
        .collect()
}
