//! Costs beside the media that the exports hold.

use std::collections::{BTreeSet, HashMap};

use crate::error::Spot;
use crate::project::read::Record;
use crate::schema::{Amount, CostType, Function, platform_of_source};
use crate::time::Period;

use super::overlap::{self, Sharing};
use super::{Book, Money};

/// How much a cost is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CostAmount {
    /// Money.
    Money(Money),
    /// A share of what labour costs in the same days, of the same function or of all.
    ShareOfLabour(Amount),
}

/// One cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostEntry {
    /// The days it is for.
    pub period: Period,
    /// The duty it serves; `None` where several share it.
    pub function: Option<Function>,
    /// What was bought.
    pub cost_type: CostType,
    /// How much it is.
    pub amount: CostAmount,
    /// Who was paid.
    pub vendor: Option<String>,
    /// The ad platform of media: the named one, else that which the vendor or, without one, the note names.
    pub platform: Option<String>,
    /// Media of a vendor who is no ad platform: no export holds it.
    pub is_others: bool,
    /// Whether it is an estimate, not in the books.
    pub estimated: bool,
    /// Anything else.
    pub note: Option<String>,
    /// Where it stands.
    pub spot: Spot,
}

/// Letters of a platform's name that no other word of a sentence is by chance, as `x` or `an` may be.
const TELLING: usize = 4;

/// The platform of media that is named, by whatever name people use, else the one that the vendor is (`meta` of `Meta
/// Platforms`), or the note where there is none; and whether it is somebody's who is no platform.
fn whose(record: &Record) -> (Option<String>, bool) {
    if let Some(name) = record.text("platform") {
        let known = platform_of_source(&name).map(str::to_owned);
        return (known.or(Some(name)), false);
    }
    let vendor = record.text("vendor");
    let has_vendor = vendor.is_some();
    let Some(text) = vendor.or_else(|| record.text("note")) else {
        return (None, false);
    };
    let told = told(&text);
    let is_one = told.len() == 1;
    let one = told.first().filter(|_| is_one);
    (
        one.map(|&name| name.to_owned()),
        has_vendor && told.is_empty(),
    )
}

/// The platforms that a vendor or a note names: by all of it, by its first word, else by any word that can be nothing else.
fn told(text: &str) -> BTreeSet<&'static str> {
    let mut words =
        text.split(|letter: char| letter.is_whitespace() || ",;:/()&+".contains(letter));
    let first = words.next().unwrap_or_default();
    if let Some(one) = platform_of_source(text).or_else(|| platform_of_source(first)) {
        return BTreeSet::from([one]);
    }
    let words = words.filter(|word| word.chars().count() >= TELLING);
    words.filter_map(platform_of_source).collect()
}

/// The costs of the records.
pub fn costs(records: &[Record], book: &mut Book<'_>) -> Vec<CostEntry> {
    let mut dated = Vec::new();
    let mut found: Vec<CostEntry> = Vec::new();
    let mut rows: HashMap<String, Spot> = HashMap::new();
    for record in records {
        let period = record.period("period");
        let amount = amount(record, period.as_ref(), book);
        let (Some(period), Some(function), Some(cost_type)) = (
            period,
            record.function("function"),
            record.cost_type("cost_type"),
        ) else {
            continue;
        };
        let (vendor, note) = (record.text("vendor"), record.text("note"));
        let platform_named = record.text("platform");
        let what = format!("{function:?} {cost_type:?} {platform_named:?} {vendor:?} {note:?}");
        dated.push((what, period, record.spot("period").clone()));
        let Some(amount) = amount else {
            continue;
        };
        let (platform, is_others) = match cost_type {
            CostType::Media => whose(record),
            _ => (None, false),
        };
        let entry = CostEntry {
            period,
            function,
            cost_type,
            amount,
            platform,
            is_others,
            vendor,
            estimated: record.text("status").as_deref() == Some("estimated"),
            note,
            spot: record.spot.clone(),
        };
        let row = format!(
            "{:?}",
            CostEntry {
                spot: Spot::default(),
                ..entry.clone()
            }
        );
        if let Some(same) = rows.get(&row) {
            let found = format!("the row of {}:{} again", same.file, same.line);
            let hint = "take one away; two real ones differ in vendor or note";
            book.fault(&record.spot, "costs", "each cost once", found, hint);
        }
        rows.insert(row, record.spot.clone());
        found.push(entry);
    }
    overlap::check(dated, Sharing::Same, "costs", book);
    found
}

fn amount(record: &Record, period: Option<&Period>, book: &mut Book<'_>) -> Option<CostAmount> {
    match (record.has("amount"), record.has("share_of_labour")) {
        (true, false) => {
            let amount = book.money(record, record.amount("amount"), period, "costs");
            amount.map(CostAmount::Money)
        }
        (false, true) => {
            if record
                .cost_type("cost_type")
                .is_some_and(|kind| kind != CostType::Overhead)
            {
                let hint = "only overhead may be a share of labour";
                book.fault(
                    record.spot("share_of_labour"),
                    "costs.share_of_labour",
                    "an `amount`",
                    "a share",
                    hint,
                );
                return None;
            }
            record
                .amount("share_of_labour")
                .map(CostAmount::ShareOfLabour)
        }
        (both, _) => {
            let found = if both { "both" } else { "neither" };
            book.fault(
                &record.spot,
                "costs",
                "`amount` or `share_of_labour`",
                found,
                "",
            );
            None
        }
    }
}
