//! Metric G-14: each target against the figure of its own days and scope.

use crate::error::Result;
use crate::metrics::computed as added;
use crate::report::dataset::Dataset;
use crate::schema::{cells, plan};

/// Adds to each target the figure over it, turned round where lower is better, and whether it is met. Which figure that is
/// and which way is better stands beside the target already.
pub fn add(now: &mut Dataset) -> Result<()> {
    let Some(targets) = now.frames.get("targets").cloned() else {
        return Ok(());
    };
    let rows = targets.height();
    let directions = cells::texts(&targets, plan::DIRECTION).unwrap_or_else(|| vec![None; rows]);
    let amounts = |name: &str| cells::amounts(&targets, name).unwrap_or_else(|| vec![None; rows]);
    let (values, figures) = (amounts(plan::VALUE), amounts(added::ACTUAL));
    let (mut reached, mut aimed) = (vec![None; rows], vec![None; rows]);
    for row in 0..rows {
        let (Some(value), Some(figure), Some(direction)) =
            (values[row], figures[row], directions[row])
        else {
            continue;
        };
        let pair = match direction == "lower" {
            true => (value, figure),
            false => (figure, value),
        };
        (reached[row], aimed[row]) = (Some(pair.0), Some(pair.1));
    }
    let both = || reached.iter().zip(&aimed);
    let met =
        both().map(|(reached, aimed)| reached.zip(*aimed).map(|(own, aim)| i64::from(own >= aim)));
    let met = cells::count_column(added::MET, met.collect());
    let known = both().map(|(reached, _)| Some(i64::from(reached.is_some())));
    let known = cells::count_column(added::KNOWN, known.collect());
    // A share of a target says nothing of a figure below zero, which is met or missed all the same.
    for (reached, aimed) in reached.iter_mut().zip(&mut aimed) {
        if [*reached, *aimed]
            .into_iter()
            .flatten()
            .any(|side| side < 0)
        {
            (*reached, *aimed) = (None, None);
        }
    }
    let mut frame = targets.clone();
    frame.with_column(met)?;
    frame.with_column(known)?;
    frame.with_column(cells::amount_column(added::REACHED, reached))?;
    frame.with_column(cells::amount_column(added::AIMED, aimed))?;
    now.frames.insert("targets", frame);
    Ok(())
}
