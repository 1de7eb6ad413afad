//! The days on which a line has all of its figures. It leaves the others out, as a ledger of those days alone has no value of
//! it: a figure that nobody states is not one, and not nothing.

use crate::report::ledger::LedgerInputs;
use crate::time::Period;

use super::weights_told::{days_told, lengthen};

/// A figure that a line cannot do without, and the days on which an entry of it holds that will do.
pub struct Needed<'k> {
    pub key: &'k str,
    pub days: Vec<Period>,
    /// What such an entry is.
    pub what: &'static str,
}

/// What an entry is where any will do.
pub const ANY: &str = "entry";

/// Those of the days of a line on which every figure has an entry, where it has days without one of them, which notes name.
pub fn complete(
    id: &str,
    days: &[Period],
    needed: &[Needed<'_>],
    given: &mut LedgerInputs,
) -> Option<Vec<Period>> {
    let own = distinct(days);
    let without = |from: &[Period], others: &[Period]| -> Vec<Period> {
        let left = from.iter();
        let left = left.flat_map(|days| days.without_all(others.iter().copied()));
        left.collect()
    };
    let bare = needed.iter().map(|one| (one, without(&own, &one.days)));
    let mut bare: Vec<(&Needed<'_>, Vec<Period>)> = bare.collect();
    bare.retain(|(_, days)| !days.is_empty());
    if bare.is_empty() {
        return None;
    }
    let left = bare
        .iter()
        .fold(own, |left, (_, days)| without(&left, days));
    let notes = &mut given.settings.notes;
    if left.is_empty() {
        let key = |one: &Needed<'_>| match one.what {
            ANY => one.key.to_owned(),
            what => format!("{} ({what})", one.key),
        };
        let keys: Vec<String> = bare.iter().map(|(one, _)| key(one)).collect();
        let each = if keys.len() > 1 { "each of " } else { "" };
        notes.push(format!(
            "{id} has no value: on none of its days is there an entry of {each}{}",
            keys.join(", ")
        ));
        return Some(left);
    }
    for (Needed { key, what, .. }, days) in bare {
        let mut told = Vec::new();
        days.into_iter().for_each(|days| lengthen(&mut told, days));
        notes.push(format!(
            "{key}: no {what} holds on {}: {id} leaves these days out",
            days_told(&told)
        ));
    }
    Some(left)
}

/// Each of the days once.
fn distinct(days: &[Period]) -> Vec<Period> {
    let mut found: Vec<Period> = Vec::new();
    for own in days {
        let new = own.without_all(found.iter().copied());
        found.extend(new);
    }
    found.sort();
    found
}
