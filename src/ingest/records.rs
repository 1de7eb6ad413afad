//! Delimited text to records: quotes as spreadsheets and ad platforms write them, any line end, exact line numbers.
//!
//! A field is quoted only where the quote is its first character. Inside quotes a doubled quote is one quote; a single
//! quote that is not followed by a delimiter or a line end stands for itself (old X exports write such texts).

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr3};

/// The longest record that is read; longer ones are a missing closing quote or no table at all.
pub const RECORD_LIMIT: usize = 16 << 20;

/// Bytes of a field that are looked at in words; a longer one is worth what a vector search costs to begin.
const SHORT: usize = 64;

/// A byte in every place of a word.
const ONES: u64 = u64::from_le_bytes([1; 8]);

/// One field as a span of the text.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    start: usize,
    end: usize,
    escaped: bool,
    /// Quoted, over several lines or to the end, with a quote in it that neither closes nor is doubled.
    doubtful: bool,
    /// Quoted and never closed, over several lines to the end of the text.
    open: bool,
}

impl Field {
    /// The field's text, with doubled quotes undone.
    pub fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let raw = &text[self.start..self.end];
        if self.escaped {
            Cow::Owned(raw.replace("\"\"", "\""))
        } else {
            Cow::Borrowed(raw)
        }
    }

    /// The field's text as it stands.
    #[inline]
    pub fn raw<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }

    /// The field's text as it stands, without blanks around it.
    #[inline]
    pub fn trimmed<'t>(&self, text: &'t str) -> &'t str {
        trimmed(self.raw(text))
    }

    /// Whether the field may have swallowed other fields.
    pub fn is_doubtful(&self) -> bool {
        self.doubtful
    }

    /// Whether the field has swallowed rows of that many cells: it never closes, or one of its lines is such a row. A
    /// text of several lines with a quote in it has not.
    pub fn holds_rows(&self, text: &str, delimiter: u8, cells: usize) -> bool {
        let row = |line: &str| {
            let marks = line.bytes().filter(|byte| *byte == delimiter).count();
            cells > 1 && marks + 1 == cells
        };
        self.open || (self.doubtful && self.raw(text).lines().skip(1).any(row))
    }

    fn is_blank(&self, bytes: &[u8]) -> bool {
        bytes[self.start..self.end]
            .iter()
            .all(u8::is_ascii_whitespace)
    }
}

/// Where a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First line, counted from 1.
    pub line: u64,
    /// First byte.
    pub start: usize,
    /// Byte after the last, line end excluded.
    pub end: usize,
}

/// What stopped a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// The line where the record begins.
    pub line: u64,
}

/// Reads records one after another.
#[derive(Clone, Debug)]
pub struct Records<'t> {
    text: &'t str,
    delimiter: u8,
    at: usize,
    end: usize,
    line: u64,
    /// A quote that does not close properly stands for itself.
    strict: bool,
}

impl<'t> Records<'t> {
    /// A reader of a part of a text that begins at `start`, on line `line`.
    pub fn new(text: &'t str, delimiter: u8, start: usize, end: usize, line: u64) -> Self {
        Self {
            text,
            delimiter,
            at: start,
            end,
            line,
            strict: false,
        }
    }

    /// Goes back to a record's start to read it again, taking a quote that does not close properly as it stands.
    pub fn again(&mut self, start: usize, line: u64) {
        (self.at, self.line, self.strict) = (start, line, true);
    }

    /// Takes quotes as usual again.
    pub fn lenient(&mut self) {
        self.strict = false;
    }

    /// Where the next record begins: byte and line.
    pub fn position(&self) -> (usize, u64) {
        (self.at, self.line)
    }

    /// Reads the next record into `fields`; `None` at the end.
    ///
    /// # Errors
    /// [`TooLong`] for a record over [`RECORD_LIMIT`].
    pub fn next(&mut self, fields: &mut Vec<Field>) -> Option<Result<Span, TooLong>> {
        if self.at >= self.end {
            return None;
        }
        fields.clear();
        let bytes = &self.text.as_bytes()[..self.end];
        let (start, line) = (self.at, self.line);
        loop {
            let field = if bytes.get(self.at) == Some(&b'"') {
                self.quoted(bytes, start)
            } else {
                self.bare(bytes, start)
            };
            let Some(field) = field else {
                return Some(Err(TooLong { line }));
            };
            fields.push(field);
            match bytes.get(self.at) {
                Some(byte) if *byte == self.delimiter => self.at += 1,
                _ => break,
            }
        }
        let end = self.at;
        self.skip_line_end(bytes);
        Some(Ok(Span { line, start, end }))
    }

    fn bare(&mut self, bytes: &[u8], start: usize) -> Option<Field> {
        let limit = bytes.len().min(start + RECORD_LIMIT);
        let from = self.at;
        let rest = &bytes[from..limit];
        let length = match short_end(rest, self.delimiter) {
            Some(length) => Some(length),
            None if rest.len() <= SHORT => None,
            None => {
                memchr3(self.delimiter, b'\n', b'\r', &rest[SHORT..]).map(|length| length + SHORT)
            }
        };
        match length {
            Some(length) => self.at += length,
            None if limit == bytes.len() => self.at = limit,
            None => return None,
        }
        Some(Field {
            start: from,
            end: self.at,
            escaped: false,
            doubtful: false,
            open: false,
        })
    }

    fn quoted(&mut self, bytes: &[u8], start: usize) -> Option<Field> {
        let limit = bytes.len().min(start + RECORD_LIMIT);
        let from = self.at + 1;
        let (mut at, mut escaped, mut stray, mut open) = (from, false, false, false);
        let end = loop {
            let Some(length) = memchr(b'"', &bytes[at..limit]) else {
                if self.strict {
                    return self.bare(bytes, start);
                }
                if limit < bytes.len() {
                    return None;
                }
                (stray, open) = (true, true);
                break bytes.len();
            };
            at += length;
            match bytes.get(at + 1) {
                Some(b'"') => {
                    escaped = true;
                    at += 2;
                }
                None | Some(b'\n' | b'\r') => break at,
                Some(next) if *next == self.delimiter => break at,
                Some(_) if self.strict => return self.bare(bytes, start),
                Some(_) => {
                    stray = true;
                    at += 1;
                }
            }
        };
        let lines = memchr_iter(b'\n', &bytes[from..end]).count() as u64;
        let doubtful = stray && lines > 0;
        self.line += lines;
        self.at = (end + 1).min(bytes.len());
        Some(Field {
            start: from,
            end,
            escaped,
            doubtful,
            open: open && doubtful,
        })
    }

    fn skip_line_end(&mut self, bytes: &[u8]) {
        match bytes.get(self.at) {
            Some(b'\r') => {
                self.at += 1;
                self.line += 1;
                if bytes.get(self.at) == Some(&b'\n') {
                    self.at += 1;
                }
            }
            Some(b'\n') => {
                self.at += 1;
                self.line += 1;
            }
            _ => {}
        }
    }
}

/// Where a field of up to [`SHORT`] bytes ends, by words of eight bytes.
#[inline]
fn short_end(bytes: &[u8], delimiter: u8) -> Option<usize> {
    let near = &bytes[..bytes.len().min(SHORT)];
    let (words, tail) = near.as_chunks::<8>();
    let delimiters = u64::from(delimiter) * ONES;
    let (lines, returns) = (u64::from(b'\n') * ONES, u64::from(b'\r') * ONES);
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let hits =
            zero_bytes(word ^ delimiters) | zero_bytes(word ^ lines) | zero_bytes(word ^ returns);
        if hits != 0 {
            return Some(at * 8 + hits.trailing_zeros() as usize / 8);
        }
    }
    let ends = |byte: &u8| matches!(byte, b'\n' | b'\r') || *byte == delimiter;
    let found = tail.iter().position(ends)?;
    Some(words.len() * 8 + found)
}

/// The high bit of each byte that is zero; bits above the lowest of them may be wrong.
const fn zero_bytes(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & (ONES << 7)
}

/// A text without blanks around it.
#[inline]
pub fn trimmed(text: &str) -> &str {
    // Whatever is blank is outside this range, so that most cells need no look at their characters.
    let stays = |byte: Option<&u8>| byte.is_some_and(|byte| (0x21..=0x7e).contains(byte));
    if stays(text.as_bytes().first()) && stays(text.as_bytes().last()) {
        text
    } else {
        text.trim()
    }
}

/// Whether a record has nothing in it.
pub fn is_blank(fields: &[Field], text: &str) -> bool {
    fields.iter().all(|field| field.is_blank(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str, delimiter: u8) -> Vec<(u64, Vec<String>)> {
        let mut records = Records::new(text, delimiter, 0, text.len(), 1);
        let mut fields = Vec::new();
        let mut rows = Vec::new();
        while let Some(Ok(span)) = records.next(&mut fields) {
            rows.push((
                span.line,
                fields
                    .iter()
                    .map(|field| field.text(text).into_owned())
                    .collect(),
            ));
        }
        rows
    }

    fn rows(expected: &[(u64, &[&str])]) -> Vec<(u64, Vec<String>)> {
        expected
            .iter()
            .map(|(line, cells)| (*line, cells.iter().map(|cell| (*cell).to_owned()).collect()))
            .collect()
    }

    #[test]
    fn every_line_end_separates_records() {
        for text in ["a,b\nc,d\n", "a,b\r\nc,d\r\n", "a,b\rc,d", "a,b\nc,d"] {
            assert_eq!(
                all(text, b','),
                rows(&[(1, &["a", "b"]), (2, &["c", "d"])]),
                "{text:?}"
            );
        }
    }

    #[test]
    fn quotes_hold_delimiters_quotes_and_line_ends() {
        assert_eq!(
            all("x,\"a,\"\"b\"\"\n2\",y\r\nz", b','),
            rows(&[(1, &["x", "a,\"b\"\n2", "y"]), (3, &["z"])])
        );
    }

    #[test]
    fn a_stray_quote_stands_for_itself() {
        assert_eq!(
            all("\"He said \"hi\" to me\",1\n5\" disk,2", b','),
            rows(&[(1, &["He said \"hi\" to me", "1"]), (2, &["5\" disk", "2"])])
        );
    }

    #[test]
    fn blank_lines_are_records_without_content() {
        assert_eq!(
            all("a\n\nb", b','),
            rows(&[(1, &["a"]), (2, &[""]), (3, &["b"])])
        );
    }

    #[test]
    fn a_quote_that_never_closes_ends_with_the_text() {
        assert_eq!(all("a,\"b\nc", b','), rows(&[(1, &["a", "b\nc"])]));
    }

    proptest! {
        #[test]
        fn a_field_ends_at_the_first_delimiter_or_line_end(text in "[-,\\n\\r+.;aé]{0,80}", delimiter in prop::sample::select(vec![b',', b';'])) {
            let ends = |byte: &u8| *byte == delimiter || matches!(*byte, b'\n' | b'\r');
            let near = &text.as_bytes()[..text.len().min(SHORT)];
            prop_assert_eq!(short_end(text.as_bytes(), delimiter), near.iter().position(ends));
        }

        #[test]
        fn trimming_is_that_of_texts(text in "[ \\ta\u{a0}é!]{0,6}") {
            prop_assert_eq!(trimmed(&text), text.trim());
        }

        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,200}", delimiter in prop::sample::select(vec![b',', b';', b'\t', b'|'])) {
            let _ = all(&text, delimiter);
        }
    }
}
