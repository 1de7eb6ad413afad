//! A stream of bytes cut into chunks of whole records.
//!
//! A chunk ends at a line end where every quote before it has closed: the parity of quotes since the stream began says
//! so, as doubled quotes count twice. Where no such place is found within the longest record, the last line end is taken.

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
    rest: Vec<u8>,
    number: u32,
    line: u64,
    ended: bool,
}

impl<R: Read> Chunks<R> {
    /// A stream whose first byte is on `line`.
    pub fn new(stream: R, line: u64) -> Self {
        Self {
            stream,
            rest: Vec::new(),
            number: 0,
            line,
            ended: false,
        }
    }

    fn chunk(&mut self) -> io::Result<Option<Chunk>> {
        let mut bytes = std::mem::take(&mut self.rest);
        let (mut odd, mut seen, mut cut) = (false, 0, 0);
        while !self.ended {
            let wanted = (CHUNK as u64)
                .saturating_sub(bytes.len() as u64)
                .max(CHUNK as u64 / 4);
            if bytes.is_empty() {
                bytes.reserve_exact(CHUNK);
            }
            let read = (&mut self.stream).take(wanted).read_to_end(&mut bytes)?;
            self.ended = (read as u64) < wanted;
            (odd, cut) = last_cut(&bytes, seen, odd, cut);
            seen = bytes.len();
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

/// Parity of quotes at the end of `bytes`, and the byte behind the last line end at which it was even; `seen` bytes were
/// looked at before.
fn last_cut(bytes: &[u8], seen: usize, odd: bool, cut: usize) -> (bool, usize) {
    let new = &bytes[seen..];
    if !odd && memchr::memchr(b'"', new).is_none() {
        let end = memchr::memrchr(b'\n', new).map_or(cut, |at| seen + at + 1);
        return (odd, end);
    }
    let (mut odd, mut cut) = (odd, cut);
    for at in memchr::memchr2_iter(b'"', b'\n', new) {
        if new[at] == b'"' {
            odd = !odd;
        } else if !odd {
            cut = seen + at + 1;
        }
    }
    (odd, cut)
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
        let chunks: Vec<Chunk> = Chunks::new(text.as_bytes(), 2)
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
        let chunks: Vec<Chunk> = Chunks::new(&b"a,b\nc,d"[..], 1)
            .map(Result::unwrap)
            .collect();
        assert_eq!(chunks[0].bytes, b"a,b\nc,d");
        assert!(Chunks::new(&b""[..], 1).next().is_none());
    }
}
