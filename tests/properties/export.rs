//! Exports of made-up rows in every dress that platforms give them, and the figures that they hold.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use social_roi::ingest::Reading;
use social_roi::schema::{Amount, col};

use crate::reading;

/// One row of spend.
#[derive(Clone, Debug)]
pub struct Row {
    pub campaign: String,
    pub day: u32,
    pub cents: i64,
    pub impressions: u32,
    pub clicks: u32,
}

/// The bytes a table may be written in.
#[derive(Clone, Copy, Debug)]
pub enum Encoding {
    Utf8,
    Utf8Mark,
    Utf16Little,
    Utf16Big,
    Windows1252,
}

#[derive(Clone, Copy, Debug)]
pub enum Packing {
    Plain,
    Gzip,
    Zstd,
    Zip,
}

/// How one table is written down.
#[derive(Clone, Copy, Debug)]
pub struct Dress {
    pub encoding: Encoding,
    pub delimiter: char,
    pub line_end: &'static str,
    pub packing: Packing,
}

pub const PLAIN: Dress = Dress {
    encoding: Encoding::Utf8,
    delimiter: ',',
    line_end: "\n",
    packing: Packing::Plain,
};

/// Which platform writes the table.
#[derive(Clone, Copy, Debug)]
pub enum Export {
    /// A total without names as the first row.
    Meta,
    /// Two lines above the header, overlapping totals below.
    Google,
}

pub fn row() -> impl Strategy<Value = Row> {
    let name = "[A-Za-z0-9äöüßéñç ,;|\t\"'&<.-]{0,16}";
    (
        name,
        1_u32..29,
        -2_000_i64..5_000_000,
        0_u32..9_000_000,
        0_u32..20_000,
    )
        .prop_map(|(name, day, cents, impressions, clicks)| Row {
            campaign: format!("K{}", name.trim_end()),
            day,
            cents,
            impressions,
            clicks,
        })
}

pub fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(row(), 2..30)
}

pub fn dress() -> impl Strategy<Value = Dress> {
    let encoding = prop::sample::select(vec![
        Encoding::Utf8,
        Encoding::Utf8Mark,
        Encoding::Utf16Little,
        Encoding::Utf16Big,
        Encoding::Windows1252,
    ]);
    let delimiter = prop::sample::select(vec![',', ';', '\t']);
    let line_end = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    let packing = prop::sample::select(vec![
        Packing::Plain,
        Packing::Gzip,
        Packing::Zstd,
        Packing::Zip,
    ]);
    (encoding, delimiter, line_end, packing).prop_map(|(encoding, delimiter, line_end, packing)| {
        Dress {
            encoding,
            delimiter,
            line_end,
            packing,
        }
    })
}

/// An 8-bit set is told by its letters alone, and a few letters may be those of several sets.
pub fn in_unicode(dress: Dress) -> Dress {
    let encoding = if matches!(dress.encoding, Encoding::Windows1252) {
        Encoding::Utf8
    } else {
        dress.encoding
    };
    Dress { encoding, ..dress }
}

pub fn export() -> impl Strategy<Value = Export> {
    prop::sample::select(vec![Export::Meta, Export::Google])
}

pub fn money(cents: i64) -> String {
    format!(
        "{}{}.{:02}",
        if cents < 0 { "-" } else { "" },
        cents.abs() / 100,
        cents.abs() % 100
    )
}

/// The records of an export, header and totals included.
pub fn records(export: Export, rows: &[Row]) -> Vec<Vec<String>> {
    let texts = |cells: &[&str]| {
        cells
            .iter()
            .map(|cell| (*cell).to_owned())
            .collect::<Vec<String>>()
    };
    let sum = |figure: fn(&Row) -> i64| rows.iter().map(figure).sum::<i64>();
    let (cents, impressions, clicks) = (
        sum(|row| row.cents),
        sum(|row| row.impressions.into()),
        sum(|row| row.clicks.into()),
    );
    let figures = [money(cents), impressions.to_string(), clicks.to_string()];
    let row = |row: &Row| {
        vec![
            row.campaign.clone(),
            format!("2026-01-{:02}", row.day),
            money(row.cents),
            row.impressions.to_string(),
            row.clicks.to_string(),
        ]
    };
    let body = rows.iter().map(row);
    match export {
        Export::Meta => {
            let header = texts(&[
                "Campaign name",
                "Day",
                "Amount spent (EUR)",
                "Impressions",
                "Link clicks",
            ]);
            let total = [texts(&["", ""]), figures.to_vec()].concat();
            [header, total].into_iter().chain(body).collect()
        }
        Export::Google => {
            let above = [
                texts(&["Campaign report"]),
                texts(&["January 1, 2026 - January 31, 2026"]),
                texts(&["Campaign", "Day", "Cost", "Impr.", "Clicks"]),
            ];
            let totals = ["Total: Campaigns", "Total: Account"]
                .map(|label| [texts(&[label, " --"]), figures.to_vec()].concat());
            above.into_iter().chain(body).chain(totals).collect()
        }
    }
}

pub fn text(records: &[Vec<String>], dress: Dress) -> String {
    let special = [dress.delimiter, '"', '\n', '\r', ','];
    let cell = |cell: &String| {
        if cell.contains(special) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    let line = |record: &Vec<String>| {
        record
            .iter()
            .map(cell)
            .collect::<Vec<_>>()
            .join(&dress.delimiter.to_string())
            + dress.line_end
    };
    records.iter().map(line).collect()
}

pub fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    let units = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| {
        [mark.to_vec(), text.encode_utf16().flat_map(bytes).collect()].concat()
    };
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf8Mark => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        Encoding::Utf16Little => units(b"\xff\xfe", u16::to_le_bytes),
        Encoding::Utf16Big => units(b"\xfe\xff", u16::to_be_bytes),
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
    }
}

pub fn packed(bytes: &[u8], packing: Packing) -> (&'static str, Vec<u8>) {
    match packing {
        Packing::Plain => ("export.csv", bytes.to_vec()),
        Packing::Gzip => {
            let mut encoder =
                flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(bytes).expect("memory can be written");
            (
                "export.csv.gz",
                encoder.finish().expect("memory can be written"),
            )
        }
        Packing::Zstd => (
            "export.csv.zst",
            zstd::encode_all(bytes, 1).expect("memory can be written"),
        ),
        Packing::Zip => ("export.zip", zipped(&[("export.csv", bytes)])),
    }
}

pub fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("memory can be written");
        writer.write_all(bytes).expect("memory can be written");
    }
    writer.finish().expect("memory can be written").into_inner()
}

pub fn written(export: Export, rows: &[Row], dress: Dress) -> Vec<Reading> {
    let (name, bytes) = packed(
        &encoded(&text(&records(export, rows), dress), dress.encoding),
        dress.packing,
    );
    reading::of_bytes(name, bytes)
}

/// Rows used and rejected, and the sums.
pub fn figures(readings: &[Reading]) -> (u64, u64, [Option<Amount>; 3]) {
    let count = |of: fn(&Reading) -> u64| readings.iter().map(of).sum();
    let sums =
        [col::SPEND, col::IMPRESSIONS, col::CLICKS].map(|column| reading::sum(readings, column));
    (
        count(|reading| reading.used),
        count(|reading| reading.rejected),
        sums,
    )
}

/// The figures by plain addition.
pub fn expected(rows: &[Row]) -> (u64, u64, [Option<Amount>; 3]) {
    let cents: i64 = rows.iter().map(|row| row.cents).sum();
    let count = |of: fn(&Row) -> u32| {
        Some(Amount::whole(
            rows.iter().map(|row| i64::from(of(row))).sum(),
        ))
    };
    (
        rows.len() as u64,
        0,
        [
            Amount::from_plain(&money(cents)),
            count(|row| row.impressions),
            count(|row| row.clicks),
        ],
    )
}
