//! Rows to journeys: each user's rows in order of time, cut where a conversion closes a journey.
//!
//! Order is total: time, then rows that earn after rows that do not, then views before clicks, then the place in the files. A
//! row with a channel is a touch first, then, if it converts, the conversion; a row without a channel can only be a
//! conversion. All touches at the moment of a conversion belong to it, and to every other conversion of that moment.

use foldhash::HashSet;

use crate::schema::{Amount, ONE, TouchFact, TouchRow, TouchType, User};

use super::journey::{Journey, Milestones};
use super::log::Shard;
use super::touched::{Path, milestone_touches, within_window};
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
    /// The moment of the conversion or the refund whose journey comes next; not told of journeys that end without one.
    fn moment(&mut self, _at: i64) {}
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
        shown: Path::default(),
        sale: Sale::default(),
        seen: HashSet::default(),
        outcomes: Vec::new(),
    };
    for rows in shard.rows.chunk_by(|a, b| a.user == b.user) {
        walker.user(rows, &facts);
    }
    walker.counts
}

/// A journey as it was credited at its conversion, for refunds that come later.
#[derive(Clone, Debug, Default)]
struct Sale {
    /// Whether anything was bought at all.
    any: bool,
    /// Whether there was a touch, in the window or not.
    touched: bool,
    channels: Vec<u32>,
    ages: Vec<i64>,
    milestones: Option<Milestones>,
}

struct Walker<'w> {
    options: &'w WalkOptions,
    milestones: Option<&'w MilestonesOf<'w>>,
    visitor: &'w mut dyn Visitor,
    counts: WalkCounts,
    open: Path,
    /// The touches that an outcome may see.
    shown: Path,
    sale: Sale,
    /// Rows of one moment, to tell equal ones.
    seen: HashSet<(u32, Option<TouchFact>)>,
    /// What the rows of one moment earned.
    outcomes: Vec<TouchFact>,
}

impl Walker<'_> {
    fn user(&mut self, rows: &[TouchRow], facts: &[TouchFact]) {
        self.counts.users += 1;
        self.visitor.user(rows[0].user);
        self.open.clear();
        self.sale = Sale::default();
        let mut unclosed = 0;
        for moment in rows.chunk_by(|a, b| a.at == b.at) {
            let touched = self.touches(moment, facts);
            unclosed += touched;
            if touched > 1 {
                self.counts.ties += touched as u64;
            }
            // Every outcome of a moment sees all its touches; only then is the journey closed.
            let outcomes = std::mem::take(&mut self.outcomes);
            let (sales, refunds): (Vec<&TouchFact>, Vec<&TouchFact>) =
                outcomes.iter().partition(|fact| fact.conversions.0 != 0);
            sales
                .iter()
                .for_each(|fact| self.conversion(&moment[0], fact));
            refunds
                .iter()
                .for_each(|fact| self.refund(&moment[0], fact));
            if !sales.is_empty() {
                unclosed = 0;
                if self.options.reset == PathReset::AfterConversion {
                    self.open.clear();
                }
            }
            self.outcomes = outcomes;
        }
        self.unconverted(unclosed);
    }

    /// Takes the touches of a moment and notes what its rows earned; how many touches there were.
    fn touches(&mut self, moment: &[TouchRow], facts: &[TouchFact]) -> usize {
        self.seen.clear();
        self.outcomes.clear();
        let mut touched = 0;
        for row in moment {
            let fact = row.fact.checked_sub(1).map(|fact| facts[fact as usize]);
            if moment.len() > 1 && !self.seen.insert((row.kind, fact)) {
                self.counts.duplicates += 1;
                let fact = fact.unwrap_or_default();
                self.counts.duplicate_conversions += fact.conversions;
                self.counts.duplicate_value += fact.value;
                continue;
            }
            let fact = fact.filter(|fact| fact.conversions.0 != 0 || fact.value.0 != 0);
            touched += usize::from(self.touch(row, fact.is_some()));
            self.outcomes.extend(fact);
        }
        touched
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
        let touch = if self.options.views[kind] {
            TouchType::View
        } else {
            TouchType::Click
        };
        if self.goes_on(channel, row.at, touch) {
            self.counts.merged += 1;
            return false;
        }
        self.open.push(channel, row.at, touch);
        true
    }

    /// Whether a touch belongs to the session of the one before it, which then has the time of the later and is a click if
    /// either is.
    fn goes_on(&mut self, channel: u32, at: i64, touch: TouchType) -> bool {
        let Some(gap) = self.options.session else {
            return false;
        };
        let (Some(last), Some(time), Some(kind)) = (
            self.open.channels.last(),
            self.open.times.last_mut(),
            self.open.types.last_mut(),
        ) else {
            return false;
        };
        let same = *last == channel && at - *time <= gap;
        if same {
            *time = at;
            *kind = (*kind).max(touch);
        }
        same
    }

    fn counts(&mut self, at: i64, fact: &TouchFact) -> bool {
        let inside = self
            .options
            .period
            .is_none_or(|(from, to)| (from..to).contains(&at));
        if !inside {
            self.counts.other_period += 1;
            self.counts.other_period_conversions += fact.conversions;
            self.counts.other_period_value += fact.value;
        }
        inside
    }

    fn conversion(&mut self, row: &TouchRow, fact: &TouchFact) {
        self.shown.clear();
        within_window(&self.open, self.options, row.at, &mut self.shown);
        let times = self.milestones.and_then(|of| of(row.user, row.at));
        let milestones = times.map(|times| milestone_touches(&self.shown.times, times));
        self.shown.age(row.at);
        self.sale.any = true;
        self.sale.touched = !self.open.channels.is_empty();
        self.sale.channels.clone_from(&self.shown.channels);
        self.sale.ages.clone_from(&self.shown.times);
        self.sale.milestones = milestones;
        if !self.counts(row.at, fact) {
            return;
        }
        if self.shown.channels.is_empty() {
            self.unattributed(fact, !self.sale.touched);
            return;
        }
        self.counts.converting += 1;
        let reaches = self.options.lookback.or(self.options.view_lookback);
        if let (Some(window), Some(begins)) = (reaches, self.options.begins) {
            self.counts.left_censored += u64::from(row.at - window < begins);
        }
        self.visitor.moment(row.at);
        self.credit(fact, milestones);
    }

    /// Money that comes without a conversion follows the last sale as it was credited; without a sale nobody knows whom it
    /// was taken from.
    fn refund(&mut self, row: &TouchRow, fact: &TouchFact) {
        self.counts.refunds += 1;
        if !self.counts(row.at, fact) {
            return;
        }
        if !self.sale.any {
            self.counts.no_sale += 1;
            self.counts.no_sale_value += fact.value;
            return;
        }
        self.visitor.moment(row.at);
        self.shown.clear();
        self.shown.channels.clone_from(&self.sale.channels);
        self.shown.times.clone_from(&self.sale.ages);
        if self.shown.channels.is_empty() {
            self.unattributed(fact, !self.sale.touched);
        } else {
            self.credit(fact, self.sale.milestones);
        }
    }

    fn credit(&mut self, fact: &TouchFact, milestones: Option<Milestones>) {
        self.counts.conversions += fact.conversions;
        self.counts.value += fact.value;
        self.emit(fact.conversions, fact.value, Amount::ZERO, milestones);
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
        self.shown.age(last);
        if !self.shown.channels.is_empty() {
            self.counts.null_journeys += 1;
            self.emit(Amount::ZERO, Amount::ZERO, Amount(ONE), None);
        }
    }

    fn emit(
        &mut self,
        conversions: Amount,
        value: Amount,
        nulls: Amount,
        milestones: Option<Milestones>,
    ) {
        let length = self.shown.channels.len();
        self.counts.long_paths += u64::from(length > LONG);
        self.counts.longest = self.counts.longest.max(length as u64);
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
