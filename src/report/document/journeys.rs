//! Credit by attribution model, where there is a touch log.

use crate::error::Result;
use crate::report::{ChartData, Kind, Phrase};

use super::draft::Draft;
use super::span::{Built, Missing};
use super::{Content, Section, Span};

/// Charts that are drawn from journeys, made by whoever has the log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JourneyCharts(pub Vec<ChartData>);

/// Credit by every model and, in several pages, the commonest paths.
///
/// # Errors
/// None yet.
pub fn section(draft: &mut Draft<'_>) -> Result<Built> {
    const TITLE: &str = "document.journeys";
    let fits = |data: &&ChartData| match data.kind {
        Kind::Models => true,
        Kind::Paths => draft.span == Span::Book,
        _ => false,
    };
    let charts = draft.source.journeys.0.iter().filter(fits);
    let parts: Vec<Content> = charts
        .map(|data| Content::Chart(Box::new(data.clone()), None))
        .collect();
    if parts.is_empty() {
        return Ok(Missing::built(TITLE, "document.needs.journeys"));
    }
    Ok(Ok(Section {
        id: "journeys",
        title: Phrase::plain(TITLE),
        lead: vec![Phrase::plain("document.journeys.lead")],
        parts,
    }))
}
