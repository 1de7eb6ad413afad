//! Where a figure of the ledger comes from: its formula, what goes into it, and of each input the rows or the entry.

use serde::Serialize;

use super::LedgerReport;
use super::parts::{
    COST, INPUT, both, costs, counts, credited, keys, media, money, months, origin, part, short,
    values,
};
use super::words::{fixed, grouped, signed, told};
use crate::error::{Error, Result};
use crate::ledger::{Figure, Input, Ledger};
use crate::schema::{CostType, Rung, col, nearest};

/// What a figure of the ledger begins with on the command line.
const PREFIX: &str = "ledger.";

/// One part of a figure: a line of value, a cost, an input.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LedgerPart {
    /// Its name, under which it can be explained in turn.
    pub name: String,
    /// What it is.
    pub title: String,
    /// What it comes to, as text.
    pub value: String,
    /// Its formula, its rows or its entry.
    pub origin: String,
    /// Where it was stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// One figure of a ledger, explained.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LedgerExplanation {
    /// Its name.
    pub figure: String,
    /// What it is.
    pub title: String,
    /// What it comes to.
    pub value: String,
    /// Its formula.
    pub formula: String,
    /// What goes into it.
    pub parts: Vec<LedgerPart>,
    /// What else must be said.
    pub notes: Vec<String>,
}

/// Whether a name is one of the ledger's.
pub fn is_of_ledger(name: &str) -> bool {
    let line = name
        .strip_prefix("L-")
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    line || [PREFIX, COST, INPUT]
        .iter()
        .any(|prefix| name.starts_with(prefix))
}

/// Explains a figure.
///
/// # Errors
/// [`Error::UnknownName`] with the nearest.
pub fn explain_ledger(name: &str, report: &LedgerReport) -> Result<LedgerExplanation> {
    let ledger = &report.ledger;
    let found = if let Some(figure) = name.strip_prefix(PREFIX) {
        of_figure(name, figure, report)
    } else if let Some(kind) = name.strip_prefix(COST) {
        of_cost(name, kind, ledger)
    } else if let Some(key) = name.strip_prefix(INPUT) {
        ledger.input(key).map(|input| of_input(name, input, ledger))
    } else {
        of_line(name, ledger)
    };
    found.ok_or_else(|| {
        let known = names(ledger);
        Error::UnknownName {
            what: "figure of the ledger",
            name: name.into(),
            nearest: nearest(name, known.iter().map(String::as_str))
                .map(str::to_owned)
                .into_iter()
                .collect(),
        }
    })
}

/// Figures under `ledger.`.
const FIGURES: [&str; 21] = [
    "roi",
    "roi_with_assumptions",
    "roi_supported",
    "roi_a",
    "roi_ab",
    "roi_abc",
    col::VALUE,
    "net",
    "net_value",
    "full_cost",
    "bcr",
    "media_roas",
    "iroas",
    "poas",
    "break_even_roas",
    "break_even_cpa",
    "full_cost_roas",
    "roas_headroom",
    "payback",
    "npv",
    "completeness",
];

fn names(ledger: &Ledger) -> Vec<String> {
    let figures = FIGURES.iter().map(|name| format!("{PREFIX}{name}"));
    let lines = ledger
        .lines
        .iter()
        .chain(&ledger.earned_media)
        .map(|line| line.id.clone());
    let costs = CostType::ALL.map(|kind| format!("{COST}{}", kind.name()));
    let inputs = ledger
        .inputs
        .iter()
        .map(|input| format!("{INPUT}{}", input.key));
    figures.chain(lines).chain(costs).chain(inputs).collect()
}

/// The rung down to which a figure counts.
fn rung(figure: &str) -> Rung {
    match figure {
        "roi_a" => Rung::A,
        "roi_ab" | "roi_supported" => Rung::B,
        "roi_abc" => Rung::C,
        _ => Rung::D,
    }
}

fn of_figure(name: &str, figure: &str, report: &LedgerReport) -> Option<LedgerExplanation> {
    let ledger = &report.ledger;
    let (title, value, formula, parts) = match figure {
        "roi" | "roi_with_assumptions" | "roi_a" | "roi_ab" | "roi_supported" | "roi_abc" => {
            let rung = rung(figure);
            let title = match figure {
                "roi" | "roi_with_assumptions" => "ROI with every documented line (F-04)",
                _ => "ROI by the evidence ladder (F-04)",
            };
            let formula = "(value − full cost) / full cost";
            (
                title,
                signed(ledger.roi_through(rung)),
                formula,
                both(ledger, rung),
            )
        }
        "net" | "net_value" => (
            "net value (F-06)",
            money(ledger.net, ledger),
            "value − full cost",
            both(ledger, Rung::D),
        ),
        "bcr" => (
            "benefit–cost ratio (F-05)",
            told(ledger.bcr, 3),
            "value / full cost",
            both(ledger, Rung::D),
        ),
        col::VALUE => (
            "counted value (F-03)",
            money(ledger.value, ledger),
            "sum of the lines that count",
            values(ledger, Rung::D),
        ),
        "full_cost" => (
            "full cost (F-01)",
            money(ledger.cost.total, ledger),
            "sum of the eight types of cost and incidents",
            costs(ledger),
        ),
        "media_roas" => (
            "return on media (P-19)",
            told(ledger.beside.media_roas, 2),
            "attributed revenue / media",
            [credited(ledger, &[]), media(ledger)].concat(),
        ),
        "iroas" => (
            "incremental return on media (P-30)",
            told(ledger.beside.iroas, 2),
            "attributed revenue × κ of an experiment / media",
            [credited(ledger, &["kappa_"]), media(ledger)].concat(),
        ),
        "poas" => (
            "profit on ad spend (P-20)",
            told(ledger.beside.poas, 2),
            "attributed revenue × margin / media",
            [credited(ledger, &["margin"]), media(ledger)].concat(),
        ),
        "break_even_roas" => (
            "return on media that breaks even (P-21)",
            told(ledger.beside.break_even_roas, 2),
            "1 / margin",
            keys(ledger, &["margin"]),
        ),
        "break_even_cpa" => (
            "what an order of ads may cost (P-23)",
            told(ledger.beside.break_even_cpa, 2),
            "attributed revenue / orders × margin",
            [
                credited(ledger, &["margin"]),
                keys(ledger, &["orders_paid"]),
            ]
            .concat(),
        ),
        "full_cost_roas" => (
            "return on media that carries the full cost (P-21)",
            told(ledger.beside.full_cost_roas, 2),
            "full cost / media / margin",
            [costs(ledger), keys(ledger, &["margin"])].concat(),
        ),
        "roas_headroom" => (
            "how far the return on media lies above its break-even (P-22)",
            signed(ledger.beside.roas_headroom),
            "attributed revenue × margin / media − 1",
            [credited(ledger, &["margin"]), media(ledger)].concat(),
        ),
        "payback" => (
            "months until the sum of value has paid for the sum of cost (F-07)",
            told(ledger.over_time.payback, 1),
            "first month with Σ (value − cost) ≥ 0, linear within the month",
            months(ledger),
        ),
        "npv" => (
            "present value (F-08)",
            told(ledger.over_time.npv, 0),
            "Σ (value − cost) / (1 + discount rate)^years, from the first month",
            months(ledger),
        ),
        "completeness" => (
            "types of cost on record (G-15)",
            ledger.cost.completeness.sentence(),
            "types on record of eight",
            costs(ledger),
        ),
        _ => return None,
    };
    Some(LedgerExplanation {
        figure: name.into(),
        title: title.into(),
        value,
        formula: formula.into(),
        parts,
        notes: [vec![ledger.sentence.to_string()], ledger.notes.clone()].concat(),
    })
}

fn of_cost(name: &str, kind: &str, ledger: &Ledger) -> Option<LedgerExplanation> {
    let kind = CostType::named(kind)?;
    let lines: Vec<_> = ledger
        .cost
        .lines
        .iter()
        .filter(|line| line.cost_type == kind)
        .collect();
    let parts = lines.iter().map(|line| {
        let whose = line.function.map_or("shared", |function| function.name());
        let covered = line
            .covered_by
            .as_ref()
            .map_or_else(String::new, |by| format!(", the rest stands in {by}"));
        let inputs = line.inputs.iter().filter_map(|key| ledger.input(key));
        let origins: Vec<String> = inputs
            .map(|input| format!("{} {} ({})", input.key, short(input), origin(input)))
            .collect();
        let place = line
            .inputs
            .iter()
            .find_map(|key| ledger.input(key)?.place.clone());
        LedgerPart {
            name: line.formula.clone(),
            title: format!(
                "{whose}, {}, {}{covered}",
                line.recorded_in.words(),
                line.period
            ),
            value: money(line.counted, ledger),
            origin: origins.join(" · "),
            place,
        }
    });
    let total = ledger
        .cost
        .by_type
        .iter()
        .find(|total| total.cost_type == kind)?;
    Some(LedgerExplanation {
        figure: name.into(),
        title: format!("cost: {} (F-01)", kind.name()),
        value: total.amount.map_or_else(
            || "— (not on record)".into(),
            |amount| money(amount, ledger),
        ),
        formula: "sum of its records, none counted twice".into(),
        parts: parts.collect(),
        notes: vec![ledger.cost.completeness.sentence()],
    })
}

fn of_line(name: &str, ledger: &Ledger) -> Option<LedgerExplanation> {
    let all = || ledger.lines.iter().chain(&ledger.earned_media);
    // `L-02` alone is the first of its lines where none bears just that name.
    let exact: Vec<_> = all().filter(|line| line.id == name).collect();
    let lines = match exact.is_empty() {
        true => all()
            .filter(|line| line.id.split(':').next() == Some(name))
            .collect(),
        false => exact,
    };
    let first = lines.first()?;
    let mut parts = Vec::new();
    let mut notes = Vec::new();
    for line in &lines {
        if lines.len() > 1 {
            parts.push(LedgerPart {
                name: line.id.clone(),
                title: format!("{}, {}", line.title, line.grade.name()),
                value: money(line.counted(), ledger),
                origin: line.formula.clone(),
                place: None,
            });
        }
        let known: Vec<&str> = line.inputs.iter().map(String::as_str).collect();
        for part in keys(ledger, &known) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        notes.push(match &line.why_not {
            None => counts(line, ledger),
            Some(why) => format!("{} does not count: {why}", line.id),
        });
        if !line.method.is_empty() {
            notes.push(format!("{}: {}", line.id, line.method));
        }
    }
    let formula = match lines.len() {
        1 => first.formula.clone(),
        _ => "sum of its lines".into(),
    };
    let sum = lines.iter().map(|line| line.counted()).sum();
    let value = match (lines.len(), first.amount, first.quantity) {
        (1, _, Some(quantity)) => format!("{} {}", grouped(quantity, 0), first.currency),
        (1, Figure::Defined(amount), _) => money(amount, ledger),
        (1, Figure::Undefined(reason), _) => format!("— ({})", reason.sentence()),
        _ => money(sum, ledger),
    };
    Some(LedgerExplanation {
        figure: name.into(),
        title: first.title.into(),
        value,
        formula,
        parts,
        notes,
    })
}

fn of_input(name: &str, input: &Input, ledger: &Ledger) -> LedgerExplanation {
    let used: Vec<&str> = ledger
        .lines
        .iter()
        .filter(|line| line.inputs.contains(&input.key))
        .map(|line| line.id.as_str())
        .collect();
    let mut notes = vec![match used.is_empty() {
        true => "no line of value uses it".to_owned(),
        false => format!("used by {}", used.join(", ")),
    }];
    if let Some((low, high)) = input.range() {
        notes.push(format!("range {low} to {high}"));
    }
    if let Some(found) = crate::ledger::switching_value(ledger, &input.key) {
        notes.push(match (found.value, found.note()) {
            (Figure::Defined(value), note) => format!(
                "ROI is zero at {}{}",
                fixed(value, 3),
                note.map_or_else(String::new, |note| format!(" ({note})"))
            ),
            (Figure::Undefined(reason), _) => reason.sentence().to_owned(),
        });
    }
    LedgerExplanation {
        figure: name.into(),
        title: input.title.clone(),
        value: short(input),
        formula: String::new(),
        parts: vec![part(input)],
        notes,
    }
}
