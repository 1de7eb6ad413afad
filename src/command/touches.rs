//! Touch logs among the inputs: shared by `attribute` and by `report --model`.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Error, Result, Warning};
use crate::ingest::{self, DealMoney, Rates, Reading};
use crate::report::TouchLog;
use crate::schema::cells::day_of;
use crate::schema::{Amount, TouchBatch, TouchSink};
use crate::time::{Period, Zone};

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// Looks at rows of touch logs and keeps none: they are read as a stream, however many there are.
pub struct Unkept;

impl TouchSink for Unkept {
    fn take(&self, _batch: TouchBatch) {}
}

/// What to do where a touch log is all that holds outcomes, and no model credits them; `takes_model` tells whether the
/// command has an option for one.
pub fn uncredited(readings: &[Reading], takes_model: bool) -> Option<Warning> {
    let log = logs(readings).find(|reading| reading.used > 0)?;
    let what = "a touch log, whose conversions count only as a model credits them, and no other file holds outcomes";
    let model = match takes_model {
        true => "`--model linear`",
        false => "`model = \"linear\"` under [attribution] of the project file",
    };
    let hint = format!("{model}, or another of the models of `attribute`, credits them");
    Some(Warning::file(&log.path, what).hint(hint))
}

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

/// One currency for values and spend: that of the spend that counts, else that of the log.
///
/// # Errors
/// As [`agree`], and what the spend itself does not settle.
pub fn settle(
    log: &mut TouchLog,
    readings: &mut [Reading],
    rates: &Rates,
    wanted: Option<String>,
    warnings: &mut Vec<Warning>,
    zone: Option<Zone>,
) -> Result<Option<String>> {
    let logged = of_logs(readings);
    let wanted = wanted.or_else(|| match &logged[..] {
        [(code, _)] if !rates.is_empty() => Some(code.clone()),
        _ => None,
    });
    let counted: Vec<usize> = (0..readings.len())
        .filter(|at| matches!(readings[*at].table, Some("ad_spend" | "paths")))
        .collect();
    let spent = codes(readings, &counted);
    let deals = DealMoney::All;
    let settled = ingest::settle_counted(
        readings,
        &counted,
        deals,
        rates,
        wanted.as_deref(),
        warnings,
    )?;
    agree(log, readings, (rates, zone), settled, spent, warnings)
}

/// Currencies that the readings at those places state.
pub fn codes(readings: &[Reading], counted: &[usize]) -> BTreeSet<String> {
    counted
        .iter()
        .flat_map(|at| readings[*at].currencies.iter().cloned())
        .collect()
}

/// Brings the values of a log into the settled currency of the spend; where there is none, into that of the log. Values that
/// state no currency are in the only one in scope, with a warning. The rate is that of the day in the time zone.
///
/// # Errors
/// [`Error::MixedCurrency`] without rates, [`Error::CurrencyUnknown`] where several are in scope, [`Error::MissingRate`].
pub fn agree(
    log: &mut TouchLog,
    readings: &[Reading],
    (rates, zone): (&Rates, Option<Zone>),
    settled: Option<String>,
    spent: BTreeSet<String>,
    warnings: &mut Vec<Warning>,
) -> Result<Option<String>> {
    let logged = of_logs(readings);
    let target = match (settled, &logged[..]) {
        (Some(code), _) => Some(code),
        (None, [(code, _)]) => Some(code.clone()),
        (None, []) => None,
        (None, _) => return Err(Error::MixedCurrency { found: logged }),
    };
    let file = logs(readings)
        .find(|reading| reading.no_currency)
        .map_or_else(String::new, |reading| reading.path.clone());
    let mut known = spent;
    known.extend(logged.iter().map(|(code, _)| code.clone()));
    let silent = log.silent();
    match (silent, known.len()) {
        (0, _) | (_, 0) => {}
        (_, 1) => {
            let code = known.iter().next().cloned().unwrap_or_default();
            let what = format!("{silent} values state no currency and are taken as {code}");
            warnings.push(
                Warning::file(&file, what).hint(format!("`--currency-of '{file}=CODE'` says it")),
            );
            log.assume(&code);
        }
        _ => {
            let known = known.into_iter().collect();
            return Err(Error::CurrencyUnknown {
                files: vec![file],
                known,
                idle: Vec::new(),
            });
        }
    }
    if let Some(target) = &target {
        if rates.is_empty() && logged.iter().any(|(code, _)| code != target) {
            let mut found = logged.clone();
            if found.iter().all(|(code, _)| code != target) {
                found.push((target.clone(), vec!["the spend".to_owned()]));
            }
            return Err(Error::MixedCurrency { found });
        }
        let of = |code: &str| {
            let stated = logged.iter().find(|(known, _)| known == code);
            stated.and_then(|(_, files)| files.first()).unwrap_or(&file)
        };
        let shown = |at: i64| zone.map_or(at, |zone| zone.clock_micros(at));
        log.convert(&|code, at, value| {
            converted(rates, (code, target), shown(at), value, of(code))
        })?;
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
    let rate = rates
        .over(from, to, day, day)
        .ok_or_else(|| Error::MissingRate {
            from: from.into(),
            to: to.into(),
            date: day_of(day).map_or_else(String::new, |day| day.to_string()),
            file: file.into(),
        })?;
    rate.of_amount(value).ok_or_else(|| Error::Unreconciled {
        what: "a converted value is beyond 128 bits".into(),
    })
}

/// A log that converts by itself beside a list of conversions: the same sale may stand in both.
pub fn twice(log: &TouchLog, readings: &[Reading]) -> Option<Warning> {
    let lists: Vec<&Reading> = logs(readings)
        .filter(|reading| reading.profile.as_deref() == Some("user_conversions"))
        .collect();
    let first = lists.first()?;
    (log.converting_files() > lists.len()).then(|| {
        Warning::file(
            &first.path,
            "lists conversions, and the touches convert by themselves: a sale that stands in both counts twice",
        )
        .hint("leave one of them out, or name an event that only one has with `--conversion-event`")
    })
}

/// Touch logs and how many of their rows were used.
pub fn files(readings: &[Reading]) -> Vec<(String, u64)> {
    let used = |reading: &Reading| (reading.path.clone(), reading.used);
    logs(readings).map(used).collect()
}

/// First and last day of the touches.
pub fn days(readings: &[Reading]) -> Option<Period> {
    let spans = logs(readings).filter_map(|reading| reading.dates);
    let (start, end) = spans.reduce(|(a, b), (c, d)| (a.min(c), b.max(d)))?;
    Period::new(start, end).ok()
}
