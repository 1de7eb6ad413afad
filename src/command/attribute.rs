//! `attribute`: multi-touch attribution, all models side by side.

use crate::cli::AttributeArgs;
use crate::error::{Error, Result};
use crate::ingest::{self, Reading, Resolution};
use crate::options::{self, Destination, Form};
use crate::render::Format;
use crate::report::{self, AttributeOptions, Evidence, LogBuilder, Outcomes, Table};
use crate::time::{Calendar, Period, PeriodSpec};

use super::scope::{rates, report_failures, strict, supplied};
use super::{Stage, inputs, method, output, touches};

/// Runs the command.
pub fn run(args: &AttributeArgs, stage: &mut Stage<'_>) -> Result<u8> {
    let destination = output::destination(&args.output, stage)?;
    let mut options = options::attribute(args)?;
    let builder = LogBuilder::default();
    let rules = options::touches(args.input.as_of.as_deref(), &args.journeys)?;
    let keep = destination.keep();
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
    options.currency = touches::settle(&mut log, &mut readings, &rates, wanted, &mut warnings)?;
    resolve(args, &options, &mut readings)?;
    for reading in &readings {
        warnings.extend(reading.warnings.iter().cloned());
    }
    let dataset = report::gather(&supplied(&readings), &Outcomes::default())?;
    options.period = period(args, options.calendar, &readings)?;
    let evidence = Evidence {
        log,
        dataset: &dataset,
        days: touches::days(&readings),
        tables: &supplied(&readings),
    };
    let found = report::attribute(&evidence, &options)?;
    warnings.extend(found.warnings.iter().cloned());
    inputs::warn(&warnings, stage)?;
    let method = method::method(readings.iter().chain(&of_rates), keep, stage)?;
    let tables = tables(&found, &options, &destination);
    let named: Vec<(&str, &Table)> = tables.iter().map(|table| (name(table), table)).collect();
    output::write_tables(
        &named,
        || super::report::frame(&tables[0]),
        || method::of_attribution(method, args, &options, &tables, &warnings),
        &destination,
        stage,
    )?;
    let rejected = readings.iter().map(|reading| reading.rejected).sum();
    let rows = readings.iter().map(Reading::rows).sum();
    strict(stage, rejected, rows, warnings.len())?;
    Ok(u8::from(failed))
}

/// What is asked for, in the form that fits where it goes: models side by side for people, a row for each model for
/// programs, both in a workbook.
fn tables(
    found: &report::Found,
    options: &AttributeOptions,
    destination: &Destination,
) -> Vec<Table> {
    if let Some(table) = &found.shown {
        return vec![table.clone()];
    }
    let wide = || report::wide(&found.attribution, options.measure, options.top);
    let tidy = || report::tidy(&found.attribution);
    match destination.form {
        Form::Text(Format::Table | Format::Tall | Format::Markdown) => vec![wide()],
        Form::Text(_) | Form::Parquet => vec![tidy()],
        Form::Xlsx => vec![wide(), tidy()],
    }
}

/// Only the table of every figure bears no title.
fn name(table: &Table) -> &str {
    if table.title.is_empty() {
        "Every figure"
    } else {
        &table.title
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
    calendar: Calendar,
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
    let today = given.or_else(|| last.and_then(|day| day.succ_opt()));
    let today = today.ok_or_else(|| Error::BadOption {
        what: format!("--period {spec}"),
        why: "counted paths have no dates".into(),
    })?;
    Ok(Some(spec.resolve(today)?))
}
