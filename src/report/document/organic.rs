//! Posts and followers: what organic work drew, by network, and which posts drew most and least.

use crate::error::Result;
use crate::metrics::{Metric, Value};
use crate::report::build::column;
use crate::report::figures::Figures;
use crate::report::{Argument, Cell, ChartOptions, Dataset, Kind, Phrase};
use crate::schema::{cells, col};

use super::draft::{Draft, optional};
use super::span::{Built, Missing};
use super::{Content, Section, Span, posts};

/// Its name in addresses.
pub const ID: &str = "organic";

/// The table that posts stand in.
const POSTS: &str = "posts";

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
    let seen = [col::VIEWS, "organic_impressions"];
    let drew = seen.into_iter().find_map(|metric| drew(draft, metric));
    let lead = drew.map_or_else(Vec::new, Drew::sentences);
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

/// What the posts that state views (or impressions) drew.
pub struct Drew {
    posts: Argument,
    seen: Argument,
    engagements: Option<Argument>,
    /// Posts that state none.
    silent: i64,
    metric: &'static str,
}

/// What the posts that state this metric drew; `None` where none does.
///
/// Posts of other platforms are counted apart: their engagements rest on views that nobody knows.
pub fn drew(draft: &Draft<'_>, metric: &'static str) -> Option<Drew> {
    let stated = match metric {
        col::VIEWS => col::VIEWS,
        _ => col::IMPRESSIONS,
    };
    let frame = draft.now.frames.get(POSTS)?;
    let known = cells::amounts(frame, stated)?;
    let mask: Vec<bool> = known.iter().map(Option::is_some).collect();
    let mut stating = Dataset::default();
    stating
        .frames
        .insert(POSTS, cells::kept(frame, &mask).ok()?);
    let names = ["posts", metric, "organic_engagements"];
    let metrics: Vec<&Metric> = names.iter().filter_map(|name| draft.metric(name)).collect();
    let [posts, seen, engagements] = metrics[..] else {
        return None;
    };
    let figures = Figures::of(&stating, &[], &metrics, draft.source.options.spread).ok()?;
    let argument = |metric: &Metric| {
        let cell = Cell::from(figures.figure(metric, None));
        cell.number()?;
        Some(Argument::Figure(cell, column(metric, draft.source.options)))
    };
    let all = draft.overall.exact("posts")?;
    let own = figures.figure(posts, None).value().and_then(Value::exact)?;
    Some(Drew {
        posts: argument(posts)?,
        seen: argument(seen)?,
        engagements: argument(engagements),
        silent: (all - own).to_f64() as i64,
        metric,
    })
}

impl Drew {
    /// The finding where nothing else is known.
    pub fn headline(self) -> Phrase {
        Phrase::plain("document.headline.posts")
            .with("one", self.posts)
            .with("other", self.seen)
            .name("metric", self.metric)
    }

    fn sentences(self) -> Vec<Phrase> {
        let Some(engagements) = self.engagements else {
            return Vec::new();
        };
        let drew = Phrase::plain("document.organic.lead")
            .with("posts", self.posts)
            .with("seen", self.seen)
            .name("metric", self.metric)
            .with("engagements", engagements);
        let silent = usize::try_from(self.silent).ok().filter(|count| *count > 0);
        let silent = silent.map(|count| {
            Phrase::plain("document.organic.silent")
                .count("count", count)
                .name("metric", self.metric)
        });
        [drew].into_iter().chain(silent).collect()
    }
}
