//! What worked and what did not: campaigns by return, those of any weight.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::report::{Argument, ChartOptions, Kind, Phrase, Row, Table};
use crate::schema::{Amount, col};

use super::draft::{Draft, optional};
use super::money::is_named;
use super::span::{Built, Missing};
use super::{Content, Section, Span};

const ID: &str = "campaigns";

/// Campaigns with a smaller part of the spend are not ranked.
const WEIGHTY: f64 = 0.01;

/// Campaigns of a chart, at least and at most.
const LEAST_DRAWN: usize = 12;
const MOST_DRAWN: usize = 24;

/// The best and the worst campaigns, and in several pages all as a chart.
///
/// # Errors
/// As [`crate::report::report`].
pub fn section(draft: &mut Draft<'_>) -> Result<Built> {
    const TITLE: &str = "document.campaigns";
    if draft.overall.defined("roi").is_none() {
        let needs = if draft.has_spend() {
            "document.needs.outcomes"
        } else {
            "document.needs.spend"
        };
        return Ok(Missing::built(TITLE, needs));
    }
    let Some((mut table, shared)) = named(draft)? else {
        return Ok(Missing::built(TITLE, "document.needs.spend"));
    };
    let campaigns = table.rows.len();
    weighty(draft, &mut table);
    by_return(&mut table);
    let mut parts = Vec::new();
    let mut lead = Vec::new();
    match draft.span {
        Span::Page => lead.extend(said(&table, &shared)),
        Span::Book => parts.extend(drawn(draft, campaigns)?),
    }
    for (id, table) in ends(table, draft.span) {
        parts.push(Content::Figures(draft.traced(
            ID,
            Phrase::plain(id),
            table,
        )?));
    }
    Ok(Ok(Section {
        id: ID,
        title: Phrase::plain(TITLE),
        lead,
        parts,
    }))
}

/// The campaigns that have a name and are to sell, and the names that several platforms use.
fn named(draft: &Draft<'_>) -> Result<Option<(Table, BTreeSet<String>)>> {
    let metrics: &[&str] = match draft.span {
        Span::Page => &["roi", col::SPEND],
        Span::Book => &["roi", col::SPEND, "revenue_joined", "roas"],
    };
    let Some(mut table) = optional(draft.table(&[col::CAMPAIGN, col::PLATFORM], metrics))? else {
        return Ok(None);
    };
    table.total = None;
    let unsold = draft.unsold();
    table.rows.retain(|row| {
        is_named(row.keys[0].as_deref().unwrap_or_default()) && !unsold.contains(&row.keys)
    });
    let shared = shared(&table);
    Ok(Some((table, shared)))
}

/// Keeps the campaigns of any weight.
fn weighty(draft: &Draft<'_>, table: &mut Table) {
    let spend = draft.overall.exact(col::SPEND).unwrap_or(Amount::ZERO);
    let least = WEIGHTY * spend.to_f64();
    let weighs = |spend: f64| spend > 0.0 && spend >= least;
    table
        .rows
        .retain(|row| row.cells[0].number().is_some() && row.cells[1].number().is_some_and(weighs));
}

/// All of them as a chart, as far as it has room.
fn drawn(draft: &mut Draft<'_>, campaigns: usize) -> Result<Option<Content>> {
    let asked = ChartOptions {
        by: Some(col::CAMPAIGN.into()),
        top: Some(campaigns.clamp(LEAST_DRAWN, MOST_DRAWN)),
        ..ChartOptions::default()
    };
    draft.drawn(ID, Kind::Roi, &asked)
}

/// The first and the last of them, none in both.
fn ends(mut best: Table, span: Span) -> Vec<(&'static str, Table)> {
    let count = match best.rows.len() {
        0 => return Vec::new(),
        1 => 1,
        rows => span.rows().min(rows / 2),
    };
    let worst = best.rows.split_off((best.rows.len() - count).max(count));
    let worst = Table {
        rows: worst.into_iter().rev().collect(),
        ..best.clone()
    };
    best.rows.truncate(count);
    let ends = [
        ("document.campaigns.best", best),
        ("document.campaigns.worst", worst),
    ];
    let some = ends.into_iter().filter(|(_, table)| !table.rows.is_empty());
    some.collect()
}

/// Highest return first, then highest spend.
fn by_return(table: &mut Table) {
    let figure = |row: &Row, at: usize| row.cells[at].number().unwrap_or_default();
    table.rows.sort_by(|a, b| {
        figure(b, 0)
            .total_cmp(&figure(a, 0))
            .then_with(|| figure(b, 1).total_cmp(&figure(a, 1)))
            .then_with(|| a.keys.cmp(&b.keys))
    });
}

/// The first and the last in a sentence, where their figures differ as they are printed.
fn said(table: &Table, shared: &BTreeSet<String>) -> Option<Phrase> {
    let printed = |row: &Row| {
        let figure = row.cells[0].number();
        figure.map(|figure| table.metrics[0].drawn(figure))
    };
    let alike = |one: &Row, other: &Row| printed(one) == printed(other);
    let (best, worst) = (table.rows.first()?, table.rows.last()?);
    if alike(best, worst) {
        return None;
    }
    let end = |row: &Row, ids: [&'static str; 2]| {
        let figure = Argument::Figure(row.cells[0].clone(), table.metrics[0].clone());
        match table.rows.iter().filter(|other| alike(row, other)).count() {
            1 => Phrase::plain(ids[0]).with(col::CAMPAIGN, name(&row.keys, shared)),
            several => Phrase::plain(ids[1]).count("count", several),
        }
        .with("figure", figure)
    };
    let most = ["document.campaigns.most", "document.campaigns.most.several"];
    let least = [
        "document.campaigns.least",
        "document.campaigns.least.several",
    ];
    Some(
        Phrase::plain("document.campaigns.lead")
            .with("best", Argument::Phrase(end(best, most)))
            .with("worst", Argument::Phrase(end(worst, least))),
    )
}

/// The campaign's name, with its platform where another platform has one of that name.
pub fn name(keys: &[Option<String>], shared: &BTreeSet<String>) -> Argument {
    let text = |at: usize| keys.get(at).cloned().flatten().unwrap_or_default();
    let campaign = text(0);
    if shared.contains(&campaign) {
        return Argument::Phrase(
            Phrase::plain("document.campaigns.on")
                .text(col::CAMPAIGN, campaign)
                .text(col::PLATFORM, text(1)),
        );
    }
    Argument::Text(campaign)
}

/// The names that campaigns of several platforms bear, in a table by campaign and platform.
pub fn shared(table: &Table) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let names = table.rows.iter().filter_map(|row| row.keys[0].clone());
    names.filter(|name| !seen.insert(name.clone())).collect()
}
