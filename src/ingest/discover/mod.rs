//! Where the tables of a text are: delimiter, preambles, header rows, several tables in one file, footers apart.

mod benchmarks;
mod delimiter;
mod head;
mod nothing;
mod stretch;

use std::borrow::Cow;
use std::sync::Arc;

use super::profile::{Card, Match, Profile, Profiles};
use delimiter::{candidates, separator_line, unwrapped};
use head::header_in;
use nothing::nothing;
use stretch::{continues, lines, may_have_gaps, stretches};

pub use nothing::Nothing;

/// How far down a header is looked for.
const HEADER_DEPTH: usize = 60;

/// Texts above this size are searched for further tables only if they hold an empty line.
const SMALL: usize = 8 << 20;

/// A stretch of records: first byte, byte after the last, first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// First line.
    pub line: u64,
}

/// What a table is read with.
#[derive(Clone, Debug)]
pub enum Form {
    /// A header row that a profile knows.
    Rows(Match),
    /// A titled card.
    Card(Arc<Profile>, Card),
    /// A titled block of shares.
    Block(Arc<Profile>),
}

/// One table in a text.
#[derive(Clone, Debug)]
pub struct Found {
    /// The lines above the header that belong to it.
    pub preamble: Vec<String>,
    /// The line of the header.
    pub header_line: u64,
    /// The header's cells as they stand.
    pub header: Vec<String>,
    /// What it is.
    pub form: Form,
    /// Where its rows are.
    pub rows: Vec<Stretch>,
}

/// A text with its tables.
#[derive(Debug)]
pub struct Layout<'t> {
    /// The text; another one than the input where every line was wrapped in quotes.
    pub text: Cow<'t, str>,
    /// The delimiter.
    pub delimiter: u8,
    /// Its tables in order.
    pub tables: Vec<Found>,
    /// Every line was wrapped in quotes.
    pub unwrapped: bool,
    /// Where no table was found: the likeliest header (line, cells) and all preamble lines.
    pub nothing: Option<Nothing>,
}

/// Finds the tables of a text.
pub fn layout<'t>(text: &'t str, profiles: &Profiles, delimiter: Option<u8>) -> Layout<'t> {
    let (start, line, hint) = separator_line(text);
    let mut tried = candidates(&text[start..], delimiter.or(hint));
    for delimiter in &tried {
        let tables = tables(text, *delimiter, start, line, profiles);
        if !tables.is_empty() {
            return Layout {
                text: Cow::Borrowed(text),
                delimiter: *delimiter,
                tables,
                unwrapped: false,
                nothing: None,
            };
        }
    }
    if let Some(unwrapped) = unwrapped(&text[start..]) {
        for delimiter in candidates(&unwrapped, None) {
            let tables = tables(&unwrapped, delimiter, 0, line, profiles);
            if !tables.is_empty() {
                return Layout {
                    text: Cow::Owned(unwrapped),
                    delimiter,
                    tables,
                    unwrapped: true,
                    nothing: None,
                };
            }
        }
    }
    let delimiter = tried.swap_remove(0);
    let nothing = Some(nothing(text, delimiter, start, line));
    Layout {
        text: Cow::Borrowed(text),
        delimiter,
        tables: Vec::new(),
        unwrapped: false,
        nothing,
    }
}

fn tables(text: &str, delimiter: u8, start: usize, line: u64, profiles: &Profiles) -> Vec<Found> {
    let whole = Stretch {
        start,
        end: text.len(),
        line,
    };
    let Some(first) = header_in(text, delimiter, whole, &[], profiles) else {
        return Vec::new();
    };
    let one = if text.len() > SMALL {
        let lacks = |gap: &[u8]| memchr::memmem::find(text.as_bytes(), gap).is_none();
        let (unix, windows) = rayon::join(|| lacks(b"\n\n"), || lacks(b"\n\r\n"));
        unix && windows
    } else {
        !may_have_gaps(&text[start..], delimiter)
    };
    if one {
        return vec![first];
    }
    in_stretches(
        text,
        delimiter,
        &stretches(text, delimiter, whole),
        profiles,
    )
}

fn in_stretches(text: &str, delimiter: u8, parts: &[Stretch], profiles: &Profiles) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut carried: Vec<String> = Vec::new();
    for part in parts {
        if let Some(table) = header_in(text, delimiter, *part, &carried, profiles) {
            carried.clear();
            found.push(table);
        } else if found
            .last()
            .is_some_and(|table| continues(text, delimiter, *part, table))
        {
            let table = found.last_mut().expect("there is one: it continues");
            table.rows.push(*part);
        } else {
            carried.extend(lines(text, delimiter, *part));
        }
    }
    found
}
