//! Workbooks and Parquet files hold the figures of the text that they are made of.

use proptest::prelude::*;

use crate::export::{Export, Row, expected, figures, money, records, rows, zipped};
use crate::{cases, reading};

/// A workbook with one sheet, as small as they come.
pub fn workbook(records: &[Vec<String>]) -> Vec<u8> {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let cell = |text: &String| match text.parse::<f64>() {
        Ok(_) => format!("<c><v>{text}</v></c>"),
        Err(_) => format!(
            "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            escaped(text)
        ),
    };
    let rows: String = records
        .iter()
        .map(|record| format!("<row>{}</row>", record.iter().map(cell).collect::<String>()))
        .collect();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    zipped(&[
        ("[Content_Types].xml", b"<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        (
            "_rels/.rels",
            format!("<?xml version=\"1.0\"?><Relationships xmlns=\"{relations}\"><Relationship Id=\"rId1\" Type=\"{document}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>").as_bytes(),
        ),
        (
            "xl/workbook.xml",
            format!("<?xml version=\"1.0\"?><workbook xmlns=\"{main}\" xmlns:r=\"{document}\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>").as_bytes(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!("<?xml version=\"1.0\"?><Relationships xmlns=\"{relations}\"><Relationship Id=\"rId1\" Type=\"{document}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>").as_bytes(),
        ),
        ("xl/worksheets/sheet1.xml", format!("<?xml version=\"1.0\"?><worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>").as_bytes()),
    ])
}

pub fn parquet(rows: &[Row]) -> Vec<u8> {
    use polars::prelude::{Column, DataFrame, NamedFrom, Series};
    let texts = |name: &str, of: fn(&Row) -> String| {
        Column::from(Series::new(
            name.into(),
            rows.iter().map(of).collect::<Vec<_>>(),
        ))
    };
    let counts = |name: &str, of: fn(&Row) -> i64| {
        Column::from(Series::new(
            name.into(),
            rows.iter().map(of).collect::<Vec<_>>(),
        ))
    };
    let columns = vec![
        texts("Campaign name", |row| row.campaign.clone()),
        texts("Amount spent (EUR)", |row| money(row.cents)),
        counts("Impressions", |row| row.impressions.into()),
        counts("Link clicks", |row| row.clicks.into()),
    ];
    let mut frame = DataFrame::new(rows.len(), columns).expect("the columns have one length");
    let mut bytes = Vec::new();
    polars_io::parquet::write::ParquetWriter::new(&mut bytes)
        .finish(&mut frame)
        .expect("memory can be written");
    bytes
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn a_workbook_and_a_parquet_file_hold_the_same_figures(rows in rows()) {
        prop_assert_eq!(figures(&reading::of_bytes("export.xlsx", workbook(&records(Export::Meta, &rows)))), expected(&rows));
        prop_assert_eq!(figures(&reading::of_bytes("export.parquet", parquet(&rows))), expected(&rows));
    }
}
