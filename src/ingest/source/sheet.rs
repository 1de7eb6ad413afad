//! The cells of a sheet that people keep by hand: a CSV of any encoding and delimiter, or a tab of a workbook.

use std::path::Path;

use crate::error::{Error, Result};
use crate::ingest::decode;
use crate::ingest::records::Records;
use crate::ingest::workbook::Dates;

use super::{Content, Document, Source, bytes, opened};

/// A sheet's cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cells {
    /// The file, with its tab where it is a workbook.
    pub path: String,
    /// Rows with the line that each begins on.
    pub rows: Vec<(u64, Vec<String>)>,
    /// Numbers are written with a dot and no thousands marks, as a workbook holds them.
    pub plain: bool,
}

/// A sheet that is larger is no list that people keep by hand: a million rows of costs are about half of it.
const LARGEST: u64 = 64 << 20;

/// Whether a file is a regular one of a size that people keep by hand.
pub fn is_listed(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() <= LARGEST)
}

/// What separates cells: the one of which the header line has most.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Reads a sheet: of a workbook the tab of that name, else the one that is called like its list, else the only one.
///
/// # Errors
/// A file that cannot be read, a tab that is not there.
pub fn cells(path: &Path, tab: Option<&str>, list: &str) -> Result<Cells> {
    let shown = path.display().to_string();
    regular(path, &shown, "sheet")?;
    let file = Source {
        path: path.to_path_buf(),
        shown: shown.clone(),
        named: true,
    };
    let documents = opened(&shown, bytes(&file)?, Dates::AsShown)?;
    let named = |wanted: &str| {
        let is_it = |document: &&Document| name(document).to_lowercase() == wanted.to_lowercase();
        documents.iter().find(is_it)
    };
    let document = match (tab, &documents[..]) {
        (Some(tab), _) => named(tab),
        (None, [only]) => Some(only),
        (None, _) => named(list),
    };
    let document = document.ok_or_else(|| {
        let tabs: Vec<&str> = documents.iter().map(name).collect();
        Error::NoTab {
            path: shown.clone(),
            tab: tab.unwrap_or(list).to_owned(),
            tabs: tabs.into_iter().map(str::to_owned).collect(),
        }
    })?;
    match &document.content {
        Content::Table { text, .. } => rows(text, b',', &document.shown).map(|rows| Cells {
            path: document.shown.clone(),
            rows,
            plain: true,
        }),
        Content::Bytes(bytes) => {
            let decoded = decode::decode(bytes, &document.shown)?;
            let text = &decoded.text[decode::marks(&decoded.text)..];
            rows(text, delimiter(text), &document.shown).map(|rows| Cells {
                path: document.shown.clone(),
                rows,
                plain: false,
            })
        }
    }
}

/// What a document is called inside its file: a tab by its own name, a file of an archive by its own.
fn name(document: &Document) -> &str {
    let own = document.shown.rsplit('/').next().unwrap_or_default();
    document.tab.as_deref().unwrap_or(own)
}

/// Refuses what is no regular file of a size that people keep by hand: a device never ends, a pipe may never begin.
/// `kind` is what it should be, in a word. What is not there is left to whoever reads it.
///
/// # Errors
/// [`Error::Damaged`] with what it is.
pub fn regular(path: &Path, shown: &str, kind: &str) -> Result<()> {
    let Ok(found) = std::fs::metadata(path) else {
        return Ok(());
    };
    let what = if found.is_dir() {
        format!("a folder, expected a {kind}")
    } else if !found.is_file() {
        "a device or a pipe, expected a regular file".to_owned()
    } else if found.len() > LARGEST {
        let mega = |bytes: u64| bytes / (1 << 20);
        let (own, most) = (mega(found.len()), mega(LARGEST));
        format!("{own} MiB, expected a {kind} of up to {most} MiB")
    } else {
        return Ok(());
    };
    Err(Error::Damaged {
        path: shown.to_owned(),
        what,
    })
}

/// Lines in which the headers are looked for, below those of a title.
const DEPTH: usize = 20;

/// The delimiter of the headers: of the first line with several of one kind, as those of a title have few or none.
fn delimiter(text: &str) -> u8 {
    let filled = |line: &&str| !line.trim().is_empty() && !line.starts_with(['#', '"']);
    let of = |line: &str, delimiter: u8| line.bytes().filter(|byte| *byte == delimiter).count();
    let most = |line: &str| DELIMITERS.into_iter().map(|own| of(line, own)).max();
    let with = |least: usize| {
        let mut lines = text.lines().filter(filled).take(DEPTH);
        lines.find(|line| most(line) >= Some(least))
    };
    let header = with(2).or_else(|| with(1)).or_else(|| text.lines().next());
    let header = header.unwrap_or_default();
    let count = |delimiter: &u8| of(header, *delimiter);
    // Of equals the first: `max_by_key` would take the last.
    DELIMITERS
        .into_iter()
        .rev()
        .max_by_key(count)
        .unwrap_or(b',')
}

fn rows(text: &str, delimiter: u8, shown: &str) -> Result<Vec<(u64, Vec<String>)>> {
    let mut records = Records::new(text, delimiter, 0, text.len(), 1);
    let (mut rows, mut fields) = (Vec::new(), Vec::new());
    while let Some(record) = records.next(&mut fields) {
        let span = record.map_err(|error| Error::Damaged {
            path: shown.to_owned(),
            what: format!("the record of line {} does not end", error.line),
        })?;
        let cells = fields
            .iter()
            .map(|field| field.text(text).into_owned())
            .collect();
        rows.push((span.line, cells));
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_with_their_lines_whatever_separates_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("costs.csv");
        for (text, delimiter) in [
            ("a,b\n1,\"x\ny\"\n2,z\n", ","),
            ("\u{feff}a;b\r\n1;\"x\ny\"\r\n2;z\r\n", ";"),
        ] {
            std::fs::write(&path, text).unwrap();
            let cells = cells(&path, None, "costs").unwrap();
            let found: Vec<(u64, Vec<&str>)> = cells
                .rows
                .iter()
                .map(|(line, row)| (*line, row.iter().map(String::as_str).collect()))
                .collect();
            let expected = [
                (1, vec!["a", "b"]),
                (2, vec!["1", "x\ny"]),
                (4, vec!["2", "z"]),
            ];
            assert_eq!(found, expected, "{delimiter}");
            assert!(!cells.plain);
        }
    }

    #[test]
    fn a_title_above_the_headers_says_nothing_of_the_delimiter() {
        for (text, expected) in [
            (
                "Costs 2026\nperiod;function;amount\n2026-01;paid;1,5\n",
                b';',
            ),
            (
                "Costs, in euros\n\nperiod;function;amount\n2026-01;paid;1,5\n",
                b';',
            ),
            ("Costs 2026\nperiod\tamount\n2026-01\t1,5\n", b'\t'),
            (
                "Costs; 2026\nperiod,function,amount\n2026-01,paid,1.5\n",
                b',',
            ),
            ("period\n2026-01\n", b','),
            ("\"a\";\"b\"\n", b';'),
        ] {
            assert_eq!(delimiter(text), expected, "{text}");
        }
    }
}
