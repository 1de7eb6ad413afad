//! What became of deals, and the day on which each counts.
//!
//! A deal that was won counts on the day on which it closed; every other on the day on which it arose. Whether it was won
//! is what flags of the database say, else the words of its state, else those of its stage ([`DealState::of`]). A stage
//! that says neither is told and open, so that nobody loses a deal unseen.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use polars::prelude::DataFrame;

use crate::error::{Result, Warning};
use crate::schema::cells::{amounts, day_column, day_number, day_of, days, text_column, texts};
use crate::schema::{Amount, DealState, col};

use super::reading::Reading;

/// Stages that a warning names; more are counted.
const STAGES: usize = 4;

/// Settles what became of every deal of a reading and its day. `has_day` says that the file has a day of its own for each
/// row beside those of the deal; `as_of` is the last day that may be known.
///
/// # Errors
/// Where polars refuses a column.
pub fn settle(reading: &mut Reading, has_day: bool, as_of: Option<NaiveDate>) -> Result<()> {
    let Some(frame) = reading.frame.take() else {
        return Ok(());
    };
    let deals = Deals::of(&frame, has_day);
    let last = as_of.or(reading.generated).map(day_number);
    let found = deals.settled(last);
    reading.warnings.extend(found.told(&reading.path, last));
    reading.dates = deals.span(&found);
    let mut settled = frame.clone();
    if let Some(states) = &found.states {
        let names = states.iter().map(|state| Some(state.name()));
        settled.with_column(text_column(col::STATUS, names))?;
    }
    if has_day {
        settled.with_column(day_column(col::DATE, deals.day.clone()))?;
    }
    for name in [col::PERIOD_START, col::PERIOD_END] {
        settled.with_column(day_column(name, found.days.clone()))?;
    }
    reading.frame = Some(settled);
    Ok(())
}

/// The columns of deals that say what became of them and when.
struct Deals<'f> {
    frame: &'f DataFrame,
    /// Days of rows without a day of the deal's own.
    day: Vec<Option<i32>>,
    arose: Vec<Option<i32>>,
    closed: Vec<Option<i32>>,
}

/// What became of deals.
#[derive(Default)]
struct Settled {
    /// The state of each; `None` where no column says so of any.
    states: Option<Vec<DealState>>,
    days: Vec<Option<i32>>,
    /// Stages that say nothing, and how many deals are in them.
    unclear: BTreeMap<String, u64>,
    without_day: Counted,
    in_future: Counted,
    below_zero: Counted,
    without_amount: u64,
}

/// Deals, and their money.
#[derive(Default)]
struct Counted {
    deals: u64,
    money: Amount,
}

impl Counted {
    fn add(&mut self, money: Option<i128>) {
        self.deals += 1;
        self.money += Amount(money.unwrap_or_default());
    }

    fn told(&self, what: &str) -> String {
        match self.money {
            Amount::ZERO => format!("{}{what}", numbered(self.deals)),
            money => format!("{}{what} ({money} in money)", numbered(self.deals)),
        }
    }
}

fn numbered(deals: u64) -> String {
    match deals {
        1 => "1 deal".into(),
        deals => format!("{deals} deals"),
    }
}

impl<'f> Deals<'f> {
    fn of(frame: &'f DataFrame, has_day: bool) -> Self {
        let rows = frame.height();
        let moments = |name: &str| -> Vec<Option<i32>> {
            let texts = texts(frame, name).unwrap_or_else(|| vec![None; rows]);
            let day = |text: Option<&str>| {
                let day = text?.get(..10)?.parse::<NaiveDate>().ok()?;
                Some(day_number(day))
            };
            texts.into_iter().map(day).collect()
        };
        let known = days(frame, col::PERIOD_START);
        let (opened, leads) = (moments(col::OPP_CREATED_AT), moments(col::LEAD_CREATED_AT));
        let arose = |row: usize| opened[row].or(leads[row]).or(known[row]);
        Self {
            frame,
            arose: (0..rows).map(arose).collect(),
            closed: moments(col::CLOSED_AT),
            day: if has_day { known } else { vec![None; rows] },
        }
    }

    fn settled(&self, last: Option<i32>) -> Settled {
        let mut found = Settled {
            days: self.arose.clone(),
            ..Settled::default()
        };
        let Some(mut states) = self.states(&mut found.unclear) else {
            return found;
        };
        let money = amounts(self.frame, col::AMOUNT);
        let money = money.unwrap_or_else(|| vec![None; states.len()]);
        for (row, state) in states.iter_mut().enumerate() {
            if *state != DealState::Won {
                continue;
            }
            let day = self.closed[row].or(self.day[row]);
            if day.zip(last).is_some_and(|(day, last)| day > last) {
                *state = DealState::Open;
                found.in_future.add(money[row]);
                continue;
            }
            found.days[row] = day;
            if day.is_none() {
                found.without_day.add(money[row]);
            }
            match money[row] {
                None => found.without_amount += 1,
                Some(units) if units < 0 => found.below_zero.add(Some(units)),
                Some(_) => {}
            }
        }
        found.states = Some(states);
        found
    }

    /// The state of each deal; `None` where no column says so.
    fn states(&self, unclear: &mut BTreeMap<String, u64>) -> Option<Vec<DealState>> {
        let column = |name: &str| texts(self.frame, name);
        let names = [col::IS_WON, col::IS_CLOSED, col::STATUS, col::STAGE];
        let [won, closed, status, stage] = names.map(column);
        if [&won, &closed, &status, &stage]
            .iter()
            .all(|known| known.is_none())
        {
            return None;
        }
        let cell = |column: &Option<Vec<Option<&'f str>>>, row: usize| column.as_ref()?[row];
        let state = |row: usize| {
            let flag = |column| cell(column, row).and_then(truth);
            let of_flags = match (flag(&won), flag(&closed)) {
                (Some(true), _) => Some(DealState::Won),
                (_, Some(false)) => Some(DealState::Open),
                (Some(false), Some(true)) => Some(DealState::Lost),
                _ => None,
            };
            let words = [cell(&status, row), cell(&stage, row)];
            let said = words.into_iter().flatten().find_map(DealState::of);
            of_flags.or(said).unwrap_or_else(|| {
                let text = cell(&stage, row).or(cell(&status, row));
                *unclear
                    .entry(text.unwrap_or_default().to_owned())
                    .or_default() += 1;
                DealState::Open
            })
        };
        Some((0..self.frame.height()).map(state).collect())
    }

    /// The days of which the deals tell: those on which they arose and were decided. That on which an open deal is
    /// expected to close is none of them.
    fn span(&self, found: &Settled) -> Option<(NaiveDate, NaiveDate)> {
        let decided = |row: usize| {
            let states = found.states.as_ref();
            states.is_none_or(|states| states[row] != DealState::Open)
        };
        let rows = 0..self.arose.len();
        let closed = rows.filter(|row| decided(*row)).map(|row| self.closed[row]);
        let all = self.arose.iter().copied().chain(closed).flatten();
        let whole = all.fold(None, |span: Option<(i32, i32)>, day| {
            Some(span.map_or((day, day), |(from, to)| (from.min(day), to.max(day))))
        });
        whole.and_then(|(from, to)| Some((day_of(from)?, day_of(to)?)))
    }
}

/// What a flag says; `None` where it says nothing.
fn truth(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "yes" | "1" | "x" | "wahr" | "ja" | "si" | "sí" | "oui" | "vrai" | "sim" => {
            Some(true)
        }
        "false" | "no" | "0" | "falsch" | "nein" | "non" | "faux" | "não" => Some(false),
        _ => None,
    }
}

impl Settled {
    fn told(&self, path: &str, last: Option<i32>) -> Vec<Warning> {
        let mut told = Vec::new();
        let mut add = |what: String, hint: &str| {
            told.push(Warning::file(path, what).hint(hint));
        };
        if self.states.is_none() {
            add(
                "no column says which deals were won, so that none counts as revenue".into(),
                "export the stage too, or name the column: `--map stage=Header`",
            );
        }
        if !self.unclear.is_empty() {
            let deals = self.unclear.values().sum();
            let mut stages: Vec<(&String, &u64)> = self.unclear.iter().collect();
            stages.sort_by_key(|(stage, deals)| (std::cmp::Reverse(**deals), *stage));
            let shown = stages.iter().take(STAGES).map(|(stage, deals)| {
                let name = match stage.as_str() {
                    "" => "no stage".into(),
                    stage => format!("`{stage}`"),
                };
                format!("{name} {deals}")
            });
            let mut shown: Vec<String> = shown.collect();
            if stages.len() > STAGES {
                shown.push(format!("{} more", stages.len() - STAGES));
            }
            add(
                format!(
                    "the stage of {} says neither won nor lost: open until it does ({})",
                    numbered(deals),
                    shown.join(", ")
                ),
                "export `Is Closed Won` (HubSpot) or `Won` (Salesforce) too, or add a column `status` with won, lost or open",
            );
        }
        if self.without_day.deals > 0 {
            add(
                self.without_day.told(" won without a closing day")
                    + ": in no month, and in no period that is asked for",
                "export the closing day too (`Close Date`, `closed_at`)",
            );
        }
        if let (1.., Some(day)) = (self.in_future.deals, last.and_then(day_of)) {
            add(
                self.in_future.told(" won on a day")
                    + &format!(" after {day}: open, as nobody can know that yet"),
                "mend the closing day in the database, or give a later `--as-of`",
            );
        }
        if self.without_amount > 0 {
            add(
                format!(
                    "{} won without an amount: no revenue",
                    numbered(self.without_amount)
                ),
                "fill in the amount in the database and export again",
            );
        }
        if self.below_zero.deals > 0 {
            add(
                self.below_zero.told(" won with an amount below zero") + ": taken off revenue",
                "as of a credit; mend the amount in the database where it is none",
            );
        }
        told
    }
}
