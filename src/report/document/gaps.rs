//! Why figures have no change against an earlier period of which there are rows: the days that the files do not cover.

use crate::report::extent::Hole;
use crate::report::{Argument, Phrase};

use super::coverage::title;
use super::draft::Draft;
use super::overall::Beside;
use super::tiles::Tile;

/// Stretches of days that are named.
const NAMED: usize = 6;

/// A sentence for each earlier period that some tile cannot be set beside.
pub fn sentences(draft: &Draft<'_>, tiles: &[Tile]) -> Vec<Phrase> {
    let earlier = draft.overall.earlier.iter();
    let said = earlier.filter_map(|beside| {
        let list = listed(&holes(draft, tiles, beside))?;
        Some(
            Phrase::plain("document.uncovered")
                .with("period", Argument::Period(beside.period))
                .with("list", Argument::Phrase(list)),
        )
    });
    said.collect()
}

/// The days that any tile lacks, each once.
fn holes(draft: &Draft<'_>, tiles: &[Tile], beside: &Beside) -> Vec<Hole> {
    let metrics = tiles
        .iter()
        .filter_map(|tile| draft.metric(&tile.column.name));
    let mut holes = Vec::new();
    for hole in metrics.flat_map(|metric| beside.holes(metric)) {
        if !holes.contains(&hole) {
            holes.push(hole);
        }
    }
    // Where a table has no row at all in a period, the days that single platforms lack are no news.
    let is_whole = |hole: &Hole| hole.platform.is_empty();
    let empty: Vec<&str> = holes
        .iter()
        .filter(|hole| is_whole(hole))
        .map(|hole| hole.table)
        .collect();
    holes.retain(|hole| is_whole(hole) || !empty.contains(&hole.table));
    holes
}

fn listed(holes: &[Hole]) -> Option<Phrase> {
    let of_one = |a: &Hole, b: &Hole| (a.table, &a.platform) == (b.table, &b.platform);
    let gaps: Vec<&[Hole]> = holes.chunk_by(of_one).collect();
    let more = gaps.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| Phrase::plain("document.data.gaps.more").count("count", more));
    let named = gaps.into_iter().take(NAMED).filter_map(told).chain(more);
    named.reduce(|list, next| {
        Phrase::plain("document.list")
            .with("list", Argument::Phrase(list))
            .with("next", Argument::Phrase(next))
    })
}

/// The days without rows of one table and platform.
fn told(holes: &[Hole]) -> Option<Phrase> {
    let first = holes.first()?;
    let of = match &first.platform[..] {
        "" => Phrase::plain("document.uncovered.all"),
        platform => Phrase::plain("document.uncovered.of").text("platform", platform),
    };
    let days = holes.iter().map(|hole| Argument::Period(hole.days));
    let days = days.reduce(|one, other| {
        let both = Phrase::plain("document.and").with("one", one);
        Argument::Phrase(both.with("other", other))
    })?;
    let table = Phrase::plain(title(first.table));
    Some(of.with("table", Argument::Phrase(table)).with("days", days))
}
