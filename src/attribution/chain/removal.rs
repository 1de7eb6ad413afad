//! Removal effects: RE_c = 1 − P₋c / P, where P₋c is P after every transition into a state that holds c leads to null.
//!
//! In a chain of order 1 one elimination does for all channels: P − P₋c is the probability to visit c and to convert, which is
//! f_c · h_c, with f_c the probability of ever visiting c and h_c that of conversion from c. In higher orders each channel's
//! removal is solved by itself; as states that hold c are only entered by a touch of c, it is enough to cut those.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::Chain;

/// Removal effects of a chain.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::attribution) struct Removal {
    /// P, the probability of conversion from the start.
    pub conversion: f64,
    /// Per channel, in [0, 1].
    pub effects: Vec<f64>,
    /// Channels on some path from which no conversion can be reached.
    pub barren: Vec<u32>,
}

/// Removal effects of all channels; all zero where nothing converts.
pub(in crate::attribution) fn removal(chain: &Chain) -> Removal {
    if chain.is_empty() {
        let effects = vec![0.0; chain.code.channels as usize];
        return Removal {
            conversion: 0.0,
            effects,
            barren: Vec::new(),
        };
    }
    if chain.code.order == 1 {
        at_once(chain)
    } else {
        one_by_one(chain)
    }
}

fn at_once(chain: &Chain) -> Removal {
    let absorbing = chain.absorbing(None);
    let conversion = absorbing.conversion.clone();
    let mut factors = absorbing.factors();
    let reached = factors.conversion(&conversion);
    let visited = factors.visits(0);
    let whole = reached[0];
    let mut removal = Removal {
        conversion: whole,
        effects: vec![0.0; chain.code.channels as usize],
        barren: Vec::new(),
    };
    for (at, state) in chain.states.iter().enumerate().skip(1) {
        let channel = (state - 1) as usize;
        if reached[at] == 0.0 {
            removal.barren.push(channel as u32);
        } else if whole > 0.0 {
            removal.effects[channel] = (visited[at] * reached[at] / whole).min(1.0);
        }
    }
    removal
}

fn one_by_one(chain: &Chain) -> Removal {
    let seen = chain.seen();
    let turns = seen.iter().filter(|seen| **seen).count() + 1;
    let whole = chain.absorbing(None).probability(0, turns);
    let without = |channel: usize| {
        if !seen[channel] || whole == 0.0 {
            return 0.0;
        }
        let rest = chain.absorbing(Some(channel as u32)).probability(0, turns);
        (1.0 - rest / whole).clamp(0.0, 1.0)
    };
    let effects: Vec<f64> = (0..seen.len()).into_par_iter().map(without).collect();
    let barren = (0..seen.len()).filter(|channel| seen[*channel] && effects[*channel] == 0.0);
    Removal {
        conversion: whole,
        barren: barren.map(|channel| channel as u32).collect(),
        effects,
    }
}

impl Chain {
    /// Per channel whether it occurs.
    pub fn seen(&self) -> Vec<bool> {
        let mut seen = vec![false; self.code.channels as usize];
        for (key, _) in &self.transitions {
            let (_, next) = self.code.split(*key);
            if (1..=self.code.channels).contains(&next) {
                seen[next as usize - 1] = true;
            }
        }
        seen
    }
}
