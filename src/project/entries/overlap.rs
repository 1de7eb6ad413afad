//! Periods of one thing that share days, so that something would count twice.

use crate::error::Spot;
use crate::time::{Calendar, Period};

use super::Book;

/// Which periods of one thing may share days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// None.
    None,
    /// The same period twice: two invoices of a month.
    Same,
    /// One that lies wholly in another, but is not the same: a month of a quarter.
    Nested,
}

/// One entry: what it is of, its days, its place.
pub type Dated = (String, Period, Spot);

/// Adds a fault for each entry whose days overlap those of an earlier one of the same thing.
pub fn check(mut entries: Vec<Dated>, sharing: Sharing, section: &str, book: &mut Book<'_>) {
    entries.sort_by(|a, b| (&a.0, &a.2).cmp(&(&b.0, &b.2)));
    // Periods of one thing so far, each once: a year of daily rows has few of them.
    let mut known: Vec<&Dated> = Vec::new();
    for entry in &entries {
        let (what, period, spot) = entry;
        known.retain(|(other, ..)| other == what);
        let clash = known.iter().find(|(_, other, _)| {
            let shares = period.overlap(other).is_some();
            let allowed = match sharing {
                Sharing::None => false,
                Sharing::Same => period == other,
                Sharing::Nested => {
                    period != other && (period.covers(other) || other.covers(period))
                }
            };
            shares && !allowed
        });
        if let Some((_, other, place)) = clash {
            let iso = |period: &Period| period.iso(Calendar::Gregorian);
            let (own, others) = (iso(period), iso(other));
            let found = format!("{own}, and {others} in {}:{}", place.file, place.line);
            let key = format!("{section}.period");
            let hint = match section {
                "labour" => {
                    "hours of two people differ in `note`; else share the days out, or add the hours up in one"
                }
                _ => "share the days out so that none belongs to two of them, or take one away",
            };
            book.fault(spot, &key, "periods that do not overlap", found, hint);
        }
        if known.iter().all(|(_, other, _)| other != period) {
            known.push(entry);
        }
    }
}
