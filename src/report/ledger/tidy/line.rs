//! One figure of the tidy table.

use crate::report::ledger::words::{of_unit, or_nothing, row, text};
use crate::report::table::{Cell, Row, Unit};
use crate::schema::Amount;

/// The unit of shares and returns.
pub(super) const FRACTION: &str = "fraction";

/// Whether a unit is the code of a currency.
fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit.bytes().all(|letter| letter.is_ascii_uppercase())
}

/// One figure.
#[derive(Default)]
pub(super) struct Line<'l> {
    pub section: &'l str,
    pub item: &'l str,
    pub figure: &'l str,
    pub unit: &'l str,
    pub low: Option<Amount>,
    pub high: Option<Amount>,
    pub function: &'l str,
    pub grade: &'l str,
    pub detail: String,
}

impl Line<'_> {
    /// The row of the table, with its value or why there is none.
    pub fn row(self, value: Cell) -> Row {
        let status = match &value {
            Cell::Undefined { code, .. } => *code,
            _ => "ok",
        };
        let cells = vec![
            value,
            text(self.unit),
            or_nothing(self.low),
            or_nothing(self.high),
            text(self.function),
            text(self.grade),
            text(status),
            text(self.detail),
        ];
        let row = row(&[self.section, self.item, self.figure], cells);
        match self.unit {
            FRACTION => of_unit(Unit::Rate, "", 1, row),
            unit if is_currency(unit) => of_unit(Unit::Money, "", 2, row),
            _ => of_unit(Unit::Count, "", 4, row),
        }
    }
}
