//! What was assumed, counted and tested: entries of the project file as inputs, each with its place.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::error::{Error, Result};
use crate::options::Scope;
use crate::project::{Assumption, Evidence, Project, Range};
use crate::report::ledger::formulas::KAPPA;
use crate::report::ledger::{Input, LedgerInputs, Origin};
use crate::schema::{Amount, Grade, is_total_key};
use crate::time::{Calendar, Period};

use super::carried::{carried, on_days};
use super::covered::months_of;
use super::exports::Measured;
use super::held::{Held, Piece};
use super::money::Exchange;
use super::moved::Shifts;
use super::totals::total;
use super::{experiments, margins};

/// Adds the assumptions that hold in the period, experiments, the margin and the counts, some of them shifted. Returns sentences that the
/// reader should know.
///
/// # Errors
/// A missing rate.
pub fn add(
    project: &Project,
    scope: &Scope,
    exchange: &Exchange<'_>,
    measured: &Measured,
    calendar: Calendar,
    shifts: &Shifts<'_>,
    given: &mut LedgerInputs,
) -> Result<(Held, Vec<String>, Unrated)> {
    let (mut notes, mut held) = (Vec::new(), Held::moving(shifts));
    let mut unrated = Unrated::default();
    let edges = edges(project, calendar, &given.period);
    for assumption in holding(project, &given.period) {
        let own = assumption.period.and_then(|own| own.overlap(&given.period));
        let own = own.unwrap_or(given.period);
        let read = |exchange: &Exchange<'_>| -> Result<(Input, Vec<Piece>)> {
            let found = input(assumption, project, exchange, [&own, &given.period])?;
            let pieces = pieces(project, &assumption.key, exchange, &given.period, &edges)?;
            Ok((found, pieces))
        };
        let (mut found, pieces) = match read(exchange) {
            Err(missing @ Error::MissingRate { .. }) => {
                unrated.prices.push((assumption.key.clone(), missing));
                // As it is written, until it is known whether anything takes it.
                read(&exchange.as_written())?
            }
            read => read?,
        };
        let is_whole = match &pieces[..] {
            [one] => one.days.covers(&given.period),
            _ => false,
        };
        if changes(&assumption.key)
            && (!is_whole || is_kappa(&assumption.key) || assumption.key.starts_with("realised"))
        {
            held.hold(&assumption.key, pieces);
            if is_whole || !is_kappa(&assumption.key) {
                held.stands_in(&assumption.key);
            }
        }
        if is_total_key(&assumption.key) {
            match assumption.period {
                Some(_) => {
                    let days = [given.period];
                    let all = total(project, &assumption.key, exchange, &days, &given.period)?;
                    found = all.unwrap_or(found);
                }
                None => notes.push(format!(
                    "{} has no period and is taken for that of the ledger ({})",
                    assumption.key, assumption.spot
                )),
            }
        }
        // What was caused is weighted for each line of credit.
        if is_whole || !is_kappa(&assumption.key) {
            given.inputs.push(found);
        }
    }
    notes.extend(grades(project, &given.period));
    experiments::add(project, calendar, &mut held, given, &mut notes);
    held.shift(shifts, given);
    margins::add(project, scope, measured, given, &mut notes)?;
    counts(project, exchange, given)?;
    Ok((held, notes, unrated))
}

/// Prices in a currency without a rate for these days: a fault only where a line or a cost takes them.
#[derive(Default)]
pub struct Unrated {
    prices: Vec<(String, Error)>,
}

impl Unrated {
    /// Takes those away that nothing takes.
    ///
    /// # Errors
    /// The missing rate of one that something takes.
    pub fn settle(self, held: &Held, given: &mut LedgerInputs) -> Result<()> {
        for (key, missing) in self.prices {
            let lines = given.lines.iter().filter_map(|line| line.amount.as_ref());
            let costs = given.costs.iter().map(|cost| &cost.amount);
            let mut all = lines.chain(costs);
            if held.takes(&key) || all.any(|formula| formula.keys().contains(&key.as_str())) {
                return Err(missing);
            }
            given.remove(&key);
        }
        Ok(())
    }
}

/// Whether a key says how much of a credit was caused.
pub fn is_kappa(key: &str) -> bool {
    key.starts_with(KAPPA)
}

/// Whether a figure is weighted by the days of its entries: rates of discount and prices of exposure are in no sum.
fn changes(key: &str) -> bool {
    const OTHERS: [&str; 3] = ["customer_margin", "discount_rate", "monthly_contribution"];
    !is_total_key(key) && !OTHERS.contains(&key) && !key.starts_with("emv_")
}

/// The entries of a key on the days of the period; one in the money of another currency by its rate on the days of each
/// month and of each entry, so that what it multiplies has the rate of its own days.
fn pieces(
    project: &Project,
    key: &str,
    exchange: &Exchange<'_>,
    period: &Period,
    edges: &BTreeSet<NaiveDate>,
) -> Result<Vec<Piece>> {
    let mut found: Vec<Piece> = Vec::new();
    for one in project.assumptions.iter().filter(|one| one.key == key) {
        let Some(days) = one.period.map_or(Some(*period), |own| own.overlap(period)) else {
            continue;
        };
        let days = match exchange.foreign(one, &days)? {
            Some(_) => cut(days, edges),
            None => vec![days],
        };
        let first = found.len();
        for days in days {
            let mut input = input(one, project, exchange, [&days, period])?;
            let rate = |input: &Input| input.exchanged.as_ref().map(|own| own.rate);
            match found[first..].last_mut() {
                // One rate that holds on.
                Some(last) if rate(&last.input) == rate(&input) => {
                    last.days.end = days.end;
                    if let (Some(own), Some(known)) =
                        (&mut input.exchanged, &mut last.input.exchanged)
                    {
                        own.days.start = known.days.start;
                        *known = own.clone();
                    }
                }
                _ => found.push(Piece { days, input }),
            }
        }
    }
    found.sort_by_key(|piece| piece.days);
    Ok(found)
}

/// The first days of months and of entries, and those after entries: between them nothing changes but rates of money.
fn edges(project: &Project, calendar: Calendar, period: &Period) -> BTreeSet<NaiveDate> {
    let counted = project.counts.iter().map(|count| count.period);
    let assumed = project.assumptions.iter().filter_map(|one| one.period);
    let all = months_of(period, calendar).into_iter();
    let all = all.chain(counted).chain(assumed);
    all.flat_map(|days| [Some(days.start), days.end.succ_opt()])
        .flatten()
        .collect()
}

/// The days in parts that begin at the edges.
fn cut(days: Period, edges: &BTreeSet<NaiveDate>) -> Vec<Period> {
    let mut left = days;
    let mut found = Vec::new();
    for edge in edges.iter().filter(|edge| **edge > days.start) {
        if let (true, Some(end)) = (*edge <= days.end, edge.pred_opt()) {
            found.push(Period { end, ..left });
            left.start = *edge;
        }
    }
    found.push(left);
    found
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

/// What expired within the period, and grades that the evidence of an entry does not carry.
fn grades(project: &Project, period: &Period) -> Vec<String> {
    let mut notes = Vec::new();
    for one in &project.assumptions {
        let Some(days) = one.period.map_or(Some(*period), |own| own.overlap(period)) else {
            continue;
        };
        let expires = one.evidence.expires;
        match (carried(one, project, days.end).1, expires) {
            (Some(note), _) => notes.push(note),
            (None, Some(day)) if day < days.end => notes.push(format!(
                "the assumption {} expired on {day} ({})",
                one.key, one.spot
            )),
            _ => {}
        }
    }
    notes
}

/// An entry as an input: money by the rate of some days, graded for the days of a period.
pub fn input(
    assumption: &Assumption,
    project: &Project,
    exchange: &Exchange<'_>,
    [days, period]: [&Period; 2],
) -> Result<Input> {
    let unit = assumption.unit.as_deref().unwrap_or_default();
    let money = |amount: Amount| exchange.in_unit(assumption, amount, days);
    let range = Range {
        base: money(assumption.range.base)?,
        low: assumption.range.low.map(money).transpose()?,
        high: assumption.range.high.map(money).transpose()?,
    };
    let mut input = Input::assumption(&assumption.key, range.base, origin(&assumption.evidence))
        .in_unit(exchange.unit(unit))
        .stated_at(assumption.spot.to_string());
    (input.low, input.high) = (range.low, range.high);
    input.exchanged = exchange.foreign(assumption, days)?;
    let used = assumption.period.and_then(|own| own.overlap(period));
    let grades = on_days(assumption, project, used.unwrap_or(*period));
    input.grade = weakest(&grades);
    if grades.len() > 1 {
        input.grades = grades;
    }
    Ok(input)
}

/// The weakest of some grades by days; D1 is what any assumption is.
pub fn weakest(grades: &[(Period, Grade)]) -> Option<Grade> {
    let grades = grades.iter().map(|(_, grade)| *grade);
    Grade::weakest(grades).filter(|grade| *grade != Grade::D1)
}

/// An entry's source, owner and day.
pub fn origin(evidence: &Evidence) -> Origin {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Origin::document(text(&evidence.source), text(&evidence.owner), evidence.date)
}

/// The key of the incrementality of all social activity.
pub const KAPPA_OF_ALL: &str = "kappa_all";

/// Adds the keys that are counted on all of their days within the period.
fn counts(project: &Project, exchange: &Exchange<'_>, given: &mut LedgerInputs) -> Result<()> {
    let keys = project.counts.iter().map(|count| count.key.as_str());
    let keys: BTreeSet<&str> = keys.collect();
    for key in keys {
        if given.input(key).is_some() {
            continue;
        }
        let found = total(project, key, exchange, &[given.period], &given.period)?;
        given.inputs.extend(found);
    }
    Ok(())
}
