//! Cost and value: cost beside media is allocated by spend, value is joined revenue times margin.

use crate::error::Result;
use crate::metrics::computed;
use crate::schema::{Amount, cells, col};

use super::dataset::Dataset;
use super::options::ReportOptions;

/// The cost types that the ledger knows; media is one of them.
pub const COST_TYPES: usize = 8;

/// Adds `cost` to covered spend and `value` to joined outcomes, and says in notes what was assumed.
///
/// # Errors
/// Where polars refuses a column.
pub fn add(dataset: &mut Dataset, options: &ReportOptions) -> Result<()> {
    // Without covered spend no row has a cost to compare with a value.
    let spend = dataset.frames.get("ad_spend").cloned();
    let covered =
        |frame: &polars::prelude::DataFrame| frame.column(computed::SPEND_COVERED).is_ok();
    if let Some(spend) = spend.filter(covered) {
        let other = options.costs.iter().map(|(_, amount)| *amount).sum();
        let units =
            cells::amounts(&spend, col::SPEND).unwrap_or_else(|| vec![None; spend.height()]);
        let shares = allocated(&units, other);
        let covered = cells::amounts(&spend, computed::SPEND_COVERED)
            .unwrap_or_else(|| vec![None; spend.height()]);
        let cost = covered
            .iter()
            .zip(&units)
            .zip(shares)
            .map(|((covered, units), share)| covered.and(*units).map(|units| units + share));
        let mut frame = spend.clone();
        frame.with_column(cells::amount_column(computed::COST, cost.collect()))?;
        dataset.frames.insert("ad_spend", frame);
    }
    if let Some(outcomes) = dataset.frames.get("conversions").cloned() {
        let margin = options.margin.unwrap_or(Amount::whole(1));
        if let Some(joined) = cells::amounts(&outcomes, computed::REVENUE_JOINED) {
            let value = joined.into_iter().map(|units| {
                units
                    .and_then(|units| Amount(units).times(margin))
                    .map(|value| value.0)
            });
            let mut frame = outcomes.clone();
            frame.with_column(cells::amount_column(col::VALUE, value.collect()))?;
            dataset.frames.insert("conversions", frame);
        }
    }
    Ok(())
}

/// `other` shared out in proportion to spend, exactly: the last row with spend takes the rounding.
fn allocated(spend: &[Option<i128>], other: Amount) -> Vec<i128> {
    let total: i128 = spend.iter().flatten().filter(|units| **units > 0).sum();
    let mut shares = vec![0; spend.len()];
    if total == 0 || other == Amount::ZERO {
        return shares;
    }
    let rate = other.over(Amount(total)).unwrap_or(Amount::ZERO);
    let (mut given, mut last) = (0, None);
    for (share, units) in shares.iter_mut().zip(spend) {
        if let Some(units) = units.filter(|units| *units > 0) {
            *share = Amount(units).times(rate).map_or(0, |amount| amount.0);
            given += *share;
            last = Some(share);
        }
    }
    if let Some(last) = last {
        *last += other.0 - given;
    }
    shares
}

/// What ROI rests on, for under the table.
pub fn notes(options: &ReportOptions) -> Vec<String> {
    let mut notes = Vec::new();
    match options.margin {
        None => notes.push("margin not given: revenue counted as value".into()),
        Some(margin) => notes.push(format!("margin {margin}: value is revenue × margin")),
    }
    if options.costs.is_empty() {
        notes.push(format!("cost: media only (1 of {COST_TYPES} cost types)"));
    } else {
        let list: Vec<String> = options
            .costs
            .iter()
            .map(|(name, amount)| format!("{name} {amount}"))
            .collect();
        notes.push(format!(
            "cost: media and {} (allocated by spend within the period)",
            list.join(", ")
        ));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn allocated_cost_sums_to_what_was_given() {
        let spend = [
            Some(Amount::whole(1).0),
            None,
            Some(Amount::whole(1).0),
            Some(-5),
            Some(Amount::whole(1).0),
        ];
        let shares = allocated(&spend, Amount::whole(100));
        assert_eq!(shares.iter().sum::<i128>(), Amount::whole(100).0);
        assert_eq!((shares[1], shares[3]), (0, 0));
        assert!((shares[0] - shares[4]).abs() < 100_000, "{shares:?}");
    }

    #[test]
    fn without_spend_nothing_is_allocated() {
        assert_eq!(allocated(&[Some(0), None], Amount::whole(5)), [0, 0]);
    }
}
