//! The sums of one rule.

use super::credit::{Cell, Credit, settle, unit};
use super::model::{Rule, Share};
use super::positions::{Places, Positions};
use super::ties;
use super::touches::Touches;

/// A rule with its sums per channel.
pub(super) struct Line {
    rule: Box<dyn Rule>,
    cells: Vec<Cell>,
    missing: Cell,
    places: Option<Places>,
}

/// What a rule's sums come to.
pub(super) struct Outcome {
    pub credits: Vec<Credit>,
    pub not_supplied: Credit,
    pub positions: Option<Positions>,
}

impl Line {
    pub fn new(rule: Box<dyn Rule>, channels: usize, by_place: bool) -> Self {
        Self {
            rule,
            cells: vec![Cell::default(); channels],
            missing: Cell::default(),
            places: by_place.then(|| Places::new(channels)),
        }
    }

    /// Gives a journey's `whole` credit to its touches.
    pub fn add(&mut self, touches: &Touches<'_>, whole: Credit, split: bool, weights: &mut [f64]) {
        let share = share(&*self.rule, touches, split, weights);
        match share {
            Share::All(touch) => self.give(touches, touch, Cell::whole(whole)),
            Share::Spread(sum) => self.spread(touches, whole, sum, weights),
            Share::Each => {
                for channel in touches.distinct_channels() {
                    self.cells[*channel as usize] += Cell::whole(whole);
                }
            }
            Share::Missing => self.missing += Cell::whole(whole),
        }
    }

    fn give(&mut self, touches: &Touches<'_>, touch: usize, cell: Cell) {
        let channel = touches.channels[touch];
        self.cells[channel as usize] += cell;
        if let Some(places) = &mut self.places {
            places.add(channel, touch, cell);
        }
    }

    /// The last touch with any weight gets what the others leave.
    fn spread(&mut self, touches: &Touches<'_>, whole: Credit, sum: f64, weights: &[f64]) {
        let unit = unit(sum);
        let last = weights
            .iter()
            .rposition(|weight| *weight > 0.0)
            .unwrap_or(0);
        let mut rest = Cell::whole(whole);
        for (touch, weight) in weights[..last].iter().enumerate() {
            if *weight > 0.0 {
                let cell = Cell::part(whole, (weight * unit) as i64);
                rest = rest.rest(cell);
                self.give(touches, touch, cell);
            }
        }
        self.give(touches, last, rest);
    }

    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.cells.iter_mut().zip(&other.cells) {
            *mine += *theirs;
        }
        self.missing += other.missing;
        if let (Some(mine), Some(theirs)) = (&mut self.places, &other.places) {
            mine.merge(theirs);
        }
    }

    pub fn finish(&self) -> Outcome {
        let credits = settle(&self.cells);
        let not_supplied = settle(&[self.missing])[0];
        let positions = self.places.as_ref().map(|places| places.finish(&credits));
        Outcome {
            credits,
            not_supplied,
            positions,
        }
    }
}

/// What a rule says of a journey, with tied touches averaged where that is wanted.
pub(super) fn share(
    rule: &dyn Rule,
    touches: &Touches<'_>,
    split: bool,
    weights: &mut [f64],
) -> Share {
    let share = rule.share(touches, weights);
    if split && rule.ordered() {
        return ties::split(rule, touches, share, weights);
    }
    share
}
