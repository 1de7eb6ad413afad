//! What of the subject of a test `--where` leaves: a test says nothing of a part of what it was about, so that it counts
//! where all of that passes.
//!
//! The rows tell it: those of the spend of ads, those of outcomes of what has no spend. A platform without either goes by
//! the conditions on platforms.

use std::collections::BTreeMap;

use crate::project::{Creators, Tested};
use crate::report::{Dataset, FUNCTION, Filter, earners};
use crate::schema::{Function, col};

use super::codes::{self, Coded};
use super::exports::{Earner, column};

/// Rows that pass, and rows in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Rows {
    kept: usize,
    all: usize,
}

impl Rows {
    fn some(self) -> Option<Self> {
        (self.all > 0).then_some(self)
    }

    fn pass(self) -> bool {
        self.kept == self.all
    }
}

/// What the conditions leave of everything that may have been tested; nothing is left out where there are none.
#[derive(Clone, Debug, Default)]
pub struct Subjects {
    filters: Vec<Filter>,
    spend: BTreeMap<(String, Function), Rows>,
    earned: BTreeMap<Earner, Rows>,
    /// All media that stands outside of exports passes.
    others_pass: bool,
}

impl Subjects {
    /// Of the rows of a period, and those of them that pass; and whether all media that no export holds does.
    pub fn of(
        filters: &[Filter],
        [all, kept]: [&Dataset; 2],
        creators: Option<&Creators>,
        others_pass: bool,
    ) -> Self {
        let mut found = Self {
            filters: filters.to_vec(),
            others_pass,
            ..Self::default()
        };
        for (dataset, passes) in [(all, false), (kept, true)] {
            let add = |rows: &mut Rows| match passes {
                true => rows.kept += 1,
                false => rows.all += 1,
            };
            if let Some(frame) = dataset.frames.get("ad_spend") {
                let (platform, ruled) = (column(frame, col::PLATFORM), column(frame, FUNCTION));
                for (name, ruled) in platform.into_iter().zip(ruled) {
                    let function = ruled.and_then(Function::named).unwrap_or(Function::Paid);
                    let key = (name.unwrap_or_default().to_owned(), function);
                    add(found.spend.entry(key).or_default());
                }
            }
            if let Some(frame) = dataset.frames.get("conversions") {
                let codes = codes::used(frame, creators, &mut Coded::default());
                let deal = column(frame, col::DEAL_ID);
                for (row, own) in earners(frame).into_iter().enumerate() {
                    let code = codes[row].filter(|_| deal[row].is_none());
                    if let Some(earner) = codes::earner(own, code) {
                        add(found.earned.entry(earner).or_default());
                    }
                }
            }
        }
        found
    }

    /// Whether all of what was tested passes.
    pub fn pass(&self, tested: Tested) -> bool {
        if self.filters.is_empty() {
            return true;
        }
        match tested {
            Tested::All => {
                let rows = [self.spent(|_, _| true), self.earned(|_| true)];
                let rows = sum(rows.into_iter()).some();
                rows.is_some_and(Rows::pass) && self.others_pass
            }
            Tested::Paid => {
                let spent = self.spent(|_, _| true).some();
                let rows = spent.or_else(|| self.earned(Earner::is_of_ads).some());
                rows.is_some_and(Rows::pass) && self.others_pass
            }
            Tested::Organic => self.outcomes(&[Earner::Organic, Earner::Employees]),
            Tested::Creators => self.outcomes(&[Earner::Creators]),
            Tested::Employees => self.outcomes(&[Earner::Employees]),
            Tested::Platform(name, function) => {
                let is_its = |of: Function| function.is_none_or(|own| own == of);
                let spent = self.spent(|platform, of| platform == name && is_its(of));
                let ads = Earner::Ads(name.to_owned());
                let rows = spent
                    .some()
                    .or_else(|| self.earned(|own| *own == ads).some());
                rows.map_or_else(|| self.platform_passes(name), Rows::pass)
            }
        }
    }

    fn spent(&self, wanted: impl Fn(&str, Function) -> bool) -> Rows {
        let own = self.spend.iter();
        let own = own.filter(|((platform, function), _)| wanted(platform, *function));
        sum(own.map(|(_, rows)| *rows))
    }

    fn earned(&self, wanted: impl Fn(&Earner) -> bool) -> Rows {
        let own = self.earned.iter().filter(|(earner, _)| wanted(earner));
        sum(own.map(|(_, rows)| *rows))
    }

    fn outcomes(&self, of: &[Earner]) -> bool {
        let rows = self.earned(|earner| of.contains(earner)).some();
        rows.is_some_and(Rows::pass)
    }

    /// Of what no row is of, only conditions on platforms say anything.
    fn platform_passes(&self, name: &str) -> bool {
        let mut filters = self.filters.iter();
        filters.all(|filter| filter.key == col::PLATFORM && filter.test.passes(name))
    }
}

fn sum(all: impl Iterator<Item = Rows>) -> Rows {
    all.fold(Rows::default(), |sum, rows| Rows {
        kept: sum.kept + rows.kept,
        all: sum.all + rows.all,
    })
}
