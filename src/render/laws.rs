//! Laws that hold for any table.

use proptest::prelude::*;

use super::sample::key;
use super::tests::{text, wide};
use super::text::width as width_of;
use super::{Format, RenderOptions};
use crate::report::{Amount, Cell, MetricColumn, Row, Table, Unit};

fn any_name() -> impl Strategy<Value = String> {
    let alphabet = prop::sample::select(vec![
        "a",
        "B",
        "9",
        " ",
        "_",
        "é",
        "e\u{301}",
        "中",
        "文",
        "س",
        "لا",
        "\u{200C}",
        "🚴‍♀️",
        "👍🏽",
        "🇩🇪",
        "|",
        "=",
        "\"",
        ",",
        ";",
        "\n",
        "\t",
        "'",
        "\x1b[31m",
    ]);
    prop_oneof![
        Just("Prospecting".to_owned()),
        prop::collection::vec(alphabet, 0..60).prop_map(|parts| parts.concat()),
    ]
}

fn any_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        (-9_999_999_i64..9_999_999).prop_map(Cell::Count),
        (-9_999_999_000_000_000_i128..9_999_999_000_000_000)
            .prop_map(|units| Cell::Amount(Amount(units))),
        (-9_999.0..9_999.0).prop_map(Cell::Ratio),
        Just(Cell::Undefined {
            code: "no_spend",
            sentence: "no spend on record".to_owned()
        }),
    ]
}

fn any_metric(at: usize) -> impl Strategy<Value = MetricColumn> {
    let units = prop::sample::select(vec![
        Unit::Money,
        Unit::Count,
        Unit::Rate,
        Unit::Ratio,
        Unit::Percent,
    ]);
    (units, 0..20_u32, any::<bool>()).prop_map(move |(unit, rank, pinned)| MetricColumn {
        name: format!("metric_{at}"),
        header: format!("m{at}"),
        unit_label: "EUR".to_owned(),
        unit,
        rank,
        pinned,
        decimals: 2,
    })
}

/// Up to two keys, eight metrics and fourteen rows.
fn any_table() -> impl Strategy<Value = Table> {
    (1..3_usize, 1..9_usize, 0..14_usize).prop_flat_map(|(keys, metrics, rows)| {
        let row = (
            prop::collection::vec(prop::option::of(any_name()), keys),
            prop::collection::vec(any_cell(), metrics),
        )
            .prop_map(|(keys, cells)| Row {
                keys,
                cells,
                ..Row::default()
            })
            .boxed();
        let columns: Vec<_> = (0..metrics).map(any_metric).collect();
        (
            columns,
            prop::collection::vec(row.clone(), rows),
            prop::option::of(row),
        )
            .prop_map(move |(metrics, rows, total)| Table {
                keys: ["platform", "campaign"][..keys]
                    .iter()
                    .map(|name| key(name))
                    .collect(),
                metrics,
                rows,
                total,
                notes: vec!["margin not given: revenue counted as value".to_owned()],
                ..Table::default()
            })
    })
}

proptest! {
    // Two shortest keys, the widest figure with its note number, and two gaps take 45 columns.
    #[test]
    fn no_line_is_wider_than_the_terminal(table in any_table(), width in 46_usize..200) {
        for line in text(&table, Format::Table, &wide(width)).lines() {
            prop_assert!(width_of(line) <= width, "{line}");
        }
    }

    #[test]
    fn every_row_ends_where_the_rule_ends(mut table in any_table()) {
        for row in table.rows.iter_mut().chain(&mut table.total) {
            row.cells.pop();
            row.cells.push(Cell::Count(7));
        }
        let drawn = text(&table, Format::Table, &RenderOptions::default());
        let widths: Vec<usize> =
            drawn.lines().take_while(|line| !line.contains(" rows · ") && !line.contains("1 row · "))
                .filter(|line| !line.is_empty()).map(width_of).collect();
        prop_assert_eq!(widths.len(), 3 + table.rows.len() + 2 * usize::from(table.total.is_some()));
        prop_assert!(widths.windows(2).all(|pair| pair[0] == pair[1]), "{}", drawn);
    }

    #[test]
    fn pinned_figures_are_all_there_at_any_width(mut table in any_table(), width in 46_usize..200) {
        table.metrics.iter_mut().for_each(|metric| metric.pinned = true);
        let drawn = text(&table, Format::Table, &wide(width));
        for metric in &table.metrics {
            prop_assert!(drawn.split_whitespace().any(|word| word == metric.header), "{}", drawn);
        }
        prop_assert!(!drawn.contains("hidden: "));
    }

    #[test]
    fn csv_reads_back_to_the_same_cells(table in any_table(), tabs in any::<bool>()) {
        let (format, delimiter) = if tabs { (Format::Tsv, b'\t') } else { (Format::Csv, b',') };
        let options = RenderOptions { raw_text: true, ..RenderOptions::default() };
        let written = text(&table, format, &options);
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(written.as_bytes());
        let records: Vec<_> = reader.records().collect::<Result<_, _>>().expect("well-formed");
        prop_assert_eq!(records.len(), table.rows.len());
        for (record, row) in records.iter().zip(&table.rows) {
            let (keys, cells) = (row.keys.len(), row.cells.len());
            prop_assert_eq!(record.len(), keys + cells);
            for (field, key) in record.iter().zip(&row.keys) {
                prop_assert_eq!(field, key.as_deref().unwrap_or_default());
            }
            for (field, cell) in record.iter().skip(keys).zip(&row.cells) {
                prop_assert!(same(field, cell), "{field} is not {cell:?}");
            }
        }
    }

    #[test]
    fn json_reads_back_to_the_same_cells(table in any_table()) {
        let array: Vec<serde_json::Map<String, serde_json::Value>> =
            serde_json::from_str(&text(&table, Format::Json, &RenderOptions::default())).expect("well-formed");
        let lines = text(&table, Format::Ndjson, &RenderOptions::default());
        let lines: Vec<serde_json::Map<String, serde_json::Value>> =
            lines.lines().map(|line| serde_json::from_str(line).expect("well-formed")).collect();
        prop_assert_eq!(&array, &lines);
        prop_assert_eq!(array.len(), table.rows.len());
        for (object, row) in array.iter().zip(&table.rows) {
            for (metric, cell) in table.metrics.iter().zip(&row.cells) {
                let undefined = matches!(cell, Cell::Undefined { .. });
                prop_assert_eq!(object[&metric.name].is_null(), undefined);
                prop_assert_eq!(object.contains_key(&format!("{}_status", metric.name)), undefined);
            }
            for (key, value) in table.keys.iter().zip(&row.keys) {
                prop_assert_eq!(object[&key.name].as_str(), value.as_deref());
            }
        }
    }
}

fn same(field: &str, cell: &Cell) -> bool {
    match cell {
        Cell::Count(count) => field.parse() == Ok(*count),
        Cell::Amount(amount) => Amount::from_plain(field) == Some(*amount),
        Cell::Ratio(ratio) => field
            .parse::<f64>()
            .is_ok_and(|read| (read - ratio).abs() <= 0.5e-10 + 1e-12),
        Cell::Text(text) => field == text,
        Cell::Undefined { .. } => field.is_empty(),
    }
}
