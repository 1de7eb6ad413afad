//! The full cost of a period: media of the exports, the project's costs and hours, and what was typed.

use crate::error::Result;
use crate::project::{AllocationKey as Key, CostAmount, CostEntry, Project};
use crate::report::Filter;
use crate::report::ledger::{
    AllocationKey, Booking, Exchanged, FileRows, LedgerInputs, Origin, RecordedIn,
};
use crate::schema::{Amount, CostType, Function};
use crate::time::Period;

use super::exports::Files;
use super::held::Held;
use super::media::Media;
use super::money::{Exchange, within};
use super::{conditions, labour, overhead};

/// What was typed of costs.
#[derive(Clone, Copy)]
pub struct Typed<'t> {
    /// Cost by type.
    pub costs: &'t [(CostType, Amount)],
    /// Conditions on rows.
    pub filters: &'t [Filter],
}

impl<'t> Typed<'t> {
    /// Without conditions.
    pub fn whole(costs: &'t [(CostType, Amount)]) -> Self {
        Self {
            costs,
            filters: &[],
        }
    }

    pub(super) fn has(self, kind: CostType) -> bool {
        self.costs.iter().any(|(of, _)| *of == kind)
    }
}

/// Adds every cost. A type that was typed takes the place of the project's; of media, that which the exports hold stays.
///
/// # Errors
/// A missing rate.
pub fn add(
    project: &Project,
    typed: Typed<'_>,
    exchange: &Exchange<'_>,
    media: &Media,
    held: &mut Held,
    given: &mut LedgerInputs,
) -> Result<()> {
    booked(project, typed, exchange, media, given)?;
    if !typed.has(CostType::Labour) {
        labour::add(project, exchange, held, given)?;
    }
    if !typed.has(CostType::Overhead) {
        match typed.has(CostType::Labour) {
            true => overhead::of_typed_labour(project, given),
            false => overhead::of_labour(project, given),
        }
    }
    allocation(project, given);
    Ok(())
}

/// Adds what is money as it stands.
fn booked(
    project: &Project,
    typed: Typed<'_>,
    exchange: &Exchange<'_>,
    media: &Media,
    given: &mut LedgerInputs,
) -> Result<()> {
    let period = given.period;
    for ((platform, function, days), sum) in media {
        given.book(Booking {
            cost_type: CostType::Media,
            function: Some(*function),
            period: *days,
            amount: sum.money,
            recorded_in: RecordedIn::Export,
            platform: Some(platform.clone()),
            estimated: false,
            note: platform.clone(),
            origin: Origin::Files(rows(&sum.files)),
        });
    }
    for (kind, amount) in typed.costs {
        if *kind == CostType::Media && !conditions::typed_media(typed.filters) {
            continue;
        }
        given.book(Booking {
            cost_type: *kind,
            // Media that nobody says more of are those of ads.
            function: (*kind == CostType::Media).then_some(Function::Paid),
            period,
            amount: *amount,
            recorded_in: RecordedIn::Typed,
            platform: None,
            estimated: false,
            note: "--cost".into(),
            origin: Origin::Formula("typed as --cost".into()),
        });
    }
    // By content: numbers in keys are those of the same rows in any order.
    let mut costs: Vec<&CostEntry> = project.costs.iter().collect();
    costs.retain(|cost| !typed.has(cost.cost_type));
    costs.retain(|cost| conditions::cost(cost, typed.filters));
    costs.sort_by_cached_key(|cost| by_content(cost));
    for entry in costs {
        if let CostAmount::Money(money) = &entry.amount {
            let amount = exchange.of_entry(money, &entry.period, &entry.spot)?;
            let stated = exchange.stated(money, &entry.period, &entry.spot);
            book(entry, amount, stated, given);
        }
    }
    Ok(())
}

/// Files and their rows.
pub fn rows(files: &Files) -> Vec<FileRows> {
    let pair = |(file, rows): (&String, &u64)| FileRows {
        file: file.clone(),
        rows: *rows,
    };
    files.iter().map(pair).collect()
}

type Content = (
    Period,
    Option<Function>,
    CostType,
    Amount,
    [Option<String>; 2],
);

fn by_content(cost: &CostEntry) -> Content {
    let amount = match &cost.amount {
        CostAmount::Money(money) => money.reported,
        CostAmount::ShareOfLabour(share) => *share,
    };
    let words = [cost.vendor.clone(), cost.note.clone()];
    (cost.period, cost.function, cost.cost_type, amount, words)
}

fn book(entry: &CostEntry, amount: Amount, stated: Option<Exchanged>, given: &mut LedgerInputs) {
    let Some((amount, period)) = within(amount, &entry.period, &given.period) else {
        return;
    };
    let note = entry.vendor.clone().or_else(|| entry.note.clone());
    given.book(Booking {
        cost_type: entry.cost_type,
        function: entry.function,
        period,
        amount,
        recorded_in: RecordedIn::Sheet,
        platform: entry.platform.clone(),
        estimated: entry.estimated,
        note: note.unwrap_or_default(),
        origin: Origin::rows(&entry.spot.file, 1),
    });
    if let Some(input) = given.inputs.last_mut() {
        input.place = Some(entry.spot.to_string());
        input.exchanged = stated;
    }
    mark_others(entry, given);
    add_detail(entry.vendor.as_ref().and(entry.note.as_ref()), given);
}

/// Says of the cost that was added last whether it is media of a vendor who is no ad platform.
pub(super) fn mark_others(entry: &CostEntry, given: &mut LedgerInputs) {
    if let Some(cost) = given.costs.last_mut() {
        cost.is_others = entry.is_others;
    }
}

/// Adds the note that stands beside a vendor or a role to the cost that was added last.
pub(super) fn add_detail(note: Option<&String>, given: &mut LedgerInputs) {
    if let (Some(note), Some(cost)) = (note, given.costs.last_mut()) {
        cost.detail.clone_from(note);
    }
}

fn allocation(project: &Project, given: &mut LedgerInputs) {
    given.settings.allocation = match &project.allocation.key {
        None | Some(Key::Hours) => AllocationKey::Hours,
        Some(Key::DirectCost) => AllocationKey::DirectCost,
        Some(Key::Shares(shares)) => {
            given.settings.shares = shares.clone();
            AllocationKey::Shares
        }
    };
}
