//! All profiles of a run, and the search for the one that fits.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::error::Result;
use crate::ingest::header::{normalised, split_currency};
use crate::schema;

use super::{Card, Layout, Match, Pattern, Profile};

/// All profiles that a run knows.
#[derive(Clone, Debug)]
pub struct Profiles {
    all: Vec<Arc<Profile>>,
    /// Normalised header text → profiles that know it, to skip the rest quickly.
    index: HashMap<String, Vec<usize>>,
    /// Profiles that must be asked whatever the header.
    always: Vec<usize>,
}

/// The profiles in the binary.
static BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/profiles.rs"));

impl Profiles {
    /// The built-in profiles, the canonical tables, and the user's own (which win).
    ///
    /// # Errors
    /// [`BadProfile`](crate::error::Error::BadProfile) for a user's profile that cannot be read.
    pub fn new(own: Vec<Profile>) -> Result<Self> {
        let mut all: Vec<Arc<Profile>> = Vec::new();
        for mut profile in own {
            profile.priority += 50;
            all.push(Arc::new(profile));
        }
        let built_in: Result<Vec<Arc<Profile>>> = BUILT_IN
            .par_iter()
            .map(|(path, text)| Ok(Arc::new(Profile::parse(text, path)?)))
            .collect();
        all.extend(built_in?);
        all.extend(
            schema::TABLES
                .iter()
                .map(|table| Arc::new(Profile::canonical(table))),
        );
        Ok(Self::indexed(all))
    }

    /// One profile alone.
    pub fn only(profile: Profile) -> Self {
        Self::indexed(vec![Arc::new(profile)])
    }

    fn indexed(all: Vec<Arc<Profile>>) -> Self {
        let mut index: HashMap<String, Vec<usize>> = HashMap::new();
        let mut always = Vec::new();
        for (at, profile) in all.iter().enumerate() {
            let regexes = profile.columns.iter().any(|column| {
                column
                    .patterns
                    .iter()
                    .any(|pattern| matches!(pattern, Pattern::Regex(_)))
            });
            if profile.needs.is_empty() || regexes {
                always.push(at);
                continue;
            }
            let texts = profile.columns.iter().flat_map(|column| &column.patterns);
            for pattern in texts {
                if let Pattern::Text(text) = pattern {
                    let known = index.entry(text.clone()).or_default();
                    if known.last() != Some(&at) {
                        known.push(at);
                    }
                }
            }
        }
        Self { all, index, always }
    }

    /// Every profile.
    pub fn all(&self) -> &[Arc<Profile>] {
        &self.all
    }

    /// The profile that fits a normalised header best.
    pub fn best(&self, header: &[String], preamble: &str) -> Option<Match> {
        let mut asked = vec![false; self.all.len()];
        let mut best: Option<Match> = None;
        let by_currency = header
            .iter()
            .filter_map(|cell| split_currency(cell).map(|(name, _)| name));
        let known = header
            .iter()
            .map(String::as_str)
            .chain(by_currency)
            .filter_map(|cell| self.index.get(cell))
            .flatten();
        for at in known.chain(&self.always) {
            if std::mem::replace(&mut asked[*at], true) {
                continue;
            }
            if let Some(found) = self.all[*at].matched(header, preamble)
                && best
                    .as_ref()
                    .is_none_or(|best| found.score() > best.score())
            {
                best = Some(found);
            }
        }
        best
    }

    /// A profile by its name with a normalised header, whether or not it has what the profile needs.
    pub fn by_force(&self, name: &str, header: &[String]) -> Option<Match> {
        let profile = self.all.iter().find(|profile| profile.name == name)?;
        Some(Match {
            profile: Arc::clone(profile),
            assigned: profile.assign(header),
        })
    }

    /// The card that a title line announces.
    pub fn card(&self, title: &str) -> Option<(Arc<Profile>, Card)> {
        let title = normalised(title);
        let cards = self
            .all
            .iter()
            .filter(|profile| profile.layout == Layout::Cards);
        cards.into_iter().find_map(|profile| {
            let (_, card) = profile.cards.iter().find(|(known, _)| *known == title)?;
            Some((Arc::clone(profile), card.clone()))
        })
    }

    /// The block profile that a title line belongs to.
    pub fn block(&self, title: &str) -> Option<Arc<Profile>> {
        let title = normalised(title);
        let blocks = self
            .all
            .iter()
            .filter(|profile| profile.layout == Layout::Blocks);
        blocks
            .into_iter()
            .find(|profile| profile.titles.contains(&title))
            .cloned()
    }

    /// A profile whose preamble matches, for reports that hold nothing but their preamble.
    pub fn by_preamble(&self, preamble: &str) -> Option<Arc<Profile>> {
        let fits = |profile: &&Arc<Profile>| {
            profile
                .preamble
                .as_ref()
                .is_some_and(|pattern| pattern.is_match(preamble))
        };
        self.all.iter().find(fits).cloned()
    }

    /// The profiles nearest to a header that none fits, in words, and the table of the nearest.
    pub fn closest(&self, header: &[String]) -> (Vec<String>, Option<&'static str>) {
        let missing = |profile: &Arc<Profile>| {
            let (hits, text) = profile.missing(header);
            (hits, text, profile.table.name)
        };
        let mut near: Vec<(usize, String, &str)> = self.all.iter().map(missing).collect();
        near.retain(|(hits, ..)| *hits > 1);
        near.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        near.truncate(3);
        let table = near.first().map(|(_, _, table)| *table);
        (near.into_iter().map(|(_, text, _)| text).collect(), table)
    }
}
