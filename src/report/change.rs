//! Whether a figure against an earlier one is a change at all: one rule for sentences and charts.
//!
//! Rates move in percentage points, and only where a two-proportion z-test tells them apart: with p the pooled rate,
//! z = (p₁ − p₂) / √(p (1 − p) (1/n₁ + 1/n₂)), |z| ≥ 1.96. Everything else moves in per cent, and only beyond a band of
//! two per cent. On fewer than thirty events both figures are shown and no change is worked out.

use crate::metrics::{Component, Direction, Formula, Metric, Unit, computed};
use crate::schema::{Amount, col};

use super::Trace;

/// A smaller relative change is none.
pub const BAND: f64 = 0.02;

/// Standard errors that a difference of rates must exceed: 95 %.
const SIGMAS: f64 = 1.96;

/// Fewer events carry no percentage.
pub const EVENTS: f64 = 30.0;

/// Which way a figure went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Up.
    Up,
    /// Down.
    Down,
    /// Neither.
    Flat,
}

/// Whether one of two figures rests on too few events to be set beside the other.
pub fn is_few(metric: &Metric, now: &Trace, before: &Trace) -> bool {
    [now, before]
        .into_iter()
        .filter_map(|trace| events(metric, trace))
        .any(|events| events.abs() < EVENTS)
}

/// Which way a figure went, by the size of its change; one that is told neither in per cent nor in points has no band.
pub fn course(
    metric: &Metric,
    (size, previous): (f64, f64),
    told: bool,
    traces: (&Trace, &Trace),
) -> Course {
    let flat = size == 0.0
        || told && size.abs() < BAND * previous.abs()
        || told && !told_apart(metric, traces.0, traces.1);
    match () {
        () if flat => Course::Flat,
        () if size > 0.0 => Course::Up,
        () => Course::Down,
    }
}

/// The metric that counts the events behind money: orders behind revenue, conversions behind what platforms claim.
pub fn behind(metric: &Metric) -> Option<&'static str> {
    let reads = |columns: &[&str]| {
        let mut read = metric.components().flat_map(Component::columns);
        read.any(|column| columns.contains(&column))
    };
    match () {
        () if reads(&[computed::REVENUE_JOINED, col::VALUE]) => Some("orders_joined"),
        () if reads(&[col::REVENUE]) => Some(col::ORDERS),
        () if reads(&[col::CONVERSION_VALUE]) => Some("claimed_conversions"),
        () => None,
    }
}

/// Whether a course is welcome; `None` where it is neither.
pub fn welcome(direction: Direction, course: Option<Course>) -> Option<bool> {
    let up = match course? {
        Course::Up => true,
        Course::Down => false,
        Course::Flat => return None,
    };
    match direction {
        Direction::Higher => Some(up),
        Direction::Lower => Some(!up),
        Direction::Neutral => None,
    }
}

/// The fewest events that a figure rests on: the count itself, or the smaller side of a ratio that counts anything.
pub fn events(metric: &Metric, trace: &Trace) -> Option<f64> {
    let counts = |formula: &Formula| {
        let mut parts = formula.components().peekable();
        parts.peek().is_some() && parts.all(Component::counts_events)
    };
    let side = |formula, value: Option<Amount>| value.filter(|_| counts(formula));
    let numerator = side(&metric.numerator, trace.numerator_value);
    let denominator = metric
        .denominator
        .as_ref()
        .and_then(|formula| side(formula, trace.denominator_value));
    let sides = [numerator, denominator].into_iter().flatten();
    sides.map(Amount::to_f64).reduce(f64::min)
}

/// Whether two rates differ by more than chance; what is no share of a count always does.
pub fn told_apart(metric: &Metric, now: &Trace, before: &Trace) -> bool {
    let share = |trace: &Trace| {
        let part = trace.numerator_value?.to_f64();
        let whole = trace.denominator_value?.to_f64();
        (0.0..=whole).contains(&part).then_some((part, whole))
    };
    if metric.unit != Unit::Rate || events(metric, now).is_none() {
        return true;
    }
    let (Some((part, whole)), Some((earlier, base))) = (share(now), share(before)) else {
        return true;
    };
    let pooled = (part + earlier) / (whole + base);
    let error = (pooled * (1.0 - pooled) * (1.0 / whole + 1.0 / base)).sqrt();
    error == 0.0 || (part / whole - earlier / base).abs() / error >= SIGMAS
}

#[cfg(test)]
mod tests {
    use crate::metrics::registry;

    use super::*;

    fn trace(numerator: i64, denominator: Option<i64>) -> Trace {
        Trace {
            numerator: String::new(),
            numerator_value: Some(Amount::whole(numerator)),
            denominator: denominator.map(|_| String::new()),
            denominator_value: denominator.map(Amount::whole),
            parts: Vec::new(),
        }
    }

    fn metric(name: &str) -> &'static Metric {
        registry().metric(name).unwrap()
    }

    /// 60 of 1,000 against 50 of 1,000: z = 0.98. 600 of 10,000 against 500 of 10,000: z = 3.10.
    #[test]
    fn rates_are_told_apart_where_chance_does_not_explain_them() {
        let cvr = metric("cvr");
        assert!(!told_apart(
            cvr,
            &trace(60, Some(1_000)),
            &trace(50, Some(1_000))
        ));
        assert!(told_apart(
            cvr,
            &trace(600, Some(10_000)),
            &trace(500, Some(10_000))
        ));
        assert!(told_apart(
            metric("roi"),
            &trace(60, Some(1_000)),
            &trace(50, Some(1_000))
        ));
    }

    #[test]
    fn events_are_what_is_counted() {
        assert_eq!(events(metric("orders"), &trace(7, None)), Some(7.0));
        assert_eq!(events(metric("cpa"), &trace(500, Some(9))), Some(9.0));
        assert_eq!(events(metric("spend"), &trace(5, None)), None);
        assert_eq!(events(metric("roi"), &trace(5, Some(5))), None);
    }

    #[test]
    fn a_lower_cost_is_welcome_and_more_spend_is_neither() {
        assert_eq!(
            welcome(metric("cpa").direction, Some(Course::Down)),
            Some(true)
        );
        assert_eq!(
            welcome(metric("roas").direction, Some(Course::Down)),
            Some(false)
        );
        assert_eq!(welcome(metric("spend").direction, Some(Course::Up)), None);
        assert_eq!(welcome(metric("roas").direction, Some(Course::Flat)), None);
    }
}
