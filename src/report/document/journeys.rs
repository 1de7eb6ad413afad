//! Credit by attribution model, where there is a touch log.

use crate::error::Result;
use crate::report::{ChartData, Phrase};

use super::draft::Draft;
use super::span::{Built, Missing};
use super::{Content, Section};

/// Charts that are drawn from journeys, made by whoever has the log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JourneyCharts(pub Vec<ChartData>);

/// The charts of journeys.
///
/// # Errors
/// None yet.
pub fn section(draft: &mut Draft<'_>) -> Result<Built> {
    const TITLE: &str = "document.journeys";
    let charts = &draft.source.journeys.0;
    if charts.is_empty() {
        return Ok(Missing::built(TITLE, "document.needs.journeys"));
    }
    let chart = |data: &ChartData| Content::Chart(Box::new(data.clone()), None);
    Ok(Ok(Section {
        id: "journeys",
        title: Phrase::plain(TITLE),
        lead: vec![Phrase::plain("document.journeys.lead")],
        parts: charts.iter().map(chart).collect(),
    }))
}
