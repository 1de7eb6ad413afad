//! What the cells of a column prove about the order of day and month.

use chrono::NaiveDate;

use super::DateError;
use super::written::Written;

/// Which part of a numeric date comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// 31/12/2026
    Dmy,
    /// 12/31/2026
    Mdy,
    /// 26/12/31; four-digit years come first without being told.
    Ymd,
}

impl DateOrder {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
            Self::Ymd => "ymd",
        }
    }
}

/// Gathers, cell by cell, in which order a column writes its dates.
#[derive(Clone, Debug, Default)]
pub struct OrderEvidence {
    dmy_only: Option<String>,
    mdy_only: Option<String>,
    ymd_only: Option<String>,
    /// The first cell that reads both ways, with its readings.
    either: Option<(String, NaiveDate, NaiveDate)>,
    agrees: bool,
    /// Some cell can't have the year first.
    not_ymd: bool,
}

/// What the cells seen so far say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderVerdict {
    /// Some cells read only in this order, none only in another.
    Order(DateOrder),
    /// Every date is ISO or names its month, or there is none.
    NotNeeded,
    /// Every numeric date reads the same either way, like 1/1/2026.
    BothAgree,
    /// Cells read both ways and nothing decides.
    Ambiguous {
        /// The first such cell.
        sample: String,
        /// Its reading with the day first.
        dmy: NaiveDate,
        /// Its reading with the month first.
        mdy: NaiveDate,
    },
    /// No one order reads all cells.
    Contradiction {
        /// The first cell that needs the day first.
        dmy_only: String,
        /// The first cell that needs the month first.
        mdy_only: String,
    },
}

impl OrderEvidence {
    /// Takes in a cell; text that is no date proves nothing.
    pub fn observe(&mut self, text: &str) {
        // ISO cells prove nothing and are the most.
        if matches!(text.as_bytes(), [year @ .., b'-', _, _, b'-', _, _] if year.len() == 4) {
            return;
        }
        let Some(written) = Written::of(text).filter(Written::is_ordered) else {
            return;
        };
        let dmy = written.read(DateOrder::Dmy);
        let mdy = written.read(DateOrder::Mdy);
        let slot = match (dmy, mdy) {
            (Some(_), None) => &mut self.dmy_only,
            (None, Some(_)) => &mut self.mdy_only,
            (None, None) if written.is_year_first() && written.read(DateOrder::Ymd).is_some() => {
                &mut self.ymd_only
            }
            (None, None) => return,
            (Some(_), Some(_)) => {
                self.not_ymd |= written.read(DateOrder::Ymd).is_none();
                match written.reading(None) {
                    Err(DateError::Ambiguous { dmy, mdy }) => {
                        self.either
                            .get_or_insert_with(|| (text.to_owned(), dmy, mdy));
                    }
                    _ => self.agrees = true,
                }
                return;
            }
        };
        self.not_ymd |= written.read(DateOrder::Ymd).is_none();
        if slot.is_none() {
            *slot = Some(text.to_owned());
        }
    }

    /// Adds what another part of the same column proved; samples of `self` go first.
    pub fn merge(&mut self, later: Self) {
        self.dmy_only = self.dmy_only.take().or(later.dmy_only);
        self.mdy_only = self.mdy_only.take().or(later.mdy_only);
        self.ymd_only = self.ymd_only.take().or(later.ymd_only);
        self.either = self.either.take().or(later.either);
        self.agrees |= later.agrees;
        self.not_ymd |= later.not_ymd;
    }

    /// What the cells say so far.
    pub fn verdict(&self) -> OrderVerdict {
        if self.ymd_only.is_some() && !self.not_ymd {
            return OrderVerdict::Order(DateOrder::Ymd);
        }
        // A cell that only reads year first stands against whichever order the rest has.
        let dmy_only = self.dmy_only.as_ref().or(self.ymd_only.as_ref());
        let mdy_only = self.mdy_only.as_ref().or(self.ymd_only.as_ref());
        match (dmy_only, mdy_only, &self.either) {
            (Some(dmy), Some(mdy), _) => OrderVerdict::Contradiction {
                dmy_only: dmy.clone(),
                mdy_only: mdy.clone(),
            },
            (Some(_), None, _) => OrderVerdict::Order(DateOrder::Dmy),
            (None, Some(_), _) => OrderVerdict::Order(DateOrder::Mdy),
            (None, None, Some((sample, dmy, mdy))) => OrderVerdict::Ambiguous {
                sample: sample.clone(),
                dmy: *dmy,
                mdy: *mdy,
            },
            (None, None, None) if self.agrees => OrderVerdict::BothAgree,
            (None, None, None) => OrderVerdict::NotNeeded,
        }
    }
}
