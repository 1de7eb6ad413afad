//! What returns on media are made of: the lines of ads whose revenue they hold, and the media of which the files hold no
//! outcome. `explain` takes the returns apart with it.

use super::LedgerInputs;
use crate::ledger::{CostLine, InputKind, Ledger, LineSpec, Rule, ValueLine, WhyNot};
use crate::schema::{Amount, CostType, Grade};

/// Revenue credited to a line of ads.
#[derive(Clone, Debug, PartialEq)]
pub struct Credited {
    /// The line.
    pub id: String,
    /// The key of the revenue.
    pub key: String,
    /// The revenue.
    pub revenue: Amount,
    /// The key of its margin, where one is on record.
    pub margin: Option<String>,
}

/// The parts of returns on media.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Returned {
    /// Revenue credited to ads, each order once.
    pub credited: Vec<Credited>,
    /// The margin that all lines of ads share, those of tests too, where they do.
    pub one_margin: Option<String>,
    /// The key of orders of ads.
    pub orders: Option<String>,
    /// Media of which the files hold no outcome of any day, by their places among the lines of cost.
    pub without_outcomes: Vec<usize>,
}

impl Returned {
    /// The parts of a ledger that was computed from these inputs.
    pub fn of(given: &LedgerInputs, ledger: &Ledger) -> Self {
        let pairs = given.lines.iter().filter_map(|spec| {
            let is_its = |line: &&ValueLine| line.id == spec.id() && line.period == spec.period;
            Some((spec, ledger.lines.iter().find(is_its)?))
        });
        let pairs: Vec<(&LineSpec, &ValueLine)> = pairs.collect();
        let margin = |spec: &LineSpec| {
            let margin = ledger.input(spec.margin.as_deref()?)?;
            (margin.kind != InputKind::Implicit).then(|| margin.key.clone())
        };
        let own = pairs.iter().filter(|(spec, line)| is_credit(spec, line));
        let own: Vec<&(&LineSpec, &ValueLine)> = own.collect();
        let is_own = |id: &str| own.iter().any(|(_, line)| line.id == id);
        let once = own
            .iter()
            .filter(|(_, line)| !covered_by(line).into_iter().any(is_own));
        let credited = once.filter_map(|(spec, _)| {
            let key = *spec.revenue.as_ref()?.keys().first()?;
            Some(Credited {
                id: spec.id(),
                key: key.to_owned(),
                revenue: ledger.input(key)?.base,
                margin: margin(spec),
            })
        });
        let credited: Vec<Credited> = credited.collect();
        let tests = pairs.iter().filter(|(_, line)| {
            line.include && matches!(line.rule, Rule::PaidExperiment | Rule::PaidAttributed)
        });
        let margins: Vec<Option<String>> = credited
            .iter()
            .map(|one| one.margin.clone())
            .chain(tests.map(|(spec, _)| margin(spec)))
            .collect();
        let one_margin = match &margins[..] {
            [first, rest @ ..] if rest.iter().all(|key| key == first) => first.clone(),
            _ => None,
        };
        Self {
            credited,
            one_margin,
            orders: given.settings.paid_orders.clone(),
            without_outcomes: without_outcomes(given, ledger),
        }
    }
}

/// Whether a line is of orders or won deals of ads, credited as no platform claims them.
fn is_credit(spec: &LineSpec, line: &ValueLine) -> bool {
    let is_paid = |path: &String| path == "tested/paid" || path.starts_with("tested/paid/");
    let is_of_ads = match spec.rule {
        Rule::PaidAttributed => true,
        Rule::Deals => spec.overlaps.iter().any(is_paid),
        _ => false,
    };
    is_of_ads && spec.grade != Grade::B3 && line.amount.value().is_some()
}

/// The lines that cover a line, wholly or on some days.
fn covered_by(line: &ValueLine) -> Vec<&str> {
    let whole = match &line.why_not {
        Some(WhyNot::CoveredBy(ids)) => ids.as_str(),
        _ => "",
    };
    let part = line.part.iter().flat_map(|part| &part.covered);
    let part = part.map(|days| days.by.as_str());
    whole.split(", ").chain(part).collect()
}

fn without_outcomes(given: &LedgerInputs, ledger: &Ledger) -> Vec<usize> {
    let is_unknown = |line: &CostLine| {
        let known = given.known_among(line.platform.as_deref(), &line.period);
        line.cost_type == CostType::Media && known == 0
    };
    let all = ledger.cost.lines.iter().enumerate();
    all.filter(|(_, line)| is_unknown(line))
        .map(|(at, _)| at)
        .collect()
}
