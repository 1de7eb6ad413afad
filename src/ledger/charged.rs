//! What one function bears of the cost, month by month: its own cost, and its part of what is shared. Reports of ads
//! charge what this says, so that they and the ledger share cost by one mechanism.

use std::collections::BTreeMap;

use super::allocation::{Allocated, allocated};
use super::build::{Book, costs, held};
use super::cost::{CostLine, FullCost, RecordedIn};
use super::functions::key;
use super::inputs::{AllocationKey, LedgerInputs, Settings};
use super::over_time::spread;
use super::shares::{Unshared, by_signed_weight};
use crate::error::{Error, Result};
use crate::schema::{Amount, CostType, Function};
use crate::time::Period;

/// What falls on a function in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChargedPart {
    /// The month; `None` is what lies in no month of the settings.
    pub month: Option<Period>,
    /// The days of it on which that falls: of media those that no export holds, of all else the month.
    pub falls: Option<Period>,
    /// What the money was spent on.
    pub cost_type: CostType,
    /// The ad platform of media, where its record names one; the vendor who is none, beside media of exports.
    pub platform: Option<String>,
    /// The money.
    pub amount: Amount,
}

/// What one function bears beside the media of exports.
#[derive(Clone, Debug, PartialEq)]
pub struct Charged {
    /// Its own cost and its part of what is shared, by month, type and platform.
    pub parts: Vec<ChargedPart>,
    /// Media of every function, by month and platform: what a return on media is over.
    pub media: Vec<ChargedPart>,
    /// The key by which shared cost went; `None` where nothing is shared.
    pub shared_by: Option<AllocationKey>,
    /// Sentences about months whose shared cost goes another way than that of the others.
    pub notes: Vec<String>,
    /// The cost of every function, media of exports too.
    pub cost: FullCost,
}

/// Type of cost and platform of media.
type Kind = (CostType, Option<String>);

/// What a function bears of the cost in these inputs.
///
/// # Errors
/// As [`super::ledger`], of the costs.
pub fn charged(given: &LedgerInputs, function: Function) -> Result<Charged> {
    let book = Book::new(given.all_inputs())?;
    let (lines, _, hours) = costs(given, &book)?;
    held(&lines, &hours)?;
    let told = lines;
    let lines = others_apart(&told, given);
    let settings = &given.settings;
    let ways = allocated(&lines, &hours, settings);
    let mut parts = falling(&lines, |line| line.function == Some(function), settings);
    let shared = falling(&lines, |line| line.function.is_none(), settings);
    let media = falling(&lines, |line| line.cost_type == CostType::Media, settings);
    for way in &ways {
        parts.extend(part_of(way, function, &shared)?);
    }
    let has_shared = shared.iter().any(|part| part.amount != Amount::ZERO);
    let usual = key(&ways, settings);
    Ok(Charged {
        parts,
        media,
        shared_by: has_shared.then_some(usual),
        notes: ways.iter().filter_map(|way| way.told(usual)).collect(),
        cost: FullCost::of(told),
    })
}

/// The lines, with media of vendors who are no platforms in two: on days of which exports hold media it is the vendor's own,
/// whose outcomes nobody knows, and on the others it may be of any platform.
fn others_apart(lines: &[CostLine], given: &LedgerInputs) -> Vec<CostLine> {
    let apart = |line: &CostLine| {
        if !line.is_others {
            return vec![line.clone()];
        }
        let free = line.period.without_all(given.exported_days());
        let beside = line.period.without_all(free.iter().copied());
        let days = |spans: &[Period]| spans.iter().map(Period::days).sum::<i64>();
        let of_free = line.counted.of_days(days(&free), line.period.days());
        let parts = [
            (free, of_free, None),
            (beside, line.counted - of_free, Some(line.note.clone())),
        ];
        let parts = parts.into_iter().filter(|(days, ..)| !days.is_empty());
        let part = |(days, counted, platform)| CostLine {
            days,
            counted,
            platform,
            ..line.clone()
        };
        parts.map(part).collect()
    };
    lines.iter().flat_map(apart).collect()
}

/// Cost that is wanted, of a function or what is shared, beside the media of exports, as far as it counts.
fn falling(
    lines: &[CostLine],
    wanted: impl Fn(&CostLine) -> bool,
    settings: &Settings,
) -> Vec<ChargedPart> {
    let mut kinds: BTreeMap<Kind, Vec<&CostLine>> = BTreeMap::new();
    for line in lines {
        if !wanted(line) || line.recorded_in == RecordedIn::Export {
            continue;
        }
        // Of no day of it anything counts.
        if line.covered_by.is_some() && line.days.is_empty() {
            continue;
        }
        let is_media = line.cost_type == CostType::Media;
        let platform = line.platform.clone().filter(|_| is_media);
        let kind = (line.cost_type, platform);
        kinds.entry(kind).or_default().push(line);
    }
    let mut parts = Vec::new();
    for ((cost_type, platform), lines) in kinds {
        // Media stands against outcomes of the very days on which it falls.
        if cost_type == CostType::Media {
            let own = lines.iter().flat_map(|line| by_stretch(line, settings));
            parts.extend(own.map(|(month, falls, amount)| ChargedPart {
                month,
                falls: Some(falls),
                cost_type,
                platform: platform.clone(),
                amount,
            }));
            continue;
        }
        let of_kind = lines.iter().flat_map(|line| line.falling());
        let amounts = spread(of_kind, &settings.buckets);
        let months = settings.buckets.iter().copied().map(Some).chain([None]);
        let of = |days: &Period| lines.iter().any(|line| line.period.overlap(days).is_some());
        // A type that is on record as 0 is on record.
        let counts = |month: &Option<Period>, amount: Amount| {
            amount != Amount::ZERO || month.is_some_and(|days| of(&days))
        };
        let own = months.zip(amounts);
        parts.extend(own.filter(|(month, amount)| counts(month, *amount)).map(
            |(month, amount)| ChargedPart {
                month,
                falls: month,
                cost_type,
                platform: platform.clone(),
                amount,
            },
        ));
    }
    parts
}

/// A cost by the stretches of days on which it falls, cut at the borders of months.
fn by_stretch(line: &CostLine, settings: &Settings) -> Vec<(Option<Period>, Period, Amount)> {
    let mut found = Vec::new();
    for (days, amount) in line.falling() {
        let months = settings.buckets.iter();
        let own = months.filter_map(|month| Some((Some(*month), days.overlap(month)?)));
        let beyond = days.without_all(settings.buckets.iter().copied());
        let beyond = beyond.into_iter().map(|own| (None, own));
        let mut until = 0;
        for (month, own) in own.chain(beyond) {
            let from = until;
            until += own.days();
            let share = |to: i64| amount.of_days(to, days.days());
            found.push((month, own, share(until) - share(from)));
        }
    }
    found
}

/// What of shared cost that went one way a function bears, in proportion to what was shared.
fn part_of(
    way: &Allocated,
    function: Function,
    shared: &[ChargedPart],
) -> Result<Vec<ChargedPart>> {
    let cells: Vec<&ChargedPart> = shared
        .iter()
        .filter(|cell| way.key == AllocationKey::Shares || cell.month == way.month)
        .collect();
    let own = way.parts.iter().filter(|part| part.function == function);
    let own: Amount = own.map(|part| part.cost).sum();
    let weights: Vec<Amount> = cells.iter().map(|cell| cell.amount).collect();
    let amounts = match by_signed_weight(own, &weights) {
        Ok(amounts) => amounts,
        Err(Unshared::NoWeight) => return Ok(Vec::new()),
        Err(Unshared::TooLarge) => {
            return Err(Error::TooLarge {
                what: "shared cost".into(),
            });
        }
    };
    let parts = cells.into_iter().zip(amounts);
    Ok(parts
        .map(|(cell, amount)| ChargedPart {
            amount,
            ..cell.clone()
        })
        .collect())
}
