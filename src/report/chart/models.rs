//! Credit of each channel under every attribution model, and how far the models differ.

use crate::error::{Error, Result, Warning};
use crate::report::attribution::{ModelCredit, bounds, cell, keys, unit_label, window};
use crate::report::{
    AttributeOptions, Attribution, Cell, Evidence, KeyColumn, Measure, MetricColumn, Row, attribute,
};

use super::left_out::LeftOut;
use super::rank::{ROWS, is_alike};
use super::{Argument, ChartData, Kind, OTHER, Phrase, table_of};

/// Models that come first where none is named: one of each way of thinking.
const FIRST: [&str; 5] = ["first", "last", "linear", "position", "markov"];

/// A row per channel and model; channels by spread, the conversions that no touch can be credited with last.
pub(super) fn data(
    evidence: &Evidence<'_>,
    options: &AttributeOptions,
) -> Result<(ChartData, Vec<Warning>)> {
    let asked = AttributeOptions {
        show: None,
        ..options.clone()
    };
    let found = attribute(evidence, &asked)?;
    let measure = options.measure.of(&found.attribution);
    let (drawn, rest, mut left_out) = drawn(found.attribution, measure, options);
    let rows = ranked(&drawn, rest, measure, &mut left_out);
    let credited = rows.iter().any(|row| {
        let mut figures = drawn
            .models
            .iter()
            .filter_map(|model| drawn.figure(*row, model, measure).value());
        figures.any(|figure| figure != 0.0)
    });
    if !credited && !rows.is_empty() {
        return Err(Error::NothingToDraw {
            chart: Kind::Models.name(),
            why: format!("no model credits any {}", measure.name().replace('_', " ")),
        });
    }
    let Some(headline) = headline(&drawn, &rows, measure) else {
        return Err(Error::NothingToDraw {
            chart: Kind::Models.name(),
            why: reasons(&drawn, left_out),
        });
    };
    let mut table = table_of(&drawn);
    let mut named = drawn.by.iter().map(|by| by.name()).collect::<Vec<_>>();
    named.push("model");
    table.keys = named.iter().map(|name| KeyColumn::of(name)).collect();
    table.metrics = columns(&drawn, measure);
    table.rows = rows
        .iter()
        .flat_map(|row| {
            let summed_up = rest.filter(|_| is_rest(&drawn, rest, *row));
            let line = move |line: Row| Row { summed_up, ..line };
            lines(&drawn, *row, measure).into_iter().map(line)
        })
        .collect();
    first_notes(&mut table.notes, evidence, options);
    let subtitle = match drawn.models.len() {
        1 => "chart.models.subtitle_one",
        _ => "chart.models.subtitle",
    };
    let data = ChartData {
        spare: None,
        kind: Kind::Models,
        sentences: None,
        headline,
        subtitle: Phrase::plain(subtitle).name("measure", measure.name()),
        left_out: left_out.sentences(),
        table,
    };
    Ok((data, found.warnings))
}

/// The models that can be set side by side, the channels that have a row of their own, and how many others the last row
/// sums up.
fn drawn(
    mut found: Attribution,
    measure: Measure,
    options: &AttributeOptions,
) -> (Attribution, Option<usize>, LeftOut) {
    let mut left_out = LeftOut::default();
    found.models.retain(|model| {
        if !model.sums {
            let reason = "its credit does not sum to the total";
            left_out.add(model.name.clone(), reason);
        }
        // Why a model gives no credit stands among the notes.
        model.sums && model.credit.is_ok()
    });
    if options.models.is_empty() {
        let place = |name: &str| FIRST.iter().position(|first| *first == name);
        found
            .models
            .sort_by_key(|model| place(&model.name).unwrap_or(FIRST.len()));
    }
    for row in found.rows.iter().filter(|row| !row.touched) {
        left_out.add(row.keys.join(" / "), "no journey has a touch of it");
    }
    let limit = options.top.unwrap_or(ROWS).max(2);
    let mut rest = None;
    let found = found.largest(limit, measure, |count| {
        rest = Some(count);
        format!("{OTHER} {count}")
    });
    (found, rest, left_out)
}

/// The rows in order, those without any figure taken out.
fn ranked(
    found: &Attribution,
    rest: Option<usize>,
    measure: Measure,
    left_out: &mut LeftOut,
) -> Vec<usize> {
    let figure = |row: usize, model: &ModelCredit| found.figure(row, model, measure);
    let mut rows: Vec<usize> = (0..=found.rows.len()).collect();
    rows.retain(|row| {
        let cells = found.models.iter().map(|model| cell(figure(*row, model)));
        let cells: Vec<Cell> = cells.collect();
        let is_nothing = |cell: &Cell| cell.number() == Some(0.0);
        if *row == found.rows.len() && cells.iter().all(is_nothing) {
            return false;
        }
        let is_drawn = cells.iter().any(|cell| cell.number().is_some());
        if let (false, Some(Cell::Undefined { sentence, .. })) = (is_drawn, cells.first()) {
            left_out.add(name(found, *row), sentence);
        }
        is_drawn
    });
    let spread = |row: usize| found.spread(|model| figure(row, model).value());
    let one = |row: usize| {
        found
            .models
            .first()
            .and_then(|model| figure(row, model).value())
    };
    let weight = |row: usize| spread(row).or_else(|| one(row)).unwrap_or_default();
    let place = |row: usize| (row == found.rows.len(), is_rest(found, rest, row));
    rows.sort_by(|a, b| {
        let by_weight = weight(*b).total_cmp(&weight(*a));
        place(*a).cmp(&place(*b)).then(by_weight).then(a.cmp(b))
    });
    rows
}

/// What bears on the picture most stands first: what the bars are, and which touches count.
fn first_notes(notes: &mut Vec<String>, evidence: &Evidence<'_>, options: &AttributeOptions) {
    if !evidence.log.is_empty() {
        let window = window(options);
        notes.retain(|note| *note != window);
        notes.insert(0, window);
    }
    if let Some((resamples, level)) = options.bootstrap {
        let (percent, seed) = (level * 100.0, options.journeys.seed);
        notes.insert(
            0,
            format!(
                "bars: the middle {percent} % of {resamples} resamples of the users, seed {seed}"
            ),
        );
    }
}

/// Whether a row sums others up: it is the last one.
fn is_rest(found: &Attribution, rest: Option<usize>, row: usize) -> bool {
    rest.is_some() && row + 1 == found.rows.len()
}

fn name(found: &Attribution, row: usize) -> String {
    let keys = keys(found, row, None).into_iter().flatten();
    keys.collect::<Vec<_>>().join(" / ")
}

/// Where the models differ most; with one model, where the most credit goes.
fn headline(found: &Attribution, rows: &[usize], measure: Measure) -> Option<Phrase> {
    let row = *rows.first().filter(|row| **row < found.rows.len())?;
    let column = columns(found, measure).swap_remove(0);
    let mut figures: Vec<(&str, Cell)> = found
        .models
        .iter()
        .map(|model| (model.name.as_str(), cell(found.figure(row, model, measure))))
        .filter(|(_, cell)| cell.number().is_some())
        .collect();
    figures.sort_by(|(_, a), (_, b)| {
        let number = |cell: &Cell| cell.number().unwrap_or_default();
        number(a).total_cmp(&number(b))
    });
    let figure = |cell: &Cell| Argument::Figure(cell.clone(), column.clone());
    let (least, most) = (figures.first()?, figures.last()?);
    if figures.len() == 1 {
        let phrase = Phrase::plain("chart.models.one").name("model", most.0);
        return Some(
            phrase
                .text("row", name(found, row))
                .with("figure", figure(&most.1)),
        );
    }
    if is_alike(&least.1, &most.1, &column) {
        return Some(Phrase::plain("chart.models.agree"));
    }
    Some(
        Phrase::plain("chart.models.headline")
            .text("row", name(found, row))
            .name("least", least.0)
            .with("low", figure(&least.1))
            .name("most", most.0)
            .with("high", figure(&most.1)),
    )
}

/// The measure, its bounds where there are any, the spread over the models.
fn columns(found: &Attribution, measure: Measure) -> Vec<MetricColumn> {
    let unit = measure.unit();
    let column = |name: String, rank| MetricColumn {
        header: name.replace('_', " "),
        name,
        unit_label: unit_label(unit, found),
        unit,
        rank,
        pinned: true,
        decimals: 2,
    };
    let mut columns = vec![column(measure.name().into(), 1)];
    if let Some(name) = bounded(found, measure) {
        columns.push(column(format!("{name}_low"), 3));
        columns.push(column(format!("{name}_high"), 4));
    }
    columns.push(column("spread".into(), 2));
    columns
}

fn bounded(found: &Attribution, measure: Measure) -> Option<&'static str> {
    measure.bounded().filter(|_| found.interval.is_some())
}

/// A line for each model.
fn lines(found: &Attribution, row: usize, measure: Measure) -> Vec<Row> {
    let spread = found.spread(|model| found.figure(row, model, measure).value());
    let spread = spread.map_or_else(
        || Cell::Undefined {
            code: "not_supplied",
            sentence: "a spread needs two models".into(),
        },
        Cell::Ratio,
    );
    let line = |model| {
        let ends = bounded(found, measure).map(|name| bounds(found, row, model, name));
        let cells = [cell(found.figure(row, model, measure))];
        Row {
            keys: keys(found, row, Some(&model.name)),
            cells: cells
                .into_iter()
                .chain(ends.into_iter().flatten())
                .chain([spread.clone()])
                .collect(),
            ..Row::default()
        }
    };
    found.models.iter().map(line).collect()
}

/// Why there is nothing to draw.
fn reasons(found: &Attribution, left_out: LeftOut) -> String {
    let sentences = left_out.sentences();
    if found.models.is_empty() || sentences.is_empty() {
        return "no model gives credit that sums to the total".into();
    }
    sentences.join("; ")
}
