//! How long a period a document is about, and the sections that go with it.

use crate::error::Result;
use crate::report::Phrase;
use crate::time::Period;

use super::draft::Draft;
use super::{Section, asked, campaigns, charts, journeys, money, organic, reconciliation};

/// Days of the longest period that fits on one page.
const PAGE_DAYS: i64 = 45;

/// The structure of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// A month or less: one page, then the data.
    Page,
    /// A quarter or more: several pages.
    Book,
}

/// A section, or the exports that it lacks; neither where it was not asked for.
pub type Built = std::result::Result<Section, Option<Missing>>;

/// A section that is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// Its heading.
    pub title: Phrase,
    /// What it needs.
    pub needs: Phrase,
}

/// Makes a section.
pub type Builder = fn(&mut Draft<'_>) -> Result<Built>;

/// Of one page: what was spent and whether it is true, what to learn from it.
const PAGE: [Builder; 5] = [
    money::section,
    campaigns::section,
    organic::section,
    journeys::section,
    asked::section,
];

/// Of several pages.
const BOOK: [Builder; 8] = [
    reconciliation::section,
    money::section,
    campaigns::section,
    charts::development,
    money::channels,
    journeys::section,
    organic::section,
    asked::section,
];

impl Span {
    /// The structure for these days; that of several pages where no days are known.
    pub fn of(days: Option<Period>) -> Self {
        match days {
            Some(days) if days.days() <= PAGE_DAYS => Self::Page,
            _ => Self::Book,
        }
    }

    /// Its sections, in the order of reading.
    pub(super) fn sections(self) -> &'static [Builder] {
        match self {
            Self::Page => &PAGE,
            Self::Book => &BOOK,
        }
    }

    /// Rows of a list of the best or the worst.
    pub(super) fn rows(self) -> usize {
        match self {
            Self::Page => 3,
            Self::Book => 5,
        }
    }
}

impl Missing {
    /// A section that is left out for want of exports.
    pub fn built(title: &'static str, needs: &'static str) -> Built {
        Err(Some(Self {
            title: Phrase::plain(title),
            needs: Phrase::plain(needs),
        }))
    }
}
