//! The days that a touch log has rows of.

use std::collections::{BTreeSet, HashSet};

use rayon::prelude::*;

use super::TouchLog;
use crate::time::Zone;

/// Microseconds of a quarter of an hour, and of a day.
const QUARTER: i64 = 900_000_000;
const DAY: i64 = 96 * QUARTER;

impl TouchLog {
    /// The days that it has rows of, as days since 1970 in that time zone, in order.
    pub fn days(&self, zone: Option<Zone>) -> BTreeSet<i32> {
        // No zone is apart from others by less than a quarter of an hour.
        let quarters = |moments: &mut dyn Iterator<Item = i64>| {
            let (mut found, mut last) = (HashSet::new(), None);
            for quarter in moments.map(|at| at.div_euclid(QUARTER)) {
                if last.replace(quarter) != Some(quarter) {
                    found.insert(quarter);
                }
            }
            found
        };
        let segments = self.shards.par_iter().flatten();
        let of_users = segments.map(|one| quarters(&mut one.rows.iter().map(|row| row.at)));
        let of_users = of_users.reduce(HashSet::new, |mut one, other| {
            one.extend(other);
            one
        });
        let of_nobody = quarters(&mut self.nobody.iter().map(|(at, ..)| *at));
        let day = |quarter: i64| {
            let at = quarter * QUARTER;
            let shown = zone.map_or(at, |zone| zone.clock_micros(at));
            i32::try_from(shown.div_euclid(DAY)).ok()
        };
        of_users
            .into_iter()
            .chain(of_nobody)
            .filter_map(day)
            .collect()
    }
}
