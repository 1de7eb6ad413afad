//! All records of a table into columns.

mod long;
mod parts;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::schema::SCALE;
use crate::schema::cells::day_number;

use super::columns::{Cell, Cells, NO_DAY};
use super::number::POWERS;
use super::plan::Plan;
use super::records::Span;
use super::row::{Fault, Outcome, RowReader, Sign};

pub use parts::{Frame, fill, swallows};

/// A row that was not read; its text is looked up again when it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Rejected {
    /// First line.
    pub line: u64,
    /// First byte.
    pub start: usize,
    /// Index of the cell; `u32::MAX` for the row as a whole.
    pub cell: u32,
    /// [`Fault`] as a code.
    pub fault: u8,
}

/// A total that the file states.
#[derive(Clone, Debug)]
pub struct Total {
    /// Its label.
    pub label: String,
    /// Its line.
    pub line: u64,
    /// What makes it one.
    pub sign: Sign,
    /// Its cells, one per slot.
    pub cells: Vec<Cell>,
}

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// One per kept slot.
    pub columns: Vec<Cells>,
    /// First day of each row.
    pub starts: Vec<i32>,
    /// Last day of each row.
    pub ends: Vec<i32>,
    /// Rows used.
    pub used: u64,
    /// Rows that could not be read.
    pub rejected: Vec<Rejected>,
    /// Totals.
    pub totals: Vec<Total>,
    /// Footers, blank rows and repeated headers.
    pub footers: u64,
    /// A footer said that there is no data.
    pub no_data: bool,
    /// Further lines of a record.
    pub continuations: u64,
    /// The last record counts, so that its further lines are of the last row.
    open: bool,
    /// Rows left out, by rule.
    pub excluded: BTreeMap<usize, u64>,
    /// Most decimals seen in each compared slot.
    pub decimals: Vec<u32>,
}

impl Filled {
    fn empty(plan: &Plan) -> Self {
        Self {
            columns: plan
                .slots
                .iter()
                .filter(|slot| slot.kept)
                .map(|slot| Cells::of(slot.kind))
                .collect(),
            decimals: vec![0; plan.compare.len()],
            ..Self::default()
        }
    }

    /// Adds what another part holds.
    fn append(&mut self, other: Self) {
        self.columns
            .par_iter_mut()
            .zip(other.columns)
            .for_each(|(own, other)| own.append(other));
        self.starts.extend(other.starts);
        self.ends.extend(other.ends);
        self.used += other.used;
        self.rejected.extend(other.rejected);
        self.totals.extend(other.totals);
        self.footers += other.footers;
        self.no_data |= other.no_data;
        self.continuations += other.continuations;
        for (rule, count) in other.excluded {
            *self.excluded.entry(rule).or_default() += count;
        }
        for (own, other) in self.decimals.iter_mut().zip(other.decimals) {
            *own = (*own).max(other);
        }
    }

    /// Whether rows were refused for digits that may be thousands.
    pub fn is_doubtful(&self) -> bool {
        let doubtful = Fault::MaybeThousands as u8;
        self.rejected.iter().any(|row| row.fault == doubtful)
    }

    fn reserve(&mut self, rows: usize) {
        let whole = self.used as usize + rows;
        self.columns
            .iter_mut()
            .for_each(|column| column.reserve(whole));
        self.starts.reserve(rows);
        self.ends.reserve(rows);
    }

    /// Takes what a record turned out to be.
    fn take(
        &mut self,
        plan: &Plan,
        reader: &RowReader<'_>,
        outcome: Outcome,
        span: Span,
        days: (i32, i32),
    ) {
        let is_continued = matches!(outcome, Outcome::Continuation);
        self.open = match outcome {
            Outcome::Row => true,
            _ => self.open && is_continued,
        };
        match outcome {
            Outcome::Row => {
                note_decimals(self, plan, &reader.cells);
                self.push(plan, &reader.cells, days);
            }
            Outcome::Header => self.footers += 1,
            Outcome::Footer(no_data) => {
                self.footers += 1;
                self.no_data |= no_data;
            }
            Outcome::Total(sign) => self.totals.push(Total {
                label: reader.label().to_owned(),
                line: span.line,
                sign,
                cells: reader.cells.clone(),
            }),
            Outcome::Continuation => {
                self.continuations += 1;
                if let Some(item) = reader.item().filter(|_| self.open) {
                    self.go_on(plan, item);
                }
            }
            Outcome::Excluded(rule) => *self.excluded.entry(rule).or_default() += 1,
            Outcome::Rejected { cell, fault } => {
                self.rejected
                    .push(rejected(span.line, span.start, cell, fault));
            }
        }
    }

    /// Adds a product to those of the last row.
    fn go_on(&mut self, plan: &Plan, item: &str) {
        let Some((products, ..)) = plan.items else {
            return;
        };
        let kept = plan.slots[..products].iter().filter(|slot| slot.kept);
        if let Some(column) = self.columns.get_mut(kept.count()) {
            column.go_on(item);
        }
    }

    /// Counts lines from the start of the file.
    fn move_lines(&mut self, by: u64) {
        for rejected in &mut self.rejected {
            rejected.line += by;
        }
        for total in &mut self.totals {
            total.line += by;
        }
    }

    /// Adds a row.
    pub fn push(&mut self, plan: &Plan, cells: &[Cell], default: (i32, i32)) {
        let kept = plan.slots.iter().zip(cells).filter(|(slot, _)| slot.kept);
        for (column, (_, cell)) in self.columns.iter_mut().zip(kept) {
            column.push(cell);
        }
        let (start, end) = days(plan, cells, default);
        self.starts.push(start);
        self.ends.push(end);
        self.used += 1;
    }
}

fn rejected(line: u64, start: usize, cell: usize, fault: Fault) -> Rejected {
    Rejected {
        line,
        start,
        cell: u32::try_from(cell).unwrap_or(u32::MAX),
        fault: fault as u8,
    }
}

fn note_decimals(filled: &mut Filled, plan: &Plan, cells: &[Cell]) {
    for (seen, slot) in filled.decimals.iter_mut().zip(&plan.compare) {
        if let Cell::Amount(units) = cells[*slot] {
            *seen = decimals(units, *seen);
        }
    }
}

/// Decimals that an amount needs, at least `seen` (so that the common case costs one division).
fn decimals(units: i128, seen: u32) -> u32 {
    let units = units.unsigned_abs();
    // Dividing 128 bits takes several times as long, and most amounts do not need them.
    let is_multiple = |power: u64| {
        u64::try_from(units).map_or_else(
            |_| units.is_multiple_of(u128::from(power)),
            |units| units.is_multiple_of(power),
        )
    };
    let mut needed = seen;
    while needed < SCALE && !is_multiple(POWERS[(SCALE - needed) as usize]) {
        needed += 1;
    }
    needed
}

/// First and last day of a row: its own day or span before the report's.
pub fn days(plan: &Plan, cells: &[Cell], default: (i32, i32)) -> (i32, i32) {
    let cell = |slot: Option<usize>| slot.map_or(&Cell::Null, |slot| &cells[slot]);
    let [date, start, end, offset] = plan.days;
    match cell(date) {
        Cell::Day(day) => return (*day, *day),
        Cell::Span(from, to) => return (*from, *to),
        _ => {}
    }
    if let Cell::Text(iso) = cell(plan.date_from)
        && let Ok(day) = iso
            .get(..10)
            .unwrap_or_default()
            .parse::<chrono::NaiveDate>()
    {
        return (day_number(day), day_number(day));
    }
    if let (Cell::Count(days), true) = (cell(offset), default.0 != NO_DAY) {
        let day = default
            .0
            .saturating_add(i32::try_from(*days).unwrap_or(i32::MAX / 2));
        return (day, day);
    }
    match (cell(start), cell(end)) {
        (Cell::Day(start), Cell::Day(end)) => (*start.min(end), *end.max(start)),
        (Cell::Null, Cell::Null) => default,
        _ => (NO_DAY, NO_DAY),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::ONE;

    #[test]
    fn decimals_are_those_of_the_finest_amount() {
        for (units, seen, expected) in [
            (0, 0, 0),
            (5 * ONE, 0, 0),
            (-ONE / 4, 0, 2),
            (-ONE / 4, 3, 3),
            (1, 0, 12),
            (10_i128.pow(25) + ONE / 10, 0, 1),
        ] {
            assert_eq!(decimals(units, seen), expected, "{units}");
        }
    }
}
