//! One record to the cells of one row, or the reason why not.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use crate::schema::cells::day_number;
use crate::schema::{Amount, Kind, ONE};

use super::columns::Cell;
use super::date::{self, DateCell, DateError};
use super::number;
use super::plan::{Plan, Slot};
use super::records::Field;

/// What a record turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A row of the table.
    Row,
    /// The header once more (files glued together).
    Header,
    /// A footer; `true` where it says that there is no data.
    Footer(bool),
    /// A total; the cells hold its figures. `blank` where only its empty names say so.
    Total {
        /// Only its empty names make it a total.
        blank: bool,
    },
    /// A further line of the record above (its key stands there already).
    Continuation,
    /// Left out by the profile's rule at this position.
    Excluded(usize),
    /// Not readable: the cell and what was expected there.
    Rejected {
        /// Index of the cell; `usize::MAX` for the row as a whole.
        cell: usize,
        /// What is wrong.
        fault: Fault,
    },
}

/// What is wrong with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Fault {
    /// Expected a number.
    NotANumber,
    /// A number of another locale.
    WrongMark,
    /// Expected a whole number.
    NotWhole,
    /// Too large for 128 bits.
    TooLarge,
    /// Expected a date.
    NotADate,
    /// A date that the calendar does not have.
    NoSuchDay,
    /// A date without a year.
    YearMissing,
    /// More fields than the header.
    TooManyFields,
}

impl Fault {
    /// What was expected, in words.
    pub fn expected(self) -> &'static str {
        match self {
            Self::NotANumber => "a number",
            Self::WrongMark => "a number with the file's decimal mark",
            Self::NotWhole => "a whole number",
            Self::TooLarge => "a number below 10^18",
            Self::NotADate => "a date",
            Self::NoSuchDay => "a day that exists in the file's date order",
            Self::YearMissing => "a date with its year (give `--as-of DATE`)",
            Self::TooManyFields => "as many fields as the header has",
        }
    }

    /// The fault of a code made by `as u8`.
    pub fn of(code: u8) -> Self {
        const ALL: [Fault; 8] = [
            Fault::NotANumber,
            Fault::WrongMark,
            Fault::NotWhole,
            Fault::TooLarge,
            Fault::NotADate,
            Fault::NoSuchDay,
            Fault::YearMissing,
            Fault::TooManyFields,
        ];
        ALL[code as usize % ALL.len()]
    }
}

/// Larger cells are damage; a hundred million smaller ones still sum within 128 bits.
const LARGEST: u128 = 1_000_000_000_000_000_000 * ONE as u128;

/// Different texts of a fallback that are remembered.
const MEMORY: usize = 1_000;

/// Reads records into `cells`, one per slot.
#[derive(Debug)]
pub struct RowReader<'p> {
    plan: &'p Plan,
    /// The cells of the last row, in the order of the slots.
    pub cells: Vec<Cell>,
    /// Texts of the last row where they stand unchanged in the record.
    last_key: String,
    label: String,
    /// Texts that fallbacks were last asked about, with the answer: few different ones recur row after row.
    asked: Vec<HashMap<String, bool>>,
    /// The last text of each slot of days and what it meant: days recur row after row.
    last: Vec<(String, Cell)>,
}

impl<'p> RowReader<'p> {
    /// A reader by this plan.
    pub fn new(plan: &'p Plan) -> Self {
        Self {
            plan,
            cells: vec![Cell::Null; plan.slots.len()],
            last_key: String::new(),
            label: String::new(),
            asked: vec![HashMap::new(); plan.fallback.len()],
            last: vec![(String::new(), Cell::Null); plan.slots.len()],
        }
    }

    /// The label of the last total.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Reads one record.
    pub fn read(&mut self, text: &str, fields: &[Field]) -> Outcome {
        if let Some(footer) = self.footer(text, fields) {
            return footer;
        }
        if self.repeats_header(text, fields) {
            return Outcome::Header;
        }
        let total = self.total(text, fields);
        let extra = fields.len() > self.plan.header.len()
            && fields[self.plan.header.len()..]
                .iter()
                .any(|field| !field.raw(text).trim().is_empty());
        if extra && total.is_none() {
            return Outcome::Rejected {
                cell: usize::MAX,
                fault: Fault::TooManyFields,
            };
        }
        for (at, slot) in self.plan.slots.iter().enumerate() {
            if slot.is_plain_text() {
                set_text(&mut self.cells[at], slot, text, fields);
                continue;
            }
            let recurring = slot.kind == Kind::Date && slot.year_from.is_none();
            let raw = slot
                .cell
                .and_then(|cell| fields.get(cell))
                .map(|field| field.raw(text));
            if let Some(raw) = raw.filter(|raw| recurring && *raw == self.last[at].0) {
                debug_assert!(!raw.is_empty() || self.last[at].1 == Cell::Null);
                self.cells[at].clone_from(&self.last[at].1);
                continue;
            }
            match slot_cell(self.plan, slot, text, fields) {
                Ok(cell) => {
                    if let Some(raw) = raw.filter(|_| recurring) {
                        self.last[at].0.clear();
                        self.last[at].0.push_str(raw);
                        self.last[at].1.clone_from(&cell);
                    }
                    self.cells[at] = cell;
                }
                Err(_) if total.is_some() => self.cells[at] = Cell::Null,
                Err(fault) => {
                    return Outcome::Rejected {
                        cell: slot.cell.unwrap_or(usize::MAX),
                        fault,
                    };
                }
            }
        }
        if let Some(blank) = total {
            return Outcome::Total { blank };
        }
        self.finish_row()
    }

    fn finish_row(&mut self) -> Outcome {
        if let Some(slot) = self.plan.first_of
            && let Cell::Text(key) = &self.cells[slot]
        {
            if *key == self.last_key {
                return Outcome::Continuation;
            }
            self.last_key.clone_from(key);
        }
        for (slot, rule) in &self.plan.exclude {
            if self.excluded(*slot, *rule) {
                return Outcome::Excluded(*rule);
            }
        }
        self.fill_by_rules();
        Outcome::Row
    }

    fn footer(&self, text: &str, fields: &[Field]) -> Option<Outcome> {
        let mut filled = fields
            .iter()
            .filter(|field| !field.raw(text).trim().is_empty());
        let (first, second) = (filled.next()?, filled.next());
        if second.is_some() || (self.plan.profile.footer.is_empty() && fields.len() > 1) {
            return None;
        }
        let said = super::header::normalised(&first.text(text));
        let no_data = said.starts_with("no data available") || said == "no data";
        let known = no_data
            || self
                .plan
                .profile
                .footer
                .iter()
                .any(|pattern| pattern.matches(&said));
        known.then_some(Outcome::Footer(no_data))
    }

    fn repeats_header(&self, text: &str, fields: &[Field]) -> bool {
        let header = &self.plan.header;
        fields.len() == header.len()
            && header.len() > 1
            && fields[0].raw(text) == header[0]
            && fields
                .iter()
                .zip(header)
                .all(|(field, name)| super::header::shown(&field.text(text)) == *name)
    }

    /// Whether the row is a total, and if so whether only its empty names say so.
    fn total(&mut self, text: &str, fields: &[Field]) -> Option<bool> {
        let totals = &self.plan.profile.totals;
        if !totals.extra_field.is_empty() && fields.len() > self.plan.header.len() {
            let extra = fields[self.plan.header.len()].text(text);
            if totals
                .extra_field
                .iter()
                .any(|label| *label == extra.trim())
            {
                self.label = extra.trim().to_owned();
                return Some(false);
            }
        }
        if !totals.prefix.is_empty() || !totals.equals.is_empty() {
            let first = fields
                .iter()
                .map(|field| field.raw(text).trim())
                .find(|cell| !cell.is_empty())
                .unwrap_or_default();
            if totals
                .prefix
                .iter()
                .any(|prefix| first.starts_with(prefix.as_str()))
                || totals.equals.iter().any(|label| label == first)
            {
                self.label = first.to_owned();
                return Some(false);
            }
            let mut dimensions = self
                .plan
                .dimensions
                .iter()
                .filter_map(|cell| fields.get(*cell))
                .map(|field| field.raw(text).trim());
            if let Some(label) =
                dimensions.find(|cell| totals.equals.iter().any(|label| label == cell))
            {
                self.label = label.to_owned();
                return Some(false);
            }
        }
        if totals.blank_dimensions && !self.plan.dimensions.is_empty() {
            let blank = |cell: &usize| {
                fields
                    .get(*cell)
                    .is_none_or(|field| number::is_null(field.raw(text)))
            };
            if self.plan.dimensions.iter().all(blank) {
                self.label = "(row without names)".into();
                return Some(true);
            }
        }
        None
    }

    fn excluded(&self, slot: usize, rule: usize) -> bool {
        let (rule, pattern) = &self.plan.profile.exclude[rule];
        match &self.cells[slot] {
            Cell::Null => false,
            Cell::Text(text) if pattern.is_some() => pattern
                .as_ref()
                .is_some_and(|pattern| pattern.is_match(text)),
            _ => rule.filled,
        }
    }

    fn fill_by_rules(&mut self) {
        let profile = &self.plan.profile;
        for (at, (slot, from, when, rule)) in self.plan.fallback.iter().enumerate() {
            if self.cells[*slot] != Cell::Null {
                continue;
            }
            let Cell::Text(text) = &self.cells[*when] else {
                continue;
            };
            let answer = self.asked[at].get(text.as_str()).copied();
            let matches = answer.unwrap_or_else(|| {
                let matches = profile.fallback[*rule].2.is_match(text);
                if self.asked[at].len() < MEMORY {
                    self.asked[at].insert(text.clone(), matches);
                }
                matches
            });
            if matches {
                self.cells[*slot] = self.cells[*from].clone();
            }
        }
        for (slot, rule) in &self.plan.derive {
            if self.cells[*slot] == Cell::Null {
                let cell = |name: &str| {
                    self.plan
                        .slot(name)
                        .and_then(|at| self.cells[at].amount())
                        .map(Amount)
                };
                if let Some(value) = profile.derive[*rule].formula.value(&cell) {
                    self.cells[*slot] = Cell::Amount(value.0);
                }
            }
        }
    }
}

/// A text cell without a new allocation: the last row's buffer is used again.
fn set_text(cell: &mut Cell, slot: &Slot, text: &str, fields: &[Field]) {
    let field = slot.cell.and_then(|at| fields.get(at));
    let raw = field.map_or(Cow::Borrowed(""), |field| field.text(text));
    match (shown_text(slot.kind, &raw), cell) {
        (Some(shown), Cell::Text(buffer)) => {
            buffer.clear();
            buffer.push_str(shown);
        }
        (Some(shown), cell) => *cell = Cell::Text(shown.to_owned()),
        (None, cell) => *cell = Cell::Null,
    }
}

fn slot_cell(plan: &Plan, slot: &Slot, text: &str, fields: &[Field]) -> Result<Cell, Fault> {
    let Some(field) = slot.cell.and_then(|cell| fields.get(cell)) else {
        return Ok(Cell::Null);
    };
    let raw = field.text(text);
    let raw: Cow<'_, str> = match &slot.extract {
        None => raw,
        Some(pattern) => match pattern.captures(&raw).and_then(|found| found.get(1)) {
            Some(part) => Cow::Owned(part.as_str().to_owned()),
            None => return Ok(Cell::Null),
        },
    };
    if plan.profile.nulls.iter().any(|null| *null == *raw) {
        return Ok(Cell::Null);
    }
    match slot.kind {
        Kind::Name | Kind::Text | Kind::Id | Kind::Flag => Ok(text_cell(slot.kind, &raw)),
        Kind::Date => date_cell(plan, slot, &raw, text, fields),
        Kind::Instant => instant_cell(plan, slot, &raw, text, fields),
        Kind::Seconds if raw.contains(':') => match number::duration(raw.trim()) {
            Some(seconds) => Ok(Cell::Amount(seconds.0)),
            None => Err(Fault::NotANumber),
        },
        Kind::Money | Kind::Quantity | Kind::Rate | Kind::Seconds | Kind::Count => {
            number_cell(plan, slot, &raw)
        }
    }
}

/// Text without outer spaces and without the apostrophe that guards against formulas; `None` for a null form.
fn shown_text(kind: Kind, raw: &str) -> Option<&str> {
    let trimmed = raw.trim();
    let guarded = |rest: &str| rest.starts_with(['@', '=', '+', '-']);
    let unguarded = trimmed
        .strip_prefix('\'')
        .filter(|rest| guarded(rest))
        .unwrap_or(trimmed);
    let null = unguarded.is_empty() || (kind != Kind::Text && number::is_null(unguarded));
    (!null).then_some(unguarded)
}

fn text_cell(kind: Kind, raw: &str) -> Cell {
    shown_text(kind, raw).map_or(Cell::Null, |text| Cell::Text(text.to_owned()))
}

fn number_cell(plan: &Plan, slot: &Slot, raw: &str) -> Result<Cell, Fault> {
    let parsed = match number::number(raw, plan.mark) {
        Ok(None) => return Ok(Cell::Null),
        Ok(Some(parsed)) => parsed,
        Err(number::NumberError::WrongMark | number::NumberError::Ambiguous) => {
            return Err(Fault::WrongMark);
        }
        Err(number::NumberError::OutOfRange) => return Err(Fault::TooLarge),
        Err(number::NumberError::NotANumber) => return Err(Fault::NotANumber),
    };
    let mut value = parsed.value;
    if value.0.unsigned_abs() >= LARGEST {
        return Err(Fault::TooLarge);
    }
    if slot.kind == Kind::Rate && (parsed.percent || slot.percent) {
        value = value.over(Amount::whole(100)).ok_or(Fault::TooLarge)?;
    }
    if let Some(factor) = slot.factor {
        value = value.times(factor).ok_or(Fault::TooLarge)?;
    }
    if slot.negate {
        value = -value;
    }
    if slot.kind == Kind::Count {
        if value.0 % ONE != 0 {
            return Err(Fault::NotWhole);
        }
        return i64::try_from(value.0 / ONE)
            .map(Cell::Count)
            .map_err(|_| Fault::TooLarge);
    }
    Ok(Cell::Amount(value.0))
}

fn parsed_date(
    plan: &Plan,
    slot: &Slot,
    raw: &str,
    text: &str,
    fields: &[Field],
) -> Result<Option<DateCell>, Fault> {
    match date::date(raw, plan.order) {
        Ok(Some(DateCell::YearMissing { month, day })) => {
            let id = slot
                .year_from
                .and_then(|cell| fields.get(cell))
                .map(|field| field.text(text));
            let placed = placed_year(plan, id.as_deref(), month, day).ok_or(Fault::YearMissing)?;
            Ok(Some(DateCell::Day(date::Moment {
                day: placed,
                time: None,
                offset: None,
            })))
        }
        Ok(found) => Ok(found),
        Err(DateError::NotADate) => Err(Fault::NotADate),
        Err(DateError::Impossible | DateError::Ambiguous { .. }) => Err(Fault::NoSuchDay),
    }
}

fn date_cell(
    plan: &Plan,
    slot: &Slot,
    raw: &str,
    text: &str,
    fields: &[Field],
) -> Result<Cell, Fault> {
    Ok(match parsed_date(plan, slot, raw, text, fields)? {
        Some(DateCell::Day(moment)) => Cell::Day(day_number(moment.day)),
        Some(DateCell::Range(from, to)) => Cell::Span(day_number(from), day_number(to)),
        _ => Cell::Null,
    })
}

fn instant_cell(
    plan: &Plan,
    slot: &Slot,
    raw: &str,
    text: &str,
    fields: &[Field],
) -> Result<Cell, Fault> {
    Ok(match parsed_date(plan, slot, raw, text, fields)? {
        Some(DateCell::Day(moment)) => Cell::Text(moment.iso()),
        Some(DateCell::Range(from, _)) => Cell::Text(from.to_string()),
        _ => Cell::Null,
    })
}

/// The year of a day without one: from a TikTok identifier (its upper 32 bits are seconds since 1970), else the last
/// such day that is not after `--as-of`.
fn placed_year(plan: &Plan, id: Option<&str>, month: u32, day: u32) -> Option<NaiveDate> {
    let created = id.and_then(|id| {
        id.rsplit(|c: char| !c.is_ascii_digit())
            .find(|part| part.len() >= 15)?
            .parse::<u64>()
            .ok()
    });
    let created = created
        .and_then(|id| chrono::DateTime::from_timestamp((id >> 32) as i64, 0))
        .map(|moment| moment.date_naive());
    if let Some(created) = created {
        // The identifier's day is UTC, the page's day local: they differ by a day at most.
        let near = (-1..=1)
            .filter_map(|years| NaiveDate::from_ymd_opt(created.year() + years, month, day));
        return near
            .into_iter()
            .find(|date| (*date - created).num_days().abs() <= 2);
    }
    let as_of = plan.as_of?;
    let this = NaiveDate::from_ymd_opt(as_of.year(), month, day).filter(|date| *date <= as_of);
    this.or_else(|| NaiveDate::from_ymd_opt(as_of.year() - 1, month, day))
}
