//! What conditions leave of the media that stands in no export: nothing is known of it but its record, which has a
//! function and mostly a platform, whose ads are of a channel.

use std::collections::BTreeSet;

use crate::project::{CostEntry, Project};
use crate::report::ledger::LedgerInputs;
use crate::report::{FUNCTION, Filter};
use crate::schema::{CostType, Function, channel_of_platform, col};

use super::costs::Typed;

/// Whether media is among what conditions leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passing<'f> {
    /// Every condition lets it pass.
    Passes,
    /// One of them does not.
    Fails,
    /// One of them asks for this key, which the record does not have.
    Unknown(&'f str),
}

/// What conditions make of a record of media.
pub fn media<'f>(entry: &CostEntry, filters: &'f [Filter]) -> Passing<'f> {
    let mut found = Passing::Passes;
    for filter in filters {
        match own_key(entry, &filter.key) {
            Some(text) if filter.test.passes(text) => {}
            Some(_) => return Passing::Fails,
            None if found == Passing::Passes => found = Passing::Unknown(&filter.key),
            None => {}
        }
    }
    found
}

/// Whether media that was typed is: it is that of ads, and of whatever else the conditions ask for.
pub fn typed_media(filters: &[Filter]) -> bool {
    let mut own = filters.iter().filter(|filter| filter.key == FUNCTION);
    own.all(|filter| filter.test.passes(Function::Paid.name()))
}

/// Whether a cost of the project is: of what is no media only the platform is asked for, where it names one.
pub fn cost(entry: &CostEntry, filters: &[Filter]) -> bool {
    if entry.cost_type == CostType::Media {
        return media(entry, filters) == Passing::Passes;
    }
    let Some(platform) = &entry.platform else {
        return true;
    };
    let mut own = filters.iter().filter(|filter| filter.key == col::PLATFORM);
    own.all(|filter| filter.test.passes(platform))
}

/// The sentence about media of the period that is left out as its records do not say what the conditions ask for.
pub fn told(project: &Project, typed: Typed<'_>, given: &LedgerInputs) -> Option<String> {
    if typed.has(CostType::Media) {
        return None;
    }
    let (mut names, mut keys) = (BTreeSet::new(), BTreeSet::new());
    let costs = project.costs.iter();
    for entry in costs.filter(|cost| cost.cost_type == CostType::Media) {
        if let Passing::Unknown(key) = media(entry, typed.filters)
            && counts(entry, given)
        {
            names.insert(name(entry));
            keys.insert(key);
        }
    }
    let list = |all: BTreeSet<&str>| all.into_iter().collect::<Vec<_>>().join(", ");
    (!names.is_empty()).then(|| {
        format!(
            "media of the project ({}) is left out, and what is credited to ads that have no other on record: --where asks for {}, and no invoice says it",
            list(names),
            list(keys)
        )
    })
}

/// Whether any day of it is in the period and in no export of its platform.
fn counts(entry: &CostEntry, given: &LedgerInputs) -> bool {
    let may_hold = |platform: &str| {
        !entry.is_others && entry.platform.as_deref().is_none_or(|own| own == platform)
    };
    let exported = given.exported.iter();
    let exported = exported.filter(|media| may_hold(&media.platform));
    let own = entry.period.overlap(&given.period);
    own.is_some_and(|own| {
        let free = own.without_all(exported.map(|media| media.period));
        !free.is_empty()
    })
}

fn name(entry: &CostEntry) -> &str {
    let names = [&entry.platform, &entry.vendor, &entry.note];
    let mut names = names.into_iter().flatten();
    names.next().map_or("of no named platform", String::as_str)
}

/// What a record says of a key.
fn own_key<'c>(entry: &'c CostEntry, key: &str) -> Option<&'c str> {
    let platform = entry.platform.as_deref();
    match key {
        FUNCTION => Some(entry.function.unwrap_or(Function::Paid).name()),
        col::PLATFORM if entry.is_others => Some(name(entry)),
        col::PLATFORM => platform,
        col::CHANNEL => platform.and_then(channel_of_platform),
        _ => None,
    }
}
