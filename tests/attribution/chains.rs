//! Markov chains: published examples, a plain solver written from the definition, and results that are known to be wrong.

use social_roi::attribution::{Details, MarkovDetails, ModelResult, Note, Reason};
use social_roi::schema::Amount;

use super::definition;
use super::journeys::{Owned, assert_close, conversions, result, setup, values};
use super::vectors::{v1, v1_setup};

pub fn details(result: &ModelResult) -> &MarkovDetails {
    let Details::Markov(details) = &result.details else {
        panic!("no chain: {result:?}");
    };
    details
}

fn markov(channels: usize, order: u8, journeys: &[Owned]) -> ModelResult {
    let mut setup = setup(channels, &["markov"]);
    setup.orders = vec![order];
    result(&setup, journeys)
}

#[test]
fn v1_markov_gives_the_printed_digits() {
    let result = result(&v1_setup(&["markov"]), &v1());
    let credits = result.credits.clone().unwrap();
    assert_close(
        &values(&credits),
        &[74.660_633, 12.443_439, 40.723_982, 40.723_982, 81.447_964],
        5e-7,
        "value",
    );
    assert_close(
        &conversions(&credits),
        &[1.194_570, 0.199_095, 0.651_584, 0.651_584, 1.303_167],
        5e-7,
        "conversions",
    );
    let details = details(&result);
    assert!((details.conversion - 4.0 / 9.0).abs() < 1e-15);
    assert_close(
        &details.effects,
        &[11.0 / 24.0, 11.0 / 144.0, 0.25, 0.25, 0.5],
        1e-6,
        "removal effects",
    );
    assert!(result.low_n);
    assert!(result.notes.is_empty());
}

/// V3, also `puzyrov-2019` of the worked examples: g twice, m, g > m convert, g once does not.
#[test]
fn v3_a_public_example() {
    let journeys = [
        Owned::path(&[0], 2, 1),
        Owned::path(&[1], 1, 0),
        Owned::path(&[0, 1], 1, 0),
    ];
    let result = markov(2, 1, &journeys);
    assert!((details(&result).conversion - 0.8).abs() < 1e-15);
    assert_close(
        &details(&result).effects,
        &[0.75, 0.5],
        1e-15,
        "removal effects",
    );
    assert_eq!(
        result
            .credits
            .unwrap()
            .iter()
            .map(|credit| credit.conversions.to_string())
            .collect::<Vec<_>>(),
        ["2.4", "1.6"]
    );
}

/// analyzecore.com 2016: C1 > C2 > C3 converts, C1 and C2 > C3 do not.
#[test]
fn the_example_of_analyzecore() {
    let journeys = [
        Owned::path(&[0, 1, 2], 1, 0),
        Owned::path(&[0], 0, 1),
        Owned::path(&[1, 2], 0, 1),
    ];
    let result = markov(3, 1, &journeys);
    assert_close(
        &details(&result).effects,
        &[0.5, 1.0, 1.0],
        1e-15,
        "removal effects",
    );
    assert_close(
        &conversions(&result.credits.unwrap()),
        &[0.2, 0.4, 0.4],
        1e-12,
        "conversions",
    );
}

/// README of do-attribution 0.0.2; Direct, Email, Search, Social.
#[test]
fn the_example_of_do_attribution() {
    let (direct, email, search, social) = (0, 1, 2, 3);
    let journeys: Vec<Owned> = [
        (&[email, social][..], 1),
        (&[search, email], 1),
        (&[social], 1),
        (&[email, search], 0),
        (&[search, social, email], 1),
        (&[direct], 1),
        (&[email, social], 0),
        (&[search, email, social], 1),
        (&[social, email], 1),
        (&[search], 0),
    ]
    .into_iter()
    .map(|(path, converted)| Owned::path(path, converted, 1 - converted))
    .collect();
    let first = markov(4, 1, &journeys);
    assert_close(
        &details(&first).effects,
        &[1.0 / 7.0, 23.0 / 35.0, 9.0 / 28.0, 43.0 / 77.0],
        1e-14,
        "order 1",
    );
    let expected = [1540.0, 7084.0, 3465.0, 6020.0].map(|part| part / 2587.0);
    assert_close(
        &conversions(&first.credits.unwrap()),
        &expected,
        1e-12,
        "conversions",
    );
    let second = markov(4, 2, &journeys);
    assert_eq!(second.name, "markov-2");
    assert_close(
        &details(&second).effects,
        &[
            0.142_857_142_9,
            0.714_285_714_3,
            0.380_952_381,
            0.714_285_714_3,
        ],
        1e-10,
        "order 2",
    );
}

/// The concept table of DP6/Marketing-Attribution-Models. Weighting transitions by value makes null paths vanish, and prints
/// a 1.5, b 1.5, c 0.
#[test]
fn transitions_are_weighted_by_journeys_not_by_value() {
    let mut journeys = [
        Owned::path(&[0, 0, 1], 2, 1),
        Owned::path(&[1, 0], 1, 3),
        Owned::path(&[2, 1], 0, 6),
    ];
    journeys[0].value = Amount::whole(5000);
    let result = markov(3, 1, &journeys);
    assert_close(
        &details(&result).effects,
        &[19.0 / 39.0, 6.0 / 7.0, 36.0 / 79.0],
        1e-14,
        "removal effects",
    );
    let expected = [31_521.0, 55_458.0, 29_484.0].map(|part| part / 38_821.0);
    assert_close(
        &conversions(&result.credits.unwrap()),
        &expected,
        1e-12,
        "conversions",
    );
}

#[test]
fn every_order_agrees_with_a_plain_solver_with_and_without_null_paths() {
    let paths: Vec<Owned> = [
        (&[0, 1, 0, 2, 2][..], 3, 5),
        (&[1], 2, 9),
        (&[2, 2, 1, 0], 1, 0),
        (&[3, 0, 1, 3, 0, 1, 3], 2, 7),
        (&[0, 3], 4, 1),
        (&[4], 0, 3),
        (&[1, 2, 3, 1, 2, 0, 0, 0], 1, 1),
        (&[3, 4, 1], 0, 2),
    ]
    .into_iter()
    .map(|(path, converted, failed)| Owned::path(path, converted, failed))
    .collect();
    let converting: Vec<Owned> = paths
        .iter()
        .filter(|path| path.converts())
        .map(|path| Owned {
            nulls: Amount::ZERO,
            ..path.clone()
        })
        .collect();
    for journeys in [&paths, &converting] {
        for order in 1..=4 {
            let result = markov(5, order, journeys);
            let (whole, effects) = definition::removal_effects(journeys, usize::from(order), 5);
            assert!((details(&result).conversion - whole).abs() < 1e-13);
            assert_close(
                &details(&result).effects,
                &effects,
                1e-12,
                &format!("order {order}"),
            );
            assert_eq!(
                result.notes.contains(&Note::NoNullPaths),
                journeys.len() == converting.len()
            );
        }
    }
}

#[test]
fn loops_change_nothing_at_order_1() {
    let once = [Owned::path(&[0, 1], 3, 2), Owned::path(&[1], 1, 4)];
    let again = [
        Owned::path(&[0, 0, 0, 1, 1], 3, 2),
        Owned::path(&[1, 1], 1, 4),
    ];
    let effects = |journeys: &[Owned]| details(&markov(2, 1, journeys)).effects.clone();
    assert_close(&effects(&once), &effects(&again), 1e-15, "removal effects");
}

#[test]
fn no_conversion_is_a_reason_not_a_zero() {
    let result = markov(2, 1, &[Owned::path(&[0, 1], 0, 5)]);
    let refused = result.credits.clone().unwrap_err();
    assert_eq!(refused.reason, Reason::NoConversions);
    assert_eq!(refused.to_string(), "no path with a touch converts");
    assert_eq!(details(&result).barren, [0, 1]);
    assert_eq!(
        markov(2, 1, &[]).credits.unwrap_err().reason,
        Reason::NoConversions
    );
}

/// One NaN among values turned every channel into NaN in one tool: here a value cannot be anything but a number, and one
/// conversion without a value leaves the others alone.
#[test]
fn a_conversion_without_value_takes_none_from_the_others() {
    let mut journeys = v1();
    journeys[2].value = Amount::ZERO;
    let result = result(&v1_setup(&["markov"]), &journeys);
    let sum: f64 = values(&result.credits.unwrap()).iter().sum();
    assert!((sum - 170.0).abs() < 1e-12);
}

#[test]
fn a_path_of_a_hundred_thousand_touches_and_five_thousand_channels_are_solved() {
    let long: Vec<u32> = (0..100_000_u32)
        .map(|at| at.wrapping_mul(2_654_435_761) >> 8 & 7)
        .collect();
    let result = markov(
        8,
        1,
        &[
            Owned::path(&long, 1, 0),
            Owned::path(&[0], 1, 3),
            Owned::path(&[5, 3], 2, 1),
        ],
    );
    assert_eq!(
        conversions(&result.credits.unwrap()).iter().sum::<f64>(),
        4.0
    );

    let many: Vec<Owned> = (0..7_000_u32)
        .map(|at| {
            let touch = |step: u32| {
                (at.wrapping_mul(2_654_435_761).rotate_left(step * 7) >> 3)
                    % 5_000
                    % (1 + (at + step) % 5_000)
            };
            let path: Vec<u32> = (0..at % 4 + 1).map(touch).collect();
            Owned::path(&path, i64::from(at % 7 == 0), i64::from(at % 7 != 0))
        })
        .collect();
    let result = markov(5_000, 1, &many);
    let (whole, effects) = (details(&result).conversion, &details(&result).effects);
    assert!((whole - 1_000.0 / 7_000.0).abs() < 1e-12, "{whole}");
    assert!(effects.iter().all(|effect| (0.0..=1.0).contains(effect)));
    assert_eq!(
        result
            .credits
            .unwrap()
            .iter()
            .map(|credit| credit.conversions)
            .sum::<Amount>(),
        Amount::whole(1_000)
    );
}

#[test]
fn transitions_are_shown_with_counts_and_shares() {
    use social_roi::attribution::{State, Tally};
    let setup = setup(2, &["markov"]);
    let mut tally = Tally::new(&setup);
    tally.add(&Owned::path(&[0], 2, 1).journey());
    tally.add(&Owned::path(&[0, 1], 1, 0).journey());
    let shown: Vec<(State, State, String, f64)> = tally
        .transitions(1)
        .into_iter()
        .map(|one| (one.from, one.to, one.count.to_string(), one.probability))
        .collect();
    let at = |channel| State::Touches(vec![channel]);
    let expected = [
        (State::Start, at(0), "4".to_owned(), 1.0),
        (at(0), at(1), "1".to_owned(), 0.25),
        (at(0), State::Conversion, "2".to_owned(), 0.5),
        (at(0), State::Null, "1".to_owned(), 0.25),
        (at(1), State::Conversion, "1".to_owned(), 1.0),
    ];
    assert_eq!(shown, expected);
    assert!(tally.transitions(2).is_empty());
}
