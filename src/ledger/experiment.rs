//! What the groups of an experiment earned more than they would have without treatment.
//!
//! Analysed by assignment: with N people, C conversions and R revenue of the treated (t) and of the control (c), the
//! incremental revenue is R_t − R_c · N_t / N_c. Its interval is that of the difference of the two rates of conversion
//! by Newcombe's hybrid of Wilson's intervals (Newcombe 1998, method 10), times N_t and the mean revenue of a conversion
//! of both groups: order values are taken as equal in both, their spread is in no interval. An empty group, and groups
//! without a conversion, have no result.

use crate::schema::Amount;

/// The 97.5 % point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// One group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// People in it.
    pub n: Amount,
    /// How many of them converted.
    pub conversions: Amount,
    /// What they brought.
    pub revenue: Amount,
}

/// A result with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Increment {
    /// Incremental revenue.
    pub base: Amount,
    /// The lower end.
    pub low: Amount,
    /// The upper end.
    pub high: Amount,
}

/// Wilson's interval of a rate.
fn wilson(share: f64, n: f64) -> (f64, f64) {
    let square = Z * Z;
    let middle = share + square / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
    let whole = 1.0 + square / n;
    ((middle - half) / whole, (middle + half) / whole)
}

/// The difference of two rates with Newcombe's interval.
fn difference(treated: &Group, control: &Group) -> (f64, f64, f64) {
    let rate = |group: &Group| group.conversions.to_f64() / group.n.to_f64();
    let (p, q) = (rate(treated), rate(control));
    let (low_p, high_p) = wilson(p, treated.n.to_f64());
    let (low_q, high_q) = wilson(q, control.n.to_f64());
    let delta = p - q;
    let low = delta - ((p - low_p).powi(2) + (high_q - q).powi(2)).sqrt();
    let high = delta + ((high_p - p).powi(2) + (q - low_q).powi(2)).sqrt();
    (delta, low, high)
}

/// Incremental revenue of the treated.
pub fn incremental_revenue(treated: &Group, control: &Group) -> Option<Increment> {
    if treated.n <= Amount::ZERO || control.n <= Amount::ZERO {
        return None;
    }
    let conversions = treated.conversions + control.conversions;
    let value = (treated.revenue + control.revenue).over(conversions)?;
    let base = treated.revenue - control.revenue.times(treated.n)?.over(control.n)?;
    let (delta, low, high) = difference(treated, control);
    let scale = treated.n.to_f64() * value.to_f64();
    let end = |distance: f64| {
        let text = format!("{:.6}", distance * scale);
        Amount::from_plain(&text)
    };
    Some(Increment {
        base,
        low: base - end(delta - low)?,
        high: base + end(high - delta)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(n: i64, conversions: i64, revenue: i64) -> Group {
        let [n, conversions, revenue] = [n, conversions, revenue].map(Amount::whole);
        Group {
            n,
            conversions,
            revenue,
        }
    }

    /// METRICS 7.1: 600 of 10,000 against 450 of 9,000, 60 an order: 100 [35, 165] conversions, 6,000 [2,100, 9,900].
    #[test]
    fn the_worked_example_of_a_holdout() {
        let (treated, control) = (group(10_000, 600, 36_000), group(9_000, 450, 27_000));
        let (delta, low, high) = difference(&treated, &control);
        for (found, printed) in [(delta, 1.0), (low, 0.35), (high, 1.65)] {
            assert!((found * 100.0 - printed).abs() < 0.005, "{found} {printed}");
        }
        let found = incremental_revenue(&treated, &control).unwrap();
        assert_eq!(found.base, Amount::whole(6_000));
        for (found, printed) in [(found.low, 2_100.0), (found.high, 9_900.0)] {
            assert!((found.to_f64() - printed).abs() < 30.0, "{found} {printed}");
        }
    }

    #[test]
    fn without_people_or_conversions_nothing_is_known() {
        let some = group(10, 1, 10);
        assert_eq!(incremental_revenue(&some, &group(0, 0, 0)), None);
        let none = group(10, 0, 0);
        assert_eq!(incremental_revenue(&none, &none), None);
    }
}
