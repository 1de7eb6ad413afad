//! What is left of a line on the days on which no other line covers it.

use super::shares::by_signed_weight;
use crate::schema::Amount;
use crate::time::Period;

/// What is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Free {
    /// The money.
    pub amount: Amount,
    /// Its share of the whole.
    pub share: Amount,
    /// How it falls into days, as weights.
    pub falls: Vec<(Period, Amount)>,
}

/// The part of an amount on days that are not covered: by the weights of its days, each spread evenly over its own; of a
/// line without weights, or with weights that sum to nothing, by days. `None` where 128 bits are too few.
pub(super) fn free(
    amount: Amount,
    falls: &[(Period, Amount)],
    days: &[Period],
    covered: &[Period],
) -> Option<Free> {
    let even = || days.iter().map(|own| (*own, Amount::whole(own.days())));
    let total = falls
        .iter()
        .try_fold(Amount::ZERO, |sum, (_, weight)| sum.plus(*weight))?;
    let weights: Vec<(Period, Amount)> = match total {
        Amount::ZERO => even().collect(),
        _ => falls.to_vec(),
    };
    let (mut left, mut taken) = (Amount::ZERO, Amount::ZERO);
    let mut parts = Vec::new();
    for (own, weight) in weights {
        let free = stretches(own, covered);
        let count: i64 = free.iter().map(Period::days).sum();
        let part = match count == own.days() {
            true => weight,
            false => weight
                .times(Amount::whole(count))?
                .over(Amount::whole(own.days()))?,
        };
        left = left.plus(part)?;
        taken = taken.plus(weight.plus(-part)?)?;
        for one in free {
            let of_one = part
                .times(Amount::whole(one.days()))?
                .over(Amount::whole(count))?;
            parts.push((one, of_one));
        }
    }
    let shares = by_signed_weight(amount, &[left, taken]).ok()?;
    Some(Free {
        amount: shares.first().copied()?,
        share: left.over(left.plus(taken)?)?,
        falls: parts,
    })
}

/// Days of a period on which nothing is covered.
fn stretches(own: Period, covered: &[Period]) -> Vec<Period> {
    covered.iter().fold(vec![own], |left, cover| {
        left.iter().flat_map(|one| one.without(cover)).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(start: &str, end: &str) -> Period {
        Period::new(start.parse().unwrap(), end.parse().unwrap()).unwrap()
    }

    /// 900 of a quarter, of which July has 600, August 300 and September nothing: without August 600, two thirds. August
    /// from its 17th day on is 15 of 31 days: 300 × 16 / 31 + 600.
    #[test]
    fn what_is_left_goes_by_the_weights_of_the_days() {
        let quarter = days("2026-07-01", "2026-09-30");
        let falls = [
            (days("2026-07-01", "2026-07-31"), Amount::whole(2)),
            (days("2026-08-01", "2026-08-31"), Amount::whole(1)),
        ];
        let of = |covered: Period| {
            let found = free(Amount::whole(900), &falls, &[quarter], &[covered]);
            found.unwrap()
        };
        assert_eq!(
            of(days("2026-08-01", "2026-08-31")).amount,
            Amount::whole(600)
        );
        assert_eq!(
            of(days("2026-09-01", "2026-09-30")).amount,
            Amount::whole(900)
        );
        let late = of(days("2026-08-17", "2026-08-31"));
        let expected = 600.0 + 300.0 * 16.0 / 31.0;
        assert!((late.amount.to_f64() - expected).abs() < 1e-8);
        assert_eq!(late.falls[1].0, days("2026-08-01", "2026-08-16"));
    }

    /// Without weights 92 of a quarter are one a day: 61 without August.
    #[test]
    fn without_weights_days_decide() {
        let quarter = days("2026-07-01", "2026-09-30");
        let august = days("2026-08-01", "2026-08-31");
        let found = free(Amount::whole(92), &[], &[quarter], &[august]).unwrap();
        assert_eq!(found.amount, Amount::whole(61));
        assert_eq!(found.falls.len(), 2);
    }
}
