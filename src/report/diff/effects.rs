//! What each change does to the ROI, so that all of them together are the whole change.
//!
//! The ROI is V / C − 1, value over full cost. From V₀ and C₀ to V₁ and C₁ it changes by
//!
//! ```text
//! ΔV · (1/C₀ + 1/C₁) / 2 − ΔC · (V₀ + V₁) / (2 · C₀ · C₁)
//! ```
//!
//! exactly: the mean of value changing first and of cost changing first. ΔV and ΔC are sums over lines, and within a line
//! each change gets its mean over the orders in which the changes of that line may come (Shapley's value: its parts add up,
//! and the way back has the same parts with the other sign). A change that comes alone has the effect that `--what-if`
//! gives it.

use std::collections::{BTreeMap, BTreeSet};

use super::formula::near;
use super::model::{Line, Model};
use super::pairs::Pairs;

/// Changes of one line up to which all orders are gone through; of more, one order and its reverse.
const ALL_ORDERS: usize = 10;

/// Something that may change a line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mover {
    /// An input: its keys in the first and in the second ledger; none where it is not there.
    Input(Option<String>, Option<String>),
    /// A line that is new, gone, or worked out otherwise: its places in the first and in the second.
    Line(Option<usize>, Option<usize>),
}

/// Effects on the ROI, as fractions.
pub type Effects = BTreeMap<Mover, f64>;

/// What every change does to the ROI; nothing where the formulas of one of them do not give its own ROI.
pub fn effects(before: &Model, after: &Model, pairs: &Pairs) -> Option<Effects> {
    let ((v0, c0), (v1, c1)) = (before.sums?, after.sums?);
    if !before.holds() || !after.holds() {
        return None;
    }
    let of_value = (1.0 / c0 + 1.0 / c1) / 2.0;
    let of_cost = -(v0 + v1) / (2.0 * c0 * c1);
    let mut found = Effects::new();
    let mut add = |mover: Mover, line: &Line, money: f64| {
        let weight = if line.is_cost { of_cost } else { of_value };
        *found.entry(mover).or_default() += weight * money;
    };
    for (one, two) in &pairs.lines {
        let line = &after.lines[*two];
        for (mover, money) in within((before, *one), (after, *two), pairs)? {
            add(mover, line, money);
        }
    }
    let (firsts, seconds): (BTreeSet<usize>, BTreeSet<usize>) = pairs.lines.iter().copied().unzip();
    for (at, line) in before.lines.iter().enumerate() {
        if !firsts.contains(&at) {
            let key = owner(line, |key| pairs.inputs.contains_key(key));
            let mover = match key {
                Some(key) => Mover::Input(Some(key), None),
                None => Mover::Line(Some(at), None),
            };
            add(mover, line, -before.counted(line)?);
        }
    }
    for (at, line) in after.lines.iter().enumerate() {
        if !seconds.contains(&at) {
            let key = owner(line, |key| pairs.back.contains_key(key));
            let mover = match key {
                Some(key) => Mover::Input(None, Some(key)),
                None => Mover::Line(None, Some(at)),
            };
            add(mover, line, after.counted(line)?);
        }
    }
    Some(found)
}

/// The input that a line without a counterpart stands for: that which its formula begins with, where it has none either.
fn owner(line: &Line, is_paired: impl Fn(&str) -> bool) -> Option<String> {
    let mut keys = line.formula.iter().flat_map(|formula| formula.keys());
    let own = keys.next().filter(|key| !is_paired(key))?;
    (line.share != 0.0).then(|| own.to_owned())
}

/// Whether two lines are worked out in the same way: the same formula over the same inputs, the same share counts.
pub fn same_way(one: &Line, two: &Line, pairs: &BTreeMap<String, String>) -> bool {
    let name = |key: &str| match pairs.get(key) {
        Some(other) => format!("2 {other}"),
        None => format!("1 {key}"),
    };
    let renamed = one.formula.as_ref().map(|formula| formula.named(name));
    let own = two.formula.as_ref();
    let own = own.map(|formula| formula.named(|key| format!("2 {key}")));
    renamed == own && near(one.share, two.share)
}

/// What each change does to one line, in money.
fn within(
    (before, one): (&Model, usize),
    (after, two): (&Model, usize),
    pairs: &Pairs,
) -> Option<Vec<(Mover, f64)>> {
    let (then, now) = (&before.lines[one], &after.lines[two]);
    let pairs = &pairs.of_lines((before, then), (after, now));
    let is_moved = |(one, two): &(&String, &String)| before.input(one) != after.input(two);
    let mut moved: Vec<(&String, &String)> = pairs.iter().filter(is_moved).collect();
    // The same order whichever ledger is the first.
    moved.sort_by_key(|(one, two)| ((*one).min(*two), (*one).max(*two)));
    let mut movers: Vec<Mover> = moved
        .iter()
        .map(|(one, two)| {
            let (one, two) = (before.name(one), after.name(two));
            Mover::Input(Some(one.to_owned()), Some(two.to_owned()))
        })
        .collect();
    if !same_way(then, now, pairs) {
        movers.push(Mover::Line(Some(one), Some(two)));
    }
    let value = |changed: &dyn Fn(usize) -> bool| -> Option<f64> {
        let is_new_way = movers.len() > moved.len() && changed(moved.len());
        let (line, own) = match is_new_way {
            true => (now, after),
            false => (then, before),
        };
        if line.share == 0.0 {
            return Some(0.0);
        }
        let of = |key: &str| {
            let called = |pair: &(&String, &String)| match is_new_way {
                true => pair.1 == key,
                false => pair.0 == key,
            };
            match moved.iter().position(called) {
                Some(at) if changed(at) => after.input(moved[at].1),
                Some(at) => before.input(moved[at].0),
                None => own.input(key),
            }
        };
        Some(line.formula.as_ref()?.value(&of)? * line.share)
    };
    let parts = match movers.len() {
        0 => Vec::new(),
        1..=ALL_ORDERS => all_orders(movers.len(), &value)?,
        many => there_and_back(many, &value)?,
    };
    Some(movers.into_iter().zip(parts).collect())
}

type Worth<'w> = dyn Fn(&dyn Fn(usize) -> bool) -> Option<f64> + 'w;

/// Shapley's value of each change, by all sets of the others.
fn all_orders(many: usize, value: &Worth<'_>) -> Option<Vec<f64>> {
    let worth: Vec<f64> = (0..1_usize << many)
        .map(|set| value(&|at| set >> at & 1 == 1))
        .collect::<Option<_>>()?;
    let factorial = |number: usize| (1..=number).map(|one| one as f64).product::<f64>();
    let part = |own: usize| -> f64 {
        let without = (0..worth.len()).filter(|set| set >> own & 1 == 0);
        without
            .map(|set| {
                let others = set.count_ones() as usize;
                let weight = factorial(others) * factorial(many - others - 1) / factorial(many);
                weight * (worth[set | 1 << own] - worth[set])
            })
            .sum()
    };
    Some((0..many).map(part).collect())
}

/// The mean of the changes coming one after the other, and in the reverse order.
fn there_and_back(many: usize, value: &Worth<'_>) -> Option<Vec<f64>> {
    let part = |own: usize| -> Option<f64> {
        let there = value(&|at| at <= own)? - value(&|at| at < own)?;
        let back = value(&|at| at >= own)? - value(&|at| at > own)?;
        Some((there + back) / 2.0)
    };
    (0..many).map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2 × 3 × 5 to 3 × 4 × 7: 84 − 30 = 54.
    #[test]
    fn parts_add_up_and_turn_their_sign_on_the_way_back() {
        let (old, new) = ([2.0, 3.0, 5.0], [3.0, 4.0, 7.0]);
        let worth = |from: [f64; 3], to: [f64; 3]| {
            move |changed: &dyn Fn(usize) -> bool| -> Option<f64> {
                let factors = (0..3).map(|at| if changed(at) { to[at] } else { from[at] });
                Some(factors.product())
            }
        };
        let there = all_orders(3, &worth(old, new)).unwrap();
        // First factor, Δ = 1: alone 3·5, after one other 4·5 and 3·7, last 4·7: 15/3 + (20 + 21)/6 + 28/3.
        assert!((there[0] - (15.0 / 3.0 + 41.0 / 6.0 + 28.0 / 3.0)).abs() < 1e-12);
        assert!((there.iter().sum::<f64>() - 54.0).abs() < 1e-12);
        let back = all_orders(3, &worth(new, old)).unwrap();
        for (one, two) in there.iter().zip(&back) {
            assert!((one + two).abs() < 1e-12);
        }
        let rough = there_and_back(3, &worth(old, new)).unwrap();
        assert!((rough.iter().sum::<f64>() - 54.0).abs() < 1e-12);
    }
}
