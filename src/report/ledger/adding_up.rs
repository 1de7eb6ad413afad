//! Parts of a printed sum (metric catalogue, section 1.4): rounded so that they add up to what their sum prints. What
//! programs read keeps every figure exact.

use std::borrow::Cow;

use crate::report::table::{Cell, MetricColumn, Row, Table, Unit};
use crate::schema::{Amount, SCALE, col};

use super::difference::{self, one_by_one};
use super::tables::SHARE_OF_VALUE;
use super::words::{nothing, parts_of_whole};

/// The table with the parts of its sums as they are printed. A column whose figures are no parts of the figure in its row
/// of sums stays as it is, and so does net value, which is no part but what is left: a note says where value less cost is
/// another figure as printed.
pub fn adding_up(table: &Table) -> Cow<'_, Table> {
    let mut found = Cow::Borrowed(table);
    if let Some(total) = &table.total {
        parts_adding_up(table, total, &mut found);
    }
    for (part, of) in OF_WHICH {
        of_which(table, part, of, &mut found);
    }
    shares_of_value(&mut found);
    if let Some(note) = one_by_one(&found) {
        found.to_mut().notes.push(note);
    }
    found
}

/// Prints the shares of the rungs, which no row sums up, so that they add up to all value.
fn shares_of_value(table: &mut Cow<'_, Table>) {
    let mut columns = table.metrics.iter();
    let Some(at) = columns.position(|column| column.name == SHARE_OF_VALUE) else {
        return;
    };
    let numbers: Vec<f64> = table
        .rows
        .iter()
        .filter_map(|row| row.cells[at].number())
        .collect();
    let mut printed = parts_of_whole(&numbers).into_iter();
    for row in &mut table.to_mut().rows {
        if row.cells[at].number().is_some() {
            row.cells[at] = printed.next().map_or_else(nothing, Cell::Ratio);
        }
    }
}

fn parts_adding_up(table: &Table, total: &Row, found: &mut Cow<'_, Table>) {
    for (at, column) in table.metrics.iter().enumerate() {
        let cells: Vec<&Cell> = table
            .rows
            .iter()
            .filter_map(|row| row.cells.get(at))
            .collect();
        let whole = total
            .cells
            .get(at)
            .filter(|_| column.name != difference::NET);
        let Some(printed) = whole.and_then(|whole| printed(column, &cells, whole)) else {
            continue;
        };
        let is_like = |other: usize| {
            let (of, whole) = (&table.metrics[other], total.cells.get(other));
            (of.unit, of.decimals) == (column.unit, column.decimals)
                && (other == at || whole.is_none_or(|whole| exact(whole).is_none()))
        };
        let like: Vec<usize> = (0..table.metrics.len())
            .filter(|other| is_like(*other))
            .collect();
        let rows = found.to_mut().rows.iter_mut();
        for ((row, given), part) in rows.zip(&table.rows).zip(printed) {
            let Some(part) = part else { continue };
            // A figure that stands twice in a row, of which one is summed up, is printed alike.
            for other in like
                .iter()
                .filter(|other| given.cells[**other] == given.cells[at])
            {
                row.cells[*other] = match given.cells[at] {
                    Cell::Ratio(_) => Cell::Ratio(part.to_f64()),
                    _ => Cell::Amount(part),
                };
            }
        }
    }
}

/// Columns that are a part of another one.
const OF_WHICH: [(&str, &str); 1] = [("estimated", col::AMOUNT)];

/// Prints no part above that which it is of, and all of it alike; the sum is that of what is printed.
fn of_which(given: &Table, part: &str, of: &str, found: &mut Cow<'_, Table>) {
    let place = |name: &str| given.metrics.iter().position(|column| column.name == name);
    let Some((part, of)) = place(part).zip(place(of)) else {
        return;
    };
    let decimals = given.metrics[part].decimals.into();
    let rounded = |cell: &Cell| exact(cell).map(|amount| amount.rounded(decimals));
    let (mut sum, table) = (Amount::ZERO, found.to_mut());
    for (row, given) in table.rows.iter_mut().zip(&given.rows) {
        let (Some(own), Some(whole)) = (rounded(&row.cells[part]), rounded(&row.cells[of])) else {
            continue;
        };
        let is_all = exact(&given.cells[part]) == exact(&given.cells[of]);
        let own = match (is_all, whole < Amount::ZERO) {
            (true, _) => whole,
            (false, true) => own,
            (false, false) => own.min(whole),
        };
        row.cells[part] = Cell::Amount(own);
        sum += own;
    }
    if let Some(total) = &mut table.total {
        total.cells[part] = Cell::Amount(sum);
    }
}

/// Each part as it is printed, `None` for a cell without a figure; `None` where the cells are no parts of the whole.
fn printed(column: &MetricColumn, cells: &[&Cell], whole: &Cell) -> Option<Vec<Option<Amount>>> {
    let decimals = match column.unit {
        Unit::Money | Unit::Points | Unit::Ratio => column.decimals,
        // A fraction is printed as a percentage.
        Unit::Rate => column.decimals + 2,
        _ => return None,
    };
    let parts: Vec<Amount> = cells.iter().copied().filter_map(exact).collect();
    let parts = parts_of(parts, exact(whole)?, slack(cells))?;
    let mut printed = crate::ledger::rounded(&parts, decimals).into_iter();
    let each = cells
        .iter()
        .map(|cell| exact(cell).and_then(|_| printed.next()));
    Some(each.collect())
}

/// Parts that add up to their whole; `None` where they are further off it than `slack`.
fn parts_of(mut parts: Vec<Amount>, whole: Amount, slack: i128) -> Option<Vec<Amount>> {
    let left = whole - parts.iter().copied().sum::<Amount>();
    if left.0.abs() > slack {
        return None;
    }
    // What floats lose is nobody's, and the largest part does not feel it.
    *parts.iter_mut().max_by_key(|part| part.0.unsigned_abs())? += left;
    Some(parts)
}

/// Effects as they are printed, so that they add up to the printed change; as they are where they are no parts of it but
/// for what is too small to be seen.
pub fn effects_adding_up(effects: &[f64], change: f64, seen: f64, decimals: u8) -> Vec<f64> {
    let exact = |ratio: f64| exact(&Cell::Ratio(ratio));
    let printed = || {
        let parts: Option<Vec<Amount>> = effects.iter().map(|effect| exact(*effect)).collect();
        let parts = parts_of(parts?, exact(change)?, exact(seen)?.0)?;
        Some(crate::ledger::rounded(&parts, decimals))
    };
    match printed() {
        Some(parts) => parts.into_iter().map(Amount::to_f64).collect(),
        None => effects.to_vec(),
    }
}

/// How far parts may be off their sum: amounts are exact, floats lose the last of twelve decimals.
fn slack(cells: &[&Cell]) -> i128 {
    let is_float = |cell: &&&Cell| matches!(cell, Cell::Ratio(_));
    match cells.iter().any(|cell| is_float(&cell)) {
        true => 10_i128.pow(SCALE - 6),
        false => 0,
    }
}

/// A figure at twelve decimals.
pub(super) fn exact(cell: &Cell) -> Option<Amount> {
    match cell {
        Cell::Ratio(ratio) if ratio.is_finite() => Amount::from_plain(&format!("{ratio:.12}")),
        cell => cell.exact(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::{column, key, row, table};
    use super::*;

    fn amount(text: &str) -> Cell {
        Cell::Amount(Amount::from_plain(text).unwrap())
    }

    /// Three times 33.333 print as 33.34, 33.33 and 33.33 above 100.00, and a line that does not count stays without figure.
    #[test]
    fn printed_parts_add_up_to_the_printed_sum() {
        let third = amount("33.333333333333");
        let parts = [third.clone(), nothing(), third, amount("33.333333333334")];
        let rows = parts
            .into_iter()
            .map(|cell| row(&["part"], vec![cell, amount("1.005")]));
        let money = |name| column(name, Unit::Money, "EUR", 1, 2);
        let mut given = table(
            "Parts",
            vec![key("part")],
            vec![money("counted"), money("base")],
            rows.collect(),
        );
        given.total = Some(row(&[""], vec![amount("100"), nothing()]));
        let found = adding_up(&given);
        let counted: Vec<Option<Amount>> =
            found.rows.iter().map(|row| row.cells[0].exact()).collect();
        let cents = |text: &str| Amount::from_plain(text);
        assert_eq!(
            counted,
            [cents("33.33"), None, cents("33.33"), cents("33.34")]
        );
        assert_eq!(
            found.rows[0].cells[1],
            amount("1.005"),
            "a column without a sum"
        );
        assert_eq!(given.rows[0].cells[0], amount("33.333333333333"));
    }

    /// 1,000.2, 67.5 and 1,000.6 print as 1,000, 67 and 1,001 above 2,068: of 67 no 68 is estimated, and no more in all.
    #[test]
    fn what_is_estimated_is_never_more_than_the_amount() {
        let row = |all: &str, estimated: &str| row(&["part"], vec![amount(all), amount(estimated)]);
        let money = |name| column(name, Unit::Money, "EUR", 1, 0);
        let mut given = table(
            "Parts",
            vec![key("part")],
            vec![money("amount"), money("estimated")],
            vec![
                row("1000.2", "0"),
                row("67.5", "67.5"),
                row("1000.6", "0.6"),
            ],
        );
        given.total = Some(row("2068.3", "68.1"));
        let found = adding_up(&given);
        assert_eq!(printed(&found), ["1000 0", "67 67", "1001 1", "2068 68"]);
    }

    /// The rows and the total, as whole units.
    fn printed(table: &Table) -> Vec<String> {
        let rows = table.rows.iter().chain(&table.total);
        let texts = rows.map(|row| {
            let cells = row.cells.iter().map(|cell| cell.exact().unwrap());
            let texts: Vec<String> = cells.map(|own| own.rounded(0).to_string()).collect();
            texts.join(" ")
        });
        texts.collect()
    }

    /// Three times 0.4, all estimated, print as 1, 0 and 0 above 1: what prints as 1 is estimated too.
    #[test]
    fn what_is_estimated_in_full_prints_as_its_amount() {
        let money = |name| column(name, Unit::Money, "EUR", 1, 0);
        let rows = ["0.4", "0.4", "0.4"].map(|all| row(&["part"], vec![amount(all), amount(all)]));
        let mut given = table(
            "Parts",
            vec![key("part")],
            vec![money("amount"), money("estimated")],
            rows.to_vec(),
        );
        given.total = Some(row(&[""], vec![amount("1.2"), amount("1.2")]));
        let found = adding_up(&given);
        assert_eq!(printed(&found), ["1 1", "0 0", "0 0", "1 1"]);
    }

    /// Effects in points: 0.04 + 0.04 + 0.04 is 0.1 and not three times nought.
    #[test]
    fn printed_effects_add_up_to_the_printed_change() {
        let rows = [0.04, 0.04, 0.04].map(|size| row(&["effect"], vec![Cell::Ratio(size)]));
        let points = column("size", Unit::Points, "pp", 1, 1);
        let mut given = table("Effects", vec![key("effect")], vec![points], rows.to_vec());
        given.total = Some(row(&[""], vec![Cell::Ratio(0.12)]));
        let found = adding_up(&given);
        let sizes: Vec<Option<f64>> = found.rows.iter().map(|row| row.cells[0].number()).collect();
        assert_eq!(sizes, [Some(0.1), Some(0.0), Some(0.0)]);
        // The row of another figure is no sum of theirs.
        given.total = Some(row(&[""], vec![Cell::Ratio(0.5)]));
        assert!(matches!(adding_up(&given), Cow::Borrowed(_)));
    }

    /// Thrice 0.0149 points are 0.0447, which is 0.04 and not 0.03; what is not seen is the largest part's.
    #[test]
    fn effects_add_up_to_the_change_that_is_told() {
        let third = 0.000_149;
        let found = effects_adding_up(&[third; 3], 3.0 * third, 0.000_05, 4);
        assert_eq!(found, [0.0002, 0.0001, 0.0001]);
        let found = effects_adding_up(&[0.01, 0.002], 0.012_04, 0.000_05, 4);
        assert_eq!(found, [0.01, 0.002]);
        // These are not all that moved.
        let found = effects_adding_up(&[third], 1.0, 0.000_05, 4);
        assert_eq!(found, [third]);
    }
}
