//! Draft.
use super::*;
use super::sample::*;
fn text(table: &Table, format: Format, options: &RenderOptions) -> String {
    let mut out = Vec::new();
    write(table, format, options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}
#[test]
fn look() {
    for w in [Some(40), Some(80), Some(120), Some(240), None] {
        println!("=== {w:?}\n{}", text(&campaigns(), Format::Table, &RenderOptions { width: w, ..Default::default() }));
    }
    let mut p = with_idle_rows(3);
    for m in p.metrics.iter_mut().take(9) { m.pinned = true; }
    println!("=== pinned 80\n{}", text(&p, Format::Table, &RenderOptions { width: Some(80), ..Default::default() }));
    for f in [Format::Tall, Format::Markdown, Format::Csv, Format::Json] {
        println!("=== {f:?}\n{}", text(&campaigns(), f, &RenderOptions { width: Some(80), totals: true, csv_for: CsvFor::ExcelEu, ..Default::default() }));
    }
}
