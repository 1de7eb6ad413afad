//! Figures to tables: canonical frames joined, grouped, summed and laid out as plain data.

mod attribution;
mod build;
mod change;
mod chart;
mod costs;
mod covered;
mod dataset;
mod document;
mod explain;
mod extent;
mod figures;
mod join;
mod keys;
pub mod ledger;
mod mapping;
mod method;
mod options;
mod scope;
mod sketch;
mod table;
mod trace;
mod words;

pub use attribution::{
    AttributeOptions, Attribution, By, Evidence, Found, Journeys, LogBuilder, Measure, Seen, Show,
    TouchLog, UNATTRIBUTED, attribute, attribution_definitions, credit_outcomes, model_definition,
    model_names, tidy, wide,
};
pub use build::{Report, narrowed, report};
pub use chart::{
    Argument, BEST, CONVERSION, CUMULATIVE, ChartData, ChartOptions, FEW, Kind, MARGIN, MORE, NULL,
    OTHER, PANELS, PREVIOUS, Phrase, SMALL_BASE, SPARKED, START, Source, UNIT, Verdict, WORST,
    chart, chart_of_journeys, folded, kinds, known_metric, median,
};
use dataset::within;
pub use dataset::{Dataset, Supplied, counted, gather};
pub use document::{
    Change, Content, Course, Document, DocumentSource, Earlier, FigureTrace, Form, JourneyCharts,
    Listing, RowTrace, SUMMARY, Section, Span, Subject, Tile, Traced, document,
};
pub use explain::{Explanation, explain, missing};
pub use figures::Figures;
pub use join::{Join, join};
pub use keys::{FUNCTION, Key, NAMES as KEYS};
pub use mapping::{CampaignRule, RuleOf, applied, map};
pub use method::{Definition, InputFile, Method, RejectedRow, Setting, TOLD, metric_definitions};
pub use options::ReportOptions;
pub use scope::{Filter, OutcomeKind, Outcomes, Test};
pub use sketch::{Sketch, SketchForm, sketch};
pub use table::*;
pub use trace::{FromFile, Part, Trace, Tracer};

pub use crate::schema::platform_title;
pub use crate::time::Comparison;
pub use covered::Covered;

/// Adds cost and value columns without margin or further cost, to see which metrics a dataset allows.
///
/// # Errors
/// Where polars refuses a column.
pub fn add_costs(dataset: &mut Dataset) -> crate::error::Result<()> {
    costs::add(
        dataset,
        &ReportOptions::default(),
        costs::CostOf::ThisPeriod,
    )
}
