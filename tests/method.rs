//! What is kept of files to say how figures came about: fingerprints, rejected rows, the date of documents.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod reading;

use std::io::Write;

use social_roi::ingest::{self, IngestOptions};
use social_roi::options::Terminal;
use social_roi::report::LogBuilder;

const SPEND: &str = "Campaign name,Amount spent (EUR),Day\nA,1.50,2026-09-01\n";

/// `sha256sum` of [`SPEND`].
const SPEND_HASH: &str = "ec3ecefc62c6538e871e79cf6cbe88ddb49ff88bf82f9769b134b50e3e9f5fd9";

const TOUCHES: &str = "user_id,timestamp,channel,conversion\nu1,2026-09-01T10:00:00Z,email,1\n";

/// `sha256sum` of [`TOUCHES`].
const TOUCHES_HASH: &str = "1c5a31ede2d0063a818344d900a75dc79013b33d012c75afdde13769855f1b1f";

fn watched() -> IngestOptions {
    IngestOptions {
        fingerprint: true,
        keep_rejects: true,
        ..IngestOptions::default()
    }
}

#[test]
fn a_file_is_known_by_its_size_and_hash() {
    let readings = reading::bytes_under("a.csv", SPEND, &watched());
    let known = readings[0].fingerprint.as_ref().unwrap();
    assert_eq!((known.bytes, known.sha256.as_str()), (55, SPEND_HASH));
    assert!(known.file.ends_with("/a.csv"), "{}", known.file);
}

#[test]
fn nothing_is_hashed_unasked() {
    assert_eq!(reading::one(SPEND).fingerprint, None);
}

#[test]
fn a_touch_log_is_known_by_its_bytes_plain_and_packed() {
    let folder = tempfile::tempdir().unwrap();
    let packed = zstd::encode_all(TOUCHES.as_bytes(), 3).unwrap();
    for (name, bytes) in [("a.csv", TOUCHES.as_bytes()), ("a.csv.zst", &packed[..])] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let sources = ingest::sources(&[path.display().to_string()]).unwrap();
        let sink = LogBuilder::default();
        let readings = ingest::read_into(
            &sources,
            &reading::PROFILES,
            &watched(),
            &|_| (),
            Some(&sink),
        )
        .unwrap();
        let known = readings[0].fingerprint.clone().unwrap();
        assert_eq!(known.bytes, bytes.len() as u64, "{name}");
        assert_eq!(known.sha256 == TOUCHES_HASH, name == "a.csv", "{name}");
        assert_eq!(readings[0].used, 1, "{name}");
    }
}

#[test]
fn members_of_an_archive_bear_the_fingerprint_of_the_archive() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["a.csv", "b.csv"] {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(name, options).unwrap();
        archive.write_all(SPEND.as_bytes()).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    let readings = reading::bytes_under("both.zip", &bytes, &watched());
    let known: Vec<_> = readings
        .iter()
        .map(|reading| reading.fingerprint.clone().unwrap())
        .collect();
    assert_eq!(known.len(), 2);
    assert_eq!(known[0], known[1]);
    assert_eq!(known[0].bytes, bytes.len() as u64);
    assert!(known[0].file.ends_with("/both.zip"), "{}", known[0].file);
}

#[test]
fn the_first_rejected_rows_are_told_in_order_of_the_file() {
    let rows: String = (0..40)
        .map(|row| format!("C{row},x{row},2026-09-01\n"))
        .collect();
    let text = format!("{SPEND}{rows}");
    let readings = reading::bytes_under("a.csv", &text, &watched());
    let first = readings[0].first_rejects(25).unwrap();
    let lines: Vec<u64> = first.iter().map(|reject| reject.line).collect();
    assert_eq!(lines, (3..28).collect::<Vec<u64>>());
    assert_eq!(first[..10], readings[0].rejects[..]);
    let few = reading::one(&text).first_rejects(25).unwrap();
    assert_eq!(few.len(), 10);
}

#[test]
fn documents_take_their_date_from_the_environment_or_say_what_is_wrong_with_it() {
    let terminal = |text: &str| Terminal {
        source_date_epoch: Some(text.into()),
        ..Terminal::default()
    };
    let moment = terminal("1767225600").source_date().unwrap().unwrap();
    assert_eq!(moment.to_rfc3339(), "2026-01-01T00:00:00+00:00");
    assert_eq!(Terminal::default().source_date().unwrap(), None);
    for text in ["now", "-1", "99999999999999"] {
        let error = terminal(text).source_date().unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("SOURCE_DATE_EPOCH={text}: expected seconds since 1970, like 1767225600")
        );
    }
}
