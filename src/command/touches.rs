//! Touch logs among the inputs: shared by `attribute` and by `report --model`.

use std::collections::BTreeMap;

use crate::error::{Error, Result, Warning};
use crate::ingest::{self, Rates, Reading};
use crate::report::TouchLog;
use crate::schema::Amount;
use crate::schema::cells::day_of;
use crate::time::Period;

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// The readings of touch logs.
fn logs(readings: &[Reading]) -> impl Iterator<Item = &Reading> {
    readings
        .iter()
        .filter(|reading| reading.table == Some("touchpoints"))
}

/// Currencies of the values in logs, each with its files.
fn of_logs(readings: &[Reading]) -> Vec<(String, Vec<String>)> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for reading in logs(readings) {
        for code in &reading.currencies {
            found
                .entry(code.clone())
                .or_default()
                .push(reading.path.clone());
        }
    }
    found.into_iter().collect()
}

/// A log of which only a part was read makes every figure wrong.
pub fn refuse_half(readings: &[Reading]) -> Result<()> {
    let half = logs(readings).find(|reading| reading.status == ingest::Status::Error);
    match half {
        Some(reading) => Err(Error::NothingToReport {
            why: format!("{} could be read in part only", reading.path),
        }),
        None => Ok(()),
    }
}

/// One currency for values and spend.
pub fn settle(
    log: &mut TouchLog,
    readings: &mut [Reading],
    rates: &Rates,
    wanted: Option<String>,
    warnings: &mut Vec<Warning>,
) -> Result<Option<String>> {
    let logged = of_logs(readings);
    let wanted = wanted.or_else(|| match &logged[..] {
        [(code, _)] if !rates.is_empty() => Some(code.clone()),
        _ => None,
    });
    let counted: Vec<usize> = (0..readings.len())
        .filter(|at| matches!(readings[*at].table, Some("ad_spend" | "paths")))
        .collect();
    let settled = ingest::settle_counted(readings, &counted, rates, wanted.as_deref(), warnings)?;
    let target = settled.or_else(|| match &logged[..] {
        [(code, _)] => Some(code.clone()),
        _ => None,
    });
    if target.is_none() && logged.len() > 1 {
        return Err(Error::MixedCurrency { found: logged });
    }
    if let Some(target) = &target {
        convert(log, readings, rates, target)?;
    }
    Ok(target)
}

/// Values of a log in one currency.
///
/// # Errors
/// [`Error::MissingRate`], [`Error::MixedCurrency`] where there are no rates at all.
pub fn convert(
    log: &mut TouchLog,
    readings: &[Reading],
    rates: &Rates,
    target: &str,
) -> Result<()> {
    let logged = of_logs(readings);
    if rates.is_empty() && logged.iter().any(|(code, _)| code != target) {
        let mut found = logged;
        if found.iter().all(|(code, _)| code != target) {
            found.push((target.to_owned(), vec!["the spend".to_owned()]));
        }
        return Err(Error::MixedCurrency { found });
    }
    let file = logged
        .first()
        .and_then(|(_, files)| files.first())
        .cloned()
        .unwrap_or_default();
    log.convert(&|code, at, value| converted(rates, (code, target), at, value, &file))
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

/// First and last day of the touches.
pub fn days(readings: &[Reading]) -> Option<Period> {
    let spans = logs(readings).filter_map(|reading| reading.dates);
    let (start, end) = spans.reduce(|(a, b), (c, d)| (a.min(c), b.max(d)))?;
    Period::new(start, end).ok()
}
