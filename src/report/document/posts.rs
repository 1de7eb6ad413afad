//! Single posts by engagement rate, those that enough people saw.

use std::collections::HashMap;

use crate::error::Result;
use crate::metrics::Metric;
use crate::report::build::column;
use crate::report::figures::Figures;
use crate::report::words::excerpt;
use crate::report::{Cell, Key, KeyColumn, Phrase, Row, Table};
use crate::schema::{cells, col};

use super::Content;
use super::draft::Draft;
use super::organic::ID;

/// The rates by which posts can be ranked, with what each is over; the one that most posts state ranks them.
const RATES: [[&str; 2]; 2] = [
    ["engagement_rate_by_views", col::VIEWS],
    ["engagement_rate_by_impressions", "organic_impressions"],
];

/// The table that posts stand in.
const POSTS: &str = "posts";

/// A post that fewer saw than this part of the middle one is not ranked.
const SEEN: f64 = 0.25;

/// Letters of a post's text.
const LETTERS: usize = 90;

/// A post with its figures.
struct Post {
    group: Vec<String>,
    rate: f64,
    seen: f64,
}

/// The best and the worst posts.
///
/// # Errors
/// As [`Figures::of`].
pub fn parts(draft: &mut Draft<'_>) -> Result<Vec<Content>> {
    let Some((figures, metrics)) = ranked_by(draft)? else {
        return Ok(Vec::new());
    };
    let posts = ranked(&figures, &metrics);
    let count = draft.span.rows().min(posts.len() / 2);
    let best: Vec<&Post> = posts.iter().take(count).collect();
    let worst: Vec<&Post> = posts.iter().rev().take(count).collect();
    let lists = [
        ("document.organic.best", best),
        ("document.organic.worst", worst),
    ];
    let named = names(draft);
    let mut parts = Vec::new();
    for (id, posts) in lists.into_iter().filter(|(_, posts)| !posts.is_empty()) {
        let rows = posts.iter().map(|post| Row {
            keys: named.get(&post.group).cloned().unwrap_or_default(),
            cells: metrics
                .iter()
                .map(|metric| Cell::from(figures.figure(metric, Some(&post.group))))
                .collect(),
            ..Row::default()
        });
        let table = Table {
            rows: rows.collect(),
            ..headed(draft, &metrics)
        };
        let groups: Vec<Vec<String>> = posts.iter().map(|post| post.group.clone()).collect();
        let caption = Phrase::plain(id);
        let traced = draft.traced_as(ID, caption, table, (&keys(), &groups))?;
        parts.push(Content::Figures(traced));
    }
    Ok(parts)
}

/// A table of posts without rows.
fn headed(draft: &Draft<'_>, metrics: &[&Metric]) -> Table {
    Table {
        keys: ["post", col::PLATFORM, "day"].map(KeyColumn::of).to_vec(),
        metrics: metrics
            .iter()
            .map(|metric| column(metric, draft.source.options))
            .collect(),
        ..Table::default()
    }
}

fn keys() -> [Key; 2] {
    [Key::Name(col::PLATFORM), Key::Name(col::POST_ID)]
}

/// Figures by post, and the metrics of the table: rate, what it is over, engagements; `None` where posts have no rate.
fn ranked_by<'s>(draft: &Draft<'s>) -> Result<Option<(Figures, Vec<&'s Metric>)>> {
    let posts = draft.now.frames.get(POSTS);
    if posts.is_none_or(|frame| frame.column(col::POST_ID).is_err()) {
        return Ok(None);
    }
    let mut best: Option<(usize, Figures, Vec<&Metric>)> = None;
    for [rate, base] in RATES {
        let names = [rate, base, "organic_engagements"];
        let metrics: Vec<&Metric> = names.iter().filter_map(|name| draft.metric(name)).collect();
        if metrics.len() < names.len() {
            continue;
        }
        let figures = Figures::of(&draft.now, &keys(), &metrics, draft.source.options.spread)?;
        let stated = figures
            .groups
            .iter()
            .filter(|group| figures.figure(metrics[0], Some(group)).value().is_some())
            .count();
        if stated > best.as_ref().map_or(0, |(most, ..)| *most) {
            best = Some((stated, figures, metrics));
        }
    }
    Ok(best.map(|(_, figures, metrics)| (figures, metrics)))
}

/// The posts that enough people saw, the highest rate first.
fn ranked(figures: &Figures, metrics: &[&Metric]) -> Vec<Post> {
    let mut posts: Vec<Post> = figures
        .groups
        .iter()
        .filter(|group| !group[1].starts_with("(no "))
        .filter_map(|group| post(figures, metrics, group))
        .collect();
    let least = least_seen(&posts, metrics[0].min_n);
    posts.retain(|post| post.seen >= least);
    posts.sort_by(|a, b| {
        b.rate
            .total_cmp(&a.rate)
            .then_with(|| b.seen.total_cmp(&a.seen))
            .then_with(|| a.group.cmp(&b.group))
    });
    posts
}

fn post(figures: &Figures, metrics: &[&Metric], group: &[String]) -> Option<Post> {
    let number = |metric: &Metric| Cell::from(figures.figure(metric, Some(group))).number();
    Some(Post {
        group: group.to_vec(),
        rate: number(metrics[0])?,
        seen: number(metrics[1])?,
    })
}

/// Views that a post needs to be ranked: the rate's own least, and a part of the middle post's.
fn least_seen(posts: &[Post], min_n: u32) -> f64 {
    let mut seen: Vec<f64> = posts.iter().map(|post| post.seen).collect();
    seen.sort_by(f64::total_cmp);
    let middle = seen.get(seen.len() / 2).copied().unwrap_or_default();
    f64::from(min_n).max(middle * SEEN)
}

/// Text, network and day of each post, by its group.
fn names(draft: &Draft<'_>) -> HashMap<Vec<String>, Vec<Option<String>>> {
    let Some(frame) = draft.now.frames.get(POSTS) else {
        return HashMap::new();
    };
    let column =
        |name: &str| cells::texts(frame, name).unwrap_or_else(|| vec![None; frame.height()]);
    let [platform, id, label, address] =
        [col::PLATFORM, col::POST_ID, col::LABEL, col::PERMALINK].map(column);
    let days = cells::days(frame, col::PERIOD_START);
    let placeholder = keys()[0].placeholder();
    let mut names = HashMap::new();
    for row in 0..frame.height() {
        let Some(id) = id[row] else { continue };
        let platform = platform[row].unwrap_or(&placeholder).to_owned();
        let text = label[row].or(address[row]).unwrap_or(id);
        let day = days[row].and_then(cells::day_of);
        let day = day.map(|day| draft.source.options.calendar.iso(day));
        let group = vec![platform.clone(), id.to_owned()];
        names
            .entry(group)
            .or_insert_with(|| vec![Some(excerpt(text, LETTERS)), Some(platform), day]);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_that_few_saw_are_not_ranked() {
        let post = |seen: f64| Post {
            group: Vec::new(),
            rate: 0.0,
            seen,
        };
        let posts = [post(40.0), post(1000.0), post(2000.0)];
        assert_eq!(least_seen(&posts, 30), 250.0);
        assert_eq!(least_seen(&posts[..1], 30), 30.0);
    }
}
