//! What of a line falls into which days, before its margin and after it.

use crate::schema::Amount;
use crate::time::Period;

/// What of a line falls into some days: money before the margin and after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fall {
    /// The days.
    pub days: Period,
    /// What the next factor multiplies.
    pub money: Amount,
    /// The same at the margin of these days.
    pub worth: Amount,
    /// The same at the lowest and at the highest margin of these days.
    pub ends: [Amount; 2],
}

impl Fall {
    /// What no margin, or none with a range, multiplies.
    pub fn plain(days: Period, money: Amount, worth: Amount) -> Self {
        let ends = [worth; 2];
        Self {
            days,
            money,
            worth,
            ends,
        }
    }

    /// The same with another amount for each of its own; `None` where one has none.
    pub fn map(&self, of: impl Fn(Amount) -> Option<Amount>) -> Option<Self> {
        Some(Self {
            days: self.days,
            money: of(self.money)?,
            worth: of(self.worth)?,
            ends: [of(self.ends[0])?, of(self.ends[1])?],
        })
    }

    /// What is left of it without a part.
    pub fn less(&self, part: &Self) -> Self {
        let [low, high] = self.ends;
        Self {
            days: self.days,
            money: self.money - part.money,
            worth: self.worth - part.worth,
            ends: [low - part.ends[0], high - part.ends[1]],
        }
    }
}
