//! The rungs of the ladder.

use super::{of_media_alone, percent, rows};
use crate::chart;

/// Section 5.4: −49.0, −23.6, −9.2 and +4.4 %, over one full cost of 65,938.
#[test]
fn the_ladder_has_the_rungs_of_the_worked_example() {
    let rows = rows("ladder", &[]);
    let found: Vec<(&str, String, &str)> = rows
        .iter()
        .map(|row| (row[0].as_str(), percent(&row[1]), row[3].as_str()))
        .collect();
    let expected = [
        ("A", "-49.0"),
        ("A+B", "-23.6"),
        ("A+B+C", "-9.2"),
        ("A+B+C+D", "+4.4"),
    ];
    let expected = expected.map(|(rung, roi)| (rung, roi.to_owned(), "65938"));
    assert_eq!(found, expected);
}

#[test]
fn a_return_over_media_alone_says_so_in_every_language() {
    for (language, words) in [
        ("en", "ROI over media alone (1 of 8 cost types): +144.4%"),
        ("de", "nur über Mediakosten (1 von 8 Kostenarten)"),
        ("es", "solo sobre medios (1 de 8 tipos de coste)"),
        ("fa", "تنها بر هزینهٔ تبلیغات"),
        ("ar", "على تكلفة الإعلانات وحدها"),
    ] {
        let svg = of_media_alone("ladder", &["--format", "svg", "--lang", language]);
        assert!(svg.contains(words), "{language}: {words}");
    }
}

#[test]
fn rows_of_a_narrow_ladder_go_by_their_letters_and_keep_the_value() {
    let svg = String::from_utf8(chart(
        "ladder",
        &["--format", "svg", "--size", "320x240", "--title", "ROI"],
    ))
    .unwrap();
    for words in [">A+B+C+D<", ">value<"] {
        assert!(svg.contains(words), "{words}");
    }
}

/// In little room rungs go by their letters and keep what they stand for below, as rows are as high as that takes.
#[test]
fn rungs_of_a_narrow_ladder_keep_their_words() {
    let svg = String::from_utf8(chart("ladder", &["--format", "svg", "--size", "400"])).unwrap();
    for words in [">A+B<", ">and attributed<", ">A<", ">measured<"] {
        assert!(svg.contains(words), "{words}");
    }
}
