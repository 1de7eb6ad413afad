//! Metric G-14: each target against the figure of its own days and scope.

use crate::error::Result;
use crate::metrics::computed as added;
use crate::metrics::{Direction, Metric, Value};
use crate::report::build::narrowed;
use crate::report::dataset::Dataset;
use crate::report::figures::Figures;
use crate::report::options::ReportOptions;
use crate::schema::{Amount, cells, col, plan};
use crate::time::Period;

use super::{Sides, scope};

/// Adds to each target the figure over it, turned round where lower is better, and whether it is met.
pub fn add(now: &mut Dataset, sides: Sides<'_>) -> Result<()> {
    let Some(targets) = now.frames.get("targets").cloned() else {
        return Ok(());
    };
    let rows = targets.height();
    let text = |name: &str| cells::texts(&targets, name).unwrap_or_else(|| vec![None; rows]);
    let (names, scopes, directions) =
        (text(plan::METRIC), text(plan::SCOPE), text(plan::DIRECTION));
    let values = cells::amounts(&targets, plan::VALUE).unwrap_or_else(|| vec![None; rows]);
    let (starts, ends) = (
        cells::days(&targets, col::PERIOD_START),
        cells::days(&targets, col::PERIOD_END),
    );
    let (mut reached, mut aimed) = (vec![None; rows], vec![None; rows]);
    for row in 0..rows {
        let metric = names[row].and_then(|name| sides.registry.asked(name));
        let days = starts[row]
            .and_then(cells::day_of)
            .zip(ends[row].and_then(cells::day_of));
        let (Some(metric), Some((start, end)), Some(value)) = (metric, days, values[row]) else {
            continue;
        };
        let scope = scopes[row].unwrap_or_default();
        let Some(figure) = actual(metric, scope, Period { start, end }, sides) else {
            continue;
        };
        let lower = match directions[row] {
            Some(direction) => direction == "lower",
            None => metric.direction == Direction::Lower,
        };
        let pair = if lower {
            (value, figure)
        } else {
            (figure, value)
        };
        (reached[row], aimed[row]) = (Some(pair.0), Some(pair.1));
    }
    let both = || reached.iter().zip(&aimed);
    let met =
        both().map(|(reached, aimed)| reached.zip(*aimed).map(|(own, aim)| i64::from(own >= aim)));
    let met = cells::count_column(added::MET, met.collect());
    let known = both().map(|(reached, _)| Some(i64::from(reached.is_some())));
    let known = cells::count_column(added::KNOWN, known.collect());
    let mut frame = targets.clone();
    frame.with_column(met)?;
    frame.with_column(known)?;
    frame.with_column(cells::amount_column(added::REACHED, reached))?;
    frame.with_column(cells::amount_column(added::AIMED, aimed))?;
    now.frames.insert("targets", frame);
    Ok(())
}

/// The figure of a metric over the days and the scope of a target; `None` where there is none.
fn actual(metric: &Metric, scope: &str, days: Period, sides: Sides<'_>) -> Option<i128> {
    // A target for the targets would ask for itself.
    if metric.needs().iter().any(|(table, _)| *table == "targets") {
        return None;
    }
    let options = ReportOptions {
        filters: scope::filters(scope)?,
        ..sides.options.clone()
    };
    let (mut dataset, _) = narrowed(sides.whole, &options, Some(&days)).ok()?;
    let sides = Sides {
        options: &options,
        period: Some(days),
        ..sides
    };
    super::add(&mut dataset, &[metric], sides).ok()?;
    let figures = Figures::of(&dataset, &[], &[metric], options.spread).ok()?;
    let amount = match figures.figure(metric, None).value()? {
        Value::Ratio(ratio) => Amount::from_plain(&ratio.to_string()),
        value => value.exact(),
    };
    amount.map(|amount| amount.0)
}
