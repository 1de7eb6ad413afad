//! Cost and value: cost beside media is allocated by spend, value is joined revenue times margin.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::error::Result;
use crate::metrics::computed;
use crate::schema::{Amount, CostType, cells, col};
use crate::time::Period;

use super::borne::{Borne, of_covered};
use super::dataset::Dataset;
use super::keys::NAMES;
use super::options::{DatedCost, ReportOptions};
use super::unspent::{self, Outcomes};
use super::worth::Margins;

/// How many of [`CostType::FULL`] are on record, whoever bears them; without a record those that were given, beside the
/// media that is read from exports.
pub fn types(options: &ReportOptions) -> usize {
    let recorded = |kind: &&CostType| match &options.on_record {
        Some(on_record) => on_record.contains(kind),
        None => is_borne(**kind, options),
    };
    CostType::FULL.iter().filter(recorded).count()
}

/// Whether cost of a type is in the figures of rows.
pub(super) fn is_borne(kind: CostType, options: &ReportOptions) -> bool {
    kind == CostType::Media || options.costs.iter().any(|(of, _)| *of == kind)
}

/// Whether the cost that was given is that of the dataset's period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CostOf {
    /// It is.
    ThisPeriod,
    /// It is that of another one, so that this one's is not known.
    AnotherPeriod,
}

/// Adds `full_cost` to spend, `cost` to covered spend and `value` to joined outcomes; media that no export holds joins the
/// covered spend. Where cost was given for another period, this one's is
/// left out: media alone beside a full cost would be no comparison. Cost of days without spend gets rows of its own;
/// `whole` has the outcomes of all days, which say whether these rows are covered.
///
/// # Errors
/// Where polars refuses a column.
pub fn add(
    dataset: &mut Dataset,
    options: &ReportOptions,
    whose: CostOf,
    whole: &Dataset,
) -> Result<()> {
    let known = options.costs.is_empty() || whose == CostOf::ThisPeriod;
    let spend = dataset.frames.get("ad_spend");
    // Where the files reach no day of the period, its costs are on record all the same.
    let absent = dataset.absent.get("ad_spend").map(|(_, none)| none);
    if let Some(spend) = spend.or(absent).filter(|_| known).cloned() {
        let is_absent = !dataset.frames.contains_key("ad_spend");
        let units =
            cells::amounts(&spend, col::SPEND).unwrap_or_else(|| vec![None; spend.height()]);
        let outcomes = Outcomes::of(whole);
        let borne = Borne::of(&spend, &units, options, whose, &outcomes);
        let rows = || 0..spend.height();
        let full = rows().map(|row| units[row].map(|own| own + borne.all(row)));
        let full = full.collect();
        let mut frame = spend.clone();
        // Without covered spend no row has a cost to compare with a value.
        if let Some(covered) = cells::amounts(&spend, computed::SPEND_COVERED) {
            let cost = rows().map(|row| {
                let (covered, units) = (covered[row]?, units[row]?);
                let own = of_covered(units + borne.beside[row], covered, units);
                Some(own + borne.known[row])
            });
            frame.with_column(cells::amount_column(computed::COST, cost.collect()))?;
            let all = rows().map(|row| covered[row].map(|own| own + borne.media[row]));
            let all = cells::amount_column(computed::SPEND_COVERED, all.collect());
            frame.with_column(all)?;
        }
        let left = borne.left;
        frame.with_column(cells::amount_column(computed::FULL_COST, full))?;
        if !left.is_empty() {
            let spent = (!is_absent).then_some(0);
            frame = unspent::with_rows(frame, &left, spent, &outcomes)?;
            dataset.absent.remove("ad_spend");
            dataset.notes.extend(unspent::told(&left));
        }
        if !is_absent || !left.is_empty() {
            dataset.frames.insert("ad_spend", frame);
        }
    }
    dataset.margins = Margins::of(options);
    if let Some(mut frame) = dataset.frames.get("conversions").cloned()
        && let Some(value) = dataset.margins.worth(&frame, computed::REVENUE_JOINED)
    {
        if options.margin.is_some() {
            let own = cells::amount_column(computed::CONTRIBUTION_JOINED, value.clone());
            frame.with_column(own)?;
        }
        frame.with_column(cells::amount_column(col::VALUE, value))?;
        dataset.frames.insert("conversions", frame);
    }
    Ok(())
}

/// Costs that are of all spend and no part of what paid media cost.
pub(super) fn typed(options: &ReportOptions) -> impl Iterator<Item = &(CostType, Amount)> {
    let costs = options.costs.iter();
    costs.filter(|(kind, _)| !options.of_paid_media.contains(kind))
}

/// Media that was typed.
pub(super) fn typed_media(options: &ReportOptions) -> Amount {
    let media = typed(options).filter(|(kind, _)| *kind == CostType::Media);
    media.map(|(_, amount)| *amount).sum()
}

/// Shares of cost that falls on certain days, of each part by what was spent in its days; and the parts of days on which
/// nothing was spent.
pub(super) fn dated<P: Ord>(
    frame: &DataFrame,
    spend: &[Option<i128>],
    parts: &[&DatedCost],
    place: &dyn Fn(usize) -> P,
) -> (Vec<i128>, Vec<(Option<Period>, Amount)>) {
    let rows = days_of(frame);
    let mut shares = vec![0; spend.len()];
    let mut days: BTreeMap<Option<Period>, Vec<&DatedCost>> = BTreeMap::new();
    for part in parts {
        days.entry(part.days).or_default().push(part);
    }
    let mut left = Vec::new();
    for (days, parts) in days {
        let amount = parts.iter().map(|part| part.amount).sum();
        let within = |(units, row): (&Option<i128>, &Option<Period>)| {
            let (units, row) = ((*units)?, (*row)?);
            let common = row.overlap(&days?)?.days();
            Some(Amount(units).of_days(common, row.days()).0)
        };
        let spent: Vec<Option<i128>> = match days {
            Some(_) => spend.iter().zip(&rows).map(within).collect(),
            None => spend.to_vec(),
        };
        match spent.iter().flatten().any(|units| *units > 0) {
            true => raise(&mut shares, allocated(&spent, amount, place)),
            false if amount == Amount::ZERO => {}
            false => left.extend(parts.iter().map(|part| (part.falls, part.amount))),
        }
    }
    (shares, left)
}

/// Adds to shares.
pub(super) fn raise(shares: &mut [i128], more: Vec<i128>) {
    shares
        .iter_mut()
        .zip(more)
        .for_each(|(own, more)| *own += more);
}

/// The days of each row; a row without a last one is of its first.
pub(super) fn days_of(frame: &DataFrame) -> Vec<Option<Period>> {
    let starts = cells::days(frame, col::PERIOD_START);
    let ends = cells::days(frame, col::PERIOD_END);
    let of = |(start, end): (Option<i32>, Option<i32>)| {
        let start = start.and_then(cells::day_of)?;
        Period::new(start, end.and_then(cells::day_of).unwrap_or(start)).ok()
    };
    starts.into_iter().zip(ends).map(of).collect()
}

/// What a row is about, whatever its place in the file: names and first day.
pub(super) fn place(frame: &DataFrame) -> impl Fn(usize) -> (Vec<Option<String>>, Option<i32>) {
    let names: Vec<Vec<Option<String>>> = NAMES
        .iter()
        .filter_map(|name| cells::texts(frame, name))
        .map(|texts| {
            texts
                .into_iter()
                .map(|text| text.map(str::to_owned))
                .collect()
        })
        .collect();
    let days = cells::days(frame, col::PERIOD_START);
    move |row| {
        (
            names.iter().map(|column| column[row].clone()).collect(),
            days[row],
        )
    }
}

/// `other` shared out in proportion to spend. Each share is rounded down at the twelfth decimal; what is left goes, a
/// last digit each, to the largest remainders, so that the shares sum to `other`. Equal remainders are taken in the
/// order of `place`, never of rows.
pub(super) fn allocated<P: Ord>(
    spend: &[Option<i128>],
    other: Amount,
    place: &dyn Fn(usize) -> P,
) -> Vec<i128> {
    let spent = |row: &usize| spend[*row].is_some_and(|units| units > 0);
    let total: i128 = spend.iter().flatten().filter(|units| **units > 0).sum();
    let mut shares = vec![0; spend.len()];
    if total == 0 || other == Amount::ZERO {
        return shares;
    }
    // A credit is shared out like a cost.
    let (size, sign) = (Amount(other.0.abs()), other.0.signum());
    let mut rest = vec![0; spend.len()];
    for row in (0..spend.len()).filter(spent) {
        let units = spend[row].unwrap_or_default();
        (shares[row], rest[row]) = size.part(Amount(units), Amount(total));
    }
    let left = size.0 - shares.iter().sum::<i128>();
    let mut rows: Vec<usize> = (0..spend.len()).filter(spent).collect();
    rows.sort_by(|a, b| {
        rest[*b]
            .cmp(&rest[*a])
            .then_with(|| place(*a).cmp(&place(*b)))
    });
    for row in rows.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        shares[row] += 1;
    }
    shares.iter().map(|share| share * sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shares of rows that have no other place than their own.
    fn shares(spend: &[Option<i128>], other: Amount) -> Vec<i128> {
        allocated(spend, other, &|row| row)
    }

    fn whole(count: i64) -> Option<i128> {
        Some(Amount::whole(count).0)
    }

    /// 100 over three equal rows: 33.333333333333 each and one last digit more for the first.
    #[test]
    fn allocated_cost_sums_to_what_was_given() {
        let spend = [whole(1), None, whole(1), Some(-5), whole(1)];
        let third = 33_333_333_333_333;
        assert_eq!(
            shares(&spend, Amount::whole(100)),
            [third + 1, 0, third, 0, third]
        );
    }

    /// A rate of 1 / 3 × 10⁻¹² has no twelve decimals, the shares have: 2/3 and 1/3 of 1.
    #[test]
    fn a_small_cost_over_a_large_spend_keeps_its_proportion() {
        let spend = [whole(2_000_000_000_000), whole(1_000_000_000_000)];
        assert_eq!(
            shares(&spend, Amount::whole(1)),
            [666_666_666_667, 333_333_333_333]
        );
    }

    /// Which of equal rows takes the last digit depends on what they are, not on where they stand.
    #[test]
    fn the_order_of_rows_moves_no_share() {
        let spend = [whole(1), whole(1), whole(1)];
        for names in [["a", "b", "c"], ["c", "a", "b"], ["b", "c", "a"]] {
            let shares = allocated(&spend, Amount::whole(100), &|row| names[row]);
            let largest = (0..3).max_by_key(|row| shares[*row]).unwrap();
            assert_eq!(names[largest], "a");
        }
    }

    #[test]
    fn without_spend_nothing_is_allocated() {
        assert_eq!(shares(&[Some(0), None], Amount::whole(5)), [0, 0]);
    }
}
