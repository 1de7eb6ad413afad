//! Charts within sections, and the section of developments.

use crate::error::Result;
use crate::report::build::narrowed;
use crate::report::{Cell, ChartData, ChartOptions, Key, Kind, Phrase, Row, Tracer};
use crate::schema::col;
use crate::time::{Grain, Period};

use super::draft::{Draft, optional};
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
    let Some(mut data) = draft.chart(Kind::Trend, &asked, window)? else {
        return Ok(Missing::built(TITLE, "document.needs.months"));
    };
    data.left_out.extend(undated(draft, panels, metrics)?);
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

/// What of a document without a period has no place in its months: rows without a date.
fn undated(draft: &Draft<'_>, panels: &str, metrics: &[&str]) -> Result<Option<String>> {
    if draft.source.options.period.is_some() {
        return Ok(None);
    }
    let month = Key::parse(Grain::Month.name(), draft.source.options.calendar)?;
    let by = [panels, Grain::Month.name()];
    let Some(table) = optional(draft.table(&by, metrics))? else {
        return Ok(None);
    };
    let without = month.placeholder();
    let figure = |row: &Row| row.cells[0].number().filter(|figure| *figure != 0.0);
    let undated = |row: &&Row| row.keys[1].as_deref() == Some(&without[..]);
    let rows = table.rows.iter().filter(undated);
    let mut names: Vec<(f64, &str)> = rows
        .filter_map(|row| Some((figure(row)?, row.keys[0].as_deref()?)))
        .collect();
    names.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let names: Vec<&str> = names.into_iter().map(|(_, name)| name).collect();
    Ok((!names.is_empty())
        .then(|| format!("not drawn: rows without a date ({})", names.join(", "))))
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
