//! Nothing makes the reader panic: neither chance nor damage.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use social_roi::ingest::{IngestOptions, Reading};

use crate::containers::{parquet, workbook};
use crate::export::{Export, PLAIN, Packing, Row, packed, records, text};
use crate::{cases, reading};

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
