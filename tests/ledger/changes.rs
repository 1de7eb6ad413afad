//! Changes split into effects: worked examples and the law that nothing is left over.

use proptest::prelude::*;
use social_roi::ledger::change::{
    Channel, Customers, Decomposition, EffectKind, Recorded, assumptions_changed, customers_change,
    revenue_change, roas_change, roi_change,
};
use social_roi::ledger::formulas::{Credited, paid_attributed};
use social_roi::ledger::{
    Booking, Input, Ledger, LedgerInputs, Origin, Reason, RecordedIn, ledger, what_if,
};
use social_roi::schema::{Amount, CostType, Function};

use crate::worked::{amount, days, inputs};

fn whole(number: i64) -> Option<Amount> {
    Some(Amount::whole(number))
}

fn channel(name: &str, numbers: [i64; 5]) -> Channel {
    let [spend, impressions, clicks, conversions, revenue] = numbers;
    Channel {
        name: name.into(),
        spend: whole(spend),
        impressions: whole(impressions),
        clicks: whole(clicks),
        conversions: whole(conversions),
        revenue: Amount::whole(revenue),
    }
}

fn told(decomposition: &Decomposition<Amount>) -> Vec<(EffectKind, &str, String)> {
    let effects = decomposition.effects.iter();
    effects
        .map(|one| {
            (
                one.effect.kind,
                one.effect.name.as_str(),
                format!("{:.2}", one.size.to_f64()),
            )
        })
        .collect()
}

/// The worked example of S-18.
#[test]
fn reach_frequency_and_yield() {
    let of = |customers, orders, revenue| Customers {
        customers: Amount::whole(customers),
        orders: Amount::whole(orders),
        revenue: Amount::whole(revenue),
        apart: Amount::ZERO,
    };
    let found = customers_change(of(1_000, 1_500, 60_000), of(1_100, 1_760, 66_880));
    assert_eq!(
        told(&found),
        [
            (EffectKind::Volume, "reach", "6040.55".to_owned()),
            (EffectKind::Rate, "frequency", "4090.31".into()),
            (EffectKind::Value, "yield", "-3250.85".into()),
        ]
    );
    let sum: Amount = found.effects.iter().map(|one| one.size).sum();
    assert_eq!(sum, Amount::whole(6_880));
    let nobody = customers_change(of(0, 0, 0), of(10, 12, 500));
    assert_eq!(nobody.effects, []);
    assert_eq!(
        (nobody.unsplit[0].reason, nobody.unsplit[0].change),
        (Reason::New, Amount::whole(500))
    );
}

/// Twice the spend at the same prices and rates is volume alone; the same moved from one channel to the other is mix.
#[test]
fn one_cause_gives_one_effect() {
    let meta = channel("meta", [1_000, 200_000, 2_000, 40, 3_000]);
    let tiktok = channel("tiktok", [1_000, 400_000, 2_000, 20, 1_000]);
    let twice = |of: &Channel| {
        let double = |amount: Option<Amount>| amount.map(|amount| amount + amount);
        Channel {
            name: of.name.clone(),
            spend: double(of.spend),
            impressions: double(of.impressions),
            clicks: double(of.clicks),
            conversions: double(of.conversions),
            revenue: of.revenue + of.revenue,
        }
    };
    let before = [meta.clone(), tiktok.clone()];
    let more = revenue_change(&before, &[twice(&meta), twice(&tiktok)]);
    let by_kind = |found: &Decomposition<Amount>, kind| -> Amount {
        found.of_kind(kind).map(|one| one.size).sum()
    };
    assert_eq!(by_kind(&more, EffectKind::Volume), Amount::whole(4_000));
    for kind in [
        EffectKind::Mix,
        EffectKind::Price,
        EffectKind::Rate,
        EffectKind::Value,
    ] {
        assert!(by_kind(&more, kind).to_f64().abs() < 1e-6, "{kind:?}");
    }
    let moved = [
        channel("meta", [1_500, 300_000, 3_000, 60, 4_500]),
        channel("tiktok", [500, 200_000, 1_000, 10, 500]),
    ];
    let found = revenue_change(&before, &moved);
    assert!((by_kind(&found, EffectKind::Mix).to_f64() - 1_000.0).abs() < 1e-6);
    let roas = roas_change(&before, &moved).unwrap();
    assert!((roas.change - 0.5).abs() < 1e-12);
    let mix: f64 = roas.of_kind(EffectKind::Mix).map(|one| one.size).sum();
    assert!((mix - 0.5).abs() < 1e-12, "{mix}");
}

#[test]
fn what_has_no_logarithm_is_named() {
    let meta = channel("meta", [1_000, 200_000, 2_000, 40, 3_000]);
    let new = channel("snapchat", [500, 50_000, 100, 0, 200]);
    let found = revenue_change(std::slice::from_ref(&meta), &[meta.clone(), new.clone()]);
    assert_eq!(
        (found.unsplit[0].name.as_str(), found.unsplit[0].reason),
        ("snapchat", Reason::New)
    );
    assert_eq!(found.unsplit[0].change, Amount::whole(200));
    let gone = revenue_change(&[meta.clone(), new.clone()], std::slice::from_ref(&meta));
    assert_eq!(gone.unsplit[0].reason, Reason::Gone);
    let unpaid = Channel {
        spend: whole(0),
        ..new.clone()
    };
    let stopped = roas_change(&[meta.clone(), new], &[meta.clone(), unpaid.clone()]).unwrap();
    assert_eq!(stopped.unsplit[0].reason, Reason::ZeroFactor);
    assert_eq!(stopped.unsplit[0].factor.as_deref(), Some("channels"));
    assert_eq!(roas_change(&[meta], &[unpaid]), Err(Reason::NoSpend));
}

fn computed(given: &LedgerInputs) -> Ledger {
    ledger(given).unwrap()
}

fn with(changes: &[(&str, &str)]) -> LedgerInputs {
    let changes: Vec<(String, Amount)> = changes
        .iter()
        .map(|(key, value)| ((*key).to_owned(), amount(value)))
        .collect();
    what_if(&inputs(), &changes).unwrap()
}

#[test]
fn the_return_changes_by_its_inputs_and_its_costs() {
    let before = computed(&inputs());
    let after = computed(&with(&[
        ("kappa_paid", "0.8"),
        ("hours_care", "300"),
        ("contacts_resolved", "6000"),
    ]));
    let found = roi_change(&before, &after, (&[], &[])).unwrap();
    let mut names: Vec<&str> = found
        .effects
        .iter()
        .filter(|one| one.size.abs() > 1e-12)
        .map(|one| one.effect.name.as_str())
        .collect();
    names.sort_unstable();
    assert_eq!(
        names,
        ["contacts_resolved", "kappa_paid", "labour", "overhead"]
    );
    let sum: f64 = found.effects.iter().map(|one| one.size).sum();
    assert!((sum - found.change).abs() < 1e-12);
    let size = |name: &str| {
        found
            .effects
            .iter()
            .find(|one| one.effect.name == name)
            .unwrap()
            .size
    };
    assert!(size("kappa_paid") > 0.0 && size("labour") < 0.0);
    assert!(
        (size("overhead") / size("labour") - 0.1).abs() < 1e-9,
        "a tenth of it"
    );
}

/// With the facts of the channel, its revenue is media × price × rates × order.
#[test]
fn the_way_from_media_to_revenue_is_told_where_its_facts_are_known() {
    let scoped = |mut given: LedgerInputs| {
        given.lines[0].scope = "meta".into();
        given
    };
    let before = computed(&scoped(inputs()));
    let after = computed(&scoped(with(&[
        ("revenue_paid", "150000"),
        ("cost_media_paid", "20000"),
    ])));
    let was = channel("meta", [18_000, 3_000_000, 30_000, 1_500, 120_000]);
    let is = channel("meta", [20_000, 3_000_000, 33_000, 1_700, 150_000]);
    let found = roi_change(&before, &after, (&[was], &[is])).unwrap();
    let names: Vec<&str> = found
        .effects
        .iter()
        .filter(|one| one.size.abs() > 1e-12)
        .map(|one| one.effect.name.as_str())
        .collect();
    assert_eq!(names, ["media", "cpm", "ctr", "cvr", "aov", "media"]);
    assert!(
        (found.change - (after.roi.value().unwrap() - before.roi.value().unwrap())).abs() < 1e-15
    );
}

/// One platform whose ads are for two functions: of 2,000 then 1,500 are the shop's at a margin of 0.5 and 500 are the
/// brand's at 0.25, of 4,000 now 2,000 and 2,000; the cost is 1,000 both times.
fn two_functions(paid: &str, brand: &str) -> Ledger {
    let mut given = LedgerInputs::new(days("2026-10-01", "2026-10-31"), "EUR");
    let measured = |key: &str, base: &str| {
        Input::measured(key, amount(base), Origin::rows(format!("{key}.csv"), 1)).in_unit("EUR")
    };
    let share = |key: &str, base: &str| {
        let stated = Origin::document("finance", "analyst", "2026-10-01".parse().ok());
        Input::assumption(key, amount(base), stated).in_unit("share")
    };
    given.inputs = vec![
        measured("revenue_meta", paid),
        measured("revenue_meta_brand", brand),
        share("margin", "0.5"),
        share("margin_brand", "0.25"),
        share("kappa", "1"),
    ];
    let period = given.period;
    let line = |scope: &str, revenue: &str, margin: &str| {
        let keys = Credited {
            revenue,
            margin: Some(margin),
            kappa: Some("kappa"),
        };
        paid_attributed(scope, period, keys)
    };
    given.lines = vec![
        line("meta", "revenue_meta", "margin"),
        line("meta_brand", "revenue_meta_brand", "margin_brand")
            .of(Function::Brand)
            .overlapping(["paid/meta/brand".to_owned()]),
    ];
    given.lines[0].overlaps = vec!["paid/meta/paid".into()];
    given.book(Booking {
        cost_type: CostType::Media,
        function: Some(Function::Paid),
        period,
        amount: Amount::whole(1_000),
        recorded_in: RecordedIn::Export,
        platform: Some("meta".into()),
        estimated: false,
        note: String::new(),
        origin: Origin::rows("ads.csv", 1),
    });
    computed(&given)
}

/// Twice as many of the same clicks buy, at the same price: cvr is the whole change of revenue (+2,000) and of ROAS (+2).
/// By hand for the ROI, with L(1000, 750) = 869.015 and L(500, 125) = 270.505: cvr (869.015 + 270.505) · ln 2 / 1,000 =
/// 0.789 855, functions (869.015 · ln(0.5 / 0.75) + 270.505 · ln(0.5 / 0.25)) / 1,000 = −0.164 855, together 0.625.
#[test]
fn a_platform_of_two_functions_goes_one_way_in_all_three_splits() {
    let was = [channel("meta", [1_000, 100_000, 1_000, 20, 2_000])];
    let is = [channel("meta", [1_000, 100_000, 1_000, 40, 4_000])];
    let (before, after) = (two_functions("1500", "500"), two_functions("2000", "2000"));
    let told = |effects: Vec<(&str, f64)>| -> Vec<String> {
        let moved = effects.into_iter().filter(|(_, size)| size.abs() > 1e-9);
        moved
            .map(|(name, size)| format!("{name} {size:.4}"))
            .collect()
    };
    let revenue = revenue_change(&was, &is);
    let sizes = revenue.effects.iter();
    let sizes = sizes.map(|one| (one.effect.name.as_str(), one.size.to_f64()));
    assert_eq!(told(sizes.collect()), ["cvr 2000.0000"]);
    let of = |split: &Decomposition<f64>| {
        let sizes = split.effects.iter();
        told(
            sizes
                .map(|one| (one.effect.name.as_str(), one.size))
                .collect(),
        )
    };
    assert_eq!(of(&roas_change(&was, &is).unwrap()), ["cvr 2.0000"]);
    let roi = roi_change(&before, &after, (&was, &is)).unwrap();
    assert_eq!(of(&roi), ["functions -0.1649", "cvr 0.7899"]);
    assert!((roi.change - 0.625).abs() < 1e-12 && roi.unsplit.is_empty());
    // With both functions twice as large it is cvr alone: of 875 of value on 1,000.
    let twice = roi_change(&before, &two_functions("3000", "1000"), (&was, &is)).unwrap();
    assert_eq!(of(&twice), ["cvr 0.8750"]);
}

#[test]
fn assumptions_that_changed_are_listed_with_their_effect() {
    let mut given = inputs();
    let own = given.inputs.iter_mut().find(|input| input.key == "margin");
    own.unwrap().base = amount("0.42");
    let (before, after) = (computed(&inputs()), computed(&given));
    let [was, is] = [&before, &after].map(|ledger| Recorded {
        ledger,
        weighed: &[],
    });
    let supposed = |key: &str, value: Amount| {
        let other = what_if(&given, &[(key.to_owned(), value)]).unwrap();
        Some(computed(&other).roi)
    };
    let changed = assumptions_changed(was, is, &supposed);
    assert_eq!(changed.len(), 1);
    let margin = &changed[0];
    assert_eq!(
        (margin.key.as_str(), margin.before, margin.after),
        ("margin", Some(amount("0.4")), Some(amount("0.42")))
    );
    let change = after.roi.value().unwrap() - before.roi.value().unwrap();
    assert!((margin.effect_on_roi.unwrap() - change).abs() < 1e-12);
    assert!(!margin.range_changed && !margin.document_changed);
}

fn any_channel(name: &'static str) -> impl Strategy<Value = Channel> {
    let maybe = |most: i64| prop::option::of(prop_oneof![Just(0_i64), 1..most]);
    (
        maybe(1_000_000),
        maybe(90_000_000),
        maybe(900_000),
        maybe(9_000),
        -50_000..9_000_000_i64,
    )
        .prop_map(
            move |(spend, impressions, clicks, conversions, cents)| Channel {
                name: name.into(),
                spend: spend.map(Amount::whole),
                impressions: impressions.map(Amount::whole),
                clicks: clicks.map(Amount::whole),
                conversions: conversions.map(Amount::whole),
                revenue: Amount(i128::from(cents.max(0)) * 10_000_000_000),
            },
        )
}

fn any_period() -> impl Strategy<Value = Vec<Channel>> {
    let all = (
        any_channel("meta"),
        any_channel("tiktok"),
        any_channel("x"),
        prop::collection::vec(any::<bool>(), 3),
    );
    all.prop_map(|(a, b, c, keep)| {
        let channels = [a, b, c].into_iter().zip(keep);
        channels
            .filter_map(|(channel, keep)| keep.then_some(channel))
            .collect()
    })
}

proptest! {
    #[test]
    fn effects_sum_to_the_change_of_revenue_exactly(before in any_period(), after in any_period()) {
        let found = revenue_change(&before, &after);
        let parts: Amount = found.effects.iter().map(|one| one.size).sum();
        let rest: Amount = found.unsplit.iter().map(|one| one.change).sum();
        let total = |of: &[Channel]| of.iter().map(|channel| channel.revenue).sum::<Amount>();
        prop_assert_eq!(found.change, total(&after) - total(&before));
        prop_assert_eq!(parts + rest, found.change);
    }

    #[test]
    fn effects_sum_to_the_change_of_roas(before in any_period(), after in any_period()) {
        if let Ok(found) = roas_change(&before, &after) {
            let parts: f64 = found.effects.iter().map(|one| one.size).sum();
            let rest: f64 = found.unsplit.iter().map(|one| one.change).sum();
            prop_assert!((parts + rest - found.change).abs() <= 1e-9 * (found.before.abs() + found.after.abs()).max(1.0));
        }
    }

    #[test]
    fn effects_of_one_platform_with_two_functions_sum_to_the_change_of_roi(
        before in (0..9_000_i64, 0..9_000_i64, any_channel("meta")), after in (0..9_000_i64, 0..9_000_i64, any_channel("meta")),
    ) {
        let side = |(paid, brand, facts): &(i64, i64, Channel)| {
            let facts = Channel { revenue: Amount::whole(paid + brand), ..facts.clone() };
            (two_functions(&paid.to_string(), &brand.to_string()), [facts])
        };
        let ((then, was), (now, is)) = (side(&before), side(&after));
        let found = roi_change(&then, &now, (&was, &is)).unwrap();
        let parts: f64 = found.effects.iter().map(|one| one.size).sum();
        let rest: f64 = found.unsplit.iter().map(|one| one.change).sum();
        prop_assert!((parts + rest - found.change).abs() < 1e-9);
    }

    #[test]
    fn effects_sum_to_the_change_of_roi(
        kappa in 1..150_i64, margin in 1..90_i64, hours in 1..900_i64, share in 0..100_i64, media in 0..90_000_i64,
    ) {
        let percent = |part: i64| Amount(i128::from(part) * 10_000_000_000);
        let changes = [
            ("kappa_paid", percent(kappa)),
            ("margin", percent(margin)),
            ("hours_organic", Amount::whole(hours)),
            ("agency_share", percent(share)),
            ("cost_media_paid", Amount::whole(media)),
        ]
        .map(|(key, value)| (key.to_owned(), value));
        let before = computed(&inputs());
        let after = computed(&what_if(&inputs(), &changes).unwrap());
        let found = roi_change(&before, &after, (&[], &[])).unwrap();
        let parts: f64 = found.effects.iter().map(|one| one.size).sum();
        let rest: f64 = found.unsplit.iter().map(|one| one.change).sum();
        prop_assert!((parts + rest - found.change).abs() < 1e-11);
        prop_assert_eq!(found.after, after.roi.value().unwrap());
    }
}
