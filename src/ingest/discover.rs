//! Where the tables of a text are: delimiter, preambles, header rows, several tables in one file, footers apart.

use std::borrow::Cow;
use std::sync::Arc;

use super::header::normalised;
use super::profile::{Card, Match, Profile, Profiles};
use super::records::{Field, Records, Span, is_blank};

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

/// What a text without a known table looks like.
#[derive(Debug, Default)]
pub struct Nothing {
    /// The widest record near the top, with its line.
    pub header: Option<(u64, Vec<String>)>,
    /// The first lines as text.
    pub preamble: Vec<String>,
    /// The text has no content at all.
    pub empty: bool,
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

/// A `sep=` line: where the text goes on, on which line, and the delimiter it names.
fn separator_line(text: &str) -> (usize, u64, Option<u8>) {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let marks = super::decode::marks(text);
    let first = text[marks..end.max(marks)].trim_start_matches('"');
    let Some(rest) = first
        .strip_prefix("sep=")
        .or_else(|| first.strip_prefix("SEP="))
    else {
        return (marks, 1, None);
    };
    let mut next = end;
    let bytes = text.as_bytes();
    if bytes.get(next) == Some(&b'\r') {
        next += 1;
    }
    if bytes.get(next) == Some(&b'\n') {
        next += 1;
    }
    (
        next,
        2,
        rest.bytes()
            .next()
            .filter(|byte| matches!(byte, b',' | b';' | b'\t' | b'|')),
    )
}

/// Delimiters to try, the likeliest first.
fn candidates(text: &str, hint: Option<u8>) -> Vec<u8> {
    let mut head = text.len().min(16_384);
    while !text.is_char_boundary(head) {
        head -= 1;
    }
    let count = |delimiter: &u8| {
        text.as_bytes()[..head]
            .iter()
            .filter(|byte| *byte == delimiter)
            .count()
    };
    let mut all = vec![b',', b'\t', b';', b'|'];
    all.sort_by_key(|delimiter| (Some(*delimiter) != hint, usize::MAX - count(delimiter)));
    all
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
    if text.len() > SMALL
        && memchr::memmem::find(text.as_bytes(), b"\n\n").is_none()
        && memchr::memmem::find(text.as_bytes(), b"\n\r\n").is_none()
    {
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

/// Runs of records without an empty one between them.
fn stretches(text: &str, delimiter: u8, whole: Stretch) -> Vec<Stretch> {
    let mut records = Records::new(text, delimiter, whole.start, whole.end, whole.line);
    let mut fields = Vec::new();
    let mut parts: Vec<Stretch> = Vec::new();
    let mut open: Option<Stretch> = None;
    while let Some(Ok(span)) = records.next(&mut fields) {
        if is_blank(&fields, text) {
            parts.extend(open.take());
            continue;
        }
        let end = records.position().0;
        open.get_or_insert(Stretch {
            start: span.start,
            end,
            line: span.line,
        })
        .end = end;
    }
    parts.extend(open);
    if let Some(last) = parts.last_mut() {
        // A record that is too long stops the scan; the reader of rows reports it.
        if records.position().0 < whole.end {
            last.end = whole.end;
        }
    }
    parts
}

fn lines(text: &str, delimiter: u8, part: Stretch) -> Vec<String> {
    let mut records = Records::new(text, delimiter, part.start, part.end, part.line);
    let mut fields = Vec::new();
    let mut lines = Vec::new();
    while let Some(Ok(span)) = records.next(&mut fields) {
        lines.push(line_text(text, delimiter, &fields, span));
        if lines.len() == HEADER_DEPTH {
            break;
        }
    }
    lines
}

/// A preamble record as text: its one filled cell, or the line as it stands.
fn line_text(text: &str, delimiter: u8, fields: &[Field], span: Span) -> String {
    let filled: Vec<_> = fields
        .iter()
        .filter(|field| !field.raw(text).trim().is_empty())
        .collect();
    match filled[..] {
        [one] => one.text(text).trim().to_owned(),
        _ => text[span.start..span.end]
            .trim_matches(delimiter as char)
            .to_owned(),
    }
}

/// Whether a stretch after an empty line holds further rows of the table above.
fn continues(text: &str, delimiter: u8, part: Stretch, table: &Found) -> bool {
    let mut records = Records::new(text, delimiter, part.start, part.end, part.line);
    let mut fields = Vec::new();
    let filled = |fields: &[Field]| {
        fields
            .iter()
            .filter(|field| !field.raw(text).trim().is_empty())
            .count()
    };
    matches!(records.next(&mut fields), Some(Ok(_)))
        && matches!(table.form, Form::Rows(_))
        && fields.len() <= table.header.len()
        && fields.len() > 1
        && filled(&fields) > 1
}

/// The first record of a stretch that is a known header, with the stretch's rest as its rows.
fn header_in(
    text: &str,
    delimiter: u8,
    part: Stretch,
    carried: &[String],
    profiles: &Profiles,
) -> Option<Found> {
    let mut records = Records::new(text, delimiter, part.start, part.end, part.line);
    let mut fields = Vec::new();
    let mut preamble: Vec<String> = carried.to_vec();
    let mut title: Option<String> = None;
    for _ in 0..HEADER_DEPTH {
        let Some(Ok(span)) = records.next(&mut fields) else {
            return None;
        };
        if is_blank(&fields, text) {
            continue;
        }
        let cells: Vec<String> = fields
            .iter()
            .map(|field| field.text(text).into_owned())
            .collect();
        let (at, line) = records.position();
        let rows = vec![Stretch {
            start: at,
            end: part.end,
            line,
        }];
        let below = records.clone();
        if let Some(form) = form(&cells, title.as_deref(), &preamble, profiles)
            .filter(|form| !matches!(form, Form::Block(_)) || holds_shares(text, below))
        {
            return Some(Found {
                preamble,
                header_line: span.line,
                header: cells,
                form,
                rows,
            });
        }
        let shown = line_text(text, delimiter, &fields, span);
        title = Some(shown.clone());
        preamble.push(shown);
    }
    None
}

fn form(
    cells: &[String],
    title: Option<&str>,
    preamble: &[String],
    profiles: &Profiles,
) -> Option<Form> {
    if cells[0].starts_with('#') {
        return None;
    }
    let header: Vec<String> = cells.iter().map(|cell| normalised(cell)).collect();
    let filled: Vec<&String> = header.iter().filter(|cell| !cell.is_empty()).collect();
    if let ([first, _], Some(title)) = (&filled[..], title)
        && is_day_header(first)
        && let Some((profile, card)) = profiles.card(title)
    {
        return Some(Form::Card(profile, card));
    }
    if let [one] = filled[..]
        && let Some(profile) = profiles.block(one)
    {
        return Some(Form::Block(profile));
    }
    profiles.best(&header, &preamble.join("\n")).map(Form::Rows)
}

/// Whether the record under a block's title is one of shares: cards have the same titles, but days under them.
fn holds_shares(text: &str, mut below: Records<'_>) -> bool {
    let mut fields = Vec::new();
    let Some(Ok(_)) = below.next(&mut fields) else {
        return false;
    };
    let filled = fields
        .iter()
        .filter(|field| !field.raw(text).trim().is_empty())
        .count();
    filled > 1 && !is_day_header(&normalised(&fields[0].text(text)))
}

fn is_day_header(normalised: &str) -> bool {
    matches!(normalised, "date" | "datum" | "fecha" | "data")
}

/// The text inside, where every line is one quoted field (a CSV that was saved as a one-column CSV).
fn unwrapped(text: &str) -> Option<String> {
    let mut records = Records::new(text, b',', 0, text.len(), 1);
    let mut fields = Vec::new();
    let mut inner = String::with_capacity(text.len());
    let (mut wrapped, mut all) = (0_u64, 0_u64);
    while let Some(Ok(span)) = records.next(&mut fields) {
        all += 1;
        let whole = fields.len() == 1 && text.as_bytes()[span.start] == b'"';
        wrapped += u64::from(whole);
        match (whole, fields.first()) {
            (true, Some(field)) => inner.push_str(&field.text(text)),
            _ => inner.push_str(&text[span.start..span.end]),
        }
        inner.push('\n');
        if all == 20 && wrapped * 2 < all {
            return None;
        }
    }
    (wrapped > 0 && wrapped * 2 >= all).then_some(inner)
}

fn nothing(text: &str, delimiter: u8, start: usize, line: u64) -> Nothing {
    let mut records = Records::new(text, delimiter, start, text.len(), line);
    let mut fields = Vec::new();
    let mut nothing = Nothing {
        empty: true,
        ..Nothing::default()
    };
    for _ in 0..20 {
        let Some(Ok(span)) = records.next(&mut fields) else {
            break;
        };
        if is_blank(&fields, text) {
            continue;
        }
        nothing.empty = false;
        nothing
            .preamble
            .push(line_text(text, delimiter, &fields, span));
        let wider = nothing
            .header
            .as_ref()
            .is_none_or(|(_, cells)| fields.len() > cells.len());
        if wider {
            nothing.header = Some((
                span.line,
                fields
                    .iter()
                    .map(|field| field.text(text).into_owned())
                    .collect(),
            ));
        }
    }
    nothing
}
