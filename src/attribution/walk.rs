//! Rows to journeys: each user's rows in order of time, cut where a conversion closes a journey.
//!
//! Order is total: time, then rows that convert after rows that do not (a touch at the moment of a conversion belongs to
//! it), then views before clicks, then the place in the files. A row with a channel is a touch first, then, if it converts,
//! the conversion; a row without a channel can only be a conversion.

use foldhash::HashSet;

use crate::schema::{Amount, ONE, TouchFact, TouchRow, TouchType, User};

use super::journey::{Journey, Milestones};
use super::log::Shard;
use super::walk_counts::WalkCounts;

/// A kind whose rows are no touches.
pub const NO_TOUCH: u32 = u32::MAX;

/// Paths longer than this are told.
const LONG: usize = 200;

/// Whether earlier touches serve a later conversion again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PathReset {
    /// A conversion closes the journey.
    #[default]
    AfterConversion,
    /// Every conversion sees all touches before it.
    None,
}

/// How rows become journeys.
#[derive(Clone, Debug, Default)]
pub struct WalkOptions {
    /// Channel of each kind; [`NO_TOUCH`] for kinds that are no touches.
    pub channels: Vec<u32>,
    /// Kinds without a channel of their own: their converting rows are no touches.
    pub bare: Vec<bool>,
    /// Kinds that are views.
    pub views: Vec<bool>,
    /// Microseconds between a click and the conversion, at most.
    pub lookback: Option<i64>,
    /// The same for views.
    pub view_lookback: Option<i64>,
    /// Whether a conversion closes the journey.
    pub reset: PathReset,
    /// Microseconds within which touches of one channel are one.
    pub session: Option<i64>,
    /// Where the data begin; conversions whose window reaches back before it may lack touches.
    pub begins: Option<i64>,
    /// First moment of conversions that count, and the first after.
    pub period: Option<(i64, i64)>,
}

/// Takes journeys in, user by user.
pub trait Visitor {
    /// A new user begins.
    fn user(&mut self, _user: User) {}
    /// A journey of that user.
    fn journey(&mut self, journey: &Journey<'_>);
}

/// The moments of milestones of a user: lead created, opportunity created, closed.
pub type MilestoneTimes = [Option<i64>; 3];

/// Gives the milestones for a user's conversion at a moment.
pub type MilestonesOf<'m> = dyn Fn(User, i64) -> Option<MilestoneTimes> + Sync + 'm;

/// Walks the rows of a shard.
pub fn walk(
    mut shard: Shard,
    options: &WalkOptions,
    milestones: Option<&MilestonesOf<'_>>,
    visitor: &mut dyn Visitor,
) -> WalkCounts {
    let facts = std::mem::take(&mut shard.facts);
    let earns = |row: &TouchRow| row.fact > 0 && facts[row.fact as usize - 1].conversions.0 != 0;
    let view = |row: &TouchRow| !options.views[row.kind as usize];
    shard.rows.sort_by(|a, b| {
        (a.user, a.at)
            .cmp(&(b.user, b.at))
            .then_with(|| (earns(a), view(a)).cmp(&(earns(b), view(b))))
    });
    let mut walker = Walker {
        options,
        milestones,
        visitor,
        counts: WalkCounts::default(),
        open: Path::default(),
        closed: Path::default(),
        shown: Path::default(),
        seen: HashSet::default(),
    };
    for rows in shard.rows.chunk_by(|a, b| a.user == b.user) {
        walker.user(rows, &facts);
    }
    walker.counts
}

/// Touches in order.
#[derive(Clone, Debug, Default)]
struct Path {
    channels: Vec<u32>,
    times: Vec<i64>,
    types: Vec<TouchType>,
}

impl Path {
    fn clear(&mut self) {
        self.channels.clear();
        self.times.clear();
        self.types.clear();
    }

    fn push(&mut self, channel: u32, at: i64, touch: TouchType) {
        self.channels.push(channel);
        self.times.push(at);
        self.types.push(touch);
    }
}

struct Walker<'w> {
    options: &'w WalkOptions,
    milestones: Option<&'w MilestonesOf<'w>>,
    visitor: &'w mut dyn Visitor,
    counts: WalkCounts,
    open: Path,
    /// The last journey that was closed, for refunds that come without touches of their own.
    closed: Path,
    shown: Path,
    /// Rows of one moment, to tell equal ones.
    seen: HashSet<(u32, Option<TouchFact>)>,
}

impl Walker<'_> {
    fn user(&mut self, rows: &[TouchRow], facts: &[TouchFact]) {
        self.counts.users += 1;
        self.visitor.user(rows[0].user);
        self.open.clear();
        self.closed.clear();
        let mut unclosed = 0;
        for moment in rows.chunk_by(|a, b| a.at == b.at) {
            let mut touched = 0;
            self.seen.clear();
            for row in moment {
                let fact = row.fact.checked_sub(1).map(|fact| &facts[fact as usize]);
                if moment.len() > 1 && !self.seen.insert((row.kind, fact.copied())) {
                    self.counts.duplicates += 1;
                    if let Some(fact) = fact {
                        self.counts.duplicate_conversions += fact.conversions;
                        self.counts.duplicate_value += fact.value;
                    }
                    continue;
                }
                let fact = fact.filter(|fact| fact.conversions.0 != 0 || fact.value.0 != 0);
                if self.touch(row, fact.is_some()) {
                    touched += 1;
                    unclosed += 1;
                }
                if let Some(fact) = fact {
                    self.outcome(row, fact);
                    if fact.conversions.0 != 0 {
                        unclosed = 0;
                    }
                }
            }
            if touched > 1 {
                self.counts.ties += touched;
            }
        }
        self.unconverted(unclosed);
    }

    /// Adds a row's touch; whether it is one of its own.
    fn touch(&mut self, row: &TouchRow, earns: bool) -> bool {
        let kind = row.kind as usize;
        if self.options.bare[kind] && earns {
            return false;
        }
        let channel = self.options.channels[kind];
        if channel == NO_TOUCH {
            self.counts.excluded += 1;
            return false;
        }
        self.counts.touches += 1;
        if let (Some(gap), Some(last)) = (self.options.session, self.open.channels.last())
            && *last == channel
            && self
                .open
                .times
                .last()
                .is_some_and(|time| row.at - time <= gap)
        {
            // The session goes on: its touch keeps the time of its latest event.
            self.open
                .times
                .last_mut()
                .into_iter()
                .for_each(|time| *time = row.at);
            self.counts.merged += 1;
            return false;
        }
        let touch = if self.options.views[kind] {
            TouchType::View
        } else {
            TouchType::Click
        };
        self.open.push(channel, row.at, touch);
        true
    }

    /// A conversion, or money that came without one (a refund).
    fn outcome(&mut self, row: &TouchRow, fact: &TouchFact) {
        let converts = fact.conversions.0 != 0;
        let counts = self
            .options
            .period
            .is_none_or(|(from, to)| (from..to).contains(&row.at));
        if !converts {
            self.counts.refunds += 1;
        }
        if counts {
            let closed = !converts && self.open.channels.is_empty();
            let path = if closed { &self.closed } else { &self.open };
            let none = path.channels.is_empty();
            self.shown.clear();
            within_window(path, self.options, row.at, &mut self.shown);
            if self.shown.channels.is_empty() {
                self.unattributed(fact, none);
            } else {
                self.converted(row, fact);
            }
        } else {
            self.counts.other_period += 1;
        }
        if converts && self.options.reset == PathReset::AfterConversion {
            std::mem::swap(&mut self.open, &mut self.closed);
            self.open.clear();
        }
    }

    fn unattributed(&mut self, fact: &TouchFact, none: bool) {
        let counts = &mut self.counts;
        let (rows, conversions, value) = if none {
            (
                &mut counts.no_touch,
                &mut counts.no_touch_conversions,
                &mut counts.no_touch_value,
            )
        } else {
            (
                &mut counts.out_of_window,
                &mut counts.out_of_window_conversions,
                &mut counts.out_of_window_value,
            )
        };
        *rows += 1;
        *conversions += fact.conversions;
        *value += fact.value;
    }

    fn converted(&mut self, row: &TouchRow, fact: &TouchFact) {
        let times = self.milestones.and_then(|of| of(row.user, row.at));
        let milestones = times.map(|times| milestone_touches(&self.shown.times, times));
        self.counts.converting += 1;
        self.counts.conversions += fact.conversions;
        self.counts.value += fact.value;
        let reaches = self.options.lookback.or(self.options.view_lookback);
        if let (Some(window), Some(begins)) = (reaches, self.options.begins) {
            self.counts.left_censored += u64::from(row.at - window < begins);
        }
        self.emit(
            row.at,
            fact.conversions,
            fact.value,
            Amount::ZERO,
            milestones,
        );
    }

    /// Touches after the last conversion: a journey that did not convert.
    fn unconverted(&mut self, unclosed: usize) {
        if self.open.channels.is_empty() || unclosed == 0 {
            return;
        }
        if self.options.reset == PathReset::None {
            let keep = self.open.channels.len() - unclosed.min(self.open.channels.len());
            self.open.channels.drain(..keep);
            self.open.times.drain(..keep);
            self.open.types.drain(..keep);
        }
        let Some(last) = self.open.times.last().copied() else {
            return;
        };
        if self
            .options
            .period
            .is_some_and(|(from, to)| !(from..to).contains(&last))
        {
            return;
        }
        self.shown.clear();
        within_window(&self.open, self.options, last, &mut self.shown);
        if !self.shown.channels.is_empty() {
            self.counts.null_journeys += 1;
            self.emit(last, Amount::ZERO, Amount::ZERO, Amount(ONE), None);
        }
    }

    fn emit(
        &mut self,
        at: i64,
        conversions: Amount,
        value: Amount,
        nulls: Amount,
        milestones: Option<Milestones>,
    ) {
        let length = self.shown.channels.len();
        self.counts.long_paths += u64::from(length > LONG);
        self.counts.longest = self.counts.longest.max(length as u64);
        self.shown
            .times
            .iter_mut()
            .for_each(|time| *time = at - *time);
        self.visitor.journey(&Journey {
            channels: &self.shown.channels,
            ages: &self.shown.times,
            milestones,
            conversions,
            value,
            nulls,
        });
    }
}

/// The touches of a path that a conversion at `at` may see.
fn within_window(path: &Path, options: &WalkOptions, at: i64, shown: &mut Path) {
    if options.lookback.is_none() && options.view_lookback.is_none() {
        shown.channels.extend_from_slice(&path.channels);
        shown.times.extend_from_slice(&path.times);
        return;
    }
    for (index, time) in path.times.iter().enumerate() {
        let limit = match path.types[index] {
            TouchType::View => options.view_lookback,
            TouchType::Click => options.lookback,
        };
        if limit.is_none_or(|limit| at - time <= limit) {
            shown.channels.push(path.channels[index]);
            shown.times.push(*time);
        }
    }
}

/// The touch of each milestone: the last at or before its moment.
fn milestone_touches(times: &[i64], moments: MilestoneTimes) -> Milestones {
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
