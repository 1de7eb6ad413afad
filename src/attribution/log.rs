//! Touch logs in memory: 32 bytes a row, in shards by user, so that every user lies in one shard whole and the shards can
//! be walked side by side. Which rows come in first does not matter: each batch says where it stands.

mod days;
mod outcomes;

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use crate::error::Result;
use crate::schema::{Amount, TouchBatch, TouchFact, TouchKind, TouchRow, TouchSink, User};

pub use outcomes::OtherOutcome;

/// Shards of every log, whatever its size or the number of threads: the order of sums must not depend on either.
const SHARDS: usize = 256;

/// Shards that are walked before any of them is put away.
const WAVE: usize = 16;

/// Rows of one user, or conversions of nobody: what a batch left in one shard.
#[derive(Debug)]
struct Segment {
    place: (u32, u32),
    rows: Vec<TouchRow>,
    facts: Vec<TouchFact>,
}

/// What all shards share.
#[derive(Debug, Default)]
struct Shared {
    kinds: Vec<TouchKind>,
    touching: Vec<bool>,
    known: HashMap<TouchKind, u32>,
    currencies: Vec<String>,
    nobody: Vec<(i64, u32, TouchFact)>,
    nobody_rows: u64,
    rows: u64,
}

/// What rows without a user earned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Nobody {
    /// Rows without a user.
    pub rows: u64,
    /// Their conversions.
    pub conversions: Amount,
    /// Their value.
    pub value: Amount,
}

/// Takes batches in.
#[derive(Debug)]
pub struct LogBuilder {
    shards: Vec<Mutex<Vec<Segment>>>,
    shared: Mutex<Shared>,
}

impl Default for LogBuilder {
    fn default() -> Self {
        Self {
            shards: (0..SHARDS).map(|_| Mutex::default()).collect(),
            shared: Mutex::default(),
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn shard_of(user: User) -> usize {
    (user.0 >> 56) as usize
}

impl TouchSink for LogBuilder {
    fn take(&self, mut batch: TouchBatch) {
        let kinds = self.intern(&mut batch);
        let mut sizes = [0_usize; SHARDS];
        let mut earnless = vec![false; kinds.len()];
        for row in &batch.rows {
            sizes[shard_of(row.user)] += 1;
            earnless[row.kind as usize] |= row.fact == 0;
        }
        self.touch(&kinds, &earnless);
        let mut parts: Vec<Segment> = sizes
            .iter()
            .map(|size| Segment {
                place: batch.place,
                rows: Vec::with_capacity(*size),
                facts: Vec::new(),
            })
            .collect();
        for row in &batch.rows {
            let part = &mut parts[shard_of(row.user)];
            let fact = row.fact.checked_sub(1).map_or(0, |fact| {
                part.facts.push(batch.facts[fact as usize]);
                part.facts.len() as u32
            });
            part.rows.push(TouchRow {
                kind: kinds[row.kind as usize],
                fact,
                ..*row
            });
        }
        for (shard, part) in self.shards.iter().zip(parts) {
            if !part.rows.is_empty() {
                locked(shard).push(part);
            }
        }
    }
}

impl LogBuilder {
    /// Numbers of a batch's kinds and currencies among all of them; its facts are changed in place.
    fn intern(&self, batch: &mut TouchBatch) -> Vec<u32> {
        let mut shared = locked(&self.shared);
        shared.rows += batch.rows.len() as u64 + batch.nobody_rows;
        shared.nobody_rows += batch.nobody_rows;
        let codes: Vec<u16> = batch
            .currencies
            .iter()
            .map(|code| {
                let at = shared.currencies.iter().position(|known| known == code);
                let at = at.unwrap_or_else(|| {
                    shared.currencies.push(code.clone());
                    shared.currencies.len() - 1
                });
                u16::try_from(at + 1).unwrap_or(u16::MAX)
            })
            .collect();
        let nobodies = batch.nobody.iter_mut().map(|(_, _, fact)| fact);
        for fact in batch
            .facts
            .iter_mut()
            .chain(nobodies)
            .filter(|fact| fact.currency > 0)
        {
            fact.currency = codes[usize::from(fact.currency) - 1];
        }
        let kinds = std::mem::take(&mut batch.kinds);
        let kinds: Vec<u32> = kinds
            .into_iter()
            .map(|kind| {
                if let Some(known) = shared.known.get(&kind) {
                    return *known;
                }
                let new = shared.kinds.len() as u32;
                shared.known.insert(kind.clone(), new);
                shared.touching.push(!kind.is_bare());
                shared.kinds.push(kind);
                new
            })
            .collect();
        let nobody = std::mem::take(&mut batch.nobody).into_iter();
        shared
            .nobody
            .extend(nobody.map(|(at, kind, fact)| (at, kinds[kind as usize], fact)));
        kinds
    }

    /// Notes which kinds have rows that earn nothing: those are touches.
    fn touch(&self, kinds: &[u32], earnless: &[bool]) {
        let mut shared = locked(&self.shared);
        for (kind, _) in kinds
            .iter()
            .zip(earnless)
            .filter(|(_, earnless)| **earnless)
        {
            shared.touching[*kind as usize] = true;
        }
    }

    /// The log of everything taken in.
    pub fn finish(self) -> TouchLog {
        let mut shared = self
            .shared
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        // Rows equal in every column count once, with a user or without.
        shared.nobody.sort_unstable_by_key(|(at, kind, fact)| {
            (
                *at,
                *kind,
                fact.mark,
                fact.conversions,
                fact.value,
                fact.currency,
            )
        });
        shared.nobody.dedup();
        let shards = self
            .shards
            .into_iter()
            .map(|shard| {
                let mut segments = shard.into_inner().unwrap_or_else(PoisonError::into_inner);
                segments.sort_by_key(|segment| segment.place);
                segments
            })
            .collect();
        TouchLog {
            shards,
            kinds: shared.kinds,
            touching: shared.touching,
            currencies: shared.currencies,
            nobody: shared.nobody,
            nobody_rows: shared.nobody_rows,
            rows: shared.rows,
        }
    }
}

/// A log, complete.
#[derive(Debug)]
pub struct TouchLog {
    shards: Vec<Vec<Segment>>,
    /// What a row's kind points to, in no particular order.
    pub kinds: Vec<TouchKind>,
    /// Whether any row of each kind is a touch: one that names nothing it came through is none where it earns.
    pub touching: Vec<bool>,
    /// Codes of currencies.
    pub currencies: Vec<String>,
    nobody: Vec<(i64, u32, TouchFact)>,
    nobody_rows: u64,
    /// Rows in all.
    pub rows: u64,
}

/// The rows of some users, each user's together.
pub struct Shard {
    /// Rows by user, then by place in the files.
    pub rows: Vec<TouchRow>,
    /// What they point to.
    pub facts: Vec<TouchFact>,
}

impl TouchLog {
    /// Whether no row was read.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Walks every shard, some side by side, and gives what came of them to `each` in their order: what shards come to may be
    /// large, so that never more than a few of them are kept.
    pub fn walk<T: Send>(&self, walk: impl Fn(Shard) -> T + Sync, mut each: impl FnMut(T)) {
        for wave in self.shards.chunks(WAVE) {
            let came: Vec<T> = wave
                .par_iter()
                .map(|segments| walk(joined(segments)))
                .collect();
            came.into_iter().for_each(&mut each);
        }
    }

    /// Changes every value by its currency and day, and forgets the currencies.
    ///
    /// # Errors
    /// What `convert` refuses.
    pub fn convert(
        &mut self,
        convert: &(dyn Fn(&str, i64, Amount) -> Result<Amount> + Sync),
    ) -> Result<()> {
        let codes = std::mem::take(&mut self.currencies);
        let settle = |at: i64, fact: &mut TouchFact| {
            if let Some(code) = usize::from(fact.currency).checked_sub(1) {
                fact.value = convert(&codes[code], at, fact.value)?;
                fact.currency = 0;
            }
            Ok(())
        };
        self.nobody
            .iter_mut()
            .try_for_each(|(at, _, fact)| settle(*at, fact))?;
        self.shards
            .par_iter_mut()
            .flatten()
            .try_for_each(|segment| {
                let earning = segment.rows.iter().filter(|row| row.fact > 0);
                earning
                    .into_iter()
                    .try_for_each(|row| settle(row.at, &mut segment.facts[row.fact as usize - 1]))
            })
    }

    /// What all rows with a user earned, whatever becomes of it.
    pub fn earned(&self) -> (Amount, Amount) {
        let facts = self
            .shards
            .iter()
            .flatten()
            .flat_map(|segment| &segment.facts);
        facts.fold(
            (Amount::ZERO, Amount::ZERO),
            |(conversions, value), fact| (conversions + fact.conversions, value + fact.value),
        )
    }

    /// How many files hold conversions of users.
    pub fn converting_files(&self) -> usize {
        let converts =
            |segment: &&Segment| segment.facts.iter().any(|fact| fact.conversions.0 != 0);
        let files = self.shards.iter().flatten().filter(converts);
        files
            .map(|segment| segment.place.0)
            .collect::<BTreeSet<_>>()
            .len()
    }

    /// Rows with money that states no currency.
    pub fn silent(&self) -> u64 {
        let facts = self
            .shards
            .iter()
            .flatten()
            .flat_map(|segment| &segment.facts);
        let silent = |fact: &&TouchFact| fact.value.0 != 0 && fact.currency == 0;
        facts
            .chain(self.nobody.iter().map(|(_, _, fact)| fact))
            .filter(silent)
            .count() as u64
    }

    /// Takes money that states no currency to be in this one.
    pub fn assume(&mut self, code: &str) {
        let at = self.currencies.iter().position(|known| known == code);
        let at = at.unwrap_or_else(|| {
            self.currencies.push(code.to_owned());
            self.currencies.len() - 1
        });
        let Ok(number) = u16::try_from(at + 1) else {
            return;
        };
        let facts = self
            .shards
            .iter_mut()
            .flatten()
            .flat_map(|segment| &mut segment.facts);
        for fact in facts.chain(self.nobody.iter_mut().map(|(_, _, fact)| fact)) {
            if fact.value.0 != 0 && fact.currency == 0 {
                fact.currency = number;
            }
        }
    }

    /// What rows without a user earned within a period (its first moment and the first after it), or at any time.
    pub fn nobody(&self, period: Option<(i64, i64)>) -> Nobody {
        let inside = |at: i64| period.is_none_or(|(from, to)| (from..to).contains(&at));
        let mut sums = Nobody {
            rows: self.nobody_rows,
            ..Nobody::default()
        };
        for (_, _, fact) in self.nobody.iter().filter(|(at, ..)| inside(*at)) {
            sums.conversions += fact.conversions;
            sums.value += fact.value;
        }
        sums
    }
}

/// Segments as one shard.
fn joined(segments: &[Segment]) -> Shard {
    let count = segments.iter().map(|segment| segment.rows.len()).sum();
    let mut rows = Vec::with_capacity(count);
    let mut facts = Vec::new();
    for segment in segments {
        let base = facts.len() as u32;
        rows.extend(segment.rows.iter().map(|row| TouchRow {
            fact: if row.fact > 0 { row.fact + base } else { 0 },
            ..*row
        }));
        facts.extend_from_slice(&segment.facts);
    }
    Shard { rows, facts }
}
