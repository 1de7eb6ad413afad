//! What paid media cost beside the media of exports, for a report: worked out as the ledger does, of the same records.

use std::collections::BTreeSet;

use polars::prelude::DataFrame;

use crate::error::Result;
use crate::ingest::Rates;
use crate::project::Project;
use crate::report::ledger::{
    AllocationKey, Charged, ChargedPart, LedgerInputs, RecordedIn, charged, guessed,
};
use crate::report::{Dataset, DatedCost, FUNCTION, ReportOptions, narrowed};
use crate::schema::{Amount, CostType, Function};
use crate::time::Period;

use super::costs::{self, Typed};
use super::covered::{months_of, of_media};
use super::held::Held;
use super::media::media;
use super::money::Exchange;
use crate::command::mapping;

/// What the cost is asked of.
pub struct Asked<'a> {
    /// The project.
    pub project: &'a Project,
    /// The rows of the files.
    pub dataset: &'a Dataset,
    /// What was typed.
    pub options: &'a ReportOptions,
    /// Rates of currencies.
    pub rates: &'a Rates,
}

/// What paid media cost in some days.
pub struct PaidCost {
    /// By type, in the order of types.
    pub costs: Vec<(CostType, Amount)>,
    /// The same by month, that of media by platform.
    pub dated: Vec<DatedCost>,
    /// Media of every function that no export holds.
    pub media: Vec<DatedCost>,
    /// By what shared cost was shared out, in words; `None` where there was none.
    pub shared_by: Option<&'static str>,
    /// Months whose shared cost went another way, and media that are only taken to be in the exports, in sentences.
    pub notes: Vec<String>,
    /// Whether the exports hold all media of the project, or a part of its days, or nothing of it.
    pub held: HeldMedia,
    /// Functions other than paid media whose media the exports hold.
    pub served: Vec<Function>,
    /// Other functions that cost something beside that.
    pub others: Vec<Function>,
    /// Types of cost on record, whoever bears them.
    pub on_record: Vec<CostType>,
}

/// How much of the media of the project the exports hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldMedia {
    /// Nothing.
    None,
    /// Some days of it; this much counts beside them.
    Partly(Amount),
    /// All of it.
    All,
}

/// What paid media cost in a period: cost that was typed takes the place of its type, and is shared out like it. `only` is
/// the period that was asked for: without one, rows without a date count too.
///
/// # Errors
/// A missing rate; rows that cross a border of the period; a sum that is too large.
pub fn of_paid(asked: &Asked<'_>, period: &Period, only: Option<&Period>) -> Result<PaidCost> {
    let options = asked.options;
    let calendar = options.calendar;
    let spend = mapped_spend(asked.project, asked.dataset)?;
    let plain = ReportOptions {
        filters: Vec::new(),
        costs: Vec::new(),
        costs_of: Vec::new(),
        ..options.clone()
    };
    let (now, _) = narrowed(&spend, &plain, only)?;
    let holds = of_media(&spend, *calendar);
    let media = media(&now, period, *calendar, &holds, &BTreeSet::new());
    let currency = options.currency.clone();
    let currency = currency.or_else(|| asked.project.currency.clone());
    let mut given = LedgerInputs::new(*period, currency.clone().unwrap_or_default());
    given.settings.buckets = months_of(period, calendar);
    let exchange = Exchange {
        from: asked.project.currency.clone(),
        to: currency,
        rates: asked.rates,
    };
    // Cost is shared out before conditions narrow the rows that bear it.
    let typed = Typed::whole(&options.costs);
    costs::add(
        asked.project,
        typed,
        &exchange,
        &media,
        &mut Held::default(),
        &mut given,
    )?;
    let found = charged(&given, Function::Paid)?;
    let parts = found.parts.clone();
    let of_type = |kind: CostType| {
        let mut own = parts
            .iter()
            .filter(|part| part.cost_type == kind)
            .peekable();
        own.peek()?;
        Some((kind, own.map(|part| part.amount).sum()))
    };
    let functions = |exported: bool| {
        let own = found.cost.lines.iter();
        let own = own.filter(move |line| (line.recorded_in == RecordedIn::Export) == exported);
        let own: BTreeSet<Function> = own.filter_map(|line| line.function).collect();
        own.into_iter().filter(|own| *own != Function::Paid)
    };
    Ok(PaidCost {
        costs: CostType::ALL.into_iter().filter_map(of_type).collect(),
        shared_by: found
            .shared_by
            .filter(|key| *key != AllocationKey::None)
            .map(AllocationKey::words),
        notes: [found.notes.clone(), guessed(&found.cost.lines)].concat(),
        held: held(&found),
        served: functions(true).collect(),
        others: functions(false).collect(),
        on_record: on_record(&found),
        dated: parts.into_iter().map(dated).collect(),
        media: found.media.iter().cloned().map(dated).collect(),
    })
}

fn dated(part: ChargedPart) -> DatedCost {
    DatedCost {
        cost_type: part.cost_type,
        days: part.month,
        falls: part.falls,
        platform: part.platform,
        amount: part.amount,
    }
}

/// The spend of the files, by whom the project's rules say that it serves.
fn mapped_spend(project: &Project, dataset: &Dataset) -> Result<Dataset> {
    let mut mapped = Dataset::default();
    let spend = dataset.frames.get_key_value("ad_spend");
    let spend = spend.map(|(table, frame)| (*table, frame.clone()));
    mapped.frames.extend(spend);
    // Rows that the mapping went over are not mapped again.
    let is_mapped = |frame: &DataFrame| frame.column(FUNCTION).is_ok();
    if !mapped.frames.values().any(is_mapped) {
        mapping::map(&project.mapping, &mut mapped)?;
    }
    Ok(mapped)
}

fn held(found: &Charged) -> HeldMedia {
    let invoices =
        found.cost.lines.iter().filter(|line| {
            line.cost_type == CostType::Media && line.recorded_in == RecordedIn::Sheet
        });
    let (mut counted, mut is_partly, mut is_held) = (Amount::ZERO, false, false);
    // Media that names no platform is told by itself.
    let named = invoices.filter(|line| line.platform.is_some() && line.covered_by.is_some());
    for line in named {
        is_held = true;
        is_partly |= !line.days.is_empty();
        counted += line.counted;
    }
    match (is_held, is_partly) {
        (false, _) => HeldMedia::None,
        (true, true) => HeldMedia::Partly(counted),
        (true, false) => HeldMedia::All,
    }
}

fn on_record(found: &Charged) -> Vec<CostType> {
    let missing = &found.cost.completeness.missing;
    let full = CostType::FULL.into_iter();
    full.filter(|kind| !missing.contains(kind)).collect()
}
