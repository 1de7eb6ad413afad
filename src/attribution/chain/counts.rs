//! Counts of transitions in Markov chains of order k.
//!
//! A state is the last k touches; before the first touch it is filled up with starts, so that paths shorter than k have
//! states of their own. A path leads from (start, …, start) over its touches to conversion or null, and counts as often as
//! it converted and as often as it did not: journeys, never their value, which would make the null paths vanish.

use std::collections::HashMap;

use crate::schema::Amount;

/// Keys that are an index into a plain table; beyond, a hash map.
const DENSE: u64 = 1 << 18;

/// Distinct transitions that are counted; beyond, memory would go (at about 50 bytes each) and no solver would follow.
pub(in crate::attribution) const MOST: usize = 1 << 22;

/// Transition counts of one order.
#[derive(Clone, Debug)]
pub(in crate::attribution) struct Counts {
    pub code: Code,
    table: Table,
}

#[derive(Clone, Debug)]
enum Table {
    Dense(Vec<i128>),
    Hashed(HashMap<u64, i128, foldhash::fast::FixedState>),
    /// More than [`MOST`], or more channels than a key can tell apart.
    Full,
}

/// How states and transitions are numbered.
///
/// A state is a number of `order` digits to base `channels + 1`, the oldest touch first; digit 0 is the start and
/// `channel + 1` a channel. A transition is `state · (channels + 3) + next`, where next is a digit, or `channels + 1` for
/// conversion and `channels + 2` for null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::attribution) struct Code {
    pub order: u8,
    pub channels: u64,
    /// (channels + 1)^(order − 1).
    high: u64,
}

impl Code {
    /// `None` where 64 bits are too few.
    pub fn new(order: u8, channels: usize) -> Option<Self> {
        let channels = channels as u64;
        let high = (channels + 1).checked_pow(u32::from(order) - 1)?;
        high.checked_mul(channels + 1)?.checked_mul(channels + 3)?;
        Some(Self {
            order,
            channels,
            high,
        })
    }

    /// How many keys there are.
    fn keys(self) -> u64 {
        self.high * (self.channels + 1) * (self.channels + 3)
    }

    pub fn key(self, state: u64, next: u64) -> u64 {
        state * (self.channels + 3) + next
    }

    /// The state and what comes next.
    pub fn split(self, key: u64) -> (u64, u64) {
        (key / (self.channels + 3), key % (self.channels + 3))
    }

    /// The state after a touch.
    pub fn after(self, state: u64, digit: u64) -> u64 {
        if self.order == 1 {
            return digit;
        }
        state % self.high * (self.channels + 1) + digit
    }

    pub fn conversion(self) -> u64 {
        self.channels + 1
    }

    pub fn null(self) -> u64 {
        self.channels + 2
    }

    /// The channels of a state, oldest first, without the starts.
    pub fn touches(self, state: u64) -> Vec<u32> {
        let mut found = Vec::new();
        let mut rest = state;
        while rest > 0 {
            found.push((rest % (self.channels + 1)) as u32 - 1);
            rest /= self.channels + 1;
        }
        found.reverse();
        found
    }

    /// The transitions of a path in order; `ends` are conversion, null or both.
    pub fn walk(self, path: &[u32], mut each: impl FnMut(u64)) -> u64 {
        let mut state = 0;
        for channel in path {
            let digit = u64::from(*channel) + 1;
            each(self.key(state, digit));
            state = self.after(state, digit);
        }
        state
    }
}

impl Counts {
    pub fn new(order: u8, channels: usize) -> Self {
        let Some(code) = Code::new(order, channels) else {
            let code = Code {
                order,
                channels: channels as u64,
                high: 0,
            };
            return Self {
                code,
                table: Table::Full,
            };
        };
        let table = if code.keys() <= DENSE {
            Table::Dense(vec![0; code.keys() as usize])
        } else {
            Table::Hashed(HashMap::default())
        };
        Self { code, table }
    }

    /// Counts a path that converted and failed to convert that often; negative counts are none.
    pub fn add(&mut self, path: &[u32], conversions: Amount, nulls: Amount) {
        let (converted, failed) = (conversions.0.max(0), nulls.0.max(0));
        if converted + failed == 0 {
            return;
        }
        let code = self.code;
        match &mut self.table {
            Table::Dense(cells) => {
                let last = code.walk(path, |key| cells[key as usize] += converted + failed);
                cells[code.key(last, code.conversion()) as usize] += converted;
                cells[code.key(last, code.null()) as usize] += failed;
            }
            Table::Hashed(cells) => {
                let last = code.walk(path, |key| {
                    *cells.entry(key).or_default() += converted + failed
                });
                for (end, count) in [(code.conversion(), converted), (code.null(), failed)] {
                    if count > 0 {
                        *cells.entry(code.key(last, end)).or_default() += count;
                    }
                }
                self.limit();
            }
            Table::Full => {}
        }
    }

    pub fn merge(&mut self, other: &Self) {
        match (&mut self.table, &other.table) {
            (Table::Dense(mine), Table::Dense(theirs)) => {
                for (mine, theirs) in mine.iter_mut().zip(theirs) {
                    *mine += theirs;
                }
            }
            (Table::Hashed(mine), Table::Hashed(theirs)) => {
                for (key, count) in theirs {
                    *mine.entry(*key).or_default() += count;
                }
                self.limit();
            }
            _ => self.table = Table::Full,
        }
    }

    fn limit(&mut self) {
        if let Table::Hashed(cells) = &self.table
            && cells.len() > MOST
        {
            self.table = Table::Full;
        }
    }

    /// Every transition with its count, ascending by key; `None` where there were too many.
    pub fn sorted(&self) -> Option<Vec<(u64, i128)>> {
        match &self.table {
            Table::Dense(cells) => {
                let counted = cells.iter().enumerate().filter(|(_, count)| **count > 0);
                Some(counted.map(|(key, count)| (key as u64, *count)).collect())
            }
            Table::Hashed(cells) => {
                let mut found: Vec<(u64, i128)> =
                    cells.iter().map(|(key, count)| (*key, *count)).collect();
                found.sort_unstable();
                Some(found)
            }
            Table::Full => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_the_last_touches() {
        let code = Code::new(2, 3).unwrap();
        let mut states = Vec::new();
        let last = code.walk(&[2, 0, 1], |key| {
            states.push(code.touches(code.split(key).0))
        });
        assert_eq!(states, [vec![], vec![2], vec![2, 0]]);
        assert_eq!(code.touches(last), [0, 1]);
    }

    #[test]
    fn more_channels_than_a_key_can_tell_apart_are_refused_not_mixed_up() {
        assert!(Code::new(1, 4_000_000_000).is_some());
        assert!(Code::new(4, 7_000).is_some());
        assert!(Code::new(4, 8_000).is_none());
        let mut counts = Counts::new(4, 8_000);
        counts.add(&[1], Amount::whole(1), Amount::ZERO);
        assert_eq!(counts.sorted(), None);
    }
}
