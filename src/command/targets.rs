//! What a target asks for in the currency of the figures: the same for `check` and for metrics of targets.

use crate::metrics::{Registry, Unit};
use crate::project::Target;
use crate::schema::Amount;

use super::ledger::Exchange;

/// The value of a target; money by the mean rate of its days, from the currency that the target names.
///
/// # Errors
/// The rate that is missing, in words.
pub fn value(
    target: &Target,
    registry: &Registry,
    exchange: &Exchange<'_>,
) -> Result<Amount, String> {
    let metric = registry.asked(&target.metric);
    if metric.is_none_or(|metric| metric.unit != Unit::Money) {
        return Ok(target.value);
    }
    let (from, days) = (target.currency.as_deref(), &target.period);
    let found = exchange.converted(from, target.value, days, &target.spot);
    found.map_err(|_| {
        format!(
            "there is no rate from {} to {}",
            from.unwrap_or_default(),
            exchange.to.as_deref().unwrap_or_default()
        )
    })
}
