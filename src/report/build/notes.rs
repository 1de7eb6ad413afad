//! What stands around the figures: the days they cover, notes under the table, constant columns.

use crate::error::Result;
use crate::metrics::{Direction, Metric};
use crate::report::costs;
use crate::report::dataset::{Dataset, listed};
use crate::report::figures::Figures;
use crate::report::join::Join;
use crate::report::options::ReportOptions;
use crate::schema::{Amount, cells, col};
use crate::time::{Comparison, Period};

use super::choice::Chosen;

/// What the figures cover.
pub fn scope(dataset: &Dataset, metrics: &[&Metric], options: &ReportOptions) -> Result<String> {
    if let (Some(period), Some((_, comparison))) = (&options.period, &options.compare) {
        return Ok(Comparison::sentence(*comparison, period)?);
    }
    if let Some(period) = &options.period {
        return Ok(period.to_string());
    }
    let read = |table: &str| {
        metrics
            .iter()
            .flat_map(|metric| metric.components())
            .any(|component| component.table == table)
    };
    let spans = dataset
        .frames
        .iter()
        .filter(|(table, _)| read(table))
        .filter_map(|(_, frame)| cells::span(frame, col::PERIOD_START, col::PERIOD_END));
    let (first, last) = spans.fold((None, None), |(first, last), (start, end)| {
        (
            Some(first.map_or(start, |first: i32| first.min(start))),
            Some(last.map_or(end, |last: i32| last.max(end))),
        )
    });
    let day = |number: i32| cells::day_of(number);
    let span = first.and_then(day).zip(last.and_then(day));
    Ok(span
        .and_then(|(start, end)| Period::new(start, end).ok())
        .map_or_else(String::new, |period| period.to_string()))
}

pub fn notes(
    dataset: &Dataset,
    chosen: &Chosen<'_>,
    figures: &Figures,
    options: &ReportOptions,
) -> Vec<String> {
    let mut notes = Vec::new();
    let shows = |name: &str| chosen.metrics.iter().any(|metric| metric.name == name);
    if (shows("roi") || shows("roas")) && dataset.frames.contains_key("conversions") {
        notes.push("roas and roi: joined revenue over the spend of platforms that occur in the outcomes; credited, not caused".into());
    }
    if shows("roi") {
        notes.extend(costs::notes(options));
    }
    let caveats: Vec<&str> = chosen
        .metrics
        .iter()
        .filter(|metric| metric.caveat(figures.platforms(None)).is_some())
        .map(|metric| metric.name.as_str())
        .collect();
    if !caveats.is_empty() {
        notes.push(format!(
            "{}: platforms may claim the same order",
            listed(&caveats)
        ));
    }
    debug_assert!(chosen.metrics.iter().all(|metric| matches!(
        metric.direction,
        Direction::Higher | Direction::Lower | Direction::Neutral
    )));
    notes.extend(dataset.notes.iter().cloned());
    notes.extend(chosen.notes.iter().cloned());
    notes
}

/// Constant columns of machine formats.
pub fn constants(join: Option<&Join>, options: &ReportOptions) -> Vec<(String, String)> {
    let mut constants = Vec::new();
    if let Some(currency) = &options.currency {
        constants.push((col::CURRENCY.into(), currency.clone()));
    }
    constants.push(("cost_types".into(), (1 + options.costs.len()).to_string()));
    constants.push(("margin_given".into(), options.margin.is_some().to_string()));
    if let Some(join) = join {
        let rate = |part: Amount, whole: Amount| {
            if whole == Amount::ZERO {
                String::new()
            } else {
                format!("{:.6}", part.to_f64() / whole.to_f64())
            }
        };
        constants.push((
            "join_rate_spend".into(),
            rate(join.spend_joined, join.spend),
        ));
        constants.push(("join_rate_value".into(), rate(join.joined, join.revenue)));
    }
    constants
}
