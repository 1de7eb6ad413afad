//! What a ledger takes on somebody's word: assumptions, experiments and what nobody stated, with source, owner and day.

use super::LedgerReport;
use super::records;
use super::words::{even, headed, key, of_input, or_nothing, owns, row, table, text, texts};
use crate::ledger::{Input, Origin};
use crate::report::table::{Cell, Row, Table};
use crate::schema::col;

/// The table; `None` where everything was measured.
pub fn assumed(report: &LedgerReport) -> Option<Table> {
    let inputs = records::stated(report).into_iter();
    let rows = even(inputs.map(|input| (input.unit.clone(), stated(&input))));
    (!rows.is_empty()).then(|| Table {
        // Sources are sentences.
        wraps: true,
        ..table(
            "What is taken on somebody's word",
            vec![key("input")],
            vec![
                owns("base", 1),
                owns("low", 5),
                owns("high", 6),
                texts("unit", 10),
                texts("grade", 7),
                texts(col::SOURCE, 2),
                texts(col::OWNER, 3),
                headed(texts(col::DATE, 8), "stated"),
                headed(texts("place", 9), "written in"),
            ],
            rows,
        )
    })
}

fn stated(input: &Input) -> Row {
    let (source, owner, date) = match &input.origin {
        Origin::Document(document) => (
            document.source.clone(),
            document.owner.clone(),
            document.date.map_or(String::new(), |day| day.to_string()),
        ),
        Origin::Formula(why) => (why.clone(), String::new(), String::new()),
        Origin::Files(files) => {
            let names: Vec<&str> = files.iter().map(|file| file.file.as_str()).collect();
            (names.join(", "), String::new(), String::new())
        }
    };
    let cells = vec![
        Cell::Amount(input.base),
        or_nothing(input.low),
        or_nothing(input.high),
        text(input.unit.clone()),
        text(input.grade.map_or("", |grade| grade.name())),
        text(source),
        text(owner),
        text(date),
        text(input.place.clone().unwrap_or_default()),
    ];
    let values = [Some(input.base), input.low, input.high];
    let values = values.map(|of| of.map(crate::schema::Amount::to_f64));
    of_input(values, row(&[&input.key], cells))
}
