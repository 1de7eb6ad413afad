//! The metrics of a report: those named, else all that the dataset allows.

use polars::prelude::DataFrame;

use crate::error::{Error, Result, Warning};
use crate::metrics::{Component, Metric, Registry};
use crate::report::dataset::Dataset;
use crate::report::keys::{Key, function_of};
use crate::report::options::ReportOptions;

/// The metrics of a report.
pub struct Chosen<'r> {
    pub metrics: Vec<&'r Metric>,
    pub named: bool,
    pub notes: Vec<String>,
    pub warnings: Vec<Warning>,
}

pub fn metrics<'r>(
    dataset: &Dataset,
    keys: &[Key],
    options: &ReportOptions,
    registry: &'r Registry,
) -> Result<Chosen<'r>> {
    let mut chosen = Chosen {
        metrics: Vec::new(),
        named: !options.metrics.is_empty(),
        notes: Vec::new(),
        warnings: Vec::new(),
    };
    for name in &options.metrics {
        let unknown = || Error::UnknownName {
            what: "metric",
            name: name.clone(),
            nearest: registry
                .nearest(name)
                .into_iter()
                .take(2)
                .map(str::to_owned)
                .collect(),
        };
        chosen
            .metrics
            .push(registry.asked(name).ok_or_else(unknown)?);
    }
    if chosen.named {
        return Ok(chosen);
    }
    // Spend is never left out; organic tables are where they lack a key that others have.
    let known = |key: &&Key| dataset.frames.values().any(|frame| key.is_in(frame));
    // What is asked for stays in sight where no row of the period tells it.
    let columns_of = |table: &str| {
        let absent = || dataset.absent.get(table).map(|(_, frame)| frame);
        dataset.frames.get(table).or_else(absent)
    };
    let lacks = |table: &str, frame: &DataFrame| {
        let organic = function_of(table) == "organic";
        keys.iter()
            .filter(|_| organic)
            .filter(known)
            .find(|key| !key.is_in(frame))
    };
    for (table, frame) in &dataset.frames {
        if let Some(key) = lacks(table, frame).filter(|_| frame.height() > 0) {
            chosen.notes.push(format!(
                "{} rows of {table} have no {} and are left out here",
                frame.height(),
                key.name().replace('_', " ")
            ));
        }
    }
    let can = |metric: &&Metric| {
        metric.default
            && metric.needs().iter().all(|(table, column)| {
                columns_of(table).is_some_and(|frame| {
                    column.is_none_or(|column| frame.column(column).is_ok())
                        && lacks(table, frame).is_none()
                })
            })
    };
    // A sum of several columns needs but one of them; its figure tells.
    let some = |metric: &&Metric| {
        metric.default
            && metric.numerator.terms.len() > 1
            && metric.denominator.as_ref().is_none_or(|formula| {
                formula
                    .components()
                    .all(|component| has(dataset, component))
            })
            && metric
                .numerator
                .components()
                .any(|component| has(dataset, component))
            && metric.needs().iter().all(|(table, _)| {
                dataset
                    .frames
                    .get(table)
                    .is_some_and(|frame| lacks(table, frame).is_none())
            })
    };
    chosen.metrics = registry
        .metrics()
        .iter()
        .filter(|metric| can(metric) || some(metric))
        .collect();
    Ok(chosen)
}

fn has(dataset: &Dataset, component: &Component) -> bool {
    dataset.frames.get(component.table).is_some_and(|frame| {
        component
            .columns()
            .iter()
            .all(|column| frame.column(column).is_ok())
    })
}
