//! L-15: losses that were expected before, less those after, of the days on which both are stated.

use crate::error::Result;
use crate::project::Project;
use crate::report::ledger::{LedgerInputs, formulas};

use super::complete::{ANY, Needed, complete};
use super::held::Held;
use super::money::Exchange;
use super::totals;

const BEFORE: &str = "expected_loss_before";
const AFTER: &str = "expected_loss_after";

/// Adds the line where losses before are stated.
///
/// # Errors
/// A missing rate, a sum that is too large.
pub fn add(
    project: &Project,
    exchange: &Exchange<'_>,
    held: &Held,
    given: &mut LedgerInputs,
) -> Result<()> {
    if given.input(BEFORE).is_none() {
        return Ok(());
    }
    let period = given.period;
    let days = totals::days_of(project, BEFORE, &period);
    let mut line = formulas::risk("", days, BEFORE, AFTER);
    // Without the other one the line says what it lacks.
    if given.input(AFTER).is_some() {
        let needed = [BEFORE, AFTER].map(|key| Needed {
            key,
            days: totals::assumed_days(project, key, &period),
            what: ANY,
        });
        let own: Vec<_> = needed.iter().flat_map(|one| one.days.clone()).collect();
        let kept = complete(&line.id(), &own, &needed, given);
        if let Some(kept) = kept.as_ref().filter(|days| !days.is_empty()) {
            line.period = totals::joined(kept).unwrap_or(period);
            for key in [BEFORE, AFTER] {
                totals::keep_days(project, key, exchange, kept, held, given)?;
            }
        }
        let days = kept.unwrap_or_else(|| vec![period]);
        if days.is_empty() {
            line.amount = None;
        }
        line.falls = totals::falls(project, exchange, BEFORE, &days, &period)?;
        let after = totals::falls(project, exchange, AFTER, &days, &period)?;
        let less = after.into_iter().map(|(days, amount)| (days, -amount));
        line.falls.extend(less);
    }
    given.lines.push(line);
    Ok(())
}
