//! Dates as exports write them.

#[cfg(test)]
mod cells;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod lines;
#[cfg(test)]
mod order;

use super::DateOrder::{Dmy, Mdy, Ymd};
use super::*;

fn read(text: &str, order: Option<DateOrder>) -> String {
    match date(text, order) {
        Ok(Some(DateCell::Day(moment))) => moment.iso(),
        Ok(Some(DateCell::Range(first, last))) => format!("{first}..{last}"),
        Ok(Some(DateCell::YearMissing { month, day })) => format!("{month:02}-{day:02}"),
        Ok(None) => "null".to_owned(),
        Err(DateError::Ambiguous { dmy, mdy }) => format!("{dmy} or {mdy}"),
        Err(error) => format!("{error:?}"),
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("an ISO date")
}
