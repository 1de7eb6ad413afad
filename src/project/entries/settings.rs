//! Settings: calendar, attribution, allocation, refunds.

use chrono::Weekday;

use crate::error::Spot;
use crate::project::read::{Located, Record, Value};
use crate::schema::{Amount, Function};
use crate::time::{Calendar, Zone};

use super::Book;

/// Types of touches that may count.
pub const TOUCH_TYPES: [&str; 2] = ["click", "view"];

/// Whose months, weeks and years reports follow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarSettings {
    /// The calendar.
    pub system: Option<Calendar>,
    /// The month that the fiscal year begins with.
    pub fiscal_year_start: Option<u32>,
    /// The first day of a week.
    pub week_start: Option<Weekday>,
    /// The time zone that days are counted in.
    pub time_zone: Option<Zone>,
}

/// How credit is given where the command line does not say; words and numbers as its options take them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct AttributionDefaults {
    pub model: Option<String>,
    pub model_spot: Option<Spot>,
    pub lookback_days: Option<Amount>,
    pub view_lookback_days: Option<Amount>,
    pub touch_types: Vec<String>,
    pub path_reset: Option<String>,
    pub ties: Option<String>,
    pub direct: Vec<String>,
    pub conversion_events: Vec<String>,
    pub half_life_days: Option<Amount>,
    pub markov_order: Option<usize>,
}

/// How shared cost is shared out among functions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AllocationKey {
    /// By hours.
    Hours,
    /// By direct cost.
    DirectCost,
    /// By these shares, 1 or less together.
    Shares(Vec<(Function, Amount)>),
}

/// How shared cost is shared out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allocation {
    /// By what; hours where they are known, else direct cost, where nothing was said.
    pub key: Option<AllocationKey>,
}

/// On which day a refund falls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Refunds {
    /// On that of its order, so that the return of a past period can still fall.
    #[default]
    OnOrder,
    /// On its own.
    OnRefund,
}

fn whole(amount: Amount) -> u32 {
    u32::try_from(amount.0 / Amount::whole(1).0).unwrap_or_default()
}

/// The calendar of its section.
pub fn calendar(record: Option<&Record>) -> CalendarSettings {
    let Some(record) = record else {
        return CalendarSettings::default();
    };
    CalendarSettings {
        system: record.text("system").and_then(|name| name.parse().ok()),
        fiscal_year_start: record.amount("fiscal_year_start").map(whole),
        week_start: record.text("week_start").and_then(|name| name.parse().ok()),
        time_zone: record.text("time_zone").and_then(|zone| zone.parse().ok()),
    }
}

/// The attribution of its section.
pub fn attribution(record: Option<&Record>, book: &mut Book<'_>) -> AttributionDefaults {
    let Some(record) = record else {
        return AttributionDefaults::default();
    };
    let texts = |key: &str| -> Vec<String> {
        let texts = record.texts(key).unwrap_or_default();
        texts.into_iter().map(|text| text.value).collect()
    };
    for kind in record.texts("touch_types").unwrap_or_default() {
        if !TOUCH_TYPES.contains(&kind.value.as_str()) {
            book.fault(
                &kind.spot,
                "attribution.touch_types",
                "click or view",
                format!("`{}`", kind.value),
                "",
            );
        }
    }
    AttributionDefaults {
        model: record.text("model"),
        model_spot: record.has("model").then(|| record.spot("model").clone()),
        lookback_days: record.amount("lookback_days"),
        view_lookback_days: record.amount("view_lookback_days"),
        touch_types: texts("touch_types"),
        path_reset: record.text("path_reset"),
        ties: record.text("ties"),
        direct: texts("direct"),
        conversion_events: texts("conversion_events"),
        half_life_days: record.amount("half_life_days"),
        markov_order: record
            .amount("markov_order")
            .map(|order| whole(order) as usize),
    }
}

/// The allocation of its section.
pub fn allocation(record: Option<&Record>, book: &mut Book<'_>) -> Allocation {
    let Some(record) = record else {
        return Allocation::default();
    };
    let pair = |(key, value): (Located<String>, Located<Value>)| match value.value {
        Value::Amount(share) => Function::named(&key.value).map(|function| (function, share)),
        _ => None,
    };
    let shares: Vec<(Function, Amount)> = record
        .keyed("shares")
        .unwrap_or_default()
        .into_iter()
        .filter_map(pair)
        .collect();
    let sum: Amount = shares.iter().map(|(_, share)| *share).sum();
    if sum > Amount::whole(1) {
        let hint = "what no share takes stays visible as unallocated";
        book.fault(
            record.spot("shares"),
            "allocation.shares",
            "shares up to 1 together",
            sum.to_string(),
            hint,
        );
    }
    let named = record.text("key");
    let key = match named.as_deref() {
        Some("hours") => Some(AllocationKey::Hours),
        Some("direct_cost") => Some(AllocationKey::DirectCost),
        Some("shares") if !record.has("shares") => {
            let hint = "write `shares = { paid = 0.5, organic = 0.3 }`";
            book.fault(
                record.spot("key"),
                "allocation.key",
                "shares to go by",
                "none",
                hint,
            );
            None
        }
        Some(_) => Some(AllocationKey::Shares(shares)),
        None if record.has("shares") => Some(AllocationKey::Shares(shares)),
        None => None,
    };
    if record.has("shares") && named.as_deref().is_some_and(|key| key != "shares") {
        let hint = "take the shares away, or write `key = \"shares\"`";
        book.fault(
            record.spot("shares"),
            "allocation.shares",
            "no shares beside another key",
            "both",
            hint,
        );
    }
    Allocation { key }
}

/// What becomes of refunds.
pub fn refunds(record: Option<&Record>) -> Refunds {
    match record.and_then(|record| record.text("refunds")).as_deref() {
        Some("refund") => Refunds::OnRefund,
        _ => Refunds::OnOrder,
    }
}
