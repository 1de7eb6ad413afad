//! One cell of a record: days and instants, with the year of a day without one.

use chrono::{Datelike, NaiveDate};

use crate::ingest::columns::Cell;
use crate::ingest::date::{self, DateCell, DateError};
use crate::ingest::plan::{Plan, Slot};
use crate::ingest::records::Field;
use crate::schema::cells::day_number;

use super::Fault;

fn parsed_date(
    plan: &Plan,
    slot: &Slot,
    raw: &str,
    text: &str,
    fields: &[Field],
) -> Result<Option<DateCell>, Fault> {
    let found = match slot.stretch {
        Some(grain) => date::stretch(raw, grain, plan.order),
        None => date::date(raw, plan.order),
    };
    match found {
        Ok(Some(DateCell::YearMissing { month, day })) => {
            let id = slot
                .year_from
                .and_then(|cell| fields.get(cell))
                .map(|field| field.text(text));
            let placed = placed_year(plan, id.as_deref(), month, day).ok_or(Fault::YearMissing)?;
            Ok(Some(DateCell::Day(date::Moment {
                day: placed,
                time: None,
                offset: None,
            })))
        }
        Ok(Some(DateCell::Day(mut moment))) => {
            // The header says the zone of times that say none.
            if slot.is_utc && moment.time.is_some() {
                moment.offset = moment.offset.or(Some(0));
            }
            Ok(Some(DateCell::Day(moment)))
        }
        Ok(found) => Ok(found),
        Err(DateError::NotADate) => Err(Fault::NotADate),
        Err(DateError::Impossible | DateError::Ambiguous { .. }) => Err(Fault::NoSuchDay),
    }
}

pub fn date_cell(
    plan: &Plan,
    slot: &Slot,
    raw: &str,
    text: &str,
    fields: &[Field],
) -> Result<Cell, Fault> {
    Ok(match parsed_date(plan, slot, raw, text, fields)? {
        // Midnight is how exports write a day that has no time: such a day is no moment.
        Some(DateCell::Day(moment)) if moment.is_midnight() => Cell::Day(day_number(moment.day)),
        Some(DateCell::Day(moment)) => Cell::Day(day_number(moment.in_zone(plan.zone).day)),
        Some(DateCell::Range(from, to)) => Cell::Span(day_number(from), day_number(to)),
        _ => Cell::Null,
    })
}

pub fn instant_cell(
    plan: &Plan,
    slot: &Slot,
    raw: &str,
    text: &str,
    fields: &[Field],
) -> Result<Cell, Fault> {
    Ok(match parsed_date(plan, slot, raw, text, fields)? {
        Some(DateCell::Day(moment)) => Cell::Text(moment.in_zone(plan.zone).iso()),
        Some(DateCell::Range(from, _)) => Cell::Text(from.to_string()),
        _ => Cell::Null,
    })
}

/// The year of a day without one: from a TikTok identifier (its upper 32 bits are seconds since 1970), else the last
/// such day that is not after `--as-of`.
fn placed_year(plan: &Plan, id: Option<&str>, month: u32, day: u32) -> Option<NaiveDate> {
    let created = id.and_then(|id| {
        id.rsplit(|c: char| !c.is_ascii_digit())
            .find(|part| part.len() >= 15)?
            .parse::<u64>()
            .ok()
    });
    let created = created
        .and_then(|id| chrono::DateTime::from_timestamp((id >> 32) as i64, 0))
        .map(|moment| moment.date_naive());
    if let Some(created) = created {
        // The identifier's day is UTC, the page's day local: they differ by a day at most.
        let near = (-1..=1)
            .filter_map(|years| NaiveDate::from_ymd_opt(created.year() + years, month, day));
        return near
            .into_iter()
            .find(|date| (*date - created).num_days().abs() <= 2);
    }
    let as_of = plan.as_of?;
    let this = NaiveDate::from_ymd_opt(as_of.year(), month, day).filter(|date| *date <= as_of);
    this.or_else(|| NaiveDate::from_ymd_opt(as_of.year() - 1, month, day))
}
