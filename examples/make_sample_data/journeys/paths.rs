//! The visits around an order.

use super::pool::{Pool, clicked};
use super::{DAY, Visit, date_of};
use crate::dice::Dice;
use crate::orders::{Order, utm};

/// Earlier visits of an order; six, the last tagged one and one without tags make eight at most.
const EARLIER: [i64; 12] = [0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 6];

/// Days after which the shop no longer knows that somebody came through a tagged link.
const FORGOTTEN: i64 = 8;

/// Visits before an order between two moments, by no order of time; one order in forty comes as if from nowhere.
pub fn before(
    order: &Order,
    (since, at): (i64, i64),
    pool: &Pool,
    dice: &mut Dice,
) -> Vec<(i64, Visit)> {
    let mut visits = Vec::new();
    if dice.chance(25_000) {
        return visits;
    }
    let tagged = !order.utm.source.is_empty();
    // Orders come after four in the morning, so all of this happens on the day itself: no visit comes through a
    // campaign that has not begun.
    let returned = tagged && dice.chance(200_000);
    let direct = utm("", "", "");
    if returned {
        visits.push((at - dice.between(60, 12_000), clicked(&order.utm, dice)));
        visits.push((at - dice.between(40, 59), clicked(&direct, dice)));
    } else {
        visits.push((at - dice.between(40, 3_000), clicked(&order.utm, dice)));
    }
    let nearest = if tagged { 1 } else { FORGOTTEN };
    for _ in 0..*dice.pick(&EARLIER) {
        // The smaller of two: most came within two weeks.
        let age = dice.between(0, 35).min(dice.between(0, 35)) + nearest;
        visits.extend(somewhen(at - age * DAY, pool, dice));
    }
    visits.retain(|(time, _)| *time >= since);
    visits
}

/// As many visits on the days after a moment, as far as the log goes.
pub fn after(since: i64, count: i64, pool: &Pool, dice: &mut Dice) -> Vec<(i64, Visit)> {
    let mut at = since;
    let mut visits = Vec::new();
    for _ in 0..count {
        at += dice.between(1, 9) * DAY;
        visits.extend(somewhen(at, pool, dice));
    }
    visits
}

/// A visit in the daytime of that moment's day.
fn somewhen(at: i64, pool: &Pool, dice: &mut Dice) -> Option<(i64, Visit)> {
    let time = dice.between(4 * 3_600, 22 * 3_600);
    Some((
        at - at.rem_euclid(DAY) + time,
        pool.visit(date_of(at), dice)?,
    ))
}
