//! Months, explained: what of each line and of each type of cost falls on their days.

use super::super::parts::{COST, arithmetic, line_part, money, origin, printed};
use super::super::words::{less, signed};
use super::{LedgerExplanation, LedgerPart};
use crate::ledger::{CostLine, Ledger, month_parts, rounded};
use crate::schema::{Amount, CostType, col};
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

/// The name, as people type it, of the month that lies nearest to one that the ledger has not.
pub fn near(month: &str, ledger: &Ledger) -> Option<String> {
    // A month without its nought is one.
    let whole = month
        .split_once('-')
        .map(|(year, number)| format!("{year}-{number:0>2}"));
    let month = whole.as_deref().unwrap_or(month);
    let meant = PeriodSpec::parse(month, Calendar::Gregorian).ok();
    let meant = meant.filter(|spec| !spec.needs_as_of())?;
    let meant = meant.resolve(chrono::NaiveDate::MIN).ok()?;
    let rows = ledger.over_time.rows.iter().enumerate();
    let days = rows.filter_map(|(at, row)| Some((at, row.period?)));
    let apart = |days: &Period| (days.start - meant.start).num_days().abs();
    let (at, days) = days.min_by_key(|(_, days)| apart(days))?;
    let short = Calendar::ALL.into_iter().find_map(|calendar| {
        let month = calendar.iso(days.start).get(..7)?.to_owned();
        (place(&month, ledger) == Some(at)).then_some(month)
    });
    Some(format!(
        "{MONTH}{}",
        short.unwrap_or_else(|| own_name(Some(days)))
    ))
}

/// The records of a type: of each what falls on the days, what all of it is where it is of other days too, and its rows or
/// its entry.
fn records(kind: CostType, all: &[(&CostLine, Amount)], ledger: &Ledger) -> String {
    let own = all.iter().filter(|(line, _)| line.cost_type == kind);
    let own: Vec<&(&CostLine, Amount)> = own.collect();
    let amounts: Vec<Amount> = own.iter().map(|(_, amount)| *amount).collect();
    let amounts = rounded(&amounts, 2);
    let told = own.iter().zip(amounts).map(|((line, exact), amount)| {
        let of = match *exact == line.counted {
            true => String::new(),
            false => format!(" of {} for {}", money(line.counted, ledger), line.period),
        };
        let inputs = || line.inputs.iter().filter_map(|key| ledger.input(key));
        let place = inputs().find_map(|input| input.place.clone());
        let at = place.or_else(|| inputs().next().map(origin));
        let at = at.filter(|at| !at.is_empty());
        let at = at.map_or_else(String::new, |at| format!(" ({at})"));
        format!("{} {}{of}{at}", line.formula, money(amount, ledger))
    });
    let told: Vec<String> = told.collect();
    told.join(" · ")
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
            origin: records(*kind, &found.records, ledger),
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
