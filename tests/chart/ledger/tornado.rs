//! The swings of the tornado.

use super::{of_media_alone, percent, rows};
use crate::{chart, done_in};

/// Section 5.5: nine swings with the values at which ROI is zero, and overhead, for which nobody gave a range.
#[test]
fn the_tornado_has_the_swings_of_the_worked_example() {
    let rows = rows("tornado", &[]);
    let swing = |text: &str| match text {
        "" => String::new(),
        text => format!("{:.3}", text.parse::<f64>().unwrap() / 100.0),
    };
    let found: Vec<(&str, String)> = rows
        .iter()
        .map(|row| (row[0].as_str(), swing(&row[7])))
        .collect();
    let expected = [
        ("kappa_paid", "0.364"),
        ("loaded_rate", "0.205"),
        ("margin", "0.191"),
        ("kappa_organic", "0.178"),
        ("agency_share", "0.109"),
        ("deflection_share", "0.108"),
        ("realised", "0.103"),
        ("agency_cost", "0.076"),
        ("contact_cost", "0.066"),
        ("overhead", ""),
    ];
    assert_eq!(
        found,
        expected.map(|(name, swing)| (name, swing.to_owned()))
    );
    assert_eq!(
        [percent(&rows[0][5]), percent(&rows[0][6])],
        ["-13.8", "+22.6"]
    );
    let switching = rows[0][8].parse::<f64>().unwrap();
    assert_eq!(format!("{switching:.3}"), "0.639");
    let svg = String::from_utf8(chart("tornado", &["--format", "svg"])).unwrap();
    for words in [
        "break-even at 0.639",
        "no range given",
        "base +4.4%",
        "break-even",
    ] {
        assert!(svg.contains(words), "{words}");
    }
    // Inputs of one unit have as many decimals all down.
    let table = String::from_utf8(chart("tornado", &["--format", "table"])).unwrap();
    let of = |name: &str| -> Vec<String> {
        let row = table.lines().find(|line| line.starts_with(name)).unwrap();
        row.split_whitespace().map(str::to_owned).collect()
    };
    let decimals = |name: &str| of(name)[1].split_once('.').map_or(0, |(_, of)| of.len());
    assert_eq!(decimals("kappa_paid"), decimals("agency_share"), "{table}");
    assert_eq!(decimals("loaded_rate"), decimals("contact_cost"), "{table}");
    let three = rows_of_top(3);
    assert_eq!(three, ["kappa_paid", "loaded_rate", "margin"]);
}

fn rows_of_top(top: usize) -> Vec<String> {
    let rows = rows("tornado", &["--top", &top.to_string()]);
    rows.into_iter().map(|row| row[0].clone()).collect()
}

/// Implied incrementality that turns the ROI is drawn though nobody gave a range.
#[test]
fn implied_incrementality_that_turns_the_roi_is_drawn() {
    let args = ["chart", "tornado", "--quiet", "--period", "2026-Q3"];
    let of = |more: &[&str]| {
        String::from_utf8(done_in("sample-data", &[&args[..], more].concat())).unwrap()
    };
    let table = of(&["--format", "csv"]);
    let names: Vec<&str> = table
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next())
        .collect();
    assert_eq!(names.len(), 12);
    assert_eq!(names[10..], ["kappa_linkedin", "kappa_tiktok"]);
    let svg = of(&["--format", "svg"]).replace('\u{a0}', " ");
    for said in [
        "4,000–6,500 EUR per hire",
        "Not drawn: 5 inputs without a range.",
    ] {
        assert!(svg.contains(said), "{said}");
    }
    assert_eq!(of(&["--top", "3", "--format", "csv"]).lines().count(), 4);
}

#[test]
fn an_input_without_a_range_has_no_bar_and_no_legend() {
    let svg = of_media_alone("tornado", &["--format", "svg"]);
    assert!(svg.contains("no range given"));
    assert!(!svg.contains("input at its low"));
    // The background is the only rectangle.
    assert_eq!(svg.matches("<rect ").count(), 1);
}

/// That an input has no range takes no room from the figures at the ends of the bars.
#[test]
fn a_narrow_tornado_has_its_figures_in_german_too() {
    let args = ["--format", "svg", "--size", "400", "--lang", "de"];
    let svg = String::from_utf8(chart("tornado", &args)).unwrap();
    assert!(svg.contains(">keine Spanne<"));
    assert!(
        svg.contains(">-13,8\u{a0}%<") || svg.contains(">-13,8 %<"),
        "{svg}"
    );
}
