//! Cost of days on which nothing was spent: a retainer that runs on after the ads, hours before the first of them, a
//! media invoice of a month without an export. No row of spend can bear it, so that it gets rows of its own: a month
//! keeps its cost, and all months together have all of it.

use std::collections::BTreeSet;

use polars::functions::concat_df_diagonal;
use polars::prelude::DataFrame;

use crate::error::Result;
use crate::metrics::computed;
use crate::schema::{Amount, Function, cells, channel_of_platform, col};
use crate::time::Period;

use super::budget::each;
use super::dataset::Dataset;
use super::join::{AMBIGUOUS, NO_MATCH, money};
use super::keys::FUNCTION;
use super::options::DatedCost;
use super::outcome_days::OutcomeDays;

/// The key of cost that falls where nothing was spent.
pub const NO_SPEND: &str = "(no spend)";

/// What stands against the outcomes of some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bears {
    /// Cost of the period beside media, whatever days the outcomes are about.
    Cost,
    /// Media whose outcomes are known where those of its platform and day are.
    Known,
    /// Media of days without outcomes.
    Other,
}

/// A part of the cost of paid media that no row of spend bears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unspent {
    /// The platform whose media it is; `None` is all else.
    pub platform: Option<String>,
    /// The days on which it falls; `None` where nobody says.
    pub days: Option<Period>,
    /// What it stands against.
    pub bears: Bears,
    /// The money.
    pub amount: Amount,
    /// Media of whatever function in these days, which a return on media is over.
    pub media: Amount,
}

/// The sentence for under the table.
pub fn told(left: &[Unspent]) -> Option<String> {
    let sum: Amount = left.iter().map(|part| part.amount).sum();
    let has_other = left.iter().any(|part| part.platform.is_none());
    let under = match has_other {
        true => format!(", under {NO_SPEND} where it is not media of a platform"),
        false => String::new(),
    };
    (sum != Amount::ZERO).then(|| {
        format!(
            "{} of cost falls in months in which none of the spend can bear it, and has rows of its own{under}",
            money(sum)
        )
    })
}

/// Spend with rows for what none of its rows bears, one for each day, so that every stretch of time has its part. `spent`
/// is their spend but for media of a platform: zero, or nothing where no file tells of these days. `outcomes` are those of
/// all days.
///
/// # Errors
/// Where polars refuses a column.
pub fn with_rows(
    frame: DataFrame,
    left: &[Unspent],
    spent: Option<i128>,
    outcomes: &Outcomes<'_>,
) -> Result<DataFrame> {
    let rows: Vec<Row<'_>> = left.iter().flat_map(by_day).collect();
    let days = || rows.iter().map(|row| row.day).collect::<Vec<_>>();
    let names = || {
        let own = rows.iter();
        own.map(|row| Some(row.platform.unwrap_or(NO_SPEND)))
    };
    let cost = rows.iter().map(|row| Some(row.units)).collect();
    let is_covered = |row: &Row<'_>| outcomes.cover(row.platform, row.day);
    let costs = |row: &Row<'_>| match row.bears {
        Bears::Cost => outcomes.are_joined(),
        Bears::Known => is_covered(row),
        Bears::Other => false,
    };
    let cost_of = |row: &Row<'_>| costs(row).then_some(row.units);
    // Media on record was spent, though no file tells of these days.
    let media = |row: &Row<'_>| match row.media {
        0 => spent.filter(|_| is_covered(row)),
        media => is_covered(row).then_some(media),
    };
    // Media of a platform that no export holds was not spent on nothing: how much of it is spend no file says.
    let spend = |row: &Row<'_>| spent.filter(|_| row.platform.is_none());
    // An invoice is of the channel of its platform's ads.
    let channel = |row: &Row<'_>| row.platform.and_then(channel_of_platform);
    let channels = rows
        .iter()
        .map(|row| Some(channel(row).unwrap_or(NO_SPEND)));
    let no_spend = || std::iter::repeat_n(Some(NO_SPEND), rows.len());
    let mut columns = vec![
        cells::day_column(col::PERIOD_START, days()),
        cells::day_column(col::PERIOD_END, days()),
        cells::text_column(col::PLATFORM, names()),
        cells::text_column(col::CHANNEL, channels),
        cells::text_column(col::CAMPAIGN, no_spend()),
        cells::constant_column(FUNCTION, Function::Paid.name(), rows.len()),
        cells::amount_column(col::SPEND, rows.iter().map(spend).collect()),
        cells::amount_column(computed::SPEND_COVERED, rows.iter().map(media).collect()),
        cells::amount_column(computed::COST, rows.iter().map(cost_of).collect()),
        cells::amount_column(computed::FULL_COST, cost),
    ];
    columns.retain(|column| frame.column(column.name()).is_ok());
    let more = DataFrame::new(rows.len(), columns)?;
    Ok(concat_df_diagonal(&[frame, more])?)
}

/// What falls on one day.
struct Row<'u> {
    platform: Option<&'u str>,
    bears: Bears,
    day: Option<i32>,
    units: i128,
    media: i128,
}

/// What falls on each day; the days sum to the amount exactly.
fn by_day(part: &Unspent) -> Vec<Row<'_>> {
    let row = |day, units: Amount, media: Amount| Row {
        platform: part.platform.as_deref(),
        bears: part.bears,
        day,
        units: units.0,
        media: media.0,
    };
    let Some(days) = part.days else {
        return vec![row(None, part.amount, part.media)];
    };
    let of = |amount: Amount, at: i64| {
        amount.of_days(at + 1, days.days()) - amount.of_days(at, days.days())
    };
    let own = (0..).zip(each(&days));
    own.map(|(at, day)| {
        let day = Some(cells::day_number(day));
        row(day, of(part.amount, at), of(part.media, at))
    })
    .collect()
}

/// Of which platforms and days outcomes are known.
pub struct Outcomes<'d> {
    platforms: BTreeSet<&'d str>,
    days: &'d OutcomeDays,
}

impl<'d> Outcomes<'d> {
    /// Those of a dataset of all days.
    pub fn of(whole: &'d Dataset) -> Self {
        let frame = whole.frames.get("conversions");
        let names = frame.and_then(|frame| cells::texts(frame, col::PLATFORM));
        let joined = names.into_iter().flatten().flatten();
        Self {
            platforms: joined
                .filter(|name| ![NO_MATCH, AMBIGUOUS].contains(name))
                .collect(),
            days: &whole.outcome_days,
        }
    }

    /// Whether any is a platform's.
    fn are_joined(&self) -> bool {
        !self.platforms.is_empty()
    }

    /// What of media falls on days that outcomes of its platform are known of, of any where it names none, and what on
    /// others.
    pub fn apart(&self, part: &DatedCost) -> (Vec<DatedCost>, Vec<DatedCost>) {
        let platform = part.platform.as_deref();
        let is_known = self.know(platform);
        let Some(days) = part.falls.filter(|_| is_known) else {
            let whole = vec![part.clone()];
            return match is_known {
                true => (whole, Vec::new()),
                false => (Vec::new(), whole),
            };
        };
        let known = self.days.within(&days);
        let others = days.without_all(known.iter().copied());
        // The last stretch takes what is left, so that all are the whole.
        let last = others.last().or(known.last()).copied();
        let before = known
            .iter()
            .chain(&others)
            .filter(|own| Some(**own) != last);
        let share = |own: &Period| part.amount.of_days(own.days(), days.days());
        let left = part.amount - before.map(share).sum();
        let of = |own: Vec<Period>| {
            let own = own.into_iter().map(|own| DatedCost {
                // What may be of any platform is borne by what was spent on the same days.
                days: match platform {
                    Some(_) => part.days,
                    None => Some(own),
                },
                falls: Some(own),
                amount: match Some(own) == last {
                    true => left,
                    false => share(&own),
                },
                ..part.clone()
            });
            own.collect()
        };
        (of(known), of(others))
    }

    /// Whether any is of a platform, of whichever where none is named.
    fn know(&self, platform: Option<&str>) -> bool {
        match platform {
            Some(name) => self.platforms.contains(name),
            None => self.are_joined(),
        }
    }

    /// Whether the return of a cost can be known, as that of spend is: of platforms with joined outcomes, on days that the
    /// files hold outcomes of. What is no platform's is covered where any is.
    fn cover(&self, platform: Option<&str>, day: Option<i32>) -> bool {
        let day = day.and_then(cells::day_of);
        let day = day.and_then(|day| Period::new(day, day).ok());
        self.know(platform) && day.is_none_or(|day| self.days.among(&day) > 0)
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
                bears: Bears::Cost,
                amount,
                media: Amount(3),
            };
            let rows = by_day(&part);
            assert_eq!(rows.len(), 28);
            let sum: i128 = rows.iter().map(|row| row.units).sum();
            let media: i128 = rows.iter().map(|row| row.media).sum();
            assert_eq!((sum, media), (amount.0, 3));
        }
    }
}
