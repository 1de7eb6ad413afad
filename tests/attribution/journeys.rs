//! Journeys as tests write them.

use social_roi::attribution::{Credit, Facts, Journey, Milestones, ModelResult, Setup, Tally};
use social_roi::schema::Amount;

/// Microseconds of a day.
pub const DAY: i64 = 86_400_000_000;

/// A journey that owns its touches.
#[derive(Clone, Debug, Default)]
pub struct Owned {
    pub channels: Vec<u32>,
    pub ages: Vec<i64>,
    pub milestones: Option<Milestones>,
    pub conversions: Amount,
    pub value: Amount,
    pub nulls: Amount,
}

impl Owned {
    pub fn path(channels: &[u32], conversions: i64, nulls: i64) -> Self {
        Self {
            channels: channels.to_vec(),
            conversions: Amount::whole(conversions),
            value: Amount::whole(conversions),
            nulls: Amount::whole(nulls),
            ..Self::default()
        }
    }

    pub fn timed(touches: &[(u32, i64)], value: i64) -> Self {
        Self {
            channels: touches.iter().map(|(channel, _)| *channel).collect(),
            ages: touches.iter().map(|(_, age)| age * DAY).collect(),
            conversions: Amount::whole(1),
            value: Amount::whole(value),
            ..Self::default()
        }
    }

    pub fn converts(&self) -> bool {
        self.journey().converts()
    }

    pub fn journey(&self) -> Journey<'_> {
        Journey {
            channels: &self.channels,
            ages: &self.ages,
            milestones: self.milestones,
            conversions: self.conversions,
            value: self.value,
            nulls: self.nulls,
        }
    }
}

/// A setup of named models on data that hold everything.
pub fn setup(channels: usize, names: &[&str]) -> Setup {
    let facts = Facts {
        ages: true,
        milestones: true,
    };
    let mut setup = Setup::new(channels, facts);
    setup.choose(names.iter().copied()).unwrap();
    setup
}

/// What the models of a setup make of journeys.
pub fn results(setup: &Setup, journeys: &[Owned]) -> Vec<ModelResult> {
    setup.check().unwrap();
    let mut tally = Tally::new(setup);
    journeys
        .iter()
        .for_each(|owned| tally.add(&owned.journey()));
    tally.finish(setup)
}

/// What one model makes of journeys.
pub fn result(setup: &Setup, journeys: &[Owned]) -> ModelResult {
    results(setup, journeys).remove(0)
}

pub fn values(credits: &[Credit]) -> Vec<f64> {
    credits.iter().map(|credit| credit.value.to_f64()).collect()
}

pub fn conversions(credits: &[Credit]) -> Vec<f64> {
    credits
        .iter()
        .map(|credit| credit.conversions.to_f64())
        .collect()
}

/// Asserts that figures agree to within `tolerance`, each.
pub fn assert_close(found: &[f64], expected: &[f64], tolerance: f64, what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (one, other) in found.iter().zip(expected) {
        assert!(
            (one - other).abs() <= tolerance,
            "{what}: {found:?}, expected {expected:?}"
        );
    }
}
