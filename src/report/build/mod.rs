//! A report: the dataset narrowed, its metrics chosen, its figures laid out as a table.

mod choice;
mod conditions;
mod layout;
mod narrow;
mod notes;
mod sort;

use crate::error::{Error, Result, Warning};
use crate::metrics::{Aggregation, Figure, Metric, Registry, Value};
use crate::schema::{Amount, cells, col};
use crate::time::{Calendar, Period};

use super::cost_notes;
use super::dataset::Dataset;
use super::extent::Extents;
use super::figures::Figures;
use super::join::Join;
use super::keys::Key;
use super::options::ReportOptions;
use super::plan;
use super::table::Table;
use choice::metrics;
use layout::laid_out;
use notes::{claims, compared_in_part, constants, notes, scope};
use sort::sort;

pub use conditions::refuse_no_rows;
pub(super) use layout::column;
pub use narrow::narrowed;

/// A finished report.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What every format draws.
    pub table: Table,
    /// What the user should know.
    pub warnings: Vec<Warning>,
    /// What must be said beside sums of several platforms' claims; a table for people has it among its notes.
    pub claims: Option<String>,
    /// Rows, and not the total alone, sum several platforms up.
    pub rows_sum_platforms: bool,
}

/// Builds the report.
///
/// # Errors
/// Unknown names, rows that span buckets, nothing to report, a sum that does not reconcile.
pub fn report(dataset: &Dataset, options: &ReportOptions, registry: &Registry) -> Result<Report> {
    let keys: Vec<Key> = options
        .by
        .iter()
        .map(|name| Key::parse(name, options.calendar))
        .collect::<Result<_>>()?;
    let (mut now, join) = narrowed(dataset, options, options.period.as_ref())?;
    refuse_no_rows(dataset, options, &now)?;
    if let Some(period) = options
        .period
        .filter(|_| options.compare.is_none() && !has_rows(&now) && has_rows(dataset))
    {
        let days = days_of(dataset);
        return Err(nothing_in(&period, days.as_ref(), *options.calendar));
    }
    let mut chosen = metrics(&now, &keys, options, registry)?;
    if chosen.metrics.is_empty() {
        return Err(Error::NothingToReport {
            why: "no rows that any metric reads".into(),
        });
    }
    let sides = plan::Sides {
        whole: dataset,
        options,
        period: options.period,
    };
    plan::add(&mut now, &chosen.metrics, sides)?;
    let mut figures = Figures::of(&now, &keys, &chosen.metrics, options.spread)?;
    reconcile(&figures, &chosen.metrics)?;
    let mut partly = None;
    let before = match &options.compare {
        Some((period, _)) => {
            if keys.iter().any(|key| matches!(key, Key::Time(..))) {
                return Err(Error::BadOption {
                    what: "--compare".into(),
                    why:
                        "compares one period with another, so it cannot stand beside a time in --by"
                            .into(),
                });
            }
            let (mut before, _) = narrowed(dataset, options, Some(period))?;
            let sides = plan::Sides {
                period: Some(*period),
                ..sides
            };
            plan::add(&mut before, &chosen.metrics, sides)?;
            let extents = Extents::of(dataset).among(&[&now, &before]);
            partly = compared_in_part(&extents, &chosen.metrics, options);
            let mut before = Figures::of(&before, &keys, &chosen.metrics, options.spread)?;
            before.stand_beside(&figures);
            figures.stand_beside(&before);
            Some(before)
        }
        None => None,
    };
    let mut table = laid_out(&keys, &chosen, &figures, before.as_ref(), options)?;
    sort(&mut table, &keys, &chosen, options)?;
    if let Some(top) = options.top.filter(|top| *top < table.rows.len()) {
        let hidden = table.rows.len() - top;
        table.rows.truncate(top);
        table.notes.push(format!(
            "{hidden} further rows are not shown; the total covers them"
        ));
    }
    table.scope = scope(&now, &chosen.metrics, partly.is_none(), options)?;
    table.notes.extend(notes(&now, &chosen, &figures, options));
    if chosen.named {
        table.notes.extend(plan::lacking(&now, &chosen.metrics));
        table
            .notes
            .extend(cost_notes::without_margin(&chosen.metrics, options));
        table
            .notes
            .extend(plan::of_no_group(&figures, &chosen.metrics, &keys));
    }
    let joins = |dataset: &Dataset| Join::of(dataset, dataset).is_some();
    let join = match join {
        None if joins(dataset) => Some(Join::default()),
        join => join,
    };
    table.extra = constants(join.as_ref(), options);
    let mut warnings = now.warnings;
    warnings.append(&mut chosen.warnings);
    warnings.extend(partly);
    Ok(Report {
        table,
        warnings,
        claims: claims(&chosen, &figures),
        rows_sum_platforms: figures
            .groups
            .iter()
            .any(|group| figures.platforms(Some(group)) > 1),
    })
}

/// The days of all rows together; `None` where no row has a date.
fn days_of(dataset: &Dataset) -> Option<Period> {
    let spans = dataset
        .frames
        .values()
        .filter_map(|frame| cells::span(frame, col::PERIOD_START, col::PERIOD_END));
    let (from, to) = spans.reduce(|(a, b), (c, d)| (a.min(c), b.max(d)))?;
    Period::new(cells::day_of(from)?, cells::day_of(to)?).ok()
}

/// That no row is of a period, and which days the files have.
fn nothing_in(period: &Period, days: Option<&Period>, calendar: Calendar) -> Error {
    let cover = days.map_or_else(String::new, |days| {
        format!("; the files cover {}", days.told(calendar))
    });
    Error::NothingToReport {
        why: format!("no rows in {}{cover}", period.told(calendar)),
    }
}

/// Whether any table has rows.
pub fn has_rows(dataset: &Dataset) -> bool {
    dataset.frames.values().any(|frame| frame.height() > 0)
}

/// Every additive figure: the groups sum to the whole, exactly.
fn reconcile(figures: &Figures, metrics: &[&Metric]) -> Result<()> {
    for metric in metrics.iter().filter(|metric| {
        metric.aggregation == Aggregation::Additive
            && metric.denominator.is_none()
            && figures.adds_up(metric)
    }) {
        let exact = |figure: Figure| figure.value().and_then(Value::exact);
        let Some(whole) = exact(figures.figure(metric, None)) else {
            continue;
        };
        let sum: Amount = figures
            .groups
            .iter()
            .filter_map(|group| exact(figures.figure(metric, Some(group))))
            .sum();
        if sum != whole {
            return Err(Error::Unreconciled {
                what: format!("{} of the rows is {sum}, of the whole {whole}", metric.name),
            });
        }
    }
    Ok(())
}
