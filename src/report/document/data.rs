//! The data page: what the figures rest on, what of it joins, and what is not in it.

use crate::error::Result;
use crate::report::{Argument, Cell, Join, Phrase};
use crate::schema::Amount;

use super::draft::Draft;
use super::span::Missing;
use super::words::joined;
use super::{Content, Listing, Section, coverage};

/// Its name in addresses.
const ID: &str = "data";

/// Campaign names that match no spend, the largest first.
const UNMATCHED: usize = 10;

/// The data page.
///
/// # Errors
/// None yet.
pub fn section(draft: &Draft<'_>, absent: &[Missing]) -> Result<Section> {
    let mut parts = vec![Content::Listing(coverage::tables(draft))];
    parts.extend(coverage::gaps(draft).map(Content::Listing));
    if let Some(join) = &draft.join {
        parts.extend(unmatched(draft, join).map(Content::Listing));
    }
    Ok(Section {
        id: ID,
        title: Phrase::plain("document.data"),
        lead: joins(draft).into_iter().chain(left_out(absent)).collect(),
        parts,
    })
}

/// How much of the money finds its partner.
fn joins(draft: &Draft<'_>) -> Vec<Phrase> {
    let Some(join) = &draft.join else {
        return Vec::new();
    };
    let mut said = Vec::new();
    if join.revenue > Amount::ZERO && join.spend > Amount::ZERO {
        said.push(
            Phrase::plain("document.data.join")
                .with("value", joined(join.joined, join.revenue))
                .with("spend", joined(join.spend_joined, join.spend)),
        );
    }
    let uncovered: Vec<&str> = join
        .uncovered
        .iter()
        .map(String::as_str)
        .filter(|platform| !platform.is_empty())
        .collect();
    if !uncovered.is_empty() {
        let list = uncovered.join(", ");
        said.push(Phrase::plain("document.data.uncovered").text("platforms", list));
    }
    said
}

/// The sections that are left out, in one line.
fn left_out(absent: &[Missing]) -> Option<Phrase> {
    let item = |missing: &Missing| {
        Phrase::plain("document.data.absent.one")
            .with("title", Argument::Phrase(missing.title.clone()))
            .with("needs", Argument::Phrase(missing.needs.clone()))
    };
    let list = absent.iter().map(item).reduce(|list, next| {
        Phrase::plain("document.list")
            .with("list", Argument::Phrase(list))
            .with("next", Argument::Phrase(next))
    })?;
    Some(Phrase::plain("document.data.absent").with("list", Argument::Phrase(list)))
}

/// Campaign names of outcomes that match no spend, with what they may have meant.
fn unmatched(draft: &Draft<'_>, join: &Join) -> Option<Listing> {
    let money = |amount: Amount| Argument::Figure(Cell::Amount(amount), draft.money(2));
    let names = join.unmatched_names();
    let all = names.len();
    let rows = names
        .into_iter()
        .take(UNMATCHED)
        .map(|(theirs, ours, amount)| {
            vec![
                Argument::Text(theirs.to_owned()),
                Argument::Text(ours.unwrap_or_default().to_owned()),
                money(amount),
            ]
        });
    (all > 0 && draft.has_spend()).then(|| Listing {
        caption: Phrase::plain("document.data.unmatched").with("count", super::words::count(all)),
        heads: vec![
            Phrase::plain("document.data.utm"),
            Phrase::plain("document.data.meant"),
            Phrase::plain("document.name").name("name", crate::schema::col::REVENUE),
        ],
        rows: rows.collect(),
    })
}
