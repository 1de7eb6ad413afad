//! The forms that a comparison is written in: tables, tidy rows, workbooks.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::costs::{SHOP, tools};
use super::story::Story;

#[test]
fn every_form_tells_the_same() {
    let story = Story::example();
    story.save("a.json", "");
    story.save("b.json", "--what-if margin=0.5");
    let csv = story.run("diff a.json b.json").out;
    let mut lines = csv.lines();
    assert_eq!(
        lines.next(),
        Some("kind,section,item,figure,before,after,change,effect_on_roi,before_text,after_text")
    );
    assert!(csv.contains("\nmoved,headline,,net_value,2926,"), "{csv}");
    assert!(
        csv.contains("\ncause,margin,margin,margin,0.4,0.5,0.1,0.1910885984,"),
        "{csv}"
    );
    let markdown = story.run("diff a.json b.json --format markdown").out;
    assert!(
        markdown.contains("| ledger") && markdown.contains("| margin"),
        "{markdown}"
    );
    let text = story.run("diff a.json b.json --format table").out;
    assert!(text.contains("money in EUR"), "{text}");
    let page = story.run("diff a.json b.json -o d.html");
    assert_eq!(page.code, Some(0), "{}", page.said);
    let book = story.run("diff a.json b.json -o d.xlsx");
    assert_eq!(book.code, Some(0), "{}", book.said);
    assert_eq!(story.run("diff a.json b.json").out, csv);
}

/// A workbook has numbers with formats of their own, where text has words.
#[test]
fn figures_of_a_workbook_are_numbers() {
    let story = Story::new(&SHOP);
    story.shop("a.json", &[tools("A", 100), tools("C", 300)]);
    story.shop(
        "b.json",
        &[tools("A", 100), tools("B", 200), tools("C", 350)],
    );
    let outcome = story.run("diff a.json b.json -o d.xlsx");
    assert_eq!(outcome.code, Some(0), "{}", outcome.said);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(story.bytes("d.xlsx"))).unwrap();
    let mut rows = |sheet: &str| {
        let range = book.worksheet_range(sheet).unwrap();
        let rows = range.rows().map(<[Data]>::to_vec);
        rows.collect::<Vec<Vec<Data>>>()
    };
    let row = |rows: &[Vec<Data>], what: &str| {
        let own = rows.iter().find(|row| row[1] == Data::String(what.into()));
        let own = own.unwrap_or_else(|| panic!("no {what}: {rows:?}"));
        let number = |cell: &Data| match cell {
            Data::Float(number) => Some((number * 1e6).round() / 1e6),
            Data::Int(number) => Some(*number as f64),
            _ => None,
        };
        own[2..5].iter().map(number).collect::<Vec<_>>()
    };
    let moved = rows("What moved");
    // Value 2,400 over 1,400 and over 1,650: the change of a rate is in points.
    let roi = [Some(0.714286), Some(0.454545), Some(-25.974026)];
    assert_eq!(row(&moved, "ROI, supported (A+B)"), roi);
    let cost = [Some(1400.0), Some(1650.0), Some(250.0)];
    assert_eq!(row(&moved, "cost on record"), cost);
    let why = rows("Why");
    let known = row(&why, "tools: C (EUR)");
    assert_eq!(known[..2], [Some(300.0), Some(350.0)]);
    let new = row(&why, "tools: B (EUR)");
    assert_eq!((new[0], new[1]), (None, Some(200.0)));
    assert!(known[2].unwrap() < 0.0 && new[2].unwrap() < known[2].unwrap());
    assert_eq!(row(&why, "ROI"), roi);
}

/// Every change stands once, in words; no key of an input is shown.
#[test]
fn a_table_tells_every_change_once_in_words() {
    let story = Story::new(&SHOP);
    story.shop("a.json", &[tools("A", 100), tools("C", 300)]);
    story.shop(
        "b.json",
        &[tools("A", 100), tools("B", 200), tools("C", 300)],
    );
    let text = story
        .run("diff a.json b.json --format table --width 80")
        .out;
    let expected = "\
What moved

of      what                    before     after     change
───────────────────────────────────────────────────────────
ledger  ROI, supported (A+B)   71.43 %   50.00 %  -21.43 pp
ledger  net value             1,000.00    800.00    -200.00
ledger  benefit–cost ratio       1.714     1.500     -0.214
ledger  cost on record        1,400.00  1,600.00    +200.00
cost    tools                   400.00    600.00    +200.00
note: money in EUR

Why the ROI moved

cause      which      before    after  effect on ROI
────────────────────────────────────────────────────
cost, new  tools: B        —  200 EUR      -21.43 pp
together   ROI       71.43 %  50.00 %      -21.43 pp
note: effects on the ROI add up to its whole change; what several changes do
      together is shared evenly among them

What they rest on

";
    let (told, files) = text.split_at(expected.len());
    assert_eq!(told, expected, "{text}");
    assert!(files.contains("file, restated  social-roi.toml"), "{text}");
}

/// On a screen of 80 columns nothing of a comparison is cut, and figures stand at the right; the ratio has as many decimals
/// as in the ledger.
#[test]
fn a_narrow_screen_wraps_what_it_has_no_room_for() {
    let story = Story::example();
    story.save("a.json", "");
    story.save("b.json", "--what-if margin=0.5");
    let text = story
        .run("diff a.json b.json --format table --width 80")
        .out;
    assert!(!text.contains('…'), "{text}");
    let line = |name: &str| text.lines().find(|line| line.contains(name)).unwrap();
    let end = |name: &str| line(name).chars().count();
    assert_eq!(end("net value"), end("ROI, with assumptions"), "{text}");
    let ratio = line("benefit–cost ratio")
        .split_whitespace()
        .last()
        .unwrap();
    assert_eq!(ratio.split_once('.').unwrap().1.len(), 3, "{ratio}");
}
