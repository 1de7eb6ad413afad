//! Shapley value of the conversion rate: v(S) = converting / all journeys whose channels all lie in S.
//!
//! v(∅) = 0, and a coalition in which there is nobody is worth nothing. Exact for up to 16 channels that occur, sampled with a
//! stated seed above. Values sum to the overall conversion rate and can be negative: a channel may keep worse company than it
//! replaces. Channels that appear in no null path (direct, in most exports) get too much.

mod exact;
mod game;
mod sampled;
mod sets;
#[cfg(test)]
mod tests;

pub(super) use exact::{MOST_PLAYERS, exact};
pub(super) use game::Game;
pub(super) use sampled::sampled;
pub(super) use sets::{MOST, Set, Sets};
