//! Every kind of bad input: a clear message with its place and its repair, and the good files still shown.

mod bytes;
mod empty;
mod files;
mod formats;
mod readings;
mod rejects;
mod rows;

use std::io::Write;

use super::{Trial, lines};

/// A small Meta export around some rows.
fn meta(rows: &str) -> String {
    format!("Campaign name,Amount spent (EUR),Impressions\n{rows}")
}

/// What `inspect` says of the small Meta export; `rows` and what follows the currency differ.
fn meta_shown(name: &str, text: &str, rows: &[&str], after: &[&str]) -> String {
    let mut shown = lines(&[
        name,
        "  format    meta_ads: Meta Ads Manager and Ads Reporting (seen in real files)",
        "  table     ad_spend, level campaign",
    ]);
    shown += &format!("  text      {text}, delimiter comma, header line 1, decimal point\n");
    shown += &lines(rows);
    shown += &lines(&[
        "  currency  EUR",
        "  columns   campaign ← Campaign name, impressions ← Impressions, spend ← Amount spent (EUR)",
    ]);
    shown += &lines(after);
    shown + "\n"
}

/// What `inspect` says of a file that it cannot read.
fn failed(name: &str, message: &str, hint: Option<&str>) -> String {
    let hint = hint.map_or_else(String::new, |hint| format!("  hint      {hint}\n"));
    format!("{name}\n  status    error: {message}\n{hint}\n1 table: 1 error\n")
}

fn inspect(name: &str, content: impl AsRef<[u8]>) -> Trial {
    Trial::new(&["inspect", name]).file(name, content)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written")
}

fn zip(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer
        .start_file(name, zip::write::SimpleFileOptions::default())
        .expect("memory can be written");
    writer.write_all(bytes).expect("memory can be written");
    writer.finish().expect("memory can be written").into_inner()
}

const MAP_HINT: &str = "`social-roi formats` lists what can be read; `--map 'spend=Their Header,campaign=Other Header'` reads";
