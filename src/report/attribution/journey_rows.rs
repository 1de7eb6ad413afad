//! Journeys as rows, and deals that a touch came before: what metrics S-04, S-07 and S-08 are summed from.
//!
//! A journey that converted is one row, by the day of its conversion: its touches, the days from the first of them, its
//! conversions where a social touch is not the last (assisted), and where the last touch is social. Touches outside the
//! lookback window are no part of it. A deal counts as influenced where a contact of it has a social touch before the end
//! of the day that it closed on; an open one where there is any. A deal without a contact in the log is left out.

use std::collections::{HashMap, HashSet};

use polars::prelude::DataFrame;

use crate::attribution::{Journey, NO_TOUCH, Shard, TouchLog, Visitor, WalkCounts, WalkOptions};
use crate::error::Result;
use crate::metrics::computed as added;
use crate::report::{Dataset, Supplied, pipeline};
use crate::schema::{
    Amount, DealState, Instant, ONE, User, cells, col, is_day_alone, is_social, plan,
};

use super::credit::Journeys as Walked;
use super::milestones::end_of_day;
use super::options::AttributeOptions;
use super::outcomes::JOURNEYS;
use super::paths::CountedPaths;
use super::prepare::prepare;
use super::spend_channels::SpendChannels;
use super::{By, notes};

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// Adds the tables among `wanted` that a log allows; a dataset without touches stays as it is. The window and kinds of
/// touches are those of `options`.
///
/// # Errors
/// Where polars refuses a column.
pub fn add_journeys(
    dataset: &mut Dataset,
    log: &TouchLog,
    tables: &[Supplied<'_>],
    options: &AttributeOptions,
    wanted: &[&str],
) -> Result<()> {
    if log.is_empty() {
        return Ok(());
    }
    let counted = CountedPaths::default();
    let spent = SpendChannels::of(dataset.frames.get("ad_spend"));
    let prepared = prepare(
        log,
        &counted,
        &spent,
        &[By::Channel],
        &options.journeys,
        None,
    );
    let social: Vec<bool> = prepared.keys.iter().map(|key| is_social(&key[0])).collect();
    if wanted.contains(&added::JOURNEYS) {
        let walked = Walked {
            log,
            counted: &counted,
            prepared: &prepared,
            milestones: None,
            seen: None,
            worth: None,
        };
        let mut rows = Rows::default();
        let new = || Rows {
            social: social.clone(),
            ..Rows::default()
        };
        let counts = walked.visit(new, |part| rows.merge(part));
        dataset.notes.push(told(&counts, options));
        dataset.frames.insert(added::JOURNEYS, rows.frame()?);
    }
    if wanted.contains(&added::INFLUENCED_DEALS)
        && let Some(deals) = pipeline(tables)?
        && let Some((frame, note)) = influenced(&deals, log, &prepared.walk, &social)?
    {
        dataset.notes.push(note);
        dataset.frames.insert(added::INFLUENCED_DEALS, frame);
    }
    Ok(())
}

/// Adds the tables without any row, to see which metrics the inputs allow.
///
/// # Errors
/// Where polars refuses a column.
pub fn add_empty_journeys(dataset: &mut Dataset, tables: &[Supplied<'_>]) -> Result<()> {
    dataset
        .frames
        .insert(added::JOURNEYS, Rows::default().frame()?);
    let named = |table: &Supplied<'_>| {
        table.table == "deals" && table.frame.column(col::CONTACT_ID).is_ok()
    };
    if tables.iter().any(named) {
        let frame = deal_frame(Vec::new(), Vec::new())?;
        dataset.frames.insert(added::INFLUENCED_DEALS, frame);
    }
    Ok(())
}

/// How many journeys there are, and what cuts them off.
fn told(counts: &WalkCounts, options: &AttributeOptions) -> String {
    let count = |count: u64| notes::plain(Amount::whole(count as i64));
    let mut text = format!(
        "journeys that converted: {}; {}",
        count(counts.converting),
        notes::window(options)
    );
    text += match options.journeys.lookback.or(options.journeys.view_lookback) {
        Some(_) => "; the window cuts longer journeys off",
        None => "; what happened before the first day of the log is not in them",
    };
    let without = counts.no_touch + counts.out_of_window;
    if without > 0 {
        let without = count(without);
        text += &format!("; conversions without a touch, left out: {without}");
    }
    if counts.left_censored > 0 {
        let early = count(counts.left_censored);
        text += &format!("; windows that reach back before the data begin: {early}");
    }
    text
}

/// Journeys that converted, as columns in the making.
#[derive(Default)]
struct Rows {
    social: Vec<bool>,
    at: i64,
    days: Vec<i32>,
    touches: Vec<i64>,
    lags: Vec<i128>,
    assisted: Vec<i128>,
    last: Vec<i128>,
}

impl Rows {
    fn merge(&mut self, other: Self) {
        self.days.extend(other.days);
        self.touches.extend(other.touches);
        self.lags.extend(other.lags);
        self.assisted.extend(other.assisted);
        self.last.extend(other.last);
    }

    fn frame(self) -> Result<DataFrame> {
        let rows = self.days.len();
        let days: Vec<Option<i32>> = self.days.into_iter().map(Some).collect();
        let amount = |name: &str, units: Vec<i128>| {
            cells::amount_column(name, units.into_iter().map(Some).collect())
        };
        Ok(DataFrame::new(
            rows,
            vec![
                cells::day_column(col::PERIOD_START, days.clone()),
                cells::day_column(col::PERIOD_END, days),
                cells::count_column(added::TOUCHES, self.touches.into_iter().map(Some).collect()),
                amount(added::LAG_DAYS, self.lags),
                amount(added::ASSISTED, self.assisted),
                amount(added::SOCIAL_LAST, self.last),
                cells::constant_column(col::FILE, JOURNEYS, rows),
            ],
        )?)
    }
}

impl Visitor for Rows {
    fn moment(&mut self, at: i64) {
        self.at = at;
    }

    fn journey(&mut self, journey: &Journey<'_>) {
        let Some((last, before)) = journey.channels.split_last() else {
            return;
        };
        if journey.conversions.0 == 0 {
            return;
        }
        let is_social = |channel: &u32| self.social[*channel as usize];
        let where_true = |holds: bool| if holds { journey.conversions.0 } else { 0 };
        self.assisted.push(where_true(before.iter().any(is_social)));
        self.last.push(where_true(is_social(last)));
        self.days
            .push(i32::try_from(self.at.div_euclid(DAY)).unwrap_or(i32::MAX));
        self.touches.push(journey.channels.len() as i64);
        let age = journey.ages.first().copied().unwrap_or_default();
        self.lags.push(lag(self.at, age));
    }
}

/// Days from a touch of that age to a conversion, with twelve decimals. A conversion that is known by its day alone stands
/// for the end of it: then the days between decide, not their hours.
fn lag(at: i64, age: i64) -> i128 {
    if is_day_alone(at) {
        let days = at.div_euclid(DAY) - (at - age).div_euclid(DAY);
        return i128::from(days) * ONE;
    }
    i128::from(age) * ONE / i128::from(DAY)
}

/// Deals whose contacts the log knows, and what to say of the others; `None` where no deal names a contact.
fn influenced(
    deals: &DataFrame,
    log: &TouchLog,
    walk: &WalkOptions,
    social: &[bool],
) -> Result<Option<(DataFrame, String)>> {
    let rows = deals.height();
    let text = |name: &str| cells::texts(deals, name).unwrap_or_else(|| vec![None; rows]);
    let contacts: Vec<Vec<User>> = text(col::CONTACT_ID)
        .into_iter()
        .map(|ids| {
            let ids = ids.unwrap_or_default().split(';').map(str::trim);
            ids.filter(|id| !id.is_empty())
                .map(|id| User::of(id.as_bytes()))
                .collect()
        })
        .collect();
    let asked: HashSet<User> = contacts.iter().flatten().copied().collect();
    if asked.is_empty() {
        return Ok(None);
    }
    let first = first_social(log, walk, social, &asked);
    let amounts = cells::amounts(deals, col::AMOUNT).unwrap_or_else(|| vec![None; rows]);
    let arose = cells::days(deals, col::PERIOD_START);
    let states = text(col::STATUS);
    let (mut units, mut days, mut unknown) = (Vec::new(), Vec::new(), 0_usize);
    for (row, closed) in text(col::CLOSED_AT).into_iter().enumerate() {
        let known: Vec<Option<i64>> = contacts[row]
            .iter()
            .filter_map(|user| first.get(user).copied())
            .collect();
        if known.is_empty() {
            unknown += 1;
            continue;
        }
        // An open deal may close on any day, whatever was expected of it.
        let is_open = states[row] == Some(DealState::Open.name());
        let until = closed
            .filter(|_| !is_open)
            .and_then(|text| Instant::of_iso_day(text).map(|instant| end_of_day(instant, text)));
        let touched = known
            .into_iter()
            .flatten()
            .any(|at| until.is_none_or(|until| at <= until));
        units.push(amounts[row].map(|amount| if touched { amount } else { 0 }));
        days.push(arose[row]);
    }
    let note = format!(
        "pipeline_influenced: {} of {rows} deals have a contact in the touch log; a deal counts once, however many channels \
         touched it, so that channels do not add up to it",
        rows - unknown
    );
    Ok(Some((deal_frame(units, days)?, note)))
}

fn deal_frame(amounts: Vec<Option<i128>>, days: Vec<Option<i32>>) -> Result<DataFrame> {
    let rows = amounts.len();
    Ok(DataFrame::new(
        rows,
        vec![
            cells::amount_column(plan::AMOUNT, amounts),
            cells::day_column(col::PERIOD_START, days.clone()),
            cells::day_column(col::PERIOD_END, days),
            cells::constant_column(col::FILE, JOURNEYS, rows),
        ],
    )?)
}

/// The users of the log among those asked for, each with the moment of the first social touch.
fn first_social(
    log: &TouchLog,
    walk: &WalkOptions,
    social: &[bool],
    asked: &HashSet<User>,
) -> HashMap<User, Option<i64>> {
    let mut found: HashMap<User, Option<i64>> = HashMap::new();
    let of_shard = |shard: Shard| {
        let mut own: HashMap<User, Option<i64>> = HashMap::new();
        for row in shard.rows.iter().filter(|row| asked.contains(&row.user)) {
            let first = own.entry(row.user).or_default();
            let channel = walk.channels[row.kind as usize];
            let earns = walk.bare[row.kind as usize] && row.fact > 0;
            if channel != NO_TOUCH && !earns && social[channel as usize] {
                *first = Some(first.map_or(row.at, |at| at.min(row.at)));
            }
        }
        own
    };
    log.walk(of_shard, |own| found.extend(own));
    found
}
