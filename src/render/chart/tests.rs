//! What holds of every chart: no two texts overlap, nothing leaves the picture, the same bytes every time.

use super::*;
use crate::report::{Cell, KeyColumn, MetricColumn, OTHER, Phrase, Row, Table, Unit};

#[path = "../../../tests/chart/readable.rs"]
mod readable;

/// Asserts that the chart can be read: texts lie apart from one another and within the picture, and shapes too.
pub(super) fn assert_readable(drawing: &Drawing, what: &str) {
    assert_eq!(
        readable::faults(&drawing.bare()),
        Vec::<String>::new(),
        "{what}"
    );
}

/// A column of figures.
pub(super) fn column(name: &str, unit: Unit) -> MetricColumn {
    MetricColumn {
        name: name.into(),
        header: name.into(),
        unit_label: match unit {
            Unit::Money => "EUR".into(),
            Unit::Rate => "%".into(),
            Unit::Ratio => "×".into(),
            _ => String::new(),
        },
        unit,
        rank: 1,
        pinned: false,
        decimals: 2,
    }
}

/// What a chart of pacing plots.
pub(super) fn pacing_columns() -> Vec<MetricColumn> {
    vec![
        column("planned", Unit::Money),
        column("spent", Unit::Money),
        column("pace_index", Unit::Ratio),
        column("projected", Unit::Money),
        column("needed_per_day", Unit::Money),
        column("pace", Unit::Text),
    ]
}

/// No figure.
pub(super) fn missing() -> Cell {
    Cell::Undefined {
        code: "not_supplied",
        sentence: "the files given do not hold what this needs".into(),
    }
}

/// A chart's data from rows of keys and cells.
pub(super) fn chart_data(
    kind: Kind,
    keys: &[&str],
    metrics: Vec<MetricColumn>,
    rows: Vec<(Vec<String>, Vec<Cell>)>,
) -> ChartData {
    ChartData {
        spare: None,
        kind,
        sentences: None,
        headline: Phrase::plain("chart.trend.several").text("grain", "month"),
        subtitle: Phrase::plain("chart.roi.subtitle").text("key", "campaign"),
        left_out: vec!["not drawn: (no match): the files given do not hold what this needs".into()],
        table: Table {
            scope: "1 Aug 2025 – 31 Oct 2026".into(),
            keys: keys
                .iter()
                .map(|name| KeyColumn {
                    name: (*name).into(),
                    header: (*name).into(),
                })
                .collect(),
            metrics,
            rows: rows
                .into_iter()
                .map(|(keys, cells)| Row {
                    summed_up: keys[0]
                        .strip_prefix(OTHER)
                        .and_then(|count| count.trim().parse().ok()),
                    keys: keys.into_iter().map(Some).collect(),
                    cells,
                    ..Row::default()
                })
                .collect(),
            notes: vec![
                "margin not given: revenue counted as value".into(),
                "cost: media only (1 of 8 cost types)".into(),
            ],
            ..Table::default()
        },
    }
}

/// Names that have broken charts before: long, in other scripts, with emoji, with what XML and terminals reserve.
pub(super) fn hostile_names(count: usize) -> Vec<String> {
    let names = [
        "Prospecting_Autumn_2026_Broad_Interest_Commuters_and_City_Cyclists_Aged_25_to_54_DACH_Video_15s_Variant_B_Retest_Week_41".to_owned(),
        "کمپین فروش پاییزه برای دوچرخه‌سواران شهری".to_owned(),
        "🚴‍♀️ Herbst 🍂 Aktion".to_owned(),
        "<script>alert(1)</script> & \"quotes\"".to_owned(),
        "=HYPERLINK(\"x\")\u{202E}gnp".to_owned(),
        "(no match)".to_owned(),
        "Ä".to_owned(),
        "Ёжик весенний сбор".to_owned(),
        "Ποδηλάτες της πόλης".to_owned(),
        "مبيعات الخريف 2026".to_owned(),
    ];
    (0..count)
        .map(|at| match names.get(at) {
            Some(name) => name.clone(),
            None => format!("Campaign number {at}"),
        })
        .collect()
}

/// Figures that have broken charts before, for a row each.
pub(super) fn hostile_figures(count: usize) -> Vec<(&'static str, Vec<Cell>)> {
    let of = |figure: &dyn Fn(usize) -> Cell| (0..count).map(figure).collect::<Vec<_>>();
    vec![
        ("plain", of(&|at| Cell::Ratio(3.7 - at as f64 * 0.31))),
        ("all zero", of(&|_| Cell::Ratio(0.0))),
        ("all missing", of(&|_| missing())),
        ("negative", of(&|at| Cell::Ratio(-0.2 - at as f64))),
        (
            "some missing",
            of(&|at| {
                if at % 3 == 1 {
                    missing()
                } else {
                    Cell::Ratio(at as f64)
                }
            }),
        ),
        (
            "magnitudes apart",
            of(&|at| Cell::Ratio(1.37e9 / 10_f64.powi(at as i32 % 10))),
        ),
        (
            "both signs, vast",
            of(&|at| Cell::Ratio(if at % 2 == 0 { 4.2e12 } else { -3.9e12 })),
        ),
    ]
}

/// Sizes that a chart is drawn in; the fixed height is that of a slide.
pub(super) const LOOKS: [(Size, Shade); 4] = [
    (
        Size {
            width: 960,
            height: None,
        },
        Shade::Light,
    ),
    (
        Size {
            width: 1200,
            height: Some(700),
        },
        Shade::Dark,
    ),
    (
        Size {
            width: 600,
            height: None,
        },
        Shade::Light,
    ),
    (
        Size {
            width: 320,
            height: None,
        },
        Shade::Light,
    ),
];

/// Draws the chart in every look and asserts that it can be read; a picture too low for it may be refused, and then
/// says what it needs.
pub(super) fn assert_readable_everywhere(data: &ChartData, what: &str) {
    for (size, shade) in LOOKS {
        let look = Look {
            size,
            shade,
            ..Look::default()
        };
        let what = format!("{} {what} {size:?}", data.kind.name());
        match draw(data, &look) {
            Ok(drawing) => {
                assert_readable(&drawing, &what);
                assert_eq!(draw(data, &look).unwrap(), drawing, "{what}: other bytes");
            }
            Err(Refusal::TooSmall { least, .. }) => {
                let height = size.height.expect("only a fixed height can be too low");
                assert!(least > height, "{what}");
                // Twenty rows and a few lines of notes; no slide holds more.
                let most = 1100.max(data.table.rows.len() as u32 * 30);
                assert!(least <= most, "{what}: needs {least}");
            }
            Err(refusal) => panic!("{what}: {refusal}"),
        }
    }
}

#[test]
fn bars_of_return_can_be_read_whatever_the_figures() {
    for count in [1, 2, 12] {
        for (what, figures) in hostile_figures(count) {
            let rows = hostile_names(count)
                .into_iter()
                .zip(figures)
                .map(|(name, figure)| (vec![name], vec![Cell::Count(48_210), figure]));
            let metrics = vec![column("spend", Unit::Money), column("roi", Unit::Rate)];
            let data = chart_data(Kind::Roi, &["campaign"], metrics, rows.collect());
            assert_readable_everywhere(&data, &format!("{count} {what}"));
        }
    }
}

#[test]
fn signs_that_no_font_has_are_left_out_of_labels_and_stay_in_titles() {
    let rows = [
        "\u{1F525} Sale \u{1F6B4}\u{200D}\u{2640}\u{FE0F} now",
        "\u{1F525}",
        "春",
    ]
    .map(|name| {
        (
            vec![name.to_owned()],
            vec![Cell::Count(1), Cell::Ratio(0.5)],
        )
    });
    let metrics = vec![column("spend", Unit::Money), column("roi", Unit::Rate)];
    let data = chart_data(Kind::Roi, &["campaign"], metrics, rows.into());
    let drawing = draw(&data, &Look::default()).unwrap();
    let written = |text: &str| drawing.texts().iter().any(|(own, _)| own == text);
    assert!(written("Sale now"), "{:?}", drawing.texts());
    // A name of nothing else, and one in letters, are seen to lack a font.
    assert!(written("\u{1F525}") && written("春"));
    assert!(drawing.bare().contains("<title>\u{1F525} Sale"));
}

#[test]
fn lines_over_time_can_be_read_whatever_the_figures() {
    for (panels, months) in [(1, 1), (1, 15), (2, 2), (5, 7), (12, 3)] {
        for (what, figures) in hostile_figures(months) {
            let mut rows = Vec::new();
            for name in hostile_names(panels) {
                for (at, figure) in figures.iter().enumerate() {
                    let month = format!("{}-{:02}", 2024 + at / 12, at % 12 + 1);
                    rows.push((vec![name.clone(), month], vec![figure.clone()]));
                }
            }
            let metrics = vec![column("spend", Unit::Money)];
            let data = chart_data(Kind::Trend, &["platform", "month"], metrics, rows);
            assert_readable_everywhere(&data, &format!("{panels} panels, {months} months, {what}"));
        }
    }
}
