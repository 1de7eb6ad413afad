//! From value to net value: value by function and grade of evidence, less cost by type.

use crate::error::Result;
use crate::report::{Argument, Cell, ChartData, Kind, Phrase, Row};
use crate::schema::{Amount, Function, Rung, col};

use super::{COST, LedgerSource, STEP_KIND, TOTAL, VALUE, row};

/// The key that tells the letter of the evidence.
const GRADE: &str = "grade";

/// What stands for value of no function.
const UNALLOCATED: &str = "(unallocated)";

/// A row for each step: what it adds, and the level after it.
pub(super) fn data(source: &LedgerSource<'_>) -> Result<ChartData> {
    source.returns(Kind::Waterfall)?;
    let ledger = &source.report.ledger;
    let mut steps = Steps::default();
    let functions = Function::ALL.into_iter().map(Some).chain([None]);
    for function in functions {
        for rung in Rung::ALL {
            let own = ledger
                .lines
                .iter()
                .filter(|line| line.function == function && line.grade.rung() == rung);
            let value: Amount = own.map(crate::ledger::ValueLine::counted).sum();
            let name = function.map_or(UNALLOCATED, Function::name);
            steps.add(&[name, VALUE, rung.name()], value);
        }
    }
    steps.total(col::VALUE);
    for total in &ledger.cost.by_type {
        let amount = total.amount.unwrap_or_default();
        steps.add(&[total.cost_type.name(), COST, ""], -amount);
    }
    steps.total("net_value");
    let metrics = vec![source.money(col::AMOUNT), source.money("level")];
    let money = |amount| Argument::Figure(Cell::Amount(amount), metrics[0].clone());
    let id = match ledger.net < Amount::ZERO {
        true => "chart.waterfall.short",
        false => "chart.waterfall.headline",
    };
    let size = ledger.net.max(-ledger.net);
    Ok(ChartData {
        kind: Kind::Waterfall,
        sentences: source.sentences_with("chart.said.lines", not_counted(source).len()),
        headline: Phrase::plain(id)
            .with("value", money(ledger.value))
            .with("cost", money(ledger.cost.total))
            .with("net", money(size)),
        subtitle: match ledger.currency.as_str() {
            "" => Phrase::plain("chart.waterfall.subtitle"),
            code => Phrase::plain("chart.waterfall.subtitle.in").text(col::CURRENCY, code),
        },
        left_out: not_counted(source),
        table: source.table(&["step", STEP_KIND, GRADE], metrics.clone(), steps.rows),
    })
}

/// Lines of money that do not count.
fn not_counted(source: &LedgerSource<'_>) -> Vec<String> {
    let lines = source.report.ledger.lines.iter();
    let lines = lines.filter(|line| !line.include && line.quantity.is_none());
    lines
        .filter_map(|line| {
            Some(format!(
                "not drawn: {}: {}",
                line.id,
                line.why_not.as_ref()?
            ))
        })
        .collect()
}

/// Steps so far.
#[derive(Default)]
struct Steps {
    rows: Vec<Row>,
    level: Amount,
}

impl Steps {
    /// Adds what is not nought.
    fn add(&mut self, keys: &[&str], amount: Amount) {
        if amount == Amount::ZERO {
            return;
        }
        self.level += amount;
        let cells = vec![Cell::Amount(amount), Cell::Amount(self.level)];
        self.rows.push(row(keys, cells));
    }

    /// The sum of all so far.
    fn total(&mut self, name: &str) {
        let level = Cell::Amount(self.level);
        self.rows
            .push(row(&[name, TOTAL, ""], vec![level.clone(), level]));
    }
}
