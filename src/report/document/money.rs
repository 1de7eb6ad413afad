//! Where the money went and what it returned: by platform, and by channel with what no spend stands behind.

use crate::error::Result;
use crate::report::join::{AMBIGUOUS, NO_MATCH};
use crate::report::{Argument, ChartOptions, Kind, Phrase, Row, Table};
use crate::schema::{Media, col, media};

use super::draft::{Draft, optional};
use super::span::{Built, Missing};
use super::words::{exact, place, share};
use super::{Content, Section, Span, reconciliation};

/// Its name in addresses.
const MONEY: &str = "money";
const CHANNELS: &str = "channels";

/// The table by platform, largest spend first.
///
/// # Errors
/// As [`crate::report::report`].
pub fn section(draft: &mut Draft<'_>) -> Result<Built> {
    const TITLE: &str = "document.money";
    if !draft.has_spend() {
        return Ok(Missing::built(TITLE, "document.needs.spend"));
    }
    let Some(mut table) = optional(draft.table(&[col::PLATFORM], metrics(draft)))? else {
        return Ok(Missing::built(TITLE, "document.needs.spend"));
    };
    table.rows.retain(|row| row.cells[0].number().is_some());
    let mut lead: Vec<Phrase> = largest(draft, &table).into_iter().collect();
    if draft.span == Span::Page {
        lead.extend(reconciliation::said(draft)?);
    }
    let caption = Phrase::plain("document.money.platforms");
    let mut parts = vec![Content::Figures(draft.traced(MONEY, caption, table)?)];
    if draft.span == Span::Book {
        let asked = ChartOptions {
            by: Some(col::CAMPAIGN.into()),
            ..ChartOptions::default()
        };
        parts.extend(draft.drawn(MONEY, Kind::SpendReturn, &asked)?);
    }
    Ok(Ok(Section {
        id: MONEY,
        title: Phrase::plain(TITLE),
        lead,
        parts,
    }))
}

/// What is shown of each platform: its return, or what it did where that is not known.
fn metrics(draft: &Draft<'_>) -> &'static [&'static str] {
    let costs = !draft.source.options.costs.is_empty();
    match draft.overall.defined("roas") {
        Some(_) if costs => &[
            col::SPEND,
            "full_cost",
            "revenue_joined",
            "roas",
            "roi",
            "claimed_revenue",
        ],
        Some(_) => &[
            col::SPEND,
            "revenue_joined",
            "roas",
            "roi",
            "claimed_revenue",
        ],
        None => &[
            col::SPEND,
            col::IMPRESSIONS,
            col::CLICKS,
            "ctr",
            "cpc",
            "cpa",
            "claimed_revenue",
        ],
    }
}

/// Who took most, and what it returned.
fn largest(draft: &Draft<'_>, table: &Table) -> Option<Phrase> {
    let row = table.rows.first().filter(|_| table.rows.len() > 1)?;
    let whole = draft.overall.exact(col::SPEND)?;
    let roas = place(table, "roas")?;
    row.cells[roas].number()?;
    let figure =
        |row: &Row, at: usize| Argument::Figure(row.cells[at].clone(), table.metrics[at].clone());
    let total = table.total.as_ref()?;
    Some(
        Phrase::plain("document.money.lead")
            .text("platform", row.keys[0].clone().unwrap_or_default())
            .with("share", share(exact(&row.cells[0])?, whole))
            .with("roas", figure(row, roas))
            .with("all", figure(total, roas)),
    )
}

/// Revenue by channel, with and without spend.
///
/// # Errors
/// As [`crate::report::report`].
pub fn channels(draft: &mut Draft<'_>) -> Result<Built> {
    const TITLE: &str = "document.channels";
    if draft.overall.defined(col::REVENUE).is_none() {
        return Ok(Missing::built(TITLE, "document.needs.outcomes"));
    }
    let metrics = [
        col::REVENUE,
        "revenue_joined",
        col::ORDERS,
        "aov",
        col::SPEND,
        "roas",
        "roi",
    ];
    let Some(mut table) = optional(draft.table(&[col::CHANNEL], &metrics))? else {
        return Ok(Missing::built(TITLE, "document.needs.outcomes"));
    };
    let number = |row: &Row, at: usize| row.cells[at].number().unwrap_or_default();
    table
        .rows
        .retain(|row| (0..row.cells.len()).any(|at| number(row, at) != 0.0));
    table.rows.sort_by(|a, b| {
        let by_revenue = number(b, 0).total_cmp(&number(a, 0));
        by_revenue.then_with(|| a.keys.cmp(&b.keys))
    });
    let caption = Phrase::plain("document.channels.table");
    let lead = [unpaid(&table), unrecorded(&table), basis(&table)];
    let lead = lead.into_iter().flatten().collect();
    let parts = vec![Content::Figures(draft.traced(CHANNELS, caption, table)?)];
    Ok(Ok(Section {
        id: CHANNELS,
        title: Phrase::plain(TITLE),
        lead,
        parts,
    }))
}

/// The part of the revenue that comes by channels that no media spend can stand behind, where there is spend.
fn unpaid(table: &Table) -> Option<Phrase> {
    place(table, col::SPEND)?;
    let whole = exact(&table.total.as_ref()?.cells[0])?;
    let free = |row: &&Row| media(channel(row)) == Some(Media::Never);
    let unpaid = without_spend(table).into_iter().filter(free);
    let unpaid = unpaid.filter_map(|row| exact(&row.cells[0]));
    let unpaid = unpaid.reduce(|a, b| a + b)?;
    Some(Phrase::plain("document.channels.lead").with("share", share(unpaid, whole)))
}

/// The channels of ads whose spend is in no file.
fn unrecorded(table: &Table) -> Option<Phrase> {
    let bought = |row: &&Row| media(channel(row)) == Some(Media::Always);
    let rows = without_spend(table).into_iter().filter(bought);
    let names: Vec<&str> = rows.map(channel).collect();
    (!names.is_empty())
        .then(|| Phrase::plain("document.channels.unrecorded").text("channels", names.join(", ")))
}

/// What ROAS is over, where the columns beside it do not divide.
fn basis(table: &Table) -> Option<Phrase> {
    place(table, "roas").map(|_| Phrase::plain("document.channels.basis"))
}

fn without_spend(table: &Table) -> Vec<&Row> {
    let spend = place(table, col::SPEND);
    let has = |row: &Row| spend.is_some_and(|at| row.cells[at].number().is_some());
    table.rows.iter().filter(|row| !has(row)).collect()
}

fn channel(row: &Row) -> &str {
    row.keys[0].as_deref().unwrap_or_default()
}

/// Whether a row bears a name of its own.
pub fn is_named(name: &str) -> bool {
    !name.starts_with("(no ") && name != NO_MATCH && name != AMBIGUOUS
}
