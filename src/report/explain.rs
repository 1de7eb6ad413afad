//! Where one figure comes from: its formula, both sides, and what each file gives to each sum.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::metrics::{Component, Metric, Registry, Value};

use super::build::narrowed;
use super::cost_notes;
use super::dataset::Dataset;
use super::mapping::applied;
use super::options::ReportOptions;
use super::plan;
use super::sources;
use super::trace::{Trace, Tracer};

/// One figure, explained.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// The metric's name.
    pub figure: String,
    /// Its number in the catalogue.
    pub id: String,
    /// Its name in words.
    pub title: String,
    /// The figure as text; `None` where it is undefined.
    pub value: Option<String>,
    /// `ok`, or the reason why it is undefined.
    pub status: String,
    /// The unit, with the currency of money.
    pub unit: String,
    /// Both sides and every sum.
    #[serde(flatten)]
    pub trace: Trace,
    /// Meaning, pitfall, source, assumptions.
    pub notes: Vec<String>,
}

/// Explains a figure over the rows that the options leave.
///
/// # Errors
/// An unknown metric, and what a report of it would fail with.
pub fn explain(
    name: &str,
    dataset: &Dataset,
    options: &ReportOptions,
    registry: &Registry,
) -> Result<Explanation> {
    let unknown = || Error::UnknownName {
        what: "metric",
        name: name.to_owned(),
        nearest: registry
            .nearest(name)
            .into_iter()
            .take(2)
            .map(str::to_owned)
            .collect(),
    };
    let metric = registry.asked(name).ok_or_else(unknown)?;
    let (mut now, _) = narrowed(dataset, options, options.period.as_ref())?;
    let sides = plan::Sides {
        whole: dataset,
        options,
        period: options.period,
    };
    plan::add(&mut now, &[metric], sides)?;
    let tracer = Tracer::of(&now, &[], &[metric], options.spread)?;
    let figure = tracer.whole().figure(metric, None);
    let mut trace = tracer.trace(metric, None);
    sources::name(&mut trace, metric, dataset, options)?;
    // A metric of one's own may say neither.
    let source = &metric.source;
    let defined = (!source.is_empty()).then(|| format!("definition: {source}"));
    let meant = Some(metric.note.clone()).filter(|note| !note.is_empty());
    let mut notes: Vec<String> = meant.into_iter().chain(defined).collect();
    if metric.name == "roi" || metric.name == "roas" {
        notes.extend(cost_notes::notes(options));
        notes.extend(cost_notes::borne_by_rows(&now, options));
    }
    notes.extend(cost_notes::other_media(&[metric], options));
    notes.extend(cost_notes::without_margin(&[metric], options));
    notes.extend(plan::lacking(&now, &[metric]));
    notes.extend(applied(&now));
    notes.extend(now.join_notes.iter().chain(&now.notes).cloned());
    Ok(Explanation {
        figure: metric.name.clone(),
        id: metric.id.clone(),
        title: metric.title.clone(),
        value: figure.value().map(text),
        status: figure
            .reason()
            .map_or("ok", |reason| reason.code())
            .to_owned(),
        unit: unit(metric, options),
        trace,
        notes,
    })
}

fn unit(metric: &Metric, options: &ReportOptions) -> String {
    match (metric.unit, &options.currency) {
        (crate::metrics::Unit::Money, Some(currency)) => currency.clone(),
        (unit, _) => unit.text().to_owned(),
    }
}

fn text(value: Value) -> String {
    match value {
        Value::Count(count) => count.to_string(),
        Value::Amount(amount) => amount.to_string(),
        Value::Ratio(ratio) => {
            let fixed = format!("{ratio:.10}");
            fixed.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
    }
}

/// Whether a metric can be computed from a dataset, and which columns are missing where it cannot.
pub fn missing(metric: &Metric, dataset: &Dataset) -> Vec<String> {
    let lacks = |component: &Component| -> Vec<String> {
        let Some(frame) = dataset.frames.get(component.table) else {
            return vec![component.table.to_owned()];
        };
        let columns = component.columns();
        let gone = columns
            .iter()
            .filter(|column| frame.column(column).is_err());
        gone.map(|column| format!("{}.{column}", component.table))
            .collect()
    };
    let side = |components: Vec<&Component>, any: bool| -> Vec<String> {
        let all: Vec<Vec<String>> = components.into_iter().map(lacks).collect();
        if any && all.iter().any(Vec::is_empty) {
            Vec::new()
        } else {
            all.concat()
        }
    };
    // One term of a sum is enough for it; a ratio needs both sides.
    let any = metric.numerator.terms.iter().all(|term| !term.negative);
    let mut gone = side(metric.numerator.components().collect(), any);
    if let Some(denominator) = &metric.denominator {
        gone.extend(side(denominator.components().collect(), false));
    }
    gone.sort();
    gone.dedup();
    gone
}
