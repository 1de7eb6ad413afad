//! What the exports measured in a period: media by platform and month, revenue by whom it is credited to, each with
//! the rows of every file.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;

use chrono::NaiveDate;
use polars::prelude::DataFrame;

use crate::error::{Error, Result};
use crate::project::{Creators, Margin};
pub use crate::report::{ANY_ADS, Earner, ORGANIC};
use crate::report::{
    Dataset, FUNCTION, MediaOnRecord, VISIT, Visit, earners, named_platform, of_campaigns,
};
use crate::schema::cells::{amounts, day_of, days, texts};
use crate::schema::{Amount, Function, Item, col, items};
use crate::time::{Calendar, Grain, Period};

use super::codes::{self, Coded, Part};
use super::media::{Media, own_days};
use super::subjects::Subjects;

/// Rows by file.
pub type Files = BTreeMap<String, u64>;

/// A sum over rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// The money.
    pub money: Amount,
    /// Orders, where the rows count them.
    pub orders: Amount,
    /// The rows.
    pub files: Files,
    /// How much of it falls into which month.
    pub months: BTreeMap<Period, Amount>,
    /// How much of that is of products with a margin of their own, by their place in the project.
    pub products: BTreeMap<(Period, usize), Amount>,
    /// How much is of orders whose products are known.
    pub itemised: Amount,
    /// How much of a creators' line each code brought, by its place in the project, and how much their UTM alone.
    pub codes: BTreeMap<Option<usize>, Part>,
}

impl Sum {
    pub(super) fn add(&mut self, money: Amount, orders: Amount, file: &str, days: Period) {
        self.money += money;
        self.orders += orders;
        *self.files.entry(file.to_owned()).or_default() += 1;
        *self.months.entry(days).or_default() += money;
    }
}

/// What was measured.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// Media.
    pub media: Media,
    /// Revenue by whom it is credited to and whose line it is.
    pub earned: BTreeMap<(Earner, Function), Sum>,
    /// Revenue of ads on platforms without media on record, which would be value without its cost.
    pub without_cost: BTreeMap<String, Amount>,
    /// The same of platforms whose media is on record on other days, with its own.
    pub beyond_media: BTreeMap<String, (Amount, BTreeSet<Period>)>,
    /// Revenue of everything that is no social activity.
    pub elsewhere: Amount,
    /// What of it bears tags that tell no channel, so that it may be social all the same.
    pub unassigned: Amount,
    /// What of it came by channels of one's own, whose names leave open whether they are social.
    pub own_channels: BTreeMap<String, Amount>,
    /// Revenue of ads that joined no campaign of their spend.
    pub by_source: Amount,
    /// What discount codes say.
    pub coded: Coded,
    /// All revenue.
    pub revenue: Amount,
    /// Figures that are no money: what, how many, the rows.
    pub memos: Vec<(&'static str, Amount, Files)>,
    /// What `--where` leaves of what may have been tested.
    pub subjects: Subjects,
}

/// What the project says of orders.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stated<'p> {
    /// The margin.
    pub margin: Option<&'p Margin>,
    /// Discount codes, where they decide.
    pub creators: Option<&'p Creators>,
}

/// What the rows of a period measured beside its media. `on_record` says whose media is on record when.
pub fn measured(
    dataset: &Dataset,
    media: Media,
    period: &Period,
    calendar: Calendar,
    on_record: &MediaOnRecord,
    borders: &BTreeSet<NaiveDate>,
    stated: Stated<'_>,
) -> Result<Measured> {
    let mut found = Measured {
        media,
        ..Measured::default()
    };
    let cut = |start: Option<i32>, end: Option<i32>| days_of(start, end, period, calendar, borders);
    if let Some(frame) = dataset.frames.get("ad_spend") {
        fits(frame, &[col::SPEND])?;
    }
    if let Some(frame) = dataset.frames.get("conversions") {
        fits(frame, &[col::REVENUE, col::ORDERS])?;
        earned(frame, &cut, on_record, stated, &mut found);
    }
    for (table, column, what) in MEMOS {
        let frame = dataset.frames.get(table);
        let units = frame.and_then(|frame| Some((frame, volume(frame, column)?)));
        if let Some((frame, units)) = units {
            let files = texts(frame, col::FILE).unwrap_or_default();
            let (starts, ends) = (days(frame, col::PERIOD_START), days(frame, col::PERIOD_END));
            let (mut rows, mut whole) = (Files::new(), 0);
            let all = units.iter().flatten().map(|unit| Amount(*unit));
            held_exactly(column, all)?;
            for (at, unit) in units.into_iter().enumerate() {
                // Posts of other days are of no period whose media and outcomes these are.
                let own = own_days(starts[at], ends[at]);
                let is_of_it = own.is_none_or(|own| own.overlap(period).is_some());
                let Some(unit) = unit.filter(|_| is_of_it) else {
                    continue;
                };
                whole += unit;
                let file = files.get(at).copied().flatten().unwrap_or_default();
                *rows.entry(file.to_owned()).or_default() += 1;
            }
            if !rows.is_empty() {
                found.memos.push((what, Amount(whole), rows));
            }
        }
    }
    Ok(found)
}

/// That no sum over rows of these columns is too large to be held exactly.
fn fits(frame: &DataFrame, columns: &[&str]) -> Result<()> {
    for column in columns {
        let units = amounts(frame, column).unwrap_or_default();
        held_exactly(column, units.into_iter().flatten().map(Amount))?;
    }
    Ok(())
}

fn held_exactly(column: &str, all: impl Iterator<Item = Amount>) -> Result<()> {
    let size = Amount::size_of_all(all);
    size.map(|_| ()).ok_or_else(|| Error::TooLarge {
        what: format!("{column} of the exports"),
    })
}

/// A volume of each row; public engagements (metric O-04) are reactions, comments, shares and saves where a row has any
/// of them, else what the platform counts as engagements.
fn volume(frame: &DataFrame, column: &str) -> Option<Vec<Option<i128>>> {
    let own = amounts(frame, column);
    if column != col::ENGAGEMENTS {
        return own;
    }
    let parts = [col::REACTIONS, col::COMMENTS, col::SHARES, col::SAVES];
    let parts = parts.iter().filter_map(|name| amounts(frame, name));
    let add = |sum: Option<i128>, part: Option<i128>| match (sum, part) {
        (Some(sum), Some(part)) => Some(sum + part),
        (sum, part) => sum.or(part),
    };
    let sums = parts.reduce(|sums, part| {
        let rows = sums.into_iter().zip(part);
        rows.map(|(sum, part)| add(sum, part)).collect()
    });
    match (sums, own) {
        (Some(sums), Some(own)) => {
            let rows = sums.into_iter().zip(own);
            Some(rows.map(|(sum, own)| sum.or(own)).collect())
        }
        (sums, own) => sums.or(own),
    }
}

/// Figures that are no money: table, column, what they are.
const MEMOS: [(&str, &str, &str); 3] = [
    ("posts", col::IMPRESSIONS, col::IMPRESSIONS),
    ("posts", col::ENGAGEMENTS, col::ENGAGEMENTS),
    ("profiles_daily", col::NEW_FOLLOWS, col::NEW_FOLLOWS),
];

/// The month of a row's days, or what of it lies between two borders; its own days where they cross one; the period where
/// it has none.
pub(super) fn days_of(
    start: Option<i32>,
    end: Option<i32>,
    period: &Period,
    calendar: Calendar,
    borders: &BTreeSet<NaiveDate>,
) -> Period {
    let day = |number: Option<i32>| number.and_then(day_of);
    let (Some(start), Some(end)) = (day(start), day(end)) else {
        return *period;
    };
    let own = Period { start, end };
    let between = |month: Period| {
        let from = borders.range(..=start).next_back();
        let until = borders.range((Bound::Excluded(start), Bound::Unbounded));
        let last = until.into_iter().next().and_then(|day| day.pred_opt());
        let days = Period {
            start: from.map_or(month.start, |day| month.start.max(*day)),
            end: last.map_or(month.end, |day| month.end.min(day)),
        };
        if days.covers(&own) { days } else { own }
    };
    let days = Grain::Month
        .fits(start, end, calendar)
        .map_or(own, |bucket| between(bucket.period()));
    days.overlap(period).unwrap_or(*period)
}

/// What products of an order have of its money: by what their lines come to, the last one all that is left.
fn shared(money: Amount, products: &str) -> Option<Vec<(Item<'_>, Amount)>> {
    let all: Vec<Item<'_>> = items(products).collect();
    let whole = Amount::size_of_all(all.iter().map(|item| item.money))?;
    let sum: Amount = all.iter().map(|item| item.money).sum();
    if sum != whole || whole == Amount::ZERO {
        return None;
    }
    let last = all.len().checked_sub(1)?;
    let mut left = money;
    let mut parts = Vec::new();
    for (at, item) in all.into_iter().enumerate() {
        let own = match at == last {
            true => left,
            false => money.times_ratio(item.money, whole)?,
        };
        left = left - own;
        parts.push((item, own));
    }
    Some(parts)
}

type Month<'m> = &'m dyn Fn(Option<i32>, Option<i32>) -> Period;

pub(super) fn column<'f>(frame: &'f DataFrame, name: &str) -> Vec<Option<&'f str>> {
    texts(frame, name).unwrap_or_else(|| vec![None; frame.height()])
}

fn earned(
    frame: &DataFrame,
    month: Month<'_>,
    on_record: &MediaOnRecord,
    stated: Stated<'_>,
    found: &mut Measured,
) {
    let Some(revenue) = amounts(frame, col::REVENUE) else {
        return;
    };
    let none = || vec![None; frame.height()];
    let orders = amounts(frame, col::ORDERS).unwrap_or_else(none);
    let text = |name: &str| column(frame, name);
    let (ruled, file, deal) = (text(FUNCTION), text(col::FILE), text(col::DEAL_ID));
    let visits = VISIT.map(text);
    let earners = earners(frame);
    // What visits tell that social media did not bring; most rows tell the same.
    let mut apart: HashMap<[Option<&str>; 5], (bool, Option<String>)> = HashMap::new();
    let (products, of_campaign) = (text(col::PRODUCTS), of_campaigns(frame));
    let codes = codes::used(frame, stated.creators, &mut found.coded);
    let (starts, ends) = (days(frame, col::PERIOD_START), days(frame, col::PERIOD_END));
    for (row, units) in revenue.into_iter().enumerate() {
        let Some(units) = units else { continue };
        let money = Amount(units);
        found.revenue += money;
        let code = codes[row].filter(|_| deal[row].is_none());
        let Some(earner) = codes::earner(earners[row].clone(), code) else {
            found.elsewhere += money;
            let visit = [0, 1, 2, 3, 4].map(|at: usize| visits[at][row]);
            let (is_unassigned, own) = apart.entry(visit).or_insert_with(|| {
                let visit = Visit::of(visit);
                (
                    visit.is_unassigned(),
                    visit.own_channel().map(str::to_owned),
                )
            });
            if *is_unassigned {
                found.unassigned += money;
            }
            if let Some(own) = own {
                *found.own_channels.entry(own.clone()).or_default() += money;
            }
            continue;
        };
        let days = month(starts[row], ends[row]);
        let own = own_days(starts[row], ends[row]).unwrap_or(days);
        let is_late = deal[row].is_some() || money < Amount::ZERO;
        if let Earner::Ads(name) = &earner
            && !on_record.counts(named_platform(name), Some(&own), is_late)
        {
            if on_record.knows(named_platform(name)) {
                let beyond = found.beyond_media.entry(name.clone()).or_default();
                beyond.0 += money;
                let missing = on_record.missing(named_platform(name), &days);
                let of_row = |days: &Period| days.overlap(&own).is_some();
                beyond.1.extend(missing.into_iter().filter(of_row));
            } else {
                *found.without_cost.entry(name.clone()).or_default() += money;
            }
            continue;
        }
        if !of_campaign[row] && matches!(earner, Earner::Ads(_)) {
            found.by_source += money;
        }
        let ruled = ruled[row].and_then(Function::named);
        let function = earner.function(deal[row].is_some(), ruled);
        let orders = Amount(orders[row].unwrap_or_default());
        if code.is_some() && matches!(earner, Earner::Ads(_)) {
            found.coded.of_ads.add(money, orders);
        }
        let file = file[row].unwrap_or_default();
        let mut add = |earner: Earner| {
            let by_code = found.coded.decide && earner == Earner::Creators;
            let sum = found.earned.entry((earner, function)).or_default();
            sum.add(money, orders, file, days);
            if by_code {
                sum.codes.entry(code).or_default().add(money, orders);
            }
            let Some(parts) = products[row].and_then(|text| shared(money, text)) else {
                return;
            };
            sum.itemised += money;
            for (item, part) in parts {
                let own = stated
                    .margin
                    .and_then(|margin| margin.product(item.name, item.number));
                if let Some(own) = own {
                    *sum.products.entry((days, own)).or_default() += part;
                }
            }
        };
        add(match (earner, deal[row].is_some()) {
            (Earner::Ads(name), true) => Earner::Deals(name),
            (Earner::Organic, true) => Earner::Deals(ORGANIC.into()),
            (other, _) => other,
        });
    }
}
