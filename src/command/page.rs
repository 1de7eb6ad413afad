//! The report as a page for readers.

use crate::cli::ReportArgs;
use crate::error::Result;
use crate::lang::Lang;
use crate::render::html;
use crate::report::{self, ChartData, DocumentSource, JourneyCharts, Phrase, Report};

use super::scope::Scoped;
use super::{Stage, method, pack};

/// The page of a report, with the charts of its journeys.
///
/// # Errors
/// As the report.
pub fn of_report(
    args: &ReportArgs,
    scoped: &Scoped,
    report: &Report,
    lang: &Lang,
    stage: &mut Stage<'_>,
) -> Result<String> {
    let journeys = pack::of_journeys(args, scoped, &mut Vec::new(), stage)?;
    page(args, scoped, report, (journeys, None), lang)
}

/// The page of a report, with the charts of its journeys and what the ledger answers, where it is at hand.
///
/// # Errors
/// As the report.
pub fn page(
    args: &ReportArgs,
    scoped: &Scoped,
    report: &Report,
    (journeys, ledger): (Vec<ChartData>, Option<Phrase>),
    lang: &Lang,
) -> Result<String> {
    let source = DocumentSource {
        dataset: &scoped.dataset,
        options: &scoped.options,
        registry: &scoped.registry,
        journeys: JourneyCharts(journeys),
        ledger,
        asked: args.by.is_some()
            || args.metrics.is_some()
            || args.sort.is_some()
            || args.top.is_some(),
    };
    let mut document = report::document(&source)?;
    let definitions = document.definitions(&scoped.registry);
    let method = scoped.method.clone();
    document.method = method::told(method, &document.overall, definitions, &report.warnings);
    html::report(&document, lang)
}
