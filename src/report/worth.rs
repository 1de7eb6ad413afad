//! What revenue is worth: at the margin of its days, so that no figure hangs on how a period is cut.
//!
//! A row whose days have several margins is shared out by days, as the ledger does with its lines. A row of days without
//! margins of their own, or without a date, is worth its revenue times the margin of all.

use chrono::NaiveDate;
use polars::prelude::DataFrame;

use crate::error::Result;
use crate::metrics::computed as added;
use crate::schema::{Amount, cells, col};
use crate::time::Period;

use super::costs::days_of;
use super::options::ReportOptions;

/// The margins that count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Margins {
    /// That of all days without one of their own; `None` where none was given, so that revenue counts whole.
    all: Option<Amount>,
    /// Those of single days; where several hold for a day, the first counts.
    own: Vec<(Period, Amount)>,
}

/// Columns that are a revenue at its margin, with that revenue.
const WORTHS: [(&str, &str); 3] = [
    (col::VALUE, added::REVENUE_JOINED),
    (added::CONTRIBUTION_JOINED, added::REVENUE_JOINED),
    (added::CONTRIBUTION, col::REVENUE),
];

impl Margins {
    /// Those of a report.
    pub fn of(options: &ReportOptions) -> Self {
        Self {
            all: options.margin,
            own: options.margins.clone(),
        }
    }

    /// Whether more than one margin holds within some days, within all days where none are given.
    pub fn differ(&self, days: Option<&Period>) -> bool {
        let always = Period {
            start: NaiveDate::MIN,
            end: NaiveDate::MAX,
        };
        let all = self.all.unwrap_or(Amount::whole(1));
        let found = self.stretches(days.unwrap_or(&always), all);
        found.windows(2).any(|pair| pair[0].1 != pair[1].1)
    }

    /// A column of revenue at the margin of the days of each row; `None` where the frame has no such column.
    pub fn worth(&self, frame: &DataFrame, revenue: &str) -> Option<Vec<Option<i128>>> {
        let revenue = cells::amounts(frame, revenue)?.into_iter();
        let all = self.all.unwrap_or(Amount::whole(1));
        let of = |(units, days): (Option<i128>, Option<Period>)| {
            let units = Amount(units?);
            match days.filter(|_| !self.own.is_empty()) {
                Some(days) => self.of_days(units, &days, all),
                None => units.times(all),
            }
        };
        let rows = revenue.zip(days_of(frame));
        Some(rows.map(|row| of(row).map(|worth| worth.0)).collect())
    }

    /// Revenue of several days, each stretch of them at its margin. Every running sum is the exact one rounded towards
    /// zero, so that the stretches sum to the whole.
    fn of_days(&self, revenue: Amount, days: &Period, all: Amount) -> Option<Amount> {
        let (mut past, mut given, mut worth) = (0, Amount::ZERO, Amount::ZERO);
        for (stretch, margin) in self.stretches(days, all) {
            past += stretch.days();
            let due = revenue.of_days(past, days.days());
            worth = worth.plus((due - given).times(margin)?)?;
            given = due;
        }
        Some(worth)
    }

    /// The days cut where margins of their own begin and end, in order, each stretch with its margin.
    fn stretches(&self, days: &Period, all: Amount) -> Vec<(Period, Amount)> {
        let (mut left, mut found) = (vec![*days], Vec::new());
        for (own, margin) in &self.own {
            let common = left.iter().filter_map(|one| one.overlap(own));
            found.extend(common.map(|common| (common, *margin)));
            left = left.iter().flat_map(|one| one.without(own)).collect();
        }
        found.extend(left.into_iter().map(|rest| (rest, all)));
        found.sort();
        found
    }

    /// Works the columns that are a revenue at its margin out anew, where rows were cut into parts of fewer days.
    ///
    /// # Errors
    /// Where polars refuses a column.
    pub fn renew(&self, frame: &mut DataFrame) -> Result<()> {
        for (name, revenue) in WORTHS {
            let known = frame.column(name).is_ok();
            if let Some(worth) = self.worth(frame, revenue).filter(|_| known) {
                frame.with_column(cells::amount_column(name, worth))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str) -> Period {
        Period::new(from.parse().unwrap(), to.parse().unwrap()).unwrap()
    }

    fn amount(text: &str) -> Amount {
        Amount::from_plain(text).unwrap()
    }

    /// Half of all, a fifth of August: of 9200 over July, August and September 3100 × 0.5 + 3100 × 0.2 + 3000 × 0.5 = 3670.
    #[test]
    fn revenue_of_several_months_is_worth_the_margin_of_each() {
        let august = period("2026-08-01", "2026-08-31");
        let margins = Margins {
            all: Some(amount("0.5")),
            own: vec![(august, amount("0.2"))],
        };
        let worth = |from, to, revenue| {
            let days = period(from, to);
            margins.of_days(amount(revenue), &days, amount("0.5"))
        };
        for (from, to, revenue, expected) in [
            ("2026-07-01", "2026-09-30", "9200", "3670"),
            ("2026-08-01", "2026-08-31", "3100", "620"),
            ("2026-08-31", "2026-09-01", "-2", "-0.7"),
            ("2026-10-01", "2026-10-31", "100", "50"),
        ] {
            assert_eq!(
                worth(from, to, revenue),
                Some(amount(expected)),
                "{from}..{to}"
            );
        }
    }
}
