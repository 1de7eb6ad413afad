//! Parts of a printed sum (metric catalogue, section 1.4): rounded so that they add up to what their sum prints. What
//! programs read keeps every figure exact.

use std::borrow::Cow;

use crate::report::table::{Cell, MetricColumn, Table, Unit};
use crate::schema::{Amount, SCALE, col};

/// The table with the parts of its sums as they are printed. A column whose figures are no parts of the figure in its row
/// of sums stays as it is.
pub fn adding_up(table: &Table) -> Cow<'_, Table> {
    let Some(total) = &table.total else {
        return Cow::Borrowed(table);
    };
    let mut found = Cow::Borrowed(table);
    for (at, column) in table.metrics.iter().enumerate() {
        let cells: Vec<&Cell> = table
            .rows
            .iter()
            .filter_map(|row| row.cells.get(at))
            .collect();
        let whole = total.cells.get(at);
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
    for (part, of) in OF_WHICH {
        of_which(&mut found, part, of);
    }
    found
}

/// Columns that are a part of another one.
const OF_WHICH: [(&str, &str); 1] = [("estimated", col::AMOUNT)];

/// Prints no part above that which it is of, and all of it alike; the sum is that of what is printed.
fn of_which(table: &mut Cow<'_, Table>, part: &str, of: &str) {
    let place = |name: &str| table.metrics.iter().position(|column| column.name == name);
    let Some((part, of)) = place(part).zip(place(of)) else {
        return;
    };
    let decimals = table.metrics[part].decimals.into();
    let rounded = |cell: &Cell| exact(cell).map(|amount| amount.rounded(decimals));
    let (mut sum, table) = (Amount::ZERO, table.to_mut());
    for row in &mut table.rows {
        let (Some(own), Some(whole)) = (rounded(&row.cells[part]), rounded(&row.cells[of])) else {
            continue;
        };
        let own = if whole < Amount::ZERO {
            own
        } else {
            own.min(whole)
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
    let mut printed = parts_of(parts, exact(whole)?, slack(cells), decimals)?.into_iter();
    let each = cells
        .iter()
        .map(|cell| exact(cell).and_then(|_| printed.next()));
    Some(each.collect())
}

/// Parts rounded so that they add up to their rounded whole; `None` where they are further off it than `slack`.
fn parts_of(
    mut parts: Vec<Amount>,
    whole: Amount,
    slack: i128,
    decimals: u8,
) -> Option<Vec<Amount>> {
    let left = whole - parts.iter().copied().sum::<Amount>();
    if left.0.abs() > slack {
        return None;
    }
    // What floats lose is nobody's, and the largest part does not feel it.
    *parts.iter_mut().max_by_key(|part| part.0.unsigned_abs())? += left;
    Some(crate::ledger::rounded(&parts, decimals))
}

/// Effects as they are printed, so that they add up to the printed change; as they are where they are no parts of it but
/// for what is too small to be seen.
pub fn effects_adding_up(effects: &[f64], change: f64, seen: f64, decimals: u8) -> Vec<f64> {
    let exact = |ratio: f64| exact(&Cell::Ratio(ratio));
    let printed = || {
        let parts: Option<Vec<Amount>> = effects.iter().map(|effect| exact(*effect)).collect();
        parts_of(parts?, exact(change)?, exact(seen)?.0, decimals)
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
fn exact(cell: &Cell) -> Option<Amount> {
    match cell {
        Cell::Ratio(ratio) if ratio.is_finite() => Amount::from_plain(&format!("{ratio:.12}")),
        cell => cell.exact(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::{column, key, nothing, row, table};
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
        let printed = |at: usize| -> Vec<String> {
            let rows = found.rows.iter().chain(&found.total);
            let cells = rows.map(|row| row.cells[at].exact().unwrap());
            cells.map(|amount| amount.rounded(0).to_string()).collect()
        };
        assert_eq!(printed(0), ["1000", "67", "1001", "2068"]);
        assert_eq!(printed(1), ["0", "67", "1", "68"]);
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
