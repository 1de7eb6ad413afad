//! The figures of charts that have no form in characters, with names instead of keys.

use crate::render::chart::look::Look;
use crate::render::chart::{bridge, tornado, waterfall};
use crate::report::{ChartData, Kind, Row, Table};

/// The table of the chart as a terminal shows it: steps and inputs are called what the picture calls them.
pub fn figures(data: &ChartData, look: &Look) -> Table {
    let names: Vec<String> = match data.kind {
        Kind::Waterfall => waterfall::names(data, look),
        Kind::Tornado => {
            let bars = tornado::bars(data, look).into_iter();
            bars.map(|bar| bar.name).collect()
        }
        Kind::Bridge => {
            let steps = bridge::steps(data, look).0.into_iter();
            steps.map(|step| step.label).collect()
        }
        _ => return data.table.clone(),
    };
    let rows = data.table.rows.iter().zip(names);
    let named = |(row, name): (&Row, String)| {
        let keys = row.keys.iter().skip(1).cloned();
        Row {
            keys: std::iter::once(Some(name)).chain(keys).collect(),
            summed_up: None,
            ..row.clone()
        }
    };
    Table {
        rows: rows.map(named).collect(),
        ..data.table.clone()
    }
}
