//! Won deals as outcomes of journeys: the touches of a deal's contacts up to its close are its journey, which a model
//! credits as it does any other. What cannot be credited so stays with the source that the deal names.

use std::collections::{BTreeMap, HashSet};

use polars::prelude::DataFrame;

use crate::attribution::{Journey, MilestoneTimes, OtherOutcome, TouchLog, Visitor};
use crate::error::Result;
use crate::report::Dataset;
use crate::report::dataset::stacked;
use crate::schema::{Amount, Instant, User, cells, col};
use crate::time::{Grain, Period, Reckoning};

use super::credit::Journeys as Walked;
use super::milestones::{Deals, end_of_day};
use super::options::AttributeOptions;
use super::outcomes::{BY, JOURNEYS, Line, Rest, bucket, buckets, frame};
use super::paths::CountedPaths;
use super::prepare::{moments, prepare};
use super::setup;
use super::spend_channels::SpendChannels;

/// Microseconds of a day, within which a sale of the log may be the deal itself.
const DAY: i64 = 86_400_000_000;

/// What became of won deals where credit is given over journeys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DealCredit {
    /// How many journeys of contacts a model credited, and their money.
    pub by_model: (usize, Amount),
    /// How many stay with their source, as no touch of a contact stands in the log in time.
    pub by_source: (usize, Amount),
    /// How many stand in the log as sales of their contacts.
    pub in_log: (usize, Amount),
    /// Files of those that a model credited, with their rows.
    pub files: BTreeMap<String, u64>,
}

impl DealCredit {
    /// All of it in a sentence, each sum by `money`; `None` where there is no deal.
    pub fn told(&self, model: &str, money: impl Fn(Amount) -> String) -> Option<String> {
        let mut parts = Vec::new();
        for ((count, sum), what) in [
            (
                self.by_model,
                format!("credited by {model} over the touches of their contacts"),
            ),
            (
                self.by_source,
                "credited by their source, as the touch log has no touch of their contacts in time"
                    .into(),
            ),
            (
                self.in_log,
                "sales of the touch log, and credited as such".into(),
            ),
        ] {
            if count > 0 {
                parts.push(format!("{count} ({}) {what}", money(sum)));
            }
        }
        (!parts.is_empty()).then(|| format!("won deals: {}", parts.join("; ")))
    }
}

/// A won deal.
struct Deal {
    row: usize,
    outcome: OtherOutcome,
    milestones: MilestoneTimes,
}

/// Adds won deals to outcomes that a model's credit stands in the place of. `won` are their rows among the outcomes before
/// that.
///
/// # Errors
/// As for any credit over journeys.
pub fn credit_deals(
    dataset: &mut Dataset,
    won: &DataFrame,
    log: &TouchLog,
    options: &AttributeOptions,
    periods: &[Period],
    (grain, calendar): (Grain, Reckoning),
) -> Result<DealCredit> {
    let (deals, mut fates) = deals(won, log, calendar);
    let outcomes: Vec<OtherOutcome> = deals.iter().map(|deal| deal.outcome.clone()).collect();
    let own = log.with_outcomes(&outcomes);
    let milestones = Deals::of_users(
        deals
            .iter()
            .map(|deal| (deal.outcome.user, deal.milestones)),
    );
    let of_deals = |user, at| milestones.times(user, at);
    let counted = CountedPaths::default();
    let none = SpendChannels::default();
    let mut prepared = prepare(&own, &counted, &none, &BY, &options.journeys, None);
    let setup = setup(&prepared, &counted, &milestones, &own, options)?;
    let walked = Walked {
        log: &own,
        counted: &counted,
        prepared: &prepared,
        milestones: Some(&of_deals),
        seen: options.journeys.transform,
        worth: None,
    };
    let mut credited: HashSet<User> = HashSet::new();
    walked.visit(Touched::default, |part| credited.extend(part.users));
    for deal in deals
        .iter()
        .filter(|deal| credited.contains(&deal.outcome.user))
    {
        fates[deal.row] = Fate::ByModel;
    }
    let mut journeys = Vec::new();
    for days in periods
        .iter()
        .flat_map(|period| buckets(period, grain, calendar))
    {
        prepared.walk.period = Some(moments(&days, calendar));
        let walked = Walked {
            log: &own,
            counted: &counted,
            prepared: &prepared,
            milestones: Some(&of_deals),
            seen: options.journeys.transform,
            worth: None,
        };
        bucket(&walked, &setup, days, Rest::Elsewhere, &mut journeys)?;
    }
    let by_source: Vec<bool> = fates.iter().map(|fate| *fate == Fate::BySource).collect();
    let mut frames: Vec<DataFrame> = dataset
        .frames
        .get("conversions")
        .cloned()
        .into_iter()
        .collect();
    frames.push(of_model(&journeys)?);
    frames.push(of_source(won, &by_source)?);
    dataset.frames.insert("conversions", stacked(&frames)?);
    Ok(told(won, &fates, periods))
}

/// The rows of deals that stay with their source, orders as credit counts them.
fn of_source(won: &DataFrame, by_source: &[bool]) -> Result<DataFrame> {
    let mut frame = cells::kept(won, by_source)?;
    if let Some(orders) = cells::amounts(&frame, col::ORDERS) {
        frame.with_column(cells::amount_column(col::ORDERS, orders))?;
    }
    Ok(frame)
}

/// Credit of deals, each row of which says that it is of deals.
fn of_model(journeys: &[Line]) -> Result<DataFrame> {
    let mut frame = frame(journeys)?;
    let rows = frame.height();
    frame.with_column(cells::constant_column(col::DEAL_ID, JOURNEYS, rows))?;
    Ok(frame)
}

/// What becomes of a won deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    ByModel,
    BySource,
    InLog,
}

/// How many deals of the periods have which fate, and their money.
fn told(won: &DataFrame, fates: &[Fate], periods: &[Period]) -> DealCredit {
    let mut told = DealCredit::default();
    let days = cells::days(won, col::PERIOD_START);
    let amounts = cells::amounts(won, col::REVENUE).unwrap_or_else(|| vec![None; fates.len()]);
    let files = cells::texts(won, col::FILE).unwrap_or_else(|| vec![None; fates.len()]);
    for (row, fate) in fates.iter().enumerate() {
        let Some(day) = days[row].and_then(cells::day_of) else {
            continue;
        };
        if !periods
            .iter()
            .any(|days| days.start <= day && day <= days.end)
        {
            continue;
        }
        let sum = match fate {
            Fate::ByModel => {
                let file = files[row].unwrap_or_default().to_owned();
                *told.files.entry(file).or_default() += 1;
                &mut told.by_model
            }
            Fate::BySource => &mut told.by_source,
            Fate::InLog => &mut told.in_log,
        };
        sum.0 += 1;
        sum.1 += Amount(amounts[row].unwrap_or_default());
    }
    told
}

/// Won deals with contacts and a day, but those that the log has as sales; and the fate of every row while no touch is
/// known to come before it.
fn deals(won: &DataFrame, log: &TouchLog, calendar: Reckoning) -> (Vec<Deal>, Vec<Fate>) {
    let rows = won.height();
    let text = |name: &str| cells::texts(won, name).unwrap_or_else(|| vec![None; rows]);
    let (ids, contacts) = (text(col::DEAL_ID), text(col::CONTACT_ID));
    let moments_of = [col::LEAD_CREATED_AT, col::OPP_CREATED_AT, col::CLOSED_AT].map(text);
    let days = cells::days(won, col::PERIOD_START);
    let amounts = cells::amounts(won, col::REVENUE).unwrap_or_else(|| vec![None; rows]);
    let users: Vec<Vec<User>> = contacts
        .iter()
        .map(|ids| {
            let ids = ids.unwrap_or_default().split(';').map(str::trim);
            ids.filter(|id| !id.is_empty())
                .map(|id| User::of(id.as_bytes()))
                .collect()
        })
        .collect();
    let sales = log.sales_of(&users.iter().flatten().copied().collect());
    let moment = |text: &str| {
        let instant = Instant::of_iso_day(text)?;
        let at = end_of_day(instant, text);
        match calendar.zone() {
            Some(zone) if !instant.zoned => Some(zone.moment_micros(at)),
            _ => Some(at),
        }
    };
    let (mut found, mut fates) = (Vec::new(), vec![Fate::BySource; rows]);
    for row in 0..rows {
        let day = days[row].and_then(cells::day_of);
        let value = Amount(amounts[row].unwrap_or_default());
        let Some(day) = day.filter(|_| !users[row].is_empty()) else {
            continue;
        };
        // It counts on its day, whatever the clock of its closing says.
        let (from, to) = moments(
            &Period {
                start: day,
                end: day,
            },
            calendar,
        );
        let mut own = users[row].iter().filter_map(|user| sales.get(user));
        if own.any(|sold| sold.iter().any(|at| (from - DAY..to + DAY).contains(at))) {
            fates[row] = Fate::InLog;
            continue;
        }
        let times = [0, 1, 2].map(|at: usize| moments_of[at][row].and_then(moment));
        let closed = times[2].filter(|at| (from..to).contains(at));
        let name = format!("deal\u{0}{}\u{0}{row}", ids[row].unwrap_or_default());
        found.push(Deal {
            row,
            outcome: OtherOutcome {
                user: User::of(name.as_bytes()),
                contacts: users[row].clone(),
                at: closed.unwrap_or(to - 1),
                value,
            },
            milestones: times,
        });
    }
    (found, fates)
}

/// Users whose outcome has a touch in its window.
#[derive(Default)]
struct Touched {
    user: User,
    users: Vec<User>,
}

impl Visitor for Touched {
    fn user(&mut self, user: User) {
        self.user = user;
    }

    fn journey(&mut self, journey: &Journey<'_>) {
        if journey.conversions.0 != 0 {
            self.users.push(self.user);
        }
    }
}
