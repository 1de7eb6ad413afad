//! What can be seen of journeys without giving credit: the paths themselves, how long they are and how long they take.

use std::collections::{BTreeMap, HashMap};

use crate::schema::Amount;

use super::journey::Journey;
use super::walk::Visitor;

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// What journeys came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Journeys.
    pub journeys: u64,
    /// Conversions.
    pub conversions: Amount,
    /// Their value.
    pub value: Amount,
    /// Journeys that did not convert.
    pub nulls: Amount,
}

impl Outcome {
    fn take(&mut self, journey: &Journey<'_>) {
        self.journeys += 1;
        self.conversions += journey.conversions;
        self.value += journey.value;
        self.nulls += journey.nulls;
    }

    /// Adds another.
    pub fn add(&mut self, other: &Self) {
        self.journeys += other.journeys;
        self.conversions += other.conversions;
        self.value += other.value;
        self.nulls += other.nulls;
    }
}

/// Journeys by path.
#[derive(Clone, Debug, Default)]
pub struct Paths(HashMap<Box<[u32]>, Outcome>);

impl Paths {
    /// Adds those of another shard.
    pub fn merge(&mut self, other: Self) {
        if self.0.is_empty() {
            *self = other;
            return;
        }
        for (path, outcome) in other.0 {
            self.0.entry(path).or_default().add(&outcome);
        }
    }

    /// The paths with the most conversions, then value, then journeys; equal ones in the order of channels.
    pub fn top(&self, count: usize) -> Vec<(&[u32], Outcome)> {
        let mut all: Vec<(&[u32], Outcome)> = self
            .0
            .iter()
            .map(|(path, outcome)| (&**path, *outcome))
            .collect();
        all.sort_by(|(path, a), (other, b)| {
            (b.conversions, b.value, b.nulls)
                .cmp(&(a.conversions, a.value, a.nulls))
                .then_with(|| path.cmp(other))
        });
        all.truncate(count);
        all
    }

    /// Distinct paths.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Visitor for Paths {
    fn journey(&mut self, journey: &Journey<'_>) {
        match self.0.get_mut(journey.channels) {
            Some(outcome) => outcome.take(journey),
            None => {
                let mut outcome = Outcome::default();
                outcome.take(journey);
                self.0.insert(journey.channels.into(), outcome);
            }
        }
    }
}

/// Journeys by a number: touches, or days from the first touch to the conversion.
#[derive(Clone, Debug)]
pub struct Histogram {
    of: fn(&Journey<'_>) -> Option<u64>,
    /// Outcomes by that number.
    pub bins: BTreeMap<u64, Outcome>,
}

impl Histogram {
    /// By number of touches.
    pub fn lengths() -> Self {
        Self {
            of: |journey| Some(journey.channels.len() as u64),
            bins: BTreeMap::new(),
        }
    }

    /// Converting journeys by whole days from their first touch to the conversion; without times, none.
    pub fn lags() -> Self {
        Self {
            of: |journey| {
                let age = *journey.ages.first()?;
                (journey.conversions.0 != 0).then(|| u64::try_from(age / DAY).unwrap_or(0))
            },
            bins: BTreeMap::new(),
        }
    }

    /// Adds those of another shard.
    pub fn merge(&mut self, other: Self) {
        for (bin, outcome) in other.bins {
            self.bins.entry(bin).or_default().add(&outcome);
        }
    }
}

impl Visitor for Histogram {
    fn journey(&mut self, journey: &Journey<'_>) {
        if let Some(bin) = (self.of)(journey) {
            self.bins.entry(bin).or_default().take(journey);
        }
    }
}
