//! Which outcomes count, and their rows with the columns of `conversions`.

use polars::prelude::DataFrame;

use crate::error::{Result, Warning};
use crate::report::{OutcomeKind, Outcomes};
use crate::schema::{ONE, cells, col};

use super::{Dataset, Supplied, listed, with_file};

/// The dimensions of outcomes that a web-analytics table has.
pub fn dimensions_of(one: &Supplied<'_>) -> Vec<&'static str> {
    let all = [
        col::UTM_CAMPAIGN,
        col::SOURCE,
        col::MEDIUM,
        col::CHANNEL_GROUP,
    ];
    all.into_iter()
        .filter(|name| one.frame.column(name).is_ok())
        .collect()
}

/// Web analytics states one revenue in several tables of a file, each by another dimension: the one that names
/// campaigns counts.
pub fn finest_analytics(tables: &[Supplied<'_>], path: &str) -> Vec<&'static str> {
    tables
        .iter()
        .filter(|one| one.path == path && outcome_kind(one) == Some(OutcomeKind::Analytics))
        .map(dimensions_of)
        .max_by_key(|dimensions| (dimensions.contains(&col::UTM_CAMPAIGN), dimensions.len()))
        .unwrap_or_default()
}

/// The kind of outcome that a reading holds, if it holds any.
pub fn outcome_kind(one: &Supplied<'_>) -> Option<OutcomeKind> {
    let has = |name: &str| one.frame.column(name).is_ok();
    match one.table {
        "conversions" if matches!(one.vendor, "stripe" | "paypal") => Some(OutcomeKind::Payments),
        "conversions" => Some(OutcomeKind::Shop),
        "deals" => has(col::AMOUNT).then_some(OutcomeKind::Deals),
        "sessions" => (has(col::REVENUE)
            && (has(col::SOURCE) || has(col::UTM_CAMPAIGN) || has(col::CHANNEL_GROUP)))
        .then_some(OutcomeKind::Analytics),
        _ => None,
    }
}

/// The kinds that count; the others are left out aloud, as the same sale often stands in several.
pub fn chosen(
    readings: &[Supplied<'_>],
    outcomes: &Outcomes,
    dataset: &mut Dataset,
) -> Vec<OutcomeKind> {
    let mut found: Vec<OutcomeKind> = readings.iter().filter_map(outcome_kind).collect();
    found.sort();
    found.dedup();
    let kinds = match outcomes {
        Outcomes::Kinds(kinds) => kinds.clone(),
        Outcomes::Best => found.iter().take(1).copied().collect(),
    };
    for kind in found.iter().filter(|kind| !kinds.contains(kind)) {
        let files: Vec<&str> = readings
            .iter()
            .filter(|reading| outcome_kind(reading) == Some(*kind))
            .map(|reading| reading.path)
            .collect();
        let taken = kinds
            .iter()
            .map(|kind| kind.name())
            .collect::<Vec<_>>()
            .join(" and ");
        let what = format!(
            "outcomes of {} ({}) are left out: the same sale would count twice beside {taken}",
            kind.name(),
            listed(&files)
        );
        dataset.warnings.push(
            Warning::run(what).hint(format!("`--outcomes {}` counts them instead", kind.name())),
        );
    }
    kinds
}

/// Sales without campaigns count only where no outcome has campaigns, and only one such file.
pub fn chosen_summary<'r>(
    readings: &[Supplied<'r>],
    kinds: &[OutcomeKind],
    dataset: &mut Dataset,
) -> Vec<&'r str> {
    let summaries: Vec<&Supplied<'r>> = readings
        .iter()
        .filter(|reading| reading.table == "sales_summary")
        .collect();
    let mut taken: Vec<&Supplied<'r>> = Vec::new();
    for one in summaries.iter().filter(|_| kinds.is_empty()) {
        if !taken.iter().any(|known| days_meet(known.frame, one.frame)) {
            taken.push(one);
        }
    }
    let taken: Vec<&'r str> = taken.iter().map(|one| one.path).collect();
    let left: Vec<&str> = summaries
        .iter()
        .map(|one| one.path)
        .filter(|path| !taken.contains(path))
        .collect();
    if !left.is_empty() {
        let what = format!(
            "sales summaries ({}) are left out: the same sales would count twice",
            listed(&left)
        );
        dataset
            .warnings
            .push(Warning::run(what).hint("report that file alone"));
    }
    taken
}

/// Whether two tables can be about the same days; one without days can be about any.
fn days_meet(first: &DataFrame, second: &DataFrame) -> bool {
    let span = |frame| cells::span(frame, col::PERIOD_START, col::PERIOD_END);
    match (span(first), span(second)) {
        (Some((a, b)), Some((c, d))) => a <= d && c <= b,
        _ => true,
    }
}

/// Outcomes of any table with the columns of `conversions`.
pub fn outcome_frame(one: &Supplied<'_>) -> Result<DataFrame> {
    let mut own = with_file(one.frame, one.path)?;
    match one.table {
        "deals" => {
            let won: Vec<bool> = match cells::texts(&own, col::STATUS) {
                Some(status) => status.iter().map(|status| *status == Some("won")).collect(),
                None => vec![false; own.height()],
            };
            own = cells::kept(&own, &won)?;
            let amount = cells::amounts(&own, col::AMOUNT).unwrap_or_default();
            own.with_column(cells::amount_column(col::REVENUE, amount))?;
            own.with_column(cells::count_column(
                col::ORDERS,
                vec![Some(1); own.height()],
            ))?;
        }
        "conversions" if own.column(col::ORDERS).is_err() => {
            own.with_column(cells::count_column(
                col::ORDERS,
                vec![Some(1); own.height()],
            ))?;
        }
        _ => {}
    }
    if let Some(new) = new_customers(&own) {
        own.with_column(cells::count_column(col::NEW_CUSTOMER_ORDERS, new))?;
    }
    Ok(own)
}

/// Orders of new customers, by the kind of customer that each row states; `None` where no row does. A word that says neither
/// is no customer who came back: there the file's own count stays.
fn new_customers(own: &DataFrame) -> Option<Vec<Option<i64>>> {
    let kinds = cells::texts(own, col::CUSTOMER_TYPE)?;
    let orders = cells::amounts(own, col::ORDERS)?;
    let counted = cells::amounts(own, col::NEW_CUSTOMER_ORDERS);
    let counted = counted.unwrap_or_else(|| vec![None; own.height()]);
    let whole = |units: i128| i64::try_from(units / ONE).ok();
    let rows = kinds.into_iter().zip(orders).zip(counted);
    let new = rows.map(|((kind, orders), counted)| match kind.and_then(is_new) {
        Some(true) => whole(orders?),
        Some(false) => Some(0),
        None => whole(counted?),
    });
    Some(new.collect())
}

/// Whether a kind of customer is a new one; `None` where the word says nothing of it.
fn is_new(kind: &str) -> Option<bool> {
    let kind = kind.to_lowercase();
    let mut words = kind.split(|sign: char| !sign.is_alphanumeric());
    let first = words.find(|word| !word.is_empty())?;
    if ["new", "first"].contains(&first) {
        return Some(true);
    }
    let begins = |word: &&str| first.starts_with(word);
    let back = ["return", "repeat", "existing", "recurring"];
    back.iter().any(begins).then_some(false)
}
