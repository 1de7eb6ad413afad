//! Moments at which a contact became a lead, an opportunity and a customer, from tables of deals.

use std::collections::HashMap;

use polars::prelude::DataFrame;

use crate::attribution::MilestoneTimes;
use crate::schema::{DealState, Instant, User, cells, col};
use crate::time::Zone;

/// Deals by contact.
#[derive(Clone, Debug, Default)]
pub struct Deals {
    by_user: HashMap<User, Vec<MilestoneTimes>>,
}

impl Deals {
    /// The deals of a table; times without a zone are those of `zone`, of UTC without one. A deal of several contacts is each
    /// one's. A deal that was lost led to no conversion, and the day on which an open one may close is no milestone.
    pub fn of(frame: &DataFrame, zone: Option<Zone>) -> Self {
        let column =
            |name: &str| cells::texts(frame, name).unwrap_or_else(|| vec![None; frame.height()]);
        let contacts = column(col::CONTACT_ID);
        let moments = [col::LEAD_CREATED_AT, col::OPP_CREATED_AT, col::CLOSED_AT].map(column);
        let states = column(col::STATUS);
        let is = |row: usize, state: DealState| states[row] == Some(state.name());
        let mut deals = Self::default();
        for (row, contact) in contacts.iter().enumerate() {
            if is(row, DealState::Lost) {
                continue;
            }
            let times = [0, 1, 2].map(|at: usize| {
                if at == 2 && is(row, DealState::Open) {
                    return None;
                }
                let text = moments[at][row]?;
                let instant = Instant::of_iso_day(text)?;
                let at = end_of_day(instant, text);
                match zone {
                    Some(zone) if !instant.zoned => Some(zone.moment_micros(at)),
                    _ => Some(at),
                }
            });
            if times.iter().all(Option::is_none) {
                continue;
            }
            for id in contact.unwrap_or_default().split(';').map(str::trim) {
                if !id.is_empty() {
                    deals
                        .by_user
                        .entry(User::of(id.as_bytes()))
                        .or_default()
                        .push(times);
                }
            }
        }
        deals
    }

    /// Deals of users that are known.
    pub fn of_users(users: impl Iterator<Item = (User, MilestoneTimes)>) -> Self {
        Self {
            by_user: users.map(|(user, times)| (user, vec![times])).collect(),
        }
    }

    /// Adds others.
    pub fn extend(&mut self, other: Self) {
        for (user, deals) in other.by_user {
            self.by_user.entry(user).or_default().extend(deals);
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_user.is_empty()
    }

    /// The milestones of a user's conversion: of the deal that closed nearest to it, else of the only one.
    pub fn times(&self, user: User, at: i64) -> Option<MilestoneTimes> {
        let deals = self.by_user.get(&user)?;
        let distance = |times: &MilestoneTimes| {
            let last = times.iter().rev().flatten().next();
            last.map_or(i64::MAX, |moment| {
                moment.abs_diff(at).min(i64::MAX as u64) as i64
            })
        };
        deals.iter().min_by_key(|times| distance(times)).copied()
    }
}

/// A milestone that is known by its day only holds until the end of that day.
pub(super) fn end_of_day(instant: Instant, text: &str) -> i64 {
    const DAY: i64 = 86_400_000_000;
    if text.len() == 10 {
        instant.at + DAY - 1
    } else {
        instant.at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::cells::text_column;

    #[test]
    fn the_deal_nearest_to_the_conversion_counts() {
        let text =
            |name: &str, texts: [&'static str; 2]| text_column(name, texts.into_iter().map(Some));
        let frame = DataFrame::new(
            2,
            vec![
                text(col::CONTACT_ID, ["u1;u2", "u1"]),
                text(col::CLOSED_AT, ["2026-01-10", "2026-03-10T12:00:00"]),
            ],
        )
        .unwrap();
        let deals = Deals::of(&frame, None);
        let at = |text: &str| Instant::of_iso_day(text).unwrap().at;
        let u1 = User::of(b"u1");
        assert_eq!(
            deals.times(u1, at("2026-03-09")),
            Some([None, None, Some(at("2026-03-10T12:00:00"))])
        );
        assert_eq!(
            deals.times(u1, at("2026-01-09")),
            Some([None, None, Some(at("2026-01-11") - 1)])
        );
        assert_eq!(deals.times(User::of(b"u3"), 0), None);
    }
}
