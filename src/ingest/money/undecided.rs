//! Money of deals that are not won: it is in no return, so that a missing rate stops nothing. What has no rate is left out
//! of what is open, and told.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::error::Warning;
use crate::ingest::Reading;
use crate::schema::{Amount, DealState, cells, col};

use super::{Rate, currencies};

/// Whose money figures are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DealMoney {
    /// That of deals that were won, as outcomes.
    Won,
    /// That of every deal, for metrics of deals.
    All,
}

/// Which rows of a reading need a currency or a rate; `None` where all do.
pub(super) fn needs(reading: &Reading, deals: DealMoney) -> Option<Vec<bool>> {
    let frame = reading.frame.as_ref()?;
    if reading.table != Some("deals") || deals == DealMoney::All {
        return None;
    }
    let states = cells::texts(frame, col::STATUS);
    let states = states.unwrap_or_else(|| vec![None; frame.height()]);
    let won = Some(DealState::Won.name());
    Some(states.into_iter().map(|state| state == won).collect())
}

/// Currencies of the rows that need one.
pub(super) fn needed(reading: &Reading, deals: DealMoney) -> Vec<String> {
    let (Some(needs), Some(frame)) = (needs(reading, deals), &reading.frame) else {
        return currencies(reading);
    };
    let mut codes: Vec<String> = Vec::new();
    let texts = cells::texts(frame, col::CURRENCY).unwrap_or_default();
    for (code, _) in texts.into_iter().zip(needs).filter(|(_, needs)| *needs) {
        if let Some(code) = code.filter(|code| !codes.iter().any(|known| known == code)) {
            codes.push(code.to_owned());
        }
    }
    codes
}

/// Deals without a rate, and their money by currency.
pub(super) struct Undecided {
    deals: u64,
    money: BTreeMap<String, Amount>,
}

impl Undecided {
    /// Those without a rate.
    pub fn of(frame: &DataFrame, rates: &[Option<Rate>]) -> Self {
        let rows = frame.height();
        let codes = cells::texts(frame, col::CURRENCY).unwrap_or_else(|| vec![None; rows]);
        let amounts = cells::amounts(frame, col::AMOUNT).unwrap_or_else(|| vec![None; rows]);
        let mut found = Self {
            deals: 0,
            money: BTreeMap::new(),
        };
        for row in (0..rows).filter(|row| rates[*row].is_none()) {
            found.deals += 1;
            let sum = found.money.entry(codes[row].unwrap_or_default().to_owned());
            *sum.or_default() += Amount(amounts[row].unwrap_or_default());
        }
        found
    }

    /// How many there are and of what money; `None` where there is none.
    pub fn told(&self, path: &str, target: &str) -> Option<Warning> {
        let deals = match self.deals {
            0 => return None,
            1 => "1 deal that is not won has".to_owned(),
            deals => format!("{deals} deals that are not won have"),
        };
        let money: Vec<String> = self
            .money
            .iter()
            .map(|(code, sum)| format!("{sum} {code}"))
            .collect();
        let what = format!(
            "{deals} no rate into {target}: the money ({}) is in no figure, nor in what is open",
            money.join(", ")
        );
        let hint =
            "give rates of their days with `--rates FILE`, where what is open should hold it";
        Some(Warning::file(path, what).hint(hint))
    }
}
