//! Figures to tables: canonical frames joined, grouped, summed and laid out as plain data.

mod attribution;
mod bases;
mod borne;
mod budget;
mod build;
mod change;
mod chart;
mod cost_notes;
mod costs;
mod covered;
mod dataset;
pub mod diff;
mod document;
mod explain;
pub mod exported;
mod extent;
mod figures;
mod gaps;
mod join;
mod keys;
pub mod ledger;
mod mapping;
mod measured;
mod method;
mod options;
mod outcome_days;
mod plan;
mod scope;
mod sketch;
mod sources;
mod stated;
mod table;
mod trace;
mod unsold;
mod unspent;
mod visit;
mod words;
mod worth;

use crate::metrics::{Metric, Registry};
pub use attribution::{
    AttributeOptions, Attribution, By, DealCredit, Evidence, Found, Journeys, LogBuilder, Measure,
    OF_JOURNEYS, Seen, Show, TouchLog, UNATTRIBUTED, add_empty_journeys, add_journeys, attribute,
    attribution_definitions, credit_deals, credit_outcomes, model_definition, model_names, tidy,
    wide,
};
pub use budget::{BudgetSpend, NoPace, Spent, spent};
pub use build::{Report, has_rows, narrowed, refuse_no_rows, report};
pub use chart::{
    Argument, BEST, CONVERSION, COST, CUMULATIVE, ChartData, ChartOptions, ENDED, ENDS, EVERYTHING,
    FEW, FURTHER, Kind, LEAST_OF_LINE, MARGIN, MORE, NEW, NULL, OTHER, PACE, PACING_ACT,
    PACING_WATCH, PANELS, PREVIOUS, Phrase, SMALL_BASE, SPARKED, START, STEP_KIND, Source, TOTAL,
    UNDOCUMENTED, UNIT, UNSPLIT, Undrawn, VALUE, Verdict, WORST, answer_of_ledger, budget_named,
    chart, chart_of_budgets, chart_of_journeys, chart_of_ledger, decimals_of_pace, decimals_of_roi,
    folded, kinds, known_metric, lead_of_ledger, median, with_fewer_bars,
};
use dataset::within;
pub use dataset::{Absence, Dataset, Supplied, counted, gather, shared_out_told, undated_rows};
pub use document::{
    Change, Content, Course, Document, DocumentSource, Earlier, FigureTrace, Form, JourneyCharts,
    Listing, RowTrace, SUMMARY, Section, Span, Subject, Tile, Traced, document, earlier_periods,
};
pub use explain::{Explanation, explain, missing};
pub use extent::{End, Extents};
pub use figures::Figures;
pub use gaps::{Gap, gaps};
pub use join::{Join, MediaOnRecord, join, of_campaigns, undated as undated_outcomes};
pub use keys::{FUNCTION, Key, NAMES as KEYS};
pub use mapping::{CampaignRule, RuleOf, applied, map, map_touches};
pub use measured::{Measured, measured, measured_of_ledger};
pub use method::{Definition, InputFile, Method, RejectedRow, Setting, TOLD, metric_definitions};
pub use options::{CostsOf, DatedCost, PlatformOf, ReportOptions};
pub use outcome_days::OutcomeDays;
pub use plan::{ASSUMED, OF_LIFETIME, deals as pipeline};
pub use scope::{Filter, OutcomeKind, Outcomes, Test};
pub use sketch::{Sketch, SketchForm, sketch};
pub use table::*;
pub use trace::{FromFile, Part, Trace, Tracer};
pub use unsold::{Unsold, joined_campaigns};
pub use visit::{
    ANY_ADS, Earner, ORGANIC, VISIT, Visit, credited_platforms, earners, named_platform,
};
pub use words::listed;

pub use crate::schema::platform_title;
pub use crate::time::Comparison;
pub use covered::Covered;

/// Adds every computed column, as if a margin were given, to see which metrics a dataset allows.
///
/// # Errors
/// Where polars refuses a column.
pub fn add_computed(dataset: &mut Dataset, registry: &Registry) -> crate::error::Result<()> {
    let options = ReportOptions {
        margin: Some(Amount::whole(1)),
        ..ReportOptions::default()
    };
    let whole = dataset.clone();
    costs::add(dataset, &options, costs::CostOf::ThisPeriod, &whole)?;
    let whole = dataset.clone();
    let metrics: Vec<&Metric> = registry.metrics().iter().collect();
    let sides = plan::Sides {
        whole: &whole,
        options: &options,
        period: None,
    };
    plan::add(dataset, &metrics, sides)
}
