//! Orders that are not paid yet. Shops count them as sales, and so does the ledger, as their money mostly comes; how much of
//! it is still to come is told, of what social media brought: the rest is in no line.

use std::collections::BTreeSet;

use crate::report::ledger::grouped;
use crate::report::{Dataset, earners};
use crate::schema::cells::{amounts, texts};
use crate::schema::{Amount, ONE, col};

/// States of payment in which money is still to come (Shopify's `Financial Status`).
const UNPAID: [&str; 5] = [
    "pending",
    "authorized",
    "partially_paid",
    "expired",
    "unpaid",
];

/// How many orders of the period are unpaid, and their money; `None` where none is.
pub fn note(now: &Dataset, currency: &str) -> Option<String> {
    let frame = now.frames.get("conversions")?;
    let (states, revenue) = (texts(frame, col::STATUS)?, amounts(frame, col::REVENUE)?);
    let mut found = BTreeSet::new();
    let counted = amounts(frame, col::ORDERS);
    let (mut orders, mut money) = (Amount::ZERO, Amount::ZERO);
    let rows = states.into_iter().zip(revenue).zip(earners(frame));
    for (row, ((state, units), earner)) in rows.enumerate() {
        if earner.is_none() {
            continue;
        }
        let state = state.unwrap_or_default().to_lowercase();
        if let Some(own) = UNPAID.iter().find(|own| **own == state) {
            found.insert(*own);
            orders += Amount(
                counted
                    .as_ref()
                    .map_or(ONE, |own| own[row].unwrap_or_default()),
            );
            money += Amount(units.unwrap_or_default());
        }
    }
    if found.is_empty() {
        return None;
    }
    let orders = match orders {
        Amount(ONE) => "1 order is".to_owned(),
        orders => format!("{} orders are", grouped(orders, 0)),
    };
    let states: Vec<&str> = found.into_iter().collect();
    let money = format!("{} {currency}", grouped(money, 2));
    Some(format!(
        "{orders} not paid in full yet ({}): {} of revenue that counts all the same, as in the shop's own sales",
        states.join(", "),
        money.trim_end()
    ))
}
