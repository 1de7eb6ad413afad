//! Credit in fixed point: what a touch gets of a conversion, exact to the last unit.
//!
//! Inside, credit is kept in units of 10⁻¹² × 2⁻²⁰ (about 10⁻¹⁸), so that a third of something is precise and
//! sums do not depend on the order of their terms; the range is ±1.6 × 10²⁰. A weight is an integer in units of
//! 2⁻⁶². Each part is rounded down; whoever splits a conversion gives the rest to the last touch that gets any
//! credit, so that the parts of a conversion are the conversion. For people, units are rounded to an [`Amount`] by
//! largest remainder, which keeps the sum as well.

use std::ops::AddAssign;

use crate::schema::Amount;

/// Binary digits below the last decimal of an [`Amount`].
const FINE: u32 = 20;

/// A weight of one.
const WHOLE: f64 = (1_u64 << 62) as f64;

/// What a channel is credited with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    /// Conversions.
    pub conversions: Amount,
    /// Their value.
    pub value: Amount,
}

impl AddAssign for Credit {
    fn add_assign(&mut self, other: Self) {
        self.conversions += other.conversions;
        self.value += other.value;
    }
}

/// A sum of credit in fine units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// Conversions.
    pub conversions: i128,
    /// Value.
    pub value: i128,
}

impl Cell {
    /// The whole of a credit.
    pub fn whole(credit: Credit) -> Self {
        Self {
            conversions: fine(credit.conversions),
            value: fine(credit.value),
        }
    }

    /// The part of a credit that `weight` (of [`weight`]) stands for, rounded down.
    pub fn part(credit: Credit, weight: i64) -> Self {
        Self {
            conversions: part(credit.conversions, weight),
            value: part(credit.value, weight),
        }
    }

    /// What is left of this after `given`.
    pub fn rest(self, given: Self) -> Self {
        Self {
            conversions: self.conversions - given.conversions,
            value: self.value - given.value,
        }
    }
}

impl AddAssign for Cell {
    fn add_assign(&mut self, other: Self) {
        self.conversions += other.conversions;
        self.value += other.value;
    }
}

/// How many units of weight one `1.0` of unnormalised weights is, where they sum to `sum`.
pub(super) fn unit(sum: f64) -> f64 {
    WHOLE / sum
}

fn fine(amount: Amount) -> i128 {
    amount.0 << FINE
}

fn part(amount: Amount, weight: i64) -> i128 {
    const DOWN: u32 = 62 - FINE;
    if let Ok(short) = i64::try_from(amount.0) {
        return (i128::from(short) * i128::from(weight)) >> DOWN;
    }
    let (high, low) = (amount.0 >> DOWN, amount.0 & ((1 << DOWN) - 1));
    high * i128::from(weight) + ((low * i128::from(weight)) >> DOWN)
}

/// Rounds fine units to amounts that sum to `total`: the largest remainders are rounded up, ties by position.
fn settled(units: &[i128], total: Amount) -> Vec<Amount> {
    let rest = |at: &usize| units[*at] & ((1 << FINE) - 1);
    let mut amounts: Vec<Amount> = units.iter().map(|unit| Amount(unit >> FINE)).collect();
    let given: i128 = amounts.iter().map(|amount| amount.0).sum();
    let mut order: Vec<usize> = (0..units.len()).filter(|at| rest(at) != 0).collect();
    order.sort_by_key(|at| (-rest(at), *at));
    for at in order.into_iter().take((total.0 - given).max(0) as usize) {
        amounts[at].0 += 1;
    }
    amounts
}

/// Rounds cells to credits that keep both sums; a sum that is no whole amount is rounded down first.
pub(super) fn settle(cells: &[Cell]) -> Vec<Credit> {
    let mut sum = Cell::default();
    cells.iter().for_each(|cell| sum += *cell);
    let total = Credit {
        conversions: Amount(sum.conversions >> FINE),
        value: Amount(sum.value >> FINE),
    };
    settle_to(cells, total)
}

/// Rounds cells to credits that sum to `total`, which is the sum of the cells rounded up or down.
pub(super) fn settle_to(cells: &[Cell], total: Credit) -> Vec<Credit> {
    let column = |of: fn(&Cell) -> i128| cells.iter().map(of).collect::<Vec<_>>();
    let conversions = settled(&column(|cell| cell.conversions), total.conversions);
    let value = settled(&column(|cell| cell.value), total.value);
    conversions
        .into_iter()
        .zip(value)
        .map(|(conversions, value)| Credit { conversions, value })
        .collect()
}

/// Splits a total in proportion to `shares` (none negative, not all zero); the parts sum to the total exactly.
/// The largest share takes the rest of the rounding.
pub(super) fn apportion(total: Credit, shares: &[f64]) -> Vec<Credit> {
    let unit = unit(shares.iter().sum());
    let mut cells: Vec<Cell> = shares
        .iter()
        .map(|share| Cell::part(total, (share * unit) as i64))
        .collect();
    let mut given = Cell::default();
    cells.iter().for_each(|cell| given += *cell);
    let largest = (0..shares.len()).fold(
        0,
        |best, at| if shares[at] > shares[best] { at } else { best },
    );
    if let Some(cell) = cells.get_mut(largest) {
        *cell += Cell::whole(total).rest(given);
    }
    settle(&cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_parts_whatever_the_size_and_sign() {
        let third = unit(3.0) as i64;
        for text in ["1", "-1", "9000000", "-9000000", "3e15", "-3e15"] {
            let amount = Amount::from_plain(text).unwrap();
            let expected = amount.to_f64() / 3.0;
            let found = Amount(part(amount, third) >> FINE).to_f64();
            assert!(
                (found - expected).abs() <= 1e-15 * expected.abs() + 1e-12,
                "{text}: {found}"
            );
        }
    }

    #[test]
    fn both_ways_of_multiplying_agree() {
        let weight = unit(7.0) as i64;
        for amount in [i128::from(i64::MAX), i128::from(i64::MIN)] {
            let short = part(Amount(amount), weight);
            let long = part(Amount(amount * 2), weight);
            assert!((long - 2 * short).abs() <= 1, "{short} {long}");
        }
    }

    #[test]
    fn a_third_thrice_is_the_whole() {
        let total = Credit {
            conversions: Amount::whole(1),
            value: Amount(-100),
        };
        let parts = apportion(total, &[1.0, 1.0, 1.0]);
        let sum = parts.iter().fold(Credit::default(), |mut sum, part| {
            sum += *part;
            sum
        });
        assert_eq!(sum, total);
        assert_eq!(parts[1].conversions, Amount(333_333_333_333));
    }
}
