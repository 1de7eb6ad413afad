//! What a file held, by its size and SHA-256: taken from the bytes as they are read, so that a file which changes
//! meanwhile, or standard input, is described as it was counted.

use std::fmt::Write;
use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

/// A file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// The file as the user would write it: the archive, not its members.
    pub file: String,
    /// Its size in bytes, packed as it came.
    pub bytes: u64,
    /// SHA-256 of those bytes, in hexadecimal digits.
    pub sha256: String,
}

impl Fingerprint {
    /// The fingerprint of a file that is in memory.
    pub fn of(file: &str, bytes: &[u8]) -> Self {
        let mut seen = Seen::default();
        seen.add(bytes);
        seen.fingerprint(file)
    }
}

/// The fingerprint of a stream in the making.
#[derive(Default)]
pub struct Watch(Arc<Mutex<Seen>>);

impl Watch {
    /// The same stream, watched as it is read.
    pub fn watched<R: Read>(&self, stream: R) -> Watched<R> {
        Watched {
            stream,
            seen: Arc::clone(&self.0),
        }
    }

    /// The fingerprint of what was read so far.
    pub fn fingerprint(&self, file: &str) -> Fingerprint {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.fingerprint(file)
    }
}

/// A stream of which every byte read is counted and hashed.
pub struct Watched<R> {
    stream: R,
    seen: Arc<Mutex<Seen>>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(buffer)?;
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.add(&buffer[..read]);
        Ok(read)
    }
}

#[derive(Default)]
struct Seen {
    bytes: u64,
    hash: Sha256,
}

impl Seen {
    fn add(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        self.hash.update(bytes);
    }

    fn fingerprint(&self, file: &str) -> Fingerprint {
        let mut sha256 = String::new();
        for byte in self.hash.clone().finalize() {
            let _ = write!(sha256, "{byte:02x}");
        }
        Fingerprint {
            file: file.into(),
            bytes: self.bytes,
            sha256,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-4 gives the hash of `abc` as its first example.
    #[test]
    fn a_stream_has_the_fingerprint_of_its_bytes() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let whole = Fingerprint::of("a.csv", b"abc");
        assert_eq!((whole.bytes, whole.sha256.as_str()), (3, known));
        let watch = Watch::default();
        let mut read = String::new();
        watch
            .watched(&b"abc"[..])
            .read_to_string(&mut read)
            .unwrap();
        assert_eq!(read, "abc");
        assert_eq!(watch.fingerprint("a.csv"), whole);
    }
}
