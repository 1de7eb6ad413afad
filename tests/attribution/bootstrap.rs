//! Resampling: same seed same bytes, one of each is the point estimate, order and partition change nothing.

use social_roi::attribution::{MODELS, PoissonWeights, Reason, Replicas, Resampled, Setup};

use super::journeys::{Owned, conversions, results, setup, values};
use super::vectors::{v1, v1_setup};

const RESAMPLES: usize = 64;

fn all_models() -> Setup {
    let names: Vec<&str> = MODELS.iter().map(|model| model.name()).collect();
    let mut setup = v1_setup(&names);
    setup.weights = Some([1.0, 2.0, 3.0]);
    setup.orders = vec![1, 2];
    setup
}

fn resampled(
    setup: &Setup,
    journeys: &[(Owned, u64)],
    weights: impl Fn(u64) -> Vec<u8>,
) -> Vec<Resampled> {
    let mut replicas = Replicas::new(setup, RESAMPLES);
    for (owned, user) in journeys {
        replicas.add(&owned.journey(), &weights(*user));
    }
    replicas.finish(setup)
}

fn users() -> Vec<(Owned, u64)> {
    (0..40)
        .flat_map(|round| {
            v1().into_iter()
                .enumerate()
                .map(move |(at, owned)| (owned, round * 100 + at as u64))
        })
        .collect()
}

fn drawn(seed: u64) -> impl Fn(u64) -> Vec<u8> {
    move |user| {
        let mut weights = vec![0; RESAMPLES];
        PoissonWeights::new(seed).fill(user, &mut weights);
        weights
    }
}

#[test]
fn with_all_weights_one_every_resample_is_the_point_estimate() {
    let setup = all_models();
    let journeys = users();
    let plain: Vec<Owned> = journeys.iter().map(|(owned, _)| owned.clone()).collect();
    let points = results(&setup, &plain);
    let found = resampled(&setup, &journeys, |_| vec![1; RESAMPLES]);
    assert_eq!(found.len(), points.len());
    for (resampled, point) in found.iter().zip(points) {
        assert_eq!(resampled.name, point.name);
        let Ok(credits) = point.credits else {
            assert_eq!(
                resampled.channels.as_ref().unwrap_err().reason,
                Reason::Unstable,
                "{}",
                point.name
            );
            continue;
        };
        for (channel, resamples) in resampled.channels.as_ref().unwrap().iter().enumerate() {
            let expected = (conversions(&credits)[channel], values(&credits)[channel]);
            assert!(
                resamples
                    .conversions
                    .iter()
                    .all(|one| (one - expected.0).abs() < 1e-5),
                "{}: {expected:?}",
                point.name
            );
            assert!(
                resamples
                    .value
                    .iter()
                    .all(|one| (one - expected.1).abs() < 1e-2),
                "{}: {expected:?} {resamples:?}",
                point.name
            );
        }
    }
}

#[test]
fn same_seed_same_bytes_in_any_order_and_partition() {
    let setup = all_models();
    let mut journeys = users();
    let found = resampled(&setup, &journeys, drawn(7));
    assert_eq!(
        format!("{:?}", resampled(&setup, &journeys, drawn(7))),
        format!("{found:?}")
    );
    assert_ne!(
        format!("{:?}", resampled(&setup, &journeys, drawn(8))),
        format!("{found:?}")
    );
    journeys.reverse();
    let mut parts: Vec<Replicas> = (0..3).map(|_| Replicas::new(&setup, RESAMPLES)).collect();
    for (at, (owned, user)) in journeys.iter().enumerate() {
        parts[at % 3].add(&owned.journey(), &drawn(7)(*user));
    }
    let mut whole = Replicas::new(&setup, RESAMPLES);
    parts.iter().rev().for_each(|part| whole.merge(part));
    whole.merge(&Replicas::new(&setup, RESAMPLES));
    assert_eq!(format!("{:?}", whole.finish(&setup)), format!("{found:?}"));
}

#[test]
fn intervals_hold_the_point_and_have_the_width_of_theory() {
    let setup = setup(2, &["last"]);
    let journeys: Vec<(Owned, u64)> = (0..400)
        .map(|user| (Owned::path(&[u32::from(user % 4 == 0)], 1, 0), user))
        .collect();
    let mut replicas = Replicas::new(&setup, 2000);
    for (owned, user) in &journeys {
        let mut weights = vec![0; 2000];
        PoissonWeights::new(3).fill(*user, &mut weights);
        replicas.add(&owned.journey(), &weights);
    }
    let found = replicas.finish(&setup);
    let channels = found[0].channels.as_ref().unwrap();
    // 100 conversions, Poisson: 100 ± 1.96 · 10.
    let interval = channels[1].conversions_interval(0.95);
    assert!(
        (interval.low - 80.4).abs() < 3.0 && (interval.high.unwrap() - 119.6).abs() < 3.0,
        "{interval:?}"
    );
}

#[test]
fn what_would_take_too_long_has_no_interval_and_says_why() {
    let setup = setup(20, &["shapley-cr", "linear"]);
    let journeys: Vec<(Owned, u64)> = (0..20)
        .map(|channel| (Owned::path(&[channel], 1, 1), u64::from(channel)))
        .collect();
    let found = resampled(&setup, &journeys, drawn(1));
    let refused = found[0].channels.as_ref().unwrap_err();
    assert_eq!(refused.reason, Reason::TooLarge);
    assert!(refused.sentence.contains("16 channels"), "{refused}");
    assert!(found[1].channels.is_ok());
}
