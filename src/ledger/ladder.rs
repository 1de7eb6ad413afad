//! The ladder of evidence (metric catalogue, section 5.4): ROI on measured lines alone, then with attributed, modelled
//! and assumed ones, each over the same full cost. Grades are not multiplied by made-up factors of trust.

use serde::Serialize;

use super::figure::{Figure, Reason, over_cost, quotient};
use super::line::ValueLine;
use super::plain;
use crate::schema::{Amount, Rung};

/// One rung.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LadderRung {
    /// The weakest grade that counts on it; `None` is what is not documented.
    #[serde(serialize_with = "plain::name_or_null")]
    pub rung: Option<Rung>,
    /// The grades that count: `A+B`.
    pub label: String,
    /// The value of those grades.
    #[serde(serialize_with = "plain::amount")]
    pub value: Amount,
    /// Value less full cost.
    #[serde(serialize_with = "plain::amount")]
    pub net: Amount,
    /// Net over full cost.
    pub roi: Figure,
    /// Value over full cost, which some call ROI.
    pub bcr: Figure,
}

/// The value of one letter and its share of the whole (metric G-16).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// The letter.
    #[serde(serialize_with = "plain::name")]
    pub rung: Rung,
    /// Counted value of its grades.
    #[serde(serialize_with = "plain::amount")]
    pub value: Amount,
    /// Over all counted value.
    pub share: Figure,
}

fn value_of(lines: &[ValueLine], rung: Rung) -> Amount {
    let of = lines.iter().filter(|line| line.grade.rung() == rung);
    of.map(ValueLine::counted).sum()
}

/// The four rungs, and a fifth where undocumented lines are shown; returns are undefined where `known` is.
pub(super) fn ladder(lines: &[ValueLine], cost: Amount, known: Figure) -> Vec<LadderRung> {
    let mut value = Amount::ZERO;
    let mut label = String::new();
    let mut rungs = Vec::new();
    for rung in Rung::ALL {
        value += value_of(lines, rung);
        if !label.is_empty() {
            label.push('+');
        }
        label.push_str(rung.name());
        rungs.push(step(Some(rung), label.clone(), (value, cost), known));
    }
    if lines.iter().any(ValueLine::is_undocumented) {
        let of = lines.iter().filter(|line| line.is_undocumented());
        let undocumented: Amount = of.filter_map(ValueLine::free).sum();
        rungs.push(step(
            None,
            format!("{label}+undocumented"),
            (value + undocumented, cost),
            known,
        ));
    }
    rungs
}

fn step(
    rung: Option<Rung>,
    label: String,
    (value, cost): (Amount, Amount),
    known: Figure,
) -> LadderRung {
    LadderRung {
        rung,
        label,
        value,
        net: value - cost,
        roi: known.and(over_cost(value - cost, cost)),
        bcr: known.and(over_cost(value, cost)),
    }
}

/// How much of the counted value each letter supports.
pub(super) fn evidence(lines: &[ValueLine]) -> Vec<Evidence> {
    let values = Rung::ALL.map(|rung| value_of(lines, rung));
    let whole: Amount = values.into_iter().sum();
    Rung::ALL
        .into_iter()
        .zip(values)
        .map(|(rung, value)| Evidence {
            rung,
            value,
            share: quotient(value, whole, Reason::ZeroDenominator),
        })
        .collect()
}
