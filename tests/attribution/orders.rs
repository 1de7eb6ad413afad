//! Choosing the order of a chain.

use social_roi::attribution::{Fit, OrderFit, Reason};

use super::journeys::{Owned, setup};

fn fits(journeys: &[Owned], channels: usize) -> Vec<Fit> {
    let mut setup = setup(channels, &["markov"]);
    setup.orders = vec![3, 1, 2];
    let mut fit = OrderFit::new(&setup, 5);
    for (at, owned) in journeys.iter().enumerate() {
        fit.add(&owned.journey(), at % 5);
    }
    let mut split = [OrderFit::new(&setup, 5), OrderFit::new(&setup, 5)];
    for (at, owned) in journeys.iter().enumerate() {
        split[at % 2].add(&owned.journey(), at % 5);
    }
    let [mut whole, other] = split;
    whole.merge(&other);
    assert_eq!(whole.finish(), fit.finish());
    fit.finish()
        .into_iter()
        .map(|score| score.fit.unwrap())
        .collect()
}

/// Two paths by hand: a and a, one converted and one not. L = 2 ln 1 + 2 · ln ½; held out, each fold of one sees the other.
#[test]
fn two_journeys_by_hand() {
    let fit = fits(&[Owned::path(&[0], 1, 0), Owned::path(&[0], 0, 1)], 1)[0];
    assert!((fit.log_likelihood - 2.0 * 0.5_f64.ln()).abs() < 1e-12);
    assert_eq!((fit.parameters, fit.transitions), (1, 4.0));
    assert!((fit.aic - (2.0 - 2.0 * fit.log_likelihood)).abs() < 1e-12);
    assert!((fit.bic - (4.0_f64.ln() - 2.0 * fit.log_likelihood)).abs() < 1e-12);
    // start to a: (1 + ½) / (1 + 3/2); a to the end that the other did not take: ½ / (1 + 3/2).
    let expected = (0.6_f64.ln() + 0.2_f64.ln()) / 2.0;
    assert!((fit.held_out - expected).abs() < 1e-12, "{fit:?}");
}

/// What follows depends on the last touch alone: higher orders fit the sample better and the held-out journeys worse.
#[test]
fn held_out_journeys_find_the_order_that_made_them() {
    let mut state = 9_u64;
    let mut random = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let first_order: Vec<Owned> = (0..2_000)
        .map(|_| {
            let mut path = vec![random(4) as u32];
            while random(3) > 0 {
                let last = u64::from(path[path.len() - 1]);
                path.push(((last + 1 + random(2)) % 4) as u32);
            }
            Owned::path(&path, 1, 0)
        })
        .collect();
    let scores = fits(&first_order, 4);
    assert!(
        scores[0].held_out > scores[1].held_out && scores[1].held_out > scores[2].held_out,
        "{scores:?}"
    );
    assert!(scores[2].log_likelihood > scores[0].log_likelihood);
    assert!(scores[0].bic < scores[1].bic);

    // Whether a path converts depends on the touch before the last.
    let second_order: Vec<Owned> = (0..2_000)
        .map(|_| {
            let path = [random(2) as u32, 2];
            let converts = i64::from(path[0] == 0);
            Owned::path(&path, converts, 1 - converts)
        })
        .collect();
    let scores = fits(&second_order, 3);
    assert!(scores[1].held_out > scores[0].held_out + 0.1, "{scores:?}");
    assert!(scores[1].bic < scores[0].bic && scores[1].aic < scores[0].aic);
}

#[test]
fn without_journeys_there_is_no_fit() {
    let setup = setup(2, &["markov"]);
    let score = OrderFit::new(&setup, 5).finish().remove(0);
    assert_eq!(score.fit.unwrap_err().reason, Reason::NotSupplied);
}
