//! What a chart shows, as plain data: a table of the plotted figures and the words around them. How it looks is
//! settled elsewhere.

mod kind;
mod phrase;
mod rank;
mod roi;
mod trend;

use crate::error::{Result, Warning};
use crate::metrics::Registry;

use super::{Dataset, Report, ReportOptions, Table};

pub use kind::{Kind, Source, kinds};
pub use phrase::{Argument, Phrase};
pub use rank::OTHER;
pub use trend::PREVIOUS;

/// What a chart shows.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartData {
    /// The kind of chart.
    pub kind: Kind,
    /// The finding, in a few words.
    pub headline: Phrase,
    /// What is measured, of what.
    pub subtitle: Phrase,
    /// The plotted figures, one row per mark; its scope and notes stand under the chart.
    pub table: Table,
    /// Rows that have nothing to plot, with the reason.
    pub left_out: Vec<String>,
}

/// What a chart is asked for, beside what a report is asked for.
#[derive(Clone, Debug, Default)]
pub struct ChartOptions {
    /// Metrics by name; the chart's own where empty.
    pub metrics: Vec<String>,
    /// Key of the rows; the chart's own where `None`.
    pub by: Option<String>,
    /// Rows of their own; the rest is summed up.
    pub top: Option<usize>,
}

/// The data of a chart that is drawn from a report's tables.
///
/// # Errors
/// Where the tables lack what the chart needs, and as [`super::report`].
pub fn chart(
    kind: Kind,
    dataset: &Dataset,
    asked: &ChartOptions,
    options: &ReportOptions,
    registry: &Registry,
) -> Result<(ChartData, Vec<Warning>)> {
    let source = ReportSource {
        dataset,
        asked,
        options,
        registry,
    };
    let data = match kind {
        Kind::Roi => roi::data(&source),
        Kind::Trend => trend::data(&source),
    }?;
    Ok((data, dataset.warnings.clone()))
}

/// Where report charts take their figures from.
struct ReportSource<'s> {
    dataset: &'s Dataset,
    asked: &'s ChartOptions,
    options: &'s ReportOptions,
    registry: &'s Registry,
}

impl ReportSource<'_> {
    /// A report of these metrics by these keys.
    fn report(&self, by: &[&str], metrics: &[&str]) -> Result<Report> {
        let options = ReportOptions {
            by: by.iter().map(|key| (*key).to_owned()).collect(),
            metrics: metrics.iter().map(|name| (*name).to_owned()).collect(),
            top: None,
            sort: None,
            ..self.options.clone()
        };
        super::report(self.dataset, &options, self.registry)
    }
}
