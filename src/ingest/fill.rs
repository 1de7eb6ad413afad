//! All records of a table into columns, in parallel over parts of the text, joined in order.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::error::Result;
use crate::schema::cells::day_number;

use super::columns::{Cell, Cells, NO_DAY};
use super::discover::Stretch;
use super::plan::Plan;
use super::records::{Field, Records, Span, is_blank};
use super::row::{Fault, Outcome, RowReader, Sign};

mod long;

use long::{Broken, placed, too_long};

/// Fewer bytes than most rows have.
const ROW_BYTES: usize = 64;

/// Rows after which a part looks whether it is still wanted.
const STOP_ROWS: u64 = 4_096;

/// Bytes that one thread reads at a time.
const PART: usize = 4 << 20;

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

    /// Adds what another part counted; columns are joined apart.
    fn append(&mut self, other: Self) {
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
            Outcome::Continuation => self.continuations += 1,
            Outcome::Excluded(rule) => *self.excluded.entry(rule).or_default() += 1,
            Outcome::Rejected { cell, fault } => {
                self.rejected
                    .push(rejected(span.line, span.start, cell, fault));
            }
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

/// What a table is read under.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'t> {
    /// The whole text.
    pub text: &'t str,
    /// The delimiter.
    pub delimiter: u8,
    /// The file as shown.
    pub path: &'t str,
    /// First and last day of rows without own days; [`NO_DAY`] where unknown.
    pub days: (i32, i32),
}

/// Reads all rows of a table.
///
/// # Errors
/// [`Error::RecordTooLong`].
pub fn fill(frame: Frame<'_>, plan: &Plan, rows: &[Stretch]) -> Result<Filled> {
    let mut parts: Vec<Filled> = Vec::new();
    for stretch in rows {
        parts.extend(fill_stretch(frame, plan, *stretch)?);
    }
    if parts.len() < 2 {
        return Ok(parts.pop().unwrap_or_else(|| Filled::empty(plan)));
    }
    let columns = (0..parts[0].columns.len()).map(|at| {
        parts
            .iter_mut()
            .map(|part| std::mem::take(&mut part.columns[at]))
            .collect()
    });
    let columns: Vec<Vec<Cells>> = columns.collect();
    let mut whole = Filled::empty(plan);
    whole.columns = columns.into_par_iter().map(Cells::joined).collect();
    for part in parts {
        whole.append(part);
    }
    Ok(whole)
}

/// Reads a stretch in parallel. Each part begins after a line end near its place, in the hope that a record begins
/// there; a part whose place turns out to lie inside the record before it is read again from that record's end.
fn fill_stretch(frame: Frame<'_>, plan: &Plan, stretch: Stretch) -> Result<Vec<Filled>> {
    // A record that goes on over several lines must not be cut from its first line.
    let size = if plan.first_of.is_some() {
        usize::MAX
    } else {
        PART
    };
    let starts = places(frame.text, stretch, size);
    let end_of = |at: usize| starts.get(at + 1).copied().unwrap_or(stretch.end);
    let broken = Broken::new();
    let read: Vec<Result<Part>> = starts
        .par_iter()
        .enumerate()
        .map(|(at, start)| {
            let stop = || broken.is_before(at);
            let part = fill_part(frame, plan, (*start, end_of(at), stretch.end), &stop);
            part.inspect_err(|_| broken.at(at))
        })
        .collect();
    let (mut parts, mut expected, mut line) = (Vec::new(), stretch.start, stretch.line);
    for (at, part) in read.into_iter().enumerate() {
        let part = match part {
            Ok(part) if part.start == expected => part,
            Err(error) if starts[at] == expected => return Err(placed(error, line)),
            _ if expected >= end_of(at) && at + 1 < starts.len() => continue,
            _ => fill_part(frame, plan, (expected, end_of(at), stretch.end), &|| false)
                .map_err(|error| placed(error, line))?,
        };
        let mut filled = part.filled;
        filled.move_lines(line - 1);
        parts.push(filled);
        expected = part.end;
        line += part.lines;
    }
    Ok(parts)
}

/// Places to begin parts at: the stretch's start, then the line starts near each multiple of `size`.
fn places(text: &str, stretch: Stretch, size: usize) -> Vec<usize> {
    let mut places = vec![stretch.start];
    let mut target = stretch.start.saturating_add(size);
    while target < stretch.end {
        let Some(length) = memchr::memchr(b'\n', &text.as_bytes()[target..stretch.end]) else {
            break;
        };
        let place = target + length + 1;
        if place >= stretch.end {
            break;
        }
        places.push(place);
        target = place.saturating_add(size);
    }
    places
}

/// What one part came to: its rows, the bytes that its records cover, and how many lines they are.
struct Part {
    filled: Filled,
    start: usize,
    end: usize,
    lines: u64,
}

/// Reads the records that begin before `until`; lines count from 1 within the part. Where it is told to stop, what it has
/// read is not wanted.
fn fill_part(
    frame: Frame<'_>,
    plan: &Plan,
    (start, until, end): (usize, usize, usize),
    stop: &dyn Fn() -> bool,
) -> Result<Part> {
    let mut filled = Filled::empty(plan);
    // More than most rows need; pages that stay empty cost nothing, growing a column again and again does.
    filled.reserve((until - start) / ROW_BYTES);
    let mut reader = RowReader::new(plan);
    let mut records = Records::new(frame.text, frame.delimiter, start, end, 1);
    let mut fields = Vec::new();
    while records.position().0 < until {
        if filled.used.is_multiple_of(STOP_ROWS) && stop() {
            return Err(too_long(frame.path, 1));
        }
        let Some(record) = records.next(&mut fields) else {
            break;
        };
        let span = match record {
            Ok(span) if !swallows(frame, &fields, plan) => span,
            Err(long) => return Err(too_long(frame.path, long.line)),
            Ok(Span { start, line, .. }) => {
                records.again(start, line);
                let again = records.next(&mut fields).expect("it was read before");
                records.lenient();
                again.map_err(|long| too_long(frame.path, long.line))?
            }
        };
        if !is_blank(&fields, frame.text) {
            let outcome = reader.read(frame.text, &fields);
            filled.take(plan, &reader, outcome, span, frame.days);
        }
    }
    let (end, line) = records.position();
    Ok(Part {
        filled,
        start,
        end,
        lines: line - 1,
    })
}

/// A quoted field that went on over lines with a stray quote in it, in a record that lacks fields or around whole rows:
/// it has swallowed them.
fn swallows(frame: Frame<'_>, fields: &[Field], plan: &Plan) -> bool {
    let cells = plan.header.len();
    fields.iter().any(|field| {
        field.is_doubtful()
            && (fields.len() != cells || field.holds_rows(frame.text, frame.delimiter, cells))
    })
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
            *seen = (*seen).max(decimals(units, *seen));
        }
    }
}

/// Decimals that an amount needs, at least `seen` (so that the common case costs one division).
fn decimals(units: i128, seen: u32) -> u32 {
    let mut needed = seen;
    while needed < crate::schema::SCALE && units % 10_i128.pow(crate::schema::SCALE - needed) != 0 {
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
