//! Credit by place in the path: how much of a channel's credit is earned as first touch, second touch, and so on.

use super::credit::{Cell, Credit, settle_to};

/// Places told apart; later ones are one place, shown as `21+`.
pub const PLACES: usize = 20;

/// Credit per channel and place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Positions {
    credits: Vec<Credit>,
}

impl Positions {
    /// Credit of a channel at its places: index 0 is the first touch, index [`PLACES`] is everything later.
    pub fn of(&self, channel: usize) -> &[Credit] {
        &self.credits[channel * (PLACES + 1)..][..=PLACES]
    }
}

/// The sums behind it.
#[derive(Clone, Debug)]
pub(super) struct Places(Vec<Cell>);

impl Places {
    pub fn new(channels: usize) -> Self {
        Self(vec![Cell::default(); channels * (PLACES + 1)])
    }

    pub fn add(&mut self, channel: u32, touch: usize, cell: Cell) {
        self.0[channel as usize * (PLACES + 1) + touch.min(PLACES)] += cell;
    }

    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine += *theirs;
        }
    }

    /// The table, whose rows sum to the channels' `totals`.
    pub fn finish(&self, totals: &[Credit]) -> Positions {
        let rows = self.0.chunks(PLACES + 1).zip(totals);
        Positions {
            credits: rows
                .flat_map(|(row, total)| settle_to(row, *total))
                .collect(),
        }
    }
}
