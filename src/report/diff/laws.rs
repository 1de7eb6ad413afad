//! Laws of two ledgers side by side, over invented ledgers: nothing moves from a ledger to itself, numbers of keys mean
//! nothing, effects are the whole change, the way back has the same names and the other sign.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

use std::collections::{BTreeMap, HashMap};

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Diff, figures, inputs};

/// Type, function, vendor, hundreds of euro.
type Cost = (u8, u8, u8, i64);

#[derive(Clone, Debug)]
struct Story {
    costs: Vec<Cost>,
    /// Function and hours.
    hours: Vec<(u8, i64)>,
    rate: i64,
    /// Revenue by channel; none of a channel that has no line.
    revenue: [Option<i64>; 3],
    margin: i64,
    /// An experiment takes the place of what is implied.
    tested: Option<i64>,
    /// The second channel does not count.
    left_out: bool,
}

const TYPES: [&str; 3] = ["tools", "agency", "content"];
const FUNCTIONS: [Option<&str>; 3] = [None, Some("paid"), Some("größe (b) × c")];
const VENDORS: [&str; 4] = ["", "A", "B (x)", "C + D"];
const CHANNELS: [&str; 3] = ["meta", "shop [a] (b)", "x - y / z"];
const DAYS: &str = "2026-10-01..2026-10-31";

fn stories() -> impl Strategy<Value = Story> {
    let costs = proptest::collection::vec((0_u8..3, 0_u8..3, 0_u8..4, 1_i64..4), 0..7);
    let hours = proptest::collection::vec((0_u8..3, 1_i64..5), 0..4);
    let revenue = proptest::array::uniform3(proptest::option::of(0_i64..90));
    let rest = (1_i64..9, proptest::option::of(1_i64..9), any::<bool>());
    (costs, hours, 10_i64..60, revenue, rest).prop_map(
        |(costs, hours, rate, revenue, (margin, tested, left_out))| Story {
            costs,
            hours,
            rate,
            revenue,
            margin,
            tested,
            left_out,
        },
    )
}

/// A ledger as it is saved, in so far as it is read.
fn ledger(story: &Story) -> Value {
    let mut inputs: Vec<Value> = Vec::new();
    let mut names: HashMap<String, usize> = HashMap::new();
    let mut free = |name: String| {
        let many = names.entry(name.clone()).or_default();
        *many += 1;
        if *many == 1 {
            name
        } else {
            format!("{name}_{many}")
        }
    };
    let input = |key: &str, base: f64, kind: &str| json!({"key": key, "title": key.replace('_', " "), "base": base, "low": null, "high": null, "unit": "EUR", "kind": kind, "origin": {}});
    let margin = story.margin as f64 / 10.0;
    inputs.push(input("margin", margin, "assumption"));
    let (mut costs, mut cost) = (Vec::new(), media());
    inputs.push(input("cost_media_paid", cost, "measured"));
    costs.push(json!({"cost_type": "media", "function": "paid", "period": DAYS, "amount": cost, "counted": cost, "covered_by": null, "recorded_in": "export", "platform": "meta", "formula": "cost_media_paid", "inputs": ["cost_media_paid"], "note": "meta"}));
    for (kind, function, vendor, hundreds) in &story.costs {
        let (kind, function) = (TYPES[usize::from(*kind)], FUNCTIONS[usize::from(*function)]);
        let key = free(match function {
            Some(function) => format!("cost_{kind}_{function}"),
            None => format!("cost_{kind}"),
        });
        let amount = 100.0 * *hundreds as f64;
        inputs.push(input(&key, amount, "measured"));
        costs.push(json!({"cost_type": kind, "function": function, "period": DAYS, "amount": amount, "counted": amount, "covered_by": null, "recorded_in": "sheet", "platform": null, "formula": key, "inputs": [key], "note": VENDORS[usize::from(*vendor)]}));
        cost += amount;
    }
    let rate = story.rate as f64;
    inputs.push(input("loaded_rate", rate, "assumption"));
    for (function, hours) in &story.hours {
        let function = FUNCTIONS[usize::from(*function)];
        let key = free(format!("hours_{}", function.unwrap_or("shared")));
        let amount = *hours as f64 * rate;
        inputs.push(input(&key, *hours as f64, "measured"));
        costs.push(json!({"cost_type": "labour", "function": function, "period": DAYS, "amount": amount, "counted": amount, "covered_by": null, "recorded_in": "hours", "platform": null, "formula": format!("{key} × loaded_rate"), "inputs": [key, "loaded_rate"], "note": ""}));
        cost += amount;
    }
    let (mut lines, mut value) = (Vec::new(), 0.0);
    for (at, revenue) in story.revenue.iter().enumerate() {
        let Some(revenue) = revenue else { continue };
        let (channel, revenue) = (CHANNELS[at], 100.0 * *revenue as f64);
        let (own, kappa) = match story.tested.filter(|_| at == 0) {
            Some(tested) => ("kappa_paid".to_owned(), tested as f64 / 10.0),
            None => (format!("kappa_{channel}"), 1.0),
        };
        let key = format!("revenue_{channel}");
        inputs.push(input(&key, revenue, "measured"));
        inputs.push(input(
            &own,
            kappa,
            if kappa == 1.0 {
                "implicit"
            } else {
                "experiment"
            },
        ));
        let (amount, counts) = (revenue * kappa * margin, !(story.left_out && at == 1));
        value += if counts { amount } else { 0.0 };
        lines.push(json!({"id": format!("L-02:{channel}"), "title": "paid, attributed", "scope": channel, "period": DAYS, "amount": {"value": amount}, "formula": format!("{key} × {own} × margin"), "inputs": [key, own, "margin"], "grade": "B1", "method": "last touch", "include": counts}));
    }
    json!({"headline": {}, "ladder": [], "period": DAYS, "currency": "EUR", "lines": lines, "inputs": inputs, "cost": {"lines": costs, "total": cost}, "value": value, "roi": {"value": (value - cost) / cost}})
}

fn media() -> f64 {
    1000.0
}

fn compared(before: &Value, after: &Value) -> Diff {
    let mut found = Diff::default();
    figures::moved(before, after, &mut found);
    inputs::compared(before, after, &mut found);
    found
}

/// Effects by key: keys of numbered inputs differ on the way back, their sums by title do not.
fn by_title(diff: &Diff) -> BTreeMap<(String, String), f64> {
    let mut found = BTreeMap::new();
    for cause in &diff.causes {
        let title = cause.what.split(" (2)").next().unwrap().to_owned();
        // One input in place of another bears the name of the second.
        let title = if title.starts_with("kappa") {
            "kappa".into()
        } else {
            title
        };
        let title = title.split(" (3)").next().unwrap().to_owned();
        let sum: &mut f64 = found.entry((cause.kind.to_owned(), title)).or_default();
        *sum += cause.effect_on_roi.unwrap_or_default();
    }
    found
}

/// How many costs there are of each content.
fn counted(story: &Story) -> BTreeMap<Cost, i64> {
    let mut found = BTreeMap::new();
    for cost in &story.costs {
        *found.entry(*cost).or_default() += 1;
    }
    found
}

proptest! {
    #[test]
    fn nothing_moves_from_a_ledger_to_itself(story in stories()) {
        let own = ledger(&story);
        let found = compared(&own, &own);
        prop_assert!(found.moved.is_empty() && found.causes.is_empty(), "{:?}", found.causes);
    }

    #[test]
    fn numbers_of_keys_mean_nothing(story in stories(), seed in any::<prop::sample::Index>()) {
        let mut other = story.clone();
        if !other.costs.is_empty() {
            let at = seed.index(other.costs.len());
            other.costs.rotate_left(at);
        }
        other.hours.reverse();
        let found = compared(&ledger(&story), &ledger(&other));
        prop_assert!(found.causes.is_empty(), "{:?}", found.causes);
    }

    #[test]
    fn effects_are_the_whole_change_and_turn_their_sign(one in stories(), two in stories()) {
        let (before, after) = (ledger(&one), ledger(&two));
        let there = compared(&before, &after);
        let whole = there.whole.unwrap();
        prop_assert!(whole.rest.abs() < 1e-9, "{whole:?} {:?}", there.causes);
        let back = compared(&after, &before);
        let (there, back) = (by_title(&there), by_title(&back));
        prop_assert_eq!(there.keys().collect::<Vec<_>>(), back.keys().collect::<Vec<_>>());
        for (name, effect) in &there {
            prop_assert!((effect + back[name]).abs() < 1e-9, "{name:?}: {effect} {}", back[name]);
        }
    }

    /// Only costs are added: each is told as new, as often as it was added, and nothing else is.
    #[test]
    fn added_costs_are_new_and_nothing_else_is(
        story in stories(),
        more in proptest::collection::vec((0_u8..3, 0_u8..3, 0_u8..4, 1_i64..4), 1..4),
    ) {
        let mut other = story.clone();
        other.costs = more.iter().chain(&story.costs).copied().collect();
        let found = compared(&ledger(&story), &ledger(&other));
        let new = found.causes.iter().filter(|cause| cause.kind == "cost" && cause.before.is_empty());
        prop_assert_eq!(new.count(), more.len(), "{:?}", found.causes);
        prop_assert_eq!(found.causes.len(), more.len(), "{:?}", found.causes);
        let (then, now) = (counted(&story), counted(&other));
        let added: i64 = now.iter().map(|(cost, many)| many - then.get(cost).unwrap_or(&0)).sum();
        prop_assert_eq!(added as usize, more.len());
        let amounts: f64 = found.causes.iter().filter_map(|cause| cause.after_value).sum();
        prop_assert_eq!(amounts, more.iter().map(|cost| 100.0 * cost.3 as f64).sum::<f64>());
    }
}
