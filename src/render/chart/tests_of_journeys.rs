//! Charts of journeys can be read whatever the names and figures.

use super::tests::{
    assert_readable_everywhere, chart_data, column, hostile_figures, hostile_names, missing,
};
use crate::report::{Cell, Kind, UNATTRIBUTED, Unit};

/// 60 as with `--top 60`.
const SIZES: [usize; 4] = [1, 2, 12, 60];

/// Figures for that many marks; for many rows two sets tell enough.
fn figures_for(count: usize, marks: usize) -> Vec<(&'static str, Vec<Cell>)> {
    let mut figures = hostile_figures(marks);
    if count > 12 {
        figures.retain(|(what, _)| matches!(*what, "plain" | "both signs, vast"));
    }
    figures
}

#[test]
fn dumbbells_of_models_can_be_read_whatever_the_figures() {
    let models = [
        "first",
        "last",
        "linear",
        "position",
        "markov",
        "shapley",
        "shapley-cr",
        "last-non-direct",
    ];
    for (count, models) in SIZES
        .into_iter()
        .zip([&models[..1], &models[..3], &models, &models])
    {
        for (what, figures) in figures_for(count, count * models.len()) {
            let mut figures = figures.into_iter();
            let mut rows = Vec::new();
            let mut names = hostile_names(count - 1);
            names.push(UNATTRIBUTED.into());
            for name in names {
                for model in models {
                    let figure = figures.next().unwrap();
                    let ends = figure.number().map_or([missing(), missing()], |number| {
                        [number - number.abs() * 0.2, number * 1.1].map(Cell::Ratio)
                    });
                    let [low, high] = ends;
                    rows.push((
                        vec![name.clone(), (*model).to_owned()],
                        vec![figure, low, high, Cell::Ratio(4711.5)],
                    ));
                }
            }
            let names = ["value", "value_low", "value_high", "spread"];
            let metrics: Vec<_> = names.iter().map(|name| column(name, Unit::Money)).collect();
            let keys = ["channel", "model"];
            let data = chart_data(Kind::Models, &keys, metrics.clone(), rows.clone());
            assert_readable_everywhere(&data, &format!("{count} {what}, bounded"));
            let plain = rows
                .into_iter()
                .map(|(keys, cells)| (keys, vec![cells[0].clone(), cells[3].clone()]));
            let metrics = vec![metrics[0].clone(), metrics[3].clone()];
            let data = chart_data(Kind::Models, &keys, metrics, plain.collect());
            assert_readable_everywhere(&data, &format!("{count} {what}"));
        }
    }
}

#[test]
fn ribbons_of_paths_can_be_read_whatever_the_figures() {
    for count in SIZES {
        let names = hostile_names(count);
        let name = |at: usize| names[at % names.len()].clone();
        for (what, figures) in figures_for(count, count) {
            let mut rows = Vec::new();
            for (at, figure) in figures.into_iter().enumerate() {
                let mut path: Vec<String> = (0..=at % 5).map(|step| name(at + step * 7)).collect();
                if at % 5 == 4 {
                    path[3] = format!("(more) {at}");
                }
                rows.push((path, vec![figure, Cell::Ratio(0.01)]));
            }
            rows.push((
                vec!["(other) 312".into()],
                vec![Cell::Count(40), Cell::Ratio(0.4)],
            ));
            rows.push((
                vec![UNATTRIBUTED.into()],
                vec![Cell::Count(4), Cell::Ratio(0.04)],
            ));
            let keys = ["touch_1", "touch_2", "touch_3", "touch_4", "touch_5"];
            let metrics = vec![
                column("conversions", Unit::Count),
                column("conversion_share", Unit::Rate),
            ];
            let data = chart_data(Kind::Paths, &keys, metrics, rows);
            assert_readable_everywhere(&data, &format!("{count} {what}"));
        }
    }
}

#[test]
fn steps_between_channels_can_be_read_whatever_the_figures() {
    for count in SIZES {
        let names = hostile_names(count);
        for (what, figures) in figures_for(count, count * 4) {
            let mut figures = figures.into_iter();
            let mut rows = Vec::new();
            let mut step = |from: &str, to: &str| {
                let figure = figures.next().unwrap();
                let keys = vec![from.to_owned(), to.to_owned()];
                rows.push((keys, vec![Cell::Count(1234), figure]));
            };
            for (at, name) in names.iter().enumerate() {
                step("(start)", name);
                step(name, &names[(at + 1) % names.len()]);
                step(name, "(conversion)");
                step(name, "(null)");
            }
            let metrics = vec![
                column("count", Unit::Count),
                column("probability", Unit::Rate),
            ];
            let data = chart_data(Kind::Transitions, &["from", "to"], metrics, rows);
            assert_readable_everywhere(&data, &format!("{count} {what}"));
        }
    }
}
