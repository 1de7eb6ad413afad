//! Whether a header fits a profile, and which of its cells fills which column.

use std::sync::Arc;

use crate::ingest::header::split_currency;
use crate::schema::Kind;

use super::{Layout, Pattern, Profile};

/// A header cell assigned to a column.
#[derive(Clone, Debug)]
pub struct Assigned {
    /// Index in [`Profile::columns`].
    pub column: usize,
    /// Index of the cell in the header.
    pub cell: usize,
    /// The currency in the header's brackets.
    pub currency: Option<String>,
}

/// A header that fits a profile.
#[derive(Clone, Debug)]
pub struct Match {
    /// The profile.
    pub profile: Arc<Profile>,
    /// Which cell fills which column.
    pub assigned: Vec<Assigned>,
}

impl Match {
    /// Better matches first: priority, then columns used, then fewer columns known.
    pub(super) fn score(&self) -> (i32, usize) {
        (self.profile.priority, self.assigned.len())
    }
}

impl Profile {
    /// Assigns the cells of a header, if the signature holds.
    pub(super) fn matched(self: &Arc<Self>, header: &[String], preamble: &str) -> Option<Match> {
        if self.layout != Layout::Rows {
            return None;
        }
        let assigned = self.assign(header);
        let found = |name: &String| {
            assigned
                .iter()
                .any(|one| self.columns[one.column].name == *name)
        };
        let present = |pattern: &Pattern| header.iter().any(|cell| pattern.matches(cell));
        let holds = self.needs.iter().all(|group| group.iter().any(found))
            && self.headers.iter().all(present)
            && (self.any.is_empty() || self.any.iter().any(present))
            && !self.without.iter().any(present)
            && self
                .preamble
                .as_ref()
                .is_none_or(|pattern| pattern.is_match(preamble))
            && (!self.strict || self.mostly_canonical(&assigned, header));
        holds.then(|| Match {
            profile: Arc::clone(self),
            assigned,
        })
    }

    fn mostly_canonical(&self, assigned: &[Assigned], header: &[String]) -> bool {
        let filled = header.iter().filter(|cell| !cell.is_empty()).count();
        assigned.len() >= 2 && assigned.len() * 10 >= filled * 6
    }

    pub(super) fn assign(&self, header: &[String]) -> Vec<Assigned> {
        let mut assigned = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            if let Some((cell, currency)) = column
                .patterns
                .iter()
                .find_map(|pattern| find_cell(pattern, column.kind, header))
            {
                assigned.push(Assigned {
                    column: index,
                    cell,
                    currency,
                });
            }
        }
        assigned
    }

    /// What keeps a header from matching, in words.
    pub(super) fn missing(&self, header: &[String]) -> (usize, String) {
        let assigned = self.assign(header);
        let found = |name: &String| {
            assigned
                .iter()
                .any(|one| self.columns[one.column].name == *name)
        };
        let lacking: Vec<String> = self
            .needs
            .iter()
            .filter(|group| !group.iter().any(found))
            .map(|group| {
                group
                    .iter()
                    .take(3)
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(" or ")
            })
            .collect();
        let hits = assigned.len();
        let what = if lacking.is_empty() {
            "the headers by which it is known".to_owned()
        } else {
            lacking.join(", ")
        };
        (
            hits,
            format!("{} ({hits} columns known, lacks {what})", self.name),
        )
    }
}

fn find_cell(pattern: &Pattern, kind: Kind, header: &[String]) -> Option<(usize, Option<String>)> {
    let exact = header
        .iter()
        .position(|cell| pattern.matches(cell))
        .map(|at| (at, None));
    if exact.is_some() || kind != Kind::Money {
        return exact;
    }
    header.iter().enumerate().find_map(|(at, cell)| {
        let (name, code) = split_currency(cell)?;
        pattern.matches(name).then_some((at, Some(code)))
    })
}
