//! L-14: what advertising did for the brand, by a model that a test calibrates.

use crate::error::Result;
use crate::project::Project;
use crate::report::ledger::{LedgerInputs, Rule, formulas};
use crate::schema::{Amount, Grade};
use crate::time::Period;

use super::complete::{Needed, complete};
use super::held::Held;
use super::lines::at_margin;
use super::money::Exchange;
use super::totals;

const EFFECT: &str = "brand_effect";

/// Adds the line where an effect is stated.
///
/// # Errors
/// A missing rate, a sum that is too large.
pub fn add(
    project: &Project,
    exchange: &Exchange<'_>,
    held: &mut Held,
    given: &mut LedgerInputs,
) -> Result<()> {
    if given.input(EFFECT).is_none() {
        return Ok(());
    }
    let days = calibrated(project, exchange, held, given)?;
    let spans: Vec<Period> = days.iter().map(|(days, _)| *days).collect();
    let period = totals::joined(&spans).unwrap_or(given.period);
    let (margin, falls) = at_margin(project, &days, EFFECT, held, given)?;
    let line = formulas::brand("", period, EFFECT, margin.as_deref());
    given.lines.push(line.falling(falls));
    Ok(())
}

/// The stretches of days of the effect, and what lies in each: those of a model that a test calibrates, where there are
/// such; nothing where it has no days of its own.
fn calibrated(
    project: &Project,
    exchange: &Exchange<'_>,
    held: &Held,
    given: &mut LedgerInputs,
) -> Result<Vec<(Period, Amount)>> {
    let period = given.period;
    let all = totals::stretches(project, exchange, EFFECT, &period)?;
    let spans: Vec<Period> = all.iter().map(|(days, _)| *days).collect();
    let mut grades = totals::grades(project, EFFECT, &spans);
    grades.retain(|(_, grade)| *grade <= Grade::C1);
    if grades.is_empty() {
        return Ok(all);
    }
    let needed = Needed {
        key: EFFECT,
        days: grades.into_iter().map(|(days, _)| days).collect(),
        what: "effect by a calibrated model",
    };
    let Some(days) = complete(Rule::Brand.code(), &spans, &[needed], given) else {
        return Ok(all);
    };
    totals::keep_days(project, EFFECT, exchange, &days, held, given)?;
    totals::falls(project, exchange, EFFECT, &days, &period)
}
