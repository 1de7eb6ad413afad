//! What of one ledger is what of another: lines by what they are, inputs by the lines that they stand in.
//!
//! Keys of further records end in a number that counts rows of a sheet: `cost_tools_2` is the second of its kind, and another
//! one as soon as a row is put before it. A cost is therefore found again by type, function, platform, vendor, note and
//! days, of several alike the one of the same amount first; its inputs follow it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::formula::Token;
use super::model::{Line, Model};
use super::records::record_of;

/// Places in two lists that are the same thing.
pub type Pair = (usize, usize);

/// Lines and inputs of two ledgers that are the same.
#[derive(Debug, Default)]
pub struct Pairs {
    /// Lines: places in the first model and in the second.
    pub lines: Vec<Pair>,
    /// Keys of inputs: in the first ledger and in the second.
    pub inputs: BTreeMap<String, String>,
    /// The same from the second to the first.
    pub back: BTreeMap<String, String>,
}

impl Pairs {
    /// The inputs that stand in two lines: as in both ledgers, but where one of them has a record of its own of the same
    /// figure.
    pub fn of_lines(
        &self,
        (before, one): (&Model, &Line),
        (after, two): (&Model, &Line),
    ) -> BTreeMap<String, String> {
        let own = |line: &Line| -> Vec<String> {
            let keys = line.formula.iter().flat_map(|formula| formula.keys());
            keys.map(str::to_owned).collect()
        };
        let there = own(one)
            .into_iter()
            .filter_map(|key| Some((key.clone(), self.inputs.get(&key)?.clone())));
        let here = own(two)
            .into_iter()
            .filter_map(|key| Some((self.back.get(&key)?.clone(), key)));
        let mut found: BTreeMap<String, String> = there.chain(here).collect();
        for (one, two) in standing_in(one, two) {
            let is_one = before.name(one) == after.name(two);
            if is_one && found.get(one).is_none_or(|other| other != two) {
                found.retain(|key, other| key != one && other != two);
                found.insert(one.to_owned(), two.to_owned());
            }
        }
        found
    }
}

/// The lines and inputs that are the same; `same_days` where both ledgers are of the same days.
pub fn pairs(before: &(Model, &[Value]), after: &(Model, &[Value]), same_days: bool) -> Pairs {
    let lines = lines(&before.0.lines, &after.0.lines, same_days);
    let inputs = inputs(before, after, &lines);
    let turned = inputs.iter().map(|(one, two)| (two.clone(), one.clone()));
    Pairs {
        lines,
        back: turned.collect(),
        inputs,
    }
}

fn lines(before: &[Line], after: &[Line], same_days: bool) -> Vec<Pair> {
    let group = |line: &Line| {
        let mut group = line.identity.clone();
        if same_days {
            group.push(line.period.clone());
        }
        (line.is_cost, group)
    };
    let mut groups: BTreeMap<_, [Vec<usize>; 2]> = BTreeMap::new();
    for (side, lines) in [before, after].into_iter().enumerate() {
        for (at, line) in lines.iter().enumerate() {
            groups.entry(group(line)).or_default()[side].push(at);
        }
    }
    let mut found = Vec::new();
    for [mut then, mut now] in groups.into_values() {
        let of = |(one, two): Pair| (&before[one], &after[two]);
        let alike = |pair: Pair| of(pair).0.detail == of(pair).1.detail;
        // Ledgers of an older version do not say the note beside a vendor.
        let may_be = |pair: Pair| {
            let (one, two) = of(pair);
            alike(pair) || one.detail.is_empty() || two.detail.is_empty()
        };
        let amount = |pair: Pair| of(pair).0.amount == of(pair).1.amount;
        let days = |pair: Pair| same_days || of(pair).0.period == of(pair).1.period;
        let passes: [&dyn Fn(Pair) -> bool; 5] = [
            &|pair| alike(pair) && amount(pair) && days(pair),
            &|pair| alike(pair) && amount(pair),
            &|pair| may_be(pair) && amount(pair),
            &alike,
            &may_be,
        ];
        for pass in passes {
            take(&mut then, &mut now, pass, &mut found);
        }
    }
    found.sort_unstable();
    found
}

/// Moves those that are alike to what was found, in order.
fn take(
    then: &mut Vec<usize>,
    now: &mut Vec<usize>,
    alike: impl Fn(Pair) -> bool,
    found: &mut Vec<Pair>,
) {
    then.retain(|one| {
        let at = now.iter().position(|two| alike((*one, *two)));
        at.map(|at| found.push((*one, now.remove(at)))).is_none()
    });
}

/// What is known of the inputs of a ledger.
struct Known<'k> {
    model: &'k Model,
    values: BTreeMap<&'k str, &'k Value>,
    /// Measured inputs of costs, which are what their line is.
    of_costs: BTreeSet<&'k str>,
    /// Names of which there are several records.
    several: BTreeSet<&'k str>,
}

impl<'k> Known<'k> {
    fn of((model, inputs): &'k (Model, &'k [Value])) -> Self {
        let named = |input: &'k Value| Some((input["key"].as_str()?, input));
        let values: BTreeMap<&str, &Value> = inputs.iter().filter_map(named).collect();
        let costs = model.lines.iter().filter(|line| line.is_cost);
        let of_costs = costs
            .flat_map(|line| line.formula.iter().flat_map(|formula| formula.keys()))
            .filter(|key| values.get(key).is_some_and(|own| own["kind"] == "measured"))
            .collect();
        let several = values.values().filter_map(|input| record_of(input));
        let several = several.collect();
        Self {
            model,
            values,
            of_costs,
            several,
        }
    }

    fn is_numbered(&self, key: &str) -> bool {
        let name = self.values.get(key).and_then(|input| record_of(input));
        self.of_costs.contains(key) || self.several.contains(name.unwrap_or(key))
    }
}

/// The two keys, and how strongly lines and figures say that they are one.
type Vote = (usize, bool, bool);

fn inputs(
    before: &(Model, &[Value]),
    after: &(Model, &[Value]),
    lines: &[Pair],
) -> BTreeMap<String, String> {
    let (then, now) = (Known::of(before), Known::of(after));
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    // Names that people gave stay what they are.
    for key in then
        .values
        .keys()
        .filter(|key| now.values.contains_key(**key))
    {
        if !then.is_numbered(key) && !now.is_numbered(key) {
            found.insert((*key).to_owned(), (*key).to_owned());
            taken.insert((*key).to_owned());
        }
    }
    let mut votes: Vec<(Vote, (&str, &str))> = standing(&then, &now, lines)
        .into_iter()
        .map(|((one, two), lines)| {
            let same = then.model.input(one) == now.model.input(two);
            ((lines, one == two, same), (one, two))
        })
        .collect();
    // Of equals the same pair comes first, whichever ledger is the first.
    let both =
        |(one, two): &(&str, &str)| ((*one).min(*two).to_owned(), (*one).max(*two).to_owned());
    votes.sort_by_cached_key(|(vote, keys)| (std::cmp::Reverse(*vote), both(keys)));
    let rest = |key: &&&str| !then.of_costs.contains(**key) && !now.of_costs.contains(**key);
    let by_key = then.values.keys().filter(rest).map(|key| (*key, *key));
    for (one, two) in votes.iter().map(|(_, keys)| *keys).chain(by_key) {
        let is_there = now.values.contains_key(two) && then.values.contains_key(one);
        if is_there && !found.contains_key(one) && !taken.contains(two) {
            found.insert(one.to_owned(), two.to_owned());
            taken.insert(two.to_owned());
        }
    }
    found
}

/// Keys that stand in the same place of the same line, and in how many.
fn standing<'k>(
    then: &Known<'k>,
    now: &Known<'k>,
    lines: &[Pair],
) -> BTreeMap<(&'k str, &'k str), usize> {
    let mut found = BTreeMap::new();
    for (one, two) in lines {
        for pair in standing_in(&then.model.lines[*one], &now.model.lines[*two]) {
            *found.entry(pair).or_default() += 1;
        }
    }
    found
}

/// Keys that stand in the same place of two formulas of one shape.
fn standing_in<'k>(one: &'k Line, two: &'k Line) -> Vec<(&'k str, &'k str)> {
    let (Some(one), Some(two)) = (&one.formula, &two.formula) else {
        return Vec::new();
    };
    let (one, two) = (one.tokens(), two.tokens());
    let places = || one.iter().zip(two);
    let same_shape = one.len() == two.len()
        && places().all(|pair| match pair {
            (Token::Key(_), Token::Key(_)) => true,
            (one, two) => one == two,
        });
    let keys = places().filter(|_| same_shape);
    let keys = keys.filter_map(|pair| match pair {
        (Token::Key(one), Token::Key(two)) => Some((&one[..], &two[..])),
        _ => None,
    });
    keys.collect()
}
