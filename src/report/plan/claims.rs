//! Metric P-34: what ads claim, and all orders of the days that both are known of.
//!
//! A day is common where the rows of ads that state conversions and the orders both reach it. An edge at which the one ends
//! before the other is a difference of days only where it is longer than the silences within, or three days: a shop
//! without an order on the first of a month was open. Rows of several days that cross an edge count on neither side.

use std::collections::BTreeSet;

use polars::prelude::DataFrame;

use crate::error::Result;
use crate::metrics::computed as added;
use crate::report::dataset::{Dataset, within};
use crate::report::keys::{Key, keyed};
use crate::schema::{cells, col};
use crate::time::Period;

use super::Sides;

/// Days without rows at an edge that are no sign of a missing export.
const PAUSE: i32 = 3;

/// First and last day, and the longest silence between two rows.
struct Reach {
    first: i32,
    last: i32,
    silence: i32,
}

impl Reach {
    /// `None` where no row has a date.
    fn of(rows: &BTreeSet<(i32, i32)>) -> Option<Self> {
        let first = rows.first()?.0;
        let (mut last, mut silence) = (first - 1, 0);
        for (start, end) in rows {
            silence = silence.max(start - last - 1);
            last = last.max(*end);
        }
        Some(Self {
            first,
            last,
            silence: silence.max(PAUSE),
        })
    }
}

/// Adds `claims_covered` to spend and makes the table of all orders, both over the days that they have in common.
pub fn add(now: &mut Dataset, sides: Sides<'_>) -> Result<()> {
    let (Some(spend), Some(_)) = (now.frames.get("ad_spend"), now.frames.get("conversions")) else {
        return Ok(());
    };
    let Some(claims) = cells::amounts(spend, col::CONVERSIONS) else {
        return Ok(());
    };
    let Some(orders) = orders(sides)? else {
        return Ok(());
    };
    let common = common(sides.whole);
    let known = |frame: &DataFrame| -> Vec<bool> {
        let (starts, ends) = (
            cells::days(frame, col::PERIOD_START),
            cells::days(frame, col::PERIOD_END),
        );
        let is_inside = |(start, end): (Option<i32>, Option<i32>)| match (&common, start, end) {
            (Common::Days(from, to), Some(start), Some(end)) => *from <= start && end <= *to,
            (Common::None, ..) => false,
            _ => true,
        };
        starts.into_iter().zip(ends).map(is_inside).collect()
    };
    let (of_claims, of_orders) = (known(spend), known(&orders));
    let is_cut = |known: &[bool]| known.iter().any(|known| !known);
    let note = match &common {
        Common::None => Some("overclaim_ratio: claims and orders have no day in common".to_owned()),
        Common::Days(from, to) if is_cut(&of_claims) || is_cut(&of_orders) => {
            let days = cells::day_of(*from).zip(cells::day_of(*to));
            let days = days.and_then(|(from, to)| Period::new(from, to).ok());
            days.map(|days| {
                format!(
                    "overclaim_ratio: over {}, the days of which both claims and orders are known",
                    days.told(*sides.options.calendar)
                )
            })
        }
        _ => None,
    };
    let own = claims.into_iter().zip(of_claims);
    let own = own
        .map(|(claims, known)| claims.filter(|_| known))
        .collect();
    let mut spend = spend.clone();
    spend.with_column(cells::amount_column(added::CLAIMS_COVERED, own))?;
    let orders = cells::kept(&orders, &of_orders)?;
    now.notes.extend(note);
    now.frames.insert("ad_spend", spend);
    now.frames.insert(added::ALL_ORDERS, orders);
    Ok(())
}

/// All orders of the period, of whatever platform, with the days and the file of each row.
fn orders(sides: Sides<'_>) -> Result<Option<DataFrame>> {
    let Some(frame) = sides.whole.frames.get("conversions") else {
        return Ok(None);
    };
    let Some(amounts) = cells::amounts(frame, col::ORDERS) else {
        return Ok(None);
    };
    let files = cells::texts(frame, col::FILE).unwrap_or_else(|| vec![None; frame.height()]);
    let own = DataFrame::new(
        frame.height(),
        vec![
            cells::amount_column(col::ORDERS, amounts),
            cells::text_column(col::FILE, files.into_iter()),
            cells::day_column(col::PERIOD_START, cells::days(frame, col::PERIOD_START)),
            cells::day_column(col::PERIOD_END, cells::days(frame, col::PERIOD_END)),
        ],
    )?;
    let (options, calendar) = (sides.options, sides.options.calendar);
    let mut own = match sides.period {
        Some(period) => {
            let frames = [(added::ALL_ORDERS, own)].into();
            let whole = Dataset {
                frames,
                ..Dataset::default()
            };
            let mut inside = within(&whole, &period, options.spread)?;
            inside.frames.remove(added::ALL_ORDERS).unwrap_or_default()
        }
        None => own,
    };
    // Conditions on time hold for them too; on what ads are, they do not: the orders are those of the days.
    for filter in &options.filters {
        let key = Key::parse(&filter.key, calendar)?;
        if matches!(key, Key::Time(..)) {
            own = keyed(
                added::ALL_ORDERS,
                &own,
                std::slice::from_ref(&key),
                options.spread,
            )?;
            let placeholder = key.placeholder();
            let texts = cells::texts(&own, key.name()).unwrap_or_else(|| vec![None; own.height()]);
            let texts = texts.into_iter();
            let passes: Vec<bool> = texts
                .map(|text| filter.test.passes(text.unwrap_or(&placeholder)))
                .collect();
            own = cells::kept(&own, &passes)?;
        }
    }
    Ok(Some(own))
}

/// The days of which both sides are known.
enum Common {
    /// One of them states no days.
    Unknown,
    /// From the first to the last.
    Days(i32, i32),
    /// There is none.
    None,
}

fn common(whole: &Dataset) -> Common {
    let rows = |table: &str, column: &str| -> BTreeSet<(i32, i32)> {
        let Some(frame) = whole.frames.get(table) else {
            return BTreeSet::new();
        };
        let stated = cells::amounts(frame, column).unwrap_or_default();
        let (starts, ends) = (
            cells::days(frame, col::PERIOD_START),
            cells::days(frame, col::PERIOD_END),
        );
        let rows = stated.iter().zip(starts.into_iter().zip(ends));
        rows.filter_map(|(stated, (start, end))| stated.and(start.zip(end)))
            .collect()
    };
    let (claims, orders) = (
        rows("ad_spend", col::CONVERSIONS),
        rows("conversions", col::ORDERS),
    );
    let (Some(of_claims), Some(of_orders)) = (Reach::of(&claims), Reach::of(&orders)) else {
        return Common::Unknown;
    };
    let (mut from, mut to) = (
        start(&of_claims, &of_orders).max(start(&of_orders, &of_claims)),
        end(&of_claims, &of_orders).min(end(&of_orders, &of_claims)),
    );
    // A row that crosses an edge is of days on both sides of it: the edge moves to its other end.
    loop {
        let crosses = |edge: i32| {
            let mut rows = claims.iter().chain(&orders);
            rows.find(|(start, end)| *start < edge && edge <= *end)
                .copied()
        };
        match (crosses(from), crosses(to + 1)) {
            _ if from > to => return Common::None,
            (Some((_, end)), _) => from = end + 1,
            (None, Some((start, _))) => to = start - 1,
            (None, None) => return Common::Days(from, to),
        }
    }
}

/// From which day on the rows of `late` are known beside those of `early`.
fn start(late: &Reach, early: &Reach) -> i32 {
    match late.first - early.first <= late.silence {
        true => late.first.min(early.first),
        false => late.first,
    }
}

/// Until which day.
fn end(brief: &Reach, long: &Reach) -> i32 {
    match long.last - brief.last <= brief.silence {
        true => brief.last.max(long.last),
        false => brief.last,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dataset(claims: &[(i32, i32)], orders: &[(i32, i32)]) -> Dataset {
        let frame = |column: &str, rows: &[(i32, i32)]| {
            let days = |of: fn(&(i32, i32)) -> i32| rows.iter().map(|row| Some(of(row))).collect();
            DataFrame::new(
                rows.len(),
                vec![
                    cells::amount_column(column, vec![Some(crate::schema::ONE); rows.len()]),
                    cells::day_column(col::PERIOD_START, days(|row| row.0)),
                    cells::day_column(col::PERIOD_END, days(|row| row.1)),
                ],
            )
            .unwrap()
        };
        let frames = [
            ("ad_spend", frame(col::CONVERSIONS, claims)),
            ("conversions", frame(col::ORDERS, orders)),
        ];
        Dataset {
            frames: frames.into(),
            ..Dataset::default()
        }
    }

    fn days(claims: &[(i32, i32)], orders: &[(i32, i32)]) -> Option<(i32, i32)> {
        match common(&dataset(claims, orders)) {
            Common::Days(from, to) => Some((from, to)),
            _ => None,
        }
    }

    fn daily(days: std::ops::RangeInclusive<i32>) -> Vec<(i32, i32)> {
        days.map(|day| (day, day)).collect()
    }

    #[test]
    fn common_days_are_those_of_the_briefer_side() {
        // Three months of claims, one of orders, and the other way round.
        assert_eq!(days(&daily(1..=90), &daily(32..=59)), Some((32, 59)));
        assert_eq!(days(&daily(32..=59), &daily(1..=90)), Some((32, 59)));
        // The first and the last days of a month without an order.
        assert_eq!(days(&daily(1..=31), &daily(3..=29)), Some((1, 31)));
        assert_eq!(days(&daily(1..=31), &daily(6..=29)), Some((6, 31)));
        // Few orders, with silences of 9 and 10 days between them.
        let few = [(8, 8), (18, 18), (29, 29)];
        assert_eq!(days(&daily(1..=31), &few), Some((1, 31)));
    }

    #[test]
    fn rows_of_a_month_count_whole_or_not_at_all() {
        let months = [(1, 31), (32, 59), (60, 90)];
        assert_eq!(days(&months, &daily(32..=59)), Some((32, 59)));
        // Orders begin in the midst of the second month and end in the midst of the third.
        assert_eq!(days(&months, &daily(15..=75)), Some((32, 59)));
        assert_eq!(days(&months, &daily(40..=50)), None);
        assert_eq!(days(&daily(1..=10), &daily(20..=30)), None);
    }
}
