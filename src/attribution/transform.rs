//! Paths seen otherwise: every touch, runs as one touch, first touches only, or how often each channel occurs.
//!
//! The names and the example (D,A,B,B,C,D,C,C) are those of Google's `fractribution`: unique, exposure, first, frequency.
//! Each transform says which touches it keeps, so that times and milestones follow.

use super::journey::Milestones;

/// How a path is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Transform {
    /// Every touch: D,A,B,B,C,D,C,C.
    #[default]
    Unique,
    /// Consecutive touches of a channel are one: D,A,B,C,D,C.
    Exposure,
    /// The first touch of each channel: D,A,B,C.
    First,
}

impl Transform {
    /// The indices of the touches that are kept, ascending.
    pub fn kept(self, channels: &[u32]) -> Vec<u32> {
        let mut kept = Vec::new();
        match self {
            Self::Unique => kept.extend(0..channels.len() as u32),
            Self::Exposure => runs(channels, &mut kept),
            Self::First => {
                let mut seen = std::collections::BTreeSet::new();
                let fresh =
                    |(at, channel): (usize, &u32)| seen.insert(*channel).then_some(at as u32);
                kept.extend(channels.iter().enumerate().filter_map(fresh));
            }
        }
        kept
    }
}

/// Distinct channels in order of first touch, and how often each occurs: D(2),A(1),B(2),C(3).
pub fn frequency(channels: &[u32]) -> Vec<(u32, u32)> {
    let kept = Transform::First.kept(channels);
    let count = |at: &u32| {
        let channel = channels[*at as usize];
        (
            channel,
            channels.iter().filter(|other| **other == channel).count() as u32,
        )
    };
    kept.iter().map(count).collect()
}

/// The first touch of each run of a channel.
pub fn runs(channels: &[u32], kept: &mut Vec<u32>) {
    kept.clear();
    let starts = |at: &usize| *at == 0 || channels[*at] != channels[at - 1];
    kept.extend((0..channels.len()).filter(starts).map(|at| at as u32));
}

/// The items at the kept indices.
pub fn pick<T: Copy>(items: &[T], kept: &[u32], picked: &mut Vec<T>) {
    picked.clear();
    picked.extend(kept.iter().map(|at| items[*at as usize]));
}

/// Where milestones lie after runs were collapsed: on the touch that stands for theirs.
pub fn milestones(at: Milestones, kept: &[u32]) -> Milestones {
    let moved = |touch: Option<usize>| {
        touch.map(|touch| {
            kept.partition_point(|start| *start as usize <= touch)
                .saturating_sub(1)
        })
    };
    Milestones {
        lead: moved(at.lead),
        opportunity: moved(at.opportunity),
        closed: moved(at.closed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of google/fractribution, py/README.md, with A = 0, B = 1, C = 2, D = 3.
    const PATH: [u32; 8] = [3, 0, 1, 1, 2, 3, 2, 2];

    #[test]
    fn the_published_example_comes_out() {
        let seen = |transform: Transform| {
            let mut picked = Vec::new();
            pick(&PATH, &transform.kept(&PATH), &mut picked);
            picked
        };
        assert_eq!(seen(Transform::Unique), PATH);
        assert_eq!(seen(Transform::Exposure), [3, 0, 1, 2, 3, 2]);
        assert_eq!(seen(Transform::First), [3, 0, 1, 2]);
        assert_eq!(frequency(&PATH), [(3, 2), (0, 1), (1, 2), (2, 3)]);
    }

    #[test]
    fn milestones_follow_the_run_that_swallows_their_touch() {
        let kept = Transform::Exposure.kept(&PATH);
        let at = Milestones {
            lead: Some(3),
            opportunity: Some(4),
            closed: Some(7),
        };
        let expected = Milestones {
            lead: Some(2),
            opportunity: Some(3),
            closed: Some(5),
        };
        assert_eq!(milestones(at, &kept), expected);
    }
}
