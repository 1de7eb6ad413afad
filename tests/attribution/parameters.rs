//! Parameters, what is refused, and what is only said.

use social_roi::attribution::{
    Collapse, Facts, Granularity, Milestones, Note, Reason, Setup, Ties,
};
use social_roi::schema::Amount;

use super::journeys::{DAY, Owned, assert_close, conversions, result, results, setup, values};
use super::vectors::{v1, v1_setup};

#[test]
fn parameters_without_meaning_are_errors() {
    let with = |change: fn(&mut Setup)| {
        let mut setup = setup(2, &["linear"]);
        change(&mut setup);
        setup.check().map_err(|error| error.to_string())
    };
    type Change = fn(&mut Setup);
    let cases: &[(Change, &str)] = &[
        (
            |setup| setup.half_life_days = 0.0,
            "half-life: expected days above 0, found 0",
        ),
        (
            |setup| setup.half_life_days = f64::NAN,
            "half-life: expected days above 0, found NaN",
        ),
        (
            |setup| setup.weights = Some([1.0, -1.0, 0.0]),
            "weights: expected numbers of 0 or more, found 1,-1,0",
        ),
        (
            |setup| setup.weights = Some([f64::NAN, 1.0, 0.0]),
            "weights: expected numbers of 0 or more, found NaN,1,0",
        ),
        (
            |setup| setup.weights = Some([0.0; 3]),
            "weights: expected one above 0, found 0,0,0",
        ),
        (
            |setup| setup.orders = vec![1, 5],
            "order: expected 1 to 4, found 5",
        ),
        (
            |setup| setup.samples = 0,
            "samples: expected at least 1, found 0",
        ),
        (
            |setup| setup.choose(["custom"]).unwrap(),
            "custom: expected weights for first, middle and last touch, found none",
        ),
    ];
    for (change, message) in cases {
        assert_eq!(with(*change).unwrap_err(), *message);
    }
    assert!(with(|setup| setup.half_life_days = f64::INFINITY).is_ok());
}

#[test]
fn a_model_that_the_data_do_not_allow_is_not_supplied_and_never_another() {
    for (name, sentence) in [
        (
            "time-decay",
            "time-decay needs the times of touches, which paths do not hold",
        ),
        ("w-shaped", "w-shaped needs the milestones of deals"),
        ("full-path", "full-path needs the milestones of deals"),
    ] {
        let mut setup = setup(2, &[name]);
        setup.facts = Facts::default();
        let refused = result(&setup, &[Owned::path(&[0, 1], 1, 0)])
            .credits
            .unwrap_err();
        assert_eq!(
            (refused.reason, refused.to_string().as_str()),
            (Reason::NotSupplied, sentence)
        );
        assert_eq!(refused.reason.code(), "not_supplied");
    }
}

#[test]
fn decay_halves_with_every_half_life_and_may_count_whole_days() {
    // The weights of DP6/Marketing-Attribution-Models 1.0.11 for two, one and no halving: 1/7, 2/7, 4/7.
    let journey = [Owned::timed(&[(0, 14), (1, 7), (2, 0)], 1)];
    let exact = result(&setup(3, &["time-decay"]), &journey)
        .credits
        .unwrap();
    assert_close(
        &values(&exact),
        &[1.0 / 7.0, 2.0 / 7.0, 4.0 / 7.0],
        1e-11,
        "halvings",
    );
    let mut half_days = journey[0].clone();
    half_days.ages = vec![14 * DAY + DAY / 2, 7 * DAY + DAY / 3, DAY - 1];
    let mut setup = setup(3, &["time-decay"]);
    setup.granularity = Granularity::Day;
    assert_eq!(result(&setup, &[half_days]).credits.unwrap(), exact);
    // Weights depend on differences of ages alone, and a hundred years do not underflow.
    let old = Owned::timed(&[(0, 36_514), (1, 36_507), (2, 36_500)], 1);
    setup.granularity = Granularity::Exact;
    assert_eq!(result(&setup, &[old]).credits.unwrap(), exact);
}

#[test]
fn a_refund_flows_back_along_the_same_weights() {
    for name in ["linear", "position", "shapley", "time-decay"] {
        let sale = Owned::timed(&[(0, 9), (1, 3), (2, 1)], 100);
        let refund = Owned {
            value: Amount::whole(-100),
            conversions: Amount::ZERO,
            ..sale.clone()
        };
        let credits = result(&setup(3, &[name]), &[sale, refund]).credits.unwrap();
        assert!(
            values(&credits).iter().all(|value| value.abs() < 1e-11),
            "{name}: {credits:?}"
        );
        assert!((conversions(&credits).iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}

#[test]
fn a_conversion_without_a_touch_stays_in_the_total() {
    for name in ["last", "markov", "shapley"] {
        let result = result(&v1_setup(&[name]), &v1());
        assert_eq!(result.total.value, Amount::whole(290), "{name}");
        assert_eq!(
            result.remainder.no_touch.conversions,
            Amount::whole(1),
            "{name}"
        );
        let credited: Amount = result
            .credits
            .unwrap()
            .iter()
            .map(|credit| credit.value)
            .sum();
        assert_eq!(credited, Amount::whole(250), "{name}");
    }
}

#[test]
fn tied_touches_share_and_direct_is_left_out_of_last_non_direct() {
    let journey = [Owned::timed(&[(0, 5), (1, 2), (2, 2)], 60)];
    let mut setup = setup(3, &["last"]);
    setup.direct = vec![false, false, true];
    setup.ties = Ties::Split;
    assert_close(
        &values(&result(&setup, &journey).credits.unwrap()),
        &[0.0, 30.0, 30.0],
        1e-11,
        "last",
    );
    setup.choose(["last-non-direct"]).unwrap();
    assert_close(
        &values(&result(&setup, &journey).credits.unwrap()),
        &[0.0, 60.0, 0.0],
        1e-11,
        "last-non-direct",
    );
    setup.choose(["position"]).unwrap();
    assert_close(
        &values(&result(&setup, &journey).credits.unwrap()),
        &[24.0, 18.0, 18.0],
        1e-11,
        "position",
    );
}

#[test]
fn collapsed_runs_are_one_touch_and_milestones_follow() {
    let mut journey = Owned::timed(&[(0, 9), (0, 8), (1, 7), (1, 6), (1, 5), (0, 1)], 100);
    journey.milestones = Some(Milestones {
        lead: Some(3),
        opportunity: Some(5),
        closed: None,
    });
    let mut setup = setup(2, &["linear"]);
    setup.collapse = Collapse::Yes;
    assert_close(
        &values(&result(&setup, &[journey.clone()]).credits.unwrap()),
        &[200.0 / 3.0, 100.0 / 3.0],
        1e-9,
        "linear",
    );
    setup.choose(["w-shaped"]).unwrap();
    assert_close(
        &values(&result(&setup, &[journey]).credits.unwrap()),
        &[200.0 / 3.0, 100.0 / 3.0],
        1e-9,
        "w-shaped",
    );
}

#[test]
fn names_choose_models_and_an_alias_brings_its_note() {
    let mut setup = Setup::new(
        2,
        Facts {
            ages: true,
            milestones: false,
        },
    );
    setup.choose(["u-shaped", "last"]).unwrap();
    let found = results(&setup, &[Owned::path(&[0, 1], 1, 0)]);
    let names: Vec<&str> = found.iter().map(|result| result.name.as_str()).collect();
    assert_eq!(names, ["position", "last"]);
    assert_eq!(found[0].notes, [Note::AliasOfPosition]);
    assert!(found[1].notes.is_empty());
    setup.choose([]).unwrap();
    let names = |setup: &Setup| {
        setup
            .models
            .iter()
            .map(|model| model.name())
            .collect::<Vec<_>>()
    };
    assert!(!names(&setup).contains(&"custom") && !names(&setup).contains(&"w-shaped"));
    setup.weights = Some([1.0, 1.0, 2.0]);
    setup.choose([]).unwrap();
    assert!(names(&setup).contains(&"custom"));
    let error = setup.choose(["last", "lats"]).unwrap_err();
    assert_eq!(error.to_string(), "unknown model `lats`");
    assert_eq!(error.hint().unwrap(), "did you mean `last`?");
}

#[test]
fn notes_read_as_sentences() {
    let text = Note::AliasOfPosition.to_string();
    assert!(text.starts_with("position is 40/20/40"), "{text}");
    assert!(
        Note::NoNullPaths
            .to_string()
            .starts_with("no paths without a conversion")
    );
    assert!(
        Note::Sampled
            .to_string()
            .starts_with("more than 16 channels")
    );
}
