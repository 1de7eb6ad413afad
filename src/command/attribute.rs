//! `attribute`: multi-touch attribution, all models side by side.

use std::str::FromStr;

use crate::cli::AttributeArgs;
use crate::error::{Error, Result};
use crate::ingest::{self, Rates, Reading, Resolution};
use crate::options::{self, Destination, Form};
use crate::render::Format;
use crate::report::{self, AttributeOptions, Evidence, LogBuilder, Outcomes, Table, TouchLog};
use crate::schema::Amount;
use crate::schema::cells::{day_number, day_of};
use crate::time::{Period, PeriodSpec};

use super::scope::{rates, report_failures, strict, supplied};
use super::{Stage, inputs, output};

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// Runs the command.
pub fn run(args: &AttributeArgs, stage: &mut Stage<'_>) -> Result<u8> {
    let destination = options::destination(&args.output, &stage.global, stage.terminal)?;
    let mut options = options::attribute(args)?;
    let builder = LogBuilder::default();
    let touches = options::touches(args.input.as_of.as_deref(), &args.journeys)?;
    let mut readings = inputs::read_into(&args.input, Some((touches, &builder)), stage)?;
    inputs::announce(&readings, stage)?;
    let mut warnings = Vec::new();
    let failed = report_failures(&readings, stage, &mut warnings)?;
    refuse_half(&readings)?;
    let mut log = builder.finish();
    let rates = rates(&readings, args.rates.as_deref())?;
    let wanted = args
        .currency
        .as_deref()
        .map(options::currency)
        .transpose()?;
    options.currency = settle(&mut log, &mut readings, &rates, wanted, &mut warnings)?;
    resolve(args, &options, &mut readings)?;
    for reading in &readings {
        warnings.extend(reading.warnings.iter().cloned());
    }
    let dataset = report::gather(&supplied(&readings), &Outcomes::default())?;
    options.period = period(args, &readings)?;
    let evidence = Evidence {
        log,
        dataset: &dataset,
        tables: &supplied(&readings),
    };
    let found = report::attribute(&evidence, &options)?;
    warnings.extend(found.warnings.iter().cloned());
    inputs::warn(&warnings, stage)?;
    let table = table(&found, args, &options, &destination)?;
    output::write_table(&table, || super::report::frame(&table), &destination, stage)?;
    let rejected = readings.iter().map(|reading| reading.rejected).sum();
    let rows = readings.iter().map(Reading::rows).sum();
    strict(stage, rejected, rows, warnings.len())?;
    Ok(u8::from(failed))
}

/// What is asked for, in the form that fits where it goes.
fn table(
    found: &report::Found,
    args: &AttributeArgs,
    options: &AttributeOptions,
    destination: &Destination,
) -> Result<Table> {
    let _ = args;
    let for_people = matches!(
        destination.form,
        Form::Text(Format::Table | Format::Tall | Format::Markdown)
    );
    Ok(match &found.shown {
        Some(table) => table.clone(),
        None if for_people => report::wide(&found.attribution, options.measure, options.top),
        None => report::tidy(&found.attribution),
    })
}

/// A log of which only a part was read makes every figure wrong.
fn refuse_half(readings: &[Reading]) -> Result<()> {
    let half = readings.iter().find(|reading| {
        reading.table == Some("touchpoints") && reading.status == ingest::Status::Error
    });
    match half {
        Some(reading) => Err(Error::NothingToReport {
            why: format!("{} could be read in part only", reading.path),
        }),
        None => Ok(()),
    }
}

/// One currency for values and spend.
fn settle(
    log: &mut TouchLog,
    readings: &mut [Reading],
    rates: &Rates,
    wanted: Option<String>,
    warnings: &mut Vec<crate::error::Warning>,
) -> Result<Option<String>> {
    let of_log = |readings: &[Reading]| -> Vec<(String, Vec<String>)> {
        let mut found: std::collections::BTreeMap<String, Vec<String>> = Default::default();
        for reading in readings
            .iter()
            .filter(|reading| reading.table == Some("touchpoints"))
        {
            for code in &reading.currencies {
                found
                    .entry(code.clone())
                    .or_default()
                    .push(reading.path.clone());
            }
        }
        found.into_iter().collect()
    };
    let logged = of_log(readings);
    let wanted = wanted.or_else(|| match &logged[..] {
        [(code, _)] if !rates.is_empty() => Some(code.clone()),
        _ => None,
    });
    let settled = ingest::settle(readings, rates, wanted.as_deref(), warnings)?;
    let target = settled.or_else(|| match &logged[..] {
        [(code, _)] => Some(code.clone()),
        _ => None,
    });
    let foreign: Vec<_> = logged
        .iter()
        .filter(|(code, _)| Some(code) != target.as_ref())
        .cloned()
        .collect();
    if !foreign.is_empty() && (target.is_none() || rates.is_empty()) {
        let own = target
            .iter()
            .map(|code| (code.clone(), vec!["the spend".to_owned()]));
        let mut all: Vec<_> = logged.clone();
        all.extend(own.filter(|(code, _)| logged.iter().all(|(known, _)| known != code)));
        return Err(Error::MixedCurrency { found: all });
    }
    if let Some(target) = &target {
        let file = logged
            .first()
            .and_then(|(_, files)| files.first())
            .cloned()
            .unwrap_or_default();
        log.convert(&|code, at, value| converted(rates, (code, target), at, value, &file))?;
    }
    Ok(target)
}

fn converted(
    rates: &Rates,
    (from, to): (&str, &str),
    at: i64,
    value: Amount,
    file: &str,
) -> Result<Amount> {
    let day = i32::try_from(at.div_euclid(DAY)).unwrap_or(i32::MAX);
    let rate = rates.on(from, to, day).ok_or_else(|| Error::MissingRate {
        from: from.into(),
        to: to.into(),
        date: day_of(day).map_or_else(String::new, |day| day.to_string()),
        file: file.into(),
    })?;
    value.times(rate).ok_or_else(|| Error::Unreconciled {
        what: "a converted value is beyond 128 bits".into(),
    })
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
fn period(args: &AttributeArgs, readings: &[Reading]) -> Result<Option<Period>> {
    let Some(text) = &args.period else {
        return Ok(None);
    };
    let spec = PeriodSpec::from_str(text)?;
    let given = args
        .input
        .as_of
        .as_deref()
        .map(crate::time::day)
        .transpose()?;
    let logs = readings
        .iter()
        .filter(|reading| reading.table == Some("touchpoints"));
    let last = logs
        .filter_map(|reading| reading.dates)
        .map(|(_, last)| last)
        .max();
    let today = given.or_else(|| last.and_then(|day| day.succ_opt()));
    let today = today.ok_or_else(|| Error::BadOption {
        what: format!("--period {spec}"),
        why: "counted paths have no dates".into(),
    })?;
    let _ = day_number(today);
    Ok(Some(spec.resolve(today)?))
}
