//! Which platforms state the stages of a funnel.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::report::join::AMBIGUOUS;
use crate::schema::col;

use super::ReportSource;
use super::rank::listed;

/// Which platforms state a stage, in each group: between stages of different ones there is no rate.
#[derive(Default)]
pub(super) struct Coverage {
    groups: BTreeMap<Vec<Option<String>>, Vec<Vec<String>>>,
}

impl Coverage {
    /// That of these stages in each group of a key, or in all together.
    pub fn of(source: &ReportSource<'_>, by: Option<&str>, stages: &[&str]) -> Result<Self> {
        // Of one platform all stages are that platform's.
        if by == Some(col::PLATFORM) {
            return Ok(Self::default());
        }
        let keys: Vec<&str> = by.into_iter().chain([col::PLATFORM]).collect();
        let table = source.report(&keys, stages)?.table;
        let mut coverage = Self::default();
        for row in &table.rows {
            let (platform, group) = row.keys.split_last().unwrap_or((&None, &[]));
            let platform = platform.as_deref().unwrap_or_default();
            if platform.starts_with("(no") || platform == AMBIGUOUS {
                continue;
            }
            let own = coverage.groups.entry(group.to_vec());
            let own = own.or_insert_with(|| vec![Vec::new(); stages.len()]);
            for (platforms, cell) in own.iter_mut().zip(&row.cells) {
                if cell.number().is_some() {
                    platforms.push(platform.to_owned());
                }
            }
        }
        Ok(coverage)
    }

    /// Whether two stages of a group are those of different platforms.
    pub fn differs(&self, group: &[Option<String>], from: usize, to: usize) -> bool {
        let own = self.groups.get(group);
        own.is_some_and(|stages| stages[from] != stages[to])
    }

    /// Where a rate is missing for that reason.
    pub fn sentences(&self, stages: &[&str]) -> Vec<String> {
        let Some(whole) = self.groups.get(&[][..]) else {
            let differ = |own: &Vec<Vec<String>>| own.windows(2).any(|two| two[0] != two[1]);
            let any = self.groups.values().any(differ);
            let said = "no rate between stages that cover different platforms";
            return any.then(|| said.to_owned()).into_iter().collect();
        };
        let stage = |at: usize| {
            let platforms = match &whole[at][..] {
                [] => "none".to_owned(),
                platforms => listed(platforms),
            };
            format!("{} ({platforms})", stages[at].replace('_', " "))
        };
        let differ = (1..stages.len()).filter(|at| whole[at - 1] != whole[*at]);
        differ
            .map(|at| {
                format!(
                    "no rate from {} to {}: they cover different platforms",
                    stage(at - 1),
                    stage(at)
                )
            })
            .collect()
    }
}
