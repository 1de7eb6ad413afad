//! Costs as they are handed in and as they are printed: eight types and incidents, each a formula over inputs.

use serde::Serialize;

use super::expression::Expression;
use super::plain;
use super::shares::by_weight;
use crate::schema::{Amount, CostType, Function};
use crate::time::Period;

/// Where a cost was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordedIn {
    /// The export of an ad platform.
    Export,
    /// The sheet of costs: an invoice, an entry.
    Sheet,
    /// Nowhere but on the command line: beside whatever is on record.
    Typed,
    /// Hours times a loaded rate.
    Hours,
    /// A share of labour.
    ShareOfLabour,
}

impl RecordedIn {
    /// Where, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Export => "exports",
            Self::Sheet => "cost list",
            Self::Typed => "command line (--cost)",
            Self::Hours => "hours × rate",
            Self::ShareOfLabour => "share of labour",
        }
    }
}

/// Media that an export holds, whether the ledger counts it or not: nothing else of its platform and days is a cost of
/// its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExportedMedia {
    /// The ad platform.
    pub platform: String,
    /// The days.
    pub period: Period,
}

/// One cost, before media recorded twice are taken out.
#[derive(Clone, Debug, PartialEq)]
pub struct CostSpec {
    /// What the money was spent on.
    pub cost_type: CostType,
    /// Whose it is; `None` is shared.
    pub function: Option<Function>,
    /// The days it is for.
    pub period: Period,
    /// The money.
    pub amount: Expression,
    /// Where it was recorded.
    pub recorded_in: RecordedIn,
    /// The ad platform that was paid; `None` where the record does not say.
    pub platform: Option<String>,
    /// Media of a vendor who is no ad platform: no export holds it.
    pub is_others: bool,
    /// It is an estimate that is not in the books.
    pub estimated: bool,
    /// The hours in the formula, by which shared cost may be allocated.
    pub hours: Option<String>,
    /// Vendor, role or note, for people.
    pub note: String,
    /// The note that stands beside a vendor or a role: it tells apart what is alike otherwise.
    pub detail: String,
}

/// One cost as it is printed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CostLine {
    /// What the money was spent on.
    #[serde(serialize_with = "plain::name")]
    pub cost_type: CostType,
    /// Whose it is; `None` is shared.
    #[serde(serialize_with = "plain::name_or_null")]
    pub function: Option<Function>,
    /// The days it is for.
    #[serde(serialize_with = "plain::period")]
    pub period: Period,
    /// The money on record.
    #[serde(serialize_with = "plain::amount")]
    pub amount: Amount,
    /// What of it counts, the rest being recorded elsewhere too.
    #[serde(serialize_with = "plain::amount")]
    pub counted: Amount,
    /// The stretches of days that count; the whole period where nothing of it is covered.
    #[serde(skip)]
    pub days: Vec<Period>,
    /// What covers the rest.
    pub covered_by: Option<String>,
    /// Where it was recorded.
    pub recorded_in: RecordedIn,
    /// The ad platform that was paid.
    pub platform: Option<String>,
    /// Media of a vendor who is no ad platform: no export holds it.
    #[serde(skip)]
    pub is_others: bool,
    /// It is an estimate that is not in the books.
    pub estimated: bool,
    /// The formula over keys of inputs.
    pub formula: String,
    /// The keys of its inputs.
    pub inputs: Vec<String>,
    /// Vendor, role or note.
    pub note: String,
    /// The note beside a vendor or a role.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

impl CostLine {
    /// What counts of it, by the days that it falls on.
    pub(super) fn falling(&self) -> Vec<(Period, Amount)> {
        let weights: Vec<Amount> = self
            .days
            .iter()
            .map(|own| Amount::whole(own.days()))
            .collect();
        match by_weight(self.counted, &weights) {
            Some(parts) => self.days.iter().copied().zip(parts).collect(),
            None => vec![(self.period, self.counted)],
        }
    }
}

/// The sum of one type of cost.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TypeTotal {
    /// The type.
    #[serde(serialize_with = "plain::name")]
    pub cost_type: CostType,
    /// What of it counts; `None` where nothing of the type is on record.
    #[serde(serialize_with = "plain::amount_or_null")]
    pub amount: Option<Amount>,
    /// What of that is an estimate: so marked, or a share of labour.
    #[serde(serialize_with = "plain::amount")]
    pub estimated: Amount,
}

/// How many of the eight types of cost are on record (metric G-15).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Completeness {
    /// Types on record.
    pub recorded: usize,
    /// Types that a full cost has.
    pub of: usize,
    /// Types that are missing, in the order of the catalogue.
    #[serde(serialize_with = "plain::names")]
    pub missing: Vec<CostType>,
}

impl Completeness {
    fn of(totals: &[TypeTotal]) -> Self {
        let has = |kind: &CostType| {
            let found = totals.iter().find(|total| total.cost_type == *kind);
            found.is_some_and(|total| total.amount.is_some())
        };
        let missing: Vec<CostType> = CostType::FULL
            .into_iter()
            .filter(|kind| !has(kind))
            .collect();
        Self {
            recorded: CostType::FULL.len() - missing.len(),
            of: CostType::FULL.len(),
            missing,
        }
    }

    /// Whether all are there.
    pub fn is_full(&self) -> bool {
        self.missing.is_empty()
    }

    /// `full cost`, `cost: media only (1 of 8 cost types)`, `cost: 6 of 8 cost types (without creators, training)`.
    pub fn sentence(&self) -> String {
        let counted = format!("{} of {} cost types", self.recorded, self.of);
        let names = |of: &[CostType]| {
            of.iter()
                .map(|kind| kind.name())
                .collect::<Vec<_>>()
                .join(", ")
        };
        match self.recorded {
            recorded if recorded == self.of => "full cost".into(),
            0 => "no cost recorded".into(),
            1 => {
                let there = CostType::FULL
                    .into_iter()
                    .find(|kind| !self.missing.contains(kind));
                format!(
                    "cost: {} only ({counted})",
                    there.map_or("", CostType::name)
                )
            }
            _ => format!("cost: {counted} (without {})", names(&self.missing)),
        }
    }
}

/// The full cost: its lines, its types and its sum.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FullCost {
    /// Every record, those covered by another too.
    pub lines: Vec<CostLine>,
    /// The sum per type, all eight and incidents.
    pub by_type: Vec<TypeTotal>,
    /// The sum of what counts.
    #[serde(serialize_with = "plain::amount")]
    pub total: Amount,
    /// How many types are on record.
    pub completeness: Completeness,
}

impl FullCost {
    /// Adds lines up.
    pub(super) fn of(lines: Vec<CostLine>) -> Self {
        let total_of = |kind: CostType| {
            let mut of_kind = lines
                .iter()
                .filter(|line| line.cost_type == kind)
                .peekable();
            of_kind.peek()?;
            Some(of_kind.map(|line| line.counted).sum())
        };
        let by_type: Vec<TypeTotal> = CostType::ALL
            .into_iter()
            .map(|cost_type| TypeTotal {
                cost_type,
                amount: total_of(cost_type),
                estimated: lines
                    .iter()
                    .filter(|line| line.cost_type == cost_type && line.estimated)
                    .map(|line| line.counted)
                    .sum(),
            })
            .collect();
        Self {
            total: lines.iter().map(|line| line.counted).sum(),
            completeness: Completeness::of(&by_type),
            by_type,
            lines,
        }
    }

    /// How many days of a period have any of a type on record.
    pub fn days_of(&self, kind: CostType, period: &Period) -> i64 {
        let own = self.lines.iter().filter(|line| line.cost_type == kind);
        distinct_days(own.filter_map(|line| line.period.overlap(period)).collect())
    }

    /// The sum of one type; nothing where none is on record.
    pub fn of_type(&self, kind: CostType) -> Amount {
        let found = self.by_type.iter().find(|total| total.cost_type == kind);
        found.and_then(|total| total.amount).unwrap_or_default()
    }
}

/// What of an amount that falls evenly on some stretches of days falls on those that other spans have too.
pub(super) fn falling_on(amount: Amount, stretches: &[Period], spans: &[Period]) -> Amount {
    let common = |own: &Period| -> Vec<Period> {
        let common = spans.iter().filter_map(|span| span.overlap(own));
        common.collect()
    };
    let days = distinct_days(stretches.iter().flat_map(common).collect());
    match stretches.iter().map(Period::days).sum() {
        0 => Amount::ZERO,
        of => amount.of_days(days, of),
    }
}

/// How many days lie in any of the spans.
pub(super) fn distinct_days(mut spans: Vec<Period>) -> i64 {
    spans.sort();
    let (mut days, mut until) = (0, None);
    for span in spans {
        let fresh = match until {
            Some(end) if span.end <= end => continue,
            Some(end) if span.start <= end => (span.end - end).num_days(),
            _ => span.days(),
        };
        days += fresh;
        until = Some(span.end);
    }
    days
}
