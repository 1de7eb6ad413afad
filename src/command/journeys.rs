//! Journeys and what was spent on them, read and settled: shared by `attribute` and by charts of journeys.

use crate::cli::AttributeArgs;
use crate::error::{Error, Result, Warning};
use crate::ingest::{self, Reading, Resolution};
use crate::options::{self, Keep};
use crate::report::{self, AttributeOptions, Evidence, LogBuilder, Method, Outcomes};
use crate::time::{Period, PeriodSpec, Reckoning};

use super::rates::rates;
use super::scope::{strict, supplied};
use super::unread::report_failures;
use super::{Stage, inputs, mapping, method, touches};

/// What was found in journeys, and how the reading went.
pub struct FromJourneys<T> {
    /// What was found.
    pub found: T,
    /// What was asked for, with period and currency settled.
    pub options: AttributeOptions,
    /// What was read; the files only where they are kept.
    pub method: Method,
    /// What the user was warned of.
    pub warnings: Vec<Warning>,
    rejected: u64,
    rows: u64,
    failed: bool,
}

/// Reads journeys, settles their money and gives them to `find`; warns before it returns.
///
/// # Errors
/// What makes any figure unsafe; unreadable files only where nothing else is left.
pub fn journeys<T>(
    args: &AttributeArgs,
    keep: Keep,
    stage: &mut Stage<'_>,
    find: impl FnOnce(&Evidence<'_>, &AttributeOptions) -> Result<(T, Vec<Warning>)>,
) -> Result<FromJourneys<T>> {
    let mut options = options::attribute(args)?;
    let builder = LogBuilder::default();
    let rules = options::touches(args.input.as_of.as_deref(), &args.journeys)?;
    let mut readings = inputs::read_into(&args.input, Some((rules, &builder)), keep, stage)?;
    inputs::announce(&readings, stage)?;
    let mut warnings = inputs::idle(&args.input, &readings)?;
    let failed = report_failures(&readings, stage, &mut warnings)?;
    touches::refuse_half(&readings)?;
    let mut log = builder.finish();
    warnings.extend(touches::twice(&log, &readings));
    let (rates, of_rates) = rates(&readings, args.rates.as_deref(), keep)?;
    let wanted = args
        .currency
        .as_deref()
        .map(options::currency)
        .transpose()?;
    options.currency = touches::settle(
        &mut log,
        &mut readings,
        &rates,
        wanted,
        &mut warnings,
        options.calendar.zone(),
    )?;
    resolve(args, &options, &mut readings)?;
    for reading in &readings {
        warnings.extend(reading.warnings.iter().cloned());
    }
    let mut dataset = report::gather(&supplied(&readings), &Outcomes::default())?;
    let project = super::project::found(stage)?;
    mapping::map(&project.mapping, &mut dataset)?;
    mapping::map_touches(&project.mapping, &mut log);
    options.period = period(args, options.calendar, &readings)?;
    if let (None, Some(margin)) = (options.margin, &project.margin) {
        let days = options.period.or_else(|| touches::days(&readings));
        let single = |days: &Period| margin.stretches(days).len() == 1;
        options.of_margin = margin.without_products(&project.file.to_string());
        match days.filter(single) {
            Some(days) => options.margin = Some(margin.of(None, &days)),
            None => {
                options.margin = Some(margin.range.base);
                options.margins.clone_from(&margin.months);
            }
        }
    }
    let evidence = Evidence {
        log,
        dataset: &dataset,
        days: touches::days(&readings),
        tables: &supplied(&readings),
    };
    let (found, own) = find(&evidence, &options)?;
    warnings.extend(own);
    inputs::warn(&warnings, stage)?;
    Ok(FromJourneys {
        found,
        method: method::method(readings.iter().chain(&of_rates), keep, stage)?,
        options,
        warnings,
        rejected: readings.iter().map(|reading| reading.rejected).sum(),
        rows: readings.iter().map(Reading::rows).sum(),
        failed,
    })
}

impl<T> FromJourneys<T> {
    /// The exit code, after everything was shown.
    ///
    /// # Errors
    /// As [`strict`].
    pub fn code(&self, stage: &Stage<'_>) -> Result<u8> {
        strict(stage, self.rejected, self.rows, self.warnings.len())?;
        Ok(u8::from(self.failed))
    }
}

fn resolve(
    args: &AttributeArgs,
    options: &AttributeOptions,
    readings: &mut [Reading],
) -> Result<()> {
    let policy = options::overlap(&args.on_overlap)?;
    let wanted = options.by.iter().map(|key| key.name()).collect();
    ingest::resolve(readings, &Resolution { policy, wanted })
}

/// The days of the conversions that count; relative words count from `--as-of`, else from the last touch.
fn period(
    args: &AttributeArgs,
    calendar: Reckoning,
    readings: &[Reading],
) -> Result<Option<Period>> {
    let Some(text) = &args.period else {
        return Ok(None);
    };
    let spec = PeriodSpec::parse(text, calendar)?;
    let given = args
        .input
        .as_of
        .as_deref()
        .map(crate::time::day)
        .transpose()?;
    let last = touches::days(readings).map(|days| days.end);
    let today = given.or_else(|| last.map(|day| spec.today_after(day)));
    let today = today.ok_or_else(|| Error::BadOption {
        what: format!("--period {spec}"),
        why: "counted paths have no dates".into(),
    })?;
    Ok(Some(spec.resolve(today)?))
}
