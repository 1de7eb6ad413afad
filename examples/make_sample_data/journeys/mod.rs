//! The touchpoint log of the last four months: how people came to the shop before they ordered, and who never did.
//!
//! It is what a query of the web analytics gives: a row per visit and a row per order, under a pseudonym. An order's row
//! names no source, so it is no touch itself; the visits before it are. The last tagged visit before an order bears the
//! order's own tags. Orders are those that the shop's exports let one count: from September on the orders export tells
//! which were cancelled, before it nothing does.

mod log;
mod paths;
mod pool;

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};

use crate::calendar::{day, days, last_day};
use crate::delivery::Delivery;
use crate::dice::Dice;
use crate::orders::{Order, Utm};
use crate::orders_export::orders_from;

pub use log::write;
use paths::{after, before};
use pool::Pool;

/// Seconds of a day.
pub const DAY: i64 = 86_400;

/// Days until somebody buys again, at least.
const REST: i64 = 3 * DAY;

/// Visitors who never ordered.
const IDLE: u32 = 2_350;

/// First day of the log.
pub fn log_from() -> NaiveDate {
    day(2026, 7, 1)
}

/// Whose ad was clicked, where the address still says so, and the number of the click.
#[derive(Clone, PartialEq, Eq)]
pub enum Click {
    Google(u32),
    Meta(u32),
}

/// A visit: the tags of its address, all empty for somebody who typed it.
#[derive(Clone, PartialEq, Eq)]
pub struct Visit {
    pub utm: Utm,
    pub click: Option<Click>,
}

/// What a row of the log tells.
#[derive(Clone, PartialEq, Eq)]
pub enum Event {
    Visit(Visit),
    /// An order and its net sales, in cents of a euro.
    Order(i64),
}

/// A row of the log.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// Nobody, where cookies were refused.
    pub user: Option<u32>,
    /// Seconds since 1970-01-01 UTC; no two events of a user share one.
    pub at: i64,
    pub event: Event,
}

/// Midnight of a day in UTC, in seconds since 1970.
pub fn midnight(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce() - day(1970, 1, 1).num_days_from_ce()) * DAY
}

/// The day of a moment, in UTC.
pub fn date_of(at: i64) -> NaiveDate {
    day(1970, 1, 1) + Days::new((at / DAY) as u64)
}

/// The moment of an order, by the shop's clock in Graz.
fn moment(order: &Order) -> i64 {
    let hours = if order.date < day(2026, 10, 25) { 2 } else { 1 };
    midnight(order.date) + (order.minute - hours * 60) * 60 + order.minute * 7 % 60
}

/// Every row, in the order of the file.
pub fn rows(deliveries: &[Delivery], orders: &[Order]) -> Vec<Row> {
    let mut dice = Dice::new("journeys");
    let pool = Pool::new(deliveries, days(log_from(), last_day()));
    let (mut rows, buyers) = bought(orders, &pool, &mut dice);
    rows.extend(looked(buyers, &pool, &mut dice));
    let twice: Vec<Row> = rows
        .iter()
        .filter(|row| row.user.is_some() && dice.chance(5_000))
        .cloned()
        .collect();
    rows.extend(twice);
    // The export is cut by month, and within a month it comes as the warehouse found it.
    let mut placed: Vec<_> = rows
        .into_iter()
        .map(|row| (date_of(row.at).month(), dice.bits(), row))
        .collect();
    placed.sort_by_key(|(month, place, _)| (*month, *place));
    placed.into_iter().map(|(_, _, row)| row).collect()
}

/// Orders with the visits before them, and the number of users who ordered.
fn bought(orders: &[Order], pool: &Pool, dice: &mut Dice) -> (Vec<Row>, u32) {
    let counted = orders.iter().filter(|order| {
        order.date >= log_from() && (order.date < orders_from() || !order.is_dropped())
    });
    let mut rows = Vec::new();
    // When each user last ordered, and before that, when the log began.
    let mut last: Vec<i64> = Vec::new();
    for order in counted {
        let at = moment(order);
        let known = (!last.is_empty() && dice.chance(90_000))
            .then(|| dice.between(0, last.len() as i64 - 1) as usize)
            .filter(|user| last[*user] + REST <= at);
        let since = known.map_or(midnight(log_from()), |user| last[user] + 1);
        let user = if dice.chance(20_000) {
            None
        } else {
            let user = known.unwrap_or(last.len());
            last.resize(last.len().max(user + 1), at);
            last[user] = at;
            Some(user as u32)
        };
        let visits = before(order, (since, at), pool, dice);
        rows.extend(rows_of(user, visits));
        rows.push(Row {
            user,
            at,
            event: Event::Order(order.net()),
        });
    }
    for (user, since) in last.iter().enumerate() {
        if dice.chance(120_000) {
            rows.extend(rows_of(Some(user as u32), after(*since, 1, pool, dice)));
        }
    }
    (rows, last.len() as u32)
}

/// Visits of those who never ordered.
fn looked(buyers: u32, pool: &Pool, dice: &mut Dice) -> Vec<Row> {
    let mut rows = Vec::new();
    let length = (midnight(last_day()) - midnight(log_from())) / DAY;
    for user in buyers..buyers + IDLE {
        let visits = *dice.pick(&[1, 1, 1, 1, 1, 1, 1, 2, 2, 4]);
        let since = midnight(log_from()) + (dice.between(0, length) - 1) * DAY;
        let user = (!dice.chance(10_000)).then_some(user);
        rows.extend(rows_of(user, after(since, visits, pool, dice)));
    }
    rows
}

/// Visits as rows, one at a moment.
fn rows_of(user: Option<u32>, visits: Vec<(i64, Visit)>) -> Vec<Row> {
    let mut taken = BTreeSet::new();
    visits
        .into_iter()
        .filter(|(at, _)| taken.insert(*at))
        .map(|(at, visit)| Row {
            user,
            at,
            event: Event::Visit(visit),
        })
        .collect()
}
