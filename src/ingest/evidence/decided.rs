//! What the cells, the vendor's habit and the user together decide.

use crate::error::{Error, Place, Result};

use super::{Given, Seen};
use crate::ingest::date::{self, DateCell, DateOrder, OrderVerdict};
use crate::ingest::header;
use crate::ingest::number::{self, DecimalMark, Verdict};
use crate::ingest::plan::Plan;

/// The mark, and whether it matters.
pub(super) fn decided_mark(
    plan: &Plan,
    seen: &Seen,
    given: &Given,
    path: &str,
) -> Result<(DecimalMark, bool)> {
    let place = || seen.mark_place.clone().unwrap_or_else(|| Place::file(path));
    if let Some(mark) = given.mark {
        return Ok((mark, true));
    }
    let hint = || {
        let headers: Vec<String> = plan
            .header
            .iter()
            .map(|cell| header::normalised(cell))
            .collect();
        plan.profile
            .language_hints
            .iter()
            .find(|(header, _)| headers.contains(header))
            .map(|(_, mark)| *mark)
    };
    match seen.marks.verdict() {
        Verdict::Mark(mark) => Ok((mark, true)),
        Verdict::NoEvidence => Ok((
            plan.profile
                .decimal
                .or_else(hint)
                .unwrap_or(DecimalMark::Dot),
            false,
        )),
        Verdict::Ambiguous { sample } => match plan.profile.decimal.or_else(hint) {
            Some(mark) => Ok((mark, true)),
            None => {
                let read = |mark| {
                    number::number(&sample, mark)
                        .ok()
                        .flatten()
                        .map_or_else(String::new, |number| number.value.to_string())
                };
                Err(Error::DecimalMarkUnclear {
                    place: place(),
                    dot: read(DecimalMark::Dot),
                    comma: read(DecimalMark::Comma),
                    sample,
                })
            }
        },
        // The language of the headers settles what the cells leave open; those of the other mark are rejected.
        Verdict::Contradiction { dot, comma } => match plan.profile.decimal.or_else(hint) {
            Some(mark) => Ok((mark, true)),
            None => Err(Error::DecimalMarkContradiction {
                place: place(),
                dot: seen.as_written(dot, 0),
                comma: seen.as_written(comma, 1),
            }),
        },
    }
}

/// The order of evidence: the user, the preamble's span, the column itself, the vendor's habit. A column that reads only
/// one way beats the vendor's habit, which its cells would otherwise contradict row by row.
pub(super) fn decided_order(
    plan: &Plan,
    seen: &Seen,
    given: &Given,
    path: &str,
) -> Result<Option<DateOrder>> {
    let place = || {
        seen.order_place
            .clone()
            .unwrap_or_else(|| Place::file(path))
    };
    if given.order.is_some() {
        return Ok(given.order);
    }
    match seen.orders.verdict() {
        OrderVerdict::NotNeeded => Ok(plan.profile.date_order),
        OrderVerdict::Order(order) => Ok(Some(order)),
        OrderVerdict::BothAgree => Ok(plan.profile.date_order.or(Some(DateOrder::Mdy))),
        OrderVerdict::Ambiguous { sample, dmy, mdy } => {
            let dotted = seen
                .days
                .iter()
                .all(|day| day.contains('.') || !day.contains(['/', '-']));
            // Dots stand between day and month only where people write the day first.
            let habit = plan.profile.date_order.or(dotted.then_some(DateOrder::Dmy));
            match within(seen, given).or(habit) {
                Some(order) => Ok(Some(order)),
                None => Err(Error::DateOrderUnclear {
                    place: place(),
                    sample,
                    dmy: dmy.to_string(),
                    mdy: mdy.to_string(),
                }),
            }
        }
        OrderVerdict::Contradiction { dmy_only, mdy_only } => Err(Error::DateOrderContradiction {
            place: place(),
            dmy_only,
            mdy_only,
        }),
    }
}

/// The one order under which every sampled day lies in the preamble's span.
fn within(seen: &Seen, given: &Given) -> Option<DateOrder> {
    let (from, to) = given.range?;
    let fits = |order| {
        seen.days
            .iter()
            .all(|text| match date::date(text, Some(order)) {
                Ok(Some(DateCell::Day(moment))) => (from..=to).contains(&moment.day),
                Ok(_) => true,
                Err(_) => false,
            })
    };
    match (fits(DateOrder::Dmy), fits(DateOrder::Mdy)) {
        (true, false) => Some(DateOrder::Dmy),
        (false, true) => Some(DateOrder::Mdy),
        _ => None,
    }
}
