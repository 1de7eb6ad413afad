//! Tornados in every size and language, with figures that have broken charts before.

use super::super::Size;
use super::super::canvas::Anchor::{End, Start};
use super::super::canvas::Canvas;
use super::super::scale::Scale;
use super::super::tests::{
    assert_readable, assert_readable_everywhere, chart_data, column, hostile_figures,
    hostile_names, missing,
};
use super::plot::GAP;
use super::*;
use crate::lang::Lang;
use crate::report::{Cell, Kind, Phrase, Undrawn, Unit};

#[test]
fn swings_can_be_read_whatever_the_figures() {
    for count in [1, 2, 10] {
        for (what, figures) in hostile_figures(count) {
            let rows = hostile_names(count).into_iter().zip(figures).enumerate();
            let rows = rows.map(|(at, (name, figure))| {
                let no_range = at % 4 == 3;
                let of = |cell: Cell| if no_range { missing() } else { cell };
                let within = ["yes", "no", ""][at % 3];
                let cells = vec![
                    Cell::Ratio(0.7),
                    of(Cell::Ratio(0.45)),
                    of(Cell::Ratio(4_500.0)),
                    Cell::Ratio(0.044),
                    of(figure.clone()),
                    of(Cell::Ratio(0.3)),
                    of(figure.clone()),
                    figure,
                    Cell::Text(within.into()),
                    Cell::Text(["EUR per hire", "share", ""][at % 3].into()),
                ];
                (vec![name], cells)
            });
            let metrics = [
                "base", "low", "high", "at_base", "at_low", "at_high", "swing", "switch", "within",
                "unit",
            ];
            let metrics = metrics.map(|name| column(name, Unit::Rate)).into();
            let data = chart_data(Kind::Tornado, &["input"], metrics, rows.collect());
            assert_readable_everywhere(&data, &format!("{count} {what}"));
        }
    }
}

/// Ten inputs with a range and two without, as many as there are unless somebody asks for a number.
fn usual() -> ChartData {
    let keys = [
        "kappa_meta",
        "margin",
        "kappa_google_ads",
        "kappa_organic",
        "agency_share",
        "loaded_rate",
        "deflection_share",
        "realised_care",
        "agency_cost",
        "contact_cost",
        "kappa_linkedin",
        "kappa_tiktok",
    ];
    let rows = keys.into_iter().enumerate().map(|(at, key)| {
        let swing = 0.1 - at as f64 * 0.009;
        let of = |value: f64| {
            if at < 10 {
                Cell::Ratio(value)
            } else {
                missing()
            }
        };
        let cells = vec![
            Cell::Ratio(0.7),
            of(0.45),
            of(0.9),
            Cell::Ratio(0.039),
            of(0.039 - swing),
            of(0.039 + swing),
            of(200.0 * swing),
            Cell::Ratio(0.612),
            Cell::Text(String::new()),
            Cell::Text(["EUR per hire", "share"][at % 2].into()),
        ];
        (vec![key.to_owned()], cells)
    });
    let metrics = [
        "base", "low", "high", "at_base", "at_low", "at_high", "swing", "switch", "within", "unit",
    ];
    let metrics = metrics.map(|name| column(name, Unit::Rate)).into();
    ChartData {
        sentences: Some(vec![
            Phrase::plain("chart.said.inputs.none").count("count", 5),
        ]),
        spare: Some(Undrawn {
            less: 0,
            without_range: 5,
        }),
        ..chart_data(Kind::Tornado, &["input"], metrics, rows.collect())
    }
}

/// Neither a higher picture nor another language may turn a chart into a refusal.
#[test]
fn every_height_of_a_slide_draws_in_every_language() {
    for code in ["en", "de", "es", "fa", "ar"] {
        for width in [600, 1200] {
            for height in (400..=900).step_by(25) {
                let look = look(code, width, height);
                let drawing = draw(&usual(), &look);
                let what = format!("{code} {width}x{height}");
                let drawing = drawing.unwrap_or_else(|refusal| panic!("{what}: {refusal}"));
                if height % 100 == 0 {
                    assert_readable(&drawing, &what);
                }
            }
        }
    }
}

/// A number that somebody asked for is kept: from one height on it draws, and the refusal names that height.
#[test]
fn asked_bars_stay_and_a_refusal_names_the_height_from_which_they_draw() {
    let asked = ChartData {
        spare: None,
        ..usual()
    };
    for width in [600, 1200] {
        let draws = |height| draw(&asked, &look("en", width, height));
        let Err(Refusal::TooSmall { least, .. }) = draws(300) else {
            panic!("{width}x300 draws twelve bars");
        };
        for height in (300..=900).step_by(20).chain([least - 1, least]) {
            assert_eq!(draws(height).is_ok(), height >= least, "{width}x{height}");
        }
    }
}

/// What gives way is counted, the shortest bar first, and inputs without a range before the last few bars.
#[test]
fn bars_that_give_way_are_counted_by_their_reason() {
    let told = |data: &ChartData| {
        let rows = &data.table.rows;
        let names: Vec<&str> = rows
            .iter()
            .filter_map(|row| row.keys[0].as_deref())
            .collect();
        let said = Look::default().words(&data.sentences.as_ref().unwrap()[0]);
        (names.len(), names[names.len() - 1].to_owned(), said)
    };
    let one = with_fewer_bars(&usual()).unwrap();
    let said = "Not drawn: 1 inputs that move ROI less and 5 without a range.";
    assert_eq!(told(&one), (11, "kappa_tiktok".into(), said.into()));
    let mut left = one;
    while left.table.rows.len() > 4 {
        left = with_fewer_bars(&left).unwrap();
    }
    let said = "Not drawn: 7 inputs that move ROI less and 6 without a range.";
    assert_eq!(told(&left), (4, "kappa_linkedin".into(), said.into()));
    while let Some(fewer) = with_fewer_bars(&left) {
        left = fewer;
    }
    assert_eq!(told(&left).0, 1);
}

/// 0.45 to 0.9 is written with two decimals at both ends; keys stand beside all names or beside none.
#[test]
fn labels_are_alike_in_all_rows() {
    let bars = bars(&usual(), &Look::default());
    assert!(
        bars[0].under[0].starts_with("0.45–0.90"),
        "{:?}",
        bars[0].under
    );
    for width in [320, 480, 640, 960, 1600] {
        let narrow = look("en", width, 900);
        let labels = Labels::of(&bars, &narrow);
        let keys = labels.each.iter().map(|(names, _)| names.join(" "));
        let keyed = keys.filter(|name| name.ends_with(')')).count();
        let most = bars.iter().filter(|bar| bar.keyed != bar.name).count();
        assert!([0, most].contains(&keyed), "{width}: {keyed} of {most}");
    }
}

/// A figure whose bar ends beside zero stands on the far side of the line, not on it.
/// The gap between an end and its figure is a part of the body, on the outer side of the bar; wherever zero lies.
#[test]
fn every_figure_stands_outside_the_end_that_it_tells() {
    let look = Look::default();
    let data = usual();
    let bars = bars(&data, &look);
    let canvas = Canvas::new(&look, 400.0);
    let scale = Scale {
        from: -0.1,
        to: 0.2,
        start: 300.0,
        end: 900.0,
    };
    let gap = canvas.sizes.body * GAP;
    for bar in bars.iter().filter(|bar| bar.ends.is_some()) {
        let (low, high) = bar.ends.unwrap();
        let [(left, low_text, End), (right, high_text, Start)] =
            bar.figures(&canvas, &scale, 0.039, true)[..]
        else {
            panic!("{}: two figures", bar.name)
        };
        assert_eq!([low_text, high_text], [&bar.texts[0], &bar.texts[1]]);
        // A hundredth is 20 pixels.
        let place = |value: f64| 300.0 + (value + 0.1) * 2_000.0;
        assert!((place(low) - gap - left).abs() < 1e-9, "{}", bar.name);
        assert!((place(high) + gap - right).abs() < 1e-9, "{}", bar.name);
    }
}

fn look(code: &str, width: u32, height: u32) -> Look {
    Look {
        size: Size {
            width,
            height: Some(height),
        },
        lang: Lang::new(code, None).unwrap(),
        ..Look::default()
    }
}
