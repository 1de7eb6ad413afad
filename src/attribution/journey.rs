//! One journey, as models see it.

use crate::schema::Amount;

/// One journey, or a row of an aggregated path file, then with counts above one.
#[derive(Clone, Copy, Debug)]
pub struct Journey<'a> {
    /// Channel ids in order of touch, first to last; ids are dense, `0..channels`.
    pub channels: &'a [u32],
    /// Microseconds from each touch to the conversion, never negative, never rising; empty where times are unknown.
    pub ages: &'a [i64],
    /// Touches that hold milestones; `None` where there are no milestones on record.
    pub milestones: Option<Milestones>,
    /// Conversions; zero for a journey that did not convert.
    pub conversions: Amount,
    /// Their value; negative for a refund.
    pub value: Amount,
    /// Journeys of this path that did not convert.
    pub nulls: Amount,
}

/// Index of the touch that holds each milestone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Milestones {
    /// Lead created.
    pub lead: Option<usize>,
    /// Opportunity created.
    pub opportunity: Option<usize>,
    /// Closed won.
    pub closed: Option<usize>,
}

impl<'a> Journey<'a> {
    /// A path with one conversion of that value and no times.
    pub fn converting(channels: &'a [u32], value: Amount) -> Self {
        Self {
            channels,
            ages: &[],
            milestones: None,
            conversions: Amount::whole(1),
            value,
            nulls: Amount::ZERO,
        }
    }

    /// A path that did not convert.
    pub fn null(channels: &'a [u32]) -> Self {
        Self {
            channels,
            ages: &[],
            milestones: None,
            conversions: Amount::ZERO,
            value: Amount::ZERO,
            nulls: Amount::whole(1),
        }
    }

    /// Whether there is anything to give credit for.
    pub fn converts(&self) -> bool {
        self.conversions != Amount::ZERO || self.value != Amount::ZERO
    }
}
