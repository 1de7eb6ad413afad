//! What the lines above a header say of days.

use chrono::NaiveDate;

use crate::ingest::date::{self, DateOrder, Label};

/// What the preamble says of days.
#[derive(Clone, Copy, Debug, Default)]
pub struct Preamble {
    pub range: Option<(NaiveDate, NaiveDate)>,
    pub generated: Option<NaiveDate>,
}

pub fn preamble(lines: &[String], order: Option<DateOrder>) -> Preamble {
    let mut said = Preamble::default();
    let (mut start, mut end) = (None, None);
    for line in lines {
        match date::labelled_date(line) {
            Some((Label::Start, day)) => start = Some(day),
            Some((Label::End, day)) => end = Some(day),
            Some((Label::Generated, day)) => said.generated = Some(day),
            None => said.range = date::range_in(line, order).or(said.range),
        }
    }
    said.range = start.zip(end).or(said.range);
    said
}
