//! Cost of days on which nothing was spent: a retainer that runs on after the ads, hours before the first of them, a
//! media invoice of a month without an export. No row of spend can bear it, so that it gets rows of its own: a month
//! keeps its cost, and all months together have all of it.

use std::collections::BTreeSet;

use polars::functions::concat_df_diagonal;
use polars::prelude::DataFrame;

use crate::error::Result;
use crate::metrics::computed;
use crate::schema::{Amount, Function, cells, col};
use crate::time::{Calendar, Grain, Period};

use super::budget::each;
use super::dataset::Dataset;
use super::join::{AMBIGUOUS, NO_MATCH, money};
use super::keys::FUNCTION;

/// The key of cost that falls where nothing was spent.
pub const NO_SPEND: &str = "(no spend)";

/// A part of the cost of paid media that no row of spend bears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unspent {
    /// The platform whose media it is; `None` is all else.
    pub platform: Option<String>,
    /// The days on which it falls; `None` where nobody says.
    pub days: Option<Period>,
    /// The money.
    pub amount: Amount,
}

/// The sentence for under the table.
pub fn told(left: &[Unspent]) -> Option<String> {
    let sum: Amount = left.iter().map(|part| part.amount).sum();
    let has_other = left.iter().any(|part| part.platform.is_none());
    let under = match has_other {
        true => format!(", under {NO_SPEND} where it is not media of a platform"),
        false => String::new(),
    };
    (!left.is_empty()).then(|| {
        format!(
            "{} of cost falls in months in which none of the spend can bear it, and has rows of its own{under}",
            money(sum)
        )
    })
}

/// Spend with rows for what none of its rows bears, one for each day, so that every stretch of time has its part. `spent`
/// is their spend: zero, or nothing where no file tells of these days. `whole` has the outcomes of all days.
///
/// # Errors
/// Where polars refuses a column.
pub fn with_rows(
    frame: DataFrame,
    left: &[Unspent],
    spent: Option<i128>,
    whole: &Dataset,
) -> Result<DataFrame> {
    let outcomes = Outcomes::of(whole);
    let rows: Vec<(Option<&str>, Option<i32>, i128)> = left
        .iter()
        .flat_map(|part| {
            let platform = part.platform.as_deref();
            let days = by_day(part).into_iter();
            days.map(move |(day, units)| (platform, day, units))
        })
        .collect();
    let days = || rows.iter().map(|(_, day, _)| *day).collect::<Vec<_>>();
    let names = || {
        let own = rows.iter();
        own.map(|(platform, ..)| Some(platform.unwrap_or(NO_SPEND)))
    };
    let cost = rows.iter().map(|(.., units)| Some(*units)).collect();
    let covered = |units: i128, (platform, day): (Option<&str>, Option<i32>)| {
        outcomes.cover(platform, day).then_some(units)
    };
    let own = || {
        rows.iter()
            .map(|(platform, day, units)| (*units, (*platform, *day)))
    };
    let no_spend = || std::iter::repeat_n(Some(NO_SPEND), rows.len());
    let mut columns = vec![
        cells::day_column(col::PERIOD_START, days()),
        cells::day_column(col::PERIOD_END, days()),
        cells::text_column(col::PLATFORM, names()),
        cells::text_column(col::CHANNEL, no_spend()),
        cells::text_column(col::CAMPAIGN, no_spend()),
        cells::constant_column(FUNCTION, Function::Paid.name(), rows.len()),
        cells::amount_column(col::SPEND, vec![spent; rows.len()]),
        cells::amount_column(
            computed::SPEND_COVERED,
            own().map(|(_, of)| covered(0, of).and(spent)).collect(),
        ),
        cells::amount_column(
            computed::COST,
            own().map(|(units, of)| covered(units, of)).collect(),
        ),
        cells::amount_column(computed::FULL_COST, cost),
    ];
    columns.retain(|column| frame.column(column.name()).is_ok());
    let more = DataFrame::new(rows.len(), columns)?;
    Ok(concat_df_diagonal(&[frame, more])?)
}

/// What falls on each day; the days sum to the amount exactly.
fn by_day(part: &Unspent) -> Vec<(Option<i32>, i128)> {
    let Some(days) = part.days else {
        return vec![(None, part.amount.0)];
    };
    let by = |count: i64| part.amount.of_days(count, days.days());
    let own = (0..).zip(each(&days));
    own.map(|(at, day)| (Some(cells::day_number(day)), (by(at + 1) - by(at)).0))
        .collect()
}

/// Of which platforms and months outcomes are known.
#[derive(Default)]
struct Outcomes<'d> {
    platforms: BTreeSet<&'d str>,
    /// First and last day; `None` where outcomes have no date.
    days: Option<(i32, i32)>,
}

impl<'d> Outcomes<'d> {
    fn of(whole: &'d Dataset) -> Self {
        let Some(frame) = whole.frames.get("conversions") else {
            return Self::default();
        };
        let names = cells::texts(frame, col::PLATFORM).unwrap_or_default();
        let joined = names.into_iter().flatten();
        let starts = cells::days(frame, col::PERIOD_START);
        let span = cells::span(frame, col::PERIOD_START, col::PERIOD_END);
        Self {
            platforms: joined
                .filter(|name| ![NO_MATCH, AMBIGUOUS].contains(name))
                .collect(),
            days: span.filter(|_| starts.iter().all(Option::is_some)),
        }
    }

    /// Whether the return of a cost can be known, as that of spend is: of platforms with joined outcomes, in the months
    /// that the outcomes are about. What is no platform's is covered where any is.
    fn cover(&self, platform: Option<&str>, day: Option<i32>) -> bool {
        let is_known = match platform {
            Some(name) => self.platforms.contains(name),
            None => !self.platforms.is_empty(),
        };
        let month = |day: i32| {
            let day = cells::day_of(day)?;
            Some(Grain::Month.bucket(day, Calendar::Gregorian).start())
        };
        let (Some(day), Some((first, last))) = (day, self.days) else {
            return is_known;
        };
        is_known && (month(first)..=month(last)).contains(&month(day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_sum_to_the_cost_of_their_month() {
        let day = |day: &str| day.parse().unwrap();
        for amount in [Amount::whole(100), -Amount::whole(100), Amount(7)] {
            let part = Unspent {
                platform: None,
                days: Period::new(day("2026-02-01"), day("2026-02-28")).ok(),
                amount,
            };
            let rows = by_day(&part);
            assert_eq!(rows.len(), 28);
            let sum: i128 = rows.iter().map(|(_, units)| units).sum();
            assert_eq!(sum, amount.0);
        }
    }
}
