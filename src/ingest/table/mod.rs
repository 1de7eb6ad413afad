//! One found table, read: conventions decided, rows filled, totals reconciled, constants and currency set.

mod block;
mod card;
mod currency;
mod finish;
mod names;
mod preamble;
mod reject;
mod tell;

use std::sync::Arc;

use crate::error::{Error, Result};
use crate::schema::cells::day_number;

use super::IngestOptions;
use super::columns::NO_DAY;
use super::date::DateOrder;
use super::discover::{Form, Found};
use super::evidence::{self, Given};
use super::fill::{self, Filled, Frame};
use super::number::DecimalMark;
use super::plan::Plan;
use super::profile::Profile;
use super::reading::{Reading, Status};
use super::totals;
use block::read_block;
use card::card_match;
use finish::finish;
use preamble::preamble;
use tell::tell_rows;

pub use reject::first_reject;
pub use tell::{REJECTS_HINT, tell_columns};

/// Where a table was found.
#[derive(Clone, Copy, Debug)]
pub struct Place<'t> {
    /// The file as shown.
    pub path: &'t str,
    /// Named by the user.
    pub named: bool,
    /// The delimiter.
    pub delimiter: u8,
    /// A workbook or parquet file.
    pub origin: Option<&'static str>,
}

/// The reading of a table that failed after its format was known.
pub fn failed(found: &Found, place: &Place<'_>, error: &Error) -> Reading {
    let mut reading = Reading::failed(place.path, place.named, error);
    describe(&mut reading, profile_of(found), found, place);
    reading.hint = error.hint();
    reading
}

fn profile_of(found: &Found) -> &Arc<Profile> {
    match &found.form {
        Form::Rows(found) => &found.profile,
        Form::Card(profile, _) | Form::Block(profile) => profile,
    }
}

/// A reading of a table that was found, before its rows are read.
pub fn described(found: &Found, place: &Place<'_>) -> Reading {
    let mut reading = Reading::new(place.path, place.named);
    describe(&mut reading, profile_of(found), found, place);
    reading
}

fn describe(reading: &mut Reading, profile: &Profile, found: &Found, place: &Place<'_>) {
    reading.table = Some(profile.table.name);
    reading.profile = Some(profile.name.clone());
    reading.title = Some(profile.title.clone());
    reading.evidence = Some(profile.evidence);
    reading.basis.clone_from(&profile.basis);
    reading.header_line = Some(found.header_line);
    reading.delimiter = place
        .origin
        .map_or_else(|| delimiter_name(place.delimiter), str::to_owned);
}

fn delimiter_name(delimiter: u8) -> String {
    match delimiter {
        b'\t' => "tab".into(),
        b',' => "comma".into(),
        b';' => "semicolon".into(),
        other => format!("`{}`", other as char),
    }
}

/// Reads one table.
///
/// # Errors
/// What makes the whole table unreadable: unclear conventions, a total that is none, a record that never ends.
pub fn read(
    text: &str,
    found: &Found,
    place: &Place<'_>,
    options: &IngestOptions,
) -> Result<Reading> {
    let profile = profile_of(found);
    let mut reading = Reading::new(place.path, place.named);
    describe(&mut reading, profile, found, place);
    if let Some(reason) = &profile.refuse {
        reading.status = Status::Refused;
        reading.message.clone_from(reason);
        return Ok(reading);
    }
    if let Form::Block(profile) = &found.form {
        return read_block(text, found, place, options, reading, profile);
    }
    let matched = match &found.form {
        Form::Rows(matched) => matched.clone(),
        Form::Card(profile, card) => card_match(profile, card, &found.header),
        Form::Block(_) => unreachable!("blocks were read above"),
    };
    let mut plan = Plan::new(&matched, &found.header);
    plan.as_of = options.as_of;
    plan.zone = options.zone;
    read_rows(text, &mut plan, found, place, options, reading)
}

fn read_rows(
    text: &str,
    plan: &mut Plan,
    found: &Found,
    place: &Place<'_>,
    options: &IngestOptions,
    mut reading: Reading,
) -> Result<Reading> {
    let preamble = preamble(&found.preamble, options.date_order);
    let given = Given {
        order: options.date_order,
        mark: options.decimal,
        range: preamble.range,
        numbers: place.origin.is_some(),
    };
    let conventions =
        evidence::conventions(text, place.delimiter, plan, &found.rows, &given, place.path)?;
    plan.mark = conventions.mark;
    plan.order = conventions.order;
    reading.has_moments = conventions.has_moments;
    let days = preamble.range.map_or((NO_DAY, NO_DAY), |(from, to)| {
        (day_number(from), day_number(to))
    });
    let frame = Frame {
        text,
        delimiter: place.delimiter,
        path: place.path,
        days,
    };
    plan.write_to_the_cent(&conventions.cents);
    let mut filled = fill::fill(frame, plan, &found.rows)?;
    if !conventions.whole && filled.is_doubtful() {
        // The first rows made it a column of cents; only all of them may refuse its rows.
        let cents = evidence::cents(text, place.delimiter, plan, &found.rows, place.path);
        if plan.write_to_the_cent(&cents) {
            drop(filled);
            filled = fill::fill(frame, plan, &found.rows)?;
        }
    }
    if plan.profile.start_dates {
        span_from_starts(&mut filled, days);
    }
    reading.totals = totals::reconcile(&mut filled, plan, days, place.path)?;
    reading.decimal = conventions
        .mark_seen
        .then_some(if conventions.mark == DecimalMark::Dot {
            "point"
        } else {
            "comma"
        });
    reading.date_order = conventions.order.map(DateOrder::name);
    reading.generated = preamble.generated;
    tell_columns(&mut reading, plan);
    tell_rows(&mut reading, plan, &filled, text, place, options)?;
    finish(&mut reading, plan, filled, place, options)?;
    Ok(reading)
}

/// Rows that all begin with the report, which goes on for days, sum up the whole of it.
fn span_from_starts(filled: &mut Filled, (from, to): (i32, i32)) {
    let all_begin = filled
        .starts
        .iter()
        .zip(&filled.ends)
        .all(|(start, end)| *start == from && *end == from);
    if from != NO_DAY && to > from && all_begin {
        filled.ends.fill(to);
    }
}
