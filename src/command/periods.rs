//! The days that a command is about, and those that they are compared with.

use chrono::NaiveDate;

use crate::cli::InputArgs;
use crate::error::{Error, Result};
use crate::ingest::Reading;
use crate::options::Scope;
use crate::report::Dataset;
use crate::time::{Comparison, Period, PeriodSpec};

pub type Compared = Option<(Period, Comparison)>;

/// The period and the one to compare with; relative words count from `--as-of`, else from the last day of the files that
/// count.
///
/// # Errors
/// A period or comparison that cannot be understood, or has no day to count from.
pub fn periods(
    scope: &Scope,
    compare: Option<&str>,
    input: &InputArgs,
    readings: &[&Reading],
    dataset: &mut Dataset,
) -> Result<(Option<Period>, Compared)> {
    let comparison = compare.map(str::parse::<Comparison>).transpose()?;
    let spec = match (&scope.period, comparison) {
        (Some(spec), _) => Some(*spec),
        (None, Some(_)) => Some(PeriodSpec::last_month(scope.calendar)),
        (None, None) => None,
    };
    let Some(spec) = spec else {
        return Ok((None, None));
    };
    let given = input.as_of.as_deref().map(crate::time::day).transpose()?;
    let last = readings
        .iter()
        .filter(|reading| reading.table != Some("rates"))
        .filter_map(|reading| reading.dates)
        .map(|(_, end)| end)
        .max();
    let as_of = given.or(last).unwrap_or(NaiveDate::MIN);
    let period = if spec.needs_as_of() && given.is_none() {
        let day = last.ok_or_else(|| Error::BadOption {
            what: format!("--period {spec}"),
            why: "no dated rows to count it from; give --as-of DATE".into(),
        })?;
        let period = spec.resolve(spec.today_after(day))?;
        let (days, day) = (period.told(scope.calendar), scope.calendar.iso(day));
        dataset.notes.push(format!("{spec} is {days}: counted from {day}, the last day in the data (`--as-of` decides otherwise)"));
        period
    } else {
        spec.resolve(as_of)?
    };
    let compared = comparison
        .map(|comparison| {
            Ok::<_, Error>((
                crate::time::compare_period(&period, comparison, scope.calendar)?,
                comparison,
            ))
        })
        .transpose()?;
    Ok((Some(period), compared))
}
