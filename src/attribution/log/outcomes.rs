//! The touches of a log before outcomes that stand in no row of it: deals of a customer database, by their contacts.

use std::collections::{HashMap, HashSet};

use crate::schema::{Amount, ONE, TouchFact, TouchKind, TouchRow, User};

use super::{Segment, TouchLog, shard_of};

/// An outcome that another record has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherOutcome {
    /// Whom it is of in the log that comes of it; nobody else.
    pub user: User,
    /// Users of the log whose touches came before it.
    pub contacts: Vec<User>,
    /// Its moment.
    pub at: i64,
    /// Its value.
    pub value: Amount,
}

impl TouchLog {
    /// The log with these outcomes in the place of its conversions. Each is of a user of its own, who has all touches of
    /// its contacts up to its moment; users who are no contacts keep their touches, which led to none.
    pub fn with_outcomes(&self, outcomes: &[OtherOutcome]) -> Self {
        let mut of_contact: HashMap<User, Vec<&OtherOutcome>> = HashMap::new();
        for one in outcomes {
            for contact in &one.contacts {
                of_contact.entry(*contact).or_default().push(one);
            }
        }
        let mut shards: Vec<Segment> = (0..self.shards.len())
            .map(|_| Segment {
                place: (0, 0),
                rows: Vec::new(),
                facts: Vec::new(),
            })
            .collect();
        let mut rows = 0;
        let mut push = |user: User, at: i64, kind: u32, fact: Option<TouchFact>| {
            let shard = &mut shards[shard_of(user)];
            shard.facts.extend(fact);
            let fact = fact.map_or(0, |_| shard.facts.len() as u32);
            shard.rows.push(TouchRow {
                user,
                at,
                kind,
                fact,
            });
            rows += 1;
        };
        for segment in self.shards.iter().flatten() {
            for row in &segment.rows {
                let fact = row.fact.checked_sub(1).map(|at| segment.facts[at as usize]);
                let earns = fact.is_some_and(|fact| fact.conversions.0 != 0 || fact.value.0 != 0);
                if earns && self.kinds[row.kind as usize].is_bare() {
                    continue;
                }
                // What tells it from an equal row stays.
                let mark = fact.map(|fact| TouchFact {
                    mark: fact.mark,
                    ..TouchFact::default()
                });
                match of_contact.get(&row.user) {
                    None => push(row.user, row.at, row.kind, mark),
                    Some(own) => {
                        let before = own.iter().filter(|one| row.at <= one.at);
                        before.for_each(|one| push(one.user, row.at, row.kind, mark));
                    }
                }
            }
        }
        let (mut kinds, mut touching) = (self.kinds.clone(), self.touching.clone());
        let kind = kinds.len() as u32;
        kinds.push(TouchKind::default());
        touching.push(false);
        for one in outcomes {
            let fact = TouchFact {
                conversions: Amount(ONE),
                value: one.value,
                ..TouchFact::default()
            };
            push(one.user, one.at, kind, Some(fact));
        }
        Self {
            shards: shards.into_iter().map(|segment| vec![segment]).collect(),
            kinds,
            touching,
            currencies: Vec::new(),
            nobody: Vec::new(),
            nobody_rows: 0,
            rows,
        }
    }

    /// The moments at which any of these users bought something of value.
    pub fn sales_of(&self, asked: &HashSet<User>) -> HashMap<User, Vec<i64>> {
        let mut found: HashMap<User, Vec<i64>> = HashMap::new();
        for segment in self.shards.iter().flatten() {
            for row in &segment.rows {
                let fact = row.fact.checked_sub(1).map(|at| segment.facts[at as usize]);
                let sells = fact.is_some_and(|fact| fact.conversions.0 != 0 && fact.value.0 != 0);
                if sells && asked.contains(&row.user) {
                    found.entry(row.user).or_default().push(row.at);
                }
            }
        }
        found
    }
}
