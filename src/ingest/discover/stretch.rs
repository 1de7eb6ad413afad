//! Runs of records without an empty one between them.

use crate::ingest::records::{Field, Records, Span, is_blank};

use super::{Form, Found, HEADER_DEPTH, Stretch};

/// Whether a record may be empty: a line that begins with nothing but delimiters, blanks and quotes. Reading all records
/// to learn that none is takes many times as long.
pub fn may_have_gaps(text: &str, delimiter: u8) -> bool {
    let bytes = text.as_bytes();
    let is_gap = |start: usize| {
        let filler =
            |byte: &&u8| **byte == delimiter || matches!(**byte, b'"' | b' ' | b'\t' | 0x0c);
        let filled = bytes[start..].iter().take_while(filler).count();
        matches!(bytes.get(start + filled), Some(b'\n' | b'\r'))
            || (filled > 0 && start + filled == bytes.len())
    };
    let carriage = |end: usize| bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n');
    is_gap(0)
        || memchr::memchr2_iter(b'\n', b'\r', bytes)
            .filter(|end| !carriage(*end))
            .any(|end| is_gap(end + 1))
}

/// Runs of records without an empty one between them.
pub fn stretches(text: &str, delimiter: u8, whole: Stretch) -> Vec<Stretch> {
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

pub fn lines(text: &str, delimiter: u8, part: Stretch) -> Vec<String> {
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
pub fn line_text(text: &str, delimiter: u8, fields: &[Field], span: Span) -> String {
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
pub fn continues(text: &str, delimiter: u8, part: Stretch, table: &Found) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_that_cannot_have_gaps_is_one_stretch(text in "[a,; \\t\"\\n\\r]{0,30}", delimiter in prop::sample::select(vec![b',', b';'])) {
            let whole = Stretch { start: 0, end: text.len(), line: 1 };
            let parts = stretches(&text, delimiter, whole);
            if !text.is_empty() && !may_have_gaps(&text, delimiter) {
                prop_assert_eq!(parts, vec![whole]);
            }
        }
    }
}
