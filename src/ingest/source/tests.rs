//! Tests of sources and documents.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::ingest::workbook::Dates;

use super::packed::limit;
use super::{Content, Document, Source, bytes, opened, sources};

fn write(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, bytes).unwrap();
    path
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn open(path: &Path) -> Result<Vec<Document>> {
    let source = Source {
        path: path.into(),
        shown: "f".into(),
        named: true,
    };
    opened("f", bytes(&source)?, Dates::Days)
}

#[test]
fn folders_leave_out_hidden_and_foreign_files() {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "b.csv",
        "a/c.tsv.gz",
        ".hidden.csv",
        "notes.md",
        ".git/x.csv",
        "d.xlsx",
    ] {
        write(folder.path(), name, b"x");
    }
    let found = sources(&[folder.path().display().to_string()]).unwrap();
    let names: Vec<String> = found
        .iter()
        .map(|source| {
            source
                .path
                .strip_prefix(folder.path())
                .unwrap()
                .display()
                .to_string()
        })
        .collect();
    assert_eq!(names, ["a/c.tsv.gz", "b.csv", "d.xlsx"]);
    assert!(found.iter().all(|source| !source.named));
}

#[test]
fn a_file_named_twice_is_read_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "a.csv", b"x").display().to_string();
    assert_eq!(
        sources(&[
            path.clone(),
            path,
            format!("{}/*.csv", folder.path().display())
        ])
        .unwrap()
        .len(),
        1
    );
}

#[test]
fn a_missing_file_names_its_likely_twin() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "campaigns.csv", b"x");
    let error = sources(&[path.with_file_name("campaings.csv").display().to_string()]).unwrap_err();
    assert!(error.hint().unwrap().contains("campaigns.csv"));
}

#[test]
fn compressed_files_open_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let packed = write(folder.path(), "a.csv.gz", &gzip(b"a,b\n"));
    assert!(
        matches!(&open(&packed).unwrap()[0].content, Content::Bytes(bytes) if **bytes == *b"a,b\n")
    );
    let packed = write(
        folder.path(),
        "a.csv.zst",
        &zstd::encode_all(&b"a,b\n"[..], 3).unwrap(),
    );
    assert!(
        matches!(&open(&packed).unwrap()[0].content, Content::Bytes(bytes) if **bytes == *b"a,b\n")
    );
}

#[test]
fn a_truncated_gzip_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let whole = gzip(&b"a,b,c,d,e,f\n1,2,3,4,5,6\n".repeat(50));
    let packed = write(folder.path(), "a.csv.gz", &whole[..whole.len() / 2]);
    let error = open(&packed).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("f: compressed data ends early or is broken"),
        "{error}"
    );
}

#[test]
fn a_bomb_is_refused_before_it_fills_memory() {
    let folder = tempfile::tempdir().unwrap();
    let packed = write(folder.path(), "a.csv.gz", &gzip(&vec![b'a'; 80 << 20]));
    let error = open(&packed).unwrap_err();
    assert_eq!(
        error.to_string(),
        "f: expands beyond the limit of 76 MB".replace(
            "76",
            &(limit(fs::metadata(&packed).unwrap().len() as usize) >> 20).to_string()
        )
    );
}

#[test]
fn members_of_an_archive_are_documents_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("Table data.csv", "a"),
        ("Totals.csv", "b"),
        ("__MACOSX/._x.csv", "junk"),
        ("readme.md", "c"),
    ] {
        writer
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    let path = write(
        folder.path(),
        "a.zip",
        &writer.finish().unwrap().into_inner(),
    );
    let names: Vec<String> = open(&path)
        .unwrap()
        .into_iter()
        .map(|document| document.shown)
        .collect();
    assert_eq!(names, ["f/Table data.csv", "f/Totals.csv"]);
}
