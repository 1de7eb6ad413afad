//! What platforms claim beside what the books hold.

use crate::error::Result;
use crate::report::{Argument, Cell, Phrase, Row, Table, platform_title};
use crate::schema::{Amount, col};

use super::draft::{Draft, optional};
use super::span::{Built, Missing};
use super::words::{exact, place, share};
use super::{Content, Section};

const ID: &str = "reconciliation";

/// Claims and books by platform, with the overlap.
///
/// # Errors
/// As [`crate::report::report`].
pub fn section(draft: &mut Draft<'_>) -> Result<Built> {
    const TITLE: &str = "document.reconciliation";
    let Some(table) = table(draft)? else {
        let booked = draft.overall.defined("revenue_joined").is_some();
        let needs = if booked {
            "document.needs.claims"
        } else {
            "document.needs.outcomes"
        };
        return Ok(Missing::built(TITLE, needs));
    };
    let lead = sentences(draft, &table);
    let caption = Phrase::plain("document.reconciliation.table");
    let figures = draft.traced(ID, caption, table)?;
    Ok(Ok(Section {
        id: ID,
        title: Phrase::plain(TITLE),
        lead,
        parts: vec![Content::Figures(figures)],
    }))
}

/// The same in sentences alone; none where nothing is claimed or booked.
///
/// # Errors
/// As [`crate::report::report`].
pub fn said(draft: &Draft<'_>) -> Result<Vec<Phrase>> {
    let table = table(draft)?;
    Ok(table.map_or_else(Vec::new, |table| sentences(draft, &table)))
}

fn sentences(draft: &Draft<'_>, table: &Table) -> Vec<Phrase> {
    let overlap = overlap(draft, table);
    let silent = overlap.as_ref().and_then(|_| silent(table));
    let sentences = [overlap, silent, unmatched(draft)];
    sentences.into_iter().flatten().collect()
}

/// The platforms that claim anything; `None` where nothing is claimed or booked.
fn table(draft: &Draft<'_>) -> Result<Option<Table>> {
    let claims = ["claimed_revenue", "claimed_conversions"];
    let claimed = claims
        .iter()
        .any(|name| draft.overall.defined(name).is_some());
    if !claimed || draft.overall.defined("revenue_joined").is_none() {
        return Ok(None);
    }
    let metrics = [
        "claimed_conversions",
        "orders_joined",
        "claimed_revenue",
        "revenue_joined",
    ];
    let metrics: Vec<&str> = metrics
        .into_iter()
        .filter(|name| draft.metric(name).is_some())
        .collect();
    let found = optional(draft.table(&[col::PLATFORM], &metrics))?;
    Ok(found.map(|mut table| {
        let named = |at: &usize| claims.contains(&table.metrics[*at].name.as_str());
        let places: Vec<usize> = (0..table.metrics.len()).filter(named).collect();
        let is_claimed = |row: &Row| places.iter().any(|at| row.cells[*at].number().is_some());
        table.rows.retain(is_claimed);
        table
    }))
}

/// How much more is claimed than booked, over the platforms that state both.
fn overlap(draft: &Draft<'_>, table: &Table) -> Option<Phrase> {
    let (claimed, booked) = (
        place(table, "claimed_revenue")?,
        place(table, "revenue_joined")?,
    );
    let both = table
        .rows
        .iter()
        .filter_map(|row| Some((exact(&row.cells[claimed])?, exact(&row.cells[booked])?)));
    let (claims, books) = both.reduce(|(a, b), (c, d)| (a + c, b + d))?;
    if books <= Amount::ZERO {
        return None;
    }
    let money = |amount| Argument::Figure(Cell::Amount(amount), draft.money(2));
    let (id, gap) = if claims >= books {
        ("document.reconciliation.over", claims - books)
    } else {
        ("document.reconciliation.under", books - claims)
    };
    Some(
        Phrase::plain(id)
            .with("claimed", money(claims))
            .with("booked", money(books))
            .with("share", share(gap, books)),
    )
}

/// The platforms that state no claimed revenue, and are no part of the comparison.
fn silent(table: &Table) -> Option<Phrase> {
    let claimed = place(table, "claimed_revenue")?;
    let names: Vec<&str> = table
        .rows
        .iter()
        .filter(|row| row.cells[claimed].number().is_none())
        .filter_map(|row| row.keys.first()?.as_deref())
        .map(|name| platform_title(name).unwrap_or(name))
        .collect();
    let list = names.join(", ");
    (!list.is_empty())
        .then(|| Phrase::plain("document.reconciliation.silent").text("platforms", list))
}

/// What was booked without a campaign that matches.
fn unmatched(draft: &Draft<'_>) -> Option<Phrase> {
    let (all, joined) = (
        draft.overall.exact(col::REVENUE)?,
        draft.overall.exact("revenue_joined")?,
    );
    let rest = all - joined;
    if rest <= Amount::ZERO {
        return None;
    }
    let money = |amount| Argument::Figure(Cell::Amount(amount), draft.money(2));
    Some(
        Phrase::plain("document.reconciliation.unmatched")
            .with("all", money(all))
            .with("rest", money(rest))
            .with("share", share(rest, all)),
    )
}
