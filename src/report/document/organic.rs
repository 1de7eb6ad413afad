//! Posts and followers: what organic work drew, by network, and which posts drew most and least.

use crate::error::Result;
use crate::report::{Argument, ChartOptions, Kind, Phrase, Row, Table};
use crate::schema::col;

use super::draft::{Draft, optional};
use super::span::{Built, Missing};
use super::words::place;
use super::{Content, Section, Span, posts};

/// Its name in addresses.
pub const ID: &str = "organic";

/// Columns, those that any network states.
const METRICS: [&str; 8] = [
    "posts",
    col::VIEWS,
    "organic_impressions",
    "organic_engagements",
    "engagement_rate_by_views",
    "engagement_rate_by_impressions",
    "followers",
    "net_new_followers",
];

/// The table by network, the best and worst posts, and in several pages when engagement comes.
///
/// # Errors
/// As [`crate::report::report`].
pub fn section(draft: &mut Draft<'_>) -> Result<Built> {
    const TITLE: &str = "document.organic";
    let metrics: Vec<&str> = METRICS
        .into_iter()
        .filter(|name| draft.overall.defined(name).is_some())
        .collect();
    if metrics.is_empty() {
        return Ok(Missing::built(TITLE, "document.needs.posts"));
    }
    let Some(mut table) = optional(draft.table(&[col::PLATFORM], &metrics))? else {
        return Ok(Missing::built(TITLE, "document.needs.posts"));
    };
    table
        .rows
        .retain(|row| row.cells.iter().any(|cell| cell.number().is_some()));
    let lead = said(draft, &table).into_iter().collect();
    let caption = Phrase::plain("document.organic.table");
    let mut parts = vec![Content::Figures(draft.traced(ID, caption, table)?)];
    parts.extend(posts::parts(draft)?);
    if draft.span == Span::Book {
        parts.extend(draft.drawn(ID, Kind::Heatmap, &ChartOptions::default())?);
    }
    Ok(Ok(Section {
        id: ID,
        title: Phrase::plain(TITLE),
        lead,
        parts,
    }))
}

/// Posts and what they drew, in a sentence.
fn said(draft: &Draft<'_>, table: &Table) -> Option<Phrase> {
    let figure = |name: &str| {
        let at = place(table, name)?;
        let total: &Row = table.total.as_ref()?;
        total.cells[at].number()?;
        Some((
            Argument::Figure(total.cells[at].clone(), table.metrics[at].clone()),
            name.to_owned(),
        ))
    };
    let (posts, _) = figure("posts")?;
    let (seen, by) = figure(col::VIEWS).or_else(|| figure("organic_impressions"))?;
    let (engagements, _) = figure("organic_engagements")?;
    let _ = draft;
    Some(
        Phrase::plain("document.organic.lead")
            .with("posts", posts)
            .with("seen", seen)
            .name("metric", &by)
            .with("engagements", engagements),
    )
}
