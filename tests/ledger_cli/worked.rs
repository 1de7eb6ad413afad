//! Sections 5.4 and 5.5 of the metric catalogue, from a project folder.

use crate::{folder, json, number, printed, table};

const LINE: &str = "ledger --period 1405-08 --quiet";

fn text(width: usize) -> String {
    printed(&folder(), &format!("{LINE} --format table --width {width}"))
}

#[test]
fn the_headline_and_the_ladder_are_those_of_the_example() {
    let text = text(100);
    let head = table(&text, "Value ledger, 1–30 Aban 1405, EUR");
    let value = |name: &str| head.iter().find(|row| row[0] == name).unwrap()[1].clone();
    for (name, expected) in [
        ("ROI, supported (A+B)", "-23.6 %"),
        ("ROI, with assumptions", "+4.4 %"),
        ("net value", "2,926"),
        ("benefit–cost ratio", "1.044"),
        ("media ROAS", "6.67"),
        ("iROAS", "4.67"),
    ] {
        assert_eq!(value(name), expected, "{name}");
    }
    assert!(text.contains("media alone breaks even at 2.50"), "{text}");
    assert!(
        text.contains("value 68,864 less cost on record 65,938"),
        "{text}"
    );
    let ladder = table(&text, "Evidence ladder");
    // Notes stand under it.
    let steps: Vec<(&str, &str, &str)> = ladder[3..]
        .iter()
        .take_while(|row| row[0].starts_with('A'))
        .map(|row| (row[0].as_str(), row[2].as_str(), row[5].as_str()))
        .collect();
    assert_eq!(
        steps,
        [
            ("A", "33,600", "-49.0"),
            ("A+B", "50,400", "-23.6"),
            ("A+B+C", "59,864", "-9.2"),
            ("A+B+C+D", "68,864", "4.4"),
        ]
    );
}

#[test]
fn lines_costs_and_functions_are_those_of_the_example() {
    let text = text(100);
    let lines = table(&text, "Value lines");
    let lines: Vec<(&str, &str, &str)> = lines[3..7]
        .iter()
        .map(|row| (row[0].as_str(), row[3].as_str(), row[4].as_str()))
        .collect();
    assert_eq!(
        lines,
        [
            ("L-02:meta", "A1", "33,600"),
            ("L-03", "B1", "16,800"),
            ("L-07", "C2", "9,464"),
            ("L-11", "D1", "9,000"),
        ]
    );
    let costs = table(&text, "Cost on record by type");
    let amount = |kind: &str| costs.iter().find(|row| row[0] == kind).unwrap()[1].clone();
    for (kind, expected) in [
        ("media", "18,000"),
        ("tools", "3,200"),
        ("agency", "2,500"),
        ("content", "4,200"),
        ("labour", "34,580"),
        ("overhead", "3,458"),
        ("creators", "—¹"),
        ("total", "65,938"),
    ] {
        assert_eq!(amount(kind), expected, "{kind}");
    }
    let functions = table(&text, "By function");
    assert!(functions.iter().any(|row| row[0] == "(unallocated)"));
    assert_eq!(
        functions.last().unwrap()[0],
        "note: shared cost by hours; net value adds up, ROI does not"
    );
}

#[test]
fn the_tornado_has_the_nine_swings_and_the_switching_value() {
    let text = text(100);
    let bars = table(&text, "What the ROI hangs on");
    let found: Vec<(&str, &str)> = bars[3..12]
        .iter()
        .map(|row| (row[0].as_str(), row[6].as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("kappa_paid", "36.4"),
            ("loaded_rate", "20.5"),
            ("margin", "19.1"),
            ("kappa_organic", "17.8"),
            ("agency_share", "10.9"),
            ("deflection_share", "10.8"),
            ("realised", "10.3"),
            ("agency_cost", "7.6"),
            ("contact_cost", "6.6"),
        ]
    );
    assert_eq!(bars[3][4..], ["-13.8", "22.6", "36.4", "0.639", "in range"]);
    let all = table(&text, "Everything at once");
    let net = |name: &str| all.iter().find(|row| row[0] == name).unwrap()[3].clone();
    assert_eq!(
        (net("all low"), net("all high")),
        ("-29,172".into(), "36,935".into())
    );
}

#[test]
fn the_sentence_says_which_return_it_is() {
    let found = json(&folder(), LINE);
    let notes = printed(&folder(), &format!("{LINE} --format markdown"));
    assert!(
        notes.contains(
            "This is a total MROI of all social activity using baseline lift (paid), attribution (organic), \
             comparable cost (care, recruiting) over 1–30 Aban 1405 / 23 Oct – 21 Nov 2026; cost: 6 of 8 cost \
             types (without creators, training), net of refunds"
        ),
        "{notes}"
    );
    assert_eq!(number(&found, "/net"), 2_926.0);
    assert!((number(&found, "/ladder/0/roi/value") + 0.490_430).abs() < 1e-6);
}

#[test]
fn nothing_is_wider_than_the_terminal() {
    for width in [80, 200] {
        let wide: Vec<String> = text(width)
            .lines()
            .filter(|line| line.chars().count() > width)
            .map(str::to_owned)
            .collect();
        assert!(wide.is_empty(), "at {width}: {wide:?}");
    }
}

#[test]
fn a_switching_value_put_back_gives_a_return_of_nothing() {
    let found = json(&folder(), LINE);
    let switching = number(&found, "/tornado/bars/0/switching/value/value");
    assert!((switching - 0.639).abs() < 0.0005);
    let then = json(
        &folder(),
        &format!("{LINE} --what-if kappa_paid={switching:.12}"),
    );
    assert!(number(&then, "/roi/value").abs() < 1e-9);
    assert!((number(&then, "/roi_on_record/value") - 0.044_375).abs() < 1e-6);
}
