//! From impressions to orders, stage by stage, with the rate from each stage to the next.

use crate::error::{Error, Result};
use crate::metrics::{Registry, Unit as MetricUnit};
use crate::report::{Cell, KeyColumn, MetricColumn, Row, Table, Unit};
use crate::schema::col;

use super::coverage::Coverage;
use super::rank::{is_alike, listed, name};
use super::share::share_column;
use super::{Argument, ChartData, Kind, Phrase, ReportSource};

/// Stages before the last; those that the files lack are left out.
const STAGES: [&str; 4] = [
    col::IMPRESSIONS,
    col::CLICKS,
    col::LANDING_PAGE_VIEWS,
    col::LEADS,
];

/// The last stage: orders on record where there are any, else what the platforms claim.
const LAST: [&str; 2] = ["orders_joined", "claimed_conversions"];

/// Rates that the registry knows, over the rows that state both stages.
const RATES: [(&str, &str, &str); 3] = [
    (col::IMPRESSIONS, col::CLICKS, "ctr"),
    (
        col::CLICKS,
        col::LANDING_PAGE_VIEWS,
        "landing_page_view_rate",
    ),
    (col::CLICKS, LAST[1], "cvr"),
];

/// Panels that stay apart from one another.
const PANELS: usize = 6;

/// The stages of everything, or of each of a few groups.
pub(super) fn data(source: &ReportSource<'_>) -> Result<ChartData> {
    let stages = stages(source)?;
    let by = source.asked.by.as_deref();
    let coverage = Coverage::of(source, by, &stages)?;
    let mut left_out = coverage.sentences(&stages);
    let keys: Vec<&str> = by.into_iter().collect();
    let counts = source.report(&keys, &stages)?.table;
    let groups = match (&counts.total, by) {
        (Some(total), None) => std::slice::from_ref(total),
        _ => &counts.rows[..],
    };
    let mut steps: Vec<(usize, usize)> = Vec::new();
    for group in groups {
        let reached = reached(group, stages.len());
        steps.extend(reached.windows(2).map(|two| (two[0], two[1])));
    }
    steps.sort_unstable();
    steps.dedup();
    steps.retain(|(from, to)| !coverage.differs(&[], *from, *to));
    let rates = Rates::of(source.registry, &stages, &steps)?;
    let source = &ReportSource {
        registry: &rates.registry,
        ..*source
    };
    let named = rates.names.iter().map(|(_, name)| name.as_str());
    let metrics: Vec<&str> = stages.iter().copied().chain(named).collect();
    let mut found = source.report(&keys, &metrics)?.table;
    let whole = found.total.take().unwrap_or_default();
    let groups = match by {
        None => vec![whole],
        Some(_) => largest(&mut found.rows, stages.len(), &mut left_out),
    };
    let funnel = Funnel {
        columns: &found.metrics,
        stages: &stages,
        rates: &rates,
        coverage,
    };
    let rows: Vec<Row> = groups.iter().flat_map(|group| funnel.rows(group)).collect();
    if rows.is_empty() {
        let why = "no row states impressions, clicks or conversions";
        return Err(source.nothing(Kind::Funnel, &STAGES[..2], why));
    }
    let metrics = funnel.metrics();
    let headline = headline(&rows, &metrics[1], keys.len());
    found.keys.push(KeyColumn::of(col::STAGE));
    Ok(ChartData {
        spare: None,
        kind: Kind::Funnel,
        sentences: None,
        headline,
        subtitle: subtitle(stages.last().copied()),
        left_out,
        table: Table {
            metrics,
            rows,
            ..found
        },
    })
}

/// Whose conversions the last stage counts.
fn subtitle(last: Option<&str>) -> Phrase {
    let named = [
        (LAST[0], "chart.funnel.observed"),
        (LAST[1], "chart.funnel.claimed"),
    ];
    let own = named.into_iter().find(|(stage, _)| last == Some(*stage));
    Phrase::plain(own.map_or("chart.funnel.subtitle", |(_, phrase)| phrase))
}

/// The stages asked for, which must be counts, else the usual ones that the files state.
fn stages<'s>(source: &'s ReportSource<'_>) -> Result<Vec<&'s str>> {
    if source.asked.metrics.is_empty() {
        let last = LAST.into_iter().find(|name| source.can(name));
        let known = STAGES.into_iter().filter(|name| source.can(name));
        return Ok(known.chain(last).collect());
    }
    let mut stages = Vec::new();
    for name in &source.asked.metrics {
        let metric = source.metric(name)?;
        if metric.unit != MetricUnit::Count {
            return Err(Error::BadOption {
                what: format!("--metrics {name}"),
                why: "the stages of a funnel are counts, expected some like impressions,clicks,orders_joined".into(),
            });
        }
        stages.push(metric.name.as_str());
    }
    Ok(stages)
}

/// The rates of a funnel: those that the registry knows, and of other stages their own.
struct Rates {
    registry: Registry,
    /// By the places of both stages.
    names: Vec<((usize, usize), String)>,
}

impl Rates {
    /// A rate for each step, over the rows that state both of its stages where one table has both.
    fn of(known: &Registry, stages: &[&str], steps: &[(usize, usize)]) -> Result<Self> {
        let mut rates = Self {
            registry: known.clone(),
            names: Vec::new(),
        };
        for (from, to) in steps {
            let two = [stages[*from], stages[*to]];
            let name = match RATES.iter().find(|(from, to, _)| two == [*from, *to]) {
                Some((_, _, rate)) => (*rate).to_owned(),
                None => rates.add(two)?,
            };
            rates.names.push(((*from, *to), name));
        }
        Ok(rates)
    }

    /// Adds the rate from one stage to another.
    fn add(&mut self, [from, to]: [&str; 2]) -> Result<String> {
        let mut name = format!("{to}_of_{from}");
        while self.registry.metric(&name).is_some() {
            name.push('_');
        }
        let formula = |name: &str| {
            let metric = self.registry.metric(name);
            metric.map(|metric| metric.numerator.to_string())
        };
        let (Some(part), Some(whole)) = (formula(to), formula(from)) else {
            return Ok(name);
        };
        let title = name.replace('_', " ");
        let record = format!(
            "[[metric]]\nname = \"{name}\"\ntitle = \"{title}\"\nunit = \"rate\"\nnum = \"{part}\"\nden = \"{whole}\"\n"
        );
        let unread = |error: crate::metrics::RegistryError| Error::BadOption {
            what: format!("--metrics {from},{to}"),
            why: error.to_string(),
        };
        self.registry = self.registry.with(&record).map_err(unread)?;
        Ok(name)
    }

    fn name(&self, from: usize, to: usize) -> Option<&str> {
        let own = self.names.iter().find(|(step, _)| *step == (from, to));
        own.map(|(_, name)| name.as_str())
    }
}

/// The stages that a group states; one that was never reached says nothing of those after it.
fn reached(group: &Row, stages: usize) -> Vec<usize> {
    let is_stated = |at: &usize| {
        let own = group.cells[*at].number();
        let later = group.cells[at + 1..stages].iter();
        let is_passed_over =
            own == Some(0.0) && later.filter_map(Cell::number).any(|count| count > 0.0);
        own.is_some() && !is_passed_over
    };
    (0..stages).filter(is_stated).collect()
}

/// The groups with the most at the first stage that they have.
fn largest(rows: &mut Vec<Row>, stages: usize, left_out: &mut Vec<String>) -> Vec<Row> {
    let first = |row: &Row| row.cells[..stages].iter().find_map(Cell::number);
    rows.retain(|row| first(row).is_some_and(|count| count > 0.0) && states(row, stages) > 1);
    rows.sort_by(|a, b| {
        let order = first(b).unwrap_or(0.0).total_cmp(&first(a).unwrap_or(0.0));
        order.then_with(|| a.keys.cmp(&b.keys))
    });
    if rows.len() > PANELS {
        let names: Vec<String> = rows[PANELS..].iter().map(name).collect();
        left_out.push(format!("not drawn: {}: smaller ones", listed(&names)));
        rows.truncate(PANELS);
    }
    std::mem::take(rows)
}

fn states(row: &Row, stages: usize) -> usize {
    let known = |cell: &&Cell| cell.number().is_some();
    row.cells[..stages].iter().filter(known).count()
}

/// What the rows of a group are made from.
struct Funnel<'f> {
    columns: &'f [MetricColumn],
    stages: &'f [&'f str],
    rates: &'f Rates,
    coverage: Coverage,
}

impl Funnel<'_> {
    /// One row per stage that the group states.
    fn rows(&self, group: &Row) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut before: Option<usize> = None;
        for at in reached(group, self.stages.len()) {
            let own = &group.cells[at];
            let mut keys = group
                .keys
                .iter()
                .flatten()
                .cloned()
                .map(Some)
                .collect::<Vec<_>>();
            keys.push(Some(self.stages[at].to_owned()));
            rows.push(Row {
                keys,
                cells: vec![own.clone(), self.rate(group, before, at)],
                ..Row::default()
            });
            before = Some(at);
        }
        rows
    }

    /// The part of the stage before that reached this one.
    fn rate(&self, group: &Row, before: Option<usize>, at: usize) -> Cell {
        let none = |code, sentence: &str| Cell::Undefined {
            code,
            sentence: sentence.into(),
        };
        let Some(before) = before else {
            return none("first_stage", "");
        };
        if self.coverage.differs(&group.keys, before, at) {
            return none("coverage", "the two stages cover different platforms");
        }
        let rate = self.rates.name(before, at);
        let place = rate.and_then(|rate| self.columns.iter().position(|c| c.name == rate));
        let Some(place) = place else {
            return none("not_supplied", "");
        };
        let not_a_part = "more than at the stage before, so no part of it";
        match &group.cells[place] {
            Cell::Ratio(rate) if *rate > 1.0 => none("not_a_part", not_a_part),
            rate => rate.clone(),
        }
    }

    /// The columns of the rows.
    fn metrics(&self) -> Vec<MetricColumn> {
        let count = MetricColumn {
            name: "count".into(),
            header: "count".into(),
            unit: Unit::Count,
            unit_label: String::new(),
            ..self.columns[0].clone()
        };
        let rate = MetricColumn {
            decimals: 2,
            ..share_column("of_stage_before", &count)
        };
        vec![count, rate]
    }
}

/// The last rate; with several groups the highest and the lowest.
fn headline(rows: &[Row], column: &MetricColumn, keys: usize) -> Phrase {
    let mut ends: Vec<(&Row, &Row)> = rows
        .windows(2)
        .filter(|two| two[0].keys[..keys] == two[1].keys[..keys])
        .map(|two| (&two[0], &two[1]))
        .filter(|(_, row)| row.cells[1].number().is_some())
        .collect();
    let Some((from, last)) = ends.last() else {
        return Phrase::plain("chart.funnel.counts");
    };
    // Rates over different stages are no rivals: a group that lacks a stage stands aside.
    let stages = [from.keys[keys].clone(), last.keys[keys].clone()];
    ends.retain(|(from, row)| [&from.keys[keys], &row.keys[keys]] == [&stages[0], &stages[1]]);
    ends.sort_by(|a, b| {
        let rate = |row: &Row| row.cells[1].number().unwrap_or(0.0);
        rate(b.1).total_cmp(&rate(a.1))
    });
    let text = |row: &Row, at: usize| row.keys[at].clone().unwrap_or_default();
    let figure = |row: &Row| Argument::Figure(row.cells[1].clone(), column.clone());
    let (from, most) = ends[0];
    let least = ends[ends.len() - 1].1;
    let phrase = if is_alike(&most.cells[1], &least.cells[1], column) {
        Phrase::plain("chart.funnel.headline").with("part", figure(most))
    } else {
        Phrase::plain("chart.funnel.groups")
            .text("best", text(most, 0))
            .with("highest", figure(most))
            .text("worst", text(least, 0))
            .with("lowest", figure(least))
    };
    phrase
        .name("before", &text(from, keys))
        .name("last", &text(most, keys))
}
