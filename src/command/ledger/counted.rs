//! Lines of counts and assumptions: care and recruiting, L-07 to L-11.

use crate::error::Result;
use crate::project::Project;
use crate::report::ledger::formulas::{
    Deflected, Handled, Retained, community_deflection, deflection, handling, recruiting, retention,
};
use crate::report::ledger::{Input, InputKind, LedgerInputs, LineSpec};
use crate::schema::col;
use crate::time::Period;

use super::complete::complete;
use super::held::Held;
use super::money::Exchange;
use super::{ratios, totals};

/// The share of avoided work that really left the books, where nobody says.
const REALISED: &str = "realised_care";

/// The first of these keys that there is.
fn first(given: &LedgerInputs, keys: &[&'static str]) -> Option<&'static str> {
    keys.iter().copied().find(|key| given.input(key).is_some())
}

/// Adds the lines. What a line lacks it says itself.
///
/// # Errors
/// A missing rate, a sum that is too large.
pub fn add(
    project: &Project,
    exchange: &Exchange<'_>,
    held: &mut Held,
    given: &mut LedgerInputs,
) -> Result<()> {
    let of = (project, exchange);
    let period = given.period;
    let realised = first(given, &["realised_care", "realised"]);
    let saved = realised.unwrap_or(REALISED);
    let in_money = |mut line: LineSpec| {
        if realised.is_none() {
            let why = "not given: every contact avoided counts as money that was really saved";
            line.implicit
                .push(Input::implicit(REALISED, why).in_unit(col::SHARE));
        }
        line
    };
    if let Some(resolved) = first(given, &["contacts_resolved", "care_contacts"]) {
        let keys = Deflected {
            resolved,
            share: "deflection_share",
            contacts_per_resolution: first(given, &["contacts_per_resolution"]),
            unit_cost: "contact_cost",
            realised: Some(saved),
        };
        push(
            in_money(deflection("", period, keys)),
            resolved,
            of,
            held,
            given,
        )?;
    }
    if let Some(resolved) = first(given, &["community_resolved"]) {
        let keys = Deflected {
            resolved,
            share: "community_share",
            contacts_per_resolution: None,
            unit_cost: "contact_cost",
            realised: Some(saved),
        };
        push(
            in_money(community_deflection("", period, keys)),
            resolved,
            of,
            held,
            given,
        )?;
    }
    if let Some(served) = first(given, &["customers_served"]) {
        let keys = Retained {
            served,
            retention: "retention",
            control: "retention_control",
            contribution: "customer_contribution",
        };
        push(retention("", period, keys), served, of, held, given)?;
    }
    if let Some(contacts) = first(given, &["contacts_handled"]) {
        let keys = Handled {
            minutes_before: "minutes_before",
            minutes_now: "minutes_now",
            contacts,
            rate: "loaded_rate",
            realised: realised.unwrap_or("realised"),
        };
        push(handling("", period, keys), contacts, of, held, given)?;
    }
    if let Some(hires) = first(given, &["hires_social"]) {
        let line = recruiting("", period, hires, "agency_share", "agency_cost");
        push(line, hires, of, held, given)?;
    }
    Ok(())
}

fn push(
    line: LineSpec,
    count: &str,
    (project, exchange): (&Project, &Exchange<'_>),
    held: &mut Held,
    given: &mut LedgerInputs,
) -> Result<()> {
    let mut line = line;
    let period = given.period;
    let source = project.counts.iter().find(|entry| entry.key == count);
    let method = source.and_then(|entry| entry.source.clone());
    line.falls = totals::falls(project, exchange, count, &[period], &period)?;
    let own: Vec<Period> = line.falls.iter().map(|(days, _)| *days).collect();
    line.period = match given.input(count).map(|input| input.kind) {
        Some(InputKind::Measured) => period,
        _ => totals::joined(&own).unwrap_or(period),
    };
    let needed = ratios::needed(&line, count, held);
    match complete(&line.id(), &own, &needed, given) {
        None => {}
        Some(days) if days.is_empty() => (line.amount, line.falls) = (None, Vec::new()),
        Some(days) => {
            totals::keep_days(project, count, exchange, &days, held, given)?;
            line.falls = totals::falls(project, exchange, count, &days, &period)?;
        }
    }
    let line = line.by(method.unwrap_or_default());
    let line = ratios::weighted(line, count, held, given)?;
    given.lines.push(line);
    Ok(())
}
