//! Assumptions: figures that nobody measured, with range and source.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::NaiveDate;

use crate::error::Spot;
use crate::project::read::Record;
use crate::schema::{Amount, Bounds, Grade};
use crate::time::Period;

use super::Book;
use super::overlap::{self, Sharing};
use super::tested::{self, INCREMENTAL, Names, Tested};

/// A figure and what it may be instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The figure.
    pub base: Amount,
    /// The lowest, where a range was given.
    pub low: Option<Amount>,
    /// The highest, where a range was given.
    pub high: Option<Amount>,
}

/// Where a figure comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Whose figure it is.
    pub source: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// When it was set.
    pub date: Option<NaiveDate>,
    /// Until when it holds.
    pub expires: Option<NaiveDate>,
}

impl Evidence {
    /// What a record says of it.
    pub fn of(record: &Record) -> Self {
        Self {
            source: record.text("source"),
            owner: record.text("owner"),
            date: record.day("date"),
            expires: record.day("expires"),
        }
    }

    /// Whether source, owner and date are all known.
    pub fn is_documented(&self) -> bool {
        self.source.is_some() && self.owner.is_some() && self.date.is_some()
    }
}

/// One assumption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// Its name in formulas.
    pub key: String,
    /// The figure and its range.
    pub range: Range,
    /// What it is measured in.
    pub unit: Option<String>,
    /// Where it comes from: source, owner and date are known, unless undocumented ones were let in.
    pub evidence: Evidence,
    /// The days it holds for; `None` for all.
    pub period: Option<Period>,
    /// How well it is supported: D1 where nothing else was said.
    pub grade: Grade,
    /// Anything else.
    pub note: Option<String>,
    /// Where it stands.
    pub spot: Spot,
}

/// How low, base and high stand.
const ORDER: &str = "low, base and high stand in this order";

/// The range of a record around `base`; a fault where low ≤ base ≤ high does not hold.
pub fn range(record: &Record, base: &str, section: &str, book: &mut Book<'_>) -> Option<Range> {
    let name = record
        .name()
        .map_or_else(String::new, |name| format!(" {name}"));
    let (low, high) = (record.amount("low"), record.amount("high"));
    let Some(figure) = record.amount(base) else {
        if let (Some(low), Some(high)) = (low, high)
            && low > high
        {
            let (key, expected) = (
                format!("{section}.low{name}"),
                format!("a figure up to high {high}"),
            );
            book.fault(record.spot("low"), &key, &expected, low.to_string(), ORDER);
        }
        return None;
    };
    let range = Range {
        base: figure,
        low,
        high,
    };
    let mut ends = |key: &str, end: Option<Amount>, right: bool, words: &str| {
        if let Some(end) = end.filter(|_| !right) {
            let expected = format!("a figure {words} {base} {}", range.base);
            book.fault(
                record.spot(key),
                &format!("{section}.{key}{name}"),
                &expected,
                format!("{end}"),
                ORDER,
            );
        }
    };
    ends(
        "low",
        range.low,
        range.low.is_none_or(|low| low <= range.base),
        "up to",
    );
    ends(
        "high",
        range.high,
        range.high.is_none_or(|high| high >= range.base),
        "from",
    );
    Some(range)
}

/// A fault for each end of a range, and its `base`, that lies outside of the bounds.
pub fn bounded(record: &Record, base: &str, bounds: Bounds, section: &str, book: &mut Book<'_>) {
    let name = record
        .name()
        .map_or_else(String::new, |name| format!(" {name}"));
    for key in [base, "low", "high"] {
        let Some(figure) = record.amount(key).filter(|figure| !bounds.hold(*figure)) else {
            continue;
        };
        book.fault(
            record.spot(key),
            &format!("{section}.{key}{name}"),
            bounds.expected(),
            figure.to_string(),
            &bounds.hint(figure).unwrap_or_default(),
        );
    }
}

/// A fault where something expires before it begins.
pub fn expiry(record: &Record, section: &str, book: &mut Book<'_>) {
    if let (Some(date), Some(expires)) = (record.day("date"), record.day("expires"))
        && expires < date
    {
        let expected = format!("a day from {date} on");
        book.fault(
            record.spot("expires"),
            &format!("{section}.expires"),
            &expected,
            expires.to_string(),
            "",
        );
    }
}

/// The assumptions of the records.
pub fn assumptions(records: &[Record], book: &mut Book<'_>) -> Vec<Assumption> {
    let (mut dated, mut typed) = (Vec::new(), Vec::new());
    let mut found = Vec::new();
    for record in records {
        expiry(record, "assumptions", book);
        let range = range(record, "base", "assumptions", book);
        if let Some(key) = record.text("key") {
            bounded(record, "base", Bounds::of(&key), "assumptions", book);
        }
        let grade = record.grade("grade").unwrap_or(Grade::D1);
        if grade == Grade::D2 && !book.faults.allow_undocumented {
            let hint = "an assumption with source, owner and date is D1";
            book.fault(
                record.spot("grade"),
                "assumptions.grade",
                "a grade up to D1",
                "`D2`",
                hint,
            );
        }
        let evidence = Evidence::of(record);
        let Some(key) = record.text("key") else {
            continue;
        };
        if let Some(name) = key.strip_prefix(INCREMENTAL)
            && Tested::named(name).is_none()
        {
            let names = Names::AreasAndPlatforms;
            tested::unknown(record.spot("key"), "assumptions.key", name, names, book);
        }
        if MEASURED.iter().any(|start| key.starts_with(start)) {
            let hint = "another key: the ledger takes this one from the exports";
            let found = format!("`{key}`");
            let expected = "a key that nothing measures";
            book.fault(record.spot("key"), "assumptions.key", expected, found, hint);
        }
        let period = record.period("period");
        let spot = record.spot("key").clone();
        typed.push(key.clone());
        dated.push((meaning(&key), period.unwrap_or(ALWAYS), spot));
        let Some(range) = range else { continue };
        if !evidence.is_documented() && !book.faults.allow_undocumented {
            continue;
        }
        found.push(Assumption {
            key,
            range,
            unit: record.text("unit"),
            evidence,
            period,
            grade,
            note: record.text("note"),
            spot: record.spot.clone(),
        });
    }
    twice(&dated, &typed, book);
    let limited = dated
        .into_iter()
        .filter(|(_, period, _)| *period != ALWAYS)
        .collect();
    overlap::check(limited, Sharing::None, "assumptions", book);
    found
}

/// How the keys of what a ledger measures begin.
pub const MEASURED: [&str; 2] = ["revenue_", "orders_paid"];

/// The days of what was not limited to some.
const ALWAYS: Period = Period {
    start: NaiveDate::MIN,
    end: NaiveDate::MAX,
};

/// What a key is about, whatever it is called: `incremental_revenue_facebook` and `incremental_revenue_Meta` are one.
fn meaning(key: &str) -> String {
    Tested::of_key(key).map_or_else(
        || key.to_owned(),
        |tested| format!("{INCREMENTAL}{tested:?}"),
    )
}

/// Keys that stand again although one of them holds for all days; each as it was typed.
fn twice(dated: &[overlap::Dated], typed: &[String], book: &mut Book<'_>) {
    type Typed<'t> = (&'t Spot, &'t String);
    let mut known: HashMap<&str, (Typed<'_>, Option<Typed<'_>>)> = HashMap::new();
    for ((key, period, place), typed) in dated.iter().zip(typed) {
        let spot = (place, typed);
        let always = (*period == ALWAYS).then_some(spot);
        let same = match known.entry(key) {
            Entry::Vacant(free) => {
                free.insert((spot, always));
                None
            }
            Entry::Occupied(mut taken) => {
                let (first, of_all) = *taken.get();
                taken.get_mut().1 = of_all.or(always);
                if always.is_some() {
                    Some(first)
                } else {
                    of_all
                }
            }
        };
        if let Some((first, other)) = same {
            let (file, line) = (&first.file, first.line);
            let found = if other == typed {
                format!("`{typed}` again, after {file}:{line}")
            } else {
                format!("`{typed}`, which means the same as `{other}` of {file}:{line}")
            };
            let hint = "take one away, or give each a `period` of its own";
            book.fault(
                place,
                "assumptions.key",
                "each assumption once",
                found,
                hint,
            );
        }
    }
}
