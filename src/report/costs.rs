//! Cost and value: cost beside media is allocated by spend, value is joined revenue times margin.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::error::Result;
use crate::metrics::computed;
use crate::schema::{Amount, CostType, Function, cells, col};
use crate::time::Period;

use super::dataset::Dataset;
use super::keys::{FUNCTION, NAMES};
use super::options::{DatedCost, ReportOptions};
use super::outcome_days::OutcomeDays;
use super::unspent::{self, Unspent};
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
        let known = &whole.outcome_days;
        let Borne { cost, media, left } = shares(&spend, &units, options, whose, known);
        let full: Vec<Option<i128>> = units
            .iter()
            .zip(cost)
            .map(|(units, share)| units.map(|units| units + share))
            .collect();
        let mut frame = spend.clone();
        // Without covered spend no row has a cost to compare with a value.
        if let Some(covered) = cells::amounts(&spend, computed::SPEND_COVERED) {
            let own = covered.iter().zip(&units).zip(&full);
            let cost = own
                .map(|((covered, units), full)| Some(of_covered((*full)?, (*covered)?, (*units)?)))
                .collect();
            frame.with_column(cells::amount_column(computed::COST, cost))?;
            let all = covered.iter().zip(media);
            let all = all.map(|(covered, media)| covered.map(|own| own + media));
            let all = cells::amount_column(computed::SPEND_COVERED, all.collect());
            frame.with_column(all)?;
        }
        frame.with_column(cells::amount_column(computed::FULL_COST, full))?;
        if !left.is_empty() {
            let spent = (!is_absent).then_some(0);
            frame = unspent::with_rows(frame, &left, spent, whole)?;
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

/// What of something that a row bears is of the part of its spend that outcomes cover.
fn of_covered(whole: i128, covered: i128, spend: i128) -> i128 {
    match covered == spend {
        true => whole,
        false => Amount(whole).portion(Amount(covered), Amount(spend)).0,
    }
}

/// Parts of cost, those of no platform cut to the days that outcomes are known of.
fn of_known_days(parts: &[DatedCost], known: &OutcomeDays) -> Vec<DatedCost> {
    let cut = |part: &DatedCost| match (&part.platform, part.days) {
        (None, Some(days)) => {
            let own = known.within(&days).into_iter().map(|own| DatedCost {
                days: Some(own),
                amount: part.amount.of_days(own.days(), days.days()),
                ..part.clone()
            });
            own.collect()
        }
        _ => vec![part.clone()],
    };
    parts.iter().flat_map(cut).collect()
}

/// Cost beside media, and media, that no row bears.
type Left = (Amount, Amount);

/// What rows bear beside their own spend.
struct Borne {
    /// Each row's share of the cost beside the media of exports.
    cost: Vec<i128>,
    /// Each row's share of media that no export holds, of whatever function.
    media: Vec<i128>,
    /// What no row can bear, as nothing was spent in its days.
    left: Vec<Unspent>,
}

/// Shares of what paid media cost by spend of paid media, of all else by all spend; of media that names no platform by
/// spend that has outcomes, as a return on media is over that alone, and over their days alone.
fn shares(
    spend: &DataFrame,
    units: &[Option<i128>],
    options: &ReportOptions,
    whose: CostOf,
    known: &OutcomeDays,
) -> Borne {
    let typed: Amount = typed(options).map(|(_, amount)| *amount).sum();
    let place = place(spend);
    let mut cost = allocated(units, typed, &place);
    let rows = spend.height();
    let text = |name: &str| cells::texts(spend, name).unwrap_or_else(|| vec![None; rows]);
    let (functions, platforms) = (text(FUNCTION), text(col::PLATFORM));
    let is_paid = |row: usize| functions[row].is_none_or(|own| own == Function::Paid.name());
    let of = |platform: Option<&str>| -> Vec<Option<i128>> {
        let is_its = |row: usize| platform.is_none() || platforms[row] == platform;
        let own = units.iter().enumerate();
        own.map(|(row, units)| units.filter(|_| is_its(row) && is_paid(row)))
            .collect()
    };
    let mut left: BTreeMap<(Option<&str>, Option<Period>), Left> = BTreeMap::new();
    for (platform, parts) in by_platform(&options.dated_costs) {
        let (own, unspent) = dated(spend, &of(platform), &parts, &place);
        raise(&mut cost, own);
        for (days, amount) in unspent {
            left.entry((platform, days)).or_default().0 += amount;
        }
    }
    let covered = cells::amounts(spend, computed::SPEND_COVERED);
    let covered = covered.unwrap_or_else(|| vec![None; rows]);
    let mut media = allocated(&covered, typed_media(options), &place);
    let others = match whose {
        CostOf::ThisPeriod => of_known_days(&options.other_media, known),
        CostOf::AnotherPeriod => Vec::new(),
    };
    for (platform, parts) in by_platform(&others) {
        let is_its = |row: usize| platform.is_some() && platforms[row] == platform;
        let spent = (0..rows).map(|row| match platform {
            Some(_) => units[row].filter(|_| is_its(row)),
            None => covered[row],
        });
        let spent: Vec<Option<i128>> = spent.collect();
        let (own, unspent) = dated(spend, &spent, &parts, &place);
        let own = own.into_iter().enumerate();
        let own = own.map(|(row, own)| match (covered[row], spent[row]) {
            (Some(covered), Some(spent)) => of_covered(own, covered, spent),
            _ => own,
        });
        raise(&mut media, own.collect());
        for (days, amount) in unspent {
            left.entry((platform, days)).or_default().1 += amount;
        }
    }
    let left = left.into_iter();
    // Without a cost of its own a row of media alone stays.
    let is_wanted =
        |(_, (_, media)): &(_, Left)| !options.costs.is_empty() || *media != Amount::ZERO;
    let left = left.filter(is_wanted);
    let left = left.map(|((platform, days), (amount, media))| Unspent {
        platform: platform.map(str::to_owned),
        days,
        amount,
        media,
    });
    Borne {
        cost,
        media,
        left: left.collect(),
    }
}

fn by_platform(parts: &[DatedCost]) -> BTreeMap<Option<&str>, Vec<&DatedCost>> {
    let mut found: BTreeMap<Option<&str>, Vec<&DatedCost>> = BTreeMap::new();
    for part in parts {
        let own = found.entry(part.platform.as_deref()).or_default();
        own.push(part);
    }
    found
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
fn dated<P: Ord>(
    frame: &DataFrame,
    spend: &[Option<i128>],
    parts: &[&DatedCost],
    place: &dyn Fn(usize) -> P,
) -> (Vec<i128>, Vec<(Option<Period>, Amount)>) {
    let rows = days_of(frame);
    let mut shares = vec![0; spend.len()];
    let mut days: BTreeMap<Option<Period>, Amount> = BTreeMap::new();
    for part in parts {
        *days.entry(part.days).or_default() += part.amount;
    }
    let mut left = Vec::new();
    for (days, amount) in days {
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
            false => left.push((days, amount)),
        }
    }
    (shares, left)
}

fn raise(shares: &mut [i128], more: Vec<i128>) {
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
fn place(frame: &DataFrame) -> impl Fn(usize) -> (Vec<Option<String>>, Option<i32>) {
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
fn allocated<P: Ord>(
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
