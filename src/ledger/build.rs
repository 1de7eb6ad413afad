//! From inputs to the ledger: compile every formula, grade and count the lines, add value and cost up.

use std::collections::BTreeMap;

use super::beside::{Media, beside};
use super::bound::banner;
use super::compiled::{Compiled, Value};
use super::cost::{CostLine, FullCost};
use super::figure::{Figure, Reason, over_cost};
use super::formulas::KAPPA;
use super::functions::{Hours, by_function};
use super::input::{Input, InputKind, Origin};
use super::inputs::LedgerInputs;
use super::ladder::{evidence, ladder};
use super::line::{ValueLine, WhyNot};
use super::media::counted;
use super::model::Model;
use super::over_time::over_time;
use super::result::Ledger;
use super::returned::{paid_sums, returned};
use super::rule::{Rule, Valuation};
use super::sentence::{Sentence, methods};
use super::unfinished::unfinished;
use super::value::{Graded, graded};
use crate::error::{Error, Result};
use crate::schema::{Amount, CostType, Rung, nearest};

/// The inputs of a ledger by their keys.
pub(super) struct Book {
    pub inputs: Vec<Input>,
    pub base: Vec<Value>,
    places: BTreeMap<String, usize>,
}

impl Book {
    pub(super) fn new(inputs: Vec<Input>) -> Result<Self> {
        let mut places = BTreeMap::new();
        for (at, input) in inputs.iter().enumerate() {
            if places.insert(input.key.clone(), at).is_some() {
                return Err(Error::BadOption {
                    what: format!("input `{}` of the ledger", input.key),
                    why: "expected one value, found two".into(),
                });
            }
        }
        Ok(Self {
            base: inputs
                .iter()
                .map(|input| Value::of(input, input.base))
                .collect(),
            inputs,
            places,
        })
    }

    pub fn place(&self, key: &str) -> Option<usize> {
        self.places.get(key).copied()
    }

    pub fn find(&self, key: &str) -> Option<&Input> {
        self.place(key).map(|at| &self.inputs[at])
    }

    fn unknown(&self, name: String) -> Error {
        let keys = self.inputs.iter().map(|input| input.key.as_str());
        Error::UnknownName {
            what: "input of the ledger",
            nearest: nearest(&name, keys)
                .map(str::to_owned)
                .into_iter()
                .collect(),
            name,
        }
    }
}

/// Computes the ledger.
///
/// # Errors
/// [`Error::UnknownName`] where a cost names an input that is not there, [`Error::BadOption`] where a key is given
/// twice or a cost has no value, [`Error::TooLarge`] where a sum is too large to be held exactly. Lines of value that lack an input are not errors: they don't count, and say why.
pub fn ledger(given: &LedgerInputs) -> Result<Ledger> {
    let book = Book::new(given.all_inputs())?;
    let (cost_lines, cost_terms, hours) = costs(given, &book)?;
    held(&cost_lines, &hours)?;
    let cost = FullCost::of(cost_lines);
    let graded = graded(given, &book)?;
    exact(&graded, &cost)?;
    let value_terms = graded
        .iter()
        .filter(|one| one.line.include)
        .filter_map(|one| {
            let whole = one.compiled.clone()?;
            Some(match one.share {
                Some(share) => {
                    let share = Compiled::Number(share, share.to_f64());
                    Compiled::Product(vec![whole, share])
                }
                None => whole,
            })
        })
        .collect();
    let returned = returned(given, &graded, &cost.lines, &book);
    let paid = paid_sums(&returned, &book);
    let (earned_media, lines): (Vec<ValueLine>, Vec<ValueLine>) = graded
        .into_iter()
        .map(|Graded { line, .. }| line)
        .partition(|line| line.rule == Rule::EarnedMedia);
    let value: Amount = lines.iter().map(ValueLine::counted).sum();
    let unknown = unknown_value(&lines);
    let known = match (unknown, given.settings.unknown_costs.is_empty()) {
        (Some(reason), _) => Figure::Undefined(reason),
        (None, true) => Figure::Defined(0.0),
        (None, false) => Figure::Undefined(Reason::NotSupplied),
    };
    let settings = &given.settings;
    let media = Media {
        all: cost.of_type(CostType::Media),
        without_outcomes: returned.without_outcomes.iter().copied().sum(),
        untested: returned.untested.iter().copied().sum(),
    };
    let beside = beside(paid, media, cost.total);
    let unfinished = unfinished(given, &cost);
    let functions = by_function(&lines, &cost.lines, &hours, settings, known);
    Ok(Ledger {
        period: given.period,
        currency: given.currency.clone(),
        as_of: settings.as_of.clone(),
        earned_media: match settings.show_emv {
            true => earned_media,
            false => Vec::new(),
        },
        value,
        unknown,
        without_media: settings.without_media.clone(),
        net: value - cost.total,
        roi: known.and(over_cost(value - cost.total, cost.total)),
        bcr: known.and(over_cost(value, cost.total)),
        ladder: ladder(&lines, cost.total, known),
        evidence: evidence(&lines),
        over_time: over_time(&lines, &cost.lines, settings, known)?,
        sentence: sentence(given, &lines, &cost),
        notes: banner(
            known,
            &returned,
            &cost,
            (&lines, &book.inputs),
            &given.period,
            unfinished.as_ref(),
        )
        .into_iter()
        .chain(notes(&lines, &cost, &book))
        .chain(functions.notes())
        .chain(settings.notes.clone())
        .collect(),
        beside,
        unfinished,
        returned,
        functions,
        model: Model::new(&book.inputs, value_terms, cost_terms, known.reason()),
        inputs: book.inputs,
        lines,
        cost,
    })
}

/// Why it is not known what the cost brought: there is no line of value, or every one that could count is refused for want
/// of a source. `None` where it is known.
fn unknown_value(lines: &[ValueLine]) -> Option<Reason> {
    let money = || lines.iter().filter(|line| line.quantity.is_none());
    if money().any(|line| line.include) {
        return None;
    }
    match money().next() {
        _ if money().any(ValueLine::is_refused) => Some(Reason::Refused),
        None => Some(Reason::NotSupplied),
        Some(_) => None,
    }
}

/// That all costs together, and all hours, can be held exactly, and so any sum of some of them.
pub(super) fn held(costs: &[CostLine], hours: &[Hours]) -> Result<()> {
    let amounts = costs.iter().flat_map(|line| [line.amount, line.counted]);
    let hours = hours.iter().map(|own| own.hours);
    let too_large = |what: &str| Error::TooLarge { what: what.into() };
    Amount::size_of_all(amounts).ok_or_else(|| too_large("full cost"))?;
    Amount::size_of_all(hours).ok_or_else(|| too_large("hours"))?;
    Ok(())
}

/// The same of value and cost together: no sum of the ledger stops at a bound unseen.
fn exact(lines: &[Graded<'_>], cost: &FullCost) -> Result<()> {
    let too_large = |what: &str| Error::TooLarge { what: what.into() };
    for one in lines {
        let falls = one.line.falls.iter().map(|(_, weight)| *weight);
        let is_held = one.line.amount != Figure::Undefined(Reason::TooLarge)
            && Amount::size_of_all(falls).is_some();
        if !is_held {
            return Err(too_large(&one.line.id));
        }
    }
    let values = lines.iter().flat_map(|one| {
        let line = &one.line;
        [
            line.amount.value(),
            line.amount_low,
            line.amount_high,
            line.quantity,
        ]
    });
    let costs = cost.lines.iter().map(|line| line.counted);
    let all = values.flatten().chain(costs);
    Amount::size_of_all(all).ok_or_else(|| too_large("value and cost"))?;
    Ok(())
}

pub(super) type Costs = (Vec<CostLine>, Vec<Compiled>, Vec<Hours>);

/// Lines of cost, what counts of them as formulas, and the hours of each function.
pub(super) fn costs(given: &LedgerInputs, book: &Book) -> Result<Costs> {
    let specs = given.all_costs();
    let (mut lines, mut terms, mut hours) = (Vec::new(), Vec::new(), Vec::new());
    for (spec, counted) in specs.iter().zip(counted(&specs, given)) {
        let place = |key: &str| book.place(key);
        let compiled = Compiled::of(&spec.amount, &place).map_err(|key| book.unknown(key))?;
        let part = match counted.days == counted.of {
            true => compiled.clone(),
            false => portion(compiled.clone(), counted.days, counted.of),
        };
        let money = |of: &Compiled| {
            of.exact(&book.base).map_err(|reason| match reason {
                Reason::TooLarge => Error::TooLarge {
                    what: format!("cost {}", spec.amount),
                },
                reason => Error::BadOption {
                    what: format!("cost {}", spec.amount),
                    why: reason.sentence().into(),
                },
            })
        };
        if let (Some(key), Some(function)) = (&spec.hours, spec.function) {
            hours.extend(book.find(key).map(|input| Hours {
                function,
                days: spec.period,
                hours: input.base,
            }));
        }
        lines.push(CostLine {
            cost_type: spec.cost_type,
            function: spec.function,
            period: spec.period,
            amount: money(&compiled)?,
            counted: money(&part)?,
            days: counted.free,
            covered_by: counted.covered_by,
            recorded_in: spec.recorded_in,
            platform: spec.platform.clone(),
            is_others: spec.is_others,
            estimated: spec.estimated,
            formula: spec.amount.to_string(),
            inputs: spec.amount.keys().into_iter().map(str::to_owned).collect(),
            note: spec.note.clone(),
            detail: spec.detail.clone(),
        });
        terms.push(part);
    }
    Ok((lines, terms, hours))
}

/// That many days of so many.
fn portion(whole: Compiled, days: i64, of: i64) -> Compiled {
    let number = |days: i64| Compiled::Number(Amount::whole(days), days as f64);
    let part = Compiled::Product(vec![whole, number(days)]);
    Compiled::Quotient(Box::new((part, number(of))))
}

fn sentence(given: &LedgerInputs, lines: &[ValueLine], cost: &FullCost) -> Sentence {
    let settings = &given.settings;
    Sentence {
        scope: match settings.scope.as_str() {
            "" => "all social activity".into(),
            scope => scope.into(),
        },
        methods: methods(lines),
        period: match settings.period_name.as_str() {
            "" => given.period.to_string(),
            name => format!("{name} / {}", given.period),
        },
        cost: cost.completeness.sentence(),
        as_of: settings.as_of.clone(),
    }
}

/// What the reader should know: missing types of cost, implied margins, labour that may stand in two records.
fn notes(lines: &[ValueLine], cost: &FullCost, book: &Book) -> Vec<String> {
    let mut notes = Vec::new();
    if !cost.completeness.is_full() {
        notes.push(cost.completeness.sentence());
    }
    let mut implied: Vec<(&str, Vec<&str>)> = Vec::new();
    for input in &book.inputs {
        let used = |line: &&ValueLine| line.include && line.inputs.contains(&input.key);
        if let Origin::Formula(why) = &input.origin
            && lines.iter().any(|line| used(&line))
        {
            match implied.iter_mut().find(|(known, _)| known == why) {
                Some((_, keys)) => keys.push(&input.key),
                None => implied.push((why, vec![&input.key])),
            }
        }
    }
    let told = implied
        .iter()
        .map(|(why, keys)| format!("{}: {why}", keys.join(", ")));
    notes.extend(told);
    let records = |of| {
        cost.lines
            .iter()
            .any(|line| line.cost_type == CostType::Labour && line.recorded_in == of)
    };
    use super::cost::RecordedIn::{Hours, Sheet};
    if records(Hours) && records(Sheet) {
        notes.push("labour stands in the cost sheet and in hours: both count".into());
    }
    notes.extend(lines.iter().filter_map(|line| assumed(line, book)));
    for line in lines {
        if let Some(why @ WhyNot::Untraceable(_)) = &line.why_not {
            notes.push(format!("{} is refused: {why}", line.id));
        }
    }
    notes
}

/// Credit that an assumption on what it caused takes off the attributed rungs: its cost stays on all of them.
fn assumed(line: &ValueLine, book: &Book) -> Option<String> {
    let kappa = line
        .inputs
        .iter()
        .filter_map(|key| book.find(key))
        .find(|input| input.key.starts_with(KAPPA) && input.kind == InputKind::Assumption)?;
    let lowered =
        line.include && line.grade.rung() > Rung::B && line.valuation == Valuation::Attribution;
    let says = match kappa.origin {
        Origin::Formula(_) => "is supposed and not tested",
        _ if kappa.weighs.len() > 1 => "is an assumption on some of its days",
        _ => "is an assumption and no experiment",
    };
    lowered.then(|| {
        format!(
            "{} is {}, as {} {says}: `ROI, supported` has its cost, not its value",
            line.id,
            line.grade.name(),
            kappa.key
        )
    })
}
