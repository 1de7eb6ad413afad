//! One report in every output format.

use polars::prelude::DataType;
use polars_io::SerReader;
use polars_io::parquet::read::ParquetReader;

use super::{META, Story};

/// Spring: 150 / 300 clicks = 0.50, 550 / 150 claimed. Autumn: 30.50 / 61 = 0.50, nothing claimed.
const WHAT: &str =
    "meta.csv --by campaign --metrics spend,clicks,cpc,claimed_roas --where campaign=Spring";

fn assert_form(format: &str, expected: &[&str]) {
    let story = Story::new(&[("meta.csv", META)]);
    story
        .report(&format!("{WHAT} --format {format}"))
        .prints(expected);
}

#[test]
fn csv_and_tsv_carry_raw_numbers() {
    assert_form(
        "csv",
        &[
            "campaign,spend,clicks,cpc,claimed_roas,currency,cost_types,margin_given",
            "Spring,150,300,0.5,3.6666666667,EUR,1,false",
        ],
    );
    assert_form(
        "tsv",
        &[
            "campaign\tspend\tclicks\tcpc\tclaimed_roas\tcurrency\tcost_types\tmargin_given",
            "Spring\t150\t300\t0.5\t3.6666666667\tEUR\t1\tfalse",
        ],
    );
}

#[test]
fn csv_for_excel_has_a_mark_and_the_delimiters_of_its_region() {
    let story = Story::new(&[("meta.csv", META)]);
    let what = "meta.csv --by campaign --metrics spend,cpc";
    story
        .report(&format!("{what} --csv-for excel-eu"))
        .prints(&[
            "\u{feff}campaign;spend;cpc;currency;cost_types;margin_given\r",
            "Spring;150;0,5;EUR;1;false\r",
            "Autumn;30,5;0,5;EUR;1;false\r",
        ]);
    story.report(&format!("{what} --csv-for excel")).prints(&[
        "\u{feff}campaign,spend,cpc,currency,cost_types,margin_given\r",
        "Spring,150,0.5,EUR,1,false\r",
        "Autumn,30.5,0.5,EUR,1,false\r",
    ]);
}

#[test]
fn markdown_and_tables_are_for_people() {
    assert_form(
        "markdown",
        &[
            "| campaign  | spend (EUR) | clicks | cpc (EUR) | claimed roas (×) |",
            "| --------- | ----------: | -----: | --------: | ---------------: |",
            "| Spring    |      150.00 |    300 |      0.50 |             3.67 |",
            "| **total** |      150.00 |    300 |      0.50 |             3.67 |",
            "",
            "- 5 Jan – 5 Feb 2026",
        ],
    );
    assert_form(
        "table --width 80",
        &[
            "campaign   spend  clicks   cpc  claimed roas",
            "             EUR           EUR             ×",
            "────────────────────────────────────────────",
            "Spring    150.00     300  0.50          3.67",
            "────────────────────────────────────────────",
            "total     150.00     300  0.50          3.67",
            "",
            "1 row · 5 columns · 5 Jan – 5 Feb 2026",
        ],
    );
    assert_form(
        "tall",
        &[
            "campaign      Spring",
            "spend         150.00 EUR",
            "clicks           300",
            "cpc             0.50 EUR",
            "claimed_roas    3.67 ×",
            "",
            "campaign      total",
            "spend         150.00 EUR",
            "clicks           300",
            "cpc             0.50 EUR",
            "claimed_roas    3.67 ×",
            "",
            "1 row · 5 columns · 5 Jan – 5 Feb 2026",
        ],
    );
}

#[test]
fn a_narrow_table_hides_the_least_important_and_says_which() {
    let story = Story::new(&[("meta.csv", META)]);
    let outcome = story.report("meta.csv --by campaign --format table --width 44");
    assert!(
        outcome.out.lines().all(|line| line.chars().count() <= 44),
        "{}",
        outcome.out
    );
    let header = outcome.out.lines().next().unwrap();
    assert!(
        header.starts_with("campaign") && header.contains("spend"),
        "{header}"
    );
    let hidden = outcome
        .out
        .lines()
        .find(|line| line.starts_with("hidden: "))
        .unwrap();
    assert!(hidden.contains("cpm") || hidden.contains("ctr"), "{hidden}");
}

/// The fields of a row by name; whether constants are texts or numbers is not this test's matter.
fn assert_row(row: &serde_json::Value) {
    assert_eq!(row["campaign"], "Autumn");
    assert_eq!(row["spend"].to_string(), "30.5");
    assert_eq!(row["clicks"].to_string(), "61");
    assert_eq!(row["cpa"], serde_json::Value::Null);
    assert_eq!(row["cpa_status"], "no_outcomes");
    assert_eq!(row["currency"], "EUR");
    assert_eq!(row.get("spend_status"), None);
}

#[test]
fn json_is_a_list_of_flat_objects_that_say_why_a_figure_is_undefined() {
    let story = Story::new(&[("meta.csv", META)]);
    let what = "meta.csv --by campaign --metrics spend,clicks,cpa --sort -spend";
    let outcome = story.report(&format!("{what} --format json"));
    let rows: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), 2);
    assert_row(&rows[0]);
    let outcome = story.report(&format!("{what} --format ndjson"));
    let rows: Vec<&str> = outcome.out.lines().collect();
    assert_eq!(rows.len(), 2);
    assert_row(&serde_json::from_str(rows[0]).unwrap());
}

#[test]
fn parquet_holds_decimals_counts_and_floats() {
    let story = Story::new(&[("meta.csv", META)]);
    story
        .report("meta.csv --by campaign --metrics spend,clicks,cpa -o out.parquet")
        .prints(&[]);
    let bytes = std::io::Cursor::new(story.bytes("out.parquet"));
    let frame = ParquetReader::new(bytes).finish().unwrap();
    let kind = |name: &str| frame.column(name).unwrap().dtype().clone();
    assert!(
        matches!(kind("spend"), DataType::Decimal(..)),
        "{}",
        kind("spend")
    );
    assert_eq!(kind("clicks"), DataType::Int64);
    assert_eq!(kind("cpa"), DataType::Float64);
    let cell = |name: &str, row| frame.column(name).unwrap().get(row).unwrap().to_string();
    assert_eq!(cell("campaign", 0), "\"Spring\"");
    assert_eq!(cell("spend", 1).parse::<f64>().unwrap(), 30.5);
    assert_eq!(cell("clicks", 0), "300");
    // Spring: 150 for 6 claimed purchases; Autumn has none.
    assert_eq!(cell("cpa", 0).parse::<f64>().unwrap(), 25.0);
    assert_eq!(cell("cpa", 1), "null");
}

#[test]
fn a_file_is_written_whole_and_nothing_stands_beside_it() {
    let story = Story::new(&[("meta.csv", META)]);
    story
        .report("meta.csv --metrics spend -o out.tsv")
        .prints(&[]);
    let written = String::from_utf8(story.bytes("out.tsv")).unwrap();
    assert_eq!(
        written,
        "platform\tspend\tcurrency\tcost_types\tmargin_given\nmeta\t180.5\tEUR\t1\tfalse\n"
    );
    assert_eq!(story.names(), ["meta.csv", "out.tsv"]);
    let outcome = story.report("meta.csv --metrics spend -o nowhere/out.csv");
    outcome.fails(
        1,
        &[
            "error: nowhere/out.csv: there is no folder `nowhere`",
            "hint: make the folder first, or write elsewhere",
        ],
    );
    assert_eq!(story.names(), ["meta.csv", "out.tsv"]);
}

#[test]
fn text_that_a_spreadsheet_would_run_is_neutralised_unless_raw() {
    let hostile = "Campaign name,Day,Amount spent (EUR),Impressions\n\
        \"=cmd|calc!A0\",2026-01-05,10,100\n@x,2026-01-05,4,100\n+1,2026-01-05,3,100\n-5,2026-01-05,2,100\n";
    let story = Story::new(&[("meta.csv", hostile)]);
    let what = "meta.csv --by campaign --metrics spend";
    let header = "campaign,spend,currency,cost_types,margin_given";
    story.report(what).prints(&[
        header,
        "'=cmd|calc!A0,10,EUR,1,false",
        "'@x,4,EUR,1,false",
        "'+1,3,EUR,1,false",
        "'-5,2,EUR,1,false",
    ]);
    story.report(&format!("{what} --raw-text")).prints(&[
        header,
        "=cmd|calc!A0,10,EUR,1,false",
        "@x,4,EUR,1,false",
        "+1,3,EUR,1,false",
        "-5,2,EUR,1,false",
    ]);
}

#[test]
fn an_unknown_format_is_wrong_usage() {
    let story = Story::new(&[("meta.csv", META)]);
    story.report("meta.csv --format yaml").fails(
        2,
        &["error: --format yaml: expected table, tall, csv, tsv, json, ndjson, markdown, parquet, xlsx or html"],
    );
}
