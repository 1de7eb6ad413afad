//! Where one figure comes from: its formula, both sides, and what each file gives to each sum.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::metrics::{Component, Metric, Registry, Total, Value, sides};
use crate::schema::{Amount, col};

use super::build::narrowed;
use super::costs;
use super::dataset::Dataset;
use super::figures::Figures;
use super::keys::Key;
use super::options::ReportOptions;

/// What one file gives to a sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FromFile {
    /// The file.
    pub file: String,
    /// Rows of it in scope.
    pub rows: u64,
    /// Rows that count in the sum.
    pub counted: u64,
    /// Their sum, exact.
    pub sum: String,
}

/// One sum of a formula.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The sum as the registry writes it, with the rows it is restricted to.
    pub component: String,
    /// Its value; `None` where the column was not supplied.
    pub sum: Option<String>,
    /// Rows in scope.
    pub rows: u64,
    /// Rows that count: not blank, and with the other side of the ratio.
    pub counted: u64,
    /// By file.
    pub files: Vec<FromFile>,
}

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
    /// The formula of the numerator.
    pub numerator: String,
    /// What the numerator comes to.
    pub numerator_value: Option<String>,
    /// The formula of the denominator.
    pub denominator: Option<String>,
    /// What the denominator comes to.
    pub denominator_value: Option<String>,
    /// Every sum.
    pub parts: Vec<Part>,
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
    let metric = registry.metric(name).ok_or_else(unknown)?;
    let (now, _) = narrowed(dataset, options, options.period.as_ref())?;
    let figures = Figures::of(&now, &[Key::Name(col::FILE)], &[metric], options.spread)?;
    let figure = figures.figure(metric, None);
    let total = |component: &Component| figures.total(component, None);
    let (numerator, denominator) = sides(metric, &total);
    let mut notes = vec![
        metric.note.clone(),
        format!("definition: {}", metric.source),
    ];
    if metric.name == "roi" || metric.name == "roas" {
        notes.extend(costs::notes(options));
    }
    notes.extend(now.notes.iter().cloned());
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
        numerator: metric.numerator.to_string(),
        numerator_value: numerator.ok().map(|amount| amount.to_string()),
        denominator: metric.denominator.as_ref().map(ToString::to_string),
        denominator_value: denominator
            .and_then(std::result::Result::ok)
            .map(|amount| amount.to_string()),
        parts: parts(metric, &figures),
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

fn parts(metric: &Metric, figures: &Figures) -> Vec<Part> {
    let mut seen: Vec<&Component> = Vec::new();
    for component in metric.components() {
        if !seen.contains(&component) {
            seen.push(component);
        }
    }
    seen.into_iter()
        .map(|component| part(component, figures))
        .collect()
}

fn part(component: &Component, figures: &Figures) -> Part {
    let of = |total: Total| total.sum.map(|sum: Amount| sum.to_string());
    let whole = figures.total(component, None);
    let files = figures.groups.iter().filter_map(|group| {
        let total = figures.total(component, Some(group));
        let file = group.first().cloned().unwrap_or_default();
        (total.rows > 0).then(|| FromFile {
            file,
            rows: total.rows,
            counted: total.n,
            sum: of(total).unwrap_or_default(),
        })
    });
    Part {
        component: component.to_string(),
        sum: of(whole),
        rows: whole.rows,
        counted: whole.n,
        files: files.collect(),
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
