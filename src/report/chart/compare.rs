//! One period against another: metrics, or the groups of one metric, in falling order of their change.

use crate::error::{Error, Result};
use crate::report::{Cell, KeyColumn, MetricColumn, Row, Table, Unit};
use crate::schema::col;
use crate::time::Grain;

use super::change::{SMALL_BASE, Verdict, is_small_base, small_base, verdict_column};
use super::rank::{ROWS, is_other, listed, order, without_figure};
use super::{Argument, ChartData, Kind, Phrase, ReportSource};

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
    if source.options.compare.is_none() {
        return Err(Error::BadOption {
            what: "chart compare".into(),
            why: "expected a period to compare with: --compare previous or --compare year".into(),
        });
    }
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
    let cells = found.total.clone().unwrap_or_default().cells;
    let mut blocks: Vec<Block> = Vec::new();
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    let each = found
        .metrics
        .chunks(CHANGE + 1)
        .zip(cells.chunks(CHANGE + 1));
    for (columns, cells) in each {
        let block = Block::of(source, columns, cells)?;
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
        kind: Kind::Compare,
        headline,
        subtitle,
        left_out,
        table: long(&blocks, found),
    })
}

/// The metrics one under the other: each has a unit of its own, so that rates stand in per cent.
fn long(blocks: &[Block], found: Table) -> Table {
    let key = |name: &str| KeyColumn {
        name: name.into(),
        header: name.replace('_', " "),
    };
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
        keys: vec![key("metric"), key(UNIT)],
        metrics: vec![
            column("now", Unit::Count, "", 2),
            column("previous", Unit::Count, "", 2),
            column("change", Unit::Count, "", 2),
            column("change_pct", Unit::Percent, "%", 1),
            column("change_pp", Unit::Points, "pp", 1),
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
    let mut table = source.ranked(by, &[name], ROWS)?.table;
    for row in &mut table.rows {
        let verdict = Verdict::on(metric, &row.cells[0], &row.cells[1]);
        if is_small_base(metric, &row.cells[0], &row.cells[1]) {
            row.cells[CHANGE] = small_base();
        }
        row.cells.push(Cell::Text(verdict.word().into()));
    }
    let left_out = without_figure(&mut table, CHANGE);
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
    let headline = headline(own.map(|row| {
        let cells = (&row.cells[..], &table.metrics[..]);
        (Argument::Text(super::rank::name(row)), cells.0, cells.1)
    }));
    let subtitle = Phrase::plain("chart.compare.by")
        .name("metric", name)
        .name("key", by)
        .with("scope", Argument::Covered(table.scope.clone()));
    Ok(ChartData {
        kind: Kind::Compare,
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
        }
    }

    fn of(source: &ReportSource<'_>, columns: &[MetricColumn], cells: &[Cell]) -> Result<Self> {
        let metric = source.metric(&columns[0].name)?;
        let verdict = Verdict::on(metric, &cells[0], &cells[1]);
        let mut cells = cells.to_vec();
        if is_small_base(metric, &cells[0], &cells[1]) {
            cells[CHANGE] = small_base();
        }
        cells.push(Cell::Text(verdict.word().into()));
        let mut columns = columns.to_vec();
        columns.push(verdict_column(&columns[0]));
        Ok(Self { columns, cells })
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

/// The change for the better and the one for the worse that are largest in proportion, else the largest.
fn headline<'b>(
    blocks: impl Iterator<Item = (Argument, &'b [Cell], &'b [MetricColumn])>,
) -> Phrase {
    let told: Vec<_> = blocks
        .filter(|(_, cells, _)| cells[CHANGE].number().is_some())
        .collect();
    let size = |cells: &[Cell]| {
        let (now, before) = (cells[0].number(), cells[1].number());
        let part = now.zip(before).map(|(now, before)| (now - before) / before);
        part.map_or(0.0, f64::abs)
    };
    let largest = |verdict: Option<Verdict>| {
        let own = told
            .iter()
            .filter(|(_, cells, _)| verdict.is_none_or(|own| Verdict::of(&cells[4]) == own));
        own.max_by(|a, b| size(a.1).total_cmp(&size(b.1)))
    };
    let filled = |phrase: Phrase,
                  places: (&'static str, &'static str),
                  own: &(Argument, &[Cell], &[MetricColumn])| {
        let figure = Argument::Figure(own.1[CHANGE].clone(), own.2[CHANGE].clone());
        phrase.with(places.0, own.0.clone()).with(places.1, figure)
    };
    let (better, worse) = (("best", "rise"), ("worst", "fall"));
    match (
        largest(Some(Verdict::Better)),
        largest(Some(Verdict::Worse)),
    ) {
        (Some(best), Some(worst)) => {
            let phrase = filled(Phrase::plain("chart.compare.both"), better, best);
            filled(phrase, worse, worst)
        }
        (Some(best), None) => filled(Phrase::plain("chart.compare.better"), better, best),
        (None, Some(worst)) => filled(Phrase::plain("chart.compare.worse"), worse, worst),
        (None, None) => match largest(None) {
            Some(most) => filled(
                Phrase::plain("chart.compare.most"),
                ("name", "change"),
                most,
            ),
            None => Phrase::plain("chart.compare.counts"),
        },
    }
}
