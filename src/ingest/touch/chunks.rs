//! A stream of bytes cut into chunks of whole records.
//!
//! A chunk ends at a line end outside of quoted fields. A quote opens a field only where the field begins, and closes it only
//! where the field ends, as [`Records`](crate::ingest::records::Records) reads them. Where no such place is found within the
//! longest record, the last line end is taken.

use std::io::{self, Read};

use crate::ingest::records::RECORD_LIMIT;

/// Bytes read at a time.
const CHUNK: usize = 2 << 20;

/// Whole records, and where they stand.
#[derive(Debug)]
pub struct Chunk {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Number of the chunk, from 0.
    pub number: u32,
    /// First line, counted from 1.
    pub line: u64,
}

/// Cuts a stream.
pub struct Chunks<R> {
    stream: R,
    delimiter: u8,
    rest: Vec<u8>,
    number: u32,
    line: u64,
    ended: bool,
}

impl<R: Read> Chunks<R> {
    /// A stream whose first byte is on `line`.
    pub fn new(stream: R, delimiter: u8, line: u64) -> Self {
        Self {
            stream,
            delimiter,
            rest: Vec::new(),
            number: 0,
            line,
            ended: false,
        }
    }

    fn chunk(&mut self) -> io::Result<Option<Chunk>> {
        let mut bytes = std::mem::take(&mut self.rest);
        let (mut scan, mut cut) = (Scan::default(), 0);
        while !self.ended {
            let wanted = (CHUNK as u64)
                .saturating_sub(bytes.len() as u64)
                .max(CHUNK as u64 / 4);
            if bytes.is_empty() {
                bytes.reserve_exact(CHUNK);
            }
            let read = (&mut self.stream).take(wanted).read_to_end(&mut bytes)?;
            self.ended = (read as u64) < wanted;
            scan.go_on(&bytes, self.delimiter);
            cut = scan.cut;
            if cut > 0 {
                break;
            }
            if bytes.len() > RECORD_LIMIT {
                cut = memchr::memrchr(b'\n', &bytes).map_or(bytes.len(), |at| at + 1);
                break;
            }
        }
        if self.ended {
            cut = bytes.len();
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        self.rest = bytes[cut..].to_vec();
        bytes.truncate(cut);
        let chunk = Chunk {
            number: self.number,
            line: self.line,
            bytes,
        };
        self.number += 1;
        self.line += memchr::memchr_iter(b'\n', &chunk.bytes).count() as u64;
        Ok(Some(chunk))
    }
}

/// How far the bytes of a chunk were looked at.
#[derive(Clone, Copy, Debug, Default)]
struct Scan {
    /// Bytes that were looked at.
    seen: usize,
    /// Within a quoted field.
    open: bool,
    /// The byte behind the last line end outside of quoted fields.
    cut: usize,
}

impl Scan {
    /// Goes on to the end of `bytes`, or to a quote whose meaning the next byte decides.
    fn go_on(&mut self, bytes: &[u8], delimiter: u8) {
        let ends = |byte: u8| matches!(byte, b'\n' | b'\r') || byte == delimiter;
        while let Some(length) = memchr::memchr(b'"', &bytes[self.seen..]) {
            let at = self.seen + length;
            if self.open {
                match bytes.get(at + 1) {
                    None => {
                        self.seen = at;
                        return;
                    }
                    Some(b'"') => self.seen = at + 2,
                    Some(next) => {
                        self.open = !ends(*next);
                        self.seen = at + 1;
                    }
                }
            } else {
                self.cut_before(bytes, at);
                self.open = at == 0 || ends(bytes[at - 1]);
                self.seen = at + 1;
            }
        }
        if !self.open {
            self.cut_before(bytes, bytes.len());
        }
        self.seen = bytes.len();
    }

    fn cut_before(&mut self, bytes: &[u8], end: usize) {
        if let Some(at) = memchr::memrchr(b'\n', &bytes[self.seen..end]) {
            self.cut = self.seen + at + 1;
        }
    }
}

impl<R: Read> Iterator for Chunks<R> {
    type Item = io::Result<Chunk>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended && self.rest.is_empty() {
            return None;
        }
        let chunk = self.chunk();
        if chunk.is_err() {
            // What comes after a broken place is no part of the file any more.
            (self.ended, self.rest) = (true, Vec::new());
        }
        chunk.transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_hold_whole_records_and_all_bytes() {
        let row = "u1,2026-01-01T00:00:00,\"a\n\"\"b\"\"\",0,0\n";
        let text = row.repeat(200_000);
        let chunks: Vec<Chunk> = Chunks::new(text.as_bytes(), b',', 2)
            .map(Result::unwrap)
            .collect();
        assert!(chunks.len() > 2);
        let mut line = 2;
        for chunk in &chunks {
            assert!(chunk.bytes.len() % row.len() == 0, "a record was cut");
            assert_eq!(chunk.line, line);
            line += 2 * (chunk.bytes.len() / row.len()) as u64;
        }
        let whole: Vec<u8> = chunks.into_iter().flat_map(|chunk| chunk.bytes).collect();
        assert_eq!(whole, text.as_bytes());
    }

    #[test]
    fn a_last_line_without_an_end_is_kept() {
        let chunks: Vec<Chunk> = Chunks::new(&b"a,b\nc,d"[..], b',', 1)
            .map(Result::unwrap)
            .collect();
        assert_eq!(chunks[0].bytes, b"a,b\nc,d");
        assert!(Chunks::new(&b""[..], b',', 1).next().is_none());
    }

    /// Where a scan of the whole cuts, and of the text in pieces of every length.
    fn cut(text: &str) -> usize {
        let mut whole = Scan::default();
        whole.go_on(text.as_bytes(), b',');
        for size in 1..text.len() {
            let mut scan = Scan::default();
            let ends = (size..text.len()).step_by(size).chain([text.len()]);
            ends.for_each(|end| scan.go_on(&text.as_bytes()[..end], b','));
            assert_eq!(scan.cut, whole.cut, "{text:?} in pieces of {size}");
        }
        whole.cut
    }

    #[test]
    fn only_quotes_around_fields_hold_line_ends() {
        // Each row is four bytes and more; what is expected is counted by hand.
        assert_eq!(cut("a,5\"\nb"), 5, "a stray quote within a bare cell");
        assert_eq!(cut("a\n\"b\n,\n"), 2, "a quote that opens and never closes");
        assert_eq!(cut("a,\"b\n\"\nc"), 7, "a line end within quotes");
        assert_eq!(cut("\"a\"\"\n\"\nc"), 7, "a doubled quote stays within");
        assert_eq!(cut("\"a\"x\n\"\nc"), 7, "so does a stray one");
        assert_eq!(cut("a,\"\"\nc"), 5, "an empty quoted field");
    }
}
