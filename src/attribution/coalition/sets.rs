//! How often each set of channels converted and how often it did not.

use std::collections::HashMap;

use crate::schema::Amount;

/// Distinct sets that are counted; beyond, memory would go.
pub(in crate::attribution) const MOST: usize = 1 << 20;

/// Conversions and nulls, in units of an [`Amount`].
type Ends = [i128; 2];

/// Counts per set of channels.
#[derive(Clone, Debug)]
pub(in crate::attribution) struct Sets {
    table: Table,
    sorted: Vec<u32>,
}

#[derive(Clone, Debug)]
enum Table {
    /// Up to 64 channels: a set is a mask.
    Masks(HashMap<u64, Ends, foldhash::fast::FixedState>),
    /// More channels: a set is a sorted list.
    Lists(HashMap<Box<[u32]>, Ends, foldhash::fast::FixedState>),
    /// More than [`MOST`].
    Full,
}

/// One set with how often it converted and did not.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::attribution) struct Set {
    /// Ascending.
    pub channels: Vec<u32>,
    pub conversions: f64,
    pub nulls: f64,
}

impl Sets {
    pub fn new(channels: usize) -> Self {
        let table = if channels <= 64 {
            Table::Masks(HashMap::default())
        } else {
            Table::Lists(HashMap::default())
        };
        Self {
            table,
            sorted: Vec::new(),
        }
    }

    /// Counts a path by its distinct channels, in whatever order; negative counts are none.
    pub fn add(&mut self, distinct: &[u32], conversions: Amount, nulls: Amount) {
        let ends = [conversions.0.max(0), nulls.0.max(0)];
        if ends != [0, 0] {
            self.count(distinct, ends);
        }
    }

    fn count(&mut self, distinct: &[u32], ends: Ends) {
        let size = match &mut self.table {
            Table::Masks(sets) => {
                let mask = distinct.iter().fold(0, |mask, channel| mask | 1 << channel);
                increase(sets.entry(mask).or_default(), ends);
                sets.len()
            }
            Table::Lists(sets) => {
                self.sorted.clear();
                self.sorted.extend_from_slice(distinct);
                self.sorted.sort_unstable();
                if let Some(known) = sets.get_mut(self.sorted.as_slice()) {
                    increase(known, ends);
                } else {
                    sets.insert(self.sorted.as_slice().into(), ends);
                }
                sets.len()
            }
            Table::Full => return,
        };
        if size > MOST {
            self.table = Table::Full;
        }
    }

    pub fn merge(&mut self, other: &Self) {
        match &other.table {
            Table::Masks(sets) => sets
                .iter()
                .for_each(|(mask, ends)| self.count(&members(*mask), *ends)),
            Table::Lists(sets) => sets.iter().for_each(|(list, ends)| self.count(list, *ends)),
            Table::Full => self.table = Table::Full,
        }
    }

    /// All sets in order; `None` where there were too many.
    pub fn sorted(&self) -> Option<Vec<Set>> {
        let set = |channels: Vec<u32>, ends: &Ends| Set {
            channels,
            conversions: Amount(ends[0]).to_f64(),
            nulls: Amount(ends[1]).to_f64(),
        };
        let mut found: Vec<Set> = match &self.table {
            Table::Masks(sets) => sets
                .iter()
                .map(|(mask, ends)| set(members(*mask), ends))
                .collect(),
            Table::Lists(sets) => sets
                .iter()
                .map(|(list, ends)| set(list.to_vec(), ends))
                .collect(),
            Table::Full => return None,
        };
        found.sort_unstable_by(|a, b| a.channels.cmp(&b.channels));
        Some(found)
    }
}

fn increase(ends: &mut Ends, by: Ends) {
    ends[0] += by[0];
    ends[1] += by[1];
}

fn members(mask: u64) -> Vec<u32> {
    (0..64).filter(|channel| mask >> channel & 1 == 1).collect()
}
