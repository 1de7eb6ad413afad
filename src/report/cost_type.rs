//! Types of cost: the eight whose sum is a full cost, and incidents.

use crate::error::{Error, Result};

/// What money was spent on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CostType {
    /// Ads; what the exports hold, and what comes beside it.
    Media,
    /// Software and subscriptions.
    Tools,
    /// Agencies and freelancers.
    Agency,
    /// Photographs, films, texts.
    Content,
    /// Creators and influencers.
    Creators,
    /// Wages with what comes on top of them.
    Labour,
    /// Training.
    Training,
    /// A share of what the whole house costs.
    Overhead,
    /// What a crisis cost: a cost, but no part of what makes a cost full, as most periods have none.
    Incidents,
}

/// Words that people use for them.
const SYNONYMS: [(&str, CostType); 12] = [
    ("ads", CostType::Media),
    ("software", CostType::Tools),
    ("freelancers", CostType::Agency),
    ("production", CostType::Content),
    ("influencers", CostType::Creators),
    ("labor", CostType::Labour),
    ("people", CostType::Labour),
    ("salaries", CostType::Labour),
    ("staff", CostType::Labour),
    ("wages", CostType::Labour),
    ("office", CostType::Overhead),
    ("crisis", CostType::Incidents),
];

/// Names nearer than this are probably meant.
const NEAR: f64 = 0.8;

impl CostType {
    /// The types whose sum is a full cost.
    pub const FULL: [Self; 8] = [
        Self::Media,
        Self::Tools,
        Self::Agency,
        Self::Content,
        Self::Creators,
        Self::Labour,
        Self::Training,
        Self::Overhead,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Media => "media",
            Self::Tools => "tools",
            Self::Agency => "agency",
            Self::Content => "content",
            Self::Creators => "creators",
            Self::Labour => "labour",
            Self::Training => "training",
            Self::Overhead => "overhead",
            Self::Incidents => "incidents",
        }
    }

    /// A type by its name, whatever the case.
    ///
    /// # Errors
    /// [`Error::UnknownName`] with the nearest, [`Error::BadOption`] with all where none is near.
    pub fn parse(text: &str) -> Result<Self> {
        let name = text.to_lowercase();
        let all = || Self::FULL.into_iter().chain([Self::Incidents]);
        if let Some(known) = all().find(|known| known.name() == name) {
            return Ok(known);
        }
        let likeness = |known: &Self| strsim::jaro_winkler(&name, known.name());
        let meant = SYNONYMS
            .iter()
            .find(|(word, _)| *word == name)
            .map(|(_, meant)| *meant);
        let nearest = meant.or_else(|| {
            all()
                .filter(|known| likeness(known) > NEAR)
                .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
        });
        Err(match nearest {
            Some(nearest) => Error::UnknownName {
                what: "type of cost",
                name: text.into(),
                nearest: vec![nearest.name().into()],
            },
            None => Error::BadOption {
                what: format!("--cost {text}"),
                why: format!(
                    "expected {} or {}",
                    Self::FULL.map(Self::name).join(", "),
                    Self::Incidents.name()
                ),
            },
        })
    }
}
