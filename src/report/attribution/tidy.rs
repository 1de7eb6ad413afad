//! One row per channel and model: the form for programs, files and pipes.

use crate::report::{Cell, Constant, KeyColumn, MetricColumn, Row, Table, Unit};
use crate::schema::col;

use super::result::{Attribution, Bounds, Figure, ModelCredit, Refused, UNATTRIBUTED};

/// Figures of a row, in order of output.
const COLUMNS: [(&str, &str, Unit, u8); 8] = [
    (col::CONVERSIONS, col::CONVERSIONS, Unit::Count, 2),
    ("conversion_share", "of conversions", Unit::Rate, 2),
    (col::VALUE, col::VALUE, Unit::Money, 2),
    ("value_share", "of value", Unit::Rate, 2),
    ("cost", "cost", Unit::Money, 2),
    ("cpa", "cpa", Unit::Money, 2),
    ("roas", "roas", Unit::Ratio, 2),
    ("roi", "roi", Unit::Rate, 2),
];

/// Figures that have bounds.
const BOUNDED: [&str; 4] = [col::CONVERSIONS, col::VALUE, "cpa", "roas"];

/// The table.
pub fn tidy(found: &Attribution) -> Table {
    let mut keys: Vec<KeyColumn> = found
        .by
        .iter()
        .map(|key| KeyColumn {
            name: key.name().into(),
            header: key.name().into(),
        })
        .collect();
    keys.push(KeyColumn {
        name: "model".into(),
        header: "model".into(),
    });
    let mut rows = Vec::new();
    for row in 0..=found.rows.len() {
        for model in &found.models {
            rows.push(line(found, row, model));
        }
    }
    Table {
        lead: String::new(),
        wraps: false,
        title: String::new(),
        scope: found.scope.clone(),
        keys,
        metrics: columns(found),
        rows,
        total: None,
        notes: found.notes.clone(),
        extra: found
            .currency
            .iter()
            .map(|code| (col::CURRENCY.to_owned(), Constant::Text(code.clone())))
            .collect(),
    }
}

fn columns(found: &Attribution) -> Vec<MetricColumn> {
    let mut columns = Vec::new();
    for (rank, (name, header, unit, decimals)) in COLUMNS.into_iter().enumerate() {
        let column = |name: String, header: String| MetricColumn {
            name,
            header,
            unit_label: unit_label(unit, found),
            unit,
            rank: rank as u32 + 1,
            pinned: false,
            decimals,
        };
        columns.push(column(name.into(), header.into()));
        if found.interval.is_some() && BOUNDED.contains(&name) {
            columns.push(column(format!("{name}_low"), format!("{header} low")));
            columns.push(column(format!("{name}_high"), format!("{header} high")));
        }
    }
    columns
}

/// The unit under a header.
pub fn unit_label(unit: Unit, found: &Attribution) -> String {
    match unit {
        Unit::Money => found.currency.clone().unwrap_or_default(),
        Unit::Rate => "%".into(),
        Unit::Ratio => "×".into(),
        _ => String::new(),
    }
}

fn line(found: &Attribution, row: usize, model: &ModelCredit) -> Row {
    let credit = found.credit(row, model);
    let exact = |pick: fn(&super::result::Credit) -> crate::schema::Amount| match &credit {
        Ok(credit) => Figure::Exact(pick(credit)),
        Err(refused) => Figure::Undefined(refused.clone()),
    };
    let figures = [
        exact(|credit| credit.conversions),
        found.conversion_share(row, model),
        exact(|credit| credit.value),
        found.value_share(row, model),
        found.cost(row),
        found.cpa(row, model),
        found.roas(row, model),
        found.roi(row, model),
    ];
    let mut cells = Vec::new();
    for ((name, ..), figure) in COLUMNS.iter().zip(figures) {
        cells.push(cell(figure));
        if found.interval.is_some() && BOUNDED.contains(name) {
            cells.extend(bounds(found, row, model, name));
        }
    }
    Row {
        keys: keys(found, row, Some(&model.name)),
        cells,
        ..Row::default()
    }
}

/// What a row stands for, then the model.
pub fn keys(found: &Attribution, row: usize, model: Option<&str>) -> Vec<Option<String>> {
    let own: Vec<Option<String>> = match found.rows.get(row) {
        Some(row) => row.keys.iter().cloned().map(Some).collect(),
        None => (0..found.by.len())
            .map(|at| (at == 0).then(|| UNATTRIBUTED.to_owned()))
            .collect(),
    };
    own.into_iter()
        .chain(model.map(|name| Some(name.to_owned())))
        .collect()
}

/// A figure as a cell.
pub fn cell(figure: Figure) -> Cell {
    match figure {
        Figure::Exact(amount) => Cell::Amount(amount),
        Figure::Ratio(ratio) => Cell::Ratio(ratio),
        Figure::Undefined(Refused { code, sentence }) => Cell::Undefined { code, sentence },
    }
}

/// The two bounds of a figure as cells.
pub fn bounds(found: &Attribution, row: usize, model: &ModelCredit, name: &str) -> [Cell; 2] {
    let ends = ends(found, row, model, name);
    [
        bound(ends.as_ref().map(|(low, _)| *low).map_err(Clone::clone)),
        bound(ends.map(|(_, high)| high)),
    ]
}

fn bound(bound: Result<f64, Refused>) -> Cell {
    match bound {
        Ok(bound) if bound.is_finite() => Cell::Ratio(bound),
        Ok(_) => Cell::Undefined {
            code: "no_outcomes",
            sentence: "some resamples credit nothing".into(),
        },
        Err(Refused { code, sentence }) => Cell::Undefined { code, sentence },
    }
}

/// Bounds of a figure; those of cost per conversion turn round, as fewer conversions cost more each.
fn ends(
    found: &Attribution,
    row: usize,
    model: &ModelCredit,
    name: &str,
) -> Result<(f64, f64), Refused> {
    let missing = || Refused {
        code: "not_supplied",
        sentence: "no interval for it".into(),
    };
    let Bounds { conversions, value } = *model
        .bounds
        .as_ref()
        .and_then(|bounds| bounds.get(row))
        .ok_or_else(missing)?;
    let cost = || {
        let cost = found
            .rows
            .get(row)
            .and_then(|row| row.cost)
            .ok_or_else(missing)?;
        if model.sums {
            Ok(cost.to_f64())
        } else {
            Err(missing())
        }
    };
    Ok(match name {
        col::CONVERSIONS => conversions,
        col::VALUE => value,
        "cpa" => {
            let cost = cost()?;
            (cost / conversions.1, cost / conversions.0)
        }
        _ => {
            let cost = cost()?;
            (value.0 / cost, value.1 / cost)
        }
    })
}
