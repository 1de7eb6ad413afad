//! From line specs to lines: amounts exact, grades by the weakest link, and which of them count.

use std::cell::Cell;

use super::build::Book;
use super::compiled::{Compiled, Degree, Value};
use super::corners::{corners, each};
use super::cost::distinct_days;
use super::expression::Expression;
use super::figure::{Figure, Reason};
use super::free::free;
use super::input::Origin;
use super::inputs::{LedgerInputs, Settings};
use super::line::{CoveredDays, Part, ValueLine, WhyNot};
use super::overlap::{Candidate, covered};
use super::rule::{Inclusion, LineKind, Rule, Valuation};
use super::spec::LineSpec;
use super::trace::{Support, support};
use crate::error::{Error, Result};
use crate::schema::{Amount, Grade, Rung};
use crate::time::Period;

/// A line, and its formula for sums.
pub(super) struct Graded<'s> {
    pub spec: &'s LineSpec,
    pub line: ValueLine,
    pub compiled: Option<Compiled>,
    /// The share of it that counts, where another line covers it on some of its days.
    pub share: Option<Amount>,
    /// Whether a valid experiment says what the ads caused.
    pub has_experiment: bool,
    /// The grade by which it is decided whether it or another line counts.
    rank: Grade,
}

impl Graded<'_> {
    /// The days that it is about and on which no other line covers it.
    pub fn free_days(&self) -> Vec<Period> {
        let covered = self.line.part.iter().flat_map(|part| &part.covered);
        let covered: Vec<Period> = covered.map(|cover| cover.period).collect();
        let days = about(self.spec).into_iter();
        days.flat_map(|days| days.without_all(covered.iter().copied()))
            .collect()
    }
}

/// Every line, graded; of those that share a value one counts on each day.
///
/// # Errors
/// [`Error::TooLarge`].
pub(super) fn graded<'s>(given: &'s LedgerInputs, book: &Book) -> Result<Vec<Graded<'s>>> {
    // In the order of the catalogue, whichever record a line comes from.
    let mut specs: Vec<&LineSpec> = given.lines.iter().collect();
    specs.sort_by_key(|spec| spec.rule);
    let specs = specs.into_iter();
    let mut lines: Vec<Graded> = specs.map(|spec| graded_line(given, spec, book)).collect();
    let standing: Vec<usize> = (0..lines.len())
        .filter(|at| lines[*at].line.include || lines[*at].line.is_undocumented())
        .collect();
    let candidates: Vec<Candidate> = standing.iter().map(|at| candidate(&lines[*at])).collect();
    let by = covered(&candidates);
    for (at, covers) in standing.iter().zip(by) {
        let covered: Vec<CoveredDays> = covers
            .iter()
            .map(|cover| CoveredDays {
                by: lines[standing[cover.by]].line.id.clone(),
                period: cover.days,
            })
            .collect();
        cover(&mut lines[*at], covered)?;
    }
    Ok(lines)
}

/// Takes the days away on which another line counts.
fn cover(one: &mut Graded<'_>, covered: Vec<CoveredDays>) -> Result<()> {
    let days = about(one.spec);
    let taken: i64 = covered.iter().map(|cover| cover.period.days()).sum();
    if covered.is_empty() {
        return Ok(());
    }
    if taken >= distinct_days(days.clone()) {
        let mut ids: Vec<String> = covered.into_iter().map(|cover| cover.by).collect();
        ids.dedup();
        let why = WhyNot::CoveredBy(ids);
        (one.line.include, one.line.why_not) = (false, Some(why));
        return Ok(());
    }
    let amount = one.line.amount.value().unwrap_or_default();
    let spans: Vec<Period> = covered.iter().map(|cover| cover.period).collect();
    let left = free(amount, &one.spec.falls, &days, &spans).ok_or_else(|| Error::TooLarge {
        what: one.line.id.clone(),
    })?;
    one.share = Some(left.share);
    one.line.falls = left.falls;
    one.line.part = Some(Part {
        counted: left.amount,
        covered,
    });
    Ok(())
}

/// The days that a line is about.
fn about(spec: &LineSpec) -> Vec<Period> {
    match spec.days.is_empty() {
        true => vec![spec.period],
        false => spec.days.clone(),
    }
}

fn graded_line<'s>(given: &LedgerInputs, spec: &'s LineSpec, book: &Book) -> Graded<'s> {
    let support = support(spec, &|key| book.find(key));
    let compiled = spec
        .amount
        .as_ref()
        .and_then(|amount| compiled(amount, book));
    let amount: Figure<Amount> = match &compiled {
        Some(formula) => formula.exact(&book.base).into(),
        None => Figure::Undefined(Reason::NotSupplied),
    };
    let graded = |grade: Grade| match spec.rule {
        Rule::Risk => grade.max(Grade::D1),
        _ => grade,
    };
    let (grade, rank) = (graded(support.grade), graded(support.rank));
    let why_not = why_not(spec, &support, amount, &given.settings);
    let range = compiled.as_ref().and_then(|formula| range(formula, book));
    let keys: Vec<String> = spec
        .amount
        .iter()
        .flat_map(|amount| amount.keys())
        .chain(spec.counted.as_deref())
        .map(str::to_owned)
        .collect();
    let (source, owner) = origins(&keys, book);
    let line = ValueLine {
        id: spec.id(),
        rule: spec.rule,
        title: spec.rule.title(),
        scope: spec.scope.clone(),
        function: spec.function,
        kind: match spec.quantity {
            Some(_) => LineKind::Memo,
            None => spec.rule.kind(),
        },
        valuation: valuation(spec, &support),
        period: spec.period,
        amount_low: range.map(|(low, _)| low),
        amount,
        amount_high: range.map(|(_, high)| high),
        quantity: spec.quantity.as_ref().map(|(quantity, _)| *quantity),
        currency: match &spec.quantity {
            Some((_, unit)) => unit.clone(),
            None => given.currency.clone(),
        },
        formula: spec
            .amount
            .as_ref()
            .map_or(String::new(), ToString::to_string),
        expression: spec.amount.clone(),
        falls: spec.falls.clone(),
        inputs: keys,
        grade,
        not_significant: support.not_significant,
        method: spec.method.clone(),
        overlap_group: spec.overlaps.clone(),
        include: why_not.is_none(),
        why_not,
        part: None,
        source,
        owner,
        as_of: given.settings.as_of.clone(),
    };
    Graded {
        spec,
        line,
        compiled,
        share: None,
        has_experiment: support.has_experiment,
        rank,
    }
}

pub(super) fn compiled(formula: &Expression, book: &Book) -> Option<Compiled> {
    Compiled::of(formula, &|key| book.place(key)).ok()
}

fn why_not(
    spec: &LineSpec,
    support: &Support,
    amount: Figure<Amount>,
    settings: &Settings,
) -> Option<WhyNot> {
    let inclusion = spec.rule.inclusion();
    match inclusion {
        Inclusion::Never => return Some(WhyNot::Exposure),
        Inclusion::MemoOnly => return Some(WhyNot::NoMoney),
        Inclusion::Always if spec.quantity.is_some() => return Some(WhyNot::NotDecided),
        Inclusion::WithRisk if !settings.include_risk => return Some(WhyNot::RiskNotAsked),
        _ => {}
    }
    if support.grade == Grade::D2 {
        let keys = support.untraceable.clone();
        return Some(match (settings.allow_undocumented, amount) {
            (true, Figure::Defined(_)) => WhyNot::Undocumented(keys),
            _ => WhyNot::Untraceable(keys),
        });
    }
    match inclusion {
        Inclusion::WithControl if support.grade > Grade::A2 => Some(WhyNot::NoControl),
        Inclusion::WithCalibration if support.grade > Grade::C1 => Some(WhyNot::NotCalibrated),
        _ => amount.reason().map(WhyNot::Undefined),
    }
}

/// A credit that an experiment corrects is a lift over the baseline.
fn valuation(spec: &LineSpec, support: &Support) -> Valuation {
    match spec.rule.valuation() {
        Valuation::Attribution if support.has_experiment && support.grade.rung() == Rung::A => {
            Valuation::BaselineLift
        }
        valuation => valuation,
    }
}

/// The smallest and the largest amount that the ranges of its inputs allow together; `None` where none has a range, or
/// where the amount is undefined at some of their ends.
fn range(formula: &Compiled, book: &Book) -> Option<(Amount, Amount)> {
    let moved = |at: &usize| formula.degree(&|place| place == *at) != Degree::None;
    let ranged: Vec<(usize, Amount, Amount)> = (0..book.inputs.len())
        .filter(moved)
        .filter_map(|at| book.inputs[at].range().map(|(low, high)| (at, low, high)))
        .collect();
    if ranged.is_empty() {
        return None;
    }
    let at_corner = |corner: &[bool]| {
        let mut values = book.base.clone();
        for ((at, low, high), is_high) in ranged.iter().zip(corner) {
            let end = if *is_high { *high } else { *low };
            values[*at] = Value::of(&book.inputs[*at], end);
        }
        formula.exact(&values).ok()
    };
    let undefined = Cell::new(false);
    let float = |corner: &[bool]| {
        let amount = at_corner(corner);
        undefined.set(undefined.get() || amount.is_none());
        amount.map(Amount::to_f64)
    };
    let found = corners(&vec![false; ranged.len()], || each(ranged.len()), &float)?;
    if undefined.get() {
        return None;
    }
    Some((at_corner(&found.smallest)?, at_corner(&found.largest)?))
}

/// Files and sources, and owners, each once in the order of the formula.
fn origins(keys: &[String], book: &Book) -> (Vec<String>, Vec<String>) {
    let (mut sources, mut owners) = (Vec::new(), Vec::new());
    let add = |list: &mut Vec<String>, text: &str| {
        if !text.trim().is_empty() && !list.iter().any(|known| known == text) {
            list.push(text.to_owned());
        }
    };
    for input in keys.iter().filter_map(|key| book.find(key)) {
        match &input.origin {
            Origin::Files(files) => files.iter().for_each(|file| add(&mut sources, &file.file)),
            Origin::Document(document) => {
                add(&mut sources, &document.source);
                add(&mut owners, &document.owner);
            }
            Origin::Formula(why) => add(&mut sources, why),
        }
    }
    (sources, owners)
}

/// A line among those of which one counts.
pub(super) fn candidate<'g>(one: &'g Graded<'_>) -> Candidate<'g> {
    Candidate {
        grade: one.rank,
        // A line that is not documented is so on all of its days.
        grades: match one.line.grade {
            Grade::D2 => &[],
            _ => &one.spec.grades,
        },
        name: one.line.id.clone(),
        paths: &one.spec.overlaps,
        days: about(one.spec),
        is_test: one.spec.rule == Rule::PaidExperiment,
    }
}
