//! Amounts in their currency and in that of the reports.

use crate::error::Spot;
use crate::project::read::{Faults, Record};
use crate::schema::Amount;
use crate::time::{Calendar, Period};

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// As written.
    pub amount: Amount,
    /// The currency it was written in; `None` where neither it nor the project says.
    pub currency: Option<String>,
    /// In the currency of the reports, by the mean rate of its days.
    pub reported: Amount,
}

/// The rate of a pair of currencies over some days.
pub type RateOf<'r> = &'r dyn Fn(&str, &str, &Period) -> Option<Amount>;

/// What entries are read with: the currency of reports, the rates, and where faults go.
pub struct Book<'b> {
    /// The currency of reports, where it is known.
    pub currency: Option<String>,
    /// The rate of a pair of currencies over some days.
    pub rate: RateOf<'b>,
    /// Faults, and names that are known.
    pub faults: Faults,
}

impl Book<'_> {
    /// Adds a fault about a key.
    pub fn fault(
        &mut self,
        spot: &Spot,
        key: &str,
        expected: &str,
        found: impl Into<String>,
        hint: &str,
    ) {
        let hint = (!hint.is_empty()).then(|| hint.to_owned());
        self.faults.add(spot, key, expected, found, hint);
    }

    /// An amount of a record in its currency, converted for its days; `None`, and a fault, where no rate is known.
    pub fn money(
        &mut self,
        record: &Record,
        amount: Option<Amount>,
        period: Option<&Period>,
        section: &str,
    ) -> Option<Money> {
        let currency = record.text("currency").or_else(|| self.currency.clone());
        let key = format!("{section}.currency");
        let (spot, known) = (record.spot("currency"), amount.unwrap_or(Amount::ZERO));
        let found = self.converted(spot, &key, known, currency, period?);
        amount.and(found)
    }

    /// The same for an amount whose currency is known already, by what stands at `spot` under `key`.
    pub fn converted(
        &mut self,
        spot: &Spot,
        key: &str,
        amount: Amount,
        currency: Option<String>,
        period: &Period,
    ) -> Option<Money> {
        let (Some(from), Some(to)) = (&currency, self.currency.clone()) else {
            return Some(Money {
                amount,
                currency,
                reported: amount,
            });
        };
        let rate = if *from == to {
            Some(Amount::whole(1))
        } else {
            (self.rate)(from, &to, period)
        };
        let reported = rate.and_then(|rate| amount.times(rate));
        if reported.is_none() {
            let days = period.iso(Calendar::Gregorian);
            let found = match self.gaps(from, &to, period) {
                Some(gaps) => format!("no rate for {gaps}"),
                None => "no rate".to_owned(),
            };
            self.fault(
                spot,
                key,
                &format!("{to}, or a rate {from} to {to} for {days}"),
                found,
                "name a CSV of date, from, to, rate as `rates` of [money]; a rate holds for at most 7 days",
            );
        }
        reported.map(|reported| Money {
            amount,
            currency,
            reported,
        })
    }

    /// The days of a period that have no rate, where others have one: the first stretches, and that there are more.
    fn gaps(&self, from: &str, to: &str, period: &Period) -> Option<String> {
        let mut gaps: Vec<Period> = Vec::new();
        for start in period.start.iter_days() {
            let day = Period { start, end: start };
            if start > period.end || gaps.len() > NAMED_GAPS {
                break;
            }
            if (self.rate)(from, to, &day).is_some() {
                continue;
            }
            match gaps
                .last_mut()
                .filter(|gap| gap.end.succ_opt() == Some(start))
            {
                Some(gap) => gap.end = start,
                None => gaps.push(day),
            }
        }
        if gaps.is_empty() || gaps == [*period] {
            return None;
        }
        let told = |gap: &Period| match gap.start == gap.end {
            true => Calendar::Gregorian.iso(gap.start),
            false => gap.iso(Calendar::Gregorian),
        };
        let mut parts: Vec<String> = gaps.iter().take(NAMED_GAPS).map(told).collect();
        if gaps.len() > NAMED_GAPS {
            parts.push("further days".into());
        }
        Some(parts.join(", "))
    }
}

/// Stretches of days without a rate that a message names.
const NAMED_GAPS: usize = 3;

/// The only currency that entries name; a fault where they name several and the project none.
pub fn only_currency(records: &[(&str, &[Record])], faults: &mut Faults) -> Option<String> {
    let mut first: Option<String> = None;
    for (section, records) in records {
        for record in *records {
            let Some(own) = record.text("currency") else {
                continue;
            };
            match &first {
                None => first = Some(own),
                Some(known) if *known == own => {}
                Some(known) => {
                    faults.add(
                        record.spot("currency"),
                        format!("{section}.currency"),
                        format!("{known}, as before"),
                        format!("`{own}`"),
                        Some(
                            "say which to report in with `currency` of [money], and name `rates`"
                                .into(),
                        ),
                    );
                    return first;
                }
            }
        }
    }
    first
}
