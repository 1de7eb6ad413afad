//! What was assumed, counted and tested: entries of the project file as inputs, each with its place.

use crate::error::Result;
use crate::options::Scope;
use crate::project::{Assumption, Evidence, Project, Range};
use crate::report::ledger::{FileRows, Input, InputKind, LedgerInputs, Origin};
use crate::schema::{Amount, Grade, is_total_key};
use crate::time::Period;

use super::exports::Measured;
use super::money::{Exchange, within};
use super::{experiments, margins};

/// Adds the assumptions that hold in the period, experiments, the margin and the counts. Returns sentences that the
/// reader should know.
///
/// # Errors
/// A missing rate.
pub fn add(
    project: &Project,
    scope: &Scope,
    exchange: &Exchange<'_>,
    measured: &Measured,
    given: &mut LedgerInputs,
) -> Result<Vec<String>> {
    let mut notes = Vec::new();
    for assumption in holding(project, &given.period) {
        let mut found = input(assumption, exchange, &given.period)?;
        if is_total_key(&assumption.key) {
            match assumption.period {
                Some(_) => total(project, assumption, exchange, &given.period, &mut found)?,
                None => notes.push(format!(
                    "{} has no period and is taken for that of the ledger ({})",
                    assumption.key, assumption.spot
                )),
            }
        }
        given.inputs.push(found);
        let expires = assumption.evidence.expires;
        if let Some(day) = expires.filter(|day| *day < given.period.end) {
            notes.push(format!(
                "the assumption {} expired on {day} ({})",
                assumption.key, assumption.spot
            ));
        }
    }
    experiments::add(project, exchange, given, &mut notes)?;
    margins::add(project, scope, measured, given, &mut notes);
    counts(project, given, &mut notes);
    Ok(notes)
}

/// Assumptions of the period, each key once: one that holds for all of its days before one that holds for some.
fn holding<'p>(project: &'p Project, period: &Period) -> Vec<&'p Assumption> {
    let mut found: Vec<&Assumption> = Vec::new();
    let days = |one: &Assumption| match one.period {
        None => period.days(),
        Some(own) => own.overlap(period).map_or(0, |common| common.days()),
    };
    // By content, so that the order of the file decides nothing.
    let mut own: Vec<&Assumption> = project.assumptions.iter().collect();
    own.retain(|one| days(one) > 0);
    own.sort_by_key(|one| (&one.key, one.period.map(|period| period.start)));
    for one in own {
        // Those of one key stand one after the other.
        match found.last_mut().filter(|known| known.key == one.key) {
            Some(known) if days(one) > days(known) => *known = one,
            Some(_) => {}
            None => found.push(one),
        }
    }
    found
}

/// The sum of every entry of a total, each pro rata by the days that it has in common with the period.
fn total(
    project: &Project,
    first: &Assumption,
    exchange: &Exchange<'_>,
    period: &Period,
    found: &mut Input,
) -> Result<()> {
    let (mut base, mut low, mut high) = (Amount::ZERO, Amount::ZERO, Amount::ZERO);
    let mut ranged = false;
    for one in project
        .assumptions
        .iter()
        .filter(|one| one.key == first.key)
    {
        let Some(own) = one.period else { continue };
        let whole = input(one, exchange, &own)?;
        let part =
            |amount: Amount| within(amount, &own, period).map_or(Amount::ZERO, |(part, _)| part);
        base += part(whole.base);
        low += part(whole.low.unwrap_or(whole.base));
        high += part(whole.high.unwrap_or(whole.base));
        ranged |= whole.range().is_some();
    }
    found.base = base;
    (found.low, found.high) = (ranged.then_some(low), ranged.then_some(high));
    Ok(())
}

/// The days of a line that rests on a total: those of its entries within the period; the period where none has its own.
pub fn days_of(project: &Project, key: &str, period: &Period) -> Period {
    let entries = project.assumptions.iter().filter(|one| one.key == key);
    let common = entries.filter_map(|one| one.period?.overlap(period));
    let joined = common.reduce(|one, two| Period {
        start: one.start.min(two.start),
        end: one.end.max(two.end),
    });
    joined.unwrap_or(*period)
}

fn input(assumption: &Assumption, exchange: &Exchange<'_>, period: &Period) -> Result<Input> {
    let unit = assumption.unit.as_deref().unwrap_or_default();
    let money = |amount: Amount| exchange.in_unit(assumption, amount, period);
    let range = Range {
        base: money(assumption.range.base)?,
        low: assumption.range.low.map(money).transpose()?,
        high: assumption.range.high.map(money).transpose()?,
    };
    let mut input = Input::assumption(&assumption.key, range.base, origin(&assumption.evidence))
        .in_unit(exchange.unit(unit))
        .stated_at(assumption.spot.to_string());
    (input.low, input.high) = (range.low, range.high);
    // D1 is what any assumption is; a stated κ of one is as good as the credit.
    input.grade = Some(assumption.grade).filter(|grade| *grade != Grade::D1);
    Ok(input)
}

/// An entry's source, owner and day.
pub fn origin(evidence: &Evidence) -> Origin {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Origin::document(text(&evidence.source), text(&evidence.owner), evidence.date)
}

/// The key of the incrementality of all social activity.
pub const KAPPA_OF_ALL: &str = "kappa_all";

/// What was counted within the period, each key summed; days outside of it count by their share.
fn counts(project: &Project, given: &mut LedgerInputs, notes: &mut Vec<String>) {
    let mut keys: Vec<&str> = project
        .counts
        .iter()
        .map(|count| count.key.as_str())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        let parts = project.counts.iter().filter(|count| count.key == key);
        let mut sum = Amount::ZERO;
        let mut files: Vec<FileRows> = Vec::new();
        let mut place = None;
        for count in parts {
            let Some((part, _)) = within(count.value, &count.period, &given.period) else {
                continue;
            };
            sum += part;
            place.get_or_insert_with(|| count.spot.to_string());
            match files.iter_mut().find(|known| known.file == count.spot.file) {
                Some(known) => known.rows += 1,
                None => files.push(FileRows {
                    file: count.spot.file.clone(),
                    rows: 1,
                }),
            }
        }
        let known = given.input(key).map(|input| input.place.clone());
        if let (Some(assumed), Some(counted)) = (&known, &place) {
            notes.push(format!(
                "{key} was counted ({counted}) and is assumed too ({}): the assumption counts",
                assumed.as_deref().unwrap_or_default()
            ));
        }
        if let Some(place) = place.filter(|_| known.is_none()) {
            let input = Input::measured(key, sum, Origin::Files(files));
            given.inputs.push(input.stated_at(place));
        }
    }
}

/// How a count falls into months: the days of its entries and what of it lies in them.
pub fn falls(project: &Project, key: &str, period: &Period) -> Vec<(Period, Amount)> {
    let own = project.counts.iter().filter(|count| count.key == key);
    own.filter_map(|count| within(count.value, &count.period, period))
        .map(|(part, days)| (days, part))
        .collect()
}

/// Whether an input of that key is there and is no count.
pub fn is_stated(given: &LedgerInputs, key: &str) -> bool {
    given
        .input(key)
        .is_some_and(|input| input.kind != InputKind::Measured)
}
