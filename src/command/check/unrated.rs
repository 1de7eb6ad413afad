//! Assumptions in money that no rate turns into that of the figures: a ledger that takes one refuses it.

use crate::command::ledger::Exchange;
use crate::error::Error;
use crate::ingest::Rates;
use crate::project::Project;
use crate::time::Period;

/// A sentence for each that holds on some of the days, so that all rates that are missing are told at once.
pub fn unrated(
    project: &Project,
    currency: Option<&str>,
    rates: &Rates,
    days: Option<Period>,
) -> Vec<String> {
    let to = currency.or(project.currency.as_deref());
    let exchange = Exchange {
        from: project.currency.clone(),
        to: to.map(str::to_owned),
        rates,
    };
    let told = project.assumptions.iter().filter_map(|one| {
        let of_own = |own: Period| days.map_or(Some(own), |days| days.overlap(&own));
        let days = one.period.map_or(days, of_own)?;
        let Err(Error::MissingRate { from, to, date, .. }) = exchange.foreign(one, &days) else {
            return None;
        };
        Some(format!(
            "`{}` is in {from} ({}), and there is no rate {from} to {to} for {date}: a ledger that takes it needs one",
            one.key, one.spot
        ))
    });
    told.collect()
}
