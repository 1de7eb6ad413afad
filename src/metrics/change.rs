//! The change of a figure against an earlier period (zero rule Z2).

use super::figure::{Figure, Reason, Value, quotient};
use super::record::{Metric, Unit};
use crate::schema::Amount;

/// A figure's earlier value and its change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The figure of the earlier period.
    pub previous: Figure,
    /// Now less before, in the metric's own unit.
    pub absolute: Figure,
    /// The change as a fraction of the earlier value; for rates the difference itself. 0.01 is one per cent or one
    /// percentage point.
    pub relative: Figure,
}

/// The output columns of a change: earlier value, difference, and growth (percentage points for rates).
pub fn change_columns(metric: &Metric) -> [String; 3] {
    let growth = match metric.unit {
        Unit::Rate => "change_pp",
        _ => "change_pct",
    };
    ["previous", "change", growth].map(|suffix| format!("{}_{suffix}", metric.name))
}

/// The change from `previous` to `now`; where one of them is undefined, so is the change, for the same reason.
pub fn change(metric: &Metric, now: Figure, previous: Figure) -> Change {
    let (absolute, relative) = match (now, previous) {
        (Figure::Defined(now), Figure::Defined(before)) => {
            let difference = Figure::Defined(difference(now, before));
            match metric.unit {
                Unit::Rate => (difference, difference),
                _ => (difference, growth(now, before)),
            }
        }
        (Figure::Undefined(reason), _) | (_, Figure::Undefined(reason)) => {
            (Figure::Undefined(reason), Figure::Undefined(reason))
        }
    };
    Change {
        previous,
        absolute,
        relative,
    }
}

fn difference(now: Value, before: Value) -> Value {
    match (now, before) {
        (Value::Count(now), Value::Count(before)) => Value::Count(now.saturating_sub(before)),
        _ => match (now.exact(), before.exact()) {
            (Some(now), Some(before)) => Value::Amount(now - before),
            _ => Value::Ratio(now.to_f64() - before.to_f64()),
        },
    }
}

fn growth(now: Value, before: Value) -> Figure {
    let (size_now, size_before) = (now.to_f64(), before.to_f64());
    if size_before < 0.0 {
        return Figure::Undefined(Reason::NegativeBase);
    }
    match (size_before == 0.0, size_now == 0.0) {
        (true, true) => Figure::Undefined(Reason::ZeroDenominator),
        (true, false) => Figure::Undefined(Reason::New),
        (false, true) => Figure::Undefined(Reason::Gone),
        (false, false) => match (now.exact(), before.exact()) {
            (Some(now), Some(before)) => quotient(Amount(now.0.saturating_sub(before.0)), before),
            _ => Figure::Defined(Value::Ratio((size_now - size_before) / size_before)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::registry::registry;
    use super::*;

    fn money(text: &str) -> Figure {
        Figure::Defined(Value::Amount(Amount::from_plain(text).unwrap()))
    }

    fn ratio(value: f64) -> Figure {
        Figure::Defined(Value::Ratio(value))
    }

    #[test]
    fn growth_from_zero_to_zero_and_from_below_zero_has_a_reason() {
        let spend = registry().metric("spend").unwrap();
        let undefined = Figure::Undefined;
        for (now, before, absolute, relative) in [
            ("120", "100", "20", ratio(0.2)),
            ("80.5", "100", "-19.5", ratio(-0.195)),
            ("100", "100", "0", ratio(0.0)),
            ("50", "0", "50", undefined(Reason::New)),
            ("0", "50", "-50", undefined(Reason::Gone)),
            ("0", "0", "0", undefined(Reason::ZeroDenominator)),
            ("50", "-20", "70", undefined(Reason::NegativeBase)),
            ("-20", "50", "-70", ratio(-1.4)),
        ] {
            let got = change(spend, money(now), money(before));
            let expected = Change {
                previous: money(before),
                absolute: money(absolute),
                relative,
            };
            assert_eq!(got, expected, "{before} -> {now}");
        }
    }

    #[test]
    fn rates_change_in_percentage_points() {
        let ctr = registry().metric("ctr").unwrap();
        let got = change(ctr, ratio(0.5), ratio(0.25));
        assert_eq!((got.absolute, got.relative), (ratio(0.25), ratio(0.25)));
        assert_eq!(
            change_columns(ctr),
            ["ctr_previous", "ctr_change", "ctr_change_pp"]
        );
        let roas = registry().metric("roas").unwrap();
        assert_eq!(change(roas, ratio(5.0), ratio(4.0)).relative, ratio(0.25));
        assert_eq!(
            change_columns(roas),
            ["roas_previous", "roas_change", "roas_change_pct"]
        );
    }

    #[test]
    fn an_undefined_side_leaves_the_change_undefined_for_its_reason() {
        let cpa = registry().metric("cpa").unwrap();
        let none = Figure::Undefined(Reason::NoOutcomes);
        for (now, before) in [(none, ratio(4.0)), (ratio(4.0), none)] {
            let got = change(cpa, now, before);
            assert_eq!(
                got,
                Change {
                    previous: before,
                    absolute: none,
                    relative: none
                }
            );
        }
    }
}
