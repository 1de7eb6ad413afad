//! Coalitions against games whose values are published, and sampling against the exact values.

use super::exact::values;
use super::*;

fn assert_values(found: &[f64], expected: &[f64]) {
    for (one, other) in found.iter().zip(expected) {
        assert!(
            (one - other).abs() < 1e-12,
            "{found:?}, expected {expected:?}"
        );
    }
}

/// The worths of the README of DP6/Marketing-Attribution-Models, section 2.1; players O, F, D. The values are exact fractions.
#[test]
fn worths_of_a_published_example() {
    let worth = [0.0, 7.0, 6.0, 15.0, 4.0, 7.0, 9.0, 19.0];
    assert_values(&values(&worth, 3), &[23.0 / 3.0, 49.0 / 6.0, 19.0 / 6.0]);
}

/// Littlechild and Owen 1973: who needs 8, 11, 13 and 18 of a runway pays 2, 3, 4 and 9.
#[test]
fn the_airport_game() {
    let need = [8.0, 11.0, 13.0, 18.0];
    let worth = |mask: usize| {
        (0..4)
            .filter(|at| mask >> at & 1 == 1)
            .map(|at| need[at])
            .fold(0.0, f64::max)
    };
    let worth: Vec<f64> = (0..16).map(worth).collect();
    assert_values(&values(&worth, 4), &[2.0, 3.0, 4.0, 9.0]);
}

/// One left and two right gloves; a pair is worth 1.
#[test]
fn the_glove_game() {
    let worth = [0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0];
    assert_values(&values(&worth, 3), &[2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]);
}

/// README of do-attribution 0.0.2, whose worth of a coalition is the conversions of exactly that set; Direct, Email, Search,
/// Social. It prints -0.5833, 0.25, -0.0833, 0.4167, which sum to nothing.
#[test]
fn a_game_whose_values_cancel() {
    let mut worth = [0.0; 16];
    for (mask, conversions) in [
        (0b0001, 1.0),
        (0b1000, 1.0),
        (0b1010, 2.0),
        (0b0110, 1.0),
        (0b1110, 2.0),
    ] {
        worth[mask] = conversions;
    }
    assert_values(
        &values(&worth, 4),
        &[-7.0 / 12.0, 0.25, -1.0 / 12.0, 5.0 / 12.0],
    );
}

fn set(channels: &[u32], conversions: f64, nulls: f64) -> Set {
    Set {
        channels: channels.to_vec(),
        conversions,
        nulls,
    }
}

#[test]
fn sampling_comes_close_and_sums_to_the_rate() {
    let sets = [
        set(&[0], 3.0, 10.0),
        set(&[0, 1], 5.0, 4.0),
        set(&[1, 2, 5], 2.0, 9.0),
        set(&[3], 1.0, 1.0),
        set(&[3, 4], 0.0, 7.0),
    ];
    let game = Game::new(&sets);
    let exact = exact(&game);
    let sampled = sampled(&game, 7, 20_000);
    for (at, value) in exact.iter().enumerate() {
        let error = sampled.errors[at];
        assert!(
            (sampled.values[at] - value).abs() < 5.0 * error + 1e-12,
            "{at}: {exact:?} {sampled:?}"
        );
        assert!(error < 0.01);
    }
    assert!((sampled.values.iter().sum::<f64>() - game.rate()).abs() < 1e-12);
    assert_eq!(super::sampled(&game, 7, 20_000), sampled);
}

#[test]
fn lists_of_many_channels_count_like_masks() {
    let (mut few, mut many) = (Sets::new(64), Sets::new(65));
    for path in [&[3, 1][..], &[63], &[1, 3], &[1]] {
        for sets in [&mut few, &mut many] {
            sets.add(
                path,
                crate::schema::Amount::whole(1),
                crate::schema::Amount::whole(2),
            );
        }
    }
    assert_eq!(few.sorted(), many.sorted());
    assert_eq!(few.sorted().unwrap().len(), 3);
    let mut merged = Sets::new(65);
    merged.merge(&many);
    assert_eq!(merged.sorted(), many.sorted());
}
