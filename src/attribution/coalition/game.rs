//! The game behind `shapley-cr`: players are the channels that occur, v(S) is the conversion rate of everybody whose
//! channels all lie in S.

use super::sets::Set;

/// Players and the sets on which the worth of coalitions rests.
#[derive(Clone, Debug)]
pub(in crate::attribution) struct Game {
    /// Channel of each player, ascending.
    pub players: Vec<u32>,
    /// Players of each set, one after the other.
    members: Vec<u32>,
    /// Where each set ends in `members`.
    ends: Vec<usize>,
    /// Conversions of each set.
    pub conversions: Vec<f64>,
    /// Conversions and nulls of each set.
    pub everybody: Vec<f64>,
}

impl Game {
    pub fn new(sets: &[Set]) -> Self {
        let mut players: Vec<u32> = sets.iter().flat_map(|set| &set.channels).copied().collect();
        players.sort_unstable();
        players.dedup();
        let mut game = Self {
            players,
            members: Vec::new(),
            ends: Vec::new(),
            conversions: Vec::new(),
            everybody: Vec::new(),
        };
        for set in sets {
            let place =
                |channel: &u32| game.players.partition_point(|player| player < channel) as u32;
            game.members.extend(set.channels.iter().map(place));
            game.ends.push(game.members.len());
            game.conversions.push(set.conversions);
            game.everybody.push(set.conversions + set.nulls);
        }
        game
    }

    /// The players of each set.
    pub fn sets(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, end)| &self.members[start..*end])
    }

    /// The worth of the coalition of all.
    pub fn rate(&self) -> f64 {
        rate(self.conversions.iter().sum(), self.everybody.iter().sum())
    }
}

/// Conversions per head; nobody there, nothing earned.
pub(super) fn rate(conversions: f64, everybody: f64) -> f64 {
    if everybody > 0.0 {
        conversions / everybody
    } else {
        0.0
    }
}
