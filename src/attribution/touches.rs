//! The touches of one journey with what several models ask about them, worked out once.

use super::journey::{Journey, Milestones};

/// The distinct channels of a path, in order of first touch, and how often each occurs. Reused from journey to journey.
#[derive(Clone, Debug)]
pub(super) struct Distinct {
    channels: Vec<u32>,
    counts: Vec<u32>,
    /// Per channel: in which path it was last seen, and its place in `channels` there.
    seen: Vec<(u64, u32)>,
    path: u64,
}

impl Distinct {
    /// For channels `0..channels`.
    pub fn new(channels: usize) -> Self {
        Self {
            channels: Vec::new(),
            counts: Vec::new(),
            seen: vec![(0, 0); channels],
            path: 0,
        }
    }

    /// Takes another path.
    pub fn read(&mut self, path: &[u32]) {
        self.path += 1;
        self.channels.clear();
        self.counts.clear();
        for channel in path {
            let (when, place) = &mut self.seen[*channel as usize];
            if *when == self.path {
                self.counts[*place as usize] += 1;
            } else {
                (*when, *place) = (self.path, self.channels.len() as u32);
                self.channels.push(*channel);
                self.counts.push(1);
            }
        }
    }

    /// The distinct channels.
    pub fn channels(&self) -> &[u32] {
        &self.channels
    }

    /// How often a channel of the path occurs in it.
    pub fn count(&self, channel: u32) -> u32 {
        self.counts[self.seen[channel as usize].1 as usize]
    }
}

/// What a rule sees of a journey: at least one touch.
#[derive(Clone, Copy, Debug)]
pub struct Touches<'a> {
    /// Channels in order of touch.
    pub channels: &'a [u32],
    /// Microseconds to the conversion, or empty.
    pub ages: &'a [i64],
    /// Which touches hold milestones.
    pub milestones: Option<Milestones>,
    pub(super) distinct: &'a Distinct,
}

impl<'a> Touches<'a> {
    pub(super) fn new(journey: &Journey<'a>, distinct: &'a Distinct) -> Self {
        Self {
            channels: journey.channels,
            ages: journey.ages,
            milestones: journey.milestones,
            distinct,
        }
    }

    /// The number of distinct channels.
    pub fn distinct(&self) -> usize {
        self.distinct.channels().len()
    }

    /// The distinct channels in order of first touch.
    pub fn distinct_channels(&self) -> &'a [u32] {
        self.distinct.channels()
    }

    /// How often a channel of this journey occurs in it.
    pub fn occurrences(&self, channel: u32) -> u32 {
        self.distinct.count(channel)
    }

    /// Whether any two touches happened at the same time.
    pub fn tied(&self) -> bool {
        self.ages.windows(2).any(|pair| pair[0] == pair[1])
    }
}
