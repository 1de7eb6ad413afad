//! Hours worked, each at the rate of its own days: that of its row, of its role, or the assumption `loaded_rate`.

use std::collections::HashMap;

use crate::error::Result;
use crate::project::{Assumption, LabourEntry, Project, Role};
use crate::report::ledger::{Input, LedgerInputs, Move, Origin, Work};
use crate::schema::{Amount, Function, col};
use crate::time::Period;

use super::assumptions::origin;
use super::costs::add_detail;
use super::held::Held;
use super::money::{Exchange, within};

/// The keys of rates that were added, by place and amount.
type Rates = HashMap<(String, Amount), String>;

/// The assumption that has the rate of hours without one of their own.
const LOADED_RATE: &str = "loaded_rate";

/// Contacts of the line that takes the assumption too.
const HANDLED: &str = "contacts_handled";

/// Those of an hour: the line of time saved weighs its rate by minutes.
const MINUTES: Amount = Amount::whole(60);

/// Adds the hours of the period.
///
/// # Errors
/// A missing rate of a currency.
pub fn add(
    project: &Project,
    exchange: &Exchange<'_>,
    held: &mut Held,
    given: &mut LedgerInputs,
) -> Result<()> {
    let mut labour: Vec<&LabourEntry> = project.labour.iter().collect();
    labour.sort_by(|one, other| hours_of(one).cmp(&hours_of(other)));
    let mut found = Vec::new();
    for entry in labour {
        if let Some((hours, period)) = within(entry.hours, &entry.period, &given.period) {
            let rate = rate(entry, project, exchange, held)?;
            found.push((entry, hours, period, rate));
        }
    }
    // What stands for entries that have other rates on their own days is used by nobody then.
    let stands = |given: &LedgerInputs, rate: &Input| {
        given
            .input(LOADED_RATE)
            .is_some_and(|known| is_same(known, rate))
    };
    let mut assumed = found.iter().filter(|(entry, ..)| entry.rate_assumed);
    let is_bare = assumed.clone().next().is_some() && given.input(HANDLED).is_none();
    if is_bare && !assumed.any(|(.., rate)| stands(given, rate)) {
        given.remove(LOADED_RATE);
    }
    let changes = held.changes(LOADED_RATE, &given.period);
    let mut rates = Rates::new();
    for (entry, hours, period, rate) in found {
        if let (true, Some(minutes)) = (entry.rate_assumed && changes, hours.times(MINUTES)) {
            held.mixes.note_cost(&rate, minutes, period);
        }
        let key = match entry.rate_assumed && stands(given, &rate) {
            true => {
                held.keep(LOADED_RATE);
                LOADED_RATE.to_owned()
            }
            false => key(rate, &mut rates, given),
        };
        given.work(Work {
            function: entry.function,
            period,
            role: entry.role.clone().unwrap_or_default(),
            hours,
            rate: key,
            origin: Origin::rows(&entry.spot.file, 1),
        });
        if let Some(input) = given.inputs.last_mut() {
            input.place = Some(entry.spot.to_string());
        }
        add_detail(entry.note.as_ref(), given);
    }
    Ok(())
}

type Hours<'e> = (Period, Option<Function>, [Option<&'e str>; 2], [Amount; 2]);

fn hours_of(entry: &LabourEntry) -> Hours<'_> {
    let words = [entry.role.as_deref(), entry.note.as_deref()];
    let amounts = [entry.hours, entry.rate.reported];
    (entry.period, entry.function, words, amounts)
}

/// Whether two rates are one entry at one value.
fn is_same(known: &Input, rate: &Input) -> bool {
    known.place == rate.place && known.base == rate.base
}

/// The key of a rate, which is added where it is not there yet.
fn key(rate: Input, rates: &mut Rates, given: &mut LedgerInputs) -> String {
    let own = (rate.place.clone().unwrap_or_default(), rate.base);
    if let Some(known) = rates.get(&own) {
        return known.clone();
    }
    let key = match rate.key == LOADED_RATE && given.input(LOADED_RATE).is_none() {
        true => {
            given.inputs.push(rate);
            LOADED_RATE.to_owned()
        }
        false => given.add_to(rate),
    };
    rates.insert(own, key.clone());
    key
}

/// The rate of an entry, by the rate of its currency on its days; under the name that it has without a number.
fn rate(
    entry: &LabourEntry,
    project: &Project,
    exchange: &Exchange<'_>,
    held: &Held,
) -> Result<Input> {
    let base = exchange.of_entry(&entry.rate, &entry.period, &entry.spot)?;
    let mut assumed = project.assumptions.iter();
    let assumed = assumed.find(|known| entry.rate_assumed && known.spot == entry.rate_spot);
    let role = project.roles.iter();
    let role = role.into_iter().find(|role| role.spot == entry.rate_spot);
    let name = match (&entry.role, assumed) {
        (_, Some(_)) => LOADED_RATE.to_owned(),
        // A rate of the row's own is no other record of that of its role.
        (Some(name), None) if role.is_none() && has_rate(project, name) => {
            format!("own_{}", of_role(name))
        }
        (Some(name), _) => of_role(name),
        (None, _) => col::RATE.into(),
    };
    let mut input = match (assumed, role) {
        (Some(known), _) => of_assumption(known, base, entry, exchange, held)?,
        (None, Some(Role { evidence, .. })) => Input::assumption(&name, base, origin(evidence)),
        (None, None) => Input::measured(&name, base, Origin::rows(&entry.rate_spot.file, 1)),
    };
    if held.supposed(&name).is_none() {
        input.exchanged = exchange.stated(&entry.rate, &entry.period, &entry.spot);
    }
    let to = exchange.to.as_deref().unwrap_or_default();
    Ok(input
        .in_unit(format!("{to}/h"))
        .stated_at(entry.rate_spot.to_string()))
}

/// The key of the rate of a role.
fn of_role(name: &str) -> String {
    format!("rate_{}", name.trim().to_lowercase().replace(' ', "_"))
}

/// Whether a role of that name has a rate.
fn has_rate(project: &Project, name: &str) -> bool {
    let mut roles = project.roles.iter();
    roles.any(|role| of_role(&role.role) == of_role(name))
}

/// The assumption on the days of an entry, or what is supposed of it.
fn of_assumption(
    known: &Assumption,
    base: Amount,
    entry: &LabourEntry,
    exchange: &Exchange<'_>,
    held: &Held,
) -> Result<Input> {
    let money = |end: Option<Amount>| {
        end.map(|end| exchange.in_unit(known, end, &entry.period))
            .transpose()
    };
    let (low, high) = (money(known.range.low)?, money(known.range.high)?);
    let evidence = origin(&known.evidence);
    let of = |base| Input::assumption(LOADED_RATE, base, evidence.clone());
    Ok(match held.supposed(LOADED_RATE) {
        Some(Move::To(value)) => of(value),
        Some(Move::Low) => of(low.unwrap_or(base)),
        Some(Move::High) => of(high.unwrap_or(base)),
        None => Input {
            low,
            high,
            ..of(base)
        },
    })
}
