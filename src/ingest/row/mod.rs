//! One record to the cells of one row, or the reason why not.

mod cell;
mod day;
mod fault;
mod total;

use std::collections::HashMap;

use crate::schema::{self, Amount, Kind};

use super::columns::Cell;
use super::header;
use super::plan::Plan;
use super::records::Field;
use cell::{plain_cell, set_text, slot_cell};
pub use fault::Fault;
pub use total::Sign;

/// What a record turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A row of the table.
    Row,
    /// The header once more (files glued together).
    Header,
    /// A footer; `true` where it says that there is no data.
    Footer(bool),
    /// A total; the cells hold its figures.
    Total(Sign),
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
                .any(|field| !field.trimmed(text).is_empty());
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
            let raw = slot
                .cell
                .and_then(|cell| fields.get(cell))
                .map(|field| field.raw(text));
            if let Some(cell) = raw
                .filter(|_| slot.plain_number)
                .and_then(|raw| plain_cell(self.plan, slot, raw))
            {
                self.cells[at] = cell;
                continue;
            }
            let recurring = slot.kind == Kind::Date && slot.year_from.is_none();
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
        if let Some(sign) = total {
            if sign == Sign::Doubtful {
                // It may turn out to be a row.
                self.fill_by_rules();
            }
            return Outcome::Total(sign);
        }
        self.finish_row()
    }

    fn finish_row(&mut self) -> Outcome {
        self.itemise();
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

    /// Writes the product that stands on the line as the record's products have it.
    fn itemise(&mut self) {
        let (Some((products, product, number)), Some(items)) =
            (self.plan.items, &self.plan.profile.items)
        else {
            return;
        };
        let cell = |name: &str| {
            let at = self.plan.slot(name)?;
            self.cells[at].amount().map(Amount)
        };
        self.cells[products] = match (&self.cells[product], items.money.value(&cell)) {
            (Cell::Text(name), Some(money)) => {
                let number = number.map(|at| &self.cells[at]);
                let number = match number {
                    Some(Cell::Text(number)) => number.as_str(),
                    _ => "",
                };
                Cell::Text(schema::item(money, name, number))
            }
            _ => Cell::Null,
        };
    }

    /// The product on the line, as the record's products have it.
    pub fn item(&self) -> Option<&str> {
        match &self.cells[self.plan.items?.0] {
            Cell::Text(item) => Some(item),
            _ => None,
        }
    }

    fn footer(&self, text: &str, fields: &[Field]) -> Option<Outcome> {
        let mut filled = fields
            .iter()
            .filter(|field| !field.trimmed(text).is_empty());
        let (first, second) = (filled.next()?, filled.next());
        if second.is_some() || (self.plan.profile.footer.is_empty() && fields.len() > 1) {
            return None;
        }
        let said = header::normalised(&first.text(text));
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
                .all(|(field, name)| header::shown(&field.text(text)) == *name)
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
                if profile.blank_is_zero.contains(&self.plan.slots[*slot].name) {
                    zero_if_blank(&mut self.cells[*slot], self.plan.slots[*slot].kind);
                }
            }
        }
        // What the row states is derived from before what it leaves blank counts as 0.
        self.derive();
        if !self.plan.zeros.is_empty() {
            for slot in &self.plan.zeros {
                zero_if_blank(&mut self.cells[*slot], self.plan.slots[*slot].kind);
            }
            self.derive();
        }
    }

    fn derive(&mut self) {
        for (slot, rule) in &self.plan.derive {
            if self.cells[*slot] == Cell::Null {
                let cell = |name: &str| {
                    self.plan
                        .slot(name)
                        .and_then(|at| self.cells[at].amount())
                        .map(Amount)
                };
                let formula = &self.plan.profile.derive[*rule].formula;
                if let Some(value) = formula.value(&cell) {
                    self.cells[*slot] = Cell::Amount(value.0);
                }
            }
        }
    }
}

fn zero_if_blank(cell: &mut Cell, kind: Kind) {
    if *cell == Cell::Null {
        *cell = if kind == Kind::Count {
            Cell::Count(0)
        } else {
            Cell::Amount(0)
        };
    }
}
