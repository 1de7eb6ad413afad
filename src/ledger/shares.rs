//! Sharing money out so that the parts make the whole: rounded down, and what is left goes, a unit each, to the largest
//! remainders; equal remainders in the order of the parts.

use crate::schema::{Amount, SCALE};
use crate::time::Period;

/// `whole` in proportion to weights, which are not negative; `None` where they sum to nothing.
pub(super) fn by_weight(whole: Amount, weights: &[Amount]) -> Option<Vec<Amount>> {
    let total: Amount = weights.iter().copied().sum();
    if total <= Amount::ZERO {
        return None;
    }
    let size = Amount(whole.0.abs());
    let parts: Vec<(i128, u128)> = weights
        .iter()
        .map(|weight| size.part(*weight, total))
        .collect();
    let left = size.0 - parts.iter().map(|part| part.0).sum::<i128>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|a, b| parts[*b].1.cmp(&parts[*a].1));
    let mut shares: Vec<i128> = parts.iter().map(|part| part.0).collect();
    for at in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        shares[at] += 1;
    }
    let sign = whole.0.signum();
    Some(
        shares
            .into_iter()
            .map(|share| Amount(share * sign))
            .collect(),
    )
}

/// `whole` in proportion to weights of either sign, as months with more refunds than sales have; what is left by rounding
/// goes to the largest.
///
/// # Errors
/// [`Unshared`].
pub(super) fn by_signed_weight(whole: Amount, weights: &[Amount]) -> Result<Vec<Amount>, Unshared> {
    Amount::size_of_all(weights.iter().copied()).ok_or(Unshared::TooLarge)?;
    if weights.iter().all(|weight| *weight >= Amount::ZERO) {
        return by_weight(whole, weights).ok_or(Unshared::NoWeight);
    }
    let total: Amount = weights.iter().copied().sum();
    if total == Amount::ZERO {
        return Err(Unshared::NoWeight);
    }
    let size = Amount(whole.0.abs());
    let all = total.0.abs();
    let part = |weight: &Amount| {
        let sign = whole.0.signum() * weight.0.signum() * total.0.signum();
        // A weight may be a multiple of their sum.
        let (times, rest) = (weight.0.abs() / all, Amount(weight.0.abs() % all));
        let part = size.0.checked_mul(times)?;
        let part = part.checked_add(size.part(rest, total).0)?;
        part.checked_mul(sign).map(Amount)
    };
    let parts: Option<Vec<Amount>> = weights.iter().map(part).collect();
    let mut parts = parts.ok_or(Unshared::TooLarge)?;
    Amount::size_of_all(parts.iter().copied()).ok_or(Unshared::TooLarge)?;
    let left = whole - parts.iter().copied().sum();
    let largest = (0..weights.len()).max_by_key(|at| weights[*at].0.unsigned_abs());
    if let Some(largest) = largest {
        parts[largest] += left;
    }
    Ok(parts)
}

/// Why an amount is not shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unshared {
    /// The weights sum to nothing.
    NoWeight,
    /// 128 bits are too few.
    TooLarge,
}

/// What of `whole`, spread evenly over its days, falls into each of the buckets, and what into none.
pub(super) fn by_days(whole: Amount, days: Period, buckets: &[Period]) -> (Vec<Amount>, Amount) {
    let of = |bucket: &Period| days.overlap(bucket).map_or(0, |shared| shared.days());
    let mut weights: Vec<Amount> = buckets.iter().map(|b| Amount::whole(of(b))).collect();
    let inside: i64 = buckets.iter().map(of).sum();
    weights.push(Amount::whole((days.days() - inside).max(0)));
    let mut parts = by_weight(whole, &weights).unwrap_or_default();
    let rest = parts.pop().unwrap_or(whole);
    (parts, rest)
}

/// Parts rounded to the decimals of a print so that they sum to their rounded sum.
///
/// The unit is 10^−`decimals`; at most twelve decimals.
pub fn rounded(parts: &[Amount], decimals: u8) -> Vec<Amount> {
    let total: Amount = parts.iter().copied().sum();
    let unit = 10_i128.pow(SCALE.saturating_sub(decimals.into()));
    let due = total.rounded(decimals.into()).0.div_euclid(unit);
    let mut floors: Vec<i128> = parts.iter().map(|part| part.0.div_euclid(unit)).collect();
    let left = due - floors.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(parts[*at].0.rem_euclid(unit)));
    for at in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        floors[at] += 1;
    }
    floors
        .into_iter()
        .map(|floor| Amount(floor * unit))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn amount(text: &str) -> Amount {
        Amount::from_plain(text).unwrap()
    }

    #[test]
    fn three_equal_parts_of_a_hundred_print_to_a_hundred() {
        let parts = by_weight(Amount::whole(100), &[Amount::whole(1); 3]).unwrap();
        assert_eq!(parts[1], amount("33.333333333333"));
        let printed = rounded(&parts, 2);
        assert_eq!(printed, ["33.34", "33.33", "33.33"].map(amount));
        assert_eq!(by_weight(Amount::whole(5), &[Amount::ZERO]), None);
    }

    /// 3,000 sold in one month, 1,000 of it refunded in the next: of 1,000 that 2,000 are worth, 1,500 and −500.
    #[test]
    fn a_month_of_refunds_takes_its_part_back() {
        let parts = |whole, weights: &[i64]| {
            let weights: Vec<Amount> = weights.iter().copied().map(Amount::whole).collect();
            by_signed_weight(Amount::whole(whole), &weights)
        };
        assert_eq!(
            parts(1000, &[3000, -1000]),
            Ok([1500, -500].map(Amount::whole).to_vec())
        );
        assert_eq!(
            parts(-500, &[-2000, 1000]),
            Ok([-1000, 500].map(Amount::whole).to_vec())
        );
        assert_eq!(parts(0, &[1000, -1000]), Err(Unshared::NoWeight));
        let thirds = parts(100, &[4, 1, -2]).unwrap();
        assert_eq!(thirds.iter().copied().sum::<Amount>(), Amount::whole(100));
    }

    /// A hundred million times the largest amount is no part of anything that can be held.
    #[test]
    fn what_cannot_be_held_is_an_error_and_no_bound() {
        let weights = [Amount(1_000_000_001), Amount(-1_000_000_000)];
        assert_eq!(
            by_signed_weight(Amount(i128::MAX / 2), &weights),
            Err(Unshared::TooLarge)
        );
        let most = Amount(i128::MAX);
        assert_eq!(
            by_signed_weight(most, &[most, most]),
            Err(Unshared::TooLarge)
        );
    }

    #[test]
    fn a_quarter_falls_into_its_months_and_outside() {
        let days = |start: &str, end: &str| {
            Period::new(start.parse().unwrap(), end.parse().unwrap()).unwrap()
        };
        let quarter = days("2026-07-01", "2026-09-30");
        let months = [
            days("2026-07-01", "2026-07-31"),
            days("2026-08-01", "2026-08-31"),
        ];
        let (parts, rest) = by_days(Amount::whole(92), quarter, &months);
        assert_eq!(
            (parts, rest),
            ([31, 31].map(Amount::whole).to_vec(), Amount::whole(30))
        );
    }

    proptest! {
        #[test]
        fn parts_make_the_whole(
            whole in -1_000_000_000_000_000_000_i64..1_000_000_000_000_000_000,
            weights in prop::collection::vec(0..1_000_000_i64, 1..8),
        ) {
            let whole = Amount(i128::from(whole));
            let weights: Vec<Amount> = weights.into_iter().map(Amount::whole).collect();
            if let Some(parts) = by_weight(whole, &weights) {
                prop_assert_eq!(parts.iter().copied().sum::<Amount>(), whole);
                let unit = 10_i128.pow(10);
                let printed: i128 = rounded(&parts, 2).iter().map(|part| part.0).sum();
                prop_assert_eq!(printed % unit, 0);
                prop_assert!((printed - whole.0).abs() <= unit / 2);
            }
        }
    }
}
