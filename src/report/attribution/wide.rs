//! Models side by side, and how far they differ: the form for people.

use crate::report::{Cell, KeyColumn, MetricColumn, Row, Table, Unit};

use super::options::Measure;
use super::result::{Attribution, ModelCredit, Refused};
use super::tidy::{bounds, cell, keys, unit_label};

/// The table of one figure.
pub fn wide(found: &Attribution, measure: Measure, top: Option<usize>) -> Table {
    let measure = measure.of(found);
    let (unit, title) = (measure.unit(), about(measure));
    let mut order: Vec<usize> = (0..found.rows.len()).collect();
    order.sort_by(|a, b| {
        found
            .weight(*b, measure)
            .total_cmp(&found.weight(*a, measure))
            .then(a.cmp(b))
    });
    let hidden = order.len().saturating_sub(top.unwrap_or(usize::MAX));
    order.truncate(top.unwrap_or(usize::MAX));
    order.push(found.rows.len());
    let has_cost =
        found.has_cost && !matches!(measure, Measure::Conversions | Measure::ConversionShare);
    let rows = order
        .into_iter()
        .map(|row| line(found, row, measure, has_cost))
        .collect();
    let mut notes = found.notes.clone();
    if hidden > 0 {
        notes.insert(
            0,
            format!("{hidden} further rows are not shown, but stand in the total"),
        );
    }
    Table {
        lead: String::new(),
        wraps: false,
        title: title.into(),
        scope: found.scope.clone(),
        keys: found
            .by
            .iter()
            .map(|key| KeyColumn {
                name: key.name().into(),
                header: key.name().into(),
            })
            .collect(),
        metrics: columns(found, unit, has_cost, measure.bounded().is_some()),
        rows,
        total: total(found, measure, has_cost),
        notes,
        extra: Vec::new(),
    }
}

fn about(measure: Measure) -> &'static str {
    match measure {
        Measure::Best | Measure::Value => "Credited value by model",
        Measure::Conversions => "Credited conversions by model",
        Measure::ConversionShare => "Share of conversions by model",
        Measure::ValueShare => "Share of value by model",
        Measure::Cpa => "Cost per credited conversion by model",
        Measure::Roas => "Credited value over cost by model",
        Measure::Roi => "ROI of credited value by model",
    }
}

fn columns(found: &Attribution, unit: Unit, has_cost: bool, bounded: bool) -> Vec<MetricColumn> {
    let column = |name: &str, unit: Unit, rank: u32| MetricColumn {
        name: name.into(),
        header: name.into(),
        unit_label: unit_label(unit, found),
        unit,
        rank,
        pinned: false,
        decimals: if unit == Unit::Rate { 1 } else { 2 },
    };
    let mut columns = Vec::new();
    if has_cost {
        columns.push(column("cost", Unit::Money, 2));
    }
    for (at, model) in found.models.iter().enumerate() {
        columns.push(column(&model.name, unit, at as u32 + 3));
        if found.interval.is_some() && bounded {
            columns.push(MetricColumn {
                header: "interval".into(),
                ..column(&format!("{}_interval", model.name), unit, at as u32 + 3)
            });
        }
    }
    columns.push(column("spread", unit, 1));
    columns
}

fn line(found: &Attribution, row: usize, measure: Measure, has_cost: bool) -> Row {
    let spread = found.spread(|model| found.figure(row, model, measure).value());
    let cost = has_cost.then(|| cell(found.cost(row)));
    let models = found.models.iter().flat_map(|model| {
        let own = cell(found.figure(row, model, measure));
        let ends = measure.bounded().filter(|_| found.interval.is_some());
        let ends = ends.map(|name| interval(bounds(found, row, model, name)));
        std::iter::once(own).chain(ends)
    });
    Row {
        keys: keys(found, row, None),
        cells: cost
            .into_iter()
            .chain(models)
            .chain([spread_cell(spread)])
            .collect(),
        ..Row::default()
    }
}

/// Two bounds in one cell: half an interval says nothing.
fn interval([low, high]: [Cell; 2]) -> Cell {
    match (low, high) {
        (Cell::Ratio(low), Cell::Ratio(high)) => {
            Cell::Text(format!("{} – {}", plain(low), plain(high)))
        }
        (undefined @ Cell::Undefined { .. }, _) | (_, undefined) => undefined,
    }
}

/// A float as people read it, with two decimals at most.
fn plain(number: f64) -> String {
    let units = (number * crate::schema::ONE as f64) as i128;
    super::notes::plain(crate::schema::Amount(units))
}

fn spread_cell(spread: Option<f64>) -> Cell {
    spread.map_or_else(
        || Cell::Undefined {
            code: "not_supplied",
            sentence: "a spread needs two models that sum to the total".into(),
        },
        Cell::Ratio,
    )
}

/// What all rows come to; ratios of models have no total of their own here.
fn total(found: &Attribution, measure: Measure, has_cost: bool) -> Option<Row> {
    let whole = |model: &ModelCredit| -> Result<Cell, Refused> {
        model.credit.as_ref().map_err(Clone::clone)?;
        let amount = match measure {
            Measure::Best | Measure::Value => found.total.value,
            _ => found.total.conversions,
        };
        if !model.sums {
            return Err(Refused {
                code: "non_additive",
                sentence: "participation does not sum: every channel of a path counts the whole conversion".into(),
            });
        }
        Ok(match measure {
            Measure::ConversionShare | Measure::ValueShare => Cell::Ratio(1.0),
            _ => Cell::Amount(amount),
        })
    };
    if matches!(measure, Measure::Cpa | Measure::Roas | Measure::Roi) {
        return None;
    }
    let spent = found
        .rows
        .iter()
        .filter_map(|row| row.cost)
        .fold(crate::schema::Amount::ZERO, |a, b| a + b);
    let cost = has_cost.then_some(Cell::Amount(spent));
    let ends = usize::from(found.interval.is_some() && measure.bounded().is_some());
    let open = Cell::Undefined {
        code: "non_additive",
        sentence: String::new(),
    };
    let models = found.models.iter().flat_map(|model| {
        let own = whole(model)
            .unwrap_or_else(|Refused { code, sentence }| Cell::Undefined { code, sentence });
        std::iter::once(own).chain(std::iter::repeat_n(open.clone(), ends))
    });
    let none = Cell::Undefined {
        code: "non_additive",
        sentence: String::new(),
    };
    Some(Row {
        keys: vec![None; found.by.len()],
        cells: cost.into_iter().chain(models).chain([none]).collect(),
        ..Row::default()
    })
}
