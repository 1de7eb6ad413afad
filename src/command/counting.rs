//! Which of the readings count, and whose days are those of the figures.

use crate::ingest::{Reading, Status};
use crate::options::Scope;
use crate::report;

use super::scope::supplied;

/// The readings, by position, that the report counts.
pub fn counting(readings: &[Reading], scope: &Scope) -> Vec<usize> {
    let supplied = supplied(readings);
    let places: Vec<usize> = (0..readings.len())
        .filter(|at| readings[*at].table.is_some() && readings[*at].frame.is_some())
        .collect();
    let counted = report::counted(&supplied, &scope.outcomes);
    counted.into_iter().map(|at| places[at]).collect()
}

/// The readings whose days are those of the figures; what counts nowhere decides no period.
pub fn counting_days(
    readings: &[Reading],
    with_logs: bool,
    counts: impl Fn(usize) -> bool,
) -> Vec<&Reading> {
    let is_log = |reading: &Reading| with_logs && reading.table == Some("touchpoints");
    let read = readings.iter().enumerate();
    let read = read.filter(|(_, reading)| reading.status == Status::Ok);
    let (used, idle): (Vec<_>, Vec<_>) =
        read.partition(|(at, reading)| counts(*at) || is_log(reading));
    let dated = used.iter().any(|(_, reading)| reading.dates.is_some());
    let chosen = if dated { used } else { idle };
    chosen.into_iter().map(|(_, reading)| reading).collect()
}
