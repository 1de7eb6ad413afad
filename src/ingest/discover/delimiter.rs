//! The delimiter of a text, and lines that were wrapped in quotes.

use crate::ingest::decode;
use crate::ingest::records::Records;

/// A `sep=` line: where the text goes on, on which line, and the delimiter it names.
pub fn separator_line(text: &str) -> (usize, u64, Option<u8>) {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let marks = decode::marks(text);
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
pub fn candidates(text: &str, hint: Option<u8>) -> Vec<u8> {
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

/// The text inside, where every line is one quoted field (a CSV that was saved as a one-column CSV).
pub fn unwrapped(text: &str) -> Option<String> {
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
