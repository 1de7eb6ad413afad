//! Orders that creators brought by their discount codes, beside those that their UTM tells (L-04).

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::error::Result;
use crate::options::Counting;
use crate::project::{Creators, Project};
use crate::report::ledger::grouped;
use crate::report::{Dataset, FUNCTION, earners};
use crate::schema::{Amount, cells, col};

use super::exports::{Earner, Measured, Sum, column};

/// Money and the orders that it is of, where rows count them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    money: Amount,
    orders: Amount,
}

impl Part {
    /// Adds a row.
    pub fn add(&mut self, money: Amount, orders: Amount) {
        self.money += money;
        self.orders += orders;
    }

    fn told(self, currency: &str) -> String {
        let money = format!("{} {currency}", grouped(self.money, 2));
        let money = money.trim_end();
        if self.orders == Amount::ZERO {
            return money.to_owned();
        }
        let orders = match self.orders == Amount::whole(1) {
            true => "order",
            false => col::ORDERS,
        };
        format!("{money} of {} {orders}", grouped(self.orders, 0))
    }
}

/// What codes say of the orders of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coded {
    /// Codes were given, and decide.
    pub decide: bool,
    /// Some order says which code it used.
    pub stated: bool,
    /// Orders with a creator's code that ads brought.
    pub of_ads: Part,
}

/// The entry of a creator's code that each row of outcomes used. A deal uses none.
pub fn used(
    frame: &DataFrame,
    creators: Option<&Creators>,
    coded: &mut Coded,
) -> Vec<Option<usize>> {
    let creators = creators.filter(|creators| !creators.codes.is_empty());
    let Some(creators) = creators else {
        return vec![None; frame.height()];
    };
    coded.decide = true;
    let coupons = column(frame, col::COUPON);
    coded.stated = coupons.iter().flatten().any(|text| !text.trim().is_empty());
    let mut known: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    let rows = coupons.into_iter().map(|coupon| {
        let coupon = coupon?;
        let entry = known.entry(coupon);
        *entry.or_insert_with(|| creators.entries(coupon).next())
    });
    rows.collect()
}

/// Says of orders with a creator's code which duty they count for, so that `--where` and `--by function` find them.
///
/// # Errors
/// Where polars refuses a column.
pub fn mark(creators: &Creators, dataset: &mut Dataset) -> Result<()> {
    if creators.codes.is_empty() {
        return Ok(());
    }
    let Some(frame) = dataset.frames.get_mut("conversions") else {
        return Ok(());
    };
    let used = used(frame, Some(creators), &mut Coded::default());
    let (ruled, deals) = (column(frame, FUNCTION), column(frame, col::DEAL_ID));
    let earners = earners(frame).into_iter().enumerate();
    let functions: Vec<Option<String>> = earners
        .map(|(row, own)| {
            let code = used[row].filter(|_| deals[row].is_none());
            let function = match earner(own, code) {
                Some(Earner::Creators) if ruled[row].is_none() => {
                    Some(Earner::Creators.function(false, None).name())
                }
                _ => ruled[row],
            };
            function.map(str::to_owned)
        })
        .collect();
    let functions = functions.iter().map(Option::as_deref);
    let column = cells::text_column(FUNCTION, functions);
    frame.with_column(column)?;
    Ok(())
}

/// Whom an order is credited to that used a creator's code: ads keep what their UTM says is theirs.
pub fn earner(earner: Option<Earner>, code: Option<usize>) -> Option<Earner> {
    match (&earner, code) {
        (Some(Earner::Ads(_)), _) | (_, None) => earner,
        (_, Some(_)) => Some(Earner::Creators),
    }
}

/// How orders came to be those of creators, where codes decide.
pub const BY_CODE: &str = "code or UTM";

/// What each code brought of a creators' line, and what the UTM alone.
pub fn made_of(project: &Project, sum: &Sum, currency: &str) -> Vec<String> {
    let codes = &project.creators.codes;
    let mut by_utm = Vec::new();
    let mut found = Vec::new();
    for (at, part) in &sum.codes {
        let part = part.told(currency);
        match at.and_then(|at| codes.get(at)) {
            Some(code) => found.push(format!("by code `{}` ({}): {part}", code.text, code.spot)),
            None => by_utm.push(format!("by UTM alone: {part}")),
        }
    }
    found.extend(by_utm);
    found
}

/// Sentences about codes that decide nothing, and about orders that ads keep.
pub fn notes(
    project: &Project,
    counting: &Counting,
    measured: &Measured,
    currency: &str,
) -> Vec<String> {
    let Some(spot) = project.creators.spot() else {
        return Vec::new();
    };
    if counting.credit.is_some() {
        return vec![format!(
            "codes of [creators] decide nothing with a model, as the journeys of a touch log have none ({spot})"
        )];
    }
    let coded = &measured.coded;
    if !coded.stated {
        return vec![format!(
            "codes of [creators] bring nothing, as no order at hand says which code it used ({spot})"
        )];
    }
    if coded.of_ads == Part::default() {
        return Vec::new();
    }
    vec![format!(
        "{} used a code of [creators] and is credited to ads, as its UTM says ({spot})",
        coded.of_ads.told(currency)
    )]
}
