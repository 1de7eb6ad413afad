//! Figures as text: raw for machines, rounded and grouped for people.

use crate::lang::Lang;
use crate::report::{Amount, Cell, MetricColumn, Row, SCALE, Unit};

/// Decimals that machine formats keep of a quotient.
const RATIO_DECIMALS: usize = 10;

/// How the figures of one column print for people: the same number of decimals all down.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figures {
    unit: Unit,
    decimals: usize,
    /// Whether they are differences, which bear their sign.
    are_changes: bool,
}

/// The column of differences whose figures have a unit of their own.
pub(super) const CHANGE: &str = "change";

/// Columns of effects, whose figures are differences too.
const EFFECT: &str = "size";

/// Whether the figures of a column are differences, which bear their sign whatever their unit.
pub(super) fn are_changes(column: &MetricColumn) -> bool {
    let is_money = matches!(column.unit, Unit::Money | Unit::Ratio);
    (column.unit == Unit::Own && column.name == CHANGE) || (is_money && column.name == EFFECT)
}

impl Figures {
    /// The column's precision, given all its cells.
    pub(super) fn of<'a>(column: &MetricColumn, mut cells: impl Iterator<Item = &'a Cell>) -> Self {
        let decimals = usize::from(column.decimals);
        let decimals = match column.unit {
            Unit::Count | Unit::People if cells.all(is_whole) => 0,
            Unit::Count | Unit::People => decimals.max(1),
            _ => decimals,
        };
        Self {
            unit: column.unit,
            decimals,
            are_changes: are_changes(column),
        }
    }

    /// Decimals that it prints.
    pub(super) fn decimals(self) -> usize {
        self.decimals
    }

    /// The figure for people of a language; `None` where there is none to print.
    pub(super) fn human(self, cell: &Cell, lang: &Lang) -> Option<String> {
        let percent = self.unit == Unit::Rate;
        let plain = match cell {
            Cell::Count(count) => self.amount(Amount::whole(*count), percent),
            Cell::Amount(amount) => self.amount(*amount, percent),
            Cell::Ratio(ratio) if ratio.is_finite() => {
                format!(
                    "{:.*}",
                    self.decimals,
                    if percent { ratio * 100.0 } else { *ratio }
                )
            }
            Cell::Text(text) => return Some(text.clone()),
            Cell::Ratio(_) | Cell::Undefined { .. } => return None,
        };
        let plain = without_negative_zero(&plain);
        let signed = self.are_changes || matches!(self.unit, Unit::Points | Unit::Percent);
        let positive =
            !plain.starts_with('-') && plain.contains(|digit: char| matches!(digit, '1'..='9'));
        Some(if signed && positive {
            lang.number(&format!("+{plain}"))
        } else {
            lang.number(plain)
        })
    }

    /// The figure as its row has it: with the row's own unit behind it in a column without one.
    pub(super) fn told(self, cell: &Cell, row: &Row, lang: &Lang) -> Option<String> {
        let Some(own) = self.own(row) else {
            return self.human(cell, lang);
        };
        let figures = Self {
            are_changes: self.are_changes,
            ..Self::of(own, std::iter::once(cell))
        };
        let text = figures.human(cell, lang)?;
        let unit = match (self.are_changes, own.unit) {
            // The difference of two percentages is in points.
            (true, Unit::Percent) => "pp",
            _ => &own.unit_label,
        };
        match (lang.unit(unit), cell) {
            (_, Cell::Text(_)) => Some(text),
            (unit, _) if unit.is_empty() => Some(text),
            (unit, _) => Some(format!("{text} {unit}")),
        }
    }

    /// What says how the figures of that row print, where the column leaves it to its rows.
    pub(super) fn own(self, row: &Row) -> Option<&MetricColumn> {
        row.column.as_deref().filter(|_| self.unit == Unit::Own)
    }

    fn amount(self, amount: Amount, percent: bool) -> String {
        // A fraction of one printed as percent has its point two places further right.
        let places = if percent { SCALE - 2 } else { SCALE };
        rounded(amount.0, places as usize, self.decimals)
    }
}

/// The figure exactly as machines read it, with a decimal point; `None` for words and undefined figures.
pub(super) fn raw(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Count(count) => Some(count.to_string()),
        Cell::Amount(amount) => Some(amount.to_string()),
        Cell::Ratio(ratio) if ratio.is_finite() => {
            let text = format!("{ratio:.RATIO_DECIMALS$}");
            Some(without_negative_zero(text.trim_end_matches('0').trim_end_matches('.')).to_owned())
        }
        Cell::Ratio(_) | Cell::Text(_) | Cell::Undefined { .. } => None,
    }
}

/// Whether a cell is a figure, and that figure is nought.
pub(super) fn is_zero(cell: &Cell) -> bool {
    match cell {
        Cell::Count(count) => *count == 0,
        Cell::Amount(amount) => *amount == Amount::ZERO,
        Cell::Ratio(ratio) => *ratio == 0.0,
        Cell::Text(_) | Cell::Undefined { .. } => false,
    }
}

/// Whether a cell has nothing to print.
pub(super) fn is_undefined(cell: &Cell) -> bool {
    matches!(cell, Cell::Undefined { .. })
        || matches!(cell, Cell::Ratio(ratio) if !ratio.is_finite())
}

fn is_whole(cell: &Cell) -> bool {
    match cell {
        Cell::Amount(amount) => amount.0 % 10_i128.pow(SCALE) == 0,
        Cell::Ratio(ratio) => !ratio.is_finite() || ratio.fract() == 0.0,
        Cell::Count(_) | Cell::Text(_) | Cell::Undefined { .. } => true,
    }
}

/// `units` of 10^-`places`, rounded half away from zero to `decimals`.
fn rounded(units: i128, places: usize, decimals: usize) -> String {
    let kept = decimals.min(places);
    let step = 10_u128.pow((places - kept) as u32);
    let size = units.unsigned_abs();
    let size = size / step + u128::from(size % step * 2 >= step);
    let one = 10_u128.pow(kept as u32);
    let sign = if units < 0 { "-" } else { "" };
    if decimals == 0 {
        return format!("{sign}{size}");
    }
    let fraction = if kept == 0 {
        String::new()
    } else {
        format!("{:0kept$}", size % one)
    };
    format!("{sign}{}.{fraction:0<decimals$}", size / one)
}

fn without_negative_zero(text: &str) -> &str {
    match text.strip_prefix('-') {
        Some(size) if size.bytes().all(|byte| matches!(byte, b'0' | b'.')) => size,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(unit: Unit, decimals: usize) -> Figures {
        Figures {
            unit,
            decimals,
            are_changes: false,
        }
    }

    fn amount(text: &str) -> Cell {
        Cell::Amount(Amount::from_plain(text).unwrap())
    }

    #[test]
    fn figures_for_people_are_rounded_and_grouped() {
        for (unit, decimals, cell, expected) in [
            (Unit::Money, 2, amount("1234567.891"), "1,234,567.89"),
            (Unit::Money, 2, amount("-999999.995"), "-1,000,000.00"),
            (Unit::Money, 2, amount("-0.001"), "0.00"),
            (Unit::Money, 0, amount("16849006.5"), "16,849,007"),
            (Unit::Money, 2, Cell::Count(1000), "1,000.00"),
            (Unit::Money, 14, amount("0.5"), "0.50000000000000"),
            (
                Unit::Count,
                0,
                Cell::Count(i64::MIN),
                "-9,223,372,036,854,775,808",
            ),
            (Unit::Rate, 2, Cell::Ratio(0.012345), "1.23"),
            (Unit::Rate, 2, amount("0.123456"), "12.35"),
            (Unit::Rate, 2, Cell::Count(1), "100.00"),
            (Unit::Ratio, 2, Cell::Ratio(-0.001), "0.00"),
            (Unit::Percent, 1, Cell::Ratio(12.34), "+12.3"),
            (Unit::Percent, 1, Cell::Ratio(0.01), "0.0"),
            (Unit::Points, 1, Cell::Ratio(-4.0), "-4.0"),
        ] {
            assert_eq!(
                figures(unit, decimals)
                    .human(&cell, &Lang::default())
                    .as_deref(),
                Some(expected),
                "{cell:?}"
            );
        }
        let nothing = figures(Unit::Ratio, 2).human(&Cell::Ratio(f64::NAN), &Lang::default());
        assert_eq!(nothing, None);
    }

    #[test]
    fn differences_bear_their_sign_and_those_of_percentages_are_in_points() {
        let column = |name: &str, unit: Unit, label: &str, decimals: u8| MetricColumn {
            name: name.into(),
            header: name.into(),
            unit_label: label.into(),
            unit,
            rank: 1,
            pinned: false,
            decimals,
        };
        let change = column(CHANGE, Unit::Own, "", 0);
        for (unit, label, decimals, change_by, expected) in [
            (Unit::Percent, "%", 1, 1.84, "+1.8 pp"),
            (Unit::Percent, "%", 1, -1.84, "-1.8 pp"),
            (Unit::Ratio, "", 2, 0.036, "+0.04"),
            (Unit::Ratio, "", 2, -0.001, "0.00"),
            (Unit::Money, "", 2, 1234.5, "+1,234.50"),
            (Unit::Money, "", 0, -2166.2, "-2,166"),
        ] {
            let row = Row {
                column: Some(Box::new(column("", unit, label, decimals))),
                ..Row::default()
            };
            let cell = Cell::Ratio(change_by);
            let told =
                Figures::of(&change, [&cell].into_iter()).told(&cell, &row, &Lang::default());
            assert_eq!(told.as_deref(), Some(expected));
        }
    }

    #[test]
    fn raw_figures_are_exact() {
        for (cell, expected) in [
            (amount("1234567.891000000001"), Some("1234567.891000000001")),
            (Cell::Count(-7), Some("-7")),
            (Cell::Ratio(1.0 / 3.0), Some("0.3333333333")),
            (Cell::Ratio(100.0), Some("100")),
            (Cell::Ratio(-1e-12), Some("0")),
            (Cell::Ratio(f64::INFINITY), None),
        ] {
            assert_eq!(raw(&cell).as_deref(), expected, "{cell:?}");
        }
    }

    #[test]
    fn counts_show_decimals_only_where_one_is_fractional() {
        let column = MetricColumn {
            name: "conversions".into(),
            header: "conv".into(),
            unit_label: String::new(),
            unit: Unit::Count,
            rank: 1,
            pinned: false,
            decimals: 1,
        };
        let whole = [amount("12"), Cell::Count(3)];
        let mixed = [amount("12.5"), Cell::Count(3)];
        assert_eq!(
            Figures::of(&column, whole.iter())
                .human(&whole[0], &Lang::default())
                .as_deref(),
            Some("12")
        );
        assert_eq!(
            Figures::of(&column, mixed.iter())
                .human(&mixed[1], &Lang::default())
                .as_deref(),
            Some("3.0")
        );
    }
}
