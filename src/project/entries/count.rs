//! Counts that no export gives yet, and money that was really not spent.

use std::collections::HashMap;

use crate::error::Spot;
use crate::project::read::Record;
use crate::schema::{Amount, Function, Grade};
use crate::time::Period;

use super::assumption::Assumption;
use super::assumption::{self, Evidence, Range};
use super::overlap::{self, Sharing};
use super::{Book, Money};

/// How many of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Its name in formulas.
    pub key: String,
    /// The days it was counted in.
    pub period: Period,
    /// The duty it belongs to.
    pub function: Option<Function>,
    /// How many.
    pub value: Amount,
    /// Where it comes from.
    pub source: Option<String>,
    /// Anything else.
    pub note: Option<String>,
    /// Where it stands.
    pub spot: Spot,
}

/// How money was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// A line left the books.
    CancelledContract,
    /// A purchase that was planned was not made.
    AvoidedPurchase,
}

impl Saved {
    /// The grade that it has by itself: what is in the books is verified, what was planned is assumed.
    pub fn grade(self) -> Grade {
        match self {
            Self::CancelledContract => Grade::A3,
            Self::AvoidedPurchase => Grade::D1,
        }
    }
}

/// Money that was not spent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saving {
    /// The days it is for.
    pub period: Period,
    /// The duty that saved it.
    pub function: Function,
    /// How.
    pub what: Saved,
    /// How much, in its own currency and in that of reports.
    pub amount: Money,
    /// The same with its range, in its own currency.
    pub range: Range,
    /// Who was not paid.
    pub vendor: Option<String>,
    /// Where it comes from: source, owner and date are always known.
    pub evidence: Evidence,
    /// Anything else.
    pub note: Option<String>,
    /// Where it stands.
    pub spot: Spot,
}

/// The counts of the records; no day of a key is counted twice.
pub fn counts(records: &[Record], book: &mut Book<'_>) -> Vec<Count> {
    let mut dated = Vec::new();
    let mut found = Vec::new();
    for record in records {
        let (Some(key), Some(period), Some(value)) = (
            record.text("key"),
            record.period("period"),
            record.amount("value"),
        ) else {
            continue;
        };
        let function = record.function("function").flatten();
        dated.push((
            format!("{key} {function:?}"),
            period,
            record.spot("period").clone(),
        ));
        found.push(Count {
            key,
            period,
            function,
            value,
            source: record.text("source"),
            note: record.text("note"),
            spot: record.spot.clone(),
        });
    }
    overlap::check(dated, Sharing::None, "counts", book);
    found
}

/// A fault for a count that is an assumption too on some of its days: one of them would not count.
pub fn counted_and_assumed(counts: &[Count], assumptions: &[Assumption], book: &mut Book<'_>) {
    let mut assumed: HashMap<&str, Vec<&Assumption>> = HashMap::new();
    for one in assumptions {
        assumed.entry(&one.key).or_default().push(one);
    }
    for count in counts {
        let same = assumed.get(count.key.as_str()).into_iter().flatten();
        let shares = |one: &&&Assumption| {
            let period = one.period.unwrap_or(count.period);
            period.overlap(&count.period).is_some()
        };
        if let Some(one) = same.into_iter().find(shares) {
            let found = format!(
                "`{}`, assumed in {}:{}",
                count.key, one.spot.file, one.spot.line
            );
            let hint = "take the assumption away, or give it a `period` that nobody counted";
            book.fault(
                &count.spot,
                "counts.key",
                "a key that is counted or assumed, not both",
                found,
                hint,
            );
        }
    }
}

/// The savings of the records.
pub fn savings(records: &[Record], book: &mut Book<'_>) -> Vec<Saving> {
    let mut dated = Vec::new();
    let mut found = Vec::new();
    for record in records {
        let range = assumption::range(record, "amount", "savings", book);
        let evidence = Evidence::of(record);
        let period = record.period("period");
        let base = record.amount("amount");
        let amount = book.money(record, base, period.as_ref(), "savings");
        let (Some(period), Some(range), Some(function), Some(what)) = (
            period,
            range,
            record.function("function").flatten(),
            record.text("what"),
        ) else {
            continue;
        };
        let name = format!(
            "{function:?} {what} {:?} {:?}",
            record.text("vendor"),
            record.text("note")
        );
        dated.push((name, period, record.spot("period").clone()));
        let Some(amount) = amount.filter(|_| evidence.is_documented()) else {
            continue;
        };
        found.push(Saving {
            period,
            function,
            what: if what == "cancelled_contract" {
                Saved::CancelledContract
            } else {
                Saved::AvoidedPurchase
            },
            amount,
            range,
            vendor: record.text("vendor"),
            evidence,
            note: record.text("note"),
            spot: record.spot.clone(),
        });
    }
    overlap::check(dated, Sharing::None, "savings", book);
    found
}
