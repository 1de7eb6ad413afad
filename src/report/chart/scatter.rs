//! Every post by how many it reached and how many of them engaged.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::error::{Error, Result};
use crate::metrics::Metric;
use crate::report::build::column;
use crate::report::words::excerpt;
use crate::report::{Cell, KeyColumn, MetricColumn, Row, Table, Unit, platform_title};
use crate::schema::{Amount, cells, col};

use super::posts::{EXPORTS, POSTS, RATES, best_rate, definition, platforms, posts, rated};
use super::{Argument, ChartData, Kind, Phrase, ReportSource};

/// Platforms that are drawn apart; further ones are drawn together.
pub const PANELS: usize = 5;

/// In the column that says which posts are named.
pub const BEST: &str = "best";

/// The same.
pub const WORST: &str = "worst";

/// A post with both of its figures.
struct Post {
    platform: String,
    label: String,
    base: Amount,
    rate: f64,
    named: &'static str,
}

/// A row per post, platform by platform, the one with most posts first.
pub(super) fn data(source: &ReportSource<'_>) -> Result<ChartData> {
    let frame = posts(source, Kind::Scatter)?;
    let Some((metric, base)) = rate(source, &frame)? else {
        return Err(Error::NothingToDraw {
            chart: Kind::Scatter.name(),
            why: format!(
                "no posts with engagements and reach, impressions or views; {EXPORTS} them"
            ),
        });
    };
    let (mut posts, left_out) = drawn(&frame, metric, base);
    name_ends(&mut posts, Amount::whole(i64::from(metric.min_n)));
    let mut columns = vec![
        base_column(base),
        column(metric, source.options),
        text_column("named"),
    ];
    columns[1].pinned = true;
    let least = metric.min_n;
    let notes = vec![
        definition(metric, base),
        format!(
            "named: the highest and the lowest rate of each platform over {base} of {least} and more"
        ),
    ];
    let mut table = Table {
        keys: [col::PLATFORM, "post"].map(KeyColumn::of).to_vec(),
        metrics: columns,
        rows: posts.iter().map(row).collect(),
        notes,
        ..Table::default()
    };
    let mask: Vec<bool> = rated(&frame, metric).iter().map(Option::is_some).collect();
    table.scope = super::scope(&cells::kept(&frame, &mask)?, source.options);
    Ok(ChartData {
        spare: None,
        kind: Kind::Scatter,
        sentences: None,
        headline: headline(&posts, &table),
        subtitle: subtitle(&table, base, metric),
        left_out,
        table,
    })
}

/// The rate asked for, else the one that most posts allow; `None` where there is none.
fn rate<'s>(
    source: &ReportSource<'s>,
    frame: &DataFrame,
) -> Result<Option<(&'s Metric, &'static str)>> {
    let Some(name) = source.asked.metrics.first() else {
        return Ok(best_rate(source, frame).map(|(metric, base, _)| (metric, base)));
    };
    let asked = source.registry.metric(name);
    let known = asked.and_then(|metric| {
        let rate = RATES.iter().find(|(rate, _)| *rate == metric.name);
        rate.map(|(_, base)| (metric, *base))
    });
    if known.is_none() {
        return Err(Error::BadOption {
            what: format!("--metrics {name}"),
            why: format!("expected one of {}", RATES.map(|(rate, _)| rate).join(", ")),
        });
    }
    Ok(known)
}

/// The posts that state both figures, in the order of the table; what is to be said of the others.
fn drawn(frame: &DataFrame, metric: &Metric, base: &str) -> (Vec<Post>, Vec<String>) {
    let labels = labels(frame);
    let (mut posts, mut without) = (Vec::new(), BTreeMap::new());
    let rows = rated(frame, metric).into_iter().zip(platforms(frame));
    for ((sides, platform), label) in rows.zip(labels) {
        match sides {
            Some((engagements, base)) if base > Amount::ZERO => posts.push(Post {
                platform,
                label,
                base,
                rate: engagements.to_f64() / base.to_f64(),
                named: "",
            }),
            _ => *without.entry(platform).or_insert(0) += 1,
        }
    }
    let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
    for post in &posts {
        *sizes.entry(post.platform.clone()).or_default() += 1;
    }
    let rank = |post: &Post| {
        (
            std::cmp::Reverse(sizes[&post.platform]),
            post.platform.clone(),
        )
    };
    posts.sort_by(|a, b| {
        let by_figures = b.base.cmp(&a.base).then(b.rate.total_cmp(&a.rate));
        rank(a)
            .cmp(&rank(b))
            .then(by_figures)
            .then_with(|| a.label.cmp(&b.label))
    });
    let of: Vec<String> = without
        .iter()
        .map(|(name, count)| format!("{count} of {}", platform_title(name).unwrap_or(name)))
        .collect();
    let left_out = (!of.is_empty()).then(|| {
        format!(
            "not drawn: posts without {base} or engagements: {}",
            of.join(", ")
        )
    });
    (posts, left_out.into_iter().collect())
}

/// A post by its text, else its address, else its number.
fn labels(frame: &DataFrame) -> Vec<String> {
    let none = || vec![None; frame.height()];
    let columns = [col::LABEL, col::PERMALINK, col::POST_ID]
        .map(|name| cells::texts(frame, name).unwrap_or_else(none));
    (0..frame.height())
        .map(|row| {
            let text = columns.iter().find_map(|texts| texts[row]);
            let words: Vec<&str> = text.unwrap_or_default().split_whitespace().collect();
            words.join(" ")
        })
        .collect()
}

/// Names the posts of each panel with the highest and the lowest rate, of those that reached enough to tell.
fn name_ends(posts: &mut [Post], least: Amount) {
    let mut order: Vec<String> = Vec::new();
    for post in posts.iter() {
        if !order.contains(&post.platform) {
            order.push(post.platform.clone());
        }
    }
    let panel = |post: &Post| {
        let place = order.iter().position(|name| *name == post.platform);
        place.unwrap_or(PANELS).min(PANELS)
    };
    for own in 0..=PANELS.min(order.len()) {
        let of_panel = |at: &usize| panel(&posts[*at]) == own && posts[*at].base >= least;
        let told: Vec<usize> = (0..posts.len()).filter(of_panel).collect();
        // Of equal rates the one that reached more says more; it comes first.
        let best = told.iter().copied().reduce(|best, at| {
            if posts[at].rate > posts[best].rate {
                at
            } else {
                best
            }
        });
        let worst = told.iter().copied().reduce(|worst, at| {
            if posts[at].rate < posts[worst].rate {
                at
            } else {
                worst
            }
        });
        // Where all have one rate none is the best.
        let alike = best.zip(worst);
        let alike = alike.is_some_and(|(best, worst)| posts[best].rate == posts[worst].rate);
        if alike && (told.len() > 1 || best.is_some_and(|best| posts[best].rate == 0.0)) {
            continue;
        }
        if let Some(worst) = worst {
            posts[worst].named = WORST;
        }
        if let Some(best) = best {
            posts[best].named = BEST;
        }
    }
}

fn row(post: &Post) -> Row {
    Row {
        keys: vec![Some(post.platform.clone()), Some(post.label.clone())],
        cells: vec![
            Cell::Amount(post.base),
            Cell::Ratio(post.rate),
            Cell::Text(post.named.to_owned()),
        ],
        ..Row::default()
    }
}

fn base_column(base: &str) -> MetricColumn {
    MetricColumn {
        unit: if base == col::REACH {
            Unit::People
        } else {
            Unit::Count
        },
        ..text_column(base)
    }
}

fn text_column(name: &str) -> MetricColumn {
    MetricColumn {
        name: name.into(),
        header: name.into(),
        unit_label: String::new(),
        unit: Unit::Text,
        rank: 1,
        pinned: true,
        decimals: 0,
    }
}

fn headline(posts: &[Post], table: &Table) -> Phrase {
    let named = posts
        .iter()
        .enumerate()
        .filter(|(_, post)| post.named == BEST);
    let best = named.reduce(|best, post| {
        if post.1.rate > best.1.rate {
            post
        } else {
            best
        }
    });
    let Some((at, best)) = best.filter(|(_, post)| !post.label.is_empty()) else {
        return Phrase::plain("chart.scatter.plain").name("metric", &table.metrics[1].name);
    };
    let figure = Argument::Figure(table.rows[at].cells[1].clone(), table.metrics[1].clone());
    Phrase::plain("chart.scatter.headline")
        .text("post", excerpt(&best.label, LETTERS))
        .with("figure", figure)
}

/// Letters of a post's text in a headline.
const LETTERS: usize = 60;

fn subtitle(table: &Table, base: &str, metric: &Metric) -> Phrase {
    let median = |at: usize| {
        let numbers = table.rows.iter().filter_map(|row| row.cells[at].number());
        let middle = median(numbers.collect()).unwrap_or_default();
        // Half a person is nobody.
        let cell = Cell::Ratio(if at == 0 { middle.round() } else { middle });
        Argument::Figure(cell, table.metrics[at].clone())
    };
    let posts = Cell::Count(table.rows.len() as i64);
    Phrase::plain("chart.scatter.subtitle")
        .with("posts", Argument::Figure(posts, base_column(POSTS)))
        .name("base", base)
        .name("metric", &metric.name)
        .with("base_median", median(0))
        .with("rate_median", median(1))
}

/// The middle value; the mean of the two middle ones where their number is even.
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(values[middle]),
        _ => Some(values[middle - 1].midpoint(values[middle])),
    }
}

#[cfg(test)]
mod tests {
    use super::super::posts::stories;
    use super::*;

    #[test]
    fn every_post_with_both_figures_is_a_dot_and_the_ends_are_named() {
        let data = stories::drawn(Some(stories::posts()), data).unwrap();
        let rows: Vec<(&str, f64, f64, &Cell)> = data
            .table
            .rows
            .iter()
            .map(|row| {
                let number = |at: usize| row.cells[at].number().unwrap();
                (
                    row.keys[1].as_deref().unwrap(),
                    number(0),
                    number(1),
                    &row.cells[2],
                )
            })
            .collect();
        let text = |text: &str| Cell::Text(text.into());
        // 9 of 300 and 3 of 100 are the lowest alike; the one that reached more is named.
        assert_eq!(
            rows,
            [
                ("two", 300.0, 0.03, &text(WORST)),
                ("one", 100.0, 0.06, &text("")),
                ("three", 100.0, 0.03, &text("")),
                ("five and more", 50.0, 0.2, &text(BEST)),
            ]
        );
        assert_eq!(
            data.left_out,
            ["not drawn: posts without reach or engagements: 1 of Facebook, 1 of X"]
        );
        assert_eq!(
            data.table.notes,
            [
                "engagement rate by reach: reactions, comments, shares, saves over reach",
                "named: the highest and the lowest rate of each platform over reach of 30 and more",
            ]
        );
        let median = |at: usize| match &data.subtitle.arguments[at].1 {
            Argument::Figure(cell, _) => cell.number(),
            _ => None,
        };
        // 50, 100, 100, 300; 0.03, 0.03, 0.06, 0.2.
        assert_eq!((median(3), median(4)), (Some(100.0), Some(0.045)));
    }

    #[test]
    fn posts_that_reached_too_few_to_tell_are_not_named() {
        let data = stories::drawn(Some(stories::posts().slice(4, 1)), data).unwrap();
        assert_eq!(data.table.rows[0].cells[2], Cell::Text(BEST.into()));
        let mut posts = stories::posts().slice(4, 1);
        let reach = polars::prelude::Column::new(col::REACH.into(), [29_i64]);
        posts.with_column(reach).unwrap();
        let data = stories::drawn(Some(posts), super::data).unwrap();
        assert_eq!(data.table.rows[0].cells[2], Cell::Text(String::new()));
        assert_eq!(data.headline.id, "chart.scatter.plain");
    }

    #[test]
    fn what_is_missing_is_named_with_the_exports_that_have_it() {
        let mut posts = stories::posts();
        posts.drop_in_place(col::REACH).unwrap();
        for (posts, message) in [
            (
                None,
                "no posts; content exports of Meta Business Suite, X or YouTube have them",
            ),
            (
                Some(posts),
                "no posts with engagements and reach, impressions or views; content exports of Meta Business Suite, X or YouTube have them",
            ),
        ] {
            let found = stories::refused(posts, data);
            assert_eq!(found, format!("chart scatter: nothing to draw: {message}"));
        }
    }

    #[test]
    fn the_median_is_the_middle_or_the_mean_of_the_two_middles() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(vec![]), None);
    }
}
