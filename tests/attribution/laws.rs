//! What holds for every model and any journeys.

use proptest::collection::vec;
use proptest::prelude::*;
use social_roi::attribution::{
    Collapse, Credit, Details, MODELS, Milestones, ModelResult, Setup, Tally, Ties,
};
use social_roi::schema::Amount;

use super::journeys::{DAY, Owned, assert_close, conversions, result, results, setup};

const CHANNELS: usize = 6;

fn all() -> Setup {
    let names: Vec<&str> = MODELS.iter().map(|model| model.name()).collect();
    let mut setup = setup(CHANNELS, &names);
    setup.direct = vec![false, true];
    setup.weights = Some([5.0, 2.0, 3.0]);
    setup.orders = vec![1, 2, 3];
    setup.positions = names;
    setup
}

fn milestones(touches: usize) -> impl Strategy<Value = Option<Milestones>> {
    let at = || prop::option::of(0..touches);
    prop::option::of(
        (at(), at(), at()).prop_map(|(lead, opportunity, closed)| Milestones {
            lead,
            opportunity,
            closed,
        }),
    )
}

fn journey() -> impl Strategy<Value = Owned> {
    vec((0..CHANNELS as u32, 0_i64..30), 0..9)
        .prop_flat_map(|touches| {
            let held = milestones(touches.len().max(1));
            (
                Just(touches),
                held,
                0_i64..4,
                -1_000_000_i64..5_000_000,
                0_i64..3,
            )
        })
        .prop_map(|(touches, milestones, conversions, cents, nulls)| {
            let mut ages: Vec<i64> = touches.iter().map(|(_, age)| age * DAY / 3).collect();
            ages.sort_unstable_by(|a, b| b.cmp(a));
            let value = if conversions > 0 {
                Amount(i128::from(cents) * 10_000_000_000)
            } else {
                Amount::ZERO
            };
            Owned {
                channels: touches.iter().map(|(channel, _)| *channel).collect(),
                ages,
                milestones: milestones.filter(|_| !touches.is_empty()),
                conversions: Amount::whole(conversions),
                value,
                nulls: Amount::whole(nulls),
            }
        })
}

fn journeys() -> impl Strategy<Value = Vec<Owned>> {
    vec(journey(), 0..25)
}

fn sum(credits: &[Credit]) -> Credit {
    credits.iter().fold(Credit::default(), |mut sum, credit| {
        sum += *credit;
        sum
    })
}

fn tallied(setup: &Setup, journeys: &[Owned]) -> Tally {
    let mut tally = Tally::new(setup);
    journeys
        .iter()
        .for_each(|owned| tally.add(&owned.journey()));
    tally
}

fn assert_same(one: &[ModelResult], other: &[ModelResult]) {
    assert_eq!(format!("{one:?}"), format!("{other:?}"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn credits_and_remainder_are_the_total(journeys in journeys(), split in any::<bool>(), collapse in any::<bool>()) {
        let mut setup = all();
        setup.ties = if split { Ties::Split } else { Ties::Order };
        setup.collapse = if collapse { Collapse::Yes } else { Collapse::No };
        for result in results(&setup, &journeys) {
            let Ok(credits) = &result.credits else { continue };
            if !result.summing { continue }
            let mut all = sum(credits);
            all += result.remainder.no_touch;
            all += result.remainder.not_supplied;
            prop_assert_eq!(all, result.total, "{}", result.name);
            if let Some(positions) = &result.positions {
                for (channel, credit) in credits.iter().enumerate() {
                    prop_assert_eq!(sum(positions.of(channel)), *credit, "{} by place", result.name);
                }
            }
        }
    }

    #[test]
    fn one_touch_takes_all(channel in 0..CHANNELS as u32, value in 1_i64..1000) {
        let mut journey = Owned::timed(&[(channel, 3)], value);
        journey.milestones = Some(Milestones { lead: Some(0), opportunity: None, closed: Some(0) });
        for result in results(&all(), &[journey, Owned::path(&[channel], 0, 3)]) {
            let credits = result.credits.unwrap();
            prop_assert_eq!(credits[channel as usize].value, Amount::whole(value), "{}", result.name);
            prop_assert_eq!(sum(&credits).conversions, Amount::whole(1), "{}", result.name);
        }
    }

    #[test]
    fn a_channel_on_no_converting_path_gets_nothing(mut journeys in journeys()) {
        let absent = CHANNELS as u32 - 1;
        for owned in &mut journeys {
            owned.channels.iter_mut().filter(|channel| **channel == absent).for_each(|channel| *channel = 0);
        }
        let total = journeys.iter().map(|owned| owned.conversions).sum::<Amount>();
        for result in results(&all(), &journeys) {
            if let Ok(credits) = &result.credits && total > Amount::ZERO {
                prop_assert_eq!(credits[absent as usize], Credit::default(), "{}", result.name);
            }
        }
    }

    #[test]
    fn names_of_channels_do_not_matter(journeys in journeys()) {
        let turned = |channel: u32| (channel + 2) % CHANNELS as u32;
        let others: Vec<Owned> = journeys.iter().map(|owned| Owned { channels: owned.channels.iter().map(|channel| turned(*channel)).collect(), ..owned.clone() }).collect();
        let mut moved = all();
        moved.direct = (0..CHANNELS as u32).map(|channel| channel == turned(1)).collect();
        for (one, other) in results(&all(), &journeys).iter().zip(results(&moved, &others)) {
            let (Ok(mine), Ok(theirs)) = (&one.credits, &other.credits) else { continue };
            let expected = conversions(mine);
            let found = conversions(theirs);
            let found: Vec<f64> = (0..CHANNELS as u32).map(|channel| found[turned(channel) as usize]).collect();
            assert_close(&found, &expected, 1e-9, &one.name);
        }
    }

    #[test]
    fn neither_order_nor_partition_changes_a_byte(journeys in journeys(), cut in 0_usize..25, shift in 0_usize..25) {
        let setup = all();
        let whole = tallied(&setup, &journeys).finish(&setup);
        let mut turned = journeys.clone();
        turned.rotate_left(shift.min(journeys.len()));
        turned.reverse();
        assert_same(&tallied(&setup, &turned).finish(&setup), &whole);
        let (head, tail) = journeys.split_at(cut.min(journeys.len()));
        let mut merged = tallied(&setup, tail);
        merged.merge(&Tally::new(&setup));
        merged.merge(&tallied(&setup, head));
        assert_same(&merged.finish(&setup), &whole);
    }

    #[test]
    fn grouped_paths_are_the_sum_of_their_journeys(journeys in journeys()) {
        let single = journeys.iter().flat_map(|owned| {
            let count = (owned.conversions.0 / Amount::whole(1).0) as usize;
            let nulls = (owned.nulls.0 / Amount::whole(1).0) as usize;
            let one = Owned { conversions: Amount::whole(1), nulls: Amount::ZERO, value: Amount::ZERO, ..owned.clone() };
            let none = Owned { conversions: Amount::ZERO, nulls: Amount::whole(1), value: Amount::ZERO, ..owned.clone() };
            std::iter::repeat_n(one, count).chain(std::iter::repeat_n(none, nulls))
        });
        let single: Vec<Owned> = single.collect();
        let grouped: Vec<Owned> = journeys.iter().map(|owned| Owned { value: Amount::ZERO, ..owned.clone() }).collect();
        for (one, other) in results(&all(), &grouped).iter().zip(results(&all(), &single)) {
            let (Ok(one), Ok(other)) = (&one.credits, &other.credits) else {
                prop_assert_eq!(one.credits.is_err(), other.credits.is_err(), "{}", one.name);
                continue;
            };
            assert_close(&conversions(one), &conversions(other), 1e-11, "grouped");
        }
    }

    #[test]
    fn removal_effects_are_shares(journeys in journeys()) {
        for result in results(&all(), &journeys) {
            if let Details::Markov(details) = result.details {
                prop_assert!(details.effects.iter().all(|effect| (0.0..=1.0).contains(effect)));
            }
        }
    }

    #[test]
    fn shapley_of_paths_is_shapley_over_all_coalitions(journeys in journeys()) {
        let credits = result(&setup(CHANNELS, &["shapley"]), &journeys).credits.unwrap();
        assert_close(&conversions(&credits), &brute_force(&journeys, |won, _| won), 1e-9, "shapley");
        let rates = brute_force(&journeys, |won, all| if all > 0.0 { won / all } else { 0.0 });
        if let Details::Rate(details) = result(&setup(CHANNELS, &["shapley-cr"]), &journeys).details {
            assert_close(&details.values, &rates, 1e-12, "shapley-cr");
            let sum: f64 = details.values.iter().sum();
            prop_assert!((sum - details.rate).abs() < 1e-12);
        }
        let ordered = result(&setup(CHANNELS, &["shapley-ordered"]), &journeys);
        prop_assert_eq!(ordered.credits.unwrap(), credits);
    }

    #[test]
    fn without_a_half_life_decay_is_linear(journeys in journeys()) {
        let mut setup = setup(CHANNELS, &["time-decay", "linear"]);
        setup.half_life_days = f64::INFINITY;
        let found = results(&setup, &journeys);
        prop_assert_eq!(&found[0].credits, &found[1].credits);
    }

    #[test]
    fn three_equal_weights_are_linear_up_to_three_touches(mut journeys in journeys()) {
        journeys.iter_mut().for_each(|owned| { owned.channels.truncate(3); owned.ages.truncate(3); owned.milestones = None; });
        let mut setup = setup(CHANNELS, &["custom", "linear"]);
        setup.weights = Some([1.0; 3]);
        let found = results(&setup, &journeys);
        prop_assert_eq!(&found[0].credits, &found[1].credits);
    }

    #[test]
    fn touches_at_the_same_time_may_stand_in_any_order_when_they_share(path in vec(0..CHANNELS as u32, 1..6), turn in 0_usize..5) {
        let mut turned = path.clone();
        turned.rotate_left(turn.min(path.len()));
        let journey = |channels: Vec<u32>| Owned { ages: vec![DAY; channels.len()], milestones: None, ..Owned::path(&channels, 1, 0) };
        let mut setup = setup(CHANNELS, &["first", "last", "last-non-direct", "linear", "time-decay", "position", "j-shaped", "custom", "shapley"]);
        setup.direct = vec![true];
        setup.weights = Some([3.0, 1.0, 0.0]);
        setup.ties = Ties::Split;
        for (one, other) in results(&setup, &[journey(path)]).iter().zip(results(&setup, &[journey(turned)])) {
            let (one, other) = (one.credits.as_ref().unwrap(), other.credits.unwrap());
            assert_close(&conversions(one), &conversions(&other), 1e-11, "ties");
        }
    }
}

/// Shapley value over all coalitions from the definition: the mean over all orders of channels, each order walked through.
fn brute_force(journeys: &[Owned], worth: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    let v = |coalition: &[u32]| {
        let inside = journeys.iter().filter(|owned| {
            !owned.channels.is_empty()
                && owned
                    .channels
                    .iter()
                    .all(|channel| coalition.contains(channel))
        });
        let (mut won, mut all) = (0.0, 0.0);
        for owned in inside {
            won += owned.conversions.to_f64();
            all += owned.conversions.to_f64() + owned.nulls.to_f64();
        }
        worth(won, all)
    };
    let mut values = [0.0; CHANNELS];
    let mut orders = 0.0;
    permute(
        &mut (0..CHANNELS as u32).collect::<Vec<_>>(),
        0,
        &mut |order| {
            orders += 1.0;
            let mut before = 0.0;
            for at in 0..order.len() {
                let now = v(&order[..=at]);
                values[order[at] as usize] += now - before;
                before = now;
            }
        },
    );
    values.iter().map(|value| value / orders).collect()
}

fn permute(items: &mut Vec<u32>, fixed: usize, each: &mut impl FnMut(&[u32])) {
    if fixed == items.len() {
        return each(items);
    }
    for at in fixed..items.len() {
        items.swap(fixed, at);
        permute(items, fixed + 1, each);
        items.swap(fixed, at);
    }
}
