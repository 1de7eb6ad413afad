//! From value to net value: value by function and grade of evidence, less cost by type.

use crate::error::Result;
use crate::report::{Argument, Cell, ChartData, Kind, OTHER, Phrase, Row};
use crate::schema::{Amount, Function, Rung, col};

use super::{COST, LedgerSource, STEP_KIND, TOTAL, VALUE, none, row};

/// The key that tells the letter of the evidence.
const GRADE: &str = "grade";

/// Bars of value and cost beside the sums, unless told otherwise.
const BARS: usize = 12;

/// What stands for value of no function.
const UNALLOCATED: &str = "(unallocated)";

/// A row for each step: what it adds, and the level after it.
pub(super) fn data(source: &LedgerSource<'_>) -> Result<ChartData> {
    source.returns(Kind::Waterfall)?;
    let ledger = &source.report.ledger;
    let (values, costs) = folded(values(source), costs(source), source.top.unwrap_or(BARS));
    let mut steps = Steps::default();
    for part in &values {
        steps.add(part, VALUE);
    }
    steps.total(col::VALUE);
    for part in &costs {
        steps.add(part, COST);
    }
    steps.total("net_value");
    let metrics = vec![source.money(col::AMOUNT), source.money("level")];
    let mut told = metrics[0].clone();
    // As exact as the largest of them.
    let largest = ledger.value.max(ledger.cost.total).to_f64();
    told.decimals = decimals(ledger.net, told.drawn_decimals(largest));
    let money = |amount| Argument::Figure(Cell::Amount(amount), told.clone());
    let id = match ledger.net < Amount::ZERO {
        true => "chart.waterfall.short",
        false => "chart.waterfall.headline",
    };
    let size = ledger.net.max(-ledger.net);
    Ok(ChartData {
        spare: None,
        kind: Kind::Waterfall,
        sentences: source.sentences_with("chart.said.lines", not_counted(source).len()),
        headline: Phrase::plain(id)
            .with("value", money(ledger.value))
            .with("cost", money(ledger.cost.total))
            .with("net", money(size)),
        subtitle: match (ledger.currency.as_str(), ledger.cost.completeness.is_full()) {
            ("", true) => Phrase::plain("chart.waterfall.subtitle"),
            ("", false) => Phrase::plain("chart.waterfall.subtitle.part"),
            (code, true) => Phrase::plain("chart.waterfall.subtitle.in").text(col::CURRENCY, code),
            (code, false) => {
                Phrase::plain("chart.waterfall.subtitle.part.in").text(col::CURRENCY, code)
            }
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

/// One step: a function and the grade of its evidence, a type of cost, or what sums up small ones.
struct Part {
    name: String,
    grade: &'static str,
    amount: Amount,
    summed_up: Option<usize>,
    parts: Vec<Part>,
}

impl Part {
    fn new(name: &str, grade: &'static str, amount: Amount) -> Self {
        Self {
            name: name.to_owned(),
            grade,
            amount,
            summed_up: None,
            parts: Vec::new(),
        }
    }

    fn size(&self) -> Amount {
        self.amount.max(-self.amount)
    }
}

/// Value by function and grade, the largest first.
fn values(source: &LedgerSource<'_>) -> Vec<Part> {
    let functions = Function::ALL.into_iter().map(Some).chain([None]);
    let pairs = functions.flat_map(|function| Rung::ALL.map(|rung| (function, rung)));
    let lines = &source.report.ledger.lines;
    let part = |(function, rung): (Option<Function>, Rung)| {
        let own = lines
            .iter()
            .filter(|line| line.function == function && line.grade.rung() == rung);
        let value: Amount = own.map(crate::ledger::ValueLine::counted).sum();
        Part::new(
            function.map_or(UNALLOCATED, Function::name),
            rung.name(),
            value,
        )
    };
    let parts = pairs.map(part);
    let mut parts: Vec<Part> = parts.filter(|part| part.amount != Amount::ZERO).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.amount));
    parts
}

/// Cost by type, the largest first.
fn costs(source: &LedgerSource<'_>) -> Vec<Part> {
    let totals = source.report.ledger.cost.by_type.iter();
    let part = totals.map(|total| {
        let amount = total.amount.unwrap_or_default();
        Part::new(total.cost_type.name(), "", amount)
    });
    let mut parts: Vec<Part> = part.filter(|part| part.amount != Amount::ZERO).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.amount));
    parts
}

/// At most `bars` parts of both sides: the smallest of each are summed up in one of its own.
fn folded(values: Vec<Part>, costs: Vec<Part>, bars: usize) -> (Vec<Part>, Vec<Part>) {
    let mut sizes: Vec<Amount> = values.iter().chain(&costs).map(Part::size).collect();
    sizes.sort_by_key(|size| std::cmp::Reverse(*size));
    if sizes.len() <= bars {
        return (values, costs);
    }
    let small =
        |parts: &[Part], least: Amount| parts.iter().filter(|one| one.size() < least).count();
    // A side of which a single part is small keeps it: summing it up would save no bar.
    let rows = |least: Amount| {
        let of = |parts: &[Part]| parts.len() - small(parts, least).saturating_sub(1);
        of(&values) + of(&costs)
    };
    let most = sizes.first().copied().unwrap_or_default() + Amount(1);
    let least = sizes
        .iter()
        .rev()
        .copied()
        .find(|least| rows(*least) <= bars);
    let least = least.unwrap_or(most);
    (one_for_small(values, least), one_for_small(costs, least))
}

/// The parts of that size or more, and one for the others where they are several.
fn one_for_small(parts: Vec<Part>, least: Amount) -> Vec<Part> {
    let (mut large, small): (Vec<Part>, Vec<Part>) =
        parts.into_iter().partition(|part| part.size() >= least);
    match small.len() {
        0 | 1 => large.extend(small),
        count => {
            // Later letters are weaker evidence.
            let weakest = small.iter().map(|part| part.grade).max();
            large.push(Part {
                name: format!("{OTHER} {count}"),
                grade: weakest.unwrap_or_default(),
                amount: small.iter().map(|part| part.amount).sum(),
                summed_up: Some(count),
                parts: small,
            });
        }
    }
    large
}

/// Steps so far.
#[derive(Default)]
struct Steps {
    rows: Vec<Row>,
    level: Amount,
}

impl Steps {
    /// Adds a step that moves the level by so much.
    fn add(&mut self, part: &Part, kind: &str) {
        let signed = |part: &Part| {
            if kind == COST {
                -part.amount
            } else {
                part.amount
            }
        };
        self.level += signed(part);
        let cells = vec![Cell::Amount(signed(part)), Cell::Amount(self.level)];
        let summed_up = part.parts.iter().map(|part| {
            let cells = vec![Cell::Amount(signed(part)), none("not_supplied")];
            row(&[&part.name, kind, part.grade], cells)
        });
        self.rows.push(Row {
            summed_up: part.summed_up,
            parts: summed_up.collect(),
            ..row(&[&part.name, kind, part.grade], cells)
        });
    }

    /// The sum of all so far.
    fn total(&mut self, name: &str) {
        let level = Cell::Amount(self.level);
        self.rows
            .push(row(&[name, TOTAL, ""], vec![level.clone(), level]));
    }
}

/// Decimals that it takes to see that a sum is not nought, at least those of its column.
fn decimals(sum: Amount, usual: u8) -> u8 {
    let is_seen =
        |decimals: &u8| sum == Amount::ZERO || sum.rounded((*decimals).into()) != Amount::ZERO;
    (usual..MOST).find(is_seen).unwrap_or(MOST)
}

/// Decimals at most.
const MOST: u8 = 12;

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(sizes: &[i64]) -> Vec<Part> {
        let part = |size: &i64| Part::new("part", "", Amount::whole(*size));
        sizes.iter().map(part).collect()
    }

    fn told(parts: &[Part]) -> Vec<(Amount, Option<usize>)> {
        let told = parts.iter().map(|part| (part.amount, part.summed_up));
        told.collect()
    }

    #[test]
    fn what_is_summed_up_has_the_weakest_grade_in_it() {
        let part = |grade, size| Part::new("part", grade, Amount::whole(size));
        let of = |small: [&'static str; 2]| {
            let values = vec![part("D", 90), part(small[0], 2), part(small[1], 1)];
            let (values, _) = folded(values, parts(&[80]), 3);
            let last = values.last().unwrap();
            assert_eq!(last.summed_up, Some(2));
            let mut steps = Steps::default();
            steps.add(last, VALUE);
            let grades = steps.rows[0]
                .parts
                .iter()
                .map(|row| row.keys[2].clone().unwrap());
            (last.grade, grades.collect::<Vec<_>>())
        };
        assert_eq!(of(["A", "A"]), ("A", vec!["A".to_owned(), "A".to_owned()]));
        assert_eq!(of(["C", "B"]), ("C", vec!["C".to_owned(), "B".to_owned()]));
    }

    #[test]
    fn the_smallest_of_each_side_are_summed_up_apart() {
        let whole = Amount::whole;
        let (values, costs) = folded(parts(&[90, 1, 40, 2]), parts(&[80, 30, 3, 4]), 6);
        let expected = [(whole(90), None), (whole(40), None), (whole(3), Some(2))];
        assert_eq!(told(&values), expected);
        let expected = [(whole(80), None), (whole(30), None), (whole(7), Some(2))];
        assert_eq!(told(&costs), expected);
        // One small part is no others.
        let (values, costs) = folded(parts(&[90, 1]), parts(&[80, 30, 3, 4]), 5);
        assert_eq!(told(&values), [(whole(90), None), (whole(1), None)]);
        assert_eq!(costs.len(), 3);
        // Nothing is lost where there is room for all.
        let (values, costs) = folded(parts(&[90, 1]), parts(&[80]), 12);
        assert_eq!((values.len(), costs.len()), (2, 1));
        // However few bars are asked for, each side has one.
        let (values, costs) = folded(parts(&[90, 1]), parts(&[80, 3]), 1);
        assert_eq!(told(&values), [(whole(91), Some(2))]);
        assert_eq!(told(&costs), [(whole(83), Some(2))]);
    }
}
