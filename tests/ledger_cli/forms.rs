//! The forms of output: one object, tidy rows with a section, one table alone, documents.

use crate::{folder, json, printed, program};

const LINE: &str = "ledger --period 1405-08 --quiet";

#[test]
fn rows_for_programs_have_a_section() {
    let text = printed(&folder(), &format!("{LINE} --format csv"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    assert_eq!(
        header,
        [
            "section", "item", "figure", "value", "unit", "low", "high", "function", "grade",
            "status", "detail"
        ]
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
    let value = |section: &str, item: &str, figure: &str| {
        let row = rows
            .iter()
            .find(|row| &row[0] == section && &row[1] == item && &row[2] == figure);
        row.unwrap_or_else(|| panic!("no {section} {item} {figure}"))[3].to_owned()
    };
    assert_eq!(value("headline", "", "net_value"), "2926");
    assert_eq!(value("ladder", "A+B", "value"), "50400");
    assert_eq!(value("value_line", "L-07", "amount"), "9464");
    assert_eq!(value("cost", "labour", "amount"), "34580");
    assert_eq!(value("cost", "training", "amount"), "");
    assert_eq!(value("input", "kappa_paid", "base"), "0.7");
    assert!(value("tornado", "kappa_paid", "switching_value").starts_with("0.639"));
    for section in ["evidence", "function", "month", "scenario", "missing"] {
        assert!(rows.iter().any(|row| &row[0] == section), "no {section}");
    }
}

#[test]
fn json_is_one_object() {
    let found = json(&folder(), LINE);
    for key in [
        "headline",
        "lines",
        "cost",
        "ladder",
        "evidence",
        "functions",
        "over_time",
        "beside",
        "sentence",
        "notes",
        "inputs",
        "tornado",
        "scenarios",
        "coverage",
        "missing",
    ] {
        assert!(found.get(key).is_some(), "no {key}");
    }
    assert_eq!(
        found["inputs"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|input| input["key"] == "margin")
            .count(),
        1
    );
}

#[test]
fn one_table_alone_is_a_plain_table() {
    for (by, first) in [
        (
            "function",
            "function,value,direct_cost,shared_cost,net_value,roi",
        ),
        ("line", "line,what,function,grade,base,low,high,counted"),
        ("month", "month,value,full_cost,net_value,roi"),
    ] {
        let text = printed(&folder(), &format!("{LINE} --by {by} --format csv"));
        assert_eq!(text.lines().next(), Some(first), "{by}");
    }
    let text = printed(&folder(), &format!("{LINE} --by month --format csv"));
    assert_eq!(
        text.lines().nth(1),
        Some("1405-08,68864,65938,2926,0.044375019")
    );
}

#[test]
fn documents_hold_every_section_and_come_out_alike_twice() {
    let folder = tempfile::tempdir().unwrap();
    for extension in ["html", "xlsx", "md", "parquet"] {
        let write = |name: &str| {
            let file = folder.path().join(format!("{name}.{extension}"));
            let mut command = program(&crate::folder());
            command.args(LINE.split_whitespace()).arg("-o").arg(&file);
            assert!(command.output().unwrap().status.success(), "{extension}");
            std::fs::read(file).unwrap()
        };
        let first = write("same");
        std::fs::remove_file(folder.path().join(format!("same.{extension}"))).unwrap();
        assert!(
            first == write("same"),
            "{extension} differs from run to run"
        );
        if ["html", "md"].contains(&extension) {
            let text = String::from_utf8(first).unwrap();
            for title in [
                "Evidence ladder",
                "Value lines",
                "Cost on record by type",
                "By function",
                "What is missing",
            ] {
                assert!(text.contains(title), "{extension}: {title}");
            }
        }
    }
}
