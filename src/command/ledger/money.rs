//! Money of the project in the currency of the ledger.

use std::fmt::Display;

use crate::error::{Error, Result};
use crate::ingest::Rates;
use crate::project::{Assumption, Money};
use crate::report::ledger::Exchanged;
use crate::schema::cells::day_number;
use crate::schema::{Amount, currency_of_unit, is_money_key};
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
    /// None at all: amounts as they are written.
    pub fn as_written(&self) -> Self {
        Self {
            from: self.from.clone(),
            to: None,
            rates: self.rates,
        }
    }

    /// An amount of those days; `place` is where it stands.
    ///
    /// # Errors
    /// [`Error::MissingRate`].
    pub fn convert(&self, amount: Amount, days: &Period, place: &dyn Display) -> Result<Amount> {
        self.converted(self.from.as_deref(), amount, days, place)
    }

    /// An entry's money; where the rates at hand lack one of its own currency, what the project's rates made of it.
    ///
    /// # Errors
    /// As [`Self::converted`].
    pub fn of_entry(&self, money: &Money, days: &Period, place: &dyn Display) -> Result<Amount> {
        let own = self.converted(money.currency.as_deref(), money.amount, days, place);
        own.or_else(|missing| {
            self.convert(money.reported, days, place)
                .map_err(|_| missing)
        })
    }

    /// What an entry states in another currency; `None` too where only the project's rates know it.
    pub fn stated(&self, money: &Money, days: &Period, place: &dyn Display) -> Option<Exchanged> {
        let currency = money.currency.as_deref();
        self.exchanged(currency, money.amount, days, place)
            .ok()
            .flatten()
    }

    /// An assumption in a unit that may begin with a currency (`EUR per hour`, `€`); money without one is the project's,
    /// and what is no money stays as it is.
    ///
    /// # Errors
    /// As [`Self::converted`].
    pub fn in_unit(
        &self,
        assumption: &Assumption,
        amount: Amount,
        days: &Period,
    ) -> Result<Amount> {
        match self.currency_of(assumption) {
            Some(code) => self.converted(Some(code), amount, days, &assumption.spot),
            None => Ok(amount),
        }
    }

    /// The currency that an assumption is in; `None` of what is no money.
    fn currency_of<'a>(&'a self, assumption: &'a Assumption) -> Option<&'a str> {
        let unit = assumption.unit.as_deref().and_then(currency_of_unit);
        match unit {
            Some((_, code)) => Some(code),
            None if is_money_key(&assumption.key) => self.from.as_deref(),
            None => None,
        }
    }

    /// The money that an assumption states, where that is in another currency than the ledger.
    ///
    /// # Errors
    /// As [`Self::converted`].
    pub fn foreign(&self, assumption: &Assumption, days: &Period) -> Result<Option<Exchanged>> {
        let currency = self.currency_of(assumption);
        self.exchanged(currency, assumption.range.base, days, &assumption.spot)
    }

    /// Money that is stated in another currency than that of the ledger, with the rate of its days; `None` of the ledger's
    /// own.
    ///
    /// # Errors
    /// As [`Self::converted`].
    pub fn exchanged(
        &self,
        from: Option<&str>,
        amount: Amount,
        days: &Period,
        place: &dyn Display,
    ) -> Result<Option<Exchanged>> {
        let is_foreign = |from: &&str| self.to.as_deref().is_some_and(|to| to != *from);
        let Some(currency) = from.filter(is_foreign) else {
            return Ok(None);
        };
        Ok(Some(Exchanged {
            amount,
            currency: currency.to_owned(),
            to: self.to.clone().unwrap_or_default(),
            rate: self.converted(from, Amount::whole(1), days, place)?,
            days: *days,
            is_weighted: false,
        }))
    }

    /// The unit in the currency of the ledger.
    pub fn unit(&self, unit: &str) -> String {
        match (currency_of_unit(unit), &self.to) {
            (Some((first, _)), Some(to)) => unit.replacen(first, to, 1),
            _ => unit.to_owned(),
        }
    }

    /// An amount in that currency: at once where there is a rate, else by way of the project's currency.
    ///
    /// # Errors
    /// [`Error::MissingRate`], with the place of the amount.
    pub fn converted(
        &self,
        from: Option<&str>,
        amount: Amount,
        days: &Period,
        place: &dyn Display,
    ) -> Result<Amount> {
        let (Some(from), Some(to)) = (from, self.to.as_deref()) else {
            return Ok(amount);
        };
        let by_way = || {
            let own = self.from.as_deref()?;
            let own_amount = self.at_once(from, own, amount, days)?;
            self.at_once(own, to, own_amount, days)
        };
        let found = self.at_once(from, to, amount, days).or_else(by_way);
        found.ok_or_else(|| Error::MissingRate {
            from: from.into(),
            to: to.into(),
            date: days.iso(Calendar::Gregorian),
            file: place.to_string(),
        })
    }

    fn at_once(&self, from: &str, to: &str, amount: Amount, days: &Period) -> Option<Amount> {
        if from == to {
            return Some(amount);
        }
        let (start, end) = (day_number(days.start), day_number(days.end));
        self.rates.over(from, to, start, end)?.of_amount(amount)
    }
}

/// What of an amount over some days falls into the part of them that lies within others, and those days; `None` where
/// none does.
pub fn within(amount: Amount, own: &Period, days: &Period) -> Option<(Amount, Period)> {
    let common = own.overlap(days)?;
    Some((amount.of_days(common.days(), own.days()), common))
}
