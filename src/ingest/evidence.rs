//! Which decimal mark and which date order a table uses, decided over its columns, never over one cell.

use chrono::NaiveDate;

use crate::error::{Error, Place, Result};
use crate::schema::Kind;

use super::date::{self, DateCell, DateError, DateOrder, OrderEvidence, OrderVerdict};
use super::discover::Stretch;
use super::number::{DecimalMark, Decimals, MarkEvidence, Verdict};
use super::plan::Plan;
use super::records::{Field, Records};

mod decided;

use decided::{decided_mark, decided_order};

/// Rows looked at before the whole column is.
const SAMPLE: usize = 2_000;

/// What the user or the preamble already settles.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// `--date-order`.
    pub order: Option<DateOrder>,
    /// `--decimal`.
    pub mark: Option<DecimalMark>,
    /// The span that the preamble names.
    pub range: Option<(NaiveDate, NaiveDate)>,
    /// The file holds numbers, not texts of them: a workbook, a parquet file.
    pub numbers: bool,
}

/// Decided conventions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conventions {
    /// The decimal mark.
    pub mark: DecimalMark,
    /// Whether the mark was needed at all.
    pub mark_seen: bool,
    /// The date order, where one is needed.
    pub order: Option<DateOrder>,
    /// The days of rows are those of moments that state their zone.
    pub has_moments: bool,
    /// Per slot, whether its amounts are or may be written to the cent; none where the user gives the mark.
    pub cents: Vec<bool>,
    /// All rows were looked at.
    pub whole: bool,
}

/// What a count with thousands marks proves: the same as a number with both marks.
const COUNT_PROVES: [&str; 2] = ["1,234.5", "1.234,5"];

struct Seen {
    marks: MarkEvidence,
    /// The first counts with a comma and with a dot for thousands.
    counts: [Option<String>; 2],
    orders: OrderEvidence,
    mark_place: Option<Place>,
    order_place: Option<Place>,
    days: Vec<String>,
    has_moments: bool,
    decimals: Vec<Decimals>,
    whole: bool,
}

impl Seen {
    /// A sample as the file has it: counts prove their mark by a number that stands for them.
    fn as_written(&self, sample: String, which: usize) -> String {
        if sample == COUNT_PROVES[which] {
            self.counts[which].clone().unwrap_or(sample)
        } else {
            sample
        }
    }

    /// Which slots are written to the cent, as far as was looked.
    fn cents(&self, mark: DecimalMark) -> Vec<bool> {
        let slots = self.decimals.iter();
        match self.whole {
            true => slots.map(|slot| slot.are_cents(mark)).collect(),
            false => slots.map(|slot| slot.may_be_cents(mark)).collect(),
        }
    }
}

/// Which slots are written to the cent, by all rows.
pub fn cents(text: &str, delimiter: u8, plan: &Plan, rows: &[Stretch], path: &str) -> Vec<bool> {
    look(text, delimiter, plan, rows, path, usize::MAX).cents(plan.mark)
}

/// Decides by evidence, over a sample first, over all rows where the sample does not settle it.
///
/// # Errors
/// [`Error::DateOrderUnclear`], [`Error::DecimalMarkUnclear`] and their contradictions.
pub fn conventions(
    text: &str,
    delimiter: u8,
    plan: &Plan,
    rows: &[Stretch],
    given: &Given,
    path: &str,
) -> Result<Conventions> {
    let mut seen = look(text, delimiter, plan, rows, path, SAMPLE);
    let settled = settled_mark(&seen.marks.verdict()) && settled_order(&seen.orders.verdict());
    if !(seen.whole || settled) {
        seen = look(text, delimiter, plan, rows, path, usize::MAX);
    }
    let placed = |error| match error {
        Error::DecimalMarkContradiction { place, dot, comma } => Error::DecimalMarkContradiction {
            place: second_of(text, delimiter, plan, rows, path, [&dot, &comma]).unwrap_or(place),
            dot,
            comma,
        },
        Error::DateOrderContradiction {
            place,
            dmy_only,
            mdy_only,
        } => Error::DateOrderContradiction {
            place: second_of(text, delimiter, plan, rows, path, [&dmy_only, &mdy_only])
                .unwrap_or(place),
            dmy_only,
            mdy_only,
        },
        other => other,
    };
    let (mark, mark_seen) = decided_mark(plan, &seen, given, path).map_err(placed)?;
    let asked = given.mark.is_none() && !given.numbers;
    Ok(Conventions {
        mark,
        mark_seen,
        has_moments: seen.has_moments,
        cents: if asked { seen.cents(mark) } else { Vec::new() },
        whole: seen.whole,
        order: decided_order(plan, &seen, given, path).map_err(placed)?,
    })
}

/// Where the later of two cells that contradict each other stands.
fn second_of(
    text: &str,
    delimiter: u8,
    plan: &Plan,
    rows: &[Stretch],
    path: &str,
    cells: [&str; 2],
) -> Option<Place> {
    let mut fields = Vec::new();
    let mut met = [false; 2];
    for stretch in rows {
        let mut records = Records::new(text, delimiter, stretch.start, stretch.end, stretch.line);
        while let Some(Ok(span)) = records.next(&mut fields) {
            for slot in &plan.slots {
                let Some(field) = slot.cell.and_then(|cell| fields.get(cell)) else {
                    continue;
                };
                let raw = field.raw(text).trim();
                if let Some(which) = cells.iter().position(|cell| cell.trim() == raw) {
                    met[which] = true;
                }
                if met == [true; 2] {
                    return Some(place(path, span.line, plan, slot.cell));
                }
            }
        }
    }
    None
}

fn settled_mark(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Mark(_))
}

fn settled_order(verdict: &OrderVerdict) -> bool {
    matches!(verdict, OrderVerdict::Order(_) | OrderVerdict::NotNeeded)
}

fn look(
    text: &str,
    delimiter: u8,
    plan: &Plan,
    rows: &[Stretch],
    path: &str,
    limit: usize,
) -> Seen {
    let mut seen = Seen {
        marks: MarkEvidence::default(),
        counts: [None, None],
        orders: OrderEvidence::default(),
        mark_place: None,
        order_place: None,
        days: Vec::new(),
        has_moments: false,
        decimals: vec![Decimals::default(); plan.slots.len()],
        whole: true,
    };
    let mut fields = Vec::new();
    let mut count = 0;
    for stretch in rows {
        let mut records = Records::new(text, delimiter, stretch.start, stretch.end, stretch.line);
        while let Some(Ok(span)) = records.next(&mut fields) {
            count += 1;
            if count > limit {
                seen.whole = false;
                return seen;
            }
            observe(&mut seen, text, plan, &fields, path, span.line);
        }
    }
    seen
}

fn observe(seen: &mut Seen, text: &str, plan: &Plan, fields: &[Field], path: &str, line: u64) {
    for (at, slot) in plan.slots.iter().enumerate() {
        let Some(field) = slot.cell.and_then(|cell| fields.get(cell)) else {
            continue;
        };
        let raw = field.raw(text);
        if plan.day_slot() == Some(at) && !seen.has_moments {
            seen.has_moments = states_zone(raw, slot.is_utc);
        }
        match slot.kind {
            Kind::Money | Kind::Quantity | Kind::Rate | Kind::Count => {
                let bytes = raw.as_bytes();
                if !bytes.iter().any(|byte| matches!(byte, b'.' | b',')) && bytes.is_ascii() {
                    continue;
                }
                seen.marks.observe(raw);
                if slot.kind == Kind::Money && slot.factor.is_none() {
                    seen.decimals[at].observe(raw);
                }
                if slot.kind == Kind::Count {
                    observe_count(seen, raw);
                }
                seen.mark_place
                    .get_or_insert_with(|| place(path, line, plan, slot.cell));
            }
            Kind::Date | Kind::Instant => {
                observe_date(seen, raw, || place(path, line, plan, slot.cell))
            }
            _ => {}
        }
    }
}

/// A whole count cannot have a decimal mark: `1,234` impressions settle what a comma means.
fn observe_count(seen: &mut Seen, raw: &str) {
    let raw = raw.trim();
    let grouped = |mark: char| {
        let mut groups = raw.split(mark);
        let first = groups.next().unwrap_or_default();
        let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
        raw.contains(mark)
            && (1..=3).contains(&first.len())
            && digits(first)
            && groups.all(|group| group.len() == 3 && digits(group))
    };
    for (which, mark) in [',', '.'].into_iter().enumerate() {
        if grouped(mark) {
            seen.marks.observe(COUNT_PROVES[which]);
            seen.counts[which].get_or_insert_with(|| raw.to_owned());
        }
    }
}

/// Whether a cell is a moment of a stated zone.
fn states_zone(raw: &str, is_utc: bool) -> bool {
    let moment = match date::date(raw, Some(DateOrder::Ymd)) {
        Ok(Some(DateCell::Day(moment))) => moment,
        _ => return false,
    };
    moment.time.is_some() && !moment.is_midnight() && (is_utc || moment.offset.is_some())
}

fn observe_date(seen: &mut Seen, raw: &str, place: impl Fn() -> Place) {
    seen.orders.observe(raw);
    if seen.days.len() < 400 {
        seen.days.push(raw.to_owned());
    }
    if seen.order_place.is_none()
        && matches!(date::date(raw, None), Err(DateError::Ambiguous { .. }))
    {
        seen.order_place = Some(place());
    }
}

fn place(path: &str, line: u64, plan: &Plan, cell: Option<usize>) -> Place {
    Place {
        file: path.into(),
        line: Some(line),
        column: cell.and_then(|cell| plan.header.get(cell).cloned()),
    }
}
