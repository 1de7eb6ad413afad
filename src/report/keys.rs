//! Keys: what a row of a report stands for, as text columns of every frame.

use std::collections::HashMap;
use std::str::FromStr;

use polars::functions::concat_df_diagonal;
use polars::prelude::{Column, DataFrame};

use crate::error::{Error, Result};
use crate::metrics::computed::{ALL_COSTS, GOAL, LEDGER, UNRECORDED};
use crate::schema::{Function, cells, col, plan};
use crate::time::{Grain, Reckoning};

use super::dataset::{Dataset, part, spans, with_exact_counts};
use super::join;
use super::visit::earners;

/// Keys that are no time, in the order of help.
pub const NAMES: [&str; 23] = [
    col::PLATFORM,
    col::CHANNEL,
    col::ACCOUNT,
    col::CAMPAIGN,
    col::AD_GROUP,
    col::AD,
    col::COUNTRY,
    FUNCTION,
    GOAL,
    col::CAMPAIGN_ID,
    col::CAMPAIGN_TYPE,
    col::OBJECTIVE,
    col::KEYWORD,
    col::SEARCH_TERM,
    col::AGE,
    col::GENDER,
    col::REGION,
    col::PLACEMENT,
    col::DEVICE,
    col::FORMAT,
    col::FILE,
    plan::COST_TYPE,
    plan::METRIC,
];

/// The duty that a table serves.
pub const FUNCTION: &str = plan::FUNCTION;

/// A key of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A column.
    Name(&'static str),
    /// The duty.
    Function,
    /// A stretch of time of a calendar.
    Time(Grain, Reckoning, String),
}

impl Key {
    /// A key by its name; times are those of the calendar.
    ///
    /// # Errors
    /// [`Error::UnknownName`] with the nearest keys; a time that the calendar has not.
    pub fn parse(name: &str, calendar: Reckoning) -> Result<Self> {
        if name == FUNCTION {
            return Ok(Self::Function);
        }
        if let Some(known) = NAMES.iter().find(|known| **known == name) {
            return Ok(Self::Name(known));
        }
        if Grain::from_str(name).is_ok() {
            let grain = Grain::of(name, calendar)?;
            return Ok(Self::Time(grain, calendar, name.to_owned()));
        }
        let synonyms = [
            ("ad_set", col::AD_GROUP),
            ("adset", col::AD_GROUP),
            ("ad_name", col::AD),
            ("network", col::PLATFORM),
            ("source", col::CHANNEL),
            ("file", col::FILE),
        ];
        let by_meaning = synonyms
            .iter()
            .find(|(word, _)| *word == name)
            .map(|(_, key)| (*key).to_owned());
        let times = Grain::ALL.map(|grain| grain.name());
        let mut near: Vec<(f64, &str)> = NAMES
            .into_iter()
            .chain(times)
            .map(|known| (strsim::jaro_winkler(name, known), known))
            .filter(|(score, _)| *score > 0.8)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        let nearest = by_meaning
            .into_iter()
            .chain(near.into_iter().map(|(_, known)| known.to_owned()))
            .take(2)
            .collect();
        Err(Error::UnknownName {
            what: "key",
            name: name.into(),
            nearest,
        })
    }

    /// Its name in output.
    pub fn name(&self) -> &str {
        match self {
            Self::Name(name) => name,
            Self::Function => FUNCTION,
            Self::Time(_, _, name) => name,
        }
    }

    /// What stands where a row has no such key.
    pub fn placeholder(&self) -> String {
        match self {
            Self::Name(col::PLATFORM) => "(not stated)".into(),
            Self::Time(..) => "(no date)".into(),
            key => format!("(no {})", key.name().replace('_', " ")),
        }
    }

    /// Whether a frame of that table has it.
    pub fn is_in(&self, frame: &DataFrame) -> bool {
        match self {
            Self::Name(name) => frame.column(name).is_ok(),
            _ => true,
        }
    }
}

impl Dataset {
    /// As [`keyed`], each part of a row that is cut worth its revenue at the margin of its own days.
    ///
    /// # Errors
    /// As [`keyed`].
    pub fn keyed(
        &self,
        table: &str,
        frame: &DataFrame,
        keys: &[Key],
        spread: bool,
    ) -> Result<DataFrame> {
        let mut parts = keyed(table, frame, keys, spread)?;
        if parts.height() > frame.height() {
            self.margins.renew(&mut parts)?;
        }
        Ok(parts)
    }
}

/// The frame with one text column for each key; rows that span several buckets of a time key are shared out by days or
/// refused.
///
/// # Errors
/// [`Error::SpansBuckets`].
pub fn keyed(table: &str, frame: &DataFrame, keys: &[Key], spread: bool) -> Result<DataFrame> {
    let mut frame = frame.clone();
    for key in keys {
        if let Key::Time(grain, calendar, _) = key {
            frame = match table {
                "targets" => within_buckets(&frame, *grain, *calendar)?,
                // What is planned, and what all costs, is for days alike.
                _ => bucketed(&frame, *grain, *calendar, spread || is_plan(table))?,
            };
        }
    }
    for key in keys {
        let rows = frame.height();
        let placeholder = key.placeholder();
        let column = match key {
            Key::Name(name) => {
                if frame
                    .column(name)
                    .is_ok_and(|column| column.null_count() == 0)
                {
                    continue;
                }
                let texts = cells::texts(&frame, name).unwrap_or_else(|| vec![None; rows]);
                let texts: Vec<&str> = texts
                    .into_iter()
                    .map(|text| text.unwrap_or(&placeholder))
                    .collect();
                cells::text_column(name, texts.iter().map(|text| Some(*text)))
            }
            Key::Function if is_plan(table) && frame.column(FUNCTION).is_ok() => continue,
            Key::Function => functions(table, &frame),
            Key::Time(grain, calendar, name) => {
                let labels = labels(&frame, *grain, *calendar);
                cells::text_column(
                    name,
                    labels
                        .iter()
                        .map(|label| Some(label.as_deref().unwrap_or(&placeholder))),
                )
            }
        };
        frame.with_column(column)?;
    }
    Ok(frame)
}

/// Whether the rows of a table say themselves whose they are, or that several share them.
fn is_plan(table: &str) -> bool {
    plan::is_plan(table) || [ALL_COSTS, LEDGER].contains(&table)
}

/// The duty of each row: by a rule of the project, else that of its table; of outcomes that of whom they are credited to,
/// which is nobody's for what social media did not bring, and for what ads brought whose media is on no record.
fn functions(table: &str, frame: &DataFrame) -> Column {
    let rows = frame.height();
    let usual = function_of(table);
    let missing = || vec![None; rows];
    let ruled = cells::texts(frame, FUNCTION).unwrap_or_else(missing);
    let nobody = Key::Function.placeholder();
    let names: Vec<&str> = match table {
        OUTCOMES => {
            let deals = cells::texts(frame, col::DEAL_ID).unwrap_or_else(missing);
            let unrecorded = cells::texts(frame, UNRECORDED).unwrap_or_else(missing);
            let rows = earners(frame).into_iter().zip(deals).zip(ruled);
            let rows = rows.zip(unrecorded);
            rows.map(
                |(((earner, deal), ruled), unrecorded)| match (earner, deal) {
                    _ if unrecorded.is_some() => join::UNRECORDED,
                    (Some(earner), _) => {
                        let ruled = ruled.and_then(Function::named);
                        earner.function(deal.is_some(), ruled).name()
                    }
                    (None, Some(_)) => ruled.unwrap_or(usual),
                    (None, None) => ruled.unwrap_or(&nobody),
                },
            )
            .collect()
        }
        _ => ruled.iter().map(|ruled| ruled.unwrap_or(usual)).collect(),
    };
    cells::text_column(FUNCTION, names.into_iter().map(Some))
}

/// The table of outcomes, once they are joined to spend.
const OUTCOMES: &str = "conversions";

/// The duty that a table serves.
pub fn function_of(table: &str) -> &'static str {
    match table {
        "ad_spend" => "paid",
        "posts" | "profiles_daily" => "organic",
        _ => "sales",
    }
}

/// Each row's bucket; every day is worked out once.
fn labels(frame: &DataFrame, grain: Grain, calendar: Reckoning) -> Vec<Option<String>> {
    let mut known: HashMap<i32, Option<String>> = HashMap::new();
    let label = |day: i32| cells::day_of(day).map(|day| grain.bucket(day, calendar).label());
    cells::days(frame, col::PERIOD_START)
        .into_iter()
        .map(|day| day.and_then(|day| known.entry(day).or_insert_with(|| label(day)).clone()))
        .collect()
}

/// The rows that lie inside one bucket: a target is for all of its days.
fn within_buckets(frame: &DataFrame, grain: Grain, calendar: Reckoning) -> Result<DataFrame> {
    let (starts, ends) = (
        cells::days(frame, col::PERIOD_START),
        cells::days(frame, col::PERIOD_END),
    );
    let day = |number: Option<i32>| number.and_then(cells::day_of);
    let fits = |row: usize| {
        let days = day(starts[row]).zip(day(ends[row]));
        days.is_none_or(|(start, end)| grain.fits(start, end, calendar).is_some())
    };
    let inside: Vec<bool> = (0..frame.height()).map(fits).collect();
    Ok(cells::kept(frame, &inside)?)
}

/// The frame with every row inside one bucket.
fn bucketed(
    frame: &DataFrame,
    grain: Grain,
    calendar: Reckoning,
    spread: bool,
) -> Result<DataFrame> {
    let (starts, ends) = (
        cells::days(frame, col::PERIOD_START),
        cells::days(frame, col::PERIOD_END),
    );
    let fits = |row: usize| match (starts[row], ends[row]) {
        (Some(start), Some(end)) if start != end => cells::day_of(start)
            .zip(cells::day_of(end))
            .is_none_or(|(start, end)| grain.fits(start, end, calendar).is_some()),
        _ => true,
    };
    let inside: Vec<bool> = (0..frame.height()).map(fits).collect();
    let crossing: Vec<usize> = (0..frame.height()).filter(|row| !inside[*row]).collect();
    if crossing.is_empty() {
        return Ok(frame.clone());
    }
    if !spread {
        return Err(spans(frame, &crossing, grain.name()));
    }
    let mut parts = vec![with_exact_counts(cells::kept(frame, &inside)?)?];
    for row in crossing {
        parts.extend(shared_out(frame, row, grain, calendar)?);
    }
    Ok(concat_df_diagonal(&parts)?)
}

/// One row as several, one in each bucket, with figures that sum to its own exactly.
fn shared_out(
    frame: &DataFrame,
    row: usize,
    grain: Grain,
    calendar: Reckoning,
) -> Result<Vec<DataFrame>> {
    let day = |name| cells::days(frame, name)[row].and_then(cells::day_of);
    let (Some(start), Some(end)) = (day(col::PERIOD_START), day(col::PERIOD_END)) else {
        return Ok(vec![with_exact_counts(frame.slice(row as i64, 1))?]);
    };
    let shares = grain.spread(start, end, calendar);
    let mut parts = Vec::new();
    for share in &shares {
        let first = share.bucket.start().max(start);
        let last = share.bucket.end().min(end);
        let days = (cells::day_number(first), cells::day_number(last));
        parts.push(part(frame, row, days)?);
    }
    Ok(parts)
}
