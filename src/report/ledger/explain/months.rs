//! Months, explained: what of each line and of each type of cost falls on their days.

use super::super::parts::{COST, arithmetic, line_part, money, printed};
use super::super::words::{less, signed};
use super::{LedgerExplanation, LedgerPart};
use crate::ledger::{Ledger, month_parts};
use crate::schema::col;
use crate::time::{Calendar, Period, PeriodSpec};

/// What a month begins with.
pub const MONTH: &str = "month.";

/// What lies in no month.
const OTHER: &str = "other";

fn own_name(period: Option<Period>) -> String {
    period.map_or(OTHER.into(), |days| days.iso(Calendar::Gregorian))
}

/// The names of the rows.
pub fn names(ledger: &Ledger) -> Vec<String> {
    let rows = ledger.over_time.rows.iter();
    rows.map(|row| format!("{MONTH}{}", own_name(row.period)))
        .collect()
}

/// The place of the month that a text means: its days, or a period of either calendar that holds them.
fn place(month: &str, ledger: &Ledger) -> Option<usize> {
    let rows = &ledger.over_time.rows;
    let exact = rows.iter().position(|row| own_name(row.period) == month);
    exact.or_else(|| {
        let meant: Vec<Period> = Calendar::ALL
            .into_iter()
            .filter_map(|calendar| PeriodSpec::parse(month, calendar).ok())
            .filter(|spec| !spec.needs_as_of())
            .filter_map(|spec| spec.resolve(chrono::NaiveDate::MIN).ok())
            .collect();
        let inside = |days: Period| meant.iter().any(|meant| meant.covers(&days));
        let mut found = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.period.is_some_and(inside));
        match (found.next(), found.next()) {
            (Some((at, _)), None) => Some(at),
            _ => None,
        }
    })
}

/// One month.
pub fn of_month(name: &str, month: &str, ledger: &Ledger) -> Option<LedgerExplanation> {
    let at = place(month, ledger)?;
    let row = &ledger.over_time.rows[at];
    let found = month_parts(ledger, row.period);
    let lines = found.lines.iter().map(|(line, amount)| {
        let part = LedgerPart {
            origin: format!("of {} for {}", money(line.counted(), ledger), line.period),
            ..line_part(line)
        };
        (part, *amount)
    });
    let lines = printed(lines.collect(), |amount| money(amount, ledger));
    let costs = found.costs.iter().map(|(kind, amount)| {
        let part = LedgerPart {
            name: format!("{COST}{}", kind.name()),
            title: "cost".into(),
            value: String::new(),
            origin: "its records, each over the days that it is for".into(),
            place: None,
        };
        (part, *amount)
    });
    let costs = printed(costs.collect(), |amount| {
        less(amount, money(amount, ledger))
    });
    Some(LedgerExplanation {
        figure: name.into(),
        title: "ROI of a month".into(),
        value: signed(row.roi),
        formula: "(value − cost) / cost, of what falls on its days".into(),
        parts: [lines, costs].concat(),
        notes: vec![arithmetic(
            &[(col::VALUE, row.value), ("cost", row.cost)],
            ledger,
        )],
    })
}
