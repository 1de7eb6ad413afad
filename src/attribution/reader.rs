//! Reads journeys for whoever adds them up: collapses runs where that is asked for, and finds distinct channels.

use super::journey::Journey;
use super::setup::{Collapse, Setup};
use super::touches::{Distinct, Touches};
use super::transform;

/// Buffers that are used again for every journey.
pub(super) struct Reader {
    collapse: bool,
    channels: Vec<u32>,
    ages: Vec<i64>,
    kept: Vec<u32>,
    distinct: Distinct,
}

impl Reader {
    pub fn new(setup: &Setup) -> Self {
        Self {
            collapse: setup.collapse == Collapse::Yes,
            channels: Vec::new(),
            ages: Vec::new(),
            kept: Vec::new(),
            distinct: Distinct::new(setup.channels),
        }
    }

    /// A journey with at least one touch.
    pub fn read<'s>(&'s mut self, journey: &Journey<'s>) -> Touches<'s> {
        let mut read = *journey;
        if self.collapse {
            transform::runs(journey.channels, &mut self.kept);
            transform::pick(journey.channels, &self.kept, &mut self.channels);
            if journey.ages.is_empty() {
                self.ages.clear();
            } else {
                transform::pick(journey.ages, &self.kept, &mut self.ages);
            }
            read.milestones = journey
                .milestones
                .map(|at| transform::milestones(at, &self.kept));
            read.channels = &self.channels;
            read.ages = &self.ages;
        }
        self.distinct.read(read.channels);
        Touches::new(&read, &self.distinct)
    }
}
