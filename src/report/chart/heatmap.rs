//! Engagement of posts by weekday and hour of publication.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;

use crate::error::{Error, Result};
use crate::metrics::{Component, Direction, Figure, Metric, Totals, aggregate, figure};
use crate::report::build::column;
use crate::report::{Cell, KeyColumn, MetricColumn, Row, Table, Unit};
use crate::schema::{cells, col};

use super::posts::{
    EXPORTS, NO_ENGAGEMENTS, POSTS, Published, RATES, best_rate, definition, platforms, posts,
    published,
};
use super::rank::is_alike;
use super::{Argument, ChartData, Kind, Phrase, ReportSource};

/// Fewer posts than this in a weekday and hour make its figure one of chance.
pub const FEW: i64 = 3;

const WEEKDAY: &str = "weekday";
const HOUR: &str = "hour";

/// A row per weekday (1 for Monday) and hour that any post was published in.
pub(super) fn data(source: &ReportSource<'_>) -> Result<ChartData> {
    let frame = posts(source, Kind::Heatmap)?;
    let Timed {
        frame: timed,
        left_out,
        zone,
    } = timed(&frame)?;
    let metric = metric(source, &timed)?;
    let rows = rows(&timed, metric)?;
    let column = column(metric, source.options);
    let Some(headline) = headline(&rows, metric, &column) else {
        return Err(nothing(match source.asked.metrics.first() {
            Some(name) => format!("no post with a time of day states what {name} needs"),
            None => NO_ENGAGEMENTS.into(),
        }));
    };
    let counted: i64 = rows.iter().map(posts_of).sum();
    let mut table = Table {
        keys: [WEEKDAY, HOUR].map(KeyColumn::of).to_vec(),
        metrics: vec![column, counted_column(metric)],
        rows,
        notes: notes(&timed, zone, metric, counted),
        ..Table::default()
    };
    table.scope = super::scope(&timed, source.options);
    Ok(ChartData {
        spare: None,
        kind: Kind::Heatmap,
        sentences: None,
        headline,
        subtitle: Phrase::plain("chart.heatmap.subtitle")
            .name("metric", &metric.name)
            .with(
                "posts",
                Argument::Figure(Cell::Count(counted), posts_column()),
            ),
        left_out,
        table,
    })
}

fn nothing(why: String) -> Error {
    Error::NothingToDraw {
        chart: Kind::Heatmap.name(),
        why,
    }
}

/// The posts that are drawn.
struct Timed {
    /// With columns for weekday and hour.
    frame: DataFrame,
    /// What is to be said of the others.
    left_out: Vec<String>,
    /// Whose hours they are.
    zone: String,
}

/// The posts that state a time of day, all by one clock: where zones differ all are told in UTC, and of posts with and
/// posts without a zone the fewer are left out.
fn timed(frame: &DataFrame) -> Result<Timed> {
    let Some(texts) = cells::texts(frame, col::PUBLISHED_AT) else {
        let column = col::PUBLISHED_AT;
        return Err(nothing(format!("no {column}; {EXPORTS} it")));
    };
    let mut times: Vec<Option<Published<'_>>> =
        texts.iter().map(|text| published((*text)?)).collect();
    let mut left_out = left_out(frame, &times);
    let hourly =
        |zoned: bool| move |time: &&Published<'_>| time.hour.is_some() && time.is_zoned() == zoned;
    let count = |zoned: bool| times.iter().flatten().filter(hourly(zoned)).count();
    let (zoned, bare) = (count(true), count(false));
    let keeps_zoned = zoned >= bare;
    if zoned > 0 && bare > 0 {
        left_out.push(if keeps_zoned {
            format!("not drawn: {bare} posts that state no time zone, beside {zoned} that do")
        } else {
            format!("not drawn: {zoned} posts that state a time zone, beside {bare} that do not")
        });
        for time in &mut times {
            *time = time.filter(|time| time.is_zoned() == keeps_zoned);
        }
    }
    let zones: BTreeSet<&str> = times
        .iter()
        .flatten()
        .filter(hourly(true))
        .map(|time| time.zone)
        .collect();
    let stated: Vec<&str> = zones.into_iter().collect();
    let zone = match &stated[..] {
        [] => "hours as exported; the exports state no time zone".into(),
        [one] => format!("hours as exported, in the zone {one}"),
        several => format!(
            "hours in UTC; the exports state the zones {}",
            several.join(", ")
        ),
    };
    if stated.len() > 1 {
        for time in &mut times {
            *time = time.map(Published::in_utc);
        }
    }
    let keys = |time: &Option<Published<'_>>| {
        let time = time.as_ref()?;
        Some((time.weekday.to_string(), format!("{:02}", time.hour?)))
    };
    let keys: Vec<Option<(String, String)>> = times.iter().map(keys).collect();
    let text = |key: &Option<(String, String)>, first: bool| {
        let (weekday, hour) = key.clone()?;
        Some(if first { weekday } else { hour })
    };
    let mut timed = frame.clone();
    for (name, first) in [(WEEKDAY, true), (HOUR, false)] {
        let texts: Vec<Option<String>> = keys.iter().map(|key| text(key, first)).collect();
        timed.with_column(cells::text_column(name, texts.iter().map(Option::as_deref)))?;
    }
    let mask: Vec<bool> = keys.iter().map(Option::is_some).collect();
    let timed = cells::kept(&timed, &mask)?;
    if timed.height() == 0 {
        return Err(nothing(format!(
            "no time of day in {}; content exports of Meta Business Suite or Hootsuite have it",
            col::PUBLISHED_AT
        )));
    }
    Ok(Timed {
        frame: timed,
        left_out,
        zone,
    })
}

/// Posts that state the day alone, or nothing, by platform.
fn left_out(frame: &DataFrame, times: &[Option<Published<'_>>]) -> Vec<String> {
    let mut days: BTreeMap<String, usize> = BTreeMap::new();
    let mut none = 0;
    for (time, platform) in times.iter().zip(platforms(frame)) {
        match time {
            Some(Published { hour: None, .. }) => *days.entry(platform).or_default() += 1,
            Some(_) => {}
            None => none += 1,
        }
    }
    let mut sentences = Vec::new();
    if !days.is_empty() {
        let of: Vec<String> = days
            .iter()
            .map(|(name, count)| format!("{count} of {name}"))
            .collect();
        sentences.push(format!(
            "not drawn: posts whose export states the day alone: {}",
            of.join(", ")
        ));
    }
    if none > 0 {
        let column = col::PUBLISHED_AT;
        sentences.push(format!("not drawn: {none} posts without {column}"));
    }
    sentences
}

/// The metric asked for, else the rate that most posts allow, else engagements per post.
fn metric<'s>(source: &ReportSource<'s>, timed: &DataFrame) -> Result<&'s Metric> {
    let registry = source.registry;
    if let Some(name) = source.asked.metrics.first() {
        let metric = source.metric(name)?;
        if metric
            .components()
            .any(|component| component.table != POSTS)
        {
            return Err(Error::BadOption {
                what: format!("--metrics {name}"),
                why: "expected a metric of posts".into(),
            });
        }
        return Ok(metric);
    }
    if let Some((metric, ..)) = best_rate(source, timed) {
        return Ok(metric);
    }
    let per_post = registry.metric("engagements_per_post");
    per_post.ok_or_else(|| nothing("no metric of engagement".into()))
}

/// The figure of each weekday and hour, a ratio of sums, and how many posts it rests on.
fn rows(timed: &DataFrame, metric: &Metric) -> Result<Vec<Row>> {
    let totals = aggregate(timed, POSTS, &[WEEKDAY, HOUR], metric.components())?;
    let keys = [WEEKDAY, HOUR].map(|name| cells::texts(totals.frame(), name).unwrap_or_default());
    let row = |at: usize| {
        let own = figure(
            metric,
            &|component: &Component| totals.total(at, component),
            1,
        );
        Row {
            keys: keys
                .iter()
                .map(|texts| texts[at].map(str::to_owned))
                .collect(),
            cells: vec![
                Cell::from(own),
                Cell::Count(resting(&totals, at, metric, own)),
            ],
            ..Row::default()
        }
    };
    Ok((0..totals.frame().height()).map(row).collect())
}

/// Posts that a figure rests on.
fn resting(totals: &Totals, group: usize, metric: &Metric, own: Figure) -> i64 {
    if own.value().is_none() {
        return 0;
    }
    let counts = metric
        .components()
        .map(|component| totals.total(group, component).n);
    counts
        .max()
        .and_then(|count| i64::try_from(count).ok())
        .unwrap_or_default()
}

fn posts_of(row: &Row) -> i64 {
    match row.cells[1] {
        Cell::Count(count) => count,
        _ => 0,
    }
}

/// The column that counts the posts behind a figure; the metric may bear its name.
fn counted_column(metric: &Metric) -> MetricColumn {
    let column = posts_column();
    if metric.name != column.name {
        return column;
    }
    MetricColumn {
        name: "posts_counted".into(),
        header: "posts counted".into(),
        ..column
    }
}

fn posts_column() -> MetricColumn {
    MetricColumn {
        name: POSTS.into(),
        header: POSTS.into(),
        unit_label: String::new(),
        unit: Unit::Count,
        rank: 2,
        pinned: true,
        decimals: 0,
    }
}

/// The weekday and hour with the highest figure that enough posts stand for, with the lowest where less is better; `None`
/// where no post has a figure.
fn headline(rows: &[Row], metric: &Metric, column: &MetricColumn) -> Option<Phrase> {
    rows.iter().find(|row| row.cells[0].number().is_some())?;
    let told = |row: &&Row| posts_of(row) >= FEW && row.cells[0].number().is_some();
    let mut told: Vec<&Row> = rows.iter().filter(told).collect();
    let figure = |row: &Row| row.cells[0].number().unwrap_or_default();
    told.sort_by(|a, b| figure(b).total_cmp(&figure(a)));
    let (Some(highest), Some(lowest)) = (told.first(), told.last()) else {
        return Some(Phrase::plain("chart.heatmap.few"));
    };
    let is_one = told.len() == 1 && figure(highest) != 0.0;
    if !is_one && is_alike(&highest.cells[0], &lowest.cells[0], column) {
        return Some(Phrase::plain("chart.heatmap.alike").name("metric", &metric.name));
    }
    let (best, phrase) = match metric.direction {
        Direction::Higher => (highest, Phrase::plain("chart.heatmap.headline")),
        Direction::Neutral => (highest, Phrase::plain("chart.heatmap.highest")),
        Direction::Lower => (lowest, Phrase::plain("chart.heatmap.lowest")),
    };
    let phrase = match metric.direction {
        Direction::Higher => phrase,
        Direction::Neutral | Direction::Lower => phrase.name("metric", &metric.name),
    };
    let number = |at: usize| best.keys[at].as_deref()?.parse::<u32>().ok();
    let hour = |hour: u32| Argument::Figure(Cell::Count(i64::from(hour)), posts_column());
    Some(
        phrase
            .with("weekday", Argument::Weekday(number(0)? - 1))
            .with("hour", hour(number(1)?))
            .with("next", hour(number(1)? + 1))
            .with(
                "posts",
                Argument::Figure(best.cells[1].clone(), posts_column()),
            )
            .with(
                "figure",
                Argument::Figure(best.cells[0].clone(), column.clone()),
            ),
    )
}

fn notes(timed: &DataFrame, zone: String, metric: &Metric, counted: i64) -> Vec<String> {
    let mut notes = vec![zone];
    let all = timed.height() as i64;
    if counted < all {
        let name = metric.name.replace('_', " ");
        notes.push(format!(
            "{name}: {counted} of {all} posts with a time state what it needs"
        ));
    }
    notes.push(match RATES.iter().find(|(rate, _)| *rate == metric.name) {
        Some((_, base)) => definition(metric, base),
        None => metric.note.clone(),
    });
    notes
}

#[cfg(test)]
mod tests {
    use super::super::posts::stories;
    use super::*;

    #[test]
    fn a_cell_is_a_ratio_of_sums_over_the_posts_that_state_both() {
        let data = stories::drawn(Some(stories::posts()), data).unwrap();
        let rows: Vec<(Vec<&str>, &[Cell])> = data
            .table
            .rows
            .iter()
            .map(|row| {
                (
                    row.keys.iter().flatten().map(String::as_str).collect(),
                    &*row.cells,
                )
            })
            .collect();
        // (6 + 9 + 3) / (100 + 300 + 100), and 10 / 50.
        assert_eq!(
            rows,
            [
                (vec!["1", "07"], &[Cell::Ratio(0.036), Cell::Count(3)][..]),
                (vec!["2", "20"], &[Cell::Ratio(0.2), Cell::Count(1)]),
            ]
        );
        assert_eq!(
            data.left_out,
            ["not drawn: posts whose export states the day alone: 1 of x"]
        );
        assert_eq!(
            data.table.notes,
            [
                "hours as exported; the exports state no time zone",
                "engagement rate by reach: 4 of 5 posts with a time state what it needs",
                "engagement rate by reach: reactions, comments, shares, saves over reach",
            ]
        );
        // One post on Tuesday is too few to be the best.
        assert_eq!(data.headline.arguments[0].1, Argument::Weekday(0));
    }

    #[test]
    fn without_reach_impressions_and_views_engagements_count_per_post() {
        let mut posts = stories::posts();
        posts.drop_in_place(col::REACH).unwrap();
        let data = stories::drawn(Some(posts), data).unwrap();
        assert_eq!(data.table.metrics[0].name, "engagements_per_post");
        // (6 + 9 + 3 + 100) / 4.
        let cells = [Cell::Ratio(29.5), Cell::Count(4)];
        assert_eq!(data.table.rows[0].cells, cells);
    }

    #[test]
    fn what_is_missing_is_named_with_the_exports_that_have_it() {
        let mut undated = stories::posts();
        undated.drop_in_place(col::PUBLISHED_AT).unwrap();
        let mut silent = stories::posts();
        silent.drop_in_place(col::REACTIONS).unwrap();
        silent.drop_in_place(col::COMMENTS).unwrap();
        let days = stories::posts().slice(5, 1);
        for (posts, message) in [
            (
                None,
                "no posts; content exports of Meta Business Suite, X or YouTube have them",
            ),
            (
                Some(undated),
                "no published_at; content exports of Meta Business Suite, X or YouTube have it",
            ),
            (
                Some(silent),
                "no reactions, comments, shares or saves; content exports of Meta Business Suite or X have them",
            ),
            (
                Some(days),
                "no time of day in published_at; content exports of Meta Business Suite or Hootsuite have it",
            ),
        ] {
            let found = stories::refused(posts, data);
            assert_eq!(found, format!("chart heatmap: nothing to draw: {message}"));
        }
    }
}
