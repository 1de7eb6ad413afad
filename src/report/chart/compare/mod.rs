//! One period against another: metrics, or the groups of one metric, in falling order of their change.

mod periods;

use crate::error::{Error, Result};
use crate::metrics::Metric;
use crate::report::{Cell, Key, KeyColumn, MetricColumn, ReportOptions, Row, Table, Unit};
use crate::schema::col;
use crate::time::Grain;

use super::change::{SMALL_BASE, Verdict, verdict_column};
use super::rank::{Fold, ROWS, is_other, listed, order, without_figure};
use super::{Argument, ChartData, Kind, Phrase, ReportSource};
use periods::Periods;

/// Metrics unless others are named; those that the files lack are left out.
const USUAL: [&str; 12] = [
    col::SPEND,
    col::IMPRESSIONS,
    col::CLICKS,
    "ctr",
    "cpc",
    col::ORDERS,
    col::REVENUE,
    "aov",
    "roas",
    "roi",
    "cpa",
    "cvr",
];

/// The key that tells the units of metrics that stand one under the other.
pub const UNIT: &str = "unit";

/// Where the change stands among the columns of a metric: now, before, difference, change, verdict.
const CHANGE: usize = 3;

/// The metrics of the whole, or one metric by a key.
pub(super) fn data(source: &ReportSource<'_>) -> Result<ChartData> {
    if source.compare.is_none() {
        return Err(no_comparison());
    }
    let options = ReportOptions {
        compare: source.compare,
        ..source.options.clone()
    };
    let source = &ReportSource {
        options: &options,
        ..*source
    };
    match &source.asked.by {
        Some(by) if by.parse::<Grain>().is_ok() => Err(Error::BadOption {
            what: format!("--by {by}"),
            why: "chart compare sets one period beside another, expected a key that is no time"
                .into(),
        }),
        Some(by) => by_key(source, by),
        None => by_metric(source),
    }
}

fn no_comparison() -> Error {
    Error::BadOption {
        what: "chart compare".into(),
        why: "expected a period to compare with: --compare previous or --compare year".into(),
    }
}

fn by_metric(source: &ReportSource<'_>) -> Result<ChartData> {
    let asked: Vec<&str> = source.asked.metrics.iter().map(String::as_str).collect();
    let metrics: Vec<&str> = if asked.is_empty() {
        USUAL.into_iter().filter(|name| source.can(name)).collect()
    } else {
        asked
    };
    if metrics.is_empty() {
        return Err(source.nothing(Kind::Compare, &[col::SPEND, col::REVENUE], ""));
    }
    let found = source.report(&[], &metrics)?.table;
    let known = metrics.iter().map(|name| source.metric(name));
    let known = known.collect::<Result<Vec<_>>>()?;
    let periods = Periods::of(source, &[], &known)?;
    let cells = found.total.clone().unwrap_or_default().cells;
    let mut blocks: Vec<Block> = Vec::new();
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    let each = found
        .metrics
        .chunks(CHANGE + 1)
        .zip(cells.chunks(CHANGE + 1));
    for (columns, cells) in each {
        let block = Block::of(&periods, source.metric(&columns[0].name)?, columns, cells);
        match block.left_out() {
            None => blocks.push(block),
            Some((why, name)) => match reasons.iter_mut().find(|(known, _)| *known == why) {
                Some((_, names)) => names.push(name),
                None => reasons.push((why, vec![name])),
            },
        }
    }
    let left_out = reasons
        .iter()
        .map(|(why, names)| format!("not drawn: {}: {why}", listed(names)))
        .collect::<Vec<_>>();
    if blocks.is_empty() {
        let why = left_out.join("; ");
        return Err(source.nothing(Kind::Compare, &[], &why));
    }
    // Points have a scale of their own, so they stand together; the sort is stable.
    blocks.sort_by(|a, b| b.change().total_cmp(&a.change()));
    blocks.sort_by_key(Block::in_points);
    let headline = headline(blocks.iter().map(|block| {
        let name = Argument::Name(block.columns[0].name.clone());
        (name, &block.cells[..], &block.columns[..])
    }));
    let subtitle = Phrase::plain("chart.compare.subtitle")
        .with("scope", Argument::Covered(found.scope.clone()));
    Ok(ChartData {
        spare: None,
        kind: Kind::Compare,
        sentences: None,
        headline,
        subtitle,
        left_out,
        table: long(&blocks, found),
    })
}

/// The metrics one under the other: each has a unit of its own, so that rates stand in per cent.
fn long(blocks: &[Block], found: Table) -> Table {
    let column = |name: &str, unit, label: &str, decimals| MetricColumn {
        name: name.into(),
        header: name.replace('_', " "),
        unit_label: label.into(),
        unit,
        rank: 1,
        pinned: true,
        decimals,
    };
    Table {
        keys: vec![KeyColumn::of("metric"), KeyColumn::of(UNIT)],
        metrics: vec![
            column("now", Unit::Count, "", 2),
            column("previous", Unit::Count, "", 2),
            column("change", Unit::Count, "", 2),
            column("change_pct", Unit::Percent, "%", 1),
            column("change_pp", Unit::Points, "pp", 2),
            column("verdict", Unit::Text, "", 0),
        ],
        rows: blocks.iter().map(Block::row).collect(),
        total: None,
        ..found
    }
}

fn by_key(source: &ReportSource<'_>, by: &str) -> Result<ChartData> {
    let name = match &source.asked.metrics[..] {
        [] => col::SPEND,
        [one] => one,
        several => {
            return Err(Error::BadOption {
                what: format!("--metrics {}", several.join(",")),
                why: "chart compare with --by draws one metric, expected one name".into(),
            });
        }
    };
    let metric = source.metric(name)?;
    let name = metric.name.as_str();
    let keys = [Key::parse(by, source.options.calendar)?];
    let periods = Periods::of(source, &keys, &[metric])?;
    let platforms = periods.platforms(by, metric)?;
    let judge = |row: &mut Row| {
        let group: Vec<String> = row.keys.iter().flatten().cloned().collect();
        let named = platforms.get(&group[..]);
        periods.judge(metric, &mut row.cells, Some(&group), named);
    };
    let mut found = source.report(&[by], &[name])?;
    found.table.rows.iter_mut().for_each(&judge);
    let names = |table: &Table| {
        let rows = table.rows.iter();
        let names = rows.map(|row| row.keys[0].clone().unwrap_or_default());
        names.collect::<Vec<_>>()
    };
    let all = names(&found.table);
    // What is new or gone has no change, so it is no part of the change of the others either.
    let left_out = without_figure(&mut found.table, CHANGE);
    let known = names(&found.table);
    let apart = all.into_iter().filter(|name| !known.contains(name));
    let rows = &found.table.rows;
    let fold = Fold {
        rows: ROWS,
        named: notable(rows.iter().map(|row| &row.cells[..]))
            .into_iter()
            .map(|(at, _)| rows[at].keys.clone())
            .collect(),
        apart: apart.collect(),
    };
    let mut table = source.summed_up(found, by, &[name], &fold)?.table;
    let others = table.rows.iter_mut().filter(|row| is_other(row));
    others.for_each(judge);
    if table.rows.is_empty() {
        let why = format!(
            "no {by} has a {name} in both periods; {}",
            left_out.join("; ")
        );
        return Err(source.nothing(Kind::Compare, &[name], &why));
    }
    table.metrics.push(verdict_column(&table.metrics[0]));
    table.total = None;
    order(&mut table, CHANGE);
    let own = table.rows.iter().filter(|row| !is_other(row));
    let mut headline = headline(own.map(|row| {
        let cells = (&row.cells[..], &table.metrics[..]);
        (Argument::Text(super::rank::name(row)), cells.0, cells.1)
    }));
    if headline.id == "chart.compare.most" && !fold.apart.is_empty() {
        headline.id = "chart.compare.most_of_both";
    }
    let subtitle = Phrase::plain("chart.compare.by")
        .name("metric", name)
        .name("key", by)
        .with("scope", Argument::Covered(table.scope.clone()));
    Ok(ChartData {
        spare: None,
        kind: Kind::Compare,
        sentences: None,
        headline,
        subtitle,
        left_out,
        table,
    })
}

/// The columns and cells of one metric.
struct Block {
    columns: Vec<MetricColumn>,
    cells: Vec<Cell>,
}

impl Block {
    /// Its line in the long table.
    fn row(&self) -> Row {
        let is_rate = self.in_points();
        let figure = |cell: &Cell| match cell {
            Cell::Ratio(ratio) if is_rate => Cell::Ratio(ratio * 100.0),
            cell => cell.clone(),
        };
        let elsewhere = Cell::Undefined {
            code: "in_the_other_unit",
            sentence: String::new(),
        };
        let growth = self.cells[CHANGE].clone();
        let (percent, points) = if is_rate {
            (elsewhere, growth)
        } else {
            (growth, elsewhere)
        };
        let told = self.cells[..CHANGE].iter().map(figure);
        let unit = self.columns[0].unit_label.clone();
        Row {
            keys: vec![Some(self.columns[0].name.clone()), Some(unit)],
            cells: told
                .chain([percent, points, self.cells[CHANGE + 1].clone()])
                .collect(),
            column: Some(Box::new(self.columns[0].clone())),
            ..Row::default()
        }
    }

    fn of(
        periods: &Periods<'_>,
        metric: &Metric,
        columns: &[MetricColumn],
        cells: &[Cell],
    ) -> Self {
        let mut cells = cells.to_vec();
        periods.judge(metric, &mut cells, None, None);
        let mut columns = columns.to_vec();
        columns.push(verdict_column(&columns[0]));
        Self { columns, cells }
    }

    /// Why it is not drawn, and its name.
    fn left_out(&self) -> Option<(String, String)> {
        let name = self.columns[0].name.replace('_', " ");
        match &self.cells[CHANGE] {
            Cell::Undefined { code, sentence } if *code != SMALL_BASE => {
                Some((sentence.clone(), name))
            }
            _ => None,
        }
    }

    fn in_points(&self) -> bool {
        self.columns[CHANGE].unit == Unit::Points
    }

    /// Those without a figure come last.
    fn change(&self) -> f64 {
        self.cells[CHANGE].number().unwrap_or(f64::NEG_INFINITY)
    }
}

/// What a headline tells of a change.
#[derive(Clone, Copy, PartialEq)]
enum Notable {
    Better,
    Worse,
    Most,
}

/// The change for the better and the one for the worse that are largest in proportion, else the largest: their places.
fn notable<'c>(rows: impl Iterator<Item = &'c [Cell]>) -> Vec<(usize, Notable)> {
    let known: Vec<(usize, &[Cell])> = rows
        .enumerate()
        .filter(|(_, cells)| cells[CHANGE].number().is_some())
        .collect();
    let size = |cells: &[Cell]| {
        let (now, before) = (cells[0].number(), cells[1].number());
        let part = now.zip(before).map(|(now, before)| (now - before) / before);
        part.map_or(0.0, f64::abs)
    };
    let largest = |verdict: Option<Verdict>| {
        let own = known
            .iter()
            .filter(|(_, cells)| verdict.is_none_or(|own| Verdict::of(&cells[4]) == own));
        own.max_by(|a, b| size(a.1).total_cmp(&size(b.1)))
    };
    let better = largest(Some(Verdict::Better)).map(|(at, _)| (*at, Notable::Better));
    let worse = largest(Some(Verdict::Worse)).map(|(at, _)| (*at, Notable::Worse));
    let judged: Vec<_> = better.into_iter().chain(worse).collect();
    if !judged.is_empty() {
        return judged;
    }
    let most = largest(None).map(|(at, _)| (*at, Notable::Most));
    most.into_iter().collect()
}

/// What [`notable`] picks, in words.
fn headline<'b>(
    blocks: impl Iterator<Item = (Argument, &'b [Cell], &'b [MetricColumn])>,
) -> Phrase {
    let blocks: Vec<_> = blocks.collect();
    let picked = notable(blocks.iter().map(|(_, cells, _)| *cells));
    let kinds: Vec<Notable> = picked.iter().map(|(_, told)| *told).collect();
    let phrase = match &kinds[..] {
        [Notable::Better, Notable::Worse] => "chart.compare.both",
        [Notable::Better] => "chart.compare.better",
        [Notable::Worse] => "chart.compare.worse",
        [Notable::Most] => "chart.compare.most",
        _ => "chart.compare.counts",
    };
    let filled = |phrase: Phrase, (at, told): (usize, Notable)| {
        let (name, cells, columns) = &blocks[at];
        let (place, change) = match told {
            Notable::Better => ("best", "rise"),
            Notable::Worse => ("worst", "fall"),
            Notable::Most => ("name", "change"),
        };
        let figure = Argument::Figure(cells[CHANGE].clone(), columns[CHANGE].clone());
        phrase.with(place, name.clone()).with(change, figure)
    };
    picked.into_iter().fold(Phrase::plain(phrase), filled)
}
