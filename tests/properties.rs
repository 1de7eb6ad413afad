//! What may change about a file without changing a figure, and that nothing makes the reader panic.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod reading;

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use social_roi::ingest::{IngestOptions, Reading};
use social_roi::schema::{Amount, col};

/// One row of spend.
#[derive(Clone, Debug)]
struct Row {
    campaign: String,
    day: u32,
    cents: i64,
    impressions: u32,
    clicks: u32,
}

/// The bytes a table may be written in.
#[derive(Clone, Copy, Debug)]
enum Encoding {
    Utf8,
    Utf8Mark,
    Utf16Little,
    Utf16Big,
    Windows1252,
}

#[derive(Clone, Copy, Debug)]
enum Packing {
    Plain,
    Gzip,
    Zstd,
    Zip,
}

/// How one table is written down.
#[derive(Clone, Copy, Debug)]
struct Dress {
    encoding: Encoding,
    delimiter: char,
    line_end: &'static str,
    packing: Packing,
}

const PLAIN: Dress = Dress {
    encoding: Encoding::Utf8,
    delimiter: ',',
    line_end: "\n",
    packing: Packing::Plain,
};

/// Which platform writes the table.
#[derive(Clone, Copy, Debug)]
enum Export {
    /// A total without names as the first row.
    Meta,
    /// Two lines above the header, overlapping totals below.
    Google,
}

fn row() -> impl Strategy<Value = Row> {
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

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(row(), 2..30)
}

fn dress() -> impl Strategy<Value = Dress> {
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
fn in_unicode(dress: Dress) -> Dress {
    let encoding = if matches!(dress.encoding, Encoding::Windows1252) {
        Encoding::Utf8
    } else {
        dress.encoding
    };
    Dress { encoding, ..dress }
}

fn export() -> impl Strategy<Value = Export> {
    prop::sample::select(vec![Export::Meta, Export::Google])
}

fn money(cents: i64) -> String {
    format!(
        "{}{}.{:02}",
        if cents < 0 { "-" } else { "" },
        cents.abs() / 100,
        cents.abs() % 100
    )
}

/// The records of an export, header and totals included.
fn records(export: Export, rows: &[Row]) -> Vec<Vec<String>> {
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

fn text(records: &[Vec<String>], dress: Dress) -> String {
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

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
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

fn packed(bytes: &[u8], packing: Packing) -> (&'static str, Vec<u8>) {
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

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("memory can be written");
        writer.write_all(bytes).expect("memory can be written");
    }
    writer.finish().expect("memory can be written").into_inner()
}

fn written(export: Export, rows: &[Row], dress: Dress) -> Vec<Reading> {
    let (name, bytes) = packed(
        &encoded(&text(&records(export, rows), dress), dress.encoding),
        dress.packing,
    );
    reading::of_bytes(name, bytes)
}

/// Rows used and rejected, and the sums.
fn figures(readings: &[Reading]) -> (u64, u64, [Option<Amount>; 3]) {
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
fn expected(rows: &[Row]) -> (u64, u64, [Option<Amount>; 3]) {
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

/// So many cases, unless `PROPTEST_CASES` says how many.
fn cases(cases: u32) -> ProptestConfig {
    let default = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    if std::env::var_os("PROPTEST_CASES").is_some() {
        default
    } else {
        ProptestConfig { cases, ..default }
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn encoding_delimiter_line_ends_and_compression_change_no_figure(rows in rows(), export in export(), dress in dress()) {
        prop_assert_eq!(figures(&written(export, &rows, dress)), expected(&rows));
    }

    #[test]
    fn names_survive_every_dress_that_says_its_encoding(rows in rows(), export in export(), dress in dress().prop_map(in_unicode)) {
        let readings = written(export, &rows, dress);
        let names: Vec<String> = rows.iter().map(|row| row.campaign.trim().to_owned()).collect();
        prop_assert_eq!(reading::cells(&readings[0], col::CAMPAIGN), names);
    }

    #[test]
    fn shuffling_rows_changes_no_figure(
        (rows, shuffled) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        export in export(),
    ) {
        prop_assert_eq!(figures(&written(export, &shuffled, PLAIN)), figures(&written(export, &rows, PLAIN)));
    }

    #[test]
    fn splitting_a_file_in_two_changes_no_figure(rows in rows(), export in export(), at in 1_usize..29) {
        let (first, second) = rows.split_at(at.min(rows.len() - 1));
        let both: Vec<Reading> = [first, second].into_iter().flat_map(|part| written(export, part, PLAIN)).collect();
        prop_assert_eq!(figures(&both), expected(&rows));
    }
}

/// A workbook with one sheet, as small as they come.
fn workbook(records: &[Vec<String>]) -> Vec<u8> {
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

fn parquet(rows: &[Row]) -> Vec<u8> {
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

/// The fixtures' bytes, and one of each container.
static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/formats")
        .display()
        .to_string();
    let sources = social_roi::ingest::sources(&[folder]).expect("the fixtures are there");
    let mut seeds: Vec<Vec<u8>> = sources
        .iter()
        .map(|source| std::fs::read(&source.path).expect("a fixture can be read"))
        .collect();
    let row = Row {
        campaign: "Oak".into(),
        day: 1,
        cents: 1_250,
        impressions: 10,
        clicks: 2,
    };
    let rows = vec![row; 5];
    let plain = text(&records(Export::Meta, &rows), PLAIN).into_bytes();
    seeds.extend(
        [Packing::Gzip, Packing::Zstd, Packing::Zip].map(|packing| packed(&plain, packing).1),
    );
    seeds.extend([workbook(&records(Export::Meta, &rows)), parquet(&rows)]);
    seeds
});

/// Bytes that mean something to some part of the reader.
const TOKENS: [&[u8]; 24] = [
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b"\n\n",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"%",
    b"(",
    b"-",
    b"e",
    b"1e400",
    b"999999999999999999999999999999999999999999",
    b"9999-12-31",
    b"0000-00-00",
    b"Total",
    "\u{ad}".as_bytes(),
    "۱٬۲".as_bytes(),
    "3.май".as_bytes(),
];

#[derive(Clone, Debug)]
enum Mutation {
    Flip(prop::sample::Index, u8),
    Cut(prop::sample::Index, usize),
    Insert(prop::sample::Index, usize),
    Repeat(prop::sample::Index, usize),
    End(prop::sample::Index),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        (at(), any::<u8>()).prop_map(|(at, byte)| Mutation::Flip(at, byte)),
        (at(), 1_usize..60).prop_map(|(at, length)| Mutation::Cut(at, length)),
        (at(), 0..TOKENS.len()).prop_map(|(at, token)| Mutation::Insert(at, token)),
        (at(), 1_usize..200).prop_map(|(at, length)| Mutation::Repeat(at, length)),
        at().prop_map(Mutation::End),
    ]
}

fn mutated(mut bytes: Vec<u8>, mutations: &[Mutation]) -> Vec<u8> {
    for mutation in mutations {
        if bytes.is_empty() {
            break;
        }
        let length = bytes.len();
        match mutation {
            Mutation::Flip(at, byte) => bytes[at.index(length)] = *byte,
            Mutation::Cut(at, cut) => {
                drop(bytes.drain(at.index(length)..length.min(at.index(length) + cut)))
            }
            Mutation::Insert(at, token) => drop(bytes.splice(
                at.index(length)..at.index(length),
                TOKENS[*token].iter().copied(),
            )),
            Mutation::Repeat(at, repeated) => {
                let part =
                    bytes[at.index(length)..length.min(at.index(length) + repeated)].to_vec();
                bytes.splice(at.index(length)..at.index(length), part);
            }
            Mutation::End(at) => bytes.truncate(at.index(length)),
        }
    }
    bytes
}

/// Rejected rows that a reading has kept in full.
fn logged(reading: &Reading) -> u64 {
    if reading.reject_log.is_empty() {
        return 0;
    }
    let log = zstd::decode_all(&reading.reject_log[..]).unwrap();
    let mut rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(&log[..]);
    rows.records().map(Result::unwrap).count() as u64
}

/// Reads bytes under every setting that changes the way; returning at all is the proof.
fn survives(bytes: &[u8]) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path: PathBuf = folder.path().join("export.csv");
    std::fs::write(&path, bytes).expect("a temporary file can be written");
    let strict = IngestOptions {
        date_order: Some(social_roi::ingest::date::DateOrder::Dmy),
        decimal: Some(social_roi::ingest::number::DecimalMark::Comma),
        as_of: chrono::NaiveDate::from_ymd_opt(2026, 2, 28),
        map: vec![
            ("campaign".into(), "a".into()),
            ("spend".into(), "b".into()),
        ],
        keep_rejects: true,
        ..IngestOptions::default()
    };
    for options in [IngestOptions::default(), strict] {
        for reading in reading::under(&path, &options) {
            let rows = reading
                .frame
                .as_ref()
                .map_or(0, polars::prelude::DataFrame::height) as u64;
            prop_assert_eq!(rows, reading.used);
            prop_assert!(!options.keep_rejects || logged(&reading) == reading.rejected);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..3_000)) {
        survives(&bytes)?;
    }

    #[test]
    fn random_bytes_after_a_known_beginning_never_panic(
        start in prop::sample::select(vec![&b"\xff\xfe"[..], b"\xfe\xff", b"\xef\xbb\xbf", b"\x1f\x8b\x08\x00", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"PK\x05\x06", b"PAR1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"sep="]),
        bytes in prop::collection::vec(any::<u8>(), 0..2_000),
    ) {
        survives(&[start, &bytes].concat())?;
    }

    #[test]
    fn random_text_under_a_known_header_never_panics(
        header in prop::sample::select(vec!["Campaign name,Day,Amount spent (EUR),Impressions,Results", "Campaign,Day,Cost,Impr.,Clicks", "date,campaign,spend,impressions", "a,b"]),
        body in "[\\PC\n\r\",;\t]{0,400}",
    ) {
        survives(format!("{header}\n{body}").as_bytes())?;
    }
}

proptest! {
    #![proptest_config(cases(1_500))]

    #[test]
    fn damaged_exports_never_panic(seed in any::<prop::sample::Index>(), mutations in prop::collection::vec(mutation(), 1..8)) {
        survives(&mutated(SEEDS[seed.index(SEEDS.len())].clone(), &mutations))?;
    }
}
