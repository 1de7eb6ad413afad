//! Money of the project in the currency of the ledger.

use crate::error::{Error, Result};
use crate::ingest::Rates;
use crate::project::Money;
use crate::schema::cells::day_number;
use crate::schema::{Amount, code_of_symbol, is_currency, is_money_key};
use crate::time::{Calendar, Period};

/// From the currency of the project to that of the ledger, and what of an amount lies within some days.
pub struct Exchange<'r> {
    /// The currency of the project's own amounts.
    pub from: Option<String>,
    /// The currency of the ledger.
    pub to: Option<String>,
    /// The rates.
    pub rates: &'r Rates,
}

impl Exchange<'_> {
    /// An amount of those days.
    ///
    /// # Errors
    /// [`Error::MissingRate`].
    pub fn convert(&self, amount: Amount, days: &Period) -> Result<Amount> {
        self.converted(self.from.as_deref(), amount, days)
    }

    /// An entry's money, from its own currency at once where there is a rate, else by way of the project's.
    ///
    /// # Errors
    /// [`Error::MissingRate`].
    pub fn of_entry(&self, money: &Money, days: &Period) -> Result<Amount> {
        self.converted(money.currency.as_deref(), money.amount, days)
            .or_else(|_| self.convert(money.reported, days))
    }

    /// An assumption in a unit that may begin with a currency (`EUR per hour`, `€`); money without one is the project's,
    /// and what is no money stays as it is.
    ///
    /// # Errors
    /// [`Error::MissingRate`].
    pub fn in_unit(&self, key: &str, unit: &str, amount: Amount, days: &Period) -> Result<Amount> {
        match currency_of(unit) {
            Some(code) => self.converted(Some(code), amount, days),
            None if is_money_key(key) => self.convert(amount, days),
            None => Ok(amount),
        }
    }

    /// The unit in the currency of the ledger.
    pub fn unit(&self, unit: &str) -> String {
        match (currency_of(unit), &self.to) {
            (Some(_), Some(to)) => unit.replacen(first(unit), to, 1),
            _ => unit.to_owned(),
        }
    }

    /// An amount in that currency.
    ///
    /// # Errors
    /// [`Error::MissingRate`].
    pub fn converted(&self, from: Option<&str>, amount: Amount, days: &Period) -> Result<Amount> {
        let (Some(from), Some(to)) = (from, self.to.as_deref()) else {
            return Ok(amount);
        };
        if from == to {
            return Ok(amount);
        }
        let (start, end) = (day_number(days.start), day_number(days.end));
        let rate = self.rates.over(from, to, start, end);
        let missing = || Error::MissingRate {
            from: from.into(),
            to: to.into(),
            date: days.iso(Calendar::Gregorian),
            file: "the project's amounts".into(),
        };
        rate.and_then(|rate| amount.times(rate)).ok_or_else(missing)
    }
}

fn first(unit: &str) -> &str {
    unit.split([' ', '/']).next().unwrap_or_default()
}

fn currency_of(unit: &str) -> Option<&str> {
    let first = first(unit);
    match is_currency(first) {
        true => Some(first),
        false => code_of_symbol(first),
    }
}

/// What of an amount over some days falls into the part of them that lies within others, and those days; `None` where
/// none does.
pub fn within(amount: Amount, own: &Period, days: &Period) -> Option<(Amount, Period)> {
    let common = own.overlap(days)?;
    let whole = Amount::whole(own.days());
    let part = Amount(amount.part(Amount::whole(common.days()), whole).0);
    let signed = if amount < Amount::ZERO { -part } else { part };
    Some((signed, common))
}
