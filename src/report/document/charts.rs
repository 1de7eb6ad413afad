//! Charts within sections, and the section of developments.

use crate::error::Result;
use crate::report::build::narrowed;
use crate::report::{Cell, ChartData, ChartOptions, Kind, Phrase, Tracer};
use crate::schema::col;
use crate::time::Period;

use super::draft::Draft;
use super::span::{Built, Missing};
use super::traced::{FigureTrace, Subject};
use super::{Content, Section};

const DEVELOPMENT: &str = "development";

/// Spend and return by month, a panel per platform, and what each took of the spend; revenue by channel, else views of
/// posts, where nothing was spent.
///
/// # Errors
/// As [`crate::report::chart`].
pub fn development(draft: &mut Draft<'_>) -> Result<Built> {
    const TITLE: &str = "document.development";
    let defined = |name: &str| draft.overall.defined(name).is_some();
    let (panels, metrics): (&str, &[&str]) = match () {
        () if draft.has_spend() && defined("revenue_joined") => {
            (col::PLATFORM, &[col::SPEND, "revenue_joined"])
        }
        () if draft.has_spend() => (col::PLATFORM, &[col::SPEND]),
        () if defined(col::REVENUE) => (col::CHANNEL, &[col::REVENUE]),
        () if defined(col::VIEWS) => (col::PLATFORM, &[col::VIEWS]),
        () => (col::PLATFORM, &["organic_impressions"]),
    };
    let asked = ChartOptions {
        metrics: metrics.iter().map(|name| (*name).to_owned()).collect(),
        by: Some(panels.to_owned()),
        ..ChartOptions::default()
    };
    let window = draft.window;
    let Some(data) = draft.chart(Kind::Trend, &asked, window)? else {
        return Ok(Missing::built(TITLE, "document.needs.months"));
    };
    let mut parts = vec![draft.with_traces(DEVELOPMENT, data, window)?];
    if draft.has_spend()
        && let Some(data) = draft.chart(Kind::Mix, &ChartOptions::default(), window)?
    {
        parts.push(draft.with_traces(DEVELOPMENT, data, window)?);
    }
    Ok(Ok(Section {
        id: DEVELOPMENT,
        title: Phrase::plain(TITLE),
        lead: Vec::new(),
        parts,
    }))
}

impl Draft<'_> {
    /// A chart of the period; none where there is nothing to draw.
    ///
    /// # Errors
    /// As [`crate::report::chart`].
    pub fn drawn(
        &mut self,
        section: &'static str,
        kind: Kind,
        asked: &ChartOptions,
    ) -> Result<Option<Content>> {
        let period = self.source.options.period;
        match self.chart(kind, asked, period)? {
            Some(data) => self.with_traces(section, data, period).map(Some),
            None => Ok(None),
        }
    }

    /// The chart with where each of its metrics comes from, as a whole.
    fn with_traces(
        &mut self,
        section: &'static str,
        data: ChartData,
        period: Option<Period>,
    ) -> Result<Content> {
        let options = self.source.options;
        let (rows, _) = narrowed(self.source.dataset, options, period.as_ref())?;
        let mut figures = Vec::new();
        for column in &data.table.metrics {
            let Some(metric) = self.metric(&column.name) else {
                continue;
            };
            let tracer = Tracer::of(&rows, &[], &[metric], options.spread)?;
            figures.push(FigureTrace {
                column: column.clone(),
                value: Cell::from(tracer.whole().figure(metric, None)),
                trace: tracer.trace(metric, None),
                earlier: Vec::new(),
            });
        }
        let subject = Subject::Chart(data.headline.clone());
        let place = self.keep(section, subject, figures);
        Ok(Content::Chart(Box::new(data), place))
    }
}
