//! The change of ROI between two ledgers. ROI + 1 is Σ value of a line / full cost; a line's value is the product of its
//! inputs, where its formula is one, and for a channel whose facts are known the way from spend to revenue. Ads of one
//! platform for several functions are lines of their own: each goes the way of the whole platform, then takes its part of
//! the platform's revenue (`functions`), so that the same platforms stand in this split as in those of revenue and ROAS.
//!
//! A factor that is a difference (minutes before less minutes now) has no effect of its own: the changes of its two inputs
//! share it in proportion, as ln(D₁ / D₀) = ΔD / L(D₁, D₀). What the line multiplies beside it, contacts or customers, is
//! volume as in any other line.
//!
//! Of a line that others cover on some of its days a share counts (`covered_days`), which is one more factor.
//!
//! Full cost divides every line. Its effect is shared by the types of cost in proportion to their changes, as
//! ln(C₀ / C₁) = −ΔC / L(C₁, C₀).

use std::collections::BTreeMap;

use super::assumptions::kind_of;
use super::channels::{Channel, pairs, way};
use super::effect::{Effect, EffectKind};
use super::split::{Decomposition, Factor, Made, Term, split};
use crate::ledger::expression::Expression;
use crate::ledger::figure::{Figure, Reason};
use crate::ledger::formulas::KAPPA;
use crate::ledger::input::{Input, InputKind};
use crate::ledger::line::ValueLine;
use crate::ledger::result::Ledger;
use crate::ledger::rule::Rule;
use crate::ledger::sensitivity::key_of;
use crate::schema::{Amount, CostType, Function};

/// What changed ROI. `channels` are the facts of both periods, for lines of ads whose scope is a channel, or a channel and
/// the function that its ads are for; without them a line's revenue is one factor.
///
/// # Errors
/// The reason why ROI is undefined in a period.
pub fn roi_change(
    before: &Ledger,
    after: &Ledger,
    channels: (&[Channel], &[Channel]),
) -> Result<Decomposition<f64>, Reason> {
    let defined = |ledger: &Ledger| match ledger.roi {
        Figure::Defined(roi) => Ok(roi),
        Figure::Undefined(reason) => Err(reason),
    };
    let (first, second) = (defined(before)?, defined(after)?);
    let costs = (before.cost.total.to_f64(), after.cost.total.to_f64());
    let facts = pairs(channels.0, channels.1);
    let spend = |of: &[Channel]| {
        let spends = of.iter().filter_map(|channel| channel.spend);
        spends.sum::<Amount>().to_f64()
    };
    let spends = (spend(channels.0), spend(channels.1));
    let terms: Vec<Term> = ids(before, after)
        .into_iter()
        .map(|id| {
            let (one, two) = (counted(before, &id), counted(after, &id));
            let values = (sum(&one), sum(&two));
            let mut factors = match (&one[..], &two[..]) {
                ([one], [two]) => product(before, one, after, two, &facts, spends),
                _ => None,
            }
            .unwrap_or_else(|| vec![Factor::new(EffectKind::Value, &id, values.0, values.1)]);
            factors.push(cost_factor(before, after));
            Term {
                name: id,
                before: values.0 / costs.0,
                after: values.1 / costs.1,
                factors,
            }
        })
        .collect();
    let mut found = split(&terms, first + 1.0, second + 1.0);
    (found.before, found.after) = (first, second);
    Ok(found)
}

/// Ids of counted lines of either ledger, in the order of the catalogue.
fn ids(before: &Ledger, after: &Ledger) -> Vec<String> {
    let lines = before.lines.iter().chain(&after.lines);
    let mut ids: Vec<String> = lines
        .filter(|line| line.include)
        .map(|line| line.id.clone())
        .collect();
    ids.sort();
    ids.dedup();
    ids
}

fn counted<'l>(ledger: &'l Ledger, id: &str) -> Vec<&'l ValueLine> {
    ledger
        .lines
        .iter()
        .filter(|line| line.include && line.id == id)
        .collect()
}

fn sum(lines: &[&ValueLine]) -> f64 {
    lines
        .iter()
        .map(|line| line.counted())
        .sum::<Amount>()
        .to_f64()
}

/// The factors of a line that is the same product of inputs in both ledgers.
fn product(
    before: &Ledger,
    one: &ValueLine,
    after: &Ledger,
    two: &ValueLine,
    facts: &[(Channel, Channel)],
    spends: (f64, f64),
) -> Option<Vec<Factor>> {
    let (first, second) = (one.expression.as_ref()?, two.expression.as_ref()?);
    let (first, second) = (multiplied(first), multiplied(second));
    if first.len() != second.len() {
        return None;
    }
    let mut factors = Vec::new();
    for (was, is) in first.into_iter().zip(second) {
        match (was, is) {
            (Expression::Number(was), Expression::Number(is)) if was == is => {}
            // A line may have a record of its own of what goes by one key.
            (Expression::Input(was), Expression::Input(is)) => {
                let (effect, old, new) = pair((before, was), (after, is))?;
                let fact = facts.iter().find(|(was, is)| {
                    let whole = |ledger, of: &Channel| credited(ledger, &of.name) == of.revenue;
                    is_of(one, &was.name) && whole(before, was) && whole(after, is)
                });
                if let Some((was, is)) = fact.filter(|_| new.kind == InputKind::Measured) {
                    let way = way(was, is, Some(spends));
                    if !way.is_empty() {
                        factors.extend(way);
                        factors.extend(part((old.base, was), (new.base, is)));
                        continue;
                    }
                }
                let values = (old.base.to_f64(), new.base.to_f64());
                factors.push(Factor::new(effect.kind, effect.name, values.0, values.1));
            }
            (Expression::Difference(..), Expression::Difference(..)) => {
                factors.push(difference((before, was), (after, is))?);
            }
            _ => return None,
        }
    }
    if one.part.is_some() || two.part.is_some() {
        let shares = (counting(one)?, counting(two)?);
        factors.push(Factor::new(
            EffectKind::Volume,
            COVERED_DAYS,
            shares.0,
            shares.1,
        ));
    }
    Some(factors)
}

/// What a formula multiplies, one after the other; a number that it divides by is one of them.
fn multiplied(expression: &Expression) -> Vec<&Expression> {
    match expression {
        Expression::Product(factors) => factors.iter().flat_map(multiplied).collect(),
        Expression::Quotient(over, under) if matches!(**under, Expression::Number(_)) => {
            let mut factors = multiplied(over);
            factors.push(under);
            factors
        }
        other => vec![other],
    }
}

/// An input that stands in one place of both formulas: its effect, and what it was and is.
fn pair<'l>(
    (before, was): (&'l Ledger, &str),
    (after, is): (&'l Ledger, &str),
) -> Option<(Effect, &'l Input, &'l Input)> {
    let (old, new) = (before.input(was)?, after.input(is)?);
    let (was, is) = (key_of(was, &before.inputs), key_of(is, &after.inputs));
    let key = one_key((was, old), (is, new))?;
    Some((Effect::new(kind_of(old, new), key), old, new))
}

/// A difference of two inputs, whose changes share its effect; `None` of any other.
fn difference(
    (before, was): (&Ledger, &Expression),
    (after, is): (&Ledger, &Expression),
) -> Option<Factor> {
    let (was_more, was_less) = inputs_of(was)?;
    let (is_more, is_less) = inputs_of(is)?;
    let (more, old_more, new_more) = pair((before, was_more), (after, is_more))?;
    let (less, old_less, new_less) = pair((before, was_less), (after, is_less))?;
    let change = |old: &Input, new: &Input| (new.base - old.base).to_f64();
    let parts = vec![
        (more, change(old_more, new_more)),
        (less, -change(old_less, new_less)),
    ];
    let values = [(old_more, old_less), (new_more, new_less)];
    let [then, now] = values.map(|(more, less)| (more.base - less.base).to_f64());
    let mut factor = Factor::new(EffectKind::Assumption, is.to_string(), then, now);
    factor.made = Made::Sum(parts);
    Some(factor)
}

/// The keys of the two inputs of a difference.
fn inputs_of(difference: &Expression) -> Option<(&str, &str)> {
    let Expression::Difference(more, less) = difference else {
        return None;
    };
    match (&**more, &**less) {
        (Expression::Input(more), Expression::Input(less)) => Some((more, less)),
        _ => None,
    }
}

/// The key of a factor of both ledgers. A line has a mean under a key of its own where it weighs a figure that has another
/// value on other days; and what says how much of its credit was caused is one factor, whichever key says it: a test of the
/// platform takes the place of an assumption about all ads.
fn one_key<'k>((was, old): (&'k str, &Input), (is, new): (&'k str, &Input)) -> Option<&'k str> {
    let weighs = |mean: &Input, key: &str| mean.weighs.iter().any(|own| own.key == key);
    match () {
        () if was == is || weighs(old, is) => Some(is),
        () if weighs(new, was) => Some(was),
        () if [was, is].iter().all(|key| key.starts_with(KAPPA)) => Some(is),
        () => None,
    }
}

/// What the days are called on which other lines cover one.
pub const COVERED_DAYS: &str = "covered_days";

/// The share of a line that counts; `None` of nothing.
fn counting(line: &ValueLine) -> Option<f64> {
    let whole = line.amount.value()?.to_f64();
    (whole != 0.0).then(|| line.counted().to_f64() / whole)
}

/// Whether a line is revenue of a platform's ads, for whatever function.
fn is_of(line: &ValueLine, platform: &str) -> bool {
    let rest = line.scope.strip_prefix(platform);
    let function = rest.map(|rest| (rest, rest.strip_prefix('_')));
    line.rule == Rule::PaidAttributed
        && function.is_some_and(|(rest, name)| {
            rest.is_empty() || name.is_some() && name == line.function.map(Function::name)
        })
}

/// The revenue in the lines of a platform, each input once.
fn credited(ledger: &Ledger, platform: &str) -> Amount {
    let lines = ledger.lines.iter().filter(|line| is_of(line, platform));
    let revenue = |line: &ValueLine| {
        let factors = line.expression.iter().flat_map(Expression::factors);
        let inputs = factors.filter_map(|factor| match factor {
            Expression::Input(key) => ledger.input(key),
            _ => None,
        });
        let mut measured = inputs.filter(|input| input.kind == InputKind::Measured);
        measured.next().map(|input| (input.key.clone(), input.base))
    };
    let inputs: BTreeMap<String, Amount> = lines.filter_map(revenue).collect();
    inputs.into_values().sum()
}

/// The part that a line is of the revenue of its platform; none of a line that is all of it.
fn part(before: (Amount, &Channel), after: (Amount, &Channel)) -> Option<Factor> {
    let is_whole = |(own, whole): (Amount, &Channel)| own == whole.revenue;
    let of = |(own, whole): (Amount, &Channel)| own.to_f64() / whole.revenue.to_f64();
    let is_part = !(is_whole(before) && is_whole(after));
    is_part.then(|| Factor::new(EffectKind::Mix, "functions", of(before), of(after)))
}

/// One over full cost, with the change of each type.
fn cost_factor(before: &Ledger, after: &Ledger) -> Factor {
    let total = |ledger: &Ledger| ledger.cost.total.to_f64();
    let change = |kind: CostType| (after.cost.of_type(kind) - before.cost.of_type(kind)).to_f64();
    let mut factor = Factor::new(
        EffectKind::Cost,
        "full_cost",
        1.0 / total(before),
        1.0 / total(after),
    );
    let parts = CostType::ALL
        .into_iter()
        .map(|kind| (Effect::new(EffectKind::Cost, kind.name()), change(kind)))
        .filter(|(_, change)| *change != 0.0);
    factor.made = Made::OneOver(parts.collect());
    factor
}
