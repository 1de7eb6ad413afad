//! How one found table is read: which cell of a record goes where, and by which rules.

use regex::Regex;

use crate::schema::{Amount, Kind, Table, col};
use crate::time::{Grain, Zone};

use super::date::{self, DateOrder};
use super::header;
use super::number::DecimalMark;
use super::profile::{Match, Pattern, Profile};

/// The columns whose absence makes a row a total.
const DIMENSIONS: [&str; 26] = [
    col::DATE,
    col::CAMPAIGN_GROUP,
    col::CAMPAIGN,
    col::CAMPAIGN_ID,
    col::AD_GROUP,
    col::AD_GROUP_ID,
    col::AD,
    col::AD_ID,
    col::KEYWORD,
    col::SEARCH_TERM,
    col::AGE,
    col::GENDER,
    col::COUNTRY,
    col::REGION,
    col::PLACEMENT,
    col::DEVICE,
    col::ACCOUNT,
    col::POST_ID,
    col::SOURCE,
    col::MEDIUM,
    col::UTM_CAMPAIGN,
    col::CHANNEL_GROUP,
    col::PAGE,
    col::EVENT_NAME,
    col::PATH,
    col::OBJECTIVE,
];

/// Where a slot's cell comes from.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Canonical or extra name.
    pub name: String,
    /// How the cell is read.
    pub kind: Kind,
    /// Index in the record; `None` for a column that only rules fill.
    pub cell: Option<usize>,
    /// Multiplies the number.
    pub factor: Option<Amount>,
    /// A bare number is a percent.
    pub percent: bool,
    /// The sign is turned.
    pub negate: bool,
    /// The first group is the cell.
    pub extract: Option<Regex>,
    /// Index of the cell whose identifier tells the year.
    pub year_from: Option<usize>,
    /// The header says that its times are of UTC.
    pub is_utc: bool,
    /// The cell names a stretch of days rather than one.
    pub stretch: Option<Grain>,
    /// The slot is kept in the frame.
    pub kept: bool,
    /// Nothing to parse, extract or look up.
    pub plain_text: bool,
    /// A number that is neither extracted, looked up, scaled nor turned.
    pub plain_number: bool,
    /// Money that is written to the cent: three digits behind the mark may be thousands. Decided by evidence.
    pub cents: bool,
}

impl Slot {
    /// Whether the cell is the field's own text, with nothing to parse, extract or look up.
    pub fn is_plain_text(&self) -> bool {
        self.plain_text
    }
}

/// All that reading a row needs.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The profile.
    pub profile: std::sync::Arc<Profile>,
    /// The table to fill.
    pub table: &'static Table,
    /// The slots, canonical order of the profile.
    pub slots: Vec<Slot>,
    /// The header as it stands.
    pub header: Vec<String>,
    /// Cells that name what the row is about.
    pub dimensions: Vec<usize>,
    /// Slots of [`super::profile::Totals::compare`].
    pub compare: Vec<usize>,
    /// Derivations: slot to fill, formula, position in the profile.
    pub derive: Vec<(usize, usize)>,
    /// Fallbacks: slot to fill, slot to copy, slot to look at, position in the profile.
    pub fallback: Vec<(usize, usize, usize, usize)>,
    /// Slots of [`Profile::blank_is_zero`] whose column the file has.
    pub zeros: Vec<usize>,
    /// Cells that a row has and a total has not.
    pub row_marks: Vec<usize>,
    /// Exclusions: slot to look at, position in the profile.
    pub exclude: Vec<(usize, usize)>,
    /// Slot of the key of which only the first line counts.
    pub first_of: Option<usize>,
    /// Slots of the products of a record and of the name and number of the one that stands on a line.
    pub items: Option<(usize, usize, Option<usize>)>,
    /// Slot whose day is the row's day.
    pub date_from: Option<usize>,
    /// Slots of the day, of the span's first and last day, and of the days after the report's start.
    pub days: [Option<usize>; 4],
    /// Cells that are never shown.
    pub personal: Vec<bool>,
    /// Currency in the header of a money column.
    pub header_currency: Option<String>,
    /// Cells that fill a column.
    pub used: Vec<usize>,
    /// Decided by evidence.
    pub order: Option<DateOrder>,
    /// Decided by evidence.
    pub mark: DecimalMark,
    /// A day by which dates without a year are placed.
    pub as_of: Option<chrono::NaiveDate>,
    /// The time zone that moments have their day in; without one they have that which the export states.
    pub zone: Option<Zone>,
}

impl Plan {
    /// The plan for a header that matched.
    pub fn new(found: &Match, header: &[String]) -> Self {
        let profile = &found.profile;
        let table = profile.table;
        let normal: Vec<String> = header.iter().map(|cell| header::normalised(cell)).collect();
        let mut slots: Vec<Slot> = Vec::new();
        let mut header_currency = None;
        for assigned in &found.assigned {
            let column = &profile.columns[assigned.column];
            let stated = assigned
                .currency
                .as_ref()
                .filter(|code| *code != "ALL" || header::is_lek(&header[assigned.cell]));
            if let Some(code) = stated
                && (header_currency.is_none() || column.name == col::SPEND)
            {
                header_currency = Some(code.clone());
            }
            slots.push(Slot {
                name: column.name.clone(),
                kind: column.kind,
                cell: Some(assigned.cell),
                factor: column.rule.factor.as_deref().and_then(Amount::from_plain),
                percent: column.rule.percent,
                negate: column.rule.negate,
                extract: column.extract.clone(),
                year_from: column
                    .rule
                    .year_from_id
                    .as_deref()
                    .and_then(|name| position(&normal, name)),
                stretch: (column.name == col::DATE)
                    .then(|| date::stretch_of(&normal[assigned.cell]))
                    .flatten(),
                kept: !column.extra,
                is_utc: says_utc(&header[assigned.cell]),
                plain_text: column.extract.is_none()
                    && profile.nulls.is_empty()
                    && matches!(column.kind, Kind::Name | Kind::Text | Kind::Id | Kind::Flag),
                plain_number: column.extract.is_none()
                    && profile.nulls.is_empty()
                    && column.rule.factor.is_none()
                    && !column.rule.negate
                    && matches!(column.kind, Kind::Money | Kind::Quantity | Kind::Count),
                cents: false,
            });
        }
        let mut plan = Self {
            table,
            dimensions: slots
                .iter()
                .filter(|slot| DIMENSIONS.contains(&slot.name.as_str()))
                .filter_map(|slot| slot.cell)
                .collect(),
            slots,
            header: header.iter().map(|cell| header::shown(cell)).collect(),
            compare: Vec::new(),
            derive: Vec::new(),
            fallback: Vec::new(),
            zeros: Vec::new(),
            row_marks: Vec::new(),
            exclude: Vec::new(),
            first_of: None,
            items: None,
            date_from: None,
            days: [None; 4],
            personal: normal
                .iter()
                .map(|cell| {
                    profile
                        .personal
                        .iter()
                        .any(|pattern: &Pattern| pattern.matches(cell))
                })
                .collect(),
            header_currency,
            used: found
                .assigned
                .iter()
                .map(|assigned| assigned.cell)
                .collect(),
            order: None,
            mark: DecimalMark::Dot,
            as_of: None,
            zone: None,
            profile: profile.clone(),
        };
        let marks = profile.totals.rows_have.iter();
        plan.row_marks = marks.filter_map(|name| position(&normal, name)).collect();
        plan.resolve_rules();
        plan
    }

    fn resolve_rules(&mut self) {
        let profile = self.profile.clone();
        for (at, derivation) in profile.derive.iter().enumerate() {
            let readable = derivation
                .formula
                .columns()
                .iter()
                .any(|name| self.slot(name).is_some());
            if readable && let Some(slot) = self.slot_or_new(&derivation.column) {
                self.derive.push((slot, at));
            }
        }
        for (at, (column, rule, _)) in profile.fallback.iter().enumerate() {
            if let (Some(from), Some(when)) = (self.slot(&rule.from), self.slot(&rule.when))
                && let Some(slot) = self.slot_or_new(column)
            {
                self.fallback.push((slot, from, when, at));
            }
        }
        let has = |slot: &usize| self.slots[*slot].cell.is_some();
        self.zeros = profile
            .blank_is_zero
            .iter()
            .filter_map(|name| self.slot(name).filter(has))
            .collect();
        self.exclude = profile
            .exclude
            .iter()
            .enumerate()
            .filter_map(|(at, (rule, _))| self.slot(&rule.column).map(|slot| (slot, at)))
            .collect();
        self.first_of = profile.first_of.as_deref().and_then(|name| self.slot(name));
        self.items = profile.items.as_ref().and_then(|items| {
            let product = self.slot(&items.product)?;
            let number = items.number.as_deref().and_then(|name| self.slot(name));
            Some((self.slot_or_new(col::PRODUCTS)?, product, number))
        });
        self.date_from = profile
            .date_from
            .as_deref()
            .and_then(|name| self.slot(name));
        self.days = [
            col::DATE,
            col::PERIOD_START,
            col::PERIOD_END,
            col::DAY_OFFSET,
        ]
        .map(|name| self.slot(name));
        self.compare = profile
            .totals
            .compare
            .iter()
            .filter_map(|name| self.slot(name))
            .collect();
    }

    /// The slot that a row has its day from.
    pub fn day_slot(&self) -> Option<usize> {
        self.days[0].or(self.date_from)
    }

    /// Takes which slots are written to the cent; whether that is other than before.
    pub fn write_to_the_cent(&mut self, cents: &[bool]) -> bool {
        let mut changed = false;
        for (slot, cents) in self.slots.iter_mut().zip(cents) {
            let cents = *cents && slot.kind == Kind::Money && slot.factor.is_none();
            changed |= slot.cents != cents;
            slot.cents = cents;
        }
        changed
    }

    /// The slot of that name.
    pub fn slot(&self, name: &str) -> Option<usize> {
        self.slots.iter().position(|slot| slot.name == name)
    }

    fn slot_or_new(&mut self, name: &str) -> Option<usize> {
        if let Some(slot) = self.slot(name) {
            return Some(slot);
        }
        let kind = self.table.column(name)?.kind;
        self.slots.push(Slot {
            name: name.into(),
            kind,
            cell: None,
            factor: None,
            percent: false,
            negate: false,
            extract: None,
            year_from: None,
            is_utc: false,
            stretch: None,
            kept: true,
            plain_text: false,
            plain_number: false,
            cents: false,
        });
        Some(self.slots.len() - 1)
    }

    /// Headers that fill nothing.
    pub fn ignored(&self) -> Vec<String> {
        let unused = |(at, name): (usize, &String)| {
            (!self.used.contains(&at) && !name.is_empty()).then(|| name.clone())
        };
        self.header.iter().enumerate().filter_map(unused).collect()
    }

    /// How fine the rows are, for tables of spend.
    pub fn level(&self) -> Option<&'static str> {
        if self.table.name != "ad_spend" {
            return None;
        }
        let filled = |at: usize| {
            self.slots[at].cell.is_some() || self.fallback.iter().any(|(slot, ..)| *slot == at)
        };
        let has = |name: &str| self.slot(name).is_some_and(filled);
        let levels: [(&'static str, &[&str]); 6] = [
            ("ad", &[col::AD, col::AD_ID]),
            ("search_term", &[col::SEARCH_TERM]),
            ("keyword", &[col::KEYWORD]),
            ("ad_group", &[col::AD_GROUP, col::AD_GROUP_ID]),
            ("campaign", &[col::CAMPAIGN, col::CAMPAIGN_ID]),
            ("campaign_group", &[col::CAMPAIGN_GROUP]),
        ];
        Some(
            levels
                .iter()
                .find(|(_, columns)| columns.iter().any(|name| has(name)))
                .map_or("account", |(level, _)| level),
        )
    }

    /// Breakdowns in the rows: the same money stands once per age, gender, region …
    pub fn breakdowns(&self) -> Vec<String> {
        let all = [
            col::AGE,
            col::GENDER,
            col::COUNTRY,
            col::REGION,
            col::PLACEMENT,
            col::DEVICE,
        ];
        let has = |name: &str| {
            self.slots
                .iter()
                .any(|slot| slot.name == name && slot.cell.is_some())
        };
        all.into_iter()
            .filter(|name| has(name))
            .map(str::to_owned)
            .collect()
    }
}

fn position(normal: &[String], name: &str) -> Option<usize> {
    let name = header::normalised(name);
    normal.iter().position(|cell| *cell == name)
}

/// Whether a header says that its times are of UTC: `Created date (UTC)`.
fn says_utc(header: &str) -> bool {
    let header = header.to_lowercase();
    ["(utc)", "(in utc)", "(gmt)"]
        .iter()
        .any(|words| header.contains(words))
}
