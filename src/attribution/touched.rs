//! The touches of a user since the last conversion: what a conversion may see of them, and which of them hold milestones.

use crate::schema::{END_OF_DAY, TouchType, is_day_alone};

use super::journey::Milestones;
use super::walk::{MilestoneTimes, WalkOptions};

/// Touches in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Path {
    pub channels: Vec<u32>,
    pub times: Vec<i64>,
    pub types: Vec<TouchType>,
}

impl Path {
    pub fn clear(&mut self) {
        self.channels.clear();
        self.times.clear();
        self.types.clear();
    }

    /// Times as ages at that moment.
    pub fn age(&mut self, at: i64) {
        self.times.iter_mut().for_each(|time| *time = at - *time);
    }

    pub fn push(&mut self, channel: u32, at: i64, touch: TouchType) {
        self.channels.push(channel);
        self.times.push(at);
        self.types.push(touch);
    }
}

/// The touches of a path that a conversion at `at` may see.
pub(super) fn within_window(path: &Path, options: &WalkOptions, at: i64, shown: &mut Path) {
    if options.lookback.is_none() && options.view_lookback.is_none() {
        shown.channels.extend_from_slice(&path.channels);
        shown.times.extend_from_slice(&path.times);
        return;
    }
    // A day alone stands for its end, but reaches back from its beginning: the days between decide, not their hours.
    let from = if is_day_alone(at) {
        at - END_OF_DAY
    } else {
        at
    };
    for (index, time) in path.times.iter().enumerate() {
        let limit = match path.types[index] {
            TouchType::View => options.view_lookback,
            TouchType::Click => options.lookback,
        };
        if limit.is_none_or(|limit| from - time <= limit) {
            shown.channels.push(path.channels[index]);
            shown.times.push(*time);
        }
    }
}

/// The touch of each milestone: the last at or before its moment.
pub(super) fn milestone_touches(times: &[i64], moments: MilestoneTimes) -> Milestones {
    let [lead, opportunity, closed] = moments.map(|moment| {
        let before = times.partition_point(|time| Some(*time) <= moment);
        before.checked_sub(1)
    });
    Milestones {
        lead,
        opportunity,
        closed,
    }
}
