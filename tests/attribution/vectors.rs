//! The test vectors V1 to V4 of the method notes: small enough to check by hand.

use social_roi::attribution::{Milestones, Setup};
use social_roi::schema::Amount;

use super::journeys::{Owned, assert_close, conversions, result, setup, values};

const PAID: u32 = 0;
const EMAIL: u32 = 1;
const SEARCH: u32 = 2;
const ORGANIC: u32 = 3;
const DIRECT: u32 = 4;

/// V1: five conversions, one without a touch, and five paths without a conversion.
pub fn v1() -> Vec<Owned> {
    let mut journeys = vec![
        Owned::timed(&[(PAID, 8), (EMAIL, 5), (PAID, 2), (SEARCH, 1)], 100),
        Owned::timed(&[(ORGANIC, 3), (DIRECT, 0)], 50),
        Owned::timed(&[(PAID, 0)], 80),
        Owned::timed(&[(DIRECT, 0)], 20),
        Owned::timed(&[], 40),
    ];
    for path in [
        &[PAID][..],
        &[PAID, EMAIL],
        &[ORGANIC],
        &[SEARCH],
        &[PAID, ORGANIC],
    ] {
        journeys.push(Owned::path(path, 0, 1));
    }
    journeys
}

pub fn v1_setup(names: &[&str]) -> Setup {
    let mut setup = setup(5, names);
    setup.direct = vec![false, false, false, false, true];
    setup
}

#[test]
fn v1_rules_give_the_printed_values() {
    let expected: &[(&str, [f64; 5])] = &[
        ("first", [180.0, 0.0, 0.0, 50.0, 20.0]),
        ("last", [80.0, 0.0, 100.0, 0.0, 70.0]),
        ("last-non-direct", [80.0, 0.0, 100.0, 50.0, 20.0]),
        ("linear", [130.0, 25.0, 25.0, 25.0, 45.0]),
        (
            "time-decay",
            [125.660_040, 21.858_441, 32.481_519, 21.313_780, 48.686_220],
        ),
        ("position", [130.0, 10.0, 40.0, 25.0, 45.0]),
        (
            "shapley",
            [340.0 / 3.0, 100.0 / 3.0, 100.0 / 3.0, 25.0, 45.0],
        ),
    ];
    for (name, expected) in expected {
        let result = result(&v1_setup(&[name]), &v1());
        assert_close(&values(&result.credits.unwrap()), expected, 5e-7, name);
        assert_eq!(result.remainder.no_touch.value, Amount::whole(40), "{name}");
    }
}

#[test]
fn v2_the_example_of_adobe() {
    let journey = [Owned::timed(&[(0, 9), (1, 6), (2, 0), (3, 0)], 50)];
    for (name, expected) in [
        ("time-decay", [6.92, 9.32, 16.88, 16.88]),
        ("j-shaped", [10.0, 5.0, 5.0, 30.0]),
        ("linear", [12.5; 4]),
        ("participation", [50.0; 4]),
    ] {
        let result = result(&setup(4, &[name]), &journey);
        assert_close(&values(&result.credits.unwrap()), &expected, 0.005, name);
    }
    let two = [Owned::timed(&[(0, 9), (1, 6)], 100)];
    for (name, expected) in [
        ("position", [50.0, 50.0]),
        ("j-shaped", [25.0, 75.0]),
        ("inverse-j", [75.0, 25.0]),
    ] {
        let result = result(&setup(2, &[name]), &two);
        assert_close(&values(&result.credits.unwrap()), &expected, 1e-9, name);
    }
}

#[test]
fn v4_milestones() {
    let journey = |at: Milestones| {
        let touches: Vec<(u32, i64)> = (0..6).map(|at| (at, 6 - i64::from(at))).collect();
        [Owned {
            milestones: Some(at),
            ..Owned::timed(&touches, 1000)
        }]
    };
    let at = |lead, opportunity, closed| Milestones {
        lead,
        opportunity,
        closed,
    };
    let all = at(Some(2), Some(4), Some(5));
    for (name, at, expected) in [
        ("w-shaped", all, [300.0, 50.0, 300.0, 50.0, 300.0, 0.0]),
        ("full-path", all, [225.0, 50.0, 225.0, 50.0, 225.0, 225.0]),
        (
            "w-shaped",
            at(Some(0), Some(2), None),
            [600.0, 100.0, 300.0, 0.0, 0.0, 0.0],
        ),
        (
            "w-shaped",
            at(Some(2), None, None),
            [3000.0 / 7.0, 1000.0 / 7.0, 3000.0 / 7.0, 0.0, 0.0, 0.0],
        ),
        (
            "w-shaped",
            at(Some(1), Some(2), None),
            [1000.0 / 3.0, 1000.0 / 3.0, 1000.0 / 3.0, 0.0, 0.0, 0.0],
        ),
        (
            "full-path",
            at(Some(1), Some(2), Some(3)),
            [250.0, 250.0, 250.0, 250.0, 0.0, 0.0],
        ),
    ] {
        let result = result(&setup(6, &[name]), &journey(at));
        assert_close(&values(&result.credits.unwrap()), &expected, 1e-9, name);
    }
}

#[test]
fn a_journey_without_milestones_is_left_over_not_switched_to_another_model() {
    let mut journeys = v1();
    journeys[0].milestones = Some(Milestones {
        lead: Some(1),
        opportunity: None,
        closed: None,
    });
    for name in ["w-shaped", "full-path"] {
        let result = result(&v1_setup(&[name]), &journeys);
        assert_eq!(
            result.remainder.not_supplied.value,
            Amount::whole(150),
            "{name}"
        );
        assert_eq!(
            result.remainder.not_supplied.conversions,
            Amount::whole(3),
            "{name}"
        );
        let sum: f64 = conversions(&result.credits.unwrap()).iter().sum();
        assert_eq!(sum, 1.0, "{name}");
    }
}
