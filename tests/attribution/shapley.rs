//! Shapley values: the printed digits, and results elsewhere that are known to be wrong.

use social_roi::attribution::{Details, Note, PLACES, Reason};
use social_roi::schema::Amount;

use super::journeys::{Owned, assert_close, conversions, result, setup, values};
use super::vectors::{v1, v1_setup};

#[test]
fn v1_ordered_shapley_by_place() {
    let result = result(&v1_setup(&["shapley-ordered"]), &v1());
    let positions = result.positions.unwrap();
    let expected: &[(usize, &[(usize, f64)])] = &[
        (0, &[(1, 290.0 / 3.0), (3, 50.0 / 3.0)]),
        (1, &[(2, 100.0 / 3.0)]),
        (2, &[(4, 100.0 / 3.0)]),
        (3, &[(1, 25.0)]),
        (4, &[(1, 20.0), (2, 25.0)]),
    ];
    for (channel, places) in expected {
        let mut row = vec![0.0; PLACES + 1];
        places
            .iter()
            .for_each(|(place, value)| row[place - 1] = *value);
        assert_close(&values(positions.of(*channel)), &row, 1e-9, "by place");
    }
    let totals = values(&result.credits.unwrap());
    assert_close(
        &totals,
        &[340.0 / 3.0, 100.0 / 3.0, 100.0 / 3.0, 25.0, 45.0],
        1e-9,
        "totals",
    );
}

/// Without 1/m_c a channel that occurs three times is paid three times, and totals exceed the conversions.
#[test]
fn a_repeated_channel_is_paid_once() {
    let result = result(
        &setup(2, &["shapley-ordered"]),
        &[Owned::path(&[0, 1, 0, 0], 1, 0)],
    );
    assert_close(
        &conversions(&result.credits.unwrap()),
        &[0.5, 0.5],
        0.0,
        "totals",
    );
    let places = conversions(&result.positions.unwrap().of(0)[..4]);
    assert_close(
        &places,
        &[1.0 / 6.0, 0.0, 1.0 / 6.0, 1.0 / 6.0],
        1e-11,
        "places",
    );
}

#[test]
fn places_beyond_the_twentieth_are_one() {
    let path: Vec<u32> = (0..30).map(|at| u32::from(at >= 20)).collect();
    let result = result(&setup(2, &["shapley-ordered"]), &[Owned::path(&path, 1, 0)]);
    let positions = result.positions.unwrap();
    assert_eq!(positions.of(1)[PLACES].conversions.to_string(), "0.5");
    assert_eq!(
        positions.of(1)[..PLACES]
            .iter()
            .map(|credit| credit.conversions)
            .sum::<Amount>(),
        Amount::ZERO
    );
}

#[test]
fn v1_conversion_rate_gives_the_printed_digits_and_no_credit() {
    let result = result(&v1_setup(&["shapley-cr"]), &v1());
    let Details::Rate(details) = &result.details else {
        panic!()
    };
    assert_close(
        &details.values,
        &[0.121_310, -0.009_444, -0.065, -0.078_690, 0.476_270],
        5e-7,
        "values",
    );
    assert!((details.rate - 4.0 / 9.0).abs() < 1e-15);
    assert_eq!(details.sampling, None);
    let refused = result.credits.unwrap_err();
    assert_eq!(refused.reason, Reason::Negative);
    assert_eq!(
        refused.to_string(),
        "the Shapley value of 3 channels is negative, and credit cannot be"
    );
    assert!(result.low_n);
}

#[test]
fn where_no_value_is_negative_credit_follows_the_values() {
    let journeys = [
        Owned::path(&[0], 3, 1),
        Owned::path(&[1], 1, 1),
        Owned::path(&[0, 1], 6, 1),
    ];
    let result = result(&setup(2, &["shapley-cr"]), &journeys);
    let (alone, other, both) = (0.75, 0.5, 10.0 / 13.0);
    let first = (alone + both - other) / 2.0;
    let expected = [10.0 * first / both, 10.0 * (both - first) / both];
    assert_close(
        &conversions(&result.credits.unwrap()),
        &expected,
        1e-11,
        "credits",
    );
}

/// One tool cuts long paths to the channels that come first in the alphabet; here all forty get their share.
#[test]
fn no_channel_is_cut_off_a_long_path() {
    let path: Vec<u32> = (0..40).collect();
    let result = result(&setup(40, &["shapley"]), &[Owned::path(&path, 1, 0)]);
    assert_close(
        &conversions(&result.credits.unwrap()),
        &[0.025; 40],
        1e-12,
        "shares",
    );
}

#[test]
fn more_than_sixteen_channels_are_sampled_with_a_printed_seed() {
    let mut journeys: Vec<Owned> = (0..70)
        .map(|channel| Owned::path(&[channel, channel / 2], 1, 2))
        .collect();
    journeys.push(Owned::path(&[3], 5, 0));
    let mut setup = setup(70, &["shapley-cr"]);
    (setup.seed, setup.samples) = (11, 301);
    let one = result(&setup, &journeys);
    let Details::Rate(details) = &one.details else {
        panic!()
    };
    let sampling = details.sampling.as_ref().unwrap();
    assert_eq!((sampling.seed, sampling.samples), (11, 302));
    assert!((details.values.iter().sum::<f64>() - details.rate).abs() < 1e-12);
    assert!(one.notes.contains(&Note::Sampled));
    assert_eq!(result(&setup, &journeys), one);
    setup.seed = 12;
    assert_ne!(result(&setup, &journeys).details, one.details);
}
