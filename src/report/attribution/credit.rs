//! Journeys, from a log or counted, given to every model.

use crate::attribution::transform::{self, Transform};
use crate::attribution::{
    Journey, Milestones, MilestonesOf, ModelResult, Setup, Tally, TouchLog, Visitor, WalkCounts,
    walk,
};
use crate::error::Result;
use crate::schema::User;

use super::options::Seen;
use super::paths::CountedPaths;
use super::prepare::Prepared;
use super::worth::Worth;

/// Occurrences of a channel in a path that are told apart under `--transform frequency`.
const FREQUENCIES: u32 = 10;

/// Where journeys come from.
#[derive(Clone, Copy)]
pub struct Journeys<'j> {
    /// The log.
    pub log: &'j TouchLog,
    /// Counted paths.
    pub counted: &'j CountedPaths,
    /// Names and numbers.
    pub prepared: &'j Prepared,
    /// Milestones by user.
    pub milestones: Option<&'j MilestonesOf<'j>>,
    /// How paths are seen.
    pub seen: Option<Seen>,
    /// What values are counted at; as they are where `None`.
    pub worth: Option<&'j Worth>,
}

impl Journeys<'_> {
    /// Gives every journey to a visitor of each shard, the counted ones to one of their own, and brings them together.
    pub fn visit<V: Visitor + Send>(
        &self,
        new: impl Fn() -> V + Sync,
        mut merge: impl FnMut(V),
    ) -> WalkCounts {
        let mut counts = WalkCounts::default();
        let of_shard = |shard| {
            let mut visitor = Transformed::new(new(), self);
            let counts = walk(shard, &self.prepared.walk, self.milestones, &mut visitor);
            (visitor.inner, counts)
        };
        self.log.walk(of_shard, |(visitor, own)| {
            counts.add(&own);
            merge(visitor);
        });
        if !self.counted.paths.is_empty() {
            let mut visitor = Transformed::new(new(), self);
            for (row, (path, channels)) in self
                .counted
                .paths
                .iter()
                .zip(&self.prepared.paths)
                .enumerate()
            {
                visitor.user(User(row as u64, row as u64));
                visitor.journey(&Journey {
                    channels,
                    ages: &[],
                    milestones: None,
                    conversions: path.conversions,
                    value: path.value,
                    nulls: path.nulls,
                });
            }
            merge(visitor.inner);
        }
        counts
    }

    /// Every model's credit.
    ///
    /// # Errors
    /// Parameters that make no sense.
    pub fn credit(&self, setup: &Setup) -> Result<(Vec<ModelResult>, WalkCounts)> {
        let (tally, setup, counts) = self.tally(setup)?;
        Ok((tally.finish(&setup), counts))
    }

    /// What the journeys came to, and the setup with their number of channels.
    ///
    /// # Errors
    /// Parameters that make no sense.
    pub fn tally(&self, setup: &Setup) -> Result<(Tally, Setup, WalkCounts)> {
        let mut setup = setup.clone();
        setup.channels = self.channels();
        setup.check()?;
        let mut whole = Tally::new(&setup);
        let counts = self.visit(|| Credits(Tally::new(&setup)), |part| whole.merge(&part.0));
        Ok((whole, setup, counts))
    }

    /// Numbers of channels as models see them.
    pub fn channels(&self) -> usize {
        let channels = self.prepared.keys.len();
        match self.seen {
            Some(Seen::Frequency) => channels * FREQUENCIES as usize,
            _ => channels,
        }
    }

    /// The channel that a model's number stands for.
    pub fn channel_of(&self, number: usize) -> usize {
        match self.seen {
            Some(Seen::Frequency) => number / FREQUENCIES as usize,
            _ => number,
        }
    }
}

/// Adds journeys to a tally.
struct Credits(Tally);

impl Visitor for Credits {
    fn journey(&mut self, journey: &Journey<'_>) {
        self.0.add(journey);
    }
}

/// Changes journeys before they are seen.
struct Transformed<'j, V> {
    inner: V,
    seen: Option<Seen>,
    worth: Option<&'j Worth>,
    /// The moment of the conversion that comes next.
    at: Option<i64>,
    channels: Vec<u32>,
    ages: Vec<i64>,
}

impl<'j, V> Transformed<'j, V> {
    fn new(inner: V, journeys: &Journeys<'j>) -> Self {
        Self {
            inner,
            seen: journeys.seen,
            worth: journeys.worth,
            at: None,
            channels: Vec::new(),
            ages: Vec::new(),
        }
    }
}

impl<V: Visitor> Visitor for Transformed<'_, V> {
    fn user(&mut self, user: User) {
        self.inner.user(user);
    }

    fn moment(&mut self, at: i64) {
        self.at = Some(at);
        self.inner.moment(at);
    }

    fn journey(&mut self, journey: &Journey<'_>) {
        let journey = &match self.worth {
            Some(worth) => Journey {
                value: worth.value(journey.value, self.at),
                ..*journey
            },
            None => *journey,
        };
        let Some(seen) = self.seen else {
            return self.inner.journey(journey);
        };
        let kept = match seen {
            Seen::As(transform) => transform.kept(journey.channels),
            Seen::Frequency => Transform::First.kept(journey.channels),
        };
        transform::pick(journey.channels, &kept, &mut self.channels);
        self.ages.clear();
        if !journey.ages.is_empty() {
            transform::pick(journey.ages, &kept, &mut self.ages);
        }
        if seen == Seen::Frequency {
            for (channel, (own, count)) in self
                .channels
                .iter_mut()
                .zip(transform::frequency(journey.channels))
            {
                *channel = own * FREQUENCIES + count.min(FREQUENCIES) - 1;
            }
        }
        let milestones: Option<Milestones> = journey
            .milestones
            .map(|at| transform::milestones(at, &kept));
        self.inner.journey(&Journey {
            channels: &self.channels,
            ages: &self.ages,
            milestones,
            ..*journey
        });
    }
}
