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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::chart::tests::{chart_data, column};
    use crate::report::{Cell, Unit};

    #[test]
    fn steps_have_names_and_figures_stay() {
        let row = |keys: [&str; 3], value: f64| {
            let cells = vec![Cell::Ratio(value), Cell::Ratio(value)];
            (keys.map(str::to_owned).into(), cells)
        };
        let rows = vec![
            row(["paid", "value", "A"], 3.0),
            row(["(other) 2", "value", ""], 1.0),
            row(["net_value", "total", ""], 4.0),
        ];
        let metrics = vec![column("amount", Unit::Money), column("level", Unit::Money)];
        let data = chart_data(Kind::Waterfall, &["step", "kind", "grade"], metrics, rows);
        let table = figures(&data, &Look::default());
        let names = table.rows.iter().filter_map(|row| row.keys[0].as_deref());
        let names: Vec<&str> = names.collect();
        assert_eq!(names, ["paid", "other (2)", "net value"]);
        assert_eq!(table.rows[2].cells, data.table.rows[2].cells);
    }
}
